"""First step of an old list: which sheet, and which column holds what."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.old_books import FIELDS, NEEDED, OldBook
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Card, clear, label

_EXAMPLES = 3
_LONGEST = 64


def field_names() -> dict[str, str]:
    """The columns a list may have, as people call them."""
    return {
        "year": _("Година"),
        "name": _("Носител"),
        "titles": _("Титли"),
        "kind": _("Вид"),
        "members": _("Членове"),
        "section": _("Раздел"),
        "act": _("Акт"),
        "paper_no": _("Стар №"),
        "motive": _("Мотиви"),
        "note": _("Бележка"),
    }


class ColumnsPage(QWidget):
    """`sheet_wanted` asks for another sheet of the same file, `changed` says the choice changed."""

    sheet_wanted = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._combos: dict[str, QComboBox] = {}
        self._examples: dict[str, QLabel] = {}
        self._old: OldBook | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        self.title = label("", "heading", wrap=True)
        card.column.addWidget(self.title)
        card.column.addWidget(
            label(
                _("Посочете коя колона какво съдържа. Нужни са само годината и носителят."),
                "muted",
                wrap=True,
            )
        )
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("Лист"))
        self.sheet.activated.connect(lambda _n: self.sheet_wanted.emit(self.sheet.currentText()))
        self.sheet_row = QWidget()
        row = QHBoxLayout(self.sheet_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Лист"), "fieldName"))
        row.addWidget(self.sheet)
        row.addStretch(1)
        card.column.addWidget(self.sheet_row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 4, 8, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(2, 1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll, 1)
        self.notes = label("", "muted", wrap=True)
        card.column.addWidget(self.notes)
        column.addWidget(card, 1)

    def show_book(self, old: OldBook) -> None:
        """The columns of this list with the proposed or chosen meaning."""
        self._old = old
        n = len(old.lines)
        lines = ngettext("{n} ред", "{n} реда", n).format(n=n)
        self.title.setText(_("„{file}“: {lines}").format(file=old.file, lines=lines))
        self.notes.setText(" ".join(old.notes))
        self.notes.setVisible(bool(old.notes))
        self.sheet.clear()
        self.sheet.addItems(list(old.sheets))
        self.sheet.setCurrentText(old.sheet)
        self.sheet_row.setVisible(len(old.sheets) > 1)
        clear(self.grid)
        self._combos = {}
        chosen = dict(old.mapping)
        for place, field in enumerate(FIELDS):
            self._row(place, field, old, chosen.get(field, -1))
        self.grid.setRowStretch(len(FIELDS), 1)

    def _row(self, place: int, field: str, old: OldBook, chosen: int) -> None:
        name = field_names()[field]
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMinimumWidth(theme.px(260))
        combo.setMaximumWidth(theme.px(320))
        combo.addItem(_("– няма –"), -1)
        for n, heading in enumerate(old.header):
            combo.addItem(heading, n)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        example = label("", "muted")
        combo.activated.connect(lambda _n: self._chosen(field))
        self._combos[field] = combo
        self._examples[field] = example
        shown = _("{name} (задължително)").format(name=name) if field in NEEDED else name
        self.grid.addWidget(label(shown, "fieldName"), place, 0)
        self.grid.addWidget(combo, place, 1)
        self.grid.addWidget(example, place, 2)
        example.setText(self._example(combo))

    def _example(self, combo: QComboBox) -> str:
        place = int(combo.currentData())
        if self._old is None or place < 0:
            return ""
        texts = (" ".join(line.cells[place].split()) for line in self._old.lines)
        some = list(dict.fromkeys(text for text in texts if text))[:_EXAMPLES]
        said = " · ".join(some)
        return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"

    def _chosen(self, field: str) -> None:
        """One column has one meaning; the earlier one gives way."""
        place = self._combos[field].currentData()
        for other, combo in self._combos.items():
            if other != field and place >= 0 and combo.currentData() == place:
                combo.setCurrentIndex(0)
        for other, combo in self._combos.items():
            self._examples[other].setText(self._example(combo))
        self.changed.emit()

    def mapping(self) -> dict[str, int]:
        """Field → place of its column, as chosen now."""
        return {
            field: int(combo.currentData())
            for field, combo in self._combos.items()
            if combo.currentData() >= 0
        }
