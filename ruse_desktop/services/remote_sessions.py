"""The verbs that make a session one from a distance: its act, means and way of voting; who is away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from ruse_desktop.domain.remote_session import RemoteInput, RemoteMember, require_allowed
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_rounds import KINDS, RoundVerbs, in_state
from ruse_desktop.storage.remote_vote import RemoteMemberRow, RemoteSessionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.storage.store import Store

_LONG = 600
_LEAST = 3


class RemoteSessionService:
    """Records why and how a session is held from a distance (чл. 45, ал. 9 and its like)."""

    def __init__(self, store: Store, practice: Practice, *, rounds: RoundVerbs) -> None:
        self._store = store
        self._practice = practice
        self._rounds = rounds

    def declare(self, session_id: int, typed: RemoteInput, *, actor: Actor) -> SessionView:
        """Make a planned session one from a distance, or change what is recorded of it.

        Raises Refused without the act, for a day outside its period and for a commission that may
        not sit so (R-45-9.1); UserError without means or a reason for the way of voting.
        """
        told = _cleaned(typed)
        with self._store.write(actor, "sessions.remote", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            row = in_state(reader, session_id, SessionState.PLANNED)
            rule = reader.view(session_id).commission.rule
            require_allowed(rule, row.held_on, told, self._practice.min_reason)
            assert told.act_date is not None  # required just above
            assert told.from_day is not None
            tx.session.merge(
                RemoteSessionRow(
                    session_id=session_id,
                    situation=str(told.situation),
                    act_no=told.act_no,
                    issuer=told.issuer,
                    act_date=told.act_date,
                    from_day=told.from_day,
                    until_day=told.until_day,
                    territory=told.territory,
                    hinders=told.hinders,
                    means=told.means,
                    way=str(told.way),
                    way_reason=told.way_reason,
                )
            )
            tx.subject(OBJECT, session_id, "от разстояние")
        return self._rounds.view(session_id)

    def recall(self, session_id: int, *, actor: Actor) -> SessionView:
        """Hold a planned session in the room after all."""
        with self._store.write(actor, "sessions.in-room", KINDS) as tx:
            in_state(self._rounds.reader(tx.session), session_id, SessionState.PLANNED)
            for table in (RemoteMemberRow, RemoteSessionRow):
                tx.session.execute(delete(table).where(table.session_id == session_id))
            tx.note({"in-room": session_id})
            tx.subject(OBJECT, session_id, "присъствено")
        return self._rounds.view(session_id)

    def connect(
        self, session_id: int, away: Sequence[RemoteMember], *, actor: Actor
    ) -> SessionView:
        """Record who takes part from elsewhere and how each was identified (R-45-9.2).

        All others are in the room. Raises UserError for one who was not identified, Refused for a
        session in the room and while a round is open.
        """
        with self._store.write(actor, "sessions.connect", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.PLANNED, SessionState.OPEN)
            view = reader.view(session_id)
            if view.remote is None:
                raise Refused(
                    _("Заседанието е присъствено."),
                    _("Първо впишете акта, с който се допуска заседание от разстояние."),
                    citation=str(view.commission.rule.remote_citation or ""),
                )
            names = {line.member_id: line.name for line in view.attendance}
            tx.session.execute(
                delete(RemoteMemberRow).where(RemoteMemberRow.session_id == session_id)
            )
            for one in away:
                how = clean(one.identified, _LONG)
                if len(how) < _LEAST:
                    raise UserError(
                        _("Не е записано как е установена самоличността на {name}.").format(
                            name=names[one.member_id]
                        ),
                        _("Впишете го, например „лична карта пред камерата“."),
                    )
                tx.session.add(
                    RemoteMemberRow(session_id=session_id, member_id=one.member_id, identified=how)
                )
            tx.subject(OBJECT, session_id, "участие от разстояние")
        return self._rounds.view(session_id)


def _cleaned(typed: RemoteInput) -> RemoteInput:
    return replace(
        typed,
        act_no=clean(typed.act_no, 60),
        issuer=clean(typed.issuer, 200),
        territory=clean(typed.territory, 200),
        hinders=clean(typed.hinders, _LONG),
        means=clean(typed.means, _LONG),
        way_reason=clean(typed.way_reason, _LONG),
    )
