"""Giving the sign and the certificate back after a revocation; what is overdue; the letter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.book_returns import ReturnCase, ReturnInput, Thing
from ruse_desktop.domain.books import EntryKind
from ruse_desktop.domain.letters import Letter, LetterKind, salutation
from ruse_desktop.domain.people import gender_of
from ruse_desktop.domain.stock import Pile, Sort
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries, book_rules, stock_moves, stock_reading
from ruse_desktop.services.stock_moves import Facts
from ruse_desktop.storage.book_revocation import RevocationRow
from ruse_desktop.storage.books import BookEntry, Laureate
from ruse_desktop.storage.stock import GiveBackRow, StockKindRow, StockMoveRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.outcomes import Attribute
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("books", "stock")
TAKEN_BACK = frozenset({"sign", "certificate"})
"""What goes back to the municipality when an honour is taken away."""
_RETURNED, _REMARK = "returned", "remark"


class ReturnService:
    """Follows what is to be given back, each thing by itself (чл. 29а, ал. 3)."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def case(self, book: str, seq: int) -> ReturnCase | None:
        """What is to be given back for an entry; None where nothing is."""
        with self._store.read() as session:
            row = session.get(RevocationRow, (book, seq))
            return case_of(session, self._law, row, self._store.clock.today()) if row else None

    def record(self, *, actor: Actor, book: str, seq: int, given: ReturnInput) -> ReturnCase:
        """Record that a thing came back; where its stock is kept it goes into the pile „върнати“.

        Raises UserError for a day to come or without from whom, Refused when it came back already.
        """
        who = clean(given.who, 200)
        if not who:
            raise UserError(_("Не е посочено от кого."), _("Впишете кой носи вещта."))
        self._not_ahead(given)
        with self._store.write(actor, "books.give-back", KINDS) as tx:
            case, thing = self._thing(tx, book, seq, given.attribute)
            if thing.returned_on is not None:
                raise Refused(
                    _("{thing}: вече е върнато.").format(thing=thing.name),
                    _("Вижте историята на записа."),
                    code="returned",
                )
            serial = clean(given.serial, 60) or thing.serial
            condition = clean(given.condition, 300)
            move = self._into_stock(tx, (book, seq), given, serial, condition)
            row = GiveBackRow(
                book=book, seq=seq, attribute=given.attribute, state=_RETURNED, on=given.on,
                serial=serial, who=who, condition=condition, move_id=move,
                by=tx.actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            named = _("{name} № {no}").format(name=thing.name, no=serial) if serial else thing.name
            text = _("Върнато на {day}: {thing}.").format(
                day=date_short(given.on), thing=f"{named[:1].lower()}{named[1:]}"
            )
            self._note(tx, case, text)
            return self._again(tx, book, seq)

    def remark(
        self, *, actor: Actor, book: str, seq: int, attribute: str, text: str, waived: bool = False
    ) -> ReturnCase:
        """Keep why a thing does not come: death, refusal, loss; `waived` ends the waiting."""
        said = clean(text, 500)
        if not said:
            raise UserError(_("Бележката е празна."), _("Запишете защо вещта не се връща."))
        with self._store.write(actor, "books.give-back-remark", KINDS) as tx:
            case, thing = self._thing(tx, book, seq, attribute)
            if thing.returned_on is not None:
                raise Refused(
                    _("{thing}: вече е върнато.").format(thing=thing.name),
                    _("Добавете бележка към записа в книгата."),
                    code="returned",
                )
            tx.session.add(
                GiveBackRow(
                    book=book, seq=seq, attribute=attribute, state=_REMARK, on=tx.now.date(),
                    remark=said, closes=waived, by=tx.actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.subject("book", case.laureate_id, f"{book}: № {case.entry_no}")
            return self._again(tx, book, seq)

    def letter(self, book: str, seq: int, *, place: str, hours: str, signed_by: str = "") -> Letter:
        """The notice with the last day, the place and the hours (R-29a-3.3). Raises NotFound."""
        with self._store.read() as session:
            row = session.get(RevocationRow, (book, seq))
            today = self._store.clock.today()
            case = case_of(session, self._law, row, today) if row else None
            state = book_entries.state_of(session, book, seq)
        if case is None:
            raise _nothing()
        things = _(" и ").join(one.text for one in case.open or case.things)
        return Letter(
            LetterKind.GIVE_BACK,
            today,
            (_("Общински съвет – Русе"),),
            (case.name,),
            salutation=salutation(person=case.name, gender=gender_of(state.family)),
            subject=_("Връщане след отнемане на „{title}“").format(title=case.title),
            before=(
                _("Уведомяваме Ви, че с {act} на Общинския съвет отличието „{title}“, вписано под № {n}, е отнето.").format(
                    act=case.act, title=case.title, n=case.entry_no
                ),
                _("На основание {citation} следва да върнете {things} в срок до {day} включително.").format(
                    citation=case.citation, things=things, day=date_short(case.due_on)
                ),
                _("Връщането е в {place}, {hours}. За върнатото се съставя протокол.").format(
                    place=place, hours=hours
                ),
            ),
            position=_("Председател на Общинския съвет"),
            name=signed_by,
            own=f"{book}-{case.entry_no}",
        )  # fmt: skip

    def _not_ahead(self, given: ReturnInput) -> None:
        if given.on > self._store.clock.today():
            raise UserError(_("Датата е бъдеща."), _("Впишете деня, в който вещта е върната."))

    def _thing(
        self, tx: Transaction, book: str, seq: int, attribute: str
    ) -> tuple[ReturnCase, Thing]:
        case = self._again(tx, book, seq)
        for one in case.things:
            if one.attribute == attribute:
                return case, one
        raise _nothing()

    def _again(self, tx: Transaction, book: str, seq: int) -> ReturnCase:
        tx.session.flush()
        row = tx.session.get(RevocationRow, (book, seq))
        case = case_of(tx.session, self._law, row, tx.now.date()) if row else None
        if case is None:
            raise _nothing()
        return case

    def _into_stock(
        self, tx: Transaction, place: tuple[str, int], given: ReturnInput, serial: str, state: str
    ) -> int | None:
        book, seq = place
        kind = tx.session.scalar(
            select(StockKindRow).where(StockKindRow.code == f"{book}:{given.attribute}")
        )
        if kind is None or not _used(tx.session, kind):
            return None
        facts = Facts(
            given.on, Sort.RETURN, Pile.RETURNED, ground=clean(given.who, 200), condition=state,
            book=book, seq=seq,
        )  # fmt: skip
        return stock_moves.add(tx, kind, facts, 1, (serial,) if kind.numbered and serial else ())

    @staticmethod
    def _note(tx: Transaction, case: ReturnCase, text: str) -> None:
        book_rules.refuse_personal_number(text)
        facts: dict[str, Canon] = {
            "at": tx.now.isoformat(timespec="seconds"), "by": tx.actor.name, "text": text,
        }  # fmt: skip
        book_entries.refer(tx, case.book, case.seq, EntryKind.ANNOTATION, facts)
        tx.subject("book", case.laureate_id, f"{case.book}: № {case.entry_no}")


def awaited(session: Session, law: LawBook, today: date) -> tuple[ReturnCase, ...]:
    """Revocations with something not given back yet, the oldest day first."""
    rows = session.scalars(
        select(RevocationRow)
        .where(RevocationRow.due_on.is_not(None))
        .order_by(RevocationRow.due_on)
    )
    cases = (case_of(session, law, row, today) for row in rows)
    return tuple(one for one in cases if one is not None and one.open)


def case_of(session: Session, law: LawBook, row: RevocationRow, today: date) -> ReturnCase | None:
    """What is to be given back after this revocation; None where the act asks for nothing."""
    if row.due_on is None:
        return None
    edition = law.at(today)
    award = next((one for one in edition.awards if one.code == row.book), None)
    if award is None or award.revocation is None:
        return None
    held = session.scalars(
        select(Laureate).where(Laureate.book == row.book, Laureate.seq == row.seq)
    ).one()
    named = [one for one in award.attributes if one.kind in TAKEN_BACK and one.prescribed]
    return ReturnCase(
        row.book, row.seq, held.id, held.entry_no, held.name, award.name,
        _act_text(session, row.book, row.seq),
        row.due_on, award.revocation.return_citation or award.revocation.citation,
        tuple(_things(session, edition, row, named)),
    )  # fmt: skip


def _things(
    session: Session, edition: ActEdition, row: RevocationRow, named: Sequence[Attribute]
) -> Iterator[Thing]:
    lines = session.scalars(
        select(GiveBackRow)
        .where(GiveBackRow.book == row.book, GiveBackRow.seq == row.seq)
        .order_by(GiveBackRow.id)
    ).all()
    held = stock_reading.held_by(session, edition, row.book, row.seq)
    for one in named:
        own = [line for line in lines if line.attribute == one.kind]
        back = next((line for line in own if line.state == _RETURNED), None)
        given = next((h.serial for h in held if h.kind.attribute == one.kind), "")
        kind = session.scalar(
            select(StockKindRow).where(StockKindRow.code == f"{row.book}:{one.kind}")
        )
        yield Thing(
            one.kind, one.name, one.citation,
            (back.serial if back else "") or given,
            back.on if back else None, back.who if back else "", back.condition if back else "",
            any(line.closes for line in own),
            tuple(
                _("{day}: {text} · {by}").format(day=date_short(line.on), text=line.remark, by=line.by)
                for line in own
                if line.remark
            ),
            kind is not None and _used(session, kind),
            kind is not None and kind.numbered,
        )  # fmt: skip


def _act_text(session: Session, book: str, seq: int) -> str:
    """„Решение № 345/20.05.2027 г.“, as the book says it."""
    payload = session.scalar(
        select(BookEntry.payload).where(
            BookEntry.book == book,
            BookEntry.ref_seq == seq,
            BookEntry.kind == EntryKind.REVOCATION.value,
        )
    )
    return str(json.loads(payload)["act"]["text"]) if payload else ""


def _used(session: Session, kind: StockKindRow) -> bool:
    moved = select(StockMoveRow.id).where(StockMoveRow.kind_id == kind.id).limit(1)
    return session.scalar(moved) is not None


def _nothing() -> NotFound:
    return NotFound(
        _("За този запис няма какво да се връща."), _("Връща се след вписано отнемане.")
    )
