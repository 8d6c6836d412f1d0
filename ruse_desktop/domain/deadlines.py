"""Deadlines of an award's year: inclusive last day, non-working days, eves of feasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from ruse_desktop.domain.editions import AwardEdition, on_cycle
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.domain.practice import SESSIONS, TARGET, Practice
from ruse_desktop.domain.rules import ActEdition, AwardRules, Deadline, DeadlineMode, DeadlineRule
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext

_DAY = timedelta(days=1)
HAND_OVER = "hand-over"


class WorkingDays(Protocol):
    """What the engine asks a calendar."""

    def is_working(self, day: date) -> bool:
        """Whether the administration works on `day`."""
        ...

    def why(self, day: date) -> str:
        """Why `day` is non-working; „“ when it is working."""
        ...


def next_working(day: date, calendar: WorkingDays) -> date:
    """`day` itself when it is working, else the first working day after it."""
    while not calendar.is_working(day):
        day += _DAY
    return day


def previous_working(day: date, calendar: WorkingDays) -> date:
    """The last working day before `day`."""
    day -= _DAY
    while not calendar.is_working(day):
        day -= _DAY
    return day


def compute(
    rule: DeadlineRule,
    award_code: str,
    year: int,
    calendar: WorkingDays,
    practice: Practice | None = None,
    announced: date | None = None,
) -> Deadline:
    """The deadline of the award year `year`; `practice` gives the closing hour and other modes.

    `announced` is the day the office announced where the act sets none (`rule.announced`).

    A last day that is not working moves to the next working day, or stays and gets a `safe`
    earlier working day, as the mode says. Both last days are inclusive.
    """
    literal = announced or rule.on.in_year(year)
    mode, hour = rule.mode, rule.hour
    if practice is not None:
        mode = practice.mode_of(award_code, rule.purpose, mode)
        if hour is None and rule.binds == "proposers":
            hour = practice.closing_hour
    effective, safe, why = literal, None, ""
    if not calendar.is_working(literal):
        fact = _("{day} е {what}").format(day=date_short(literal), what=calendar.why(literal))
        if mode is DeadlineMode.NEXT_WORKING_DAY:
            effective = next_working(literal, calendar)
            why = _("{fact}; срокът изтича в първия присъствен ден – {weekday}, {moved}").format(
                fact=fact, weekday=weekday(effective), moved=date_short(effective)
            )
        else:
            safe = previous_working(literal, calendar)
            why = _(
                "{fact}; денят не се мести – сигурният работен ден преди него е {weekday}, {safe}"
            ).format(fact=fact, weekday=weekday(safe), safe=date_short(safe))
    if rule.announced and announced is None:
        usual = _("наредбата не определя ден; този е обичайният, докато не се обяви друг")
        why = f"{why}; {usual}" if why else usual
    return Deadline(
        award=award_code,
        purpose=rule.purpose,
        name=rule.name,
        literal=literal,
        effective=effective,
        citation=rule.citation,
        hour=hour,
        why=why,
        safe=safe,
    )


def in_time(deadline: Deadline, day: date, at: time | None = None) -> bool:
    """Whether something done on `day` (at the hour `at`, when it is known) is within the deadline."""
    if day != deadline.effective or at is None or deadline.hour is None:
        return day <= deadline.effective
    return at <= deadline.hour


def days_left(deadline: Deadline, today: date) -> int:
    """Days from `today` to the last day; 0 on the last day, negative when it has passed."""
    return (deadline.effective - today).days


class EveVerdict(StrEnum):
    """Where a chosen day stands to the eve of a feast."""

    EVE = "eve"
    WITHIN_TOLERANCE = "within-tolerance"
    TOO_EARLY = "too-early"
    NOT_BEFORE = "not-before"


@dataclass(frozen=True)
class EveJudgement:
    """`days_before_eve` counts from the eve; `note` says it in Bulgarian, „“ on the eve itself."""

    verdict: EveVerdict
    days_before_eve: int
    note: str = ""


def eve(feast: date) -> date:
    """The eve (навечерие): the day before, working or not."""
    return feast - _DAY


def judge_eve(day: date, feast: date, tolerance_days: int) -> EveJudgement:
    """Whether `day` is the eve of `feast`, close enough before it, too early, or no longer before.

    `tolerance_days` counts back from the feast: with 3 the 21st is close enough to the 24th.
    """
    before = (eve(feast) - day).days
    if before == 0:
        return EveJudgement(EveVerdict.EVE, 0)
    if before < 0:
        note = _("{day} не е преди празника на {feast}").format(
            day=date_short(day), feast=date_short(feast)
        )
        return EveJudgement(EveVerdict.NOT_BEFORE, before, note)
    note = ngettext("{n} ден преди навечерието", "{n} дни преди навечерието", before).format(
        n=before
    )
    near = (feast - day).days <= tolerance_days
    return EveJudgement(EveVerdict.WITHIN_TOLERANCE if near else EveVerdict.TOO_EARLY, before, note)


@dataclass(frozen=True)
class Window:
    """A span in which something is to be done, both days inclusive; `safe` as in `Deadline`.

    `guidance`: office practice proposes the span, no provision does; both its days are working
    days and `target` is the day to aim at.
    """

    opens: date
    closes: date
    safe: date | None = None
    guidance: bool = False
    target: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the span."""
        return self.opens <= day <= self.closes


