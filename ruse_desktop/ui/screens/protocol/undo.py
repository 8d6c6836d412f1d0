"""Steps of the calendar that can be taken back: each is pushed after it was kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.events import Event, EventInput, When
    from ruse_desktop.services.facade import Services

Write = Callable[["Callable[[Services], object]"], None]
"""Does the verb in the worker and chooses the event whose id it gives; tells a refusal."""


class _Step(QUndoCommand):
    """A step that is already done when it is pushed: its first redo does nothing."""

    def __init__(self, text: str, write: Write) -> None:
        super().__init__(text)
        self._write = write
        self._kept = True

    def redo(self) -> None:
        """Do it again."""
        if self._kept:
            self._kept = False
        else:
            self._write(self.again)

    def undo(self) -> None:
        """Take it back."""
        self._write(self.back)

    def again(self, services: Services) -> object:
        """The verb of the step."""
        raise NotImplementedError

    def back(self, services: Services) -> object:
        """The verb that takes it back."""
        raise NotImplementedError


class Created(_Step):
    """A new event."""

    def __init__(self, event_id: int, title: str, write: Write) -> None:
        super().__init__(_("ново събитие „{title}“").format(title=title), write)
        self._id = event_id

    def again(self, services: Services) -> object:
        """Bring it back."""
        services.events.restore(self._id, actor=services.actor)
        return self._id

    def back(self, services: Services) -> object:
        """Take it out."""
        services.events.remove(self._id, actor=services.actor)
        return None


class Removed(Created):
    """An event taken out."""

    def again(self, services: Services) -> object:
        """Take it out."""
        return super().back(services)

    def back(self, services: Services) -> object:
        """Bring it back."""
        return super().again(services)


class Changed(_Step):
    """An event written anew, moved or lengthened."""

    def __init__(self, event_id: int, before: EventInput, after: EventInput, write: Write) -> None:
        super().__init__(_("промяна на „{title}“").format(title=after.title), write)
        self._id, self._before, self._after = event_id, before, after

    def again(self, services: Services) -> object:
        """As it became."""
        services.events.change(self._id, self._after, actor=services.actor)
        return self._id

    def back(self, services: Services) -> object:
        """As it was."""
        services.events.change(self._id, self._before, actor=services.actor)
        return self._id


class MovedOnce(_Step):
    """One time of a repeating event, moved away from the others."""

    def __init__(self, made: int, series: Event, day: date, when: When, write: Write) -> None:
        super().__init__(_("промяна на „{title}“").format(title=series.typed.title), write)
        self._made, self._series, self._day, self._when = made, series, day, when

    def again(self, services: Services) -> object:
        """Move it away again: it is a new event."""
        self._made, _series = services.events.move_once(
            self._series.id, self._day, self._when, actor=services.actor
        )
        return self._made

    def back(self, services: Services) -> object:
        """Among the others, on its day."""
        services.events.join_again(self._made, self._series, actor=services.actor)
        return None


class Copied(_Step):
    """Events copied from the year before."""

    def __init__(self, made: tuple[int, ...], write: Write) -> None:
        text = ngettext("копие на {n} събитие", "копие на {n} събития", len(made))
        super().__init__(text.format(n=len(made)), write)
        self._made = made

    def again(self, services: Services) -> object:
        """Bring the copies back."""
        for one in self._made:
            services.events.restore(one, actor=services.actor)
        return self._made[0]

    def back(self, services: Services) -> object:
        """Take the copies out."""
        for one in self._made:
            services.events.remove(one, actor=services.actor)
        return None
