"""Permits to reproduce the emblem and the flag (чл. 8, 14): application, decision, the way between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.artwork import FLAG, flag_ratio
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.permit_words import Size, numbers_of, sizes_of
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.i18n import _, mark

OTHER = "other"
"""A way of use that the act does not list; it needs an override."""
ALLOWED = "allowed"
"""The judgement that the use does not fall under the ban; otherwise a code of the ban's lines."""


class State(StrEnum):
    """Where an application stands; all but „expired“ follow from its steps."""

    APPLIED = "applied"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Step(StrEnum):
    """What happens after the application; a decision is GRANTED or REFUSED."""

    ASKED = "asked"
    SUPPLIED = "supplied"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    UNLIMITED = "unlimited"


class Applicant(StrEnum):
    """Who asks."""

    ORGANISATION = "organisation"
    PERSON = "person"


STATE_NAMES: dict[State, str] = {
    State.APPLIED: mark("подадено"),
    State.ASKED: mark("за допълване"),
    State.GRANTED: mark("разрешено"),
    State.REFUSED: mark("отказано"),
    State.WITHDRAWN: mark("оттеглено"),
    State.REVOKED: mark("отнето"),
    State.EXPIRED: mark("изтекло"),
}
TONES: dict[State, str] = {
    State.APPLIED: "info",
    State.ASKED: "judgement",
    State.GRANTED: "met",
    State.REFUSED: "not-met",
    State.REVOKED: "not-met",
}
"""The colour of a state; grey for what is over."""
STEP_NAMES: dict[Step, str] = {
    Step.ASKED: mark("Искане за допълване"),
    Step.SUPPLIED: mark("Допълнено"),
    Step.GRANTED: mark("Разрешение"),
    Step.REFUSED: mark("Отказ"),
    Step.WITHDRAWN: mark("Оттегляне от заявителя"),
    Step.REVOKED: mark("Отнемане"),
    Step.UNLIMITED: mark("Безсрочно – потвърдено"),
}
APPLICANTS: dict[Applicant, str] = {
    Applicant.ORGANISATION: mark("организация"),
    Applicant.PERSON: mark("физическо лице"),
}
OPEN = (State.APPLIED, State.ASKED)
DECISIONS = (Step.GRANTED, Step.REFUSED)
_AFTER: dict[Step, State] = {
    Step.ASKED: State.ASKED,
    Step.SUPPLIED: State.APPLIED,
    Step.GRANTED: State.GRANTED,
    Step.REFUSED: State.REFUSED,
    Step.WITHDRAWN: State.WITHDRAWN,
    Step.REVOKED: State.REVOKED,
    Step.UNLIMITED: State.GRANTED,
}
_NEXT: dict[State, tuple[Step, ...]] = {
    State.APPLIED: (Step.ASKED, Step.GRANTED, Step.REFUSED, Step.WITHDRAWN),
    State.ASKED: (Step.SUPPLIED, Step.REFUSED, Step.WITHDRAWN),
    State.GRANTED: (Step.REVOKED, Step.WITHDRAWN, Step.UNLIMITED),
    State.EXPIRED: (),
}


@dataclass(frozen=True)
class SymbolPermit:
    """What the act says of reproducing one symbol; `under` is whose conditions hold (чл. 14 → чл. 8).

    `uses` are pairs of code and name; `ratio` is short to long side, None where only the drawing
    says it; `ground` and `place` are how the act describes the flag.
    """

    symbol: str
    citation: Citation
    uses: tuple[tuple[str, str], ...]
    under: Citation | None = None
    ratio: Decimal | None = None
    form: Citation | None = None
    ground: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """„Герб“."""
        return symbol_name(self.symbol)

    @property
    def basis(self) -> str:
        """„чл. 14 във връзка с чл. 8“."""
        if self.under is None:
            return str(self.citation)
        return _("{own} във връзка с {other}").format(own=self.citation, other=self.under)


