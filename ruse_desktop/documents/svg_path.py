"""The path language of SVG: any path into absolute moves, lines, curves and closings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

Command = tuple[str, tuple[float, ...]]
"""„M“ and „L“ with a point, „C“ with three points, „Z“ with none."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_BETWEEN = re.compile(r"[\s,]*")
_FLAGS = re.compile(r"[\s,]*([01])[\s,]*([01])")
_CALL = re.compile(r"\s*([A-Za-z]+)\s*\(([^()]*)\)[\s,]*")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_LARGEST = 1e7
_MOST = 200_000
"""Most commands of one path; a drawing with more is not an emblem."""


def numbers(text: str) -> list[float]:
    """The numbers of an attribute. Raises ValueError for anything else in it."""
    if _BETWEEN.sub("", _NUMBERS.sub("", text)):
        raise ValueError(text[:20])
    return [finite(one) for one in _NUMBERS.findall(text)]


def finite(text: str) -> float:
    """A number of a drawing. Raises ValueError for one no drawing needs: endless or enormous."""
    value = float(text)
    if not abs(value) <= _LARGEST:
        raise ValueError(text[:20])
    return value


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
        a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def transform(text: str) -> Matrix:
    """The matrix of a `transform` attribute. Raises ValueError for what is none."""
    found, at = IDENTITY, 0
    while at < len(text):
        call = _CALL.match(text, at)
        if call is None:
            raise ValueError(text)
        found, at = times(found, _one(call[1], numbers(call[2]))), call.end()
    return found


def _one(name: str, given: list[float]) -> Matrix:
    if name == "matrix" and len(given) == 6:
        return (given[0], given[1], given[2], given[3], given[4], given[5])
    if name == "translate" and len(given) in {1, 2}:
        return (1.0, 0.0, 0.0, 1.0, given[0], given[1] if len(given) == 2 else 0.0)
    if name == "scale" and len(given) in {1, 2}:
        return (given[0], 0.0, 0.0, given[-1], 0.0, 0.0)
    if name == "rotate" and len(given) in {1, 3}:
        turn = math.radians(given[0])
        made = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0.0, 0.0)
        if len(given) == 1:
            return made
        x, y = given[1:]
        return times(times((1.0, 0.0, 0.0, 1.0, x, y), made), (1.0, 0.0, 0.0, 1.0, -x, -y))
    if name == "skewX" and len(given) == 1:
        return (1.0, 0.0, math.tan(math.radians(given[0])), 1.0, 0.0, 0.0)
    if name == "skewY" and len(given) == 1:
        return (1.0, math.tan(math.radians(given[0])), 0.0, 1.0, 0.0, 0.0)
    raise ValueError(name)


def moved(commands: tuple[Command, ...], by: Matrix) -> tuple[Command, ...]:
    """The commands with every point put through the matrix."""
    a, b, c, d, e, f = by
    found = []
    for name, given in commands:
        points = zip(given[::2], given[1::2], strict=True)
        flat = tuple(v for x, y in points for v in (a * x + c * y + e, b * x + d * y + f))
        found.append((name, flat))
    return tuple(found)


def path(text: str) -> tuple[Command, ...]:
    """The commands of a path's `d`. Raises ValueError for what is no path."""
    made = _Path()
    for name, given in _raw(text):
        made.add(name, given)
        if len(made.found) > _MOST:
            raise ValueError(len(made.found))
    return tuple(made.found)


def _raw(text: str) -> Iterator[tuple[str, list[float]]]:
    """Commands as written, each with its own numbers; a repeated letter may be left out."""
    at, name = _BETWEEN.match(text).end(), ""  # type: ignore[union-attr]  # matches always
    while at < len(text):
        if text[at].isalpha():
            name, at = text[at], at + 1
        elif name in {"", "Z", "z"}:
            raise ValueError(text[at : at + 20])
        if name.upper() not in _ARITY:
            raise ValueError(name)
        given: list[float] = []
        while len(given) < _ARITY[name.upper()]:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # matches always
            if name in "Aa" and len(given) == 3:
                flags = _FLAGS.match(text, at)  # „0 01.5“: flags may stand together
                if flags is None:
                    raise ValueError(text[at : at + 20])
                given += [float(flags[1]), float(flags[2])]
                at = flags.end()
                continue
            found = _NUMBERS.match(text, at)
            if found is None:
                raise ValueError(text[at : at + 20])
            given.append(finite(found[0]))
            at = found.end()
        yield name, given
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # matches always
        name = {"M": "L", "m": "l"}.get(name, name)


