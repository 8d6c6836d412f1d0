"""Taking a distinction away: judged by the act in force, kept in the book, the proof beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.book_revocation import RevocationFile, RevocationPlan
from ruse_desktop.domain.books import EntryKind
from ruse_desktop.domain.intake import number_of
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries, book_passing, book_reading, book_rules
from ruse_desktop.storage.book_revocation import RevocationRow

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.book_revocation import RevocationInput
    from ruse_desktop.domain.book_state import LaureateState
    from ruse_desktop.domain.books import Act, EntryDetail
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

_COUNCILLORS = "councillors_total"
_RETURNED = frozenset({"sign", "certificate"})


class RevocationService:
    """Says what the act asks of a revocation and records it; the entry itself stays."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def plan(self, book: str, seq: int) -> RevocationPlan:
        """What the act in force today says of taking this entry's distinction away."""
        with self._store.read() as session:
            state = book_entries.state_of(session, book, seq)
        return self._plan(book, state, self._store.clock.today())

    def file(self, book: str, seq: int) -> RevocationFile | None:
        """The file on a revocation; None where there is none."""
        with self._store.read() as session:
            row = session.get(RevocationRow, (book, seq))
            if row is None:
                return None
            return RevocationFile(row.ground, row.initiator, row.protocol, row.due_on)

    def record(
        self,
        *,
        actor: Actor,
        book: str,
        seq: int,
        asked: RevocationInput,
        passes: Mapping[str, OverrideInput] | None = None,
    ) -> EntryDetail:
        """Record that an act took the distinction away; the entry stays with the annotation.

        `passes` as in `HandOverService.record`. Where the act knows no revocation any act and a
        reason will do (OP-29). Raises Refused: taken away already, an act of another kind, a
        finding that nothing passes.
        """
        written = passes or {}
        with self._store.write(actor, "books.revoke", ("books", "overrides")) as tx:
            state = book_entries.state_of(tx.session, book, seq)
            if state.revoked:
                raise Refused(_("Отнемането вече е вписано."), _("Вижте историята на записа."))
            today = tx.now.date()
            ready = _tidy(asked, book_rules.whole_act(asked.act, today))
            plan = self._plan(book, state, ready.act.on or today)
            _refuse_act(plan, ready.act)
            findings = plan.judge(ready, self._calendar)
            book_passing.refuse_open(findings, written, self._practice.min_reason)
            self._append(tx, book, seq, ready, plan)
            book_passing.pass_in(tx, self._practice, findings, written, (book, seq))
            if plan.rule is not None:
                tx.session.add(self._file(book, seq, ready, plan))
                tx.session.flush()
            made = book_reading.detail(tx.session, book, seq)
            tx.subject("book", made.row.id, f"{book}: № {made.row.entry_no}")
            return made

    def _plan(self, book: str, state: LaureateState, day: date) -> RevocationPlan:
        edition = self._law.at(day)
        award = next((one for one in edition.awards if one.code == book), None)
        if award is None or award.revocation is None:
            return RevocationPlan(None, edition.id)
        return RevocationPlan(
            award.revocation,
            edition.id,
            state.act.on if state.act else None,
            int(number_of(self._practice.value(_COUNCILLORS)) or 0),
            tuple(one for one in award.attributes if one.kind in _RETURNED and one.prescribed),
        )

    def _append(
        self, tx: Transaction, book: str, seq: int, asked: RevocationInput, plan: RevocationPlan
    ) -> None:
        act = asked.act
        facts: dict[str, Canon] = {
            "kind": act.kind,
            "no": act.number,
            "on": act.on.isoformat() if act.on else "",
            "text": act.text,
        }
        book_rules.refuse_personal_number(act.text)
        payload: dict[str, Canon] = {
            "at": tx.now.isoformat(timespec="seconds"),
            "by": tx.actor.name,
            "act": facts,
            "reason": book_rules.reason_text(plan.recorded(asked, self._calendar)),
        }
        book_entries.refer(tx, book, seq, EntryKind.REVOCATION, payload)

    def _file(
        self, book: str, seq: int, asked: RevocationInput, plan: RevocationPlan
    ) -> RevocationRow:
        facts, vote, day = asked.facts, asked.vote, plan.return_day(asked, self._calendar)
        return RevocationRow(
            book=book,
            seq=seq,
            ground=plan.ground(asked),
            initiator=asked.initiator,
            sentence_no=facts.sentence_no,
            sentence_in_force=facts.sentence_in_force,
            description=facts.description,
            evidence=facts.evidence,
            town=facts.town,
            republic=facts.republic,
            statement_no=facts.statement_no,
            statement_on=facts.statement_on,
            protocol=asked.protocol,
            members=vote.members,
            present=vote.present,
            in_favour=vote.in_favour,
            against=vote.against,
            abstained=vote.abstained,
            notified_on=asked.notified_on,
            due_on=day.effective if day else None,
        )


def _refuse_act(plan: RevocationPlan, act: Act) -> None:
    if plan.rule is not None and act.kind != plan.rule.act:
        raise Refused(
            _("Отнема се с друг вид акт."),
            _("Проверете вида на акта."),
            citation=str(plan.rule.citation),
            code="wrong-act",
        )


def _tidy(asked: RevocationInput, act: Act) -> RevocationInput:
    facts = asked.facts
    return replace(
        asked,
        act=act,
        reason=clean(asked.reason, 2000),
        initiator=clean(asked.initiator, 300),
        protocol=clean(asked.protocol, 100),
        facts=replace(
            facts,
            sentence_no=clean(facts.sentence_no, 100),
            description=clean(facts.description, 4000),
            statement_no=clean(facts.statement_no, 100),
        ),
    )
