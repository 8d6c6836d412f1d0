"""The pages under the tabs: built at their first visit, told when something changed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState
from ruse_desktop.ui.screens.base import Screen, ScreenContext

if TYPE_CHECKING:
    from ruse_desktop.ui.registry import ScreenSpec

_log = logging.getLogger(__name__)


class Pages(QStackedWidget):
    """One page for each tab and for each screen `beside` them; `shown` names the tab in sight, `failed` carries a page's bug."""

    shown = Signal(str)
    failed = Signal(object)

    def __init__(self, specs: tuple[ScreenSpec, ...], beside: tuple[ScreenSpec, ...] = ()) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.specs = specs
        self._all = (*specs, *beside)
        self.context: ScreenContext | None = None
        self.current_id = ""
        self._made: dict[str, QWidget] = {}

    def current(self) -> Screen | None:
        """The screen in sight."""
        page = self.currentWidget()
        return page if isinstance(page, Screen) else None

    def screen_of(self, screen_id: str) -> QWidget:
        """The page of the tab, built when it is not there yet. Raises KeyError for no such tab."""
        spec = {spec.id: spec for spec in self._all}[screen_id]
        if screen_id not in self._made:
            self._made[screen_id] = self._make(spec)
            self.addWidget(self._made[screen_id])
        return self._made[screen_id]

    def show_screen(self, screen_id: str) -> None:
        """Bring the page of the tab into sight."""
        page = self.screen_of(screen_id)
        self.setCurrentWidget(page)
        self.current_id = screen_id
        self.shown.emit(screen_id)
        if isinstance(page, Screen):
            page.activated()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the record in the tab that opens its kind; an unknown kind is a bug, told so."""
        for spec in self._all:
            if kind in spec.kinds:
                self.show_screen(spec.id)
                if (screen := self.current()) is not None:
                    screen.open_record(kind, record_id)
                return
        self.failed.emit(LookupError(f"no tab opens records of kind {kind!r}"))

    def reload(self, kinds: frozenset[str]) -> None:
        """Tell every page built; an empty set means everything."""
        for page in self._made.values():
            if isinstance(page, Screen):
                page.reload(kinds)

    def may_leave(self) -> bool:
        """Whether no page holds the window back."""
        return all(p.may_leave() for p in self._made.values() if isinstance(p, Screen))

    def _make(self, spec: ScreenSpec) -> QWidget:
        assert self.context is not None
        try:
            made = spec.make(self.context)
        except Exception as error:  # noqa: BLE001 - one broken tab must not close the others; reported
            _log.exception("the tab %s could not be built", spec.id)
            self.failed.emit(error)
            return EmptyState(
                "alert-triangle",
                _("Разделът не се отвори"),
                _("Останалите раздели работят. Запазете отчета за поддържащия."),
            )
        if self.context.tasks.is_open:
            made.reload(frozenset())
        return made
