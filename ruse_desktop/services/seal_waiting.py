"""Certificates printed from the books that have no seal yet: shown, confirmed, or put aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from ruse_desktop.domain import seal as values
from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.seal import SealEntry, SealInput, Waiting
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.seal import KINDS, OBJECT, add_in, entry_of
from ruse_desktop.storage.book_printing import BookPrintRow
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.seal import SealEntryRow, SealSkipRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


class SealWaiting:
    """What the books printed and the register does not have (чл. 21, т. 4).

    The first diploma of an entry that is not put aside is its original, and each duplicate issued
    under a number; a diploma printed once more asks for nothing.
    """

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def list(self) -> tuple[Waiting, ...]:
        """All that wait, by the order they were printed in."""
        with self._store.read() as session:
            return self._waiting(session)

    def count(self) -> int:
        """How many wait."""
        with self._store.read() as session:
            return session.scalar(select(func.count()).select_from(_query().subquery())) or 0

    def confirm(
        self, print_ids: Sequence[int], common: SealInput, *, actor: Actor
    ) -> tuple[SealEntry, ...]:
        """Write a sealing for each; the lines written. All or none.

        `common` says who signed, on what days and who asked; its category „“ takes the one
        proposed for each award. Raises Refused as `SealService.add`, and for one that no longer waits.
        """
        if not print_ids:
            raise UserError(_("Не е избрано удостоверение."), _("Отметнете поне едно."))
        made = []
        with self._store.write(actor, "seal.confirm", KINDS) as tx:
            waiting = {one.print_id: one for one in self._waiting(tx.session)}
            for print_id in print_ids:
                one = _one_of(waiting, print_id)
                category = common.category or one.category
                typed = replace(common, document=one.document, category=category, print_id=print_id)
                row = add_in(tx, self._law, self._practice, typed, one.award_kind)
                made.append(entry_of(row))
            tx.subject(OBJECT, None, ", ".join(one.number_text for one in made))
        return tuple(made)

    def skip(self, print_ids: Sequence[int], reason: str, *, actor: Actor) -> None:
        """Put papers aside that will not be sealed (a trial print), with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "seal.skip", KINDS) as tx:
            waiting = {one.print_id: one for one in self._waiting(tx.session)}
            for print_id in print_ids:
                _one_of(waiting, print_id)
                tx.session.add(SealSkipRow(print_id=print_id, reason=why, by=actor.name, at=tx.now))
            tx.subject(OBJECT, None, f"{len(print_ids)}")

    def _waiting(self, session: Session) -> tuple[Waiting, ...]:
        return waiting_in(session, self._law, self._store.clock.today())


def waiting_in(session: Session, law: LawBook, today: date) -> tuple[Waiting, ...]:
    """`SealWaiting.list` within a reading."""
    act = law.at(today)
    rules, awards = values.rules_of(act.symbols), {one.code: one for one in act.awards}
    return tuple(
        _shown(line, laureate, awards.get(laureate.book), rules)
        for line, laureate in session.execute(_query().order_by(BookPrintRow.id))
    )


def is_sealed(session: Session, book: str, seq: int, duplicate_id: int | None = None) -> bool:
    """Whether the original diploma of an entry, or one duplicate of it, has its seal."""
    query = (
        select(func.count())
        .select_from(SealEntryRow)
        .join(BookPrintRow, BookPrintRow.id == SealEntryRow.print_id)
        .where(SealEntryRow.struck_why == "", BookPrintRow.book == book, BookPrintRow.seq == seq)
    )
    if duplicate_id is None:
        query = query.where(BookPrintRow.kind == PrintKind.DIPLOMA.value)
    else:
        query = query.where(BookPrintRow.id == duplicate_id)
    return bool(session.scalar(query))


def _query() -> Select[BookPrintRow, Laureate]:
    aside = select(SealSkipRow.print_id)
    first = (
        select(func.min(BookPrintRow.id))
        .where(
            BookPrintRow.kind == PrintKind.DIPLOMA.value,
            BookPrintRow.seq.is_not(None),
            BookPrintRow.id.not_in(aside),
        )
        .group_by(BookPrintRow.book, BookPrintRow.seq)
    )
    issued = and_(BookPrintRow.kind == PrintKind.DUPLICATE.value, BookPrintRow.way == "issue")
    sealed = select(SealEntryRow.print_id).where(
        SealEntryRow.print_id.is_not(None), SealEntryRow.struck_why == ""
    )
    return (
        select(BookPrintRow, Laureate)
        .join(Laureate, and_(Laureate.book == BookPrintRow.book, Laureate.seq == BookPrintRow.seq))
        .where(
            or_(BookPrintRow.id.in_(first), issued),
            BookPrintRow.id.not_in(sealed),
            BookPrintRow.id.not_in(aside),
            ~Laureate.revoked,
        )
    )


def _one_of(waiting: dict[int, Waiting], print_id: int) -> Waiting:
    if print_id not in waiting:
        raise Refused(
            _("Удостоверението вече не чака печат."), _("Опреснете списъка."), code="not-waiting"
        )
    return waiting.pop(print_id)


def _shown(
    line: BookPrintRow, laureate: Laureate, award: AwardRules | None, rules: values.SealRules
) -> Waiting:
    name = award.short_name if award else laureate.book
    facts: dict[str, object] = {
        "n": laureate.entry_no,
        "year": laureate.year,
        "name": laureate.name,
        "award": name,
        "no": line.number,
    }
    said = (
        _("Дубликат {no} на диплом № {n}/{year} – {name}, {award}")
        if line.kind == PrintKind.DUPLICATE.value
        else _("Диплом № {n}/{year} – {name}, {award}")
    )
    kind = award.kind if award else ""
    return Waiting(
        print_id=line.id,
        document=said.format(**facts),
        printed_on=line.at.date(),
        award=name,
        award_kind=kind,
        category=rules.of_award(kind),
    )
