"""The papers of a ceremony as PDF: order of awarding, announcer's cards, receipts, guests."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import anew, paper, table
from ruse_desktop.domain.ceremony import EVERYTHING, PART_NAMES, Part, spoken_text
from ruse_desktop.domain.letters import salutation
from ruse_desktop.domain.people import gender_of
from ruse_desktop.kernel.formats import date_long, date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.domain.ceremony import CeremonyLine, Pack

_DOTS = "……………………………………"
_SINGLY = frozenset({Part.RECEIPTS, Part.INVITATIONS})
_ACROSS, _DOWN = 3, 8
_SCENARIO = (0.06, 0.1, 0.4, 0.26, 0.18)
_ORDER = (0.06, 0.38, 0.28, 0.28)
_GUESTS = (0.12, 0.11, 0.47, 0.3)


def render(pack: Pack, parts: Sequence[Part] = EVERYTHING) -> bytes:
    """The papers one after another, each under a bookmark, each card under its laureate's."""
    import pikepdf

    type_.register()
    out = io.BytesIO()
    with pikepdf.new() as whole:
        marks = []
        for part in (one for one in parts if one in pack.parts):
            name = _(PART_NAMES[part])
            first = len(whole.pages)
            foot = f"{name} · {pack.title}"
            made = (
                _labels(pack)
                if part is Part.LABELS
                else paper(
                    _STORIES[part](pack),
                    title=name,
                    subject=pack.title,
                    lines=(pack.unit,),
                    foot=foot,
                    headed=part is not Part.CARDS,
                    numbered=part not in _SINGLY,
                    kept=False,
                )
            )
            with pikepdf.open(io.BytesIO(made)) as one:
                whole.pages.extend(one.pages)
            mark = pikepdf.OutlineItem(name, first)
            if part is Part.CARDS:
                mark.children.extend(
                    pikepdf.OutlineItem(line.name, first + n) for n, line in enumerate(pack.lines)
                )
            marks.append(mark)
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        whole.Root.Lang = pikepdf.String("bg-BG")
        whole.docinfo["/Title"] = type_.plain(pack.title)
        whole.docinfo["/Author"] = pack.municipality
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def receipt(pack: Pack, seq: int) -> bytes:
    """The receipt of one laureate alone."""
    type_.register()
    line = next(one for one in pack.lines if one.seq == seq)
    name = say("Разписка: {name}").format(name=line.name)
    return paper(
        _receipt(pack, line), title=name, subject=pack.title, lines=(pack.unit,), foot=name
    )


def _title(text: str) -> Flowable:
    style = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=17, leading=22, spaceAfter=3
    )
    return type_.para(text, style)


def _when(pack: Pack) -> str:
    """„сряда, 5 май 2027 г., 18:00 ч., Доходно здание“."""
    asked = pack.request
    day = say("{weekday}, {day}").format(weekday=weekday(asked.on), day=date_long(asked.on))
    hour = say("{hour} ч.").format(hour=asked.hour) if asked.hour else ""
    return ", ".join(part for part in (day, hour, asked.place) if part)


def _order(pack: Pack) -> list[Flowable]:
    under = type_.style("under", alignment=1, spaceAfter=4)
    body = type_.style("body", fontSize=11, leading=15, spaceAfter=5)
    who = say("Обявява: {who}") if pack.announced else say("Връчва: {who}")
    said = who.format(who=pack.presenter or _DOTS)
    if pack.citation is not None:
        said = say("{said} ({citation})").format(said=said, citation=pack.citation)
    rows = [
        (
            str(n),
            "\n".join(part for part in (line.called, ", ".join(line.members), line.note) if part),
            line.section or line.act,
            ", ".join(line.things),
        )
        for n, line in enumerate(pack.lines, 1)
    ]
    head = ("№", say("Носител"), say("Раздел"), say("Получава"))
    count = ngettext("{n} носител", "{n} носители", len(rows)).format(n=len(rows))
    return [
        _title(say("Ред на обявяването") if pack.announced else say("Ред на връчването")),
        type_.para(say("{award}, {year} г.").format(award=pack.award, year=pack.year), under),
        type_.para(_when(pack), under),
        Spacer(1, 6),
        type_.para(said, body),
        table(head, rows, _ORDER),
        Spacer(1, 6),
        type_.para(count, body),
    ]


