"""The stock: never below zero, no serial twice, mistakes taken back by counter-movements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.stock import BatchInput, Design, Item, Pile, Sort
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.books_world import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 5, 10, 10, tzinfo=SOFIA)
DAY = date(2027, 4, 2)
SIGN, PLAQUE = "PG:sign", "PL:plaque"
CHAIR = "Председателят на Общинския съвет"


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    """All services on the ordinance over an empty database."""
    clock, law = FixedClock(NOW), load_law()
    store = open_store(Options(tmp_path, clock, ACTOR))
    yield Services(store, law, law.calendar(), ACTOR, clock, tmp_path)
    store.close()


def receive(s: Services, code: str, count: int = 0, first: str = "", last: str = "") -> Any:
    """Take a delivery in."""
    batch = BatchInput(DAY, count, "Фактура № 0000012345", "Ателие „Сигма“", Decimal("18.50"), first, last)  # fmt: skip
    return s.stock.receive(actor=ACTOR, code=code, batch=batch)


def titles(s: Services, *families: str) -> list[int]:
    """Honorary citizens of 2027."""
    act = Act("decision", "412", date(2027, 4, 22), "Решение № 412/22.04.2027 г.")
    made = s.books.enter(
        actor=ACTOR,
        award="PG",
        laureates=[LaureateInput(2027, given="Стоил", family=one, act=act) for one in families],
    )
    return [row.seq for row in made]


def line(s: Services, code: str) -> Any:
    return next(one for one in s.stock.lines() if one.kind.code == code)


def test_kinds_come_from_the_law_and_from_the_office(s: Services) -> None:
    codes = [one.kind.code for one in s.stock.lines()]
    assert {"PG:certificate", SIGN, "PZ:sign", PLAQUE, "NR:statuette", "NR:diploma"} <= set(codes)
    assert line(s, SIGN).kind.full_name == "Отличителен знак – Почетен гражданин"
    own = s.stock.add_kind(
        actor=ACTOR, name="Представителна значка", attribute="badge", variant="сребриста", minimum=5
    )
    receive(s, own.code, 4)
    assert line(s, own.code).warning == "под минимума от 5"
    assert line(s, own.code).kind.full_name == "Представителна значка, сребриста"


@pytest.mark.requirement("R-31-0.1")
@pytest.mark.requirement("R-36-0.1")
def test_design_with_contest_and_decision_and_a_stock_that_falls(s: Services) -> None:
    file_ = s.data_dir / "reshenie.pdf"
    file_.write_bytes(b"%PDF-1.4 decision")
    assert line(s, "PZ:sign").warning == "няма утвърден проект"
    for code in ("PZ:sign", PLAQUE):
        design = Design("decision", "118", date(2026, 3, 19), date(2026, 2, 10), "Асен Димов")
        card = s.stock.record_design(actor=ACTOR, code=code, design=design, source=file_)
        assert card.line.warning == ""
    kept = card.designs[0]
    said = "решение № 118/19.03.2026 г., конкурс 10.02.2026 г., автор Асен Димов"
    assert kept.text.replace("\xa0", " ") == said
    assert kept.file_id is not None
    assert s.stock.design_file(kept.file_id).read_bytes() == file_.read_bytes()
    assert s.attachments.sweep() == 0
    receive(s, PLAQUE, 12)
    for who in ("гости от Гюргево", "юбилей на хора"):
        s.stock.issue(actor=ACTOR, code=PLAQUE, on=DAY, ground=who)
    assert line(s, PLAQUE).available == 10
    s.stock.issue(actor=ACTOR, code=PLAQUE, on=DAY, ground="награди на деня", count=10)
    with pytest.raises(Refused, match="има 0, искат се 1") as refused:
        s.stock.issue(actor=ACTOR, code=PLAQUE, on=DAY, ground="единадесети")
    assert refused.value.code == "below-zero"


def test_contest_after_the_decision_is_a_mistake(s: Services) -> None:
    design = Design("decision", "118", date(2026, 3, 19), date(2026, 4, 10))
    with pytest.raises(UserError, match="Конкурсът е след акта"):
        s.stock.record_design(actor=ACTOR, code=SIGN, design=design)


@pytest.mark.requirement("R-48-0.1")
def test_shortage_for_the_laureates_that_wait_is_said(s: Services) -> None:
    receive(s, SIGN, 2)
    titles(s, "Радулов", "Ганева", "Мирчев")
    assert line(s, SIGN).lacking == 1
    assert line(s, SIGN).warning == "липсва 1 от 3"
    assert line(s, "PG:certificate").lacking == 0, "наличност, която не се води"


@pytest.mark.requirement("R-26-2.2")
def test_hand_over_takes_the_serial_and_nobody_gets_it_again(s: Services) -> None:
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=2, numbered=True)
    receive(s, SIGN, first="61", last="63")
    accept(s, SIGN)
    one, two = titles(s, "Радулов", "Ганева")
    asked = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(one, SIGN, "61"),))
    s.hand_overs.record(actor=ACTOR, book="PG", seqs=[one], asked=asked)
    assert [held.text for held in s.stock.held("PG", one)] == ["Отличителен знак № 61"]
    again = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(two, SIGN, "61"),))
    with pytest.raises(Refused, match="№ 61 не е в наличност"):
        s.hand_overs.record(actor=ACTOR, book="PG", seqs=[two], asked=again)
    assert s.books.detail("PG", two).row.handed_over is None, "връчването и движението са едно"
    move = s.stock.card(SIGN).moves[-1]
    assert (move.sort, move.serials_text, move.ground) == (
        Sort.ISSUE, "№ 61", "запис № 1, Стоил Радулов",
    )  # fmt: skip


def accept(s: Services, code: str) -> None:
    design = Design("decision", "118", date(2026, 3, 19), date(2026, 2, 10))
    s.stock.record_design(actor=ACTOR, code=code, design=design)


@pytest.mark.requirement("R-26-2.3")
@pytest.mark.requirement("R-PZR1-2.1")
def test_without_an_approved_design_the_mayors_order_is_asked_for(s: Services) -> None:
    receive(s, SIGN, 3)
    one, two = titles(s, "Радулов", "Ганева")
    asked = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(one, SIGN),))
    with pytest.raises(Refused) as refused:
        s.hand_overs.record(actor=ACTOR, book="PG", seqs=[one], asked=asked)
    assert refused.value.citation == "§ 1, ал. 2 ПЗР"
    order = Design("order", "77", date(2027, 4, 2), note="до утвърждаване на проекта")
    s.stock.record_design(actor=ACTOR, code=SIGN, design=order)
    s.hand_overs.record(actor=ACTOR, book="PG", seqs=[one], asked=asked)
    assert line(s, SIGN).available == 2
    del two


def test_a_reason_passes_where_no_order_is_at_hand(s: Services) -> None:
    receive(s, SIGN, 3)
    (one,) = titles(s, "Радулов")
    asked = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(one, SIGN),))
    rule = s.hand_overs.plan("PG", 2027).judge(asked, s.practice, (one,))[-1].rule
    why = {rule: OverrideInput("решението от 2006 г. не е намерено в архива")}
    s.hand_overs.record(actor=ACTOR, book="PG", seqs=[one], asked=asked, passes=why)
    assert line(s, SIGN).available == 2


def test_mistake_is_taken_back_by_a_counter_movement_with_a_reason(s: Services) -> None:
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=True)
    lot = receive(s, SIGN, first="1", last="5").moves[0].id
    with pytest.raises(UserError, match="кратка"):
        s.stock.reverse(actor=ACTOR, lot=lot, reason="грешка")
    card = s.stock.reverse(actor=ACTOR, lot=lot, reason="номерата са от друга доставка")
    assert [(m.quantity, m.balance, m.reversed) for m in card.moves] == [(5, 5, True), (-5, 0, False)]  # fmt: skip
    with pytest.raises(Refused, match="вече е сторнирано"):
        s.stock.reverse(actor=ACTOR, lot=lot, reason="номерата са от друга доставка")
    assert receive(s, SIGN, first="3", last="7").line.new == 5, "сторнираното се заприходява наново"
    last = s.stock.card(SIGN).moves[-1].id
    s.stock.issue(actor=ACTOR, code=SIGN, on=DAY, ground="изложба", serials=("3",))
    with pytest.raises(Refused, match="№ 3 не е в наличност"):
        s.stock.reverse(actor=ACTOR, lot=last, reason="номерата са от друга доставка")


def test_papers_taken_back_are_written_off_and_never_given_again(s: Services) -> None:
    paper = "PG:certificate"
    s.stock.settle(actor=ACTOR, code=paper, minimum=0, numbered=True)
    receive(s, paper, first="40", last="41")
    s.stock.issue(actor=ACTOR, code=paper, on=DAY, ground="по решение", serials=("40",))
    back = s.stock.take_back(actor=ACTOR, code=paper, on=DAY, ground="Стоил Радулов", serials=("40",))  # fmt: skip
    assert (back.line.new, back.line.returned, back.line.available) == (1, 1, 1)
    assert back.free == {"40": Pile.RETURNED, "41": Pile.NEW}
    with pytest.raises(Refused, match="не се връчва отново"):
        s.stock.issue(actor=ACTOR, code=paper, on=DAY, ground="по решение", serials=("40",))
    card = s.stock.write_off(
        actor=ACTOR, code=paper, on=DAY, protocol="№ 3/02.04.2027 г.", reason="анулирано", serials=("40",)
    )  # fmt: skip
    assert (card.line.new, card.line.returned) == (1, 0)


def test_serials_received_twice_are_refused_even_when_given_out(s: Services) -> None:
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=True)
    receive(s, SIGN, first="А-001", last="А-003")
    s.stock.issue(actor=ACTOR, code=SIGN, on=DAY, ground="изложба", serials=("А-002",))
    with pytest.raises(Refused, match="№ А-002 вече е заприходен"):
        receive(s, SIGN, first="А-002", last="А-002")
    with pytest.raises(Refused, match="преди първото заприходяване"):
        s.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=False)


@pytest.mark.requirement("R-PZR1-1.1")
def test_report_says_which_attribute_has_no_approved_design(s: Services) -> None:
    accept(s, SIGN)
    order = Design("order", "77", date(2027, 4, 2))
    s.stock.record_design(actor=ACTOR, code="NR21:statuette", design=order)
    report = s.stock_papers.designs()
    approved = {one.line.kind.code: [d.approved for d in one.designs] for one in report.cards}
    assert approved == {SIGN: [True], "PZ:sign": [], PLAQUE: [], "NR21:statuette": [False]}
    said = words(s.stock_papers.designs_pdf(), 0).replace("\xa0", " ")
    assert said.count("няма въведено решение") == 3
    assert "изтече на 26.11.2005 г." in said
    assert "заповед № 77/02.04.2027 г." in said


def test_card_is_printed_and_kept_as_a_table(s: Services) -> None:
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=2, numbered=True)
    receive(s, SIGN, first="61", last="64")
    accept(s, SIGN)
    s.stock.issue(actor=ACTOR, code=SIGN, on=DAY, ground="=1+1", serials=("62",))
    said = words(s.stock_papers.card(SIGN), 0).replace("\xa0", " ")
    for part in ("Картон на наличност", "№ 61–64", "18,50", "Фактура № 0000012345",
                 "решение № 118", "3 неизползвани, 0 върнати", "№ 61, 63–64"):  # fmt: skip
        assert part in said
    file_ = s.data_dir / "stock.xlsx"
    file_.write_bytes(s.stock_papers.workbook())
    sheets = calamine.load_workbook(str(file_))
    assert len(sheets.sheet_names) == 2
    rows = sheets.get_sheet_by_index(1).to_python()
    assert [row[2] for row in rows[1:]] == [4, -1]
    assert rows[2][6] == "=1+1"


_MOVE = (
    'INSERT INTO stock_move (lot, kind_id, "on", sort, pile, quantity, serial, ground, document, '
    "condition, reason, reverses, \"by\", at) VALUES (99, 1, '2027-04-02', '{sort}', 'new', {n}, "
    "'{serial}', '', 'x', '', 'x', {back}, 'x', '2027-04-02T10:00:00+03:00')"
)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (_MOVE.format(sort="issue", n=-1, serial="8", back="NULL"), "stock: serial"),
        (_MOVE.format(sort="issue", n=-9, serial="", back="NULL"), "below zero"),
        (_MOVE.format(sort="receipt", n=1, serial="1", back="NULL"), "stock: serial"),
        (_MOVE.format(sort="receipt", n=1, serial="2", back="NULL"), "received before"),
        (_MOVE.format(sort="reversal", n=-1, serial="2", back="1"), "stock: "),
        ("UPDATE stock_move SET quantity = 7", "append-only"),
        ("DELETE FROM stock_move", "append-only"),
        ("UPDATE stock_batch SET count = 7", "append-only"),
        ("UPDATE stock_kind SET code = 'x'", "the code stays"),
    ],
)
def test_the_file_itself_refuses(s: Services, statement: str, why: str) -> None:
    s.stock.settle(actor=ACTOR, code=SIGN, minimum=0, numbered=True)
    receive(s, SIGN, first="1", last="3")
    s.stock.issue(actor=ACTOR, code=SIGN, on=DAY, ground="изложба", serials=("2",))
    with pytest.raises(DatabaseError, match=why), s.store.engine.begin() as connection:
        connection.execute(text(statement))


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "issue", "take", "off", "off-back", "reverse"]),
        st.integers(1, 4),
        st.integers(0, 30),
    ),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(numbered=st.booleans(), steps=_STEPS)
def test_any_sequence_leaves_no_balance_below_zero(
    s: Services, *, numbered: bool, steps: list[tuple[str, int, int]]
) -> None:
    kind = s.stock.add_kind(actor=ACTOR, name="Проба", attribute="sign", numbered=numbered)
    for step, n, place in steps:
        before = s.stock.card(kind.code)
        try:
            _do(s, kind.code, step, n, place, numbered=numbered)
        except UserError:
            assert s.stock.card(kind.code).moves == before.moves, "отказът не пише нищо"
    card = s.stock.card(kind.code)
    balances = [move.balance for move in card.moves]
    assert all(one >= 0 for one in balances)
    assert card.line.new >= 0
    assert card.line.returned >= 0
    assert sum(m.quantity for m in card.moves) == card.line.new + card.line.returned
    if numbered:
        assert len(card.free) == card.line.new + card.line.returned


def _do(s: Services, code: str, step: str, n: int, place: int, *, numbered: bool) -> None:
    serials = tuple(str(place + one) for one in range(n)) if numbered else ()
    if step == "receive":
        receive(s, code, 0 if numbered else n, *((serials[0], serials[-1]) if numbered else ()))
    elif step == "issue":
        s.stock.issue(actor=ACTOR, code=code, on=DAY, ground="проба", count=n, serials=serials)
    elif step == "take":
        s.stock.take_back(actor=ACTOR, code=code, on=DAY, ground="проба", count=n, serials=serials)
    elif step == "reverse":
        moves = s.stock.card(code).moves
        if moves:
            lot = moves[place % len(moves)].id
            s.stock.reverse(actor=ACTOR, lot=lot, reason="сгрешено движение при пробата")
    else:
        pile = Pile.RETURNED if step == "off-back" else Pile.NEW
        s.stock.write_off(
            actor=ACTOR, code=code, on=DAY, protocol="1", reason="проба", count=n,
            serials=serials, pile=pile,
        )  # fmt: skip
