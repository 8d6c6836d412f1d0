"""The section „Календар“: month, week, list and year over one reading, the event beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ruse_desktop.domain.events import shown_as
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Card, MessageBar
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.screens.protocol import files
from ruse_desktop.ui.screens.protocol.agenda import Agenda
from ruse_desktop.ui.screens.protocol.bar import CalendarBar, turned
from ruse_desktop.ui.screens.protocol.days import CalendarDays
from ruse_desktop.ui.screens.protocol.event_card import EventCard
from ruse_desktop.ui.screens.protocol.month import MonthView
from ruse_desktop.ui.screens.protocol.papers import CalendarPapers
from ruse_desktop.ui.screens.protocol.verbs import CalendarVerbs
from ruse_desktop.ui.screens.protocol.week import WeekView
from ruse_desktop.ui.screens.protocol.year import YearView
from ruse_desktop.ui.screens.protocol.year_opening import open_year

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext

KINDS = frozenset({"events"})
_ALL_KINDS = KINDS | {
    "sessions", "editions", "payments", "law", "practice", "flag", "permits", "commissions",
    "protection", "seal", "nominations", "books", "city-day", "protocol-plans",
}  # fmt: skip


class CalendarSection(Section):
    """The calendar; `days` holds what was read and what is chosen, in every view the same."""

    id = "calendar"
    record_kind = "event"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.print_text = _("Печат на календара…")
        self.table_text = _("Календарът като таблица…")
        self.days = CalendarDays(context, self)
        self.verbs = CalendarVerbs(self)
        self.month, self.week, self.year = MonthView(), WeekView(), YearView()
        self.agenda = Agenda(context.settings)
        self.grids = (self.month, self.week, self.year)
        self.views: dict[str, QWidget] = {
            "month": self.month, "week": self.week, "list": self.agenda, "year": self.year,
        }  # fmt: skip
        self.card = EventCard(context, self)
        self.record_key = lambda: self.card.event_id
        self.papers = CalendarPapers(self)
        self._register()
        self.bar = CalendarBar(context.settings, context.actions.button("calendar.today"))
        self.message = MessageBar()
        self.pages = QStackedWidget()
        for view in self.views.values():
            self.pages.addWidget(view)
        self._build()
        self._connect()
        self._show_view()

    def _register(self) -> None:
        def typed() -> bool:
            return self.in_sight and self.card.event_id is not None

        scope, verbs = "protocol", self.verbs
        self.context.actions.add_all((
            Action("calendar.edit", _("Редактирай събитието…"), verbs.edit, "pencil", "F2", "act",
                   scope, typed, group=1),
            Action("calendar.remove", _("Премахни събитието"), verbs.remove, "trash", "", "act",
                   scope, typed, group=1),
            Action("calendar.redo", _("Повтори отмененото"), verbs.redo, "arrow-forward-up",
                   "Ctrl+Y", "edit", scope, lambda: self.in_sight and verbs.stack.canRedo()),
            Action("calendar.copy", _("Календарът за следващата година…"), verbs.copy_year, "copy",
                   "", "act", scope, lambda: self.in_sight),
            Action("calendar.open-year", _("Откриване на година…"), partial(open_year, self),
                   "clipboard-list", "", "act", scope, lambda: self.in_sight),
            Action("calendar.flags", _("Подреждане на знамената…"), verbs.arrange_flags, "flag-2", "",
                   "act", scope, lambda: self.in_sight),
            Action("calendar.flag", _("Участие на знамето…"), verbs.flag_appearance, "flag", "",
                   "act", scope, typed),
            Action("calendar.plan", _("Протоколен план…"), verbs.protocol_plan, "users", "",
                   "act", scope, typed),
            Action("calendar.flag-plan", _("График на знамето…"), verbs.flag_plan, "list-check", "",
                   "act", scope, lambda: self.in_sight),
            Action("calendar.ics-out", _("Запази като iCalendar…"), partial(files.export, self),
                   "download", "", "file", scope, lambda: self.in_sight),
            Action("calendar.ics-in", _("Внеси iCalendar…"), partial(files.bring_in, self),
                   "upload", "", "file", scope, lambda: self.in_sight),
            Action("calendar.today", _("Днес"), lambda: self.turn(self.context.clock.today()),
                   "calendar-event", "Ctrl+D", "view", scope, lambda: self.in_sight),
        ))  # fmt: skip

    def _build(self) -> None:
        left = Card()
        left.column.setContentsMargins(1, 1, 1, 1)
        left.column.setSpacing(0)
        left.column.addWidget(self.bar)
        left.column.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for n, (half, share) in enumerate(((left, 70), (self.card, 30))):
            self.splitter.addWidget(half)
            self.splitter.setStretchFactor(n, share)
        self.splitter.setSizes([940, 390])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.bar.paged.connect(self._page)
        self.bar.view_chosen.connect(lambda _name: self._show_view())
        self.bar.filtered.connect(self._show)
        self.days.read.connect(self._read)
        self.days.failed.connect(self.message.refuse)
        for view in self.grids:
            view.day_chosen.connect(self.turn)
            view.chosen.connect(self.choose)
            view.opened.connect(self.verbs.open_key)
            view.new_wanted.connect(self.verbs.new_at)
            view.moved.connect(self.verbs.move)
            view.page_wanted.connect(self._page)
            view.remove_wanted.connect(lambda _key: self.verbs.remove())
        self.month.day_wanted.connect(lambda day: self.show_view("week", day))
        self.week.day_wanted.connect(lambda day: self.show_view("list", day))
        self.year.day_wanted.connect(lambda day: self.show_view("month", day))
        self.agenda.chosen.connect(self.choose)
        self.agenda.opened.connect(self.verbs.open_key)

    # where we are

    def show_view(self, name: str, day: date | None = None) -> None:
        """Change the view, and the day."""
        if day is not None:
            self.days.day = day
        self.bar.show_view(name)
        self._show_view()

    def _show_view(self) -> None:
        self.pages.setCurrentWidget(self.views[self.bar.view])
        self._to_list()
        self.turn(self.days.day)

    def _to_list(self) -> None:
        """A list has always a line chosen: the one chosen, else the next from the day."""
        if self.bar.view == "list":
            self.agenda.go_to(self.days.key, self.days.day)
            self.choose(self.agenda.key)

    def turn(self, day: date) -> None:
        """Go to a day; a year that is not yet read is read."""
        self.days.day = day
        for grid in self.grids:
            if grid.day != day:
                grid.show_day(day)
        self.bar.show_day(day)
        if self.days.year != day.year:
            self.days.soon()
        elif not self.days.key:
            self._show_card()

    def _page(self, step: int) -> None:
        self.choose("")
        self.turn(turned(self.bar.view, self.days.day, step))

    # reading

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the days in sight anew."""
        if not kinds or kinds & _ALL_KINDS:
            self.days.soon()

    def _read(self, wanted: bool) -> None:  # noqa: FBT001 - Qt
        """Show what was read; an event that was asked for also when the kinds would hide it."""
        chosen = self.days.current
        if wanted and chosen is not None and not shown_as(chosen, self.bar.kind):
            self.bar.show_all()
        else:
            self._show()

    def _show(self) -> None:
        days, today = self.days, self.context.clock.today()
        found, clashing, free = days.asked(self.bar.kind), days.clashing, days.free
        if days.key not in {one.key for one in found}:
            days.key = ""
        for grid in self.grids:
            grid.day, grid.key = days.day, days.key
            grid.show_days(found, today=today, clashing=clashing, holidays=free)
        self.agenda.show_occurrences(found, clashing, today, days.key)
        self._to_list()
        self.turn(days.day)
        self._show_card()

    def choose(self, key: str) -> None:
        """Choose an occurrence in every view; „“ for none."""
        days = self.days
        days.key = key
        chosen = days.current
        if chosen is not None and self.bar.view == "list" and chosen.when.on.year == days.year:
            days.day = chosen.when.on
        for grid in self.grids:
            if (grid.key, grid.day) != (key, days.day):
                grid.show_day(days.day, key)
        self._show_card()

    def _show_card(self) -> None:
        days = self.days
        mine = [one for one in days.shown.clashes if days.key in (one.first.key, one.second.key)]
        self.card.show_occurrence(days.day, days.current, mine)
        self.context.actions.refresh()

    # the tab's verbs

    def new(self) -> None:
        """A new event on the day chosen."""
        self.verbs.new_at(self.days.day, None)

    def print_list(self) -> None:
        """The days in sight as pages."""
        self.papers.show_pdf()

    def save_table(self) -> None:
        """The days in sight as a spreadsheet."""
        self.papers.save_xlsx()

    def undo(self) -> bool:
        """Take the last step back."""
        return self.verbs.undo()

    def focus_search(self, text: str = "") -> None:
        """The view itself takes the keys; a search goes to the list."""
        if text or self.bar.view == "list":
            self.show_view("list")
            self.agenda.focus_search(text)
        else:
            self.views[self.bar.view].setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show an event on its day; a „day“ is its ordinal, a „year-opening“ its year."""
        if kind == "year-opening":
            open_year(self, record_id)
            return
        if self.bar.view == "list":
            self.bar.show_view("month")
        if kind == "day":
            self.choose("")
            self.turn(date.fromordinal(record_id))
        else:
            self.days.want(record_id)
