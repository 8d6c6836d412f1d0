"""The money of City Day: where it comes from, what it goes for, plan against actual (чл. 24–25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark

_TENTH = Decimal("0.1")
_PLAN = Citation.parse("чл. 25")


class Source(StrEnum):
    """Where money comes from, by the points of чл. 24."""

    BUDGET = "budget"
    SPONSOR = "sponsor"
    OTHER = "other"


SOURCE_NAMES: dict[Source, str] = {
    Source.BUDGET: mark("Бюджет на Общината"),
    Source.SPONSOR: mark("Спонсорство и реклама"),
    Source.OTHER: mark("Други източници"),
}


def source_citation(source: Source) -> Citation:
    """The point of чл. 24."""
    return Citation("24", item=str(tuple(Source).index(source) + 1))


@dataclass(frozen=True)
class LineInput:
    """A line of the plan: income of a source, or (None) a cost."""

    name: str
    planned: Decimal
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True)
class EntryInput:
    """Money that came in or was spent on a line; `reason` where a finding asks for one."""

    on: date | None
    amount: Decimal
    document: str = ""
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """A kept entry; `amount` is in the edition's currency, `original` as it was paid before."""

    id: int
    typed: EntryInput
    amount: Decimal
    by: str
    original: str = ""
    struck_why: str = ""
    sponsor_id: int | None = None


@dataclass(frozen=True)
class MoneyLine:
    """A line with what became of it; `approved` is the sum of the plan the mayor approved."""

    id: int
    typed: LineInput
    entries: tuple[Entry, ...] = ()
    approved: Decimal | None = None

    @property
    def planned(self) -> Decimal:
        """What the line may cost: the approved sum, else the typed one."""
        return self.approved if self.approved is not None else self.typed.planned

    @property
    def actual(self) -> Decimal:
        """What came in or was spent."""
        return sum((one.amount for one in self.entries if not one.struck_why), Decimal(0))

    @property
    def compared(self) -> Compared:
        """Plan against actual."""
        return Compared(self.planned, self.actual)


@dataclass(frozen=True)
class Compared:
    """A planned sum, the actual one, and how they differ (чл. 25)."""

    planned: Decimal
    actual: Decimal

    @property
    def difference(self) -> Decimal:
        """Over (+) or under (−) the plan."""
        return self.actual - self.planned

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the plan to one place; None without a plan."""
        if not self.planned:
            return None
        share = self.difference * 100 / self.planned
        return share.quantize(_TENTH, ROUND_HALF_UP)

    @property
    def percent_text(self) -> str:
        """„+8,0 %“."""
        if self.percent is None:
            return "–"
        sign = "+" if self.percent > 0 else "−" if self.percent < 0 else ""
        return f"{sign}{abs(self.percent):f}\u00a0%".replace(".", ",")


def total(lines: Sequence[MoneyLine]) -> Compared:
    """All lines together."""
    zero = Decimal(0)
    return Compared(
        sum((one.planned for one in lines), zero), sum((one.actual for one in lines), zero)
    )


def by_source(lines: Sequence[MoneyLine]) -> dict[Source, Compared]:
    """The totals of income by source, each source of чл. 24 in its order."""
    return {
        source: total([one for one in lines if one.typed.source is source]) for source in Source
    }


@dataclass(frozen=True)
class SponsorInput:
    """A contract: a sum or things of a value, and what is promised in return (чл. 24, т. 2).

    `symbol` is the code of the municipal symbol the return makes use of; `permit_id` its permit.
    """

    name: str
    contract_no: str = ""
    contract_on: date | None = None
    amount: Decimal | None = None
    in_kind: str = ""
    in_kind_value: Decimal | None = None
    promised: str = ""
    symbol: str = ""
    permit_id: int | None = None
    note: str = ""

    def faults(self) -> tuple[str, ...]:
        """What is missing, in sentences."""
        found = [] if self.name.strip() else [_("Не е посочен спонсорът.")]
        if not self.contract_no.strip() or self.contract_on is None:
            found.append(_("Впишете номера и датата на договора."))
        if self.amount is None and not self.in_kind.strip():
            found.append(_("Впишете сума или какво се предоставя в натура."))
        return tuple(found)


@dataclass(frozen=True)
class Sponsor:
    """A kept contract; `received` is what came in on it, `permit` the number of its permit."""

    id: int
    typed: SponsorInput
    received: Decimal = Decimal(0)
    permit: str = ""
    permit_holds: bool = False
    struck_why: str = ""


class Paper(StrEnum):
    """What the mayor approves (чл. 25)."""

    PLAN = "plan"
    REPORT = "report"


@dataclass(frozen=True)
class KeptLine:
    """A line as an approved paper keeps it; `source` „“ = a cost."""

    line_id: int
    source: str
    name: str
    planned: Decimal
    actual: Decimal


@dataclass(frozen=True)
class Approval:
    """The mayor's approval of a version of the plan or the report."""

    id: int
    paper: Paper
    version: int
    on: date
    number: str
    lines: tuple[KeptLine, ...]
    why: str = ""

    @property
    def text(self) -> str:
        """„в. 1 – № 12 от 05.04.2027 г.“."""
        return _("в. {n} – № {no} от {day}").format(
            n=self.version, no=self.number, day=date_short(self.on)
        )


def last_approval(approvals: Sequence[Approval], paper: Paper) -> Approval | None:
    """The newest approval of a paper."""
    return max(
        (one for one in approvals if one.paper is paper), key=lambda one: one.version, default=None
    )


def judge_spending(
    line: MoneyLine, on: date, amount: Decimal, plan_approved: date | None, currency: str
) -> tuple[Finding, ...]:
    """What a cost goes against: before the approved plan, above the line (чл. 25). Each asks a reason."""
    found = []
    if plan_approved is None or on < plan_approved:
        when = (
            _("Планът е утвърден на {day}").format(day=date_short(plan_approved))
            if plan_approved is not None
            else _("Планът още не е утвърден")
        )
        found.append(_finding("city-day-early", _("Разход преди утвърден план (чл. 25)"), when))
    over = line.actual + amount - line.planned
    if over > 0:
        said = _("Над плана с {sum}").format(sum=money_text(over, currency))
        fact = _("{name}: {actual} от {planned}").format(
            name=line.typed.name, actual=money_text(line.actual + amount, currency),
            planned=money_text(line.planned, currency),
        )  # fmt: skip
        found.append(_finding("city-day-over", said, fact))
    return tuple(found)


def _finding(rule: str, sentence: str, fact: str) -> Finding:
    return Finding(rule, Verdict.NOT_MET, Effect.WARNS, sentence, _PLAN, fact)
