"""Asking the proposer to complete: what is missing and until which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.formats import weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label, mark
from ruse_desktop.ui.kit.dialogs import TextDialog

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.ui.screens.base import ScreenContext


class CompletionDialog(TextDialog):
    """The text asked for and the last day, proposed as the office's practice is."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, number: str, text: str, proposed: date
    ) -> None:
        self._today = context.clock.today
        self.day = DateField(today=self._today, name=_("Срок за допълване"))
        self.day.set_date(proposed)
        self.said = label("", "muted")
        super().__init__(
            parent,
            _("Искане за допълване"),
            _("Какво се иска от вносителя по {no}?").format(no=number),
            _("Поискай допълване"),
            text=text,
        )
        row = QHBoxLayout()
        row.addWidget(label(_("Да се представи до")))
        row.addWidget(self.day)
        row.addWidget(self.said)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(3, row)
        self.setTabOrder(self.field, self.day)
        self.setTabOrder(self.day, self.do)
        self.day.textChanged.connect(lambda _text: self._count())
        self._count()

    def _count(self) -> None:
        super()._count()
        day = self.day.date()
        past = day is not None and day < self._today()
        mark(self.day, wrong=self.day.wrong or past)
        self.said.setText(
            _("денят е минал") if past else (weekday(day) if day else _("впишете ден"))
        )
        self.do.setEnabled(self.do.isEnabled() and day is not None and not past)

    def until(self) -> date | None:
        """The last day typed."""
        return self.day.date()
