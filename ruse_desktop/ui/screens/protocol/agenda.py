"""The list of the year: searched as one types, one line for each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui.kit.basics import EmptyState, SearchField, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.protocol.look import hours, kind_name, state_name, tone_of
from ruse_desktop.ui.screens.protocol.month import day_names

if TYPE_CHECKING:
    from ruse_desktop.domain.events import Occurrence

_TYPING_MS = 120
_AHEAD = "calendar/ahead"


class Agenda(QWidget):
    """`chosen` and `opened` carry the key of an occurrence („“ = none)."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self._all: tuple[Occurrence, ...] = ()
        self._shown: tuple[Occurrence, ...] = ()
        self._clashing: frozenset[str] = frozenset()
        self._today = date.min
        self.search = SearchField(_("Търсене в годината…"))
        self.ahead = QCheckBox(_("Само предстоящите"))
        self.table = ListTable(
            (
                Column(_("Ден"), 128), Column(_("Час"), 112), Column(_("Какво"), 320, stretch=True),
                Column(_("Къде"), 150), Column(_("Вид"), 236, chip=True),
            ),
            _("Събития"), settings,
        )  # fmt: skip
        self.count = label("", "muted")
        self.count.setContentsMargins(10, 6, 10, 6)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(
            EmptyState(
                "calendar", _("Няма събития"),
                _("Променете търсеното или създайте събитие с „Ново събитие…“."),
            )
        )  # fmt: skip
        bar = QHBoxLayout()
        bar.setContentsMargins(9, 0, 9, 8)
        bar.setSpacing(12)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.ahead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.count)
        soon = on_change(_TYPING_MS, self._typed, self)
        self.search.textChanged.connect(lambda _text: soon())
        self.search.returnPressed.connect(self.table.setFocus)
        self.ahead.setChecked(settings.value(_AHEAD) in (True, "true"))
        self.ahead.toggled.connect(lambda _on: self._typed())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _n: self.opened.emit(self.key))

    @property
    def key(self) -> str:
        """The key of the occurrence chosen."""
        place = self.table.current_key()
        return "" if place is None or place >= len(self._shown) else self._shown[place].key

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.search.setText(text)
        self.search.setFocus()

    def show_occurrences(
        self, occurrences: Sequence[Occurrence], clashing: frozenset[str], today: date, key: str
    ) -> None:
        """Show these in their order, `key` chosen."""
        self._all, self._clashing, self._today = tuple(occurrences), clashing, today
        self._filter(key)

    def go_to(self, key: str, day: date) -> None:
        """Choose this occurrence, else the first of the day or after it."""
        places = {one.key: n for n, one in enumerate(self._shown)}
        ahead = (n for n, one in enumerate(self._shown) if one.when.until >= day)
        place = places.get(key, next(ahead, None))
        if place is not None:
            self.table.select(place)

    def _typed(self) -> None:
        self._settings.setValue(_AHEAD, self.ahead.isChecked())
        self._filter(self.key)
        self.chosen.emit(self.key)

    def _filter(self, key: str) -> None:
        words = search_key(self.search.text()).split()
        self._shown = tuple(
            one
            for one in self._all
            if (not self.ahead.isChecked() or one.when.until >= self._today)
            and all(word in _searched(one) for word in words)
        )
        names = day_names()
        lines = [
            Line(
                n,
                (
                    f"{date_plain(one.when.on)}, {names[one.when.on.weekday()]}", hours(one.when),
                    f"⚠ {one.title}" if one.key in self._clashing else one.title, one.place,
                    kind_name(one) if one.state is None else f"{kind_name(one)} · {state_name(one.state)}",
                ),
                "not-met" if one.key in self._clashing else str(tone_of(one)),
                (one.when.on, one.when.begin, search_key(one.title), search_key(one.place), kind_name(one)),
            )
            for n, one in enumerate(self._shown)
        ]  # fmt: skip
        with QSignalBlocker(self.table):
            keep = next((n for n, one in enumerate(self._shown) if one.key == key), None)
            self.table.show_lines(lines, 0 if keep is None else keep)
        self.pages.setCurrentIndex(0 if lines else 1)
        self.count.setText(ngettext("{n} събитие", "{n} събития", len(lines)).format(n=len(lines)))

    def _choose(self, _place: object) -> None:
        self.chosen.emit(self.key)


def _searched(one: Occurrence) -> str:
    return search_key(f"{one.title} {one.place} {' '.join(one.people)} {kind_name(one)}")
