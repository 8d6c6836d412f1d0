"""An SVG drawing as plain shapes: paths, plain figures, groups; what cannot be kept is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from reportlab.lib.colors import HexColor

from ruse_desktop.documents import svg_path
from ruse_desktop.documents.svg_path import Command, Matrix

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"
_FIGURES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_SILENT = frozenset({"title", "desc", "metadata", "defs", "style", "namedview"})
_STYLED = frozenset({
    "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "fill-rule",
    "stroke-miterlimit",
})  # fmt: skip
_WHOLE = frozenset({"opacity", "fill-opacity", "stroke-opacity"})
_FORBIDDEN = frozenset({"filter", "mask", "clip-path", "stroke-dasharray", "href"})
_NAMED = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000",
    "blue": "#0000ff", "navy": "#000080", "gold": "#ffd700", "yellow": "#ffff00",
    "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
}  # fmt: skip
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(?:px)?\s*")
_RULE = re.compile(r"\.([\w-]+(?:\s*,\s*\.[\w-]+)*)\s*\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_MOST, _DEEP = 20_000, 60
_BYTES, _SHEET, _NUMBER = 8_000_000, 20_000, 60
"""Most bytes of a drawing, characters of its style sheet and of one number."""


@dataclass(frozen=True)
class Shape:
    """A closed or open figure; a colour „none“ is not drawn; `even_odd` is how holes are filled."""

    commands: tuple[Command, ...]
    fill: str
    stroke: str
    line: float
    join: int = 0
    cap: int = 0
    even_odd: bool = False


@dataclass(frozen=True)
class Drawing:
    """The view box (left, top, width, height) and the shapes in their order."""

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class _Style:
    matrix: Matrix = svg_path.IDENTITY
    values: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, usual: str) -> str:
        """The value in force."""
        return dict(self.values).get(name, usual)


def read(content: bytes) -> Drawing:
    """The drawing. Raises ValueError, KeyError or a parser's error for what would not be exact."""
    if len(content) > _BYTES:
        raise ValueError(len(content))
    root = ElementTree.fromstring(content)
    if root.tag != f"{_SVG}svg":
        raise ValueError(root.tag)
    shapes = tuple(_walk(root, _Style(), _classes(root), 0))
    if not shapes or len(shapes) > _MOST:
        raise ValueError(len(shapes))
    return Drawing(_view_box(root), shapes)


def _view_box(root: Element) -> tuple[float, float, float, float]:
    text = root.attrib.get("viewBox")
    if text is None:
        text = f"0 0 {_length(root.attrib['width'])} {_length(root.attrib['height'])}"
    left, top, width, height = svg_path.numbers(text)
    if width <= 0 or height <= 0:
        raise ValueError(text)
    return left, top, width, height


def _classes(root: Element) -> dict[str, dict[str, str]]:
    """The rules `.name { … }` of style elements. Raises ValueError for any other rule."""
    found: dict[str, dict[str, str]] = {}
    for node in root.iter(f"{_SVG}style"):
        if len(node.text or "") > _SHEET:
            raise ValueError(len(node.text or ""))
        text = _COMMENT.sub("", node.text or "")
        if _RULE.sub("", text).strip():
            raise ValueError(text[:80])
        for names, body in _RULE.findall(text):
            for name in names.split(","):
                found.setdefault(name.strip().lstrip("."), {}).update(_declared(body))
    return found


