"""The tab „Днес“ in the real window."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.publications import PublicationInput
from ruse_desktop.kernel.clock import SOFIA
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.windows import ACTOR, press, texts

MAY = datetime(2026, 5, 20, 11, 0, tzinfo=SOFIA)
JUNE = datetime(2026, 6, 2, 9, 0, tzinfo=SOFIA)


@pytest.fixture
def filled(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, MAY) as s:
        edition = s.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
        site = PublicationInput(
            "campaign", "сайт на Община Русе", date(2026, 3, 23), awards=("SG",)
        )
        s.publications.record(edition.id, site, actor=ACTOR)
        for n in range(5):
            person = PersonInput(given=f"Добрин{n}", family="Калчев")
            s.nominations.save_draft(
                NominationInput(edition_id=edition.id, slot="1.1", person=person), actor=ACTOR
            )
        act = Act("minutes", "1", MAY.date(), "Протокол № 1/20.05.2026 г.")
        s.books.enter(
            actor=ACTOR,
            award="NR",
            laureates=[
                LaureateInput(2026, given="Вера", family="Стамова", section="Музика", act=act),
                LaureateInput(2024, given="Ния", family="Ганева", section="Театър", act=act),
            ],
        )
    return folder


@pytest.fixture
def window(qtbot, filled):
    with windows.opened(qtbot, filled, MAY) as made:
        yield shown(qtbot, made)


def shown(qtbot, window):
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    return window


def screen_of(window):
    return window.pages.current()


def test_heading_says_the_day_and_how_much_waits(window):
    screen = screen_of(window)
    assert screen.title.text() == "Днес е сряда, 20 май 2026\u00a0г."
    assert screen.things.text() == "5 неща чакат Вас"


def test_deadlines_of_this_and_next_year_are_listed_with_their_states(window):
    said = texts(screen_of(window).terms)
    # 10 May 2026 is a Sunday: the deadline passed on Monday and drafts are left.
    assert "11.05.2026" in said
    assert "просрочено" in said
    assert "Награда „Русе“ · 5 предложения не са обработени" in said
    assert "днес" in said  # the sessions' last day
    assert "до 3 дни" in said  # the eve of 24 May
    assert "10.05.2027" in said
    assert "предстои" in said
    # The campaign of April 2026 is past and nothing is known of it.
    assert "10.04.2026" not in said


def test_passed_hand_over_stays_until_it_is_recorded(qtbot, filled):
    with windows.opened(qtbot, filled, JUNE) as window:
        screen = screen_of(shown(qtbot, window))
        assert "23.05.2026" in texts(screen.terms)
        assert "Награда „Русе“ · 1 награда за връчване" in texts(screen.terms)
        window.tasks.write(
            lambda s: s.hand_overs.record(
                actor=s.actor,
                book="NR",
                seqs=[s.books.rows("NR", year=2026)[0].seq],
                asked=HandOverInput(date(2026, 5, 23), presenter="Кметът на Община Русе"),
            )
        )
        windows.settle(qtbot, window)
        assert "23.05.2026" not in texts(screen.terms)


def test_provision_of_a_deadline_opens_its_text(qtbot, window):
    press(qtbot, screen_of(window).terms, "чл. 44, ал. 2")
    windows.settle(qtbot, window)
    assert window.article.isVisible()
    assert "чл. 44, ал. 2" in windows.say(window.article).lower()


def test_waiting_record_opens_and_the_rest_unfold(qtbot, window):
    screen = screen_of(window)
    waiting = screen.waiting
    assert "5 чернови на предложения" in texts(waiting)
    assert len(windows.buttons(waiting)) == 4
    press(qtbot, waiting, "и още 2…")
    qtbot.waitUntil(lambda: len(windows.buttons(waiting)) == 5)
    press(qtbot, waiting, "Добрин3 Калчев")
    windows.settle(qtbot, window)
    assert window.pages.current().id == "nominations"


def test_backup_is_made_from_the_page(qtbot, window, filled):
    screen = screen_of(window)
    assert screen.backup.state.text() == "няма копие"
    press(qtbot, screen, "Направи копие сега")
    windows.settle(qtbot, window)
    assert screen.backup.state.text() == "проверено"
    assert screen.backup.when.text() == "днес, 11:00"
    assert (filled / "backups" / screen.backup.detail.text()).exists()
    assert screen.backup.now.isEnabled()


def test_failed_backup_is_shown_as_failed(qtbot, window, filled):
    (filled / "backups").write_text("не е папка")
    press(qtbot, screen_of(window), "Направи копие сега")
    windows.settle(qtbot, window)
    assert screen_of(window).backup.state.text() == "неуспешно"
    assert screen_of(window).backup.now.isEnabled()
    (filled / "backups").unlink()


def test_chart_tells_its_numbers_in_words(window):
    chart = screen_of(window).chart
    assert chart.isVisible()
    assert chart.accessibleName() == "Носители по години, Награда „Русе“"
    assert chart.accessibleDescription() == "2024 г. – 1, 2025 г. – 0, 2026 г. – 1"


def test_everything_that_takes_the_focus_has_a_name(window):
    assert windows.nameless(screen_of(window)) == []
    links = [one.accessibleName() for one in screen_of(window).terms.findChildren(QPushButton)]
    assert links[0] == "Предложенията: Награда „Русе“, Краен срок за предложения"
    assert links[1].startswith("Текстът на чл. 44, ал. 2: ")


def test_deadline_opens_the_nominations_of_its_award(qtbot, data_folder):
    with services(data_folder, MAY) as s:
        for award, family in (("NR", "Калчев"), ("MT", "Рашев")):
            edition = s.editions.open(award, 2026, actor=ACTOR, law_edition="2024-02-29")
            person = PersonInput(given="Добрин", family=family)
            s.nominations.save_draft(
                NominationInput(edition_id=edition.id, person=person), actor=ACTOR
            )
    with windows.opened(qtbot, data_folder, MAY) as window:
        screen = screen_of(shown(qtbot, window))
        titles = [
            one
            for one in screen.terms.findChildren(QPushButton)
            if one.accessibleName().startswith("Предложенията: „Млад творец“")
        ]
        titles[0].click()
        windows.settle(qtbot, window)
        nominations = window.pages.current()
        assert nominations.id == "nominations"
        assert nominations.list.award.currentText() == "„Млад творец“"
        assert nominations.list.year.currentText() == "2026"
        assert [line.texts[2] for line in nominations.list.table.paged.loaded] == ["Добрин Рашев"]


def test_waiting_for_completion_says_until_when_and_when_it_is_late(qtbot, data_folder):
    with services(data_folder, MAY) as s:
        edition = s.editions.open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
        ids = [
            s.nominations.register(
                NominationInput(
                    edition_id=edition.id,
                    slot="1.1",
                    person=PersonInput(given="Добрин", family=family),
                    registry_no=f"30-{n}",
                    registered_on=MAY.date(),
                ),
                actor=ACTOR,
            )
            for n, family in enumerate(("Калчев", "Рашев"))
        ]
        for one, day in zip(ids, (date(2026, 6, 10), date(2026, 5, 29)), strict=True):
            s.nominations.ask_completion(one, actor=ACTOR, reason="Липсва мотивировка.", until=day)
    with windows.opened(qtbot, data_folder, JUNE) as window:
        screen = screen_of(shown(qtbot, window))
        said = texts(screen.waiting)
        assert "1 предложение с изтекъл срок за допълване" in said
        assert "1 предложение за допълване" in said
        assert windows.buttons(screen.waiting) == [
            "Добрин Рашев – чака допълване до 29.05.2026",
            "Добрин Калчев – чака допълване до 10.06.2026",
        ]


def test_award_on_occasion_has_no_day_until_it_is_opened(qtbot, data_folder):
    day = datetime(2026, 4, 20, 11, 0, tzinfo=SOFIA)
    with windows.opened(qtbot, data_folder, day) as window:
        terms = screen_of(shown(qtbot, window)).terms
        assert not any("Почетен гражданин" in one for one in texts(terms))
        window.tasks.write(
            lambda s: s.editions.open("PG", 2026, actor=s.actor, law_edition="2024-02-29")
        )
        windows.settle(qtbot, window)
        assert any("Почетен гражданин" in one for one in texts(terms))
        assert "05.05.2026" in texts(terms)


def test_empty_database_says_that_nothing_waits(qtbot, tmp_path):
    (tmp_path / "data").mkdir()
    with windows.opened(qtbot, tmp_path / "data", MAY) as window:
        screen = screen_of(shown(qtbot, window))
        assert screen.things.text() == "Нищо не чака Вас"
        assert "Всичко постъпило е обработено." in texts(screen.waiting)
        assert not screen.chart_card.isVisible()
