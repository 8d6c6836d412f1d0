"""Reading of an old book kept as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ruse_desktop.domain.books import HolderKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services import book_import

TODAY = date(2026, 5, 22)


def _file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "книга.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


@pytest.mark.requirement("R-5-0.9")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_year_and_name_are_enough(tmp_path: Path, encoding: str) -> None:
    path = _file(
        tmp_path, "Година;Носител", "1985;Стефка Радева", "1998 г.;Иван Иванов", encoding=encoding
    )
    found = book_import.read(path, TODAY)
    assert [(i.year, i.full_name, i.historic) for i in found.laureates] == [
        (1985, "Стефка Радева", True),
        (1998, "Иван Иванов", True),
    ]
    assert found.faults == ()


def test_all_columns_are_kept_as_written(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "№;Година;Име на наградения;Раздел;Акт;Мотиви;Членове",
        "12;2004;Квартет „Дунав“;Сценични изкуства;Реш. № 5 / 2004;за принос;Иво Бонев, виола\t",
        "13;2004;Ансамбъл;Музика;;;",
    )
    first, second = book_import.read(path, TODAY).laureates
    assert first.act is not None
    assert (first.paper_no, first.section, first.act.text, first.motive, first.kind) == (
        "12", "Сценични изкуства", "Реш. № 5 / 2004", "за принос", HolderKind.TEAM,
    )  # fmt: skip
    assert first.members == ("Иво Бонев, виола",)
    assert second.act is None


def test_every_faulty_row_is_named(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "Година;Носител",
        "19;Иван Иванов",
        "2030;Петър Петров",
        "1999;",
        "2001;Мария Колева",
    )
    found = book_import.read(path, TODAY)
    assert [(f.row, f.column) for f in found.faults] == [
        (2, "Година"), (3, "Година"), (4, "Носител"),
    ]  # fmt: skip
    assert len(found.laureates) == 1


def test_mixed_letters_are_a_warning_with_a_suggestion(tmp_path: Path) -> None:
    found = book_import.read(_file(tmp_path, "Година;Носител", "2001;Мapия Колева"), TODAY)
    assert [(w.row, "Мария" in w.message) for w in found.warnings] == [(2, True)]


def test_table_without_a_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        book_import.read(_file(tmp_path, "Име;Град", "Иван Иванов;Русе"), TODAY)
    assert refused.value.code == "wrong-columns"
    assert "година" in refused.value.message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Иван Иванов", HolderKind.PERSON),
        ("Иван Иванов „Ванката“", HolderKind.PERSON),
        ("Екип „Училище на реката“", HolderKind.TEAM),
        ("Смесен хор „Дунавски звуци“", HolderKind.TEAM),
    ],
)
def test_quoted_name_of_its_own_is_a_team(tmp_path: Path, name: str, kind: HolderKind) -> None:
    found = book_import.read(_file(tmp_path, "Година;Носител", f"2001;{name}"), TODAY)
    assert found.laureates[0].kind is kind
