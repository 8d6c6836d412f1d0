"""Measuring pictures: the box of what is not background, proportions, the verdict."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ruse_desktop.domain import artwork
from ruse_desktop.domain.artwork import Box
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SystemClock
from ruse_desktop.law import book

ONE = Decimal(1)
LAW = book.load(paths.resource("ordinance", "naredba-17"))


def picture(width: int, height: int, box: Box, dot: int = 255) -> list[bytes]:
    """Rows with a filled rectangle on an empty ground."""
    empty = bytes(width)
    full = bytes(box.left) + bytes([dot]) * box.width + bytes(width - box.right)
    return [full if box.top <= y < box.bottom else empty for y in range(height)]


@pytest.mark.parametrize(
    "box",
    [
        Box(10, 20, 90, 120), Box(0, 0, 100, 140), Box(99, 139, 100, 140), Box(0, 50, 100, 51),
        Box(0, 0, 1, 1),
    ],
)  # fmt: skip
def test_box_is_found_exactly(box):
    assert artwork.bounding_box(picture(100, 140, box)) == box


def test_faint_shades_of_paper_are_background():
    faint = picture(60, 60, Box(5, 5, 50, 50), dot=artwork.THRESHOLD)
    assert artwork.bounding_box(faint) is None
    assert artwork.bounding_box([]) is None
    ink = picture(60, 60, Box(20, 10, 40, 30), dot=artwork.THRESHOLD + 1)
    joined = [bytes(map(max, zip(a, b, strict=True))) for a, b in zip(faint, ink, strict=True)]
    assert artwork.bounding_box(joined) == Box(20, 10, 40, 30)


def test_hollow_shapes_count_to_their_edges():
    rows = picture(50, 50, Box(10, 10, 40, 40))
    hole = bytes(rows[20][:15]) + bytes(20) + rows[20][35:]
    rows[15:35] = [hole] * 20
    assert artwork.bounding_box(rows) == Box(10, 10, 40, 40)


@pytest.mark.requirement("R-8-0.3")
@pytest.mark.parametrize(
    ("width", "height", "apart", "kept"),
    [
        (600, 800, "6.25", False), (640, 800, "0.00", True), (646, 800, "0.94", True),
        (648, 800, "1.25", False), (632, 800, "1.25", False), (2000, 2500, "0.00", True),
        (800, 640, "56.25", False),
    ],
)  # fmt: skip
def test_emblem_proportions(width, height, apart, kept):
    found = artwork.measure(
        "emblem", Box(0, 0, width, height), reference=Decimal("0.8"), tolerance=ONE, version=2
    )
    assert (found.deviation, found.kept, found.version) == (Decimal(apart), kept, 2)
    said = artwork.finding(found, None)
    assert said.verdict is (Verdict.MET if kept else Verdict.NOT_MET)
    assert said.blocking is not kept
    assert apart.replace(".", ",") in said.explanation


@pytest.mark.requirement("R-14-0.2")
@pytest.mark.parametrize(
    ("width", "height", "kept"),
    [(850, 450, True), (450, 850, True), (700, 500, False), (500, 700, False), (1700, 900, True)],
)
def test_flag_proportions_by_the_act(width, height, kept):
    symbols = LAW.at(SystemClock().today()).symbols
    reference = artwork.flag_ratio(symbols)
    assert reference == Decimal("0.5294")
    found = artwork.measure("flag", Box(0, 0, width, height), reference=reference, tolerance=ONE)
    assert found.kept is kept


def test_without_an_original_a_person_judges():
    found = artwork.measure("emblem", Box(0, 0, 60, 80), reference=None, tolerance=ONE)
    assert found.kept is None
    assert found.said == "ширина към височина 0,750"
    assert artwork.finding(found, None).verdict is Verdict.JUDGEMENT
    assert artwork.flag_ratio([SymbolRule("x", "flag", "form", "вид", None)]) is None  # type: ignore[arg-type]  # no citation needed


def test_box_must_lie_on_the_picture():
    assert Box(0, 0, 10, 10).within(10, 10)
    assert not Box(-1, 0, 10, 10).within(10, 10)
    assert not Box(0, 0, 11, 10).within(10, 10)
    assert not Box(5, 5, 7, 10).within(10, 10)
    with pytest.raises(ValueError, match="0"):
        artwork.ratio_of(0, 5)
