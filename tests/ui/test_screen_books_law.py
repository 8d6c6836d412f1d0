"""Handing over and taking away in the tab „Книги“: what the ordinance allows, refused and passed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from ruse_desktop.ui.screens.books.revocation import RevocationDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, press, say, texts

NOW = datetime(2027, 12, 10, 10, 0, tzinfo=SOFIA)
ACTS = {
    "PG": Act("decision", "310", date(2027, 4, 15), "Решение № 310/15.04.2027 г."),
    "NR21": Act("order", "РД-1", date(2027, 10, 4), "Заповед № РД-1/04.10.2027 г."),
    "SG": Act("order", "РД-2", date(2027, 11, 22), "Заповед № РД-2/22.11.2027 г."),
    "NR": Act("minutes", "2", date(2027, 5, 18), "Протокол № 2/18.05.2027 г."),
}
WHY = "председателят отсъства поради болест, без определен заместник"


@pytest.fixture
def window(qtbot, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        for award in s.law.at(NOW.date()).awards:
            if award.code in ACTS and award.book is not None and award.book.proposed:
                s.books.open_book(
                    actor=ACTOR, award=award.code, reason="води се по решение на дирекцията"
                )
        for code, act in ACTS.items():
            one = LaureateInput(2027, given="Стоил", middle="Вълков", family="Радулов", act=act)
            s.books.enter(actor=ACTOR, award=code, laureates=[one])
    with windows.opened(qtbot, folder, NOW) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        yield made


def opened(qtbot, window, code: str):
    """The screen with the only entry of the award's book."""
    screen = window.pages.current()
    screen.choice.go_to(code, None)
    screen._ask_rows()
    windows.settle(qtbot, window)
    assert screen.card.name.text() == "Стоил Вълков Радулов"
    return screen


def hand_over(qtbot, window, code: str) -> HandOverDialog:
    opened(qtbot, window, code)
    window.pages.current().context.actions.run("books.hand-over")
    return windows.dialog(qtbot, window, HandOverDialog)


def revoke(qtbot, window, code: str) -> RevocationDialog:
    opened(qtbot, window, code)
    window.pages.current().context.actions.run("books.revoke")
    return windows.dialog(qtbot, window, RevocationDialog)


def fill(dialog: QDialog, name: str, text: str) -> None:
    """Type into a field; the findings beneath follow with the next event."""
    windows.fill(dialog, name, text)
    QApplication.processEvents()


def present(dialog: HandOverDialog, who: str) -> None:
    line = dialog.presenter.lineEdit()
    line.selectAll()
    type_text(line, who)
    QApplication.processEvents()


def settled(qtbot, window, kind) -> str:
    """What the card says once the dialog has written."""
    windows.gone(qtbot, window, kind)
    windows.settle(qtbot, window)
    return say(window.pages.current().card).replace("\u00a0", " ")


@pytest.mark.requirement("R-29-1.2")
def test_mayor_may_not_hand_over_the_title_without_an_override(qtbot, window):
    dialog = hand_over(qtbot, window, "PG")
    assert QApplication.focusWidget() is dialog.day
    assert dialog.day.text() == "05.05.2027"
    assert dialog.presenter.currentText() == "Председателят на Общинския съвет"
    assert dialog.do.isEnabled()
    present(dialog, "Кметът на Община Русе")
    assert not dialog.do.isEnabled()
    assert "Посоченият не може да връчи отличието" in texts(dialog)
    assert "чл. 29, ал. 1" in windows.buttons(dialog)
    press(qtbot, dialog, "Преодоляване…")
    passing = windows.dialog(qtbot, window, OverrideDialog)
    fill(passing, "Защо правилото не се прилага", WHY)
    fill(passing, "Документ", "Заповед № 41/03.05.2027 г.")
    press(qtbot, passing, "Впиши отклонението")
    press(qtbot, dialog, "Впиши връчването")
    card = settled(qtbot, window, HandOverDialog)
    assert "05.05.2027 г. от Кмета на Община Русе" in card
    assert "Отклонение № 1/2027 от чл. 29, ал. 1" in card
    assert WHY in card


def test_override_falls_with_the_presenter_it_was_written_for(qtbot, window):
    dialog = hand_over(qtbot, window, "PG")
    present(dialog, "Кметът на Община Русе")
    press(qtbot, dialog, "Преодоляване…")
    passing = windows.dialog(qtbot, window, OverrideDialog)
    fill(passing, "Защо правилото не се прилага", WHY)
    fill(passing, "Документ", "Заповед № 41/03.05.2027 г.")
    press(qtbot, passing, "Впиши отклонението")
    assert dialog.do.isEnabled()
    present(dialog, "Областният управител")
    assert not dialog.do.isEnabled()
    dialog.done(0)


