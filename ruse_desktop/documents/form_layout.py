"""How the things to fill in are laid out on the page: labels drawn, places of the boxes noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.form_fields import Box, BoxKind
from ruse_desktop.domain.form_sheet import LINES, ON
from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ruse_desktop.domain.form_sheet import SheetItem
    from ruse_desktop.domain.intake import Choice, Column

_PAPER = HexColor("#f3f6fa")
_GAP = 8.0
_LINE = 17.0
_WRITING = 13.0
_TICK = 10.0
_BESIDE = 5.0
_WEIGHTS = {
    FieldKind.DATE: 1.3, FieldKind.NUMBER: 1.0, FieldKind.YES_NO: 1.0, FieldKind.CHOICE: 1.9,
    FieldKind.TEXT: 3.0, FieldKind.LONG: 5.0,
}  # fmt: skip
_NAME_LIMIT = 200
_SHORT_LIST = 60
_FULL = 1.01


@dataclass(frozen=True)
class _Mark:
    """A box to be drawn, its upper left corner from the upper left corner of the block."""

    box: Box
    x: float
    y: float
    wide: float
    tall: float


class Block(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One line of items, or one item with its choices or lines; `boxes` receives the places."""

    def __init__(self, items: Sequence[SheetItem], boxes: list[Box]) -> None:
        super().__init__()
        self._items = items
        self._boxes = boxes
        self._texts: list[tuple[Paragraph, float, float]] = []
        self._marks: list[_Mark] = []
        self._label = type_.style(
            "label", fontName=type_.SANS_SEMI, fontSize=8.5, leading=10.5, spaceAfter=0
        )
        self._hint = type_.style(
            "hint",
            fontName=type_.SANS,
            fontSize=7.8,
            leading=9.6,
            textColor=type_.MUTED,
            spaceAfter=0,
        )
        self._choice = type_.style(
            "choice", fontName=type_.SANS, fontSize=9, leading=11, spaceAfter=0
        )

    def wrap(self, room: float, _tall: float) -> tuple[float, float]:
        """Lay everything out; the size needed."""
        self._texts, self._marks = [], []
        x = bottom = 0.0
        free = room - _GAP * (len(self._items) - 1)
        for item in self._items:
            wide = room if len(self._items) == 1 and item.width > 0.9 else free * item.width
            top = self._heading(item, x, wide)
            bottom = max(bottom, top)
            x += wide + _GAP
        x = 0.0
        top, bottom = bottom, 0.0
        for item in self._items:
            wide = room if len(self._items) == 1 and item.width > 0.9 else free * item.width
            bottom = max(bottom, self._body(item, x, top, wide))
            x += wide + _GAP
        self.width, self.height = room, bottom + 5
        return room, self.height

    def draw(self) -> None:
        """Draw the labels and the boxes; note where the boxes lie on the page."""
        canvas = self.canv
        canvas.setStrokeColor(type_.LINE)
        canvas.setFillColor(_PAPER)
        canvas.setLineWidth(0.5)
        for mark in self._marks:
            low = self.height - mark.y - mark.tall
            canvas.rect(mark.x, low, mark.wide, mark.tall, stroke=1, fill=1)
            left, down = canvas.absolutePosition(mark.x, low)
            self._boxes.append(_placed(mark, canvas.getPageNumber() - 1, left, down))
        for text, x, y in self._texts:
            text.drawOn(canvas, x, self.height - y - text.height)

    def _say(self, text: str, style: Any, x: float, y: float, wide: float) -> float:
        """Put a paragraph; the y under it."""
        made = type_.para(text, style)
        _wide, tall = made.wrap(wide, 10_000)
        self._texts.append((made, x, y))
        return float(y + tall)

    def _heading(self, item: SheetItem, x: float, wide: float) -> float:
        y = 0.0
        if item.label:
            label = f"{item.label}\u00a0*" if item.required else item.label
            y = self._say(label, self._label, x, y, wide)
        if item.hint:
            y = self._say(item.hint, self._hint, x, y, wide)
        return y + 2 if y else 0.0

    def _body(self, item: SheetItem, x: float, y: float, wide: float) -> float:
        if item.kind is FieldKind.ROWS:
            return self._table(item, x, y, wide)
        if item.spread or item.kind is FieldKind.CHOICES:
            return self._spread(item, x, y, wide)
        tall = item.lines * _WRITING + 5 if item.lines > 1 else _LINE
        box = _single(item.name, item.label, item.kind, item.choices, required=item.required)
        self._marks.append(_Mark(box, x, y, wide, tall))
        return y + tall

    def _spread(self, item: SheetItem, x: float, y: float, wide: float) -> float:
        """A small box before each choice, in as many columns as the texts allow."""
        longest = max(type_.width(one.name, type_.SANS, 9) for one in item.choices)
        need = longest + _TICK + _BESIDE + _GAP
        columns = max(1, min(4, len(item.choices), int(wide // need)))
        across = wide / columns
        for start in range(0, len(item.choices), columns):
            lowest = y
            for n, choice in enumerate(item.choices[start : start + columns]):
                left = x + n * across
                self._marks.append(_Mark(_ticked(item, choice), left, y + 0.5, _TICK, _TICK))
                room = across - _TICK - _BESIDE - 2
                end = self._say(choice.name, self._choice, left + _TICK + _BESIDE, y, room)
                lowest = max(lowest, end, y + _TICK)
            y = lowest + 2.5
        return y

    def _table(self, item: SheetItem, x: float, y: float, wide: float) -> float:
        weights = [_weight(column) for column in item.columns]
        widths = [weight / sum(weights) * wide for weight in weights]
        lowest = y
        left = x
        for column, room in zip(item.columns, widths, strict=True):
            name = f"{column.name}\u00a0*" if column.required else column.name
            end = self._say(name, self._hint, left, y, room - 3)
            if column.choices:
                listed = "/".join(one.name for one in column.choices)
                if len(listed) <= _SHORT_LIST:  # a longer one stands above the table
                    end = self._say(f"({listed})", self._hint, left, end, room - 3)
            lowest = max(lowest, end)
            left += room
        y = lowest + 1.5
        long = any(column.kind is FieldKind.LONG for column in item.columns)
        tall = 3 * _WRITING if long else _LINE
        for line in range(1, LINES + 1):
            left = x
            for column, room in zip(item.columns, widths, strict=True):
                self._marks.append(_Mark(_cell(item, line, column), left, y, room, tall))
                left += room
            y += tall
        return y


def _weight(column: Column) -> float:
    """The part of the line that a column wants; long choices want more."""
    longest = max((len(one.name) for one in column.choices), default=0)
    return max(_WEIGHTS.get(column.kind, 3.0), min(4.0, longest / 12))


def _placed(mark: _Mark, page: int, left: float, low: float) -> Box:
    inset = 0.0 if mark.box.kind in {BoxKind.CHECK, BoxKind.RADIO} else 1.0
    rect = (left + inset, low + inset, left + mark.wide - inset, low + mark.tall - inset)
    box = mark.box
    return Box(
        box.name, box.kind, page, rect, type_.plain(box.tip), box.state, box.options, box.required,
        box.limit,
    )  # fmt: skip


def _single(
    name: str, tip: str, kind: FieldKind, choices: Iterable[Choice], *, required: bool = False
) -> Box:
    options = tuple(type_.plain(one.name) for one in choices)
    if kind is FieldKind.DATE:
        tip = _("{label} (ден.месец.година)").format(label=tip)
    if kind is FieldKind.YES_NO and not options:
        options = (_("да"), _("не"))
    if kind in {FieldKind.CHOICE, FieldKind.YES_NO}:
        box_kind, limit = BoxKind.LIST, 0
    elif kind is FieldKind.LONG:
        box_kind, limit = BoxKind.LONG, 0
    else:
        box_kind, limit = BoxKind.TEXT, _NAME_LIMIT
    return Box(name, box_kind, 0, (0, 0, 0, 0), tip, "", options, required, limit)


def _ticked(item: SheetItem, choice: Choice) -> Box:
    tip = f"{item.label}: {choice.name}" if item.label else choice.name
    if item.kind is FieldKind.CHOICES:
        return Box(item.box(choice), BoxKind.CHECK, 0, (0, 0, 0, 0), tip, ON)
    return Box(
        item.name, BoxKind.RADIO, 0, (0, 0, 0, 0), tip, item.state(choice), required=item.required
    )


def _cell(item: SheetItem, line: int, column: Column) -> Box:
    tip = _("{table}, ред {n}: {column}").format(table=item.label, n=line, column=column.name)
    return _single(item.cell(line, column), tip, column.kind, column.choices)


def lines_of(items: Iterable[SheetItem]) -> Iterator[tuple[SheetItem, ...]]:
    """Items that stand beside each other, as long as their widths fit into the line."""
    line: list[SheetItem] = []
    used = 0.0
    for item in items:
        if line and used + item.width > _FULL:
            yield tuple(line)
            line, used = [], 0.0
        line.append(item)
        used += item.width
    if line:
        yield tuple(line)
