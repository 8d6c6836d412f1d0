"""The month and the year as drawn sheets: days, holidays, events with a mark for their kind."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor, white
from reportlab.platypus import Flowable

from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.calendar_papers import CalendarPaper, PaperEvent, Sort, sort_of
from ruse_desktop.domain.events import Source
from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

_WEEKS = Calendar()
_RED = HexColor("#a61b29")
_FREE = HexColor("#fbeaea")
_REST = HexColor("#f1f3f6")
_BARS: dict[Sort, Color] = {
    Sort.CEREMONY: HexColor("#f3e6c4"), Sort.CULTURE: HexColor("#dcefe0"),
    Sort.TERM: HexColor("#fbe3cf"), Sort.OTHER: HexColor("#dde8f5"),
}  # fmt: skip
_MARKS: dict[Sort, Color] = {
    Sort.CEREMONY: HexColor("#8a6512"), Sort.CULTURE: HexColor("#1d6b35"),
    Sort.TERM: HexColor("#a3480b"), Sort.OTHER: HexColor("#1c4f8f"),
}  # fmt: skip
_SATURDAY = 5
_HEAD, _NUMBER, _LANE, _SIZE = 15.0, 13.0, 9.2, 7.4
_LINES = 4
_DAYS = 7
_ACROSS, _DOWN, _GAP = 4, 3, 16.0


def draw_mark(canvas: Canvas, sort: Sort, x: float, y: float, size: float) -> None:
    """A diamond, a circle, a triangle or a square of `size` points with its lower left at (x, y)."""
    canvas.setFillColor(_MARKS[sort])
    half = size / 2
    if sort is Sort.CULTURE:
        canvas.circle(x + half, y + half, half, stroke=0, fill=1)
        return
    corners = {
        Sort.CEREMONY: ((0, half), (half, size), (size, half), (half, 0)),
        Sort.TERM: ((0, 0), (half, size), (size, 0)),
    }.get(sort, ((0, 0), (0, size), (size, size), (size, 0)))
    path = canvas.beginPath()
    path.moveTo(x + corners[0][0], y + corners[0][1])
    for right, up in corners[1:]:
        path.lineTo(x + right, y + up)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def weekday_names() -> tuple[str, ...]:
    """Monday first, short."""
    return (_("пн"), _("вт"), _("ср"), _("чт"), _("пт"), _("сб"), _("нд"))


class MonthSheet(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The weeks of a month; what does not fit is counted in its day and stands in the list."""

    def __init__(self, paper: CalendarPaper, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._paper = paper
        self._weeks = _WEEKS.monthdatescalendar(paper.since.year, paper.since.month)
        self._column = width / _DAYS
        self._row = (height - _HEAD) / len(self._weeks)

    def wrap(self, _wide: float, _tall: float) -> tuple[float, float]:
        """Its size is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Days first, then what happens in them."""
        canvas: Canvas = self.canv
        canvas.setFont(type_.SANS_SEMI, 9)
        canvas.setFillColor(type_.MUTED)
        for n, name in enumerate(weekday_names()):
            canvas.drawCentredString((n + 0.5) * self._column, self.height - _HEAD + 4, name)
        for n, week in enumerate(self._weeks):
            top = self.height - _HEAD - n * self._row
            self._days(week, top)
            self._week(week, top)

    def _days(self, week: Sequence[date], top: float) -> None:
        canvas: Canvas = self.canv
        holidays, month = self._paper.holidays, self._paper.since.month
        canvas.setStrokeColor(type_.LINE)
        canvas.setLineWidth(0.5)
        for n, day in enumerate(week):
            rest = _REST if day.weekday() >= _SATURDAY else white
            canvas.setFillColor(_FREE if day in holidays and day.month == month else rest)
            canvas.rect(n * self._column, top - self._row, self._column, self._row, fill=1)
            free = day.weekday() == _DAYS - 1 or day in holidays
            mine = day.month == month
            canvas.setFillColor((_RED if free else type_.INK) if mine else type_.LINE)
            canvas.setFont(type_.SANS_BOLD, 10)
            canvas.drawString(n * self._column + 4, top - 10.5, str(day.day))

    def _week(self, week: Sequence[date], top: float) -> None:
        """Longer events as bars over their days, others as lines in theirs."""
        lanes = max(1, int((self._row - _NUMBER - 1) / _LANE))
        taken: set[tuple[int, int]] = set()
        missed = [0] * _DAYS
        found = [(one, self._columns(one, week)) for one in sorted(self._of(week), key=_rank)]
        crowd = Counter(n for _one, days in found for n in days)
        for one, days in found:
            if not days:
                continue
            others = max(crowd[n] for n in days) - 1
            share = (lanes - 1) // others if others else _LINES  # the last one has still a line
            lines = _cut(self._lines(one, len(days)), max(1, min(_LINES, share)))
            place = _place(taken, lanes, days, len(lines))
            if place is None:
                for n in days:
                    missed[n] += 1
                continue
            lane, high = place
            taken |= {(n, lane + k) for n in days for k in range(high)}
            self._event(one, days, top - _NUMBER - lane * _LANE, _cut(lines, high))
        self._missed(missed, top)

    def _of(self, week: Sequence[date]) -> Iterable[PaperEvent]:
        for one in self._paper.events:
            when = one.occurrence.when
            if when.on <= week[-1] and when.until >= week[0]:
                yield one

    def _columns(self, one: PaperEvent, week: Sequence[date]) -> list[int]:
        """In which columns of the week it stands."""
        days, month = set(one.occurrence.days()), self._paper.since.month
        return [n for n, day in enumerate(week) if day in days and day.month == month]

    def _lines(self, one: PaperEvent, columns: int) -> list[str]:
        shown = one.occurrence
        begins = f"{shown.when.starts:%H:%M} " if shown.when.starts is not None else ""
        place = f", {shown.place}" if shown.place and columns == 1 else ""
        room = columns * self._column - 15
        lines = type_.wrap(f"{begins}{shown.title}{place}", type_.SANS, _SIZE, room)
        return lines if columns == 1 else _cut(lines, 1)

    def _event(self, one: PaperEvent, days: Sequence[int], top: float, lines: list[str]) -> None:
        canvas: Canvas = self.canv
        left, wide = days[0] * self._column, len(days) * self._column
        holiday = one.occurrence.source is Source.HOLIDAY
        sort = sort_of(one.occurrence)
        if len(days) > 1:
            canvas.setFillColor(_BARS[sort])
            canvas.roundRect(left + 2, top - _LANE + 0.6, wide - 4, _LANE - 1, 2, stroke=0, fill=1)
        if not holiday:
            draw_mark(canvas, sort, left + 4.5, top - _LANE + 3, 4.4)
        canvas.setFillColor(_RED if holiday else type_.MUTED if one.cancelled else type_.INK)
        canvas.setFont(type_.SANS_SEMI if holiday else type_.SANS, _SIZE)
        for n, line in enumerate(lines):
            x, y = left + (4 if holiday else 11), top - (n + 1) * _LANE + 2.6
            canvas.drawString(x, y, line)
            if one.cancelled:
                canvas.setStrokeColor(type_.MUTED)
                canvas.line(x, y + 2.2, x + type_.width(line, type_.SANS, _SIZE), y + 2.2)

    def _missed(self, missed: Sequence[int], top: float) -> None:
        canvas: Canvas = self.canv
        canvas.setFillColor(type_.INK)
        canvas.setFont(type_.SANS_SEMI, 7)
        for n, count in enumerate(missed):
            if count:
                text = _("+ още {n} в списъка").format(n=count)
                canvas.drawRightString((n + 1) * self._column - 4, top - 10, text)


def _rank(one: PaperEvent) -> tuple[bool, bool, date, bool, object, str]:
    """Holidays, then bars, then by time."""
    when = one.occurrence.when
    holiday = one.occurrence.source is Source.HOLIDAY
    return (not holiday, when.until == when.on, when.on, not when.all_day, when.begin,
            one.occurrence.title)  # fmt: skip


def _place(
    taken: set[tuple[int, int]], lanes: int, days: Sequence[int], high: int
) -> tuple[int, int] | None:
    """The first free lane with room for `high` lines, or for fewer; None when there is none."""
    for wanted in range(high, 0, -1):
        for lane in range(lanes - wanted + 1):
            if not any((n, lane + k) in taken for n in days for k in range(wanted)):
                return lane, wanted
    return None


def _cut(lines: list[str], high: int) -> list[str]:
    if len(lines) <= high:
        return lines
    return [*lines[: high - 1], f"{lines[high - 1].rstrip(' ,–')}…"]


class YearSheet(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Twelve small months; a day with events carries their marks under its number."""

    def __init__(self, paper: CalendarPaper, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._paper = paper
        self._sorts: dict[date, list[Sort]] = {}
        for one in paper.events:
            if one.occurrence.source is Source.HOLIDAY:
                continue
            for day in one.occurrence.days():
                sorts = self._sorts.setdefault(day, [])
                if sort_of(one.occurrence) not in sorts:
                    sorts.append(sort_of(one.occurrence))

    def wrap(self, _wide: float, _tall: float) -> tuple[float, float]:
        """Its size is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Four across, three down."""
        wide = (self.width - (_ACROSS - 1) * _GAP) / _ACROSS
        tall = (self.height - (_DOWN - 1) * _GAP / 2) / _DOWN
        for n in range(12):
            down, across = divmod(n, _ACROSS)
            top = self.height - down * (tall + _GAP / 2)
            self._month(n + 1, across * (wide + _GAP), top, wide, tall)

    def _month(self, month: int, left: float, top: float, wide: float, tall: float) -> None:
        canvas: Canvas = self.canv
        column, row = wide / _DAYS, (tall - 26) / 6
        canvas.setFillColor(type_.BLUE)
        canvas.setFont(type_.SANS_BOLD, 10.5)
        canvas.drawString(left, top - 10, month_name(month).capitalize())
        canvas.setStrokeColor(type_.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, top - 13.5, left + wide, top - 13.5)
        canvas.setFillColor(type_.MUTED)
        canvas.setFont(type_.SANS, 7)
        for n, name in enumerate(weekday_names()):
            canvas.drawCentredString(left + (n + 0.5) * column, top - 21.5, name)
        weeks = _WEEKS.monthdatescalendar(self._paper.since.year, month)
        for k, week in enumerate(weeks):
            for n, day in enumerate(week):
                if day.month == month:
                    self._day(day, left + n * column, top - 25 - k * row, (column, row))

    def _day(self, day: date, left: float, top: float, size: tuple[float, float]) -> None:
        canvas: Canvas = self.canv
        wide, tall = size
        holiday = day in self._paper.holidays
        if holiday:
            canvas.setFillColor(_FREE)
            canvas.roundRect(left + 1, top - tall + 1, wide - 2, tall - 1, 2, stroke=0, fill=1)
        free = holiday or day.weekday() == _DAYS - 1
        sorts = self._sorts.get(day, [])
        canvas.setFillColor(_RED if free else type_.INK)
        canvas.setFont(type_.SANS_BOLD if sorts or holiday else type_.SANS, 8.5)
        canvas.drawCentredString(left + wide / 2, top - 9.5, str(day.day))
        step = 4.8
        begin = left + wide / 2 - (len(sorts) * step - 1) / 2
        for n, sort in enumerate(sorts):
            draw_mark(canvas, sort, begin + n * step, top - 15.5, 3.8)
