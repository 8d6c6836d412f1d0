"""The year on one page: awards, figures beside the year before, a chart; the lists on pages after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.charts import draw
from ruse_desktop.documents.office import GRID, MARGIN, paper
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.registers import Cell
    from ruse_desktop.domain.year_report import AwardYear, Detail, Part, YearReport

ROOM = A4[0] - 2 * MARGIN
_GAP = 6 * mm
_HALF = (ROOM - _GAP) / 2
_CHART = 42 * mm
_CELL: dict[str, object] = {
    "fontName": type_.SANS, "fontSize": 8.5, "leading": 10.5, "spaceAfter": 0,
}  # fmt: skip
_HEAD: dict[str, object] = {
    "fontName": type_.SANS_SEMI, "fontSize": 8, "leading": 10, "spaceAfter": 0,
}  # fmt: skip


def render(report: YearReport) -> bytes:
    """One A4 page; with details as many more as their lists take."""
    type_.register()
    name = _("Годишен отчет за {year} г.").format(year=report.year)
    said = type_.style("said", fontName=type_.SANS, fontSize=9, leading=12, spaceAfter=6)
    story: list[Flowable] = [
        type_.para(_title(report.year), _style()),
        type_.para(_("към {day}").format(day=date_short(report.drawn_on)), said),
        _awards(report),
        Spacer(1, 5 * mm),
        _parts(report),
        Spacer(1, 5 * mm),
        type_.para(report.months.title, _label()),
        draw(report.months, ROOM, _CHART),
    ]
    for detail in report.details:
        story += [PageBreak() if detail is report.details[0] else Spacer(1, 6 * mm)]
        story += _detail(detail)
    return paper(
        story, title=name, subject=name, lines=(_("Дирекция „Хуманитарни дейности“"),), foot=name,
        municipality=report.municipality, day=report.drawn_on, kept=True,
    )  # fmt: skip


def _title(year: int) -> str:
    return _("Година {year} в числа").format(year=year)


def _style() -> Any:
    return type_.style("title", fontName=type_.TEXT_BOLD, fontSize=17, leading=22, spaceAfter=0)


def _label() -> Any:
    return type_.style("label", fontName=type_.SANS_SEMI, fontSize=10, leading=14, spaceAfter=2)


def _awards(report: YearReport) -> Table:
    """A line for each award, all together under them."""
    heads = (
        _("Отличие"), _("Постъпили"), _("Допуснати"), _("Удостоени"), _("Неприсъдени"),
    )  # fmt: skip
    lines = [_award(one) for one in report.awards]
    lines.append((_("Общо"), *_award(report.total)[1:]))
    table = _grid(heads, lines, (0.4, 0.15, 0.15, 0.15, 0.15), ROOM)
    table.setStyle(TableStyle([("LINEABOVE", (0, -1), (-1, -1), 0.8, type_.INK)]))
    return table


def _award(one: AwardYear) -> tuple[Cell, ...]:
    return (one.award, one.nominations, one.admitted, one.laureates, one.unawarded)


def _parts(report: YearReport) -> Table:
    """The parts in two columns: what is longer stands alone."""
    tall = max(report.parts, key=lambda one: len(one.figures))
    others = [one for one in report.parts if one is not tall]
    made = Table(
        [[_column([tall], report.year), "", _column(others, report.year)]],
        colWidths=(_HALF, _GAP, _HALF),
    )
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    return made


def _column(parts: list[Part], year: int) -> list[Flowable]:
    story: list[Flowable] = []
    for part in parts:
        lines = [(one.name, one.value, one.before) for one in part.figures]
        story += [
            type_.para(part.title, _label()),
            _grid(("", str(year), str(year - 1)), lines, (0.66, 0.17, 0.17), _HALF),
            Spacer(1, 4 * mm),
        ]
    return story


def _detail(detail: Detail) -> list[Flowable]:
    return [
        type_.para(f"{detail.title} ({len(detail.lines)})", _label()),
        _grid(detail.heads, list(detail.lines), detail.widths, ROOM, repeated=True),
    ]


def _grid(
    heads: tuple[str, ...],
    lines: list[Any],
    widths: tuple[float, ...],
    room: float,
    *,
    repeated: bool = False,
) -> Table:
    """A table with numbers to the right."""
    cell, right = type_.style("cell", **_CELL), type_.style("right", **_CELL, alignment=2)
    bold, far = type_.style("head", **_HEAD), type_.style("far", **_HEAD, alignment=2)
    numeric = [all(isinstance(line[n], int) for line in lines) for n in range(len(heads))]
    rows = [[type_.para(text, far if numeric[n] else bold) for n, text in enumerate(heads)]]
    rows += [
        [
            type_.para(
                date_plain(value) if hasattr(value, "year") else str(value),
                right if numeric[n] else cell,
            )
            for n, value in enumerate(line)
        ]
        for line in lines
    ]
    table = Table(
        rows, colWidths=[room * share for share in widths], repeatRows=1 if repeated else 0
    )
    table.setStyle(GRID)
    return table
