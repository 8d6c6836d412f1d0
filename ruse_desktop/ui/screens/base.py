"""What a tab of the window receives and must be able to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from ruse_desktop.kernel.clock import Clock
from ruse_desktop.ui.actions import Actions
from ruse_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor


@dataclass(frozen=True)
class ScreenContext:
    """What the window lends to a screen.

    `open_record(kind, id)` goes to the record's tab; `show_article(citation, edition_id="")`
    opens its text in the side panel, by the edition in force today unless one is named;
    `who` tells who works now; `notify` says a short good thing; `status` writes into the status line for some seconds;
    `problem` shows a UserError calmly in the bar under the tabs.
    """

    tasks: Tasks
    clock: Clock
    actions: Actions
    settings: QSettings
    who: Callable[[], Actor]
    open_record: Callable[[str, int], None]
    show_article: Callable[..., None]
    notify: Callable[[str], None]
    status: Callable[[str], None]
    problem: Callable[[Exception], None]

    @property
    def actor(self) -> Actor:
        """Who works now."""
        return self.who()


class Screen(QWidget):
    """The base of every tab. `id` is its name in the registry and the scope of its actions.

    A tab that is one list names what the journal calls its rows, `record_kind`, and where the key
    of the chosen one is, `record_key`.

    In `__init__` build widgets and register actions (`self.add_action(Action(...))`); ask for data
    in `reload`. The window calls, in this order: `activated()` when the tab is shown, `reload(kinds)`
    when the database opened (empty set = everything) and when something of `kinds` changed.
    """

    id = ""
    record_kind = ""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self.record_key: Callable[[], int | None] = lambda: None
        self.setObjectName(f"screen_{self.id}")

    def activated(self) -> None:
        """The tab is shown; put the focus where work begins."""

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew what depends on `kinds`; an empty set means everything."""

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the screen's own filter, with `text` in it when given."""

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this record; the kinds are those of the screen's entry in the registry."""

    def current_record(self) -> tuple[str, int] | None:
        """Kind and id of the record in sight, as the journal knows it; None where there is none."""
        key = self.record_key()
        return (self.record_kind, key) if self.record_kind and key is not None and key > 0 else None

    def undo(self) -> bool:
        """Undo the last honest step; whether there was one."""
        return False

    def may_leave(self) -> bool:
        """Whether the window may close now; ask about what is not saved."""
        return True
