"""The guide cannot go stale: every name it quotes, every picture and link, every screen."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from hatch_build import extracted
from ruse_desktop.kernel.paths import resource
from ruse_desktop.ui.guide import NOT_DONE, PICTURE, GuidePage, page_for, pages, pictures
from ruse_desktop.ui.registry import beside, screens

QUOTED = re.compile(r"\*\*„(.+?)“\*\*")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Everything the program says, without the signs of menus."""
    said = set()
    for message in extracted():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said |= {str(one).replace("&", "") for one in ids}
    return said


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.id)
def test_every_quoted_button_is_in_the_program(page: GuidePage, texts: set[str]):
    quoted = QUOTED.findall(page.text)
    assert quoted or page.id == NOT_DONE
    assert not [name for name in quoted if name not in texts]
    assert page.text.startswith(f"# {page.title}\n")
    assert page.text.count("**") % 2 == 0


def test_every_picture_and_link_is_there():
    for name in pictures():
        with Image.open(resource("help", "pictures", f"{name}.png")) as shown:
            assert shown.size == PICTURE
    kept = {path.stem for path in resource("help", "pictures").glob("*.png")}
    assert kept == set(pictures())
    known = {f"{page.id}.md" for page in pages()}
    for page in pages():
        assert set(LINK.findall(page.text)) <= known
    assert {path.name for path in resource("help").glob("*.md")} == known


def test_every_screen_has_its_page():
    places = {place.partition(".")[0] for page in pages() for place in page.screens}
    assert {spec.id for spec in (*screens(), *beside())} <= places
    assert page_for("symbols", "flag").title == "Знамето излиза"
    assert page_for("symbols", "нов раздел").id == "permit"
    assert page_for("").id == "start"


@pytest.mark.requirement("R-F24-0.1")
def test_the_guide_says_what_the_program_does_not_do():
    page = next(one for one in pages() if one.id == NOT_DONE)
    for said in ("Счетоводство", "не се свързва с интернет", "Превод", "Печатът не се рисува"):
        assert said in page.text
