"""The section „Значка“: its stock, who wears it, whom it honours, souvenirs and points of sale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Chip, MessageBar, plain_tip
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.screens.symbols.badge_gifts import ForumPane, OutletPane
from ruse_desktop.ui.screens.symbols.badge_honour import HonourPane
from ruse_desktop.ui.screens.symbols.badge_moves import MovesPane
from ruse_desktop.ui.screens.symbols.badge_pane import BadgePane, BadgeState
from ruse_desktop.ui.screens.symbols.badge_wear import WearPane

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_STATE_KINDS = frozenset({"badge", "stock", "books", "law", "practice"})
_CHOSEN = "badge/pane"
_OF_KIND = {
    "badge-term": "badge-wear",
    "badge-honour": "badge-honour",
    "badge-forum": "badge-forum",
    "badge-outlet": "badge-outlet",
}


def read_state(services: Services) -> BadgeState:
    """What the act and the stock say today."""
    return BadgeState(
        services.badge_stock.rules(),
        services.badge_stock.lines(),
        services.badge_wear_lists.former(),
        services.badge_honours.decider(),
        services.practice.min_reason,
    )


class BadgeSection(RegisterSection):
    """Five registers of the badge (чл. 15–18); the one in sight is `view`."""

    id = "badge"
    record_kind = "badge-term"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.message = MessageBar()
        self.former = MessageBar()
        self._former = 0
        self.stack = QStackedWidget()
        self.choice = QButtonGroup(self)
        self.chips: list[Chip] = []
        self._bar = QHBoxLayout()
        self._bar.setSpacing(6)
        self.panes: dict[str, BadgePane] = {}
        for title, make in (
            (_("Носители"), WearPane), (_("Почетни"), HonourPane), (_("Форуми"), ForumPane),
            (_("Обекти"), OutletPane), (_("Движения"), MovesPane),
        ):  # fmt: skip
            self._add(title, make(self, self.message))
        self._bar.addStretch(1)
        self._stock = QHBoxLayout()
        self._stock.setSpacing(6)
        self._bar.addLayout(self._stock)
        self._extra: dict[str, list[QPushButton]] = {}
        for name in ("signatures", "days"):
            self._offer("badge-wear", name)
        for name in ("write-off", "minimum", "count"):
            self._offer("badge-moves", name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar)
        column.addWidget(self.message)
        column.addWidget(self.former)
        column.addWidget(self.stack, 1)
        self.show_pane(str(context.settings.value(_CHOSEN) or ""))

    def _add(self, title: str, pane: BadgePane) -> None:
        self.panes[pane.id] = pane
        self.stack.addWidget(pane)
        chooser = QPushButton(title)
        chooser.setCheckable(True)
        chooser.setAutoDefault(False)
        chooser.setProperty("segment", True)  # noqa: FBT003 - Qt
        chooser.setAccessibleName(_("Списък „{title}“").format(title=title))
        chooser.setObjectName(pane.id)
        chooser.clicked.connect(partial(self.show_pane, pane.id))
        self.choice.addButton(chooser)
        self._bar.addWidget(chooser)

    def _offer(self, pane: str, name: str) -> None:
        made = self.context.actions.button(f"badge.{name}")
        self._extra.setdefault(pane, []).append(made)
        self._bar.addWidget(made)

    @property
    def pane(self) -> BadgePane:
        """The part in sight."""
        return next(one for one in self.panes.values() if one is self.stack.currentWidget())

    def show_pane(self, name: str, _checked: bool = False) -> BadgePane:  # noqa: FBT001, FBT002 - Qt
        """Bring a part into sight; the first one for a name nobody knows."""
        pane = self.panes.get(name) or next(iter(self.panes.values()))
        self.stack.setCurrentWidget(pane)
        self.view = pane.view
        for chooser in self.choice.buttons():
            chooser.setChecked(chooser.objectName() == pane.id)
        for of, buttons in self._extra.items():
            for one in buttons:
                one.setVisible(of == pane.id)
        self._show_former()
        self.context.settings.setValue(_CHOSEN, pane.id)
        self.context.actions.refresh()
        return pane

    def new(self) -> None:
        """Begin a new record of the part in sight."""
        self.pane.new()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record in the part of its kind."""
        pane = self.show_pane(_OF_KIND.get(kind, self.pane.id))
        if record_id > 0:
            pane.view.go_to(record_id)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read every list and what stands above them."""
        for pane in self.panes.values():
            pane.view.reload(kinds)
        if not kinds or kinds & _STATE_KINDS:
            self.context.tasks.read(read_state, self._know, self.message.refuse, owner=self)

    def _know(self, state: BadgeState) -> None:
        for pane in self.panes.values():
            pane.know(state)
        while len(self.chips) < len(state.lines):
            self.chips.append(Chip())
            self._stock.addWidget(self.chips[-1])
        for chip, one in zip(self.chips, state.lines, strict=False):
            said = _("{variant}: {n}").format(variant=one.variant.name, n=one.line.available)
            tone = "judgement" if one.line.low or not one.line.available else "info"
            chip.show_state(said, tone)
            chip.setToolTip(plain_tip(one.line.warning))
        self._former = state.former
        self._show_former()
        self.context.actions.refresh()

    def _show_former(self) -> None:
        """Say over the list of wearers how many badges are still out."""
        n = self._former
        if not n or self.pane.id != "badge-wear":
            self.former.hide()
            return
        said = ngettext(
            "{n} значка е у човек, който вече не е на длъжност.",
            "{n} значки са у хора, които вече не са на длъжност.",
            n,
        )
        self.former.tell(said.format(n=n), "judgement", (_("Покажи ги"), self.show_former))

    def show_former(self) -> None:
        """Those whose badge is to come back or to be left."""
        pane = self.show_pane("badge-wear")
        assert isinstance(pane, WearPane)
        pane.show_former()
