"""Points of sale of the badge: what was brought, sold and taken back, what is left (чл. 18)."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import Purpose
from ruse_desktop.domain.badge_records import (
    Outlet,
    OutletInput,
    Sale,
    SaleInput,
    SaleLine,
)
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.stock import Pile, Sort
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words, sort_key
from ruse_desktop.services import stock_moves
from ruse_desktop.services.badge_forums import checked_count, gift_kind
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.stock_moves import Facts
from ruse_desktop.storage.badge import BadgeOutletMoveRow, BadgeOutletRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("badge", "stock")
OBJECT = "badge-outlet"
OPEN, CLOSED = "open", "closed"


class BadgeOutlets:
    """What is brought leaves the stock, what is taken back returns to it; what is sold is gone."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def rules(self, day: date | None = None) -> BadgeRules:
        """What the act says of the badge on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()))

    def add(self, typed: OutletInput, *, actor: Actor) -> Outlet:
        """Enter a point of sale. Raises UserError without a name, Refused for one that is there."""
        with self._store.write(actor, "badge.outlet", ("badge",)) as tx:
            row = BadgeOutletRow(closed_on=None)
            _fill(tx.session, row, typed)
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.name)
            return self._outlet(tx.session, row)

    def correct(self, outlet_id: int, typed: OutletInput, *, actor: Actor) -> Outlet:
        """Change what is known of a point of sale."""
        with self._store.write(actor, "badge.outlet-change", ("badge",)) as tx:
            row = _find(tx.session, outlet_id)
            _fill(tx.session, row, typed)
            tx.subject(OBJECT, row.id, row.name)
            return self._outlet(tx.session, row)

    def close(self, outlet_id: int, *, on: date, actor: Actor) -> Outlet:
        """Say that it sells no more. Raises Refused while badges are left there."""
        with self._store.write(actor, "badge.outlet-close", ("badge",)) as tx:
            row = _find(tx.session, outlet_id)
            left = self._outlet(tx.session, row).left
            if left:
                raise Refused(
                    _("В обекта има още {n} значки.").format(n=left),
                    _("Впишете ги като продадени или върнати."),
                )
            row.closed_on = on
            tx.subject(OBJECT, row.id, row.name)
            return self._outlet(tx.session, row)

    def record(self, outlet_id: int, typed: SaleInput, *, actor: Actor) -> Outlet:
        """Enter what was brought, sold or taken back.

        Raises UserError for what is missing, Refused for the representative variant without a reason
        and where there would be fewer than none in stock or in the outlet, on that day or later.
        """
        with self._store.write(actor, "badge.sale", KINDS) as tx:
            outlet = _find(tx.session, outlet_id)
            ready = _checked(typed, outlet, tx.now.date())
            assert ready.on is not None
            if ready.sort is not Sale.DELIVERED:
                _refuse_below(tx.session, outlet, ready)
            row = BadgeOutletMoveRow(
                outlet_id=outlet.id, sort=ready.sort.value, on=ready.on, variant=ready.variant,
                quantity=ready.quantity, document=ready.document, reason=ready.reason,
                lots=list(self._move(tx, outlet, ready)), struck_why="", by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, outlet.id, outlet.name)
            return self._outlet(tx.session, outlet)

    def strike(self, move_id: int, reason: str, *, actor: Actor) -> Outlet:
        """Strike a movement out; the stock gets a counter-movement. Raises Refused below zero."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "badge.sale-out", KINDS) as tx:
            row = tx.session.get(BadgeOutletMoveRow, move_id)
            if row is None or row.struck_why:
                raise Refused(_("Движението вече е зачеркнато."), _("Опреснете списъка."))
            outlet = _find(tx.session, row.outlet_id)
            if row.sort == Sale.DELIVERED.value:
                rest = [one for one in _moves(tx.session, outlet.id) if one.id != row.id]
                if _least([one for one in rest if one.variant == row.variant], None) < 0:
                    raise Refused(
                        _("От тази доставка вече са продадени или върнати значки."),
                        _("Зачеркнете първо тях."),
                        code="below-zero",
                    )
            row.struck_why = why
            for lot in row.lots:
                stock_moves.undo(tx, lot, why)
            tx.session.flush()
            tx.subject(OBJECT, outlet.id, outlet.name)
            return self._outlet(tx.session, outlet)

    def outlet(self, outlet_id: int) -> Outlet:
        """A point of sale with its movements. Raises NotFound."""
        with self._store.read() as session:
            return self._outlet(session, _find(session, outlet_id))

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for; by default by name."""
        found = sorted(self._asked(wanted), key=_ORDERS["name"])
        if order:
            found.sort(key=_ORDERS[order], reverse=descending)
        return array("q", [one.id for one in found])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these ids, in their order."""
        with self._store.read() as session:
            rows = [session.get(BadgeOutletRow, key) for key in keys]
            return tuple(_listed(self._outlet(session, row)) for row in rows if row is not None)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The points of sale with their balances by variant, for paper and spreadsheet."""
        rules = self.rules()
        lines: list[tuple[str | int | date, ...]] = []
        for one in self._asked(wanted):
            by: defaultdict[str, Counter[Sale]] = defaultdict(Counter)
            for line in one.moves:
                if not line.struck_why and _within(line, wanted):
                    by[line.variant_name][line.typed.sort] += line.typed.quantity
            for name, sums in by.items() or {"": Counter[Sale]()}.items():
                lines.append((
                    one.typed.name, one.typed.address, one.typed.contract, name,
                    *(sums[sort] for sort in Sale), one.left_by_variant.get(name, 0),
                ))  # fmt: skip
        return RegisterSheet(
            title=_("Значка „Русе“ в търговските обекти"),
            subtitle=str(rules.gift.citation) if rules.gift else "",
            asked=_said(wanted),
            heads=(
                _("Обект"), _("Адрес"), _("Договор"), _("Вариант"), _("Доставени"), _("Продадени"),
                _("Върнати"), _("Остават"),
            ),
            widths=(0.22, 0.2, 0.14, 0.12, 0.08, 0.08, 0.08, 0.08),
            lines=tuple(lines),
            count=ngettext("Общо {n} ред", "Общо {n} реда", len(lines)).format(n=len(lines)),
            drawn_on=self._store.clock.today(),
            file_name="znachka-obekti",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _move(self, tx: Transaction, outlet: BadgeOutletRow, ready: SaleInput) -> tuple[int, ...]:
        """Move the stock along; the lots. What is sold left the stock when it was brought."""
        assert ready.on is not None
        rules = self.rules(ready.on)
        if ready.sort is Sale.DELIVERED:
            kind = gift_kind(tx, self._law, rules, ready.variant, ready.reason, self._practice)
            facts = Facts(
                ready.on, Sort.ISSUE, ground=outlet.name, document=ready.document,
                reason=ready.reason, purpose=Purpose.OUTLET.value,
            )  # fmt: skip
            return stock_moves.take(tx, kind, facts, ready.quantity)
        chosen = rules.variant(ready.variant)
        if ready.sort is Sale.SOLD or chosen is None:
            return ()
        kind = stock_moves.row_of(tx, self._law.at(tx.now.date()), chosen.stock)
        facts = Facts(
            ready.on, Sort.RETURN, Pile.RETURNED, outlet.name, ready.document,
            purpose=Purpose.OUTLET.value,
        )  # fmt: skip
        return (stock_moves.add(tx, kind, facts, ready.quantity),)

    def _outlet(self, session: Session, row: BadgeOutletRow) -> Outlet:
        rules, left = self.rules(), Counter[str]()
        lines = []
        for one in _moves(session, row.id, struck=True):
            if not one.struck_why:
                left[one.variant] += _signed(one)
            variant = rules.variant(one.variant)
            typed = SaleInput(
                Sale(one.sort), one.on, one.variant, one.quantity, one.document, one.reason
            )
            name = variant.name if variant else one.variant
            lines.append(SaleLine(one.id, typed, name, left[one.variant], one.by, one.struck_why))
        typed_of = OutletInput(row.name, row.address, row.contact, row.contract)
        return Outlet(row.id, typed_of, tuple(lines), row.closed_on)

    def _asked(self, wanted: RegisterFilter) -> list[Outlet]:
        with self._store.read() as session:
            rows = session.scalars(select(BadgeOutletRow).order_by(BadgeOutletRow.name_key)).all()
            every = [self._outlet(session, row) for row in rows]
        words, state = search_words(wanted.text), wanted.choice("state")
        period = wanted.since is not None or wanted.until is not None
        return [
            one
            for one in every
            if all(word in search_key(_text(one)) for word in words)
            and (not state or (one.closed_on is None) == (state == OPEN))
            and (not period or any(_within(line, wanted) for line in one.moves))
        ]


def _fill(session: Session, row: BadgeOutletRow, typed: OutletInput) -> None:
    name = clean(typed.name)
    if not name:
        raise UserError(_("Липсва името на обекта."), _("Попълнете го и опитайте отново."))
    key = search_key(name)
    with session.no_autoflush:
        same = session.scalar(select(BadgeOutletRow.id).where(BadgeOutletRow.name_key == key))
    if same is not None and same != row.id:
        raise Refused(_("„{name}“ вече е вписан.").format(name=name), _("Отворете го от списъка."))
    row.name, row.name_key, row.address = name, key, clean(typed.address)
    row.contact, row.contract = clean(typed.contact), clean(typed.contract)


def _checked(typed: SaleInput, outlet: BadgeOutletRow, today: date) -> SaleInput:
    ready = replace(
        typed, document=clean(typed.document), reason=clean(typed.reason, 500),
        quantity=checked_count(typed.quantity),
    )  # fmt: skip
    if ready.on is None or ready.on > today:
        raise UserError(_("Денят липсва или още не е дошъл."), _("Поправете датата."))
    if outlet.closed_on is not None:
        raise Refused(
            _("Обектът не продава от {day}.").format(day=date_short(outlet.closed_on)),
            _("Изберете друг обект."),
        )
    return ready


def _refuse_below(session: Session, outlet: BadgeOutletRow, ready: SaleInput) -> None:
    """Raise Refused where the outlet would have fewer than none on that day or later."""
    moves = [one for one in _moves(session, outlet.id) if one.variant == ready.variant]
    now = sum(_signed(one) for one in moves)
    least = _least(moves, ready.on)
    if least >= ready.quantity:
        return
    if now >= ready.quantity:
        raise Refused(
            _("От {day} нататък в обекта е имало до {n} значки, вписвате {asked}.").format(
                day=date_short(ready.on) if ready.on else "", n=least, asked=ready.quantity
            ),
            _("Проверете датата."),
            code="below-zero",
        )
    raise Refused(
        _("В обекта има {n} значки, вписвате {asked}.").format(n=now, asked=ready.quantity),
        _("Впишете първо доставката или намалете броя."),
        code="below-zero",
    )


def _least(moves: Iterable[BadgeOutletMoveRow], since: date | None) -> int:
    """The smallest balance at the end of `since` and of every later day."""
    days: Counter[date] = Counter()
    for one in moves:
        days[one.on] += _signed(one)
    running = sum(n for day, n in days.items() if since is not None and day <= since)
    least = running
    for day in sorted(day for day in days if since is None or day > since):
        running += days[day]
        least = min(least, running)
    return least


def _moves(session: Session, outlet_id: int, *, struck: bool = False) -> list[BadgeOutletMoveRow]:
    query = select(BadgeOutletMoveRow).where(BadgeOutletMoveRow.outlet_id == outlet_id)
    if not struck:
        query = query.where(BadgeOutletMoveRow.struck_why == "")
    order = query.order_by(BadgeOutletMoveRow.on, BadgeOutletMoveRow.id)
    return list(session.scalars(order))


def _signed(one: BadgeOutletMoveRow) -> int:
    return one.quantity if one.sort == Sale.DELIVERED.value else -one.quantity


def _find(session: Session, outlet_id: int) -> BadgeOutletRow:
    row = session.get(BadgeOutletRow, outlet_id)
    if row is None:
        raise NotFound(_("Обектът не е намерен."), _("Опреснете списъка."))
    return row


def _text(one: Outlet) -> str:
    typed = one.typed
    return f"{typed.name} {typed.address} {typed.contact} {typed.contract}"


def _within(line: SaleLine, wanted: RegisterFilter) -> bool:
    day = line.typed.on
    assert day is not None
    after = wanted.since is None or day >= wanted.since
    return after and (wanted.until is None or day <= wanted.until)


def _said(wanted: RegisterFilter) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("движения от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("движения до {day}").format(day=date_short(wanted.until)))
    if state := wanted.choice("state"):
        said.append(_("само действащи") if state == OPEN else _("само закрити"))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _listed(one: Outlet) -> RegisterRow:
    state, tone = (_("продава"), "met") if one.left else (_("няма значки"), "judgement")
    if one.closed_on is not None:
        state, tone = _("закрит"), "neutral"
    texts = (one.typed.name, *(str(one.total(sort)) for sort in Sale), str(one.left), state)
    return RegisterRow(one.id, texts, tone)


_ORDERS: dict[str, Callable[[Outlet], tuple[object, ...]]] = {
    "name": lambda one: (sort_key(one.typed.name),),
    "left": lambda one: (one.left,),
    "state": lambda one: (one.closed_on is not None, one.left == 0),
    **{
        sort.value: lambda one, sort=sort: (one.total(sort),)  # type: ignore[misc]  # bound now
        for sort in Sale
    },
}
