"""Office practice: what the ordinance leaves open and the office decides, dated and audited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from typing import Any

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.intake import Choice, number_of
from ruse_desktop.domain.rules import ActEdition, DeadlineMode
from ruse_desktop.domain.town import OffDay
from ruse_desktop.kernel.formats import day_in_year
from ruse_desktop.kernel.i18n import _

MODE = "mode:"
"""A key „mode:NR.submission“ answers what happens to that deadline on a non-working day."""

SESSIONS = "sessions:"
"""A key „sessions:SG“ answers how many days before the hand-over a commission meets at the latest."""
TARGET = "session_target_days"
"""The key that answers how many days after the last day for proposals a commission aims to meet."""
PLAN = "plan:"
"""A key „plan:PG.session“ answers how many days before the hand-over that step is to be done."""

_ANY_YEAR = 2023


@dataclass(frozen=True)
class Practice:
    """The office's answers to the open points of the ordinance; none of them is law.

    Lengths are in characters, tolerances in days, `attachment_limit` in megabytes.
    `majority_base`: „present“ (entitled and present) or „valid“ (valid ballots).
    `quorum_default`: „half“ = more than half of the appointed, where the law sets no quorum.
    `tie_handling`: „re-vote“ = among the tied, at most `max_revotes` times, then unawarded.
    `double_count`: „yes“ = two tellers enter the totals of a round on paper, „no“ = one does.
    `values` are answers that only the law's files ask for by key („min_grade“ → „5.50“).
    `deadline_modes`: „NR.submission“ → mode, where the office departs from the packaged one.
    """

    min_motives: int = 400
    min_reason: int = 15
    closing_hour: time = time(17, 30)
    eve_tolerance_days: int = 3
    majority_base: str = "present"
    quorum_default: str = "half"
    tie_handling: str = "re-vote"
    max_revotes: int = 2
    deadline_soon_days: int = 30
    attachment_limit: int = 20
    book_grouping: str = "award"
    double_count: str = "yes"
    deadline_modes: Mapping[str, DeadlineMode] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def mode_of(self, award_code: str, purpose: str, default: DeadlineMode) -> DeadlineMode:
        """What happens to the deadline „award.purpose“ on a non-working day."""
        return self.deadline_modes.get(f"{award_code}.{purpose}", default)

    def value(self, key: str) -> str:
        """The answer the law's files call `key`; „“ when nobody gave one."""
        return self.values.get(key, "")

    def days_before(self, key: str) -> int | None:
        """The whole number of days that answers `key`; None when nobody gave one."""
        text = self.value(key)
        return int(text) if text.isdigit() else None

    def answer(self, key: str) -> str:
        """The answer to a question as text: an hour as 17:30, a number in digits, a code."""
        if key.startswith(MODE):
            return str(self.deadline_modes.get(key.removeprefix(MODE), ""))
        if key in _OWN:
            own = getattr(self, key)
            return f"{own:%H:%M}" if isinstance(own, time) else str(own)
        return self.value(key)

    def answered(self, key: str, text: str) -> Practice:
        """The practice with another answer. Raises ValueError when the text is no answer to it."""
        if key.startswith(MODE):
            modes = {**self.deadline_modes, key.removeprefix(MODE): DeadlineMode(text)}
            return replace(self, deadline_modes=modes)
        if key not in _OWN:
            return replace(self, values={**self.values, key: text})
        kind = type(getattr(self, key))
        read: Any = time.fromisoformat(text) if kind is time else kind(text)
        return replace(self, **{key: read})


_OWN = {one.name for one in fields(Practice)} - {"deadline_modes", "values"}


@dataclass(frozen=True)
class PracticeQuestion:
    """What the ordinance leaves open: the question, the place that raises it, how it is answered.

    `kind`: „number“ (whole, from `least` to `most`), „decimal“, „hour“, „day“ (09-01), „choice“ or
    „text“. `awaits` names the part of the program that will read the answer once it is there.
    """

    key: str
    name: str
    question: str
    kind: str
    citation: Citation | None = None
    group: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    least: int | None = None
    most: int | None = None
    open_point: str = ""
    awaits: str = ""

    def problem(self, text: str) -> str:
        """Why the text is no answer, as a sentence; „“ when it is one."""
        if self.kind == "choice":
            known = {one.code for one in self.choices}
            return "" if text in known else _("Изберете един от отговорите.")
        if self.kind == "hour":
            return "" if _hour(text) else _("„{text}“ не е час. Пример: 17:30").format(text=text)
        if self.kind == "day":
            return "" if _day(text) else _("„{text}“ не е ден. Пример: 01.09").format(text=text)
        if self.kind in {"number", "decimal"}:
            return self._number_problem(text)
        return ""

    def _number_problem(self, text: str) -> str:
        found = number_of(text)
        if found is None or (self.kind == "number" and found != found.to_integral_value()):
            return _("„{text}“ не е число.").format(text=text)
        low = self.least is not None and found < self.least
        high = self.most is not None and found > self.most
        if low or high:
            return _("Числото е от {least} до {most}.").format(least=self.least, most=self.most)
        return ""

    def tidy(self, text: str) -> str:
        """The answer as it is kept: a number with a point, an hour as 17:30."""
        if self.kind in {"number", "decimal"}:
            found = number_of(text)
            return f"{found:f}" if found is not None else text.strip()
        if self.kind == "hour" and (hour := _hour(text)) is not None:
            return f"{hour:%H:%M}"
        if self.kind == "day" and (day := _day(text)) is not None:
            return f"{day:%m-%d}"
        return text.strip()

    def typed(self, text: str) -> str:
        """The kept answer as a person types it: 5,50 and 01.09."""
        if self.kind == "day" and (day := _day(text)) is not None:
            return f"{day:%d.%m}"
        return text.replace(".", ",") if self.kind == "decimal" else text

    def shown(self, text: str) -> str:
        """The answer in words."""
        if self.kind == "choice":
            return next((one.name for one in self.choices if one.code == text), text)
        if self.kind == "day" and (day := _day(text)) is not None:
            return day_in_year(day.month, day.day)
        shown = self.typed(text)
        return f"{shown} {self.unit}".strip() if shown else "–"


