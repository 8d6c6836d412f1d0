"""A laureate book as PDF: numbered leaves, certificates, entries, index of names, anchoring sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from ruse_desktop.documents import pdfa
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.book_anchor import anchor_story, heading, signatures
from ruse_desktop.documents.office import GRID, MARGIN, OURS, NumberedCanvas
from ruse_desktop.domain import book_volume
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.book_volume import BookVolume, VolumeEntry

SIZE = landscape(A4)
ROOM = SIZE[0] - 2 * MARGIN
_LOW, _HIGH = 20 * mm, 14 * mm
_HEAD = 11 * mm
_SHARES = (0.04, 0.05, 0.2, 0.14, 0.17, 0.2, 0.13, 0.07)
_COLUMNS = 3
_GAP = 6 * mm
_STEP = 50


class _Leaves(NumberedCanvas):
    """Numbers leaves, and draws the texts that say how many there are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.late: list[tuple[float, float, float, Callable[[int], Flowable]]] = []

    def showPage(self) -> None:
        """Keep the page with its late texts."""
        super().showPage()
        self.late = []

    def finish(self, number: int, total: int) -> None:
        """Number the leaf and draw the late texts."""
        super().finish(number, total)
        for x, top, room, make in self.late:
            made = make(total)
            _wide, tall = made.wrapOn(self, room, 200)
            made.drawOn(self, x, top - tall)

    @staticmethod
    def counted() -> str:
        """„лист 3 от 12“."""
        return _("лист {n} от {all}")


