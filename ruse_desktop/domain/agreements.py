"""International agreements: terms, renewals, when one is reminded of (функция 35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.months import months_later


class Renewal(StrEnum):
    """What the text of the agreement says of its renewal."""

    NONE = "none"
    SILENT = "silent"
    AGREED = "agreed"


class State(StrEnum):
    """Where an agreement stands."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    ENDED = "ended"
    STRUCK = "struck"


RENEWAL_NAMES: Mapping[Renewal, str] = {
    Renewal.NONE: mark("не е предвидено"),
    Renewal.SILENT: mark("мълчаливо, ако никоя страна не се откаже"),
    Renewal.AGREED: mark("с изрично съгласие на страните"),
}
STATE_NAMES: Mapping[State, str] = {
    State.VALID: mark("действа"),
    State.SOON: mark("изтича скоро"),
    State.EXPIRED: mark("изтекло"),
    State.ENDED: mark("прекратено"),
    State.STRUCK: mark("зачеркнато"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.VALID: "met",
    State.SOON: "judgement",
    State.EXPIRED: "not-met",
    State.ENDED: "neutral",
    State.STRUCK: "neutral",
}
ENDING: Mapping[str, str] = {
    "3": mark("изтичащи до 3 месеца"),
    "6": mark("изтичащи до 6 месеца"),
    "12": mark("изтичащи до 12 месеца"),
    "24": mark("изтичащи до 2 години"),
    "year": mark("изтичащи до края на годината"),
}
"""What the filter „изтичащи“ may ask; screens pass the words through gettext."""
REMIND_MONTHS, MOST_MONTHS = 6, 60
"""How many months before its end one is reminded of an agreement, unless the entry says otherwise; the most."""


@dataclass(frozen=True)
class AgreementInput:
    """An agreement as typed; its term is years from the signing, or a last day, or neither = without end.

    `decision` names the decision of the Municipal Council, `shelf` where the original lies.
    """

    number: str
    partner: str
    country: str
    subject: str
    signed_on: date | None
    place: str = ""
    signed_by: str = ""
    partner_signed_by: str = ""
    term_years: int | None = None
    term_until: date | None = None
    renewal: Renewal = Renewal.NONE
    remind_months: int = REMIND_MONTHS
    decision: str = ""
    shelf: str = ""
    note: str = ""

    @property
    def first_end(self) -> date | None:
        """The last day by the agreement itself, before any renewal."""
        if self.term_years is not None and self.signed_on is not None:
            return months_later(self.signed_on, 12 * self.term_years)
        return self.term_until


@dataclass(frozen=True)
class RenewalLine:
    """A renewal: agreed `on` a day, valid `until` (None = without end), by which document."""

    id: int
    on: date
    until: date | None
    document: str
    by: str
    struck_why: str = ""


@dataclass(frozen=True)
class Agreement:
    """A kept agreement with its renewals, oldest first."""

    id: int
    typed: AgreementInput
    by: str
    at: datetime
    renewals: tuple[RenewalLine, ...] = ()
    ended_on: date | None = None
    ended_why: str = ""
    struck_why: str = ""

    @property
    def expires_on(self) -> date | None:
        """The last day now, renewals counted; None = without end."""
        return last_day(self.typed, self.renewals)

    @property
    def remind_on(self) -> date | None:
        """The day from which one is reminded of it."""
        return reminder(self.expires_on, self.typed.remind_months)

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of(
            self.expires_on, self.typed.remind_months, self.ended_on, today,
            struck=bool(self.struck_why),
        )  # fmt: skip


def last_day(typed: AgreementInput, renewals: Sequence[RenewalLine]) -> date | None:
    """The last day after the newest renewal that stands, else by the agreement itself."""
    standing = [one for one in renewals if not one.struck_why]
    return standing[-1].until if standing else typed.first_end


def reminder(expires_on: date | None, months: int) -> date | None:
    """The day from which one is reminded of an end."""
    return months_later(expires_on, -months) if expires_on is not None else None


def state_of(
    expires_on: date | None, months: int, ended_on: date | None, today: date, *, struck: bool
) -> State:
    """Struck out, ended by somebody, past its term, near its end, or valid."""
    if struck:
        return State.STRUCK
    if ended_on is not None and ended_on <= today:
        return State.ENDED
    if expires_on is None:
        return State.VALID
    if expires_on < today:
        return State.EXPIRED
    near = reminder(expires_on, months)
    return State.SOON if near is not None and near <= today else State.VALID


def term_text(typed: AgreementInput) -> str:
    """„10 години“, „до 11.06.2029 г.“, „безсрочно“."""
    if typed.term_years is not None:
        n = typed.term_years
        return ngettext("{n} година", "{n} години", n).format(n=n)
    if typed.term_until is not None:
        return _("до {day}").format(day=date_short(typed.term_until))
    return _("безсрочно")


def named(number: str, partner: str) -> str:
    """„№ 4 – Гюргево“, how an agreement is called in lists."""
    return _("№ {no} – {partner}").format(no=number, partner=partner) if number else partner
