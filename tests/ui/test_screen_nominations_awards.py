"""Intake of every award by keyboard alone in the real window at 1366×768: choose, open, fill, register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QWidget,
)

from ruse_desktop.domain.nominations import Merit, State
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.edition import EditionDialog
from tests.ui import windows
from tests.ui.typing import type_text

NOW = datetime(2027, 3, 15, 11, 0, tzinfo=SOFIA)
MOTIVES = "Заслугите са описани подробно в приложеното предложение. " * 9
Typed = str | list[list[str]]


@dataclass(frozen=True)
class Case:
    """What is typed, by the accessible name of the field, and what is kept of it."""

    award: str
    name: str
    proposer: dict[str, str]
    typed: dict[str, Typed]
    facts: dict[str, Any]
    copies: dict[str, int] = field(default_factory=dict)
    register_no: str = ""


PRIZES: list[list[str]] = [
    ["Национален конкурс „Утро“", "национално", "първо място", "1.2.27"],
    ["Конкурс в Гюргево", "международно", "трета награда", "3.3.27"],
]
PRIZES_KEPT = (
    {"event": "Национален конкурс „Утро“", "level": "national", "rank": "първо място", "date": "2027-02-01"},
    {"event": "Конкурс в Гюргево", "level": "international", "rank": "трета награда", "date": "2027-03-03"},
)  # fmt: skip
_PRIZE_COLUMNS = "Равнище, Място или награда, Дата"
CLUB = {"Вид на вносителя": "организация", "Вносител": "Сдружение „Пристан“"}
MAYOR = {"Вид на вносителя": "кмет", "Вносител": "Драгомир Вълчанов"}
OCCASION: dict[str, Typed] = {
    "Вид на повода": "значим юбилей",
    "Повод": "сто години от първото представление",
    "Дата на повода": "20.4.27",
    "Удостоява се за": "значителни заслуги към Общината",
    "По чия инициатива": "Съюз „Сцена“",
    "Мотивировка": MOTIVES,
}
OCCASION_KEPT = {
    "occasion_kind": "jubilee",
    "occasion": "сто години от първото представление",
    "occasion_on": "2027-04-20",
    "recipient_category": "municipality",
    "initiative_by": "Съюз „Сцена“",
}
GROUND = "т. 5 – високи държавни и международни отличия"

CASES = (
    Case(
        "PG",
        "Почетен гражданин",
        CLUB,
        {
            "Вид на документа": "предложение до Общинския съвет",
            GROUND: "✓",
            f"Мотиви: {GROUND}": "Носител е на държавно отличие.",
            "Държавни и международни отличия: "
            "Отличие, Връчено от, Дата, Област по т. 2, Документ": [
                ["Орден", "Президентът", "24.5.2019", "културен живот", "указ"]
            ],
            "Посмъртно": "не",
            "Проверка за осъждания": "неосъждан",
            "Видян документ": "свидетелство за съдимост",
            "Видян на": "12.3",
            "Видял": "Мария Колева",
        },
        {
            "paper": "proposal",
            "grounds": ({"ground": "5", "motive": "Носител е на държавно отличие."},),
            "distinctions": (
                {"name": "Орден", "by": "Президентът", "on": "2019-05-24", "field": "culture",
                 "document": "указ"},
            ),
            "posthumous": "no",
            "conviction": "clean",
            "conviction_doc": "certificate",
            "conviction_seen_on": "2027-03-12",
            "conviction_seen_by": "Мария Колева",
        },
        register_no="ПГ-1/2027",
    ),
    Case("PZ", "Почетен знак", MAYOR, OCCASION, OCCASION_KEPT, register_no="ПЗ-1/2027"),
    Case("PL", "Плакет „Русе“", MAYOR, OCCASION, OCCASION_KEPT, register_no="ПЛ-1/2027"),
    Case(
        "NR",
        "Награда „Русе“",
        CLUB,
        {
            "Входящ номер": "30-211",
            "Раздел": "1.1 Литература",
            "Жанр или степен": "проза",
            "Категория": "творец",
            "Изкуство и култура": "✓",
            "Заслуги: от, до, заслуга, ниво": [
                ["1.2.27", "3.2.27", "Роман „Пристан“", "национално"]
            ],
            "За цялостна дейност": "✓",
            "Мотивировка": MOTIVES,
        },
        {},
    ),
    Case(
        "NR21",
        "„Русе – 21. век“",
        CLUB,
        {
            "Ученик или студент": "ученик",
            "Учебно заведение": "Математическа гимназия",
            "Учебното заведение е на територията на Община Русе": "да",
            "Клас или курс": "XI клас",
            f"Завоювани награди: Състезание, олимпиада или конкурс, {_PRIZE_COLUMNS}": PRIZES,
            "Мотивировка": MOTIVES,
        },
        {
            "study_kind": "pupil",
            "school": "Математическа гимназия",
            "school_in_municipality": "yes",
            "class_or_year": "XI клас",
            "prizes": PRIZES_KEPT,
        },
        register_no="ХД-21В-1/2027",
    ),
    Case(
        "NLN",
        "НЛН „Елиас Канети“",
        {"Вид на вносителя": "издателство", "Вносител": "Издателство „Пясък“"},
        {
            "Раздел": "Драматургия",
            "Заглавие на творбата": "Лодка без весла",
            "Дата на премиерата": "3.10.2026",
            "Театър": "Драматичен театър",
            "За първи път в България": "да",
            "Ново издание или нова постановка на по-стара творба": "не",
            "Език": "оригинал на български език",
            "Авторство": "един автор",
            "Основание да се приеме за български автор": "пише на български",
            "В какъв вид е приложена творбата": "машинопис",
            "Копия: Формуляр": "1",
            "Копия: Предложеното литературно произведение": "6",
            "Копия: Творческа справка за кандидата": "1",
            "Копия: Снимка на автора": "1",
        },
        {
            "title": "Лодка без весла",
            "premiere_on": "2026-10-03",
            "theatre": "Драматичен театър",
            "first_in_bg": "yes",
            "second_edition": "no",
            "language_case": "original",
            "authorship": "single",
            "author_basis": "пише на български",
            "copy_form": "машинопис",
        },
        {"form": 1, "work": 6, "cv": 1, "photo": 1},
        "НЛН-1/2027",
    ),
    Case(
        "SG",
        "„Студент на годината“",
        {"Вносител": "Университет „Дунав“", "Ректор": "проф. Калин Доростолски"},
        {
            "Входящ номер": "30-400",
            "Висше училище": "Университет „Дунав“",
            "Българско висше училище": "да",
            "Форма на обучение": "редовна",
            "Специалност и курс": "Информатика, III курс",
            "Среден успех": "5,85",
            "Жител на Община Русе": "да",
            "Какво е видяно за местоживеенето": "лична карта",
            "Вносителят е ректор на висшето училище на студента": "да",
            "Научноизследователска дейност: Вид, Заглавие, Дата": [
                ["публикация", "За речните течения", "2.2.27"]
            ],
            "Мотивировка": MOTIVES,
            "Копия: Творческа автобиография на кандидата": "1",
        },
        {
            "higher_school": "Университет „Дунав“",
            "higher_school_bg": "yes",
            "study_form": "full-time",
            "specialty": "Информатика, III курс",
            "grade": "5.85",
            "resident": "yes",
            "residence_basis": "лична карта",
            "rector_of_school": "yes",
            "achievements": (
                {"kind": "publication", "title": "За речните течения", "date": "2027-02-02"},
            ),
        },
        {"autobiography": 1},
        "ХД-СГ-1/2027",
    ),
    Case(
        "MT",
        "„Млад творец“",
        CLUB,
        {
            "Дата на раждане": "6.5.2005",
            "Област на творчеството": "музика",
            f"Завоювани награди: Конкурс, състезание или преглед, {_PRIZE_COLUMNS}": PRIZES,
            "Мотивировка": MOTIVES,
        },
        {"art": "музика", "prizes": PRIZES_KEPT},
        register_no="ХД-МТ-1/2027",
    ),
    Case(
        "ZN",
        "Значка „Русе“ (чл. 17)",
        {"Вид на вносителя": "физическо лице", "Вносител": "Гено Манев"},
        {
            "изпълнение на гражданския дълг": "✓",
            "Вариант на значката": "представителна",
            "Кой е решил": "Кметът",
            "На какво основание": "заповед",
            "Мотивировка": MOTIVES,
        },
        {"grounds": ("civic",), "variant": "representative", "decided_by": "Кметът",
         "basis": "заповед"},
        register_no="ЗН-1/2027",
    ),
)  # fmt: skip


@pytest.fixture
def window(qtbot, data_folder):
    """The window in the spring of an odd year, when every award has an edition."""
    with windows.opened(qtbot, data_folder, NOW) as made:
        made.pages.show_screen("nominations")
        windows.settle(qtbot, made)
        yield made


@pytest.fixture
def ask(qtbot, window):
    def run(work):
        got: list[Any] = []
        window.tasks.write(work, got.append)
        windows.settle(qtbot, window)
        return got[0]

    return run


def focused() -> QWidget:
    """Where the keys go."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(focused(), which, modifier)


