"""A day and an hour in one row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField
from ruse_desktop.ui.theme import px


class MomentField(QWidget):
    """Typed day and hour; `moment` is None while the day cannot be read."""

    changed = Signal()

    def __init__(self, name: str, today: Callable[[], date], at: datetime | None = None) -> None:
        super().__init__()
        self.day = DateField(today=today, name=name)
        self.hour = QTimeEdit()
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.hour.setFixedWidth(px(68))
        self.hour.setAccessibleName(_("{name}, час").format(name=name))
        self.day.setFixedWidth(px(120))
        self.setFocusProxy(self.day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addWidget(self.hour)
        row.addStretch(1)
        if at is not None:
            self.show_moment(at)
        self.day.textChanged.connect(lambda _t: self.changed.emit())
        self.hour.timeChanged.connect(lambda _t: self.changed.emit())

    def show_moment(self, at: datetime) -> None:
        """Show this moment."""
        local = at.astimezone(SOFIA)
        self.day.set_date(local.date())
        self.hour.setTime(QTime(local.hour, local.minute))

    def moment(self) -> datetime | None:
        """The moment typed, in Bulgarian time."""
        day = self.day.date()
        shown = self.hour.time()
        if day is None:
            return None
        return datetime.combine(day, time(shown.hour(), shown.minute()), SOFIA)
