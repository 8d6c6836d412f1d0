"""What is made public and which campaigns are run: forms, agreements in their order, what is missing (функции 11, 33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.city_day_money import Source, source_citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, mark


class Kind(StrEnum):
    """What a line of the register is; the last two come from the awards and are not typed here."""

    PUBLICATION = "publication"
    CAMPAIGN = "campaign"
    AWARD = "award"
    DUE = "due"


class Form(StrEnum):
    """In what form: the first five of a publication (функция 11), the others of a campaign (33)."""

    PRINTED = "printed"
    GRAPHIC = "graphic"
    PHOTO = "photo"
    AUDIOVISUAL = "audiovisual"
    WEB = "web"
    EXHIBITION = "exhibition"
    PRESENTATION = "presentation"
    SPONSORS = "sponsors"


class Office(StrEnum):
    """Who agrees, in this order."""

    DIRECTOR = "director"
    DEPUTY = "deputy"
    MAYOR = "mayor"


class State(StrEnum):
    """Where a line of the register stands."""

    AGREED = "agreed"
    WAITING = "waiting"
    LACKING = "lacking"
    SHOWN = "shown"
    MISSING = "missing"
    AHEAD = "ahead"
    STRUCK = "struck"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.PUBLICATION: mark("публикация"),
    Kind.CAMPAIGN: mark("кампания"),
    Kind.AWARD: mark("за отличие"),
    Kind.DUE: mark("по наредбата"),
}
FORM_NAMES: Mapping[Form, str] = {
    Form.PRINTED: mark("печатно издание"),
    Form.GRAPHIC: mark("плакат или графика"),
    Form.PHOTO: mark("снимки"),
    Form.AUDIOVISUAL: mark("аудио и видео"),
    Form.WEB: mark("в интернет"),
    Form.EXHIBITION: mark("изложба"),
    Form.PRESENTATION: mark("представяне"),
    Form.SPONSORS: mark("за спонсори и дарители"),
}
OFFICE_NAMES: Mapping[Office, str] = {
    Office.DIRECTOR: mark("директор"),
    Office.DEPUTY: mark("зам.-кмет"),
    Office.MAYOR: mark("кмет"),
}
STATE_NAMES: Mapping[State, str] = {
    State.AGREED: mark("съгласувано"),
    State.WAITING: mark("чака съгласуване"),
    State.LACKING: mark("липсва съгласуване"),
    State.SHOWN: mark("излязло"),
    State.MISSING: mark("не е вписано"),
    State.AHEAD: mark("предстои"),
    State.STRUCK: mark("зачеркнато"),
}
"""Names for people; screens pass them through gettext."""
TONES: Mapping[State, str] = {
    State.AGREED: "met",
    State.WAITING: "info",
    State.LACKING: "not-met",
    State.SHOWN: "met",
    State.MISSING: "not-met",
    State.AHEAD: "info",
    State.STRUCK: "neutral",
}
FORMS: Mapping[Kind, tuple[Form, ...]] = {
    Kind.PUBLICATION: (Form.PRINTED, Form.GRAPHIC, Form.PHOTO, Form.AUDIOVISUAL, Form.WEB),
    Kind.CAMPAIGN: (Form.EXHIBITION, Form.PRESENTATION, Form.SPONSORS),
}
"""The forms of each kind that is typed."""
OFFICES: Mapping[Kind, tuple[Office, ...]] = {
    Kind.PUBLICATION: (Office.DIRECTOR, Office.DEPUTY),
    Kind.CAMPAIGN: (Office.DIRECTOR, Office.DEPUTY, Office.MAYOR),
}
"""Who may agree with each kind; a campaign needs all of them, a publication any."""


@dataclass(frozen=True)
class CampaignInput:
    """A publication or a campaign as typed.

    `medium` is where it appears (a newspaper, a site, a hall); `until` the last day of a campaign;
    `event_id` an event of the calendar or `edition_id` an award of a year that it is about, at most
    one of them; `agreed` the day each office agreed.
    """

    kind: Kind
    form: Form
    title: str
    on: date | None
    until: date | None = None
    medium: str = ""
    event_id: int | None = None
    edition_id: int | None = None
    agreed: Mapping[Office, date] = field(default_factory=dict)
    reference: str = ""
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True)
class Offer:
    """An event or an award of a year that a publication may be about."""

    text: str
    event_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True)
class Campaign:
    """A kept publication or campaign; `about` names the event or the award of a year."""

    id: int
    typed: CampaignInput
    by: str
    at: datetime
    about: str = ""
    files: tuple[Evidence, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    struck_why: str = ""

    def findings(self, today: date) -> tuple[Finding, ...]:
        """What is missing of its agreements; nothing of one that is struck out."""
        return () if self.struck_why else tuple(judge(self.typed, today))

    def state(self, today: date) -> State:
        """Where it stands on a day."""
        return state_of(self.typed, today, struck=bool(self.struck_why))

    @property
    def awaited(self) -> tuple[Office, ...]:
        """The offices that have not agreed yet, in their order."""
        return tuple(one for one in OFFICES[self.typed.kind] if one not in self.typed.agreed)


def state_of(typed: CampaignInput, today: date, *, struck: bool) -> State:
    """Agreed, still waiting, or lacking what had to be there."""
    if struck:
        return State.STRUCK
    if any(True for _one in judge(typed, today)):
        return State.LACKING
    needed = OFFICES[typed.kind]
    if typed.kind is Kind.PUBLICATION:
        return State.AGREED if typed.agreed else State.WAITING
    return State.AGREED if all(one in typed.agreed for one in needed) else State.WAITING


def judge(typed: CampaignInput, today: date) -> Iterable[Finding]:
    """An agreement that is missing before a later one or before it began; one out of its order."""
    if typed.kind is Kind.PUBLICATION:
        yield from _unagreed(typed, today)
        return
    agreed, begun = typed.agreed, typed.on is not None and typed.on <= today
    offices = OFFICES[typed.kind]
    for place, office in enumerate(offices):
        later = [one for one in offices[place + 1 :] if one in agreed]
        name = _(OFFICE_NAMES[office])
        if office not in agreed:
            if later or begun:
                fact = ", ".join(_agreed_on(one, agreed[one]) for one in later)
                yield _finding(
                    typed,
                    f"agreement-{office}",
                    _("Липсва съгласуване (функция 33): {office}").format(office=name),
                    fact or _begun(typed),
                )
            continue
        early = [one for one in later if agreed[one] < agreed[office]]
        if early:
            said = (_agreed_on(one, agreed[one]) for one in (office, *early))
            yield _finding(
                typed,
                f"order-{office}",
                _("Съгласувано не по реда (функция 33): {office}").format(office=name),
                ", ".join(said),
            )
        elif typed.on is not None and begun and agreed[office] > typed.on:
            yield _finding(
                typed,
                f"late-{office}",
                _("Съгласувано след началото (функция 33): {office}").format(office=name),
                f"{_agreed_on(office, agreed[office])}, {_begun(typed)}",
            )


def _unagreed(typed: CampaignInput, today: date) -> Iterable[Finding]:
    if not typed.agreed and typed.on is not None and typed.on <= today:
        yield _finding(
            typed,
            "agreement-publication",
            _("Липсва съгласуване с директора или зам.-кмета (функция 11)"),
            _("излязло на {day}").format(day=date_short(typed.on)),
        )


def _finding(typed: CampaignInput, rule: str, sentence: str, fact: str) -> Finding:
    cited = source_citation(Source.SPONSOR) if typed.form is Form.SPONSORS else None
    return Finding(rule, Verdict.NOT_MET, Effect.WARNS, sentence, cited, fact)


def agreed_text(agreed: Mapping[Office, date]) -> str:
    """„директор 12.04.2027, зам.-кмет 13.04.2027“, in the order of the offices."""
    days = ((_(OFFICE_NAMES[one]), agreed[one]) for one in Office if one in agreed)
    return ", ".join(f"{name}\N{NO-BREAK SPACE}{date_plain(day)}" for name, day in days)


def _agreed_on(office: Office, day: date) -> str:
    return _("{office} – {day}").format(office=_(OFFICE_NAMES[office]), day=date_short(day))


def _begun(typed: CampaignInput) -> str:
    return _("започнала на {day}").format(day=date_short(typed.on)) if typed.on else ""


# the numbers of the register's lines: three tables in one list

_PARTS = (None, Kind.AWARD, Kind.DUE)
_RULES = 16
"""How many rules of publicity an award may have at most."""


def line_of(record_id: int) -> int:
    """The line of a record that is typed here."""
    return record_id * len(_PARTS)


def award_line(publication_id: int) -> int:
    """The line of a publication of an award."""
    return publication_id * len(_PARTS) + 1


def due_line(edition_id: int, rule: int) -> int:
    """The line of the award's rule with this place among its rules."""
    return (edition_id * _RULES + rule) * len(_PARTS) + 2


