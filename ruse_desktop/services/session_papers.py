"""Which papers a commission needs now, their composition, and the record of what was printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.commissions import ELECTED
from ruse_desktop.domain.papers import (
    APPOINTING,
    FILE_NAMES,
    PAPER_NAMES,
    PaperKind,
    PaperLine,
    PaperSet,
)
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import (
    paper_changes,
    paper_decisions,
    paper_minutes,
    paper_orders,
    paper_sessions,
    paper_votes,
)
from ruse_desktop.services.commissions import commission_of, find_commission
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.office_holders import signers_in
from ruse_desktop.services.paper_ground import Ground
from ruse_desktop.services.session_reading import SessionReader
from ruse_desktop.storage.papers import PaperPrintRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from sqlalchemy import Select

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.commissions import ChangeInput
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.papers import Paper
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.nominations import NominationService
    from ruse_desktop.storage.store import Store

_KINDS = ("papers",)
_SESSION = (
    PaperKind.INVITATIONS, PaperKind.DECLARATIONS, PaperKind.DOSSIERS, PaperKind.ATTENDANCE,
)  # fmt: skip
_AFTER = (
    PaperKind.PROPOSAL, PaperKind.ACT, PaperKind.LAUREATES, PaperKind.OTHERS, PaperKind.LETTERS,
)  # fmt: skip
_SIMPLE: dict[PaperKind, Callable[[Ground], tuple[Paper, ...]]] = {
    PaperKind.ORDER: paper_orders.appointing,
    PaperKind.NAMING: paper_orders.naming,
    PaperKind.INVITATIONS: paper_sessions.invitations,
    PaperKind.DECLARATIONS: paper_sessions.declarations,
    PaperKind.ATTENDANCE: paper_sessions.attendance,
    PaperKind.PROPOSAL: paper_decisions.proposal,
    PaperKind.ACT: paper_decisions.deciding,
    PaperKind.LAUREATES: paper_decisions.laureates,
    PaperKind.OTHERS: paper_decisions.others,
    PaperKind.LETTERS: paper_decisions.letters,
}


class PaperService:
    """Composes papers from what is recorded; only the printing itself is written down."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        nominations: NominationService,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._nominations = nominations

    def list(self, commission_id: int) -> tuple[PaperLine, ...]:
        """The papers that make sense in the commission's state, each with its last printing.

        Raises NotFound.
        """
        ground = self._ground(commission_id)
        printed = self._printed(commission_id, ground.view.id if ground.view else None)
        lines = []
        for kind, part, name, note in _wanted(ground):
            last = printed.get((str(kind), part))
            lines.append(
                PaperLine(
                    kind, part, name, note, ready=not note,
                    printed_on=last.at if last else None, printed_by=last.by if last else "",
                )
            )  # fmt: skip
        return tuple(lines)

    def compose(self, commission_id: int, kind: PaperKind, part: str = "") -> PaperSet:
        """The content of a paper; `part` is the code of a section for ballots and counts.

        Raises NotFound, and Refused when there is nothing to print in this state.
        """
        ground = self._ground(commission_id)
        offered = {(one, of): (name, note) for one, of, name, note in _wanted(ground)}
        name, note = offered.get((kind, part), (_(PAPER_NAMES[kind]), ""))
        if note or (kind, part) not in offered:
            raise Refused(
                note or _("Този документ не се съставя в това състояние на комисията."),
                _("Опреснете списъка с документи."),
                code="no-paper",
            )
        papers = self._papers(ground, kind, part)
        if not papers:
            raise Refused(
                _("Няма какво да се отпечата: {name}.").format(name=name),
                _("Проверете състава и предложенията."),
                code="no-paper",
            )
        stem = "-".join(
            one for one in (FILE_NAMES[kind], ground.rule.code, str(ground.commission.year), part) if one
        )  # fmt: skip
        return PaperSet(kind, f"{name} – {ground.rule.name}", stem, papers, self._law.municipality)

    def change_draft(self, commission_id: int, typed: ChangeInput) -> PaperSet:
        """The order of a change that is being typed, to be signed. Raises NotFound."""
        ground = self._ground(commission_id)
        view = ground.commission
        papers = paper_changes.changing(ground, view.preview(typed), view.after(typed))
        name = _(PAPER_NAMES[PaperKind.CHANGE])
        stem = f"{FILE_NAMES[PaperKind.CHANGE]}-{ground.rule.code}-{view.year}"
        title = f"{name} – {ground.rule.name}"
        return PaperSet(PaperKind.CHANGE, title, stem, papers, self._law.municipality)

    def pdf(self, commission_id: int, kind: PaperKind, part: str = "") -> bytes:
        """The paper as PDF. Raises as `compose`."""
        from ruse_desktop.documents import papers

        return papers.render(self.compose(commission_id, kind, part))

    def minutes(self, session_id: int) -> PaperSet:
        """The minutes of any session as a paper, with the content of their PDF. Raises NotFound."""
        with self._store.read() as session:
            reader = SessionReader(session, self._law, self._calendar, self._practice)
            return paper_minutes.minutes_set(
                session, reader.view(session_id), self._law, self._practice.majority_base
            )

    def record(
        self, commission_id: int, kind: PaperKind, part: str = "", *, way: str, actor: Actor
    ) -> None:
        """Write down that a paper was printed; `way`: „print“, „pdf“ or „docx“. Raises NotFound."""
        with self._store.write(actor, "papers.print", _KINDS) as tx:
            row = find_commission(tx.session, commission_id)
            tx.session.add(
                PaperPrintRow(
                    commission_id=row.id,
                    session_id=None if kind in APPOINTING else tx.session.scalar(_last(row.id)),
                    kind=str(kind),
                    part=part,
                    way=way,
                    by=actor.name,
                    at=tx.now,
                )
            )
            tx.subject("commission", row.id, f"{kind} {part}".strip())

    def _ground(self, commission_id: int) -> Ground:
        with self._store.read() as session:
            row = find_commission(session, commission_id)
            edition = find_edition(session, row.edition_id)
            act = self._law.edition(edition.law_edition)
            last = session.scalar(_last(commission_id))
            reader = SessionReader(session, self._law, self._calendar, self._practice)
            return Ground(
                commission=commission_of(session, self._law, row),
                award=act.award(edition.award),
                act=act,
                law=self._law,
                calendar=self._calendar,
                practice=self._practice,
                today=self._store.clock.today(),
                signers=signers_in(session, self._store.clock.today()),
                view=reader.view(last) if last is not None else None,
            )

    def _printed(
        self, commission_id: int, session_id: int | None
    ) -> dict[tuple[str, str], PaperPrintRow]:
        """The last printing of each paper of the commission itself and of this session."""
        with self._store.read() as session:
            rows = session.scalars(
                select(PaperPrintRow)
                .where(PaperPrintRow.commission_id == commission_id)
                .order_by(PaperPrintRow.id)
            )
            return {
                (row.kind, row.part): row
                for row in rows
                if row.session_id is None or row.session_id == session_id
            }

    def _papers(self, ground: Ground, kind: PaperKind, part: str) -> tuple[Paper, ...]:
        if kind is PaperKind.CHANGE:
            return paper_changes.recorded(ground, int(part))
        if ground.view is not None and kind not in APPOINTING:
            ground = replace(ground, commission=ground.view.commission)
        if kind is PaperKind.BALLOTS:
            return paper_votes.ballots(ground, part)
        if kind is PaperKind.TELLERS:
            return paper_votes.tellers(ground, part)
        if kind is PaperKind.DOSSIERS:
            standing = {n.id for slot in ground.session.slots for n in slot.standing}
            details = {one: self._nominations.detail(one) for one in standing}
            return paper_sessions.dossiers(ground, details)
        if kind is PaperKind.MINUTES:
            base = self._practice.majority_base
            with self._store.read() as session:
                return paper_minutes.minutes_set(session, ground.session, self._law, base).papers
        if kind is PaperKind.EXTRACT:
            with self._store.read() as session:
                view = ground.session
                return (paper_minutes.extract_of(session, view, self._law, part),)
        return _SIMPLE[kind](ground)


