"""The layouts diplomas are printed in, and what this workstation's printer is off by in each."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from ruse_desktop.domain.diplomas import MOST_OFFSET, Layout, Orientation, Paper
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

LAYOUTS = tuple(
    Layout(orientation, paper, blank)
    for blank, paper, orientation in product((False, True), Paper, Orientation)
)


def key(layout: Layout) -> str:
    """„portrait-A4-blank“: the name of a layout in the settings."""
    return f"{layout.orientation}-{layout.paper}-{'blank' if layout.blank else 'full'}"


def name(layout: Layout) -> str:
    """A layout in words."""
    portrait = layout.orientation is Orientation.PORTRAIT
    text = _("{paper}, отвесно") if portrait else _("{paper}, водоравно")
    if layout.blank:
        return _("Върху готова бланка {sheet}").format(sheet=text.format(paper=layout.paper))
    return _("Диплом {sheet}").format(sheet=text.format(paper=layout.paper))


def placed(settings: QSettings, layout: Layout) -> Layout:
    """The layout moved by what was set for it on this workstation."""
    right, down = (_number(settings, layout, side) for side in ("right", "down"))
    return replace(layout, right=right, down=down)


def keep(settings: QSettings, layout: Layout) -> None:
    """Print in this layout so from now on, on this workstation."""
    settings.setValue(_name(layout, "right"), layout.right)
    settings.setValue(_name(layout, "down"), layout.down)


def _number(settings: QSettings, layout: Layout, side: str) -> float:
    try:
        value = float(str(settings.value(_name(layout, side), 0.0)))
    except ValueError:  # a file of settings that somebody edited
        return 0.0
    return value if abs(value) <= MOST_OFFSET else 0.0


def _name(layout: Layout, side: str) -> str:
    return f"books/offset/{key(layout)}/{side}"
