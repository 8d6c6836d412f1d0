"""The arrangement of flags on a page: drawn from left to right, the reasons beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import paper, table
from ruse_desktop.domain.flag_order import HIGH, WIDE, Side, shapes
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.flag_order import Arrangement, FlagLook

_ROOM = 480.0
_WIDEST = 90.0
_POLE = 26.0


def render(arrangement: Arrangement, *, occasion: str, municipality: str) -> bytes:
    """One page A4 as PDF."""
    type_.register()
    title = _("Подреждане на знамената")
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
    )
    under = type_.style("under", alignment=1, spaceAfter=10)
    seen = (
        _("гледано от публиката, срещу сградата")
        if arrangement.side is Side.VIEWER
        else _("гледано от сцената, с лице към публиката")
    )
    rows = tuple(
        (
            str(n), one.flag.name,
            _("{why} (служебна практика)").format(why=one.why) if one.practice else one.why,
        )
        for n, one in enumerate(arrangement.places, 1)
    )  # fmt: skip
    story: list[Flowable] = [
        type_.para(title, big),
        type_.para(" · ".join(part for part in (occasion, seen) if part), under),
        Spacer(1, 8),
        drawing(arrangement),
        Spacer(1, 14),
        table((_("Място отляво"), _("Знаме"), _("Защо")), rows, (0.16, 0.3, 0.54)),
    ]
    return paper(
        story, title=title, subject=title, lines=(_("Дирекция „Хуманитарни дейности“"),),
        foot=title, municipality=municipality,
    )  # fmt: skip


def drawing(arrangement: Arrangement) -> Drawing:
    """The flags on their poles."""
    count = max(1, len(arrangement.places))
    step = min(_WIDEST + 14, _ROOM / count)
    wide = step - 14
    high = wide * HIGH / WIDE
    made = Drawing(_ROOM, high + _POLE + 18)
    left = (_ROOM - step * count) / 2
    for n, one in enumerate(arrangement.places):
        _flag(made, one.flag, left + n * step + 5, _POLE + 16, wide)
    return made


def _flag(made: Drawing, flag: FlagLook, left: float, bottom: float, wide: float) -> None:
    unit = wide / WIDE
    high = HIGH * unit

    def point(x: float, y: float) -> tuple[float, float]:
        return left + x * unit, bottom + high - y * unit

    made.add(Line(left - 2, bottom - _POLE, left - 2, bottom + high + 4, strokeWidth=2.4,
                  strokeColor=HexColor("#86641a")))  # fmt: skip
    for one in shapes(flag):
        fill = HexColor(one.colour)
        if one.kind == "rect":
            (x0, y0), (x1, y1) = one.points
            x, y = point(x0, y1)
            made.add(
                Rect(x, y, (x1 - x0) * unit, (y1 - y0) * unit, fillColor=fill, strokeColor=None)
            )
        elif one.kind == "disc":
            x, y = point(*one.points[0])
            made.add(Circle(x, y, one.radius * unit, fillColor=fill, strokeColor=None))
        else:
            flat = [value for pair in one.points for value in point(*pair)]
            made.add(Polygon(flat, fillColor=fill, strokeColor=None))
    made.add(Rect(left, bottom, wide, high, fillColor=None, strokeColor=HexColor("#8c96a3"),
                  strokeWidth=0.5))  # fmt: skip
    made.add(String(left + wide / 2, 4, flag.name, fontName=type_.TEXT, fontSize=7.5,
                    textAnchor="middle"))  # fmt: skip
