"""The sheet of requirements: what the act prescribes, emblem and flag drawn to scale (чл. 8, 14)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from ruse_desktop.documents import emblem
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper
from ruse_desktop.domain.artwork import EMBLEM, comma, percent
from ruse_desktop.domain.requirements import SIZES_MM
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

    from ruse_desktop.domain.requirements import Elements, RequirementSheet

_BOX = "[\u00a0\u00a0\u00a0]"
_TALL = 50 * mm
_GAP = 8 * mm
_FLAG_LONG = 102 * mm
_FLAG_EMBLEM = 0.6
_SMALL = 8.5


def render(sheet: RequirementSheet, source: Path | None) -> bytes:
    """The sheet, A4 portrait; `source` is the emblem's file, None for the one in force."""
    type_.register()
    title = _("Изисквания за приложение на герба и знамето")
    return paper(
        _story(sheet, title, source), title=title, subject=sheet.version.title,
        lines=(_("Дирекция „Хуманитарни дейности“"),), foot=sheet.version.title,
        municipality=sheet.municipality,
    )  # fmt: skip


def _story(sheet: RequirementSheet, title: str, source: Path | None) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
    )
    under = type_.style("under", alignment=1, spaceAfter=4)
    body = type_.style("body", fontSize=10.5, leading=14.5, spaceAfter=3)
    grounds = [str(one) for one in (sheet.ground, sheet.flag_ground) if one is not None]
    said = ", ".join([sheet.version.title, *grounds])
    story: list[Flowable] = [type_.para(title, big), type_.para(said, under)]
    if sheet.version.emblem is None:
        story.append(
            type_.para(_("Официалният герб още не е внесен: показан е заместител."), under)
        )
    for one in sheet.elements:
        if one.symbol == EMBLEM:
            story += _elements(one, _("Герб: задължителни елементи"))
    story += _emblem(sheet, source, body)
    story += _flag(sheet, source, body)
    story += _own(sheet, body)
    return story


def _heading(text: str) -> Flowable:
    style = type_.style(
        "h", fontName=type_.SANS_BOLD, fontSize=11, leading=15, spaceBefore=8, spaceAfter=3,
        textColor=type_.BLUE,
    )  # fmt: skip
    return type_.para(text, style)


def _elements(one: Elements, title: str) -> list[Flowable]:
    line = type_.style("tick", fontName=type_.SANS, fontSize=10, leading=14, spaceAfter=1)
    texts = [type_.para(f"{_BOX} {text}", line) for text in one.lines]
    return [KeepTogether([_heading(f"{title} ({one.citation})"), *texts])]


def _emblem(sheet: RequirementSheet, source: Path | None, body: ParagraphStyle) -> list[Flowable]:
    typed = sheet.version.typed
    ratio = (
        sheet.version.emblem.ratio
        if sheet.version.emblem is not None
        else Decimal(repr(emblem.width_of(1.0, source)))
    )
    texts = (
        _("Съотношението ширина към височина е {ratio}; отклонение до {limit} %.").format(
            ratio=comma(ratio, 3), limit=percent(sheet.tolerance)
        ),
        _("Свободно поле от всички страни: {n} % от ширината на герба.").format(
            n=typed.free_percent
        ),
        _("Най-малка височина: {n} мм.").format(n=typed.least_mm),
    )
    drawn = _Proportions(source, typed.free_percent / 100, comma(ratio, 3))
    return [
        KeepTogether([
            _heading(_("Герб: съотношения и свободно поле")),
            *(type_.para(text, body) for text in texts), Spacer(1, 6), drawn,
        ]),
        KeepTogether([_heading(_("Герб в действителна големина")), Spacer(1, 4), _Sizes(source)]),
    ]  # fmt: skip


def _flag(sheet: RequirementSheet, source: Path | None, body: ParagraphStyle) -> list[Flowable]:
    if sheet.flag_sides is None:
        return []
    short, long = sheet.flag_sides
    said = _("Страните на знамето са {short} : {long}, без значение колко е голямо.").format(
        short=f"{short:f}", long=f"{long:f}"
    )
    story: list[Flowable] = [
        KeepTogether([
            _heading(_("Знаме: съотношения")), type_.para(said, body), Spacer(1, 4),
            _Flag(source, float(short), float(long)),
        ])
    ]  # fmt: skip
    for one in sheet.elements:
        if one.symbol != EMBLEM:
            story += _elements(one, _("Знаме"))
    return story


def _own(sheet: RequirementSheet, body: ParagraphStyle) -> list[Flowable]:
    story: list[Flowable] = []
    lines = sheet.version.typed.lines
    if lines:
        texts = [type_.para(f"{n}. {sentence(text)}", body) for n, text in enumerate(lines, 1)]
        story.append(KeepTogether([_heading(_("Изисквания на администрацията")), texts[0]]))
        story += texts[1:]
    if sheet.ban:
        said = _("Забранява се ползването на тиражирани варианти на символите {how}").format(
            how=", ".join(sheet.ban)
        )
        title = _("Забрана ({citation})").format(citation=sheet.ban_citation)
        story.append(KeepTogether([_heading(title), type_.para(sentence(said), body)]))
    return story


