"""A round held by name in a session from a distance: each vote is kept apart and told only there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.remote_session import NAMED, NamedVote
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.remote_papers import annex
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_rounds import (
    KINDS,
    RoundVerbs,
    base_now,
    in_state,
    new_round,
    require_arithmetic,
    require_votable,
    require_vote,
    slot_of,
    voting_of,
    write_totals,
)
from ruse_desktop.storage.remote_vote import NamedVoteRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.ballots import Step
    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.storage.store import Store


class NamedVoteService:
    """Writes a whole round held by name and seals it by the arithmetic of the others."""

    def __init__(
        self, store: Store, practice: Practice, *, municipality: str, rounds: RoundVerbs
    ) -> None:
        self._store = store
        self._municipality = municipality
        self._practice = practice
        self._rounds = rounds

    def seal(
        self, session_id: int, slot: str, votes: Mapping[int, NamedVote], *, actor: Actor
    ) -> SessionView:
        """Keep how each member voted in the round the slot waits for; one transaction.

        A member missing in `votes` did not vote. Raises Refused for a member without a vote there,
        more names than may be marked, a session that does not vote by name, and as any round.
        """
        with self._store.write(actor, "sessions.seal-named", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN)
            view = reader.view(session_id)
            require_votable(view)
            place = slot_of(view, slot)
            step = require_vote(place)
            voters = {line.member_id: line.name for line in view.voters(slot)}
            for member, vote in votes.items():
                _require(voters.get(member, ""), vote, step)
            count = _count(step, len(voters), votes)
            voting = voting_of(reader, view)
            require_arithmetic(count, len(voters), step, voting)
            base = base_now(voting, view, count.valid, self._practice, slot)
            row = new_round(view, place, NAMED, count, base)
            tx.session.add(row)
            tx.session.flush()
            tx.session.add_all(
                NamedVoteRow(
                    round_id=row.id,
                    member_id=member,
                    marks=sorted(votes[member].marks),
                    abstained=votes[member].abstained,
                )
                for member in sorted(votes)
            )
            tx.session.flush()
            write_totals(tx, row, count, base)
            self._rounds.settle(tx, session_id, slot)
            tx.subject(OBJECT, session_id, f"поименен тур {row.number} в {slot}")
        return self._rounds.view(session_id)

    def annex(self, session_id: int) -> PaperSet:
        """The closed annex of the minutes: who voted how. Raises Refused when no round was by name."""
        with self._store.read() as session:
            view = self._rounds.reader(session).view(session_id)
            return annex(session, view, self._municipality)

    def annex_pdf(self, session_id: int) -> bytes:
        """The closed annex as PDF. Raises Refused."""
        from ruse_desktop.documents import papers

        return papers.render(self.annex(session_id))


def _require(name: str, vote: NamedVote, step: Step) -> None:
    """The member votes there and said what a ballot may say. Raises Refused."""
    if not name:
        raise Refused(_("Член, който не гласува в раздела, има глас."), _("Опреснете екрана."))
    most = len(step.options) if step.each or step.yes_or_no else step.marks
    silent = not vote.marks and not vote.abstained and not (step.each or step.yes_or_no)
    both = vote.abstained and vote.marks
    if silent or both or len(vote.marks) > most or not vote.marks <= set(step.options):
        raise Refused(
            _("Гласът на {name} не е попълнен както трябва.").format(name=name),
            _("Отбележете до {n} предложени или „въздържал се“.").format(n=most),
            code="marks",
        )


def _count(step: Step, entitled: int, votes: Mapping[int, NamedVote]) -> Count:
    blank = sum(vote.abstained for vote in votes.values())
    return Count(
        issued=entitled,
        used=len(votes),
        unused=entitled - len(votes),
        valid=len(votes) - blank,
        blank=blank,
        invalid=0,
        votes={one: sum(one in vote.marks for vote in votes.values()) for one in step.options},
    )