class _Path:
    """Where the pen is, and what it has drawn."""

    def __init__(self) -> None:
        self.found: list[Command] = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self._handle: tuple[str, float, float] | None = None

    def add(self, name: str, given: list[float]) -> None:
        """Take one command as written."""
        kind, relative = name.upper(), name.islower()
        if kind == "Z":
            if not self.found:
                raise ValueError(name)
            self.found.append(("Z", ()))
            self.x, self.y, self._handle = self.start_x, self.start_y, None
            return
        if not self.found and kind != "M":
            raise ValueError(name)
        if relative and kind == "A":
            given = [*given[:5], given[5] + self.x, given[6] + self.y]
        elif relative and kind in {"H", "V"}:
            given = [given[0] + (self.x if kind == "H" else self.y)]
        elif relative:
            given = [v + (self.y if n % 2 else self.x) for n, v in enumerate(given)]
        self._draw(kind, given)

    def _draw(self, kind: str, given: list[float]) -> None:
        handle, self._handle = self._handle, None
        if kind in {"M", "L", "H", "V"}:
            x = given[0] if kind != "V" else self.x
            y = given[-1] if kind != "H" else self.y
            self.found.append(("M" if kind == "M" else "L", (x, y)))
            if kind == "M":
                self.start_x, self.start_y = x, y
            self.x, self.y = x, y
            return
        if kind == "A":
            self._arc(*given)
            return
        if kind in {"S", "T"}:
            mirrored = handle is not None and handle[0] == ("C" if kind == "S" else "Q")
            first = (
                (2 * self.x - handle[1], 2 * self.y - handle[2])
                if handle is not None and mirrored
                else (self.x, self.y)
            )
            given = [*first, *given]
        if len(given) == 4:  # a curve of one handle is one of two, each at two thirds
            hx, hy, x, y = given
            self._handle = ("Q", hx, hy)
            self._curve(
                self.x + (hx - self.x) * 2 / 3, self.y + (hy - self.y) * 2 / 3,
                x + (hx - x) * 2 / 3, y + (hy - y) * 2 / 3, x, y,
            )  # fmt: skip
            return
        self._handle = ("C", given[2], given[3])
        self._curve(*given)

    def _curve(self, *given: float) -> None:
        self.found.append(("C", given))
        self.x, self.y = given[4:]

    def _arc(
        self, rx: float, ry: float, turn: float, large: float, sweep: float, x: float, y: float
    ) -> None:
        """An elliptical arc as curves of at most a quarter (SVG 1.1, F.6)."""
        rx, ry = abs(rx), abs(ry)
        if not rx or not ry or (x, y) == (self.x, self.y):
            self.found.append(("L", (x, y)))
            self.x, self.y = x, y
            return
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        dx, dy = (self.x - x) / 2, (self.y - y) / 2
        px, py = cos * dx + sin * dy, -sin * dx + cos * dy
        wide = (px / rx) ** 2 + (py / ry) ** 2
        if wide > 1:
            rx, ry = rx * math.sqrt(wide), ry * math.sqrt(wide)
        part = (rx * py) ** 2 + (ry * px) ** 2
        root = math.sqrt(max(0.0, ((rx * ry) ** 2 - part) / part))
        root = -root if large == sweep else root
        cx, cy = root * rx * py / ry, -root * ry * px / rx
        begin = math.atan2((py - cy) / ry, (px - cx) / rx)
        end = math.atan2((-py - cy) / ry, (-px - cx) / rx)
        swept = end - begin
        if sweep and swept < 0:
            swept += 2 * math.pi
        elif not sweep and swept > 0:
            swept -= 2 * math.pi
        middle_x = cos * cx - sin * cy + (self.x + x) / 2
        middle_y = sin * cx + cos * cy + (self.y + y) / 2
        round_ = (rx * cos, rx * sin, -ry * sin, ry * cos, middle_x, middle_y)
        steps = max(1, math.ceil(abs(swept) / (math.pi / 2) - 1e-9))
        for n in range(steps):
            self.found += moved((_bow(begin + swept * n / steps, swept / steps),), round_)
        self.x, self.y = x, y


def _bow(begin: float, angle: float) -> Command:
    """A curve along the circle of radius one."""
    reach = 4 / 3 * math.tan(angle / 4)
    end = begin + angle
    a, b, c, d = math.cos(begin), math.sin(begin), math.cos(end), math.sin(end)
    return ("C", (a - reach * b, b + reach * a, c + reach * d, d - reach * c, c, d))
