"""Cultural institutions: kinds, what is kept besides the organisation card, when one is checked anew (функция 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.eik import is_eik
from ruse_desktop.domain.people import Organisation, OrganisationInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.months import months_later


class Form(StrEnum):
    """Whose it is, in the order in which the list is printed."""

    MUNICIPAL = "municipal"
    REGIONAL = "regional"
    STATE = "state"
    COMMUNITY = "community"
    NGO = "ngo"
    PRIVATE = "private"
    OTHER = "other"


class State(StrEnum):
    """Where a card of the register stands."""

    CHECKED = "checked"
    DUE = "due"
    CLOSED = "closed"
    STRUCK = "struck"


FORM_NAMES: Mapping[Form, str] = {
    Form.MUNICIPAL: mark("общинска"),
    Form.REGIONAL: mark("регионална"),
    Form.STATE: mark("държавна"),
    Form.COMMUNITY: mark("читалище"),
    Form.NGO: mark("НПО"),
    Form.PRIVATE: mark("частна"),
    Form.OTHER: mark("друга"),
}
STATE_NAMES: Mapping[State, str] = {
    State.CHECKED: mark("проверена"),
    State.DUE: mark("за преглед"),
    State.CLOSED: mark("закрита"),
    State.STRUCK: mark("зачеркната"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.CHECKED: "met",
    State.DUE: "judgement",
    State.CLOSED: "neutral",
    State.STRUCK: "neutral",
}
PROPOSERS: Mapping[Form, ProposerKind] = {
    Form.MUNICIPAL: ProposerKind.CULTURAL_INSTITUTE,
    Form.REGIONAL: ProposerKind.CULTURAL_INSTITUTE,
    Form.STATE: ProposerKind.CULTURAL_INSTITUTE,
    Form.COMMUNITY: ProposerKind.CULTURAL_INSTITUTE,
    Form.NGO: ProposerKind.CIVIC,
    Form.PRIVATE: ProposerKind.ORGANISATION,
    Form.OTHER: ProposerKind.ORGANISATION,
}
"""As what a new institution is taken when it proposes somebody."""
MONTHS = "institution_check_months"
"""The office's answer after how many months a card is looked at again."""
USUAL_MONTHS = 12


@dataclass(frozen=True)
class InstitutionInput:
    """An institution as typed: its organisation card and what the register adds.

    `organisation_id` is the saved card it becomes an institution of, None = a new card.
    """

    card: OrganisationInput
    form: Form
    organisation_id: int | None = None
    website: str = ""
    since: date | None = None
    until: date | None = None
    checked_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Institution:
    """A kept institution."""

    id: int
    typed: InstitutionInput
    card: Organisation
    by: str
    at: datetime
    checked_by: str = ""
    struck_why: str = ""

    def state(self, today: date, months: int) -> State:
        """Where it stands on a day; `months` after a check the card is due for the next one."""
        return state_of(
            self.typed.until, self.typed.checked_on, today, months, struck=bool(self.struck_why)
        )


def state_of(
    until: date | None, checked_on: date | None, today: date, months: int, *, struck: bool
) -> State:
    """Struck out, closed, to be looked at, or checked."""
    if struck:
        return State.STRUCK
    if until is not None and until < today:
        return State.CLOSED
    if checked_on is None or checked_on < oldest_good(today, months):
        return State.DUE
    return State.CHECKED


def oldest_good(today: date, months: int) -> date:
    """A card checked before this day is looked at again."""
    return months_later(today, -months)


def months_of(answer: str) -> int:
    """The office's answer as a number of months."""
    return int(answer) if answer.isdigit() else USUAL_MONTHS


def doubts(typed: InstitutionInput) -> Iterator[str]:
    """What looks wrong and may be saved all the same."""
    if typed.card.reg_no and not is_eik(typed.card.reg_no):
        yield _("ЕИК {no} не минава проверката на контролната цифра.").format(no=typed.card.reg_no)
