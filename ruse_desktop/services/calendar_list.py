"""The calendar of some days as a list for paper and spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.events import (
    CATEGORY_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Source,
    shown_as,
)
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import date_plain, weekday
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.events import Occurrence, When
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store

_WIDTHS = (13, 12, 40, 22, 24, 24)


class CalendarLists:
    """What stands in the calendar, a line each (R-F8-0.3)."""

    def __init__(self, store: Store, law: LawBook, events: CalendarService) -> None:
        self._store = store
        self._law = law
        self._events = events

    def sheet(self, since: date, until: date, kind: str = "") -> RegisterSheet:
        """The days `since` … `until`, both inclusive; `kind` as `shown_as` takes it."""
        found = self._events.occurrences(since, until)
        lines = tuple(_line(one) for one in found if shown_as(one, kind))
        days = f"{date_plain(since)} – {date_plain(until)} г."
        return RegisterSheet(
            _("Календар"),
            (_("Ден"), _("Час"), _("Какво"), _("Място"), _("Участват"), _("Вид")),
            _WIDTHS, lines, self._store.clock.today(), asked=days,
            count=ngettext("Общо {n} събитие", "Общо {n} събития", len(lines)).format(n=len(lines)),
            file_name=f"calendar-{since.isoformat()}", municipality=self._law.municipality,
        )  # fmt: skip


def _line(one: Occurrence) -> tuple[str | date, ...]:
    mine = one.source is Source.EVENT
    kind = _(CATEGORY_NAMES[one.category]) if mine else _(SOURCE_NAMES[one.source])
    state = f" ({_(STATE_NAMES[one.state])})" if one.state is not None else ""
    flag = _("участва знамето") if one.uses_flag else ""
    people = ", ".join(part for part in (*one.people, flag) if part)
    return _days(one.when), _hours(one.when), one.title, one.place, people, f"{kind}{state}"


def _days(when: When) -> str:
    if when.until == when.on:
        return f"{date_plain(when.on)}, {weekday(when.on)}"
    return f"{date_plain(when.on)} – {date_plain(when.until)}"


def _hours(when: When) -> str:
    if when.starts is None:
        return _("цял ден")
    ends = f"–{when.ends:%H:%M}" if when.ends is not None else ""
    return f"{when.starts:%H:%M}{ends}"
