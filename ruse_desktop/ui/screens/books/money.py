"""„Плащания“: every sum of every laureate, from the decision to the paid document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout

from ruse_desktop.domain.payments import PaymentFilter, PaymentView, PayState
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.books.money_card import PaymentCard
from ruse_desktop.ui.screens.books.money_list import PaymentFilters, PaymentTable
from ruse_desktop.ui.screens.books.money_pages import MoneyPages
from ruse_desktop.ui.screens.books.money_verbs import PaymentVerbs

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_KINDS = frozenset({"payments", "books", "acts", "practice", "law", "editions"})
_SPLITTER = "payments/splitter"
_Found = tuple[tuple[tuple[str, str], ...], tuple[int, ...], tuple[PaymentView, ...]]
_OFTEN = ("pay", "fix", "share", "withhold", "return", "release", "status", "schedule")


class MoneyScreen(Screen):
    """Filters above, the list at the left, one payment at the right."""

    id = "payments"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._laureate: int | None = None
        self.filters = PaymentFilters()
        self.filters.changed.connect(self._asked)
        self.message = MessageBar()
        self.list = PaymentTable(context.settings, context.clock)
        self.list.table.opened.connect(lambda _key: context.actions.run("money.pay"))
        self.papers = MoneyPages(self)
        self.verbs = PaymentVerbs(self, self.papers)
        actions = context.actions
        self.card = PaymentCard(
            context.clock,
            context.show_article,
            [actions.button(f"money.{name}") for name in _OFTEN],
        )
        self.list.moved.connect(self._moved)
        self._build()

    def _build(self) -> None:
        actions, settings = self.context.actions, self.context.settings
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.filters, 1)
        top.addWidget(actions.button("money.funds"))
        top.addWidget(actions.button("money.lists"))
        top.addWidget(actions.button("money.list", primary=True))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for n, (widget, share) in enumerate(((self.list, 68), (self.card, 32))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(n, share)
        self.splitter.setSizes([900, 420])
        saved = settings.value(_SPLITTER)
        if saved is not None:
            self.splitter.restoreState(saved)
        self.splitter.splitterMoved.connect(
            lambda *_at: settings.setValue(_SPLITTER, self.splitter.saveState())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def activated(self) -> None:
        """Work begins in the list."""
        self.list.table.setFocus()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.filters.search.setText(text)
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the payments anew."""
        if not kinds or kinds & _KINDS:
            self._ask()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the payments of the laureate with this id, whatever was filtered."""
        del kind
        self._laureate = record_id
        self.filters.clear()
        self._ask()

    def _asked(self) -> None:
        self._laureate = None
        self._ask()

    def _ask(self) -> None:
        laureate = self._laureate
        asked = PaymentFilter(laureate_id=laureate) if laureate else self.filters.asked

        def read(services: Services) -> _Found:
            payments = services.payments
            return payments.awards(), payments.years(), payments.payments(asked)

        def show(found: _Found) -> None:
            now = (
                PaymentFilter(laureate_id=self._laureate) if self._laureate else self.filters.asked
            )
            if now == asked:
                awards, years, rows = found
                self.filters.offer(awards, years)
                self._show(rows, anything=bool(years))

        self.context.tasks.read(read, show, self.message.refuse, owner=self)

    def _show(self, rows: Sequence[PaymentView], *, anything: bool) -> None:
        first = next((r.key for r in rows if r.state is PayState.DUE), None)
        keep = first if self._laureate and self.list.current is None else None
        self.list.show_payments(rows, filtered=anything, keep=keep)

    def _moved(self) -> None:
        one = self.list.current
        self.card.show_payment(one)
        self.context.actions.refresh()
        self.card.place_buttons()
        if self._laureate and one is not None:
            self.context.status(_("Показани са сумите на {name}.").format(name=one.laureate))
