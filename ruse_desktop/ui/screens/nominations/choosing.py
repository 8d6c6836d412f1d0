"""Choosing among several open editions, or another award or year to be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.ui.screens.nominations.edition import Ground

ANOTHER = 2
ABOUT = 3
_NUMBER = Qt.ItemDataRole.UserRole


class ChooseDialog(QDialog):
    """The open editions, those of the year first; `exec` codes ANOTHER and ABOUT ask for more."""

    def __init__(self, parent: QWidget, ground: Ground) -> None:
        super().__init__(parent)
        self._open = {one.id: (one, rules) for one, rules in ground.open}
        self.setWindowTitle(_("За коя награда?"))
        self.setMinimumWidth(px(700))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("За коя награда е предложението?"), "title"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Открити издания"))
        self.list.setMinimumHeight(px(220))
        places = {rules.code: n for n, rules in enumerate(ground.awards)}
        first = sorted(
            ground.open,
            key=lambda pair: (
                pair[0].year != ground.year, -pair[0].year, places.get(pair[0].award, len(places)),
            ),
        )  # fmt: skip
        for one, rules in first:
            item = QListWidgetItem(f"{rules.short_name} {one.year}")
            item.setData(_NUMBER, one.id)
            item.setSizeHint(QSize(0, px(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.accept())
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = button(_("Продължи"), self.accept, primary=True)
        self.go.setDefault(True)
        row.addWidget(self.go)
        row.addWidget(button(_("Друга награда или година…"), lambda: self.done(ANOTHER)))
        self.about = button(_("Данни за изданието…"), lambda: self.done(ABOUT))
        row.addWidget(self.about)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.list.currentRowChanged.connect(lambda _row: self._suit())
        self._suit()
        self.list.setFocus()

    def chosen(self) -> tuple[AwardEdition, AwardRules] | None:
        """The edition in the list."""
        row = self.list.currentRow()
        return self._open.get(self.list.item(row).data(_NUMBER)) if row >= 0 else None

    def _suit(self) -> None:
        chosen = self.chosen()
        self.go.setEnabled(chosen is not None)
        self.about.setEnabled(chosen is not None and leaves_open(chosen[1]))


def leaves_open(rules: AwardRules) -> bool:
    """Whether the act leaves something of the award's edition to be announced or chosen."""
    feasts = rules.hand_over.eve_of if rules.hand_over else ()
    announced = any(rule.announced for rule in rules.deadlines)
    return announced or len(feasts) > 1 or rules.every_years > 1
