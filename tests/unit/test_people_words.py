"""Endings, citizenships and the other names of a card."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.citizenship import (
    citizenship_code,
    citizenship_kept,
    citizenship_name,
    citizenship_names,
)
from ruse_desktop.domain.people import (
    EarlierName,
    OrganisationInput,
    Person,
    PersonInput,
    ending,
    gender_of,
)
from ruse_desktop.domain.people_joining import joined
from ruse_desktop.domain.rules import NomineeKind


@pytest.mark.parametrize(
    ("gender", "word"), [("m", "удостоен"), ("f", "удостоена"), ("", "удостоен(а)")]
)
def test_ending_follows_the_person(gender: str, word: str):
    assert ending(gender, "удостоен", "удостоена") == word


def test_ending_of_an_unknown_person_can_be_given_or_shows_both_words():
    assert ending("", "носител", "носителка", both="носител") == "носител"
    assert ending("", "лауреат", "носителка") == "лауреат/носителка"


@pytest.mark.parametrize(
    ("family", "gender"),
    [("Щерева", "f"), ("Иванов", "m"), ("Дунавски", "m"), ("Русенска", "f"), ("Смит", "")],
)
def test_family_name_proposes_a_gender(family: str, gender: str):
    assert gender_of(family) == gender


def test_every_known_citizenship_is_understood_in_its_own_words():
    for code, name in citizenship_names().items():
        assert citizenship_code(code) == code
        assert citizenship_code(f"{name.capitalize()} гражданство") == code
        assert citizenship_name(code) == name
    assert citizenship_kept("  бразилско ") == citizenship_name("бразилско") == "бразилско"


def test_other_names_are_each_told_once_and_never_the_own_one():
    person = PersonInput(
        "Ана", "", "Петкова", pseudonym="Яна Дунавска",
        earlier=(EarlierName("Ана  Станева"), EarlierName("ЯНА ДУНАВСКА"), EarlierName("ана петкова")),
    )  # fmt: skip
    assert person.aliases == ("Яна Дунавска", "Ана  Станева")


def test_name_without_dates_was_borne_on_any_day():
    assert EarlierName("Ана Станева").borne_on(date(1980, 1, 1))
    assert not EarlierName("Ана Станева", date(1990, 1, 1)).borne_on(date(1989, 12, 31))


def test_organisation_without_earlier_names_has_one_name_on_every_day():
    body = OrganisationInput("Хор „Рими“", earlier=(EarlierName("Хор", since=date(1950, 1, 1)),))
    assert body.name_on(date(1960, 1, 1)) == "Хор „Рими“"


def test_dated_earlier_name_is_not_doubled_by_a_merge():
    old = EarlierName("Ана Станева", until=date(1990, 1, 1))
    keep = Person("Ана", "", "Петкова", earlier=(old,), id=1)
    drop = Person("Ана", "", "Станева", pseudonym="Яна", id=2)
    made = joined(NomineeKind.PERSON, keep, drop, {})
    assert isinstance(made, Person)
    assert made.earlier == (old,)
    assert made.pseudonym == "Яна"
