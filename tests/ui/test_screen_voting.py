"""A secret ballot on the workstation through the window: clerk, voters, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from ruse_desktop.domain.secret_box import BallotPaper, PaperOption, Way
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.screens.sessions.voting.pins import (
    ChecksDialog,
    CloseDialog,
    SlipsDialog,
    StartDialog,
)
from ruse_desktop.ui.screens.sessions.voting.sheet import BallotSheet, OptionCard
from ruse_desktop.ui.screens.sessions.voting.voter import TRIAL_CODE, VoterWindow
from ruse_desktop.ui.start import application as start_application
from tests.ui import windows
from tests.ui.test_screen_sessions import eve, eve_folder, room  # noqa: F401 - fixtures
from tests.ui.windows import Modal, button, buttons, click, dialog, fill, gone, press, say

CHAIR, SECRETARY = "482913", "771204"


@dataclass
class Vote:
    """The room with an open round, and the codes of its slips."""

    qtbot: Any
    window: Any
    screen: Any
    codes: list[str]
    controls: list[str]

    def settle(self) -> None:
        """Wait for the worker."""
        windows.settle(self.qtbot, self.window)

    def voter(self) -> VoterWindow:
        """The voter's view in sight."""
        return dialog(self.qtbot, self.window, VoterWindow)

    def type_code(self, code: str) -> None:
        """Type a code as a scanner does, with Enter."""
        page = self.voter().code_page
        page.setFocus()
        QTest.keyClicks(page, code)
        QTest.keyClick(page, Qt.Key.Key_Return)
        self.settle()

    def cast(self, code: str, name: str) -> None:
        """A whole vote with the mouse."""
        self.type_code(code)
        voter = self.voter()
        click(self.qtbot, card(voter, name))
        press(self.qtbot, voter, "Напред")
        press(self.qtbot, voter, "Пусни гласа")
        self.settle()
        press(self.qtbot, voter, "Готово")


def card(root: QWidget, name: str) -> OptionCard:
    """The card with this name."""
    return next(
        one for one in root.findChildren(OptionCard) if one.isVisible() and one.text() == name
    )


def on_worker(qtbot: Any, window: Any, work: Callable[[Any], Any]) -> Any:
    """What the services answer."""
    got: list[Any] = []
    window.tasks.read(work, got.append, owner=window)
    windows.settle(qtbot, window)
    return got[0]


def start(qtbot: Any, window: Any, screen: Any) -> None:
    """Choose „на екрана“ and set both PINs."""
    mode = next(
        one
        for one in screen.findChildren(QRadioButton)
        if one.isVisible() and one.text() == "на екрана"
    )
    mode.click()
    press(qtbot, screen, "Започни гласуване…")
    asked = dialog(qtbot, window, StartDialog)
    for name, pin in (("председателя", CHAIR), ("секретаря", SECRETARY)):
        fill(asked, f"ПИН на {name}", pin)
        fill(asked, f"ПИН на {name}, отново", pin)
    press(qtbot, asked, "Започни и подготви фишовете")
    gone(qtbot, window, StartDialog)
    windows.settle(qtbot, window)


@pytest.fixture
def prepared(qtbot, eve, room) -> Vote:  # noqa: F811 - fixtures
    """A round opened on the screen, its slips drawn and not yet handed out."""
    room.session.slot_panel.desk.may_leave = _leave  # the end of a test would wait for an answer
    start(qtbot, eve, room)
    slips = on_worker(qtbot, eve, lambda s: s._box.box.slips)
    return Vote(qtbot, eve, room, [s.code for s in slips], [s.control for s in slips])


def _leave() -> bool:
    return True


@pytest.fixture
def vote(prepared: Vote) -> Vote:
    """The real vote has begun; the voter's view is in sight."""
    with Modal(lambda shown: press(prepared.qtbot, shown, "Започни същинското гласуване")):
        press(prepared.qtbot, prepared.screen, "Започни същинското гласуване…")
    prepared.settle()
    prepared.voter()
    return prepared


