"""The section „Знаме“: where the flag is, its passport, the register of its goings out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.events import EventState
from ruse_desktop.domain.flag import FlagPlace, FlagRules, Movement, PassportInput, Photo
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Chip, MessageBar, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.protocol.appearance_rules import RulesLine
from ruse_desktop.ui.screens.symbols.flag_card import FlagCard
from ruse_desktop.ui.screens.symbols.flag_passport import (
    ExtrasDialog,
    PassportDialog,
    WithdrawDialog,
)
from ruse_desktop.ui.screens.symbols.flag_taking import ReturnDialog, TakingDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.flag_appearances import Appearance, RulesText
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"flag"})


@dataclass(frozen=True)
class FlagState:
    """What stands above the list, and what the dialogs begin with."""

    place: FlagPlace
    rules: FlagRules
    proposed: PassportInput
    keeper: str
    condition: str
    return_hours: int
    least: int
    events: tuple[Appearance, ...] = ()
    regulations: RulesText | None = None


def read_state(services: Services) -> FlagState:
    """The state of this moment."""
    place = services.flag_custody.place()
    today, near = services.clock.today(), timedelta(days=1)
    return FlagState(
        place,
        services.flag.rules(),
        services.flag.proposed(),
        services.actor.name,
        place.flag.typed.condition if place.flag is not None else "",
        int(services.practice.value("flag_return_hours") or 24),
        services.practice.min_reason,
        tuple(
            one
            for one in services.flag_appearances.between(today - near, today + near)
            if one.event.state is not EventState.CANCELLED
        ),
        services.flag_regulations.in_force(),
    )


class FlagSection(RegisterSection):
    """The register of the flag (чл. 9–12)."""

    id = "flag"
    record_kind = "flag-movement"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.state: FlagState | None = None
        self.movement: Movement | None = None
        self._register()
        actions = context.actions
        names = ("flag.receipt", "flag.strike", "flag.event")
        self.card = FlagCard(
            [actions.button(name) for name in names],
            actions.button("flag.extras"),
            self._open_photo,
        )
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        self.where = label("", "heading", wrap=True)
        self.late = Chip()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.where, 1)
        row.addWidget(self.late)
        for name in ("flag.take", "flag.back", "flag.passport"):
            row.addWidget(actions.button(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rules = RulesLine(context, self.message.refuse)
        column.addLayout(row)
        column.addWidget(self.rules)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def ready() -> bool:
            return self.in_sight and self.state is not None

        def kept() -> bool:
            return ready() and self.state is not None and self.state.place.flag is not None

        def inside() -> bool:
            return kept() and self.state is not None and self.state.place.movement is None

        def out() -> bool:
            return ready() and self.state is not None and self.state.place.movement is not None

        def chosen() -> bool:
            return self.in_sight and self.movement is not None

        def with_event() -> bool:
            return self.in_sight and self._event_id is not None

        def standing() -> bool:
            return chosen() and self.movement is not None and not self.movement.struck_why

        scope = "symbols"
        self.context.actions.add_all((
            Action("flag.take", _("Изнасяне…"), self.take, "flag", "Ctrl+T", "act", scope, inside),
            Action("flag.back", _("Връщане…"), self.give_back, "arrow-back-up", "Ctrl+Shift+T",
                   "act", scope, out),
            Action("flag.passport", _("Паспорт…"), self.passport, "certificate", "", "act", scope,
                   ready),
            Action("flag.extras", _("Аксесоари и снимки…"), self.extras, "photo", "", "act", scope,
                   kept),
            Action("flag.withdraw", _("Изведи от употреба…"), self.withdraw, "ban", "", "act",
                   scope, inside, group=1),
            Action("flag.receipt", _("Протокол…"), self.show_receipt, "printer", "", "print", scope,
                   chosen),
            Action("flag.event", _("Към събитието"), self.show_event, "calendar", "", "act", scope,
                   with_event),
            Action("flag.strike", _("Зачеркни изнасянето…"), self.strike, "ban", "", "act", scope,
                   standing, group=1),
        ))  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and what stands above it."""
        super().reload(kinds)
        if not kinds or kinds & (_KINDS | {"law", "practice", "events"}):
            self.context.tasks.read(read_state, self._show_state, self.message.refuse, owner=self)

    def _show_state(self, state: FlagState) -> None:
        self.state = state
        self.where.setText(state.place.text)
        self.rules.show_rules(state.regulations)
        self.card.show_flag(state.place.flag)
        self.late.show_state(_("просрочено връщане") if state.place.late else "", "not-met")
        grounds = [(one.code, one.text) for one in state.rules.grounds]
        self.view.filters.offer("ground", grounds)
        if state.place.flag is None:
            self.message.tell(
                _("Още няма паспорт на знамето. Попълнете го веднъж; размерите са от {citation}.")
                .format(citation=state.rules.make_citation),
                "info", (_("Паспорт…"), self.passport),
            )  # fmt: skip
        self.context.actions.refresh()

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show_movement(None)
            return

        def show(one: Movement) -> None:
            if self.view.current == key:
                self._show_movement(one)

        self.context.tasks.read(
            lambda s: s.flag_custody.get(key), show, self.message.refuse, owner=self
        )

    def _show_movement(self, one: Movement | None) -> None:
        self.movement = one
        late = one is not None and one.overdue(self.context.clock.now())
        self.card.show_movement(one, late=late)
        self.context.actions.refresh()

    def _open_photo(self, one: Photo) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path_of(one.sha256, one.suffix),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )

    # what a person does

    @property
    def _event_id(self) -> int | None:
        return self.movement.typed.event_id if self.movement is not None else None

    def show_event(self) -> None:
        """The event the flag went to, in the calendar."""
        if self._event_id is not None:
            self.context.open_record("event", self._event_id)

    def new(self) -> None:
        """The flag goes out, or first its passport."""
        if self.state is None:
            return
        if self.state.place.flag is None:
            self.passport()
        elif self.state.place.movement is not None:
            self.give_back()
        else:
            self.take()

    def take(self) -> None:
        """Write a going out, then show the record to sign."""
        if self.state is None:
            return
        dialog = TakingDialog(self, self.context, self.state)
        dialog.accepted.connect(lambda: self._moved(dialog.saved))
        dialog.open()

    def give_back(self) -> None:
        """Write the return, then show the record to sign."""
        if self.state is None or self.state.place.movement is None:
            return
        dialog = ReturnDialog(self, self.context, self.state.place.movement, self.state.keeper)
        dialog.accepted.connect(lambda: self._moved(dialog.saved))
        dialog.open()

    def _moved(self, saved: object) -> None:
        assert isinstance(saved, Movement)
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: изнасяне № {no}.").format(no=saved.number_text))
        self._show_receipt(saved)

    def show_receipt(self) -> None:
        """The record of the chosen going out."""
        if self.movement is not None:
            self._show_receipt(self.movement)

    def _show_receipt(self, one: Movement) -> None:
        title = _("Протокол за знамето № {no}").format(no=one.number_text)
        name = f"zname-{one.number}-{one.year}.pdf"
        self.context.tasks.read(
            lambda s: s.flag_custody.receipt(one.id),
            lambda pdf: PdfDialog(self, pdf, title, name).open(), self.message.refuse, owner=self,
        )  # fmt: skip

    def passport(self) -> None:
        """Write the passport, or correct it."""
        if self.state is not None:
            flag = self.state.place.flag
            PassportDialog(self, self.context, self.state, flag).open()

    def extras(self) -> None:
        """Accessories and photographs."""
        if self.state is not None and self.state.place.flag is not None:
            ExtrasDialog(self, self.context, self.state, self.state.place.flag).open()

    def withdraw(self) -> None:
        """Take the flag out of use."""
        if self.state is not None and self.state.place.flag is not None:
            WithdrawDialog(self, self.context, self.state.place.flag).open()

    def strike(self) -> None:
        """Strike the chosen going out with a reason."""
        one = self.movement
        if one is None or self.state is None:
            return
        question = _("Защо зачерквате изнасяне № {no}? Остава с причината.").format(
            no=one.number_text
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self.state.least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()
        self.context.tasks.write(
            lambda s: s.flag_custody.strike(one.id, why, actor=s.actor), None,
            self.message.refuse, owner=self,
        )  # fmt: skip


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="flag",
        title=_("Движение на знамето"),
        hint=_("№, кой е взел, събитие…"),
        columns=(
            RegisterColumn(Column(_("№"), 74), "number"),
            RegisterColumn(Column(_("Взето"), 148, firm=True), "taken"),
            RegisterColumn(Column(_("Взел"), 140), "who"),
            RegisterColumn(Column(_("Случай"), 200, stretch=True), "ground"),
            RegisterColumn(Column(_("Основание"), 92), "ground"),
            RegisterColumn(Column(_("За връщане"), 148, firm=True), "due"),
            RegisterColumn(Column(_("Състояние"), 116, chip=True), ""),
        ),
        source=lambda services: services.flag_custody,
        count=lambda n: ngettext("{n} изнасяне", "{n} изнасяния", n).format(n=n),
        kinds=_KINDS,
        icon="flag",
        empty_title=_("Знамето още не е изнасяно"),
        empty_text=_("Когато излезе от витрината, впишете го с „Изнасяне…“ и подпишете протокола."),
        choices=(
            Choice("ground", _("Случай"), _("Всички случаи")),
            Choice(
                "state", _("Състояние"), _("Всички"),
                (("out", _("Изнесено")), ("back", _("Върнато")), ("struck", _("Зачеркнато"))),
            ),
        ),
    )  # fmt: skip
