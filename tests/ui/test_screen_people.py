"""The tab „Регистри“ in the real window: search, writing, joining and undoing, history, copy of data."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import EarlierName, OrganisationInput, PersonInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.people.editing import CardDialog
from ruse_desktop.ui.screens.people.merging import MergeDialog, PickDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, press, say, texts

MAY = datetime(2026, 5, 12, 11, 0, tzinfo=SOFIA)
LIBRARY = OrganisationInput(
    "Библиотека „Дунавски писмена“", ProposerKind.CULTURAL_INSTITUTE, areas=("arts",)
)


@pytest.fixture
def window(qtbot, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, MAY) as s:
        s.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
        s.people.save_person(
            PersonInput(
                "Искра", "Тодорова", "Вълева", gender="f", birth_year=1970,
                earlier=(EarlierName("Искра Тодорова Щерева", until=date(1995, 6, 1)),),
            ),
            actor=ACTOR,
        )  # fmt: skip
        double = s.people.save_person(
            PersonInput("Искра", "", "Вълева", settlement="Русе", employer="Музей"), actor=ACTOR
        )
        s.people.save_person(PersonInput("Пламен", "Иванов", "Кирилов"), actor=ACTOR)
        s.nominations.register(
            NominationInput(
                edition_id=1, slot="1.1", nominee_id=double.id, proposer=LIBRARY,
                motives="За книгата „Край реката“. " * 20, registry_no="30-211",
                registered_on=date(2026, 5, 7),
            ),
            actor=ACTOR,
        )  # fmt: skip
        act = Act("minutes", "2", date(2026, 5, 10), "Протокол № 2/10.05.2026 г.")
        s.books.enter(
            actor=ACTOR,
            award="NR",
            laureates=[
                LaureateInput(
                    2026, given=given, middle=middle, family=family, area="Изкуство и култура",
                    section="Литература", motive="за поезия", act=act,
                )
                for given, middle, family in (
                    ("Пламен", "Иванов", "Кирилов"), ("Няма", "Такава", "Карта"),
                )
            ],
        )  # fmt: skip
    with windows.opened(qtbot, folder, MAY) as made:
        made.pages.show_screen("people")
        windows.settle(qtbot, made)
        yield made


@pytest.fixture
def screen(window):
    return window.pages.current().section


def names(screen) -> list[str]:
    return [line.texts[0] for line in screen.list.table.lines_model.lines]


def search(qtbot, window, screen, text: str) -> None:
    screen.list.search.setFocus()
    screen.list.search.selectAll()
    type_text(screen.list.search, text)
    windows.settle(qtbot, window)


def choose(qtbot, window, screen, name: str) -> None:
    screen.list.table.selectRow(names(screen).index(name))
    windows.settle(qtbot, window)


def test_register_lists_all_cards_and_filters_them(qtbot, window, screen):
    assert names(screen) == [
        "Библиотека „Дунавски писмена“", "Искра Вълева", "Искра Тодорова Вълева",
        "Пламен Иванов Кирилов",
    ]  # fmt: skip
    windows.fill(screen, "Кои карти", "Организации")
    windows.settle(qtbot, window)
    assert names(screen) == ["Библиотека „Дунавски писмена“"]
    windows.fill(screen, "Кои карти", "Възможни дублирания")
    windows.settle(qtbot, window)
    assert names(screen) == ["Искра Вълева", "Искра Тодорова Вълева"]
    windows.fill(screen, "Кои карти", "Екипи")
    windows.settle(qtbot, window)
    assert "Тук още няма карти" in say(screen)


@pytest.mark.requirement("R-X-0.9")
def test_card_is_found_by_an_earlier_name_and_by_its_latin_spelling(qtbot, window, screen):
    for text in ("щерева", "iskra todorova"):
        search(qtbot, window, screen, text)
        assert names(screen) == ["Искра Тодорова Вълева"], text
    said = texts(screen.panel)
    assert "Iskra Todorova Valeva (по Закона за транслитерацията)" in said
    assert "Искра Тодорова Щерева (до 01.06.1995\u00a0г.)" in said
    search(qtbot, window, screen, "няма такъв")
    assert "Няма такава карта" in say(screen)
    assert not screen.panel.page.isVisible()


def test_card_is_changed_by_keyboard_and_the_old_name_is_kept(qtbot, window, screen):
    search(qtbot, window, screen, "кирилов")
    qtbot.keyClick(screen.list.search, Qt.Key.Key_Return)
    assert screen.list.table.hasFocus()
    qtbot.keyClick(screen.list.table, Qt.Key.Key_F2)
    dialog = windows.dialog(qtbot, window, CardDialog)
    assert not dialog.keep_name.isVisible()
    windows.fill(dialog, "Фамилно име", "Щърбанов")
    assert dialog.keep_name.isVisible()
    assert dialog.lines["latin"].placeholderText() == "Plamen Ivanov Shtarbanov"
    assert dialog.gender.currentText() == "мъж"
    windows.fill(dialog, "Гражданство", "румънско")
    qtbot.keyClick(dialog.lines["family"], Qt.Key.Key_Return)
    windows.gone(qtbot, window, CardDialog)
    search(qtbot, window, screen, "щърбанов")
    assert names(screen) == ["Пламен Иванов Щърбанов"]
    said = texts(screen.panel)
    assert "Пламен Иванов Кирилов" in said
    assert "румънско" in said
    assert "мъж" in said


def test_what_cannot_be_saved_is_said_and_stays_typed(qtbot, window, screen):
    windows.press(qtbot, window, "Нова карта…")
    (action,) = [one for one in screen.kinds.actions() if one.text() == "Лице"]
    screen.kinds.hide()
    action.trigger()
    dialog = windows.dialog(qtbot, window, CardDialog)
    windows.fill(dialog, "Година на раждане", "68")
    press(qtbot, dialog, "Запиши картата")
    assert "Впишете името." in say(dialog)
    assert "четири цифри" in say(dialog)
    windows.fill(dialog, "Собствено име", "Анелия")
    windows.fill(dialog, "Година на раждане", "1968")
    press(qtbot, dialog, "Добави предишно име")
    windows.fill(dialog, "Предишно име", "Анелия Станева")
    windows.fill(dialog, "Носено от", "1.1.1999")
    windows.fill(dialog, "Носено до", "1.1.1990")
    press(qtbot, dialog, "Запиши картата")
    windows.settle(qtbot, window)
    assert "преди първия" in say(dialog)
    windows.fill(dialog, "Носено до", "")
    press(qtbot, dialog, "Запиши картата")
    windows.gone(qtbot, window, CardDialog)
    windows.settle(qtbot, window)
    assert names(screen) == ["Анелия"]
    assert "Анелия Станева (от 01.01.1999\u00a0г.)" in texts(screen.panel)


@pytest.mark.requirement("R-X-0.9")
def test_double_is_joined_side_by_side_and_the_join_undone(qtbot, window, screen):
    choose(qtbot, window, screen, "Искра Тодорова Вълева")
    assert "Възможно дублиране: Искра Вълева · Русе · Музей" in texts(screen.panel)
    press(qtbot, screen.panel, "Обедини с…")
    pick = windows.dialog(qtbot, window, PickDialog)
    windows.settle(qtbot, window)
    assert [line.texts[0] for line in pick.table.lines_model.lines] == ["Искра Вълева"]
    qtbot.keyClick(pick.table, Qt.Key.Key_Return)
    dialog = windows.dialog(qtbot, window, MergeDialog)
    assert windows.nameless(dialog) == []
    assert dialog.choices() == {
        "name": "keep", "gender": "keep", "birth": "keep", "settlement": "drop", "employer": "drop",
    }  # fmt: skip
    press(qtbot, dialog, "Размени коя остава")
    assert dialog.choices()["name"] == "drop"
    press(qtbot, dialog, "Размени коя остава")
    press(qtbot, dialog, "Обедини двете карти")
    windows.gone(qtbot, window, MergeDialog)
    windows.settle(qtbot, window)
    assert names(screen) == ["Искра Тодорова Вълева"]
    said = texts(screen.panel)
    assert "Музей" in said
    assert "Обединена с картата на „Искра Вълева“ на 12.05.2026\u00a0г., Мария Колева" in said
    (line,) = screen.panel.history.lines_model.lines
    assert line.texts[:3] == ("2026", "Предложение", "Награда „Русе“")
    screen.list.table.setFocus()
    window.actions_registry.run("undo")
    windows.settle(qtbot, window)
    assert "Обединяването е отменено" in say(screen)
    assert "Искра Вълева" in names(screen)
    choose(qtbot, window, screen, "Искра Тодорова Вълева")
    assert screen.panel.history.lines_model.lines == []
    assert not screen.undo()


def test_doubles_of_different_people_are_set_apart(qtbot, window, screen):
    choose(qtbot, window, screen, "Искра Вълева")
    press(qtbot, screen.panel, "Различни са")
    windows.settle(qtbot, window)
    assert "Възможно дублиране" not in say(screen.panel)
    windows.fill(screen, "Кои карти", "Възможни дублирания")
    windows.settle(qtbot, window)
    assert "Няма възможни дублирания" in say(screen)


def test_history_opens_its_record_and_a_search_opens_the_card(qtbot, window, screen):
    choose(qtbot, window, screen, "Искра Вълева")
    qtbot.keyClick(screen.panel.history, Qt.Key.Key_Return)
    windows.settle(qtbot, window)
    assert window.pages.current_id == "nominations"
    assert window.pages.current().panel.title.text() == "Искра Вълева"
    window.pages.open_record("organisation", 1)
    windows.settle(qtbot, window)
    assert window.pages.current().section is screen
    assert screen.panel.name.text() == LIBRARY.name
    assert [line.texts[1] for line in screen.panel.history.lines_model.lines] == ["Вносител"]


def test_nomination_and_book_lead_to_the_card(qtbot, window, screen):
    window.pages.open_record("nomination", 1)
    windows.settle(qtbot, window)
    for action, name in (
        ("nominations.card", "Искра Вълева"), ("nominations.proposer-card", LIBRARY.name)
    ):  # fmt: skip
        window.pages.show_screen("nominations")
        windows.settle(qtbot, window)
        window.actions_registry.run(action)
        windows.settle(qtbot, window)
        assert window.pages.current().section is screen
        assert screen.panel.name.text() == name
    for laureate in (1, 2):
        window.pages.open_record("laureate", laureate)
        windows.settle(qtbot, window)
        books = window.pages.current()
        window.actions_registry.run("books.card")
        windows.settle(qtbot, window)
    assert window.pages.current() is books
    assert window.line.currentMessage() == "Този носител няма карта в регистъра."
    assert screen.panel.name.text() == "Пламен Иванов Кирилов"


@pytest.mark.requirement("R-X-0.10")
def test_copy_of_the_data_is_written_for_people_and_for_programs(qtbot, window, screen, tmp_path):
    choose(qtbot, window, screen, "Искра Вълева")
    for name in ("копие.txt", "копие.json"):
        screen.verbs.export_to(screen.opened.card, tmp_path / name)
        windows.settle(qtbot, window)
    text = (tmp_path / "копие.txt").read_text(encoding="utf-8")
    assert "Фамилно име: Вълева" in text
    assert "Вх. №: 30-211" in text
    data = json.loads((tmp_path / "копие.json").read_text(encoding="utf-8"))
    assert [one["registry"] for one in data["records"]] == ["30-211"]
    screen.verbs.export_to(screen.opened.card, tmp_path / "няма" / "копие.txt")
    windows.settle(qtbot, window)
    assert "Файлът не е записан" in say(screen)


def test_organisation_gets_a_new_name_and_keeps_the_old_one(qtbot, window, screen):
    choose(qtbot, window, screen, LIBRARY.name)
    window.actions_registry.run("people.edit")
    dialog = windows.dialog(qtbot, window, CardDialog)
    windows.fill(dialog, "Име", "Регионална библиотека")
    press(qtbot, dialog, "Запиши картата")
    windows.gone(qtbot, window, CardDialog)
    windows.settle(qtbot, window)
    search(qtbot, window, screen, "писмена")
    assert names(screen) == ["Регионална библиотека"]
    assert screen.opened.card.kind is ProposerKind.CULTURAL_INSTITUTE
    assert screen.opened.card.areas == ("arts",)


def test_everything_that_takes_the_focus_has_a_name(qtbot, window, screen):
    choose(qtbot, window, screen, "Искра Вълева")
    assert windows.nameless(screen) == []
    for kind in NomineeKind:
        screen.verbs.new(kind)
        dialog = windows.dialog(qtbot, window, CardDialog)
        assert windows.nameless(dialog) == []
        dialog.reject()
        windows.gone(qtbot, window, CardDialog)
    QApplication.processEvents()
