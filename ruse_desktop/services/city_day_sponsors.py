"""The sponsors of City Day on paper: contracts, sums, things given and what is promised (чл. 24)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ruse_desktop.domain.city_day_money import Source, source_citation
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.papers import Grid, Group, Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_long, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruse_desktop.domain.city_day import CityDay
    from ruse_desktop.domain.city_day_money import Sponsor
    from ruse_desktop.domain.papers import Block
    from ruse_desktop.law.book import LawBook


def sponsor_list(found: CityDay, law: LawBook) -> Paper:
    """Every contract that stands; those struck out are named under the table with the reason."""
    currency = found.edition.currency
    kept = [one for one in found.sponsors if not one.struck_why]
    struck = [one for one in found.sponsors if one.struck_why]
    blocks: list[Block] = []
    if kept:
        blocks.append(_table(kept, currency))
    else:
        blocks.append(Text(_("Няма сключени договори.")))
    if struck:
        blocks.append(Text(_("Зачеркнати договори"), Look.LABEL))
        blocks += [
            Text(f"{one.typed.name}, {_contract(one, ' ')}: {one.struck_why}", Look.ITEM)
            for one in struck
        ]
    blocks.append(Group((Signatures(((_("Изготвил"), ""),)),)))
    title = _("СПОНСОРИ И ДАРИТЕЛИ")
    feast = _("на Празника на град {town} – {feast} ({citation})").format(
        town=law.town.removeprefix("гр. "), feast=date_long(found.edition.feast),
        citation=source_citation(Source.SPONSOR),
    )  # fmt: skip
    return Paper(
        title=title, under=(feast,), sender=(found.edition.typed.organiser,),
        blocks=tuple(blocks), foot=title.capitalize(),
    )  # fmt: skip


def _table(kept: list[Sponsor], currency: str) -> Grid:
    rows = [
        (
            str(n), one.typed.name, _contract(one, "\n"), _money(one.typed.amount, currency),
            _money(one.received or None, currency), _given(one, currency), _returned(one),
        )
        for n, one in enumerate(kept, 1)
    ]  # fmt: skip
    rows.append((
        "", _("Общо"), "", _money(_sum(one.typed.amount for one in kept), currency),
        _money(_sum(one.received for one in kept), currency),
        _money(_sum(one.typed.in_kind_value for one in kept), currency), "",
    ))  # fmt: skip
    heads = (
        _("№"), _("Спонсор"), _("Договор"), _("Сума"), _("Постъпило"), _("В натура"),
        _("Насрещно"),
    )  # fmt: skip
    return Grid(heads, tuple(rows), (0.05, 0.2, 0.15, 0.13, 0.13, 0.17, 0.17))


def _contract(one: Sponsor, between: str) -> str:
    """„С-4 / 20.02.2027 г.“."""
    day = date_short(one.typed.contract_on) if one.typed.contract_on else ""
    return f"{one.typed.contract_no} /{between}{day}" if day else one.typed.contract_no


def _given(one: Sponsor, currency: str) -> str:
    worth = _money(one.typed.in_kind_value, currency)
    return "\n".join(part for part in (one.typed.in_kind, worth) if part)


def _returned(one: Sponsor) -> str:
    """What is promised, and the permit for a symbol (чл. 8)."""
    said = ""
    if one.typed.symbol:
        permit = one.permit if one.permit_holds else _("без действащо разрешение")
        said = _("{symbol}: {permit}").format(symbol=symbol_name(one.typed.symbol), permit=permit)
    return "\n".join(part for part in (one.typed.promised, said) if part)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal(0))


def _money(amount: Decimal | None, currency: str) -> str:
    return money_text(amount, currency) if amount is not None else ""
