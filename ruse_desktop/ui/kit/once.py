"""A verb that is pressed twice, as by a double click, and must run once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.tasks import Tasks

T = TypeVar("T")


def begin(owner: QObject, verb: str) -> Callable[[], object] | None:
    """None while the verb of this owner still runs; else what ends it, for `settled`."""
    name = f"running {verb}"
    if owner.property(name):
        return None
    owner.setProperty(name, True)  # noqa: FBT003 - Qt

    def end() -> None:
        owner.setProperty(name, False)  # noqa: FBT003 - Qt

    return end


def read_once(
    tasks: Tasks,
    owner: QObject,
    verb: str,
    work: Callable[[Services], T],
    done: Callable[[T], object],
    failed: Callable[[UserError], object] | None = None,
) -> None:
    """Read what a dialog shows and open it by `done`; pressed again meanwhile, nothing more opens."""
    end = begin(owner, verb)
    if end is not None:
        tasks.read(work, done, failed, owner=owner, settled=end)
