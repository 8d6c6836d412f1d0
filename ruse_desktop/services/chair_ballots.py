"""Electing a chair on the workstation: the same secret box as of a section, another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from ruse_desktop.domain.ballots import faults
from ruse_desktop.domain.secret_box import (
    SCREEN,
    BallotPaper,
    PaperOption,
    Pins,
    SecretBox,
    VotingStatus,
    Way,
)
from ruse_desktop.domain.session_chair import CHAIR
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.chair_reading import OPEN, VOID, open_chair_round
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.secret_ballots import (
    Finished,
    SecretBallotService,
    no_core_dumps,
)
from ruse_desktop.services.session_chair import open_ballot, seal_ballot, seat_chair
from ruse_desktop.services.session_reading import OBJECT
from ruse_desktop.services.session_rounds import (
    KINDS,
    in_state,
    require_present,
    require_quorum,
)
from ruse_desktop.storage.session_chair import ChairRoundRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.secret_box import Opened
    from ruse_desktop.domain.sessions import SessionView

_KINDS = (*KINDS, "commissions")


class ChairBallotService(SecretBallotService):
    """Opens, holds and seals a ballot for the chair; admitting and casting are those of the box."""

    def start_chair(
        self,
        session_id: int,
        candidates: Sequence[int],
        *,
        chair_pin: str,
        secretary_pin: str,
        actor: Actor,
        reason: str = "",
    ) -> VotingStatus:
        """Open a ballot for the chair with members as `candidates`; who leads has the first PIN.

        Raises Refused as a section's ballot does, and when a chair is there already.
        """
        if self._holder.box is not None:
            raise Refused(
                _("На този компютър вече тече тайно гласуване."), _("Първо го приключете.")
            )
        pins = Pins(chair_pin, secretary_pin)
        with self._store.write(actor, "sessions.start-chair-ballot", _KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN)
            view = reader.view(session_id)
            require_present(view)
            if view.first.chair_done:
                raise Refused(_("Комисията вече има председател."), _("Опреснете екрана."))
            members = {line.member_id for line in view.attendance}
            if not candidates or set(candidates) - members:
                raise UserError(
                    _("Не е посочено кои членове са предложени."), _("Отбележете поне един.")
                )
            box = SecretBox(_paper(view, candidates), view.entitled, pins)
            why = self._why_few(view.entitled, reason)
            row = open_ballot(tx, session_id, tuple(candidates), view.entitled, SCREEN, why)
            round_id = row.id
            tx.subject(OBJECT, session_id, "начало на избор на председател на екрана")
        no_core_dumps()
        holder = self._holder
        holder.box, holder.session_id = box, session_id
        holder.round_id, holder.slot = round_id, CHAIR
        return self._told(holder)

    def status(self, session_id: int) -> VotingStatus | None:
        """The open ballot for the chair: its turnout, or that it was cut off; None without one."""
        with self._store.read() as session:
            row = open_chair_round(session, session_id)
            if row is None:
                return None
            held = self._holder.box is not None and self._holder.slot == CHAIR
            if held and row.id == self._holder.round_id:
                return self._told(self._holder)
            return VotingStatus(session_id, CHAIR, row.issued, cut_off=True)

    def finish(
        self,
        session_id: int,
        *,
        chair_pin: str,
        secretary_pin: str,
        returned: int,
        actor: Actor,
        remark: str = "",
    ) -> Finished:
        """Count with both PINs and commit the totals; the elected presides. Raises as its base."""
        box = self._box(session_id)
        said = self._slips_remark(box, returned, remark)
        opened = box.open(chair_pin, secretary_pin)
        with self._store.read() as session:
            waiting = session.get_one(ChairRoundRow, self._holder.round_id).state == OPEN
        if waiting:  # else an earlier try was saved although its answer was lost
            self._seal_chair(session_id, opened, actor, returned=returned, remark=said)
        paper = box.paper
        self._holder.drop()
        view = self._rounds.view(session_id)
        return Finished(view, paper, opened.checks, opened.digest, opened.salt)

    def _seal_chair(
        self, session_id: int, opened: Opened, actor: Actor, *, returned: int, remark: str
    ) -> None:
        count = opened.count
        with self._store.write(actor, "sessions.elect-chair", _KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            view = reader.view(session_id)
            require_quorum(view)
            row = tx.session.get_one(ChairRoundRow, self._holder.round_id)
            wrong = faults(count, entitled=row.issued, options=tuple(count.votes), marks=1)
            if wrong:
                raise Refused(
                    " ".join(wrong),
                    _("Обявете гласуването за недействително и гласувайте отново."),
                    citation=str(view.commission.rule.chair_citation),
                    code="arithmetic",
                )
            seal_ballot(tx, row, count, returned=returned, remark=remark, digest=opened.digest)
            seat_chair(tx, reader.view(session_id))
            tx.subject(OBJECT, session_id, "избор на председател")

    def void(self, session_id: int, reason: str, *, actor: Actor) -> SessionView:
        """Declare the open ballot void, also one cut off; its votes are forgotten."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-chair", _KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            row = open_chair_round(tx.session, session_id)
            if row is None:
                raise Refused(_("Няма започнато гласуване на екрана."), _("Опреснете екрана."))
            tx.session.execute(
                update(ChairRoundRow)
                .where(ChairRoundRow.id == row.id)
                .values(state=VOID, voided_why=why)
            )
            tx.note({"void": row.id, "why": why})
            tx.subject(OBJECT, session_id, "недействителен избор на председател")
        if self._holder.session_id == session_id and self._holder.slot == CHAIR:
            self._holder.drop()
        return self._rounds.view(session_id)


def _paper(view: SessionView, candidates: Sequence[int]) -> BallotPaper:
    """The ballot: the candidates in the order given; one alone is voted for or against."""
    rule = view.commission.rule
    heading = _("{commission} · {day} · тайно гласуване ({citation})").format(
        commission=rule.name, day=date_short(view.typed.held_on), citation=rule.chair_citation
    )
    lines = {line.member_id: line for line in view.attendance}
    options = tuple(PaperOption(one, lines[one].name, lines[one].position) for one in candidates)
    way = Way.YES_NO if len(options) == 1 else Way.CHOOSE
    return BallotPaper(heading, _("Избор на председател"), options, 1, way)