class _Drawn(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A drawing across the page."""

    tall = 0.0

    def __init__(self, source: Path | None) -> None:
        super().__init__()
        self._source = source

    def wrap(self, room: float, _tall: float) -> tuple[float, float]:
        """As wide as the text."""
        self.width, self.height = room, self.tall
        return room, self.tall

    def _said(self, text: str, x: float, y: float) -> None:
        wide = type_.width(text, type_.SANS, _SMALL)
        type_.draw(self.canv, text, x - wide / 2, y, type_.SANS, _SMALL)


class _Proportions(_Drawn):
    """The emblem with its sides measured and its free room drawn around it."""

    def __init__(self, source: Path | None, free: float, ratio: str) -> None:
        super().__init__(source)
        self._ratio = ratio
        self._wide = emblem.width_of(_TALL, source)
        self._free = free * self._wide
        self.tall = _TALL + 2 * self._free + 9 * mm

    def draw(self) -> None:
        """The emblem, a dashed line around it, an arrow at each side."""
        canvas, free, wide = self.canv, self._free, self._wide
        left, low = (ROOM - wide) / 2, 8 * mm + free
        canvas.saveState()
        canvas.setStrokeColor(type_.MUTED)
        canvas.setFillColor(type_.MUTED)
        canvas.setLineWidth(0.6)
        canvas.setDash(3, 2)
        canvas.rect(left - free, low - free, wide + 2 * free, _TALL + 2 * free, stroke=1, fill=0)
        canvas.setDash()
        under, beside = low - free - 3 * mm, left - free - 4 * mm
        _arrow(canvas, left, under, left + wide, under)
        _arrow(canvas, beside, low, beside, low + _TALL)
        self._said(self._ratio, left + wide / 2, under - 3.5 * mm)
        self._said("1", beside - 3 * mm, low + _TALL / 2 - 3)
        canvas.restoreState()
        emblem.draw(canvas, left, low, _TALL, self._source)


class _Sizes(_Drawn):
    """The emblem at several heights, as many as there is room for."""

    def __init__(self, source: Path | None) -> None:
        super().__init__(source)
        self._sizes: list[int] = []
        used = 0.0
        for size in SIZES_MM:
            used += emblem.width_of(size * mm, source) + (_GAP if self._sizes else 0)
            if used <= ROOM or not self._sizes:
                self._sizes.append(size)
        self.tall = max(self._sizes) * mm + 6 * mm

    def draw(self) -> None:
        """Side by side on one line, the height under each."""
        x = 0.0
        for size in self._sizes:
            wide = emblem.draw(self.canv, x, 6 * mm, size * mm, self._source)
            self.canv.setFillColor(type_.MUTED)
            self._said(_("{n} мм").format(n=size), x + wide / 2, 1 * mm)
            x += wide + _GAP


class _Flag(_Drawn):
    """The flag with the emblem in its centre and its sides written beside them."""

    def __init__(self, source: Path | None, short: float, long: float) -> None:
        super().__init__(source)
        self._sides = (short, long)
        self._high = _FLAG_LONG * short / long
        self.tall = self._high + 9 * mm

    def draw(self) -> None:
        """White with a thin edge."""
        canvas, high = self.canv, self._high
        left, low = (ROOM - _FLAG_LONG) / 2, 8 * mm
        canvas.saveState()
        canvas.setStrokeColor(type_.MUTED)
        canvas.setFillColor(white)
        canvas.setLineWidth(0.6)
        canvas.rect(left, low, _FLAG_LONG, high, stroke=1, fill=1)
        canvas.setFillColor(type_.MUTED)
        beside = left - 4 * mm
        _arrow(canvas, left, low - 3 * mm, left + _FLAG_LONG, low - 3 * mm)
        _arrow(canvas, beside, low, beside, low + high)
        short, long = (f"{side:g}" for side in self._sides)
        self._said(long, left + _FLAG_LONG / 2, low - 6.5 * mm)
        self._said(short, beside - 4 * mm, low + high / 2 - 3)
        canvas.restoreState()
        tall = high * _FLAG_EMBLEM
        wide = emblem.width_of(tall, self._source)
        middle = left + _FLAG_LONG / 2 - wide / 2
        emblem.draw(canvas, middle, low + (high - tall) / 2, tall, self._source)


def _arrow(canvas: Canvas, x: float, y: float, to_x: float, to_y: float) -> None:
    """A measuring line with a tick at each end, across or upright."""
    canvas.line(x, y, to_x, to_y)
    across, up = (0, 1.2 * mm) if y == to_y else (1.2 * mm, 0)
    for at, high in ((x, y), (to_x, to_y)):
        canvas.line(at - across, high - up, at + across, high + up)
