"""A PDF on the screen: the real pages, rendered off the window's thread; printing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPageLayout,
    QPageSize,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.documents import pages
from ruse_desktop.documents.pages import PageImage
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.icons import set_icon
from ruse_desktop.ui.kit.basics import MessageBar, button, label, plain_tip
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.theme import DPI, px

_PRINT_DPI = 300
_ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_MARGIN = 16
_LOOK_MS = 15
_PAINTERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")


def image_of(page: PageImage) -> QImage:
    """A Qt picture of a rendered page, with its own memory."""
    made = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32)
    return made.copy()


def _draw(pdf: bytes, page: int, zoom: float | None, room: QSize, ratio: float) -> PageImage:
    """The page at this zoom, or fitted into the room (both in device-independent pixels)."""
    if zoom is None:
        wide, tall = pages.page_size(pdf, page)
        zoom = max(0.1, min(room.width() / wide, room.height() / tall)) * 72 / DPI
    return pages.page_image(pdf, page, DPI * zoom * ratio)


class PdfView(QWidget):
    """Pages one at a time, fitted to the room or at a chosen size.

    Arrows, Page Up/Down, Home, End and the wheel turn pages; +, - and Ctrl+wheel change the size,
    0 fits the page, 1 shows its real size.
    """

    shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._page = 0
        self._count = 0
        self._zoom: float | None = None
        self._work: Future[PageImage] | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._show)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Преглед на документа"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.sheet = QLabel()
        self.sheet.setTextFormat(Qt.TextFormat.PlainText)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setMinimumSize(160, 200)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.area, 1)
        column.addLayout(self._bar())
        self._update_bar()

    def _bar(self) -> QHBoxLayout:
        self.back = _tool("chevron-left", _("Предишна страница"), lambda: self.turn(-1))
        self.forward = _tool("chevron-right", _("Следваща страница"), lambda: self.turn(1))
        self.where = label("", "muted")
        self.smaller = _tool("zoom-out", _("По-дребно"), lambda: self.zoom_by(-1))
        self.larger = _tool("zoom-in", _("По-едро"), lambda: self.zoom_by(1))
        self.whole = _tool("maximize", _("Цялата страница"), lambda: self.set_zoom(None))
        bar = QHBoxLayout()
        bar.setSpacing(px(4))
        bar.addStretch(1)
        for widget in (self.back, self.where, self.forward):
            bar.addWidget(widget)
        bar.addSpacing(px(12))
        for widget in (self.smaller, self.larger, self.whole):
            bar.addWidget(widget)
        bar.addStretch(1)
        return bar

    @property
    def pdf(self) -> bytes:
        """The document shown."""
        return self._pdf

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """How many pages the document has."""
        return self._count

    @property
    def zoom(self) -> float | None:
        """1 = real size at 96 dpi; None = fitted."""
        return self._zoom

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
            self.area.verticalScrollBar().setValue(0)
            self._update_bar()
            self._render()

    def set_zoom(self, zoom: float | None) -> None:
        """Show the page at this size, 1 = 100 %; None fits it into the room."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._update_bar()
            self._render()

    def zoom_by(self, steps: int) -> None:
        """The next larger or smaller size."""
        now = self._zoom if self._zoom is not None else self._fitted()
        further = [z for z in _ZOOMS if (z > now * 1.01 if steps > 0 else z < now * 0.99)]
        if further:
            self.set_zoom(further[0] if steps > 0 else further[-1])

    def _fitted(self) -> float:
        """The size of the fitted page in sight."""
        if not self._pdf or self.sheet.pixmap().isNull():
            return 1.0
        wide, _tall = pages.page_size(self._pdf, self._page)
        return self.sheet.pixmap().deviceIndependentSize().width() / (wide * DPI / 72)

    def _update_bar(self) -> None:
        for widget in (self.back, self.forward, self.where):
            widget.setVisible(self._count > 1)
        self.back.setEnabled(self._page > 0)
        self.forward.setEnabled(self._page < self._count - 1)
        for tool in (self.smaller, self.larger, self.whole):
            tool.setVisible(bool(self._pdf))
        self.whole.setEnabled(self._zoom is not None)
        said = _("{n} от {all}").format(n=self._page + 1, all=self._count)
        self.where.setText(said)
        self.sheet.setAccessibleName(_("Страница {where}").format(where=said))

    def _render(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None
        if not self._pdf:
            return
        room = self.area.size() - QSize(_MARGIN, _MARGIN)
        self._work = _PAINTERS.submit(
            _draw, self._pdf, self._page, self._zoom, room, self.devicePixelRatioF()
        )
        self._look.start()

    def _show(self) -> None:
        """Show the page once it is painted; the painter's thread never touches a widget."""
        done = self._work
        if done is None:
            self._look.stop()
        if done is None or not done.done():
            return
        self._look.stop()
        self._work = None
        pixmap = QPixmap.fromImage(image_of(done.result()))
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(pixmap)
        self.shown.emit(self._page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._render()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and change the size."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.turn(-1),
            Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Right: lambda: self.turn(1),
            Qt.Key.Key_PageDown: lambda: self.turn(1),
            Qt.Key.Key_Home: lambda: self.turn(-self._count),
            Qt.Key.Key_End: lambda: self.turn(self._count),
            Qt.Key.Key_Plus: lambda: self.zoom_by(1),
            Qt.Key.Key_Minus: lambda: self.zoom_by(-1),
            Qt.Key.Key_0: lambda: self.set_zoom(None),
            Qt.Key.Key_1: lambda: self.set_zoom(1.0),
        }
        act = keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What the sheet did not need for scrolling turns pages; with Ctrl it changes the size."""
        steps = 1 if event.angleDelta().y() > 0 else -1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(steps)
        else:
            self.turn(-steps)
        event.accept()


def _tool(icon_name: str, name: str, run: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    set_icon(made, icon_name)
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    made.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument
    return made


def save_pdf(parent: QWidget, pdf: bytes, name: str) -> Path | None:
    """Ask where and save; None when the person gave up. Raises UserError when it cannot be written."""
    target = ask_save(parent, _("Запази PDF"), name, "PDF (*.pdf)")
    if target is None:
        return None
    write_file(target, pdf)
    return target


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print the real pages; False when the person gave up or stopped it.

    Raises UserError when the printer does not take the job.
    """
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
    dialog.setMinMax(1, pages.page_count(pdf))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    wait = QProgressDialog(_("Подготвят се страниците…"), _("Спри"), 0, 0, parent)
    wait.setWindowTitle(_("Печат"))
    wait.setWindowModality(Qt.WindowModality.WindowModal)
    wait.setMinimumDuration(600)

    def go_on(done: int, total: int) -> bool:
        wait.setMaximum(total)
        wait.setValue(done)
        return not wait.wasCanceled()

    try:
        return print_to(printer, pdf, go_on)
    finally:
        wait.close()


def print_to(
    printer: QPrinter, pdf: bytes, go_on: Callable[[int, int], bool] = lambda _done, _total: True
) -> bool:
    """Draw the pages asked for, each whole and undistorted; `go_on(done, total)` may stop it.

    Raises UserError when the printer does not take the job.
    """
    last = printer.toPage() or pages.page_count(pdf)
    wanted = range(max(printer.fromPage() - 1, 0), last)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            _("Принтерът не прие документа."), _("Проверете дали е включен и опитайте отново.")
        )
    try:
        for done, page in enumerate(wanted):
            if not go_on(done, len(wanted)):
                printer.abort()
                return False
            if done:
                printer.newPage()
            image = image_of(pages.page_image(pdf, page, _PRINT_DPI, printing=True))
            sheet = painter.viewport()
            size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(sheet.topLeft(), size)
            place.moveCenter(sheet.center())
            painter.drawImage(place, image)
    finally:
        painter.end()
    return True


