"""Reading deciding acts: whom they name, whether the book has them, laureates of earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from ruse_desktop.domain.acts import ActName, ActView, CouncilVote
from ruse_desktop.domain.books import Act
from ruse_desktop.storage.acts import ActNameRow, ActRow
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow
from ruse_desktop.storage.sessions import SessionRow, SlotAwardRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_YEARS = 5


def in_book(session: Session, nomination_id: int) -> bool:
    """Whether the laureate of a nomination is in a book."""
    query = select(Laureate.id).where(Laureate.nomination_id == nomination_id).limit(1)
    return session.scalar(query) is not None


def act_of_session(session: Session, session_id: int) -> ActView | None:
    """The act that decided on a session's proposal, when it is entered and not struck out."""
    row = session.scalar(
        select(ActRow).where(ActRow.session_id == session_id, ActRow.struck_why == "")
    )
    return act_view(session, row) if row else None


def act_naming(session: Session, nomination_id: int) -> ActRow | None:
    """The act in force that names a nomination."""
    return session.scalar(
        select(ActRow)
        .join(ActNameRow, ActNameRow.act_id == ActRow.id)
        .where(
            ActNameRow.nomination_id == nomination_id,
            ActNameRow.named.is_(True),
            ActRow.struck_why == "",
        )
    )


def act_view(session: Session, row: ActRow) -> ActView:
    """The value of a row."""
    return ActView(
        id=row.id,
        edition_id=row.edition_id,
        session_id=row.session_id,
        act=Act(row.kind, row.number, row.on, row.text_),
        names=tuple(_name(session, one) for one in row.names),
        vote=CouncilVote(row.members, row.present, row.in_favour, row.against, row.abstained),
        protocol=row.protocol,
        struck_why=row.struck_why,
    )


def _name(session: Session, row: ActNameRow) -> ActName:
    return ActName(
        nomination_id=row.nomination_id,
        name=nominee_of(session, row.nomination_id),
        named=row.named,
        proposed=row.proposed,
        motive=row.motive,
        reason=row.reason,
        entered=in_book(session, row.nomination_id),
    )


def nominee_of(session: Session, nomination_id: int) -> str:
    """The name on the nominee's card."""
    record = session.get_one(NominationRecord, nomination_id)
    person = session.get(PersonRow, record.person_id) if record.person_id else None
    if person is not None:
        return " ".join(part for part in (person.given, person.middle, person.family) if part)
    team = session.get(TeamRow, record.team_id) if record.team_id else None
    if team is not None:
        return team.name
    found = session.get(OrganisationRow, record.organisation_id or 0)
    return found.name if found else ""


def laureates_by_year(session: Session, award: str, year: int) -> tuple[tuple[int, int], ...]:
    """How many the book has of each of the five years before `year`; those without any left out."""
    query = (
        select(Laureate.year, func.count())
        .where(
            Laureate.book == award,
            ~Laureate.revoked,
            Laureate.year < year,
            Laureate.year >= year - _YEARS,
        )
        .group_by(Laureate.year)
        .order_by(Laureate.year)
    )
    return tuple((one, n) for one, n in session.execute(query))


def sessions_to_enter(session: Session) -> frozenset[int]:
    """Closed sessions that chose somebody, or whose act names somebody, who is not in the book."""
    by_minutes = (
        select(SlotAwardRow.session_id)
        .join(SessionRow, SessionRow.id == SlotAwardRow.session_id)
        .outerjoin(Laureate, Laureate.nomination_id == SlotAwardRow.nomination_id)
        .outerjoin(ActRow, (ActRow.session_id == SessionRow.id) & (ActRow.struck_why == ""))
        .where(SessionRow.state == "closed", Laureate.id.is_(None), ActRow.id.is_(None))
    )
    by_act = _not_entered(ActRow.session_id).where(ActRow.session_id.is_not(None))
    return frozenset({*session.scalars(by_minutes), *session.scalars(by_act)})


def named_to_enter(session: Session) -> tuple[tuple[int, str], ...]:
    """Nominations named by an act without a commission and not in the book: id, name."""
    query = (
        _not_entered(ActNameRow.nomination_id)
        .where(ActRow.session_id.is_(None))
        .order_by(ActRow.on, ActRow.id, ActNameRow.ordinal)
    )
    return tuple((one, nominee_of(session, one)) for one in session.scalars(query))


def _not_entered(column: Any) -> Select[Any]:
    """`column` of the acts in force, once for each name that is not in the book."""
    return (
        select(column)
        .select_from(ActRow)
        .join(ActNameRow, ActNameRow.act_id == ActRow.id)
        .outerjoin(Laureate, Laureate.nomination_id == ActNameRow.nomination_id)
        .where(ActRow.struck_why == "", ActNameRow.named.is_(True), Laureate.id.is_(None))
    )
