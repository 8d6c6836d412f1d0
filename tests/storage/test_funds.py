"""Sources and donors: promised, received, needed, spent; and what „Днес“ says of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ruse_desktop.domain.funds import FundInput, FundView, percent
from ruse_desktop.domain.payments import PayState, StatusEvent, StatusKind
from ruse_desktop.domain.today import Waiting
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from tests.storage.payments_world import HEAD, MoneyWorld

GIFT = FundInput(
    "MT", 2026, "donor", Decimal(600), "BGN", "Семейство Стефанови", "Договор № 4",
    date(2026, 3, 10), "парична сума", date(2026, 5, 12), date(2026, 5, 12),
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MoneyWorld]:
    made = MoneyWorld(tmp_path, date(2026, 5, 20))
    yield made
    made.close()


def totals(view: FundView) -> dict[str, tuple[Decimal, Decimal]]:
    return {one.source.code: (one.planned, one.received) for one in view.totals}


@pytest.mark.requirement("R-67-0.1")
def test_the_prize_fund_stands_by_source_against_the_sums_of_the_act(world: MoneyWorld) -> None:
    funds = world.services.funds
    view = funds.view("NLN", 2027)
    assert [str(one.source.citation) for one in view.totals] == [
        "чл. 67, т. 1", "чл. 67, т. 2", "чл. 67, т. 3",
    ]  # fmt: skip
    assert (view.needed, view.currency, view.planned) == (Decimal("3579.04"), "EUR", Decimal(0))
    promised = FundInput("NLN", 2027, "budget", Decimal(7000), "BGN", document="Решение № 500")
    funds.record(promised, actor=HEAD)
    view = funds.view("NLN", 2027)
    assert totals(view)["budget"] == (Decimal("3579.04"), Decimal(0))
    assert (view.left, view.warnings) == (Decimal(0), ())


def test_what_is_not_covered_is_said(world: MoneyWorld) -> None:
    funds = world.services.funds
    funds.record(FundInput("NLN", 2027, "donor", Decimal(3500)), actor=HEAD)
    (warning,) = funds.view("NLN", 2027).warnings
    assert warning.endswith("не достигат 79,04\u00a0€.")


@pytest.mark.requirement("R-74b-0.1")
def test_a_donation_is_received_with_its_sign_and_spent(world: MoneyWorld) -> None:
    (entry,) = world.enter("MT", date(2026, 5, 19), "Колева")
    funds = world.services.funds
    funds.record(GIFT, actor=HEAD)
    view = funds.view("MT", 2026)
    assert totals(view) == {"donor": (Decimal("306.78"), Decimal("306.78"))}
    assert (view.needed, view.spent, view.warnings) == (Decimal("306.78"), Decimal(0), ())
    world.services.payments.pay(
        [world.of(entry)[0].key], on=date(2026, 5, 20), document="РКО № 4", actor=HEAD
    )
    assert funds.view("MT", 2026).spent == Decimal("306.78")


@pytest.mark.requirement("R-74b-0.2")
def test_without_the_donation_another_source_pays_only_with_a_reason(world: MoneyWorld) -> None:
    (entry,) = world.enter("MT", date(2026, 5, 19), "Колева")
    key = world.of(entry)[0].key
    payments = world.services.payments
    day = date(2026, 5, 20)
    with pytest.raises(Refused, match="не е получено") as refused:
        payments.pay([key], on=day, document="РКО № 4", actor=HEAD)
    assert refused.value.citation == "чл. 74б"
    with pytest.raises(Refused):
        world.services.payment_lists.make([key], on=day, actor=HEAD)
    why = "заповед № РД-01-900: плаща се от бюджета на общината"
    payments.pay([key], on=day, document="РКО № 4", source_reason=why, actor=HEAD)
    assert world.of(entry)[0].state is PayState.PAID
    view = world.services.funds.view("MT", 2026)
    assert len(view.warnings) == 2
    assert "награден знак" in view.warnings[1]


def test_a_written_sum_is_changed_and_struck_out(world: MoneyWorld) -> None:
    funds = world.services.funds
    one = funds.record(GIFT, actor=HEAD)
    funds.record(replace(GIFT, amount=Decimal(700)), line_id=one, actor=HEAD)
    (line,) = funds.view("MT", 2026).lines
    assert line.typed == replace(GIFT, amount=Decimal(700))
    funds.strike(one, reason="договорът е прекратен по съгласие", actor=HEAD)
    view = funds.view("MT", 2026)
    assert (view.lines[0].struck_why, view.planned) == (
        "договорът е прекратен по съгласие", Decimal(0),
    )  # fmt: skip
    with pytest.raises(NotFound):
        funds.strike(one, reason="договорът е прекратен по съгласие", actor=HEAD)


def test_a_source_the_act_does_not_name_is_refused(world: MoneyWorld) -> None:
    funds = world.services.funds
    for typed in (replace(GIFT, source="budget"), replace(GIFT, award="NR")):
        with pytest.raises(Refused, match="не посочва такъв източник"):
            funds.record(typed, actor=HEAD)
    with pytest.raises(NotFound):
        funds.view("NR", 2026)
    for amount in ("0", "-5", "1.005"):
        with pytest.raises(UserError, match="не е вярна"):
            funds.record(replace(GIFT, amount=Decimal(amount)), actor=HEAD)
    with pytest.raises(UserError, match="бъдеща"):
        funds.record(replace(GIFT, received_on=date(2026, 5, 21)), actor=HEAD)


def test_an_account_number_of_a_donor_is_not_kept(world: MoneyWorld) -> None:
    with pytest.raises(UserError, match="сметка"):
        world.services.funds.record(
            replace(GIFT, purpose="по BG80 BNBG 9661 1020 3456 78"), actor=HEAD
        )


def test_percent_of_nothing_is_nothing() -> None:
    assert percent(Decimal(5), Decimal(0)) is None
    assert percent(Decimal(1), Decimal(3)) == Decimal("33.3")


class TestToday:
    """What the first page says."""

    def group(self, world: MoneyWorld, sort: str) -> Waiting | None:
        return next((g for g in world.services.today.view().waiting if g.sort == sort), None)

    def test_nothing_is_said_of_money_without_laureates(self, world: MoneyWorld) -> None:
        assert not {g.sort for g in world.services.today.view().waiting if g.kind == "payment"}

    def test_months_fall_due_and_late(self, world: MoneyWorld) -> None:
        world.go(date(2026, 12, 15))
        (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
        due = self.group(world, "pay-due")
        assert due is not None
        assert (due.kind, due.text) == ("payment", "1 носител със сума за плащане")
        (record,) = due.records
        assert record.id == entry.id
        assert record.name == "Ива Петрова – 1\u00a0860,60\u00a0€, до 31.12.2026"
        assert self.group(world, "pay-late") is None
        world.go(date(2027, 1, 5))
        late = self.group(world, "pay-late")
        assert late is not None
        assert late.text == "1 носител чака закъсняло плащане"
        assert late.records[0].name.startswith("Ива Петрова – 1\u00a0860,60\u00a0€")
        keys = world.keys(entry, "2026-10", "2026-11", "2026-12", "2027-01")
        world.services.payments.pay(keys, on=date(2027, 1, 5), document="РКО № 1", actor=HEAD)
        assert self.group(world, "pay-late") is None
        assert self.group(world, "pay-due") is None

    def test_a_held_stipend_waits_for_a_decision(self, world: MoneyWorld) -> None:
        world.go(date(2027, 3, 10))
        (entry,) = world.enter("SG", date(2026, 12, 7), "Петрова")
        event = StatusEvent(
            StatusKind.INTERRUPTED, date(2027, 2, 15), date(2027, 2, 15), "уверение № 14"
        )
        world.services.stipends.record_status(entry.id, event, actor=HEAD)
        held = self.group(world, "pay-held")
        assert held is not None
        assert held.text == "1 спряна стипендия очаква решение"

    def test_a_sum_waits_for_its_order(self, world: MoneyWorld) -> None:
        world.go(date(2026, 10, 21))
        world.enter("NR21", date(2026, 10, 20), "Занева")
        waits = self.group(world, "pay-order")
        assert waits is not None
        assert waits.records[0].name == "Ива Занева – „Русе – 21. век“ 2026"

    @pytest.mark.requirement("R-74b-0.2")
    def test_a_donation_is_missed_before_the_ceremony(self, world: MoneyWorld) -> None:
        law = world.services.law.at(date(2026, 5, 1)).id
        edition = world.services.editions.open("MT", 2026, actor=HEAD, law_edition=law)
        world.go(date(2026, 4, 22))
        assert self.group(world, "donation") is None
        world.go(date(2026, 5, 18))
        missed = self.group(world, "donation")
        assert missed is not None
        assert (missed.kind, missed.records[0].id) == ("edition", edition.id)
        assert "чл. 74б" in missed.records[0].name
        world.services.funds.record(GIFT, actor=HEAD)
        assert self.group(world, "donation") is None
