"""The preview and the printing of real PDF pages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import pages
from ruse_desktop.ui.kit import pdf as kit
from ruse_desktop.ui.kit.pdf import PdfDialog, PdfView


def document(count: int = 3, size: tuple[float, float] = A4) -> bytes:
    """Pages with a black square in the middle."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=size)
    wide, tall = size
    for _page in range(count):
        canvas.rect(wide / 2 - 50, tall / 2 - 50, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture
def view(qtbot):
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(600, 760)
    made.show()
    return made


def show(qtbot, view, content):
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.show_pdf(content)


def test_page_is_fitted_whole_into_the_room(qtbot, view):
    show(qtbot, view, document())
    size = view.sheet.pixmap().deviceIndependentSize()
    assert size.height() <= view.area.height()
    assert size.width() <= view.area.width()
    assert size.height() / size.width() == pytest.approx(A4[1] / A4[0], rel=0.01)


def test_real_size_is_the_size_of_the_paper(qtbot, view):
    show(qtbot, view, document())
    with qtbot.waitSignal(view.shown, timeout=10_000):
        qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.sheet.pixmap().deviceIndependentSize().width() == pytest.approx(
        A4[0] / 72 * 96, abs=1.5
    )
    with qtbot.waitSignal(view.shown, timeout=10_000):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == 1.25
    with qtbot.waitSignal(view.shown, timeout=10_000):
        qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom is None


def test_keys_turn_pages_and_stop_at_the_ends(qtbot, view):
    show(qtbot, view, document(3))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.page == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 2
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 2
    assert view.where.text() == "3 от 3"
    assert not view.forward.isEnabled()


@pytest.mark.parametrize(
    ("modifier", "page", "zoom"),
    [
        (Qt.KeyboardModifier.NoModifier, 1, None),
        (Qt.KeyboardModifier.ControlModifier, 0, 0.5),
    ],
)
def test_wheel_turns_pages_and_with_ctrl_changes_the_size(qtbot, view, modifier, page, zoom):
    show(qtbot, view, document(2))
    assert 0.5 < view._fitted() < 0.75
    down = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, down)
    assert (view.page, view.zoom) == (page, zoom)


def test_single_page_shows_no_way_to_turn(qtbot, view):
    show(qtbot, view, document(1))
    assert not view.forward.isVisible()
    assert view.larger.isVisible()


def test_empty_view_shows_nothing(qtbot, view):
    show(qtbot, view, document())
    view.show_pdf(b"")
    assert view.sheet.pixmap().isNull()
    assert not view.larger.isVisible()


def test_view_closed_while_a_page_is_drawn_harms_nobody(qtbot, caplog):
    for _n in range(5):
        gone = PdfView()
        gone.show_pdf(document(1))
        gone.deleteLater()
        del gone
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    kit._PAINTERS.submit(int).result(timeout=10)
    assert not caplog.records


def test_only_one_thread_at_a_time_is_in_the_renderer():
    """Two at once end the process with a segmentation fault, now and then."""
    content = document(1)
    with ThreadPoolExecutor(1) as other:
        with pages.opened(content):
            waiting = other.submit(pages.page_image, content, 0, 20)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert waiting.result(timeout=10).width > 0


def printer_to(path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    printer.setFullPage(True)
    return printer


def test_printing_takes_only_the_pages_asked_for(qapp, tmp_path):
    printer = printer_to(tmp_path / "x.pdf")
    printer.setFromTo(2, 3)
    assert kit.print_to(printer, document(4))
    assert pages.page_count((tmp_path / "x.pdf").read_bytes()) == 2


def test_printing_on_other_paper_keeps_the_shape(qapp, tmp_path):
    printer = printer_to(tmp_path / "x.pdf")
    assert kit.print_to(printer, document(1, landscape(A4)))
    image = kit.image_of(pages.page_image((tmp_path / "x.pdf").read_bytes(), 0, 72))
    black = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 100
    ]
    wide = max(x for x, _y in black) - min(x for x, _y in black)
    tall = max(y for _x, y in black) - min(y for _x, y in black)
    assert wide == pytest.approx(tall, abs=3)


def test_printing_can_be_stopped(qapp, tmp_path):
    told = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    assert not kit.print_to(printer_to(tmp_path / "x.pdf"), document(3), go_on)
    assert told == [(0, 3), (1, 3)]


def test_file_that_cannot_be_written_is_said_in_the_dialog(qtbot, monkeypatch, tmp_path):
    dialog = PdfDialog(None, document(1), "Диплом", "diplom.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    monkeypatch.setattr(kit, "ask_save", lambda *_rest: tmp_path / "no-such-folder" / "x.pdf")
    dialog._save()
    assert dialog.message.isVisible()
    assert "Изберете друга папка." in dialog.message.text.text()
