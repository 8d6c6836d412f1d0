"""Reading of the stock: kinds by the law and by the office, balances, movements, what one holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.badge import BADGE, variants_of
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.stock import (
    Design,
    HeldItem,
    Move,
    Pile,
    Sort,
    StockCard,
    StockKind,
    StockLine,
    serial_key,
)
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.stock import StockBatchRow, StockDesignRow, StockKindRow, StockMoveRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition

_OUT = frozenset({Sort.ISSUE.value, Sort.RETURN.value, Sort.REVERSAL.value})


def kinds(session: Session, edition: ActEdition) -> tuple[StockKind, ...]:
    """What the awards of this edition go with and the variants of the badge, in the order of the law.

    What the office added comes last.
    """
    rows = {
        row.code: row for row in session.scalars(select(StockKindRow).order_by(StockKindRow.id))
    }
    made = []
    for award in edition.awards:
        for one in award.attributes:
            code = f"{award.code}:{one.kind}"
            row = rows.pop(code, None)
            made.append(
                StockKind(
                    row.id if row else 0, code, one.name, award.code, award.short_name, one.kind, "",
                    one.citation, one.design,
                    row.numbered if row else False, row.minimum if row else 0, one.prescribed,
                )
            )  # fmt: skip
    for variant in variants_of(edition):
        if variant.stock not in {one.code for one in made}:
            row = rows.pop(variant.stock, None)
            made.append(
                StockKind(
                    row.id if row else 0, variant.stock, symbol_name(BADGE), attribute=BADGE,
                    variant=variant.name, citation=variant.citation,
                    numbered=row.numbered if row else False, minimum=row.minimum if row else 0,
                )
            )  # fmt: skip
    names = {award.code: award.short_name for award in edition.awards}
    made.extend(
        StockKind(
            row.id, row.code, row.name, row.award, names.get(row.award, row.award), row.attribute,
            row.variant, None, None, row.numbered, row.minimum, own=row.code.startswith("own:"),
        )
        for row in rows.values()
    )  # fmt: skip
    return tuple(made)


def kind_of(session: Session, edition: ActEdition, code: str) -> StockKind:
    """The kind with this code. Raises NotFound."""
    for one in kinds(session, edition):
        if one.code == code:
            return one
    raise NotFound(_("Няма такъв вид наличност."), _("Опреснете списъка и изберете вид от него."))


def lines(session: Session, edition: ActEdition) -> tuple[StockLine, ...]:
    """All kinds with their balances and the laureates that wait for them."""
    held: Counter[tuple[int, str]] = Counter()
    for kind_id, pile, total in session.execute(
        select(StockMoveRow.kind_id, StockMoveRow.pile, func.sum(StockMoveRow.quantity)).group_by(
            StockMoveRow.kind_id, StockMoveRow.pile
        )
    ):
        held[kind_id, pile] = total
    used = {kind_id for kind_id, _pile in held}
    waits: Counter[str] = Counter()
    for book, n in session.execute(
        select(Laureate.book, func.count())
        .where(Laureate.handed_over.is_(None), ~Laureate.historic, ~Laureate.revoked)
        .group_by(Laureate.book)
    ):
        waits[book] = n
    plans = designs(session)
    after = _next_years(session, edition)
    return tuple(
        StockLine(
            one,
            held[one.id, Pile.NEW.value],
            held[one.id, Pile.RETURNED.value],
            waits[one.award] if one.prescribed else 0,
            next(iter(plans.get(one.id, ())), None),
            one.id in used,
            after.get(one.award, 0) if one.prescribed else 0,
        )
        for one in kinds(session, edition)
    )


def _next_years(session: Session, edition: ActEdition) -> dict[str, int]:
    """The year after the last one with laureates in which each award of a cycle is given again."""
    last = session.execute(select(Laureate.book, func.max(Laureate.year)).group_by(Laureate.book))
    every = {one.code: one.every_years for one in edition.awards}
    return {book: year + every[book] for book, year in last if every.get(book)}


def designs(session: Session) -> dict[int, tuple[Design, ...]]:
    """The designs by kind: the council's before the mayor's, the newest first."""
    rows = session.scalars(
        select(StockDesignRow).order_by(
            StockDesignRow.kind_id, StockDesignRow.act, StockDesignRow.on.desc(), StockDesignRow.id
        )
    )
    return {
        kind_id: tuple(
            Design(
                row.act, row.number, row.on, row.contest_on, row.author, row.note, row.file,
                row.id if row.sha256 else None,
            )
            for row in group
        )
        for kind_id, group in groupby(rows, key=lambda row: row.kind_id)
    }  # fmt: skip


def card(session: Session, edition: ActEdition, code: str) -> StockCard:
    """One kind with everything that happened to it. Raises NotFound."""
    kind_of(session, edition, code)
    line = next(one for one in lines(session, edition) if one.kind.code == code)
    if not line.kind.id:
        return StockCard(line)
    return StockCard(
        line,
        tuple(moves(session, line.kind.id)),
        designs(session).get(line.kind.id, ()),
        free(session, line.kind.id),
    )


def free(session: Session, kind_id: int) -> dict[str, Pile]:
    """The serials that lie in stock, in the order people count them, with their pile."""
    rows = session.execute(
        select(StockMoveRow.serial, StockMoveRow.pile)
        .where(StockMoveRow.kind_id == kind_id, StockMoveRow.serial != "")
        .group_by(StockMoveRow.serial, StockMoveRow.pile)
        .having(func.sum(StockMoveRow.quantity) > 0)
    ).all()
    return {row.serial: Pile(row.pile) for row in sorted(rows, key=lambda r: serial_key(r.serial))}


def held_by(session: Session, edition: ActEdition, book: str, seq: int) -> tuple[HeldItem, ...]:
    """What a laureate was given from stock and has not given back."""
    rows = session.scalars(
        select(StockMoveRow)
        .where(StockMoveRow.book == book, StockMoveRow.seq == seq, StockMoveRow.sort.in_(_OUT))
        .order_by(StockMoveRow.id)
    )
    out: Counter[tuple[int, str]] = Counter()
    days: dict[tuple[int, str], date] = {}
    for row in rows:
        out[row.kind_id, row.serial] -= row.quantity
        days.setdefault((row.kind_id, row.serial), row.on)
    named = {one.id: one for one in kinds(session, edition) if one.id}
    return tuple(
        HeldItem(named[key[0]], key[1], days[key])
        for key, n in out.items()
        if n > 0 and key[0] in named
    )


def moves(session: Session, kind_id: int) -> Iterator[Move]:
    """The movements of a kind in the order they were written, pieces moved together as one."""
    rows = session.scalars(
        select(StockMoveRow).where(StockMoveRow.kind_id == kind_id).order_by(StockMoveRow.id)
    ).all()
    back = {row.reverses for row in rows}
    prices = {
        row.id: row
        for row in session.scalars(select(StockBatchRow).where(StockBatchRow.kind_id == kind_id))
    }
    holders = _names(session, rows)
    balance = 0
    for _lot, group in groupby(rows, key=lambda row: row.lot):
        made = tuple(group)
        first = made[0]
        total = sum(row.quantity for row in made)
        balance += total
        batch = prices.get(first.batch_id or 0)
        who = holders.get((first.book or "", first.seq or 0), "")
        yield Move(
            first.lot, first.on, Sort(first.sort), Pile(first.pile), total, balance,
            tuple(row.serial for row in made if row.serial),
            first.document, "; ".join(part for part in (who, first.ground) if part), first.reason,
            first.condition, batch.price if batch else None, first.book or "", first.seq,
            first.sort != Sort.REVERSAL and all(row.id in back for row in made),
            first.by, first.at, first.purpose,
        )  # fmt: skip


def _names(session: Session, rows: Iterable[StockMoveRow]) -> dict[tuple[str, int], str]:
    wanted = {row.seq for row in rows if row.seq is not None}
    found: Sequence[Laureate] = ()
    if wanted:
        found = session.scalars(select(Laureate).where(Laureate.seq.in_(wanted))).all()
    return {
        (one.book, one.seq): _("запис № {n}, {name}").format(n=one.entry_no, name=one.name)
        for one in found
    }