def names_of(vote: Vote) -> list[str]:
    """The nominees of the round."""
    paper = on_worker(vote.qtbot, vote.window, lambda s: s._box.box.paper)
    return [option.name for option in paper.options]


def clerk_says(vote: Vote) -> str:
    """Every text on the clerk's screen, also those for a screen reader and names of objects."""
    voter = vote.voter()
    widgets = [vote.window, *vote.window.findChildren(QWidget)]
    told = []
    for one in widgets:
        if one is voter or voter.isAncestorOf(one) or not one.isVisible():
            continue
        told += [one.accessibleName(), one.objectName(), one.toolTip()]
        told += [one.text()] if isinstance(one, QLabel) else []
    return "\n".join(told)


@pytest.mark.requirement("R-45-5.3")
def test_whole_vote_from_the_choice_of_the_mode_to_the_list_of_control_numbers(vote: Vote) -> None:
    first, second, *_rest = names_of(vote)
    for n, code in enumerate(vote.codes):
        vote.cast(code, first if n % 3 else second)
    vote.voter().close()
    vote.settle()
    assert f"гласували {len(vote.codes)} от {len(vote.codes)}" in say(vote.screen)
    press(vote.qtbot, vote.screen, "Приключи гласуването…")
    asked = dialog(vote.qtbot, vote.window, CloseDialog)
    assert "раздадени" not in say(vote.screen)
    fill(asked, "Върнати неизползвани фишове", "0")
    fill(asked, "ПИН на председателя", CHAIR)
    fill(asked, "ПИН на секретаря", SECRETARY)
    press(vote.qtbot, asked, "Преброй и запечатай тура")
    shown = dialog(vote.qtbot, vote.window, ChecksDialog)
    vote.settle()
    listed = say(shown)
    assert all(number in listed for number in vote.controls)
    press(vote.qtbot, shown, "Проверено – скрий списъка")
    gone(vote.qtbot, vote.window, ChecksDialog)
    n = len(vote.codes)
    assert f"раздадени {n} · пуснати {n} · върнати 0" in say(vote.screen)
    assert not any(number in say(vote.screen).split() for number in vote.controls)


def test_clerk_sees_only_the_turnout(vote: Vote) -> None:
    first = names_of(vote)[0]
    before = clerk_says(vote)
    vote.cast(vote.codes[0], first)
    after = clerk_says(vote)
    assert after.replace("гласували 1 от", "гласували 0 от") == before
    vote.type_code(vote.codes[1])
    click(vote.qtbot, card(vote.voter(), first))
    assert clerk_says(vote) == after
    assert QApplication.clipboard().text() == ""


def test_casting_through_the_window_writes_not_a_byte(vote: Vote, data_folder: Path) -> None:
    def files() -> dict[str, bytes]:
        kept = (one for one in data_folder.rglob("*") if one.is_file())
        return {str(one): one.read_bytes() for one in kept}

    before = files()
    assert before
    vote.cast(vote.codes[0], names_of(vote)[0])
    vote.type_code(vote.codes[0])
    vote.type_code("0000000000")
    vote.cast(vote.codes[1], names_of(vote)[1])
    assert files() == before


def test_used_and_unknown_codes_are_refused_in_the_same_words(vote: Vote) -> None:
    vote.cast(vote.codes[0], names_of(vote)[0])
    said = set()
    for bad in (vote.codes[0], "0000000000"):
        vote.type_code(bad)
        page = vote.voter().code_page
        assert page.isVisible()
        said.add(page.message.text())
    assert len(said) == 1
    assert "не може да гласува" in said.pop()


