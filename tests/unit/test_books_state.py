"""What a book reads after its entries: names, order, corrections."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain import book_state
from ruse_desktop.domain.books import Act, EntryKind, HolderKind, LaureateInput
from tests.storage.books_world import NOW, historic, person, team


def _state(item: LaureateInput, number: int = 1) -> book_state.LaureateState:
    payload = book_state.award_payload(item, number, "М. Колева", NOW)
    return book_state.start(payload, item.former_names)


@pytest.mark.requirement("R-X-0.19")
def test_laureates_sort_by_family_name_in_bulgarian_order() -> None:
    people = [
        person("Smith", given="John", middle=""),
        person("Ъглов", given="Иван"),
        historic(1998, "Иван Петров Иванов"),
        person("Аврамов", given="Симеон"),
        person("Ивайлова", given="Ѝо"),
    ]
    ordered = sorted((_state(item) for item in people), key=lambda s: s.sort_key)
    assert [s.full_name.split()[-1] for s in ordered] == [
        "Аврамов", "Ивайлова", "Иванов", "Ъглов", "Smith",
    ]  # fmt: skip


def test_team_sorts_by_its_name_without_quotes() -> None:
    assert _state(team("А", name="„Зора“")).sort_key == "зора"


def test_team_is_found_by_members_year_number_and_act() -> None:
    key = _state(team("Иво Бонев", "Ана Русева"), 214).search_key
    for part in ("дунавска вълна", "ана русева", "2026", "№ 214", "протокол № 2/18 05 2026"):
        assert part in key


def test_correction_keeps_every_spelling() -> None:
    before = _state(person("Попва", former_names=("Маргарита Кънева",)))
    after = book_state.follow(
        before,
        EntryKind.CORRECTION,
        {"changes": [{"field": "family", "old": "Попва", "new": "Попова"}]},
    )
    assert after.full_name == "Маргарита Илиева Попова"
    assert after.names == (
        "Маргарита Илиева Попва", "Маргарита Илиева Попова", "Маргарита Кънева",
    )  # fmt: skip


def test_hand_over_and_revocation_are_seen() -> None:
    state = book_state.follow(
        _state(person()),
        EntryKind.HAND_OVER,
        {"on": "2026-05-23", "presenter": "кмета", "place": "Доходно здание"},
    )
    assert state.handed_over == date(2026, 5, 23)
    assert state.hand_over == "23.05.2026\u00a0г. от кмета, Доходно здание"
    assert book_state.follow(state, EntryKind.REVOCATION, {}).revoked


def test_historic_entry_may_know_only_year_and_name() -> None:
    state = _state(historic(1985, "Стефка Радева"))
    assert (state.act, state.section, state.kind) == (None, "", HolderKind.PERSON)


def test_act_comes_back_as_it_was_entered() -> None:
    act = Act("minutes", "2", date(2026, 5, 18), "Протокол № 2/18.05.2026 г.")
    assert _state(person(act=act)).act == act
