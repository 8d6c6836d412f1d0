"""How an event repeats within its years, and how it finds its day in the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ruse_desktop.domain.events import Movable, Recurrence
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import label

if TYPE_CHECKING:
    from collections.abc import Callable

_RULES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}
_ONCE, _EASTER, _OWN = "", "easter", "own"


class RepeatFields(QWidget):
    """A choice with what it needs beside it."""

    changed = Signal()

    def __init__(self, given: Recurrence, movable: Movable) -> None:
        super().__init__()
        self._given = given
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Повторение"))
        for name, text in (
            (_ONCE, _("само веднъж")), ("daily", _("всеки ден")), ("weekly", _("всяка седмица")),
            ("monthly", _("всеки месец")), ("yearly", _("всяка година на същата дата")),
            (_EASTER, _("всяка година спрямо Великден")), (_OWN, _("по правило (RRULE)")),
        ):  # fmt: skip
            self.kind.addItem(text, name)
        self.times = QSpinBox()
        self.times.setRange(0, 999)
        self.times.setSpecialValueText(_("без край"))
        self.times.setAccessibleName(_("Колко пъти"))
        self.days = QSpinBox()
        self.days.setRange(-120, 120)
        self.days.setSuffix(_(" дни от Великден"))
        self.days.setAccessibleName(_("Дни от Великден"))
        self.rule = QLineEdit()
        self.rule.setAccessibleName(_("Правило"))
        self.rule.setPlaceholderText("FREQ=MONTHLY;BYDAY=1MO")
        self.next_year = QComboBox()
        self.next_year.setAccessibleName(_("В календара за следващата година"))
        for one, text in (
            (Movable.FIXED, _("на същата дата")), (Movable.WEEKDAY, _("в същия ден от седмицата")),
            (Movable.EASTER, _("на същото разстояние от Великден")),
        ):  # fmt: skip
            self.next_year.addItem(text, str(one))
        self.next_year.setCurrentIndex(self.next_year.findData(str(movable)))
        self._show(given)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind, self.times, self.days, self.rule):
            row.addWidget(widget)
        row.addStretch(1)
        under = QHBoxLayout()
        under.addWidget(label(_("Догодина:"), "muted"))
        under.addWidget(self.next_year, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addLayout(under)
        self._fit()
        self.kind.currentIndexChanged.connect(lambda _n: self._fit())
        listened: tuple[Callable[..., object], ...] = (
            self.kind.currentIndexChanged.connect, self.times.valueChanged.connect,
            self.days.valueChanged.connect, self.rule.textChanged.connect,
            self.next_year.currentIndexChanged.connect,
        )  # fmt: skip
        for connect in listened:
            connect(lambda _value: self.changed.emit())

    def _show(self, given: Recurrence) -> None:
        name, _semicolon, rest = given.rule.partition(";COUNT=")
        plain = next((key for key, rule in _RULES.items() if rule == name), "")
        kind = _EASTER if given.easter is not None else plain or (_OWN if given.rule else _ONCE)
        if kind in _RULES and rest and not rest.isdigit():
            kind = _OWN
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.times.setValue(int(rest) if rest.isdigit() and kind in _RULES else 0)
        self.days.setValue(given.easter or 0)
        self.rule.setText(given.rule if kind == _OWN else "")

    def _fit(self) -> None:
        kind = str(self.kind.currentData())
        self.times.setVisible(kind in _RULES)
        self.days.setVisible(kind == _EASTER)
        self.rule.setVisible(kind == _OWN)
        self.next_year.setEnabled(kind == _ONCE)

    def movable(self) -> Movable:
        """How the next year's day is proposed."""
        return Movable(str(self.next_year.currentData()))

    def recurrence(self) -> Recurrence:
        """The rule chosen."""
        kind = str(self.kind.currentData())
        skipped = self._given.skipped
        if kind == _EASTER:
            return Recurrence(easter=self.days.value(), skipped=skipped)
        if kind == _OWN:
            return Recurrence(self.rule.text().strip().upper(), skipped=skipped)
        if kind in _RULES:
            count = f";COUNT={self.times.value()}" if self.times.value() else ""
            return Recurrence(f"{_RULES[kind]}{count}", skipped=skipped)
        return Recurrence()
