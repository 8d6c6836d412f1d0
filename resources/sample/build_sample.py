"""Writes the sample files the program ships: the registry's spreadsheet and the old laureate list.

Run `python resources/sample/build_sample.py` after a change; the results are committed. The same
input gives the same bytes. All persons, organisations and events are invented.
"""

from __future__ import annotations

import csv
import random
import tomllib
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
SPREADSHEET = HERE / "predlozheniya-2026.xlsx"
OLD_BOOK = HERE / "kniga-nagrada-ruse.csv"

# Heading, width in characters, key in nominations-2026.toml, value when the key is missing.
COLUMNS = (
    ("Вх. №", 9, "no", ""),
    ("Дата", 12, "on", ""),
    ("Час", 7, "at", ""),
    ("Постъпило чрез", 14, "channel", "деловодство"),
    ("Изпратено на", 12, "sent", ""),
    ("Вносител", 38, "proposer", ""),
    ("Вид вносител", 16, "proposer_kind", "организация"),
    ("Област на вносителя", 20, "field", ""),
    ("Седалище", 12, "seat", "гр. Русе"),
    ("ЕИК", 12, "reg_no", ""),
    ("Представляващ", 22, "representative", ""),
    ("Предложен", 38, "nominee", ""),
    ("Вид", 12, "kind", "лице"),
    ("Категория", 14, "category", ""),
    ("Звание", 14, "titles", ""),
    ("Година на раждане", 10, "born", ""),
    ("Месторабота", 30, "employer", ""),
    ("Организация на екипа", 30, "organisation", ""),
    ("Членове на екипа", 40, "members", ""),
    ("Раздел", 36, "section", ""),
    ("Жанр/степен", 18, "genre", ""),
    ("Заслуги в периода", 50, "merits", ""),
    ("Цялостна дейност", 10, "lifetime", "не"),
    ("Мотиви", 90, "motives", ""),
)

MALE = (
    "Ангел Борис Васил Горан Деян Добрин Жельо Захари Илиян Кольо Любомир Марин Нейчо Орлин Петър"
)
FEMALE = "Албена Богдана Вяра Гергина Донка Емилия Жасмина Зорница Искра Катя Лиляна Мира Нона Рада"
FATHERS = (
    "Андреев Белчев Вълков Генов Дамянов Енчев Живков Здравков Йончев Киров Лазов Монев Наумов"
)
FAMILIES = (
    "Абрашев Байчев Вангелов Гюлев Даракчиев Ефтимов Жечков Зографов Икономов Йорданичков Кутев "
    "Люцканов Малджиев Нешев Обрешков Пантев Рибаров Сокеров Табаков Увалиев Фотев Хинков Цоневски "
    "Чакъров Шиваров Щърбов Юрданов Яблански"
)
OLD_SECTIONS = ("Литература", "Музика", "Театър", "Изобразително изкуство", "Образование", "Наука")
NEW_SECTIONS = (
    "Литература",
    "Сценични изкуства",
    "Визуални изкуства",
    "Изключителен принос в изкуството и културата",
    "Предучилищно, начално и основно образование",
    "Средно и висше образование",
    "Научен и учителски екип",
    "Изключителен принос в образованието",
)
TEAMS = {
    2023: "Екип „Четяща гимназия“",
    2024: "Екип „Млади астрономи“",
    2025: "Екип „Училище на реката“",
}
REPEATED = (2011, "Тинка Апостолова Райновска", "Образование")


def rows() -> list[dict[str, Any]]:
    """The nominations in the order of their registry numbers."""
    source = tomllib.loads((HERE / "nominations-2026.toml").read_text(encoding="utf-8"))
    found = sorted(source["nomination"], key=lambda row: str(row["no"]))
    return [{"category": _category(row), **row} for row in found]


def _category(row: dict[str, Any]) -> str:
    """Whom чл. 40, ал. 1 would call the nominee: artists create, teachers and scholars act."""
    kinds = {"екип": "творчески екип", "организация": "организация"}
    usual = "творец" if str(row["section"]).startswith("1.") else "деец"
    return kinds.get(str(row.get("kind")), usual)


