"""A PDF on the screen: the real pages, rendered off the window's thread; printing."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPageLayout, QPageSize, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.documents import pages
from ruse_desktop.documents.pages import PageImage
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label

_PRINT_DPI = 300


def image_of(page: PageImage) -> QImage:
    """A Qt picture of a rendered page, with its own memory."""
    made = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32)
    return made.copy()


class PdfView(QWidget):
    """Pages one at a time, fitted to the room; arrows or buttons turn them."""

    _rendered = Signal(int, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._page = 0
        self._count = 0
        self._ticket = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")
        self._rendered.connect(self._show)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Преглед на документа"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setMinimumSize(160, 200)
        column.addWidget(self.area, 1)
        bar = QHBoxLayout()
        self.back = button("‹", lambda: self.turn(-1))
        self.back.setAccessibleName(_("Предишна страница"))
        self.forward = button("›", lambda: self.turn(1))
        self.forward.setAccessibleName(_("Следваща страница"))
        self.where = label("", "muted")
        bar.addStretch(1)
        for widget in (self.back, self.where, self.forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        column.addLayout(bar)
        self._update_bar()

    @property
    def pdf(self) -> bytes:
        """The document shown."""
        return self._pdf

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document from its first page; empty bytes empty the view."""
        self._pdf = pdf
        self._page = 0
        self._count = pages.page_count(pdf) if pdf else 0
        self.sheet.clear()
        self._update_bar()
        self._render()

    def turn(self, by: int) -> None:
        """Go to another page."""
        page = min(max(self._page + by, 0), max(self._count - 1, 0))
        if page != self._page:
            self._page = page
            self._update_bar()
            self._render()

    def _update_bar(self) -> None:
        many = self._count > 1
        for widget in (self.back, self.forward, self.where):
            widget.setVisible(many)
        self.where.setText(_("{n} от {all}").format(n=self._page + 1, all=self._count))

    def _render(self) -> None:
        if not self._pdf:
            return
        self._ticket += 1
        ticket, pdf, page = self._ticket, self._pdf, self._page
        wide, tall = pages.page_size(pdf, page)
        ratio = self.devicePixelRatioF()
        room = self.area.viewport().size() - QSize(16, 16)
        dpi = 72 * ratio * max(0.1, min(room.width() / wide, room.height() / tall))
        work = self._pool.submit(pages.page_image, pdf, page, dpi)
        work.add_done_callback(lambda done: self._deliver(ticket, page, done))

    def _deliver(self, ticket: int, page: int, done: Future[PageImage]) -> None:
        if not done.cancelled() and done.exception() is None:
            self._rendered.emit(ticket, page, done.result())

    def _show(self, ticket: int, _page: int, image: PageImage) -> None:
        if ticket != self._ticket:
            return
        pixmap = QPixmap.fromImage(image_of(image))
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(pixmap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        self._render()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn pages."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1,
        }  # fmt: skip
        if event.key() in steps:
            self.turn(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


def save_pdf(parent: QWidget, pdf: bytes, name: str) -> Path | None:
    """Ask where and save; None when the person gave up. Raises UserError when it cannot be written."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Запази PDF"), name, "PDF (*.pdf)")
    if not chosen:
        return None
    target = Path(chosen)
    try:
        target.write_bytes(pdf)
    except OSError as error:
        raise UserError(
            _("Файлът не е записан: {error}").format(error=error.strerror or error),
            _("Изберете друга папка."),
        ) from error
    return target


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print the real pages; False when the person gave up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_PRINT_DPI)
    printer.setDocName(title.encode("ascii", "ignore").decode() or "document")
    wide, tall = pages.page_size(pdf, 0)
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    )
    large = max(wide, tall) > 1000
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if large else QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Печат"))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    print_to(printer, pdf)
    return True


def print_to(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page on an opened printer."""
    painter = QPainter(printer)
    try:
        for page in range(pages.page_count(pdf)):
            if page:
                printer.newPage()
            image = image_of(pages.page_image(pdf, page, _PRINT_DPI))
            painter.drawImage(painter.viewport(), image)
    finally:
        painter.end()


class PdfDialog(QDialog):
    """A document before it is printed: preview, print, save."""

    def __init__(self, parent: QWidget, pdf: bytes, title: str, file_name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(820, 700)
        column = QVBoxLayout(self)
        self.view = PdfView()
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(
            button(
                _("Печат…"),
                lambda: print_pdf(self, pdf, file_name),
                primary=True,
                icon_name="printer",
            )
        )
        row.addWidget(
            button(_("Запази PDF…"), lambda: save_pdf(self, pdf, file_name), icon_name="download")
        )
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self.view.show_pdf(pdf)
