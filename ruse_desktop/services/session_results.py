"""What a closed session or a deciding act decided, as the book will write it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.acts import MINUTES
from ruse_desktop.domain.books import Act
from ruse_desktop.domain.people import Team
from ruse_desktop.domain.results import AwardResult
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import PersonRow

if TYPE_CHECKING:
    from ruse_desktop.domain.acts import ActView
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.sessions import SessionView, SlotView
    from ruse_desktop.services.nomination_reading import Reader


def results_of(reader: Reader, view: SessionView, award: AwardRules) -> tuple[AwardResult, ...]:
    """What a closed session decided, in the order of the slots.

    Where an act decides on its proposal, the act's names: those left out by it are not there.
    """
    act = view.act.act if view.act else _minutes(view, award)
    found: list[AwardResult] = []
    for slot in view.slots:
        if not slot.done or (slot.settled_before and view.act is None):
            continue  # it is of another session
        won = _winners(slot, view.act)
        common = replace(
            _common(award, slot.slot.code, view.commission.year, act),
            not_awarded=tuple(one.id for one in slot.standing if one.id not in dict(won)),
            unawarded_reason=slot.unawarded,
        )
        if not won and (slot.unawarded or common.not_awarded):
            found.append(common)
        found.extend(_laureate(reader, one, motive, common) for one, motive in won)
    return tuple(found)


def results_of_act(
    reader: Reader, act: ActView, award: AwardRules, year: int
) -> tuple[AwardResult, ...]:
    """The laureates of an act without a commission, in its own order."""
    found = []
    for one in act.named:
        slot = reader.record(one.nomination_id).slot
        common = _common(award, slot, year, act.act)
        found.append(_laureate(reader, one.nomination_id, one.motive, common))
    return tuple(found)


def _winners(slot: SlotView, act: ActView | None) -> list[tuple[int, str]]:
    """Nomination and motive of the slot's laureates: the act's, or the session's own."""
    if act is None:
        return [(one.nomination_id, one.motive) for one in slot.awards]
    stood = {one.id for one in slot.standing}
    return [(one.nomination_id, one.motive) for one in act.named if one.nomination_id in stood]


def _minutes(view: SessionView, award: AwardRules) -> Act:
    text = _("Протокол № {no}/{day} на комисията").format(
        no=view.typed.protocol_no, day=date_short(view.typed.held_on)
    )
    areas = ", ".join(award.area(code).name for code in view.commission.rule.areas)
    if areas:
        text = f"{text} „{areas}“"
    return Act(MINUTES, view.typed.protocol_no, view.typed.held_on, text)


def _common(award: AwardRules, slot: str, year: int, act: Act) -> AwardResult:
    section = award.section(award.slot(slot).section)
    area = award.area(section.area).name
    assert act.on is not None  # a kept act has its day
    return AwardResult(
        award=award.code,
        year=year,
        slot=slot,
        section=section.name,
        area=area,
        act_kind=act.kind,
        act_no=act.number,
        act_date=act.on,
        act_text=act.text,
    )


def _laureate(reader: Reader, nomination_id: int, motive: str, common: AwardResult) -> AwardResult:
    record = reader.session.get_one(NominationRecord, nomination_id)
    kind = NomineeKind(record.nominee_kind)
    result = replace(common, nomination_id=record.id, kind=kind, motive=motive)
    if kind is NomineeKind.PERSON:
        person = reader.session.get_one(PersonRow, record.person_id)
        return replace(
            result,
            given=person.given,
            middle=person.middle,
            family=person.family,
            titles=person.titles,
            birth_year=person.birth_year,
        )
    card = reader.saved_nominee(kind, record.team_id or record.organisation_id or 0)
    if isinstance(card, Team):
        return replace(result, name=card.name, members=card.members)
    return replace(result, name=getattr(card, "name", ""))
