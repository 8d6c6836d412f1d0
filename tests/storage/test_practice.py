"""The office's answers to what the ordinance leaves open: dated, kept, read by the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.rules import DeadlineMode
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services

HEAD = Actor("Елена Станева")
CLERK = Actor("Петър Минев", frozenset({Role.CLERK}))
NOW = datetime(2026, 5, 11, 16, 0, tzinfo=SOFIA)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    options, law = Options(tmp_path, FixedClock(NOW), HEAD), load_law()
    made = Services(open_store(options), law, law.calendar(), HEAD, options.clock, tmp_path)
    yield made
    made.store.close()


def view(services: Services, key: str):
    return next(one for one in services.practices.views() if one.question.key == key)


def answer(services: Services, key: str, value: str, since: date | None = None) -> None:
    services.practices.set(
        key, value, valid_from=since or NOW.date(), reason="Заповед № 7/2026 г.", actor=HEAD
    )
    services.rebuild()


def test_every_question_has_a_packaged_answer_that_answers_it(services: Services):
    for one in services.practices.views():
        assert one.question.problem(one.default) == "" or one.question.kind == "text", one.question
        assert bool(one.article) == bool(one.question.citation), one.question.key


@pytest.mark.requirement("R-X-0.3")
def test_a_changed_closing_hour_decides_what_is_late(services: Services):
    edition = services.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    typed = NominationInput(edition.id, registered_on=date(2026, 5, 11), registered_at=time(16, 45))

    def verdict() -> Verdict:
        found = services.nominations.findings(typed)
        return next(one.verdict for one in found if one.rule == "submission-deadline")

    assert verdict() is Verdict.MET
    answer(services, "closing_hour", "16.30")
    assert services.practice.closing_hour == time(16, 30)
    assert verdict() is Verdict.NOT_MET


@pytest.mark.requirement("R-44-2.1")
def test_a_deadline_may_be_taken_literally(services: Services):
    assert view(services, "mode:NR.submission").value == "next-working-day"
    answer(services, "mode:NR.submission", "literal")
    assert services.practice.deadline_modes["NR.submission"] is DeadlineMode.LITERAL
    shown = view(services, "mode:NR.submission")
    assert shown.changed
    assert shown.question.shown(shown.value) == "не се мести"


def test_an_answer_holds_from_its_day_and_the_older_ones_stay(services: Services):
    answer(services, "min_motives", "300")
    answer(services, "min_motives", "250", date(2026, 6, 1))
    assert services.practice.min_motives == 300
    history = view(services, "min_motives").history
    assert [(one.value, one.by) for one in history] == [("250", HEAD.name), ("300", HEAD.name)]


def test_only_a_head_changes_the_practice(services: Services):
    with pytest.raises(Refused, match="ръководител"):
        services.practices.set(
            "min_motives", "1", valid_from=NOW.date(), reason="защото", actor=CLERK
        )
    assert view(services, "min_motives").value == "400"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("closing_hour", "25:00", "не е час"),
        ("min_motives", "много", "не е число"),
        ("min_grade", "7", "от 2 до 6"),
        ("season_start", "31 август", "не е ден"),
        ("majority_base", "all", "Изберете"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(
    services: Services, key: str, value: str, said: str
):
    with pytest.raises(UserError, match=said):
        services.practices.set(key, value, valid_from=NOW.date(), reason="проба", actor=HEAD)


def test_a_day_of_the_year_is_typed_and_shown_as_people_write_it(services: Services):
    assert view(services, "season_start").question.shown("09-01") == "1 септември"
    services.practices.set(
        "season_start", "15.9", valid_from=NOW.date(), reason="заповед на кмета", actor=HEAD
    )
    kept = view(services, "season_start")
    assert (kept.value, kept.question.typed(kept.value)) == ("09-15", "15.09")


def test_a_reason_is_asked_and_an_unknown_question_is_not_found(services: Services):
    with pytest.raises(UserError, match="основание"):
        services.practices.set("min_motives", "5", valid_from=NOW.date(), reason=" ", actor=HEAD)
    with pytest.raises(NotFound):
        services.practices.set("друго", "5", valid_from=NOW.date(), reason="проба", actor=HEAD)


def test_recorded_answers_cannot_be_changed_in_the_file(services: Services):
    answer(services, "min_motives", "300")
    with (
        pytest.raises(DatabaseError, match="stays"),
        services.store.write(HEAD, "test", ()) as tx,
    ):
        tx.session.execute(text("UPDATE practice_answer SET value = '1'"))
