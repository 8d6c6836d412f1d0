"""Sums of the laureates: counted by the act, fixed by an order, listed, paid, withheld, returned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.payments import PaymentFilter, PaymentKey, PayState, SumInput
from ruse_desktop.domain.town import Sum
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from tests.storage.payments_world import HEAD, MoneyWorld

ORDER = {
    "order_no": "РД-01-1301", "order_on": date(2026, 10, 20), "proposal_no": "ХД-12",
    "proposal_on": date(2026, 10, 15),
}  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MoneyWorld]:
    made = MoneyWorld(tmp_path, date(2026, 12, 15))
    yield made
    made.close()


def test_an_empty_book_owes_nothing(world: MoneyWorld) -> None:
    assert world.services.payments.payments() == ()
    assert world.services.payments.years() == ()


@pytest.mark.requirement("R-58-0.1")
@pytest.mark.requirement("R-X-0.7")
def test_a_prize_in_leva_is_due_in_euro_with_both_values_and_the_rate(world: MoneyWorld) -> None:
    (entry,) = world.enter("NLN", date(2025, 10, 25), "Дечева")
    (one,) = world.of(entry)
    rate = Decimal("1.95583")
    assert one.sum == Sum(Decimal("2556.46"), "EUR", Decimal(5000), "BGN", rate)
    assert "5\u00a0000,00\u00a0лв. по курс 1,95583" in one.why
    assert (one.state, str(one.citation), one.payer) == (PayState.DUE, "чл. 58", "Община Русе")
    world.go(date(2025, 12, 1))
    assert world.of(entry)[0].sum == Sum(Decimal(5000), "BGN")


@pytest.mark.requirement("R-58-0.2")
def test_the_sum_for_drama_says_that_leva_are_meant(world: MoneyWorld) -> None:
    (entry,) = world.enter("NLN", date(2025, 10, 25), "Дечева", slot="drama")
    (one,) = world.of(entry)
    assert one.sum is not None
    assert one.sum.amount == Decimal("1022.58")
    assert "липсва думата „лева“" in one.why
    asked = SumInput(Decimal(2600), "BGN", **ORDER)
    with pytest.raises(Refused, match="определена от наредбата") as refused:
        world.services.payments.fix_sum(one.key, asked, actor=HEAD)
    assert refused.value.citation == "чл. 58"


def test_awards_without_money_and_old_entries_owe_nothing(world: MoneyWorld) -> None:
    from ruse_desktop.domain.books import LaureateInput

    old = LaureateInput(year=2023, name="Мая Дечева", historic=True)
    world.services.books.enter(actor=HEAD, award="NLN", laureates=[old])
    assert world.services.payments.payments() == ()


class TestTwoWages:
    """чл. 51: up to two minimum wages, by an order on the directorate's proposal."""

    @pytest.fixture
    def key(self, world: MoneyWorld) -> PaymentKey:
        (entry,) = world.enter("NR21", date(2026, 10, 20), "Колева")
        (one,) = world.of(entry)
        assert one.state is PayState.UNDECIDED
        assert one.sum is None
        assert "до 1\u00a0240,40\u00a0€" in one.why
        return one.key

    @pytest.mark.requirement("R-51-1.2")
    def test_the_limit_itself_is_accepted_and_a_cent_more_refused(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        with pytest.raises(Refused, match="над границата от 1\u00a0240,40\u00a0€") as refused:
            payments.fix_sum(key, SumInput(Decimal("1240.41"), **ORDER), actor=HEAD)
        assert refused.value.citation == "чл. 51, ал. 1"
        made = payments.fix_sum(key, SumInput(Decimal("1240.40"), **ORDER), actor=HEAD)
        assert made.sum == Sum(Decimal("1240.40"), "EUR")
        assert made.state is PayState.DUE
        assert "Заповед № РД-01-1301/20.10.2026" in made.why

    @pytest.mark.requirement("R-51-1.1")
    def test_the_wage_is_that_of_the_day_of_the_order(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        before = {**ORDER, "order_on": date(2025, 10, 20)}
        with pytest.raises(Refused, match="2\u00a0154,00\u00a0лв"):
            payments.fix_sum(key, SumInput(Decimal("2154.01"), "BGN", **before), actor=HEAD)
        made = payments.fix_sum(key, SumInput(Decimal("2154.00"), "BGN", **before), actor=HEAD)
        assert made.sum is not None
        assert made.sum.original == Decimal("2154.00")
        with pytest.raises(UserError, match="сумите са в EUR"):
            payments.fix_sum(
                key,
                SumInput(Decimal(100), "USD", **ORDER),
                actor=HEAD,
            )

    @pytest.mark.requirement("R-51-2.1")
    @pytest.mark.parametrize(
        ("missing", "said"),
        [("proposal_no", "предложението"), ("proposal_on", "предложението"),
         ("order_no", "заповедта"), ("order_on", "заповедта")],
    )  # fmt: skip
    def test_a_sum_needs_the_order_and_the_proposal(
        self, world: MoneyWorld, key: PaymentKey, missing: str, said: str
    ) -> None:
        typed = {**ORDER, missing: "" if missing.endswith("no") else None}
        with pytest.raises(Refused, match=f"За допълване .*{said}"):
            world.services.payments.fix_sum(key, SumInput(Decimal(500), **typed), actor=HEAD)

    @pytest.mark.requirement("R-51-1.3")
    def test_there_may_be_no_sum_at_all(self, world: MoneyWorld, key: PaymentKey) -> None:
        made = world.services.payments.fix_sum(key, SumInput(None), actor=HEAD)
        assert (made.state, made.state_text) == (PayState.NONE, "без парична сума")
        assert world.services.payments.said(made.laureate_id) == "без парична сума"
        with pytest.raises(Refused):
            world.services.payment_lists.make([key], on=date(2026, 12, 15), actor=HEAD)

    def test_the_office_may_limit_all_laureates_of_the_year_together(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        (other,) = world.enter("NR21", date(2026, 10, 20), "Бонева")
        payments = world.services.payments
        payments.fix_sum(key, SumInput(Decimal(800), **ORDER), actor=HEAD)
        second = world.of(other)[0].key
        payments.fix_sum(second, SumInput(Decimal(800), **ORDER), actor=HEAD)
        world.answer("prize_cap_per", "year")
        with pytest.raises(Refused, match="1\u00a0300,00\u00a0€ е над границата"):
            world.services.payments.fix_sum(second, SumInput(Decimal(500), **ORDER), actor=HEAD)
        world.services.payments.fix_sum(second, SumInput(Decimal("440.40"), **ORDER), actor=HEAD)

    @pytest.mark.requirement("R-51-2.2")
    def test_the_directorate_proposes_the_sums_on_paper(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        from tests.unit import pdf_reading

        papers, payments = world.services.payment_papers, world.services.payments
        (other,) = world.enter("NR21", date(2026, 10, 20), "Бонева")
        second = world.of(other)[0].key
        _made, pdf = papers.proposal_pdf([key, second])
        words = pdf_reading.words(pdf, 0).replace("\u00a0", " ")
        for said in (
            "КМЕТА НА ОБЩИНА РУСЕ",
            "чл. 51, ал. 1 и чл. 51, ал. 2",
            "Ива Колева",
            "до 1 240,40 €",
        ):
            assert said in words
        for one in (key, second):
            payments.fix_sum(one, SumInput(Decimal(500), **ORDER), actor=HEAD)
        _made, pdf = papers.proposal_pdf([key, second])
        words = pdf_reading.words(pdf, 0).replace("\u00a0", " ")
        assert "500,00 € (петстотин евро)" in words
        assert "1 000,00 €" in words

    def test_a_proposal_is_for_one_award(self, world: MoneyWorld) -> None:
        (entry,) = world.enter("MT", date(2026, 5, 19), "Колева")
        with pytest.raises(UserError, match="една награда"):
            world.services.payment_papers.proposal([world.of(entry)[0].key])

    def test_a_sum_that_was_listed_is_not_changed(self, world: MoneyWorld, key: PaymentKey) -> None:
        payments = world.services.payments
        payments.fix_sum(key, SumInput(Decimal(500), **ORDER), actor=HEAD)
        world.services.payment_lists.make([key], on=date(2026, 12, 15), actor=HEAD)
        with pytest.raises(Refused, match="вече е предадена"):
            payments.fix_sum(key, SumInput(Decimal(400), **ORDER), actor=HEAD)


class TestTeam:
    """The sum of a team, split as the act says."""

    MEMBERS = ("Ана Бонева", "Мира Лазова", "Ива Илчева")

    @pytest.fixture
    def key(self, world: MoneyWorld) -> PaymentKey:
        (entry,) = world.enter("NR21", date(2026, 10, 20), "Отбор „Мост“", team=self.MEMBERS)
        (one,) = world.of(entry)
        world.services.payments.fix_sum(one.key, SumInput(Decimal(1000), **ORDER), actor=HEAD)
        return one.key

    def test_shares_agree_to_the_cent(self, world: MoneyWorld, key: PaymentKey) -> None:
        payments = world.services.payments
        third = Decimal("333.33")
        with pytest.raises(Refused, match="с 0,01\u00a0€ по-малко от сумата"):
            payments.share(key, [(name, third) for name in self.MEMBERS], actor=HEAD)
        parts = (Decimal("333.34"), third, third)
        made = payments.share(key, list(zip(self.MEMBERS, parts, strict=True)), actor=HEAD)
        assert [(one.recipient, one.sum.amount) for one in made if one.sum] == list(
            zip(self.MEMBERS, parts, strict=True)
        )
        assert {one.state for one in made} == {PayState.DUE}
        with pytest.raises(NotFound):
            payments.pay([key], on=date(2026, 12, 15), document="РКО № 1", actor=HEAD)

    def test_shares_may_be_joined_again_while_nothing_is_listed(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        payments.share(
            key, [("Ана Бонева", Decimal(400)), ("Мира Лазова", Decimal(600))], actor=HEAD
        )
        (one,) = payments.share(key, [], actor=HEAD)
        assert (one.recipient, one.key) == ("Отбор „Мост“", key)
        first, _second = payments.share(
            key, [("Ана Бонева", Decimal(400)), ("Мира Лазова", Decimal(600))], actor=HEAD
        )
        payments.pay([first.key], on=date(2026, 12, 15), document="РКО № 1", actor=HEAD)
        with pytest.raises(Refused):
            payments.share(key, [], actor=HEAD)
        assert [p.state for p in payments.payments()] == [PayState.PAID, PayState.DUE]

    def test_a_share_has_a_name_and_a_sum(self, world: MoneyWorld, key: PaymentKey) -> None:
        for shares in ([("", Decimal(1000))], [("Ана Бонева", Decimal(0))]):
            with pytest.raises(UserError, match="Дял без име"):
                world.services.payments.share(key, shares, actor=HEAD)


class TestStates:
    """From „за плащане“ to paid, withheld and returned."""

    @pytest.fixture
    def key(self, world: MoneyWorld) -> PaymentKey:
        (entry,) = world.enter("NLN", date(2025, 10, 25), "Дечева")
        return world.of(entry)[0].key

    def state(self, world: MoneyWorld) -> PayState:
        (one,) = world.services.payments.payments()
        return one.state

    def test_a_sum_goes_to_accounting_and_is_paid(self, world: MoneyWorld, key: PaymentKey) -> None:
        world.services.payment_lists.make([key], on=date(2026, 12, 10), actor=HEAD)
        assert self.state(world) is PayState.LISTED
        world.services.payments.pay(
            [key], on=date(2026, 12, 14), document="пл. нареждане № 118", actor=HEAD
        )
        (one,) = world.services.payments.payments()
        assert (one.state, one.paid_on, one.document) == (
            PayState.PAID, date(2026, 12, 14), "пл. нареждане № 118",
        )  # fmt: skip
        assert one.list_no == "1/10.12.2026"
        assert world.services.payments.said(one.laureate_id) == (
            "2\u00a0556,46\u00a0€ (равностойност на 5\u00a0000,00\u00a0лв.) – платено"
        )

    def test_paying_needs_a_document_and_a_day_that_was(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        with pytest.raises(UserError, match="бъдеща"):
            payments.pay([key], on=date(2026, 12, 16), document="РКО № 1", actor=HEAD)
        with pytest.raises(UserError, match="документът"):
            payments.pay([key], on=date(2026, 12, 15), document=" ", actor=HEAD)
        with pytest.raises(UserError, match="дата"):
            payments.pay([key], on=None, document="РКО № 1", actor=HEAD)
        assert self.state(world) is PayState.DUE

    def test_a_sum_is_withheld_and_released_with_reasons(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        with pytest.raises(UserError, match="твърде кратка"):
            payments.withhold([key], reason="спор", actor=HEAD)
        payments.withhold([key], reason="жалба срещу решението на комисията", actor=HEAD)
        assert self.state(world) is PayState.WITHHELD
        with pytest.raises(Refused, match="задържано"):
            payments.pay([key], on=date(2026, 12, 15), document="РКО № 1", actor=HEAD)
        payments.release([key], reason="жалбата е оттеглена от подателя", actor=HEAD)
        assert self.state(world) is PayState.DUE

    def test_a_paid_sum_may_come_back_and_be_paid_again(
        self, world: MoneyWorld, key: PaymentKey
    ) -> None:
        payments = world.services.payments
        payments.pay([key], on=date(2026, 12, 14), document="пл. нареждане № 118", actor=HEAD)
        payments.give_back([key], reason="банката върна превода, грешна сметка", actor=HEAD)
        assert self.state(world) is PayState.RETURNED
        payments.release([key], reason="лицето донесе новата си сметка", actor=HEAD)
        assert self.state(world) is PayState.DUE

    @pytest.mark.parametrize("step", ["give_back", "release"])
    def test_only_what_was_paid_or_held_comes_back(
        self, world: MoneyWorld, key: PaymentKey, step: str
    ) -> None:
        with pytest.raises(Refused):
            getattr(world.services.payments, step)(
                [key], reason="причина от поне петнадесет знака", actor=HEAD
            )

    @pytest.mark.requirement("R-X-0.10")
    @pytest.mark.parametrize(
        "document",
        ["BG80 BNBG 9661 1020 3456 78", "BG80BNBG96611020345678", "ЕГН 8001010000"],
    )
    def test_neither_accounts_nor_personal_numbers_are_kept(
        self, world: MoneyWorld, key: PaymentKey, document: str
    ) -> None:
        with pytest.raises(UserError, match=r"сметка|ЕГН"):
            world.services.payments.pay([key], on=date(2026, 12, 15), document=document, actor=HEAD)
        with world.services.store.read() as session:
            tables = ("payment", "payment_list", "payment_share", "prize_sum", "fund_line")
            columns = {
                row[1]
                for table in tables
                for row in session.execute(text(f"PRAGMA table_info({table})"))
            }
        assert not columns & {"iban", "account", "egn", "bank"}

    @pytest.mark.parametrize("change", ["UPDATE payment SET amount = 1", "DELETE FROM payment"])
    def test_what_was_paid_cannot_be_changed_in_the_file(
        self, world: MoneyWorld, key: PaymentKey, change: str
    ) -> None:
        world.services.payments.pay([key], on=date(2026, 12, 14), document="РКО № 1", actor=HEAD)
        with (
            pytest.raises(IntegrityError, match="what was paid stays"),
            world.services.store.write(HEAD, "test", ()) as tx,
        ):
            tx.session.execute(text(change))

    def test_filters(self, world: MoneyWorld, key: PaymentKey) -> None:
        world.enter("SG", date(2026, 12, 4), "Петрова")
        payments = world.services.payments
        assert {p.key.book for p in payments.payments(PaymentFilter(award="SG"))} == {"SG"}
        assert [p.key for p in payments.payments(PaymentFilter(year=2025))] == [key]
        assert [p.key for p in payments.payments(PaymentFilter(text="дечева"))] == [key]
        due = payments.payments(PaymentFilter(award="SG", states=frozenset({PayState.DUE})))
        assert [p.key.month for p in due] == ["2026-10", "2026-11", "2026-12"]
        assert payments.years() == (2026, 2025)


def test_an_unpaid_prize_is_late_some_days_after_the_hand_over(world: MoneyWorld) -> None:
    from ruse_desktop.domain.book_hand_over import HandOverInput

    world.go(date(2025, 11, 3))
    (entry,) = world.enter("NLN", date(2025, 10, 25), "Дечева")
    assert world.of(entry)[0].due_on is None
    asked = HandOverInput(date(2025, 10, 31), "Кметът на Община Русе", "Доходно здание")
    world.services.hand_overs.record(actor=HEAD, book="NLN", seqs=[entry.seq], asked=asked)
    (one,) = world.of(entry)
    assert one.due_on == date(2025, 11, 30)
    assert not one.late(date(2025, 11, 30))
    assert one.late(date(2025, 12, 1))


def test_a_revoked_laureate_is_paid_nothing_more(world: MoneyWorld) -> None:
    from ruse_desktop.domain.book_revocation import RevocationInput
    from ruse_desktop.domain.books import Act

    (entry,) = world.enter("SG", date(2026, 12, 4), "Петрова")
    paid = world.keys(entry, "2026-10")
    world.services.payments.pay(paid, on=date(2026, 12, 15), document="РКО № 1", actor=HEAD)
    act = Act("order", "9", date(2026, 12, 15), "Заповед № 9/15.12.2026 г.")
    asked = RevocationInput(act, "отменена заповед за удостояване след проверка")
    world.services.revocations.record(actor=HEAD, book="SG", seq=entry.seq, asked=asked)
    assert [one.key.month for one in world.of(entry)] == ["2026-10"]
