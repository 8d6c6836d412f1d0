"""The command line over another town's files: what their author hears of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ruse_desktop.__main__ import main
from tests.town.world import LAW_DIR, Town

Answer = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command: exit code, what it said, what it complained of."""

    def call(*words: str | Path) -> Answer:
        code = main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out.replace("\N{NO-BREAK SPACE}", " "), said.err

    return call


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files in a folder of their author."""
    folder = tmp_path / "наредба"
    shutil.copytree(LAW_DIR, folder)
    return folder


def test_sound_files_are_summed_up_for_their_author(run: Callable[..., Answer]) -> None:
    code, said, complained = run("law", "check", LAW_DIR)
    assert (code, complained) == (0, "")
    for words in (
        "Файловете са изправни.",
        "Наредба № 4 за отличията на Община Брегово поле",
        "от 28.03.2024 г.: изм. с Реш. № 96/28.03.2024 г.",
        "на всеки 5 години: ",
        "1 Занаяти – сребърен – 2",
        "До 5 удостоени на година – спира (чл. 10)",
        "Избрани от Постоянната комисия по култура – 5",
        "мнозинство две трети; от всички членове",
        "(събота) до 12:00 ч. [чл. 5, ал. 2]",
    ):
        assert words in said


def test_summary_for_programs_names_seats_and_deadlines(run: Callable[..., Answer]) -> None:
    code, said, _complained = run("law", "check", LAW_DIR, "--json")
    prize = next(one for one in json.loads(said)["awards"] if one["code"] == "GP")
    assert code == 0
    assert prize["every_years"] == 5
    assert {"commission": "jury", "seat": "elected", "count": 5} in prize["seats"]
    assert prize["deadlines"][0]["hour"] == "12:00"


@pytest.mark.parametrize(
    ("file", "there", "instead", "place", "found", "expected"),
    [
        ("gp", '"two-thirds"', '"почти"', "voting", "почти", "simple, two-thirds"),
        ("gp", 'base = "all"', 'base = "some"', "voting", "some", "„all“ или нищо"),
        ("gp", 'how = "elected"', 'how = "picked"', "commission[1]", "picked", "elected"),
        ("gp", "members = 7", "members = 8", "commission[1]", "8 членове", "7 по квотите"),
        ("gp", "marks = 2", "marks = 0", "voting", "0", "поне едно"),
        ("pz", '"section"', '"village"', "eligibility[6]", "village", "award, section"),
        ("zm", 'field = "signatures"', 'field = "names"', "eligibility[5]", "names", "signatures"),
        ("zm", "чл. 11, ал. 1", "чл. 91", "field[1]", "чл. 91", "разпоредба от текста"),
        ("zm", "from = 2024-03-28", "from = 2024-03-29", "limit[2].from", "2024-03-29", "2024-03-28"),
        ("zm", "hour = 16:00:00", "hour = 16", "deadline[1].hour", "16", "час ЧЧ:ММ:СС"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(
    run: Callable[..., Answer],
    copy: Path,
    file: str,
    there: str,
    instead: str,
    place: str,
    found: str,
    expected: str,
) -> None:
    path = copy / "awards" / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead), encoding="utf-8")
    code, said, _complained = run("law", "check", copy, "--json")
    assert code == 3
    faults = [
        one
        for one in json.loads(said)["faults"]
        if (one["file"], one["key"], one["found"]) == (f"awards/{file}.toml", place, found)
    ]
    assert faults, said
    assert expected in faults[0]["expected"]


def test_all_faults_are_told_at_once_in_plain_lines(run: Callable[..., Answer], copy: Path) -> None:
    with (copy / "act.toml").open("a", encoding="utf-8") as act:
        act.write("\n[[edition]]\nid = 5\n")
    (copy / "awards" / "zm.toml").write_text('code = "ZM"\ncolour = 1\n', encoding="utf-8")
    code, said, _complained = run("law", "check", copy)
    assert code == 3
    assert "Файл:     act.toml" in said
    assert "Място:    edition[5].id" in said
    assert "Намерено: непознат ключ" in said
    assert "Очаква се: code, from, award" in said


def test_program_works_by_the_folder_it_is_given(run: Callable[..., Answer]) -> None:
    code, said, _complained = run("deadlines", "--year", "2026", "--law", LAW_DIR)
    assert code == 0
    assert "12.09.2026 г. (събота)" in said
    assert "Краен срок за предложения  [чл. 5, ал. 2]" in said
    code, said, _complained = run("--law", LAW_DIR, "law", "show", "--article", "чл. 10")
    assert (code, said.strip()) == (
        0,
        "чл. 10  Годишно се дават до пет знака. [изм. с Реш. № 96/28.03.2024 г.]",
    )


def test_missing_folder_is_said_calmly(run: Callable[..., Answer], tmp_path: Path) -> None:
    code, said, complained = run("deadlines", "--law", tmp_path / "няма")
    assert (code, said) == (1, "")
    assert complained.startswith("Не стана: Няма папка")


def test_database_of_one_town_is_not_opened_by_the_law_of_another(
    run: Callable[..., Answer], tmp_path: Path
) -> None:
    town = Town(tmp_path)
    town.edition("GP", 2026)
    town.services.close()
    code, said, complained = run("verify", "--data", tmp_path)
    assert (code, said) == (1, "")
    assert "В базата има издания по друга наредба: GP 2026." in complained
    code, said, _complained = run("verify", "--data", tmp_path, "--law", LAW_DIR)
    assert (code, "Всичко е цяло." in said) == (0, True)
