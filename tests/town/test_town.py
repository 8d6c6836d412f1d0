"""Another town works by its own ordinance, given as files alone: kinds of rule Ruse does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.commissions import composition
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.law import book
from ruse_desktop.law.book import LawBook, year_deadlines
from tests.town.world import ACTOR, LAW_DIR, MOTIVE, ORDER, Town, jurors, master


@pytest.fixture(scope="module")
def law() -> LawBook:
    """The town's ordinance."""
    return book.load(LAW_DIR)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """The town's office over an empty database."""
    made = Town(tmp_path / "data")
    yield made
    made.services.close()


# --- what the files say -------------------------------------------------------------------


def test_prize_of_five_years_has_deadlines_only_in_its_years(law: LawBook) -> None:
    prize = law.editions[-1].award("GP")
    assert [year for year in range(2021, 2038) if prize.due_in(year)] == [2021, 2026, 2031, 2036]
    for year, there in ((2026, True), (2027, False)):
        found = year_deadlines(law, year, law.calendar())
        assert any(one.award == "GP" for one in found) is there


def test_one_deadline_stays_on_a_saturday_and_another_moves_with_its_hour(law: LawBook) -> None:
    found = {
        (one.award, one.purpose): one
        for year in (2023, 2026)
        for one in year_deadlines(law, year, law.calendar())
    }
    prize, badge = found["GP", "submission"], found["ZM", "submission"]
    assert (prize.effective, prize.hour) == (date(2026, 9, 12), time(12))
    assert prize.safe == date(2026, 9, 11)
    assert (badge.effective, badge.hour) == (date(2026, 10, 1), time(16))
    autumn = {one.award: one for one in year_deadlines(law, 2023, law.calendar())}
    assert (autumn["ZM"].literal, autumn["ZM"].effective) == (date(2023, 10, 1), date(2023, 10, 2))


def test_degrees_are_slots_of_one_section_and_a_section_rests_for_a_year(law: LawBook) -> None:
    years = {
        year: [one.code for one in law.at(date(year, 7, 1)).award("ZM").slots]
        for year in (2024, 2025, 2026)
    }
    assert years[2024] == years[2026] == ["1-gold", "1-silver", "2-gold", "2-silver"]
    assert years[2025] == ["1-gold", "1-silver"]
    badge = law.editions[-1].award("ZM")
    assert badge.slot_name("1-gold") == "1 Занаяти – златен"
    assert (badge.slot_name("1-silver"), badge.slot("1-silver").places) == (
        "1 Занаяти – сребърен", 2,
    )  # fmt: skip


# --- nominations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "at", "in_time"),
    [
        (date(2026, 9, 12), time(12, 0), True),
        (date(2026, 9, 12), time(12, 1), False),
        (date(2026, 9, 14), time(9, 0), False),
    ],
)
def test_late_by_a_minute_or_by_a_weekend_is_refused(
    town: Town, day: date, at: time, in_time: bool
) -> None:
    one = town.register(
        town.typed(
            "GP", "Асен Минков", registered_on=day, registered_at=at, facts={"work": "Речни думи"}
        )
    )
    late = town.findings(one)["submission-deadline"]
    assert (late.verdict is Verdict.MET) is in_time
    assert str(late.citation) == "чл. 5, ал. 2"
    if not in_time:
        with pytest.raises(Refused):
            town.services.nominations.admit(one, actor=ACTOR)


@pytest.mark.parametrize(("signatures", "enough"), [("49", False), ("50", True)])
def test_fifty_signatures_are_asked(town: Town, signatures: str, enough: bool) -> None:
    typed = town.typed(
        "ZM", "Гана Велева", slot="1-silver", facts={"signatures": signatures},
    )  # fmt: skip
    found = town.findings(town.register(typed))["signatures"]
    assert (found.verdict is Verdict.MET) is enough
    assert found.explanation == f"{signatures}; очаква се поне 50."
    assert str(found.citation) == "чл. 11, ал. 1"


def test_nobody_stands_in_the_section_that_rests_this_year(town: Town) -> None:
    facts = {"signatures": "80"}
    resting = town.typed("ZM", "Гана Велева", 2025, slot="2-gold", facts=facts)
    found = town.findings(town.register(resting))["section-chosen"]
    assert found.blocking
    assert str(found.citation) == "чл. 9, ал. 1"
    back = town.typed("ZM", "Гана Велева", 2026, slot="2-gold", facts=facts)
    assert town.findings(town.register(back))["section-chosen"].verdict is Verdict.MET


