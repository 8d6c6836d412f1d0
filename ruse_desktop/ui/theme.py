"""The one place for colours, type, spacing and the style sheet, light and dark."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ruse_desktop.kernel.paths import resource

FAMILY = "Sofia Sans"
BODY_PX = 14
DPI = 96
STEP = 4
ROW = 30
RADIUS = 8
_USUAL_SYSTEM_POINTS = (9.0, 11.0)


class Tone(StrEnum):
    """What a pill, bar or sign means; a word always goes with it."""

    MET = "met"
    JUDGEMENT = "judgement"
    NOT_MET = "not-met"
    INFO = "info"
    GOLD = "gold"
    NEUTRAL = "neutral"


ToneName = Literal["met", "judgement", "not-met", "info", "gold", "neutral"]


class Scheme(StrEnum):
    """The person's choice of colours; AUTO follows the system."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """Every colour of the program, as #rrggbb; the names are those of the style sheet."""

    ink: str
    muted: str
    paper: str
    card: str
    line: str
    hover: str
    blue: str
    blue_tint: str
    blue_hover: str
    on_blue: str
    link: str
    gold: str
    gold_tint: str
    green: str
    green_tint: str
    amber: str
    amber_tint: str
    red: str
    red_tint: str
    neutral_tint: str
    head: str
    disabled: str
    desk: str
    handle: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text and ground of a pill of this tone."""
        return {
            Tone.MET: (self.green, self.green_tint),
            Tone.JUDGEMENT: (self.amber, self.amber_tint),
            Tone.NOT_MET: (self.red, self.red_tint),
            Tone.INFO: (self.link, self.blue_tint),
            Tone.GOLD: (self.gold, self.gold_tint),
            Tone.NEUTRAL: (self.muted, self.neutral_tint),
        }[tone]


LIGHT = Colours(
    ink="#1b2430",
    muted="#566271",
    paper="#f4f6f9",
    card="#ffffff",
    line="#d5dbe3",
    hover="#eef2f7",
    blue="#1c4f8f",
    blue_tint="#e7eef8",
    blue_hover="#163f73",
    on_blue="#ffffff",
    link="#1c4f8f",
    gold="#86641a",
    gold_tint="#faf3e0",
    green="#1f7040",
    green_tint="#e3f3e9",
    amber="#8a5200",
    amber_tint="#fdf0d9",
    red="#b3261e",
    red_tint="#fdeaea",
    neutral_tint="#eceff3",
    head="#f8fafc",
    disabled="#8c96a3",
    desk="#dde3ea",
    handle="#c2cad5",
)

DARK = Colours(
    ink="#e8ecf2",
    muted="#a5b0bf",
    paper="#151a21",
    card="#1d242e",
    line="#36404d",
    hover="#28313d",
    blue="#2f6bb5",
    blue_tint="#21344d",
    blue_hover="#3a76bf",
    on_blue="#ffffff",
    link="#9cc3f5",
    gold="#e3c069",
    gold_tint="#3a3116",
    green="#7fd0a0",
    green_tint="#17362a",
    amber="#f0b968",
    amber_tint="#3d2c11",
    red="#ff9c94",
    red_tint="#452222",
    neutral_tint="#2b3440",
    head="#222a35",
    disabled="#76818f",
    desk="#0e1217",
    handle="#4b5767",
)


class Theme(QObject):
    """The colours and the type in use; `changed` comes after the application wears them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scheme = Scheme.AUTO
        self.scale = 1.0
        self._system_points = 0.0
        self._follows = False
        self._dress: tuple[bool, float, Scheme] | None = None

    @property
    def colours(self) -> Colours:
        """The palette in use."""
        return DARK if self.dark else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in use."""
        if self.scheme is Scheme.AUTO:
            hints = QGuiApplication.styleHints()
            return hints.colorScheme() is Qt.ColorScheme.Dark
        return self.scheme is Scheme.DARK

    def apply(self, scheme: Scheme | None = None) -> None:
        """Dress the application: style, palette, font, style sheet and the icons already shown."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if scheme is not None:
            self.scheme = scheme
        if not self._system_points:
            self._system_points = app.font().pointSizeF()
        self.scale = scale_for(self._system_points)
        dress = (self.dark, self.scale, self.scheme)
        if dress == self._dress:
            return  # dressing anew restyles every living widget
        self._dress = dress
        app.setStyle("Fusion")
        _load_fonts()
        app.setFont(body_font(self.scale))
        app.setPalette(palette_of(self.colours))
        app.setStyleSheet(style_sheet(self.colours, self.scale))
        if not self._follows:
            self._follows = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        from ruse_desktop.ui import icons

        icons.refresh()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.scheme is Scheme.AUTO:
            self.apply()


@cache
def theme() -> Theme:
    """The theme of this process."""
    return Theme()


def colours() -> Colours:
    """The palette in use."""
    return theme().colours


def px(steps_of_one: float) -> int:
    """A length of the 96 dpi design in device-independent pixels at the person's type size."""
    return max(1, round(steps_of_one * theme().scale))


def scale_for(system_points: float) -> float:
    """How much larger than the design: 1 for the usual system sizes, else in proportion."""
    low, high = _USUAL_SYSTEM_POINTS
    if system_points <= 0:
        return 1.0
    nearest = min(max(system_points, low), high)
    return max(0.85, min(2.5, system_points / nearest))


def body_font(scale: float = 1.0) -> QFont:
    """Sofia Sans at the size of running text."""
    font = QFont(FAMILY)
    font.setPointSizeF(BODY_PX * 72 / DPI * scale)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized_font(px_size: float, *, bold: bool = False) -> QFont:
    """The screen face at another size of the design, in the person's scale."""
    font = body_font(theme().scale)
    font.setPointSizeF(px_size * 72 / DPI * theme().scale)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@cache
def _load_fonts() -> None:
    for file in sorted(Path(resource("fonts")).glob("SofiaSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def palette_of(c: Colours) -> QPalette:
    """The Fusion palette of the colours."""
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: c.paper,
        roles.WindowText: c.ink,
        roles.Base: c.card,
        roles.AlternateBase: c.head,
        roles.Text: c.ink,
        roles.Button: c.card,
        roles.ButtonText: c.ink,
        roles.BrightText: c.red,
        roles.Highlight: c.blue,
        roles.HighlightedText: c.on_blue,
        roles.Link: c.link,
        roles.LinkVisited: c.link,
        roles.ToolTipBase: c.card,
        roles.ToolTipText: c.ink,
        roles.PlaceholderText: c.muted,
        roles.Light: c.card,
        roles.Midlight: c.hover,
        roles.Mid: c.line,
        roles.Dark: c.line,
        roles.Shadow: c.line,
        roles.Accent: c.blue,
    }
    palette = QPalette()
    for role, value in pairs.items():
        palette.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    return palette


def style_sheet(c: Colours, scale: float = 1.0) -> str:
    """The Qt style sheet: `@name` becomes a colour, lengths follow the type size."""
    text = resource("style", "ruse.qss").read_text(encoding="utf-8")
    values = asdict(c)

    arrow = resource("style", "arrow-dark.svg" if c is DARK else "arrow-light.svg")
    values["arrow"] = f'"{arrow.as_posix()}"'
    values["check"] = f'"{resource("style", "check.svg").as_posix()}"'

    def colour(found: re.Match[str]) -> str:
        return str(values[found[1]])

    def length(found: re.Match[str]) -> str:
        wide = int(found[1])
        return f"{wide if wide <= 1 else max(1, round(wide * scale))}px"

    text = re.sub(r"@([a-z_]+)", colour, text)
    return re.sub(r"(\d+)px", length, text)
