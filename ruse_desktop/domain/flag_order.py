"""The order of flags on an occasion, seen by the viewer or from the stage (чл. 13).

With one foreign flag the national one stands at the viewer's left; with several it stands in the
middle when the others are even in number, else at the beginning and at the end; the foreign ones
follow the Bulgarian alphabet (protocol of the Law on the State Seal and National Flag, as told by
varna24.bg and ladyzone.bg). No law was found for the flags of the European Union and of the
municipality beside them: their place is the office's practice and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sort_key

_TWO = 2


class FlagKind(StrEnum):
    """Whose flag it is."""

    NATIONAL = "national"
    UNION = "union"
    MUNICIPAL = "municipal"
    FOREIGN = "foreign"


class Side(StrEnum):
    """From where one looks."""

    VIEWER = "viewer"
    STAGE = "stage"


@dataclass(frozen=True)
class FlagLook:
    """A flag as it is drawn: stripes from the top (horizontal) or the left (vertical), #rrggbb.

    Without stripes it is drawn white with its name. `mark`: „stars“, „shield“ or „disc“ in the middle.
    """

    code: str
    name: str
    kind: FlagKind
    stripes: tuple[str, ...] = ()
    vertical: bool = False
    mark: str = ""
    mark_colour: str = ""


@dataclass(frozen=True)
class Placed:
    """A flag in its place and why it stands there; `practice` where no law was found."""

    flag: FlagLook
    why: str
    practice: bool = False


@dataclass(frozen=True)
class Arrangement:
    """The flags from left to right as `side` sees them."""

    places: tuple[Placed, ...]
    side: Side

    @property
    def text(self) -> str:
        """„България – ЕС – Русе“."""
        return " – ".join(one.flag.name for one in self.places)


def arrange(flags: Sequence[FlagLook], side: Side = Side.VIEWER) -> Arrangement:
    """The order of these flags; the national flag must be among them. Raises ValueError without it."""
    national = next((one for one in flags if one.kind is FlagKind.NATIONAL), None)
    if national is None:
        raise ValueError("no national flag")
    foreign = sorted(
        {one.code: one for one in flags if one.kind is FlagKind.FOREIGN}.values(),
        key=lambda one: sort_key(one.name),
    )
    places = [*_states(national, foreign), *_beside(flags, foreign)]
    if side is Side.STAGE:
        places.reverse()
    return Arrangement(tuple(places), side)


def _states(national: FlagLook, foreign: Sequence[FlagLook]) -> list[Placed]:
    guests = [Placed(one, _("по българската азбука")) for one in foreign]
    if not guests:
        return [Placed(national, _("националното знаме е на почетното място"))]
    if len(guests) == 1:
        return [Placed(national, _("отляво, гледано срещу сградата")), *guests]
    if len(guests) % _TWO == 0:
        half = len(guests) // _TWO
        middle = Placed(national, _("в средата: останалите са четен брой"))
        return [*guests[:half], middle, *guests[half:]]
    edge = Placed(national, _("в началото и в края: останалите са нечетен брой"))
    return [edge, *guests, edge]


def _beside(flags: Sequence[FlagLook], foreign: Sequence[FlagLook]) -> list[Placed]:
    """The Union's and the municipality's flags, after the states'."""
    why = _("след държавните знамена") if foreign else _("след националното знаме")
    order = (FlagKind.UNION, FlagKind.MUNICIPAL)
    found = sorted(
        (one for one in flags if one.kind in order), key=lambda one: order.index(one.kind)
    )
    return [Placed(one, why, practice=True) for one in dict.fromkeys(found)]


@dataclass(frozen=True)
class Shape:
    """A part of a flag on a field of 5 by 3: a rectangle, a disc or a polygon, filled."""

    kind: str
    colour: str
    points: tuple[tuple[float, float], ...]
    radius: float = 0.0


WIDE, HIGH = 5.0, 3.0
"""The field of a drawing; the national flag is 3:5."""


def shapes(flag: FlagLook) -> tuple[Shape, ...]:
    """What a flag is drawn of, from its left upper corner; for screen and paper alike."""
    stripes = flag.stripes or ("#ffffff",)
    found = []
    for n, colour in enumerate(stripes):
        if flag.vertical:
            left, right = WIDE * n / len(stripes), WIDE * (n + 1) / len(stripes)
            found.append(Shape("rect", colour, ((left, 0.0), (right, HIGH))))
        else:
            top, bottom = HIGH * n / len(stripes), HIGH * (n + 1) / len(stripes)
            found.append(Shape("rect", colour, ((0.0, top), (WIDE, bottom))))
    return (*found, *_mark(flag))


def _mark(flag: FlagLook) -> tuple[Shape, ...]:
    from math import cos, pi, sin

    middle = (WIDE / 2, HIGH / 2)
    if flag.mark == "disc":
        return (Shape("disc", flag.mark_colour, (middle,), 0.9),)
    if flag.mark == "shield":
        x, y = middle
        outline = (
            (x - 0.55, y - 0.75), (x + 0.55, y - 0.75), (x + 0.55, y + 0.15), (x, y + 0.8),
            (x - 0.55, y + 0.15),
        )  # fmt: skip
        return (Shape("poly", flag.mark_colour, outline),)
    if flag.mark != "stars":
        return ()
    stars = []
    for n in range(12):
        x = middle[0] + sin(n * pi / 6)
        y = middle[1] - cos(n * pi / 6)
        tips = tuple(
            (
                x + (0.17 if k % _TWO == 0 else 0.07) * sin(k * pi / 5),
                y - (0.17 if k % _TWO == 0 else 0.07) * cos(k * pi / 5),
            )
            for k in range(10)
        )
        stars.append(Shape("poly", flag.mark_colour, tips))
    return tuple(stars)
