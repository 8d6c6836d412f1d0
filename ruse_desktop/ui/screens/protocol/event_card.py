"""The event beside the calendar: what it is, what stands in its way, what is to be prepared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.events import Source
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Card, Chip, FieldGrid, Tall, button, clear, label, link
from ruse_desktop.ui.screens.protocol.look import (
    day_text,
    hours,
    kind_name,
    state_name,
    tone_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Event, EventLink, Occurrence, Task
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

    _Read = tuple[Event, tuple[EventLink, ...], tuple[Occurrence, ...]]

_LEADS = {
    "edition": mark("Към предложенията"), "session": mark("Към заседанието"), "payment": mark("Към плащанията"),
    "permit": mark("Към разрешението"), "flag-movement": mark("Към знамето"),
    "protection": mark("Към закрилата"), "seal-custody": mark("Към печата"),
    "nomination": mark("Към предложението"), "commission": mark("Към комисията"),
    "laureate": mark("Към книгата"), "city-day": mark("Към празника"),
}  # fmt: skip


class EventCard(Card):
    """Shows the occurrence chosen; `kept` is the kept event behind it, None for the program's own."""

    def __init__(self, context: ScreenContext, section: CalendarSection) -> None:
        super().__init__()
        self._context = context
        self._section = section
        self.kept: Event | None = None
        self.links: tuple[EventLink, ...] = ()
        self.event_id: int | None = None
        self._again: Callable[[], object] = lambda: None
        theme.theme().changed.connect(self._recolour)
        self.setMinimumWidth(theme.px(300))
        self.setAccessibleName(_("Избраното събитие"))
        inner = Tall()
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(0, 0, 6, 0)
        self.box.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        self.foot: QWidget | None = None

    def show_occurrence(
        self, day: date, occurrence: Occurrence | None, clashes: Sequence[Clash]
    ) -> None:
        """Show it, or what can be done on the day when nothing is chosen."""
        self.kept = None
        self.event_id = None
        self._again = partial(self.show_occurrence, day, occurrence, clashes)
        if occurrence is None or occurrence.source is not Source.EVENT:
            self._render(day, occurrence, clashes, ())
            return
        event_id = self.event_id = occurrence.record_id
        assert event_id is not None

        def work(services: Services) -> _Read:
            event = services.events.get(event_id)
            free = services.events.try_out(event.typed, event_id)[1] if clashes else ()
            return event, services.event_links.of(event_id), free

        def show(read: _Read) -> None:
            if self.event_id == event_id:
                self.kept, self.links = read[:2]
                self._render(day, occurrence, clashes, read[2])
                self._context.actions.refresh()

        self._context.tasks.read(work, show, owner=self)

    def _show_foot(self) -> None:
        """The verbs of an event stay in sight under what scrolls."""
        if self.foot is None:
            actions = self._context.actions
            self.foot = QWidget()
            row = QHBoxLayout(self.foot)
            row.setContentsMargins(0, 6, 0, 0)
            row.addWidget(actions.button("calendar.edit", text=_("Редактирай…")))
            row.addWidget(actions.button("calendar.remove", text=_("Премахни")))
            row.addStretch(1)
            self.column.addWidget(self.foot)
        self.foot.setVisible(self.kept is not None)

    def _recolour(self) -> None:
        self._again()

    def _render(
        self,
        day: date,
        occurrence: Occurrence | None,
        clashes: Sequence[Clash],
        free: Sequence[Occurrence],
    ) -> None:
        clear(self.box)
        self._show_foot()
        if occurrence is None:
            self._render_nothing(day)
            return
        self.box.addWidget(label(occurrence.title, "heading", wrap=True))
        when = f"{day_text(occurrence.when)} · {hours(occurrence.when)}"
        self.box.addWidget(label(when, "muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(Chip(kind_name(occurrence), str(tone_of(occurrence))))
        if occurrence.state is not None:
            row.addWidget(Chip(state_name(occurrence.state), "neutral"))
        row.addStretch(1)
        self.box.addLayout(row)
        for n, clash in enumerate(clashes):
            self._render_clash(clash, free if n == 0 else ())
        self._render_facts(occurrence)
        if self.kept is not None:
            self._render_event(self.kept)
        elif occurrence.kind and occurrence.record_id is not None:
            go = partial(self._context.open_record, occurrence.kind, occurrence.record_id)
            self.box.addWidget(button(_(_LEADS.get(occurrence.kind, mark("Към записа"))), go))
        self.box.addStretch(1)

    def _render_nothing(self, day: date) -> None:
        self.box.addWidget(label(f"{date_plain(day)} г.", "heading"))
        hint = _("Изберете събитие или създайте ново с Enter, Ins или двойно щракване.")
        self.box.addWidget(label(hint, "muted", wrap=True))
        self.box.addWidget(button(_("Ново събитие на този ден…"), self._section.new))
        self.box.addStretch(1)

    def _render_clash(self, clash: Clash, free: Sequence[Occurrence]) -> None:
        box = QFrame()
        box.setObjectName("clash")
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        tone = theme.Tone.JUDGEMENT if clash.of_the_day else theme.Tone.NOT_MET
        ink, ground = theme.colours().tone(tone)
        box.setStyleSheet(
            f"QFrame#clash{{background:{ground};border:1px solid {ink};border-radius:8px;}}"
        )
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(label(clash.text, wrap=True))
        row = QHBoxLayout()
        if clash.of_the_day and self.kept is not None:
            apart = partial(self._section.verbs.hold_apart, self.kept)
            row.addWidget(button(_("Отделни церемонии…"), apart))
        for one in free:
            text = _("Премести {hour}").format(hour=f"{one.when.starts:%H:%M}")
            row.addWidget(button(text, partial(self._section.verbs.move, self._key(), one.when)))
        row.addStretch(1)
        if clash.article:
            row.addWidget(link(clash.article, partial(self._context.show_article, clash.article)))
        column.addLayout(row)
        self.box.addWidget(box)

    def _key(self) -> str:
        return self._section.days.key

    def _render_facts(self, occurrence: Occurrence) -> None:
        rows = [
            (_("Място"), occurrence.place),
            (_("Участват"), ", ".join(occurrence.people)),
            (_("Бележка"), occurrence.note if occurrence.source is not Source.EVENT else ""),
        ]
        if occurrence.uses_flag:
            rows.append((_("Знаме"), _("участва")))
        grid = FieldGrid(names=90)
        grid.show_rows([row for row in rows if row[1]])
        self.box.addWidget(grid)
        if occurrence.citation:
            row = QHBoxLayout()
            row.addWidget(label(_("Основание"), "muted"))
            row.addWidget(
                link(occurrence.citation, partial(self._context.show_article, occurrence.citation))
            )
            row.addStretch(1)
            self.box.addLayout(row)

    def _render_event(self, event: Event) -> None:
        typed = event.typed
        rows = (
            (_("Отговорник"), typed.responsible), (_("Организатор"), typed.organiser),
            (_("Партньор"), typed.partner), (_("За публиката"), typed.public_text),
            (_("Вътрешно"), typed.internal_text), (_("Бюджет"), typed.budget_note),
            (_("Посетители"), str(typed.attendance or "")), (_("Връзка"), typed.link),
            (_("Отделна церемония"), typed.apart),
        )  # fmt: skip
        grid = FieldGrid(names=90)
        grid.show_rows([row for row in rows if row[1]])
        self.box.addWidget(grid)
        self._render_links()
        self.box.addWidget(self._context.actions.button("calendar.flag"))
        if not any(one.kind == "protocol-plan" for one in self.links):
            self.box.addWidget(self._context.actions.button("calendar.plan"))
        if typed.uses_flag:
            self.box.addWidget(self._context.actions.button("calendar.flags"))
        if typed.tasks:
            self.box.addWidget(label(_("Подготовка"), "fieldName"))
        for n, task in enumerate(typed.tasks):
            text = task.text if task.due is None else f"{task.text} – {date_plain(task.due)}"
            self.box.addLayout(
                self._task_row(n, f"{text} ({task.who})" if task.who else text, task)
            )

    def _render_links(self) -> None:
        """Where else the event stands."""
        if self.links:
            self.box.addWidget(label(_("Свързано"), "fieldName"))
        for one in self.links:
            go = partial(self._context.open_record, one.kind, one.record_id)
            self.box.addWidget(link(one.text, go), 0, Qt.AlignmentFlag.AlignLeft)

    def _task_row(self, place: int, text: str, task: Task) -> QHBoxLayout:
        """A tick with its words beside it, which may be many."""
        tick = QCheckBox()
        tick.setAccessibleName(text)
        tick.setChecked(task.done)
        tick.toggled.connect(partial(self._tick, place))
        row = QHBoxLayout()
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)
        return row

    def _tick(self, place: int, done: bool) -> None:  # noqa: FBT001 - Qt
        event = self.kept
        if event is None:
            return
        tasks = list(event.typed.tasks)
        tasks[place] = replace(tasks[place], done=done)
        after = replace(event.typed, tasks=tuple(tasks))
        self._context.tasks.write(
            lambda s: s.events.change(event.id, after, actor=s.actor),
            lambda _before: self._section.verbs.kept(event.id, event.typed, after),
            self._section.message.refuse, owner=self,
        )  # fmt: skip
