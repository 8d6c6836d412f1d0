"""The verbs of deciding acts: what may be named, the checks, entering, striking out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from ruse_desktop.domain.acts import (
    ActDraft,
    ActInput,
    ActView,
    Candidate,
    act_text,
    differs,
    judge_council,
    needs_act,
)
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import act_steps
from ruse_desktop.services.act_checking import refuse_incomplete, refuse_names
from ruse_desktop.services.act_reading import act_naming, act_view, nominee_of
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.nomination_following import asks_proposal
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.overrides import override_in
from ruse_desktop.services.session_reading import SessionReader
from ruse_desktop.services.session_results import results_of_act
from ruse_desktop.storage.acts import ActNameRow, ActRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

OBJECT = "deciding-act"
_KINDS = ("sessions", "nominations", "acts")


class ActService:
    """The act on a commission's proposal, or the one that awards without a commission."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def draft_of_session(self, session_id: int) -> ActDraft:
        """What the act on a closed session's proposal may name.

        Raises Refused when the session is not closed, proposes nobody or needs no act.
        """
        with self._store.read() as session:
            return self._of_session(session, session_id)

    def draft_of_edition(self, edition_id: int) -> ActDraft:
        """What an act without a commission may name: the admitted whom no act names yet.

        Raises Refused where a commission proposes first.
        """
        with self._store.read() as session:
            draft = self._of_edition(session, edition_id)
            free = (c for c in draft.candidates if act_naming(session, c.nomination_id) is None)
            return replace(draft, candidates=tuple(free))

    def of_edition(self, edition_id: int) -> tuple[ActView, ...]:
        """The acts in force of an edition, oldest first."""
        query = (
            select(ActRow)
            .where(ActRow.edition_id == edition_id, ActRow.struck_why == "")
            .order_by(ActRow.on, ActRow.id)
        )
        with self._store.read() as session:
            return tuple(act_view(session, row) for row in session.scalars(query))

    def without_commission(self) -> tuple[tuple[int, str, int], ...]:
        """The open editions whose award an act gives directly: id, short name, year; newest first."""
        with self._store.read() as session:
            rows = session.scalars(
                select(EditionRow).order_by(EditionRow.year.desc(), EditionRow.award)
            )
            return tuple(
                (row.id, award.short_name, row.year)
                for row in rows
                if _directly(award := self._law.edition(row.law_edition).award(row.award))
            )

    def results(self, act_id: int) -> tuple[AwardResult, ...]:
        """The laureates of an act without a commission, for the book. Raises NotFound."""
        with self._store.read() as session:
            row = _row(session, act_id)
            edition = find_edition(session, row.edition_id)
            reader = Reader(session, self._law, self._calendar, self._practice)
            award = reader.award(edition.id)
            return results_of_act(reader, act_view(session, row), award, edition.year)

    def judge(self, draft: ActDraft, typed: ActInput) -> tuple[Finding, ...]:
        """What stands against the act as typed: the council's vote, steps not taken."""
        with self._store.read() as session:
            return self._judge(session, draft, typed)

    def enter(self, draft: ActDraft, typed: ActInput, *, actor: Actor) -> int:
        """Keep the act; its id. A name left out or added needs a reason (R-50-1.4).

        Raises UserError for what is not filled in, Refused for an act of another kind, a day before
        the session, a nomination another act names, and for the first finding nothing passes.
        """
        kinds = (*_KINDS, "overrides") if typed.passed else _KINDS
        with self._store.write(actor, "acts.enter", kinds) as tx:
            now = self._anew(tx.session, draft)
            refuse_incomplete(now, typed, tx.now.date())
            refuse_names(tx.session, now, typed, self._practice.min_reason)
            found = self._judge(tx.session, now, typed)
            for finding in (one for one in found if one.verdict is Verdict.NOT_MET):
                self._pass(tx, now, typed, finding)
            made = self._write(tx, now, typed)
            act_steps.record(tx, self._award(tx.session, now), made, typed)
            tx.subject(OBJECT, made.id, made.text_)
            return made.id

    def strike(self, act_id: int, reason: str, *, actor: Actor) -> None:
        """Strike an act out that was entered by mistake; it stays with the reason.

        Raises Refused once the book has one of its laureates.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "acts.strike", _KINDS) as tx:
            row = _row(tx.session, act_id)
            if any(one.entered for one in act_view(tx.session, row).named):
                raise Refused(
                    _("По този акт вече има вписани в книгата."),
                    _("Добавете поправка към записа в книгата."),
                )
            act_steps.take_back(tx, row)
            tx.session.execute(update(ActRow).where(ActRow.id == act_id).values(struck_why=why))
            tx.subject(OBJECT, act_id, row.text_)

    def _anew(self, session: Session, draft: ActDraft) -> ActDraft:
        """The draft as it is at the moment of writing."""
        if draft.session_id is not None:
            return self._of_session(session, draft.session_id)
        return self._of_edition(session, draft.edition_id)

    def _award(self, session: Session, draft: ActDraft) -> AwardRules:
        edition = find_edition(session, draft.edition_id)
        return self._law.edition(edition.law_edition).award(edition.award)

    def _of_session(self, session: Session, session_id: int) -> ActDraft:
        reader = SessionReader(session, self._law, self._calendar, self._practice)
        view = reader.view(session_id)
        rule = reader.award(view.commission).act
        if rule is None or not view.awaits_act:
            raise _nothing_to_decide(view)
        motives = {one.nomination_id: one.motive for slot in view.slots for one in slot.awards}
        return ActDraft(
            award=view.commission.award,
            year=view.commission.year,
            edition_id=view.commission.edition_id,
            session_id=view.id,
            rule=rule,
            candidates=tuple(
                Candidate(
                    one.id, one.number, one.nominee_name, slot.name,
                    one.id in motives, motives.get(one.id, ""),
                )
                for slot in view.slots
                for one in slot.standing
            ),
            not_before=view.typed.held_on,
            protocol_no=view.typed.protocol_no,
        )  # fmt: skip

    def _of_edition(self, session: Session, edition_id: int) -> ActDraft:
        edition = find_edition(session, edition_id)
        award = self._law.edition(edition.law_edition).award(edition.award)
        if award.act is None or not _directly(award):
            raise Refused(
                _("За тази награда първо предлага комисия."),
                _("Впишете акта от „Заседания“, след като заседанието приключи."),
                citation=str(award.act.citation) if award.act else None,
            )
        rows = session.scalars(
            select(NominationRecord)
            .where(
                NominationRecord.edition_id == edition_id,
                NominationRecord.state == str(State.ADMITTED),
                NominationRecord.merged_into_id.is_(None),
            )
            .order_by(NominationRecord.sort_key, NominationRecord.id)
        ).all()
        return ActDraft(
            award=edition.award,
            year=edition.year,
            edition_id=edition_id,
            session_id=None,
            rule=award.act,
            candidates=tuple(
                Candidate(
                    row.id, row.number or "", nominee_of(session, row.id),
                    award.slot_name(row.slot),
                )
                for row in rows
                if not asks_proposal(row)
            ),
        )  # fmt: skip

    def _judge(self, session: Session, draft: ActDraft, typed: ActInput) -> tuple[Finding, ...]:
        try:
            found = judge_council(draft.rule, typed.kind, typed.vote)
        except ValueError:
            raise UserError(
                _("Гласувалите „за“ са повече от присъстващите."), _("Проверете числата.")
            ) from None
        if typed.on is None:
            return found
        named = [one.nomination_id for one in typed.names if one.named]
        return (*found, *act_steps.judge(session, self._award(session, draft), named, typed.on))

    def _pass(self, tx: Transaction, draft: ActDraft, typed: ActInput, finding: Finding) -> None:
        """Record the override of a finding. Raises Refused when there is none."""
        written = typed.passed.get(finding.rule)
        if written is None:
            raise Refused(
                f"{finding.sentence}.",
                finding.explanation,
                citation=str(finding.citation or ""),
                code=finding.rule,
            )
        subject = ("edition", draft.edition_id)
        override_in(tx, self._practice, finding, written, subject)

    def _write(self, tx: Transaction, draft: ActDraft, typed: ActInput) -> ActRow:
        assert typed.on is not None  # it was asked for
        number, protocol = clean(typed.number, 60), clean(typed.protocol, 60)
        made = ActRow(
            edition_id=draft.edition_id,
            session_id=draft.session_id,
            kind=typed.kind,
            number=number,
            protocol=protocol,
            on=typed.on,
            text_=act_text(typed.kind, number, typed.on, protocol, self._law.municipality),
            members=typed.vote.members,
            present=typed.vote.present,
            in_favour=typed.vote.in_favour,
            against=typed.vote.against,
            abstained=typed.vote.abstained,
            struck_why="",
            by=tx.actor.name,
            at=tx.now,
        )
        tx.session.add(made)
        tx.session.flush()
        known = {one.nomination_id: one for one in draft.candidates}
        other = differs(typed.names, draft.candidates)
        kept = [one for one in typed.names if one.named or one.nomination_id in other]
        tx.session.add_all(
            ActNameRow(
                act_id=made.id,
                nomination_id=one.nomination_id,
                ordinal=n,
                named=one.named,
                proposed=known[one.nomination_id].proposed,
                motive=clean(one.motive or known[one.nomination_id].motive, 2000),
                reason=clean(one.reason, 500),
            )
            for n, one in enumerate(kept, 1)
        )
        tx.session.flush()
        return made


def _directly(award: AwardRules) -> bool:
    return needs_act(award.act) and not award.commissions


def _row(session: Session, act_id: int) -> ActRow:
    row = session.get(ActRow, act_id)
    if row is None:
        raise NotFound(_("Актът не е намерен."), _("Опреснете екрана."))
    return row


def _nothing_to_decide(view: SessionView) -> Refused:
    if view.act is not None:
        return Refused(_("Актът по това заседание вече е вписан."), _("Опреснете екрана."))
    if view.state is not SessionState.CLOSED:
        return Refused(
            _("Заседанието още не е приключило."), _("Приключете го и тогава впишете акта.")
        )
    return Refused(_("По това заседание не се издава акт."), _("Протоколът е достатъчен."))
