"""Amending, confirming and re-pinning the ordinance over a real database and real files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ruse_desktop.app import Options, load_law, open_services, open_store
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.amending import Amendment, RuleChange, RuleId, TextChange
from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.nominations import Merit, NominationInput
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import SlotKind
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.law import writing
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.audit import AuditLine

HEAD = Actor("Мария Колева")
CLERK = Actor("Ирина Добрева", frozenset({Role.CLERK}))
NOW = datetime(2027, 5, 14, 10, 0, tzinfo=SOFIA)
PLACE = Citation("44", "2")
SUBMISSION = RuleId("NR", "deadline", "submission")
NEW = "2027-02-01"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law = load_law()
    clock = FixedClock(NOW)
    store = open_store(Options(tmp_path, clock, HEAD))
    made = Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    yield made
    made.store.close()


def to_15_may(services: Services, **changes: object) -> Amendment:
    rule = services.law.editions[-1].award("NR").deadline("submission")
    assert rule
    made = Amendment(
        "15",
        "3",
        date(2027, 1, 28),
        date(2027, 2, 1),
        texts=(TextChange(PLACE, ChangeKind.AMENDED, "Предложенията се приемат до 15 май."),),
        rules=(RuleChange(SUBMISSION, replace(rule, on=YearDay(5, 15))),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def nominate(services: Services, edition_id: int, registry_no: str) -> NominationInput:
    return NominationInput(
        edition_id=edition_id,
        slot="1.1",
        genre="поезия",
        category="творец",
        person=PersonInput("Димитър", "Георгиев", "Стоянов"),
        proposer=OrganisationInput("Сдружение „Дунавски бряг“", areas=("arts",)),
        merits=(Merit("награда за поезия", date(2027, 3, 2), level="национално"),),
        motives="За книгата „Край реката“, отличена на национален конкурс. " * 12,
        registry_no=registry_no,
        registered_on=date(2027, 5, 14),
    )


def deadline_verdict(services: Services, typed: NominationInput) -> Verdict:
    found = services.nominations.findings(typed)
    return next(one.verdict for one in found if one.rule == "submission-deadline")


def audit_lines(services: Services) -> list[tuple[str, str]]:
    with services.store.read() as session:
        lines = session.scalars(select(AuditLine).order_by(AuditLine.seq))
        return [(line.verb, line.body) for line in lines]


@pytest.mark.requirement("R-PRE-0.1")
@pytest.mark.requirement("R-PRE-0.4")
def test_amended_deadline_counts_for_editions_opened_under_it_only(services: Services):
    old = services.editions.open("NR", 2027, actor=HEAD, law_edition="2024-02-29")
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    new = services.editions.open("NR", 2028, actor=HEAD, law_edition=NEW)
    late = nominate(services, old.id, "30-1")
    assert deadline_verdict(services, late) is Verdict.NOT_MET
    other = replace(late, edition_id=new.id, registered_on=date(2028, 5, 12))
    assert deadline_verdict(services, other) is Verdict.MET
    assert services.editions.rules(old.id).deadline("submission").on.day == 10  # type: ignore[union-attr]


@pytest.mark.requirement("R-PRE-0.4")
def test_prize_added_by_a_decision_is_offered_from_its_day_on(services: Services):
    old = services.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    award = services.law.editions[-1].award("NR")
    added = replace(award.slot("1.3"), code="1.3-c", kind=SlotKind.COLLECTIVE)
    change = RuleChange(RuleId("NR", "slot", "1.3-c"), added)
    checked = services.ordinance.check(to_15_may(services, rules=(change,)))
    assert [(was, now.id) for was, now in checked.rules if now] == [(None, change.id)]
    services.ordinance.enter(to_15_may(services, rules=(change,)), actor=HEAD)
    new = services.editions.open("NR", 2027, actor=HEAD, law_edition=NEW)
    offered = [
        [slot.places for slot in services.editions.rules(one.id).slots_in("1.3")]
        for one in (old, new)
    ]
    assert offered == [[1], [1, 1]]
    page = services.ordinance.page(NEW)
    assert [(was, now and now.id) for was, now in page.rule_changes] == [(None, change.id)]


def test_amendment_is_there_after_a_restart_and_is_audited_with_both_fingerprints(
    tmp_path: Path, services: Services
):
    before = services.law.fingerprint
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    verb, body = audit_lines(services)[-1]
    assert verb == "law.amend"
    assert before in body
    assert services.law.fingerprint in body
    assert before != services.law.fingerprint
    services.store.close()
    again = open_services(Options(tmp_path, FixedClock(NOW), HEAD))
    assert again.law.editions[-1].id == NEW
    page = again.ordinance.page()
    assert (page.edition.id, page.withdrawable, page.foreign) == (NEW, NEW, False)
    assert [(one.label, one.by) for one in page.amendments] == [
        ("изм. с Реш. № 15/28.01.2027 г.", "Мария Колева")
    ]
    again.store.close()


def test_lost_files_of_an_amendment_come_back_with_the_database(tmp_path: Path, services: Services):
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    services.editions.open("NR", 2028, actor=HEAD, law_edition=NEW)
    before = writing.contents(tmp_path / "ordinance")
    fingerprint = services.law.fingerprint
    services.store.close()
    shutil.rmtree(tmp_path / "ordinance")
    again = open_services(Options(tmp_path, FixedClock(NOW), HEAD))
    assert writing.contents(tmp_path / "ordinance") == before
    assert again.law.fingerprint == fingerprint
    assert again.editions.rules(1).deadline("submission").on.day == 15  # type: ignore[union-attr]
    again.store.close()


def test_what_was_withdrawn_does_not_come_back(tmp_path: Path, services: Services):
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    services.ordinance.withdraw(NEW, actor=HEAD)
    services.store.close()
    again = open_services(Options(tmp_path, FixedClock(NOW), HEAD))
    assert again.law.editions[-1].id == "2024-02-29"
    again.store.close()


def test_check_changes_nothing_and_says_what_would_change(tmp_path: Path, services: Services):
    opened = services.editions.open("NR", 2027, actor=HEAD, law_edition="2024-02-29")
    services.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    lines = len(audit_lines(services))
    checked = services.ordinance.check(to_15_may(services))
    assert checked.sound
    assert [(str(one.citation), one.kind) for one in checked.texts] == [
        ("чл. 44, ал. 2", ChangeKind.AMENDED)
    ]
    ((was, now),) = checked.rules
    assert was and now  # noqa: PT018 - one change with both its sides
    assert ("10 май" in was.says, "15 май" in now.says) == (True, True)
    assert [(one.id, one.name, one.obstacle) for one in checked.touched] == [
        (opened.id, "Награда „Русе“ 2027", "")
    ]
    assert not (tmp_path / "ordinance").exists()
    assert not (tmp_path / "ordinance.next").exists()
    assert len(audit_lines(services)) == lines


def test_faults_of_a_rule_are_told_at_the_rule(services: Services):
    award = services.law.editions[-1].award("NR")
    wrong = RuleChange(
        RuleId("NR", "commission", "arts"), replace(award.commission("arts"), members=12)
    )
    amendment = to_15_may(services)
    checked = services.ordinance.check(replace(amendment, rules=(*amendment.rules, wrong)))
    assert [(one.part, one.says) for one in checked.problems] == [
        ("rule 2", "намерено „12 членове“, очаква се: 9 по квотите")
    ]
    with pytest.raises(UserError, match="12 членове"):
        services.ordinance.enter(replace(amendment, rules=(wrong,)), actor=HEAD)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"number": " "}, "number"),
        ({"in_force": date(2027, 1, 1)}, "in_force"),
        ({"in_force": date(2024, 2, 1), "adopted": date(2024, 1, 1)}, "in_force"),
        ({"texts": (), "rules": ()}, ""),
        ({"texts": (TextChange(PLACE, ChangeKind.ADDED, "а"),)}, "text 1"),
        ({"texts": (TextChange(PLACE, ChangeKind.AMENDED, " "),)}, "text 1"),
        ({"texts": (TextChange(Citation("62"), ChangeKind.REPEALED),)}, "text 1"),
        ({"texts": (TextChange(Citation("99"), ChangeKind.AMENDED, "а"),)}, "text 1"),
    ],
)
def test_what_cannot_be_an_amendment_is_said(
    services: Services, changes: dict[str, object], part: str
):
    checked = services.ordinance.check(to_15_may(services, **changes))
    assert part in {one.part for one in checked.problems}
    assert not checked.sound


def test_only_the_head_amends_confirms_and_withdraws(services: Services):
    with pytest.raises(Refused):
        services.ordinance.enter(to_15_may(services), actor=CLERK)
    with pytest.raises(Refused):
        services.ordinance.confirm("2024-02-29", PLACE, actor=CLERK)
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    with pytest.raises(Refused):
        services.ordinance.withdraw(NEW, actor=CLERK)
    with pytest.raises(Refused):
        services.ordinance.repin(1, NEW, reason="по решението", actor=CLERK)
    assert services.law.editions[-1].id == NEW


def test_amendment_is_withdrawn_until_an_edition_is_pinned_to_it(
    tmp_path: Path, services: Services
):
    before = services.law
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    services.ordinance.withdraw(NEW, actor=HEAD)
    assert services.law.editions == before.editions
    assert [one.withdrawn for one in services.ordinance.page().amendments] == [True]
    assert writing.entered(tmp_path / "ordinance") == ()
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    services.editions.open("NR", 2028, actor=HEAD, law_edition=NEW)
    with pytest.raises(Refused):
        services.ordinance.withdraw(NEW, actor=HEAD)


def test_opened_edition_follows_the_new_rules_by_choice(services: Services):
    edition = services.editions.open("NR", 2027, actor=HEAD, law_edition="2024-02-29")
    late = nominate(services, edition.id, "30-1")
    assert deadline_verdict(services, late) is Verdict.NOT_MET
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    assert deadline_verdict(services, late) is Verdict.NOT_MET
    with pytest.raises(UserError, match="защо"):
        services.ordinance.repin(edition.id, NEW, reason="", actor=HEAD)
    services.ordinance.repin(edition.id, NEW, reason="по § 2 от решението", actor=HEAD)
    assert services.editions.get(edition.id).law_edition == NEW
    assert deadline_verdict(services, late) is Verdict.MET
    verb, body = audit_lines(services)[-1]
    assert verb == "editions.repin"
    assert "по § 2 от решението" in body


def test_edition_whose_nominations_need_a_dropped_slot_stays(services: Services):
    edition = services.editions.open("NR", 2027, actor=HEAD, law_edition="2024-02-29")
    services.nominations.save_draft(nominate(services, edition.id, "30-1"), actor=CLERK)
    dropped = RuleChange(RuleId("NR", "slot", "1.1"), None)
    amendment = to_15_may(services, rules=(dropped,))
    (touched,) = services.ordinance.check(amendment).touched
    assert (touched.nominations, "1.1" in touched.obstacle) == (1, True)
    services.ordinance.enter(amendment, actor=HEAD)
    with pytest.raises(Refused, match=r"1\.1"):
        services.ordinance.repin(edition.id, NEW, reason="по решението", actor=HEAD)
    assert services.editions.get(edition.id).law_edition == "2024-02-29"


def test_confirmation_stays_with_the_text_and_rules_it_was_given_for(services: Services):
    services.ordinance.confirm("2024-02-29", Citation("44"), actor=HEAD)
    services.ordinance.confirm("2024-02-29", None, actor=HEAD)
    page = services.ordinance.page("2024-02-29")
    done = page.confirmed(Citation("44", "2"))
    assert done
    assert (done.by, done.at, done.stale) == ("Мария Колева", NOW, False)
    services.ordinance.enter(to_15_may(services), actor=HEAD)
    after = services.ordinance.page(NEW)
    assert after.confirmed(Citation("44", "2")).stale  # type: ignore[union-attr]
    assert after.confirmed(Citation("41")) is None
    with pytest.raises(NotFound):
        services.ordinance.confirm("2024-02-29", Citation("99"), actor=HEAD)


def test_disk_that_refuses_leaves_everything_as_it_was(
    tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch
):
    def full(_root: Path) -> None:
        raise OSError(28, "no space")

    before, lines = services.law, len(audit_lines(services))
    monkeypatch.setattr(writing, "swap", full)
    with pytest.raises(UserError, match="не могат да се запишат"):
        services.ordinance.enter(to_15_may(services), actor=HEAD)
    assert services.law is before
    assert len(audit_lines(services)) == lines
    assert not list(tmp_path.glob("ordinance*"))


def test_older_texts_are_pages_too(services: Services):
    page = services.ordinance.page("2012-12-13")
    assert page.edition.text_only
    assert page.previous
    assert page.previous.id == "2011-09-16"
    assert page.decision
    assert page.decision.number == "412"
    assert ChangeKind.REPEALED in {one.kind for one in page.changes}
    with pytest.raises(NotFound):
        services.ordinance.page("1999-01-01")
