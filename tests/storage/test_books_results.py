"""From the results of a session to the book: one transaction, the nominations become „удостоено“."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.results import AwardResult
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.storage.nominations import EditionRow, NominationRecord, StateRow
from ruse_desktop.storage.store import Store
from tests.storage.books_world import ACT, ACTOR, books_of, open_store

WOMAN = AwardResult(
    award="NR", year=2026, slot="1.2-i", section="Сценични изкуства", area="arts",
    act_kind="minutes", act_no="2", act_date=date(2026, 5, 18), act_text=ACT.text,
    nomination_id=1, given="Маргарита", middle="Илиева", family="Попова",
    name="Маргарита Илиева Попова", motive="за принос", birth_year=1961,
)  # fmt: skip
TEAM = replace(
    WOMAN, slot="1.2-c", nomination_id=2, kind=NomineeKind.TEAM, given="", middle="", family="",
    name="Квартет „Дунав“", members=("Иво Бонев", "Ана Русева"), birth_year=None,
)  # fmt: skip
NOBODY = replace(WOMAN, slot="1.4", nomination_id=None, unawarded_reason="без мнозинство")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two nominations of 2026: one nominated, one already awarded by the session's closing."""
    opened = open_store(tmp_path)
    with opened.write(ACTOR, "tests.prepare") as tx:
        tx.session.add(
            EditionRow(
                award="NR", year=2026, law_edition="2024-02-29", confirmed_by="М. Колева",
                confirmed_on=date(2026, 1, 5),
            )
        )  # fmt: skip
        tx.session.flush()
        for state in (State.NOMINATED, State.AWARDED):
            texts = dict.fromkeys(
                (
                    "slot", "genre", "category", "proposer_kind", "proposer_person", "motives",
                    "registry_no", "channel", "search_key", "sort_key",
                ),
                "",
            )  # fmt: skip
            tx.session.add(
                NominationRecord(
                    edition_id=1, state=str(state), nominee_kind="person", lifetime=False,
                    open_findings=0, **texts,
                )
            )  # fmt: skip
    yield opened
    opened.close()


def _states(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(NominationRecord.state).order_by(NominationRecord.id)))


@pytest.mark.requirement("R-45-1.2")
@pytest.mark.requirement("R-5-0.1")
def test_laureates_of_a_session_enter_the_book_and_become_awarded(store: Store) -> None:
    books = books_of(store)
    store.take_changes()
    rows = books.enter_results(actor=ACTOR, results=(WOMAN, NOBODY, TEAM))
    assert [(row.entry_no, row.name, row.act) for row in rows] == [
        (1, "Маргарита Илиева Попова", ACT.text),
        (2, "Квартет „Дунав“", ACT.text),
    ]
    assert books.detail("NR", rows[1].seq).members == ("Иво Бонев", "Ана Русева")
    assert books.detail("NR", rows[0].seq).family == "Попова"
    assert _states(store) == ["awarded", "awarded"]
    with store.read() as session:
        move = session.scalars(select(StateRow)).one()
    assert (move.nomination_id, move.citation, move.reason) == (1, "чл. 45, ал. 1", ACT.text)
    assert store.take_changes() == {"books", "nominations"}
    assert books.verify().intact


def test_second_entering_of_the_same_session_changes_nothing(store: Store) -> None:
    books = books_of(store)
    books.enter_results(actor=ACTOR, results=(WOMAN, TEAM))
    before = books.verify()
    with pytest.raises(Refused) as refused:
        books.enter_results(actor=ACTOR, results=(TEAM, WOMAN))
    assert refused.value.code == "already-entered"
    assert books.verify() == before


def test_one_result_without_a_valid_act_keeps_all_out(store: Store) -> None:
    books = books_of(store)
    with pytest.raises(Refused):
        books.enter_results(actor=ACTOR, results=(WOMAN, replace(TEAM, act_no="")))
    assert books.book("NR").entries == 0
    assert _states(store)[0] == "nominated"


def test_session_without_laureates_has_nothing_to_enter(store: Store) -> None:
    with pytest.raises(Refused, match="Няма кого"):
        books_of(store).enter_results(actor=ACTOR, results=(NOBODY,))
