"""The calendar of some days ready for paper: for everyone, or for the house (R-F8-0.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ruse_desktop.domain.events import Category, EventState, Occurrence, Source
from ruse_desktop.kernel.formats import date_short, month_name
from ruse_desktop.kernel.i18n import _, mark


class Sort(StrEnum):
    """What a mark on paper says of an event; the shape says it without the colour."""

    CEREMONY = "ceremony"
    CULTURE = "culture"
    TERM = "term"
    OTHER = "other"


SORT_NAMES: dict[Sort, str] = {
    Sort.CEREMONY: mark("тържество, церемония, годишнина"),
    Sort.CULTURE: mark("фестивал, традиционна проява"),
    Sort.TERM: mark("срок"),
    Sort.OTHER: mark("друго"),
}
_SORTS: Mapping[Category, Sort] = {
    Category.HOLIDAY: Sort.CEREMONY,
    Category.TOWN: Sort.CEREMONY,
    Category.CEREMONY: Sort.CEREMONY,
    Category.COMMEMORATION: Sort.CEREMONY,
    Category.FESTIVAL: Sort.CULTURE,
    Category.TRADITION: Sort.CULTURE,
    Category.PROGRAMME: Sort.TERM,
}
_TERMS = frozenset({Source.DEADLINE, Source.TERM, Source.PAYMENT})


def sort_of(occurrence: Occurrence) -> Sort:
    """Its mark on paper."""
    if occurrence.source in _TERMS:
        return Sort.TERM
    return _SORTS.get(occurrence.category, Sort.OTHER)


@dataclass(frozen=True)
class PaperEvent:
    """One line of the paper; `who` and `notes` are for the house only."""

    occurrence: Occurrence
    who: str = ""
    notes: str = ""

    @property
    def told(self) -> str:
        """What everyone may read under its name."""
        return self.occurrence.note if self.occurrence.source is Source.EVENT else ""

    @property
    def cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.occurrence.state is EventState.CANCELLED


@dataclass(frozen=True)
class CalendarPaper:
    """The days `since` … `until`, both inclusive, in order of time."""

    since: date
    until: date
    internal: bool
    municipality: str
    drawn_on: date
    events: tuple[PaperEvent, ...]

    @property
    def period(self) -> str:
        """„май 2027 г.“, „2027 г.“, else the two days."""
        first, last = self.since, self.until
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole and (first.year, first.month) == (last.year, last.month):
            return _("{month} {year} г.").format(month=month_name(first.month), year=first.year)
        if whole and first.year == last.year and (first.month, last.month) == (1, 12):
            return _("{year} г.").format(year=first.year)
        return f"{date_short(first)} – {date_short(last)}"

    @property
    def title(self) -> str:
        """„Културен и протоколен календар – май 2027 г.“."""
        return _("Културен и протоколен календар – {period}").format(period=self.period)

    @property
    def version(self) -> str:
        """Whom it is for."""
        return _("Вътрешна версия, за служебно ползване") if self.internal else ""

    @property
    def holidays(self) -> Mapping[date, str]:
        """The official holidays by their day."""
        return {
            one.occurrence.when.on: one.occurrence.title
            for one in self.events
            if one.occurrence.source is Source.HOLIDAY
        }
