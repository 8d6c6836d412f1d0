"""What of the calendar goes on paper or into a table, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.screens.protocol.bar import called, spanned

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_INTERNAL = "calendar/internal-paper"


@dataclass(frozen=True)
class Wanted:
    """What is asked: the days, whether as drawn sheets, whether with what is internal."""

    since: date
    until: date
    drawn: bool
    internal: bool


class CalendarPrintDialog(QDialog):
    """The choice; `done_with` takes it. The version is remembered."""

    def __init__(
        self, section: CalendarSection, done_with: Callable[[Wanted], object], *, drawn: bool
    ) -> None:
        super().__init__(section)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(440))
        self._section, self._done_with = section, done_with
        self.what, self.version = QComboBox(), QComboBox()
        self.what.setAccessibleName(_("Какво"))
        self.version.setAccessibleName(_("Версия"))
        view, day = section.bar.view, section.days.day
        in_sight = _("Списък: {days}").format(days=called(view, day))
        if drawn:
            self.setWindowTitle(_("Календарът на хартия"))
            self.what.addItem(_("Месец: {days}").format(days=called("month", day)), "month")
            self.what.addItem(_("Година: {days}").format(days=called("year", day)), "year")
            self.what.addItem(in_sight, "list")
            self.what.setCurrentIndex(max(0, self.what.findData(view)))
        else:
            self.setWindowTitle(_("Календарът като таблица"))
            self.what.addItem(in_sight, "list")
        self.version.addItem(_("За всички: без служебното"), "public")
        self.version.addItem(_("Вътрешна: с участници, бюджет и бележки"), "internal")
        kept = section.context.settings.value(_INTERNAL)
        self.version.setCurrentIndex(max(0, self.version.findData(str(kept or ""))))
        form = QFormLayout()
        form.addRow(_("Какво"), self.what)
        form.addRow(_("Версия"), self.version)
        row = QHBoxLayout()
        self.do = button(_("Покажи") if drawn else _("Запази…"), self._do, primary=True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addLayout(form)
        hint = _("Показват се видовете, избрани в календара. След листа следва списък на всичко.")
        if drawn:
            column.addWidget(label(hint, "muted", wrap=True))
        column.addLayout(row)

    def _do(self) -> None:
        what, version = str(self.what.currentData()), str(self.version.currentData())
        self._section.context.settings.setValue(_INTERNAL, version)
        view = self._section.bar.view if what == "list" else what
        since, until = spanned(view, self._section.days.day)
        self._done_with(Wanted(since, until, what != "list", version == "internal"))
        self.accept()
