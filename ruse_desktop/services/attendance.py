"""Reading and writing who is at a session: members with declared relations, and those without a vote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ruse_desktop.domain.conflicts import (
    Conflict,
    ConflictKind,
    barred_from_all,
    conflict_says,
    out_of,
)
from ruse_desktop.domain.notices import Capacity, Guest, Notice, Way
from ruse_desktop.domain.sessions import Attendance
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.conflicts import ConflictRow
from ruse_desktop.storage.notices import GuestRow, NoticeRow
from ruse_desktop.storage.sessions import AttendanceRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.nominations import AdmittedNomination
    from ruse_desktop.domain.sessions import AttendanceInput, SessionView
    from ruse_desktop.storage.store import Transaction

_LEAST_REASON = 3


def attendance_of(
    session: Session,
    session_id: int,
    commission: CommissionView,
    nominations: Sequence[AdmittedNomination],
) -> tuple[Attendance, ...]:
    """A line for each member of the commission; a member not written yet is absent."""
    written = {
        line.member_id: line
        for line in session.scalars(
            select(AttendanceRow).where(AttendanceRow.session_id == session_id)
        )
    }
    declared = _conflicts(session, session_id)
    rule = commission.rule
    lines = []
    for member in commission.members:
        line, conflicts = written.get(member.id), declared[member.id]
        lines.append(
            Attendance(
                member_id=member.id,
                present=bool(line and line.present),
                arrived=line.arrived if line else None,
                left=line.left if line else None,
                declared=bool(line and line.signed_on),
                note=line.note if line else "",
                signed_on=line.signed_on if line else None,
                conflicts=tuple(conflicts),
                name=member.name,
                source=member.source,
                position=member.position,
                chair=member.chair,
                barred=barred_from_all(rule, conflicts),
                conflict="; ".join(conflict_says(one, nominations) for one in conflicts),
                out_of=out_of(rule, conflicts, nominations),
            )
        )
    return tuple(lines)


def _conflicts(session: Session, session_id: int) -> defaultdict[int, list[Conflict]]:
    found: defaultdict[int, list[Conflict]] = defaultdict(list)
    for row in session.scalars(
        select(ConflictRow)
        .where(ConflictRow.session_id == session_id)
        .order_by(ConflictRow.member_id, ConflictRow.ordinal)
    ):
        found[row.member_id].append(
            Conflict(
                row.nomination_id, ConflictKind(row.kind), row.text_, row.proposer, row.steps_out
            )
        )
    return found


def guests_of(session: Session, session_id: int) -> tuple[Guest, ...]:
    """Those in the room, or expected there, who have no vote."""
    rows = session.scalars(
        select(GuestRow).where(GuestRow.session_id == session_id).order_by(GuestRow.ordinal)
    )
    return tuple(
        Guest(Capacity(row.capacity), row.name, row.role, row.reason, row.present) for row in rows
    )


def notices_of(session: Session, session_id: int) -> tuple[Notice, ...]:
    """The notices recorded of a session."""
    rows = session.scalars(
        select(NoticeRow).where(NoticeRow.session_id == session_id).order_by(NoticeRow.id)
    )
    return tuple(
        Notice(Capacity(row.capacity), row.name, row.on, Way(row.way), row.by) for row in rows
    )


def write_attendance(tx: Transaction, view: SessionView, lines: Sequence[AttendanceInput]) -> None:
    """Write the members' lines anew. Raises UserError for what cannot be."""
    for line in lines:
        _check(view, line)
    for table in (ConflictRow, AttendanceRow):
        tx.session.execute(delete(table).where(table.session_id == view.id))
    for line in lines:
        signed_on = line.signed_on or (tx.now.date() if line.declared else None)
        tx.session.add(
            AttendanceRow(
                session_id=view.id,
                member_id=line.member_id,
                present=line.present,
                arrived=line.arrived,
                left=line.left,
                signed_on=signed_on,
                note=clean(line.note, 300),
            )
        )
        tx.session.add_all(
            ConflictRow(
                session_id=view.id,
                member_id=line.member_id,
                ordinal=n,
                nomination_id=one.nomination_id,
                proposer=one.proposer,
                kind=str(one.kind),
                text_=clean(one.text, 500),
                steps_out=one.steps_out,
            )
            for n, one in enumerate(line.conflicts, 1)
        )


def _check(view: SessionView, line: AttendanceInput) -> None:
    name = next((one.name for one in view.attendance if one.member_id == line.member_id), None)
    if name is None:
        raise UserError(
            _("Лицето не е член на комисията."), _("Опреснете екрана; съставът е променен.")
        )
    if line.arrived and line.left and line.left < line.arrived:
        raise UserError(
            _("{name} не може да напусне преди да дойде.").format(name=name),
            _("Поправете часовете на идване и на напускане."),
        )
    known = {nominee.id for slot in view.slots for nominee in slot.nominees}
    if any(one.nomination_id not in known for one in line.conflicts):
        raise UserError(
            _("Връзката на {name} е с лице, което не е предложено.").format(name=name),
            _("Изберете предложен или вносител от списъка."),
        )


def write_guests(tx: Transaction, view: SessionView, guests: Sequence[Guest]) -> None:
    """Write anew who is in the room without a vote.

    Raises Refused for another person at a closed session without a reason (R-45-5.2).
    """
    rule = view.commission.rule
    kept = [_cleaned(one) for one in guests if one.name.strip()]
    for one in kept:
        if one.capacity is Capacity.MEMBER:
            raise UserError(_("Членовете са в своя списък."), _("Изберете друго качество."))
        if one.capacity is not Capacity.OTHER or not rule.closed:
            continue
        if len(one.reason) < _LEAST_REASON or not one.role:
            raise Refused(
                _("{name}: закрито заседание ({citation}).").format(
                    name=one.name, citation=rule.closed_citation or rule.citation
                ),
                _("Впишете какъв е и защо е в залата; причината се печата в протокола."),
                citation=str(rule.closed_citation or rule.citation),
                code="closed",
            )
    tx.session.execute(delete(GuestRow).where(GuestRow.session_id == view.id))
    tx.session.add_all(
        GuestRow(
            session_id=view.id,
            ordinal=n,
            capacity=str(one.capacity),
            name=one.name,
            role=one.role,
            reason=one.reason,
            present=one.present,
        )
        for n, one in enumerate(kept, 1)
    )


def _cleaned(one: Guest) -> Guest:
    return replace(
        one, name=clean(one.name), role=clean(one.role, 60), reason=clean(one.reason, 300)
    )
