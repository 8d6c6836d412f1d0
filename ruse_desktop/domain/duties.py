"""The year wheel as days: each duty's day, the working day to have it done by, how it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.deadlines import (
    WorkingDays,
    edition_deadlines,
    eve,
    next_working,
    previous_working,
)
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import ActEdition, Deadline, DeadlineMode
from ruse_desktop.domain.town import Duty, OffDay
from ruse_desktop.kernel.formats import date_short, day_in_year, weekday
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class DutyDay:
    """A duty in one year: `literal` is its day by the rule, `effective` the last day to do it.

    `safe` is the working day before, where a day off does not move; `shown` is the day to work to.
    """

    duty: Duty
    literal: date
    effective: date
    safe: date | None = None
    why: str = ""

    @property
    def shown(self) -> date:
        """The day to plan by: the safe day, else the effective one."""
        return self.safe or self.effective

    @property
    def citation(self) -> Citation:
        """The place that asks for the duty."""
        return self.duty.citation


def duty_days(
    duties: Iterable[Duty], year: int, calendar: WorkingDays, practice: Practice
) -> tuple[DutyDay, ...]:
    """Every duty with a fixed day that falls in `year`, by date (чл. 23, чл. 25)."""
    found = [
        _day(duty, year, calendar, practice)
        for duty in duties
        if duty.on is not None and duty.due_in(year)
    ]
    return tuple(sorted(found, key=lambda one: (one.literal, one.duty.code)))


def other_duties(days: Sequence[DutyDay], deadlines: Iterable[Deadline]) -> tuple[DutyDay, ...]:
    """Those of `days` that no award's deadline or hand-over of the same day already shows."""
    held = {(one.award, one.literal, one.citation) for one in deadlines}
    return tuple(one for one in days if (one.duty.subject, one.literal, one.citation) not in held)


def work_ahead(
    edition: ActEdition, year: int, calendar: WorkingDays, practice: Practice
) -> tuple[Deadline, ...]:
    """The duties of `year` that somebody has to have ready, as deadlines; feasts are not among them.

    What an award's own deadlines show already is left out; `award` is „“ for the city's duties.
    """
    return tuple(
        _as_deadline(edition, one)
        for one in _others(edition, year, calendar, practice)
        if one.duty.off_day is not OffDay.STAYS
    )


def feasts_ahead(
    edition: ActEdition, today: date, calendar: WorkingDays, practice: Practice
) -> tuple[Deadline, ...]:
    """The wheel's days that stay where they are (flag, badge, feasts) and are soon by practice."""
    until = today + timedelta(days=practice.deadline_soon_days)
    return tuple(
        _as_deadline(edition, one)
        for year in range(today.year, until.year + 1)
        for one in _others(edition, year, calendar, practice)
        if one.duty.off_day is OffDay.STAYS and today <= one.effective <= until
    )


def year_duties(
    edition: ActEdition, year: int, calendar: WorkingDays, practice: Practice
) -> tuple[Deadline, ...]:
    """Every duty of `year` as a deadline, feasts too; what an award's own deadlines show is left out."""
    return tuple(_as_deadline(edition, one) for one in _others(edition, year, calendar, practice))


def _others(
    edition: ActEdition, year: int, calendar: WorkingDays, practice: Practice
) -> tuple[DutyDay, ...]:
    days = duty_days(edition.duties, year, calendar, practice)
    return other_duties(days, edition_deadlines(edition, year, calendar, practice))


def _as_deadline(edition: ActEdition, one: DutyDay) -> Deadline:
    codes = {award.code for award in edition.awards}
    return Deadline(
        award=one.duty.subject if one.duty.subject in codes else "",
        purpose=one.duty.code,
        name=one.duty.name,
        literal=one.literal,
        effective=one.effective,
        citation=one.citation,
        hour=None,
        why=one.why,
        safe=one.safe,
    )


def _day(duty: Duty, year: int, calendar: WorkingDays, practice: Practice) -> DutyDay:
    assert duty.on is not None
    literal = duty.on.in_year(year)
    if duty.eve:
        literal = eve(literal)
    if duty.plus:
        literal += timedelta(days=int(practice.value(duty.plus) or 0))
    off_day = _moved(duty, practice)
    if off_day is OffDay.STAYS or calendar.is_working(literal):
        return DutyDay(duty, literal, literal, why=_why(duty))
    fact = _("{day} е {what}").format(day=date_short(literal), what=calendar.why(literal))
    if off_day is OffDay.AFTER:
        moved = next_working(literal, calendar)
        text = _("{fact}; показва се в първия присъствен ден – {weekday}, {moved}")
        why = text.format(fact=fact, weekday=weekday(moved), moved=date_short(moved))
        return DutyDay(duty, literal, moved, why=_why(duty, why))
    safe = previous_working(literal, calendar)
    text = _("{fact}; денят не се мести – сигурният работен ден преди него е {weekday}, {safe}")
    why = text.format(fact=fact, weekday=weekday(safe), safe=date_short(safe))
    return DutyDay(duty, literal, literal, safe, _why(duty, why))


def _why(duty: Duty, fact: str = "") -> str:
    """The facts of the day, and that practice chose it where the act sets none."""
    said = _("по служебна практика") if duty.guidance else ""
    return "; ".join(part for part in (fact, duty.note, said) if part)


def _moved(duty: Duty, practice: Practice) -> OffDay:
    """What is done about a day off: as the file says, unless the office departs from it."""
    if duty.off_day is not OffDay.BEFORE:
        return duty.off_day
    mode = practice.mode_of(duty.subject, duty.code, DeadlineMode.LITERAL)
    return OffDay.AFTER if mode is DeadlineMode.NEXT_WORKING_DAY else OffDay.BEFORE


def judge_duty(
    day: DutyDay, calendar: WorkingDays, done: date, approved: date | None = None
) -> tuple[Finding, ...]:
    """Whether what was to be brought in by the day was; the day itself is the last one (чл. 23).

    Late asks a reason. A later day of approval is only told: the day is for bringing in.
    """
    name = day_in_year(day.literal.month, day.literal.day)
    rest = calendar.why(day.literal)
    last = f"{name} ({rest})" if rest else name
    late = done > day.effective
    found = [
        Finding(
            day.duty.code,
            Verdict.NOT_MET if late else Verdict.MET,
            Effect.WARNS,
            _("След {day}").format(day=last) if late else _("В срок"),
            day.citation,
            date_short(done),
        )
    ]
    if approved is not None and approved > day.effective:
        found.append(
            Finding(
                f"{day.duty.code}-approved", Verdict.MET, Effect.INFORMS,
                _("Одобрено след {day}; денят е за внасяне").format(day=last),
                day.citation, date_short(approved),
            )
        )  # fmt: skip
    return tuple(found)
