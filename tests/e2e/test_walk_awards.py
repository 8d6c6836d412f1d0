"""The way of the other awards through the real window: vote, act, book, diploma, opened anew."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.following import StepInput
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.kit.pdf import PdfDialog, PdfView
from ruse_desktop.ui.screens.nominations.acts import ActsDialog
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.sessions.acts import ActDialog
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from tests.e2e.test_walk import Walk, pdf_text
from tests.storage.awards_world import AwardWorld
from tests.ui import test_screen_nominations_awards as intake
from tests.ui import windows
from tests.ui.counting import both_hand_in
from tests.ui.typing import type_text
from tests.ui.windows import Modal, field, fill, gone, say, spin

MOTIVE = "За майсторството, за наградите и за любовта към сцената."
NAMES = (
    "Ирена Кънева", "Станимир Делибалтов", "Лилия Пройкова", "Румен Карабашев",
    "Боряна Милкова", "Цветелин Арсов", "Нели Шопова", "Филип Ганчовски", "Весела Мандрова",
)  # fmt: skip


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=SOFIA)


class Asked(Modal):
    """Answers the next question about a rule; the dialog that asked it may be modal itself."""

    def _look(self) -> None:
        if isinstance(QApplication.activeModalWidget(), OverrideDialog):
            super()._look()
        elif self._left:
            self._left -= 1
            QTimer.singleShot(25, self._look)


class Hands(Walk):
    """The person at the keyboard, who knows the way of a session."""

    @property
    def screen(self) -> Any:
        return self.window.pages.current()

    @property
    def panel(self) -> Any:
        return self.screen.session.slot_panel

    def opens_the_session(self, *, of_all: int = 3, absent: int = 0) -> None:
        """Composition, plan, attendance, opening; today, everyone but the last `absent`."""
        self.tab("sessions")
        self._composes()
        self.meets("Насрочи заседание…", "7", absent=absent)

    def meets(self, first: str, number: str, *, absent: int = 0) -> None:
        """Plan a session by the button `first`, tick who is there, open it."""
        self._plans(first, number)
        self.press(self.screen, "Присъствие и декларации…")
        there = self.dialog(AttendanceDialog)
        self.press(there, "Всички присъстват с декларации")
        for line in there.lines[len(there.lines) - absent :]:
            line.present.setChecked(False)
            line.declared.setChecked(False)
        self.press(there, "Запиши присъствието")
        self.settle()
        gone(self.qtbot, self.window, AttendanceDialog)
        self.passes_the_warnings()
        self.press(self.screen, "Открий заседанието")
        self.settle()
        assert "· открито" in self.screen.session.head.text(), say(self.screen)

    def passes_the_warnings(self) -> None:
        """Warnings are passed with a reason each, as the service asks."""
        view = self.screen.chosen[1]
        for finding in view.findings:
            if finding.open and not finding.blocking:
                self.screen._override(finding)
                self.settle()
                asked = self.dialog(OverrideDialog)
                type_text(asked.reason, "проверено по преписката на комисията")
                windows.click(self.qtbot, asked.do)
                self.settle()

    def _composes(self) -> None:
        screen = self.screen
        rule = screen.chosen[0].rule
        self.press(screen, "Състав…")
        seats = self.dialog(CompositionDialog)
        named = [one for one in seats._seats if not getattr(one, "extra", False)]
        for seat, name in zip(named, NAMES, strict=False):
            type_text(seat.name, name)
            type_text(seat.position, "член")
            type_text(seat.naming, "писмо № 61/20.04.2026 г.")
        chair = next((s for s in seats._seats if s.rule.source == rule.chair_source), None)
        if chair is not None:
            chair.chair.setChecked(True)
        fill(seats, "Заповед №", "РД-01-1422")
        fill(seats, "Дата на заповедта", "днес")
        fill(seats, "Секретар без право на глас", "Даниела Вътева")
        self.settle()
        self.press(seats, "Запиши състава")
        self.settle()
        gone(self.qtbot, self.window, CompositionDialog)

    def _plans(self, first: str, number: str) -> None:
        self.press(self.screen, first)
        plan = self.dialog(PlanDialog)
        fill(plan, "Дата на заседанието", "днес")
        fill(plan, "Час", "10:00")
        fill(plan, "Място", "зала „Малка“")
        fill(plan, "Номер на протокола", number)
        self.press(plan, "Запиши")
        self.settle()
        gone(self.qtbot, self.window, PlanDialog)

    def votes(self, **votes: int) -> None:
        """Type the votes by the family names of the nominees and seal the round."""
        place = self.panel.place
        for option in place.step.options:
            name = place.nominee(option).nominee_name
            spin(self.panel, f"Гласове за {name}", votes[name.split()[-1]])
        both_hand_in(self.qtbot, self.window, self.panel)

    def motives(self) -> None:
        """Write the motive of every laureate of the section in sight."""
        for _n in range(len(self.panel.place.awards)):
            with self.told("Мотив", MOTIVE):
                self.press(self.panel, "Мотив за носителя…")
            self.settle()

    def closes(self, do: str = "Приключи заседанието") -> str:
        """Close the session; the text of its minutes."""
        with self.confirmed(do):
            self.press(self.screen, "Приключи заседанието…")
        self.settle()
        paper = self.dialog(PdfDialog)
        said = pdf_text(paper.view.pdf)
        self.press(paper, "Затвори")
        self.settle()
        return said

    def enters_the_act(self, number: str) -> None:
        """The mayor's order of today with the names of the proposal."""
        self.tab("sessions")
        assert "очаква заповед" in say(self.screen)
        self.press(self.screen, "Впиши акта…")
        self.settle()
        act = self.dialog(ActDialog)
        self.press(act, "Впиши акта")
        self.settle()
        assert "няма номер" in say(act)
        fill(act, "Номер на акта", number)
        self.press(act, "Впиши акта")
        self.settle()
        gone(self.qtbot, self.window, ActDialog)
        self.settle()
        assert f"Заповед № {number}" in say(self.screen)

    def sees_the_diploma(self, name: str) -> None:
        """The book opens on the laureate; the diploma beside it says the name."""
        book = self.screen
        assert book.id == "books"
        assert name in say(book)
        view = next(one for one in book.findChildren(PdfView))
        self.qtbot.waitUntil(lambda: bool(view.pdf), timeout=windows.PATIENCE)
        assert name.rsplit(maxsplit=1)[-1] in pdf_text(view.pdf)


