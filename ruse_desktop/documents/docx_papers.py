"""The papers of a commission as DOCX, from the same content as the PDF, for the office to edit."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ruse_desktop.documents import emblem_source
from ruse_desktop.documents.office import OURS
from ruse_desktop.documents.pictures import picture
from ruse_desktop.documents.typography import plain
from ruse_desktop.domain.papers import Grid, Group, Look, Signatures, Slips, Text
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ruse_desktop.domain.papers import Block, Paper, PaperSet

_FONT = "Times New Roman"
_DOTS = "……………………………"
_CUT = "– – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – – –"
_DOTS_OF_EMBLEM = 480
_WIDE = 166  # millimetres between the margins


def render(papers: PaperSet, *, made: datetime) -> bytes:
    """All papers of a set in one document, each in its own section with its own page numbers.

    `made` is the moment that the file says it was written at.
    """
    document = Document()
    _defaults(document)
    say_facts(document, papers, made)
    for n, paper in enumerate(papers.papers):
        section = document.sections[0] if n == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, paper, alone=len(papers.papers) == 1)
        _paper(document, paper, papers.municipality)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def say_facts(document: Any, papers: PaperSet, made: datetime) -> None:
    """What the file says of itself."""
    facts = document.core_properties
    facts.title, facts.author, facts.language = plain(papers.title), papers.municipality, "bg-BG"
    facts.created = facts.modified = made.astimezone(SOFIA).replace(tzinfo=None)
    facts.comments = facts.last_modified_by = ""


def _defaults(document: Any) -> None:
    """The office's font and the language of the spelling check."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(12)
    properties = normal.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:cs"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "bg-BG")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(6)


def _page(section: Any, paper: Paper, *, alone: bool) -> None:
    """Margins, head and foot; how many pages there are is known only where a paper stands alone."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    section.footer.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    settings = section._sectPr  # noqa: SLF001 - python-docx has no verb for page numbers
    if settings.find(qn("w:pgNumType")) is None:  # a new section begins as a copy of the last
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        settings.find(qn("w:pgMar")).addnext(numbering)
    if any(isinstance(block, Slips) for block in paper.blocks):
        return
    if paper.draft:
        _line(section.header.paragraphs[0], say("ПРОЕКТ"), right=True, bold=True)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, _n, after = _("стр. {n} от {all}").partition("{n}")
    foot.add_run(f"{plain(paper.foot)}   {before}" if paper.foot else before)
    _field(foot, "PAGE")
    if alone:
        foot.add_run(after.replace("{all}", ""))
        _field(foot, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """A number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    shown = OxmlElement("w:r")
    figure = OxmlElement("w:t")
    figure.text = "1"
    shown.append(figure)
    field.append(shown)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no verb for fields


def _paper(document: Any, paper: Paper, municipality: str) -> None:
    if paper.sender:
        _letterhead(document, paper.sender, municipality)
    _approval(document, paper.approval)
    if any(paper.number) and not paper.title:
        _line(document.add_paragraph(), "\t".join(paper.number))
    if paper.addressee:
        first, *rest = paper.addressee
        _line(document.add_paragraph(), say("ДО"), bold=True)
        _line(document.add_paragraph(), first, bold=True, capitals=True)
        for text in rest:
            _line(document.add_paragraph(), text)
    if paper.title:
        _line(document.add_paragraph(), paper.title, bold=True, size=16, centre=True)
        for text in (*(part for part in paper.number if part), *paper.under):
            _line(document.add_paragraph(), text, centre=True)
    if paper.subject:
        where = document.add_paragraph()
        where.add_run(say("Относно: ")).bold = True
        where.add_run(plain(paper.subject))
    if paper.salutation:
        _line(document.add_paragraph(), paper.salutation, bold=True)
    for block in paper.blocks:
        add_block(document, block)


def _letterhead(document: Any, sender: tuple[str, ...], municipality: str) -> None:
    """The emblem, which is Ruse's own, the municipality, the unit."""
    head = document.add_paragraph()
    if municipality == OURS:
        head.add_run().add_picture(io.BytesIO(_emblem()), height=Mm(18))
        head.add_run("  ")
    _line(head, municipality.upper(), bold=True, size=16)
    _line(document.add_paragraph(), " · ".join(sender), size=10)


