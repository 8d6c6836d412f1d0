"""The secret ballot on the workstation: a round is opened, voted in memory, then sealed as totals."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import Count, Step, StepKind, base_of
from ruse_desktop.domain.secret_box import (
    FEW_VOTERS,
    MOST_VOID,
    SCREEN,
    BallotPaper,
    Check,
    Opened,
    PaperOption,
    Pins,
    SecretBox,
    Vote,
    VotingStatus,
    Way,
)
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_writing import require_reason
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
from ruse_desktop.storage.sessions import RoundRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView, SlotView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


@dataclass
class Holder:
    """The one box of this run of the program and the round it belongs to; never stored."""

    box: SecretBox | None = None
    session_id: int = 0
    round_id: int = 0
    slot: str = ""

    def drop(self) -> None:
        """Forget the box and all that is in it."""
        if self.box is not None:
            self.box.wipe()
        self.box, self.session_id, self.round_id, self.slot = None, 0, 0, ""


@dataclass(frozen=True)
class Finished:
    """A sealed round: the session as it is now, and the list each voter looks at, once.

    With the `salt`, told here only, the list can be checked against the `digest` of the minutes.
    """

    view: SessionView
    paper: BallotPaper
    checks: tuple[Check, ...] = field(repr=False)
    digest: str = field(default="", repr=False)
    salt: bytes = field(default=b"", repr=False)


class SecretBallotService:
    """Opens, holds and seals the rounds voted on the screen.

    The votes are in `Holder` only. `admit` and `cast` touch neither the database nor the log.
    """

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        *,
        holder: Holder,
        rounds: RoundVerbs,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._holder = holder
        self._rounds = rounds

    def start(
        self,
        session_id: int,
        slot: str,
        *,
        chair_pin: str,
        secretary_pin: str,
        actor: Actor,
        reason: str = "",
    ) -> VotingStatus:
        """Open the round a slot waits for, to be voted on the screen; draws the slips.

        Raises Refused for fewer than three voters, for fewer than five without a `reason`, and
        wherever a paper round would be refused; UserError for bad PINs.
        """
        if self._holder.box is not None:
            raise Refused(
                _("На този компютър вече тече тайно гласуване."), _("Първо го приключете.")
            )
        pins = Pins(chair_pin, secretary_pin)
        with self._store.write(actor, "sessions.start-ballot", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN)
            view = reader.view(session_id)
            require_votable(view)
            voting = voting_of(reader, view)
            place = slot_of(view, slot)
            step = require_vote(place)
            _refuse_third_void(place, step)
            voters = view.entitled_in(slot)
            box = SecretBox(ballot_paper(view, place, step), voters, pins)
            why = self._why_few(voters, reason)
            nothing = Count(voters, 0, 0, 0, 0, 0, dict.fromkeys(step.options, 0))
            base = base_now(voting, view, 0, self._practice, slot)
            row = new_round(view, place, SCREEN, nothing, base)
            row.warned_why = why
            tx.session.add(row)
            tx.session.flush()
            round_id = row.id
            tx.subject(OBJECT, session_id, f"начало на гласуване на екрана в {slot}")
        no_core_dumps()
        holder = self._holder
        holder.box, holder.session_id = box, session_id
        holder.round_id, holder.slot = round_id, slot
        return self._told(holder)

    def _why_few(self, entitled: int, reason: str) -> str:
        if entitled >= FEW_VOTERS:
            return ""
        if not reason.strip():
            raise Refused(
                _(
                    "С право на глас са само {n}; резултатът може да издаде кой как е гласувал."
                ).format(n=entitled),
                _("Впишете защо въпреки това се гласува на екрана."),
                code="few",
            )
        return require_reason(reason, self._practice.min_reason)

    def slips_pdf(self, session_id: int) -> bytes:
        """The voting slips as PDF, before the vote begins. Raises Refused afterwards."""
        from ruse_desktop.documents import slips

        box = self._box(session_id)
        if not box.slips:
            raise Refused(
                _("Фишовете вече са раздадени и не се печатат повторно."),
                _("Ако фиш липсва, обявете гласуването за недействително."),
            )
        return slips.render(box.paper, box.slips)

    def begin(self, session_id: int) -> VotingStatus:
        """The slips are handed out: let vote; the codes are forgotten. Raises Refused."""
        self._box(session_id).begin()
        return self._told(self._holder)

    def status(self, session_id: int) -> VotingStatus | None:
        """The open round of a session: its turnout, or that it was cut off; None without one."""
        with self._store.read() as session:
            row = self._rounds.reader(session).open_round(session_id)
            if row is None or row.mode != SCREEN:
                return None
            if self._holder.box is not None and row.id == self._holder.round_id:
                return self._told(self._holder)
            return VotingStatus(session_id, row.slot, row.issued, cut_off=True)

    def paper(self, session_id: int) -> BallotPaper:
        """The ballot of the open round, without which the voter's view cannot be shown."""
        return self._box(session_id).paper

    def admit(self, code: str) -> BallotPaper:
        """The ballot for a code. Raises Refused, the same for every code that is not good."""
        return self._running().admit(code)

    def cast(self, code: str, vote: Vote) -> VotingStatus:
        """Put a ballot in the box. Raises Refused and keeps nothing of it."""
        self._running().cast(code, vote)
        return self._told(self._holder)

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
        """Count with both PINs and commit the totals; only then they can be seen.

        `returned` are the slips the tellers have back unused; when they are not all those not
        voted with, a `remark` says why. Raises Refused without it and for wrong PINs. When the
        save fails the box stays as it was.
        """
        box = self._box(session_id)
        said = self._slips_remark(box, returned, remark)
        opened = box.open(chair_pin, secretary_pin)
        with self._store.read() as session:
            row = session.get_one(RoundRow, self._holder.round_id)
            waiting = RoundState(row.state) is RoundState.OPEN
        if waiting:  # else an earlier try was saved although its answer was lost
            self._seal(session_id, opened, actor, returned=returned, remark=said)
        paper = box.paper
        self._holder.drop()
        view = self._rounds.view(session_id)
        return Finished(view, paper, opened.checks, opened.digest, opened.salt)

    def _slips_remark(self, box: SecretBox, returned: int, remark: str) -> str:
        """The remark that is recorded, „“ where every unused slip came back."""
        unused = box.issued - box.cast_count
        if not 0 <= returned <= box.issued:
            raise Refused(
                _("Върнатите фишове са от 0 до {n}.").format(n=box.issued),
                _("Преброителите броят отново върнатите фишове."),
                code="returned",
            )
        if returned == unused:
            return ""
        if not remark.strip():
            raise Refused(
                _("Върнати фишове: {returned}, негласували: {unused}.").format(
                    returned=returned, unused=unused
                ),
                _("Пребройте фишовете отново или впишете причината; тя остава в протокола."),
                code="returned",
            )
        return require_reason(remark, self._practice.min_reason)

    def _seal(
        self, session_id: int, opened: Opened, actor: Actor, *, returned: int, remark: str
    ) -> None:
        count = opened.count
        with self._store.write(actor, "sessions.seal-round", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            view = reader.view(session_id)
            require_quorum(view)
            row = tx.session.get_one(RoundRow, self._holder.round_id)
            voting = voting_of(reader, view)
            held = Step(
                StepKind.VOTE,
                options=tuple(option.nomination_id for option in row.options),
                marks=row.marks,
                each=self._running().paper.way is Way.EACH,
            )
            require_arithmetic(count, row.issued, held, voting)
            base = base_of(
                voting,
                appointed=row.base,
                present=row.base,
                valid=count.valid,
                practice=self._practice.majority_base,
            )
            write_totals(
                tx, row, count, base, returned=returned, remark=remark, digest=opened.digest
            )
            self._rounds.settle(tx, session_id, row.slot)
            tx.subject(OBJECT, session_id, f"тур {row.number} в {row.slot}")

    def void(self, session_id: int, reason: str, *, actor: Actor) -> SessionView:
        """Declare the open round void, also one cut off; its votes are forgotten, the record stays."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "sessions.void-round", KINDS) as tx:
            reader = self._rounds.reader(tx.session)
            in_state(reader, session_id, SessionState.OPEN, voting=True)
            row = reader.open_round(session_id)
            if row is None or row.mode != SCREEN:
                raise Refused(_("Няма започнато гласуване на екрана."), _("Опреснете екрана."))
            write_void(tx, row, why)
        if self._holder.session_id == session_id:
            self._holder.drop()
        return self._rounds.view(session_id)

    def _told(self, holder: Holder) -> VotingStatus:
        box = self._running()
        return VotingStatus(
            holder.session_id, holder.slot, box.issued, box.cast_count, voting=box.voting
        )

    def _running(self) -> SecretBox:
        if self._holder.box is None:
            raise NotFound(_("Гласуването не тече."), _("Обърнете се към секретаря."))
        return self._holder.box

    def _box(self, session_id: int) -> SecretBox:
        """The box of this session. Raises NotFound when its round was cut off or is over."""
        if self._holder.session_id != session_id:
            raise NotFound(_("Гласуването не тече."), _("Опреснете екрана."))
        return self._running()


def _refuse_third_void(place: SlotView, step: Step) -> None:
    """What was void on the screen three times is voted on paper."""
    void = sum(
        one.on_screen
        and one.state is RoundState.VOID
        and (one.number, one.attempt) == (step.number, step.attempt)
        for one in place.rounds
    )
    if void >= MOST_VOID:
        raise Refused(
            _("Този тур беше недействителен на екрана {n} пъти.").format(n=void),
            _("Проведете го с бюлетини."),
            code="paper-only",
        )


def ballot_paper(view: SessionView, place: SlotView, step: Step) -> BallotPaper:
    """The ballot of the round: the nominees in the order of the printed one."""
    way = Way.YES_NO if step.yes_or_no else Way.EACH if step.each else Way.CHOOSE
    name = step.name
    if step.attempt:
        name = _("{name}, прегласуване {n}").format(name=name, n=step.attempt)
    heading = _("{commission} · {day} · тайно гласуване · {name}").format(
        commission=view.commission.rule.name, day=date_short(view.typed.held_on), name=name.lower()
    )
    nominees = (place.nominee(option) for option in step.options)
    options = tuple(PaperOption(one.id, one.nominee_name, one.proposer_name) for one in nominees)
    return BallotPaper(heading, place.name, options, step.marks, way)


def no_core_dumps() -> None:
    """A crash must not write the memory, and with it the votes, into a file."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # only where the system has it

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
