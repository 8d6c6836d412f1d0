"""Movements of the stock inside a transaction: judged first, then only added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.stock import Item, Pile, Sort, StockKind, serial_text
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import book_rules, stock_reading
from ruse_desktop.storage.stock import StockKindRow, StockMoveRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.storage.store import Transaction


@dataclass(frozen=True)
class Facts:
    """What is kept of a movement beside its pieces; `book` and `seq` are the laureate's entry."""

    on: date
    sort: Sort
    pile: Pile = Pile.NEW
    ground: str = ""
    document: str = ""
    condition: str = ""
    reason: str = ""
    book: str | None = None
    seq: int | None = None
    batch_id: int | None = None
    purpose: str = ""


def row_of(tx: Transaction, edition: ActEdition, code: str) -> StockKindRow:
    """The row of a kind, made when the law names it and nothing was kept of it yet."""
    kind = stock_reading.kind_of(tx.session, edition, code)
    if kind.id:
        return tx.session.get_one(StockKindRow, kind.id)
    row = StockKindRow(
        code=code, name=kind.name, award=kind.award, attribute=kind.attribute, variant=kind.variant
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def add(
    tx: Transaction,
    kind: StockKindRow,
    facts: Facts,
    quantity: int,
    serials: Sequence[str] = (),
    reverses: Sequence[int] = (),
) -> int:
    """Add a movement of `quantity` pieces (signed) or of one piece a serial; its lot.

    `serials` and `reverses` go along. Raises Refused where the stock would fall below zero or a
    serial is not where it should be.
    """
    for text in (facts.reason, facts.condition):
        book_rules.refuse_personal_number(text)
    _check(tx.session, kind, facts, quantity, serials)
    lot = (tx.session.scalar(select(func.max(StockMoveRow.id))) or 0) + 1
    each = (1 if quantity > 0 else -1) if serials else quantity
    for n, serial in enumerate(serials or ("",)):
        tx.session.add(
            StockMoveRow(
                id=lot + n, lot=lot, kind_id=kind.id, on=facts.on, sort=facts.sort.value,
                pile=facts.pile.value, quantity=each, serial=serial, batch_id=facts.batch_id,
                book=facts.book, seq=facts.seq, ground=facts.ground, document=facts.document,
                condition=facts.condition, reason=facts.reason, purpose=facts.purpose,
                reverses=reverses[n] if reverses else None, by=tx.actor.name, at=tx.now,
            )
        )  # fmt: skip
    tx.session.flush()
    return lot


def give_in(
    tx: Transaction, edition: ActEdition, book: str, items: Iterable[Item], on: date
) -> None:
    """Take from stock what is handed over to laureates of a book, each piece once (чл. 26, ал. 2).

    Raises Refused for a serial that is not in stock and for a kind of which nothing is left.
    """
    for item in items:
        row = row_of(tx, edition, item.kind)
        kind = stock_reading.kind_of(tx.session, edition, item.kind)
        if row.numbered and not item.serial:
            raise UserError(
                _("Не е избран номер: {name}.").format(name=kind.full_name),
                _("Изберете номера, който се връчва."),
                code="no-serial",
            )
        pile = pile_of(tx.session, row, kind, item.serial)
        if not item.serial and kind.reusable and not balance(tx.session, row.id, Pile.NEW):
            pile = Pile.RETURNED
        facts = Facts(on, Sort.ISSUE, pile, book=book, seq=item.seq)
        add(tx, row, facts, -1, (item.serial,) if item.serial else ())


def pile_of(session: Session, row: StockKindRow, kind: StockKind, serial: str) -> Pile:
    """From which pile a piece is given; a paper taken back is never given again."""
    if not serial:
        return Pile.NEW
    pile = stock_reading.free(session, row.id).get(serial, Pile.NEW)
    if pile is Pile.RETURNED and not kind.reusable:
        raise Refused(
            _("{name} № {no} е върнато и не се връчва отново.").format(name=kind.name, no=serial),
            _("Изберете друг номер; върнатото се бракува с протокол."),
            code="returned",
        )
    return pile


def lot_of(session: Session, lot: int) -> list[StockMoveRow]:
    """The pieces moved together. Raises NotFound."""
    rows = list(
        session.scalars(
            select(StockMoveRow).where(StockMoveRow.lot == lot).order_by(StockMoveRow.id)
        )
    )
    if not rows:
        raise NotFound(_("Няма такова движение."), _("Опреснете картона и опитайте отново."))
    return rows


def undo(tx: Transaction, lot: int, reason: str) -> StockKindRow:
    """Take the movements made together back by counter-movements of today; their kind.

    Raises Refused when that was done already, or its pieces are no longer there.
    """
    rows = lot_of(tx.session, lot)
    first = rows[0]
    done = select(StockMoveRow.id).where(StockMoveRow.reverses.in_([one.id for one in rows]))
    if first.sort == Sort.REVERSAL or tx.session.scalar(done) is not None:
        raise Refused(
            _("Движението вече е сторнирано или само е сторно."),
            _("Впишете ново движение с верните данни."),
            code="reversed",
        )
    kind = tx.session.get_one(StockKindRow, first.kind_id)
    facts = Facts(
        tx.now.date(), Sort.REVERSAL, Pile(first.pile), document=first.document,
        reason=reason, book=first.book, seq=first.seq, batch_id=first.batch_id,
        purpose=first.purpose,
    )  # fmt: skip
    numbers = [one.serial for one in rows if one.serial]
    add(tx, kind, facts, -sum(one.quantity for one in rows), numbers, [one.id for one in rows])
    return kind


def _check(
    session: Session, kind: StockKindRow, facts: Facts, quantity: int, serials: Sequence[str]
) -> None:
    if kind.numbered and not serials:
        raise UserError(
            _("„{name}“ се води по номера.").format(name=kind.name),
            _("Впишете номера на всеки брой."),
            code="no-serial",
        )
    if serials and not kind.numbered:
        raise UserError(
            _("„{name}“ не се води по номера.").format(name=kind.name),
            _("Впишете само броя или включете воденето по номера."),
            code="serial",
        )
    if serials:
        _check_serials(session, kind, facts, quantity, serials)
    if quantity < 0:
        held = balance(session, kind.id, facts.pile)
        then = least_from(session, kind.id, facts.on, facts.pile)
        if then + quantity < 0:
            raise too_few(kind, held, then, facts.on, -quantity)


def balance(session: Session, kind_id: int, *piles: Pile) -> int:
    """How many there are of a kind in these piles, in all of them when none is named."""
    query = select(func.coalesce(func.sum(StockMoveRow.quantity), 0))
    return int(session.scalar(query.where(*_of(kind_id, piles))) or 0)


def least_from(session: Session, kind_id: int, on: date, *piles: Pile) -> int:
    """The smallest balance at the end of this day and of every later one."""
    of = _of(kind_id, piles)
    query = select(func.coalesce(func.sum(StockMoveRow.quantity), 0))
    running = least = int(session.scalar(query.where(*of, StockMoveRow.on <= on)) or 0)
    days = select(func.sum(StockMoveRow.quantity)).where(*of, StockMoveRow.on > on)
    for moved in session.scalars(days.group_by(StockMoveRow.on).order_by(StockMoveRow.on)):
        running += moved
        least = min(least, running)
    return least


def too_few(kind: StockKindRow, held: int, then: int, on: date, asked: int) -> Refused:
    """What is said where fewer are left than asked: today, or on the day it is entered for."""
    name = ", ".join(part for part in (kind.name, kind.variant) if part)
    if held >= asked:
        return Refused(
            _(
                "От {day} нататък наличността на „{name}“ е стигала до {n}, искат се {asked}."
            ).format(name=name, n=then, asked=asked, day=date_short(on)),
            _("Проверете датата или първо заприходете с датата на доставката."),
            code="below-zero",
        )
    return Refused(
        _("Наличността на „{name}“ не стига: има {n}, искат се {asked}.").format(
            name=name, n=held, asked=asked
        ),
        _("Заприходете доставката или намалете броя."),
        code="below-zero",
    )


def take(tx: Transaction, kind: StockKindRow, facts: Facts, quantity: int) -> tuple[int, ...]:
    """Give `quantity` pieces without serials, the new ones first, then those taken back; the lots.

    Raises Refused where there are fewer on that day or any later one.
    """
    new = max(0, least_from(tx.session, kind.id, facts.on, Pile.NEW))
    used = max(0, least_from(tx.session, kind.id, facts.on, Pile.RETURNED))
    if quantity > new + used:
        held = balance(tx.session, kind.id)
        raise too_few(kind, held, new + used, facts.on, quantity)
    parts = ((Pile.NEW, min(new, quantity)), (Pile.RETURNED, quantity - min(new, quantity)))
    return tuple(add(tx, kind, replace(facts, pile=pile), -n) for pile, n in parts if n)


def _of(kind_id: int, piles: Sequence[Pile]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [StockMoveRow.kind_id == kind_id]
    if piles:
        found.append(StockMoveRow.pile.in_([one.value for one in piles]))
    return found


def _check_serials(
    session: Session, kind: StockKindRow, facts: Facts, quantity: int, serials: Sequence[str]
) -> None:
    if len(set(serials)) != len(serials):
        raise UserError(_("Номер се повтаря."), _("Впишете всеки номер веднъж."), code="serial")
    there = stock_reading.free(session, kind.id)
    if quantity < 0:
        gone = [one for one in serials if there.get(one) is not facts.pile]
        if gone:
            raise Refused(
                _("{name}: {list} не е в наличност.").format(
                    name=kind.name, list=serial_text(gone)
                ),
                _("Изберете номер от наличните; един номер не се издава два пъти."),
                code="not-there",
            )
        return
    twice = [one for one in serials if one in there]
    if facts.sort is Sort.RECEIPT:
        twice += sorted(_received(session, kind.id) & set(serials) - set(twice))
    if twice:
        raise Refused(
            _("{name}: {list} вече е заприходен.").format(name=kind.name, list=serial_text(twice)),
            _("Проверете номерата в документа; всеки номер се заприходява веднъж."),
            code="received",
        )


def _received(session: Session, kind_id: int) -> set[str]:
    """Serials received and not taken back as a mistake."""
    back = select(StockMoveRow.reverses).where(StockMoveRow.reverses.is_not(None))
    return set(
        session.scalars(
            select(StockMoveRow.serial).where(
                StockMoveRow.kind_id == kind_id,
                StockMoveRow.sort == Sort.RECEIPT.value,
                StockMoveRow.id.not_in(back),
            )
        )
    )