@dataclass(frozen=True)
class PermitRules:
    """What an edition of the act says of permits: the symbols, the ban (code, name) and its place."""

    symbols: tuple[SymbolPermit, ...] = ()
    ban: tuple[tuple[str, str], ...] = ()
    ban_citation: Citation | None = None

    def of(self, symbol: str) -> SymbolPermit | None:
        """The rule of a symbol; None for one that is not reproduced under a permit."""
        return next((one for one in self.symbols if one.symbol == symbol), None)


def rules_of(symbols: Sequence[SymbolRule]) -> PermitRules:
    """The rules of permits among those of all symbols."""
    ban = next((one for one in symbols if one.kind == "ban"), None)
    return PermitRules(
        tuple(_permit(one, symbols) for one in symbols if one.uses),
        tuple((f"{ban.code}-{n}", line) for n, line in enumerate(ban.lines, 1)) if ban else (),
        ban.citation if ban else None,
    )


def _permit(rule: SymbolRule, symbols: Sequence[SymbolRule]) -> SymbolPermit:
    ways = next((one for one in symbols if one.code == rule.uses), rule)
    ratio = flag_ratio(symbols) if rule.symbol == FLAG else None
    forms = [one for one in symbols if one.symbol == FLAG == rule.symbol and one.kind == "form"]
    form = next((one for one in forms if not one.values), None)
    lines = form.lines if form is not None else ()
    return SymbolPermit(
        rule.symbol, rule.citation,
        tuple((f"{ways.code}-{n}", line) for n, line in enumerate(ways.lines, 1)),
        ways.citation if ways is not rule else None, ratio,
        form.citation if form is not None else None, *(*lines, "", "")[:2],
    )  # fmt: skip


@dataclass(frozen=True)
class PermitInput:
    """What is typed of an application; days are inclusive, `sizes` as typed („60×80 мм“).

    `applicant_id` is a card of the register by `applicant_kind`; `uses` are codes of the act's ways
    or OTHER with `other`; `ground` and `place_of_emblem` are asked of the flag only; `renews` is
    the permit it continues.
    """

    symbol: str = ""
    incoming_no: str = ""
    incoming_on: date | None = None
    applicant_kind: Applicant = Applicant.ORGANISATION
    applicant: str = ""
    applicant_id: int | None = None
    contact: str = ""
    product: str = ""
    uses: tuple[str, ...] = ()
    other: str = ""
    sizes: str = ""
    copies: int | None = None
    for_sale: bool = False
    purpose: str = ""
    use_from: date | None = None
    use_until: date | None = None
    place: str = ""
    first_use_on: date | None = None
    ground: str = ""
    place_of_emblem: str = ""
    note: str = ""
    renews: int | None = None

    @property
    def all_sizes(self) -> tuple[Size, ...]:
        """The sizes in numbers; () for none. Raises ValueError when one cannot be read."""
        return sizes_of(self.sizes)


@dataclass(frozen=True)
class StepInput:
    """What is typed of a step.

    `text`: what is missing, reasons, conditions of a permit. A decision has its number, who signed
    (`acting`: by an order), the term, the version of the requirements, and the judgement of the ban.
    """

    kind: Step
    on: date | None
    text: str = ""
    number: str = ""
    signed_by: str = ""
    acting: bool = False
    order_no: str = ""
    order_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    unlimited: bool = False
    copies: int | None = None
    requirements: str = ""
    judgement: str = ""
    judged_why: str = ""


@dataclass(frozen=True)
class PermitStep:
    """A written step; `judgement_name` are the act's words on the day of writing."""

    id: int
    typed: StepInput
    judgement_name: str
    by: str
    at: datetime
    struck_why: str = ""
    struck_by: str = ""

    @property
    def kind(self) -> Step:
        """What happened."""
        return self.typed.kind

    @property
    def on(self) -> date:
        """When."""
        assert self.typed.on is not None
        return self.typed.on


