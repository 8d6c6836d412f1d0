"""Spreadsheets and packages of others: formulas, bombs, lies in their heads, endless cells."""

from __future__ import annotations

import struct
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruse_desktop.exchange import guard
from ruse_desktop.exchange.cells import Limits
from ruse_desktop.exchange.tables import read_table
from ruse_desktop.kernel.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

MB = 1024 * 1024


def book(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
    return path


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as told:
        read_table(path)
    assert told.value.message.endswith(".")
    assert told.value.advice.endswith(".")
    return told.value


def rewritten(source: Path, target: Path, part: str, content: bytes) -> Path:
    """A copy of a package with a part replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == part else old.read(entry))
    return target


def test_a_formula_gives_its_last_value_and_is_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["име", "бележка"])
        sheet.write_formula(1, 0, '=HYPERLINK("http://a.invalid","Иван")', None, "Иван Вълев")
        sheet.write_string(1, 1, "=2+2")
    table = read_table(path)
    assert [cell.text for cell in table.rows[0]] == ["Иван Вълев", "=2+2"]
    assert any("формула" in note for note in table.notes)


def test_unseen_signs_in_cells_are_taken_out_and_told(tmp_path: Path):
    rows = [["име", "град"], ["Ив\u202eан\u200b", "Русе"], ["Мария", "Ру\u00adсе"]]
    table = read_table(book(tmp_path / "a.xlsx", rows))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Иван", "Русе"],
        ["Мария", "Русе"],
    ]
    assert "3 невидими или управляващи знака са премахнати от клетките." in table.notes
    text = tmp_path / "a.csv"
    text.write_text("име;град\nИв\u202eан;Русе\n", encoding="utf-8")
    assert any("невидим" in note for note in read_table(text).notes)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_half_a_million_characters_in_a_cell_are_refused_with_their_line(tmp_path: Path, kind: str):
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text("име;бележка\nИван;да\nМария;" + "щ" * 500_000 + "\n", encoding="utf-8")
    else:
        start = book(tmp_path / "start.xlsx", [["име"], ["Иван"], ["Мария"]])
        long = "щ" * 500_000
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        lines = "".join(f"<si><t>{one}</t></si>" for one in ("име", "Иван", long))
        texts = f'<sst xmlns="{space}" count="3" uniqueCount="3">{lines}</sst>'
        rewritten(start, path, "xl/sharedStrings.xml", texts.encode())
    told = refusal(path)
    assert told.code == "long-cell"
    assert "ред 3" in told.message


def test_a_head_that_lies_about_its_size_does_not_unpack(tmp_path: Path):
    start = book(tmp_path / "start.xlsx", [["име"], ["Иван"]])
    texts = b"<sst>" + b" " * (60 * MB) + b"</sst>"
    path = rewritten(start, tmp_path / "a.xlsx", "xl/sharedStrings.xml", texts)
    raw = bytearray(path.read_bytes())
    size = struct.pack("<I", len(texts))
    while (at := raw.find(size)) >= 0:
        raw[at : at + 4] = struct.pack("<I", 900)
    path.write_bytes(raw)
    begin = time.perf_counter()
    assert refusal(path).code in {"damaged-file", "zip-bomb"}
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    "names",
    [["a.xml"] * 2, ["A.xml", "a.XML"], ["../a.xml"], ["/etc/a"], ["C:/a"], ["x/..\\..\\a"]],
    ids="+".join,
)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_names_that_deceive_are_refused(tmp_path: Path, names: list[str]):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "текст")
    with pytest.raises(UserError) as told:
        guard.check_kept(path, ".docx", path.read_bytes()[:16])
    assert told.value.code == "zip-bomb"


@pytest.mark.parametrize("suffix", sorted(guard.PACKAGES))
def test_a_bomb_is_not_kept_whatever_it_is_called(tmp_path: Path, suffix: str):
    path = tmp_path / f"a{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * (20 * MB))
    with pytest.raises(UserError) as told:
        guard.check_kept(path, suffix, path.read_bytes()[:16])
    assert told.value.code == "zip-bomb"


def test_a_locked_package_and_too_many_parts_are_refused(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "текст")
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(UserError) as told:
        guard.check_kept(path, ".zip", bytes(raw[:16]))
    assert told.value.code == "password"
    with zipfile.ZipFile(path, "w") as package:
        for n in range(1_001):
            package.writestr(f"{n}", b"")
    with pytest.raises(UserError):
        guard.check_kept(path, ".zip", path.read_bytes()[:16])


@pytest.mark.parametrize("start", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
def test_a_program_under_the_name_of_a_document_is_refused(tmp_path: Path, start: bytes):
    path = tmp_path / "договор.pdf"
    path.write_bytes(start + b"0" * 100)
    with pytest.raises(UserError, match="програма, а не документ"):
        guard.check_kept(path, ".pdf", start)


def test_thousands_of_merged_cells_are_refused(tmp_path: Path):
    start = book(tmp_path / "start.xlsx", [["име"], ["Иван"]])
    with zipfile.ZipFile(start) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    merged = "".join(f'<mergeCell ref="A1:A{n + 2}"/>' for n in range(3_000))
    sheet = sheet.replace(
        b"</sheetData>", f'</sheetData><mergeCells count="3000">{merged}</mergeCells>'.encode()
    )
    path = rewritten(start, tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert refusal(path).code == "zip-bomb"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_spreadsheet_with_any_bytes_changed_gives_a_table_or_a_sentence(
    tmp_path: Path, data: st.DataObject
):
    start = tmp_path / "start.xlsx"
    if not start.exists():
        book(start, [["име", "град"], ["Иван", "Русе"]] * 5)
    raw = bytearray(start.read_bytes())
    for _n in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)
    with suppress(UserError):
        assert read_table(path).header


def test_limits_are_those_that_were_decided():
    limits = Limits()
    assert (limits.zip_entries, limits.unpacked_bytes, limits.zip_ratio) == (1_000, 200 * MB, 200)
    assert (limits.rows, limits.columns) == (20_000, 60)
