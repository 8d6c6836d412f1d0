"""Fillable fields put into a finished PDF, with an embedded font that has the Bulgarian letters."""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics

from ruse_desktop.documents import typography as type_
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Rect = tuple[float, float, float, float]
_REQUIRED, _READ_ONLY, _MULTILINE, _RADIO, _COMBO = 1 << 1, 1, 1 << 12, 1 << 15, 1 << 17
_PRINTED, _HIDDEN = 4, 2
_SIZE = 10


class BoxKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG = "long"
    CHECK = "check"
    RADIO = "radio"
    LIST = "list"


@dataclass(frozen=True)
class Box:
    """A field on a page (from 0), `rect` in points from the lower left corner.

    The boxes of one `RADIO` group share the `name`; `state` is what a ticked box says. `tip` is
    read by a screen reader. `options` are the lines of a list.
    """

    name: str
    kind: BoxKind
    page: int
    rect: Rect
    tip: str
    state: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    limit: int = 0


def add_fields(pdf: bytes, boxes: Sequence[Box], hidden: Mapping[str, str]) -> bytes:
    """The document with these fields; `hidden` are read-only values that nobody sees."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        maker = _Maker(document)
        fields = maker.fields(boxes)
        fields += [maker.hidden(name, value) for name, value in hidden.items()]
        document.Root.AcroForm = document.make_indirect(
            pikepdf.Dictionary(
                Fields=pikepdf.Array(fields),
                DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=maker.font, ZaDb=maker.dingbats)),
                DA=pikepdf.String(f"/F1 {_SIZE} Tf 0 g"),
                NeedAppearances=True,
            )
        )
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for page in document.pages:
            page.obj.Tabs = pikepdf.Name("/R")
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


class _Maker:
    """Makes the objects of fields within one document."""

    def __init__(self, document: Any) -> None:
        import pikepdf

        self._pdf = document
        self._pike = pikepdf
        self.font = _embedded(document, type_.SANS)
        self.dingbats = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name("/Font"),
                Subtype=pikepdf.Name("/Type1"),
                BaseFont=pikepdf.Name("/ZapfDingbats"),
            )
        )

    def fields(self, boxes: Iterable[Box]) -> list[Any]:
        """The fields of the form in order; each box is put on its page."""
        found: list[Any] = []
        groups: dict[str, Any] = {}
        for box in boxes:
            if box.kind is not BoxKind.RADIO:
                found.append(self._single(box))
                continue
            if box.name not in groups:
                groups[box.name] = self._group(box)
                found.append(groups[box.name])
            widget = self._tick(box, box.state)
            widget.Parent = groups[box.name]
            groups[box.name].Kids.append(widget)
        return found

    def hidden(self, name: str, value: str) -> Any:
        """A read-only value that is not shown."""
        pike = self._pike
        page = self._pdf.pages[0].obj
        made = self._widget(page, (0, 0, 0, 0), flags=_HIDDEN)
        made.FT, made.Ff = pike.Name("/Tx"), _READ_ONLY
        made.T, made.V = pike.String(name), pike.String(value)
        made.DA = pike.String(f"/F1 {_SIZE} Tf 0 g")
        return made

    def _single(self, box: Box) -> Any:
        pike = self._pike
        if box.kind is BoxKind.CHECK:
            made = self._tick(box, box.state)
            made.FT, made.Ff, made.V = pike.Name("/Btn"), 0, pike.Name("/Off")
        else:
            made = self._widget(self._pdf.pages[box.page].obj, box.rect)
            made.DA = pike.String(f"/F1 {_SIZE} Tf 0 g")
            made.Ff = _REQUIRED if box.required else 0
            left, low, right, high = box.rect
            made.AP = pike.Dictionary(
                N=self._drawing(right - left, high - low, b"/Tx BMC EMC", fonts=True)
            )
            if box.kind is BoxKind.LIST:
                made.FT = pike.Name("/Ch")
                made.Ff |= _COMBO
                made.Opt = pike.Array([pike.String(text) for text in (" ", *box.options)])
            else:
                made.FT = pike.Name("/Tx")
                if box.kind is BoxKind.LONG:
                    made.Ff |= _MULTILINE
                if box.limit:
                    made.MaxLen = box.limit
        made.T, made.TU = pike.String(box.name), pike.String(box.tip)
        return made

    def _group(self, box: Box) -> Any:
        pike = self._pike
        return self._pdf.make_indirect(
            pike.Dictionary(
                FT=pike.Name("/Btn"),
                Ff=_RADIO | (_REQUIRED if box.required else 0),
                T=pike.String(box.name),
                TU=pike.String(box.tip.split(": ", maxsplit=1)[0]),
                V=pike.Name("/Off"),
                Kids=pike.Array([]),
            )
        )

    def _tick(self, box: Box, state: str) -> Any:
        """A box that shows a tick while it is on."""
        pike = self._pike
        left, low, right, high = box.rect
        made = self._widget(self._pdf.pages[box.page].obj, box.rect)
        size = min(right - left, high - low)
        tick = (
            f"q 1.4 w 1 J 1 j {size * 0.2:.2f} {size * 0.5:.2f} m {size * 0.42:.2f} "
            f"{size * 0.25:.2f} l {size * 0.82:.2f} {size * 0.8:.2f} l S Q"
        ).encode()
        shapes = {
            f"/{state}": self._drawing(right - left, high - low, tick),
            "/Off": self._drawing(right - left, high - low, b""),
        }
        made.AP = pike.Dictionary(N=pike.Dictionary(shapes))
        made.AS = pike.Name("/Off")
        made.MK = pike.Dictionary(CA=pike.String("4"))
        made.DA = pike.String("/ZaDb 0 Tf 0 g")
        made.TU = pike.String(box.tip)
        return made

    def _widget(self, page: Any, rect: Rect, flags: int = _PRINTED) -> Any:
        pike = self._pike
        made = self._pdf.make_indirect(
            pike.Dictionary(
                Type=pike.Name("/Annot"),
                Subtype=pike.Name("/Widget"),
                Rect=pike.Array([round(value, 2) for value in rect]),
                F=flags,
                P=page,
            )
        )
        if "/Annots" not in page:
            page.Annots = pike.Array([])
        page.Annots.append(made)
        return made

    def _drawing(self, wide: float, tall: float, content: bytes, *, fonts: bool = False) -> Any:
        pike = self._pike
        made = self._pdf.make_stream(content)
        made.Type, made.Subtype = pike.Name("/XObject"), pike.Name("/Form")
        made.BBox = pike.Array([0, 0, round(wide, 2), round(tall, 2)])
        made.Resources = pike.Dictionary()
        if fonts:
            made.Resources.Font = pike.Dictionary(F1=self.font)
        return made


def _embedded(document: Any, name: str) -> Any:
    """The whole font as a composite font: any letter that it has can be typed later."""
    import pikepdf as pike

    type_.register()
    face = pdfmetrics.getFont(name).face
    glyphs = {code: gid for code, gid in face.charToGlyph.items() if code and gid}
    file = document.make_stream(paths.resource("fonts", f"{name}.ttf").read_bytes())
    descriptor = pike.Dictionary(
        Type=pike.Name("/FontDescriptor"),
        FontName=pike.Name(f"/{name}"),
        Flags=32,
        FontBBox=pike.Array([int(value) for value in face.bbox]),
        ItalicAngle=0,
        Ascent=int(face.ascent),
        Descent=int(face.descent),
        CapHeight=int(getattr(face, "capHeight", face.ascent)),
        StemV=80,
        FontFile2=document.make_indirect(file),
    )
    wide: list[Any] = []
    for code, gid in sorted(glyphs.items(), key=lambda pair: pair[1]):
        wide += [gid, pike.Array([int(face.charWidths[code])])]
    inner = pike.Dictionary(
        Type=pike.Name("/Font"),
        Subtype=pike.Name("/CIDFontType2"),
        BaseFont=pike.Name(f"/{name}"),
        CIDSystemInfo=pike.Dictionary(
            Registry=pike.String("Adobe"), Ordering=pike.String("Identity"), Supplement=0
        ),
        FontDescriptor=document.make_indirect(descriptor),
        DW=500,
        W=pike.Array(wide),
        CIDToGIDMap=pike.Name("/Identity"),
    )
    return document.make_indirect(
        pike.Dictionary(
            Type=pike.Name("/Font"),
            Subtype=pike.Name("/Type0"),
            BaseFont=pike.Name(f"/{name}"),
            Encoding=pike.Name("/Identity-H"),
            DescendantFonts=pike.Array([document.make_indirect(inner)]),
            ToUnicode=document.make_indirect(document.make_stream(_to_unicode(glyphs))),
        )
    )


def _to_unicode(glyphs: Mapping[int, int]) -> bytes:
    """The table by which readers turn glyphs back into letters."""
    first: dict[int, int] = {}
    for code, gid in sorted(glyphs.items()):
        first.setdefault(gid, code)
    pairs = sorted(first.items())
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{gid:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for gid, code in block
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