def reopened(folder: Path, now: datetime, award: str) -> tuple[list[str], dict[str, State]]:
    """The acts in the book and the states, from the file on disk; both chains are whole."""
    options = app.Options(data_dir=folder, clock=FixedClock(now), actor=windows.ACTOR)
    services = app.open_services(options)
    try:
        report = services.books.verify()
        assert report.intact, report
        lines, broken = services.store.verify_audit()
        assert broken is None
        assert lines > 5
        acts = [row.act for row in services.books.rows(award)]
        return acts, {one.nominee: one.state for one in services.nominations.rows()}
    finally:
        services.store.close()
        _close_log()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.mark.slow
@pytest.mark.requirement("R-74g-1.2", "R-74g-4.1")
def test_young_artist_from_the_counter_to_the_diploma(qtbot: Any, folder: Path) -> None:
    case = next(one for one in intake.CASES if one.award == "MT")
    with windows.opened(qtbot, folder, intake.NOW) as window:
        window.pages.show_screen("nominations")
        windows.settle(qtbot, window)
        registers_the_artist(Hands(qtbot, window), case)
    with windows.opened(qtbot, folder, noon(date(2027, 5, 18))) as window:
        hands = Hands(qtbot, window)
        hands.opens_the_session()
        assert "за или против" in say(hands.panel)
        hands.votes(Зорева=7)
        hands.motives()
        said = hands.closes()
        assert "Предлага за носител: Анелия Зорева" in said
        assert "Впиши носителите в книгата" not in windows.buttons(hands.screen)
    later = noon(date(2027, 5, 20))
    with windows.opened(qtbot, folder, later) as window:
        hands = Hands(qtbot, window)
        assert "1 предложение на комисия очаква акт" in say(hands.tab("today"))
        hands.enters_the_act("РД-01-1533")
        with hands.told("Откриване на книга", "Наградата се води в отделна книга."):
            hands.press(hands.screen, "Впиши носителите в книгата")
            hands.settle()
        hands.settle()
        assert "Вписан е 1 носител." in say(hands.screen)
        assert "очаква акт" not in say(hands.tab("today"))
        hands.tab("sessions")
        window.pages.show_screen("books")
        hands.settle()
        hands.sees_the_diploma("Анелия Зорева")
    acts, states = reopened(folder, later, "MT")
    assert ["РД-01-1533" in act for act in acts] == [True]
    assert states == {"Анелия Зорева": State.AWARDED}


