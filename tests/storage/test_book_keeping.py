"""A book goes from office to office by an entry and a protocol; extracts go to its keeper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_keeping import PassingInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.books_world import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 6, 22, 10, tzinfo=SOFIA)
DAY = date(2027, 6, 1)
OFFICE = "Отдел „Връзки с обществеността“"
NEW = "Дирекция „Култура“"
PASSED = PassingInput(DAY, NEW, "Ива Минева", "Асен Димов", "7", "Заповед № РД-12/20.05.2027 г.")


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    """All services over a book with two holders of the sign and one honorary citizen."""
    clock, law = FixedClock(datetime(2027, 4, 20, 9, tzinfo=SOFIA)), load_law()
    store = open_store(Options(tmp_path, clock, ACTOR))
    made = Services(store, law, law.calendar(), ACTOR, clock, tmp_path)
    act = Act("decision", "310", date(2027, 4, 15), "Решение № 310/15.04.2027 г.")
    for code, families in (("PZ", ("Радулов", "Ганева")), ("PG", ("Мирчева",))):
        made.books.enter(
            actor=ACTOR,
            award=code,
            laureates=[LaureateInput(2027, given="Стоил", family=one, act=act) for one in families],
        )
    store.clock = FixedClock(NOW)
    yield made
    store.close()


def test_passing_is_an_entry_with_the_head_of_the_chain_and_stays(s: Services) -> None:
    before = s.books.book("PZ")
    passed = s.keeping.pass_on(actor=ACTOR, book="PZ", asked=PASSED)
    assert (passed.before, passed.to, passed.last_no) == (OFFICE, NEW, 2)
    assert (passed.head, passed.seq) == (before.head, 3)
    after = s.books.book("PZ")
    assert after.keeper == NEW
    assert s.books.detail("PZ", 2).keeper in {OFFICE, NEW}
    assert s.books.verify().intact
    assert s.keeping.passings("PZ") == (passed,)
    back = PassingInput(date(2027, 6, 20), OFFICE)
    s.keeping.pass_on(actor=ACTOR, book="PZ", asked=back)
    assert [one.to for one in s.keeping.passings("PZ")] == [OFFICE, NEW]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (PassingInput(DAY, ""), "Не е посочено кой поема"),
        (PassingInput(date(2027, 7, 1), NEW), "бъдеща дата"),
        (PassingInput(DAY, OFFICE), "вече се води от"),
        (PassingInput(DAY, NEW, "ЕГН 7001011234"), "десетцифрено"),
    ],
)
def test_what_is_wrong_with_a_passing_is_said(s: Services, asked: PassingInput, why: str) -> None:
    with pytest.raises(UserError, match=why):
        s.keeping.pass_on(actor=ACTOR, book="PZ", asked=asked)
    assert s.keeping.passings("PZ") == ()


def test_no_passing_before_a_later_one(s: Services) -> None:
    s.keeping.pass_on(actor=ACTOR, book="PZ", asked=PASSED)
    with pytest.raises(UserError, match=r"01\.06\.2027.*се води от: Дирекция"):
        s.keeping.pass_on(actor=ACTOR, book="PZ", asked=PassingInput(date(2027, 5, 5), "Архив"))
    with pytest.raises(NotFound):
        s.keeping.passings("SG")


def test_protocol_has_what_was_passed_and_two_signatures(s: Services) -> None:
    pdf = s.keeping.protocol(s.keeping.pass_on(actor=ACTOR, book="PZ", asked=PASSED))
    said = words(pdf, 0).replace("\xa0", " ")
    for part in ("ПРИЕМО-ПРЕДАВАТЕЛЕН ПРОТОКОЛ", "№ 7, 01.06.2027 г.", "том 1: № 1–2", "№ 2", "Предал",
                 "(Ива Минева)", "Приел", "(Асен Димов)", "Заповед № РД-12"):  # fmt: skip
        assert part in said
    assert s.keeping.passings("PZ")[0].head[:8] in said


@pytest.mark.requirement("R-34-0.2")
def test_after_the_hand_over_the_extract_is_to_be_handed_to_the_keeper(s: Services) -> None:
    assert s.keeping.extract_state("PZ", 2) == ""
    typed = HandOverInput(date(2027, 6, 12), "Кметът на Община Русе", "зала „Европа“")
    s.hand_overs.record(actor=ACTOR, book="PZ", seqs=[2], asked=typed)
    assert s.keeping.extract_state("PZ", 2) == f"за предаване на {OFFICE}"
    s.keeping.send(actor=ACTOR, book="PZ", seqs=(2,), on=date(2027, 6, 14))
    assert "предадено на 14.06.2027" in s.keeping.extract_state("PZ", 2)


@pytest.mark.requirement("R-5-0.2")
def test_extract_waits_at_the_council_until_its_number_comes_back(s: Services) -> None:
    (sent,) = s.keeping.send(actor=ACTOR, book="PG", seqs=[2], on=DAY, document="писмо № 12")
    assert sent.state.replace("\xa0", " ") == (
        "за вписване при Общински съвет – Русе, предадено на 01.06.2027 г."
    )
    with pytest.raises(Refused, match="вече е предадено"):
        s.keeping.send(actor=ACTOR, book="PG", seqs=[2], on=DAY)
    with pytest.raises(UserError, match="не е между"):
        s.keeping.entered(actor=ACTOR, book="PG", seq=2, number="62", on=date(2027, 5, 30))
    done = s.keeping.entered(actor=ACTOR, book="PG", seq=2, number="62", on=date(2027, 6, 10))
    assert done.state.replace("\xa0", " ") == (
        "вписано при Общински съвет – Русе под № 62 на 10.06.2027 г."
    )
    with pytest.raises(Refused, match="вече е вписан"):
        s.keeping.entered(actor=ACTOR, book="PG", seq=2, number="63", on=date(2027, 6, 10))
    assert s.keeping.extracts("PG") == (done,)
