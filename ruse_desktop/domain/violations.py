"""Violations of the act (чл. 75–77): the file of one, its steps, what may be done next, in what state it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.town import Changeover, Sum, SymbolRule, convert
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark

SYMBOLS = ("emblem", "flag", "badge", "seal")
"""The four symbols of чл. 2, by the codes of the law's file."""
OTHER, NONE = "other", "none"
"""Grounds that are not in the law's list: another provision of the act; no violation at all."""
KEPT, CHANGED, REVOKED = "kept", "changed", "revoked"
"""What the court said of a decree."""
ALL = "all"
"""The code of the payment that pays all that was left."""
_SIGNS = {"лв.": "BGN", "€": "EUR"}


class Offender(StrEnum):
    """Who is thought to have done it."""

    UNKNOWN = "unknown"
    PERSON = "person"
    ORGANISATION = "organisation"


class Step(StrEnum):
    """What happens in a file after the signal, in the usual order."""

    JUDGEMENT = "judgement"
    REPORT = "report"
    ACT = "act"
    OBJECTION = "objection"
    DECREE = "decree"
    SERVED = "served"
    APPEALED = "appealed"
    RULED = "ruled"
    IN_FORCE = "in-force"
    PAID = "paid"
    CLOSED = "closed"


class State(StrEnum):
    """Where a file stands; it follows from its steps."""

    SIGNAL = "signal"
    JUDGED = "judged"
    NO_VIOLATION = "no-violation"
    ACT = "act"
    DECREE = "decree"
    SERVED = "served"
    APPEALED = "appealed"
    IN_FORCE = "in-force"
    PAID = "paid"
    REVOKED = "revoked"
    CLOSED = "closed"


STEP_NAMES: dict[Step, str] = {
    Step.JUDGEMENT: mark("Преценка на основанието"),
    Step.REPORT: mark("Докладна до контролните звена"),
    Step.ACT: mark("Акт за нарушение"),
    Step.OBJECTION: mark("Възражение срещу акта"),
    Step.DECREE: mark("Наказателно постановление"),
    Step.SERVED: mark("Връчване на постановлението"),
    Step.APPEALED: mark("Обжалване"),
    Step.RULED: mark("Решение на съда"),
    Step.IN_FORCE: mark("Влизане в сила"),
    Step.PAID: mark("Плащане"),
    Step.CLOSED: mark("Приключване"),
}
STATE_NAMES: dict[State, str] = {
    State.SIGNAL: mark("сигнал"),
    State.JUDGED: mark("преценено"),
    State.NO_VIOLATION: mark("няма нарушение"),
    State.ACT: mark("съставен акт"),
    State.DECREE: mark("постановление"),
    State.SERVED: mark("връчено"),
    State.APPEALED: mark("обжалвано"),
    State.IN_FORCE: mark("в сила"),
    State.PAID: mark("платено"),
    State.REVOKED: mark("отменено"),
    State.CLOSED: mark("приключена"),
}
RULINGS: dict[str, str] = {
    KEPT: mark("потвърдено"),
    CHANGED: mark("изменено"),
    REVOKED: mark("отменено"),
}
OFFENDERS: dict[Offender, str] = {
    Offender.UNKNOWN: mark("неизвестен"),
    Offender.PERSON: mark("физическо лице"),
    Offender.ORGANISATION: mark("организация"),
}
NEEDS: dict[Step, Step] = {
    Step.ACT: Step.JUDGEMENT,
    Step.OBJECTION: Step.ACT,
    Step.DECREE: Step.ACT,
    Step.SERVED: Step.DECREE,
    Step.APPEALED: Step.SERVED,
    Step.RULED: Step.APPEALED,
    Step.IN_FORCE: Step.SERVED,
    Step.PAID: Step.IN_FORCE,
}
"""The step without which another cannot be written."""
REPEATED = frozenset({Step.REPORT, Step.OBJECTION, Step.PAID, Step.JUDGEMENT})
"""Steps of which a file may have several; of the judgements the last one counts."""


@dataclass(frozen=True)
class Ground:
    """What of the act was broken; `symbol` is „“ for a ground of every symbol."""

    code: str
    name: str
    citation: Citation | None = None
    symbol: str = ""


@dataclass(frozen=True)
class Office:
    """Who may draw an act or issue a decree; `by_order`: only when named by an order."""

    code: str
    name: str
    by_order: bool