def test_title_is_held_once_for_each_settlement(town: Town) -> None:
    act = Act("decision", "55", date(2024, 4, 25), "Решение № 55/25.04.2024 г.")
    holder = LaureateInput(
        2024, given="Рада", family="Ненова", slot="laka", section="с. Долна лъка",
        motive="за чешмата", act=act,
    )  # fmt: skip
    town.services.books.enter(actor=ACTOR, award="PZ", laureates=[holder])
    mayor = {"proposer_kind": ProposerKind.MAYOR, "proposer": None, "proposer_person": "Кметът"}

    def judged(slot: str, settlement: str) -> dict[str, tuple[Verdict, str]]:
        person = PersonInput("Рада", "", "Ненова", settlement=settlement)
        typed = town.typed("PZ", "Рада Ненова", slot=slot, **{**mayor, "person": person})
        found = town.services.nominations.findings(typed)
        return {one.rule: (one.verdict, str(one.citation)) for one in found}

    again = judged("laka", "с. Долна лъка")
    assert again["once-only"] == (Verdict.NOT_MET, "чл. 13, ал. 2")
    assert again["settlement"] == (Verdict.MET, "чл. 13, ал. 2")
    moved = judged("varbovo", "Върбово")
    assert moved["once-only"][0] is moved["settlement"][0] is Verdict.MET
    assert judged("town", "с. Върбово")["settlement"] == (Verdict.NOT_MET, "чл. 13, ал. 2")


# --- the jury ------------------------------------------------------------------------------


def test_jury_is_elected_and_appointed_by_a_committee(law: LawBook) -> None:
    rule = law.editions[-1].award("GP").commission("jury")
    assert [f.rule for f in composition(rule, jurors(rule), "7", ORDER.on)] == ["composition"]
    found = {f.rule: f for f in composition(rule, jurors(rule, naming=""), "", None)}
    assert found["naming"].explanation == "протокол за избора от Постоянната комисия по култура"
    assert found["order"].sentence.endswith("Решение на Постоянната комисия по култура")
    assert str(found["order"].citation) == "чл. 6, ал. 2"


def test_two_thirds_of_all_members_decide_with_two_names_on_a_ballot(town: Town) -> None:
    names = ("Асен Минков", "Борис Гочев", "Вера Дянкова")
    for name in names:
        town.admitted(town.typed("GP", name, facts={"work": "Речни думи"}))
    session = town.opened_session(absent=1)
    slot = town.services.sessions.view(session).slots[0]
    assert (slot.step.places, slot.step.marks) == (1, 2)
    with pytest.raises(Refused) as wrong:
        town.seal(session, 6, 6, 6, 1)
    assert wrong.value.citation == "чл. 7, ал. 2"
    view = town.seal(session, 6, 4, 4, 3)  # four of six present, but five of seven are asked
    (held,) = view.slots[0].rounds
    assert (held.base, held.needed, held.elected) == (7, 5, ())
    assert (view.slots[0].step.attempt, view.slots[0].step.options) == (1, held.options[:2])
    view = town.seal(session, 6, 5, 1)
    winner = view.slots[0].awards[0].nomination_id
    services = town.services
    with pytest.raises(Refused) as unsaid:
        services.sessions.close(session, actor=ACTOR)
    assert unsaid.value.citation == "чл. 7, ал. 4"
    services.sessions.set_motive(session, "all", winner, MOTIVE, actor=ACTOR)
    services.sessions.close(session, actor=ACTOR)
    (row,) = services.books.enter_results(actor=ACTOR, results=services.sessions.results(session))
    assert (row.book, row.entry_no, row.name) == ("GP", 1, "Борис Гочев")
    assert services.nominations.detail(winner).row.state is State.AWARDED


def test_minutes_say_who_appointed_the_jury_and_what_majority_it_needs(town: Town) -> None:
    from ruse_desktop.services.session_minutes import minutes_of
    from ruse_desktop.services.session_reading import SessionReader

    session, services = town.opened_session(absent=2), town.services
    with services.store.read() as opened:
        reader = SessionReader(opened, services.law, services.calendar, services.practice)
        minutes = minutes_of(opened, reader.view(session), services.law)
    assert minutes.order == "Решение на Постоянната комисия по култура № 7/15.09.2026\u00a0г."
    assert "Кворумът е 5 (чл. 6, ал. 3)." in minutes.quorum
    assert "не по-малко от две трети от всички 7 членове (чл. 7, ал. 2)." in minutes.quorum
    assert "Наредба № 4" in minutes.basis
    assert services.sessions.minutes_pdf(session).startswith(b"%PDF")


# --- the book ------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "most"), [(2023, 3), (2024, 5)])
def test_cap_of_a_year_is_that_of_the_edition_in_force(town: Town, year: int, most: int) -> None:
    town.edition("ZM", year)
    books, names = town.services.books, ("Ана", "Боян", "Васил", "Гинка", "Дора", "Емил")
    first = [master(f"{name} Радев", year) for name in names[:most]]
    assert len(books.enter(actor=ACTOR, award="ZM", laureates=first)) == most
    with pytest.raises(Refused) as refused:
        books.enter(actor=ACTOR, award="ZM", laureates=[master(f"{names[most]} Радев", year)])
    assert (refused.value.code, refused.value.citation) == ("over-limit", "чл. 10")
    assert f"най-много {most} удостоени (чл. 10)" in refused.value.message
    assert len(books.rows("ZM", year=year)) == most
