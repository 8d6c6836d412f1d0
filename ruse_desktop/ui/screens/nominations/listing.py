"""The list of nominations with its filters, which are remembered."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from ruse_desktop.domain.nominations import NominationFilter, NominationRow, State
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, EmptyState, SearchField, button, label
from ruse_desktop.ui.kit.paged import PAGE, PagedTable
from ruse_desktop.ui.kit.tables import Column, Line, on_change
from ruse_desktop.ui.screens.nominations.words import TONES, short_award, slot_short, state_name
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_FILTER_MS = 120
_AWARD = 1
_ROOMY = 600
_ORDERS = ("number", "award", "nominee", "registered", "state")
"""What the list is sorted by, for each column."""


class NominationList(Card):
    """`chosen` carries the nomination's id (−1 = none), `opened` that Enter was pressed on it.

    `combos` (year, award, state) and `count` are placed by the screen above the list.
    """

    chosen = Signal(int)
    opened = Signal()
    new_asked = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._wanted: int | None = None
        self.editions: dict[int, AwardEdition] = {}
        self.column.setContentsMargins(1, 0, 1, 1)
        self.column.setSpacing(0)
        self.year = _combo(_("Година"), _("Всички години"))
        self.award = _combo(_("Награда"), _("Всички награди"))
        self.state = _combo(_("Състояние"), _("Всички състояния"))
        self.count = label("", "muted")
        for state in State:
            self.state.addItem(state_name(state), str(state))
        self._restore(self.state, "state")
        self._build()
        for combo in (self.year, self.award, self.state):
            combo.currentIndexChanged.connect(self._filtered)

    def _build(self) -> None:
        self.search = SearchField(_("име, вх. №, вносител…"))
        self.search.setText(str(self._context.settings.value("nominations/text", "") or ""))
        self._soon = on_change(_FILTER_MS, self._filtered, self)
        self.search.textChanged.connect(lambda _text: self._soon())
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.addWidget(self.search)
        self.column.addLayout(bar)
        columns = (
            Column(_("№"), 116),
            Column(_("Награда"), 128),
            Column(_("Предложен"), 200, stretch=True),
            Column(_("Постъпило"), 94),
            Column(_("Състояние"), 120, chip=True),
        )
        self.table = PagedTable(columns, _("Предложения"), self._context.settings)
        self.table.page_asked.connect(self._ask_page)
        self.table.sort_asked.connect(lambda *_order: self._load())
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.opened.emit())
        self.column.addWidget(self.table, 1)
        self.empty = EmptyState(
            "inbox",
            _("Още няма предложения"),
            _("Заведете първото на ръка или внесете таблицата на деловодството."),
            button(_("Заведете първото…"), self.new_asked.emit),
        )
        self.nothing = EmptyState(
            "filter",
            _("Нищо не отговаря на филтъра"),
            _("Променете търсеното или покажете всички предложения."),
            button(_("Покажи всички"), self.show_all),
        )
        for state in (self.empty, self.nothing):
            self.column.addWidget(state, 1)
            state.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the nomination beside shows anyway, where names would have no room."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_AWARD, self.width() < px(_ROOMY))

    def reload(self) -> None:
        """Ask for editions and rows anew."""
        self._context.tasks.read(_editions, self._show_editions, owner=self)
        self._load()

    def show_all(self) -> None:
        """Take all filters away."""
        for combo in (self.year, self.award, self.state):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(0)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._filtered()

    def show_record(self, nomination_id: int) -> None:
        """Choose this nomination whatever is filtered."""
        self._wanted = nomination_id
        self.show_all()

    def show_edition(self, award: str, year: int) -> None:
        """Show every nomination of an award in a year."""
        chosen = ((self.year, str(year)), (self.award, award), (self.state, None))
        for combo, data in chosen:
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(data)) if data else 0)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._filtered()

    @property
    def chosen_year(self) -> int:
        """The year filtered by; the current one when all are shown."""
        return int(self.year.currentData() or self._context.clock.today().year)

    @property
    def chosen_award(self) -> str:
        """The award's code filtered by, „“ when all are shown."""
        return self.award.currentData() or ""

    def _restore(self, combo: QComboBox, name: str) -> None:
        saved = str(self._context.settings.value(f"nominations/{name}") or "")
        if saved:
            combo.setCurrentIndex(max(0, combo.findData(saved)))

    def _show_editions(self, found: tuple[tuple[AwardEdition, str], ...]) -> None:
        self.editions = {edition.id: edition for edition, _name in found}
        years = sorted({edition.year for edition, _name in found}, reverse=True)
        awards = {edition.award: name for edition, name in found}
        changed = self._offer(self.year, "year", [(str(year), str(year)) for year in years])
        changed |= self._offer(self.award, "award", [(name, code) for code, name in awards.items()])
        if changed:
            self._load()

    def _offer(self, combo: QComboBox, name: str, entries: list[tuple[str, str]]) -> bool:
        """Offer these; whether something else is chosen now. The first time the remembered one."""
        there = [(combo.itemText(n), combo.itemData(n)) for n in range(1, combo.count())]
        chosen = combo.currentData()
        if there == entries:
            return False
        with QSignalBlocker(combo):
            while combo.count() > 1:
                combo.removeItem(1)
            for text, data in entries:
                combo.addItem(text, data)
            if there:
                combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen else 0)
            else:
                self._restore(combo, name)
        return bool(combo.currentData() != chosen)

    def _filtered(self, *_change: object) -> None:
        settings = self._context.settings
        for name, combo in (("year", self.year), ("award", self.award), ("state", self.state)):
            settings.setValue(f"nominations/{name}", combo.currentData() or "")
        settings.setValue("nominations/text", self.search.text())
        self._load()

    def _load(self) -> None:
        state, year = self.state.currentData(), self.year.currentData()
        wanted = NominationFilter(
            text=self.search.text(),
            year=int(year) if year else None,
            award=self.chosen_award,
            states=frozenset({State(state)}) if state else frozenset(),
        )
        column, descending = self.table.order
        order = _ORDERS[column] if column >= 0 else ""

        def work(services: Services) -> tuple[array[int], tuple[NominationRow, ...]]:
            keys = services.nomination_lists.keys(wanted, order, descending=descending)
            return keys, services.nomination_lists.rows(keys[:PAGE])

        self._context.tasks.read(
            work,
            lambda found: self._show(*found, filtered=wanted != NominationFilter()),
            owner=self,
        )

    def _ask_page(self, page: int, keys: array[int]) -> None:
        self._context.tasks.read(
            lambda s: s.nomination_lists.rows(keys),
            lambda rows: self.table.deliver(page, [_line(row) for row in rows]),
            owner=self,
        )

    def _show(self, keys: array[int], first: tuple[NominationRow, ...], *, filtered: bool) -> None:
        self.empty.setVisible(not keys and not filtered)
        self.nothing.setVisible(not keys and filtered)
        self.table.setVisible(bool(keys))
        self.count.setText(
            ngettext("{n} предложение", "{n} предложения", len(keys)).format(n=len(keys))
        )
        wanted, self._wanted = self._wanted, None
        with QSignalBlocker(self.table):
            self.table.show_keys(keys, [_line(row) for row in first], keep=wanted)
        key = self.table.current_key()
        self.chosen.emit(-1 if key is None else key)


def _combo(name: str, everything: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(everything, None)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _editions(services: Services) -> tuple[tuple[AwardEdition, str], ...]:
    """Open editions with the short name of their award."""
    return tuple(
        (one, services.editions.rules(one.id).short_name) for one in services.editions.list()
    )


def _line(row: NominationRow) -> Line:
    day = date_plain(row.registered_on) if row.registered_on else ""
    award = " · ".join(p for p in (short_award(row.award), slot_short(row.slot_name)) if p)
    name = " · ".join(part for part in (row.nominee or _("без име"), row.about) if part)
    texts = (row.number or "—", award, name, day, state_name(row.state))
    return Line(row.id, texts, TONES[row.state])
