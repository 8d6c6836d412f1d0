"""A verb that is pressed twice, as by a double click, and must run once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def begin(owner: QObject, verb: str) -> Callable[[], object] | None:
    """None while the verb of this owner still runs; else what ends it, for `settled`."""
    name = f"running {verb}"
    if owner.property(name):
        return None
    owner.setProperty(name, True)  # noqa: FBT003 - Qt

    def end() -> None:
        owner.setProperty(name, False)  # noqa: FBT003 - Qt

    return end