def session_window(
    award: AwardRules,
    year: int,
    calendar: WorkingDays,
    practice: Practice | None = None,
    *,
    announced: date | None = None,
    ceremony: int = 1,
) -> Window | None:
    """From the day after the effective deadline for proposals to the last day for sessions.

    Where the law sets no day for the sessions, practice says how many days before the hand-over
    they end (чл. 50, 72, 74г); None when it says nothing. `announced` is the announced last day
    for proposals, `ceremony` which hand-over was chosen (1 = the first).
    """
    sessions = award.deadline("sessions")
    submission = award.deadline("submission")
    if submission is None:
        return None
    proposals = compute(submission, award.code, year, calendar, practice, announced)
    after = proposals.effective + _DAY
    if sessions is not None:
        last = compute(sessions, award.code, year, calendar, practice)
        return Window(after, last.effective, last.safe)
    given = ceremony_day(award, year, ceremony)
    days = practice.days_before(f"{SESSIONS}{award.code}") if practice is not None else None
    if practice is None or given is None or days is None:
        return None
    opens, closes = next_working(after, calendar), on_or_before(given - days * _DAY, calendar)
    if closes < opens:
        return None
    aimed = proposals.effective + _DAY * (practice.days_before(TARGET) or 0)
    target = min(max(opens, next_working(aimed, calendar)), closes)
    return Window(opens, closes, guidance=True, target=target)


def ceremony_day(award: AwardRules, year: int, ceremony: int = 1) -> date | None:
    """The day of the hand-over chosen for the year; None when the act fixes none."""
    feasts = award.hand_over.eve_of if award.hand_over else ()
    if not feasts:
        return None
    return eve(feasts[min(ceremony, len(feasts)) - 1].in_year(year))


def on_or_before(day: date, calendar: WorkingDays) -> date:
    """`day` itself when it is working, else the working day before it."""
    return day if calendar.is_working(day) else previous_working(day, calendar)


def award_deadlines(
    award: AwardRules, year: int, calendar: WorkingDays, practice: Practice | None = None
) -> tuple[Deadline, ...]:
    """All deadlines and the hand-overs of one award in `year`, by date; empty when it is not due.

    An award given on occasion has no deadlines, but its fixed days of hand-over come every year.
    """
    rules = award.deadlines if award.due_in(year) else ()
    if not award.due_in(year) and award.every_years:
        return ()
    found = [compute(rule, award.code, year, calendar, practice) for rule in rules]
    return _by_date((*found, *_hand_overs(award, year, calendar)))


def opened_deadlines(
    award: AwardRules,
    edition: AwardEdition,
    calendar: WorkingDays,
    practice: Practice | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines of an opened edition: with the days it announced and its chosen ceremony.

    An edition opened out of the award's cycle has them too.
    """
    told = edition.announced
    found = [
        compute(rule, award.code, edition.year, calendar, practice, told.get(rule.purpose))
        for rule in award.deadlines
    ]
    ceremonies = tuple(_hand_overs(award, edition.year, calendar))
    if len(ceremonies) >= edition.ceremony:
        ceremonies = (replace(ceremonies[edition.ceremony - 1], purpose=HAND_OVER),)
    return _by_date((*found, *ceremonies))


def _by_date(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple(sorted(found, key=lambda one: (one.literal, one.purpose)))


def edition_deadlines(
    edition: ActEdition,
    year: int,
    calendar: WorkingDays,
    practice: Practice | None = None,
    bases: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Deadline, ...]:
    """The deadlines of every award of one edition of the act, by date; `bases` as `on_cycle` takes."""
    found = [
        one
        for award in on_cycle(edition.awards, bases)
        for one in award_deadlines(award, year, calendar, practice)
    ]
    return tuple(sorted(found, key=lambda one: (one.literal, one.award, one.purpose)))


def _hand_overs(award: AwardRules, year: int, calendar: WorkingDays) -> Iterator[Deadline]:
    rule = award.hand_over
    for place, feast in enumerate(rule.eve_of if rule else (), start=1):
        assert rule is not None
        day = eve(feast.in_year(year))
        rest = calendar.why(day)
        why = _("{day} е почивен ден ({what})").format(day=date_short(day), what=rest)
        yield Deadline(
            award=award.code,
            purpose=HAND_OVER if place == 1 else f"{HAND_OVER}-{place}",
            name=(
                _("Оповестяване в навечерието на {feast}")
                if rule.announced_only
                else _("Връчване в навечерието на {feast}")
            ).format(feast=feast_name(feast)),
            literal=day,
            effective=day,
            citation=rule.citation,
            why=why if rest else "",
        )


def feast_name(feast: YearDay) -> str:
    """„24 май“ for a day of the year."""
    from ruse_desktop.kernel.formats import date_long

    return date_long(feast.in_year(2000)).rsplit(" ", 1)[0]
