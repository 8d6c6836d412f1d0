"""The stock of the badge: what there is of each variant, its movements as a register, the count sheet."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import Purpose, Variant
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.stock import SORT_NAMES, Move, Sort
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key, search_words
from ruse_desktop.services import stock_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.domain.stock import StockLine
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_TONES = {Sort.RECEIPT: "met", Sort.RETURN: "info", Sort.WRITE_OFF: "not-met"}


@dataclass(frozen=True)
class BadgeLine:
    """A variant with what there is of it."""

    variant: Variant
    line: StockLine


@dataclass(frozen=True)
class BadgeMove:
    """A movement of a variant; `purpose` None for what the stock does by itself."""

    move: Move
    variant: Variant
    purpose: Purpose | None
    text: str

    @property
    def id(self) -> int:
        """The movement's lot."""
        return self.move.id

    @property
    def own(self) -> bool:
        """Whether it is taken back here and not where it was made."""
        return (
            self.purpose is None and not self.move.reversed and self.move.sort is not Sort.REVERSAL
        )


class BadgeStock:
    """Reads the stock of the badge; receipts and write-offs are verbs of the stock itself."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def rules(self, day: date | None = None) -> BadgeRules:
        """What the act says of the badge on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()))

    def lines(self) -> tuple[BadgeLine, ...]:
        """The variants in the order of the act, with their balances."""
        edition = self._law.at(self._store.clock.today())
        with self._store.read() as session:
            found = {one.kind.code: one for one in stock_reading.lines(session, edition)}
        return tuple(
            BadgeLine(one, found[one.stock])
            for one in values.variants_of(edition)
            if one.stock in found
        )

    def move(self, lot: int) -> BadgeMove:
        """One movement. Raises NotFound."""
        found = next((one for one in self._moves() if one.id == lot), None)
        if found is None:
            raise NotFound(_("Няма такова движение."), _("Опреснете списъка."))
        return found

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The lots asked for; by default the newest first."""
        found = sorted(self._asked(wanted), key=lambda one: (one.move.on, one.id), reverse=True)
        if order:
            found.sort(key=_ORDERS[order], reverse=descending)
        return array("q", [one.id for one in found])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these lots, in their order."""
        there = {one.id: one for one in self._moves()}
        return tuple(_listed(there[key]) for key in keys if key in there)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The movements for paper and spreadsheet, oldest first."""
        rules = self.rules()
        found = sorted(self._asked(wanted), key=lambda one: (one.move.on, one.id))
        return RegisterSheet(
            title=_("Приходно-разходен лист на значка „Русе“"),
            subtitle=str(rules.form.citation) if rules.form else "",
            asked=_said(wanted, rules),
            heads=(
                _("Дата"), _("Вариант"), _("Движение"), _("Характер"), _("Брой"), _("Остава"),
                _("Документ"), _("За кого, основание"),
            ),
            widths=(0.09, 0.12, 0.1, 0.17, 0.06, 0.07, 0.17, 0.22),
            lines=tuple(_printed(one) for one in found),
            count=ngettext("Общо {n} движение", "Общо {n} движения", len(found)).format(
                n=len(found)
            ),
            drawn_on=self._store.clock.today(),
            file_name="znachki-dvizheniya",
            municipality=self._law.municipality,
            signatures=(_("Съставил"),),
        )  # fmt: skip

    def count_sheet(self, on: date) -> RegisterSheet:
        """What the papers say there was of each variant on a day, with room for what is counted.

        Raises UserError for a day to come.
        """
        today = self._store.clock.today()
        if on > today:
            raise UserError(_("Денят още не е дошъл."), _("Изберете ден до днес."))
        moves = [one for one in self._moves() if one.move.on <= on]
        lines = []
        for variant in self.rules(on).variants:
            sums: Counter[Sort] = Counter()
            for one in moves:
                if one.variant.stock == variant.stock:
                    sums[one.move.sort] += one.move.quantity
            there = sum(sums.values())
            lines.append((
                variant.name, sums[Sort.RECEIPT], -sums[Sort.ISSUE], sums[Sort.RETURN],
                -sums[Sort.WRITE_OFF], sums[Sort.REVERSAL], there, "", "",
            ))  # fmt: skip
        return RegisterSheet(
            title=_("Броителен лист: значка „Русе“"),
            asked=_("по документи към {day}").format(day=date_short(on)),
            heads=(
                _("Вариант"), _("Получени"), _("Издадени"), _("Върнати"), _("Бракувани"),
                _("Сторно"), _("По документи"), _("Преброени"), _("Разлика"),
            ),
            widths=(0.18, 0.1, 0.1, 0.1, 0.1, 0.09, 0.12, 0.11, 0.1),
            lines=tuple(lines),
            drawn_on=today,
            file_name="broitelen-list-znachki",
            municipality=self._law.municipality,
            signatures=(_("Преброил"), _("Присъствал"), _("Отговорник")),
        )  # fmt: skip

    def _asked(self, wanted: RegisterFilter) -> list[BadgeMove]:
        words, variant = search_words(wanted.text), wanted.choice("variant")
        purpose = wanted.choice("purpose")
        found = []
        for one in self._moves():
            text = search_key(f"{one.move.ground} {one.move.document} {one.move.reason} {one.text}")
            if (
                (variant and one.variant.code != variant)
                or (purpose and (one.purpose or "") != purpose)
                or (wanted.since and one.move.on < wanted.since)
                or (wanted.until and one.move.on > wanted.until)
                or not all(word in text for word in words)
            ):
                continue
            found.append(one)
        return found

    def _moves(self) -> list[BadgeMove]:
        edition = self._law.at(self._store.clock.today())
        rules = values.rules_of(edition)
        with self._store.read() as session:
            return moves_of(session, rules, {
                one.code: one.id for one in stock_reading.kinds(session, edition) if one.id
            })  # fmt: skip


def moves_of(session: Session, rules: BadgeRules, kinds: dict[str, int]) -> list[BadgeMove]:
    """All movements of the variants, each variant's by day, with the balance of that day."""
    made = []
    for variant in rules.variants:
        if variant.stock not in kinds:
            continue
        there = 0
        moves = stock_reading.moves(session, kinds[variant.stock])
        for move in sorted(moves, key=lambda one: (one.on, one.id)):
            there += move.quantity
            purpose = purpose_of(move)
            text = _text(purpose, variant, rules)
            made.append(BadgeMove(replace(move, balance=there), variant, purpose, text))
    return made