def _cards(pack: Pack) -> list[Flowable]:
    story: list[Flowable] = []
    for n, line in enumerate(pack.lines, 1):
        if story:
            story.append(PageBreak())
        story += _card(pack, n, line)
    return story


def _card(pack: Pack, n: int, line: CeremonyLine) -> list[Flowable]:
    small = type_.style("small", fontName=type_.SANS, fontSize=14, leading=19, textColor=type_.MUTED, spaceAfter=10)  # fmt: skip
    big = type_.style("big", fontName=type_.TEXT_BOLD, fontSize=_size(line.name), leading=_size(line.name) * 1.2, spaceAfter=8)  # fmt: skip
    text = type_.style("text", fontSize=19, leading=28, spaceAfter=10)
    bold = type_.style("bold", parent=text, fontName=type_.TEXT_BOLD, fontSize=21, leading=29, spaceAfter=10)  # fmt: skip
    place = say("{n} от {all}").format(n=n, all=len(pack.lines))
    said = say("Произношение: {text}").format(text=spoken_text(line.spoken) or f"{_DOTS}{_DOTS}")
    story: list[Flowable] = [type_.para(place, small)]
    if line.titles:
        story.append(type_.para(line.titles, text))
    story += [type_.para(line.name, big), type_.para(said, small)]
    if line.members:
        story.append(type_.para(", ".join(line.members), text))
    story.append(
        type_.para(say("{award}, {year} г.").format(award=pack.award, year=pack.year), bold)
    )
    story += [type_.para(part, text) for part in (line.section, line.motive) if part]
    who = say("Обявява: {who}") if pack.announced else say("Връчва: {who}")
    last = [who.format(who=pack.presenter)] if pack.presenter else []
    if line.things:
        last.append(say("Получава: {things}").format(things=", ".join(line.things)))
    last += [line.note] if line.note else []
    return [*story, Spacer(1, 8), KeepTogether([type_.para(one, small) for one in last])]


def _size(name: str) -> float:
    """A name stays on two lines at the most."""
    return 40 if len(name) <= 36 else 32 if len(name) <= 60 else 26


def _receipts(pack: Pack) -> list[Flowable]:
    story: list[Flowable] = []
    for line in pack.lines:
        if line.things:
            story += [*(anew() if story else ()), *_receipt(pack, line)]
    return story


def _receipt(pack: Pack, line: CeremonyLine) -> list[Flowable]:
    body = type_.style("body", fontSize=12, leading=19, spaceAfter=9)
    under = type_.style("under", alignment=1, spaceAfter=16)
    item = type_.style("item", fontSize=12, leading=18, leftIndent=8 * mm, spaceAfter=2)
    number = say("{award}, {year} г., № {n} в книгата").format(
        award=pack.award, year=pack.year, n=line.entry_no
    )
    who = say("Долуподписаният/ата {dots}, от името на {name}, получих:") if line.members or line.note or line.received_by else say("Долуподписаният/ата {name} получих:")  # fmt: skip
    story: list[Flowable] = [
        _title(say("РАЗПИСКА")),
        type_.para(number, under),
        type_.para(who.format(name=line.name, dots=line.received_by or _DOTS), body),
    ]
    story += [type_.para(f"{n}. {thing}", item) for n, thing in enumerate(line.things, 1)]
    if line.act:
        story.append(Spacer(1, 6))
        story.append(type_.para(say("Основание: {act}").format(act=line.act), body))
    day = line.handed_on or pack.request.on
    place = say("гр. {town}, {day}").format(town=pack.town, day=date_short(day))
    return [
        *story,
        Spacer(1, 10),
        type_.para(place, body),
        Spacer(1, 10),
        type_.para(say("Получил: {dots}").format(dots=_DOTS), body),
        type_.para(say("Предал: {dots}").format(dots=_DOTS), body),
    ]


