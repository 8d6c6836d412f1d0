"""PDF files of others: opened within bounds of size and memory, refused with what could act."""

from __future__ import annotations

import io
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 50_000_000
_UNPACKED = 100_000_000
_MOST_OBJECTS = 200_000
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What reading objects raises that are not of the kind their place asks for."""
_ACTS = frozenset({
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition",
    "/Movie", "/Sound",
})  # fmt: skip
_SCRIPT = ("/JS", "/JavaScript")
_DEEP = 6
_FILES = ("/EF", "/EmbeddedFiles", "/RichMediaContent")


@contextmanager
def opened(source: Path | bytes, name: str) -> Iterator[Any]:
    """The document in pikepdf, while it is looked into; what it unpacks to is bounded.

    The block only reads it: whatever goes wrong there is told as damage of the file.

    Raises UserError when it is too large, locked, damaged or a trap; OSError as reading does.
    """
    import pikepdf

    _bounds()
    large = len(source) if isinstance(source, bytes) else source.stat().st_size
    if large > MOST_BYTES:
        raise UserError(
            _("Файлът „{name}“ е твърде голям: над {n} MB.").format(
                name=name, n=MOST_BYTES // 1_000_000
            ),
            _("Запазете го с по-малки изображения или го разделете."),
            code="pdf-large",
        )
    try:
        with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as document:
            if document.is_encrypted:
                raise _locked(name)
            if len(document.objects) > _MOST_OBJECTS:
                raise _damaged(name)
            yield document
    except pikepdf.PasswordError as problem:
        raise _locked(name) from problem
    except (pikepdf.PdfError, pikepdf.DataDecodingError, *_BROKEN) as problem:
        raise _damaged(name) from problem


def refuse_actions(document: Any, name: str) -> None:
    """Raises UserError when the document holds scripts, starts programs or carries files."""
    import pikepdf

    for one in document.objects:
        facts = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        if isinstance(facts, pikepdf.Array | pikepdf.Dictionary) and _acts(facts):
            raise UserError(
                _("Файлът „{name}“ съдържа скриптове, команди или вложени файлове.").format(
                    name=name
                ),
                _("Не го отваряйте с друга програма; поискайте от подателя обикновен PDF."),
                code="pdf-acts",
            )


def still(page: Any) -> None:
    """Take everything that acts off a page before it is put into a document of ours."""
    import pikepdf

    for key in ("/AA", "/A"):
        if key in page:
            del page[key]
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    for note in notes:
        if isinstance(note, pikepdf.Dictionary):
            for key in ("/A", "/AA", "/PA", "/FS", "/RichMediaContent", "/RichMediaSettings"):
                if key in note:
                    del note[key]


def _acts(found: Any) -> bool:
    """Whether a dictionary is an action, or names scripts or files; looks three levels down."""
    import pikepdf

    waiting = [(found, 0)]
    while waiting:
        one, deep = waiting.pop()
        if isinstance(one, pikepdf.Array):
            if deep < _DEEP:
                waiting += [(part, deep + 1) for part in one if _compound(part)]
            continue
        if any(key in one for key in (*_SCRIPT, *_FILES)):
            return True
        kind = one.get("/S")
        if isinstance(kind, pikepdf.Name) and str(kind) in _ACTS:
            return True
        if deep < _DEEP:
            waiting += [(part, deep + 1) for part in one.as_dict().values() if _compound(part)]
    return False


def _compound(part: Any) -> bool:
    """Whether it has parts of its own and stands here: others are met among the objects."""
    import pikepdf

    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


@cache
def _bounds() -> None:
    """Set once what every opened document may unpack to, ours too."""
    from pikepdf import settings

    settings.set_qpdf_limits(
        flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED, png_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED, dct_max_memory=_UNPACKED, max_stream_filters=4,
    )  # fmt: skip


def _locked(name: str) -> UserError:
    return UserError(
        _("Файлът „{name}“ е заключен с парола.").format(name=name),
        _("Отворете го с паролата, запазете го без нея и опитайте отново."),
        code="form-locked",
    )


def _damaged(name: str) -> UserError:
    return UserError(
        _("Файлът „{name}“ не е PDF или е повреден.").format(name=name),
        _("Поискайте го отново или го запазете наново като PDF."),
        code="form-damaged",
    )
