"""Fills the minutes from a session: what is printed is exactly what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop import __version__
from ruse_desktop.domain.ballots import ALL_MEMBERS
from ruse_desktop.domain.commission_checks import quorum_needed
from ruse_desktop.domain.commissions import EXPERT
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.minutes import (
    Minutes,
    MinutesMember,
    MinutesOverride,
    MinutesWarning,
)
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.remote_session import VoteWay
from ruse_desktop.domain.sessions import (
    SessionState,
    majority_says,
)
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.minutes_sections import first_sections, section
from ruse_desktop.services.overrides import override_of
from ruse_desktop.services.remote_papers import remote_notes
from ruse_desktop.storage.nominations import OverrideRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.sessions import Attendance, SessionView, SlotView
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
    return Minutes(
        number=view.typed.protocol_no,
        held_on=view.typed.held_on,
        at=view.typed.at,
        place=view.typed.place,
        commission=rule.name,
        award=award.name,
        year=commission.year,
        order=_order(commission, law, view.typed.held_on),
        basis=say("на основание {citation} и {voting} от {act}").format(
            citation=rule.citation,
            voting=award.voting.citation if award.voting else rule.citation,
            act=act.act_name,
        ),
        closed_session=say("закрито заседание ({citation})").format(
            citation=rule.closed_citation or rule.citation
        )
        if rule.closed
        else "",
        quorum=_quorum(view, award, majority_base),
        secretary=commission.secretary,
        tellers=view.typed.tellers,
        members=tuple(_member(line, view) for line in view.attendance),
        slots=(
            *first_sections(view),
            *(section(place, award, view) for place in view.slots if not place.settled_before),
        ),
        overrides=_overrides(session, view),
        draft=view.state is not SessionState.CLOSED,
        final=award.act.note if award.act and not view.decided_by else "",
        municipality=law.municipality,
        office=award.book.keeper if award.book else law.municipality,
        version=f"ruse-desktop {__version__}",
        notes=_notes(view),
        named=view.remote is not None and view.remote.typed.way is VoteWay.NAMED,
        warnings=tuple(_warnings(view)),
    )


def _quorum(view: SessionView, award: AwardRules, majority_base: str) -> str:
    """Who is there, of how many, what is needed by which provision, and the majority."""
    commission, rule = view.commission, view.commission.rule
    everyone = len(commission.members)
    least = quorum_needed(rule, view.appointed)
    there = say(
        "От {all} назначени членове присъстват {present}, с право на глас {entitled}."
    ).format(
        all=everyone,
        present=sum(line.present for line in view.attendance),
        entitled=view.entitled,
    )
    if rule.quorum:
        said = say("Кворумът е {n} ({citation}).").format(
            n=least, citation=rule.quorum_citation or rule.citation
        )
    else:
        practice = (
            say("Наредбата не определя кворум; прието е повече от половината от назначените – {n}.")
            if view.appointed == everyone
            else say(
                "Наредбата не определя кворум; прието е повече от половината от назначените "
                "без отведените – {n}."
            )
        )
        said = practice.format(n=least)
    whole = award.voting is not None and award.voting.base == ALL_MEMBERS
    base = say("Основата за мнозинството е {n}.").format(n=everyone if whole else view.entitled)
    if majority_base == "valid" and not whole:
        base = ""  # it is known only from each round
    majority = majority_says(award.voting, majority_base, everyone)
    where = f" ({award.voting.citation})" if award.voting else ""
    return " ".join(text for text in (there, said, base, f"{majority.rstrip('.')}{where}.") if text)


def _notes(view: SessionView) -> tuple[str, ...]:
    """Further sentences on who was there and how the session was held."""
    said = (
        *_composition(view), _experts(view.commission), _guests(view), *remote_notes(view),
    )  # fmt: skip
    return tuple(text for text in said if text)


def _composition(view: SessionView) -> Iterator[str]:
    """The chair beyond the quota, the even number that was known, who led before an election."""
    commission, first = view.commission, view.first
    for one in commission.members:
        if one.extra:
            yield say("{name} е извънреден член ({citation}): {why}.").format(
                name=one.name, citation=commission.rule.chair_citation,
                why=one.extra_why.rstrip("."),
            )  # fmt: skip
    known = commission.parity
    if known is not None and known.total == len(commission.members):
        yield say("Взето е предвид, че съставът е четен ({n}): {who}, {day}.").format(
            n=known.total, who=known.by, day=date_short(known.at.date())
        )
    if first.temporary is not None:
        names = {line.member_id: line.name for line in view.attendance}
        yield say("До избора на председател заседанието води {name}.").format(
            name=names.get(first.temporary, "")
        )


def _guests(view: SessionView) -> str:
    """Who else was in the room without a vote (R-45-5.2); „“ when nobody was."""
    experts = {one.name for one in view.commission.experts}
    there = [one.says for one in view.guests if one.present and one.name not in experts]
    names = "; ".join(there)
    return say("Други присъстващи без право на глас: {names}.").format(names=names) if names else ""


def _warnings(view: SessionView) -> Iterator[MinutesWarning]:
    """Warnings that stand and were not passed by an override: these have an annex of their own."""
    for one in view.findings:
        passed = one.resolution is not None and one.resolution.kind == "override"
        known = one.rule == "parity" and view.commission.parity is not None  # says so itself
        if one.verdict is not Verdict.NOT_MET or passed:
            continue
        if one.effect is not Effect.WARNS and not known:
            continue
        noted = ""
        if one.resolution is not None:
            noted = say("Взето за сведение на {day} от {who}: {reason}").format(
                day=date_short(one.resolution.at.date()),
                who=one.resolution.by,
                reason=one.resolution.reason,
            )
        text = f"{one.sentence}: {one.explanation}" if one.explanation else one.sentence
        yield MinutesWarning(text.rstrip("."), str(one.citation or ""), noted)


def _experts(commission: CommissionView) -> str:
    """The experts without a vote, in a sentence; „“ when nobody was invited."""
    named = (
        f"{one.name} ({one.position})" if one.position else one.name for one in commission.experts
    )
    names = ", ".join(named)
    return say("Експерти без право на глас: {names}.").format(names=names) if names else ""


def _order(commission: CommissionView, law: LawBook, held_on: date) -> str:
    """The appointing act, with the orders that had changed the commission by the day."""
    day = date_short(commission.order_date) if commission.order_date else "…"
    if commission.rule.appointed_by:
        said = say("{act} № {no}/{day}").format(
            act=commission.rule.appointed_by, no=commission.order_no, day=day
        )
    else:
        said = say("Заповед № {no}/{day} на Кмета на {municipality}").format(
            no=commission.order_no, day=day, municipality=law.municipality or say("Общината")
        )
    later = [
        f"№ {one.number}/{date_short(one.on)}" if one.on else f"№ {one.number}"
        for one in commission.changes
        if one.from_day is None or one.from_day <= held_on
    ]
    return (
        say("{order}, изм. с {later}").format(order=said, later=", ".join(later)) if later else said
    )


def _member(line: Attendance, view: SessionView) -> MinutesMember:
    quotas = {EXPERT: say("експерт")} | {s.source: s.name for s in view.commission.rule.seats}
    if line.barred:
        part = say("не участва ({citation})").format(
            citation=view.commission.rule.conflict_citation or ""
        )
    elif line.present:
        part = say("присъства")
        if out := [place.name for place in view.slots if _out_of(line, place)]:
            part = say("присъства, без {sections}").format(sections="; ".join(out))
    else:
        part = say("отсъства")
    extra = {one.id: one.extra_why for one in view.commission.members if one.extra}
    quota = quotas.get(line.source, "")
    if line.member_id in extra:
        quota += say("; извънреден член: {why}").format(why=extra[line.member_id])
    return MinutesMember(
        name=line.name,
        position=line.position,
        quota=quota,
        part=part,
        reason=line.conflict or line.note,
        chair=line.chair,
        signs=line.present and not line.barred,
        times="" if line.barred else _times(line),
    )


def _out_of(line: Attendance, place: SlotView) -> bool:
    """Whether the member has no part in a section."""
    return not line.out_of.isdisjoint(one.id for one in place.nominees)


def _times(line: Attendance) -> str:
    """„от 14:10 до 15:20 ч.“, as far as it was written down."""
    came = f"{line.arrived:%H:%M}" if line.arrived else ""
    left = f"{line.left:%H:%M}" if line.left else ""
    if came and left:
        return say("от {came} до {left} ч.").format(came=came, left=left)
    if left:
        return say("напуснал в {left} ч.").format(left=left)
    return say("от {came} ч.").format(came=came) if came else ""


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
