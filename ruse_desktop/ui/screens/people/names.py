"""The earlier names of a card while they are typed: name, from, until, one row each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.people import EarlierName
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, button
from ruse_desktop.ui.theme import px


class _Row(QWidget):
    """One earlier name."""

    def __init__(self, today: Callable[[], date], remove: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Предишно име"))
        self.name.setPlaceholderText(_("цялото име"))
        self.since = DateField(today=today, name=_("Носено от"))
        self.since.setPlaceholderText(_("от (дата)"))
        self.until = DateField(today=today, name=_("Носено до"))
        self.until.setPlaceholderText(_("до (дата)"))
        away = button("", lambda: remove(self), icon_name="x")
        away.setAccessibleName(_("Махане на предишното име"))
        away.setToolTip(_("Махане на предишното име"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.name, 1)
        for field in (self.since, self.until):
            field.setFixedWidth(px(104))
            row.addWidget(field)
        row.addWidget(away)


class NamesEditor(QWidget):
    """Rows of earlier names; an empty row is left out."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self.more = button(_("Добави предишно име"), self._add_and_go, icon_name="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(self._column)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_names(self, names: tuple[EarlierName, ...]) -> None:
        """Show the saved names."""
        for one in names:
            row = self._add()
            row.name.setText(one.name)
            row.since.set_date(one.since)
            row.until.set_date(one.until)

    def names(self) -> tuple[EarlierName, ...]:
        """The names as typed."""
        return tuple(
            EarlierName(row.name.text().strip(), row.since.date(), row.until.date())
            for row in self._rows
            if row.name.text().strip()
        )

    def problem(self) -> str:
        """What cannot be read, „“ when nothing."""
        if any(field.wrong for row in self._rows for field in (row.since, row.until)):
            return _("Датата на предишно име не се разчита. Пример: 06.05.2026")
        return ""

    def _add(self) -> _Row:
        row = _Row(self._today, self._remove)
        before = self._rows[-1] if self._rows else None
        self._rows.append(row)
        self._column.addWidget(row)
        if before is not None:
            QWidget.setTabOrder(before, row)
        QWidget.setTabOrder(row, self.more)
        return row

    def _add_and_go(self) -> None:
        self._add().name.setFocus()

    def _remove(self, row: QWidget) -> None:
        self._rows = [one for one in self._rows if one is not row]
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.more.setFocus()
