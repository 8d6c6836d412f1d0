"""What is kept for good becomes PDF/A: a PDF of ours with its colours and its facts declared.

ReportLab writes no PDF/A. What ISO 19005-2 (PDF/A-2, conformance B) asks for besides what our
pages hold anyway – every font embedded, no script, no encryption – is added here: the colour space
(6.2.3), the metadata packet that mirrors the document's information (6.6.2–6.6.4), no `/Trapped`
that the packet would have to repeat. Part 1 of the standard (ISO 19005-1, on PDF 1.4) is made for
the check alone: Apache Preflight knows that part only.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import cache
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from datetime import date

    import pikepdf

Part = Literal[1, 2]
_VERSIONS: dict[Part, str] = {1: "1.4", 2: "1.7"}
_COLOURS = "sRGB IEC61966-2.1"
_UNSAID = frozenset({"", "untitled", "anonymous", "unspecified", "(unspecified)"})
"""What ReportLab writes where nothing was said."""
_DATES = ("/CreationDate", "/ModDate")
_SCHEMAS = """\
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/\""""


def kept(pdf: bytes, day: date | None = None, *, part: Part = 2) -> bytes:
    """A PDF made by ReportLab as PDF/A-2b; the same pages and day give the same bytes.

    `day` is the day of the content; without one the file says no date, rather than a wrong one.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        facts = _facts(document, day)
        document.Root.Metadata = _packet(
            document, facts, day, part, hashlib.sha256(pdf).hexdigest()[:32]
        )
        document.Root.OutputIntents = pikepdf.Array([_colours(document)])
        if "/Title" in facts:
            document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/Lang" not in document.Root:
            document.Root.Lang = pikepdf.String("bg-BG")
        out = io.BytesIO()
        document.save(
            out,
            force_version=_VERSIONS[part],
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,  # ReportLab did it; to try again costs four times the rest
            deterministic_id=True,
        )
    return out.getvalue()


@cache
def _profile() -> bytes:
    """The profile as it stands in the file, compressed."""
    return zlib.compress(paths.resource("colour", "sRGB.icc").read_bytes(), 9)


def _facts(document: pikepdf.Pdf, day: date | None) -> dict[str, str]:
    """The document's information, cleaned: what nobody said is taken out, the day put in."""
    import pikepdf

    info = document.docinfo
    for key in list(info.keys()):
        if key in {"/Trapped", *_DATES} or str(info[key]).casefold() in _UNSAID:
            del info[key]
    if day is not None:
        for key in _DATES:
            info[key] = pikepdf.String(f"D:{day:%Y%m%d}000000Z")
    return {key: str(info[key]) for key in info.keys() if key not in _DATES}  # noqa: SIM118 a PDF dictionary is no mapping


def _colours(document: pikepdf.Pdf) -> pikepdf.Object:
    """What our red, green and blue mean: sRGB, with its profile (edition 2 of ICC, for part 1)."""
    import pikepdf

    stream = pikepdf.Stream(
        document, _profile(), N=3, Alternate=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.FlateDecode
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String(_COLOURS),
            Info=pikepdf.String(_COLOURS),
            RegistryName=pikepdf.String("http://www.color.org"),
            DestOutputProfile=stream,
        )
    )


def _packet(
    document: pikepdf.Pdf, facts: dict[str, str], day: date | None, part: Part, mark: str
) -> pikepdf.Stream:
    """The metadata packet; its names are declared once, where Preflight looks for them."""
    import pikepdf

    said = [
        f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        "<dc:format>application/pdf</dc:format>",
        _each("dc:title", "Alt", 'xml:lang="x-default"', facts.get("/Title")),
        _each("dc:creator", "Seq", "", facts.get("/Author")),
        _each("dc:description", "Alt", 'xml:lang="x-default"', facts.get("/Subject")),
        _one("pdf:Producer", facts.get("/Producer")),
        _one("pdf:Keywords", facts.get("/Keywords")),
        _one("xmp:CreatorTool", facts.get("/Creator")),
        _one("xmpMM:DocumentID", f"uuid:{mark}"),
    ]
    if day is not None:
        moment = f"{day:%Y-%m-%d}T00:00:00Z"
        said += [_one("xmp:CreateDate", moment), _one("xmp:ModifyDate", moment)]
    packet = "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {_SCHEMAS}>',
            *(line for line in said if line),
            "</rdf:Description></rdf:RDF></x:xmpmeta>",
            '<?xpacket end="r"?>',
        ]
    )
    return pikepdf.Stream(
        document,
        packet.encode(),
        Type=pikepdf.Name.Metadata,
        Subtype=pikepdf.Name.XML,
    )


def _one(name: str, text: str | None) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _each(name: str, bag: str, facts: str, text: str | None) -> str:
    """A value that the standard wants as a list of one."""
    if not text:
        return ""
    item = f"<rdf:li {facts}>" if facts else "<rdf:li>"
    return f"<{name}><rdf:{bag}>{item}{escape(text)}</rdf:li></rdf:{bag}></{name}>"
