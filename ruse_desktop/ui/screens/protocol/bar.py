"""What stands over the calendar: where one is, which view, which kinds."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from ruse_desktop.domain.events import CATEGORY_NAMES
from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.screens.protocol.week_hours import week_span

_WEEK = timedelta(days=7)
_VIEW, _KINDS = "calendar/view", "calendar/kinds"
_ARROW, _TITLE, _WIDE = 34, 172, 210


class CalendarBar(QWidget):
    """`paged` carries −1 or 1, `view_chosen` a view's name; `filtered` when other kinds are asked.

    View and kinds are remembered.
    """

    paged = Signal(int)
    view_chosen = Signal(str)
    filtered = Signal()

    def __init__(self, settings: QSettings, today: QPushButton) -> None:
        super().__init__()
        self._settings = settings
        self.title = label("", "heading")
        self.title.setMinimumWidth(theme.px(_TITLE))
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views = _combo(_("Изглед"), (
            ("month", _("Месец")), ("week", _("Седмица")), ("list", _("Списък")),
            ("year", _("Година")),
        ), settings.value(_VIEW))  # fmt: skip
        kinds = ((str(one), _(text).capitalize()) for one, text in CATEGORY_NAMES.items())
        self.kinds = _combo(
            _("Вид"),
            (("", _("Всички видове")), ("event", _("Само събития")), *kinds),
            settings.value(_KINDS),
        )
        self.kinds.setFixedWidth(theme.px(_WIDE))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 8, 8, 8)
        self.row.setSpacing(6)
        self.row.addWidget(self._arrow(-1, "chevron-left", _("Предишен")))
        self.row.addWidget(self.title)
        self.row.addWidget(self._arrow(1, "chevron-right", _("Следващ")))
        for widget in (today, self.views, self.kinds):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.views.currentIndexChanged.connect(self._view)
        self.kinds.currentIndexChanged.connect(self._asked)

    def _arrow(self, step: int, icon: str, name: str) -> QPushButton:
        made = button("", lambda: self.paged.emit(step), icon_name=icon)
        made.setFixedWidth(theme.px(_ARROW))
        made.setAccessibleName(name)
        return made

    def _view(self, _n: int) -> None:
        self._settings.setValue(_VIEW, self.view)
        self.view_chosen.emit(self.view)

    def _asked(self, _n: int) -> None:
        self._settings.setValue(_KINDS, self.kind)
        self.filtered.emit()

    @property
    def view(self) -> str:
        """The view chosen: „month“, „week“, „list“ or „year“."""
        return str(self.views.currentData())

    def show_view(self, name: str) -> None:
        """Choose a view; `view_chosen` tells when it is another one."""
        self.views.setCurrentIndex(self.views.findData(name))

    @property
    def kind(self) -> str:
        """The kind asked: „“ for all, „event“ for what people typed, else a category."""
        return str(self.kinds.currentData())

    def show_all(self) -> None:
        """Ask for every kind again."""
        self.kinds.setCurrentIndex(0)

    def show_day(self, day: date) -> None:
        """Say which days are in sight."""
        self.title.setText(called(self.view, day))


def called(view: str, day: date) -> str:
    """„Май 2026“, „04.05. – 10.05.2026“ or „2026“."""
    if view in {"year", "list"}:
        return str(day.year)
    if view == "week":
        since, until = week_span(day)
        return f"{since:%d.%m.} – {until:%d.%m.%Y}"
    return f"{month_name(day.month).capitalize()} {day.year}"


def spanned(view: str, day: date) -> tuple[date, date]:
    """The first and the last day of the week, the month or the year."""
    if view == "week":
        return week_span(day)
    if view in {"year", "list"}:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def turned(view: str, day: date, step: int) -> date:
    """The same day a page further: of the week, the month or the year."""
    if view == "week":
        return day + step * _WEEK
    months = 12 * step if view in {"year", "list"} else step
    place = day.year * 12 + day.month - 1 + months
    first, last = spanned("month", date(place // 12, place % 12 + 1, 1))
    return first.replace(day=min(day.day, last.day))


def _combo(name: str, options: tuple[tuple[str, str], ...], saved: object) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for key, text in options:
        made.addItem(text, key)
    made.setCurrentIndex(max(0, made.findData(str(saved or ""))))
    return made
