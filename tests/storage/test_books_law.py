"""Handing over and taking away by the ordinance: refused with the article, passed, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_revocation import CouncilVote, RevocationInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.hand_over import DAY, PRESENTER
from ruse_desktop.domain.revocation import GROUND, RevocationFacts
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.books_world import ACTOR

NOW = datetime(2027, 12, 10, 10, tzinfo=SOFIA)
WHY = OverrideInput("кметът и председателят бяха в чужбина", "Заповед № 41/21.05.2027 г.")
DECISION = Act("decision", "345", date(2027, 5, 20), "Решение № 345/20.05.2027 г.")
WISH = RevocationFacts(ground=3, statement_no="30-19", statement_on=date(2027, 4, 28))
PASSED = CouncilVote(51, 45, 23, 10, 12)
TAKEN = RevocationInput(DECISION, initiator="Удостоения", protocol="12", facts=WISH, vote=PASSED)


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    """All services on the ordinance over an empty database."""
    clock, law = FixedClock(NOW), load_law()
    store = open_store(Options(tmp_path, clock, ACTOR))
    yield Services(store, law, law.calendar(), ACTOR, clock, tmp_path)
    store.close()


def enter(s: Services, code: str, act: Act, *families: str, year: int = 2027) -> list[int]:
    """Places in the book of laureates entered by the act."""
    rows = s.books.enter(
        actor=ACTOR,
        award=code,
        laureates=[LaureateInput(year, given="Стоил", family=one, act=act) for one in families],
    )
    return [row.seq for row in rows]


@pytest.fixture
def prizes(s: Services) -> list[int]:
    """Two laureates of a prize handed over on the eve of 24 May."""
    act = Act("minutes", "2", date(2027, 5, 18), "Протокол № 2/18.05.2027 г.")
    return enter(s, "NR", act, "Радулов", "Ганева")


@pytest.fixture
def title(s: Services) -> int:
    """An honorary citizen by a decision of the council."""
    act = Act("decision", "310", date(2027, 4, 15), "Решение № 310/15.04.2027 г.")
    return enter(s, "PG", act, "Радулов")[0]


@pytest.mark.requirement("R-46-0.2")
@pytest.mark.requirement("R-46-0.3")
def test_presenter_and_day_that_the_act_forbids_need_an_override_each(
    s: Services, prizes: list[int]
) -> None:
    asked = HandOverInput(date(2027, 5, 25), "Заместник-кмет")
    for passes in ({}, {PRESENTER: WHY}, {DAY: WHY}):
        with pytest.raises(Refused) as refused:
            s.hand_overs.record(actor=ACTOR, book="NR", seqs=prizes, asked=asked, passes=passes)
        assert (refused.value.code, refused.value.citation) == ("open-finding", "чл. 46")
    assert not any(row.handed_over for row in s.books.rows("NR"))
    both = {PRESENTER: WHY, DAY: WHY}
    made = s.hand_overs.record(actor=ACTOR, book="NR", seqs=prizes, asked=asked, passes=both)
    assert [one.row.handed_over for one in made] == [date(2027, 5, 25)] * 2
    kept = s.overrides.of("entry", made[0].row.id)
    assert [(one.number, one.citation, one.basis) for one in kept] == [
        ("1/2027", "чл. 46", WHY.basis),
        ("2/2027", "чл. 46", WHY.basis),
    ]
    assert len(s.overrides.list(2027)) == 4
    assert s.books.verify().intact


def test_faulty_override_writes_nothing_at_all(s: Services, prizes: list[int]) -> None:
    asked = HandOverInput(date(2027, 5, 23), "Заместник-кмет")
    clerk = Actor("Ива Минева", frozenset({Role.BOOK_KEEPER}))
    for actor, passed in (
        (ACTOR, OverrideInput("кратко", WHY.basis)),
        (ACTOR, OverrideInput(WHY.reason)),
        (clerk, WHY),
    ):
        with pytest.raises(Refused):
            s.hand_overs.record(
                actor=actor, book="NR", seqs=prizes, asked=asked, passes={PRESENTER: passed}
            )
    assert not any(row.handed_over for row in s.books.rows("NR"))
    assert s.overrides.list() == ()


def test_clerk_passes_a_warning_by_a_reason_that_stays_in_the_book(
    s: Services, prizes: list[int]
) -> None:
    clerk = Actor("Ива Минева", frozenset({Role.BOOK_KEEPER}))
    asked = HandOverInput(date(2027, 5, 10), "Кметът на Община Русе")
    with pytest.raises(Refused, match="Твърде рано"):
        s.hand_overs.record(actor=clerk, book="NR", seqs=prizes[:1], asked=asked)
    why = {DAY: OverrideInput("залата е в ремонт до края на май")}
    (made,) = s.hand_overs.record(actor=clerk, book="NR", seqs=prizes[:1], asked=asked, passes=why)
    assert "залата е в ремонт до края на май" in made.history[-1].text
    assert s.overrides.list() == ()


def test_plan_proposes_the_ceremony_chosen_for_the_edition(s: Services) -> None:
    assert s.hand_overs.plan("NR21", 2027).days == (date(2027, 10, 31), date(2027, 5, 23))
    edition = s.editions.open("NR21", 2027, actor=ACTOR, law_edition="2024-02-29")
    s.editions.set_announced(edition.id, ceremony=2, actor=ACTOR)
    assert s.hand_overs.plan("NR21", 2027).days[0] == date(2027, 5, 23)
    assert s.hand_overs.plan("PZ", 2027).days == ()


@pytest.mark.requirement("R-74d-0.1")
def test_authorised_presenter_is_written_with_the_order(s: Services) -> None:
    s.books.open_book(actor=ACTOR, award="MT", reason="води се по решение на дирекцията")
    act = Act("order", "РД-9", date(2027, 5, 14), "Заповед № РД-9/14.05.2027 г.")
    seqs = enter(s, "MT", act, "Радулов")
    asked = HandOverInput(date(2027, 5, 23), "Заместник-кмет Ива Петкова", "Доходно здание")
    with pytest.raises(Refused) as refused:
        s.hand_overs.record(actor=ACTOR, book="MT", seqs=seqs, asked=asked)
    assert refused.value.citation == "чл. 74д"
    ordered = replace(asked, authorisation="№ 512/19.05.2027 г.")
    (made,) = s.hand_overs.record(actor=ACTOR, book="MT", seqs=seqs, asked=ordered)
    assert "Ива Петкова, упълномощен(а) със заповед № 512/19.05.2027 г., Дох" in made.hand_over


@pytest.mark.requirement("R-34-0.1")
def test_sign_is_handed_over_on_any_day_by_the_mayor_or_the_chair(s: Services) -> None:
    act = Act("order", "РД-4", date(2027, 6, 1), "Заповед № РД-4/01.06.2027 г.")
    seqs = enter(s, "PZ", act, "Радулов")
    with pytest.raises(Refused) as refused:
        s.hand_overs.record(
            actor=ACTOR, book="PZ", seqs=seqs, asked=HandOverInput(NOW.date(), "Заместник-кмет")
        )
    assert refused.value.citation == "чл. 34"
    chair = HandOverInput(NOW.date(), "Председател на ОбС")
    s.hand_overs.record(actor=ACTOR, book="PZ", seqs=seqs, asked=chair)


def test_historic_entry_is_not_judged(s: Services) -> None:
    from ruse_desktop.domain.books import BookImport

    old = BookImport((LaureateInput(1999, name="Страхил Попниколов", historic=True),))
    s.books.import_book(actor=ACTOR, award="NR", source=old)
    asked = HandOverInput(date(1999, 6, 3))
    (made,) = s.hand_overs.record(actor=ACTOR, book="NR", seqs=[2], asked=asked)
    assert made.row.handed_over == date(1999, 6, 3)


def test_personal_number_does_not_enter_by_a_hand_over(s: Services, prizes: list[int]) -> None:
    asked = HandOverInput(date(2027, 5, 23), "Кметът на Община Русе", "ЕГН 7001011234")
    with pytest.raises(UserError) as refused:
        s.hand_overs.record(actor=ACTOR, book="NR", seqs=prizes, asked=asked)
    assert refused.value.code == "personal-number"


@pytest.mark.requirement("R-29a-2.1")
def test_title_is_not_taken_away_without_a_majority_whatever_is_written(
    s: Services, title: int
) -> None:
    for vote in (CouncilVote(51, 45, 22, 10, 13), CouncilVote(51), CouncilVote(51, 45, 46)):
        with pytest.raises(Refused) as refused:
            s.revocations.record(
                actor=ACTOR,
                book="PG",
                seq=title,
                asked=replace(TAKEN, vote=vote),
                passes={"council-majority": WHY},
            )
        assert refused.value.citation == "чл. 29а, ал. 2"
    assert not s.books.detail("PG", title).row.revoked


@pytest.mark.requirement("R-29a-1.1")
@pytest.mark.requirement("R-29a-3.1")
def test_revocation_keeps_its_file_beside_the_book(s: Services, title: int) -> None:
    made = s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=TAKEN)
    assert made.row.revoked
    reason = made.history[-1].reason
    assert "основание чл. 29а, ал. 1, т. 3; „за“ 23 от 45 присъстващи" in reason
    assert "30-19" not in reason
    file = s.revocations.file("PG", title)
    assert file is not None
    assert (file.ground, file.initiator, file.protocol, file.due_on) == (
        "чл. 29а, ал. 1, т. 3", "Удостоения", "12", date(2027, 6, 21),
    )  # fmt: skip
    assert s.books.verify().intact
    with pytest.raises(Refused, match="вече е вписано"):
        s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=TAKEN)


@pytest.mark.requirement("R-29a-3.4")
def test_month_may_run_from_the_notice_with_a_reason(s: Services, title: int) -> None:
    later = replace(TAKEN, notified_on=date(2027, 6, 1))
    with pytest.raises(Refused) as refused:
        s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=later)
    assert refused.value.citation == "чл. 29а, ал. 3"
    why = {"return-basis": OverrideInput("решението е връчено след месец")}
    s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=later, passes=why)
    file = s.revocations.file("PG", title)
    assert file is not None
    assert file.due_on == date(2027, 7, 1)


def test_title_is_taken_away_by_a_decision_only(s: Services, title: int) -> None:
    order = replace(TAKEN, act=replace(DECISION, kind="order"))
    with pytest.raises(Refused) as refused:
        s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=order)
    assert refused.value.code == "wrong-act"


@pytest.mark.requirement("R-29a-1.4")
def test_wish_without_a_statement_takes_an_override(s: Services, title: int) -> None:
    bare = replace(TAKEN, facts=RevocationFacts(ground=3))
    with pytest.raises(Refused) as refused:
        s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=bare)
    assert refused.value.citation == "чл. 29а, ал. 1, т. 3"
    s.revocations.record(actor=ACTOR, book="PG", seq=title, asked=bare, passes={GROUND: WHY})
    assert [one.rule for one in s.overrides.list()] == [GROUND]


@pytest.mark.requirement("R-4-1.1")
@pytest.mark.parametrize(
    ("code", "says"),
    [("PG", "Званието не се присъжда"), ("NR", "Наградата не се присъжда")],
)
def test_wrong_act_is_refused_in_the_words_of_the_distinction(
    s: Services, code: str, says: str
) -> None:
    act = Act("diploma", "1", date(2027, 5, 1), "Грамота № 1")
    with pytest.raises(Refused, match=says):
        enter(s, code, act, "Радулов")
