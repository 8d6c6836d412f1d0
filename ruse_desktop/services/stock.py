"""The verbs of the stock: receive, give, take back, write off, take a mistake back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import stock as values
from ruse_desktop.domain.stock import Pile, Sort, StockCard
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import stock_moves, stock_reading
from ruse_desktop.services.stock_moves import Facts
from ruse_desktop.storage.stock import (
    StockBatchRow,
    StockDesignRow,
    StockKindRow,
    StockMoveRow,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.domain.stock import BatchInput, Design, HeldItem, StockKind, StockLine
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("stock",)
_MOST = 100_000
_LEAST_REASON = 15


class StockService:
    """Keeps what goes with the awards; nothing is changed, a mistake gets a counter-movement."""

    def __init__(self, store: Store, law: LawBook, attachments: AttachmentService) -> None:
        self._store = store
        self._law = law
        self._attachments = attachments

    def lines(self) -> tuple[StockLine, ...]:
        """All kinds with balance, minimum and warning, in the order of the law."""
        with self._store.read() as session:
            return stock_reading.lines(session, self._edition())

    def card(self, code: str) -> StockCard:
        """A kind with all its movements. Raises NotFound."""
        with self._store.read() as session:
            return self._card(session, code)

    def held(self, book: str, seq: int) -> tuple[HeldItem, ...]:
        """What a laureate was given from stock and has not given back."""
        with self._store.read() as session:
            return stock_reading.held_by(session, self._edition(), book, seq)

    def add_kind(
        self,
        *,
        actor: Actor,
        name: str,
        attribute: str = "other",
        variant: str = "",
        award: str = "",
        numbered: bool = False,
        minimum: int = 0,
    ) -> StockKind:
        """A kind of the office's own: a souvenir, a variant of the badge. Raises UserError."""
        called = _required(name, _("Видът няма име."), 120)
        if attribute not in values.attributes():
            raise ValueError(attribute)
        with self._store.write(actor, "stock.kind", KINDS) as tx:
            last = len(tx.session.scalars(select(StockKindRow.id)).all())
            code = f"own:{last + 1}"
            row = StockKindRow(
                code=code, name=called, award=award, attribute=attribute,
                variant=clean(variant, 80), numbered=numbered, minimum=_not_less(minimum),
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject("stock", row.id, called)
            return stock_reading.kind_of(tx.session, self._edition(), code)

    def settle(self, *, actor: Actor, code: str, minimum: int, numbered: bool) -> StockKind:
        """Say below how many to warn, and whether each piece has a number.

        Raises Refused when the way of counting changes after the first movement.
        """
        with self._store.write(actor, "stock.settle", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            moved = select(StockMoveRow.id).where(StockMoveRow.kind_id == row.id).limit(1)
            if row.numbered != numbered and tx.session.scalar(moved) is not None:
                raise Refused(
                    _("Видът вече има движения."),
                    _("Воденето по номера се избира преди първото заприходяване."),
                    code="moved",
                )
            row.minimum, row.numbered = _not_less(minimum), numbered
            tx.subject("stock", row.id, row.code)
            tx.session.flush()
            return stock_reading.kind_of(tx.session, self._edition(), code)

    def record_design(
        self, *, actor: Actor, code: str, design: Design, source: Path | None = None
    ) -> StockCard:
        """Record the council's decision on the design, or the mayor's order until then (§ 1 ПЗР).

        Raises UserError without a number, for a day to come, for a contest after the decision.
        """
        number = _required(design.number, _("Липсва номерът на акта."), 80)
        self._not_ahead(design.on)
        if design.contest_on and design.contest_on > design.on:
            raise UserError(
                _("Конкурсът е след акта."), _("Проверете двете дати."), code="contest-after"
            )
        kept = self._attachments.keep(source) if source else ("", 0, "", "")
        with self._store.write(actor, "stock.design", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            tx.session.add(
                StockDesignRow(
                    kind_id=row.id, act="decision" if design.approved else "order",
                    number=number, on=design.on, contest_on=design.contest_on,
                    author=clean(design.author, 200), note=clean(design.note, 500),
                    file=kept[2], suffix=kept[3], sha256=kept[0], by=tx.actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.session.flush()
            tx.subject("stock", row.id, row.code)
            return self._card(tx.session, code)

    def design_file(self, design_id: int) -> Path:
        """Where the file of a design lies. Raises NotFound."""
        with self._store.read() as session:
            row = session.get(StockDesignRow, design_id)
        if row is None or not row.sha256:
            raise NotFound(_("Към проекта няма файл."), _("Добавете акта с файл."))
        return self._attachments.path_of(row.sha256, row.suffix)

    def receive(self, *, actor: Actor, code: str, batch: BatchInput) -> StockCard:
        """Take a delivery in. Raises UserError for what is missing, Refused for a serial twice."""
        document = _required(batch.document, _("Липсва документът за доставката."), 200)
        self._not_ahead(batch.on)
        if batch.price is not None and batch.price < 0:
            raise UserError(_("Цената е отрицателна."), _("Впишете цената за брой в евро."))
        numbers = values.serials(batch.first, batch.last) if batch.first.strip() else ()
        if numbers and batch.count and batch.count != len(numbers):
            raise UserError(
                _("Броят е {n}, а номерата са {all}.").format(n=batch.count, all=len(numbers)),
                _("Проверете първия и последния номер."),
                code="count",
            )
        count = _count(len(numbers) or batch.count)
        with self._store.write(actor, "stock.receive", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            made = StockBatchRow(
                kind_id=row.id, on=batch.on, document=document,
                supplier=clean(batch.supplier, 200), count=count, price=batch.price,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            facts = Facts(
                batch.on, Sort.RECEIPT, document=document, ground=made.supplier, batch_id=made.id
            )
            stock_moves.add(tx, row, facts, count, numbers)
            return self._moved(tx, row)

    def issue(
        self, *, actor: Actor, code: str, on: date, ground: str, document: str = "",
        count: int = 1, serials: Sequence[str] = (),
    ) -> StockCard:  # fmt: skip
        """Give on a ground other than a hand-over (guests, an exhibition). Raises Refused."""
        why = _required(ground, _("Липсва основанието."), 300)
        self._not_ahead(on)
        with self._store.write(actor, "stock.issue", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            kind = stock_reading.kind_of(tx.session, self._edition(), code)
            said = Facts(on, Sort.ISSUE, ground=why, document=clean(document, 200))
            for pile, some in _by_pile(tx.session, row, kind, serials):
                n = len(some) or _count(count)
                stock_moves.add(tx, row, replace(said, pile=pile), -n, some)
            return self._moved(tx, row)

    def take_back(
        self, *, actor: Actor, code: str, on: date, ground: str, condition: str = "",
        count: int = 1, serials: Sequence[str] = (),
    ) -> StockCard:  # fmt: skip
        """Take pieces back into the pile „върнати“. Raises Refused for a serial that is there."""
        why = _required(ground, _("Не е посочено от кого."), 300)
        self._not_ahead(on)
        with self._store.write(actor, "stock.take-back", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            facts = Facts(on, Sort.RETURN, Pile.RETURNED, why, condition=clean(condition, 300))
            stock_moves.add(tx, row, facts, len(serials) or _count(count), serials)
            return self._moved(tx, row)

    def write_off(
        self, *, actor: Actor, code: str, on: date, protocol: str, reason: str,
        count: int = 1, serials: Sequence[str] = (), pile: Pile = Pile.NEW,
    ) -> StockCard:  # fmt: skip
        """Write pieces off by a protocol. Raises UserError without it, Refused below zero."""
        paper = _required(protocol, _("Липсва протоколът за брак."), 200)
        why = _required(reason, _("Липсва причината."), 500)
        self._not_ahead(on)
        with self._store.write(actor, "stock.write-off", KINDS) as tx:
            row = stock_moves.row_of(tx, self._edition(), code)
            said = Facts(on, Sort.WRITE_OFF, pile, document=paper, reason=why)
            there = stock_reading.free(tx.session, row.id)
            for one in dict.fromkeys(there.get(no, pile) for no in serials) or (pile,):
                some = tuple(no for no in serials if there.get(no, pile) is one)
                n = len(some) or _count(count)
                stock_moves.add(tx, row, replace(said, pile=one), -n, some)
            return self._moved(tx, row)

    def reverse(self, *, actor: Actor, lot: int, reason: str) -> StockCard:
        """Take a mistaken movement back by a counter-movement with a reason.

        Raises Refused when it was taken back already or its pieces are no longer there.
        """
        why = _required(reason, _("Липсва причината."), 500)
        if len(why) < _LEAST_REASON:
            raise UserError(
                _("Причината е кратка."),
                _("Запишете какво е сгрешено, в поне {n} знака.").format(n=_LEAST_REASON),
            )
        with self._store.write(actor, "stock.reverse", KINDS) as tx:
            if stock_moves.lot_of(tx.session, lot)[0].purpose:
                raise Refused(
                    _("Движението е вписано при значките."),
                    _("Зачеркнете го там, където е вписано: „Символи“, „Значка“."),
                    code="elsewhere",
                )
            return self._moved(tx, stock_moves.undo(tx, lot, why))

    def _edition(self) -> ActEdition:
        return self._law.at(self._store.clock.today())

    def _card(self, session: Session, code: str) -> StockCard:
        found = stock_reading.card(session, self._edition(), code)
        return replace(
            found, municipality=self._law.municipality, drawn_on=self._store.clock.today()
        )

    def _moved(self, tx: Transaction, row: StockKindRow) -> StockCard:
        tx.subject("stock", row.id, row.code)
        return self._card(tx.session, row.code)

    def _not_ahead(self, day: date) -> None:
        if day > self._store.clock.today():
            raise UserError(_("Датата е бъдеща."), _("Впишете деня, в който е станало."))


def _by_pile(
    session: Session, row: StockKindRow, kind: StockKind, serials: Sequence[str]
) -> tuple[tuple[Pile, tuple[str, ...]], ...]:
    if not serials:
        return ((Pile.NEW, ()),)
    piles = {one: stock_moves.pile_of(session, row, kind, one) for one in serials}
    return tuple(
        (pile, tuple(one for one in serials if piles[one] is pile))
        for pile in dict.fromkeys(piles.values())
    )


def _required(text: str, message: str, limit: int) -> str:
    """The clean text; a document may well bear ten digits in a row. Raises UserError when empty."""
    cleaned = clean(text, limit)
    if not cleaned:
        raise UserError(message, _("Попълнете полето и опитайте отново."), code="empty")
    return cleaned


def _count(n: int) -> int:
    if not 1 <= n <= _MOST:
        raise UserError(_("Броят е извън обхвата."), _("Впишете поне един брой."), code="count")
    return n


def _not_less(minimum: int) -> int:
    if not 0 <= minimum <= _MOST:
        raise UserError(_("Минимумът е извън обхвата."), _("Впишете 0 или повече."))
    return minimum
