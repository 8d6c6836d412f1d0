"""Voting from a distance: a round by code cards opened, filled and sealed; a round held by name."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import Count, Step, StepKind, base_of
from ruse_desktop.domain.remote_session import CODES
from ruse_desktop.domain.remote_vote import (
    Card,
    RemoteStatus,
    Returned,
    cards_of,
    count_cards,
    new_key,
    require_passwords,
    typed_codes,
    unwrap,
    wrap,
)
from ruse_desktop.domain.secret_box import FEW_VOTERS, LEAST_VOTERS, Brake, Way
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.secret_ballots import Finished, ballot_paper, no_core_dumps
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_rounds import (
    KINDS,
    RoundVerbs,
    base_now,
    in_state,
    new_round,
    require_arithmetic,
    require_quorum,
    require_votable,
    require_vote,
    slot_of,
    voting_of,
    write_totals,
    write_void,
)
from ruse_desktop.storage.remote_vote import RemoteBoxRow
from ruse_desktop.storage.sessions import RoundRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.secret_box import BallotPaper, Opened
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.storage.store import Store, Transaction

_VERB = "sessions.remote-returned"
"""One name for a ballot and for a tick: the audit does not tell them apart; nothing shown changes."""


@dataclass
class CodesHolder:
    """What this run of the program knows of open rounds: opened boxes, cards not yet handed out."""

    boxes: dict[int, Returned] = field(default_factory=dict, repr=False)
    cards: dict[int, tuple[Card, ...]] = field(default_factory=dict, repr=False)
    brake: Brake = field(default_factory=lambda: Brake(time.monotonic), repr=False)

    def drop(self, round_id: int) -> None:
        """Forget what belongs to a round."""
        self.boxes.pop(round_id, None)
        self.cards.pop(round_id, None)

    def clear(self) -> None:
        """Forget everything."""
        self.boxes.clear()
        self.cards.clear()


class RemoteBallotService:
    """Opens, fills and seals the rounds of a session from a distance.

    What came back lies in the file as one sealed blob and outlives the program; only chair and
    secretary together open it. Its keys are destroyed in the transaction that keeps the totals.
    """

    def __init__(
        self, store: Store, practice: Practice, *, holder: CodesHolder, rounds: RoundVerbs
    ) -> None:
        self._store = store
        self._practice = practice
        self._holder = holder
        self._rounds = rounds

    def start(
        self,
        session_id: int,
        slot: str,
        *,
        chair: str,
        secretary: str,
        actor: Actor,
        reason: str = "",
    ) -> RemoteStatus:
        """Open the round a slot waits for, to be voted with code cards; makes the cards.

        Raises Refused for passwords too short or equal, fewer than three voters, fewer than five
        without a `reason`, a session whose round does not go by cards, and as any other round.
        """
        require_passwords(chair, secretary)
        with self._store.write(actor, "sessions.start-codes", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN)
            view = reader.view(session_id)
            require_votable(view)
            place = slot_of(view, slot)
            step = require_vote(place)
            voters = view.entitled_in(slot)
            nothing = Count(voters, 0, 0, 0, 0, 0, dict.fromkeys(step.options, 0))
            base = base_now(voting_of(reader, view), view, 0, self._practice, slot)
            row = new_round(view, place, CODES, nothing, base)
            row.warned_why = self._why_few(voters, reason)
            tx.session.add(row)
            tx.session.flush()
            paper = ballot_paper(view, place, step)
            master = new_key(paper, voters)
            cards = cards_of(master, paper, voters)
            box = Returned.empty(cards)
            tx.session.add(
                RemoteBoxRow(
                    round_id=row.id,
                    wrapped=wrap(master, box.key, chair, secretary),
                    codes=box.sealed(),
                    back=[],
                )
            )
            round_id = row.id
            tx.subject(OBJECT, session_id, f"начало на гласуване с кодове в {slot}")
        no_core_dumps()
        self._holder.boxes[round_id], self._holder.cards[round_id] = box, cards
        return self._known(session_id)

    def _why_few(self, entitled: int, reason: str) -> str:
        if entitled < LEAST_VOTERS:
            raise Refused(
                _("С право на глас са {n}; тайно гласуване с кодове има при поне {least}.").format(
                    n=entitled, least=LEAST_VOTERS
                ),
                _("При толкова малко гласуващи резултатът издава кой как е гласувал."),
                code="too-few",
            )
        if entitled >= FEW_VOTERS:
            return ""
        if not reason.strip():
            raise Refused(
                _(
                    "С право на глас са само {n}; резултатът може да издаде кой как е гласувал."
                ).format(n=entitled),
                _("Впишете защо въпреки това се гласува с кодове."),
                code="few",
            )
        return require_reason(reason, self._practice.min_reason)

    def cards_pdf(self, session_id: int) -> bytes:
        """The cards as PDF, one for each voter, until they are handed out. Raises Refused after."""
        from ruse_desktop.documents import code_cards

        with self._store.read() as session:
            row = self._row(session, session_id)
            cards = self._holder.cards.get(row.id)
            paper = self._paper(self._rounds.reader(session).view(session_id), row)
        if not cards:
            raise Refused(
                _("Картите вече са раздадени и не се печатат повторно."),
                _("Ако карта липсва, обявете тура за недействителен с причина."),
            )
        return code_cards.render(paper, cards)

    def hand_out(self, session_id: int) -> RemoteStatus:
        """The cards are sealed and drawn: forget what was printed on them."""
        with self._store.read() as session:
            self._holder.cards.pop(self._row(session, session_id).id, None)
        return self._known(session_id)

    def status(self, session_id: int) -> RemoteStatus | None:
        """The open round by cards: who returned a ballot, how many there are; None without one."""
        with self._store.read() as session:
            reader = self._rounds.reader(session)
            row = reader.open_round(session_id)
            if row is None or row.mode != CODES:
                return None
            stored = session.get_one(RemoteBoxRow, row.id)
            names = {one.member_id: one.name for one in reader.view(session_id).attendance}
            box = self._holder.boxes.get(row.id)
            return RemoteStatus(
                session_id,
                row.slot,
                {one.member_id: names[one.member_id] for one in row.eligible},
                cards=row.id in self._holder.cards,
                locked=box is None and bool(stored.wrapped),
                lost=not stored.wrapped,
                back=frozenset(stored.back),
                ballots=box.ballots if box else 0,
            )

    def unlock(self, session_id: int, *, chair: str, secretary: str) -> RemoteStatus:
        """Go on after a new start of the program: both passwords open the box, not the choices.

        Raises Refused for wrong passwords or a changed box.
        """
        with self._store.read() as session:
            row = self._row(session, session_id)
            stored = session.get_one(RemoteBoxRow, row.id)
            no_core_dumps()
            _master, box = self._open(stored, chair, secretary)
            self._holder.boxes[row.id] = box
        return self._known(session_id)

    def take(self, session_id: int, text: str, *, actor: Actor) -> bool:
        """Take the codes one member returned from a card; False when the same ballot was there.

        Raises Refused for codes of another form or unknown to the round; nothing is kept of them.
        """
        codes = typed_codes(text)
        with self._store.write(actor, _VERB) as tx:
            row = self._voting(tx.session, session_id)
            box = self._box(row)
            more = Returned.opened(box.key, box.sealed())
            new = more.add(codes)
            tx.session.get_one(RemoteBoxRow, row.id).codes = more.sealed()
            tx.subject(OBJECT, session_id, f"върнати бюлетини в {row.slot}")
            round_id = row.id
        self._holder.boxes[round_id] = more
        return new

    def tick(self, session_id: int, member_id: int, *, back: bool, actor: Actor) -> RemoteStatus:
        """Tick „върнал“ for a member, or take it off; no time is kept with it.

        Raises Refused for somebody who has no vote in the round.
        """
        with self._store.write(actor, _VERB) as tx:
            row = self._voting(tx.session, session_id)
            if member_id not in {one.member_id for one in row.eligible}:
                raise Refused(_("Този член не гласува в тура."), _("Опреснете екрана."))
            stored = tx.session.get_one(RemoteBoxRow, row.id)
            ticked = set(stored.back) | {member_id} if back else set(stored.back) - {member_id}
            stored.back = sorted(ticked)
            tx.subject(OBJECT, session_id, f"върнати бюлетини в {row.slot}")
        return self._known(session_id)

    def finish(
        self, session_id: int, *, chair: str, secretary: str, actor: Actor, remark: str = ""
    ) -> Finished:
        """Decode with both passwords, keep the totals and destroy the keys, in one transaction.

        Where the ticks are not as many as the ballots a `remark` says why. Raises Refused without
        it, for wrong passwords and for a changed box; the round then goes on.
        """
        with self._store.read() as session:
            row = self._row(session, session_id)
            stored = session.get_one(RemoteBoxRow, row.id)
            master, box = self._open(stored, chair, secretary)
            said = self._remark(len(stored.back), box.ballots, remark)
            paper = self._paper(self._rounds.reader(session).view(session_id), row)
            opened = count_cards(master, paper, row.issued, box.sets)
            round_id = row.id
        with self._store.write(actor, "sessions.seal-round", KINDS) as tx:
            self._seal(tx, session_id, paper, opened, said)
            self._destroy(tx.session, round_id)
            row = tx.session.get_one(RoundRow, round_id)
            self._rounds.settle(tx, session_id, row.slot)
            tx.note({"keys-destroyed": round_id})
            tx.subject(OBJECT, session_id, f"тур {row.number} в {row.slot}")
        self._holder.drop(round_id)
        view = self._rounds.view(session_id)
        return Finished(view, paper, opened.checks, opened.digest, opened.salt)

    def _seal(
        self, tx: Transaction, session_id: int, paper: BallotPaper, opened: Opened, remark: str
    ) -> None:
        row = self._voting(tx.session, session_id)
        reader = self._rounds.reader(tx.session)
        view = reader.view(session_id)
        require_quorum(view)
        voting = voting_of(reader, view)
        held = Step(
            StepKind.VOTE,
            options=tuple(option.nomination_id for option in row.options),
            marks=row.marks,
            each=paper.way is Way.EACH,
        )
        require_arithmetic(opened.count, row.issued, held, voting)
        base = base_of(
            voting,
            appointed=row.base,
            present=row.base,
            valid=opened.count.valid,
            practice=self._practice.majority_base,
        )
        write_totals(tx, row, opened.count, base, remark=remark, digest=opened.digest)

    def _remark(self, ticked: int, ballots: int, remark: str) -> str:
        if ticked == ballots:
            return ""
        if not remark.strip():
            raise Refused(
                _("Отбелязани като върнали: {ticked}, върнати бюлетини: {ballots}.").format(
                    ticked=ticked, ballots=ballots
                ),
                _("Проверете отметките или впишете причината; тя остава в протокола."),
                code="returned",
            )
        return require_reason(remark, self._practice.min_reason)

    def void(self, session_id: int, reason: str, *, actor: Actor) -> SessionView:
        """Declare the open round void: its keys are destroyed, the record and its reason stay."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-round", KINDS) as tx:
            row = self._voting(tx.session, session_id)
            round_id = row.id
            self._destroy(tx.session, round_id)
            tx.session.flush()
            write_void(tx, row, why)
        self._holder.drop(round_id)
        return self._rounds.view(session_id)

    def _destroy(self, session: Session, round_id: int) -> None:
        """Both keys, what they sealed and the ticks; the file overwrites what it deletes."""
        stored = session.get_one(RemoteBoxRow, round_id)
        stored.wrapped, stored.codes, stored.back = b"", b"", []

    def _open(self, stored: RemoteBoxRow, chair: str, secretary: str) -> tuple[bytes, Returned]:
        """The round's key and its box. Raises Refused."""
        if not stored.wrapped:
            raise _lost()
        self._holder.brake.look()
        try:
            master, key = unwrap(stored.wrapped, chair, secretary)
        except Refused:
            self._holder.brake.wrong()
            raise
        self._holder.brake.right()
        return master, Returned.opened(key, stored.codes)

    def _box(self, row: RoundRow) -> Returned:
        """The opened box. Raises Refused while it is locked."""
        box = self._holder.boxes.get(row.id)
        if box is None:
            raise Refused(
                _("Кутията с върнатите кодове е заключена: програмата е стартирана наново."),
                _("Председателят и секретарят въвеждат паролите си, за да продължи гласуването."),
                code="locked",
            )
        return box

    def _voting(self, session: Session, session_id: int) -> RoundRow:
        """The open round by cards, in an open session. Raises Refused and NotFound."""
        in_state(self._rounds.reader(session), session_id, SessionState.OPEN, voting=True)
        return self._row(session, session_id)

    def _row(self, session: Session, session_id: int) -> RoundRow:
        row = self._rounds.reader(session).open_round(session_id)
        if row is None or row.mode != CODES:
            raise NotFound(_("Няма започнато гласуване с кодове."), _("Опреснете екрана."))
        return row

    def _paper(self, view: SessionView, row: RoundRow) -> BallotPaper:
        """The ballot as it was printed, from the round's own options."""
        place = slot_of(view, row.slot)
        options = tuple(option.nomination_id for option in row.options)
        each = not place.slot.places and min(row.places, row.marks) >= len(options)
        step = replace(place.step, attempt=row.attempt, options=options, marks=row.marks, each=each)
        return ballot_paper(view, place, step)

    def _known(self, session_id: int) -> RemoteStatus:
        found = self.status(session_id)
        assert found is not None  # the round was just looked at
        return found


def _lost() -> Refused:
    return Refused(
        _("Върнатите кодове не са в този файл: той е възстановен от резервно копие."),
        _("Обявете тура за недействителен с причина и раздайте нови карти."),
        code="lost",
    )
