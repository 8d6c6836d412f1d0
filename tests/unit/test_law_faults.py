"""The loader says everything that is wrong in the files at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load
from ruse_desktop.law.faults import Fault, LawFaults


@pytest.fixture
def act(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("ordinance", "naredba-17"), tmp_path / "act"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(act: Path) -> tuple[Fault, ...]:
    with pytest.raises(LawFaults) as caught:
        load(act)
    assert str(len(caught.value.faults)) in caught.value.message
    return caught.value.faults


def test_faults_of_all_files_come_at_once_with_file_and_key(act: Path) -> None:
    nr = act / "awards" / "nr.toml"
    change(nr, "places = 1", "places = 'един'")
    change(nr, 'section = "1.3"', 'section = "7.7"')
    change(nr, "members = 8", "members = 9")
    change(nr, "on = { month = 5, day = 20 }", "on = { month = 2, day = 30 }")
    change(nr, 'citation = "чл. 44, ал. 3"', 'citation = "член 44"')
    change(nr, 'kind = "genre"', 'kind = "genres"')
    change(nr, 'title = "Книга', 'titel = "Книга')
    change(act / "practice.toml", "min_reason = 15 ", "min_reason = true ")
    change(act / "calendar.toml", "working = false", "working = 0")
    change(act / "text" / "06-final.toml", 'citation = "§ 2 ПЗР"', 'citation = "§ 3 ПЗР"')
    (act / "notes.toml").write_text("", encoding="utf-8")
    found = {(one.file, one.key, one.found) for one in faults(act)}
    citing = {one for one in found if one[0] == "symbols.toml"}  # the protection of the symbols
    assert {what for _file, _key, what in citing} == {"§ 2 ПЗР"}
    assert found - citing == {
        ("awards/nr.toml", "slot[1].places", "един"),
        ("awards/nr.toml", "slot[5]", "7.7"),
        ("awards/nr.toml", "commission[2]", "9 членове"),
        ("awards/nr.toml", "deadline[3].on", "30.02."),
        ("awards/nr.toml", "deadline[1].citation", "член 44"),
        ("awards/nr.toml", "eligibility[11]", "genres"),
        ("awards/nr.toml", "book.titel", "непознат ключ"),
        ("awards/nr.toml", "book.title", "липсва"),
        ("practice.toml", "min_reason", "True"),
        ("calendar.toml", "day[1].working", "0"),
        ("text/06-final.toml", "provision[4]", "§ 3 ПЗР от 2023-02-16"),
        ("notes.toml", "", "непознат файл"),
    }


def test_fault_says_what_was_expected(act: Path) -> None:
    change(act / "awards" / "nr.toml", "places = 1", "places = '1'")
    (fault,) = faults(act)
    assert fault.expected == "цяло число"
    assert str(fault) == "awards/nr.toml, slot[1].places: 1 – очаква се цяло число"


def test_duplicate_slot_is_a_fault(act: Path) -> None:
    change(
        act / "awards" / "nr.toml",
        'code = "1.4"\nsection = "1.4"\nkind',
        'code = "1.3"\nsection = "1.4"\nkind',
    )
    assert [(one.key, one.found) for one in faults(act)] == [("slot[6]", "1.3 от 2023-02-16")]


def test_value_from_a_day_that_starts_no_edition_is_a_fault(act: Path) -> None:
    change(act / "awards" / "nr.toml", "from = 2024-02-29", "from = 2024-03-01")
    (fault,) = faults(act)
    assert (fault.key, fault.found) == ("slot[3].from", "2024-03-01")
    assert fault.expected == "2023-02-16, 2024-02-29"


def test_two_editions_in_force_from_the_same_day_are_a_fault(act: Path) -> None:
    change(act / "act.toml", "in_force = 2024-02-29", "in_force = 2023-02-16")
    assert ("act.toml", "2024-02-29") in {(one.file, one.key) for one in faults(act)}


def test_citation_of_a_place_that_is_not_in_the_text_is_a_fault(act: Path) -> None:
    change(act / "awards" / "nr.toml", 'citation = "чл. 46"', 'citation = "чл. 78"')
    assert [(one.key, one.found) for one in faults(act)] == [("publicity[2]", "чл. 78")]


def test_chair_of_an_unknown_quota_is_a_fault(act: Path) -> None:
    change(
        act / "awards" / "nr.toml", 'chair_source = "culture-committee"', 'chair_source = "mayor"'
    )
    assert [(one.key, one.found) for one in faults(act)] == [("commission[1]", "mayor")]


@pytest.mark.parametrize("content", [b"a = 1\na = 2\n", b"\xff\xfe", b"[[slot"])
def test_unreadable_file_is_one_fault_and_no_crash(act: Path, content: bytes) -> None:
    (act / "awards" / "mt.toml").write_bytes(content)
    assert [(one.file, one.key) for one in faults(act)] == [("awards/mt.toml", "")]


def test_award_without_its_header_is_a_fault(act: Path) -> None:
    (act / "awards" / "mt.toml").write_text(
        'code = "MT"\nfrom = 2023-02-16\n[act]\nkinds = ["order"]\ncitation = "чл. 4"\n',
        encoding="utf-8",
    )
    assert [(one.file, one.key) for one in faults(act)] == [("awards/mt.toml", "award")]


def test_practice_that_no_code_knows_is_a_fault(act: Path) -> None:
    change(act / "practice.toml", '"re-vote"', '"coin"')
    assert [(one.file, one.key, one.found) for one in faults(act)] == [
        ("practice.toml", "tie_handling", "coin")
    ]


def test_folder_without_an_act_is_a_fault(tmp_path: Path) -> None:
    assert [(one.file, one.key) for one in faults(tmp_path)] == [("act.toml", "edition")]