def _last(commission_id: int) -> Select[int]:
    """The id of the commission's last session."""
    return (
        select(SessionRow.id)
        .where(SessionRow.commission_id == commission_id)
        .order_by(SessionRow.held_on.desc(), SessionRow.id.desc())
        .limit(1)
    )


_Wanted = tuple[PaperKind, str, str, str]


def _wanted(ground: Ground) -> list[_Wanted]:
    """Kind, part, name and, where it cannot be printed, why."""
    found = [_one(kind, ground) for kind in APPOINTING if _exists(kind, ground)]
    found += [
        (PaperKind.CHANGE, str(one.id), paper_changes.name_of(ground.commission, one), "")
        for one in ground.commission.changes
    ]
    view = ground.view
    if view is None:
        return found
    if view.state is not SessionState.CLOSED:
        lacks = "" if ground.commission.members else _("първо впишете членовете")
        found += [(*_one(kind, ground)[:3], lacks) for kind in _SESSION]
        if view.state is SessionState.OPEN:
            found.append((PaperKind.MINUTES, "", _("Протокол – проект"), ""))
        return found + _votes(ground, lacks)
    found += [_one(PaperKind.ATTENDANCE, ground), _one(PaperKind.MINUTES, ground)]
    found += _extracts(view)
    return found + [_one(kind, ground) for kind in _AFTER if _exists(kind, ground)]