def write_spreadsheet(target: Path) -> None:
    """The table as a registry keeps it: a title line, headings, one line per nomination."""
    with xlsxwriter.Workbook(str(target)) as book:
        book.set_properties(
            {
                "title": "Предложения за Награда „Русе“ 2026",
                "created": datetime(2026, 5, 12, tzinfo=UTC),
            }
        )
        sheet = book.add_worksheet("Предложения 2026")
        title = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format(
            {"bold": True, "bg_color": "#e7eef8", "border": 1, "text_wrap": True}
        )
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": 'dd.mm.yyyy\\ "г."', "valign": "top", "align": "left"})
        hour = book.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"})
        sheet.merge_range(
            0,
            0,
            0,
            len(COLUMNS) - 1,
            "Предложения за Награда „Русе“, постъпили през 2026 г.",
            title,
        )
        for place, (heading, width, key, default) in enumerate(COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(1, place, heading, head)
            for line, row in enumerate(rows(), 2):
                value = row.get(key, default)
                if key in {"on", "sent"} and value != "":
                    sheet.write_datetime(line, place, value, day)
                elif key == "at":
                    sheet.write_datetime(line, place, value, hour)
                elif isinstance(value, int):
                    sheet.write_number(line, place, value, text)
                elif value:
                    sheet.write_string(line, place, str(value), text)
        sheet.freeze_panes(2, 1)
        sheet.autofilter(1, 0, len(rows()) + 1, len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.repeat_rows(1)


def laureates() -> list[tuple[int, str, str, str]]:
    """Year, name, section and act of each laureate 1999–2025."""
    chance = random.Random(17)  # noqa: S311 - invented data, the same at every run
    names = _names(chance)
    found: list[tuple[int, str, str, str]] = []
    for year in range(1999, 2026):
        sections = list(NEW_SECTIONS) if year >= 2023 else sorted(OLD_SECTIONS * 2)
        if year < 2023:
            chance.shuffle(sections)
            sections = sorted(sections[: chance.randint(6, 8)])
        act = _act(chance, year)
        for section in sections:
            if section == "Научен и учителски екип":
                name = TEAMS[year]
            elif (year, section) == (REPEATED[0], REPEATED[2]) and REPEATED[1] not in {
                entry[1] for entry in found
            }:
                name = REPEATED[1]
            else:
                name = next(names)
            found.append((year, name, section, act))
    return found


def _names(chance: random.Random) -> Any:
    """Invented three-part names; no given name meets the same family name twice."""
    pairs = list(product(range(len(FAMILIES.split())), (True, False), range(14)))
    chance.shuffle(pairs)
    for family, male, given in pairs:
        father = chance.choice(FATHERS.split())
        surname = FAMILIES.split()[family]
        if male:
            yield f"{MALE.split()[given]} {father} {surname}"
        else:
            ending = surname[:-1] + "а" if surname.endswith("ски") else surname + "а"
            yield f"{FEMALE.split()[given]} {father}а {ending}"


def _act(chance: random.Random, year: int) -> str:
    day = chance.randint(10, 20)
    if year >= 2023:
        return f"Протокол № 1/{day:02d}.05.{year} г. на комисията"
    return (
        f"Решение № {chance.randint(100, 1400)}, прието с Протокол № {chance.randint(5, 60)}/"
        f"{day:02d}.05.{year} г. на Общинския съвет"
    )


def write_old_book(target: Path) -> None:
    """The list of former laureates as the office keeps it: semicolons, UTF-8 with a mark."""
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow(("№", "Година", "Носител", "Раздел", "Акт"))
        for number, (year, name, section, act) in enumerate(laureates(), 1):
            writer.writerow((number, year, name, section, act))


def main() -> None:
    """Write both files beside this script."""
    write_spreadsheet(SPREADSHEET)
    write_old_book(OLD_BOOK)
    print(f"{len(rows())} предложения, {len(laureates())} лауреати")


if __name__ == "__main__":
    main()
