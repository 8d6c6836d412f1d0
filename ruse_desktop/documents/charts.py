"""Statistics as PDF: each chart drawn once, its figures beside it in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import GRID, MARGIN, paper
from ruse_desktop.domain.statistics import ChartKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from ruse_desktop.domain.statistics import Bar, Chart, Statistics

SIZE = landscape(A4)
ROOM = SIZE[0] - 2 * MARGIN
_TALL = 112 * mm
_DRAWN = 18
_GROUP_TALL = 340.0
_GROUPS = 3
_LABEL = 8.5
_CELL: dict[str, object] = {
    "fontName": type_.SANS, "fontSize": 8.5, "leading": 10.5, "spaceAfter": 0,
}  # fmt: skip
_HEAD: dict[str, object] = {
    "fontName": type_.SANS_SEMI, "fontSize": 8, "leading": 10, "spaceAfter": 0,
}  # fmt: skip
_TICKS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def render(report: Statistics) -> bytes:
    """One page for each chart, more where its table is long; A4 landscape."""
    type_.register()
    name = _("Справка за носителите")
    book = report.book or _("всички отличия")
    period = _("{first}–{last} г.").format(first=report.first, last=report.last)
    said = ngettext(
        "{book}, {period}: {n} носител към {day}",
        "{book}, {period}: {n} носители към {day}",
        report.laureates,
    ).format(book=book, period=period, n=report.laureates, day=date_short(report.drawn_on))
    story: list[Flowable] = []
    for chart in report.charts:
        if story:
            story.append(Spacer(1, 9 * mm))
        story += _page(chart, said)
    foot = f"{name}: {book}, {period}"
    return paper(
        story, title=name, subject=book, lines=(name,), foot=foot, size=SIZE, kept=False,
    )  # fmt: skip


def _page(chart: Chart, said: str) -> list[Flowable]:
    head = type_.style("chart", fontName=type_.TEXT_BOLD, fontSize=14, leading=18, spaceAfter=1)
    small = type_.style("said", fontName=type_.SANS, fontSize=9, leading=12, spaceAfter=6)
    columns = chart.kind is ChartKind.COLUMNS
    groups = _groups(chart)
    at_once = _GROUPS if columns else 1
    beside, rest = groups[:at_once], groups[at_once:]
    wide = _table_width(chart, beside)
    drawing = draw(chart, ROOM - wide - 8 * mm, _TALL)
    both = Table([[drawing, _tables(chart, beside)]], colWidths=(ROOM - wide, wide))
    both.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    notes = [chart.note] if chart.note else []
    if chart.kind is ChartKind.BARS and len(chart.bars) > _DRAWN:
        notes.append(_("На чертежа са първите {n}; всички са в таблицата.").format(n=_DRAWN))
    story: list[Flowable] = [type_.para(chart.title, head), type_.para(said, small), both]
    story += [type_.para(note, small) for note in notes]
    story = [KeepTogether(story)]
    while rest:
        part, rest = rest[:_GROUPS], rest[_GROUPS:]
        story += [PageBreak(), type_.para(chart.title, head), Spacer(1, 4), _tables(chart, part)]
    return story


def _widths(chart: Chart) -> list[float]:
    """Widths of the columns of one group, in points."""
    if chart.kind is ChartKind.COLUMNS:
        return [40.0, 46.0]
    first = 150.0 if len(chart.head) <= 3 else 128.0
    return [first, *[50.0 if len(chart.head) <= 3 else 62.0] * (len(chart.head) - 1)]


def _groups(chart: Chart) -> list[list[Bar]]:
    """The lines of the table in groups that are no higher than the room."""
    room = _widths(chart)[0] - 8
    groups: list[list[Bar]] = [[]]
    used = 0.0
    for bar in chart.bars:
        lines = len(type_.wrap(bar.cells[0], type_.SANS, _LABEL, room))
        tall = 10.5 * max(1, lines) + 5.5
        if groups[-1] and used + tall > _GROUP_TALL:
            groups.append([])
            used = 0.0
        groups[-1].append(bar)
        used += tall
    return groups


def _table_width(chart: Chart, groups: Sequence[Sequence[Bar]]) -> float:
    return sum(_widths(chart)) * len(groups) + 10 * (len(groups) - 1)


def _tables(chart: Chart, groups: Sequence[Sequence[Bar]]) -> Table:
    """The figures in groups of rows side by side."""
    cell = type_.style("cell", **_CELL)
    right = type_.style("right", **_CELL, alignment=2)
    bold = type_.style("head", **_HEAD)
    far = type_.style("far", **_HEAD, alignment=2)
    widths = _widths(chart)
    made: list[Any] = []
    for group in groups:
        rows = [[type_.para(text, far if n else bold) for n, text in enumerate(chart.head)]]
        rows += [
            [type_.para(text, right if n else cell) for n, text in enumerate(bar.cells)]
            for bar in group
        ]
        table = Table(rows, colWidths=widths)
        table.setStyle(GRID)
        made.append(table)
    whole = Table([made], colWidths=[sum(widths) + 10] * len(made), hAlign="LEFT")
    whole.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    return whole


class Picture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Bars, lines and texts, drawn in the order in which they were added."""

    def __init__(self, wide: float, tall: float) -> None:
        super().__init__()
        self.width, self.height = wide, tall
        self._strokes: list[Callable[[Canvas], None]] = []

    def wrap(self, _room: float, _tall: float) -> tuple[float, float]:
        """As large as it was made."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        for stroke in self._strokes:
            stroke(self.canv)

    def bar(self, x: float, y: float, wide: float, tall: float) -> None:
        """A full rectangle, at least a hair wide."""

        def stroke(canvas: Canvas) -> None:
            canvas.setFillColor(type_.BLUE)
            canvas.rect(x, y, max(wide, 0.6), max(tall, 0.6), stroke=0, fill=1)

        self._strokes.append(stroke)

    def line(self, ends: tuple[float, float, float, float], *, strong: bool = False) -> None:
        """A grid line, or an axis."""

        def stroke(canvas: Canvas) -> None:
            canvas.setStrokeColor(type_.INK if strong else type_.LINE)
            canvas.setLineWidth(0.8 if strong else 0.4)
            canvas.line(*ends)

        self._strokes.append(stroke)

    def text(self, text: str, x: float, y: float, *, at: str = "middle") -> None:
        """A short text centred on `x`, ending there or starting there."""
        wide = type_.width(text, type_.SANS, _LABEL)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[at]

        def stroke(canvas: Canvas) -> None:
            canvas.setFillColor(type_.INK)
            type_.draw(canvas, text, left, y, type_.SANS, _LABEL)

        self._strokes.append(stroke)


def draw(chart: Chart, wide: float, tall: float) -> Picture:
    """The drawing alone, `wide` × `tall` points; every bar carries its number."""
    if chart.kind is ChartKind.COLUMNS:
        return _columns(chart, wide, tall)
    return _bars(chart, wide, tall)


def _columns(chart: Chart, wide: float, tall: float) -> Picture:
    made = Picture(wide, tall)
    left, low, high = 26.0, 22.0, tall - 14
    most = max((bar.value for bar in chart.bars), default=0)
    step = _tick(most)
    top = max(step, step * -(-most // step))
    scale = (high - low) / top
    value = 0.0
    while value <= top:
        y = low + value * scale
        made.line((left, y, wide, y))
        made.text(f"{value:g}", left - 4, y - 3, at="end")
        value += step
    room = (wide - left) / max(1, len(chart.bars))
    each = max(1, -(-26 // int(room + 1)))
    for n, bar in enumerate(chart.bars):
        x = left + n * room
        made.bar(x + room * 0.14, low, room * 0.72, bar.value * scale)
        if n % each == 0:
            made.text(bar.name, x + room / 2, low - 12)
        if bar.value and room >= 9:
            made.text(f"{bar.value:g}", x + room / 2, low + bar.value * scale + 3)
    made.line((left, low, wide, low), strong=True)
    return made


def _bars(chart: Chart, wide: float, tall: float) -> Picture:
    bars = chart.bars[:_DRAWN]
    row = min(24.0, (tall - 8) / max(1, len(bars)))
    high = row * len(bars) + 8
    made = Picture(wide, high)
    names = wide * 0.42
    most = max((bar.value for bar in bars), default=0) or 1
    room = wide - names - 40
    for n, bar in enumerate(bars):
        y = high - (n + 1) * row
        _name(made, bar.name, names - 8, y + row / 2, two=row >= 20)
        long = bar.value / most * room
        made.bar(names, y + row * 0.2, long, row * 0.6)
        shown = f"{bar.value:g}".replace(".", ",") + chart.unit
        made.text(shown, names + long + 4, y + row / 2 - 3, at="start")
    made.line((names, 4, names, high), strong=True)
    return made


def _name(made: Picture, name: str, room: float, y: float, *, two: bool) -> None:
    """A name at the left of its bar, on one line or two; the table has it whole."""
    lines = type_.wrap(name, type_.SANS, _LABEL, room)
    most = 2 if two else 1
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,") + "…"]
    base = y - 3 + (len(lines) - 1) * 4.6
    for n, line in enumerate(lines):
        made.text(line, room, base - n * 9.2, at="end")


def _tick(most: float) -> int:
    """The distance of grid lines: at most six of them."""
    return next((one for one in _TICKS if most / one <= 6), _TICKS[-1])