def _emblem() -> bytes:
    """The emblem that is drawn everywhere, as a small PNG."""
    source = emblem_source.current()
    return _small(source, source.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _small(source: Path, _changed: int) -> bytes:
    from PIL import Image

    shown = picture(source.read_bytes(), source.suffix, source.name)
    with Image.open(io.BytesIO(shown.png)) as image:
        image.thumbnail((_DOTS_OF_EMBLEM, _DOTS_OF_EMBLEM))
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _approval(document: Any, lines: tuple[str, ...]) -> None:
    for n, text in enumerate(lines):
        where = document.add_paragraph()
        where.paragraph_format.left_indent = Mm(_WIDE * 0.54)
        _line(where, text, bold=n == 0)


def add_block(document: Any, block: Block) -> None:
    """A block at the end of the document."""
    if isinstance(block, Text):
        _text(document.add_paragraph(), block)
    elif isinstance(block, Grid):
        _table(document, [block.head, *block.rows], block.widths, lines=True)
        document.add_paragraph()
    elif isinstance(block, Signatures):
        rows = [(role, _DOTS, f"({name})" if name else "") for role, name in block.lines]
        document.add_paragraph()
        _table(document, rows, block.widths, lines=False)
    elif isinstance(block, Group):
        _group(document, block)
    else:
        _slips(document, block)


def _text(where: Any, block: Text) -> None:
    """A paragraph as its look wants it; a heading stays with what follows."""
    heads = block.look in {Look.LABEL, Look.CENTRE, Look.PART, Look.MINOR}
    where.paragraph_format.keep_with_next = heads
    if block.look in {Look.ITEM, Look.MOTIVE}:
        where.paragraph_format.left_indent = Mm(6)
    _line(
        where,
        f"☐  {block.text}" if block.look is Look.CHOICE else block.text,
        bold=heads,
        centre=block.look is Look.CENTRE,
        size=10 if block.look in {Look.SMALL, Look.MINOR} else 0,
    )
    if block.look is Look.MOTIVE:
        where.runs[0].italic = True
    if block.strong:
        where.add_run(plain(block.strong)).bold = True


def _group(document: Any, block: Group) -> None:
    """Its blocks, every line but the last part's kept with the next one."""
    body = document.element.body
    before = len(body) - 1  # the last is the settings of the section
    for one in block.blocks[:-1]:
        add_block(document, one)
    paragraphs = [p for made in list(body)[before:-1] for p in made.iter(qn("w:p"))]
    for paragraph in paragraphs:
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("w:keepNext")) is None:
            properties.get_or_add_keepNext()
    add_block(document, block.blocks[-1])


def _slips(document: Any, block: Slips) -> None:
    """Each ballot whole, never broken between pages."""
    for n in range(block.count):
        if n:
            _line(document.add_paragraph(), _CUT, centre=True, size=8)
        lines = [
            _line(document.add_paragraph(), block.title, bold=True, centre=True, size=15),
            *(_line(document.add_paragraph(), text, centre=True) for text in block.lines),
            _line(document.add_paragraph(), block.how, bold=True, centre=True),
            *(
                _line(document.add_paragraph(), _option(text, block.answers))
                for text in block.options
            ),
        ]
        for one in lines:
            one.paragraph_format.keep_with_next = True
            one.paragraph_format.space_after = Pt(3)
        lines[-1].paragraph_format.keep_with_next = False


def _option(text: str, answers: tuple[str, ...]) -> str:
    """„☐  Име“, or „Име:  ☐ за  ☐ против“."""
    if not answers:
        return f"☐  {text}"
    return f"{text}:  " + "  ".join(f"☐ {answer}" for answer in answers)


def _table(document: Any, rows: Any, widths: tuple[float, ...], *, lines: bool) -> None:
    made = document.add_table(rows=0, cols=len(widths))
    if lines and "Table Grid" in document.styles:  # a template of the office may lack it
        made.style = "Table Grid"
    made.autofit = False
    for n, row in enumerate(rows):
        cells = made.add_row().cells
        for cell, text, share in zip(cells, row, widths, strict=True):
            cell.width = Mm(_WIDE * share)
            first, *more = plain(text).split("\n")
            _line(cell.paragraphs[0], first, size=10, bold=lines and n == 0)
            for other in more:
                _line(cell.add_paragraph(), other, size=10)
    for row in made.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001 - no verb for a row kept whole
    if lines:
        properties = made.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no verb for a repeated head
        properties.append(OxmlElement("w:tblHeader"))


def _line(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    centre: bool = False,
    right: bool = False,
    capitals: bool = False,
    size: float = 0,
) -> Any:
    """Fill a paragraph with a person's text; the paragraph."""
    run = paragraph.add_run(plain(text))
    run.bold = bold or None
    run.font.all_caps = capitals or None
    if size:
        run.font.size = Pt(size)
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph
