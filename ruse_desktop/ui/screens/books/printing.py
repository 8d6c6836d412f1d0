"""A dialog with choices at the left and the real pages at the right, drawn anew as one chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar, button, mark
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf, save_pdf
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

T = TypeVar("T")
_DELAY_MS = 250
_SIDE = 360
_NUMBER = 72
FIRST_YEAR, LAST_YEAR = 1900, 2199


class NumberField(QLineEdit):
    """A narrow field for a whole number between two others."""

    changed = Signal()

    def __init__(self, name: str, least: int, most: int, value: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, most, self))
        self.setFixedWidth(px(_NUMBER))
        self.set_value(value)
        self.textChanged.connect(lambda _text: self._tell())

    def value(self) -> int | None:
        """The number typed; None for none or one out of the bounds."""
        text = self.text().strip()
        number = int(text) if text.isdecimal() else None
        return number if number is not None and self._least <= number <= self._most else None

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.setText(str(value))

    def _tell(self) -> None:
        mark(self, wrong=self.value() is None)
        self.changed.emit()


class PreviewDialog(QDialog):
    """`ask` is to be overridden: it calls `draw`; `printed(way)` is told after print or save."""

    def __init__(self, parent: QWidget, context: ScreenContext, title: str) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.resize(px(1200), px(690))
        self._ticket = 0
        self._file_name = ""
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        inside = QWidget()
        self.side = QVBoxLayout(inside)
        self.side.setContentsMargins(0, 0, px(12), 0)
        self.side.setSpacing(8)
        side = QScrollArea()  # many choices on a low screen
        side.setWidget(inside)
        side.setWidgetResizable(True)
        side.setFixedWidth(px(_SIDE))
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = PdfView()
        middle = QHBoxLayout()
        middle.addWidget(side)
        middle.addWidget(self.view, 1)
        outer.addLayout(middle, 1)
        self.row = QHBoxLayout()
        self.printing = button(_("Печат…"), self.print, icon_name="printer")
        self.saving = button(_("Запази PDF…"), self.save, icon_name="download")
        self.row.addWidget(self.printing)
        self.row.addWidget(self.saving)
        self.row.addStretch(1)
        self.row.addWidget(button(_("Затвори"), self.accept))
        outer.addLayout(self.row)
        self.soon = on_change(_DELAY_MS, self.ask, self)
        self.allow(ready=False)

    def ask(self) -> None:
        """Draw what is chosen now."""
        raise NotImplementedError

    def printed(self, way: str) -> None:
        """The pages were printed („print“) or saved („pdf“)."""

    def drawn(self, count: int) -> None:
        """The pages are shown; there are `count` of them."""

    def draw(
        self, read: Callable[[Services], T], render: Callable[[T], bytes], file_name: str
    ) -> None:
        """Read on the worker, draw beside the window, show unless something else was asked."""
        self._ticket += 1
        ticket = self._ticket
        self._file_name = file_name
        self.allow(ready=False)

        def made(pdf: bytes) -> None:
            if ticket == self._ticket:
                self.message.hide()
                self.view.show_pdf(pdf)
                self.allow(ready=True)
                self.drawn(self.view.count)

        def refused(error: UserError) -> None:
            if ticket == self._ticket:
                self.view.show_pdf(b"")
                self.message.refuse(error)

        tasks = self.context.tasks
        tasks.read(
            read,
            lambda value: tasks.compute(lambda: render(value), made, refused, owner=self),
            refused,
            owner=self,
        )

    def allow(self, *, ready: bool) -> None:
        """Printing and saving only of the pages in sight."""
        self.printing.setEnabled(ready)
        self.saving.setEnabled(ready)

    def print(self) -> None:
        """Print the pages shown."""
        try:
            if print_pdf(self, self.view.pdf, self._file_name):
                self.printed("print")
        except UserError as error:
            self.message.refuse(error)

    def save(self) -> None:
        """Save the pages shown."""
        try:
            path = save_pdf(self, self.view.pdf, self._file_name)
        except UserError as error:
            self.message.refuse(error)
            return
        if path is not None:
            self.message.tell(_("Записано: {file}").format(file=path.name), "met")
            self.printed("pdf")
