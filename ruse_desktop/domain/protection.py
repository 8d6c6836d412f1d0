"""Marks and designations registered for the municipality (§ 2 ПЗР): terms, renewals, when to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.i18n import mark

REMINDER = "protection_days"
"""The practice key: how many days before the end of the term the first page reminds."""
USUAL_DAYS = 180


class MarkState(StrEnum):
    """Where the protection of a sign stands."""

    FILED = "filed"
    HELD = "held"
    SOON = "soon"
    EXPIRED = "expired"
    ENDED = "ended"


STATE_NAMES: dict[MarkState, str] = {
    MarkState.FILED: mark("заявено"),
    MarkState.HELD: mark("закриляно"),
    MarkState.SOON: mark("изтича"),
    MarkState.EXPIRED: mark("изтекло"),
    MarkState.ENDED: mark("прекратено"),
}
TONES = {
    MarkState.FILED: "info",
    MarkState.HELD: "met",
    MarkState.SOON: "judgement",
    MarkState.EXPIRED: "not-met",
    MarkState.ENDED: "neutral",
}


@dataclass(frozen=True)
class MarkKind:
    """A kind of protection; `act` is the law it stands on, outside the ordinance."""

    code: str
    name: str
    act: str
    citation: Citation

    @property
    def full(self) -> str:
        """„марка (Закон за марките и географските означения)“."""
        return f"{self.name} ({self.act})" if self.act else self.name


def kinds_of(symbols: Sequence[SymbolRule]) -> tuple[MarkKind, ...]:
    """The kinds of protection an edition's file names."""
    return tuple(
        MarkKind(one.code, one.name, one.note, one.citation)
        for one in symbols
        if one.kind == "protection"
    )


@dataclass(frozen=True)
class MarkInput:
    """What is typed of a registration.

    `kind` is a code of the law's file, `symbol` one of the four or „“ (a name of origin);
    `expires_on` None = without a term.
    """

    name: str
    kind: str
    office: str
    symbol: str = ""
    filed_no: str = ""
    filed_on: date | None = None
    number: str = ""
    registered_on: date | None = None
    expires_on: date | None = None
    classes: str = ""
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True)
class Renewal:
    """A term made longer: until when it was, until when it is."""

    id: int
    on: date
    number: str
    before: date
    expires_on: date
    by: str
    at: datetime


@dataclass(frozen=True)
class Mark:
    """A protected sign or name with its renewals and papers."""

    id: int
    typed: MarkInput
    kind_name: str
    by: str
    at: datetime
    renewals: tuple[Renewal, ...] = ()
    files: tuple[Evidence, ...] = ()
    ended_on: date | None = None
    ended_why: str = ""

    def state(self, today: date, days: int) -> MarkState:
        """The state on a day; `days` before the end of the term it is „изтича“."""
        return state_of(self.typed, self.ended_on, today, days)

    def reminder_on(self, days: int) -> date | None:
        """The day from which the first page reminds; None without a term."""
        return reminder_on(self.typed.expires_on, days)


def reminder_on(expires_on: date | None, days: int) -> date | None:
    """`days` before the end of the term."""
    return expires_on - timedelta(days) if expires_on is not None else None


def state_of(typed: MarkInput, ended_on: date | None, today: date, days: int) -> MarkState:
    """The state of a registration on a day."""
    if ended_on is not None:
        return MarkState.ENDED
    expires = typed.expires_on
    if expires is not None and expires < today:
        return MarkState.EXPIRED
    if expires is not None and expires - timedelta(days) <= today:
        return MarkState.SOON
    return MarkState.HELD if typed.registered_on is not None else MarkState.FILED
