"""What docs/law.md tells a lawyer is what the program reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ruse_desktop.domain.kinds import ELIGIBILITY
from ruse_desktop.law.loader import MANY, ONE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "law.md").read_text(encoding="utf-8")


def _rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    table = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def _named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_kind_of_check_it_names_exists() -> None:
    named = [kind for row in _rows("Проверки") for kind in _named(row[0])]
    assert len(named) > 20
    assert set(named) <= ELIGIBILITY


def test_every_table_of_an_award_is_explained() -> None:
    named = {table for row in _rows("Какво се описва за едно отличие") for table in _named(row[0])}
    assert named == {*MANY, *ONE} - {"award"}


def test_examples_can_be_read_and_the_text_is_short() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert tomllib.loads(blocks[0])["slot"][0]["removed"] is True
    explained = PAGE.split("## За проверка от юрист", 1)[0]
    assert len(explained.split()) <= 1200  # two printed pages
