"""The list for the site and the check against a sheet from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ruse_desktop.__main__ import main
from tests.unit.pdf_reading import words


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A data folder with an old book."""
    table = tmp_path / "стара.csv"
    table.write_text("Година;Носител\n1999;Страхил Попниколов\n2001;Калина Драгнева", "utf-8")
    folder = tmp_path / "data"
    assert main(["--data", str(folder), "import-book", str(table)]) == 0
    capsys.readouterr()
    return folder


def head(data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--data", str(data), "--json", "verify"]) == 0
    books = json.loads(capsys.readouterr().out)["books"]
    return str(next(one["head"] for one in books if one["book"] == "NR"))


@pytest.mark.requirement("R-F36-0.1")
def test_list_for_the_site_is_written_into_a_folder(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "сайт"
    assert main(["--data", str(data), "web-list", str(target)]) == 0
    assert "Версия 1: 2 имена" in capsys.readouterr().out
    assert sorted(one.name for one in target.iterdir()) == [
        "nositeli.csv", "nositeli.html", "nositeli.json",
    ]  # fmt: skip
    assert main(["--data", str(data), "--json", "web-list", str(target)]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 2
    assert main(["--data", str(tmp_path / "няма"), "web-list", str(target)]) == 4


def test_book_is_written_for_binding_with_its_anchor(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = head(data, capsys)
    target = tmp_path / "книги" / "kniga.pdf"
    assert main(["--data", str(data), "--json", "book", "NR", str(target)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["head"], said["holders"]) == (digest, 2)
    assert "Страхил Попниколов" in words(target.read_bytes(), 2)
    assert main(["--data", str(data), "verify", "--anchor", said["anchor"]]) == 0
    assert main(["--data", str(data), "book", "SG", str(target)]) == 1
    assert main(["--data", str(data), "book", "NR", str(target), "--volume", "7"]) == 1


def test_books_are_verified_against_a_sheet(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = head(data, capsys)
    more = tmp_path / "още.csv"
    more.write_text("Година;Носител\n2003;Невена Цонева", "utf-8")
    assert main(["--data", str(data), "import-book", str(more)]) == 0
    capsys.readouterr()
    groups = " ".join(digest[at : at + 4] for at in range(0, 64, 4))
    assert main(["--data", str(data), "verify", "--anchor", groups]) == 0
    said = capsys.readouterr().out
    assert "записи 1–4 съвпадат с листа; след него нови: 2." in said
    assert main(["--data", str(data), "verify", "--anchor", "0" * 64]) == 3
    assert "листът не съвпада" in capsys.readouterr().out
    assert main(["--data", str(data), "verify", "--anchor", "листът"]) == 1
    assert "не е код от лист" in capsys.readouterr().err