def choose(where: QComboBox, text: str) -> None:
    """Walk down a list until it says `text`."""
    QTest.keyClick(where, Qt.Key.Key_Home)
    for _step in range(where.count()):
        if where.currentText() == text:
            return
        QTest.keyClick(where, Qt.Key.Key_Down)
    offered = [where.itemText(n) for n in range(where.count())]
    raise AssertionError(f"„{text}“ не е сред {offered}")


def fill_rows(table: QTableWidget, rows: list[list[str]]) -> None:
    """Type cell by cell with Tab between them; Tab in the row that waits leaves the table."""
    key(Qt.Key.Key_F2)
    for row in rows:
        for text in row:
            editor = focused()
            if isinstance(editor, QComboBox):
                choose(editor, text)
            else:
                assert isinstance(editor, QLineEdit), type(editor)
                type_text(editor, text)
            key(Qt.Key.Key_Tab)
            QApplication.processEvents()
    assert table.isAncestorOf(focused())
    assert table.rowCount() == len(rows) + 1


def fill(where: QWidget, value: Typed) -> None:
    """Fill the field that has the focus, as its kind wants it."""
    if isinstance(where, QTableWidget):
        assert isinstance(value, list)
        fill_rows(where, value)
        return
    assert isinstance(value, str)
    if isinstance(where, QComboBox):
        choose(where, value)
    elif isinstance(where, QCheckBox):
        QTest.keyClick(where, Qt.Key.Key_Space)
        assert where.isChecked()
    elif isinstance(where, QSpinBox):
        where.selectAll()
        type_text(where, value)
    else:
        assert isinstance(where, QLineEdit | QPlainTextEdit), type(where)
        type_text(where, value)