@dataclass(frozen=True)
class FineRule:
    """The limits of the fine in the act's own currency, both included."""

    least: Decimal
    most: Decimal
    currency: str
    citation: Citation


@dataclass(frozen=True)
class ViolationRules:
    """What an edition of the act says of violations; what it does not name is None."""

    grounds: tuple[Ground, ...] = ()
    drawers: tuple[Office, ...] = ()
    issuers: tuple[Office, ...] = ()
    ban: Citation | None = None
    fine: FineRule | None = None
    repeat: Citation | None = None
    decree: Citation | None = None

    def ground(self, code: str) -> Ground | None:
        """The ground with this code; None for one the edition does not know."""
        return next((one for one in self.grounds if one.code == code), None)

    def grounds_of(self, symbol: str) -> tuple[Ground, ...]:
        """What can be broken with this symbol."""
        return tuple(one for one in self.grounds if one.symbol in {"", symbol})


def rules_of(symbols: Sequence[SymbolRule]) -> ViolationRules:
    """The rules of violations among those of all symbols."""
    bans = [one for one in symbols if one.kind == "ban"]
    grounds = [
        Ground(f"{one.code}-{n}", line, one.citation)
        for one in bans
        for n, line in enumerate(one.lines, 1)
    ]
    grounds += [
        Ground(one.code, _("без разрешение: {what}").format(what=_lower(one.name.partition(":")[0])),
               one.citation, one.symbol)
        for one in symbols
        if one.kind == "permit" and one.name
    ]  # fmt: skip
    fines = [one for one in symbols if one.kind == "fine"]
    priced = next((one for one in fines if one.values), None)
    issuers = _offices(symbols, "issuer")
    return ViolationRules(
        tuple(grounds),
        _offices(symbols, "drawer"),
        issuers,
        bans[0].citation if bans else None,
        _fine(priced) if priced is not None else None,
        next((one.citation for one in fines if one.code == "fine-repeat"), None),
        next((one.citation for one in symbols if one.kind.startswith("issuer")), None),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _offices(symbols: Sequence[SymbolRule], kind: str) -> tuple[Office, ...]:
    ordered = f"{kind}-order"
    return tuple(
        Office(one.code, one.name, one.kind == ordered)
        for one in symbols
        if one.kind in {kind, ordered}
    )


def _fine(rule: SymbolRule) -> FineRule:
    sums = rule.values.values()
    currency = next(
        (code for name in rule.values for sign, code in _SIGNS.items() if name.endswith(sign)),
        "EUR",
    )
    return FineRule(min(sums), max(sums), currency, rule.citation)


@dataclass(frozen=True)
class SignalInput:
    """What is typed of a signal.

    `signal_on` when it came, `committed_on` when it was done if known; `offender_id` is a card of
    the register of people or organisations by `offender_kind`; `guilty` is the natural person of
    an organisation.
    """

    symbol: str
    signal_on: date | None
    source: str
    channel: str
    description: str
    place: str = ""
    committed_on: date | None = None
    offender_kind: Offender = Offender.UNKNOWN
    offender: str = ""
    offender_id: int | None = None
    guilty: str = ""
    permit_id: int | None = None
    permit: str = ""


@dataclass(frozen=True)
class StepInput:
    """What is typed of a step; which fields a kind of step uses says `domain.violation_steps`.

    `code` is the ground of a judgement or the outcome in court; `office` a code of the act's
    drawers or issuers, OTHER for anybody else; `reason` answers a warning.
    """

    kind: Step
    on: date | None
    number: str = ""
    who: str = ""
    office: str = ""
    order_no: str = ""
    order_on: date | None = None
    code: str = ""
    amount: Decimal | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class StepEntry:
    """A step as written; `office_name`, `code_name` and `citation` are the act's words of that day."""

    id: int
    kind: Step
    on: date
    number: str
    who: str
    office: str
    office_name: str
    order_no: str
    order_on: date | None
    code: str
    code_name: str
    citation: Citation | None
    amount: Decimal | None
    currency: str
    text: str
    reason: str
    by: str
    at: datetime
    struck_why: str = ""
    struck_by: str = ""

    @property
    def name(self) -> str:
        """„Наказателно постановление“."""
        return _(STEP_NAMES[self.kind])

    @property
    def numbered(self) -> str:
        """„№ 14/05.10.2027 г.“, or the day alone."""
        day = date_short(self.on)
        return _("№ {no}/{day}").format(no=self.number, day=day) if self.number else day


@dataclass(frozen=True)
class Evidence:
    """A file of the case: a photograph, a scan, a letter; `note` says what it shows."""

    id: int
    name: str
    suffix: str
    size: int
    sha256: str
    added_on: date
    note: str = ""


@dataclass(frozen=True)
class Violation:
    """The file of one violation with everything in it, steps in the order of their days."""

    id: int
    number: int
    year: int
    typed: SignalInput
    by: str
    at: datetime
    steps: tuple[StepEntry, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def number_text(self) -> str:
        """„Н-4/2027“."""
        return _("Н-{n}/{year}").format(n=self.number, year=self.year)

    @property
    def day(self) -> date:
        """When it was done, or when the signal came."""
        found = self.typed.committed_on or self.typed.signal_on
        assert found is not None
        return found

    @property
    def standing(self) -> tuple[StepEntry, ...]:
        """The steps that are not struck out."""
        return tuple(one for one in self.steps if not one.struck_why)

    def last(self, kind: Step) -> StepEntry | None:
        """The last standing step of a kind."""
        return next((one for one in reversed(self.standing) if one.kind is kind), None)

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(self.standing)

    @property
    def guilty(self) -> str:
        """The natural person a decree is written for; „“ while unknown."""
        kind = self.typed.offender_kind
        return self.typed.guilty if kind is Offender.ORGANISATION else self.typed.offender

    @property
    def fine(self) -> tuple[Decimal, str] | None:
        """The fine that holds now, as the court left it, and its currency."""
        return fine_of(self.standing)

    @property
    def paid(self) -> tuple[Sum, ...]:
        """What was paid of it, each payment in its own currency."""
        paid = (one for one in self.standing if one.kind is Step.PAID)
        return tuple(Sum(one.amount, one.currency) for one in paid if one.amount is not None)


def fine_of(steps: Sequence[StepEntry]) -> tuple[Decimal, str] | None:
    """The fine of the decree, or what the court made of it; None without a decree."""
    ruled = next((one for one in reversed(steps) if one.kind is Step.RULED), None)
    decree = next((one for one in reversed(steps) if one.kind is Step.DECREE), None)
    if decree is None or decree.amount is None or (ruled and ruled.code == REVOKED):
        return None
    if ruled is not None and ruled.code == CHANGED and ruled.amount is not None:
        return ruled.amount, ruled.currency
    return decree.amount, decree.currency


def left_on(steps: Sequence[StepEntry], day: date, changes: Sequence[Changeover]) -> Sum | None:
    """What is left of the fine, in the currency of `day`; None without a fine.

    What was paid before a change of currency is taken off before the rest is converted.
    """
    fine = fine_of(steps)
    if fine is None:
        return None
    amount, currency = fine
    paid = [one for one in steps if one.kind is Step.PAID and one.amount is not None]
    for one in paid:
        if one.currency == currency and one.amount is not None:
            amount -= one.amount
    left = convert(amount, currency, day, changes)
    later = sum(
        (one.amount for one in paid if one.amount is not None and one.currency != currency),
        Decimal(0),
    )
    return Sum(left.amount - later, left.currency)


_AFTER = (
    (Step.IN_FORCE, State.IN_FORCE),
    (Step.APPEALED, State.APPEALED),
    (Step.SERVED, State.SERVED),
    (Step.DECREE, State.DECREE),
    (Step.ACT, State.ACT),
)


def state_of(steps: Sequence[StepEntry]) -> State:
    """The state that follows from the standing steps."""
    there = {one.kind for one in steps}
    if Step.CLOSED in there:
        return State.CLOSED
    if any(one.kind is Step.RULED and one.code == REVOKED for one in steps):
        return State.REVOKED
    if any(one.kind is Step.PAID and one.code == ALL for one in steps):
        return State.PAID
    found = next((state for step, state in _AFTER if step in there), None)
    if found is not None:
        return found
    judged = next((one for one in reversed(steps) if one.kind is Step.JUDGEMENT), None)
    if judged is None:
        return State.SIGNAL
    return State.NO_VIOLATION if judged.code == NONE else State.JUDGED
