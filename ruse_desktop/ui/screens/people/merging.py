"""Joining two cards: which other card it is, then both side by side with one value chosen of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.people import CardLine, Person
from ruse_desktop.domain.people_joining import DROP, GROUPS
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import MessageBar, SearchField, button, label, plain_tip
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.people.words import field_names, kind_of, name_of, value_of
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card

KEEP = "keep"
_TYPING_MS = 120
_WIDEST = 44


class PickDialog(QDialog):
    """Asks which other card is the same; `find(text)` is told what is typed, `chosen` what is picked."""

    def __init__(
        self,
        parent: QWidget,
        card: Card,
        find: Callable[[str, PickDialog], object],
        chosen: Callable[[int], object],
        settings: QSettings,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Обединяване на „{name}“").format(name=name_of(card)))
        self.resize(px(620), px(460))
        self._card = card
        self._find = find
        self._chosen = chosen
        self.search = SearchField(_("Име на другата карта"))
        self.table = ListTable(
            (Column(_("Име"), 260, stretch=True), Column(_("Данни"), 220)),
            _("Карти за обединяване"),
            settings,
        )
        self.none = label(_("Няма друга карта с такова име."), "muted", wrap=True)
        self.do = button(_("Сравни двете карти…"), self._take, primary=True)
        self.do.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        text = _("Изберете картата, която е за същото. Двете се сравняват, преди да се обединят.")
        column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.none)
        row = QHBoxLayout()
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        soon = on_change(_TYPING_MS, self._ask, self)
        self.search.textChanged.connect(lambda _text: soon())
        self.table.opened.connect(lambda _key: self._take())
        self.search.setFocus()
        self._ask()

    def _ask(self) -> None:
        self._find(self.search.text(), self)

    def show_rows(self, rows: Sequence[CardLine]) -> None:
        """Replace the cards offered; the card itself is never among them."""
        others = [row for row in rows if row.id != self._card.id]
        self.table.show_lines([Line(row.id, (row.name, row.detail)) for row in others])
        self.none.setVisible(not others)
        self.do.setEnabled(bool(others))

    def _take(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self.accept()
            self._chosen(key)


class MergeDialog(QDialog):
    """Both cards side by side; `merge(keep, drop, choices)` is called with what is chosen."""

    def __init__(
        self,
        parent: QWidget,
        keep: Card,
        drop: Card,
        merge: Callable[[Card, Card, dict[str, str], MergeDialog], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Обединяване на две карти"))
        self.resize(px(820), px(520))
        self._keep, self._drop = keep, drop
        self._merge = merge
        self._groups: dict[str, QButtonGroup] = {}
        self.bar = MessageBar()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.do = button(_("Обедини двете карти"), self._go, primary=True)
        self.swap = button(_("Размени коя остава"), self._exchange)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        text = _(
            "Изберете по една стойност. Предложенията на прибраната карта минават към тази, която "
            "остава; другото ѝ име се пази сред предишните. Книгите не се променят."
        )
        column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(self.bar)
        column.addWidget(self.area, 1)
        self.warning = label(_births_differ(keep, drop), wrap=True)
        self.warning.setObjectName("warning")
        self.warning.setStyleSheet(f"color:{theme.colours().red};")
        self.warning.setVisible(bool(self.warning.text()))
        column.addWidget(self.warning)
        row = QHBoxLayout()
        row.addWidget(self.do)
        row.addWidget(self.swap)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self._show()

    def _show(self) -> None:
        """Build the two columns anew."""
        self._groups = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(0, px(130))
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        grid.addWidget(label(_("Остава"), "heading"), 0, 1)
        grid.addWidget(label(_("Прибира се"), "heading"), 0, 2)
        names = field_names()
        row = 1
        for group in GROUPS[kind_of(self._keep)]:
            texts = value_of(self._keep, group), value_of(self._drop, group)
            if any(texts):
                self._line(grid, row, names[group], group, texts)
                row += 1
        grid.setRowStretch(row, 1)
        self.area.setWidget(inside)

    def _line(
        self, grid: QGridLayout, row: int, name: str, group: str, texts: tuple[str, str]
    ) -> None:
        grid.addWidget(label(name, "fieldName"), row, 0)
        if texts[0] == texts[1]:
            grid.addWidget(label(texts[0], wrap=True), row, 1, 1, 2)
            return
        both = QButtonGroup(self)
        for column, text in enumerate(texts, 1):
            one = QRadioButton(_short(text) or _("(празно)"))
            one.setToolTip(plain_tip(text) if len(text) > _WIDEST else "")
            one.setAccessibleName(f"{name}: {text or _('(празно)')}")
            both.addButton(one, column)
            grid.addWidget(one, row, column)
        both.button(1 if texts[0] else 2).setChecked(True)
        self._groups[group] = both

    def choices(self) -> dict[str, str]:
        """What is chosen of each group in which the cards differ."""
        return {
            group: KEEP if both.checkedId() == 1 else DROP for group, both in self._groups.items()
        }

    def choose(self, group: str, side: str) -> None:
        """Choose the value of this side."""
        self._groups[group].button(1 if side == KEEP else 2).setChecked(True)

    def _exchange(self) -> None:
        chosen = self.choices()
        self._keep, self._drop = self._drop, self._keep
        self._show()
        for group, side in chosen.items():
            self.choose(group, DROP if side == KEEP else KEEP)

    def _go(self) -> None:
        self.do.setEnabled(False)
        self._merge(self._keep, self._drop, self.choices(), self)

    def refused(self, error: Exception) -> None:
        """Say why not; the choice stays."""
        self.do.setEnabled(True)
        self.bar.refuse(error)


def _births_differ(one: Card, other: Card) -> str:
    """A sentence when both cards give a year of birth and it is not the same, else „“."""
    if not isinstance(one, Person) or not isinstance(other, Person):
        return ""
    first, second = (
        card.birth_date.year if card.birth_date else card.birth_year for card in (one, other)
    )
    if not first or not second:
        return ""
    if first != second:
        return _(
            "Годините на раждане са различни: {first} г. и {second} г. Уверете се, че двете карти "
            "са за едно и също лице."
        ).format(first=first, second=second)
    days = one.birth_date, other.birth_date
    if all(days) and days[0] != days[1]:
        return _(
            "Датите на раждане са различни. Уверете се, че двете карти са за едно и също лице."
        )
    return ""


def _short(text: str) -> str:
    """The text in one line that fits its column; the whole is in the tool tip."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1].rstrip()}…"