class _Late(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Room for a text that needs the number of leaves."""

    def __init__(self, make: Callable[[int], Flowable], tall: float) -> None:
        super().__init__()
        self._make = make
        self._tall = tall
        self._room = 0.0

    def wrap(self, room: float, _tall: float) -> tuple[float, float]:
        """All the width and the height set aside."""
        self._room = room
        return room, self._tall

    def draw(self) -> None:
        """Note where the text comes."""
        x, top = self.canv.absolutePosition(0, self._tall)
        self.canv.late.append((x, top, self._room, self._make))


def render(volume: BookVolume, *, progress: Progress = no_progress) -> bytes:
    """The book, A4 landscape, each page one leaf."""
    type_.register()
    out = io.BytesIO()
    name = _name(volume)
    document = BaseDocTemplate(
        out, pagesize=SIZE, title=type_.plain(name), author=volume.municipality or OURS,
        subject=type_.plain(volume.title), leftMargin=MARGIN, rightMargin=MARGIN,
    )  # fmt: skip
    head = _head(volume)

    def foot(canvas: _Leaves, _document: BaseDocTemplate) -> None:
        canvas.foot = name

    def headed(canvas: _Leaves, _document: BaseDocTemplate) -> None:
        canvas.foot = name
        _wide, tall = head.wrapOn(canvas, ROOM, _HEAD)
        head.drawOn(canvas, MARGIN, SIZE[1] - _HIGH - tall)

    whole = SIZE[1] - _LOW - _HIGH
    column = (ROOM - _GAP * (_COLUMNS - 1)) / _COLUMNS
    columns = [
        Frame(MARGIN + n * (column + _GAP), _LOW, column, whole, 0, 0, 0, 0)
        for n in range(_COLUMNS)
    ]
    document.addPageTemplates([
        PageTemplate("plain", [Frame(MARGIN, _LOW, ROOM, whole, 0, 0, 0, 0)], onPage=foot),
        PageTemplate(
            "entries", [Frame(MARGIN, _LOW, ROOM, whole - _HEAD, 0, 0, 0, 0)], onPage=headed
        ),
        PageTemplate("index", columns, onPage=foot),
    ])  # fmt: skip
    document.build(_story(volume, progress), canvasmaker=_Leaves)
    made = pdfa.kept(out.getvalue(), volume.drawn_on)
    progress.step(1, 1, "")
    return made


def _name(volume: BookVolume) -> str:
    return ", ".join(part for part in (volume.title, volume.part) if part)


def _story(volume: BookVolume, progress: Progress) -> list[Flowable]:
    story = [*_title(volume), PageBreak(), *_opening(volume)]
    if volume.entries:
        story += [NextPageTemplate("entries"), PageBreak()]
        for done, entry in enumerate(volume.entries):
            if not done % _STEP:
                progress.step(done, len(volume.entries), _("Книга"))
            story.append(_entry(entry))
        story += [NextPageTemplate("index"), PageBreak(), *_index(volume)]
    story += [NextPageTemplate("plain"), PageBreak(), *_closing(volume), PageBreak()]
    return story + anchor_story(volume)


def _title(volume: BookVolume) -> list[Flowable]:
    town = type_.style("town", alignment=1, fontName=type_.DISPLAY_BOLD, fontSize=24, leading=30)
    big = type_.style("big", alignment=1, fontName=type_.DISPLAY_BOLD, fontSize=38, leading=46)
    part = type_.style("part", alignment=1, fontName=type_.DISPLAY, fontSize=24, leading=34)
    line = type_.style("line", alignment=1, fontSize=13, leading=20)
    years = volume.years
    lines = [type_.para(_("Води се от: {keeper}").format(keeper=volume.keeper), line)]
    if volume.citation:
        lines.append(type_.para(_("на основание {where}").format(where=volume.citation), line))
    if years:
        first, last = volume.entries[0].number, volume.entries[-1].number
        said = _("записи № {first}–{last}, {from_}–{to} г.").format(
            first=first, last=last, from_=years[0], to=years[1]
        )
        lines.append(type_.para(said, line))
    opened = volume.volume
    if opened is not None:
        to = date_short(opened.closed_on) if opened.closed_on else "……………………"
        said = _("от {day} до {to}").format(day=date_short(opened.opened_on), to=to)
        lines.append(type_.para(said, line))
    heads = [type_.para(volume.title, big)]
    if opened is not None or volume.part:
        heads.append(type_.para(_upper_part(volume), part))
    return [
        Spacer(1, 16 * mm), type_.para(volume.municipality.upper(), town), Spacer(1, 22 * mm),
        *heads, Spacer(1, 20 * mm), *lines,
    ]  # fmt: skip


def _upper_part(volume: BookVolume) -> str:
    text = volume.part or _("том {n}").format(n=volume.volume.number if volume.volume else 1)
    return text[:1].upper() + text[1:]


def _opening(volume: BookVolume) -> list[Flowable]:
    text = type_.style("certificate", fontSize=13, leading=20)
    part = volume.volume

    def counted(total: int) -> Flowable:
        said = _("Тази книга съдържа {n} прономеровани листа.").format(n=total)
        return type_.para(said, text)

    lines: list[Flowable] = [heading(_("Заверка при откриване")), _Late(counted, 20)]
    if part is not None:
        said = _("Томът е открит на {day} и започва от запис № {n}.").format(
            day=date_short(part.opened_on), n=part.first_no
        )
        lines.append(type_.para(said, text))
    lines += [Spacer(1, 10 * mm), signatures(volume.keeper), Spacer(1, 8 * mm)]
    if volume.general:
        lines.append(type_.para(_("Записи за книгата"), _small(bold=True)))
        lines += [
            type_.para(f"{one.text} · {one.by}", _small()) for one in volume.general
        ]  # fmt: skip
    return lines


def _closing(volume: BookVolume) -> list[Flowable]:
    text = type_.style("certificate", fontSize=13, leading=20)
    part, entries = volume.volume, volume.entries
    span = (
        _("Записи № {first}–{last}.").format(first=entries[0].number, last=entries[-1].number)
        if entries
        else _("Няма вписани.")
    )

    def counted(total: int) -> Flowable:
        said = _("Последен лист: {n}.").format(n=total)
        return type_.para(f"{span} {said}", text)

    lines: list[Flowable] = [heading(_("Заверка при приключване")), _Late(counted, 20)]
    if part is not None and part.closed_on is not None:
        said = _(
            "Томът е приключен на {day} със запис № {n}; удостоверени са {leaves} "
            "прономеровани листа."
        ).format(day=date_short(part.closed_on), n=part.last_no, leaves=part.leaves)
        if part.leaves is None:
            said = _("Книгата е закрита на {day} със запис № {n}; в нея не се вписва повече.")
            said = said.format(day=date_short(part.closed_on), n=part.last_no)
    else:
        said = _("Отпечатано на {day} от {who}. Томът не е приключен.").format(
            day=date_short(volume.drawn_on), who=volume.drawn_by
        )
    lines.append(type_.para(said, text))
    return [*lines, Spacer(1, 14 * mm), signatures(volume.keeper)]


def _small(*, bold: bool = False) -> Any:
    font = type_.SANS_SEMI if bold else type_.SANS
    return type_.style("small", fontName=font, fontSize=9, leading=12, spaceAfter=1)


def _head(volume: BookVolume) -> Table:
    handed = _("Обявяване") if volume.announced else _("Връчване")
    names = ("№", _("Година"), _("Носител"), _("Раздел"), _("Акт"), _("Мотив"), handed, _("Подпис"))
    style = type_.style("head", fontName=type_.SANS_SEMI, fontSize=8.5, leading=11, spaceAfter=0)
    made = Table([[type_.para(name, style) for name in names]], colWidths=_widths())
    made.setStyle(TableStyle([*GRID.getCommands()[:2], ("LINEBELOW", (0, 0), (-1, 0), 0.8, type_.BLUE),
                              ("LEFTPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]))  # fmt: skip
    return made


def _widths() -> list[float]:
    return [share * ROOM for share in _SHARES]


_ROW = TableStyle([
    ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, -1), (-1, -1), 0.3, type_.LINE),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
])  # fmt: skip


def _entry(entry: VolumeEntry) -> Table:
    """The line of a laureate, and a line for every later entry that speaks of it."""
    cell = type_.style("cell", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=0)
    name = type_.style("name", fontName=type_.SANS_SEMI, fontSize=9.5, leading=12, spaceAfter=0)
    who: list[Flowable] = [
        type_.struck(entry.struck, entry.name, name)
        if entry.struck
        else type_.para(entry.name, name)
    ]
    if entry.revoked:
        who.append(type_.para(_("ОТНЕТО"), name))
    act = entry.act or (_("исторически запис") if entry.historic else "")
    texts = (entry.section, act, entry.motive, entry.hand_over, "")
    number = [type_.para(str(entry.number), name)]
    row = [
        number,
        [type_.para(str(entry.year), cell)],
        who,
        *([type_.para(t, cell)] for t in texts),
    ]
    under = [_("Членове: {names}").format(names=", ".join(entry.members))] if entry.members else []
    for line in entry.remarks:
        why = _("; причина: {why}").format(why=line.reason) if line.reason else ""
        under.append(f"{line.text}{why} · {line.by} · {line.fingerprint}")
    rows = [row, *([[], [], [type_.para(text, cell)], [], [], [], [], []] for text in under)]
    spans = [("SPAN", (2, n), (-1, n)) for n in range(1, len(rows))]
    made = Table(rows, colWidths=_widths(), splitInRow=1)
    made.setStyle(_ROW)
    if spans:
        made.setStyle(TableStyle(spans))
    return made


def _index(volume: BookVolume) -> list[Flowable]:
    line = type_.style(
        "index", fontName=type_.SANS, fontSize=9, leading=12, spaceAfter=1, leftIndent=8,
        firstLineIndent=-8,
    )  # fmt: skip
    letter = type_.style(
        "letter",
        fontName=type_.DISPLAY_BOLD,
        fontSize=14,
        leading=17,
        spaceBefore=6,
        keepWithNext=1,
    )
    story: list[Flowable] = [heading(_("Азбучен указател"))]
    last = ""
    for one in book_volume.index(volume.entries):
        if one.letter != last:
            story.append(type_.para(one.letter, letter))
            last = one.letter
        numbers = ", ".join(str(n) for n in one.numbers)
        story.append(type_.para(f"{one.name} – {numbers}", line))
    return story
