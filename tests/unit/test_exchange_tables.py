"""Tables from outside: kinds of file, encodings, hostile and broken input."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from datetime import time as hour
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.exchange.cells import Limits, cell
from ruse_desktop.exchange.encodings import decode
from ruse_desktop.exchange.tables import read_table
from ruse_desktop.kernel.errors import UserError

NAMES = (
    "вх. №;вносител;предложен;мотиви\n"
    "30-211;Народно читалище „Зора“;Деян Стойчев Калчев;Дългогодишен принос към театъра\n"
    "30-212;Средно училище по изкуствата;Цветелина Щерева;Издадена стихосбирка, отличена\n"
)


def _book(path: Path, rows: list[list[object]], name: str = "Регистър") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, (date, datetime)):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
    return path


def _texts(path: Path) -> list[list[str]]:
    return [[c.text for c in row] for row in read_table(path).rows]


def _refusal(path: Path, **kwargs: object) -> UserError:
    with pytest.raises(UserError) as caught:
        read_table(path, **kwargs)  # type: ignore[arg-type]  # keywords of one test
    assert caught.value.message.endswith(".")
    assert caught.value.advice.endswith(".")
    return caught.value


def test_xlsx_keeps_dates_numbers_and_leading_zeros(tmp_path: Path) -> None:
    path = _book(
        tmp_path / "a.xlsx",
        [["№", "дата", "код"], [211, date(2026, 5, 6), "0030-1"], ["30-212", "6.5.26", 1.5]],
    )
    table = read_table(path)
    assert table.header == ("№", "дата", "код")
    assert table.sheet == "Регистър"
    first, second = table.rows
    assert [c.text for c in first] == ["211", "06.05.2026", "0030-1"]
    assert first[1].day == date(2026, 5, 6)
    assert [c.text for c in second] == ["30-212", "6.5.26", "1,5"]
    assert second[1].day is None
    assert table.lines == (2, 3)
    assert not table.notes


def test_cell_of_a_moment_has_day_and_hour() -> None:
    moment = cell(datetime(2026, 5, 6, 16, 45))
    assert (moment.day, moment.hour) == (date(2026, 5, 6), hour(16, 45))
    assert cell(datetime(2026, 5, 6)).hour is None
    assert cell("  ").empty


def test_fifty_thousand_empty_rows_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty-rows.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        border = book.add_format({"border": 1})
        sheet.write_row(0, 0, ["№", "име"])
        sheet.write_row(1, 0, ["1", "Деян"])
        for row in range(2, 50_000):
            sheet.write_blank(row, 0, None, border)
    start = time.perf_counter()
    table = read_table(path)
    assert len(table.rows) == 1
    assert time.perf_counter() - start < 2


def test_formulas_errors_merged_cells_and_titles_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Май")
        book.add_worksheet("Друг").write(0, 0, "x")
        book.add_worksheet("Скрит").hide()
        sheet.merge_range("A1:C1", "РЕГИСТЪР")
        sheet.write_row(1, 0, ["вносител", "име", "брой"])
        sheet.merge_range("A3:A4", "Читалище")
        sheet.write_row(2, 1, ["Първи"])
        sheet.write_row(3, 1, ["Втори"])
        sheet.write_formula(2, 2, "=1+1", None, 2)
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    table = read_table(path)
    assert _texts(path) == [["Читалище", "Първи", "2"], ["Читалище", "Втори", ""]]
    told = " ".join(table.notes)
    for part in ("2 клетки има формули", "A3:A4", "1 ред над заглавния", "Друг", "дава грешка"):
        assert part in told
    assert "Скрит" not in told


def test_sheet_by_name_and_unknown_name(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [["а"], ["1"]], "Първи")
    assert read_table(path, sheet="Първи").rows[0][0].text == "1"
    assert _refusal(path, sheet="Втори").code == "no-sheet"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"])
def test_csv_in_each_encoding_gives_the_same_table(tmp_path: Path, codec: str) -> None:
    text = NAMES
    if codec in ("cp866", "koi8-r"):
        text = NAMES.replace("„", '"').replace("“", '"').replace("№", "N").replace('"', "'")
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(codec))
    assert [r.split(";") for r in text.splitlines()[1:]] == _texts(path)


def test_old_dos_encoding_is_recognised_and_said() -> None:
    upper = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    table = {letter: 0x80 + place for place, letter in enumerate(upper + upper.lower())}
    text = "Народно читалище Зора; Иван Петров Колев; предложен за литература"
    decoded = decode(bytes(table.get(sign, ord(sign)) for sign in text))
    assert (decoded.text, decoded.guessed) == (text, True)
    assert "DOS" in decoded.encoding


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_separator_is_found(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "№|име|бележка\n1|Деян|„а“\n2|Мила|\n".replace("|", separator), encoding="utf-8"
    )
    assert _texts(path) == [["1", "Деян", "„а“"], ["2", "Мила", ""]]


def test_csv_quoted_line_breaks_stay_in_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\n№;мотиви\n1;"първи ред\nвтори; ред"\n2;б\n', encoding="utf-8")
    table = read_table(path)
    assert table.rows[0][1].text == "първи ред\nвтори; ред"
    assert [row[0].text for row in table.rows] == ["1", "2"]


def test_csv_open_quote_is_refused_instead_of_swallowing_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('№;име\n1;"Деян\n2;Мила\n3;Петя\n', encoding="utf-8")
    assert _refusal(path).code == "broken-quotes"


def test_header_names_are_unique_and_never_empty(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [["дата", "", "дата"], ["1", "2", "3"]])
    assert read_table(path).header == ("дата", "Колона 2", "дата (2)")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty-table"),
        ("a.csv", b"\n;;\n", "empty-table"),
        ("a.csv", "№;име\n".encode(), "empty-table"),
        ("a.xlsx", b"PK\x03\x04 cut", "damaged-file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "damaged-file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "password"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "wrong-file-type"),
        ("a.xlsx", b"%PDF-1.7", "wrong-file-type"),
        ("a.xls", b"<html><table>", "wrong-file-type"),
        ("a.csv", bytes(range(256)), "wrong-file-type"),
        ("a.csv", b"\xff\xfe\x00", "damaged-file"),
    ],
)  # fmt: skip
def test_unreadable_file_gets_one_sentence_with_advice(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _refusal(path).code == code


def test_missing_file_folder_and_too_big_file(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "no.xlsx").code == "no-file"
    assert _refusal(tmp_path).code == "unreadable-file"
    path = tmp_path / "big.csv"
    path.write_bytes(b"a;b\n" * 100)
    assert _refusal(path, limits=Limits(file_bytes=100)).code == "too-big"


def test_truncated_spreadsheet_is_refused(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.xlsx", [["№", "име"], ["1", "Деян"]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert _refusal(path).code == "damaged-file"


def test_word_document_is_not_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert _refusal(path).code == "wrong-file-type"


def test_zip_bombs_are_refused_before_unpacking(tmp_path: Path) -> None:
    ratio = tmp_path / "ratio.xlsx"
    with zipfile.ZipFile(ratio, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    many = tmp_path / "many.xlsx"
    with zipfile.ZipFile(many, "w") as package:
        for number in range(1_200):
            package.writestr(f"xl/{number}.xml", "")
    start = time.perf_counter()
    assert _refusal(ratio).code == "zip-bomb"
    assert _refusal(many).code == "zip-bomb"
    assert time.perf_counter() - start < 1


def test_far_away_cell_is_refused_not_allocated(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["а", "б"])
        sheet.write(1_048_575, 16_383, "край")
    start = time.perf_counter()
    assert _refusal(path).code == "too-many-rows"
    assert time.perf_counter() - start < 1
    wide = tmp_path / "wide.xlsx"
    assert _refusal(_book(wide, [[str(n) for n in range(61)], ["1"]])).code == "too-many-columns"


def _ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            '<office:body><office:spreadsheet><table:table table:name="Л">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _ods_row(*texts: str, repeat: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
        for t in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


def test_ods_is_read_and_its_repeated_empty_rows_are_free(tmp_path: Path) -> None:
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    path = _ods(tmp_path / "a.ods", _ods_row("№", "име") + _ods_row("1", "Деян") + tail)
    assert _texts(path) == [["1", "Деян"]]


def test_ods_with_a_million_repeated_rows_is_refused(tmp_path: Path) -> None:
    path = _ods(tmp_path / "a.ods", _ods_row("№", "име") + _ods_row("1", "а", repeat=1_000_000))
    assert _refusal(path).code == "too-many-rows"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_user_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(raw)
    try:
        table = read_table(path)
    except UserError:
        return
    assert all(len(row) == len(table.header) for row in table.rows)


@given(
    st.lists(
        st.lists(st.text("абвгд;,\"' \n№„“-1", max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_csv_round_trip_loses_no_text(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    import csv

    path = tmp_path_factory.getbasetemp() / "round.csv"
    rows = [[" ".join(text.split(" ")).strip() for text in row] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["първа", "втора", "трета"])
        writer.writerows(rows)
    expected = [row for row in rows if any(row)]
    if not expected:
        assert _refusal(path).code == "empty-table"
        return
    table = read_table(path)
    assert [[c.text for c in row] for row in table.rows] == [
        [t.strip() for t in r] for r in expected
    ]
