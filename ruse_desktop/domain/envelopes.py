"""Envelopes: what came sealed or late, before it is a nomination, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from ruse_desktop.domain.nominations import Channel
from ruse_desktop.kernel.i18n import mark


class Outcome(StrEnum):
    """What became of an envelope; „“ in the register while it waits."""

    WAITING = ""
    OPENED = "opened"
    RETURNED = "returned"
    UNOPENED = "unopened"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.WAITING: mark("чака"),
    Outcome.OPENED: mark("отворен"),
    Outcome.RETURNED: mark("върнат на подателя"),
    Outcome.UNOPENED: mark("оставен неотворен"),
}
"""Names for people; screens pass them through gettext."""


@dataclass(frozen=True)
class EnvelopeInput:
    """What is written on an envelope at the counter; `sealed`: it came closed and stays so."""

    received_on: date | None = None
    received_at: time | None = None
    sender: str = ""
    channel: Channel = Channel.POST
    postmarked_on: date | None = None
    sealed: bool = True
    note: str = ""


@dataclass(frozen=True)
class Envelope:
    """A line of the register of envelopes; `number` is „3/2026“.

    `nomination` is the number of the nomination it became, „“ while that is a draft.
    """

    id: int
    number: str
    received_on: date
    received_at: time | None
    sender: str
    channel: Channel
    postmarked_on: date | None
    sealed: bool
    note: str
    outcome: Outcome
    outcome_on: date | None
    outcome_note: str
    nomination_id: int | None
    nomination: str = ""
