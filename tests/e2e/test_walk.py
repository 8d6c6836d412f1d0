"""A year's work from the empty folder to the diploma, through the real window, by hand."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTableWidget

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.paths import resource
from ruse_desktop.storage import backup
from ruse_desktop.ui.kit.basics import FindingsList, SearchField
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog, PdfView
from ruse_desktop.ui.kit.tables import ListTable
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.edition import EditionDialog
from ruse_desktop.ui.screens.nominations.importing import ImportDialog
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from tests.ui import windows
from tests.ui.counting import both_hand_in
from tests.ui.typing import type_text
from tests.ui.windows import Modal, dialog, field, fill, gone, press, say, spin

NOW = datetime(2026, 5, 14, 11, 0, tzinfo=SOFIA)
NOMINEE = "Калина Добрева Щърбанова"
RIVAL = "Росица Тодорова Венкова-Дамянова"
MOTIVES = (
    "Калина Щърбанова е автор на романа „Брегът на тишината“, излязъл през октомври 2025 г. и "
    "представен в осем града. Книгата е издадена с дарения и целият приход от нея отиде за "
    "детския отдел на библиотеката. Авторката води безвъзмездно работилница за млади писатели, "
    "чиито участници спечелиха три национални конкурса. С творчеството и с обществената си "
    "дейност тя утвърждава Русе като средище на съвременната българска литература и като град, "
    "в който се пише и се чете."
)
MOTIVE = "За романа „Брегът на тишината“ и за всеотдайната работа с младите пишещи хора на Русе."


class Walk:
    """The person at the keyboard."""

    def __init__(self, qtbot: Any, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def settle(self) -> None:
        windows.settle(self.qtbot, self.window)

    def keys(self, widget: Any, key: Qt.Key, with_: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(widget, key, with_)

    def press(self, root: Any, text: str) -> None:
        press(self.qtbot, root, text)

    def tab(self, screen: str) -> Any:
        self.window.pages.show_screen(screen)
        self.settle()
        return self.window.pages.current()

    def dialog(self, kind: Any) -> Any:
        return dialog(self.qtbot, self.window, kind)

    def confirmed(self, text: str) -> Modal:
        """Says yes to the next question by the button that says `text`."""
        return Modal(lambda shown: press(self.qtbot, shown, text))

    def told(self, title: str, text: str) -> Modal:
        """Writes `text` into the next dialog that asks for it."""

        def answer(shown: Any) -> None:
            assert isinstance(shown, TextDialog)
            assert title in shown.windowTitle()
            shown.field.selectAll()
            type_text(shown.field, text)
            windows.click(self.qtbot, shown.do)

        return Modal(answer)


@pytest.mark.slow
@pytest.mark.requirement("R-PRE-0.3")
@pytest.mark.requirement("R-43-2.1")
@pytest.mark.requirement("R-45-5.4")
@pytest.mark.requirement("R-45-7.5")
def test_year_from_the_empty_folder_to_the_diploma(qtbot, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with windows.opened(qtbot, folder, NOW) as window:
        walk = Walk(qtbot, window)
        registers_one_by_hand(walk)
        imports_the_registry(walk)
        admits_two(walk)
        appoints_the_commission(walk)
        plans_the_session(walk)
        opens_it_once_everybody_declared(walk)
        counts_the_first_section(walk)
        settles_the_other_sections(walk)
        closes_and_reads_the_minutes(walk)
        enters_the_laureate(walk)
        prints_the_diploma(walk)
    everything_is_on_disk(folder)


def registers_one_by_hand(walk: Walk) -> None:
    screen = walk.tab("nominations")
    assert "Още няма предложения" in say(screen)
    walk.press(screen, "Ново предложение")
    asked = walk.dialog(EditionDialog)
    assert "редакция на наредбата" in say(asked)
    asked.award.setCurrentIndex(asked.award.findText("Награда „Русе“"))
    assert "29.02.2024" in field(asked, "Действаща редакция на наредбата").currentText()
    windows.click(walk.qtbot, asked.do)
    form = walk.dialog(NominationDialog)
    walk.settle()
    fill(form, "Входящ номер", "30-301")
    fill(form, "Дата на завеждане", "35.5.26")
    fill(form, "Час на завеждане", "9:40")
    fill(form, "Раздел", "1.1 Литература")
    fill(form, "Жанр или степен", "проза")
    fill(form, "Категория", "творец")
    fill(form, "Собствено име", "Калина")
    fill(form, "Бащино име", "Добрева")
    fill(form, "Фамилно име", "Щърбанова")
    fill(form, "Вид на вносителя", "културен институт")
    fill(form, "Вносител", "Градска библиотека „Крайбрежие“")
    area = next(one for one in windows.buttons(form) if "зкуство" in one)
    walk.press(form, area)
    merits = field(form, "Заслуги: от, до, заслуга, ниво", QTableWidget)
    for column, text in ((0, "21.10.2025"), (2, "роман „Брегът на тишината“")):
        write_cell(walk, merits, column, text)
    walk.press(form, "Регистрирай")
    assert "„35.5.26“ не е дата" in say(form)
    assert form.isVisible()
    fill(form, "Дата на завеждане", "8.5.26")
    assert field(form, "Дата на завеждане").text() == "08.05.2026"
    walk.settle()
    findings = form.findChild(FindingsList)
    assert "Липсва мотивировка" in say(findings)
    walk.press(findings, "чл. 44, ал. 1")
    walk.settle()
    read = [one.toPlainText() for one in form.findChildren(QPlainTextEdit) if one.isReadOnly()]
    assert any("мотивировка" in text for text in read)
    fill(form, "Мотивировка", MOTIVES)
    walk.settle()
    assert "Липсва мотивировка" not in say(findings)
    assert "Има мотивировка" in say(findings)
    walk.press(form, "Регистрирай")
    walk.settle()
    gone(walk.qtbot, walk.window, NominationDialog)
    walk.settle()
    assert NOMINEE in say(screen.panel)
    assert screen.panel.detail.row.state is State.SUBMITTED


def write_cell(walk: Walk, table: QTableWidget, column: int, text: str) -> None:
    """Type into the first row of a table as a person does: F2, text, Enter."""
    table.setFocus()
    table.setCurrentCell(0, column)
    walk.keys(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    type_text(editor, text)
    walk.keys(editor, Qt.Key.Key_Return)
    walk.qtbot.waitUntil(lambda: table.item(0, column).text() == text)


def imports_the_registry(walk: Walk) -> None:
    screen = walk.window.pages.current()
    screen.import_from(resource("sample", "predlozheniya-2026.xlsx"))
    preview = walk.dialog(ImportDialog)
    walk.settle()
    rows = preview.findChild(ListTable).lines_model.rowCount()
    assert rows == 30
    assert preview.do.text() == f"Внеси {rows} предложения"
    windows.click(walk.qtbot, preview.do)
    walk.settle()
    gone(walk.qtbot, walk.window, ImportDialog)
    walk.settle()
    assert screen.findChild(ListTable).lines_model.rowCount() == rows + 1


def admits_two(walk: Walk) -> None:
    screen = walk.window.pages.current()
    search = screen.findChild(SearchField)
    for name in (NOMINEE, RIVAL):
        search.setFocus()
        search.clear()
        type_text(search, name.split()[-1])
        walk.settle()
        assert screen.findChild(ListTable).lines_model.rowCount() == 1
        assert screen.panel.detail.row.nominee == name
        panel = screen.panel
        for _n in range(8):
            if "Отговор…" not in windows.buttons(panel):
                break
            with walk.told("", "Потвърдено от вносителя по телефона на 13.05.2026 г."):
                walk.press(panel, "Отговор…")
            walk.settle()
        assert not [f.sentence for f in panel.detail.findings if f.open]
        walk.press(panel, "Допусни")
        walk.settle()
        assert panel.chip.text() == "Допуснато"
    search.clear()
    walk.settle()


def appoints_the_commission(walk: Walk) -> None:
    screen = walk.tab("sessions")
    chosen = screen.chosen
    assert chosen is not None
    assert chosen[0].rule.code == "arts"
    walk.press(screen, "Състав…")
    seats = walk.dialog(CompositionDialog)
    names = (
        "Ирена Кънева", "Станимир Делибалтов", "Лилия Пройкова", "Румен Карабашев",
        "Боряна Милкова", "Цветелин Арсов", "Нели Шопова", "Филип Ганчовски", "Весела Мандрова",
    )  # fmt: skip
    empty = say(seats)
    for seat, name in zip(
        (s for s in seats._seats if not getattr(s, "extra", False)), names, strict=False
    ):
        type_text(seat.name, name)
        type_text(seat.position, "член")
        type_text(seat.naming, "писмо № 61/20.04.2026 г.")
    chair = next(seat for seat in seats._seats if seat.name.text() == "Станимир Делибалтов")
    walk.qtbot.mouseClick(chair.chair, Qt.MouseButton.LeftButton, pos=chair.chair.rect().center())
    chair.chair.setChecked(True)
    fill(seats, "Заповед №", "РД-01-1422")
    fill(seats, "Дата на заповедта", "29.4.26")
    fill(seats, "Секретар без право на глас", "Даниела Вътева")
    walk.settle()
    assert say(seats) != empty
    walk.press(seats, "Запиши състава")
    walk.settle()
    gone(walk.qtbot, walk.window, CompositionDialog)
    assert screen.composition.members.lines_model.rowCount() == len(names)
    assert "РД-01-1422" in screen.composition.order.text()


def plans_the_session(walk: Walk) -> None:
    screen = walk.window.pages.current()
    walk.press(screen, "Насрочи заседание…")
    plan = walk.dialog(PlanDialog)
    fill(plan, "Дата на заседанието", "днес")
    fill(plan, "Час", "14.00")
    fill(plan, "Място", "зала „Малка“")
    walk.press(plan, "Запиши")
    assert "номера на протокола" in say(plan)
    fill(plan, "Номер на протокола", "1")
    fill(plan, "Преброители", "Цветелин Арсов, Весела Мандрова")
    walk.press(plan, "Запиши")
    walk.settle()
    assert "протокол № 1 · насрочено" in screen.session.head.text()


def opens_it_once_everybody_declared(walk: Walk) -> None:
    screen = walk.window.pages.current()
    walk.press(screen, "Присъствие и декларации…")
    there = walk.dialog(AttendanceDialog)
    for line in there.lines:
        line.present.setChecked(True)
    walk.press(there, "Запиши присъствието")
    walk.settle()
    gone(walk.qtbot, walk.window, AttendanceDialog)
    walk.press(screen, "Открий заседанието")
    walk.settle()
    assert "не може да бъде открито" in screen.message.text.text()
    assert "деклараци" in screen.message.text.text()
    walk.press(screen, "Присъствие и декларации…")
    there = walk.dialog(AttendanceDialog)
    walk.press(there, "Всички присъстват с декларации")
    walk.settle()
    declares(walk, there, "Нели Шопова", NOMINEE)
    walk.press(there, "Запиши присъствието")
    walk.settle()
    gone(walk.qtbot, walk.window, AttendanceDialog)
    assert screen.quorum.text() == "с право на глас 8 от 9"
    walk.press(screen, "Открий заседанието")
    walk.settle()
    assert "открито" in screen.session.head.text(), say(screen)


def declares(walk: Walk, there: AttendanceDialog, who: str, nominee: str) -> None:
    """The member declares an official relation with the nominee."""
    (line,) = (one for one in there.lines if who in one.present.accessibleName())
    windows.click(walk.qtbot, line.relations)
    panel = there.declaration
    panel.whom.setCurrentIndex(panel.whom.findText(f"{nominee} – предложен"))
    panel.kind.setCurrentIndex(panel.kind.findText("служебни взаимоотношения"))
    type_text(panel.text, "работят в едно училище")
    walk.press(there, "Добави връзката")


def counts_the_first_section(walk: Walk) -> None:
    screen = walk.window.pages.current()
    tile = next(one for one in windows.buttons(screen) if one.startswith("1.1 Литература"))
    walk.press(screen, tile)
    panel = screen.session.slot_panel
    assert not panel.count.seal.isEnabled()
    assert "по-малко от действителните" in say(panel)
    spin(panel, f"Гласове за {NOMINEE}", 9)
    assert "има 9 гласа" in say(panel)
    spin(panel, f"Гласове за {NOMINEE}", 7)
    spin(panel, f"Гласове за {RIVAL}", 5)
    while panel.place.step.number == 1:
        seal(walk, panel)
    spin(panel, f"Гласове за {NOMINEE}", 5)
    spin(panel, f"Гласове за {RIVAL}", 2)
    spin(panel, "Бели", 1)
    assert "не правят 8" in say(panel)
    spin(panel, "Действителни", 7)
    seal(walk, panel)
    assert f"Носител: {NOMINEE}" in say(panel)
    with walk.told("Мотив", MOTIVE):
        walk.press(panel, "Мотив за носителя…")
    walk.settle()
    assert MOTIVE in say(panel)


def seal(walk: Walk, panel: Any) -> None:
    """Both tellers hand in what is typed; equal counts seal the round."""
    assert "не се променя" in "\n".join(both_hand_in(walk.qtbot, walk.window, panel))


def settles_the_other_sections(walk: Walk) -> None:
    screen = walk.window.pages.current()
    panel = screen.session.slot_panel
    for slot in screen.chosen[1].slots[1:]:
        screen.session._choose_slot(slot.slot.code)
        walk.settle()
        with walk.told("Неприсъдена", "Няма допуснати предложения в раздела."):
            walk.press(panel, "Неприсъдена…")
        walk.settle()
    assert "всички раздели са решени" in say(screen)


def closes_and_reads_the_minutes(walk: Walk) -> None:
    screen = walk.window.pages.current()
    with walk.confirmed("Приключи заседанието"):
        walk.press(screen, "Приключи заседанието…")
    walk.settle()
    paper = walk.dialog(PdfDialog)
    text = pdf_text(paper.view.pdf)
    for name in (NOMINEE, RIVAL, "Станимир Делибалтов", "РД-01-1422"):
        assert name in text
    assert "Брегът на тишината" in text
    assert "не се присъжда" in text or "неприсъдена" in text
    walk.press(paper, "Затвори")
    walk.settle()
    assert "приключило" in screen.session.head.text()


def enters_the_laureate(walk: Walk) -> None:
    screen = walk.window.pages.current()
    walk.press(screen, "Впиши носителите в книгата")
    walk.settle()
    assert "Вписан е 1 носител." in say(screen)
    assert "вписано в книгата" in say(screen)
    walk.press(screen, "Към книгата")
    walk.settle()
    book = walk.window.pages.current()
    assert book.id == "books"
    assert NOMINEE in say(book)
    assert book.list.table.lines_model.rowCount() == 1


def prints_the_diploma(walk: Walk) -> None:
    book = walk.window.pages.current()
    view = next(one for one in book.findChildren(PdfView))
    walk.qtbot.waitUntil(lambda: bool(view.pdf), timeout=windows.PATIENCE)
    assert NOMINEE in pdf_text(view.pdf)
    fonts = embedded_fonts(view.pdf)
    assert fonts
    assert all(fonts.values()), fonts


def everything_is_on_disk(folder: Path) -> None:
    made = sorted((folder / "backups").glob(f"*{backup.SUFFIX}"))
    assert made
    state = backup.check(made[-1]).state
    assert state is not None
    assert state.total > 0
    options = app.Options(data_dir=folder, clock=FixedClock(NOW), actor=windows.ACTOR)
    services = app.open_services(options)
    try:
        report = services.books.verify()
        assert report.intact, report
        lines, broken = services.store.verify_audit()
        assert broken is None
        assert lines > 10
        latest = services.backups.latest()
        assert latest is not None
        assert latest.ok
        (row,) = services.books.rows("NR")
        assert NOMINEE in str(row)
        states = {one.nominee: one.state for one in services.nominations.rows()}
        assert states[NOMINEE] is State.AWARDED
        assert states[RIVAL] is State.NOT_AWARDED
    finally:
        services.store.close()
        _close_log()


def pdf_text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def embedded_fonts(pdf: bytes) -> dict[str, bool]:
    """Every font of the document and whether its file is inside."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            one = font.get_object()
            inner = one["/DescendantFonts"][0].get_object() if "/DescendantFonts" in one else one
            descriptor = inner.get("/FontDescriptor")
            inside = descriptor is not None and any(
                key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
            found[str(one["/BaseFont"])] = inside
    return found