def purpose_of(move: Move) -> Purpose | None:
    """What a badge left for or came back from; an entry of a register is an honour."""
    if move.purpose:
        return Purpose(move.purpose)
    return Purpose.HONOUR if move.book else None


def _text(purpose: Purpose | None, variant: Variant, rules: BadgeRules) -> str:
    if purpose is None:
        return ""
    rule = {Purpose.WEAR: rules.wear, Purpose.HONOUR: rules.honour}.get(purpose, rules.gift)
    return values.purpose_text(purpose, rule.citation if rule else None, variant.name)


def _sort(one: BadgeMove) -> str:
    sort = _(SORT_NAMES[one.move.sort])
    return _("{sort}, сторнирано").format(sort=sort) if one.move.reversed else sort


def _why(one: BadgeMove) -> str:
    move = one.move
    return "; ".join(part for part in (move.ground, move.reason, move.serials_text) if part)


def _listed(one: BadgeMove) -> RegisterRow:
    texts = (
        date_plain(one.move.on), one.variant.name, _why(one) or one.move.document,
        f"{one.move.quantity:+d}", str(one.move.balance), _sort(one),
    )  # fmt: skip
    tone = "neutral" if one.move.reversed else _TONES.get(one.move.sort, "neutral")
    return RegisterRow(one.id, texts, tone)


def _printed(one: BadgeMove) -> tuple[str | int | date, ...]:
    character = _(values.PURPOSE_NAMES[one.purpose]) if one.purpose else ""
    return (
        one.move.on, one.variant.name, _sort(one), character, one.move.quantity, one.move.balance,
        one.move.document, _why(one),
    )  # fmt: skip


def _said(wanted: RegisterFilter, rules: BadgeRules) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if variant := rules.variant(wanted.choice("variant")):
        said.append(variant.name)
    if purpose := wanted.choice("purpose"):
        said.append(_(values.PURPOSE_NAMES[Purpose(purpose)]))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


_ORDERS: dict[str, Callable[[BadgeMove], tuple[object, ...]]] = {
    "date": lambda one: (one.move.on, one.id),
    "variant": lambda one: (one.variant.name,),
    "why": lambda one: (search_key(_why(one)),),
    "quantity": lambda one: (one.move.quantity,),
    "balance": lambda one: (one.move.balance,),
    "sort": lambda one: (_sort(one),),
}
