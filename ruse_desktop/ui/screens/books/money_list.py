"""The list of payments: what is asked of it, its rows, and how much the chosen ones come to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.money import money_text, total_of, totals_text
from ruse_desktop.domain.payments import (
    OPEN,
    STATE_NAMES,
    PaymentFilter,
    PaymentKey,
    PaymentView,
    PayState,
)
from ruse_desktop.kernel.clock import Clock
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui.kit.basics import EmptyState, SearchField, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.theme import px

TONES = {
    PayState.UNDECIDED: "judgement",
    PayState.DUE: "judgement",
    PayState.LISTED: "info",
    PayState.PAID: "met",
    PayState.WITHHELD: "not-met",
    PayState.RETURNED: "not-met",
    PayState.HELD: "judgement",
}
_TYPING_MS = 120
_STATE_WIDTH = 190
_WAITING = frozenset({*OPEN, PayState.WITHHELD})


class PaymentFilters(QWidget):
    """Award, year, state and a part of a name; `changed` when a person chose otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.award, self.year, self.state = QComboBox(), QComboBox(), QComboBox()
        for box, name in (
            (self.award, _("Награда")),
            (self.year, _("Година")),
            (self.state, _("Състояние")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.award.addItem(_("Всички награди"), "")
        self.year.addItem(_("Всички години"), None)
        self.state.addItem(_("Чакащи"), "waiting")
        self.state.addItem(_("Всички състояния"), "")
        for state, text in STATE_NAMES.items():
            self.state.addItem(_(text), state.value)
        self.state.setMaximumWidth(px(_STATE_WIDTH))
        self.search = SearchField(_("Име на носител"))
        self.search.setMinimumWidth(150)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.award, self.year, self.state):
            row.addWidget(widget)
            widget.currentIndexChanged.connect(lambda _index: self.changed.emit())
        row.addWidget(self.search, 1)
        soon = on_change(_TYPING_MS, self.changed.emit, self)
        self.search.textChanged.connect(lambda _text: soon())

    def offer(self, awards: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        """Offer these awards and years; what was chosen stays chosen."""
        for box, items in (
            (self.award, [(_("Всички награди"), ""), *((name, code) for code, name in awards)]),
            (
                self.year,
                [(_("Всички години"), None), *((_("{year} г.").format(year=y), y) for y in years)],
            ),
        ):
            chosen = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for text, data in items:
                    box.addItem(text, data)
                box.setCurrentIndex(max(0, box.findData(chosen)))

    def show_state(self, state: str) -> None:
        """Choose a state without telling; „waiting“ and „“ are known too."""
        with QSignalBlocker(self.state):
            self.state.setCurrentIndex(max(0, self.state.findData(state)))

    def clear(self) -> None:
        """Show everything."""
        for box in (self.award, self.year):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        self.show_state("")
        with QSignalBlocker(self.search):
            self.search.clear()

    @property
    def asked(self) -> PaymentFilter:
        """What is asked."""
        chosen = self.state.currentData()
        states = _WAITING if chosen == "waiting" else {PayState(chosen)} if chosen else set()
        year = self.year.currentData()
        return PaymentFilter(
            str(self.award.currentData() or ""),
            year if isinstance(year, int) else None,
            frozenset(states),
            self.search.text(),
        )


class PaymentTable(QFrame):
    """The rows; several may be chosen with Shift, Ctrl and Ctrl+A. `moved` tells the choice changed."""

    moved = Signal()

    def __init__(self, settings: QSettings, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("card")
        self._clock = clock
        self.payments: list[PaymentView] = []
        self.table = ListTable(
            (
                Column(_("Година"), 66),
                Column(_("Награда"), 160),
                Column(_("Получател"), 170, stretch=True),
                Column(_("За какво"), 230),
                Column(_("Сума"), 92),
                Column(_("Състояние"), 178, chip=True),
            ),
            _("Плащания"),
            settings,
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.none = EmptyState("currency-euro", "", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        self.total = label("", "muted")
        self.total.setContentsMargins(10, 6, 10, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.total)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._moved())

    def show_payments(
        self, payments: Sequence[PaymentView], *, filtered: bool, keep: PaymentKey | None = None
    ) -> None:
        """Replace the rows; the chosen ones stay chosen where they are still there."""
        keys = {keep} if keep else {one.key for one in self.chosen}
        today = self._clock.today()
        self.payments = list(payments)
        self.none.title.setText(
            _("Няма такива плащания") if filtered else _("Още няма суми за плащане")
        )
        self.none.text.setText(
            _("Изберете „Всички състояния“ или друга година, или изчистете търсенето.")
            if filtered
            else _("Сумите се появяват тук, щом носителите бъдат вписани в книгата.")
        )
        self.pages.setCurrentWidget(self.table if payments else self.none)
        lines = [_line(n, one, late=one.late(today)) for n, one in enumerate(self.payments)]
        self.table.show_lines(lines)
        places = [n for n, one in enumerate(self.payments) if one.key in keys]
        if places:
            self.table.select(places[0])
            self._add(places[1:])
        self._moved()

    @property
    def chosen(self) -> list[PaymentView]:
        """The payments chosen, in the order of the list."""
        rows = self.table.selectionModel().selectedRows()
        keys = sorted(
            key
            for key in (self.table.lines_model.key_at(one.row()) for one in rows)
            if key is not None
        )
        return [self.payments[key] for key in keys if key < len(self.payments)]

    @property
    def current(self) -> PaymentView | None:
        """The payment whose card is shown."""
        key = self.table.current_key()
        return self.payments[key] if key is not None and key < len(self.payments) else None

    def _add(self, places: Sequence[int]) -> None:
        from PySide6.QtCore import QItemSelectionModel

        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in places:
            row = self.table.lines_model.row_of(place)
            self.table.selectionModel().select(self.table.lines_model.index(row, 0), flags)

    def _moved(self) -> None:
        chosen = self.chosen
        many = chosen if len(chosen) > 1 else self.payments
        sums = totals_text(total_of([one.sum for one in many if one.sum is not None]))
        text = (
            ngettext("Избрана е {n} сума: {sum}", "Избрани са {n} суми: {sum}", len(many))
            if len(chosen) > 1
            else ngettext("{n} сума: {sum}", "{n} суми: {sum}", len(many))
        )
        self.total.setText(text.format(n=len(many), sum=sums) if many else "")
        self.moved.emit()


def _line(n: int, one: PaymentView, *, late: bool) -> Line:
    much = money_text(one.sum.amount, one.sum.currency) if one.sum else "–"
    state = one.state_text
    if late:
        assert one.due_on is not None
        state = _("закъснява от {day}").format(day=date_plain(one.due_on))
    return Line(
        n,
        (str(one.year), one.award, one.recipient, one.what, much, state),
        "not-met" if late else TONES.get(one.state, "neutral"),
        (
            (one.year, one.key.book, one.entry_no, one.key.month),
            (sort_key(one.award), one.year),
            sort_key(one.recipient),
            (one.key.rule, one.key.month),
            one.sum.amount if one.sum else 0,
            state,
        ),
    )
