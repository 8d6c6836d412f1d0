"""Award editions: one award in one year, pinned to an edition of the ordinance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ruse_desktop.domain.rules import AwardRules

SUBMISSION = "submission"


@dataclass(frozen=True)
class AwardEdition:
    """An award in a year; `law_edition` is the id of the ordinance edition that binds it (R-PRE-0.3).

    `announced` are last days the office announced, by the deadline's purpose, with the
    `announcement` that says so; `ceremony` is which of the hand-over's feasts was chosen (1 = the
    first); `previous_year` the year of the previous edition where a person had to say it;
    `off_cycle` why it was opened in a year that is not its own, `moves_cycle` whether the next are
    counted from it.
    """

    id: int
    award: str
    year: int
    law_edition: str
    confirmed_by: str
    confirmed_on: date
    announced: Mapping[str, date] = field(default_factory=dict)
    announcement: str = ""
    ceremony: int = 1
    previous_year: int | None = None
    off_cycle: str = ""
    moves_cycle: bool = False


def on_cycle(awards: Iterable[AwardRules], bases: Mapping[str, int]) -> tuple[AwardRules, ...]:
    """The awards with the years their cycles are counted from, where the office moved one (чл. 56)."""
    return tuple(
        replace(one, base_year=bases[one.code]) if one.code in bases else one for one in awards
    )


def in_order(awards: Iterable[AwardRules]) -> tuple[AwardRules, ...]:
    """The awards in the order of the act; those that its own list leaves out come last."""
    return tuple(sorted(awards, key=lambda one: (not one.listed, one.citation.place)))


def suggested(
    awards: Sequence[AwardRules], year: int, today: date, opened: Collection[str] = ()
) -> str:
    """The award whose proposals are due next in a year and that is not open yet; its code.

    Awards without a last day, or not due in the year, come after; „“ when there are none.
    """

    def rank(one: AwardRules) -> tuple[bool, bool, date]:
        rule = one.deadline(SUBMISSION)
        last = rule.on.in_year(year) if rule is not None and one.due_in(year) else date.max
        return one.code in opened, last < today, last

    return min(awards, key=rank).code if awards else ""
