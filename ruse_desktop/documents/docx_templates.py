"""The office's Word templates: what is wrong with one, its fields filled in, a sample to begin with."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from docx.enum.text import WD_BREAK
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from ruse_desktop.documents import docx_papers
from ruse_desktop.documents.typography import plain
from ruse_desktop.domain.papers import Paper, PaperKind, PaperSet, Text
from ruse_desktop.domain.word_templates import BODY, FIELDS
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

_MARK = "\ue000"
_SPAN = re.compile(r"\{\{(.*?)\}\}")
_BROKEN = (
    BadZipFile,
    PackageNotFoundError,
    XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
    TypeError,
)
"""What reading a file that is no .docx raises."""
_LETTERS = frozenset({
    PaperKind.NAMING, PaperKind.INVITATIONS, PaperKind.PROPOSAL, PaperKind.LAUREATES,
    PaperKind.OTHERS, PaperKind.LETTERS,
})  # fmt: skip
"""Papers with an addressee."""


def sample(kind: PaperKind, title: str, municipality: str, *, made: datetime) -> bytes:
    """A template to begin with: the program's own page with the names of the fields in it."""
    letter = Paper(
        sender=("{{ звено }}",),
        number=("{{ номер }}", "{{ дата }}"),
        addressee=("{{ получател }}",),
        subject="{{ относно }}",
        salutation="{{ обръщение }}",
        blocks=(Text("{{ текст }}"),),
    )
    act = Paper(
        title="{{ заглавие }}",
        under=("{{ подзаглавие }}",),
        sender=("{{ звено }}",),
        number=("{{ номер }}", "{{ дата }}"),
        blocks=(Text("{{ текст }}"),),
    )
    paper = letter if kind in _LETTERS else act
    return docx_papers.render(PaperSet(kind, title, "obrazec", (paper,), municipality), made=made)


def faults(content: bytes) -> tuple[str, ...]:
    """What keeps a file from being a template, in sentences; () = nothing.

    A name that is no field is named with the nearest one; a template without „текст“ would print
    nothing of the paper.
    """
    try:
        template = DocxTemplate(io.BytesIO(content))
        named = template.get_undeclared_template_variables(_environment())
        whole = _all_text(template.get_docx())
    except TemplateSyntaxError as error:
        return (
            _(
                "В шаблона има незатворена или грешна скоба: {what}. Полето се пише {{{{ име }}}}."
            ).format(what=error.message or ""),
        )
    except _BROKEN as error:
        return (_("Това не е документ на Word (.docx): {what}").format(what=str(error)[:120]),)
    found = [_unknown(name) for name in sorted(named - set(FIELDS))]
    if BODY not in named:
        found.append(_("Липсва {{ текст }}: без него от документа не се печата нищо."))
    elif not _body_alone(template.get_docx()):
        found.append(_("{{ текст }} трябва да стои само на свой ред."))
    found += [
        _("В {{{{ }}}} се пише само името на поле, а не „{what}“.").format(what=span.strip()[:60])
        for span in _SPAN.findall(whole)
        if not span.strip().isidentifier()
    ]
    if "{%" in whole:
        found.append(_("Командите {% … %} не се ползват; оставете само полета."))
    return tuple(found)


def render(template: bytes, papers: PaperSet, *, made: datetime) -> bytes:
    """The papers by the template, each from a new page.

    Raises ValueError for a template with `faults`.
    """
    wrong = faults(template)
    if wrong:
        raise ValueError(wrong[0])
    first = _filled(template, papers.papers[0], papers.municipality)
    body = first.element.body
    for paper in papers.papers[1:]:
        first.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        other = _filled(template, paper, papers.municipality)
        for element in list(other.element.body):
            if element.tag != qn("w:sectPr"):
                body.insert(len(body) - 1, deepcopy(element))
    docx_papers.say_facts(first, papers, made)
    out = io.BytesIO()
    first.save(out)
    return out.getvalue()


def _filled(template: bytes, paper: Paper, municipality: str) -> Any:
    filled = DocxTemplate(io.BytesIO(template))
    number, day = paper.number
    fields = {
        "община": municipality, "звено": " · ".join(paper.sender), "номер": number, "дата": day,
        "получател": "\n".join(paper.addressee), "заглавие": paper.title,
        "подзаглавие": "\n".join(paper.under), "относно": paper.subject,
        "обръщение": paper.salutation, BODY: _MARK, "утвърждаване": "\n".join(paper.approval),
        "бележка": paper.foot,
    }  # fmt: skip
    said = {name: text if name == BODY else plain(text) for name, text in fields.items()}
    try:
        filled.render(said, _environment(), autoescape=True)
    except TemplateError as error:
        raise ValueError(str(error)) from error
    document: Any = filled.docx
    _put_body(document, paper)
    return document


def _put_body(document: Any, paper: Paper) -> None:
    """The paper's blocks in the place of the mark."""
    body = document.element.body
    marked = [one for one in body.iter(qn("w:p")) if _MARK in _text(one)]
    for place in marked:
        before = len(body) - 1  # the last is the settings of the section
        for block in paper.blocks:
            docx_papers.add_block(document, block)
        for element in list(body)[before:-1]:
            place.addprevious(element)
        place.getparent().remove(place)


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True)


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _all_text(document: Any) -> str:
    return "\n".join(_text(one) for one in document.element.body.iter(qn("w:p")))


def _body_alone(document: Any) -> bool:
    alone = re.compile(r"\s*\{\{\s*" + BODY + r"\s*\}\}\s*")
    held = [_text(one) for one in document.element.body.iter(qn("w:p"))]
    return any(alone.fullmatch(text) for text in held) and not any(
        re.search(r"\{\{\s*" + BODY + r"\s*\}\}", text) and not alone.fullmatch(text)
        for text in held
    )


def _unknown(name: str) -> str:
    near = get_close_matches(name, list(FIELDS), 1, 0.5)
    if near:
        return _("Няма поле „{name}“. Може би „{near}“?").format(name=name, near=near[0])
    return _("Няма поле „{name}“. Вижте списъка на полетата.").format(name=name)