@dataclass(frozen=True)
class PermitFile:
    """A paper of the application; pictures to be measured are `domain.artwork.Artwork`."""

    id: int
    name: str
    suffix: str
    size: int
    sha256: str
    added_on: date


@dataclass(frozen=True)
class Permit:
    """An application with everything that followed; `use_names` are the act's words."""

    id: int
    typed: PermitInput
    use_names: tuple[str, ...]
    steps: tuple[PermitStep, ...]
    files: tuple[PermitFile, ...]
    by: str
    at: datetime
    renewed_by: tuple[int, str] | None = None
    renews_text: str = ""

    @property
    def standing(self) -> tuple[PermitStep, ...]:
        """The steps that are not struck out, in order."""
        return tuple(one for one in self.steps if not one.struck_why)

    @property
    def decision(self) -> PermitStep | None:
        """The mayor's decision; None while there is none."""
        return next((one for one in self.standing if one.kind in DECISIONS), None)

    @property
    def granted(self) -> PermitStep | None:
        """The permit; None when there is none, whatever became of it later."""
        return next((one for one in self.standing if one.kind is Step.GRANTED), None)

    @property
    def year(self) -> int:
        """The year of the application."""
        assert self.typed.incoming_on is not None
        return self.typed.incoming_on.year

    @property
    def incoming(self) -> str:
        """„З-12/2027“."""
        return f"{self.typed.incoming_no}/{self.year}"

    @property
    def number_text(self) -> str:
        """The decision's number with its year, else the application's."""
        return decision_text(self.decision.typed) if self.decision else self.incoming

    @property
    def unlimited(self) -> bool:
        """Whether somebody confirmed that it has no last day."""
        return any(o.kind is Step.UNLIMITED or o.typed.unlimited for o in self.standing)

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of([one.typed for one in self.standing], today)

    def possible(self, today: date) -> tuple[Step, ...]:
        """The steps that may be written now."""
        found = _NEXT.get(self.state(today), ())
        done = self.unlimited or (self.granted and self.granted.typed.valid_until)
        return tuple(one for one in found if one is not Step.UNLIMITED or not done)

    def answer_by(self, days: int) -> date | None:
        """The office's aim for the answer, counted anew from a supplement; None when none is owed."""
        steps = [one.typed for one in self.standing]
        if state_of(steps, date.min) is not State.APPLIED:
            return None
        assert self.typed.incoming_on is not None
        last = [one.on for one in steps if one.kind is Step.SUPPLIED and one.on]
        return max([self.typed.incoming_on, *last]) + timedelta(days)


def state_of(steps: Sequence[StepInput], today: date) -> State:
    """Where an application with these standing steps stands on a day."""
    state = _AFTER[steps[-1].kind] if steps else State.APPLIED
    granted = next((one for one in steps if one.kind is Step.GRANTED), None)
    last = granted.valid_until if granted is not None else None
    if state is State.GRANTED and last is not None and last < today:
        return State.EXPIRED
    return state


def decision_text(typed: StepInput) -> str:
    """„РЗ-17/2027“."""
    assert typed.on is not None
    return f"{typed.number}/{typed.on.year}"


def following(numbers: Sequence[str], first: str) -> str:
    """The number after the highest one that ends in digits: „РЗ-9“ → „РЗ-10“; `first` for none."""
    found = [(n, text) for text in numbers if (n := numbers_of(text)) is not None]
    if not found:
        return first
    highest, text = max(found)
    return f"{text[: len(text) - len(str(highest))]}{highest + 1}"


def renewal(old: Permit, today: date) -> PermitInput:
    """An application that continues a permit: the same, from the day after its last one."""
    last = old.granted.typed.valid_until if old.granted else None
    since = max(today, last + timedelta(1)) if last else today
    return replace(
        old.typed, incoming_no="", incoming_on=today, use_from=since, use_until=None,
        first_use_on=None, renews=old.id,
    )  # fmt: skip


def other_use() -> str:
    """The name of a way of use that the act does not list."""
    return _("друго")
