"""What a person does in „Празник на града“: the actions of its lists, the dialogs they open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from ruse_desktop.domain.city_day import CityDay, Item, Step, Version
from ruse_desktop.domain.city_day_money import MoneyLine, Paper, Source, Sponsor
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.screens.protocol.city_day_item import DropDialog, ItemDialog, LinkDialog
from ruse_desktop.ui.screens.protocol.city_day_papers import show_paper
from ruse_desktop.ui.screens.protocol.city_day_steps import (
    ApprovalDialog,
    DecisionDialog,
    EditionDialog,
    SubmitDialog,
)
from ruse_desktop.ui.screens.protocol.city_day_sums import (
    EntriesDialog,
    EntryDialog,
    LineDialog,
    SponsorDialog,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.ui.screens.protocol.city_day import CityDaySection

_SCOPE = "protocol"
VERBS: dict[str, tuple[str, ...]] = {
    "programme": ("item", "link", "event", "item-out", "public", "committee"),
    "versions": ("submit", "decide", "letter", "version"),
    "money": ("line", "line-out", "enter", "entries", "plan", "report", "approve-plan",
              "approve-report"),
    "sponsors": ("sponsor", "receive", "sponsor-out", "sponsor-list"),
}  # fmt: skip
"""The actions under each list."""


class Verbs:
    """The actions of a section; each works on what is chosen in the list in sight."""

    def __init__(self, section: CityDaySection) -> None:
        self._section = section
        self._context = section.context
        self._register()

    @property
    def _found(self) -> CityDay | None:
        return self._section.found

    def new(self, found: CityDay) -> None:
        """A new record of the list in sight."""
        year, name = found.edition.year, self._section.listed
        if name == "programme":
            ItemDialog(self._section, self._context, found).open()
        elif name == "versions":
            self.submit()
        elif name == "money":
            LineDialog(self._section, self._context, year).open()
        else:
            SponsorDialog(self._section, self._context, year).open()

    def _register(self) -> None:
        def there() -> bool:
            return self._section.in_sight and self._found is not None

        def on(name: str, kind: type[object] | None = None) -> Callable[[], bool]:
            def allowed() -> bool:
                if not there() or self._section.listed != name:
                    return False
                return kind is None or self._section.chosen is not None

            return allowed

        def decidable() -> bool:
            one = self._section.chosen
            return there() and isinstance(one, Version) and one.next is not None

        def payable() -> bool:
            one = self._section.chosen
            return there() and isinstance(one, Sponsor) and not one.struck_why

        def opened(name: str) -> Callable[[], object]:
            return lambda: self.open(name)

        rows = (
            ("edition", _("Патрон и организатор…"), self.edition, "user", "act", there),
            ("item", _("Промени проявата…"), opened("programme"), "pencil", "act", on("programme", Item)),
            ("link", _("От календара…"), self.link, "calendar-event", "act", on("programme")),
            ("event", _("Покажи в календара"), self.show_event, "calendar", "act",
             on("programme", Item)),
            ("item-out", _("Извади проявата…"), self.drop, "trash", "act", on("programme", Item)),
            ("public", _("Програма за публиката…"), partial(self.paper, "public"), "printer", "print",
             on("programme")),
            ("committee", _("Програма за комисията…"), partial(self.paper, "committee"), "printer", "print",
             on("programme")),
            ("submit", _("Внасяне…"), self.submit, "upload", "act", on("versions")),
            ("decide", _("Решение на комисията…"), self.decide, "gavel", "act", decidable),
            ("letter", _("Писмо до комисията…"), self.letter, "mail", "print", on("versions")),
            ("version", _("Програмата на версията…"), self.version, "printer", "print",
             on("versions", Version)),
            ("line", _("Промени реда…"), opened("money"), "pencil", "act", on("money", MoneyLine)),
            ("line-out", _("Извади реда"), self.drop_line, "trash", "act", on("money", MoneyLine)),
            ("enter", _("Нова сума…"), self.enter, "coin", "act", on("money", MoneyLine)),
            ("entries", _("Суми по реда…"), self.entries, "list", "act", on("money", MoneyLine)),
            ("plan", _("Финансов план…"), partial(self.paper, "plan"), "printer", "print", on("money")),
            ("report", _("Финансов отчет…"), partial(self.paper, "report"), "printer", "print",
             on("money")),
            ("approve-plan", _("Утвърди плана…"), partial(self.approve, Paper.PLAN), "signature",
             "act", on("money")),
            ("approve-report", _("Утвърди отчета…"), partial(self.approve, Paper.REPORT),
             "signature", "act", on("money")),
            ("sponsor", _("Промени договора…"), opened("sponsors"), "pencil", "act", payable),
            ("receive", _("Постъпление…"), self.receive, "coin", "act", payable),
            ("sponsor-list", _("Опис на спонсорите…"), partial(self.paper, "sponsors"), "printer",
             "print", on("sponsors")),
            ("sponsor-out", _("Зачеркни договора…"), self.strike_sponsor, "ban", "act", payable),
        )  # fmt: skip
        self._context.actions.add_all(
            Action(f"city-day.{name}", text, run, icon, "", menu, _SCOPE, allowed)
            for name, text, run, icon, menu, allowed in rows
        )

    def show_event(self) -> None:
        """The chosen item on its day in the calendar."""
        if isinstance(one := self._section.chosen, Item):
            self._context.open_record("event", one.event_id)

    def open(self, name: str) -> None:
        """Open the record chosen in a list."""
        found, one = self._found, self._section.chosen
        if found is None or one is None or name != self._section.listed:
            return
        year = found.edition.year
        if isinstance(one, Item):
            ItemDialog(self._section, self._context, found, one).open()
        elif isinstance(one, Version):
            self.decide() if one.next is not None else self.version()
        elif isinstance(one, MoneyLine):
            LineDialog(self._section, self._context, year, one).open()
        elif not one.struck_why:
            SponsorDialog(self._section, self._context, year, one).open()

    def edition(self) -> None:
        """Patron, organiser, note."""
        if self._found is not None:
            EditionDialog(self._section, self._context, self._found).open()

    def link(self) -> None:
        """Take an event of the calendar into the programme."""
        if self._found is None:
            return
        year = self._found.edition.year
        read_once(
            self._context.tasks, self._section, "link", lambda s: s.city_day.candidates(year),
            lambda events: LinkDialog(self._section, self._context, year, events).open(),
            self._section.message.refuse,
        )  # fmt: skip

    def drop(self) -> None:
        """Take an item out of the programme; its event stays in the calendar unless it is meant too."""
        one = self._section.chosen
        if isinstance(one, Item):
            DropDialog(self._section, self._context, one).open()

    def submit(self) -> None:
        """Bring the programme before the committee."""
        found = self._found
        if found is None:
            return
        self._section.show_list("versions")
        if found.version is not None and not found.changed:
            said = _("Програмата е същата като {version}; няма какво да се внесе.")
            self._section.message.tell(said.format(version=found.version.name))
            return
        SubmitDialog(self._section, self._context, found).open()

    def decide(self) -> None:
        """What the committee did with the chosen version."""
        one = self._section.chosen
        if isinstance(one, Version) and one.next in {Step.EXAMINED, Step.APPROVED}:
            DecisionDialog(self._section, self._context, one, one.next).open()

    def approve(self, paper: Paper) -> None:
        """The mayor approved the plan or the report."""
        if self._found is not None:
            ApprovalDialog(self._section, self._context, self._found, paper).open()

    def enter(self) -> None:
        """A sum on the chosen line."""
        one = self._section.chosen
        if self._found is not None and isinstance(one, MoneyLine):
            EntryDialog(self._section, self._context, self._found, one).open()

    def entries(self) -> None:
        """The sums of the chosen line."""
        one = self._section.chosen
        if self._found is not None and isinstance(one, MoneyLine):
            EntriesDialog(self._section, self._context, one, self._found.edition.currency).open()

    def drop_line(self) -> None:
        """Take the chosen line out of the plan."""
        one = self._section.chosen
        if isinstance(one, MoneyLine):
            self._context.tasks.write(
                lambda s: s.city_day_money.remove_line(one.id, actor=s.actor), None,
                self._section.message.refuse, owner=self._section,
            )  # fmt: skip

    def receive(self) -> None:
        """Money that came in on the chosen contract."""
        found, one = self._found, self._section.chosen
        if found is None or not isinstance(one, Sponsor):
            return
        line = next((i for i in found.income if i.typed.source is Source.SPONSOR), None)
        if line is None:
            self._section.message.tell(
                _("В плана още няма ред за спонсорство и реклама (чл. 24, т. 2)."), "info",
                (_("Към плана"), lambda: self._section.show_list("money")),
            )  # fmt: skip
            return
        EntryDialog(self._section, self._context, found, line, one).open()

    def strike_sponsor(self) -> None:
        """Strike the chosen contract out with a reason."""
        one = self._section.chosen
        if not isinstance(one, Sponsor):
            return
        question = _("Защо зачерквате договора? Остава с причината.")
        asked = TextDialog(self._section, _("Зачеркване"), question, _("Зачеркни"), least=15)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()
        self._context.tasks.write(
            lambda s: s.city_day_money.strike_sponsor(one.id, why, actor=s.actor), None,
            self._section.message.refuse, owner=self._section,
        )  # fmt: skip

    def paper(self, name: str, version: int | None = None) -> None:
        """Show a paper of the edition."""
        if self._found is None:
            return
        year, more = self._found.edition.year, () if version is None else (version,)
        show_paper(
            self._section, self._context, lambda s: getattr(s.city_day_papers, name)(year, *more),
            self._section.message.refuse,
        )  # fmt: skip

    def letter(self) -> None:
        """The cover letter of the chosen version, else of the programme as it is."""
        one = self._section.chosen
        self.paper("letter", one.id if isinstance(one, Version) else None)

    def version(self) -> None:
        """The programme of the chosen version."""
        one = self._section.chosen
        if isinstance(one, Version):
            self.paper("committee", one.id)
