"""Copies of attached files without what is written in them unseen: place, device, author."""

from __future__ import annotations

import io

from ruse_desktop.documents import photos
from ruse_desktop.kernel import foreign_pdf
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

SUFFIXES = (*photos.SUFFIXES, ".pdf")


def without_hidden(content: bytes, suffix: str, name: str) -> bytes:
    """The file without hidden data; a signature in a PDF no longer holds for the copy.

    Raises UserError for a kind that cannot be cleaned, and for a damaged or locked file.
    """
    kind = suffix.casefold()
    if kind == ".pdf":
        return _pdf(content, name)
    if kind in photos.SUFFIXES:
        return photos.without_hidden(content)
    raise UserError(
        _("От файл „{name}“ скритите данни не могат да се махнат.").format(name=name),
        _("Запазете го като PDF, JPG или PNG или дайте копие такова, каквото е."),
    )


def _pdf(content: bytes, name: str) -> bytes:
    import pikepdf

    with foreign_pdf.opened(content, name) as document:
        for one in document.objects:
            facts = one.stream_dict if isinstance(one, pikepdf.Stream) else one
            if isinstance(facts, pikepdf.Dictionary):
                for key in ("/Metadata", "/PieceInfo"):
                    if key in facts:
                        del facts[key]
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
