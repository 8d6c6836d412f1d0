"""What the first page says of a year that is not opened yet (R-X-0.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.year_opening import missing

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook


def waiting_opening(
    session: Session, law: LawBook, calendar: WorkingDays, practice: Practice, today: date
) -> tuple[Waiting, ...]:
    """A line for each year with something to open; it leads to the list of that year."""
    return tuple(
        Waiting(
            "year-opening", "year-opening", _("Откриване на {year} г.").format(year=year),
            (WaitingRecord(year, _("Остават: {names}").format(names=", ".join(names))),),
        )
        for year, names in missing(session, law, calendar, practice, today).items()
    )  # fmt: skip
