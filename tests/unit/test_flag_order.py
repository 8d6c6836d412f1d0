"""The order of flags as cases, and that screen and paper draw the same parts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ruse_desktop.documents import flag_order as pages
from ruse_desktop.domain.flag_order import HIGH, WIDE, Side, arrange, shapes
from ruse_desktop.services.flag_order import known_flags
from tests.unit.pdf_reading import words

FLAGS = {one.code: one for one in known_flags()}
CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "flag-order" / "cases.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_flags_stand_as_the_case_says(case: dict[str, Any]) -> None:
    found = arrange([FLAGS[code] for code in ("BG", *case["flags"])], Side(case["side"]))
    assert [one.flag.code for one in found.places] == case["order"]
    assert [one.flag.code for one in found.places if one.practice] == case.get("practice", [])
    assert all(one.why for one in found.places)


def test_without_the_national_flag_there_is_no_order() -> None:
    with pytest.raises(ValueError, match="national"):
        arrange([FLAGS["EU"]])


@pytest.mark.parametrize("flag", FLAGS.values(), ids=lambda one: one.name)
def test_every_flag_lies_within_its_field(flag: Any) -> None:
    for shape in shapes(flag):
        for x, y in shape.points:
            assert 0 <= x <= WIDE
            assert 0 <= y <= HIGH


def test_page_names_each_place_and_marks_practice() -> None:
    found = arrange([FLAGS[code] for code in ("BG", "EU", "RUSE", "RO", "FR")])
    said = words(pages.render(found, occasion="Празник на града", municipality="Община Русе"), 0)
    for part in ("Румъния", "България", "Франция", "служебна практика", "Празник на града"):
        assert part in said
    assert "четен брой" in said
