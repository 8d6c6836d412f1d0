"""The list of laureates: what is asked of a book and how its rows are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from ruse_desktop.domain.books import EntryRow
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui.kit.basics import EmptyState, SearchField, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.theme import px

LIMIT = 500
_TYPING_MS = 120
_SECTION, _CHIP = 3, 4
_ROOMY = 420


class LaureateList(QFrame):
    """Search field and table; `wanted` says that the rows are to be asked anew."""

    wanted = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self.rows: dict[int, EntryRow] = {}
        self.search = SearchField(_("Име, раздел, година, номер или акт"))
        self.table = ListTable(
            (
                Column(_("№"), 50),
                Column(_("Година"), 64),
                Column(_("Носител"), 180, stretch=True),
                Column(_("Раздел"), 118),
                Column("", 84, chip=True),
            ),
            _("Носители"),
            settings,
        )
        self.more = label("", "muted")
        self.more.setContentsMargins(10, 4, 10, 4)
        self.none = EmptyState("book-2", "", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        top = QVBoxLayout()
        top.setContentsMargins(9, 9, 9, 8)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.more)
        soon = on_change(_TYPING_MS, self.wanted.emit, self)
        self.search.textChanged.connect(lambda _text: soon())
        self.search.returnPressed.connect(self.table.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the entry beside shows anyway, where names would have no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < px(_ROOMY)
        marked = any(row.corrected or row.revoked for row in self.rows.values())
        self.table.setColumnHidden(_SECTION, narrow)
        self.table.setColumnHidden(_CHIP, narrow or not marked)

    def show_rows(
        self,
        rows: Sequence[EntryRow],
        keep: int | None = None,
        awards: Mapping[str, str] | None = None,
    ) -> None:
        """Replace the rows; `keep` is the id of the one to stay chosen.

        `awards` by book stand before the section where rows of several books are shown.
        """
        self.rows = {row.id: row for row in rows}
        filtered = bool(self.search.text().strip())
        self.none.title.setText(
            _("Няма такъв носител") if filtered else _("Тук още няма вписани носители")
        )
        self.none.text.setText(
            _("Променете търсенето, изберете „Всички години“ или „Всички книги“.")
            if filtered
            else _("Внесете старата книга от таблица или впишете акта за удостояване.")
        )
        self.pages.setCurrentWidget(self.table if rows else self.none)
        self.more.setVisible(len(rows) >= LIMIT)
        self.more.setText(
            _("Показани са първите {n}; потърсете по име за останалите.").format(n=LIMIT)
        )
        self._fit()
        self.table.show_lines([_line(row, awards or {}) for row in rows], keep)


def _line(row: EntryRow, awards: Mapping[str, str]) -> Line:
    chip, tone = _chip(row)
    section = " · ".join(part for part in (awards.get(row.book, ""), row.section) if part)
    return Line(
        row.id,
        (str(row.entry_no), str(row.year), row.name, section, chip),
        tone,
        (row.entry_no, row.year, sort_key(row.name), sort_key(section), chip),
    )


def _chip(row: EntryRow) -> tuple[str, str]:
    if row.revoked:
        return _("отнето"), "not-met"
    if row.corrected:
        return _("поправка"), "judgement"
    return "", "neutral"
