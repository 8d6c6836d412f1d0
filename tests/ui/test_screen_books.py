"""The tab „Книги“ in the real window."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.books.dialogs import CorrectionDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, press, say, texts

MAY = datetime(2026, 5, 24, 11, 0, tzinfo=SOFIA)
ACT = Act("minutes", "2", date(2026, 5, 18), "Протокол № 2/18.05.2026 г. на комисията")


def laureate(given: str, family: str) -> LaureateInput:
    return LaureateInput(
        2026,
        given=given,
        middle="Илиева",
        family=family,
        area="Изкуство и култура",
        section="Литература",
        motive="за романа „Брегове“",
        act=ACT,
    )


def fill(folder, *, broken: bool = False) -> None:
    folder.mkdir(exist_ok=True)
    with services(folder, MAY) as s:
        s.books.import_book(
            actor=ACTOR,
            award="NR",
            source=s.books.read_import(award="NR", source=table(folder / "стара.csv")),
        )
        s.books.enter(
            actor=ACTOR,
            award="NR",
            laureates=[laureate("Вера", "Стамова"), laureate("Ния", "Ганева")],
        )
        if broken:
            with s.store.read() as session:
                session.execute(text("DROP TRIGGER book_entry_no_update"))
                session.execute(
                    text(
                        "UPDATE book_entry SET payload = replace(payload, 'Ганева', 'Гънева') "
                        "WHERE seq = 6"
                    )
                )
                session.commit()


def table(path, rows=("1999;Страхил Попниколов;Музика", "2001;Калина Драгнева;Театър")):
    path.write_text("\n".join(("Година;Носител;Раздел", *rows)), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def window(qtbot, folder):
    with windows.opened(qtbot, folder, MAY) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        yield made


@pytest.fixture
def screen(window):
    return window.pages.current()


def shown_rows(screen) -> list[str]:
    return [line.texts[2] for line in screen.list.table.lines_model.lines]


def choose(qtbot, window, screen, name: str) -> None:
    row = shown_rows(screen).index(name)
    screen.list.table.selectRow(row)
    windows.settle(qtbot, window)


def history(screen) -> str:
    return say(screen.card)


def test_book_opens_with_its_newest_laureate_and_a_whole_chain(screen):
    assert shown_rows(screen)[0] == "Ния Илиева Ганева"
    assert screen.choice.chain.text() == "4 носители · веригата е цяла"
    assert screen.card.name.text() == "Ния Илиева Ганева"
    said = texts(screen.card)
    assert "№ 4 · 24.05.2026\u00a0г." in said
    assert ACT.text in said
    assert "статуетка, диплом" in said
    assert screen.diplomas.text() == "Дипломи за 2026 (2)"


@pytest.mark.requirement("R-5-0.8")
def test_correction_keeps_the_old_value_beside_the_new(qtbot, window, screen):
    press(qtbot, screen, "Поправка…")
    dialog = windows.dialog(qtbot, window, CorrectionDialog)
    windows.fill(dialog, "Поле за поправка", "Фамилия")
    assert not dialog.do.isEnabled()
    windows.fill(dialog, "Вярна стойност", "Ганчева")
    windows.fill(dialog, "Причина", "Сгрешена буква при вписване")
    assert "„Ганева“ → „Ганчева“" in dialog.hint.text()
    press(qtbot, dialog, "Впиши поправката")
    windows.gone(qtbot, window, CorrectionDialog)
    windows.settle(qtbot, window)
    assert screen.card.name.text() == "Ния Илиева Ганчева"
    assert "Фамилия: „Ганева“ → „Ганчева“" in history(screen)
    assert "Сгрешена буква при вписване" in history(screen)
    assert screen.list.table.lines_model.lines[0].texts[4] == "поправка"
    assert screen.choice.chain.text() == "4 носители · веригата е цяла"


def test_refused_correction_keeps_what_was_typed(qtbot, window, screen):
    press(qtbot, screen, "Поправка…")
    dialog = windows.dialog(qtbot, window, CorrectionDialog)
    windows.fill(dialog, "Поле за поправка", "Година")
    windows.fill(dialog, "Вярна стойност", "2044")
    windows.fill(dialog, "Причина", "Проба на бъдеща година")
    press(qtbot, dialog, "Впиши поправката")
    windows.settle(qtbot, window)
    assert dialog.isVisible()
    assert dialog.message.isVisible()
    assert dialog.new_text.toPlainText() == "2044"
    assert dialog.do.isEnabled()
    dialog.done(0)


def test_note_is_added_to_the_history(qtbot, window, screen):
    press(qtbot, screen, "Бележка…")
    dialog = windows.dialog(qtbot, window, TextDialog)
    type_text(dialog.field, "Връчена на сина ѝ")
    press(qtbot, dialog, "Впиши бележката")
    windows.settle(qtbot, window)
    assert "бележка: Връчена на сина ѝ" in history(screen)


def test_refused_note_is_offered_again(qtbot, window, screen):
    press(qtbot, screen, "Бележка…")
    dialog = windows.dialog(qtbot, window, TextDialog)
    type_text(dialog.field, "ЕГН 0000000000")
    press(qtbot, dialog, "Впиши бележката")
    windows.settle(qtbot, window)
    again = windows.dialog(qtbot, window, TextDialog)
    assert again.text() == "ЕГН 0000000000"
    assert "прилича на ЕГН" in windows.say(window)
    again.done(0)


def test_hand_over_is_recorded_for_the_whole_year(qtbot, window, screen):
    press(qtbot, screen, "Връчване…")
    dialog = windows.dialog(qtbot, window, HandOverDialog)
    windows.fill(dialog, "Дата", "25.05.2026")
    assert not dialog.do.isEnabled()  # the day is not there yet
    windows.fill(dialog, "Дата", "23.05.2026")
    windows.fill(dialog, "Място", "Доходно здание")
    dialog.everyone.setChecked(True)
    press(qtbot, dialog, "Впиши връчването")
    windows.gone(qtbot, window, HandOverDialog)
    windows.settle(qtbot, window)
    for name in ("Ния Илиева Ганева", "Вера Илиева Стамова"):
        choose(qtbot, window, screen, name)
        expected = "23.05.2026\u00a0г. от Кмета на Община Русе, Доходно здание"
        assert expected in texts(screen.card)


def test_list_filters_as_one_types(qtbot, window, screen):
    type_text(screen.list.search, "драгн")
    windows.settle(qtbot, window)
    assert shown_rows(screen) == ["Калина Драгнева"]
    assert screen.card.name.text() == "Калина Драгнева"
    type_text(screen.list.search, "щ")
    windows.settle(qtbot, window)
    assert shown_rows(screen) == []
    assert "Няма такъв носител" in texts(screen.list)
    qtbot.keyClick(screen.list.search, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    assert len(shown_rows(screen)) == 4


def test_year_narrows_the_list_and_the_diplomas(qtbot, window, screen):
    windows.fill(screen, "Година", "2001 г.")
    windows.settle(qtbot, window)
    assert shown_rows(screen) == ["Калина Драгнева"]
    assert screen.diplomas.text() == "Дипломи за 2001 (1)"


def test_diploma_is_previewed_in_the_layout_chosen(qtbot, window, screen):
    qtbot.waitUntil(lambda: screen.preview.ready, timeout=windows.PATIENCE)
    portrait = screen.preview.view.pdf
    assert portrait.startswith(b"%PDF")
    windows.fill(screen, "Макет на диплома", "Диплом A4, водоравно")
    qtbot.waitUntil(lambda: screen.preview.view.pdf != portrait, timeout=windows.PATIENCE)
    assert window.settings.value("books/layout") == "landscape-A4-full"


def test_historic_entry_without_act_explains_why_there_is_no_diploma(qtbot, window, screen):
    choose(qtbot, window, screen, "Калина Драгнева")
    assert not screen.preview.ready
    assert not screen.preview.print_button.isEnabled()
    assert "Няма диплом за този запис" in texts(screen.preview)
    assert "няма данни за акта" in texts(screen.card)


def test_diplomas_of_the_year_are_made_as_one_document(qtbot, window, screen):
    press(qtbot, screen, "Дипломи за 2026 (2)")
    windows.settle(qtbot, window)
    dialog = windows.dialog(qtbot, window, PdfDialog)
    assert dialog.windowTitle() == "Дипломи за 2026 г."
    assert dialog.view.pdf.startswith(b"%PDF")
    dialog.accept()


def test_broken_chain_is_named_in_red(qtbot, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(
        "ruse_desktop.ui.main_window.farewell", lambda _w, error: told.append(error)
    )
    fill(tmp_path / "data", broken=True)
    with windows.opened(qtbot, tmp_path / "data", MAY) as window:
        window.pages.show_screen("books")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert screen.choice.chain.text() == "веригата е прекъсната при запис 6"
        assert screen.message.isVisible()
        assert "запис 6" in screen.message.text.text()
    assert "Не пишете повече в нея" in told[0].advice


def test_record_found_elsewhere_is_shown_whatever_was_filtered(qtbot, window, screen, folder):
    type_text(screen.list.search, "драгнева")
    windows.settle(qtbot, window)
    found = screen.list.rows
    assert len(found) == 1
    window.pages.show_screen("today")
    window.pages.open_record("laureate", 4)
    windows.settle(qtbot, window)
    assert window.pages.current() is screen
    assert screen.list.search.text() == ""
    assert screen.card.name.text() == "Ния Илиева Ганева"
    assert screen.list.table.current_key() == screen._opened.entry.row.id


def test_everything_that_takes_the_focus_has_a_name(screen):
    assert windows.nameless(screen) == []


def test_work_begins_in_the_list_and_f2_corrects(qtbot, window, screen):
    assert QApplication.focusWidget() is screen.list.table
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Return)
    dialog = windows.dialog(qtbot, window, CorrectionDialog)
    dialog.done(0)


def test_empty_book_says_what_comes_first(qtbot, tmp_path):
    (tmp_path / "data").mkdir()
    with windows.opened(qtbot, tmp_path / "data", MAY) as window:
        window.pages.show_screen("books")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert "Тук още няма вписани носители" in texts(screen.list)
        assert not screen.diplomas.isEnabled()
        assert "Няма избран носител" in texts(screen.preview)
