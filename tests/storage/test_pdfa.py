"""What is kept is PDF/A-2b: read by pypdf, judged by Apache Preflight as part 1b of the standard."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from defusedxml import ElementTree
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.documents import (
    book_anchor,
    book_extract,
    book_volume,
    emblem_source,
    letters,
    memory_page,
    office,
    papers,
    pdfa,
    register,
    registers,
)
from ruse_desktop.documents import typography as type_
from ruse_desktop.domain.book_printing import PrintKind, PrintRequest
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.letters import LetterKind
from ruse_desktop.domain.memory_pages import MemoryContent, MemoryPage
from ruse_desktop.domain.papers import Block, Paper, PaperKind, PaperSet, Slips, Text
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.retention import Erasure
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.paths import resource
from ruse_desktop.services import demo
from ruse_desktop.services.facade import Services

JARS = (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io",
    "javax.activation", "jaxb-api",
)  # fmt: skip
JAVA = Path("/usr/share/java")
XMP = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/AA", "/EmbeddedFiles", "/Encrypt", "/LZWDecode"}
ASKED = PrintRequest(date(2026, 6, 2), "Стоян Ганев", "загубен", "Елена Маринова, директор")
ERASED = Erasure("Протокол № 3", date(2026, 5, 29), "Ива Донева", 2, 3, 1, 14)
ALL = RegisterFilter()
SAID = "Кирил & Методий <азбука> „Ѝ“"


def picture(mode: str, kind: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (60, 80)).save(out, kind)
    return out.getvalue()


def made_by(s: Services) -> Iterator[tuple[str, bytes]]:
    """One of each kind of paper that is kept, as the program makes it of the example year."""
    book = s.volumes.content("NR", drawn_by="Иво Пенев", volume=None, years=None)
    entry = s.books.detail("NR", book.anchor.seq)
    yield "diplomas", s.diplomas.render(book="NR", year=2026)
    yield "volume", book_volume.render(book)
    yield "anchor", book_anchor.render(book)
    copy = s.printing.preview(book="NR", seq=entry.row.seq, kind=PrintKind.COPY, request=ASKED)
    yield "extract of a book", book_extract.render(copy)
    memory = MemoryContent(
        "Община Русе", "Паметна книга", "отдел", Citation("60"), entry,
        MemoryPage("Писа стихове."), picture("CMYK", "JPEG"),
    )  # fmt: skip
    yield "memory page", memory_page.render(memory)
    commission = s.commissions.of_edition(1, actor=s.actor)[0].id
    for kind in (PaperKind.ORDER, PaperKind.MINUTES, PaperKind.EXTRACT, PaperKind.LETTERS):
        yield kind, s.papers.pdf(commission, kind)
    yield "letter", letters.render(s.letters.compose(1, LetterKind.RECEIPT))
    yield "proposals", register.render(s.intake_register.register(1))
    yield "seal", registers.render(s.seal.sheet(ALL))
    yield "seal's receipt", s.seal_custody.receipt(s.seal_custody.list()[0].id)
    yield "erasure", registers.render(s.erasures.sheet(ERASED, (7, 9)))
    decided = next(one for one in s.permits.keys(ALL) if s.permits.get(one).decision)
    yield "permit", papers.render(s.permit_papers.decision(decided))
    yield "report", papers.render(s.violation_papers.report(s.violations.keys(ALL)[0]))
    yield "flag", s.flag_custody.receipt(s.flag_custody.keys(ALL)[0])
    said = office.paper(
        [type_.para(SAID, type_.style())], title=SAID, subject="", lines=(), foot=""
    )
    yield "hostile", said


@pytest.fixture(scope="module")
def files(
    demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("pdfa") / "data"
    shutil.copytree(demo_folder, folder)
    services = app.open_services(app.Options(folder, FixedClock(demo.end_of())))
    yield dict(made_by(services))
    services.store.close()
    _close_log()


def everything(document: pypdf.PdfReader) -> Iterator[dict[str, Any]]:
    """Every dictionary of the file, those of streams too."""
    for number in range(1, len(document.xref[0]) + len(document.xref_objStm) + 1):
        one = document.get_object(number)
        if isinstance(one, dict):
            yield one


def test_kept_papers_say_their_colours_and_facts_and_hold_their_fonts(files: dict[str, bytes]):
    profile = resource("colour", "sRGB.icc").read_bytes()
    assert profile[8] == 2, "part 1 knows profiles of edition 2 only"
    for name, pdf in files.items():
        document = pypdf.PdfReader(io.BytesIO(pdf))
        root, info = document.root_object, document.metadata
        (intent,) = root["/OutputIntents"]
        assert intent["/S"] == "/GTS_PDFA1", name
        assert intent["/DestOutputProfile"].get_data() == profile, name
        packet = ElementTree.fromstring(root["/Metadata"].get_data())
        said = {key: packet.find(f".//{key}", XMP) for key in ("pdfaid:part", "pdfaid:conformance")}
        assert [one.text for one in said.values()] == ["2", "B"], name
        mirrored = {
            "/Title": "dc:title//rdf:li", "/Author": "dc:creator//rdf:li",
            "/Subject": "dc:description//rdf:li", "/Producer": "pdf:Producer",
            "/Creator": "xmp:CreatorTool",
        }  # fmt: skip
        for key, place in mirrored.items():
            found = packet.find(f".//{place}", XMP)
            assert info.get(key) == (None if found is None else found.text), (name, key)
        assert info["/Title"], name
        created = packet.find(".//xmp:CreateDate", XMP)
        assert (created is None) == ("/CreationDate" not in info), name
        assert "/Trapped" not in info, name
        assert root["/Lang"] == "bg-BG", name
        fonts = 0
        for one in everything(document):
            assert not FORBIDDEN & set(one), name
            assert one.get("/S") not in {"/JavaScript", "/Launch"}, name
            if one.get("/Type") == "/Font":
                assert "/FontFile2" in one["/FontDescriptor"], (name, one["/BaseFont"])
                fonts += 1
        assert fonts, name


def test_same_content_makes_the_same_bytes_and_its_day_is_the_files_day(files: dict[str, bytes]):
    pdf, day = files["minutes"], date(2026, 5, 20)
    dated = pdfa.kept(pdf, day)
    assert dated == pdfa.kept(pdf, day)
    assert dated != pdfa.kept(pdf, date(2026, 5, 21))
    info = pypdf.PdfReader(io.BytesIO(dated)).metadata
    assert (info.creation_date.date(), info.modification_date.date()) == (day, day)
    # a day that is not said is not made up: ReportLab would write the first of 2000
    undated = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert (undated.creation_date, undated.modification_date) == (None, None)


def test_ballots_and_what_nobody_keeps_stay_plain():
    def claims(*blocks: Block, kept: bool = True) -> bool:
        paper = Paper(title="ЗАПОВЕД", blocks=blocks)
        made = PaperSet(PaperKind.ORDER, "Заповед", "zapoved", (paper,), "Община Русе")
        pdf = papers.render(made, kept=kept)
        return "/OutputIntents" in pypdf.PdfReader(io.BytesIO(pdf)).root_object

    assert claims(Text("Назначавам комисия."))
    assert not claims(Text("Назначавам комисия."), kept=False)
    assert not claims(Slips(4, "БЮЛЕТИНА", ("Раздел",), "Отбележете едно.", ("Ива Бонева",)))


def test_preflight_finds_no_fault(files: dict[str, bytes], tmp_path: Path):
    judge = preflight(tmp_path)
    raw = io.BytesIO()
    canvas = Canvas(raw)
    canvas.drawString(100, 100, "a font that is not in the file")
    canvas.save()
    clear = tmp_path / "emblem.png"
    clear.write_bytes(picture("RGBA", "PNG"))
    emblem_source.use(clear)
    try:
        framed = office.paper([], title="Герб", subject="", lines=(), foot="")
    finally:
        emblem_source.use(None)
    tried = {name: pdfa.kept(pdf, date(2026, 6, 2), part=1) for name, pdf in files.items()}
    faults = judge({**tried, "raw": raw.getvalue(), "clear": pdfa.kept(framed, part=1)})
    assert faults.pop("raw"), "it must see what is wrong"
    # transparency, which part 2 allows, is the only thing it may dislike of such an emblem
    assert {code.split(".")[0] for code in faults.pop("clear")} <= {"2"}
    assert not any(faults.values()), faults


def preflight(folder: Path) -> Callable[[dict[str, bytes]], dict[str, list[str]]]:
    """Judges files in one start of Java: the codes of the faults of each."""
    java, jars = shutil.which("java"), [JAVA / f"{name}.jar" for name in JARS]
    missing = [one.name for one in jars if not one.is_file()] + ([] if java else ["java"])
    if java is None or missing:
        said = (
            f"Apache Preflight is not here ({', '.join(missing)}); `make test` installs it for root"
        )
        if os.environ.get("CI", "").casefold() not in {"", "0", "false"}:
            pytest.fail(said)
        pytest.skip(said)

    def judge(files: dict[str, bytes]) -> dict[str, list[str]]:
        names = {f"{n}.pdf": name for n, name in enumerate(files)}
        for place, name in names.items():
            (folder / place).write_bytes(files[name])
        listed = folder / "files"
        listed.write_text("".join(f"{folder / place}\n" for place in names))
        command = [
            java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true",
            "-cp", os.pathsep.join(map(str, jars)),
            "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", str(listed),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        answer = folder / "files.preflight.xml"
        assert answer.is_file(), done.stderr.decode()
        found = {}
        for one in ElementTree.parse(answer).getroot():
            codes = [f"{e.findtext('code')}: {e.findtext('details')}" for e in one.iter("error")]
            valid = one.findtext("isValid") == "true"
            found[names[one.attrib["name"]]] = codes or ([] if valid else ["not valid"])
        assert set(found) == set(files)
        return found

    return judge
