"""The list of cards: what is asked of the register and how its rows are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from ruse_desktop.domain.people import CardLine
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import EmptyState, SearchField, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.people.words import KINDS, key_of, kind_word
from ruse_desktop.ui.theme import px

LIMIT = 500
_TYPING_MS = 120
_DETAIL = 1
_ROOMY = 520
DOUBTFUL = "doubtful"


class CardList(QFrame):
    """Filter, search field and table; `wanted` says that the rows are to be asked anew."""

    wanted = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self.search = SearchField(_("Име, предишно име, псевдоним, латиница"))
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Кои карти"))
        for text, value in (
            (_("Всички карти"), ""),
            (_("Лица"), str(NomineeKind.PERSON)),
            (_("Организации"), str(NomineeKind.ORGANISATION)),
            (_("Екипи"), str(NomineeKind.TEAM)),
            (_("Възможни дублирания"), DOUBTFUL),
        ):
            self.filter.addItem(text, value)
        self.table = ListTable(
            (
                Column(_("Име"), 240, stretch=True),
                Column(_("Данни"), 216),
                Column(_("Вид"), 110, chip=True),
            ),
            _("Карти"),
            settings,
        )
        self.more = label("", "muted")
        self.more.setContentsMargins(10, 4, 10, 4)
        self.none = EmptyState("users", "", "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        top = QHBoxLayout()
        top.setContentsMargins(9, 9, 9, 8)
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.more)
        soon = on_change(_TYPING_MS, self.wanted.emit, self)
        self.search.textChanged.connect(lambda _text: soon())
        self.search.returnPressed.connect(self.table.setFocus)
        self.filter.currentIndexChanged.connect(lambda _n: self.wanted.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave names their room: what the card beside shows anyway is left out when narrow."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_DETAIL, self.width() < px(_ROOMY))

    @property
    def kinds(self) -> tuple[NomineeKind, ...]:
        """The kinds of card asked for."""
        value = self.filter.currentData()
        return (NomineeKind(value),) if value in {str(kind) for kind in KINDS} else KINDS

    @property
    def doubtful(self) -> bool:
        """Whether only cards with a likely double are asked for."""
        return bool(self.filter.currentData() == DOUBTFUL)

    def show_rows(self, rows: Sequence[CardLine], keep: int | None = None) -> None:
        """Replace the rows; `keep` is the key of the one to stay chosen."""
        self._say_nothing_found()
        self.pages.setCurrentWidget(self.table if rows else self.none)
        if len(rows) >= LIMIT:
            self.more.setText(
                _("Показани са първите {n}; потърсете по име за останалите.").format(n=LIMIT)
            )
        else:
            self.more.setText(ngettext("{n} карта", "{n} карти", len(rows)).format(n=len(rows)))
        self.more.setVisible(bool(rows))
        self.table.show_lines([_line(row) for row in rows], keep)

    def _say_nothing_found(self) -> None:
        if self.search.text().strip():
            title = _("Няма такава карта")
            text = _("Променете търсенето или изберете „Всички карти“.")
        elif self.doubtful:
            title = _("Няма възможни дублирания")
            text = _("Тук се показват карти с еднакви или близки имена.")
        else:
            title = _("Тук още няма карти")
            text = _("Карта се прави сама при завеждане на предложение или с „Нова карта“.")
        self.none.title.setText(title)
        self.none.text.setText(text)


def _line(row: CardLine) -> Line:
    chip, tone = kind_word(row.kind), "info" if row.kind is NomineeKind.PERSON else "neutral"
    if row.twins:
        chip, tone = _("дублиране?"), "judgement"
    return Line(
        key_of(row.kind, row.id),
        (row.name, row.detail, chip),
        tone,
        (row.order, row.detail, chip),
    )
