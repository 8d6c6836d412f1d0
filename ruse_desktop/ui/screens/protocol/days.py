"""What the calendar has read: the occurrences of a year, what clashes, which one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.events import Source, shown_as
from ruse_desktop.ui.kit.tables import on_change

if TYPE_CHECKING:
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Event, Occurrence
    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_SEAM = timedelta(days=7)
"""The weeks of a neighbouring year that the first and the last month show."""


@dataclass(frozen=True)
class Shown:
    """What was read for the days in sight."""

    occurrences: tuple[Occurrence, ...]
    clashes: tuple[Clash, ...]


class CalendarDays(QWidget):
    """`day` and `key` are the day and the occurrence chosen in every view.

    `read` tells that a year was read anew, with whether an event was asked for; `failed` why not.
    """

    read = Signal(bool)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self.day = context.clock.today()
        self.key = ""
        self.shown = Shown((), ())
        self.year = 0
        self._wanted: int | None = None
        self.soon = on_change(0, self._load, self)

    def want(self, event_id: int) -> None:
        """Read anew and choose this event, wherever it is."""
        self._wanted = event_id
        self.soon()

    def _load(self) -> None:
        """Read the whole year around the day: every view lies in it."""
        day, wanted = self.day, self._wanted
        self.year, self._wanted = day.year, None

        def work(services: Services) -> tuple[Shown, Event | None]:
            event = services.events.get(wanted) if wanted is not None else None
            year = (event.typed.when.on if event is not None else day).year
            since, until = date(year, 1, 1) - _SEAM, date(year, 12, 31) + _SEAM
            found = services.events.occurrences(since, until)
            return Shown(found, services.events.clashes_among(found)), event

        def show(answer: tuple[Shown, Event | None]) -> None:
            self.shown, event = answer
            if event is not None:
                self._go_to(event)
            self.read.emit(event is not None)

        def refuse(error: UserError) -> None:
            self.failed.emit(error)

        self._context.tasks.read(work, show, refuse, owner=self)

    def _go_to(self, event: Event) -> None:
        mine = [
            one
            for one in self.shown.occurrences
            if one.source is Source.EVENT and one.record_id == event.id
        ]
        at = next((one for one in mine if one.when.on >= self.day), mine[0] if mine else None)
        self.key = at.key if at is not None else ""
        self.day = at.when.on if at is not None else event.typed.when.on
        self.year = event.typed.when.on.year

    @property
    def current(self) -> Occurrence | None:
        """The occurrence chosen."""
        return next((one for one in self.shown.occurrences if one.key == self.key), None)

    @property
    def clashing(self) -> frozenset[str]:
        """The keys of what stands in something's way."""
        return frozenset(
            key for clash in self.shown.clashes for key in (clash.first.key, clash.second.key)
        )

    @property
    def free(self) -> frozenset[date]:
        """The official holidays."""
        return frozenset(
            one.when.on for one in self.shown.occurrences if one.source is Source.HOLIDAY
        )

    def asked(self, kind: str) -> list[Occurrence]:
        """What the choice of kinds lets through; the same key as `CalendarBar.kind`."""
        return [one for one in self.shown.occurrences if shown_as(one, kind)]
