"""The rules of the symbols (symbols.toml): figures, lists and closed cases as the act has them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel import paths
from ruse_desktop.law import book

LAW = book.load(paths.resource("ordinance", "naredba-17"))
EDITION = LAW.edition("2024-02-29")
KINDS = {
    "form", "place", "use", "custody", "wearer", "permit", "ban", "fine", "drawer",
    "drawer-order", "issuer", "issuer-order", "protection", "variant", "wear", "honour", "gift",
    "forum",
}  # fmt: skip


def rule(code: str) -> SymbolRule:
    return next(one for one in EDITION.symbols if one.code == code)


def test_every_article_on_symbols_has_a_rule_and_every_rule_a_known_kind():
    articles = {one.citation.article for one in EDITION.symbols}
    assert articles == {str(n) for n in (*range(6, 22), 75, 76, 77)} | {"§ 2 ПЗР"}
    assert {one.kind for one in EDITION.symbols} == KINDS
    assert {one.symbol for one in EDITION.symbols} == {"emblem", "flag", "badge", "seal", "all"}
    assert all(EDITION.passage(one.citation) for one in EDITION.symbols)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        (
            "flag-make",
            {
                "ширина, см": "90",
                "дължина, см": "170",
                "диаметър на дръжката, см": "5.5",
                "дължина на дръжката, м": "2.5",
            },
        ),
        ("fine", {"най-малко, лв.": "50", "най-много, лв.": "500"}),
    ],
)
def test_the_figures_are_those_of_the_text(code: str, values: dict[str, str]):
    found = rule(code)
    assert found.values == {name: Decimal(value) for name, value in values.items()}
    (printed,) = EDITION.passage(found.citation)
    for value in values.values():
        assert value.replace(".", ",") in printed.text


def test_closed_lists_have_the_items_of_the_act():
    under = Counter(
        (one.symbol, one.kind) for one in EDITION.symbols if one.citation.item and one.kind != "ban"
    )
    assert under == {
        ("flag", "use"): 4,
        ("badge", "variant"): 2,
        ("badge", "wearer"): 4,
        ("seal", "use"): 5,
    }
    assert rule("badge-representative").citation == Citation.parse("чл. 15, ал. 2, т. 1")


def test_the_offices_with_an_emblem_are_named_in_the_text():
    found = rule("emblem-place")
    (printed,) = EDITION.passage(found.citation)
    text = printed.text.casefold()
    for line in found.lines:
        office = line.rsplit(" ", 1)[-1]
        assert office[:7] in text, line


def test_symbols_are_dated_law():
    assert LAW.edition("2023-02-16").symbols == EDITION.symbols
