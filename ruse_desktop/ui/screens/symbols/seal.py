"""The section „Печат“: what the seal was put on, what waits for it, who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ruse_desktop.domain import seal as values
from ruse_desktop.domain.seal import Custody, SealEntry, SealRules
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Chip, MessageBar, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.seal_card import SealCard
from ruse_desktop.ui.screens.symbols.seal_custody import CustodyDialog
from ruse_desktop.ui.screens.symbols.seal_entry import EntryDialog
from ruse_desktop.ui.screens.symbols.seal_waiting import WaitingDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"seal"})
_STATE_KINDS = frozenset({"seal", "agreements", "books", "book-prints", "law", "practice"})


@dataclass(frozen=True)
class SealState:
    """What stands above the list, and what its dialogs begin with."""

    waiting: int
    keeper: str
    custody: Custody | None
    rules: SealRules
    signatory: str
    least: int
    agreements: tuple[tuple[int, str], ...] = ()


def read_state(services: Services) -> SealState:
    """The state of today."""
    today = services.clock.today()
    return SealState(
        services.seal_waiting.count(),
        services.seal_custody.holder(today),
        services.seal_custody.on(today),
        services.seal.rules(),
        services.seal.usual_signatory(),
        services.practice.min_reason,
        services.agreements.offers(),
    )


class SealSection(RegisterSection):
    """The register of the seal (чл. 19–21)."""

    id = "seal"
    record_kind = "seal"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.state: SealState | None = None
        self.entry: SealEntry | None = None
        self._after: Callable[[], object] | None = None
        self._register()
        actions = context.actions
        self.card = SealCard(
            context.show_article, [actions.button("seal.strike")], context.open_record
        )
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        self.waiting = MessageBar()
        self.keeper = label("", "heading")
        self.late = Chip()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keeper)
        row.addWidget(self.late)
        row.addStretch(1)
        row.addWidget(actions.button("seal.waiting"))
        row.addWidget(actions.button("seal.custody"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self.waiting)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def ready() -> bool:
            return self.in_sight and self.state is not None

        def standing() -> bool:
            return self.in_sight and self.entry is not None and not self.entry.struck_why

        scope = "symbols"
        self.context.actions.add_all((
            Action("seal.waiting", _("Чакащи печат…"), self.show_waiting, "certificate", "Ctrl+L",
                   "act", scope, ready),
            Action("seal.custody", _("Кой пази печата…"), self.show_custody, "key",
                   "Ctrl+Shift+H", "act", scope, ready),
            Action("seal.strike", _("Зачеркни…"), self.strike, "ban", "", "act", scope, standing,
                   group=1),
        ))  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and what stands above it."""
        super().reload(kinds)
        if not kinds or kinds & _STATE_KINDS:
            self.context.tasks.read(read_state, self._show_state, self.message.refuse, owner=self)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a line of the register, the certificates that wait, or who keeps the seal."""
        verbs = {"seal-waiting": self.show_waiting, "seal-custody": self.show_custody}
        if kind not in verbs:
            super().open_record(kind, record_id)
        elif self.state is not None:
            verbs[kind]()
        else:
            self._after = verbs[kind]

    def _show_state(self, state: SealState) -> None:
        self.state = state
        self.keeper.setText(_("Печатът е у: {who}").format(who=state.keeper))
        late = state.custody is not None and state.custody.overdue(self.context.clock.today())
        self.late.show_state(
            _("за връщане от {day}").format(day=date_short(state.custody.until))
            if late and state.custody is not None
            else "",
            "not-met",
        )
        self.view.filters.offer("category", list(values.offered(state.rules).items()))
        if state.waiting:
            said = ngettext(
                "{n} отпечатано удостоверение от книгите чака печат.",
                "{n} отпечатани удостоверения от книгите чакат печат.",
                state.waiting,
            )
            self.waiting.tell(
                said.format(n=state.waiting), "judgement", (_("Впиши…"), self.show_waiting)
            )
        else:
            self.waiting.hide()
        self.context.actions.refresh()
        after, self._after = self._after, None
        if after is not None:
            after()

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show_entry(None)
            return

        def show(entry: SealEntry) -> None:
            if self.view.current == key:
                self._show_entry(entry)

        self.context.tasks.read(lambda s: s.seal.entry(key), show, self.message.refuse, owner=self)

    def _show_entry(self, entry: SealEntry | None) -> None:
        self.entry = entry
        self.card.show_entry(entry)
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """Write a sealing."""
        if self.state is None:
            return
        dialog = EntryDialog(self, self.context, self.state)
        dialog.accepted.connect(lambda: self._written(dialog.saved))
        dialog.open()

    def _written(self, saved: object) -> None:
        assert isinstance(saved, SealEntry)
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано под № {no}.").format(no=saved.number_text))

    def show_waiting(self) -> None:
        """The certificates that wait for the seal."""
        state = self.state
        if state is None:
            return

        def show(waiting: tuple[values.Waiting, ...]) -> None:
            dialog = WaitingDialog(self, self.context, state, waiting)
            dialog.accepted.connect(lambda: self._confirmed(dialog.saved))
            dialog.open()

        self.context.tasks.read(
            lambda s: s.seal_waiting.list(), show, self.message.refuse, owner=self
        )

    def _confirmed(self, saved: object) -> None:
        assert isinstance(saved, tuple)
        self.view.go_to(saved[-1].id)

    def show_custody(self) -> None:
        """Who keeps the seal, and when somebody else did."""
        if self.state is not None:
            CustodyDialog(self, self.context, self.state.least).open()

    def strike(self) -> None:
        """Strike the chosen line out with a reason."""
        entry = self.entry
        if entry is None or self.state is None:
            return
        question = _("Защо зачерквате № {no}? Вписването остава с причината.").format(
            no=entry.number_text
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self.state.least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        number, why = entry.id, asked.text()
        self.context.tasks.write(
            lambda s: s.seal.strike(number, why, actor=s.actor),
            lambda _none: self.context.notify(_("Вписването е зачеркнато.")),
            self.message.refuse,
            owner=self,
        )


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="seal",
        title=_("Подпечатани документи"),
        hint=_("документ, №, кой е поискал…"),
        columns=(
            RegisterColumn(Column(_("№"), 84), "number"),
            RegisterColumn(Column(_("Дата"), 92), "date"),
            RegisterColumn(Column(_("Вид"), 62), "category"),
            RegisterColumn(Column(_("Документ"), 240, stretch=True), "document"),
            RegisterColumn(Column(_("Оригинали"), 92), "originals"),
            RegisterColumn(Column(_("Състояние"), 124, chip=True), "state"),
        ),
        source=lambda services: services.seal,
        count=lambda n: ngettext("{n} вписване", "{n} вписвания", n).format(n=n),
        kinds=_KINDS,
        icon="rosette",
        empty_title=_("Още няма вписвания"),
        empty_text=_(
            "Впишете първия подпечатан документ. Удостоверенията от книгите идват сами, щом бъдат "
            "отпечатани."
        ),
        choices=(
            Choice("category", _("Вид документ"), _("Всички видове")),
            Choice(
                "state", _("Състояние"), _("Всички вписвания"),
                (("standing", _("Без зачеркнатите")), ("struck", _("Само зачеркнатите"))),
            ),
        ),
    )  # fmt: skip