def test_title_on_another_solemn_occasion(qtbot, window):
    dialog = hand_over(qtbot, window, "PG")
    fill(dialog, "Дата", "17.05.2027")
    assert "Връчването е след навечерието" in texts(dialog)
    fill(dialog, "Друг тържествен повод", "100 години от основаването на библиотеката")
    fill(dialog, "Място", "Зала „Европа“")
    assert "чл. 29, ал. 2" in windows.buttons(dialog)
    press(qtbot, dialog, "Впиши връчването")
    card = settled(qtbot, window, HandOverDialog)
    assert "Зала „Европа“; по повод: 100 години от основаването" in card


@pytest.mark.requirement("R-52-0.2")
def test_authorised_person_presents_with_the_number_of_the_order(qtbot, window):
    dialog = hand_over(qtbot, window, "NR21")
    assert not dialog.order_no.isVisible()
    present(dialog, "Заместник-кметът инж. Ива Петкова")
    assert "Упълномощаването няма заповед" in texts(dialog)
    fill(dialog, "Заповед за упълномощаване №", "1200")
    assert not dialog.do.isEnabled()
    fill(dialog, "Дата на заповедта", "27.10.2027")
    press(qtbot, dialog, "Впиши връчването")
    card = settled(qtbot, window, HandOverDialog)
    assert "Ива Петкова, упълномощен(а) със заповед № 1200/27.10.2027" in card


@pytest.mark.requirement("R-74-0.1")
def test_student_of_the_year_is_announced(qtbot, window):
    dialog = hand_over(qtbot, window, "SG")
    assert dialog.windowTitle() == "Обявяване"
    assert dialog.day.text() == "07.12.2027"
    present(dialog, "Заместник-кметът")
    assert "Посоченият не може да обяви наградата" in texts(dialog)
    present(dialog, "Кметът на Община Русе")
    press(qtbot, dialog, "Впиши обявяването")
    card = settled(qtbot, window, HandOverDialog)
    assert "Обявена" in card
    assert "обявяване: 07.12.2027" in card


def test_day_too_early_asks_for_a_reason_that_stays_in_the_history(qtbot, window):
    dialog = hand_over(qtbot, window, "NR")
    fill(dialog, "Дата", "10.05.2027")
    assert not dialog.do.isEnabled()
    press(qtbot, dialog, "Отговор…")
    reason = windows.dialog(qtbot, window, TextDialog)
    type_text(reason.field, "концертът беше изтеглен заради ремонт на залата")
    press(qtbot, reason, "Запиши причината")
    press(qtbot, dialog, "Впиши връчването")
    card = settled(qtbot, window, HandOverDialog)
    assert "(чл. 46): концертът беше изтеглен заради ремонт на залата" in card


def statement(dialog: RevocationDialog) -> None:
    dialog.ground.setCurrentIndex(3)
    fill(dialog, "Заявление вх. №", "30-19")
    fill(dialog, "Дата на заявлението", "28.04.2027")
    fill(dialog, "По искане на", "Удостоения")
    fill(dialog, "Решение №", "345")
    fill(dialog, "Дата на акта", "20.05.2027")
    fill(dialog, "Протокол №", "12")


def votes(dialog: RevocationDialog, *numbers: int) -> None:
    names = ("Присъстващи", "Гласове „за“", "Гласове „против“", "Въздържали се")
    for name, number in zip(names, numbers, strict=True):
        fill(dialog, name, str(number))


