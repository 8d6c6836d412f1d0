"""The calendar of some days as pages and as a list, for everyone or for the house (R-F8-0.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.calendar_papers import CalendarPaper, PaperEvent
from ruse_desktop.domain.events import (
    CATEGORY_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Source,
    shown_as,
)
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.calendar_rows import events_between

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.events import EventInput, Occurrence, When
    from ruse_desktop.domain.registers import Cell
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store

_PUBLIC_WIDTHS = (0.09, 0.1, 0.09, 0.09, 0.31, 0.18, 0.14)
_WIDTHS = (0.075, 0.085, 0.075, 0.085, 0.19, 0.12, 0.14, 0.14, 0.09)


class CalendarLists:
    """What stands in the calendar; the public version is without what is internal."""

    def __init__(self, store: Store, law: LawBook, events: CalendarService) -> None:
        self._store = store
        self._law = law
        self._events = events

    def paper(
        self, since: date, until: date, kind: str = "", *, internal: bool = False
    ) -> CalendarPaper:
        """The days `since` … `until`, both inclusive; `kind` as `shown_as` takes it."""
        found = [
            one
            for one in self._events.occurrences(since, until)
            if shown_as(one, kind) and (internal or one.announced)
        ]
        typed: dict[int, EventInput] = {}
        if internal:
            with self._store.read() as session:
                typed = {one.id: one.typed for one in events_between(session, since, until)}
        return CalendarPaper(
            since, until, internal, self._law.municipality, self._store.clock.today(),
            tuple(_told(one, typed) for one in found),
        )  # fmt: skip

    def sheet(
        self, since: date, until: date, kind: str = "", *, internal: bool = False
    ) -> RegisterSheet:
        """The same as a list, a line each."""
        paper = self.paper(since, until, kind, internal=internal)
        heads = [_("От"), _("Ден"), _("До"), _("Час"), _("Какво"), _("Място")]
        heads += [_("Участват, отговарят"), _("Бележки")] if internal else []
        n = len(paper.events)
        return RegisterSheet(
            paper.title, (*heads, _("Вид")), _WIDTHS if internal else _PUBLIC_WIDTHS,
            tuple(_line(one, internal=internal) for one in paper.events), paper.drawn_on,
            subtitle=paper.version, municipality=paper.municipality,
            count=ngettext("Общо {n} събитие", "Общо {n} събития", n).format(n=n),
            file_name=f"calendar-{since.isoformat()}",
        )  # fmt: skip


def _told(one: Occurrence, typed: dict[int, EventInput]) -> PaperEvent:
    event = typed.get(one.record_id or 0) if one.source is Source.EVENT else None
    if event is None:
        own = one.source is not Source.EVENT
        return PaperEvent(one, notes=_joined("\n", one.citation, one.note) if own else "")
    flag = _("участва знамето") if one.uses_flag else ""
    by = _("отговаря: {name}").format(name=event.responsible) if event.responsible else ""
    money = _("бюджет: {text}").format(text=event.budget_note) if event.budget_note else ""
    return PaperEvent(one, _joined("\n", *one.people, flag, by),
                      _joined("\n", event.internal_text, money))  # fmt: skip


def _line(one: PaperEvent, *, internal: bool) -> tuple[Cell, ...]:
    shown = one.occurrence
    when, mine = shown.when, shown.source is Source.EVENT
    kind = _(CATEGORY_NAMES[shown.category]) if mine else _(SOURCE_NAMES[shown.source])
    if shown.state is not None and (internal or one.cancelled):
        kind = f"{kind} ({_(STATE_NAMES[shown.state])})"
    return (
        when.on, weekday(when.on), when.until if when.until != when.on else "", hours(when),
        _joined("\n", shown.title, one.told), shown.place,
        *((one.who, one.notes) if internal else ()), kind,
    )  # fmt: skip


def hours(when: When) -> str:
    """„09:30–12:30“; „цял ден“ without hours."""
    if when.starts is None:
        return _("цял ден")
    ends = f"–{when.ends:%H:%M}" if when.ends is not None else ""
    return f"{when.starts:%H:%M}{ends}"


def _joined(sign: str, *parts: str) -> str:
    return sign.join(part for part in parts if part)
