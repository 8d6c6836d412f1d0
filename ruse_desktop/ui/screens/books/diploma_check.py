"""„Провери диплома“: a photo, a scan or a typed code, and in large words what the book says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.books import Signature
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.icons import pixmap
from ruse_desktop.ui.kit.basics import Card, MessageBar, button, clear, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.books import DiplomaCheck
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_FILES = "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.pdf"
_DELAY_MS = 300
_ICON = 40


class DiplomaCheckDialog(QDialog):
    """Takes a file dropped or chosen, or a typed code; answers without any network."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Проверка на диплома"))
        self.setAcceptDrops(True)
        self.resize(px(640), px(520))
        self._context = context
        self._ticket = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        said = _("Пуснете тук снимка или сканиран диплом, изберете файл или напишете кода.")
        column.addWidget(label(said, wrap=True))
        row = QHBoxLayout()
        self.choose = button(_("Избери файл…"), self._choose, primary=True, icon_name="photo")
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        self.code = QPlainTextEdit()
        self.code.setAccessibleName(_("Текст на кода"))
        self.code.setPlaceholderText(_("2:NR:214:2026:…"))
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(px(74))
        soon = on_change(_DELAY_MS, self._typed, self)
        self.code.textChanged.connect(lambda: soon())  # noqa: PLW0108 - Qt keeps no plain closure
        column.addWidget(self.code)
        self.answer = Card()
        self.answer.hide()
        column.addWidget(self.answer)
        column.addStretch(1)
        foot = QHBoxLayout()
        self.show_entry = button(_("Покажи в книгата"), self._show_entry)
        self.show_entry.hide()
        foot.addWidget(self.show_entry)
        foot.addStretch(1)
        foot.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(foot)
        self._row_id = 0

    def check_file(self, file: Path) -> None:
        """Check the diploma on this file."""
        self._ask(lambda s: s.diploma_checks.file(file))

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Диплом за проверка"),
            "",
            _("Снимки и PDF ({patterns})").format(patterns=_FILES),
        )
        if name:
            self.check_file(Path(name))

    def _typed(self) -> None:
        text = self.code.toPlainText()
        if text.strip():
            self._ask(lambda s: s.diploma_checks.text(text))
        else:
            self._empty()

    def _ask(self, work: Callable[[Services], DiplomaCheck]) -> None:
        self._ticket += 1
        ticket = self._ticket
        self.message.hide()

        def show(check: DiplomaCheck) -> None:
            if ticket == self._ticket:
                self._show(check)

        def refuse(error: Exception) -> None:
            if ticket == self._ticket:
                self._empty()
                self.message.refuse(error)

        self._context.tasks.read(work, show, refuse, owner=self)

    def _empty(self) -> None:
        self.answer.hide()
        self.show_entry.hide()

    def _show(self, check: DiplomaCheck) -> None:
        clear(self.answer.column)
        name, colour = _look(check)
        head = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(pixmap(name, colour, px(_ICON)))
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(check.sentence, "title", wrap=True), 1)
        self.answer.column.addLayout(head)
        self.answer.column.addWidget(label(_signature(check), wrap=True))
        if check.now:
            self.answer.column.addWidget(label(_("Какво казва книгата днес"), "heading"))
            for line in check.now:
                self.answer.column.addWidget(label(line, wrap=True))
        elif check.row is not None and check.genuine:
            self.answer.column.addWidget(label(_("Записът в книгата не е променян."), "muted"))
        self.answer.show()
        self._row_id = check.row.id if check.row else 0
        self.show_entry.setVisible(bool(self._row_id))

    def _show_entry(self) -> None:
        self._context.open_record("laureate", self._row_id)
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the dropped file."""
        event.acceptProposedAction()
        self.check_file(Path(event.mimeData().urls()[0].toLocalFile()))


def _look(check: DiplomaCheck) -> tuple[str, str]:
    """The sign beside the sentence and its colour; the words say the same."""
    if not check.genuine:
        return "circle-x", "red"
    if check.row is not None and check.row.revoked:
        return "alert-triangle", "amber"
    return "circle-check", "green"


def _signature(check: DiplomaCheck) -> str:
    return {
        Signature.VALID: _("Кодът е подписан с ключа на общината."),
        Signature.FALSE: _("Подписът на кода не е верен."),
        Signature.UNKNOWN: _("Кодът е подписан с ключ, който тази програма не познава."),
        Signature.ABSENT: _("Кодът не е подписан; сравнен е само с книгата."),
    }[check.signature]
