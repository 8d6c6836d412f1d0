"""Diplomas as PDF: made to be framed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import emblem, qr
from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.diplomas import Orientation, Paper
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_long
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.diplomas import Diploma, Layout

SMALLEST = 8.0
_ART = "art"
_WIDEST_GAP = 40.0


@dataclass(frozen=True)
class Frame:
    """Measures of one orientation on A4, in points from the lower left corner."""

    width: float
    height: float
    inner: float
    emblem: float
    top: float
    title: float
    name: float
    motive: float
    motive_lines: int
    text: float
    foot: float

    @property
    def centre(self) -> float:
        """The vertical axis."""
        return self.width / 2


_FRAMES = {
    Orientation.PORTRAIT: Frame(
        A4[0], A4[1], 17 * mm, 76, A4[1] - 25 * mm, 50, 40, 13.5, 8, A4[0] - 62 * mm, 27 * mm
    ),
    Orientation.LANDSCAPE: Frame(
        A4[1], A4[0], 15 * mm, 54, A4[0] - 17 * mm, 38, 36, 12.5, 4, A4[1] - 92 * mm, 21.5 * mm
    ),
}


def render(
    diplomas: Sequence[Diploma], layout: Layout, *, progress: Progress = no_progress
) -> bytes:
    """One PDF with a page for each diploma, and an annex page for a team's members.

    Raises UserError when a name or a motive cannot be set within the limits.
    """
    type_.register()
    frame = _FRAMES[layout.orientation]
    scale = A3[0] / A4[0] if layout.paper is Paper.A3 else 1.0
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(frame.width * scale, frame.height * scale),
        lang="bg-BG",
        pdfVersion=(1, 7),
        invariant=1,
        initialFontName=type_.TEXT,
        pageCompression=1,
    )
    canvas.setTitle(_title(diplomas))
    canvas.setAuthor("Община Русе")
    canvas.setSubject(diplomas[0].award if diplomas else "")
    canvas.setCreator("ruse-desktop")
    if not layout.blank:
        canvas.beginForm(_ART, 0, 0, frame.width, frame.height)
        _art(canvas, frame)
        canvas.endForm()
    for done, diploma in enumerate(diplomas):
        progress.step(done, len(diplomas), diploma.full_name)
        canvas.saveState()
        canvas.scale(scale, scale)
        if not layout.blank:
            canvas.doForm(_ART)
        _page(canvas, frame, diploma)
        canvas.restoreState()
        canvas.showPage()
        if diploma.members:
            canvas.saveState()
            canvas.scale(scale, scale)
            _annex(canvas, frame, diploma, framed=not layout.blank)
            canvas.restoreState()
            canvas.showPage()
    progress.step(len(diplomas), len(diplomas), "")
    canvas.save()
    return out.getvalue()


def _title(diplomas: Sequence[Diploma]) -> str:
    if len(diplomas) == 1:
        return _("Диплом – {name}").format(name=diplomas[0].full_name)
    return _("Дипломи ({n})").format(n=len(diplomas))


def _border(canvas: Canvas, frame: Frame) -> None:
    canvas.setStrokeColor(type_.GOLD)
    for inset, line in ((frame.inner - 6.2 * mm, 1.6), (frame.inner - 4.4 * mm, 0.5)):
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, frame.width - 2 * inset, frame.height - 2 * inset)
    inset, arm = frame.inner - 4.4 * mm, 5 * mm
    canvas.setLineWidth(0.5)
    for x, dx in ((inset, 1), (frame.width - inset, -1)):
        for y, dy in ((inset, 1), (frame.height - inset, -1)):
            canvas.line(x + dx * arm, y, x + dx * arm, y + dy * arm)
            canvas.line(x, y + dy * arm, x + dx * arm, y + dy * arm)


def _art(canvas: Canvas, frame: Frame) -> None:
    """Frame, emblem, municipality and title: the same on every page, drawn once."""
    _border(canvas, frame)
    wide = emblem.width_of(frame.emblem)
    emblem.draw(canvas, frame.centre - wide / 2, frame.top - frame.emblem, frame.emblem)
    y = frame.top - frame.emblem - 19
    _spaced(canvas, "ОБЩИНА РУСЕ", frame.centre, y, type_.SANS_SEMI, 11, 3.4)
    canvas.setFillColor(type_.BLUE)
    _spaced(
        canvas, "ДИПЛОМ", frame.centre, _title_y(frame), type_.DISPLAY_BOLD, frame.title, 7,
        colour=False,
    )  # fmt: skip
    half = 22 * mm
    y = _title_y(frame) - 11
    canvas.setStrokeColor(type_.GOLD)
    canvas.setLineWidth(0.7)
    canvas.line(frame.centre - half, y, frame.centre - 5, y)
    canvas.line(frame.centre + 5, y, frame.centre + half, y)
    path = canvas.beginPath()
    path.moveTo(frame.centre - 2.6, y)
    path.lineTo(frame.centre, y + 2.6)
    path.lineTo(frame.centre + 2.6, y)
    path.lineTo(frame.centre, y - 2.6)
    path.close()
    canvas.setFillColor(type_.GOLD)
    canvas.drawPath(path, stroke=0, fill=1)


def _title_y(frame: Frame) -> float:
    return frame.top - frame.emblem - 19 - frame.title * 1.02


def _spaced(  # noqa: PLR0913 - one call, one line of letterspaced type
    canvas: Canvas,
    text: str,
    centre: float,
    y: float,
    font: str,
    size: float,
    gap: float,
    *,
    colour: bool = True,
) -> None:
    """Letterspaced text centred without the gap after its last letter."""
    if colour:
        canvas.setFillColor(type_.INK)
    wide = type_.width(text, font, size) + gap * (len(text) - 1)
    line = canvas.beginText(centre - wide / 2, y)
    line.setFont(font, size)
    line.setCharSpace(gap)
    line.textOut(text)
    line.setCharSpace(0)
    canvas.drawText(line)


@dataclass(frozen=True)
class _Line:
    text: str
    font: str
    size: float
    lead: float
    muted: bool = False


def _page(canvas: Canvas, frame: Frame, diploma: Diploma) -> None:
    """The texts of one diploma: the middle is spread between the title and the foot."""
    groups = _middle(frame, diploma)
    top = _title_y(frame) - 18
    bottom = frame.foot + 32 * mm
    tall = sum(line.lead for group in groups for line in group)
    spare = top - bottom - tall
    if spare < 0:
        raise UserError(
            _("Текстът на дипломата на {name} не се побира.").format(name=diploma.full_name),
            _("Съкратете мотива или изберете друга ориентация на листа."),
            code="diploma-overflow",
        )
    gap = min(spare / (len(groups) + 1), _WIDEST_GAP)
    y = top - gap - (spare - gap * (len(groups) + 1)) * 0.42
    for group in groups:
        for line in group:
            y -= line.lead
            canvas.setFillColor(type_.MUTED if line.muted else type_.INK)
            canvas.setFont(line.font, line.size)
            canvas.drawCentredString(frame.centre, y + line.lead * 0.24, type_.plain(line.text))
        y -= gap
    _foot(canvas, frame, diploma)


def _middle(frame: Frame, diploma: Diploma) -> list[list[_Line]]:
    award = [
        _Line(line, type_.TEXT, 15, 20)
        for line in _even(diploma.award, type_.TEXT, 15, frame.text)
    ]
    award.append(_Line(_("за {year} година").format(year=diploma.year), type_.TEXT, 13, 18))
    place = " · ".join(part for part in (diploma.area, diploma.section) if part)
    section = [
        _Line(line, type_.SANS, 11, 15, muted=True)
        for line in type_.wrap(place, type_.SANS, 11, frame.text)
    ]
    given = [_Line(_("се присъжда на"), type_.DISPLAY_ITALIC, 18, 22)]
    groups = [award + section, given + _name(frame, diploma)]
    if diploma.motive:
        groups.append(_motive(frame, diploma))
    return groups


def _name(frame: Frame, diploma: Diploma) -> list[_Line]:
    """One line where it fits at a good size, else broken before the family name; never hyphenated."""
    room, most = frame.text + 14 * mm, frame.name
    lines: list[_Line] = []
    if diploma.titles:
        lines.append(_Line(diploma.titles, type_.DISPLAY, 17, 21))
    whole = diploma.full_name
    size = type_.fit(whole, type_.DISPLAY_BOLD, most, most * 0.74, room)
    if size is not None:
        return [*lines, _Line(whole, type_.DISPLAY_BOLD, size, size * 1.16)]
    if diploma.name:
        return lines + _long_name(diploma.name, most, room)
    first = " ".join(part for part in (diploma.given, diploma.middle) if part)
    parts = [part for part in (first, diploma.family) if part]
    sizes = [type_.fit(part, type_.DISPLAY_BOLD, most, 15, room) for part in parts]
    fitted = [size for size in sizes if size is not None]
    if len(fitted) < len(parts):
        return lines + _long_name(whole, most, room)
    size = min(fitted)
    return lines + [_Line(part, type_.DISPLAY_BOLD, size, size * 1.12) for part in parts]


def _long_name(name: str, most: float, room: float) -> list[_Line]:
    """A long name of a team or organisation on as few whole-word lines as stay readable."""
    for size in (most * 0.8, most * 0.66, most * 0.54, 17):
        lines = type_.wrap(name, type_.DISPLAY_BOLD, size, room)
        if len(lines) <= 2:
            even = _even(name, type_.DISPLAY_BOLD, size, room)
            return [_Line(line, type_.DISPLAY_BOLD, size, size * 1.12) for line in even]
    lines = type_.wrap(name, type_.DISPLAY_BOLD, 17, room)
    if len(lines) > 4:
        raise UserError(
            _("Името е твърде дълго за диплома: {name}").format(name=name[:80]),
            _("Съкратете го; пълното име остава в книгата."),
            code="diploma-overflow",
        )
    return [_Line(line, type_.DISPLAY_BOLD, 17, 20) for line in lines]


def _motive(frame: Frame, diploma: Diploma) -> list[_Line]:
    """The motive, shrunk within limits, then wrapped."""
    for step in range(12):
        size = frame.motive - step * 0.4
        lines = type_.wrap(diploma.motive, type_.TEXT_ITALIC, size, frame.text)
        if size < SMALLEST + 1:
            break
        if len(lines) <= frame.motive_lines:
            return [_Line(line, type_.TEXT_ITALIC, size, size * 1.42) for line in _even(diploma.motive, type_.TEXT_ITALIC, size, frame.text)]
    raise UserError(
        _("Мотивът на {name} е твърде дълъг за диплома.").format(name=diploma.full_name),
        _("Съкратете го в поправка на записа; пълният текст остава в протокола."),
        code="diploma-overflow",
    )


def _even(text: str, font: str, size: float, room: float) -> list[str]:
    """As few lines as the room allows, of nearly equal width: centred text without an orphan."""
    best = type_.wrap(text, font, size, room)
    narrow = room
    while narrow > room * 0.5:
        narrow -= 6
        tried = type_.wrap(text, font, size, narrow)
        if len(tried) > len(best):
            break
        best = tried
    return best


def _foot(canvas: Canvas, frame: Frame, diploma: Diploma) -> None:
    """Signatures, place for the seal, act and book number, the sign with the fingerprint."""
    left, right = frame.inner + 8 * mm, frame.width - frame.inner - 8 * mm
    y = frame.foot + 24 * mm
    columns = diploma.signatories[:2]
    column = 58 * mm
    canvas.setStrokeColor(type_.LINE)
    canvas.setLineWidth(0.6)
    starts = (left + 2 * mm, right - 2 * mm - column)
    for start, signatory in zip(starts, columns, strict=False):
        canvas.line(start, y, start + column, y)
        canvas.setFillColor(type_.INK)
        canvas.setFont(type_.SANS, 9)
        canvas.drawCentredString(start + column / 2, y - 12, type_.plain(signatory.role))
        if signatory.name:
            canvas.setFont(type_.SANS_SEMI, 9.5)
            canvas.drawCentredString(start + column / 2, y - 24, type_.plain(signatory.name))
    canvas.setFillColor(type_.MUTED)
    canvas.setFont(type_.SANS, 8.5)
    canvas.drawCentredString(frame.centre, y - 4, "М.П.")
    side = 17 * mm
    qr.draw(canvas, diploma.code, right - side, frame.foot - 7 * mm, side)
    canvas.setFillColor(type_.INK)
    canvas.setFont(type_.SANS, 9)
    base = frame.foot + 5.5 * mm
    dated = _("{place}, {day}").format(place=diploma.place, day=date_long(diploma.dated))
    room = right - side - 6 * mm - left
    for line in (dated, *type_.wrap(diploma.act, type_.SANS, 9, room), diploma.entry):
        canvas.drawString(left, base, type_.plain(line))
        base -= 11.5
    canvas.setFillColor(type_.MUTED)
    canvas.setFont(type_.SANS, 8)
    canvas.drawString(left, base, _("отпечатък {print}").format(print=diploma.fingerprint))


def _annex(canvas: Canvas, frame: Frame, diploma: Diploma, *, framed: bool) -> None:
    """The members of a team by name, on a page of their own."""
    if framed:
        _border(canvas, frame)
    y = frame.height - frame.inner - 22 * mm
    canvas.setFillColor(type_.BLUE)
    canvas.setFont(type_.DISPLAY_BOLD, 24)
    canvas.drawCentredString(frame.centre, y, _("Приложение към диплом"))
    canvas.setFillColor(type_.INK)
    y -= 26
    for line in type_.wrap(diploma.full_name, type_.TEXT_BOLD, 13, frame.text + 10 * mm):
        canvas.setFont(type_.TEXT_BOLD, 13)
        canvas.drawCentredString(frame.centre, y, line)
        y -= 18
    canvas.setFont(type_.SANS, 10)
    canvas.setFillColor(type_.MUTED)
    canvas.drawCentredString(frame.centre, y - 2, _("Членове на екипа"))
    y -= 30
    canvas.setFillColor(type_.INK)
    many = len(diploma.members) > 14
    per_column = -(-len(diploma.members) // 2) if many else len(diploma.members)
    lead = min(24.0, (y - frame.foot - 14 * mm) / max(per_column, 1))
    if lead < 12:
        raise UserError(
            _("Членовете на {name} са твърде много за една страница.").format(
                name=diploma.full_name
            ),
            _("Изберете изправен лист или формат А3."),
            code="diploma-overflow",
        )
    size = min(15.0, lead * 0.72)
    for n, member in enumerate(diploma.members):
        centre = frame.centre
        if many:
            centre += (-1 if n < per_column else 1) * frame.text / 3.4
        canvas.setFont(type_.DISPLAY, max(size, 9))
        canvas.drawCentredString(centre, y - (n % per_column) * lead, type_.plain(member))
    canvas.setFont(type_.SANS, 9)
    canvas.drawCentredString(
        frame.centre, frame.foot, type_.plain(f"{diploma.act} · {diploma.entry}")
    )