def test_vote_by_keyboard_alone(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    voter = vote.voter()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert "Така ли гласувате?" in say(voter)
    assert names_of(vote)[0] in say(voter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    vote.settle()
    assert "Гласът Ви е пуснат" in say(voter)
    assert names_of(vote)[0] not in say(voter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert voter.code_page.isVisible()


def test_names_are_marked_by_touch(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    one = card(vote.voter(), names_of(vote)[1])
    finger = QTest.createTouchDevice()
    QTest.touchEvent(one, finger).press(0, one.rect().center(), one).commit()
    QTest.touchEvent(one, finger).release(0, one.rect().center(), one).commit()
    QApplication.processEvents()
    assert one.isChecked()


def test_code_by_screen_keys_and_correction(vote: Vote) -> None:
    voter = vote.voter()
    press(vote.qtbot, voter, "7")
    press(vote.qtbot, voter, "⌫")
    assert not button(voter, "Продължи").isEnabled()
    for digit in vote.codes[0]:
        press(vote.qtbot, voter, digit)
    press(vote.qtbot, voter, "Продължи")
    vote.settle()
    assert not voter.code_page.isVisible()


def test_marks_beyond_the_rule_are_not_taken(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    voter = vote.voter()
    paper = on_worker(vote.qtbot, vote.window, lambda s: s._box.box.paper)
    cards = [one for one in voter.findChildren(OptionCard) if one.isVisible()]
    assert len(cards) > paper.marks > 1
    for one in cards[: paper.marks + 1]:
        click(vote.qtbot, one)
    assert [one.isChecked() for one in cards].count(True) == paper.marks
    assert f"Може да отбележите най-много {paper.marks}" in say(voter)


def test_blank_ballot_is_asked_once_more_and_may_be_changed(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    voter = vote.voter()
    assert not button(voter, "Напред").isEnabled()
    press(vote.qtbot, voter, "Бяла бюлетина")
    assert "Бяла бюлетина" in say(voter)
    press(vote.qtbot, voter, "Върни се и промени")
    click(vote.qtbot, card(voter, names_of(vote)[1]))
    press(vote.qtbot, voter, "Напред")
    assert names_of(vote)[1] in say(voter)
    assert "Бяла бюлетина" not in say(voter)


@pytest.mark.requirement("R-45-5.3")
def test_invalid_ballot_may_be_cast_and_looks_like_the_blank_one(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    voter = vote.voter()
    blank, invalid = (button(voter, f"{kind} бюлетина") for kind in ("Бяла", "Недействителна"))
    assert (blank.height(), blank.styleSheet()) == (invalid.height(), invalid.styleSheet())
    press(vote.qtbot, voter, "Недействителна бюлетина")
    assert "Недействителна бюлетина" in say(voter)
    press(vote.qtbot, voter, "Пусни гласа")
    vote.settle()
    done = say(voter)
    press(vote.qtbot, voter, "Готово")
    vote.type_code(vote.codes[1])
    press(vote.qtbot, voter, "Бяла бюлетина")
    press(vote.qtbot, voter, "Пусни гласа")
    vote.settle()
    assert say(voter) == done


def test_slips_missing_at_the_closing_are_asked_for_a_remark(vote: Vote) -> None:
    vote.cast(vote.codes[0], names_of(vote)[0])
    vote.voter().close()
    vote.settle()
    press(vote.qtbot, vote.screen, "Приключи гласуването…")
    asked = dialog(vote.qtbot, vote.window, CloseDialog)
    left = len(vote.codes) - 1
    fill(asked, "ПИН на председателя", CHAIR)
    fill(asked, "ПИН на секретаря", SECRETARY)
    assert not asked.do.isEnabled()
    fill(asked, "Върнати неизползвани фишове", str(left - 1))
    assert f"Върнати фишове: {left - 1}, негласували: {left}" in say(asked)
    assert not asked.do.isEnabled()
    fill(asked, "Защо броят не съвпада", "един фиш е скъсан при рязането")
    assert asked.do.isEnabled()
    press(vote.qtbot, asked, "Преброй и запечатай тура")
    dialog(vote.qtbot, vote.window, ChecksDialog)
    vote.settle()
    assert f"Върнати неизползвани фишове: {left - 1}. един фиш е скъсан" in say(vote.screen)


def test_idle_voter_leaves_nothing_on_the_screen_and_his_code_good(vote: Vote) -> None:
    vote.type_code(vote.codes[0])
    voter = vote.voter()
    click(vote.qtbot, card(voter, names_of(vote)[0]))
    assert voter._idle.isActive()
    voter._idle.timeout.emit()
    assert voter.code_page.isVisible()
    assert not any(one.isVisible() for one in voter.findChildren(OptionCard))
    vote.type_code(vote.codes[0])
    assert not card(voter, names_of(vote)[0]).isChecked()


def test_trial_has_no_effect(prepared: Vote) -> None:
    press(prepared.qtbot, prepared.screen, "Пробно гласуване")
    prepared.settle()
    voter = prepared.voter()
    assert "ПРОБА" in voter.banner.text()
    prepared.type_code(prepared.codes[0])
    assert "не може да гласува" in voter.code_page.message.text()
    prepared.cast(TRIAL_CODE, "Пробен избор А")
    status = on_worker(prepared.qtbot, prepared.window, lambda s: s._box.box.cast_count)
    assert status == 0
    press(prepared.qtbot, voter, "Към секретаря")
    assert "3. Когато всички имат фиш" in say(prepared.screen)


def test_slips_are_shown_as_they_are_printed_and_cannot_be_saved(prepared: Vote) -> None:
    press(prepared.qtbot, prepared.screen, "Фишове за печат…")
    shown = dialog(prepared.qtbot, prepared.window, SlipsDialog)
    assert shown.view.pdf.startswith(b"%PDF")
    assert "Печат…" in buttons(shown)
    assert not [text for text in buttons(shown) if "Запази" in text]


def test_wrong_pins_are_told_in_the_dialog_and_nothing_is_shown(vote: Vote) -> None:
    vote.voter().close()
    vote.settle()
    press(vote.qtbot, vote.screen, "Приключи гласуването…")
    asked = dialog(vote.qtbot, vote.window, CloseDialog)
    fill(asked, "Върнати неизползвани фишове", str(len(vote.codes)))
    fill(asked, "ПИН на председателя", CHAIR)
    fill(asked, "ПИН на секретаря", "999999")
    press(vote.qtbot, asked, "Преброй и запечатай тура")
    vote.settle()
    assert "ПИН кодовете не са верни" in say(asked)
    assert asked.chair.text() == ""
    assert asked.returned.text() == str(len(vote.codes))
    assert "раздадени" not in say(vote.screen)
    asked.reject()


def test_pins_that_differ_are_not_taken(qtbot, eve, room) -> None:  # noqa: F811 - fixtures
    mode = next(one for one in room.findChildren(QRadioButton) if one.text() == "на екрана")
    mode.click()
    press(qtbot, room, "Започни гласуване…")
    asked = dialog(qtbot, eve, StartDialog)
    fill(asked, "ПИН на председателя", CHAIR)
    fill(asked, "ПИН на председателя, отново", SECRETARY)
    fill(asked, "ПИН на секретаря", SECRETARY)
    fill(asked, "ПИН на секретаря, отново", SECRETARY)
    assert not asked.do.isEnabled()
    assert "се различават" in say(asked)
    asked.reject()


def test_few_voters_are_warned_and_asked_for_a_reason(qtbot) -> None:
    start_application()
    home = QWidget()
    qtbot.addWidget(home)
    asked = StartDialog(home, 4)
    asked.show()
    assert "може да издаде кой как е гласувал" in say(asked)
    for name, pin in (("председателя", CHAIR), ("секретаря", SECRETARY)):
        fill(asked, f"ПИН на {name}", pin)
        fill(asked, f"ПИН на {name}, отново", pin)
    assert not asked.do.isEnabled()
    fill(asked, "Причина", "комисията реши единодушно")
    with qtbot.waitSignal(asked.wanted) as told:
        press(qtbot, asked, "Започни и подготви фишовете")
    assert told.args == [CHAIR, SECRETARY, "комисията реши единодушно"]


def test_running_vote_is_void_only_with_a_reason_and_the_record_stays(vote: Vote) -> None:
    why = "един от фишовете е видян от друг член"
    vote.cast(vote.codes[0], names_of(vote)[0])
    vote.voter().close()
    vote.settle()
    assert "Предай първото броене…" not in buttons(vote.screen)

    def answer(shown: Any) -> None:
        assert isinstance(shown, TextDialog)
        fill(shown, "Защо гласуването е недействително? Записът и причината остават.", why)
        press(vote.qtbot, shown, "Обяви тура за недействителен")

    with Modal(answer):
        press(vote.qtbot, vote.screen, "Обяви тура за недействителен…")
    vote.settle()
    assert why in say(vote.screen)
    assert "недействителен" in say(vote.screen)


def test_cut_off_round_is_said_and_offers_only_to_be_void(qtbot, vote: Vote) -> None:
    vote.cast(vote.codes[0], names_of(vote)[0])
    vote.voter().close()
    on_worker(qtbot, vote.window, lambda s: s._box.drop())  # as a new start of the program
    vote.screen.session.slot_panel.desk.refresh(vote.screen.chosen[1].id)
    vote.settle()
    assert "прекъснато" in say(vote.screen)
    assert "Приключи гласуването…" not in buttons(vote.screen)
    assert "Обяви тура за недействителен…" in buttons(vote.screen)


def test_everything_has_a_name_for_a_screen_reader(vote: Vote) -> None:
    voter = vote.voter()
    assert windows.nameless(voter) == []
    vote.type_code(vote.codes[0])
    assert windows.nameless(voter) == []


def test_vote_leaves_no_trace_in_the_settings(vote: Vote) -> None:
    settings = vote.screen.context.settings
    settings.sync()
    before = {key: settings.value(key) for key in settings.allKeys()}
    vote.cast(vote.codes[0], names_of(vote)[0])
    settings.sync()
    assert {key: settings.value(key) for key in settings.allKeys()} == before


def test_window_asks_before_a_running_vote_is_lost(vote: Vote) -> None:
    desk = vote.screen.session.slot_panel.desk
    del desk.may_leave
    try:
        with Modal(lambda shown: press(vote.qtbot, shown, "Отказ")) as asked:
            vote.window.close()
    finally:
        desk.may_leave = _leave
    assert "гласовете се губят" in "".join(asked.seen)
    assert vote.window.isVisible()
    vote.cast(vote.codes[0], names_of(vote)[0])


def sheet(qtbot: Any, way: Way, many: int) -> BallotSheet:
    """A ballot alone, as wide as the screen shows it."""
    start_application()
    options = tuple(PaperOption(n, f"Предложен {n}", "предложител") for n in range(1, many + 1))
    made = BallotSheet(BallotPaper("Комисия", "Раздел", options, many, way))
    qtbot.addWidget(made)
    made.resize(1066, 600)
    made.show()
    return made


def test_one_nominee_is_voted_for_or_against_and_not_both(qtbot) -> None:
    made = sheet(qtbot, Way.YES_NO, 1)
    yes, no = made.cards
    assert not made.complete
    click(qtbot, yes)
    assert made.vote().marks == {1}
    click(qtbot, no)
    assert not yes.isChecked()
    assert made.complete
    assert made.vote().marks == set()
    assert made.said() == ["ПРОТИВ – Предложен 1"]


def test_ballot_of_everyone_is_complete_when_each_has_an_answer(qtbot) -> None:
    made = sheet(qtbot, Way.EACH, 3)
    for at in (0, 3):
        click(qtbot, made.cards[at])
    assert not made.complete
    assert "Отбелязани: 2 от 3" in made.how()
    click(qtbot, made.cards[4])
    assert made.complete
    assert made.vote().marks == {1, 3}
    made.clear()
    assert not made.complete


def test_single_mark_moves_to_the_other_name(qtbot) -> None:
    options = tuple(PaperOption(n, f"Предложен {n}") for n in (1, 2))
    made = BallotSheet(BallotPaper("Комисия", "Раздел", options, 1))
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_1)
    QTest.keyClick(made, Qt.Key.Key_2)
    assert made.vote().marks == {2}
    assert made.how().startswith("Изберете един.")