def _extracts(view: SessionView) -> list[_Wanted]:
    """The extract of the whole minutes, and one for each laureate where there are more."""
    name = _(PAPER_NAMES[PaperKind.EXTRACT])
    offered = paper_minutes.extracts(view)
    return [
        (PaperKind.EXTRACT, part, f"{name} – {whose}" if whose else name, "")
        for part, whose in offered
    ]


def _votes(ground: Ground, lacks: str) -> list[_Wanted]:
    """Ballots and tellers' sheets: of all waiting sections at once, and of each."""
    waiting = paper_votes.waiting(ground)
    found: list[_Wanted] = []
    if paper_votes.elects_chair(ground):
        name = _("Бюлетини – избор на председател")
        found.append((PaperKind.BALLOTS, paper_votes.CHAIR, name, lacks))
    for kind in (PaperKind.BALLOTS, PaperKind.TELLERS):
        name = _(PAPER_NAMES[kind])
        whole = _("{name} – всички чакащи раздели").format(name=name)
        nothing = "" if waiting else _("няма раздел, който чака гласуване")
        found.append((kind, "", whole, nothing or lacks))
        if len(waiting) > 1 or (waiting and waiting[0].rounds):
            found += [
                (
                    kind,
                    slot.slot.code,
                    f"{name} – {slot.name}, {paper_votes.round_short(slot)}",
                    lacks,
                )
                for slot in waiting
            ]
    return found


def _exists(kind: PaperKind, ground: Ground) -> bool:
    """Whether the law knows such a paper for the commission at all."""
    if kind is PaperKind.CHANGE:
        return False  # one for each order that changed the commission
    if kind is PaperKind.NAMING:
        return any(seat.named_by for seat in ground.rule.seats)
    if kind is PaperKind.PROPOSAL:
        return not paper_decisions.no_act(ground)
    return True


def _one(kind: PaperKind, ground: Ground) -> _Wanted:
    """A paper without parts, named as this commission's law calls it."""
    name, note = _(PAPER_NAMES[kind]), ""
    if kind is PaperKind.ORDER and ground.rule.appointed_by:
        name = _("{act} за състава на комисията").format(act=ground.rule.appointed_by)
    if kind is PaperKind.NAMING and any(s.how == ELECTED for s in ground.rule.seats):
        name = _("Писма за избор на членове")
    if kind is PaperKind.ACT:
        note = paper_decisions.no_act(ground)
    won = ground.view is not None and any(slot.awards for slot in ground.view.slots)
    if kind in {PaperKind.PROPOSAL, PaperKind.ACT, PaperKind.LAUREATES} and not note and not won:
        note = _("няма присъдени награди")
    if kind is PaperKind.OTHERS and not paper_decisions.others(ground):
        note = _("няма други допуснати предложения")
    if kind is PaperKind.LETTERS and not paper_decisions.letters(ground):
        note = _("няма допуснати предложения")
    return kind, "", name, note
