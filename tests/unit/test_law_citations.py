"""Citations: reading, printing, order of the act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.citations import Citation

NUMBERS = st.integers(1, 999).map(str)
LETTERED = st.tuples(NUMBERS, st.sampled_from(["", "а", "б", "д"])).map("".join)
ITEMS = st.one_of(
    st.just(""),
    NUMBERS,
    st.tuples(NUMBERS, NUMBERS).map(".".join),
    NUMBERS.map("тире {}".format),
)
ARTICLES = st.builds(Citation, LETTERED, st.one_of(st.just(""), LETTERED), ITEMS)
SECTIONS = st.builds(
    Citation,
    st.tuples(NUMBERS, st.sampled_from(["ПЗР", "НИД", "ДР"])).map(lambda p: f"§ {p[0]} {p[1]}"),
    st.one_of(st.just(""), NUMBERS),
)


@given(st.one_of(ARTICLES, SECTIONS, st.just(Citation("преамбюл"))))
def test_citation_printed_and_read_is_the_same(citation: Citation) -> None:
    assert Citation.parse(str(citation)) == citation
    assert Citation.parse(f"  {citation} ") == citation


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_value_error(text: str) -> None:
    try:
        citation = Citation.parse(text)
    except ValueError:
        return
    assert Citation.parse(str(citation)) == citation


@given(ARTICLES, ARTICLES)
def test_whole_article_covers_its_places_and_no_others(one: Citation, other: Citation) -> None:
    whole = Citation(one.article)
    assert whole.covers(one)
    assert whole.covers(other) == (one.article == other.article)
    assert one.covers(one)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("чл.44,ал.2,т.1", "чл. 44, ал. 2, т. 1"),
        ("чл. 74a", "чл. 74а"),
        ("§ 2", "§ 2 ПЗР"),
        ("§ 1, ал. 2 ПЗР", "§ 1, ал. 2 ПЗР"),
    ],
)
def test_citation_as_people_type_it(typed: str, printed: str) -> None:
    assert str(Citation.parse(typed)) == printed


@pytest.mark.parametrize(
    "text", ["", "44", "член 44", "чл. 44 ал. 2", "т. 1", "чл. 1, т. 1, ал. 2"]
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Citation.parse(text)


def test_order_is_that_of_the_act() -> None:
    act = [
        "преамбюл", "чл. 4", "чл. 29", "чл. 29а", "чл. 43, ал. 1", "чл. 43, ал. 1, т. 1",
        "чл. 43, ал. 1, т. 1.2", "чл. 43, ал. 1, т. 2", "чл. 43, ал. 2", "чл. 43, ал. 10",
        "чл. 74", "чл. 74а, ал. 1", "чл. 74г", "чл. 75", "§ 1 ПЗР", "§ 1, ал. 2 ПЗР", "§ 2 ПЗР",
        "§ 1 НИД",
    ]  # fmt: skip
    read = sorted((Citation.parse(text) for text in reversed(act)), key=lambda c: c.place)
    assert [str(one) for one in read] == act
