"""The section „Оповестяване“: publications and campaigns, with the publicity of the awards (функции 11, 33)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ruse_desktop.domain.campaigns import (
    KIND_NAMES,
    STATE_NAMES,
    AwardLine,
    Campaign,
    Offer,
    line_of,
    split,
)
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.importing import import_table
from ruse_desktop.ui.screens.people.record_section import show_card_paper
from ruse_desktop.ui.screens.protocol.publicity_card import PublicityCard
from ruse_desktop.ui.screens.protocol.publicity_entry import AgreeDialog, CampaignDialog

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"campaigns", "publications", "editions", "events", "law", "practice"})


class PublicitySection(RegisterSection):
    """The register of everything made public."""

    id = "publicity"
    record_kind = "campaign"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Ново вписване…")
        self.campaign: Campaign | None = None
        self.award: AwardLine | None = None
        self._least = 0
        self._register()
        self.card = PublicityCard(
            [context.actions.button(f"publicity.{one}")
             for one in ("agree", "file", "correct", "paper", "strike")],
            [context.actions.button(f"publicity.{one}") for one in ("edition", "text")],
            context.show_article, (self._open_file, self._remove_file),
        )  # fmt: skip
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(lambda _key: self.open_chosen())
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def alive() -> bool:
            return self.in_sight and self.campaign is not None and not self.campaign.struck_why

        def awaited() -> bool:
            return alive() and self.campaign is not None and bool(self.campaign.awaited)

        def awarded() -> bool:
            return self.in_sight and self._edition() is not None

        def here() -> bool:
            return self.in_sight

        scope = "protocol"
        self.context.actions.add_all((
            Action("publicity.agree", _("Съгласуване…"), self.agree, "checks", "", "act", scope,
                   awaited, group=4),
            Action("publicity.file", _("Приложи файл…"), self.attach, "paperclip", "", "act", scope,
                   alive, group=4),
            Action("publicity.correct", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   alive, group=4),
            Action("publicity.paper", _("Карта за печат…"), lambda: _show_paper(self), "printer", "",
                   "print", scope, alive, group=4),
            Action("publicity.strike", _("Зачеркни…"), self.strike, "ban", "", "act", scope, alive,
                   group=4),
            Action("publicity.import", _("Внасяне от таблица…"),
                   lambda: import_table(self, self.context, "publicity", _("Оповестяване")),
                   "table-import", "", "file", scope, here),
            Action("publicity.edition", _("Към отличието…"), self.open_award, "award",
                   "", "act", scope, awarded, group=4),
            Action("publicity.text", _("Текст за съобщение…"), self.open_text, "printer", "", "act",
                   scope, awarded, group=4),
        ))  # fmt: skip

    def open_record(self, kind: str, record_id: int) -> None:
        """Choose the record in the list."""
        del kind
        self.view.go_to(line_of(record_id))

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and how long a reason must be."""
        super().reload(kinds)

        def know(least: int) -> None:
            self._least = least

        if not kinds or "practice" in kinds:
            self.context.tasks.read(
                lambda s: s.practice.min_reason, know, self.message.refuse, owner=self
            )

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return
        kind, number, _place = split(key)

        def show(found: Campaign | AwardLine) -> None:
            if self.view.current == key:
                self._show(found)

        self.context.tasks.read(
            lambda s: s.campaigns.get(number) if kind is None else s.campaign_register.award_line(key),
            show, self.message.refuse, owner=self,
        )  # fmt: skip

    def _show(self, found: Campaign | AwardLine | None) -> None:
        self.campaign = found if isinstance(found, Campaign) else None
        self.award = found if isinstance(found, AwardLine) else None
        if self.campaign is not None:
            self.card.show_campaign(self.campaign, self.context.clock.today())
        elif self.award is not None:
            self.card.show_award(self.award)
        else:
            self.card.show_nothing()
        self.context.actions.refresh()

    def _edition(self) -> int | None:
        if self.award is not None:
            return self.award.edition_id
        return self.campaign.typed.edition_id if self.campaign is not None else None

    # what a person does

    def new(self) -> None:
        """Enter a publication or a campaign."""
        self._enter(None)

    def correct(self) -> None:
        """Write the record in sight anew."""
        if self.campaign is not None:
            self._enter(self.campaign)

    def open_chosen(self) -> None:
        """Enter on a line: the record itself, or the award's publicity."""
        if self.award is not None:
            self.open_award()
        elif self.campaign is not None and not self.campaign.struck_why:
            self.correct()

    def _enter(self, old: Campaign | None) -> None:
        def show(offers: tuple[Offer, ...]) -> None:
            dialog = CampaignDialog(self, self.context, offers, old)
            dialog.accepted.connect(lambda: self._saved(dialog.saved, new=old is None))
            dialog.open()

        read_once(
            self.context.tasks, self, "entry", lambda s: s.campaigns.offers(), show,
            self.message.refuse,
        )  # fmt: skip

    def _saved(self, saved: object, *, new: bool) -> None:
        assert isinstance(saved, Campaign)
        if new:
            self.view.go_to(line_of(saved.id))
            self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.title))

    def agree(self) -> None:
        """Enter who agreed and when."""
        if self.campaign is not None and self.campaign.awaited:
            dialog = AgreeDialog(self, self.context, self.campaign)
            dialog.accepted.connect(lambda: self.context.notify(_("Съгласуването е вписано.")))
            dialog.open()

    def strike(self) -> None:
        """Strike out the record in sight with a reason."""
        one = self.campaign
        if one is None:
            return
        question = _("Защо зачерквате „{name}“? Записът остава с причината.").format(
            name=one.typed.title
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.campaigns.strike(one.id, why, actor=s.actor),
                lambda _one: self.context.notify(_("Записът е зачеркнат.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def open_award(self) -> None:
        """The window in which the award's publications are entered."""
        from ruse_desktop.ui.screens.nominations.publicity import open_publicity

        edition = self._edition()
        if edition is not None:
            open_publicity(self, self.context, edition, self.message.refuse)

    def open_text(self) -> None:
        """The texts for the public of the award."""
        from ruse_desktop.ui.screens.sessions.papers import show_announcements

        edition = self._edition()
        if edition is not None:
            self.context.tasks.read(
                lambda s: s.campaigns.edition_name(edition),
                lambda name: show_announcements(self, self.context, edition, name),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def attach(self) -> None:
        """Keep a poster, a cutting, a recording."""
        kinds = _("Файлове (*.pdf *.jpg *.jpeg *.png *.docx *.mp3 *.mp4);;Всички (*)")
        path = ask_open(self, _("Файл"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep this file with the record in sight."""
        if self.campaign is not None:
            number = self.campaign.id
            self.context.tasks.write(
                lambda s: s.campaigns.attach(number, path, actor=s.actor),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def _remove_file(self, one: Evidence) -> None:
        question = _("Защо махате „{name}“?").format(name=one.name)
        asked = TextDialog(self, _("Махане на файл"), question, _("Махни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.campaigns.detach(one.id, why, actor=s.actor),
                lambda _none: self.context.notify(_("Файлът е махнат.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def _open_file(self, one: Evidence) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path_of(one.sha256, one.suffix),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse, owner=self,
        )  # fmt: skip


def _show_paper(section: PublicitySection) -> None:
    """The card of the record in sight, ready to print."""
    if section.campaign is not None:
        number = section.campaign.id
        show_card_paper(
            section, section.context, (_("Публикация или кампания"), f"publikacia-{number}"),
            lambda s: s.campaigns.card(number), section.message.refuse,
        )  # fmt: skip


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="publicity",
        title=_("Публикации и кампании"),
        hint=_("какво, къде, събитие, отличие…"),
        columns=(
            RegisterColumn(Column(_("Дата"), 92), "on"),
            RegisterColumn(Column(_("Какво"), 220, stretch=True), "title"),
            RegisterColumn(Column(_("Вид"), 104), "kind"),
            RegisterColumn(Column(_("Къде"), 136), "medium"),
            RegisterColumn(Column(_("За"), 160), "about"),
            RegisterColumn(Column(_("Състояние"), 152, chip=True), "state"),
        ),
        source=lambda services: services.campaign_register,
        count=lambda n: ngettext("{n} запис", "{n} записа", n).format(n=n),
        kinds=_KINDS,
        icon="world",
        empty_title=_("Още няма публикации и кампании"),
        empty_text=_(
            "Впишете с Ctrl+N плакат, публикация, изложба или кампания за спонсори. "
            "Оповестяването на отличията идва тук само."
        ),
        choices=(
            Choice("kind", _("Вид"), _("Всички видове"),
                   tuple((str(code), _(text)) for code, text in KIND_NAMES.items())),
            Choice("state", _("Състояние"), _("Всички състояния"),
                   tuple((str(code), _(text)) for code, text in STATE_NAMES.items())),
        ),
    )  # fmt: skip
