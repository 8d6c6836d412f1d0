"""Award editions: one award in one year, pinned to an edition of the ordinance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AwardEdition:
    """An award in a year; `law_edition` is the id of the ordinance edition that binds it (R-PRE-0.3)."""

    id: int
    award: str
    year: int
    law_edition: str
    confirmed_by: str
    confirmed_on: date
