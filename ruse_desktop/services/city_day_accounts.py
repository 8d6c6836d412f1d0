"""The accounts of City Day on paper: plan and report for the mayor, the table of both (чл. 24–25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.city_day_money import (
    SOURCE_NAMES,
    Approval,
    MoneyLine,
    Source,
    by_source,
    last_approval,
    source_citation,
    total,
)
from ruse_desktop.domain.city_day_money import Paper as Approved
from ruse_desktop.domain.money import SIGNS, money_text
from ruse_desktop.domain.papers import Grid, Group, Look, Paper, Signatures, Text
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import date_long, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.paper_ground import DOTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from ruse_desktop.domain.city_day import CityDay
    from ruse_desktop.domain.papers import Block
    from ruse_desktop.law.book import LawBook


def account(found: CityDay, kind: Approved, law: LawBook) -> Paper:
    """The plan or the report for the mayor; a draft until it is as he approved it (чл. 25)."""
    approval = last_approval(found.approvals, kind)
    feast = _("за провеждане на Празника на град {town} – {feast}").format(
        town=law.town, feast=date_long(found.edition.feast)
    )
    report, currency = kind is Approved.REPORT, found.edition.currency
    title = _("ФИНАНСОВ ОТЧЕТ") if report else _("ФИНАНСОВ ПЛАН")
    income, costs = (found.income, found.costs) if report else (
        tuple(_as_typed(one) for one in found.income),
        tuple(_as_typed(one) for one in found.costs),
    )  # fmt: skip
    draw = _reported if report else _planned
    blocks: list[Block] = [
        Text(_("Приходи по източници (чл. 24)"), Look.LABEL), _sources(income, currency, report),
        *([draw(income, currency)] if income else []),
        Text(_("Разходи"), Look.LABEL), draw(costs, currency),
    ]  # fmt: skip
    given = [one for one in found.sponsors if not one.struck_why and one.typed.in_kind]
    if given:
        blocks.append(Text(_("Предоставено в натура"), Look.LABEL))
        for one in given:
            value = one.typed.in_kind_value
            worth = f" – {money_text(value, currency)}" if value is not None else ""
            blocks.append(Text(f"{one.typed.name}: {one.typed.in_kind}{worth}", Look.ITEM))
    reasons = [
        (one.typed.name, entry)
        for one in costs
        for entry in one.entries
        if entry.typed.reason and not entry.struck_why
    ]
    if report and reasons:
        blocks.append(Text(_("Обяснения"), Look.LABEL))
        for line, entry in reasons:
            day = date_short(entry.typed.on) if entry.typed.on else ""
            text = f"{line}, {day}, {money_text(entry.amount, currency)}: {entry.typed.reason}"
            blocks.append(Text(text, Look.ITEM))
    blocks.append(
        Group((Signatures(((_("Изготвил"), ""), (_("Директор"), ""))),))
    )  # fmt: skip
    return Paper(
        title=title, under=(feast,), sender=(found.edition.typed.organiser,),
        approval=_approves(approval, law), blocks=tuple(blocks),
        draft=approval is None or not _same(approval, (*income, *costs)), foot=title.capitalize(),
    )  # fmt: skip


def table_of(found: CityDay, law: LawBook, today: date) -> RegisterSheet:
    """Plan and actual, line by line, for a spreadsheet."""
    currency = found.edition.currency
    lines = []
    for one in (*found.income, *found.costs):
        compared = one.compared
        lines.append((
            _("Приходи") if one.typed.source else _("Разходи"), _source_name(one),
            one.typed.name, compared.planned, compared.actual, compared.difference,
            compared.percent_text, one.typed.note,
        ))  # fmt: skip
    for name, group in ((_("Общо приходи"), found.income), (_("Общо разходи"), found.costs)):
        all_of = total(group)
        lines.append((
            name, "", "", all_of.planned, all_of.actual, all_of.difference,
            all_of.percent_text, "",
        ))  # fmt: skip
    heads = (
        _("Вид"), _("Източник"), _("Ред"), _("План, {sign}"), _("Отчет, {sign}"),
        _("Разлика, {sign}"), "%", _("Бележка"),
    )  # fmt: skip
    sign = SIGNS.get(currency, currency)
    return RegisterSheet(
        _("Финансов план и отчет за Празника на град {town}, {year} г.").format(
            town=law.town, year=found.edition.year
        ),
        tuple(one.format(sign=sign) for one in heads),
        (0.09, 0.15, 0.27, 0.1, 0.1, 0.1, 0.07, 0.12), tuple(lines),
        today, subtitle=_("чл. 24 и чл. 25"),
        file_name=f"praznik-plan-{found.edition.year}", municipality=law.municipality,
        unit=found.edition.typed.organiser,
    )  # fmt: skip


def _approves(approval: Approval | None, law: LawBook) -> tuple[str, ...]:
    number, day = DOTS, "………………"
    if approval is not None:
        number, day = approval.number, date_short(approval.on)
    return (
        _("УТВЪРЖДАВАМ:"), "…………………………………………",
        _("Кмет на {municipality}").format(municipality=law.municipality),
        _("№ {no} от {day}").format(no=number, day=day),
    )  # fmt: skip


def _as_typed(one: MoneyLine) -> MoneyLine:
    return MoneyLine(one.id, one.typed, one.entries)


def _same(approval: Approval, lines: Sequence[MoneyLine]) -> bool:
    """Whether the approved paper says what the lines say now."""
    now = {one.id: (one.typed.name, one.planned, one.actual) for one in lines}
    if approval.paper is Approved.PLAN:
        return {one.line_id: (one.name, one.planned) for one in approval.lines} == {
            n: (name, planned) for n, (name, planned, _actual) in now.items()
        }
    return {one.line_id: (one.name, one.planned, one.actual) for one in approval.lines} == now


def _source_name(one: MoneyLine) -> str:
    return _(SOURCE_NAMES[one.typed.source]) if one.typed.source is not None else ""


def _sources(lines: Sequence[MoneyLine], currency: str, report: bool) -> Grid:  # noqa: FBT001 - plan or report
    rows = []
    for source, found in by_source(lines).items():
        sums = [money_text(found.planned, currency)]
        if report:
            sums += [money_text(found.actual, currency), found.percent_text]
        rows.append((_point(source), _(SOURCE_NAMES[source]), *sums))
    all_of = total(lines)
    last = [money_text(all_of.planned, currency)]
    if report:
        last += [money_text(all_of.actual, currency), all_of.percent_text]
    rows.append(("", _("Общо"), *last))
    if report:
        heads = (_("Основание"), _("Източник"), _("План"), _("Отчет"), "%")
        return Grid(heads, tuple(rows), (0.2, 0.32, 0.18, 0.18, 0.12))
    return Grid((_("Основание"), _("Източник"), _("План")), tuple(rows), (0.2, 0.56, 0.24))


def _point(source: Source) -> str:
    return str(source_citation(source))


def _planned(lines: Sequence[MoneyLine], currency: str) -> Grid:
    rows = [
        (str(n), _named(one), money_text(one.planned, currency)) for n, one in enumerate(lines, 1)
    ]
    rows.append(("", _("Общо"), money_text(total(lines).planned, currency)))
    return Grid((_("№"), _("Ред"), _("План")), tuple(rows), (0.08, 0.68, 0.24))


def _reported(lines: Sequence[MoneyLine], currency: str) -> Grid:
    def sums(planned: Decimal, actual: Decimal, difference: Decimal) -> tuple[str, str, str]:
        return (
            money_text(planned, currency), money_text(actual, currency),
            ("+" if difference > 0 else "") + money_text(difference, currency).replace("-", "−"),
        )  # fmt: skip

    rows = []
    for n, one in enumerate(lines, 1):
        found = one.compared
        three = sums(found.planned, found.actual, found.difference)
        rows.append((str(n), _named(one), *three, found.percent_text))
    whole = total(lines)
    three = sums(whole.planned, whole.actual, whole.difference)
    rows.append(("", _("Общо"), *three, whole.percent_text))
    heads = (_("№"), _("Ред"), _("План"), _("Отчет"), _("Разлика"), "%")
    return Grid(heads, tuple(rows), (0.06, 0.34, 0.17, 0.17, 0.15, 0.11))


def _named(one: MoneyLine) -> str:
    return f"{one.typed.name}\n{one.typed.note}" if one.typed.note else one.typed.name
