"""Searches the text of an edition: every word, in any case, with or without stress marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rules import Provision

_STRESS = {"\u0300", "\u0301"}
_SAME = {"ѝ": "и", "ё": "е"}


@dataclass(frozen=True)
class Hit:
    """A provision with all words sought; `spans` are their places in its text, in order."""

    citation: Citation
    spans: tuple[tuple[int, int], ...]


def find(provisions: Iterable[Provision], sought: str) -> tuple[Hit, ...]:
    """The provisions with every word of `sought`, in their own order; none for an empty search.

    A place („чл. 44“, „чл. 44, ал. 2“) finds what stands there.
    """
    place = _place(sought)
    words = "".join(_folded(sought)[0]).split()
    found = []
    for one in provisions:
        if place is not None:
            if place.covers(one.citation):
                found.append(Hit(one.citation, ()))
            continue
        spans = spans_of(one.text, words)
        if words and spans:
            found.append(Hit(one.citation, spans))
    return tuple(found)


def spans_of(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in the text; () when one of them does not."""
    letters, places = _folded(text)
    folded = "".join(letters)
    spans: set[tuple[int, int]] = set()
    for word in words:
        at = folded.find(word)
        if at < 0:
            return ()
        while at >= 0:
            spans.add((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    return tuple(sorted(spans))


def _folded(text: str) -> tuple[list[str], list[int]]:
    """Lower-case letters without stress, everything else a space, with the place of each."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in _STRESS:
            continue
        for one in unicodedata.normalize("NFC", character).casefold():
            letters.append(_SAME.get(one, one) if one.isalnum() else " ")
            places.append(place)
    return letters, places


def _place(sought: str) -> Citation | None:
    try:
        return Citation.parse(sought.strip())
    except ValueError:
        return None
