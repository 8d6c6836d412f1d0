"""What goes out of the tab „Книги“: the book for binding, extracts, the list for the site, figures."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import BookImport, LaureateInput
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.screens.books.anchor import AnchorDialog
from ruse_desktop.ui.screens.books.duplicate import DuplicateDialog
from ruse_desktop.ui.screens.books.extract import IssueDialog
from ruse_desktop.ui.screens.books.statistics import StatisticsDialog
from ruse_desktop.ui.screens.books.volume import ClosingDialog, VolumeDialog
from ruse_desktop.ui.screens.books.web_list import WebListDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.test_screen_books import MAY, fill
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, nameless, press, say
from tests.unit.pdf_reading import words


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "data")
    with services(tmp_path / "data", MAY) as s:
        asked = HandOverInput(date(2026, 5, 23), "Кметът на Община Русе", "Доходно здание")
        (newest,) = s.books.rows("NR", limit=1)
        s.hand_overs.record(actor=ACTOR, book="NR", seqs=[newest.seq], asked=asked)
    return tmp_path / "data"


@pytest.fixture
def window(qtbot, folder):
    with windows.opened(qtbot, folder, MAY) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        yield made


def run(qtbot, window, action, kind):
    window.actions_registry.run(action)
    dialog = windows.dialog(qtbot, window, kind)
    windows.settle(qtbot, window)
    assert nameless(dialog) == []
    return dialog


def test_whole_things_of_the_book_hang_on_one_button(window):
    made = windows.button(window.pages.current(), "Книга и справки")
    assert [item.text() for item in made.menu().actions()][:4] == [
        "Книга за печат…", "Провери лист…", "Списък за сайта…", "Справка…",
    ]  # fmt: skip


def test_book_is_shown_leaf_by_leaf_and_its_volume_closed(qtbot, window, monkeypatch, tmp_path):
    dialog = run(qtbot, window, "books.volume", VolumeDialog)
    leaves = dialog.view.count
    assert dialog.leaves.text() == f"{leaves} прономеровани листа"
    assert f"съдържа {leaves} прономеровани листа" in words(dialog.view.pdf, 1)
    target = tmp_path / "kniga.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(qtbot, dialog, "Запази PDF…")
    windows.settle(qtbot, window)
    assert target.read_bytes() == dialog.view.pdf
    assert "Книга; Цялата книга · Мария Колева" in dialog.log.text()
    press(qtbot, dialog, "Приключи том 1…")
    closing = windows.dialog(qtbot, window, ClosingDialog)
    assert closing.leaves.value() == leaves
    assert "под № 5 в том 2" in say(closing)
    press(qtbot, closing, "Приключи тома")
    windows.settle(qtbot, window)
    assert dialog.part.currentText() == "Том 1 (№ 1–4)"
    assert "Том 2 е открит" in dialog.state.text()
    assert not dialog.close_button.isEnabled()
    dialog.part.setCurrentIndex(dialog.part.findText("Избрани години"))
    windows.fill(dialog, "От година", "1990")
    windows.fill(dialog, "До година", "2000")
    windows.settle(qtbot, window)
    assert "Страхил Попниколов" in words(dialog.view.pdf, 2)
    windows.fill(dialog, "До година", "20")
    windows.settle(qtbot, window)
    assert not dialog.printing.isEnabled()


def test_sheet_is_checked_by_typing(qtbot, window, folder):
    dialog = run(qtbot, window, "books.anchor", AnchorDialog)
    view = window.pages.current().choice.view
    assert not dialog.check_button.isEnabled()
    dialog.code.setText(view.head[:24])
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    windows.settle(qtbot, window)
    assert f"записи 1–{view.entries} съвпадат с листа" in say(dialog)
    dialog.code.setText("0" * 20)
    press(qtbot, dialog, "Провери")
    windows.settle(qtbot, window)
    assert "В никоя книга няма запис" in say(dialog)


def test_certified_copy_leaves_only_under_a_number(qtbot, window):
    dialog = run(qtbot, window, "books.copy", IssueDialog)
    assert not dialog.do.isEnabled()
    assert "Впишете кой заверява преписа." in say(dialog)
    windows.fill(dialog, "Заверява (име и длъжност)", "Елена Маринова, директор")
    windows.settle(qtbot, window)
    assert not dialog.saving.isEnabled()
    press(qtbot, dialog, "Издай под номер")
    windows.settle(qtbot, window)
    assert dialog.saving.isEnabled()
    assert "№ 1/2026" in words(dialog.view.pdf, 0)
    assert [line.texts[0] for line in dialog.table.lines_model.lines] == ["1/2026"]
    windows.fill(dialog, "Кой иска", "Стоян Ганев")
    windows.settle(qtbot, window)
    assert not dialog.saving.isEnabled()
    assert "№ ……" in words(dialog.view.pdf, 0)


def test_duplicate_is_listed_at_the_entry(qtbot, window):
    dialog = run(qtbot, window, "books.duplicate", DuplicateDialog)
    assert "ДУБЛИКАТ" in words(dialog.view.pdf, 0)
    windows.fill(dialog, "Кой иска", "Стоян Ганев")
    assert not dialog.do.isEnabled()
    windows.fill(dialog, "Причина", "загубен оригинал")
    press(qtbot, dialog, "Издай под номер")
    windows.settle(qtbot, window)
    assert "ДУБЛИКАТ № 1, издаден на 24.05.2026 г." in words(dialog.view.pdf, 0)
    dialog.accept()
    said = say(window.pages.current().card)
    assert "Отпечатано и издадено" in said
    assert "Дубликат на диплом № 1; по искане на Стоян Ганев; причина: загубен оригинал" in said


def test_saved_diploma_is_in_the_log_of_its_entry(qtbot, window, monkeypatch, tmp_path):
    target = tmp_path / "diplom.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    window.pages.current().preview.save_page()
    windows.settle(qtbot, window)
    assert target.is_file()
    assert "Диплом · Мария Колева" in say(window.pages.current().card)


@pytest.mark.requirement("R-PZR2-0.1")
def test_list_for_the_site_shows_who_is_left_out_and_why(qtbot, window, tmp_path):
    dialog = run(qtbot, window, "books.web-list", WebListDialog)
    assert dialog.count.text() == "Ще се публикуват: 3 имена; не се публикуват: 1"
    first = dialog.table.lines_model.lines[0].texts
    assert (first[0], first[3]) == ("Вера Илиева Стамова", "връчването още не е вписано в книгата")
    assert not dialog.turn_button.isEnabled()
    assert "Вера" not in dialog.page.toPlainText()
    assert "Страхил Попниколов" in dialog.page.toPlainText()
    windows.fill(dialog, "Име, отличие, година или раздел", "страхил 1999")
    windows.settle(qtbot, window)
    assert [line.texts[0] for line in dialog.table.lines_model.lines] == ["Страхил Попниколов"]
    press(qtbot, dialog, "Не публикувай…")
    asked = windows.dialog(qtbot, window, TextDialog)
    asked.field.setPlainText("искане на лицето от 20.05.2026 г.")
    press(qtbot, asked, "Не публикувай")
    windows.settle(qtbot, window)
    assert "не се публикуват: 2" in dialog.count.text()
    assert "Страхил" not in dialog.page.toPlainText()
    dialog.export(tmp_path / "сайт")
    windows.settle(qtbot, window)
    assert "Версия 1 е записана: 2 имена" in say(dialog)
    assert sorted(p.suffix for p in (tmp_path / "сайт").iterdir()) == [".csv", ".html", ".json"]


def test_figures_are_pages_with_a_table_for_each_drawing(qtbot, window):
    dialog = run(qtbot, window, "books.statistics", StatisticsDialog)
    assert "4 носители към 24.05.2026 г." in words(dialog.view.pdf, 0)
    dialog.all_years.setChecked(False)
    windows.fill(dialog, "От година", "2026")
    windows.settle(qtbot, window)
    assert "2026–2026 г.: 2 носители" in words(dialog.view.pdf, 0)
    windows.fill(dialog, "До година", "2020")
    windows.settle(qtbot, window)
    assert "Периодът свършва, преди да е започнал." in say(dialog)
    assert not dialog.printing.isEnabled()


def test_log_keeps_every_kind_apart(folder):
    with services(folder, MAY) as s:
        s.printing.record(actor=ACTOR, book="NR", kind=PrintKind.ANCHOR, way="print", part="лист")
        assert [one.kind for one in s.printing.log("NR")] == [PrintKind.ANCHOR]


@pytest.mark.requirement("R-X-0.19")
def test_one_field_searches_all_books_together(qtbot, tmp_path):
    fill(tmp_path / "data")
    with services(tmp_path / "data", MAY) as s:
        old = [LaureateInput(year, name=name, historic=True) for year, name in ((1999, "Пенка Стамова"), (2011, "Искра Донева"))]  # fmt: skip
        s.books.import_book(actor=ACTOR, award="NLN", source=BookImport(tuple(old)))
    with windows.opened(qtbot, tmp_path / "data", MAY) as window:
        window.pages.show_screen("books")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        screen.choice.books.setCurrentIndex(screen.choice.books.findText("Всички книги"))
        windows.settle(qtbot, window)
        assert screen.choice.chain.text() == "6 носители · веригата е цяла"
        assert len(screen.list.rows) == 6
        type_text(screen.list.search, "стамова")
        windows.settle(qtbot, window)
        lines = screen.list.table.lines_model.lines
        assert [line.texts[2] for line in lines] == ["Вера Илиева Стамова", "Пенка Стамова"]
        assert lines[1].texts[3] == "НЛН „Елиас Канети“"
        screen.list.table.selectRow(1)
        windows.settle(qtbot, window)
        assert screen.card.name.text() == "Пенка Стамова"
        screen.list.search.clear()
        type_text(screen.list.search, "канети 2011")
        windows.settle(qtbot, window)
        assert [row.name for row in screen.list.rows.values()] == ["Искра Донева"]
        assert not window.actions_registry._records["books.import"].allowed
