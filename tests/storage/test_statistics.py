"""Statistics count what the books and the closed sessions say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ruse_desktop.documents import charts
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.books import BookImport, LaureateInput
from ruse_desktop.domain.statistics import Chart, Statistics
from ruse_desktop.kernel.errors import UserError
from tests.storage.sessions_world import ACTOR, World
from tests.unit.pdf_reading import words

MOTIVE = "за романа „Брегове“ и за приноса към литературния живот на града"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def chart(report: Statistics, title: str) -> Chart:
    return next(one for one in report.charts if one.title == title)


def test_share_of_unawarded_comes_from_closed_sessions_only(world: World) -> None:
    services = world.services
    with pytest.raises(UserError):
        services.statistics.report()
    session_id = world.opened()
    world.seal(session_id, "1.1", 6, 5, 1)
    world.seal(session_id, "1.1", 4, 5)
    services.sessions.set_motive(session_id, "1.1", world.ids["1.1"][1], MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    old = LaureateInput(2001, name="Петър Стоев", historic=True)
    services.books.import_book(actor=ACTOR, award="PG", source=BookImport((old,)))
    names = [one.title for one in services.statistics.report().charts]
    assert "Дял на неприсъдените" not in names
    services.sessions.close(session_id, actor=ACTOR)
    results = services.sessions.results(session_id)
    services.books.enter_results(actor=ACTOR, results=results)
    report = services.statistics.report()
    assert (report.first, report.last, report.laureates) == (2001, 2026, 2)
    (bar,) = chart(report, "Дял на неприсъдените").bars
    assert bar.cells == ("Награда „Русе“", "5", "4", "80,0\u00a0%")
    assert [one.cells[:2] for one in chart(report, "Носители по отличия").bars] == [
        ("Почетен гражданин", "1"), ("Награда „Русе“", "1"),
    ]  # fmt: skip
    pdf = charts.render(report)
    said = " ".join(words(pdf, page) for page in range(page_count(pdf)))
    assert "Награда „Русе“ 5 4 80,0 %" in said


def test_one_book_and_a_period_narrow_the_figures(world: World) -> None:
    services = world.services
    old = [
        LaureateInput(year, name=name, historic=True)
        for year, name in ((2001, "Петър Стоев"), (2003, "Искра Донева"), (2003, "Иво Бонев"))
    ]
    services.books.import_book(actor=ACTOR, award="PG", source=BookImport(tuple(old)))
    other = LaureateInput(2002, name="Ана Бонева", historic=True)
    services.books.import_book(actor=ACTOR, award="NLN", source=BookImport((other,)))
    report = services.statistics.report(book="PG", first=2002, last=2003)
    assert (report.book, report.laureates) == ("Почетен гражданин", 2)
    assert [bar.value for bar in chart(report, "Носители по години").bars] == [0, 2]
    assert "Носители по отличия" not in [one.title for one in report.charts]
    assert services.statistics.years() == (2001, 2003)
    assert services.statistics.years("SG") is None
    with pytest.raises(UserError):
        services.statistics.report(first=2005, last=2004)
