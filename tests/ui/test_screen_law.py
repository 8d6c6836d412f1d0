"""The ordinance in the real window: reading, searching, confirming, entering an amendment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ruse_desktop.app import load_law
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.citations import Citation
from ruse_desktop.law.listing import rules_of
from ruse_desktop.ui import start
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.law import LawScreen
from ruse_desktop.ui.screens.law.amendment import AmendmentForm
from ruse_desktop.ui.screens.law.rule_dialog import RuleDialog
from ruse_desktop.ui.screens.law.rule_form import RuleForm
from tests.ui import windows

PLACE = Citation("44", "2")
NEW_TEXT = "Предложенията се депозират до 15 май."


@pytest.fixture
def law(qtbot: Any, window: MainWindow) -> LawScreen:
    """The screen of the ordinance, opened by its key."""
    QTest.keySequence(window, QKeySequence("Ctrl+Shift+N"))
    windows.settle(qtbot, window)
    screen = window.pages.current()
    assert isinstance(screen, LawScreen)
    return screen


def wait(qtbot: Any, screen: LawScreen) -> None:
    window = screen.window()
    assert isinstance(window, MainWindow)
    windows.settle(qtbot, window)


def search(qtbot: Any, screen: LawScreen, text: str) -> None:
    screen.search.setFocus()
    windows.fill(screen, screen.search.accessibleName(), text)
    wait(qtbot, screen)


def test_screen_opens_without_a_tab_and_the_tabs_still_work(qtbot: Any, law: LawScreen):
    window = law.window()
    assert isinstance(window, MainWindow)
    assert law.editions.currentText() == "изм. с Реш. № 154/29.02.2024 г."
    assert law.state.text() == "в сила днес"
    assert "Предложенията се депозират до 10 май" in law.text.toPlainText()
    QTest.keySequence(window, QKeySequence("Ctrl+1"))
    wait(qtbot, law)
    assert window.pages.current_id == "today"


def test_rules_stand_beside_the_provision_in_plain_words(qtbot: Any, law: LawScreen):
    law.go(PLACE)
    wait(qtbot, law)
    said = windows.say(law.rules)
    assert "Краен срок за предложения: 10 май" in said
    assert "Комисия" not in said
    law.go(Citation("45"))
    wait(qtbot, law)
    assert "председател: Председателят на ПККРВ" in windows.say(law.rules)
    current = law.contents.currentItem()
    assert current
    assert current.text(0).startswith("чл. 45")


def test_caret_in_the_text_chooses_the_provision(qtbot: Any, law: LawScreen):
    law.go(Citation("44", "1"))
    law.text.setFocus()
    QTest.keyClick(law.text, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, law)
    assert law.place == PLACE
    assert "чл. 44, ал. 2" in windows.texts(law.rules)


def test_search_counts_hits_and_enter_goes_on(qtbot: Any, law: LawScreen):
    search(qtbot, law, "НЕ СЕ присъжда посмъртно")
    count, first = law.count.text(), law.place
    assert count.startswith("1 от ")
    assert law.text.extraSelections()
    if not count.endswith(" 1"):
        QTest.keyClick(law.search, Qt.Key.Key_Return)
        wait(qtbot, law)
        assert law.count.text().startswith("2 от ")
        assert law.place != first
    search(qtbot, law, "чл. 45, ал. 6")
    assert (law.place, law.count.text()) == (Citation("45", "6"), "1 от 1")
    search(qtbot, law, "няма такава дума")
    assert law.count.text() == "няма"


def test_older_edition_shows_repealed_and_what_changed(qtbot: Any, law: LawScreen):
    windows.fill(law, "Редакция", "изм. с Реш. № 412/13.12.2012 г.")
    wait(qtbot, law)
    assert law.state.text() == "само за четене"
    law.side.setCurrentWidget(law.changes)
    said = windows.say(law.changes)
    assert "Решение № 412" in said
    assert "чл. 62" in windows.buttons(law.changes)
    law.side.setCurrentWidget(law.rules)
    wait(qtbot, law)
    assert "правилата ѝ не са въведени" in windows.say(law.rules)
    windows.fill(law, "Редакция", "изм. с Реш. № 469/23.02.2017 г.")
    wait(qtbot, law)
    law.go(Citation("62"))
    assert "Чл. 62. отм." in law.text.toPlainText()
    chapter = law.contents.currentItem()
    assert chapter
    assert chapter.text(0) == "чл. 62 – отм."


def test_last_edition_shows_the_text_before_and_after(law: LawScreen):
    law.side.setCurrentWidget(law.changes)
    said = windows.texts(law.changes)
    at = said.index("Преди")
    assert said[at + 1].startswith("Сценични изкуства – индивидуална награда")
    assert said[at + 3].startswith("Сценични изкуства – 1 индивидуална и 1 колективна")


def test_head_confirms_a_provision(qtbot: Any, law: LawScreen):
    law.go(PLACE)
    wait(qtbot, law)
    windows.press(qtbot, law.rules, "Потвърждавам, че е вярно")
    wait(qtbot, law)
    assert law.place == PLACE
    assert "Потвърдено от Мария Колева на 08.05.2026\u00a0г." in windows.say(law.rules)
    assert "Потвърждавам, че е вярно" not in windows.buttons(law.rules)


def open_form(qtbot: Any, law: LawScreen) -> AmendmentForm:
    windows.press(qtbot, law, "Въведи изменение…")
    wait(qtbot, law)
    form = windows.dialog(qtbot, law.window(), AmendmentForm)
    windows.fill(form, "Решение №", "15")
    windows.fill(form, "Протокол №", "3")
    windows.fill(form, "Прието на", "29.01.2026")
    windows.fill(form, "В сила от", "1.2.26")
    windows.press(qtbot, form, "Напред")
    return form


def change_deadline(qtbot: Any, form: AmendmentForm, day: str) -> RuleDialog:
    windows.fill(form, form.changing.search.accessibleName(), "чл. 44, ал. 2")
    form.changing.show_place(PLACE)
    windows.click(qtbot, verb(form, "Промени… Срок: Краен срок"))
    dialog = windows.dialog(qtbot, form, RuleDialog)
    box = dialog.form.widget("on").findChild(QLineEdit)
    box.setText(day)
    return dialog


def test_amendment_is_entered_and_the_window_works_by_it(qtbot: Any, law: LawScreen):
    window = law.window()
    assert isinstance(window, MainWindow)
    form = open_form(qtbot, law)
    dialog = change_deadline(qtbot, form, "15")
    windows.settle(qtbot, window)
    assert "Ще стане: Краен срок за предложения: 15 май" in windows.say(dialog)
    windows.press(qtbot, dialog, "Приеми промяната")
    windows.fill(form, "Какво става с текста", "Нов текст")
    windows.field(form, "Нов текст", QPlainTextEdit).setPlainText(NEW_TEXT)
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    said = windows.say(form)
    assert "Проверено" in said
    assert NEW_TEXT in said
    assert "Сега: Краен срок за предложения: 15 май" in said
    windows.press(qtbot, form, "Въведи изменението")
    windows.gone(qtbot, window, AmendmentForm)
    wait(qtbot, law)
    assert law.editions.currentText() == "изм. с Реш. № 15/29.01.2026 г."
    assert (law.state.text(), law.place) == ("в сила днес", PLACE)
    assert "изм. с Реш. № 15/29.01.2026 г." in windows.say(window.line)
    law.side.setCurrentWidget(law.rules)
    assert "Краен срок за предложения: 15 май" in windows.say(law.rules)


def test_amendment_is_withdrawn_after_a_question(qtbot: Any, law: LawScreen, data_folder: Path):
    form = open_form(qtbot, law)
    windows.press(qtbot, change_deadline(qtbot, form, "15"), "Приеми промяната")
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    windows.press(qtbot, form, "Въведи изменението")
    windows.gone(qtbot, law.window(), AmendmentForm)
    wait(qtbot, law)
    assert (data_folder / "ordinance" / "act.toml").exists()

    def agree(dialog: QDialog) -> None:
        windows.press(qtbot, dialog, "Оттегли изменението")

    with windows.Modal(agree):
        law.context.actions.run("law.withdraw")
    wait(qtbot, law)
    assert law.editions.currentText() == "изм. с Реш. № 154/29.02.2024 г."
    assert not list((data_folder / "ordinance").rglob("*.toml"))


def test_problem_is_said_and_leads_to_its_field(qtbot: Any, law: LawScreen):
    form = open_form(qtbot, law)
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    assert "нито една промяна" in windows.say(form)
    assert not form.do.isEnabled()
    windows.press(qtbot, form, "Назад")
    windows.press(qtbot, form, "Назад")
    windows.fill(form, "В сила от", "1.1.2024")
    windows.press(qtbot, form, "Напред")
    windows.press(qtbot, change_deadline(qtbot, form, "15"), "Приеми промяната")
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    assert not form.do.isEnabled()
    windows.press(qtbot, form.summary, "Към мястото")
    assert form.decision.in_force.isVisible()
    assert form.decision.in_force.property("wrong")
    with windows.Modal(lambda dialog: windows.press(qtbot, dialog, "Затвори без запис")):
        windows.press(qtbot, form, "Отказ")


def test_wrong_value_is_said_in_the_form_of_the_rule(qtbot: Any, law: LawScreen):
    form = open_form(qtbot, law)
    dialog = change_deadline(qtbot, form, "31")
    windows.press(qtbot, dialog, "Приеми промяната")
    assert dialog.isHidden()
    dialog = change_deadline(qtbot, form, "петнайсет")
    windows.press(qtbot, dialog, "Приеми промяната")
    assert dialog.isVisible()
    assert "Поправете – Ден" in windows.say(dialog)
    assert dialog.form.widget("on").property("wrong")
    dialog.reject()
    form.draft.rules.clear()
    form.reject()


def test_new_provision_is_added_where_it_belongs(qtbot: Any, law: LawScreen):
    form = open_form(qtbot, law)
    windows.fill(form, "Място на новата разпоредба", "чл. 44, ал. 4")
    windows.press(qtbot, form, "Добави разпоредбата")
    windows.field(form, "Нов текст", QPlainTextEdit).setPlainText("Новата алинея.")
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    assert form.do.isEnabled()
    windows.press(qtbot, form, "Въведи изменението")
    windows.gone(qtbot, law.window(), AmendmentForm)
    wait(qtbot, law)
    assert law.place == Citation("44", "4")
    assert "Новата алинея." in law.text.toPlainText()


def verb(form: AmendmentForm, name: str) -> QPushButton:
    """The link of a rule by the beginning of its accessible name."""
    QApplication.processEvents()
    return next(
        one
        for one in form.changing.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith(name)
    )


def test_new_prize_is_made_by_example_and_another_is_dropped(qtbot: Any, law: LawScreen):
    form = open_form(qtbot, law)
    form.changing.show_place(Citation("43", "1", "1.3"))
    windows.click(qtbot, verb(form, "Ново по образец… Брой награди"))
    dialog = windows.dialog(qtbot, form, RuleDialog)
    windows.press(qtbot, dialog, "Приеми промяната")
    assert "вече има правило с този код" in windows.say(dialog)
    windows.fill(dialog, "Код", "1.3-c")
    windows.fill(dialog, "Вид", "колективна")
    windows.press(qtbot, dialog, "Приеми промяната")
    QApplication.processEvents()
    assert "Раздел 1.3: колективна, 1 награда." in windows.say(form.changing)
    form.changing.show_place(Citation("43", "1", "1.4"))
    windows.click(qtbot, verb(form, "Отпада Брой награди"))
    QApplication.processEvents()
    assert "отпада" in windows.texts(form.changing)
    windows.click(qtbot, verb(form, "Върни Брой награди"))
    QApplication.processEvents()
    assert "отпада" not in windows.texts(form.changing)
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    said = windows.say(form)
    assert "Преди: няма такова правило." in said
    assert "Сега: Раздел 1.3: колективна, 1 награда." in said
    assert form.do.isEnabled()
    form.draft.rules.clear()
    form.reject()


def test_opened_edition_follows_when_it_is_ticked(qtbot: Any, law: LawScreen):
    tasks = law.context.tasks
    tasks.write(
        lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"), owner=law
    )
    wait(qtbot, law)
    form = open_form(qtbot, law)
    windows.press(qtbot, change_deadline(qtbot, form, "15"), "Приеми промяната")
    windows.press(qtbot, form, "Напред")
    wait(qtbot, law)
    (box,) = form.summary.findChildren(QCheckBox)
    assert box.text().startswith("Награда „Русе“ 2026: по изм. с Реш. № 154")
    box.setChecked(True)
    windows.press(qtbot, form, "Въведи изменението")
    assert "Напишете основанието" in windows.say(form)
    windows.fill(form, "Основание за преминаването", "§ 2 от решението")
    windows.press(qtbot, form, "Въведи изменението")
    windows.gone(qtbot, law.window(), AmendmentForm)
    wait(qtbot, law)
    pinned: list[str] = []
    tasks.read(lambda s: s.editions.current.law_edition, pinned.append, owner=law)
    wait(qtbot, law)
    assert pinned == ["2026-02-01"]
    assert "открити издания по нея: 1" in law.about.text()


def test_every_focusable_thing_of_the_form_has_a_name(qtbot: Any, law: LawScreen):
    assert not windows.nameless(law)
    form = open_form(qtbot, law)
    dialog = change_deadline(qtbot, form, "15")
    assert not windows.nameless(form)
    assert not windows.nameless(dialog)
    dialog.reject()


def test_reader_may_only_look(qtbot: Any, data_folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(windows, "ACTOR", Actor("Ирина Добрева", frozenset({Role.READER})))
    with windows.opened(qtbot, data_folder) as window:
        window.pages.show_screen("law")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert isinstance(screen, LawScreen)
        assert "Потвърждавам, че е вярно" not in windows.buttons(screen.rules)
        windows.press(qtbot, screen, "Въведи изменение…")
        windows.settle(qtbot, window)
        form = windows.dialog(qtbot, window, AmendmentForm)
        assert "Изменение въвежда ръководител" in windows.say(form)
        assert form.decision.number.isReadOnly()
        windows.press(qtbot, form, "Напред")
        assert not form.changing.what.isEnabled()
        windows.press(qtbot, form, "Отказ")


def test_form_of_every_packaged_rule_reads_what_it_shows(qtbot: Any):
    start.application()
    for rule in rules_of(load_law().editions[-1]):
        form = RuleForm(rule.value)
        qtbot.addWidget(form)
        assert form.read() == rule.value
