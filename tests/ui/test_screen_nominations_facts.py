"""The award's own fields, dossier and editions on the screen: conditions, problems, drafts, choices."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QTableWidget, QWidget

from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.nominations.choosing import ChooseDialog
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.edition import EditionDialog
from tests.ui import windows

NOW = datetime(2027, 3, 15, 11, 0, tzinfo=SOFIA)
LAW = "2024-02-29"


@pytest.fixture
def window(qtbot, data_folder):
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


@pytest.fixture
def form_of(qtbot, window, ask):
    """Opens an empty form of an award's edition of 2027."""

    def make(code: str) -> NominationDialog:
        ask(lambda s: s.editions.open(code, 2027, actor=s.actor, law_edition=LAW))
        window.pages.current().intake.new(2027, code)
        made = windows.dialog(qtbot, window, NominationDialog)
        windows.settle(qtbot, window)
        return made

    return make


def names(form: NominationDialog) -> set[str]:
    """Accessible names of what stands on the form now."""
    return {one.accessibleName() for one in form.form.findChildren(QWidget) if one.isVisible()}


# which edition


def test_several_open_editions_are_chosen_among(qtbot, window, ask):
    for code in ("NR", "PG", "MT"):
        ask(lambda s, code=code: s.editions.open(code, 2027, actor=s.actor, law_edition=LAW))
    windows.press(qtbot, window.pages.current(), "Ново предложение")
    choosing = windows.dialog(qtbot, window, ChooseDialog)
    offered = [choosing.list.item(n).text() for n in range(choosing.list.count())]
    assert offered == ["Почетен гражданин 2027", "Награда „Русе“ 2027", "„Млад творец“ 2027"]
    assert not choosing.about.isEnabled()
    QTest.keyClick(choosing.list, Qt.Key.Key_Down)
    QTest.keyClick(choosing.list, Qt.Key.Key_Return)
    form = windows.dialog(qtbot, window, NominationDialog)
    assert form.edition.award == "NR"


def test_award_filtered_by_needs_no_choice(qtbot, window, ask):
    for code in ("NR", "PG"):
        ask(lambda s, code=code: s.editions.open(code, 2027, actor=s.actor, law_edition=LAW))
    screen = window.pages.current()
    windows.settle(qtbot, window)
    screen.list.award.setCurrentIndex(screen.list.award.findData("PG"))
    windows.settle(qtbot, window)
    windows.press(qtbot, screen, "Ново предложение")
    assert windows.dialog(qtbot, window, NominationDialog).edition.award == "PG"


@pytest.mark.requirement("R-49-2.2")
def test_announced_day_and_ceremony_are_asked_and_may_come_later(qtbot, window, ask):
    screen = window.pages.current()
    screen.add_other()
    asking = windows.dialog(qtbot, window, EditionDialog)
    asking.award.setCurrentIndex(asking.award.findData("NR21"))
    QApplication.processEvents()
    assert windows.field(asking, "Обявен срок за предложения").placeholderText() == (
        "обичайно 20.10.2027"
    )
    windows.fill(asking, "Връчване в навечерието на", "24 май")
    windows.fill(asking, "Обявен срок за предложения", "хх")
    windows.click(qtbot, asking.do)
    assert asking.isVisible()
    assert "„хх“ не е дата" in windows.say(asking)
    windows.fill(asking, "Обявен срок за предложения", "")
    windows.click(qtbot, asking.do)
    form = windows.dialog(qtbot, window, NominationDialog)
    assert (form.edition.award, form.edition.ceremony, dict(form.edition.announced)) == (
        "NR21", 2, {},
    )  # fmt: skip
    form.reject()
    windows.settle(qtbot, window)
    screen.add_other()
    choosing = windows.dialog(qtbot, window, ChooseDialog)
    windows.click(qtbot, choosing.about)
    asking = windows.dialog(qtbot, window, EditionDialog)
    assert not asking.award.isEnabled()
    assert windows.field(asking, "Връчване в навечерието на", QComboBox).currentText() == "24 май"
    windows.fill(asking, "Обявен срок за предложения", "30.4.27")
    windows.fill(asking, "Обявено с", "Обява № 5/01.03.2027 г.")
    windows.press(qtbot, asking, "Запиши данните")
    windows.settle(qtbot, window)
    (edition,) = ask(lambda s: s.editions.list())
    assert dict(edition.announced) == {"submission": date(2027, 4, 30)}
    assert (edition.announcement, edition.ceremony) == ("Обява № 5/01.03.2027 г.", 2)


def test_skipped_edition_is_said_by_a_person(qtbot, window, ask):
    window.pages.current().add_other()
    asking = windows.dialog(qtbot, window, EditionDialog)
    asking.award.setCurrentIndex(asking.award.findData("NLN"))
    assert asking.previous.value() == 2025
    windows.spin(asking, "Година", 2028)
    assert "тази година не е неин ред" in asking.note.text()
    windows.spin(asking, "Година", 2027)
    windows.spin(asking, "Предходно издание", 2023)
    windows.click(qtbot, asking.do)
    form = windows.dialog(qtbot, window, NominationDialog)
    assert form.edition.previous_year == 2023


# fields by the data


@pytest.mark.requirement("R-26-1.2")
def test_parts_without_use_for_the_award_are_not_shown(form_of):
    form = form_of("PG")
    there = names(form)
    for name in (
        "Раздел",
        "Жанр или степен",
        "Вид на предложения",
        "Категория",
        "За цялостна дейност",
    ):
        assert name not in there
    assert not form.form.ui.merits.isVisible()
    assert form.form.kind is NomineeKind.PERSON
    assert form.form.typed().slot == form.form.award.slots[0].code
    assert "Почетен гражданин" not in windows.say(form.form)


def test_conditions_show_and_hide_while_one_fills_in(form_of):
    form = form_of("PG")
    assert "Адресат на номинацията" not in names(form)
    windows.fill(form, "Вид на документа", "номинация до кмета или общински съветник")
    windows.fill(form, "Адресат на номинацията", "Кметът на Общината")
    assert form.form.typed().facts == {"paper": "nomination", "addressee": "Кметът на Общината"}
    windows.fill(form, "Вид на документа", "предложение до Общинския съвет")
    assert "Адресат на номинацията" not in names(form)
    assert form.form.typed().facts == {"paper": "proposal"}, "what is out of sight does not count"


def test_conditions_follow_the_section(form_of):
    form = form_of("NLN")
    assert not {"Дата на премиерата", "Дата на публикуване"} & names(form)
    windows.fill(form, "Раздел", "Драматургия")
    assert "Дата на премиерата" in names(form)
    assert "Дата на публикуване" not in names(form)
    windows.fill(form, "Раздел", "Белетристика")
    assert "Дата на премиерата" not in names(form)
    assert "Дата на публикуване" in names(form)


@pytest.mark.requirement("R-26-1.5")
@pytest.mark.parametrize("code", ["PZ", "PL"])
def test_prize_follows_the_kind_where_nothing_else_tells_prizes_apart(form_of, code):
    form = form_of(code)
    assert "Вид на наградата" not in names(form)
    assert form.form.typed().slot == "individual"
    for kind, slot in (
        ("екип", "collective"),
        ("организация", "collective"),
        ("лице", "individual"),
    ):
        windows.fill(form, "Вид на предложения", kind)
        assert form.form.typed().slot == slot
    form.form.place.show_values(replace(form.form.typed(), nominee_kind=NomineeKind.TEAM))
    assert form.form.typed().slot == "collective"


def test_each_ground_has_a_motive_of_its_own(qtbot, window, form_of):
    form = form_of("PG")
    assert "Посочете основание по чл. 26, ал. 1" in windows.say(form.beside.findings)
    ground = "т. 6 – проявен изключителен героизъм"
    assert f"Мотиви: {ground}" not in names(form)
    for name in ("т. 1 – постоянен и изключителен принос или заслуги", ground):
        windows.field(form, name, QCheckBox).click()
    QApplication.processEvents()
    windows.fill(form, f"Мотиви: {ground}", "Спаси две деца от реката.")
    assert form.form.typed().facts["grounds"] == (
        {"ground": "1", "motive": ""},
        {"ground": "6", "motive": "Спаси две деца от реката."},
    )
    windows.settle(qtbot, window)
    assert "заслуги: Мотиви" in windows.say(form.beside.findings)


def test_what_is_no_number_or_date_is_said_at_the_field(qtbot, window, form_of, ask):
    form = form_of("SG")
    windows.fill(form, "Среден успех", "отличен")
    assert "„отличен“ не е число" in windows.say(form.form)
    table = windows.field(form, "Научноизследователска дейност: Вид, Заглавие, Дата", QTableWidget)
    table.item(0, 1).setText("Статия")
    table.item(0, 2).setText("наскоро")
    assert "Ред 1: „наскоро“ не е дата." in windows.say(form.form)
    assert table.rowCount() == 2
    windows.press(qtbot, form, "Регистрирай")
    windows.settle(qtbot, window)
    assert "не е число" in form.message.text.text()
    assert ask(lambda s: s.nominations.rows()) == ()
    windows.fill(form, "Среден успех", "5,5")
    assert "не е число" not in windows.say(form.form)
    assert form.form.typed().facts["grade"] == "5.5"


def test_f1_opens_the_article_of_the_field(qtbot, window, form_of):
    form = form_of("NLN")
    windows.field(form, "Заглавие на творбата").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    windows.settle(qtbot, window)
    assert form.beside.article.isVisible()
    assert "57" in form.beside.article_title.text()


@pytest.mark.requirement("R-61-2.1")
def test_copies_are_counted_and_the_wheel_changes_nothing(qtbot, window, form_of):
    form = form_of("NLN")
    work = "Копия: Предложеното литературно произведение"
    windows.spin(form, work, 5)
    assert "липсват 2 бр." in windows.say(form.form.dossier)
    windows.spin(form, work, 7)
    assert windows.say(form.form.dossier).count("пълно") == 1
    for name in (work, "Език"):
        where = windows.field(form, name)
        where.setFocus()
        before = form.form.typed()
        spot = QPointF(where.rect().center())
        wheel = QWheelEvent(
            spot, where.mapToGlobal(spot), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(where, wheel)
        assert form.form.typed() == before
    windows.fill(form, "Допълнено на", "2.6")
    windows.settle(qtbot, window)
    assert form.form.typed().completed_on == date(2027, 6, 2)
    assert "Допълнено след срока" in windows.say(form.beside.findings)


def test_draft_with_its_own_fields_survives_a_crash(qtbot, window, data_folder, form_of, tmp_path):
    form = form_of("NLN")
    windows.fill(form, "Раздел", "Драматургия")
    windows.fill(form, "Заглавие на творбата", "Лодка без весла")
    windows.fill(form, "Дата на премиерата", "3.10.26")
    windows.spin(form, "Копия: Формуляр", 1)
    form.keep()
    windows.settle(qtbot, window)
    crashed = tmp_path / "crashed"
    shutil.copytree(data_folder, crashed)
    with windows.opened(qtbot, crashed, NOW) as after:
        after.pages.show_screen("nominations")
        windows.settle(qtbot, after)
        screen = after.pages.current()
        assert "Лодка без весла" in windows.say(screen.panel)
        assert "1 от 1 – пълно" in windows.say(screen.panel)
        windows.press(qtbot, screen.panel, "Продължи въвеждането…")
        again = windows.dialog(qtbot, after, NominationDialog)
        windows.settle(qtbot, after)
        assert windows.field(again, "Заглавие на творбата").text() == "Лодка без весла"
        assert again.form.typed().facts == {"title": "Лодка без весла", "premiere_on": "2026-10-03"}
        assert again.form.typed().copies == {"form": 1}
        again.form.facts.show_facts({"title": "Лодка без весла", "premiere_on": "2026-10-03"})
        again.reject()
        windows.settle(qtbot, after)


def test_kind_chosen_after_the_name_still_brings_the_saved_card(qtbot, window, form_of, ask):
    card = OrganisationInput("Съюз „Пристан“", kind=ProposerKind.UNION, email="a@example.bg")
    saved = ask(lambda s: s.people.save_organisation(card, actor=s.actor))
    form = form_of("ZN")
    windows.fill(form, "Вид на вносителя", "физическо лице")
    windows.fill(form, "Вносител", "Съюз „Пристан“")
    assert form.form.typed().proposer_person == "Съюз „Пристан“"
    windows.fill(form, "Вид на вносителя", "организация")
    typed = form.form.typed()
    assert (typed.proposer_id, typed.proposer_person) == (saved.id, "")
    assert (typed.proposer_kind, typed.proposer.email) == (
        ProposerKind.ORGANISATION,
        "a@example.bg",
    )


def test_facts_that_the_form_does_not_know_stay(form_of):
    form = form_of("MT")
    form.form.facts.show_facts({"art": "музика", "older": "стойност"})
    assert form.form.facts.facts() == {"art": "музика", "older": "стойност"}


@pytest.mark.parametrize("code", ["PG", "PZ", "PL", "NR", "NR21", "NLN", "SG", "MT", "ZN"])
def test_every_form_has_names_for_a_screen_reader_and_needs_no_scrolling_sideways(
    qtbot, window, form_of, code
):
    form = form_of(code)
    for entry in form.form.facts._entries:  # whatever the conditions
        for spot in entry.spots:
            entry.form.setRowVisible(spot, True)
    QApplication.processEvents()
    assert windows.nameless(form) == []
    area = form.form.parentWidget()
    assert form.form.minimumSizeHint().width() <= area.width()
