"""The tab „Днес“ over a real database."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.screens.today import TodayScreen
from tests.ui.lone_screen import ACTOR, services_in, show

MAY = datetime(2026, 5, 20, 11, 0, tzinfo=SOFIA)
JUNE = datetime(2026, 6, 2, 9, 0, tzinfo=SOFIA)


@pytest.fixture
def filled(tmp_path):
    services = services_in(tmp_path, MAY)
    edition = services.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
    for n in range(5):
        services.nominations.save_draft(
            NominationInput(
                edition_id=edition.id,
                slot="1.1",
                person=PersonInput(given=f"Добрин{n}", family="Калчев"),
            ),
            actor=ACTOR,
        )
    act = Act("minutes", "1", MAY.date(), "Протокол № 1/20.05.2026 г.")
    services.books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            LaureateInput(2026, given="Вера", family="Стамова", section="Музика", act=act),
            LaureateInput(2024, given="Ния", family="Ганева", section="Театър", act=act),
        ],
    )
    services.store.close()
    return tmp_path


@pytest.fixture
def stage(qtbot, filled):
    made = show(qtbot, TodayScreen, filled, MAY)
    yield made
    made.close()


def texts(widget) -> list[str]:
    return [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]


def named(widget, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text)


def test_heading_says_the_day_and_how_much_waits(stage):
    assert stage.problems == []
    assert stage.screen.title.text() == "Днес е сряда, 20 май 2026\u00a0г."
    assert stage.screen.things.text() == "5 неща чакат Вас"


def test_deadlines_of_this_and_next_year_are_listed_with_their_states(stage):
    shown = texts(stage.screen.terms)
    # 10 May 2026 is a Sunday: the deadline passed on Monday and drafts are left.
    assert "11.05.2026" in shown
    assert "просрочено" in shown
    assert "Награда „Русе“ · 5 предложения не са обработени" in shown
    assert "днес" in shown  # the sessions' last day
    assert "до 3 дни" in shown  # the eve of 24 May
    assert "10.05.2027" in shown
    assert "предстои" in shown
    # The campaign of April 2026 is past and nothing is known of it.
    assert "10.04.2026" not in shown


def test_passed_hand_over_stays_until_it_is_recorded(qtbot, filled):
    stage = show(qtbot, TodayScreen, filled, JUNE)
    shown = texts(stage.screen.terms)
    assert "23.05.2026" in shown
    assert any("1 награда за връчване" in text for text in shown)
    stage.tasks.write(
        lambda s: s.books.hand_over(
            actor=s.actor, book="NR", seqs=[s.books.rows("NR", year=2026)[0].seq], on=MAY.date()
        )
    )
    stage.settle()
    assert "23.05.2026" not in texts(stage.screen.terms)
    stage.close()


def test_provision_of_a_deadline_opens_its_text(stage):
    named(stage.screen.terms, "чл. 44, ал. 2").click()
    assert stage.articles == ["чл. 44, ал. 2"]


def test_waiting_record_opens_and_the_rest_unfold(stage):
    waiting = stage.screen.waiting
    assert "5 чернови на предложения" in texts(waiting)
    named(waiting, "Добрин0 Калчев").click()
    assert stage.opened[0][0] == "nomination"
    named(waiting, "и още 2…").click()
    stage.qtbot.waitUntil(
        lambda: len([b for b in waiting.findChildren(QPushButton) if b.isVisible()]) == 5
    )


def test_backup_is_made_from_the_page(stage, filled):
    screen = stage.screen
    assert screen.backup_state.text() == "няма копие"
    stage.qtbot.mouseClick(screen.backup_now, Qt.MouseButton.LeftButton)
    stage.settle()
    assert screen.backup_state.text() == "проверено"
    assert screen.backup_when.text() == "днес, 11:00"
    assert (filled / "backups" / screen.backup_detail.text()).exists()
    assert screen.backup_now.isEnabled()


def test_failed_backup_is_shown_as_failed(stage, filled):
    (filled / "backups").write_text("не е папка")
    stage.screen.backup_now.click()
    stage.settle()
    assert stage.screen.backup_state.text() == "неуспешно"
    assert len(stage.problems) == 1
    (filled / "backups").unlink()


def test_chart_tells_its_numbers_in_words(stage):
    chart = stage.screen.chart
    assert chart.isVisible()
    assert chart.accessibleName() == "Носители по години, Награда „Русе“"
    assert chart.accessibleDescription() == "2024 г. – 1, 2025 г. – 0, 2026 г. – 1"


def test_empty_database_says_that_nothing_waits(qtbot, tmp_path):
    stage = show(qtbot, TodayScreen, tmp_path, MAY)
    assert stage.problems == []
    assert stage.screen.things.text() == "Нищо не чака Вас"
    assert not stage.screen.chart_card.isVisible()
    stage.close()
