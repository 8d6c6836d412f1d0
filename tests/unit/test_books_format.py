"""The frozen form of book entries: these values may never change."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain import book_chain

PAYLOAD = {
    "entry_no": 1,
    "year": 2026,
    "name": "Йоана „Ѝ“",
    "members": ["А", "Б"],
    "historic": False,
    "act": None,
    "at": "2026-05-22T10:30:00+03:00",
}
CANONICAL = (
    '{"act":null,"at":"2026-05-22T10:30:00+03:00","entry_no":1,"historic":false,'
    '"members":["А","Б"],"name":"Йоана „Ѝ“","year":2026}'
)
OPENING = "3d1f211a9d0a9a98bbf51ee87d552494f682ccdc8b787ba6395a8a904841d949"
COMMITMENT = "d2a122a4a7837dc23bbeeb6400ce2ba3e6a984e2b78bcf9edcdd56793e16db55"
AWARD = "f5fc99eb8531f4fc168c4da1e4b57061a4c1087f26d5f2216cc08268ff61de17"

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_", min_size=1), inner),
    max_leaves=12,
)


def test_canonical_form_is_the_frozen_one() -> None:
    assert book_chain.canonical(PAYLOAD) == CANONICAL


@pytest.mark.requirement("R-5-0.8")
def test_hashes_are_the_frozen_ones() -> None:
    opening = book_chain.entry_hash(
        "NR", 1, "opening", None, '{"title":"Книга"}', None, book_chain.FIRST
    )
    commitment = book_chain.commit_private(bytes(range(32)), '{"birth_year":1970}')
    award = book_chain.entry_hash("NR", 2, "award", None, CANONICAL, commitment, opening)
    assert (opening.hex(), commitment.hex(), award.hex()) == (OPENING, COMMITMENT, AWARD)


def test_hash_can_be_recomputed_from_the_page_alone() -> None:
    quoted = CANONICAL.replace('"', '\\"')
    listed = f'["NR",2,"award",null,"{quoted}","{COMMITMENT}","{OPENING}"]'
    assert hashlib.sha256(b"bg.book.v1\x00" + listed.encode()).hexdigest() == AWARD


def test_stored_text_is_hashed_as_it_stands() -> None:
    decomposed = unicodedata.normalize("NFD", CANONICAL)
    assert decomposed != CANONICAL
    assert book_chain.entry_hash(
        "NR", 2, "award", None, decomposed, bytes.fromhex(COMMITMENT), bytes.fromhex(OPENING)
    ) != bytes.fromhex(AWARD)


@pytest.mark.parametrize("wrong", [1.0, float("nan"), {"име": 1}, b"x", {1, 2}, {1: "a"}])
def test_canonical_form_refuses(wrong: object) -> None:
    with pytest.raises(TypeError):
        book_chain.canonical({"v": wrong})  # type: ignore[dict-item]


def test_code_of_a_diploma_is_the_frozen_one() -> None:
    code = book_chain.diploma_code("NR", 214, 2026, AWARD)
    assert str(code) == "1:NR:214:2026:F5FC99EB8531F4FC168C4DA1E4B57061"
    assert book_chain.read_code(f" {code}\n") == code


@pytest.mark.parametrize(
    "text", ["", "2:NR:214:2026:" + "A" * 32, "1:NR:214:2026:" + "a" * 32, "https://ruse.bg"]
)
def test_text_that_is_no_code_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        book_chain.read_code(text)


@given(values)
def test_canonical_form_is_stable_and_normal(value: object) -> None:
    once = book_chain.canonical(value)  # type: ignore[arg-type]
    assert book_chain.canonical(json.loads(once)) == once
    assert all(unicodedata.is_normalized("NFC", text) for text in _texts(json.loads(once)))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []
