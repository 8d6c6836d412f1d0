"""What is shown instead of the tabs while the database cannot be opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, button, label
from ruse_desktop.ui.kit.dialogs import ErrorReport
from ruse_desktop.ui.theme import px


class OpeningFailed(QWidget):
    """What happened, that nothing was changed, and what to do next."""

    def __init__(
        self, error: Exception, again: Callable[[], object], leave: Callable[[], object]
    ) -> None:
        super().__init__()
        card = Card()
        card.setFixedWidth(px(600))
        known = isinstance(error, UserError)
        card.column.addWidget(label(_("Базата данни не се отвори"), "title"))
        self.text = label(
            error.message
            if isinstance(error, UserError)
            else _("Програмата сгреши при отварянето."),
            wrap=True,
        )
        card.column.addWidget(self.text)
        advice = (
            error.advice if isinstance(error, UserError) else _("Запазете отчета за поддържащия.")
        )
        card.column.addWidget(label(advice, "muted", wrap=True))
        card.column.addWidget(label(_("Файлът не е променен."), "muted"))
        row = QHBoxLayout()
        self.again = button(_("Опитай пак"), again, primary=True, icon_name="refresh")
        row.addWidget(self.again)
        if not known:
            row.addWidget(button(_("Отчет…"), lambda: ErrorReport(self, error).open()))
        row.addWidget(button(_("Изход"), leave))
        row.addStretch(1)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
