"""What leaves the stock with a hand-over: a box for each kind, the first serial where there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from ruse_desktop.domain.stock import Item, Pile, StockCard, allot, serial_text
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.theme import px


class StockPick(QWidget):
    """Chooses pieces for the laureates at some places of the book; one of each kind for each."""

    def __init__(self, cards: Sequence[StockCard], changed: Callable[[], None]) -> None:
        super().__init__()
        self._rows: list[tuple[StockCard, QCheckBox, QComboBox, QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, card in enumerate(cards):
            kind, left = card.line.kind, card.line.available
            box = QCheckBox(kind.name)
            box.setAccessibleName(_("От наличностите: {name}").format(name=kind.name))
            box.setChecked(left > 0 and kind.prescribed)
            box.setEnabled(left > 0)
            serials = QComboBox()
            serials.setMinimumWidth(px(96))
            serials.setAccessibleName(_("{name}: номер").format(name=kind.name))
            serials.addItems(_free(card))
            serials.setVisible(kind.numbered and left > 0)
            told = label("", "muted")
            box.toggled.connect(lambda _on: changed())
            serials.currentIndexChanged.connect(lambda _n: changed())
            for column, one in enumerate((box, serials, told)):
                grid.addWidget(one, row, column)
            self._rows.append((card, box, serials, told))
        self.setVisible(bool(self._rows))

    def items(self, seqs: Sequence[int]) -> tuple[Item, ...]:
        """The pieces for these laureates, serials in order from the one chosen."""
        made: list[Item] = []
        for card, box, serials, _told in self._rows:
            if box.isChecked():
                made += allot(seqs, card.line.kind, _free(card), serials.currentText())
        return tuple(made)

    def show_items(self, seqs: Sequence[int]) -> None:
        """Say beside each kind what will be given, or how many there are."""
        items = self.items(seqs)
        for card, box, _serials, told in self._rows:
            own = [one.serial for one in items if one.kind == card.line.kind.code]
            left = card.line.available
            if not left:
                told.setText(_("няма в наличност"))
            elif box.isChecked() and card.line.kind.numbered and len(seqs) > 1:
                told.setText(_("{list}; налични {n}").format(list=serial_text(own), n=left))
            else:
                told.setText(_("налични {n}").format(n=left))

    def lacking(self, seqs: Sequence[int]) -> str:
        """What does not suffice, as a sentence; „“ when all does."""
        items = self.items(seqs)
        for card, box, _serials, _told in self._rows:
            if not box.isChecked():
                continue
            kind = card.line.kind
            own = sum(one.kind == kind.code for one in items)
            left = card.line.available if kind.numbered else card.line.new
            if own < len(seqs) or left < len(seqs):
                return _("{name}: наличните не стигат за {n}.").format(name=kind.name, n=len(seqs))
        return ""


def _free(card: StockCard) -> list[str]:
    """The serials that may be given, the unused ones first."""
    return [
        no
        for pile in (Pile.NEW, Pile.RETURNED)
        for no, where in card.free.items()
        if where is pile and (pile is Pile.NEW or card.line.kind.reusable)
    ]
