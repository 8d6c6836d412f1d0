"""Names as officials write them, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.people import NameParts, PersonInput, split_name

WORDS = st.text("абвгдежзийклмнопрстуфхцчшщъьюя-", min_size=2, max_size=12).map(str.capitalize)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ана", NameParts("Ана")),
        ("Ана Петкова", NameParts("Ана", "", "Петкова")),
        ("Ана Маринова Петкова", NameParts("Ана", "Маринова", "Петкова")),
        ("проф. д-р Ана Маринова Петкова", NameParts("Ана", "Маринова", "Петкова", "проф. д-р")),
        ("чл.-кор. Иван Тонев", NameParts("Иван", "", "Тонев", "чл.-кор.")),
        ("Ана Станева-Минкова", NameParts("Ана", "", "Станева-Минкова")),
        ("Ана Мария Иванова Петкова", NameParts("Ана", "Мария Иванова", "Петкова")),
        ("маестро Георги Колев", NameParts("Георги", "", "Колев", "маестро")),
        ("", NameParts("")),
    ],
)
def test_name_is_taken_apart(written: str, parts: NameParts):
    assert split_name(written) == parts


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_no_word_of_a_name_is_lost(words: list[str]):
    parts = split_name(" ".join(words))
    person = PersonInput(parts.given, parts.middle, parts.family, parts.titles)
    assert f"{person.titles} {person.full_name}".split() == words
