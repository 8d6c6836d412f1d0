"""Fills the minutes from a session: what is printed is exactly what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.commissions import EXPERT
from ruse_desktop.domain.minutes import (
    Minutes,
    MinutesMember,
    MinutesOverride,
    MinutesRound,
    MinutesSlot,
)
from ruse_desktop.domain.sessions import RoundState, SessionState, majority_says
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.overrides import override_of
from ruse_desktop.storage.nominations import OverrideRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.session_chair import ChairRound
    from ruse_desktop.domain.sessions import Attendance, RoundView, SessionView, SlotView
    from ruse_desktop.law.book import LawBook


def minutes_of(
    session: Session, view: SessionView, law: LawBook, majority_base: str = "present"
) -> Minutes:
    """The content of the minutes of a session, closed or still going on.

    `majority_base` is the office's practice, for an act that does not say of whom it is counted.
    """
    commission = view.commission
    edition = find_edition(session, commission.edition_id)
    act = law.edition(edition.law_edition)
    award = act.award(edition.award)
    rule = commission.rule
    present = sum(line.present for line in view.attendance)
    return Minutes(
        number=view.typed.protocol_no,
        held_on=view.typed.held_on,
        at=view.typed.at,
        place=view.typed.place,
        commission=rule.name,
        award=award.name,
        year=commission.year,
        order=_order(commission, law),
        basis=_("на основание {citation} и {voting} от {act}").format(
            citation=rule.citation,
            voting=award.voting.citation if award.voting else rule.citation,
            act=act.act_name,
        ),
        closed_session=_("закрито заседание ({citation})").format(
            citation=rule.closed_citation or rule.citation
        )
        if rule.closed
        else "",
        quorum=_(
            "От {all} назначени членове присъстват {present}, с право на глас {entitled}."
        ).format(all=len(commission.members), present=present, entitled=view.entitled)
        + " "
        + majority_says(award.voting, majority_base, len(commission.members))
        + _experts(commission),
        secretary=commission.secretary,
        tellers=view.typed.tellers,
        members=tuple(_member(line, view) for line in view.attendance),
        slots=(
            *_first(view),
            *(_slot(place, award, view) for place in view.slots if not place.settled_before),
        ),
        overrides=_overrides(session, view),
        draft=view.state is not SessionState.CLOSED,
        final=award.act.note if award.act and not view.decided_by else "",
    )


def _experts(commission: CommissionView) -> str:
    """The experts without a vote, in a sentence; „“ when nobody was invited."""
    named = (
        f"{one.name} ({one.position})" if one.position else one.name for one in commission.experts
    )
    names = ", ".join(named)
    return " " + _("Експерти без право на глас: {names}.").format(names=names) if names else ""


def _order(commission: CommissionView, law: LawBook) -> str:
    day = date_short(commission.order_date) if commission.order_date else "…"
    if commission.rule.appointed_by:
        return _("{act} № {no}/{day}").format(
            act=commission.rule.appointed_by, no=commission.order_no, day=day
        )
    return _("Заповед № {no}/{day} на Кмета на {municipality}").format(
        no=commission.order_no, day=day, municipality=law.municipality or _("Общината")
    )


def _member(line: Attendance, view: SessionView) -> MinutesMember:
    quotas = {EXPERT: _("експерт")} | {s.source: s.name for s in view.commission.rule.seats}
    if line.barred:
        part = _("не участва ({citation})").format(
            citation=view.commission.rule.conflict_citation or ""
        )
    elif line.present:
        part = _("присъства")
    else:
        part = _("отсъства")
    return MinutesMember(
        name=line.name,
        position=line.position,
        quota=quotas.get(line.source, ""),
        part=part,
        reason=line.conflict or line.note,
        chair=line.chair,
        signs=line.votes,
    )


def _first(view: SessionView) -> Iterator[MinutesSlot]:
    """The chair elected and the criteria adopted at this session (R-64-0.7)."""
    rule, first = view.commission.rule, view.first
    names = {line.member_id: line.name for line in view.attendance}
    held = [one for one in first.rounds if one.session_id == view.id]
    if held:
        won = next((one.elected for one in held if one.elected and not one.voided_why), None)
        yield MinutesSlot(
            name=_("Избор на председател"),
            citation=str(rule.chair_citation),
            nominations=(),
            rounds=tuple(_chair_round(n, one, names) for n, one in enumerate(held, 1)),
            decision=_("Избран за председател: {name}").format(name=names[won])
            if won
            else _("Председател не е избран."),
            first=True,
        )
    put = first.criteria
    if put is not None and put.session_id == view.id:
        against = ", ".join(names[one] for one in put.lacking)
        yield MinutesSlot(
            name=_("Критерии за селекция и журиране"),
            citation=str(rule.criteria_citation or rule.citation),
            nominations=(),
            rounds=(),
            decision=_("Приети с общо съгласие на {n} присъстващи.").format(n=len(put.agreed))
            if put.adopted
            else _("Няма общо съгласие; не са съгласни: {names}").format(names=against),
            motive=put.text,
            first=True,
        )


def _chair_round(n: int, one: ChairRound, names: dict[int, str]) -> MinutesRound:
    return MinutesRound(
        heading=_("Тайно гласуване {n}").format(n=n),
        base=one.base,
        needed=one.needed,
        issued=one.issued,
        used=one.used,
        unused=one.unused,
        valid=one.valid,
        blank=one.blank,
        invalid=one.invalid,
        votes=tuple((names[key], votes, key == one.elected) for key, votes in one.votes.items()),
        outcome=_("Избран с мнозинство: {name}.").format(name=names[one.elected])
        if one.elected
        else _("Никой не събра нужното мнозинство."),
        void=one.voided_why,
    )


def _slot(place: SlotView, award: AwardRules, view: SessionView) -> MinutesSlot:
    names = {nominee.id: nominee.nominee_name for nominee in place.nominees}
    if place.unawarded:
        decision, motive = _("Наградата не се присъжда: {why}").format(why=place.unawarded), ""
    elif place.awards:
        said = _("Предлага за носител: {names}") if view.decided_by else _("Носител: {names}")
        decision = said.format(names=", ".join(names[won.nomination_id] for won in place.awards))
        motive = "\n".join(won.motive for won in place.awards)
    else:
        decision, motive = _left_open(place, view, names), ""
    rounds = {rule.number: rule.name for rule in award.voting.rounds} if award.voting else {}
    return MinutesSlot(
        name=place.name,
        citation=str(place.slot.citation),
        nominations=tuple(
            (nominee.registry_no, nominee.nominee_name, nominee.proposer_name)
            for nominee in place.nominees
        ),
        rounds=tuple(
            _round(one, rounds.get(one.number, ""), names)
            for one in place.rounds
            if one.state is not RoundState.OPEN and one.session_id == view.id
        ),
        decision=decision,
        motive=motive,
    )


def _left_open(place: SlotView, view: SessionView, names: dict[int, str]) -> str:
    """What is said of a section that is not settled: who goes on to the next stage."""
    if view.state is not SessionState.CLOSED:
        return _("Още не е решено.")
    step = place.step
    voted = any(one.session_id == view.id for one in place.rounds)
    if voted and step.kind is StepKind.VOTE and step.number > 1 and not step.attempt:
        chosen = ", ".join(names[one] for one in step.options)
        return _("Номинирани: {names}. Носителят се избира на следващо заседание.").format(
            names=chosen
        )
    return _("Остава за следващо заседание.")


def _round(one: RoundView, name: str, names: dict[int, str]) -> MinutesRound:
    heading = _("Тур {n} – {name}").format(n=one.number, name=name.lower())
    if one.attempt:
        heading += _(", прегласуване {n}").format(n=one.attempt)
    if one.on_screen:
        heading += _(", на екрана")
    elected = [names[option] for option in one.elected]
    if elected:
        outcome = _("Избрани с мнозинство: {names}.").format(names=", ".join(elected))
    else:
        outcome = _("Никой не събра нужното мнозинство.")
    if one.warned_why:
        few = _("Гласували са малко членове; комисията реши да гласува на екрана: {why}")
        outcome += " " + few.format(why=one.warned_why)
    return MinutesRound(
        heading=heading,
        base=one.base,
        needed=one.needed,
        issued=one.issued,
        used=one.used,
        unused=one.unused,
        valid=one.valid,
        blank=one.blank,
        invalid=one.invalid,
        votes=tuple(
            (names[option], votes, option in one.elected)
            for option, votes in zip(one.options, one.votes, strict=True)
        ),
        outcome=outcome,
        void=one.voided_why if one.state is RoundState.VOID else "",
    )


def _overrides(session: Session, view: SessionView) -> tuple[MinutesOverride, ...]:
    """Overrides on the session and on every nomination it had on the table."""
    ids = {nominee.id for place in view.slots for nominee in place.nominees}
    rows = session.scalars(
        select(OverrideRow)
        .where(
            ((OverrideRow.object_kind == "session") & (OverrideRow.object_id == view.id))
            | ((OverrideRow.object_kind == "nomination") & OverrideRow.object_id.in_(ids))
        )
        .order_by(OverrideRow.year, OverrideRow.ordinal)
    )
    return tuple(
        MinutesOverride(one.number, one.citation, one.reason, one.basis, one.authorised_by)
        for one in map(override_of, rows)
    )