@dataclass(frozen=True)
class PracticeAnswer:
    """One recorded answer: from which day, by whom, why; answers are never changed."""

    key: str
    value: str
    valid_from: date
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class PracticeView:
    """A question with the answer of today, the packaged one, the act's text, what was recorded."""

    question: PracticeQuestion
    value: str
    default: str
    article: str = ""
    history: tuple[PracticeAnswer, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the office departs from the packaged answer today."""
        return self.value != self.default


def deadline_questions(edition: ActEdition) -> tuple[PracticeQuestion, ...]:
    """For every deadline of the edition: what happens when its last day is not a working day.

    So too for the last days of the year wheel that belong to no award.
    """
    choices = (
        Choice(str(DeadlineMode.NEXT_WORKING_DAY), _("изтича в първия присъствен ден след него")),
        Choice(str(DeadlineMode.LITERAL), _("не се мести")),
    )
    asked = [
        (f"{award.code}.{rule.purpose}", f"{award.short_name}: {rule.name}", rule.citation)
        for award in edition.awards
        for rule in award.deadlines
    ]
    codes = {award.code for award in edition.awards}
    asked += [
        (f"{duty.subject}.{duty.code}", duty.name, duty.citation)
        for duty in edition.duties
        if duty.off_day is OffDay.BEFORE and duty.subject not in codes
    ]
    return tuple(
        PracticeQuestion(
            key=f"{MODE}{key}",
            name=name,
            question=_("Какво става, ако последният ден е неприсъствен?"),
            kind="choice",
            citation=citation,
            group=_("Срок в неприсъствен ден"),
            choices=choices,
            open_point="OP-01",
        )
        for key, name, citation in asked
    )


def guidance_questions(edition: ActEdition) -> tuple[PracticeQuestion, ...]:
    """Where the act sets no day: by when a commission meets, and by when a step is to be done.

    All count back from the hand-over (чл. 27, 50, 72, 74г).
    """
    asked = []
    for award in edition.awards:
        if award.hand_over is None or not award.hand_over.eve_of:
            continue
        if award.commissions and award.deadline("sessions") is None:
            where = award.commissions[0].citation
            asked.append((f"{SESSIONS}{award.code}", _("заседание на комисията"), award, where))
        asked += [
            (f"{PLAN}{award.code}.{step.code}", step.name, award, step.citation)
            for step in award.steps
            if not award.deadlines and step.of == "nomination"
        ]
    return tuple(
        PracticeQuestion(
            key=key,
            name=f"{award.short_name}: {name}",
            question=_("Колко дни преди връчването най-късно? Наредбата не определя ден."),
            kind="number",
            citation=citation,
            group=_("Ориентировъчни дни, когато наредбата не сочи ден"),
            unit=_("дни"),
            least=0,
            most=365,
            open_point="OP-21" if key.startswith(SESSIONS) else "OP-31",
        )
        for key, name, award, citation in asked
    )


def deadline_default(edition: ActEdition, key: str) -> str:
    """The packaged mode of „mode:NR.submission“."""
    code, _dot, purpose = key.removeprefix(MODE).partition(".")
    award = next((one for one in edition.awards if one.code == code), None)
    if award is None:
        return str(DeadlineMode.LITERAL)  # a duty of the year wheel
    rule = award.deadline(purpose)
    return str(rule.mode) if rule else ""


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().replace(".", ":").zfill(5))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    """A day of any year, kept as 09-01 and typed as 1.9 or 01.09."""
    kept = re.fullmatch(r"(?P<month>\d\d)-(?P<day>\d\d)", text.strip())
    parts = kept or re.fullmatch(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?", text.strip())
    try:
        return date(_ANY_YEAR, int(parts["month"]), int(parts["day"])) if parts else None
    except ValueError:
        return None
