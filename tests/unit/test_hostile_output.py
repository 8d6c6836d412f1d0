"""What leaves the program with hostile texts in it: HTML, CSV, spreadsheets, calendars, DOCX, PDF."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from datetime import date, datetime
from html.parser import HTMLParser

import python_calamine
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from ruse_desktop.documents import docx_papers, papers, registers
from ruse_desktop.documents.pages import page_count
from ruse_desktop.domain.events import Event, EventInput, When
from ruse_desktop.domain.papers import Grid, Look, Paper, PaperKind, PaperSet, Text
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.domain.web_list import WebLine, WebList
from ruse_desktop.exchange import ical, ical_reading, web_list, web_sheet
from ruse_desktop.exchange import registers as spreadsheets
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.calendar_rows import cleaned
from tests.unit.pdf_reading import words

DAY = date(2026, 5, 6)
ATTACK = '<img src="file:///etc/passwd" onerror=x>&amp;<ЕТ> „Зора“ =1+1 [[[x]]] {0} %s'
STARTS = ("=HYPERLINK(1)", "+359 82 1", "-5", "@SUM(A1)", "\t=1", ATTACK, "'Иван", "NULL", "1e5")
TEXT = st.one_of(
    st.sampled_from(STARTS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cn"]), max_size=40),
)
QUICK = settings(max_examples=30, deadline=None)


def sheet(*texts: str) -> RegisterSheet:
    return RegisterSheet(
        "Регистър", ("Име", "Бележка"), (0.5, 0.5), tuple((one, one) for one in texts), DAY,
        asked=f"търсено: „{texts[0]}“", count="Общо",
    )  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _value in attrs)
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""

    def handle_data(self, data: str) -> None:
        self.said.append(data)


OUR_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "a", "nav", "ul",
    "li", "main", "section", "table", "caption", "thead", "tr", "th", "tbody", "td", "time", "br",
}  # fmt: skip


@QUICK
@given(TEXT.map(clean).filter(bool))
def test_pages_for_the_site_hold_text_and_nothing_else(name: str):
    made = WebList("Община", DAY, (WebLine(1, name, 2026, name, name),))
    for page in (web_list.html(made), web_sheet.html(sheet(name))):
        read = Tags()
        read.feed(page.decode())
        assert read.tags <= OUR_TAGS
        assert name in read.said
        assert read.policy.startswith("default-src 'none'")
    assert json.loads(web_list.json_list(made))["laureates"][0]["name"] == name


@QUICK
@given(TEXT.map(clean).filter(bool))
def test_text_tables_never_begin_a_formula_and_lose_nothing(name: str):
    made = WebList("Община", DAY, (WebLine(1, name, 2026, name, name),))
    for content in (web_list.csv_table(made), web_sheet.csv_table(sheet(name))):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        cell = rows[1][0]
        assert cell in {name, f"'{name}"}
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@QUICK
@given(TEXT.map(clean).filter(bool))
def test_spreadsheets_hold_texts_as_texts(name: str):
    content = spreadsheets.workbook(sheet(name))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        inside = package.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in inside
        assert b"hyperlink" not in inside
    rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[5] == [name, name]


def test_a_spreadsheet_takes_what_no_cell_could_hold():
    content = spreadsheets.workbook(sheet("а\x00\ud800\u202eб", "щ" * 40_000))
    rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[5][0] == "аб"
    assert len(str(rows[6][0])) == 32_767


@QUICK
@given(
    st.text(
        st.one_of(st.sampled_from('\r\n;:,\\"BEGIN END'), st.characters(codec="utf-8")), max_size=60
    )
)
def test_a_calendar_keeps_one_event_whatever_stands_in_it(text: str):
    hostile = f"{text}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:втори"
    typed = cleaned(
        EventInput(
            hostile, When(DAY, DAY), place=hostile, public_text=hostile, link=f"https://a/{hostile}"
        )
    )
    now = datetime(2026, 1, 1, tzinfo=SOFIA)
    event = Event(1, "1@ruse", typed, 1, now, "Мария")
    out = ical.export([event], [], name="Календар", now=now, whens={}).content
    assert out.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    [back] = ical_reading.read(out)
    assert back.typed is not None
    assert back.typed.title == typed.title


def paper(text: str) -> PaperSet:
    blocks = (Text(text), Text(text, Look.ITEM), Grid((text, "б"), ((text, text),), (0.5, 0.5)))
    return wrapped(Paper(title=clean(text), blocks=blocks, foot=clean(text)))


def wrapped(*papers_: Paper) -> PaperSet:
    return PaperSet(next(iter(PaperKind)), "Заглавие", "file", papers_, "Община")


def printed(pdf: bytes) -> str:
    return bare("".join(words(pdf, n) for n in range(page_count(pdf))))


def bare(text: str) -> str:
    return "".join(text.split())


def test_markup_in_texts_is_printed_as_it_was_typed():
    pdf = papers.render(paper(ATTACK))
    assert printed(pdf).count(bare(ATTACK)) >= 3
    pdf = registers.render(sheet(ATTACK))
    assert bare(ATTACK) in printed(pdf)
    docx = docx_papers.render(paper(ATTACK), made=datetime(2026, 1, 1, tzinfo=SOFIA))
    read = Document(io.BytesIO(docx))
    assert ATTACK in [one.text for one in read.paragraphs]
    assert read.tables[0].rows[1].cells[0].text == ATTACK


def test_unseen_signs_do_not_stop_a_document():
    said = "а\x00\x0b\ud800\u202e\ufffeб"
    docx = docx_papers.render(paper(said), made=datetime(2026, 1, 1, tzinfo=SOFIA))
    assert "аб" in [one.text for one in Document(io.BytesIO(docx)).paragraphs]
    assert "аб" in printed(papers.render(paper(said)))


def test_the_longest_motives_are_printed_in_time():
    start = time.perf_counter()
    for text in ("щ" * 20_000, "щъркел " * 2_800, "ред\n" * 2_000):
        pdf = papers.render(wrapped(Paper(title="Д", blocks=(Text(text),))))
        assert pdf.startswith(b"%PDF")
    assert time.perf_counter() - start < 6


def test_the_longest_note_in_a_register_and_a_table_is_printed_in_time():
    start = time.perf_counter()
    for text in ("щ" * 4_000, "щъркел " * 570, "щ" * 20_000, "щъркел " * 2_800):
        assert printed(registers.render(sheet(text))).count("щ") >= 2 * text.count("щ")
        grid = Grid(("а", "б"), ((text, "б"),), (0.3, 0.7))
        pdf = papers.render(wrapped(Paper(title="Д", blocks=(grid,))))
        assert pdf.startswith(b"%PDF")
    assert time.perf_counter() - start < 12