def _guests(pack: Pack) -> list[Flowable]:
    under = type_.style("under", alignment=1, spaceAfter=4)
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    why = say("{honour}: живите носители").format(honour=pack.guests_of)
    if pack.guests_citation is not None:
        why = say("{why} ({citation})").format(why=why, citation=pack.guests_citation)
    rows = [
        (
            f"№ {one.entry_no}", str(one.year), one.name,
            say("няма карта: да се провери") if one.doubt else "",
        )
        for one in pack.guests
    ]  # fmt: skip
    head = (say("В книгата"), say("Година"), say("Име"), say("Покана, място в залата"))
    n = len(rows)
    said = ngettext("{n} за покана", "{n} за покана", n).format(n=n)
    if pack.left_out:
        said = say("{said}; без {left} починали или с отнето отличие").format(
            said=said, left=pack.left_out
        )
    return [
        _title(say("Списък на гостите")),
        type_.para(why, under),
        type_.para(_when(pack), under),
        Spacer(1, 6),
        table(head, rows, _GUESTS),
        Spacer(1, 6),
        type_.para(said, small),
    ]


def _invitations(pack: Pack) -> list[Flowable]:
    """A page for each guest, signed by who hands the award over."""
    bold = type_.style("bold", fontName=type_.TEXT_BOLD, fontSize=13, leading=19, spaceAfter=10)
    body = type_.style("body", fontSize=13, leading=21, spaceAfter=10)
    asked = pack.request
    what = say(
        "Имам удоволствието да Ви поканя на тържественото връчване: {award}, {year} г."
    ).format(award=pack.award, year=pack.year)
    when = say("Тържеството е на {when}.").format(
        when=_when(pack) if asked.place else f"{_when(pack)}, {_DOTS}"
    )
    story: list[Flowable] = []
    for one in pack.guests:
        gender = gender_of(one.name.rsplit(maxsplit=1)[-1])
        story += [
            *(anew() if story else ()),
            _title(say("ПОКАНА")),
            Spacer(1, 14),
            type_.para(one.name, bold),
            type_.para(pack.guests_of, body),
            Spacer(1, 10),
            type_.para(salutation(person=one.name, gender=gender), bold),
            type_.para(what, body),
            type_.para(when, body),
            Spacer(1, 20),
            type_.para(pack.presenter or _DOTS, body),
            type_.para(_DOTS, body),
        ]
    return story


def _scenario(pack: Pack) -> list[Flowable]:
    """The rows of the evening; hours and notes are written by hand."""
    under = type_.style("under", alignment=1, spaceAfter=4)
    head = ("№", say("Час"), say("Какво"), say("Кой"), say("Бележки"))
    rows = [(str(n), "", what, who, "") for n, (what, who) in enumerate(pack.programme, 1)]
    return [
        _title(say("Сценарий")),
        type_.para(say("{award}, {year} г.").format(award=pack.award, year=pack.year), under),
        type_.para(_when(pack), under),
        Spacer(1, 6),
        table(head, rows, _SCENARIO),
    ]


def _labels(pack: Pack) -> bytes:
    """Sheets of 3 × 8 labels of 70 × 37 mm, one for each guest."""
    out = io.BytesIO()
    canvas = Canvas(
        out, pagesize=A4, lang="bg-BG", invariant=1, initialFontName=type_.TEXT, pageCompression=1
    )
    canvas.setTitle(_(PART_NAMES[Part.LABELS]))
    wide, tall = A4[0] / _ACROSS, A4[1] / _DOWN
    for n, one in enumerate(pack.guests):
        place = n % (_ACROSS * _DOWN)
        if n and not place:
            canvas.showPage()
        centre = (place % _ACROSS + 0.5) * wide
        y = A4[1] - (place // _ACROSS) * tall - tall * 0.38
        room = wide - 10 * mm
        lines = [
            (text, type_.TEXT_BOLD) for text in type_.balance(one.name, type_.TEXT_BOLD, 12, room)
        ]
        lines += [
            (text, type_.TEXT) for text in type_.balance(one.address or _DOTS, type_.TEXT, 11, room)
        ]
        for text, font in lines:
            type_.draw(
                canvas, text, centre, y, font, 12 if font == type_.TEXT_BOLD else 11, at="centre"
            )
            y -= 16
    canvas.showPage()
    canvas.save()
    return out.getvalue()


_STORIES: dict[Part, Callable[[Pack], list[Flowable]]] = {
    Part.ORDER: _order,
    Part.SCENARIO: _scenario,
    Part.CARDS: _cards,
    Part.RECEIPTS: _receipts,
    Part.GUESTS: _guests,
    Part.INVITATIONS: _invitations,
}
