"""An hour typed freely, and a day with its hour in one row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.formats import parse_hour
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, mark
from ruse_desktop.ui.theme import px

_DAY, _HOUR = 120, 72


class HourField(QLineEdit):
    """14:30, 14.30, 1430, 9: shown as 14:30 when the field is left; wrong ones are marked."""

    def __init__(self, name: str, at: time | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(_("час"))
        self.setFixedWidth(px(_HOUR))
        self.show_hour(at)
        self.textChanged.connect(lambda _t: mark(self, wrong=self.wrong))
        self.editingFinished.connect(lambda: self.show_hour(self.hour()) if self.hour() else None)

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no hour."""
        return bool(self.text().strip()) and self.hour() is None

    def hour(self) -> time | None:
        """The hour typed; None when empty or not an hour."""
        try:
            return parse_hour(self.text())
        except ValueError:
            return None

    def show_hour(self, at: time | None) -> None:
        """Write an hour."""
        self.setText(f"{at:%H:%M}" if at else "")


class MomentField(QWidget):
    """A day and its hour; `moment` is None while one of them cannot be read."""

    changed = Signal()

    def __init__(self, name: str, today: Callable[[], date], at: datetime | None = None) -> None:
        super().__init__()
        self.day = DateField(today=today, name=name)
        self.day.setFixedWidth(px(_DAY))
        self.hour = HourField(_("{name}, час").format(name=name))
        self.setFocusProxy(self.day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addWidget(self.hour)
        row.addStretch(1)
        if at is not None:
            self.show_moment(at)
        self.day.textChanged.connect(lambda _t: self.changed.emit())
        self.hour.textChanged.connect(lambda _t: self.changed.emit())

    def show_moment(self, at: datetime) -> None:
        """Show this moment."""
        local = at.astimezone(SOFIA)
        self.day.set_date(local.date())
        self.hour.show_hour(local.time())

    def moment(self) -> datetime | None:
        """The moment typed, in Bulgarian time."""
        day, hour = self.day.date(), self.hour.hour()
        if day is None or hour is None:
            return None
        return datetime.combine(day, hour, SOFIA)