def in_sight(form: NominationDialog, where: QWidget) -> None:
    """The field stands whole within its scrolling area, which is whole within the dialog."""
    area = next(one for one in form.findChildren(QScrollArea) if one.widget() is form.form)
    if not area.isAncestorOf(where):
        return
    seen = QRect(area.viewport().mapToGlobal(QPoint(0, 0)), area.viewport().size())
    own = QRect(where.mapToGlobal(QPoint(0, 0)), where.size())
    assert seen.left() <= own.left(), windows.name_of(where)
    assert own.right() <= seen.right(), windows.name_of(where)
    assert seen.top() <= own.top(), windows.name_of(where)
    assert own.bottom() <= seen.bottom(), windows.name_of(where)


def walk(form: NominationDialog, wanted: dict[str, Typed]) -> None:
    """Tab from field to field, filling those wanted, until the button that registers."""
    left = dict(wanted)
    for _step in range(200):
        where = focused()
        in_sight(form, where)
        name = where.accessibleName() or windows.name_of(where)
        if name in left:
            fill(where, left.pop(name))
            QApplication.processEvents()
        if isinstance(where, QPushButton) and where is form.register:
            break
        key(Qt.Key.Key_Tab)
        QApplication.processEvents()
    assert left == {}, "not reached by Tab"
    assert focused() is form.register


def open_edition(qtbot: Any, window: Any, case: Case) -> NominationDialog:
    """Ctrl+Shift+D, the award by the arrows, Enter."""
    QTest.keyClick(
        window,
        Qt.Key.Key_D,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    asking = windows.dialog(qtbot, window, EditionDialog)
    assert focused() is asking.award
    choose(asking.award, case.name)
    assert asking.year.value() == NOW.year
    assert asking.do.text() == f"Открий {case.name} {NOW.year}"
    key(Qt.Key.Key_Return)
    form = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    return form


@pytest.mark.parametrize("case", CASES, ids=[one.award for one in CASES])
def test_nomination_for_each_award_by_keyboard_alone(qtbot, window, ask, case):
    form = open_edition(qtbot, window, case)
    assert form.edition.award == case.award
    assert form.width() <= 1366
    assert form.height() <= 768
    assert focused() is form.form.ui.registryNo
    walk(
        form,
        {
            "Дата на завеждане": "15.3",
            "Собствено име": "Анелия",
            "Фамилно име": "Зорева",
            **case.proposer,
            **case.typed,
        },
    )
    windows.settle(qtbot, window)
    key(Qt.Key.Key_Space)
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    (row,) = ask(lambda s: s.nominations.rows())
    assert row.state is not State.DRAFT
    assert row.nominee == "Анелия Зорева"
    assert row.register_no == case.register_no
    detail = ask(lambda s: s.nominations.detail(row.id))
    assert detail.typed.facts == case.facts
    assert detail.typed.copies == case.copies
    assert detail.typed.slot
    if "Заслуги: от, до, заслуга, ниво" in case.typed:
        merit = Merit("Роман „Пристан“", date(2027, 2, 1), date(2027, 2, 3), "национално")
        assert detail.typed.merits == (merit,)
    assert row.proposer == case.proposer["Вносител"]
    if "Ректор" in case.proposer:
        assert detail.proposer.representative == case.proposer["Ректор"]
        assert detail.typed.proposer_kind is ProposerKind.RECTOR
        assert detail.proposer.kind is ProposerKind.UNIVERSITY, "the card is the university's"
    said = windows.say(window.pages.current().panel)
    for one in detail.said:
        assert one.name in said
        assert one.value in said
