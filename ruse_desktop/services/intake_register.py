"""The register of proposals of an edition, cure dates, and who has which copy of a file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import deadlines
from ruse_desktop.domain.editions import SUBMISSION
from ruse_desktop.domain.following import CopyOut
from ruse_desktop.domain.intake import register_number
from ruse_desktop.domain.intake_register import Register, RegisterLine
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.editions import announced_in, find_edition
from ruse_desktop.services.nomination_following import asked_until, copies_asked
from ruse_desktop.services.nomination_lookups import OBJECT
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_rows import cards_of
from ruse_desktop.storage.intake import CopyRow
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.nominations import Paper
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.nominations import EditionRow
    from ruse_desktop.storage.store import Store

CURE_DAYS = 7
"""The least days a proposer is given to complete, where the act sets none (OP-50)."""


class IntakeRegister:
    """„Книга за завеждане“: every nomination of an edition under its gap-free number (чл. 60)."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _reader(self, session: Session) -> Reader:
        return Reader(session, self._law, self._calendar, self._practice)

    def register(self, edition_id: int) -> Register:
        """The whole register of an edition, by its numbers. Raises NotFound."""
        with self._store.read() as session:
            reader = self._reader(session)
            edition = find_edition(session, edition_id)
            award = reader.award(edition_id)
            ids = session.scalars(
                select(NominationRecord.id)
                .where(
                    NominationRecord.edition_id == edition_id,
                    NominationRecord.intake_no.is_not(None),
                )
                .order_by(NominationRecord.intake_no)
            ).all()
            held = cards_of(session, ids)
            lines = tuple(self._line(reader, one, edition, award) for one in ids)
            del held  # the session keeps the cards only as long as somebody holds them
        rule = award.intake
        return Register(
            title=(rule.book if rule else "") or _("Книга за завеждане на предложенията"),
            citation=str(rule.book_citation) if rule and rule.book_citation else "",
            place=rule.place if rule else "",
            award=award.name,
            year=edition.year,
            drawn_on=self._store.clock.today(),
            lines=lines,
        )

    @staticmethod
    def _line(
        reader: Reader, nomination_id: int, edition: EditionRow, award: AwardRules
    ) -> RegisterLine:
        record = reader.record(nomination_id)
        row = reader.row(record, edition)
        leading = reader.record(record.merged_into_id) if record.merged_into_id else None
        assert record.intake_no is not None
        return RegisterLine(
            nomination_id=record.id,
            ordinal=record.intake_no,
            number=register_number(award.intake, record.intake_no, edition.year),
            our_no=row.number,
            registry_no=row.registry_no,
            day=row.registered_on,
            proposer=row.proposer,
            nominee=row.nominee,
            about=" · ".join(part for part in (row.about, row.slot_name) if part),
            complete=complete_text(reader.papers(award, reader.typed(record)), row.state),
            state=row.state,
            merged_with=(leading.number or "") if leading else "",
        )

    def cure_date(self, nomination_id: int) -> date:
        """The proposed day for completing: the last day for proposals, at least a week from today.

        A day that is not a working one moves to the next that is.
        """
        today = self._store.clock.today()
        week = deadlines.next_working(today + timedelta(days=CURE_DAYS), self._calendar)
        with self._store.read() as session:
            reader = self._reader(session)
            record = reader.record(nomination_id)
            edition = find_edition(session, record.edition_id)
            rule = reader.award(record.edition_id).deadline(SUBMISSION)
            if rule is None:
                return week
            last = deadlines.compute(
                rule, edition.award, edition.year, self._calendar, self._practice,
                announced_in(edition, SUBMISSION),
            )  # fmt: skip
        return max(last.effective, week)

    def overdue(self) -> tuple[int, ...]:
        """Nominations still incomplete after the day by which completion was asked; their ids."""
        with self._store.read() as session:
            return overdue_in(session, self._store.clock.today())

    def give_copy(
        self, nomination_id: int, *, copy_no: int, holder: str, on: date, actor: Actor
    ) -> int:
        """Record who took a copy (чл. 61, ал. 2, т. 2); its id.

        Raises Refused when there is no such copy or somebody has it, UserError without a name.
        """
        name = clean(holder)
        if not name:
            raise UserError(_("Не е посочено кой получава копието."), _("Впишете името."))
        with self._store.write(actor, "nominations.give-copy", ("nominations",)) as tx:
            reader = self._reader(tx.session)
            record = reader.record(nomination_id)
            most = copies_asked(reader.award(record.edition_id))
            if not 1 <= copy_no <= most:
                raise Refused(
                    _("Копие № {n} няма; наредбата иска {most}.").format(n=copy_no, most=most),
                    _("Изберете номер на копие."),
                )
            out = tx.session.scalar(
                select(CopyRow).where(
                    CopyRow.nomination_id == nomination_id,
                    CopyRow.copy_no == copy_no,
                    CopyRow.returned_on.is_(None),
                )
            )
            if out is not None:
                raise Refused(
                    _("Копие № {n} е у {who}.").format(n=copy_no, who=out.holder),
                    _("Отбележете връщането му, преди да го дадете на друг."),
                    code="copy-out",
                )
            row = CopyRow(nomination_id=nomination_id, copy_no=copy_no, holder=name, given_on=on)
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, nomination_id, f"{record.number or ''}, копие {copy_no}")
            return row.id

    def return_copy(self, copy_id: int, *, on: date, actor: Actor) -> None:
        """Record that a copy came back. Raises NotFound, and UserError for a day before it was given."""
        with self._store.write(actor, "nominations.return-copy", ("nominations",)) as tx:
            row = tx.session.get(CopyRow, copy_id)
            if row is None:
                raise NotFound(_("Копието не е намерено."), _("Опреснете списъка."))
            if on < row.given_on:
                raise UserError(
                    _("Копието не може да е върнато, преди да е дадено."), _("Проверете датата.")
                )
            row.returned_on = on
            tx.subject(OBJECT, row.nomination_id, f"копие {row.copy_no}")

    def copies_out(self, edition_id: int) -> tuple[tuple[str, CopyOut], ...]:
        """The copies of an edition that are not back, with the number of their nomination."""
        with self._store.read() as session:
            rows = session.execute(
                select(NominationRecord.number, CopyRow)
                .join(CopyRow, CopyRow.nomination_id == NominationRecord.id)
                .where(NominationRecord.edition_id == edition_id, CopyRow.returned_on.is_(None))
                .order_by(NominationRecord.intake_no, CopyRow.copy_no)
            ).all()
            return tuple(
                (number or "", CopyOut(one.id, one.copy_no, one.holder, one.given_on, None))
                for number, one in rows
            )


def overdue_in(session: Session, today: date) -> tuple[int, ...]:
    """`IntakeRegister.overdue` within a session."""
    return tuple(one for one, until in asked_until(session).items() if until < today)


def complete_text(papers: tuple[Paper, ...], state: State) -> str:
    """„комплектно“, or „непълно“ with what is missing."""
    lacking = [
        _("{paper}: {n} от {all}").format(paper=one.name, n=one.brought, all=one.copies)
        for one in papers
        if one.required and one.brought < one.copies
    ]
    if lacking:
        return _("непълно – {what}").format(what="; ".join(lacking))
    return _("непълно") if state is State.INCOMPLETE else _("комплектно")
