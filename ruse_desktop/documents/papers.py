"""The papers of a commission as PDF: letterhead, number, addressee, text, tables, signatures."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from ruse_desktop.documents import pdfa
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.ballots import Box, slips
from ruse_desktop.documents.office import MARGIN, ROOM, NumberedCanvas, letterhead, table
from ruse_desktop.domain.papers import Grid, Group, Look, Signatures, Slips, Text
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from ruse_desktop.domain.papers import Block, Paper, PaperSet

_DOTS = "……………………………………"
_LOW = 20 * mm
_TOP = 18 * mm
_HEAD = 44 * mm  # with the letterhead
_PART_TAKES = 45 * mm  # a heading is not left alone at the foot of a page


class _Canvas(NumberedCanvas):
    """Numbers the pages of each paper for itself; ballots carry neither number nor foot."""

    part = 0
    plain = False

    def save(self) -> None:
        """Number the kept pages and write the document."""
        counts: dict[int, int] = {}
        for page in self._pages:
            counts[page["part"]] = counts.get(page["part"], 0) + 1
        number, before = 0, -1
        for page in self._pages:
            self.__dict__.update(page)
            number = number + 1 if self.part == before else 1
            before = self.part
            if not self.plain:
                self.setFont(type_.SANS, 8.5)
                self.setFillColor(type_.MUTED)
                text = _("стр. {n} от {all}").format(n=number, all=counts[self.part])
                self.drawRightString(self._pagesize[0] - MARGIN, 12 * mm, text)
                self.drawString(MARGIN, 12 * mm, type_.plain(self.foot))
            super(NumberedCanvas, self).showPage()
        super(NumberedCanvas, self).save()


def render(papers: PaperSet, *, kept: bool = True) -> bytes:
    """All papers of a set, A4 portrait, each beginning on its own page; as PDF/A if it is `kept`.

    Drafts too: acts and orders leave the program as such. Ballots never.
    """
    type_.register()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=type_.plain(papers.title), author=papers.municipality,
        subject=type_.plain(papers.title), leftMargin=MARGIN, rightMargin=MARGIN,
    )  # fmt: skip
    story: list[Flowable] = []
    for n, paper in enumerate(papers.papers):
        document.addPageTemplates(_templates(n, paper, papers.municipality))
        if n:
            story += [NextPageTemplate(f"first{n}"), PageBreak()]
        story += _story(paper)
    document.build(story, canvasmaker=_Canvas)
    if not kept or any(_slips(paper) for paper in papers.papers):
        return out.getvalue()
    return pdfa.kept(out.getvalue())


def _slips(paper: Paper) -> bool:
    return any(isinstance(block, Slips) for block in paper.blocks)


def _templates(n: int, paper: Paper, municipality: str) -> list[PageTemplate]:
    if _slips(paper):
        whole = Frame(0, 0, *A4, 0, 0, 0, 0)
        return [
            PageTemplate(f"first{n}", [whole], onPage=partial(_plain_page, n), pagesize=A4),
        ]
    tall = A4[1] - _LOW
    top = _HEAD if paper.sender else _TOP
    return [
        PageTemplate(
            f"first{n}", [Frame(MARGIN, _LOW, ROOM, tall - top, 0, 0, 0, 0)],
            onPage=partial(_first, n, paper, municipality), autoNextPageTemplate=f"later{n}",
        ),
        PageTemplate(
            f"later{n}", [Frame(MARGIN, _LOW, ROOM, tall - _TOP, 0, 0, 0, 0)],
            onPage=partial(_later, n, paper),
        ),
    ]  # fmt: skip


def _plain_page(n: int, canvas: _Canvas, _document: BaseDocTemplate) -> None:
    canvas.part, canvas.plain, canvas.foot = n, True, ""


def _first(
    n: int, paper: Paper, municipality: str, canvas: _Canvas, document: BaseDocTemplate
) -> None:
    if paper.sender:
        letterhead(canvas, paper.sender, municipality=municipality)
    _later(n, paper, canvas, document)


def _later(n: int, paper: Paper, canvas: _Canvas, _document: BaseDocTemplate) -> None:
    canvas.part, canvas.plain, canvas.foot = n, False, paper.foot
    if paper.draft:
        canvas.setFont(type_.SANS_BOLD, 9)
        canvas.setFillColor(type_.GOLD)
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 12 * mm, say("ПРОЕКТ"))


def _story(paper: Paper) -> list[Flowable]:
    story: list[Flowable] = _approval(paper.approval) if paper.approval else []
    if paper.number != ("", "") and not paper.title:
        story += _number(paper.number)
    if paper.addressee:
        story += _addressee(paper.addressee)
    if paper.title:
        big = type_.style(
            "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=16, leading=21, spaceAfter=3
        )
        story += [Spacer(1, 4), type_.para(paper.title, big)]
        centre = type_.style("under", alignment=1, fontSize=11, leading=15, spaceAfter=1)
        if paper.number != ("", ""):
            story += [type_.para(text, centre) for text in paper.number if text]
        story += [type_.para(text, centre) for text in paper.under]
        story.append(Spacer(1, 10))
    if paper.subject:
        style = type_.style("subject", fontSize=11, leading=15, leftIndent=14 * mm, spaceAfter=12)
        story.append(type_.rich(((say("Относно: "), True), (paper.subject, False)), style))
    if paper.salutation:
        bold = type_.style("salutation", fontName=type_.TEXT_BOLD, fontSize=11, spaceAfter=8)
        story.append(type_.para(paper.salutation, bold))
    return story + _blocks(paper.blocks)


def _blocks(blocks: tuple[Block, ...]) -> list[Flowable]:
    """The body; the signatures stay with the paragraph before them."""
    story: list[Flowable] = []
    before: Block | None = None
    for block in blocks:
        made = _block(block)
        if _is_item(before) and not _is_item(block):
            made.insert(0, Spacer(1, 6))
        before = block
        if isinstance(block, Signatures) and story and not isinstance(story[-1], Table):
            made = [KeepTogether([story.pop(), *made])]
        story += made
    return story


def _block(block: Block) -> list[Flowable]:
    if isinstance(block, Text) and block.look is Look.CHOICE:
        return [_bare([[Box(), type_.para(block.text, _look(Look.TEXT))]], (0.05, 0.95))]
    if isinstance(block, Text):
        made = type_.rich(((block.text, False), (block.strong, True)), _look(block.look))
        return [CondPageBreak(_PART_TAKES), made] if block.look is Look.PART else [made]
    if isinstance(block, Group):
        inner = [flowable for one in block.blocks for flowable in _block(one)]
        inner = [one for one in inner if not isinstance(one, CondPageBreak)]
        return [KeepTogether(inner), Spacer(1, 6)]
    if isinstance(block, Grid):
        return [Spacer(1, 3), _grid(block), Spacer(1, 9)]
    if isinstance(block, Slips):
        return slips(block)
    return _signatures(block)


def _is_item(block: Block | None) -> bool:
    return isinstance(block, Text) and block.look is Look.ITEM


def _look(look: Look) -> Any:
    if look is Look.PART:
        return type_.style(
            "part", fontName=type_.TEXT_BOLD, fontSize=12, leading=16, spaceBefore=10, spaceAfter=5
        )
    if look is Look.MINOR:
        return type_.style(
            "minor", fontName=type_.SANS_SEMI, fontSize=9.5, leading=13, spaceBefore=4,
            spaceAfter=2,
        )  # fmt: skip
    if look is Look.MOTIVE:
        return type_.style(
            "motive", fontName=type_.TEXT_ITALIC, fontSize=11, leading=15.5, leftIndent=14,
            spaceAfter=7,
        )  # fmt: skip
    if look is Look.LABEL:
        return type_.style(
            "label", fontName=type_.TEXT_BOLD, fontSize=11.5, leading=15.5, spaceBefore=8,
            spaceAfter=4, keepWithNext=1,
        )  # fmt: skip
    if look is Look.CENTRE:
        return type_.style(
            "centre", alignment=1, fontName=type_.TEXT_BOLD, fontSize=12, leading=16,
            spaceBefore=6, spaceAfter=8, keepWithNext=1,
        )  # fmt: skip
    if look is Look.SMALL:
        return type_.style("small", fontName=type_.SANS, fontSize=9, leading=12, spaceAfter=5)
    if look is Look.ITEM:
        return type_.style("item", fontSize=11, leading=15.5, leftIndent=16, spaceAfter=3)
    return type_.style("body", fontSize=11, leading=16, spaceAfter=7)


def _grid(block: Grid) -> Table:
    made = table(block.head, block.rows, block.widths)
    if block.roomy:
        made.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.4, type_.LINE),
                    ("BOTTOMPADDING", (0, 1), (-1, -1), 7),
                    ("TOPPADDING", (0, 1), (-1, -1), 5),
                ]
            )
        )
    return made


def _number(number: tuple[str, str]) -> list[Flowable]:
    cell = type_.style("no", fontName=type_.SANS, fontSize=9.5, leading=13, spaceAfter=0)
    right = type_.style("day", fontName=type_.SANS, fontSize=9.5, alignment=2, spaceAfter=0)
    row = [[type_.para(number[0], cell), type_.para(number[1], right)]]
    return [_bare(row, (0.6, 0.4)), Spacer(1, 14)]


def _addressee(lines: tuple[str, ...]) -> list[Flowable]:
    bold = type_.style("to", fontName=type_.TEXT_BOLD, fontSize=11, leading=15, spaceAfter=0)
    plain = type_.style("toline", fontSize=11, leading=15, spaceAfter=0)
    first, *rest = lines
    made = [type_.para(say("ДО"), bold), type_.para(first.upper(), bold)]
    return [*made, *(type_.para(text, plain) for text in rest), Spacer(1, 14)]


def _approval(lines: tuple[str, ...]) -> list[Flowable]:
    bold = type_.style("approve", fontName=type_.TEXT_BOLD, fontSize=11, leading=15, spaceAfter=8)
    plain = type_.style("approver", fontSize=10.5, leading=15, spaceAfter=0)
    first, *rest = lines
    cell = [type_.para(first, bold), *(type_.para(text, plain) for text in rest)]
    return [_bare([["", cell]], (0.54, 0.46)), Spacer(1, 14)]


def _signatures(block: Signatures) -> list[Flowable]:
    cell = type_.style("sig", fontSize=10.5, leading=14, spaceAfter=0)
    rows = [
        [type_.para(text, cell) for text in (role, _DOTS, name and f"({name})")]
        for role, name in block.lines
    ]
    return [Spacer(1, 16), _bare(rows, block.widths, tall=26)]


def _bare(rows: list[list[Any]], widths: tuple[float, ...], tall: float = 0) -> Table:
    """Things side by side without lines."""
    heights = {"minRowHeights": [tall] * len(rows)} if tall else {}
    made = Table(rows, colWidths=[share * ROOM for share in widths], **heights)
    made.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), type_.SANS),  # the default would name Helvetica
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return made
