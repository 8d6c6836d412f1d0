"""The section „Конкурси“: competitions other than the awards, from the announcement to the result (функция 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QDialog

from ruse_desktop.domain.competitions import STATE_NAMES
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.competition_entry import (
    CompetitionDialog,
    NumberDialog,
    ResultDialog,
    WorkDialog,
)
from ruse_desktop.ui.screens.people.record_section import SCOPE, RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.competitions import Competition
    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"competitions", "register-files"})


class CompetitionSection(RecordSection):
    """The register of competitions."""

    id = "competitions"
    kind = "competition"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Конкурс")
        self.file_name = "konkurs"
        super().__init__(context, shown)
        self.new_text = _("Нов конкурс…")
        self.print_text = _("Регистър…")

    def own_actions(self) -> tuple[Action, ...]:
        """Entries, authors, the result."""

        def undecided() -> bool:
            return self.alive() and self.one is not None and self.one.result_on is None

        def entries() -> bool:
            return undecided() and self.one is not None and bool(self.one.entries)

        def decided() -> bool:
            return self.alive() and self.one is not None and self.one.result_on is not None

        def known() -> bool:
            one = self.one
            return (
                self.alive() and one is not None and bool(one.entries)
                and (one.result_on is not None or not one.typed.anonymous)
            )  # fmt: skip

        return (
            Action("competitions.entry", _("Приеми творба…"), self.take, "inbox", "", "act", SCOPE,
                   undecided, group=4),
            Action("competitions.exclude", _("Изключи творба…"), self.exclude, "minus", "", "act",
                   SCOPE, entries, group=4),
            Action("competitions.result", _("Резултат…"), self.decide, "trophy", "", "act", SCOPE,
                   undecided, group=4),
            Action("competitions.author", _("Автор…"), self.open_author, "mail", "", "act", SCOPE,
                   known, group=4),
            Action("competitions.undecide", _("Върни резултата…"), self.undecide, "arrow-back-up",
                   "", "act", SCOPE, decided, group=4),
        )  # fmt: skip

    def button_names(self) -> tuple[str, ...]:
        """In the order of the work."""
        return ("entry", "result", "author", "correct", "file", "paper", "exclude", "strike")

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One competition."""
        return services.competitions.card(record_id)

    def read_value(self, services: Services, record_id: int) -> Competition:
        """Its values, for the dialogs."""
        return services.competitions.get(record_id)

    @property
    def one(self) -> Competition | None:
        """The competition in sight."""
        return cast("Competition | None", self.value)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Strike it out."""
        return services.competitions.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter a competition."""
        dialog = CompetitionDialog(self, self.context)
        dialog.accepted.connect(lambda: self._entered(dialog.saved))
        dialog.open()

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.subject))

    def correct(self) -> None:
        """Write the competition in sight anew."""
        if self.alive() and self.one is not None:
            self._open(CompetitionDialog(self, self.context, self.one), _("Поправката е записана."))

    def take(self) -> None:
        """Take an entry."""
        if self.one is not None:
            self._open(WorkDialog(self, self.context, self.one), _("Творбата е приета."))

    def exclude(self) -> None:
        """Leave an entry out."""
        if self.one is not None:
            dialog = NumberDialog(self, self.context, self.one, "exclude")
            self._open(dialog, _("Творбата е изключена."))

    def open_author(self) -> None:
        """Write who made an entry."""
        if self.one is not None:
            dialog = NumberDialog(self, self.context, self.one, "author")
            self._open(dialog, _("Авторът е вписан."))

    def decide(self) -> None:
        """Enter the result."""
        if self.one is not None:
            self._open(ResultDialog(self, self.context, self.one), _("Резултатът е вписан."))

    def _open(self, dialog: QDialog, said: str) -> None:
        dialog.accepted.connect(lambda: self.context.notify(said))
        dialog.open()

    def undecide(self) -> None:
        """Take a wrong result back with a reason."""
        one = self.card
        if one is None:
            return
        question = _("Защо връщате резултата? Причината остава в дневника.")
        asked = TextDialog(self, _("Връщане на резултат"), question, _("Върни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.competitions.undecide(one.id, why, actor=s.actor),
                lambda _one: self.context.notify(_("Резултатът е върнат.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="competitions",
            title=_("Конкурси"),
            hint=_("предмет, основание, обява, награда…"),
            columns=(
                RegisterColumn(Column(_("Предмет"), 320, stretch=True), "subject"),
                RegisterColumn(Column(_("Обявен"), 92), "announced"),
                RegisterColumn(Column(_("Краен срок"), 92), "deadline"),
                RegisterColumn(Column(_("Творби"), 70), "entries"),
                RegisterColumn(Column(_("Състояние"), 124, chip=True), "state"),
            ),
            source=lambda services: services.competition_register,
            count=lambda n: ngettext("{n} конкурс", "{n} конкурса", n).format(n=n),
            kinds=_KINDS,
            icon="trophy",
            empty_title=_("Още няма конкурси"),
            empty_text=_(
                "Впишете конкурс с Ctrl+N: предмет, срок, жури. Творбите се приемат под номер, "
                "авторите се вписват след резултата."
            ),
            choices=(
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
            ),
        )  # fmt: skip