def registers_the_artist(hands: Hands, case: intake.Case) -> None:
    form = intake.open_edition(hands.qtbot, hands.window, case)
    typed = {
        "Дата на завеждане": "15.3", "Собствено име": "Анелия", "Фамилно име": "Зорева",
        "Населено място": "Русе",
        **case.proposer, **case.typed,
    }  # fmt: skip
    intake.walk(form, typed)
    hands.settle()
    intake.key(Qt.Key.Key_Space)
    hands.settle()
    gone(hands.qtbot, hands.window, NominationDialog)
    hands.settle()
    panel = hands.screen.panel
    for _n in range(8):
        if "Отговор…" not in windows.buttons(panel):
            break
        with hands.told("", "Потвърдено от вносителя по телефона."):
            hands.press(panel, "Отговор…")
        hands.settle()
    assert "Допусни" in windows.buttons(panel), say(panel)
    hands.press(panel, "Допусни")
    hands.settle()
    assert panel.chip.text() == "Допуснато"


@pytest.mark.slow
@pytest.mark.requirement("R-63-2.5", "R-64-2.1", "R-64-4.1")
def test_year_of_the_literary_prize_without_a_drama(qtbot: Any, folder: Path) -> None:
    day = date(2027, 9, 2)
    world = AwardWorld(folder, "NLN", day, fiction=3)
    world.close()
    with windows.opened(qtbot, folder, noon(day)) as window:
        hands = Hands(qtbot, window)
        hands.opens_the_session(absent=1)
        elects_the_chair(hands)
        adopts_the_criteria(hands)
        hands.screen.session._choose_slot("fiction")
        hands.settle()
        hands.votes(Алексиева=6, Бонева=5, Ванкова=2)
        assert hands.panel.place.step.number == 2
        said = hands.closes("Приключи и остави останалото")
        assert "Избран за председател: Ирена Кънева" in said
        assert "Приети с общо съгласие на 6 присъстващи." in said
        assert "Номинирани: Лилия Огнянова Алексиева" in said
        hands.meets("Насрочи следващо заседание…", "8")
        assert "протокол № 7/02.09.2027" in " ".join(windows.buttons(hands.screen))
        hands.screen.session._choose_slot("fiction")
        hands.settle()
        hands.votes(Алексиева=4, Бонева=3)
        hands.motives()
        hands.screen.session._choose_slot("drama")
        hands.settle()
        with hands.told("Неприсъдена", "Няма подадени пиеси."):
            hands.press(hands.panel, "Неприсъдена…")
        hands.settle()
        said = hands.closes()
        assert "Няма подадени пиеси." in said
        hands.press(hands.screen, "Впиши носителите в книгата")
        hands.settle()
        hands.press(hands.screen, "Към книгата")
        hands.settle()
        hands.sees_the_diploma("Лилия Огнянова Алексиева")
    acts, states = reopened(folder, noon(day), "NLN")
    assert len(acts) == 1
    assert acts[0].startswith("Протокол № 8/")
    assert sorted(states.values()) == [State.AWARDED, State.NOT_AWARDED, State.NOT_AWARDED]


def elects_the_chair(hands: Hands) -> None:
    first = hands.screen.session.first_panel
    assert first.isVisible()
    assert not first.count.seal.isEnabled()
    for name, votes in (("Ирена Кънева", 4), ("Станимир Делибалтов", 2)):
        field(first, f"Предложен за председател: {name}", QCheckBox).setChecked(True)
        spin(first, f"Гласове за {name}", votes)
    with hands.confirmed("Запечатай избора"):
        windows.click(hands.qtbot, first.count.seal)
    hands.settle()
    assert "председател" in say(first)
    assert hands.screen.chosen[0].chair.name == "Ирена Кънева"