@pytest.mark.requirement("R-29a-2.1")
@pytest.mark.requirement("R-29a-1.1")
@pytest.mark.requirement("R-29a-3.1")
@pytest.mark.requirement("R-29a-0.5")
def test_title_is_taken_away_by_23_of_45_votes_and_not_by_22(qtbot, window):
    dialog = revoke(qtbot, window, "PG")
    assert dialog.members.text() == "51"
    statement(dialog)
    votes(dialog, 45, 22, 10, 13)
    assert "Няма мнозинство" in texts(dialog)
    assert "чл. 29а, ал. 2" in windows.buttons(dialog)
    assert "Преодоляване…" not in windows.buttons(dialog)
    assert not dialog.do.isEnabled()
    votes(dialog, 45, 23, 10, 12)
    assert "21.06.2027" in dialog.hint.text()
    press(qtbot, dialog, "Впиши отнемането")
    card = settled(qtbot, window, RevocationDialog)
    screen = window.pages.current()
    assert screen.card.state.text() == "отнето"
    assert "отнемане с Решение № 345/20.05.2027 г. по протокол № 12" in card
    assert "за връщане до 21.06.2027 г.: удостоверение и отличителен знак" in card
    assert "За връщане до" in texts(screen.card)
    assert "Удостоения" in texts(screen.card)
    assert "30-19" not in card  # what proves the ground is not for the book
    assert screen.card.name.text() == "Стоил Вълков Радулов"


@pytest.mark.requirement("R-29a-1.4")
def test_wish_of_the_person_needs_the_written_statement(qtbot, window):
    dialog = revoke(qtbot, window, "PG")
    assert "Посочете основание за отнемане" in texts(dialog)
    statement(dialog)
    votes(dialog, 45, 30, 10, 5)
    fill(dialog, "Заявление вх. №", "")
    assert "Няма писмено заявление" in texts(dialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Заявление вх. №", "30-19")
    assert dialog.do.isEnabled()
    dialog.done(0)


@pytest.mark.requirement("R-29a-1.2")
def test_sentence_before_the_award_is_no_ground(qtbot, window):
    dialog = revoke(qtbot, window, "PG")
    statement(dialog)
    votes(dialog, 45, 30, 10, 5)
    dialog.ground.setCurrentIndex(1)
    fill(dialog, "Присъда №", "114/2019")
    dialog.proofs.intentional.setChecked(True)
    dialog.proofs.general.setChecked(True)
    fill(dialog, "Присъдата е в сила от", "11.03.2019")
    assert "Осъждането предхожда присъждането" in texts(dialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Присъдата е в сила от", "11.05.2027")
    assert dialog.do.isEnabled()
    dialog.done(0)


@pytest.mark.requirement("R-29a-2.2")
def test_council_under_half_of_its_members_is_passed_by_a_reason(qtbot, window):
    dialog = revoke(qtbot, window, "PG")
    statement(dialog)
    votes(dialog, 25, 20, 3, 2)
    assert "Под половината от състава на Общинския съвет" in texts(dialog)
    assert not dialog.do.isEnabled()
    press(qtbot, dialog, "Отговор…")
    reason = windows.dialog(qtbot, window, TextDialog)
    type_text(reason.field, "съставът към деня е от 48 съветници")
    press(qtbot, reason, "Запиши причината")
    assert dialog.do.isEnabled()
    dialog.done(0)


def test_prize_without_a_rule_of_revocation_is_taken_away_by_any_act(qtbot, window):
    dialog = revoke(qtbot, window, "NR")
    assert "Наредбата не урежда отнемане на това отличие." in say(dialog)
    fill(dialog, "Вид на акта", "заповед")
    fill(dialog, "Акт №", "РД-77")
    fill(dialog, "Дата на акта", "01.07.2027")
    assert not dialog.do.isEnabled()
    fill(dialog, "Причина", "установено е чуждо авторство")
    press(qtbot, dialog, "Впиши отнемането")
    card = settled(qtbot, window, RevocationDialog)
    assert "отнемане с Заповед № РД-77/01.07.2027" in card
    assert window.pages.current().card.state.text() == "отнето"


def test_everything_in_the_dialogs_has_a_name(qtbot, window):
    dialog = hand_over(qtbot, window, "NR21")
    present(dialog, "Заместник-кметът")
    assert windows.nameless(dialog) == []
    dialog.done(0)
    taking = revoke(qtbot, window, "PG")
    for ground in range(4):
        taking.ground.setCurrentIndex(ground)
        assert windows.nameless(taking) == []
    taking.done(0)


def test_tab_goes_through_the_fields_then_the_findings_then_the_button(qtbot, window):
    dialog = hand_over(qtbot, window, "PG")
    present(dialog, "Кметът на Община Русе")
    dialog.day.setFocus()
    passed = []
    for _press in range(9):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        passed.append(here.accessibleName() or windows.name_of(here))
    assert passed[:3] == ["Връчва", "Друг тържествен повод", "Място"]
    overriding = "Преодоляване… Посоченият не може да връчи отличието"
    assert passed.index(overriding) < passed.index("Отказ")
    dialog.done(0)