class PdfDialog(QDialog):
    """A document before it is printed: preview, print, save; `given` tells „print“ or „pdf“."""

    given = Signal(str)

    def __init__(self, parent: QWidget, pdf: bytes, title: str, file_name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(px(820), px(700))
        self._pdf = pdf
        self._file_name = file_name
        column = QVBoxLayout(self)
        self.message = MessageBar()
        column.addWidget(self.message)
        self.view = PdfView()
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(button(_("Печат…"), self._print, primary=True, icon_name="printer"))
        row.addWidget(button(_("Запази PDF…"), self._save, icon_name="download"))
        self.more = QHBoxLayout()
        row.addLayout(self.more)
        row.addStretch(1)
        self._close = button(_("Затвори"), self.accept)
        row.addWidget(self._close)
        column.addLayout(row)
        self.view.show_pdf(pdf)

    def showEvent(self, event: QShowEvent) -> None:
        """What was put in later is reached before „Затвори“, where it stands."""
        super().showEvent(event)
        places = (self.more.itemAt(n) for n in range(self.more.count()))
        added = [one for place in places if place is not None and (one := place.widget())]
        for before, after in pairwise((*added, self._close)):
            self.setTabOrder(before, after)

    def _print(self) -> None:
        try:
            if print_pdf(self, self._pdf, self._file_name):
                self.given.emit("print")
        except UserError as error:
            self.message.refuse(error)

    def _save(self) -> None:
        try:
            path = save_pdf(self, self._pdf, self._file_name)
        except UserError as error:
            self.message.refuse(error)
            return
        if path is not None:
            self.message.tell(_("Записано: {file}").format(file=path.name), "met")
            self.given.emit("pdf")
