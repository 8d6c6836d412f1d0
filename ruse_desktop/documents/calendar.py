"""The calendar on paper: a month or a year as a sheet, then the same as a list (R-F8-0.3)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.calendar_grid import MonthSheet, YearSheet, draw_mark
from ruse_desktop.documents.office import MARGIN, paper, table
from ruse_desktop.domain.calendar_papers import SORT_NAMES, CalendarPaper, Sort, sort_of
from ruse_desktop.domain.events import CATEGORY_NAMES, SOURCE_NAMES, Source
from ruse_desktop.kernel.formats import date_short, month_name, weekday
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from ruse_desktop.domain.calendar_papers import PaperEvent
    from ruse_desktop.domain.events import When

_SIZE = landscape(A4)
_ROOM = _SIZE[0] - 2 * MARGIN
_SHEET = _SIZE[1] - 20 * mm - 18 * mm - 62
_LEGEND = 14.0
_HEADED = 90.0
_PUBLIC = (0.15, 0.11, 0.42, 0.2, 0.12)
_INTERNAL = (0.12, 0.09, 0.27, 0.13, 0.17, 0.22)


def render(made: CalendarPaper) -> bytes:
    """A4 landscape: the sheet of one month or of one year, the list of everything after it."""
    type_.register()
    whole = made.since.month == made.until.month
    sheet = (MonthSheet if whole else YearSheet)(made, _ROOM, _SHEET)
    story: list[Flowable] = [*_heading(made), sheet, Spacer(1, 5), _Legend(made), PageBreak()]
    story += _list(made)
    foot = made.version or _("{town}: {title}").format(town=made.municipality, title=made.title)
    return paper(
        story, title=made.title, subject=made.title, lines=(), foot=foot, size=_SIZE,
        municipality=made.municipality, headed=False, kept=False,
    )  # fmt: skip


def _heading(made: CalendarPaper) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=18, spaceAfter=0
    )
    under = type_.style(
        "under", alignment=1, fontName=type_.SANS, fontSize=9, leading=12, textColor=type_.MUTED
    )
    said = made.version or made.municipality
    day = _("Към {day}").format(day=date_short(made.drawn_on))
    return [type_.para(made.title, big), type_.para(f"{said} · {day}", under)]


class _Legend(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """What the marks and the red days say; only those that are on the sheet."""

    def __init__(self, made: CalendarPaper) -> None:
        super().__init__()
        shown = {sort_of(one.occurrence) for one in made.events
                 if one.occurrence.source is not Source.HOLIDAY}  # fmt: skip
        self._sorts = [sort for sort in Sort if sort in shown]

    def wrap(self, _wide: float, _tall: float) -> tuple[float, float]:
        """One line."""
        return _ROOM, _LEGEND

    def draw(self) -> None:
        """Each mark with its words."""
        canvas: Canvas = self.canv
        x = 0.0
        for sort in self._sorts:
            draw_mark(canvas, sort, x, 4, 5.5)
            x = self._word(_(SORT_NAMES[sort]), x + 9) + 18
        canvas.setFillColor(type_.MUTED)
        self._word(_("В червено: неделя и официален празник"), x)

    def _word(self, text: str, x: float) -> float:
        canvas: Canvas = self.canv
        canvas.setFillColor(type_.MUTED)
        canvas.setFont(type_.SANS, 8.5)
        canvas.drawString(x, 4, text)
        return x + type_.width(text, type_.SANS, 8.5)


def _list(made: CalendarPaper) -> list[Flowable]:
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    name = type_.style(
        "month", fontName=type_.TEXT_BOLD, fontSize=12, leading=16, spaceBefore=6, spaceAfter=2
    )
    if not made.events:
        return [type_.para(_("Няма събития."), small)]
    heads = [_("Ден"), _("Час"), _("Събитие"), _("Място")]
    heads += [_("Участват, отговарят"), _("Бележки")] if made.internal else [_("Вид")]
    widths: Sequence[float] = _INTERNAL if made.internal else _PUBLIC
    story: list[Flowable] = []
    first = made.since
    dated = [(max(one.occurrence.when.on, first), one) for one in made.events]
    for month, group in groupby(dated, lambda pair: (pair[0].year, pair[0].month)):
        rows = [_row(one, internal=made.internal) for _day, one in group]
        head = type_.para(f"{month_name(month[1]).capitalize()} {month[0]}", name)
        story += [CondPageBreak(_HEADED), head, table(heads, rows, widths, _ROOM)]
    n = len(made.events)
    count = ngettext("Общо {n} събитие", "Общо {n} събития", n).format(n=n)
    return [*story, KeepTogether([Spacer(1, 8), type_.para(f"{count}.", small)])]


def _row(one: PaperEvent, *, internal: bool) -> list[str]:
    shown = one.occurrence
    title = _("{title} (отменено)").format(title=shown.title) if one.cancelled else shown.title
    said = "\n".join(text for text in (title, one.told) if text)
    kind = CATEGORY_NAMES[shown.category] if shown.source is Source.EVENT else SOURCE_NAMES[shown.source]  # fmt: skip
    ends = [one.who, one.notes] if internal else [_(kind)]
    return [_days(shown.when), _hours(shown.when), said, shown.place, *ends]


def _days(when: When) -> str:
    if when.until == when.on:
        return f"{date_short(when.on)}\n{weekday(when.on)}"
    return f"{date_short(when.on)} –\n{date_short(when.until)}"


def _hours(when: When) -> str:
    if when.starts is None:
        return ""
    ends = f"–{when.ends:%H:%M}" if when.ends is not None else ""
    return f"{when.starts:%H:%M}{ends}"
