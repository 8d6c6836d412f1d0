"""What a declared relation bars from, by the rule of the commission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from ruse_desktop.domain.conflicts import (
    Conflict,
    ConflictKind,
    barred_from_all,
    bars,
    conflict_says,
    out_of,
    reduced,
    relations,
    touched,
)
from ruse_desktop.domain.nominations import AdmittedNomination
from ruse_desktop.domain.notices import Capacity, Guest, Invited, Notice, Way, notices_found
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.domain.sessions import AttendanceInput, came, went
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load

LAW = load(Path(resource("ordinance"))).editions[-1]
RUSE = LAW.award("NR").commission("arts")
CANETTI = LAW.award("NLN").commissions[0]
BY_ITEM = replace(RUSE, conflict="item")


def _nominee(number: int, slot: str, name: str, proposer: str) -> AdmittedNomination:
    return AdmittedNomination(
        number, f"{number}", f"30-{number}", slot, name, NomineeKind.PERSON, proposer, ""
    )


NOMINEES = (
    _nominee(1, "1.1", "Ана Делева", "Клуб „Вал“"),
    _nominee(2, "1.3", "Ана Делева", "Дружество „Бряг“"),
    _nominee(3, "1.3", "Борис Тухчин", "Клуб „Вал“"),
)


@pytest.mark.requirement("R-45-7.1")
@pytest.mark.parametrize(
    ("rule", "one", "barred"),
    [
        (RUSE, Conflict(1, ConflictKind.KINSHIP), True),
        (RUSE, Conflict(1, ConflictKind.OFFICIAL), True),
        (RUSE, Conflict(1, ConflictKind.OTHER), False),
        (RUSE, Conflict(1, ConflictKind.KINSHIP, proposer=True), False),
        (CANETTI, Conflict(1, ConflictKind.KINSHIP), False),
        (BY_ITEM, Conflict(1, ConflictKind.KINSHIP), True),
    ],
)
def test_only_the_relations_the_act_names_bar(rule, one, barred):
    assert bars(rule, one) is barred
    assert barred_from_all(rule, [one]) is (barred and rule.conflict == "commission")


@pytest.mark.requirement("R-X-0.21")
def test_relation_per_item_reaches_every_section_of_the_nominee():
    kin = Conflict(1, ConflictKind.KINSHIP)
    assert out_of(BY_ITEM, [kin], NOMINEES) == {1, 2}
    assert out_of(RUSE, [kin], NOMINEES) == frozenset()
    assert out_of(CANETTI, [kin], NOMINEES) == frozenset()
    assert out_of(CANETTI, [replace(kin, steps_out=True)], NOMINEES) == {1, 2}
    assert [one.id for one in touched(replace(kin, proposer=True), NOMINEES)] == [1, 3]
    assert out_of(RUSE, [Conflict(9, ConflictKind.KINSHIP, steps_out=True)], NOMINEES) == set()


def test_relation_is_said_with_whom_and_what():
    assert conflict_says(Conflict(1, ConflictKind.KINSHIP, "сестра"), NOMINEES) == (
        "родство с Ана Делева: сестра"
    )
    assert conflict_says(Conflict(3, ConflictKind.OTHER, proposer=True), NOMINEES) == (
        "друго отношение с вносителя Клуб „Вал“"
    )


@pytest.mark.requirement("R-63-1.4")
def test_possible_conflict_elsewhere_is_flagged_and_asks_a_reason():
    (found,) = relations(
        CANETTI, [("Милен Кърджилов", Conflict(1, ConflictKind.OTHER), "автор на книга")]
    )
    assert found.sentence == "Възможен конфликт – чл. 45, ал. 7 не се прилага пряко"
    assert (found.open, found.blocking, found.overridable) == (True, False, True)
    assert found.explanation == "Милен Кърджилов – автор на книга"
    stepped = Conflict(1, ConflictKind.OTHER, steps_out=True)
    assert relations(CANETTI, [("Милен Кърджилов", stepped, "автор")]) == ()
    assert relations(RUSE, [("Милен Кърджилов", Conflict(1, ConflictKind.KINSHIP), "")]) == ()


@pytest.mark.requirement("R-45-7.3")
def test_fewer_members_are_told_with_the_base_that_is_left():
    (found,) = reduced(RUSE, ["Милен Кърджилов"], 9)
    assert found.sentence == "Отведени без заместник: 1 от 9"
    assert "останалите 8" in found.explanation
    assert "изменена заповед" in found.explanation
    assert not found.open
    assert reduced(RUSE, [], 9) == ()


HELD = date(2027, 5, 18)


def _called(capacity: Capacity, name: str, told: date | None, *, present: bool) -> Invited:
    notice = Notice(capacity, name, told, Way.PHONE) if told else None
    return Invited(capacity, name, notice, present)


@pytest.mark.requirement("R-45-6.3")
def test_member_neither_told_nor_there_opens_the_finding():
    told = _called(Capacity.MEMBER, "Ана Делева", date(2027, 5, 12), present=False)
    came_untold = _called(Capacity.MEMBER, "Борис Тухчин", None, present=True)
    absent_untold = _called(Capacity.MEMBER, "Вера Милева", None, present=False)
    secretary = _called(Capacity.SECRETARY, "Ива Бонева", None, present=False)
    (found,) = notices_found(RUSE, [told], HELD)
    assert not found.open
    (found,) = notices_found(RUSE, [told, came_untold, secretary], HELD)
    assert (found.open, found.explanation) == (False, "Борис Тухчин, Ива Бонева (секретар)")
    (found,) = notices_found(RUSE, [told, came_untold, absent_untold], HELD)
    assert (found.open, found.blocking) == (True, False)
    assert found.explanation == "Борис Тухчин, Вера Милева"


def test_notice_later_than_the_act_asks_is_told():
    early = _called(Capacity.MEMBER, "Ана Делева", date(2027, 5, 15), present=True)
    late = _called(Capacity.MEMBER, "Борис Тухчин", date(2027, 5, 16), present=True)
    rule = replace(RUSE, notice_days=3)
    assert [f.rule for f in notices_found(RUSE, [early, late], HELD)] == ["notices"]
    found = notices_found(rule, [early, late], HELD)[1]
    assert "по-малко от 3 дни" in found.sentence
    assert found.explanation.startswith("Борис Тухчин (16.05.2027")
    after = replace(
        late, notice=Notice(Capacity.MEMBER, "Борис Тухчин", date(2027, 5, 19), Way.POST)
    )
    assert "след деня" in notices_found(RUSE, [after], HELD)[1].sentence


def test_guest_is_said_with_his_capacity_or_the_reason():
    assert Guest(Capacity.TECHNICAL, "Ива Бонева").says == "Ива Бонева (поканено техническо лице)"
    other = Guest(Capacity.OTHER, "Ива Бонева", "журналист", "снимка преди откриването")
    assert other.says == "Ива Бонева (журналист) – снимка преди откриването"


def test_hours_of_coming_and_going():
    away = AttendanceInput(1, present=False)
    assert went(away, time(14)) == away
    there = came(away, time(14, 10))
    assert (there.present, there.arrived, there.left) == (True, time(14, 10), None)
    out = went(there, time(15))
    back = came(out, time(15, 20))
    assert (back.arrived, back.left, back.note) == (time(14, 10), None, "извън залата 15:00–15:20")