def _declared(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _walk(
    node: Element, above: _Style, classes: Mapping[str, dict[str, str]], deep: int
) -> Iterator[Shape]:
    kind = str(node.tag).removeprefix(_SVG)
    if deep > _DEEP:
        raise ValueError(deep)
    if "}" in kind:  # an editor's own element says nothing about the drawing
        return
    if kind in _SILENT:
        if kind == "defs" and any(str(one.tag) != f"{_SVG}style" for one in node):
            raise ValueError(kind)
        return
    style = _styled(node, above, classes)
    if style is None:
        return
    if kind in _FIGURES:
        yield _shape(kind, node.attrib, style)
        return
    if kind not in {"svg", "g"} or (kind == "svg" and deep):
        raise ValueError(kind)
    for child in node:
        yield from _walk(child, style, classes, deep + 1)


def _styled(node: Element, above: _Style, classes: Mapping[str, dict[str, str]]) -> _Style | None:
    """What is in force within the node; None when it is not shown."""
    own: dict[str, str] = {}
    for name, value in node.attrib.items():
        plain = name.rpartition("}")[2]
        if plain in _FORBIDDEN or plain.startswith("on"):
            raise ValueError(name)
        own[name] = value
    for one in node.attrib.get("class", "").split():
        own |= classes.get(one, {})
    own |= _declared(node.attrib.get("style", ""))
    if own.get("display") == "none" or own.get("visibility") == "hidden":
        return None
    for name in _WHOLE & own.keys():
        if float(own[name]) != 1:
            raise ValueError(name)
    if any(own.get(name, "none") != "none" for name in _FORBIDDEN):
        raise ValueError(str(own))
    if own.get("mix-blend-mode", "normal") != "normal":
        raise ValueError(own["mix-blend-mode"])
    values = dict(above.values) | {name: own[name] for name in _STYLED & own.keys()}
    matrix = svg_path.times(above.matrix, svg_path.transform(own.get("transform", "")))
    return replace(above, matrix=matrix, values=tuple(values.items()))


def _shape(kind: str, given: Mapping[str, str], style: _Style) -> Shape:
    a, b, c, d, _e, _f = style.matrix
    scale = abs(a * d - b * c) ** 0.5
    return Shape(
        svg_path.moved(_figure(kind, given), style.matrix),
        "none" if kind == "line" else _colour(style.get("fill", "#000000")),
        _colour(style.get("stroke", "none")),
        _length(style.get("stroke-width", "1")) * scale,
        _JOINS[style.get("stroke-linejoin", "miter")],
        _CAPS[style.get("stroke-linecap", "butt")],
        {"nonzero": False, "evenodd": True}[style.get("fill-rule", "nonzero")],
    )


def _colour(text: str) -> str:
    """„#rrggbb“ or „none“. Raises ValueError for a gradient or anything unknown."""
    said = text.strip().casefold()
    if said in {"none", "transparent"}:
        return "none"
    if parts := _RGB.fullmatch(said):
        red, green, blue = (int(one) for one in parts.groups())
        if max(red, green, blue) > 255:
            raise ValueError(text)
        return f"#{red:02x}{green:02x}{blue:02x}"
    said = _NAMED.get(said, said)
    if not _HEX.fullmatch(said):
        raise ValueError(text)
    said = said if len(said) == 7 else "#" + "".join(one * 2 for one in said[1:])
    HexColor(said)
    return said


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text) if len(text) <= _NUMBER else None
    if found is None:
        raise ValueError(text[:20])
    return svg_path.finite(found[1])


def _figure(kind: str, given: Mapping[str, str]) -> tuple[Command, ...]:
    """The outline of a figure as a path."""
    if kind == "path":
        return svg_path.path(given["d"])

    def at(name: str) -> float:
        return _length(given.get(name, "0"))

    if kind == "rect":
        if given.get("rx") or given.get("ry"):
            x, y, wide, tall = at("x"), at("y"), at("width"), at("height")
            rx = _length(given.get("rx") or given["ry"])
            ry = _length(given.get("ry") or given["rx"])
            rx, ry = min(rx, wide / 2), min(ry, tall / 2)
            arc = f"a{rx},{ry} 0 0 1"
            return svg_path.path(
                f"M{x + rx},{y}h{wide - 2 * rx}{arc} {rx},{ry}v{tall - 2 * ry}{arc} {-rx},{ry}"
                f"h{2 * rx - wide}{arc} {-rx},{-ry}v{2 * ry - tall}{arc} {rx},{-ry}z"
            )
        return svg_path.path(f"M{at('x')},{at('y')}h{at('width')}v{at('height')}h{-at('width')}z")
    if kind == "line":
        return svg_path.path(f"M{at('x1')},{at('y1')}L{at('x2')},{at('y2')}")
    if kind in {"polyline", "polygon"}:
        points = svg_path.numbers(given["points"])
        if len(points) < 4 or len(points) % 2:
            raise ValueError(given["points"])
        return svg_path.path(f"M{given['points']}{'z' if kind == 'polygon' else ''}")
    rx, ry = (at("r"), at("r")) if kind == "circle" else (at("rx"), at("ry"))
    if rx <= 0 or ry <= 0:
        raise ValueError(kind)
    x, y = at("cx"), at("cy")
    return svg_path.path(f"M{x - rx},{y}a{rx},{ry} 0 1 1 {2 * rx},0a{rx},{ry} 0 1 1 {-2 * rx},0z")
