"""What is done to events in the calendar: made, edited, moved, taken out, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoCommand, QUndoStack

from ruse_desktop.domain.events import Event, EventInput, Source, When
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.once import begin, read_once
from ruse_desktop.ui.screens.protocol.appearance import AppearanceDialog, read_appearance
from ruse_desktop.ui.screens.protocol.appearance_plan import FlagPlanDialog
from ruse_desktop.ui.screens.protocol.copy_year import open_copy
from ruse_desktop.ui.screens.protocol.event_dialog import EventDialog
from ruse_desktop.ui.screens.protocol.flag_order import FlagOrderDialog
from ruse_desktop.ui.screens.protocol.look import hours
from ruse_desktop.ui.screens.protocol.undo import Changed, Copied, Created, MovedOnce, Removed

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.appearance import AppearanceState
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_NINE = time(9)
_LATE = 23


class CalendarVerbs:
    """The verbs of the section „Календар“; `stack` holds what can be taken back."""

    def __init__(self, section: CalendarSection) -> None:
        self._section = section
        self._context = section.context
        self.stack = QUndoStack(section)

    def new_at(self, day: date, starts: time | None) -> None:
        """A new event on this day, at this hour when the view knows one."""
        begins = starts or _NINE
        ends = time(23, 59) if begins.hour >= _LATE else begins.replace(hour=begins.hour + 1)
        EventDialog(self._section, EventInput("", When(day, day, begins, ends))).open()

    def open_key(self, key: str) -> None:
        """Edit what was typed, go to the record of what the program put there."""
        if key != self._section.days.key:
            self._section.choose(key)
        chosen = self._section.days.current
        if chosen is None:
            return
        if chosen.source is Source.EVENT:
            self.edit()
        elif chosen.kind and chosen.record_id is not None:
            self._context.open_record(chosen.kind, chosen.record_id)

    def edit(self) -> None:
        """Open the chosen event."""
        event = self._section.card.kept
        if event is not None:
            EventDialog(self._section, event.typed, event).open()

    def arrange_flags(self) -> None:
        """The order of flags on the chosen occasion."""
        chosen = self._section.days.current
        FlagOrderDialog(self._section, self._context, chosen.title if chosen else "").open()

    def flag_appearance(self) -> None:
        """The flag's part in the chosen event."""
        section, event_id = self._section, self._section.card.event_id
        if event_id is None:
            return

        def show(state: AppearanceState) -> None:
            dialog = AppearanceDialog(section, self._context, state)
            dialog.accepted.connect(lambda: section.days.want(event_id))
            dialog.open()

        read_once(
            self._context.tasks, section, "appearance",
            lambda s: read_appearance(s, event_id), show, section.message.refuse,
        )  # fmt: skip

    def hold_apart(self, event: Event) -> None:
        """Keep why the flag goes out to this event too, on a day of one appearance (R-3-0.3)."""
        section = self._section
        question = _("Денят е един и едно участие стига. Защо церемониите са отделни?")
        asked = TextDialog(section, _("Отделни церемонии"), question, _("Запиши защо"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def write() -> None:
            after = replace(event.typed, apart=asked.text())
            self._context.tasks.write(
                lambda s: s.events.change(event.id, after, actor=s.actor, version=event.version),
                lambda _before: self.kept(event.id, event.typed, after),
                section.message.refuse, owner=section,
            )  # fmt: skip

        asked.accepted.connect(write)
        asked.open()

    def protocol_plan(self) -> None:
        """Show the plan of the chosen event; one that has none gets it."""
        section, event_id = self._section, self._section.card.event_id
        end = begin(section, "plan") if event_id is not None else None
        if event_id is None or end is None:
            return
        there = next((one for one in section.card.links if one.kind == "protocol-plan"), None)
        if there is not None:
            end()
            self._context.open_record(there.kind, there.record_id)
            return
        self._context.tasks.write(
            lambda s: s.protocol_plans.open(event_id, actor=s.actor),
            partial(self._context.open_record, "protocol-plan"), section.message.refuse,
            owner=section, settled=end,
        )  # fmt: skip

    def flag_plan(self) -> None:
        """The schedule of the flag for the year in sight."""
        section = self._section
        FlagPlanDialog(
            section, self._context, section.days.day.year, partial(section.open_record, "event")
        ).open()

    def remove(self) -> None:
        """Take the chosen event out; Ctrl+Z brings it back."""
        section, event = self._section, self._section.card.kept
        end = begin(section, "remove") if event is not None else None
        if event is None or end is None:
            return

        def done(_none: object) -> None:
            title = event.typed.title
            self._push(Removed(event.id, title, self.write))
            section.message.tell(
                _("„{title}“ е премахнато.").format(title=title), "info",
                (_("Върни"), self.undo),
            )  # fmt: skip

        self._context.tasks.write(
            lambda s: s.events.remove(event.id, actor=s.actor), done, section.message.refuse,
            owner=section, settled=end,
        )  # fmt: skip

    def move(self, key: str, when: When) -> None:
        """An event was dragged or its end was: keep it, or say what is in the way.

        Of a repeating event only the time that was dragged moves.
        """
        one = next(one for one in self._section.days.shown.occurrences if one.key == key)
        assert one.record_id is not None
        event_id, day = one.record_id, one.when.on

        def work(services: Services) -> tuple[int, Event]:
            event = services.events.get(event_id)
            if event.typed.recurrence.repeats:
                return services.events.move_once(event_id, day, when, actor=services.actor)
            after = replace(event.typed, when=when)
            return event_id, services.events.change(event_id, after, actor=services.actor)

        def done(kept: tuple[int, Event]) -> None:
            made, before = kept
            moved = _("Преместено: {when:%d.%m.%Y}, {hours}").format(
                when=when.on, hours=hours(when)
            )
            if made == event_id:
                self.kept(event_id, before.typed, replace(before.typed, when=when))
                self._context.status(moved)
            else:
                self._push(MovedOnce(made, before, day, when, self.write))
                self._section.days.want(made)
                self._context.status(_("{moved}. Другите дни остават.").format(moved=moved))

        self._context.tasks.write(
            work, done, partial(self._cannot_move, event_id, when), owner=self._section
        )

    def _cannot_move(self, event_id: int, when: When, error: UserError) -> None:
        """The event stays; the flag may still be given with a reason, in the dialog."""
        message = self._section.message
        if not isinstance(error, Refused) or error.code != "flag-clash":
            message.refuse(error)
            return

        def ask(event: Event) -> None:
            if event.typed.recurrence.repeats:
                message.refuse(error)
                return
            moved = replace(event.typed, when=when)
            message.tell(
                f"{error.message} {error.advice}", "not-met",
                (_("Друг час или причина…"), lambda: EventDialog(self._section, moved, event).open()),
            )  # fmt: skip

        self._context.tasks.read(lambda s: s.events.get(event_id), ask, owner=self._section)

    def kept(self, event_id: int, before: EventInput | None, after: EventInput) -> None:
        """An event was kept: it can be taken back, and it is the one chosen now."""
        if before is None:
            self._push(Created(event_id, after.title, self.write))
        elif before != after:
            self._push(Changed(event_id, before, after, self.write))
        self._section.days.want(event_id)

    def copy_year(self) -> None:
        """The calendar of the year after the one in sight, proposed from it."""
        open_copy(self._section, self._section.days.day.year + 1)

    def copied(self, made: tuple[int, ...]) -> None:
        """Copies were made: the first of them is shown."""
        self._push(Copied(made, self.write))
        self._section.days.want(made[0])

    def _push(self, step: QUndoCommand) -> None:
        self.stack.push(step)
        self._context.actions.refresh()

    # back and forth

    def write(self, work: Callable[[Services], object]) -> None:
        """Do a step again or take it back; after a refusal the older steps do not fit any more."""

        def failed(error: UserError) -> None:
            self.stack.clear()
            self._section.message.refuse(error)

        self._context.tasks.write(work, self._told, failed, owner=self._section)

    def _told(self, event_id: object) -> None:
        if isinstance(event_id, int):
            self._section.days.want(event_id)

    def undo(self) -> bool:
        """Take the last step back; whether there was one."""
        if not self.stack.canUndo():
            return False
        self._section.message.hide()
        self._context.status(_("Отменено: {step}").format(step=self.stack.undoText()))
        self.stack.undo()
        return True

    def redo(self) -> None:
        """Do the step taken back again."""
        self._context.status(_("Повторено: {step}").format(step=self.stack.redoText()))
        self.stack.redo()
