"""Merging of proposers, envelopes, steps and proposals of the title, on a real file by the real law."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.domain.envelopes import EnvelopeInput, Outcome
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.following import StepInput
from ruse_desktop.domain.letters import LetterKind
from ruse_desktop.domain.nominations import Channel, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.test_nominations import CLERK, HEAD, Counter

OTHER = OrganisationInput("Читалище „Изгрев“", areas=("arts",))


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    yield made
    made.services.store.close()


def admit(counter: Counter, number: int) -> None:
    counter.answer_all(number)
    counter.nominations.admit(number, actor=HEAD)


def last_verb(counter: Counter) -> str:
    with counter.services.store.engine.begin() as connection:
        return connection.execute(
            text("SELECT verb FROM audit_line ORDER BY seq DESC LIMIT 1")
        ).scalar_one()


# merging


@pytest.fixture
def two(counter):
    """Two proposers of one nominee in one slot."""
    first = counter.register()
    second = counter.register(registry_no="30-212", proposer=OTHER)
    return first, second


def test_same_nominee_in_the_same_slot_is_found(counter, two):
    first, second = two
    counter.register(registry_no="30-213", person=PersonInput("Боян", "", "Ълчев"))
    same = counter.nominations.detail(first).following.same
    assert [(one.id, one.proposer) for one in same] == [(second, "Читалище „Изгрев“")]
    assert counter.services.merging.same(second)[0].id == first


def test_merged_goes_with_the_leading_and_the_commission_sees_one_with_all_proposers(counter, two):
    first, second = two
    counter.services.merging.merge(first, second, actor=CLERK)
    with pytest.raises(Refused):
        admit(counter, second)
    counter.answer_all(second)
    admit(counter, first)
    assert counter.state(second) is State.ADMITTED
    (table,) = counter.nominations.admitted(counter.edition_id)
    assert table.id == first
    assert table.proposer_name == "Сдружение „Дунавски бряг“; Читалище „Изгрев“"
    lines = counter.services.intake_register.register(counter.edition_id).lines
    assert [line.ordinal for line in lines] == [1, 2]
    assert [line.merged_with for line in lines] == ["", "ПР-2026-001"]
    counter.nominations.reject(first, actor=CLERK, citation="чл. 43", reason="отпаднал раздел")
    assert counter.state(second) is State.REJECTED
    assert "ПР-2026-001" in counter.nominations.detail(second).history[-1].reason


def test_leading_is_not_admitted_over_open_checks_of_the_merged(counter):
    first = counter.register()
    second = counter.register(registry_no="30-212", proposer=OTHER, motives="")
    counter.services.merging.merge(first, second, actor=CLERK)
    with pytest.raises(Refused, match="ПР-2026-002"):
        admit(counter, first)
    assert counter.state(first) is State.SUBMITTED


def test_merging_is_undone_before_the_commission_has_it(counter, two):
    first, second = two
    merging = counter.services.merging
    merging.merge(first, second, actor=CLERK)
    with pytest.raises(Refused, match="други вносители"):
        counter.nominations.withdraw(first, actor=CLERK, reason="писмо")
    merging.unmerge(second, actor=CLERK)
    assert last_verb(counter) == "nominations.unmerge"
    assert counter.nominations.detail(second).following.merged_into is None
    merging.merge(first, second, actor=CLERK)
    counter.answer_all(second)
    admit(counter, first)
    with pytest.raises(Refused):
        merging.unmerge(second, actor=CLERK)


def test_only_alike_are_merged(counter, two):
    first, _second = two
    other = counter.register(registry_no="30-213", person=PersonInput("Боян", "", "Ълчев"))
    with pytest.raises(Refused):
        counter.services.merging.merge(first, other, actor=CLERK)
    with pytest.raises(Refused):
        counter.services.merging.merge(first, first, actor=CLERK)


def test_merged_one_does_not_become_another_s(counter, two):
    first, second = two
    counter.services.merging.merge(first, second, actor=CLERK)
    for number in two:
        typed = counter.typed(person=PersonInput("Боян", "", "Ълчев"), registry_no=f"31-{number}")
        with pytest.raises(Refused, match="разделете"):
            counter.nominations.update(number, typed, actor=CLERK)
    assert counter.nominations.detail(first).row.nominee == "Димитър Георгиев Стоянов"


def test_late_one_is_not_let_in_by_an_admitted_one(counter):
    first = counter.register()
    admit(counter, first)
    late = counter.register(registry_no="30-299", proposer=OTHER, registered_on=date(2026, 5, 20))
    with pytest.raises(Refused, match="нерешени"):
        counter.services.merging.merge(first, late, actor=CLERK)
    assert counter.state(late) is State.SUBMITTED


# envelopes


def test_envelope_becomes_a_nomination_with_its_post_mark(counter):
    counter.clock.moment = datetime(2026, 5, 12, 9, 5, tzinfo=SOFIA)
    envelopes = counter.services.envelopes
    got = envelopes.receive(
        EnvelopeInput(sender="Сдружение „Пристан“", postmarked_on=date(2026, 5, 9)), actor=CLERK
    )
    assert (got.number, got.received_on, got.outcome) == (
        "1/2026", date(2026, 5, 12), Outcome.WAITING,
    )  # fmt: skip
    draft = envelopes.open(got.id, counter.edition_id, actor=CLERK)
    typed = counter.nominations.detail(draft).typed
    assert (typed.channel, typed.sent_on, typed.registered_on) == (
        Channel.POST, date(2026, 5, 9), date(2026, 5, 12),
    )  # fmt: skip
    assert counter.nominations.detail(draft).row.proposer == "Сдружение „Пристан“"
    with pytest.raises(Refused):
        envelopes.open(got.id, counter.edition_id, actor=CLERK)
    counter.nominations.delete_draft(draft, actor=CLERK)
    assert envelopes.list(waiting=True)[0].id == got.id


def test_envelope_is_sent_back_with_a_reason_and_never_deleted(counter):
    envelopes = counter.services.envelopes
    got = envelopes.receive(EnvelopeInput(sender="Без подател"), actor=CLERK)
    with pytest.raises(UserError):
        envelopes.settle(got.id, Outcome.RETURNED, on=date(2026, 5, 7), note="", actor=CLERK)
    envelopes.settle(got.id, Outcome.RETURNED, on=date(2026, 5, 7), note="след срока", actor=CLERK)
    (line,) = envelopes.list()
    assert (line.outcome, line.outcome_note) == (Outcome.RETURNED, "след срока")
    assert envelopes.list(waiting=True) == ()
    with pytest.raises(DBAPIError), counter.services.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM envelope"))


def test_envelope_with_impossible_days_is_refused(counter):
    receive = counter.services.envelopes.receive
    with pytest.raises(UserError):
        receive(EnvelopeInput(sender=" "), actor=CLERK)
    with pytest.raises(UserError):
        receive(EnvelopeInput(sender="А", received_on=date(2026, 5, 8)), actor=CLERK)
    with pytest.raises(UserError):
        receive(EnvelopeInput(sender="А", postmarked_on=date(2026, 5, 8)), actor=CLERK)


# the title: nominations, proposals, steps


@pytest.fixture
def title(counter):
    """The edition of the title and a way to register a paper of чл. 27 in it."""
    edition = counter.services.editions.open("PG", 2026, actor=HEAD, law_edition="2024-02-29").id

    def register(paper: str, **changes: object) -> int:
        values = {
            "edition_id": edition, "slot": "all", "genre": "", "category": "",
            "registry_no": "", "facts": {"paper": paper}, **changes,
        }  # fmt: skip
        return counter.register(**values)

    return register


@pytest.mark.requirement("R-27-1.3")
def test_nomination_waits_for_its_proposal(counter, title):
    steps = counter.services.nomination_steps
    waits = title("nomination")
    other = title("nomination", person=PersonInput("Боян", "", "Ълчев"))
    assert [row.id for row in steps.without_proposal()] == [waits, other]
    proposal = title(
        "proposal", proposer=None, proposer_kind=ProposerKind.MAYOR, proposer_person="Пенчо Милков"
    )
    assert [row.id for row in steps.proposals_for(waits)] == [proposal]
    with pytest.raises(Refused):
        steps.link(other, proposal, on=date(2026, 5, 7), actor=CLERK)
    steps.link(waits, proposal, on=date(2026, 5, 7), actor=CLERK)
    steps.not_taken_up(other, on=date(2026, 5, 7), note="кметът не го внася", actor=CLERK)
    assert steps.without_proposal() == ()
    said = counter.nominations.detail(other).typed.facts
    assert (said["uptake"], said["uptake_note"]) == ("declined", "кметът не го внася")
    taken = counter.nominations.detail(waits).following.taken_up
    assert taken is not None
    assert taken.proposal_id == proposal
    with pytest.raises(Refused):
        steps.not_taken_up(proposal, on=date(2026, 5, 7), note="няма", actor=CLERK)


@pytest.mark.requirement("R-27-2.1", "R-27-3.1", "R-27-3.2")
def test_steps_keep_the_order_of_the_act(counter, title):
    steps = counter.services.nomination_steps
    number = title("proposal")
    counter.clock.moment = datetime(2026, 5, 20, 9, 0, tzinfo=SOFIA)
    committee = StepInput("committee", date(2026, 5, 12), "подкрепя", who="Комисия по култура")
    with pytest.raises(Refused) as refusal:
        steps.record(number, committee, actor=CLERK)
    assert refusal.value.citation == "чл. 27, ал. 2"
    opinion = StepInput(
        "chairs-council", date(2026, 5, 13), "отрицателно", document="12/13.05.2026"
    )
    steps.record(number, opinion, actor=CLERK)
    with pytest.raises(Refused):
        steps.record(number, committee, actor=CLERK)  # a day before the opinion
    for who, day in (("Комисия по култура", 14), ("Комисия по бюджет", 15)):
        steps.record(
            number, StepInput("committee", date(2026, 5, day), "подкрепя", who=who), actor=CLERK
        )
    views = counter.nominations.detail(number).following.steps
    assert [(one.code, one.taken) for one in views] == [
        ("chairs-council", True), ("committee", True), ("committee", True), ("committee", False),
        ("session", False),
    ]  # fmt: skip
    assert views[-1].may
    with pytest.raises(Refused):
        steps.remove(views[0].id, actor=CLERK)
    with pytest.raises(UserError):
        steps.record(number, StepInput("session", date(2026, 5, 19)), actor=CLERK)


def test_a_step_out_of_order_is_recorded_by_an_override(counter, title):
    number = title("proposal")
    found = counter.services.nomination_steps.judge(number, "committee", date(2026, 5, 7))
    passed = {
        one.rule: OverrideInput("Становището е взето на извънредно заседание.", "писмо № 3", None)
        for one in found
    }
    typed = StepInput("committee", date(2026, 5, 7), "подкрепя", who="Комисия по култура")
    counter.services.nomination_steps.record(number, typed, actor=HEAD, overrides=passed)
    detail = counter.nominations.detail(number)
    assert [one.citation for one in detail.overrides] == ["чл. 27, ал. 2"]
    assert any(one.taken for one in detail.following.steps)


# letters


@pytest.mark.requirement("R-61-3.2")
def test_receipt_lists_what_was_brought_and_what_is_missing_until_when(counter):
    counter.clock.moment = datetime(2027, 3, 20, 9, 0, tzinfo=SOFIA)
    edition = counter.services.editions.open("NLN", 2027, actor=HEAD, law_edition="2024-02-29").id
    number = counter.register(
        edition_id=edition, slot="fiction", genre="", category="", registry_no="",
        registered_on=date(2027, 3, 20), copies={"form": 1, "work": 5, "cv": 1, "photo": 1},
    )  # fmt: skip
    slip = counter.services.letters.compose(number, LetterKind.RECEIPT, clerk="Мария Колева")
    assert slip.title == "ПРИЕМНА БЕЛЕЖКА № НЛН-1/2027"
    assert slip.table is not None
    assert [row[2:] for row in slip.table.rows] == [
        ("1", "1", "представено"), ("5", "7", "липсват 2 бр."), ("1", "1", "представено"),
        ("1", "1", "представено"),
    ]  # fmt: skip
    assert "до 31.05.2027" in slip.after[0]
    assert "липсват 2 бр." in slip.after[0]


def test_letters_say_what_was_recorded_and_need_its_state(counter):
    letters = counter.services.letters
    number = counter.register(motives="")
    with pytest.raises(Refused):
        letters.compose(number, LetterKind.REJECTION)
    counter.nominations.ask_completion(
        number, actor=CLERK, reason="липсват мотиви", until=date(2026, 5, 15)
    )
    asked = letters.compose(number, LetterKind.COMPLETION)
    assert "липсват мотиви" in asked.before[0]
    assert "до 15.05.2026" in asked.after[0]
    counter.nominations.reject(number, actor=CLERK, citation="чл. 44, ал. 1", reason="без мотиви")
    refused = letters.compose(number, LetterKind.REJECTION)
    assert "чл. 44, ал. 1" in refused.before[1]
    assert "без мотиви" in refused.before[1]
