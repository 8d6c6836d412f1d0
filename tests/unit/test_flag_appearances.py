"""What the act and the preparation say of an appearance of the flag, without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ruse_desktop.app import load_law
from ruse_desktop.domain.events import EventInput, EventState, When
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.flag import OTHER, rules_of
from ruse_desktop.domain.flag_appearances import (
    Appearance,
    AppearanceInput,
    Step,
    Template,
    findings,
    proposals,
    rules_text,
    usual_steps,
    way,
)
from ruse_desktop.services.flag_appearance_rows import usual

DAY = date(2027, 3, 3)
RULES = rules_of(load_law().at(DAY).symbols)


def one(typed: AppearanceInput, exception: str = "") -> list[tuple[str, Verdict, bool]]:
    """Rule, verdict and whether it stops the step."""
    found = findings(typed, RULES, exception)
    return [(finding.rule, finding.verdict, finding.blocking) for finding in found]


@pytest.mark.requirement("R-12-0.1", "R-12-0.6")
@pytest.mark.parametrize(
    ("typed", "exception", "verdict", "stops"),
    [
        (AppearanceInput(), "", Verdict.NOT_MET, True),
        (AppearanceInput("no-such-ground"), "", Verdict.NOT_MET, True),
        (AppearanceInput(OTHER), "", Verdict.NOT_MET, True),
        (AppearanceInput(OTHER), "3/2027", Verdict.NOT_MET, False),
        (AppearanceInput("flag-use-1"), "", Verdict.MET, False),
        (AppearanceInput("flag-use-3", motive="важно"), "", Verdict.JUDGEMENT, True),
        (AppearanceInput("flag-use-3", decided_by="кметът"), "", Verdict.JUDGEMENT, True),
        (AppearanceInput("flag-use-3", "важно", "кметът"), "", Verdict.MET, False),
    ],
)
def test_ground(typed: AppearanceInput, exception: str, verdict: Verdict, *, stops: bool) -> None:
    ((_rule, found, blocking),) = one(typed, exception)
    assert (found, blocking) == (verdict, stops)


@pytest.mark.requirement("R-13-0.3")
def test_ready_without_the_state_protocol_warns_and_does_not_stop() -> None:
    typed = AppearanceInput("flag-use-1", ready=True)
    assert [rule for rule, _v, _b in one(replace(typed, ready=False))] == ["flag-appearance-ground"]
    assert one(typed)[1] == ("flag-appearance-protocol", Verdict.JUDGEMENT, False)
    assert len(one(replace(typed, protocol_ok_by="гл. експерт"))) == 2
    told = replace(typed, protocol_ok_by="гл. експерт", protocol_ok_on=date(2027, 2, 26))
    assert len(one(told)) == 1


def test_what_lacks_is_told_in_few_words() -> None:
    typed = AppearanceInput(
        "flag-use-1", assistants=("А",), steps=(Step("а", done=True), Step("б"))
    )
    assert typed.ticked == "1/2"
    assert typed.lacking == (
        "знаменосец – не е определен", "асистенти – не са определени",
        "държавен протокол – не е потвърден", "неотметнати стъпки: 1",
    )  # fmt: skip
    done = replace(
        typed, bearer="В", assistants=("А", "Б"), steps=(), protocol_ok_by="Г", protocol_ok_on=DAY
    )
    assert done.lacking == ()


def test_the_towns_holiday_is_offered_once_and_first() -> None:
    holidays = [
        (date(2027, 5, 6), "Гергьовден"),
        (DAY, "3 март"),
        (date(2027, 1, 1), "Нова година"),
    ]
    feast = (date(2027, 5, 6), "Празник на града")
    found = proposals(holidays, feast, {date(2027, 1, 1)}, ("т1", "т2"))
    assert [(one.name, one.ground, one.town) for one in found] == [
        ("Празник на града", "т2", True), ("3 март", "т1", False),
    ]  # fmt: skip
    assert proposals(holidays, feast, {feast[0]}, ("т1", "т2"))[0].name == "Нова година"


def test_way_and_states() -> None:
    begin = datetime(2027, 3, 3, 10)
    taken, back = way(begin, begin + timedelta(hours=2), timedelta(minutes=90))
    assert (f"{taken:%H:%M}", f"{back:%H:%M}") == ("08:30", "13:30")
    event = EventInput("Празник", When(DAY, DAY))
    made = Appearance(1, event, AppearanceInput("flag-use-1"), "", "", taken, back)
    assert (made.state_text, made.scheduled) == ("планирано", True)
    assert replace(made, typed=AppearanceInput("flag-use-1", ready=True)).state_text == "готово"
    for state, text, scheduled in (
        (EventState.PROPOSED, "предложено", False), (EventState.HELD, "проведено", True),
        (EventState.CANCELLED, "отказано", False),
    ):  # fmt: skip
        changed = replace(made, event=replace(event, state=state))
        assert (changed.state_text, changed.scheduled) == (text, scheduled)
    assert not replace(made, typed=AppearanceInput()).scheduled


def test_usual_steps_follow_the_ground_and_know_only_grounds_of_the_act() -> None:
    known = {ground.code for ground in RULES.grounds}
    assert {code for one in usual().templates for code in one.grounds} == known
    council, town = (usual_steps(usual().templates, f"flag-use-{n}") for n in (4, 2))
    assert council != town
    other = usual_steps(usual().templates, OTHER)
    assert other
    assert not any(step.done for step in (*council, *town, *other))
    assert usual_steps((Template("само", ("друг",), ("а",)),), OTHER) == ()
    assert rules_text(None) == "Правилникът по чл. 13 не е въведен"
