"""Award editions: one award in one year, pinned to an edition of the ordinance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class AwardEdition:
    """An award in a year; `law_edition` is the id of the ordinance edition that binds it (R-PRE-0.3).

    `announced` are last days the office announced, by the deadline's purpose, with the
    `announcement` that says so; `ceremony` is which of the hand-over's feasts was chosen (1 = the
    first); `previous_year` the year of the previous edition where a person had to say it.
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
