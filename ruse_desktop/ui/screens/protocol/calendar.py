"""The section „Календар“: month, week, list and year over one reading, the event beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.events import CATEGORY_NAMES, Event, EventInput, Source, When
from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Card, MessageBar, button, label
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.screens.protocol.agenda import Agenda
from ruse_desktop.ui.screens.protocol.event_card import EventCard
from ruse_desktop.ui.screens.protocol.event_dialog import EventDialog
from ruse_desktop.ui.screens.protocol.flag_order import FlagOrderDialog
from ruse_desktop.ui.screens.protocol.look import hours
from ruse_desktop.ui.screens.protocol.month import MonthView
from ruse_desktop.ui.screens.protocol.undo import Changed, Created, Removed
from ruse_desktop.ui.screens.protocol.week import WeekView
from ruse_desktop.ui.screens.protocol.year import YearView

if TYPE_CHECKING:
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Occurrence
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

KINDS = frozenset({"events"})
_ALL_KINDS = KINDS | {
    "sessions", "editions", "payments", "law", "practice", "flag", "permits", "commissions",
}  # fmt: skip
_NINE = time(9)


@dataclass(frozen=True)
class Shown:
    """What was read for the days in sight."""

    occurrences: tuple[Occurrence, ...]
    clashes: tuple[Clash, ...]


class CalendarSection(Section):
    """The calendar; `day` is the day chosen in every view."""

    id = "calendar"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.day = context.clock.today()
        self.shown = Shown((), ())
        self._wanted: int | None = None
        self._spanned: tuple[date, date] | None = None
        self.stack = QUndoStack(self)
        self.month, self.week, self.year = MonthView(), WeekView(), YearView()
        self.agenda = Agenda(context.settings)
        self.views: dict[str, QWidget] = {
            "month": self.month,
            "week": self.week,
            "list": self.agenda,
            "year": self.year,
        }
        self.pages = QStackedWidget()
        for view in self.views.values():
            self.pages.addWidget(view)
        self.message = MessageBar()
        self.card = EventCard(context, self)
        self._register()
        self._build()
        self._connect()
        saved = str(context.settings.value("calendar/view") or "month")
        self.choice.setCurrentIndex(max(0, self.choice.findData(saved)))
        self._turn(self.day)

    def _register(self) -> None:
        def typed() -> bool:
            return self.in_sight and self.card.event_id is not None

        def seen() -> bool:
            return self.in_sight

        scope = "protocol"
        self.context.actions.add_all((
            Action("calendar.edit", _("Редактирай събитието…"), self.edit, "pencil", "F2", "act",
                   scope, typed, group=1),
            Action("calendar.remove", _("Премахни събитието"), self.remove, "trash", "", "act",
                   scope, typed, group=1),
            Action("calendar.redo", _("Повтори отмененото"), self.stack.redo, "arrow-forward-up",
                   "Ctrl+Y", "edit", scope, self.stack.canRedo),
            Action("calendar.flags", _("Подреждане на знамената…"), self.arrange_flags, "flag-2", "",
                   "act", scope, seen),
            Action("calendar.today", _("Днес"), lambda: self._turn(self.context.clock.today()),
                   "calendar-event", "Ctrl+D", "view", scope, seen),
        ))  # fmt: skip

    def _build(self) -> None:
        self.title = label("", "heading")
        self.title.setMinimumWidth(150)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        before = button("", lambda: self._page(-1), icon_name="chevron-left")
        before.setAccessibleName(_("Предишен"))
        after = button("", lambda: self._page(1), icon_name="chevron-right")
        after.setAccessibleName(_("Следващ"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Изглед"))
        for name, text in (
            ("month", _("Месец")), ("week", _("Седмица")), ("list", _("Списък")), ("year", _("Година")),
        ):  # fmt: skip
            self.choice.addItem(text, name)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(_("Вид"))
        self.kinds.addItem(_("Всички видове"), "")
        self.kinds.addItem(_("Само събития"), "event")
        for category, text in CATEGORY_NAMES.items():
            self.kinds.addItem(_(text).capitalize(), str(category))
        saved = self.kinds.findData(str(self.context.settings.value("calendar/kinds") or ""))
        self.kinds.setCurrentIndex(max(0, saved))
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (before, self.title, after):
            bar.addWidget(widget)
        bar.addWidget(self.context.actions.button("calendar.today"))
        bar.addWidget(self.choice)
        bar.addWidget(self.kinds)
        bar.addStretch(1)
        left = Card()
        left.column.setContentsMargins(1, 1, 1, 1)
        left.column.addWidget(self.pages)
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
        column.addLayout(bar)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(lambda _n: self._show_view())
        self.kinds.currentIndexChanged.connect(lambda _n: self._filter())
        for view in (self.month, self.week, self.year):
            view.day_chosen.connect(self._turn)
            view.chosen.connect(self._chosen)
            view.opened.connect(lambda _key: self.open_current())
            view.new_wanted.connect(self.new_at)
            view.moved.connect(self.move_event)
            view.page_wanted.connect(self._page)
            view.remove_wanted.connect(lambda _key: self.remove())
        self.month.day_wanted.connect(lambda day: self.show_view("list", day))
        self.week.day_wanted.connect(lambda day: self.show_view("list", day))
        self.year.day_wanted.connect(lambda day: self.show_view("month", day))
        self.agenda.chosen.connect(self._chosen)
        self.agenda.opened.connect(lambda _key: self.open_current())

    # where we are

    @property
    def view(self) -> str:
        """The view in sight: „month“, „week“, „list“ or „year“."""
        return str(self.choice.currentData())

    def show_view(self, name: str, day: date | None = None) -> None:
        """Change the view, and the day."""
        if day is not None:
            self.day = day
        self.choice.setCurrentIndex(self.choice.findData(name))
        self._show_view()

    def _show_view(self) -> None:
        self.pages.setCurrentWidget(self.views[self.view])
        self.context.settings.setValue("calendar/view", self.view)
        self._turn(self.day)

    def _turn(self, day: date) -> None:
        """Go to a day; what is not yet read is read."""
        self.day = day
        for grid in (self.month, self.week, self.year):
            if grid.day != day:
                grid.day = day
                grid.update()
        self.title.setText(self._called())
        if self._spanned is None or not self._spanned[0] <= day <= self._spanned[1]:
            self._load()

    def _called(self) -> str:
        if self.view == "year":
            return str(self.day.year)
        if self.view == "week":
            since, until = self.week.span
            return f"{since:%d.%m.} – {until:%d.%m.%Y}"
        return f"{month_name(self.day.month).capitalize()} {self.day.year}"

    def _page(self, step: int) -> None:
        if self.view == "week":
            self._turn(self.day + timedelta(days=7 * step))
            return
        months = 12 * step if self.view == "year" else step
        place = self.day.year * 12 + self.day.month - 1 + months
        first = date(place // 12, place % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._turn(min(first.replace(day=min(self.day.day, last.day)), last))

    # reading

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the days in sight anew."""
        if not kinds or kinds & _ALL_KINDS:
            self._spanned = None
            self._load()

    def _load(self) -> None:
        """Read the whole year around the day: every view lies in it."""
        year = self.day.year
        since, until = date(year, 1, 1) - timedelta(days=7), date(year, 12, 31) + timedelta(days=7)
        self._spanned = (date(year, 1, 1), date(year, 12, 31))
        wanted = self._wanted

        def work(services: Services) -> tuple[Shown, Event | None]:
            found = services.events.occurrences(since, until)
            event = services.events.get(wanted) if wanted is not None else None
            return Shown(found, services.events.clashes_among(found)), event

        def show(read: tuple[Shown, Event | None]) -> None:
            self.shown, event = read
            if event is not None:
                self._wanted = None
                self.day = event.typed.when.on
            self._filter(event.id if event is not None else None)

        self.context.tasks.read(work, show, self.message.refuse, owner=self)

    def _filter(self, event_id: int | None = None) -> None:
        asked = str(self.kinds.currentData())
        self.context.settings.setValue("calendar/kinds", asked)
        found = [one for one in self.shown.occurrences if _asked(one, asked)]
        clashing = frozenset(
            key for clash in self.shown.clashes for key in (clash.first.key, clash.second.key)
        )
        free = frozenset(
            one.when.on for one in self.shown.occurrences if one.source is Source.HOLIDAY
        )
        today = self.context.clock.today()
        for grid in (self.month, self.week, self.year):
            grid.show_days(found, today=today, clashing=clashing, holidays=free)
        self.agenda.show_occurrences(found, clashing, today)
        if event_id is not None:
            key = next(
                (one.key for one in found if one.record_id == event_id and one.kind == "event"), ""
            )
            for grid in (self.month, self.week, self.year):
                grid.go_to(self.day, key)
        self._turn(self.day)
        self._chosen(self.month.key)

    @property
    def current(self) -> Occurrence | None:
        """The occurrence chosen."""
        key = self.agenda.key if self.view == "list" else self.month.key
        return next((one for one in self.shown.occurrences if one.key == key), None)

    def _chosen(self, key: str) -> None:
        for grid in (self.month, self.week, self.year):
            if grid.key != key:
                grid.key = key
                grid.update()
        chosen = next((one for one in self.shown.occurrences if one.key == key), None)
        mine = [one for one in self.shown.clashes if key in (one.first.key, one.second.key)]
        self.card.show_occurrence(self.day, chosen, mine)
        self.context.actions.refresh()

    # the tab's verbs

    def new(self) -> None:
        """A new event on the day chosen."""
        self.new_at(self.day, None)

    def new_at(self, day: date, starts: time | None) -> None:
        """A new event on this day, at this hour when the view knows one."""
        begins = starts or _NINE
        ends = time(min(23, begins.hour + 1), begins.minute)
        EventDialog(self, EventInput("", When(day, day, begins, ends))).open()

    def open_current(self) -> None:
        """Edit what was typed, go to the record of what the program put there."""
        chosen = self.current
        if chosen is None:
            return
        if chosen.source is Source.EVENT:
            self.edit()
        elif chosen.kind and chosen.record_id is not None:
            self.context.open_record(chosen.kind, chosen.record_id)

    def edit(self) -> None:
        """Open the chosen event."""
        if self.card.kept is not None:
            EventDialog(self, self.card.kept.typed, self.card.kept).open()

    def arrange_flags(self) -> None:
        """The order of flags on the chosen occasion."""
        chosen = self.current
        FlagOrderDialog(self, self.context, chosen.title if chosen else "").open()

    def remove(self) -> None:
        """Take the chosen event out; Ctrl+Z brings it back."""
        event = self.card.kept
        if event is None:
            return

        def done(_none: object) -> None:
            self.stack.push(Removed(event.id, event.typed.title, self.write))
            self.message.tell(
                _("„{title}“ е премахнато.").format(title=event.typed.title), "info",
                (_("Върни"), self.stack.undo),
            )  # fmt: skip

        self.context.tasks.write(
            lambda s: s.events.remove(event.id, actor=s.actor),
            done,
            self.message.refuse,
            owner=self,
        )

    def move_event(self, key: str, when: When) -> None:
        """An event was dragged or its end was: keep it, or say what is in the way."""
        one = next(one for one in self.shown.occurrences if one.key == key)
        assert one.record_id is not None
        event_id, shift = one.record_id, when.on - one.when.on

        def work(services: Services) -> tuple[Event, EventInput]:
            event = services.events.get(event_id)
            moved = when
            if event.typed.recurrence.repeats:
                first = event.typed.when
                moved = replace(
                    when, on=first.on + shift, until=first.on + shift + (when.until - when.on)
                )
            after = replace(event.typed, when=moved)
            return services.events.change(event_id, after, actor=services.actor), after

        def done(kept: tuple[Event, EventInput]) -> None:
            self.kept(event_id, kept[0].typed, kept[1])
            self.context.status(
                _("Преместено: {when}, {hours}").format(
                    when=f"{when.on:%d.%m.%Y}", hours=hours(when)
                )
            )

        self.context.tasks.write(work, done, self.message.refuse, owner=self)

    def kept(self, event_id: int, before: EventInput | None, after: EventInput) -> None:
        """An event was kept: it can be taken back, and it is the one chosen now."""
        self._wanted = event_id
        if before is None:
            self.stack.push(Created(event_id, after.title, self.write))
        else:
            self.stack.push(Changed(event_id, before, after, self.write))
        self._load()

    def write(self, work: Callable[[Services], object]) -> None:
        """Do a verb of the calendar, tell a refusal."""
        self.context.tasks.write(work, None, self.message.refuse, owner=self)

    def undo(self) -> bool:
        """Take the last step back."""
        if not self.stack.canUndo():
            return False
        self.context.status(_("Отменено: {step}").format(step=self.stack.undoText()))
        self.stack.undo()
        return True

    def focus_search(self, text: str = "") -> None:
        """The view itself takes the keys; a search goes to the list."""
        if text or self.view == "list":
            self.show_view("list")
            self.agenda.focus_search(text)
        else:
            self.views[self.view].setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show an event on its day; a „day“ is its ordinal."""
        if kind == "day":
            if self.view == "list":
                self.show_view("month")
            for grid in (self.month, self.week, self.year):
                grid.go_to(date.fromordinal(record_id))
            return
        self._wanted = record_id
        self._spanned = None
        self._load()


def _asked(occurrence: Occurrence, asked: str) -> bool:
    if not asked:
        return True
    if asked == "event":
        return occurrence.source is Source.EVENT
    return str(occurrence.category) == asked
