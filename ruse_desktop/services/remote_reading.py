"""Reading what is recorded of a session from a distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.remote_session import (
    RemoteInput,
    RemoteMember,
    RemoteView,
    Situation,
    VoteWay,
    require_within,
)
from ruse_desktop.storage.remote_vote import NamedVoteRow, RemoteMemberRow, RemoteSessionRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.services.session_reading import SessionReader
    from ruse_desktop.storage.sessions import SessionRow


def remote_of(session: Session, session_id: int) -> RemoteView | None:
    """What is recorded of the session; None for one in the room."""
    row = session.get(RemoteSessionRow, session_id)
    if row is None:
        return None
    typed = RemoteInput(
        situation=Situation(row.situation),
        act_no=row.act_no,
        issuer=row.issuer,
        act_date=row.act_date,
        from_day=row.from_day,
        until_day=row.until_day,
        territory=row.territory,
        hinders=row.hinders,
        means=row.means,
        way=VoteWay(row.way),
        way_reason=row.way_reason,
    )
    away = session.scalars(
        select(RemoteMemberRow)
        .where(RemoteMemberRow.session_id == session_id)
        .order_by(RemoteMemberRow.member_id)
    )
    return RemoteView(typed, tuple(RemoteMember(one.member_id, one.identified) for one in away))


def named_votes(session: Session, round_id: int) -> dict[int, tuple[tuple[int, ...], bool]]:
    """The votes of a round held by name: member → (nominations voted for, abstained)."""
    rows = session.scalars(select(NamedVoteRow).where(NamedVoteRow.round_id == round_id))
    return {one.member_id: (tuple(one.marks), one.abstained) for one in rows}


def require_period(reader: SessionReader, row: SessionRow, held_on: date) -> None:
    """Raises Refused when a session from a distance is moved out of the period of its act."""
    view = reader.view(row.id)
    if view.remote is not None and held_on != row.held_on:
        require_within(view.commission.rule, held_on, view.remote.typed)
