"""The file of a violation as one PDF: the cover, then its evidence, every page numbered."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop.documents import papers, photos
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, ROOM
from ruse_desktop.kernel import foreign_pdf
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.papers import PaperSet

Piece = tuple[str, str, bytes]
"""A piece of evidence: its name, suffix and content (empty when the file is gone)."""
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_MOST_DOTS = 2400  # the longer side of a picture in the file


def case_file(
    cover: Callable[[Sequence[str]], PaperSet], pieces: Sequence[Piece], number: str
) -> bytes:
    """The cover, told on which page each piece begins, and the pieces after it.

    No PDF/A: nobody can promise that for the files of others.
    """
    import pikepdf

    type_.register()
    parts = [_pages(one) for one in pieces]
    counts = [_count(one) for one in parts]
    front = papers.render(cover([_("стр. 99 (99 стр.)")] * len(parts)), kept=False)
    for _try in range(2):  # the number of pages of the cover may move with the texts in it
        before = _count(front)
        front = papers.render(cover(_places(parts, counts, before)), kept=False)
        if _count(front) == before:
            break
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(front)) as whole:
        at, total = len(whole.pages), len(whole.pages) + sum(counts)
        for n, part in enumerate(parts, 1):
            if part is None:
                continue
            with pikepdf.open(io.BytesIO(part)) as one:
                whole.pages.extend(one.pages)
            for page in list(whole.pages)[at : at + counts[n - 1]]:
                foreign_pdf.still(page)
            for _page in range(counts[n - 1]):
                said = _("{file} · приложение {n} · стр. {at} от {all}").format(
                    file=number, n=n, at=at + 1, all=total
                )
                _stamp(whole.pages[at], said)
                at += 1
        whole.save(out)
    return out.getvalue()


def _places(parts: Sequence[bytes | None], counts: Sequence[int], before: int) -> list[str]:
    found, at = [], before + 1
    for part, count in zip(parts, counts, strict=True):
        if part is None:
            found.append(_("отделно"))
        elif count == 1:
            found.append(_("стр. {at}").format(at=at))
        else:
            found.append(_("стр. {at} ({n} стр.)").format(at=at, n=count))
        at += count
    return found


def _count(pdf: bytes | None) -> int:
    import pikepdf

    if pdf is None:
        return 0
    with pikepdf.open(io.BytesIO(pdf)) as one:
        return len(one.pages)


def _pages(piece: Piece) -> bytes | None:
    """A piece as PDF; None for what is no picture, no readable PDF, or gone."""
    name, suffix, content = piece
    if not content:
        return None
    if suffix in _PICTURES:
        return _picture(name, content)
    if suffix != ".pdf":
        return None
    try:
        with foreign_pdf.opened(content, name) as one:
            return content if len(one.pages) else None
    except UserError:
        return None


def _picture(name: str, content: bytes) -> bytes | None:
    """A page with the picture as large as it fits, upright, its name under it."""
    try:
        kept, wide, tall = photos.printable(content, _MOST_DOTS)
    except UserError:
        return None
    room = A4[1] - 2 * MARGIN - 12 * mm
    share = min(ROOM / wide, room / tall, 1.5)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=type_.SANS)
    top = A4[1] - MARGIN
    canvas.drawImage(
        ImageReader(io.BytesIO(kept)),
        (A4[0] - wide * share) / 2,
        top - tall * share,
        wide * share,
        tall * share,
    )
    canvas.setFont(type_.SANS, 9)
    canvas.drawCentredString(A4[0] / 2, top - tall * share - 6 * mm, type_.plain(name))
    canvas.save()
    return out.getvalue()


def _stamp(page: Any, text: str) -> None:
    """A small line at the foot of a page of evidence."""
    import pikepdf

    box = [float(one) for one in page.trimbox]
    wide, tall = box[2] - box[0], box[3] - box[1]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(wide, tall), invariant=1, initialFontName=type_.SANS)
    canvas.setFont(type_.SANS, 8.5)
    said = type_.plain(text)
    room = canvas.stringWidth(said, type_.SANS, 8.5)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(wide - room - 12 * mm, 6 * mm, room + 4 * mm, 5 * mm, stroke=0, fill=1)
    canvas.setFillColor(type_.MUTED)
    canvas.drawRightString(wide - 10 * mm, 7.5 * mm, said)
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as over:
        page.add_overlay(over.pages[0])