def split(line: int) -> tuple[Kind | None, int, int]:
    """What a line is (None = typed here), its record or edition, the place of the rule."""
    number, part = divmod(line, len(_PARTS))
    kind = _PARTS[part]
    if kind is Kind.DUE:
        edition, rule = divmod(number, _RULES)
        return kind, edition, rule
    return kind, number, 0


@dataclass(frozen=True)
class AwardLine:
    """A line of the awards' publicity: read here, kept in the award's edition."""

    kind: Kind
    edition_id: int
    award: str
    year: int
    title: str
    state: State
    on: date | None = None
    medium: str = ""
    form: str = ""
    reference: str = ""
    agreed: str = ""
    responsible: str = ""
    struck_why: str = ""
    findings: tuple[Finding, ...] = ()


def rows_of(one: Campaign) -> tuple[tuple[str, str], ...]:
    """What is known of it, names and values, as it is shown and printed."""
    typed = one.typed
    campaign = typed.kind is Kind.CAMPAIGN
    days = date_short(typed.on) if typed.on else ""
    if typed.until is not None and typed.until != typed.on:
        days = _("{since} – {until}").format(since=days, until=date_short(typed.until))
    agreed = [
        (
            _("Съгласувал {office}").format(office=_(OFFICE_NAMES[office])),
            date_short(typed.agreed[office]) if office in typed.agreed else "",
        )
        for office in OFFICES[typed.kind]
    ]
    if campaign:
        agreed = [(name, said or _("още не")) for name, said in agreed]
    return (
        (_("Вид"), _(KIND_NAMES[typed.kind])),
        (_("Форма"), _(FORM_NAMES[typed.form])),
        (_("Дни") if campaign else _("Ден"), days),
        (_("Къде"), typed.medium),
        (_("За"), one.about),
        *agreed,
        (_("Препратка"), typed.reference),
        (_("Отговаря"), typed.responsible),
        (_("Бележка"), typed.note),
        (_("Вписал"), _("{by}, {day}").format(by=one.by, day=date_short(one.at.date()))),
    )
