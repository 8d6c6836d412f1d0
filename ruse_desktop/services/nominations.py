"""The verbs of a nomination: draft, register, check, admit, refuse, withdraw, pass a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.nominations import AdmittedNomination, NominationFilter, State
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services.attachments import attach_in, detach_all_in
from ruse_desktop.services.nomination_bulk import Bulk
from ruse_desktop.services.nomination_cards import drop_cards
from ruse_desktop.services.nomination_facts import nominee_name
from ruse_desktop.services.nomination_following import proposers_of
from ruse_desktop.services.nomination_judging import Judge
from ruse_desktop.services.nomination_lookups import OBJECT
from ruse_desktop.services.nomination_merging import refuse_open_merged, refuse_parting, stands_as
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_rows import Rows
from ruse_desktop.services.nomination_writing import (
    ask_until,
    give_number,
    new_row,
    require_reason,
    set_state_in,
    take_registry_number,
    write_values,
)
from ruse_desktop.services.overrides import override_in
from ruse_desktop.storage.nominations import AnswerRow, NominationRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.nominations import (
        NominationDetail,
        NominationInput,
        NominationRow,
    )
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store, Transaction

_KINDS = ("nominations", "people")
_BEFORE_COMMISSION = (State.SUBMITTED, State.INCOMPLETE)


class NominationService:
    """From the counter to the commission's table."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        attachments: AttachmentService,
    ) -> None:
        self._store = store
        self._practice = practice
        self._judge = Judge(law, calendar, practice)
        self._attachments = attachments

    def rows(self, wanted: NominationFilter | None = None) -> tuple[NominationRow, ...]:
        """The list, drafts on top, then the newest numbers."""
        with self._store.read() as session:
            reader = self._judge.reader(session)
            return Rows(session, reader).all(wanted or NominationFilter())

    def detail(self, nomination_id: int) -> NominationDetail:
        """A nomination with findings, history, overrides and attachments. Raises NotFound."""
        with self._store.read() as session:
            return self._judge.reader(session).detail(nomination_id, self._store.clock.today())

    def findings(
        self, typed: NominationInput, *, on: date | None = None, nomination_id: int | None = None
    ) -> tuple[Finding, ...]:
        """Every finding of what is typed, saved or not, judged on a day (default today)."""
        with self._store.read() as session:
            day = on or self._store.clock.today()
            return self._judge.reader(session).findings(typed, day, nomination_id)

    def save_draft(
        self, typed: NominationInput, *, actor: Actor, nomination_id: int | None = None
    ) -> int:
        """Keep what is typed so far; a draft has no number. Returns its id."""
        kept = self._attachments.keep_all(typed.attachments, typed.attachment_names)
        with self._store.write(actor, "nominations.draft", _KINDS) as tx:
            row = self._row(tx, typed, nomination_id, (State.DRAFT,))
            write_values(tx, row, typed, draft=True)
            tx.session.flush()
            for file in kept:
                attach_in(tx, row.id, file)
            tx.subject(OBJECT, row.id, "чернова")
            return row.id

    def delete_draft(self, nomination_id: int, *, actor: Actor) -> NominationInput:
        """Throw a draft away; what is returned brings it back through `save_draft`."""
        with self._store.write(actor, "nominations.delete-draft", _KINDS) as tx:
            row = self._judge.reader(tx.session).record(nomination_id)
            if row.state != State.DRAFT:
                raise Refused(
                    _("Заведено предложение не се изтрива."), _("Отбележете го като оттеглено.")
                )
            typed = self._judge.reader(tx.session).typed_whole(row)
            files = detach_all_in(tx, nomination_id)
            typed = replace(
                typed,
                attachments=tuple(self._attachments.place(file) for file in files),
                attachment_names=tuple(file.name for file in files),
            )
            tx.session.execute(delete(AnswerRow).where(AnswerRow.nomination_id == nomination_id))
            cards = drop_cards(tx, row)
            tx.session.delete(row)
            tx.session.flush()
            for card in cards:
                tx.session.delete(card)
            tx.subject(OBJECT, nomination_id, "изтрита чернова")
            return typed

    def register(
        self, typed: NominationInput, *, actor: Actor, nomination_id: int | None = None
    ) -> int:
        """Enter a nomination under the next number; an incomplete one becomes „за допълване“.

        Raises Refused when the registry's number is taken or the state does not allow it.
        """
        kept = self._attachments.keep_all(typed.attachments, typed.attachment_names)
        with self._store.write(actor, "nominations.register", _KINDS) as tx:
            row_id = self.register_in(tx, typed, nomination_id)
            for file in kept:
                attach_in(tx, row_id, file)
            if kept:
                self._judge.refresh(tx, self._judge.reader(tx.session).record(row_id))
            return row_id

    def register_in(
        self, tx: Transaction, typed: NominationInput, nomination_id: int | None = None
    ) -> int:
        """`register` within a transaction, without files."""
        row = self._row(tx, typed, nomination_id, (State.DRAFT,))
        write_values(tx, row, typed)
        tx.session.flush()
        take_registry_number(tx, row, self._judge.intake_citation(tx, row.edition_id))
        give_number(tx, row, row.registered_on.year if row.registered_on else tx.now.year)
        set_state_in(tx, row.id, State.SUBMITTED)
        found = self._judge.refresh(tx, row)
        lacking = self._judge.lacking(tx, row, found)
        if lacking:
            set_state_in(
                tx,
                row.id,
                State.INCOMPLETE,
                citation=str(lacking[0].citation or ""),
                reason="; ".join(f.sentence for f in lacking),
            )
        tx.subject(OBJECT, row.id, row.number or "")
        return row.id

    def register_many_in(
        self,
        tx: Transaction,
        edition_id: int,
        rows: Sequence[NominationInput],
        progress: Progress = no_progress,
    ) -> list[int]:
        """`register` for many rows of one edition within a transaction; their ids, in order."""
        return Bulk(tx, self._judge, edition_id).register(rows, progress)

    def update(self, nomination_id: int, typed: NominationInput, *, actor: Actor) -> None:
        """Change a registered nomination before the commission has it; the audit keeps the old.

        An answer given about facts that the change alters is dropped: the question is asked again.
        """
        kept = self._attachments.keep_all(typed.attachments, typed.attachment_names)
        with self._store.write(actor, "nominations.update", _KINDS) as tx:
            row = self._row(tx, typed, nomination_id, (*_BEFORE_COMMISSION, State.DRAFT))
            before, who = self._judge.said(tx, row), stands_as(row)
            write_values(tx, row, typed, draft=row.state == State.DRAFT)
            tx.session.flush()
            refuse_parting(tx, row, who)
            for file in kept:
                attach_in(tx, row.id, file)
            if row.state != State.DRAFT:
                take_registry_number(tx, row, self._judge.intake_citation(tx, row.edition_id))
            self._judge.settle_change(tx, row, before)
            self._judge.refresh(tx, row)
            tx.subject(OBJECT, row.id, row.number or "чернова")

    def admit(self, nomination_id: int, *, actor: Actor) -> None:
        """Let the nomination go to the commission.

        Raises Refused with every open finding: what blocks is passed by an override, what needs
        judgement by an answer.
        """
        with self._store.write(actor, "nominations.admit", _KINDS) as tx:
            row = self._judge.reader(tx.session).record(nomination_id)
            standing = [finding for finding in self._judge.refresh(tx, row) if finding.open]
            refuse_open_merged(tx, self._judge, row)
            if standing:
                raise Refused(
                    _("Предложението не може да бъде допуснато: {what}.").format(
                        what="; ".join(finding.sentence for finding in standing)
                    ),
                    _("Отговорете на въпросите, поискайте допълване или впишете отклонение."),
                    citation=str(standing[0].citation or ""),
                    code="open-findings",
                )
            set_state_in(tx, nomination_id, State.ADMITTED)
            tx.subject(OBJECT, row.id, row.number or "")

    def reject(self, nomination_id: int, *, actor: Actor, citation: str, reason: str) -> None:
        """Do not admit; the provision and the reason are kept and printed."""
        self._move(nomination_id, State.REJECTED, actor, citation, reason)

    def ask_completion(
        self, nomination_id: int, *, actor: Actor, reason: str, until: date | None = None
    ) -> None:
        """Ask the proposer for what is missing, until a day when one is set (чл. 61)."""
        written = require_reason(reason, 3)
        with self._store.write(actor, f"nominations.{State.INCOMPLETE}", _KINDS) as tx:
            set_state_in(tx, nomination_id, State.INCOMPLETE, reason=written)
            if until is not None:
                ask_until(tx, nomination_id, until, written)
            tx.subject(OBJECT, nomination_id, str(State.INCOMPLETE))

    def withdraw(self, nomination_id: int, *, actor: Actor, reason: str) -> None:
        """Record that the proposer withdrew it."""
        self._move(nomination_id, State.WITHDRAWN, actor, "", reason)

    def reopen(self, nomination_id: int, *, actor: Actor, reason: str) -> None:
        """Back to „подадено“ from „за допълване“ or „недопуснато“."""
        self._move(nomination_id, State.SUBMITTED, actor, "", reason)

    def answer(self, nomination_id: int, rule: str, text: str, *, actor: Actor) -> None:
        """Answer what only a person can judge, or why a warning does not stop (R-X-0.1).

        Raises Refused when the rule blocks: that takes an override.
        """
        with self._store.write(actor, "nominations.answer", _KINDS) as tx:
            row = self._judge.reader(tx.session).record(nomination_id)
            finding = self._judge.standing(tx, row, rule)
            if finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET:
                raise Refused(
                    _("Това правило спира предложението; отговор не е достатъчен."),
                    _("Впишете отклонение с основание или не допускайте."),
                    citation=str(finding.citation or ""),
                )
            judged = finding.verdict is Verdict.JUDGEMENT
            written = require_reason(text, 2 if judged else self._practice.min_reason)
            old = tx.session.scalar(
                select(AnswerRow).where(
                    AnswerRow.nomination_id == nomination_id, AnswerRow.rule == rule
                )
            )
            if old is None:
                tx.session.add(
                    AnswerRow(
                        nomination_id=nomination_id,
                        rule=rule,
                        text_=written,
                        by=actor.name,
                        at=tx.now,
                    )
                )
            else:
                old.text_, old.by, old.at = written, actor.name, tx.now
            tx.session.flush()
            self._judge.refresh(tx, row)
            tx.subject(OBJECT, row.id, rule)

    def override(
        self, nomination_id: int, rule: str, written: OverrideInput, *, actor: Actor
    ) -> str:
        """Pass a rule with a reason and a basis; the number of the override, „3/2026“."""
        with self._store.write(actor, "nominations.override", (*_KINDS, "overrides")) as tx:
            row = self._judge.reader(tx.session).record(nomination_id)
            finding = self._judge.standing(tx, row, rule)
            kept = override_in(tx, self._practice, finding, written, (OBJECT, nomination_id))
            self._judge.refresh(tx, row)
            tx.subject(OBJECT, row.id, rule)
            return f"{kept.ordinal}/{kept.year}"

    def admitted(self, edition_id: int) -> tuple[AdmittedNomination, ...]:
        """What the commissions of an edition have on the table, А–Я (R-45-5.1)."""
        shown = (State.ADMITTED, State.NOMINATED, State.AWARDED, State.NOT_AWARDED)
        with self._store.read() as session:
            rows = session.scalars(
                select(NominationRecord)
                .where(
                    NominationRecord.edition_id == edition_id,
                    NominationRecord.merged_into_id.is_(None),
                    NominationRecord.state.in_([str(state) for state in shown]),
                )
                .order_by(NominationRecord.sort_key, NominationRecord.id)
            )
            return tuple(admitted_of(self._judge.reader(session), row) for row in rows)

    def _row(
        self,
        tx: Transaction,
        typed: NominationInput,
        nomination_id: int | None,
        states: tuple[State, ...],
    ) -> NominationRecord:
        if nomination_id is None:
            row = new_row(typed)
            tx.session.add(row)
            return row
        row = self._judge.reader(tx.session).record(nomination_id)
        if State(row.state) not in states:
            raise Refused(
                _("Предложението вече не може да се променя."),
                _("Върнете го като подадено, ако комисията още не го е разгледала."),
                code="state",
            )
        return row

    def _move(
        self, nomination_id: int, state: State, actor: Actor, citation: str, reason: str
    ) -> None:
        written = require_reason(reason, 3)
        with self._store.write(actor, f"nominations.{state}", _KINDS) as tx:
            set_state_in(tx, nomination_id, state, citation=citation, reason=written)
            tx.subject(OBJECT, nomination_id, str(state))


def admitted_of(reader: Reader, row: NominationRecord) -> AdmittedNomination:
    """What a commission sees of a nomination."""
    typed = reader.typed(row)
    nominee = reader.nominee(typed)
    return AdmittedNomination(
        id=row.id,
        number=row.number or "",
        registry_no=row.registry_no,
        slot=row.slot,
        nominee_name=nominee_name(nominee),
        nominee_kind=NomineeKind(row.nominee_kind),
        proposer_name=proposers_of(reader.session, row),
        summary=row.motives,
        employer=nominee.employer if isinstance(nominee, PersonInput) else "",
    )


__all__ = ["NominationService", "admitted_of", "set_state_in"]