def adopts_the_criteria(hands: Hands) -> None:
    hands.screen.session._choose_slot("·criteria")
    hands.settle()
    first = hands.screen.session.first_panel
    fill(first, "Критерии", "Художествени качества, новост, завършеност.")
    hands.press(first, "Запиши критериите")
    hands.settle()
    assert not hands.screen.chosen[1].first.criteria_done
    hands.press(first, "Всички са съгласни")
    hands.press(first, "Запиши критериите")
    hands.settle()
    assert hands.screen.chosen[1].first.criteria_done


@pytest.mark.slow
@pytest.mark.requirement("R-72-4.1", "R-72-1.2")
def test_three_students_of_the_year(qtbot: Any, folder: Path) -> None:
    day = date(2026, 11, 26)
    world = AwardWorld(folder, "SG", day, all=4)
    world.close()
    with windows.opened(qtbot, folder, noon(day)) as window:
        hands = Hands(qtbot, window)
        hands.opens_the_session()
        hands.votes(Алексиева=8, Бонева=6, Ванкова=5, Гергова=5)
        assert "прегласуване 1" in say(hands.panel)
        hands.votes(Ванкова=4, Гергова=5)
        hands.motives()
        hands.closes()
        hands.enters_the_act("РД-01-3344")
        hands.press(hands.screen, "Впиши носителите в книгата")
        hands.settle()
        assert "Вписани са 3 носители." in say(hands.screen)
    acts, states = reopened(folder, noon(day), "SG")
    assert len(acts) == 3
    assert all("РД-01-3344" in act for act in acts)
    assert states["Мира Стоянова Ванкова"] is State.NOT_AWARDED
    assert sum(state is State.AWARDED for state in states.values()) == 3


@pytest.mark.slow
@pytest.mark.requirement("R-28-0.1", "R-28-0.2", "R-27-3.1")
def test_honorary_citizen_through_the_council(qtbot: Any, folder: Path) -> None:
    day = date(2027, 5, 3)
    world = AwardWorld(folder, "PG", day, all=1)
    (one,) = world.ids["all"]
    steps = world.services.nomination_steps
    opinion = StepInput("chairs-council", date(2027, 4, 1), "положително", document="Становище № 4")
    steps.record(one, opinion, actor=windows.ACTOR)
    world.close()
    with windows.opened(qtbot, folder, noon(day)) as window:
        hands = Hands(qtbot, window)
        screen = hands.tab("nominations")
        screen.open_record("nomination", one)
        hands.settle()
        assert "Радослава Петрова Алексиева" in say(screen.panel)
        screen.context.actions.run("nominations.acts")
        hands.settle()
        kept = hands.dialog(ActsDialog)
        hands.press(kept, "Впиши акт…")
        hands.settle()
        fills_the_decision(hands, one)
        hands.press(kept, "Впиши в книгата")
        hands.settle()
        assert "Вписан е 1 носител." in say(kept)
        hands.press(kept, "Към книгата")
        hands.settle()
        hands.sees_the_diploma("Радослава Петрова Алексиева")
    acts, states = reopened(folder, noon(day), "PG")
    assert len(acts) == 1
    assert acts[0].startswith("Решение № 412 по протокол № 18/03.05.2027")
    assert list(states.values()) == [State.AWARDED]


def fills_the_decision(hands: Hands, nomination_id: int) -> None:
    """Refused without the committee and asked about 22 of 45; then kept."""
    act = hands.dialog(ActDialog)
    fill(act, "Номер на акта", "412")
    fill(act, "Протокол на Общинския съвет №", "18")
    for name, votes in (("Съветници", 51), ("Присъствали", 45), ("За", 22)):
        spin(act, name, votes)
    with Asked(lambda shown: shown.reject()) as asked:
        hands.press(act, "Впиши акта")
        hands.settle()
    assert "нужни са поне 23" in "\n".join(asked.seen)
    spin(act, "За", 23)
    with Asked(lambda shown: shown.reject()) as asked:
        hands.press(act, "Впиши акта")
        hands.settle()
    assert "Липсва: Разглеждане от постоянна комисия" in "\n".join(asked.seen)
    committee = StepInput("committee", date(2027, 4, 8), "подкрепя", who="ПК по култура")
    hands.window.tasks.write(
        lambda s: s.nomination_steps.record(nomination_id, committee, actor=s.actor),
        owner=hands.window,
    )
    hands.settle()
    hands.press(act, "Впиши акта")
    hands.settle()
    gone(hands.qtbot, hands.window, ActDialog)
    hands.settle()
