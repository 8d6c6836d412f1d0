"""The shipped fonts: every sign the papers need, in Bulgarian forms."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ruse_desktop.documents import typography
from ruse_desktop.kernel import paths

NEEDED = (
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюяѝЍ№„“–—…€•§"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?()-+/%&<>@\"' "
    "\u00a0\u202f\u2011"
)
FILES = sorted(paths.resource("fonts").glob("*.ttf"))


def open_font(file: Path) -> TTFont:
    return TTFont(io.BytesIO(file.read_bytes()))


def top(font: TTFont, letter: str) -> int:
    return font["glyf"][font.getBestCmap()[ord(letter)]].yMax


def test_typography_names_every_shipped_face():
    assert {file.stem for file in FILES} == set(typography.FACES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_face_has_every_needed_sign(file: Path):
    cmap = open_font(file).getBestCmap()
    assert [sign for sign in NEEDED if ord(sign) not in cmap] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_face_has_bulgarian_forms(file: Path):
    font = open_font(file)
    low = top(font, "х")
    assert [letter for letter in "вкжю" if top(font, letter) < 1.3 * low] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_face_draws_lining_figures(file: Path):
    font = open_font(file)
    tall = [top(font, figure) for figure in "0123456789"]
    assert min(tall) > 1.2 * top(font, "х")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_changed_face_has_a_name_of_its_own(file: Path):
    names = open_font(file)["name"]
    family = names.getDebugName(16) or names.getDebugName(1)
    assert family == "Sofia Sans" or family.endswith(" BG")
    assert "Source" not in family, "a reserved font name"
    assert names.getDebugName(6) == file.stem


def test_sofia_sans_keeps_tabular_figures():
    font = open_font(paths.resource("fonts", "SofiaSans-Regular.ttf"))
    tags = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in tags


def test_kerning_belongs_to_display_faces():
    tables = json.loads(paths.resource("fonts", "kerning.json").read_text(encoding="utf-8"))
    assert set(tables) == {
        typography.DISPLAY, typography.DISPLAY_BOLD, typography.DISPLAY_ITALIC,
    }  # fmt: skip
    assert all(table["То"] < -20 for table in tables.values())


@pytest.mark.parametrize("family", ["Cormorant", "SourceSerif4", "SofiaSans"])
def test_licence_lies_beside_the_fonts(family: str):
    text = paths.resource("fonts", f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_icons_are_drawn_in_the_text_colour_and_licensed():
    icons = sorted(paths.resource("icons").glob("*.svg"))
    assert len(icons) >= 60
    assert [icon.name for icon in icons if "currentColor" not in icon.read_text("utf-8")] == []
    assert "MIT" in paths.resource("icons", "LICENSE").read_text(encoding="utf-8")
