"""A section of the tab „Символи“: one register with what is particular to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ruse_desktop.ui.kit.register import RegisterView
    from ruse_desktop.ui.screens.base import ScreenContext


class Section(QWidget):
    """The base of every section; `id` prefixes its actions, `kinds` are records it opens.

    `shown` says whether it is the one in sight: its actions are allowed only then. New, print and
    spreadsheet are the tab's own actions and come here.
    """

    id = ""
    kinds: frozenset[str] = frozenset()
    view: RegisterView

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__()
        self.context = context
        self._shown = shown

    @property
    def in_sight(self) -> bool:
        """Whether the person works in this section."""
        return self._shown(self)

    def new(self) -> None:
        """Begin a new record."""
        raise NotImplementedError

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record of one of `kinds`."""
        del kind
        self.view.go_to(record_id)

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew what depends on `kinds`; an empty set means everything."""
        self.view.reload(kinds)
