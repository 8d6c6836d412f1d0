"""Diplomas as PDF: made to be framed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import pdfa, qr, seal_place
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.diploma_frame import FRAMES, Frame, art, border
from ruse_desktop.domain.diplomas import Paper
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_long
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.diplomas import Diploma, Layout, Signatory

SMALLEST = 8.0
_EDGE = 20 * mm
_ART = "art"
_LEAST_MOTIVE = 9.0
_LEAST_NAME = 11.0
_WORK = 14
_MOST_SIGNATORIES = 3
_UNSIGNED_SIDE, _SIGNED_SIDE = 17, 23
"""The sides of the sign in millimetres: a module has at least half of one."""


def render(
    diplomas: Sequence[Diploma], layout: Layout, *, progress: Progress = no_progress
) -> bytes:
    """One PDF with a page for each diploma, and an annex page for a team's members.

    Raises UserError when a text cannot be set within the limits or a character has no glyph.
    """
    type_.register()
    frame = FRAMES[layout.orientation]
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
    canvas.setAuthor(diplomas[0].municipality if diplomas else "")
    canvas.setSubject(diplomas[0].award if diplomas else "")
    canvas.setCreator("ruse-desktop")
    heads = dict.fromkeys((one.municipality, one.heading) for one in diplomas)
    arts = {head: f"{_ART}{n}" for n, head in enumerate(heads)}
    if not layout.blank:
        for one, name in arts.items():
            canvas.beginForm(name, 0, 0, frame.width, frame.height)
            art(canvas, frame, *one)
            canvas.endForm()
    for done, diploma in enumerate(diplomas):
        progress.step(done, len(diplomas), diploma.full_name)
        canvas.saveState()
        _place(canvas, layout, scale)
        if not layout.blank:
            canvas.doForm(arts[diploma.municipality, diploma.heading])
        _page(canvas, frame, diploma)
        canvas.restoreState()
        canvas.showPage()
        if diploma.members:
            canvas.saveState()
            _place(canvas, layout, scale)
            _annex(canvas, frame, diploma, framed=not layout.blank)
            canvas.restoreState()
            canvas.showPage()
    canvas.save()
    made = pdfa.kept(out.getvalue(), max((one.dated for one in diplomas), default=None))
    progress.step(len(diplomas), len(diplomas), "")
    return made


def _place(canvas: Canvas, layout: Layout, scale: float) -> None:
    """Draw from here on where the sheet in this printer has it."""
    canvas.translate(layout.right * mm, -layout.down * mm)
    canvas.scale(scale, scale)


def test_sheet(layout: Layout) -> bytes:
    """Crosses 20 mm from the edges with rulers, and where the texts of a diploma come to stand.

    Printed on a blank and laid under the ruler it tells `right` and `down`.
    """
    type_.register()
    frame = FRAMES[layout.orientation]
    scale = A3[0] / A4[0] if layout.paper is Paper.A3 else 1.0
    width, height = frame.width * scale, frame.height * scale
    out = io.BytesIO()
    canvas = Canvas(
        out, pagesize=(width, height), lang="bg-BG", pdfVersion=(1, 7), invariant=1,
        initialFontName=type_.TEXT, pageCompression=1,
    )  # fmt: skip
    canvas.setTitle(_("Пробен лист"))
    canvas.saveState()
    canvas.translate(layout.right * mm, -layout.down * mm)
    for x in (_EDGE, width - _EDGE):
        for y in (_EDGE, height - _EDGE):
            _cross(canvas, x, y)
    canvas.setFillColor(type_.INK)
    for n, text in enumerate(
        (
            _("Пробен лист: {w} × {h} мм").format(w=round(width / mm), h=round(height / mm)),
            _("Кръстчетата са на 20 мм от краищата на листа. Измерете до колко мм са на Вашия."),
            _("Сега: надясно {right} мм, надолу {down} мм.").format(
                right=f"{layout.right:g}".replace(".", ","),
                down=f"{layout.down:g}".replace(".", ","),
            ),
        )
    ):
        type_.draw(canvas, text, width / 2, height / 2 - n * 16, type_.SANS, 10, at="centre")
    canvas.restoreState()
    canvas.saveState()
    _place(canvas, layout, scale)
    canvas.setDash(2, 2)
    canvas.setStrokeColor(type_.MUTED)
    for y, text in (
        (frame.title_y, _("заглавие")),
        (frame.foot + 24 * mm, _("подписи")),
        (frame.foot, _("акт и номер")),
    ):
        canvas.line(frame.inner, y, frame.width - frame.inner, y)
        type_.draw(canvas, text, frame.inner + 4, y + 3, type_.SANS, SMALLEST)
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cross(canvas: Canvas, x: float, y: float) -> None:
    """A cross with a tick each millimetre for 15 mm to both sides."""
    canvas.setStrokeColor(type_.INK)
    canvas.setLineWidth(0.3)
    canvas.line(x - 15 * mm, y, x + 15 * mm, y)
    canvas.line(x, y - 15 * mm, x, y + 15 * mm)
    for n in range(-15, 16):
        long = 2.2 * mm if n % 5 == 0 else 1.1 * mm
        canvas.line(x + n * mm, y, x + n * mm, y + long)
        canvas.line(x, y + n * mm, x + long, y + n * mm)


def _title(diplomas: Sequence[Diploma]) -> str:
    if len(diplomas) == 1:
        return say("Диплом – {name}").format(name=diplomas[0].full_name)
    return say("Дипломи ({n})").format(n=len(diplomas))


def _overflow(message: str, advice: str) -> UserError:
    return UserError(message, advice, code="diploma-overflow")


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
    top = frame.title_y - frame.title * 0.36
    bottom = frame.foot + 32 * mm
    tall = sum(line.lead for group in groups for line in group)
    spare = top - bottom - tall
    gap = min(spare / (len(groups) + 1), frame.widest_gap)
    if gap < SMALLEST:
        raise _overflow(
            _("Текстът на дипломата на {name} не се побира.").format(name=diploma.full_name),
            _("Съкратете мотива или изберете друга ориентация на листа."),
        )
    # the optical centre lies above the middle: less of what is left over goes to the top
    y = top - gap - (spare - gap * (len(groups) + 1)) * 0.38
    for group in groups:
        for line in group:
            y -= line.lead
            canvas.setFillColor(type_.MUTED if line.muted else type_.INK)
            baseline = y + line.size * 0.28
            type_.draw(canvas, line.text, frame.centre, baseline, line.font, line.size, at="centre")
        y -= gap
    _signatures(canvas, frame, diploma.signatories, sealed=not diploma.copy)
    _foot(canvas, frame, diploma)


def _middle(frame: Frame, diploma: Diploma) -> list[list[_Line]]:
    award = [
        _Line(line, type_.TEXT, 15, 20)
        for line in type_.balance(diploma.award, type_.TEXT, 15, frame.text)
    ]
    if diploma.yearly:
        award.append(_Line(say("за {year} година").format(year=diploma.year), type_.TEXT, 13, 19))
    place = " · ".join(part for part in (diploma.area, diploma.section) if part)
    section = [
        _Line(line, type_.SANS, 11, 16 if n else 20, muted=True)
        for n, line in enumerate(type_.balance(place, type_.SANS, 11, frame.text))
    ]
    said = say("званието се присъжда на") if diploma.title else say("се присъжда на")
    given = [_Line(said, type_.DISPLAY_ITALIC, 18, 22)]
    groups = [award + section, given + _name(frame, diploma)]
    if diploma.duplicate:
        groups.insert(0, [_Line(diploma.duplicate, type_.SANS_BOLD, 12, 16)])
    if diploma.work:
        work = type_.balance(diploma.work, type_.TEXT, _WORK, frame.text, quotes=True)
        groups[-1] += [
            _Line(line, type_.TEXT, _WORK, 26 if not n else 19) for n, line in enumerate(work)
        ]
    if diploma.motive:
        groups.append(_motive(frame, diploma))
    if diploma.second:
        groups.append(_second(frame, diploma))
    return groups


def _second(frame: Frame, diploma: Diploma) -> list[_Line]:
    """The text in the second language, small, below the Bulgarian one."""
    font = type_.TEXT
    for size in (11.0, 10.0, _LEAST_MOTIVE):
        lines = [
            line for part in diploma.second.split("\n")
            for line in type_.balance(part, font, size, frame.text)
        ]  # fmt: skip
        if len(lines) <= frame.motive_lines:
            return [_Line(line, font, size, size * 1.4, muted=True) for line in lines]
    raise _overflow(
        _("Текстът на втори език за {name} е твърде дълъг.").format(name=diploma.full_name),
        _("Съкратете го в „Текст на втори език…“."),
    )


def _name(frame: Frame, diploma: Diploma) -> list[_Line]:
    """One line where it fits at a good size, else broken before the family name; never hyphenated."""
    font, most, room = type_.DISPLAY_BOLD, frame.name, frame.text + 10 * mm
    lines = [
        _Line(line, type_.DISPLAY, 17, 26 if not n else 20)
        for n, line in enumerate(type_.balance(diploma.titles, type_.DISPLAY, 17, room))
    ]
    whole = diploma.full_name
    size = type_.fit(whole, font, most, most * 0.74, room)
    if size is not None:
        return [*lines, _Line(whole, font, size, size * 1.2)]
    if diploma.name:
        return lines + _long_name(diploma.name, most, room)
    first = " ".join(part for part in (diploma.given, diploma.middle) if part)
    parts = [part for part in (first, diploma.family) if part]
    sizes = [type_.fit(part, font, most, _LEAST_NAME, room) for part in parts]
    fitted = [size for size in sizes if size is not None]
    if len(fitted) < len(parts):
        return lines + _long_name(whole, most, room)
    size = min(fitted)
    return lines + [_Line(part, font, size, size * 1.14) for part in parts]


def _long_name(name: str, most: float, room: float) -> list[_Line]:
    """A long name on as few whole-word lines as stay readable; a word is never cut."""
    font = type_.DISPLAY_BOLD
    longest = max(name.split(), key=lambda word: type_.width(word, font, 1.0))
    top = type_.fit(longest, font, most * 0.8, _LEAST_NAME, room)
    if top is not None:
        for share, most_lines in ((1.0, 2), (0.82, 2), (0.68, 3), (0.55, 4)):
            size = max(top * share, _LEAST_NAME)
            lines = type_.balance(name, font, size, room, quotes=True)
            if len(lines) <= most_lines:
                return [_Line(line, font, size, size * 1.14) for line in lines]
    raise _overflow(
        _("Името е твърде дълго за диплома: {name}").format(name=name[:80]),
        _("Съкратете го; пълното име остава в книгата."),
    )


def _motive(frame: Frame, diploma: Diploma) -> list[_Line]:
    """The motive: shrunk within limits, on more lines only when that is not enough."""
    font, size = type_.TEXT_ITALIC, frame.motive
    while size >= _LEAST_MOTIVE:
        if len(type_.wrap(diploma.motive, font, size, frame.text)) <= frame.motive_lines:
            lines = type_.balance(diploma.motive, font, size, frame.text)
            return [_Line(line, font, size, size * 1.42) for line in lines]
        size -= 0.5
    raise _overflow(
        _("Мотивът на {name} е твърде дълъг за диплома.").format(name=diploma.full_name),
        _("Съкратете го в поправка на записа; пълният текст остава в протокола."),
    )


def _signatures(
    canvas: Canvas, frame: Frame, signatories: Sequence[Signatory], *, sealed: bool
) -> None:
    """One to three lines for signatures and the place for the seal, which is never drawn (чл. 19)."""
    if len(signatories) > _MOST_SIGNATORIES:
        raise _overflow(
            _("На дипломата има място за трима подписващи."),
            _("Махнете някого от подписващите."),
        )
    y = frame.foot + 24 * mm
    left, right = frame.inner + 10 * mm, frame.width - frame.inner - 10 * mm
    room = right - left
    column = min(58 * mm, room * 0.29) if len(signatories) > 2 else 58 * mm
    starts = {
        0: (),
        1: (right - column,),
        2: (left, right - column),
        3: (left, frame.centre - column / 2, right - column),
    }[len(signatories)]
    canvas.setLineWidth(0.6)
    for start, signatory in zip(starts, signatories, strict=True):
        canvas.setStrokeColor(type_.LINE)
        canvas.line(start, y, start + column, y)
        canvas.setFillColor(type_.INK)
        base = y - 12
        parts = ((signatory.role, type_.SANS, 9.0), (signatory.name, type_.SANS_SEMI, 9.5))
        for text, font, most in parts:
            for line, size in _few_lines(text, font, most, column):
                type_.draw(canvas, line, start + column / 2, base, font, size, at="centre")
                base -= 11.5
    if not sealed:
        return
    canvas.setFillColor(type_.MUTED)
    seal = left + column + room * 0.055 if len(signatories) > 2 else frame.centre
    type_.draw(canvas, say("М.П."), seal, y - 4, type_.SANS, 8.5, at="centre")
    seal_place.note(canvas, seal, y - 1)


def _few_lines(text: str, font: str, most: float, room: float) -> list[tuple[str, float]]:
    """The text on one line, or on two in small type. Raises UserError when two are not enough."""
    if not text:
        return []
    size = type_.fit(text, font, most, SMALLEST, room)
    if size is not None:
        return [(text, size)]
    lines = type_.balance(text, font, SMALLEST, room)
    if len(lines) > 2:
        raise _overflow(
            _("Надписът под подписа е твърде дълъг: {text}").format(text=text[:80]),
            _("Съкратете длъжността или името на подписващия."),
        )
    return [(line, SMALLEST) for line in lines]


def _foot(canvas: Canvas, frame: Frame, diploma: Diploma) -> None:
    """Place and date, act and book number, the sign with the fingerprint."""
    left, right = frame.inner + 8 * mm, frame.width - frame.inner - 8 * mm
    side = (_SIGNED_SIDE if diploma.signed else _UNSIGNED_SIDE) * mm
    bottom = frame.foot - 7 * mm
    if diploma.code:
        qr.draw(canvas, diploma.code, right - side, bottom, side)
    room = right - side - 8 * mm - left
    dated = say("{place}, {day}").format(place=diploma.place, day=date_long(diploma.dated))
    founded = f"{diploma.award} – {diploma.founded}" if diploma.founded else ""
    texts = [text for text in (dated, diploma.act, diploma.entry, founded) if text]
    for size, most in ((9.0, 3), (8.0, 5)):
        lines = [line for text in texts for line in type_.wrap(text, type_.SANS, size, room)]
        if len(lines) <= most:
            break
    else:
        raise _overflow(
            _("Данните за акта на {name} са твърде дълги за диплома.").format(
                name=diploma.full_name
            ),
            _("Съкратете наименованието на акта в поправка на записа."),
        )
    lead = size * 1.28
    base = bottom + 1 + lead * len(lines)
    canvas.setFillColor(type_.INK)
    for line in lines:
        type_.draw(canvas, line, left, base, type_.SANS, size)
        base -= lead
    canvas.setFillColor(type_.MUTED)
    if diploma.fingerprint:
        text = say("отпечатък {print}").format(print=diploma.fingerprint)
        type_.draw(canvas, text, left, bottom + 1, type_.SANS, SMALLEST)


def _annex(canvas: Canvas, frame: Frame, diploma: Diploma, *, framed: bool) -> None:
    """The members of a team by name, on a page of their own."""
    if framed:
        border(canvas, frame)
    y = frame.height - frame.inner - 24 * mm
    canvas.setFillColor(type_.BLUE)
    heading = say("Приложение към диплом")
    type_.draw(canvas, heading, frame.centre, y, type_.DISPLAY_BOLD, 26, at="centre")
    canvas.setFillColor(type_.INK)
    y -= 28
    name = type_.balance(diploma.full_name, type_.TEXT, 13, frame.text + 10 * mm, quotes=True)
    for line in name:
        type_.draw(canvas, line, frame.centre, y, type_.TEXT, 13, at="centre")
        y -= 18
    canvas.setFillColor(type_.MUTED)
    type_.draw(canvas, say("Членове"), frame.centre, y - 3, type_.SANS, 10, at="centre")
    canvas.setFillColor(type_.INK)
    act = f"{diploma.act} · {diploma.entry}"
    notes = type_.balance(act, type_.SANS, 9, frame.text + 10 * mm)
    for n, line in enumerate(reversed(notes)):
        type_.draw(canvas, line, frame.centre, frame.foot + n * 12, type_.SANS, 9, at="centre")
    _members(canvas, frame, diploma, y - 30, frame.foot + len(notes) * 12 + 8 * mm)


def _members(canvas: Canvas, frame: Frame, diploma: Diploma, top: float, bottom: float) -> None:
    """The members in one or two columns between two heights."""
    members = diploma.members
    columns = 2 if len(members) > 14 else 1
    rows = -(-len(members) // columns)
    lead = min(25.0, (top - bottom) / max(rows, 1))
    if lead < 12:
        raise _overflow(
            _("Членовете на {name} са твърде много за една страница.").format(
                name=diploma.full_name
            ),
            _("Изберете изправен лист или разделете списъка."),
        )
    room = (frame.text + 14 * mm) / columns - 4 * mm * (columns - 1)
    top -= max(0.0, top - bottom - lead * rows) * 0.2
    for n, member in enumerate(members):
        column = n // rows
        centre = frame.centre + (column - (columns - 1) / 2) * (room + 8 * mm)
        size = type_.fit(member, type_.DISPLAY, min(15.5, lead * 0.74), 9, room)
        if size is None:
            raise _overflow(
                _("Името е твърде дълго за диплома: {name}").format(name=member[:80]),
                _("Съкратете го; пълното име остава в книгата."),
            )
        y = top - (n % rows) * lead
        type_.draw(canvas, member, centre, y, type_.DISPLAY, size, at="centre")
