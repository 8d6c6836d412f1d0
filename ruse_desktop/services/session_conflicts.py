"""Hints that a member may be related to somebody proposed, and putting them aside with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.conflict_hints import Hint, Sits, Stands, dismissed, hints
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.nomination_following import merged_rows
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.session_reading import OBJECT, SessionReader
from ruse_desktop.services.session_rounds import in_state
from ruse_desktop.storage.conflicts import HintNoteRow
from ruse_desktop.storage.people import TeamMemberRow, TeamRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.nominations import AdmittedNomination
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("sessions",)
_LEAST_NOTE = 3


class ConflictService:
    """What speaks for a relation of a member with a nominee or a proposer; it never blocks."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _view(self, session: Session, session_id: int) -> SessionView:
        return SessionReader(session, self._law, self._calendar, self._practice).view(session_id)

    def hints(self, session_id: int) -> tuple[Hint, ...]:
        """The hints of a session, those put aside with the note under which that was done."""
        with self._store.read() as session:
            return self._hints(session, self._view(session, session_id))

    def _hints(self, session: Session, view: SessionView) -> tuple[Hint, ...]:
        reader = Reader(session, self._law, self._calendar, self._practice)
        quotas = {seat.source: seat.name for seat in view.commission.rule.seats}
        members = [
            Sits(
                line.member_id,
                line.name,
                _position(line.position, quotas.get(line.source, "")),
            )
            for line in view.attendance
        ]
        standing = {one.id: one for slot in view.slots for one in slot.standing}
        found = hints(members, [_stands(reader, one) for one in standing.values()])
        notes = {
            row.key: (row.note, row.by)
            for row in session.scalars(select(HintNoteRow).where(HintNoteRow.session_id == view.id))
        }
        return dismissed(found, notes)

    def dismiss(self, session_id: int, key: str, note: str, *, actor: Actor) -> tuple[Hint, ...]:
        """Put a hint aside with a note. Raises UserError for a short note or an unknown hint."""
        why = require_reason(clean(note, 300), _LEAST_NOTE)
        with self._store.write(actor, "sessions.dismiss-hint", _KINDS) as tx:
            reader = SessionReader(tx.session, self._law, self._calendar, self._practice)
            in_state(reader, session_id, SessionState.PLANNED, SessionState.OPEN)
            known = self._hints(tx.session, self._view(tx.session, session_id))
            if key not in {hint.key for hint in known}:
                raise UserError(_("Подсказката вече не важи."), _("Опреснете екрана."))
            tx.session.merge(
                HintNoteRow(session_id=session_id, key=key, note=why, by=actor.name, at=tx.now)
            )
            tx.subject(OBJECT, session_id, "подсказка за връзка")
        return self.hints(session_id)

    def bring_back(self, session_id: int, key: str, *, actor: Actor) -> tuple[Hint, ...]:
        """Show again a hint that was put aside."""
        with self._store.write(actor, "sessions.bring-back-hint", _KINDS) as tx:
            reader = SessionReader(tx.session, self._law, self._calendar, self._practice)
            in_state(reader, session_id, SessionState.PLANNED, SessionState.OPEN)
            row = tx.session.get(HintNoteRow, (session_id, key))
            if row is not None:
                tx.session.delete(row)
            tx.subject(OBJECT, session_id, "подсказка за връзка")
        return self.hints(session_id)


def _position(position: str, quota: str) -> str:
    """Where a member works: the position typed, and the quota unless it repeats it."""
    told = search_key(quota) in search_key(position)
    return ", ".join(text for text in (position, "" if told else quota) if text)


def _stands(reader: Reader, one: AdmittedNomination) -> Stands:
    """What the cards say of a nomination and of those who proposed it."""
    record = reader.record(one.id)
    typed = reader.typed(record)
    nominee = reader.nominee(typed)
    names: tuple[str, ...] = (one.nominee_name,)
    places: tuple[str, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()
    if isinstance(nominee, PersonInput):
        names = (nominee.full_name, *nominee.aliases)
        places = (nominee.employer,)
        companions = _companions(reader.session, names)
    elif isinstance(nominee, TeamInput):
        names, places = nominee.members, (nominee.organisation,)
    elif isinstance(nominee, OrganisationInput):
        names, places = (nominee.representative,), (nominee.name, *nominee.aliases)
    behind = []
    for row in (record, *merged_rows(reader.session, record.id)):
        card = reader.proposer(reader.typed(row))
        behind += [row.proposer_person, card.representative if card else ""]
    return Stands(
        one.id,
        one.nominee_name,
        names=tuple(name for name in names if name),
        places=tuple(place for place in places if place),
        proposer=one.proposer_name,
        behind=tuple(name for name in behind if name),
        companions=companions,
    )


def _companions(session: Session, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Those who were with the person in a team that was ever proposed, and its name."""
    keys = [search_key(name) for name in names if name]
    teams = session.scalars(
        select(TeamRow)
        .join(TeamMemberRow, TeamMemberRow.team_id == TeamRow.id)
        .where(TeamMemberRow.search_key.in_(keys))
        .distinct()
    )
    return tuple(
        (member.name, team.name)
        for team in teams
        for member in team.members
        if member.search_key not in keys
    )
