"""The stipend over the school year: wages, status, what was paid, what a new wage changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ruse_desktop.app import load_law
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.payments import PayState, StatusEvent, StatusKind
from ruse_desktop.domain.town import Sum, Wage
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.law import bring_back
from tests.storage.payments_world import HEAD, MoneyWorld
from tests.unit import pdf_reading

AWARD = date(2026, 12, 7)
DOCUMENT = "уверение № 14/12.02.2027 г."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MoneyWorld]:
    made = MoneyWorld(tmp_path, date(2026, 12, 15))
    yield made
    made.close()


@pytest.fixture
def student(world: MoneyWorld) -> int:
    (entry,) = world.enter("SG", AWARD, "Петрова")
    return entry.id


def sums(world: MoneyWorld, student: int) -> list[str]:
    months = world.services.stipends.schedule(student).months
    return [str(one.sum.amount) if one.sum else "" for one in months]


def states(world: MoneyWorld, student: int) -> dict[str, PayState]:
    return {one.key.month: one.state for one in world.services.stipends.schedule(student).months}


@pytest.mark.requirement("R-68-0.2")
@pytest.mark.requirement("R-73-0.1")
def test_ten_months_from_october_each_by_the_wage_of_its_month(
    world: MoneyWorld, student: int
) -> None:
    assert sums(world, student) == ["620.20"] * 10
    world.wage(date(2027, 1, 1), "675.00")
    assert sums(world, student) == ["620.20"] * 3 + ["675.00"] * 7
    view = world.services.stipends.schedule(student)
    assert [one.key.month for one in view.months][::9] == ["2026-10", "2027-07"]
    assert "ПМС № 300/12.11.2026" in view.months[3].why
    assert view.school_year == "2026/2027"


def test_a_month_of_a_year_without_a_wage_yet_says_so(world: MoneyWorld, student: int) -> None:
    months = world.services.stipends.schedule(student).months
    assert "за 2027 г. още няма въведена заплата" in months[3].why
    assert "няма въведена" not in months[2].why


@pytest.mark.requirement("R-73-0.3")
def test_the_office_may_fix_the_wage_at_the_first_of_october(
    world: MoneyWorld, student: int
) -> None:
    world.wage(date(2027, 1, 1), "675.00")
    law = world.services.law
    world.answer("stipend_wage_mode", "start")
    assert world.services.law is law
    view = world.services.stipends.schedule(student)
    assert view.left == {"EUR": Decimal("6202.00")}
    (view_of,) = [
        q for q in world.services.practices.views() if q.question.key == "stipend_wage_mode"
    ]
    assert view_of.history[0].reason == "решение на дирекцията"


@pytest.mark.parametrize("months", ["9", "12"])
def test_the_number_of_months_is_an_answer_of_the_office(
    world: MoneyWorld, student: int, months: str
) -> None:
    world.answer("stipend_months", months)
    assert len(sums(world, student)) == int(months)


@pytest.mark.requirement("R-73-0.4")
def test_five_months_paid_and_five_left(world: MoneyWorld, student: int) -> None:
    world.go(date(2027, 2, 25))
    keys = [one.key for one in world.services.stipends.schedule(student).months[:5]]
    world.services.payments.pay(keys, on=date(2027, 2, 25), document="РКО № 7", actor=HEAD)
    view = world.services.stipends.schedule(student)
    assert (view.paid, view.remaining) == ({"EUR": Decimal("3101.00")}, 5)
    assert view.left == {"EUR": Decimal("3101.00")}
    assert view.said == (
        "платени 3\u00a0101,00\u00a0€, остават 5 от 10 месеца – 3\u00a0101,00\u00a0€"
    )


class TestStatus:
    """R-73-0.5: a change stops new payments until a decision is recorded."""

    def record(self, world: MoneyWorld, student: int, kind: StatusKind, **changes: object) -> None:
        values: dict[str, object] = {
            "on": date(2027, 2, 15), "since": date(2027, 2, 15), "document": DOCUMENT,
            "reason": "заповед на кмета след писмо от университета",
        }  # fmt: skip
        event = StatusEvent(kind, **(values | changes))  # type: ignore[arg-type]  # test data
        world.services.stipends.record_status(student, event, actor=HEAD)

    @pytest.mark.requirement("R-73-0.5")
    @pytest.mark.parametrize(
        "kind",
        [StatusKind.INTERRUPTED, StatusKind.GRADUATED, StatusKind.TRANSFERRED,
         StatusKind.PART_TIME, StatusKind.MOVED],
    )  # fmt: skip
    def test_the_months_after_a_change_wait_for_a_decision(
        self, world: MoneyWorld, student: int, kind: StatusKind
    ) -> None:
        world.go(date(2027, 3, 10))
        self.record(world, student, kind)
        found = states(world, student)
        assert found["2027-02"] is PayState.DUE
        assert {found[m] for m in ("2027-03", "2027-04", "2027-07")} == {PayState.HELD}
        keys = [one.key for one in world.services.stipends.schedule(student).months[5:6]]
        with pytest.raises(Refused, match="спряно до решение"):
            world.services.payment_lists.make(keys, on=date(2027, 3, 10), actor=HEAD)

    def test_a_decision_lets_it_go_on_from_a_month(self, world: MoneyWorld, student: int) -> None:
        world.go(date(2027, 5, 10))
        self.record(world, student, StatusKind.INTERRUPTED)
        self.record(world, student, StatusKind.GOES_ON, since=date(2027, 5, 4))
        found = states(world, student)
        assert found["2027-04"] is PayState.HELD
        assert found["2027-05"] is PayState.DUE
        assert found["2027-06"] is PayState.AHEAD

    def test_a_decision_stops_it(self, world: MoneyWorld, student: int) -> None:
        world.go(date(2027, 5, 10))
        self.record(world, student, StatusKind.GRADUATED)
        self.record(world, student, StatusKind.STOPS, since=date(2027, 3, 1))
        found = states(world, student)
        assert {found[m] for m in ("2027-03", "2027-07")} == {PayState.STOPPED}
        view = world.services.stipends.schedule(student)
        assert (view.remaining, view.left) == (5, {"EUR": Decimal("3101.00")})

    def test_what_was_paid_already_stays_paid(self, world: MoneyWorld, student: int) -> None:
        world.go(date(2027, 3, 10))
        keys = [one.key for one in world.services.stipends.schedule(student).months[5:6]]
        world.services.payments.pay(keys, on=date(2027, 3, 5), document="РКО № 8", actor=HEAD)
        self.record(world, student, StatusKind.INTERRUPTED)
        assert states(world, student)["2027-03"] is PayState.PAID

    def test_a_change_needs_a_document_and_a_day_that_was(
        self, world: MoneyWorld, student: int
    ) -> None:
        with pytest.raises(Refused, match="документ"):
            self.record(world, student, StatusKind.INTERRUPTED, document="")
        with pytest.raises(UserError, match="бъдеща"):
            self.record(world, student, StatusKind.INTERRUPTED)
        with pytest.raises(UserError, match="не е спирана"):
            self.record(world, student, StatusKind.GOES_ON)

    def test_someone_without_a_stipend_has_no_schedule(self, world: MoneyWorld) -> None:
        (entry,) = world.enter("MT", date(2026, 5, 19), "Колева")
        with pytest.raises(NotFound):
            world.services.stipends.schedule(entry.id)


class TestNewWage:
    """What a wage entered later changes."""

    def test_the_preview_names_each_month_and_writes_nothing(
        self, world: MoneyWorld, student: int
    ) -> None:
        found = world.services.stipends.changes_by(Decimal("675.00"), "EUR", date(2027, 1, 1))
        assert [one.payment.key.month for one in found][::6] == ["2027-01", "2027-07"]
        assert {(one.before, one.after, one.done) for one in found} == {
            (Decimal("620.20"), Decimal("675.00"), False)
        }
        assert found[0].text.endswith(
            "януари 2027\u00a0г.: 620,20\u00a0€ → 675,00\u00a0€ (+54,80\u00a0€)"
        )
        assert sums(world, student) == ["620.20"] * 10

    def test_a_month_paid_by_the_old_wage_leaves_a_difference(
        self, world: MoneyWorld, student: int
    ) -> None:
        world.go(date(2027, 1, 20))
        keys = [one.key for one in world.services.stipends.schedule(student).months[3:4]]
        world.services.payments.pay(keys, on=date(2027, 1, 20), document="РКО № 2", actor=HEAD)
        (first, *_rest) = world.services.stipends.changes_by(
            Decimal("675.00"), "EUR", date(2027, 1, 1)
        )
        assert (first.done, first.before, first.after) == (
            True, Decimal("620.20"), Decimal("675.00"),
        )  # fmt: skip
        world.wage(date(2027, 1, 1), "675.00")
        january, more = world.services.stipends.schedule(student).months[3:5]
        assert january.sum == Sum(Decimal("620.20"), "EUR")
        assert january.difference == Sum(Decimal("54.80"), "EUR")
        assert (more.sum, more.state) == (Sum(Decimal("54.80"), "EUR"), PayState.DUE)
        assert more.what == "Стипендия за януари 2027\u00a0г. – разлика"
        view = world.services.stipends.schedule(student)
        assert (view.count, view.remaining) == (10, 9)
        world.services.payments.pay(
            [more.key], on=date(2027, 1, 20), document="РКО № 3", actor=HEAD
        )
        january, more, february = world.services.stipends.schedule(student).months[3:6]
        assert (january.difference, more.state) == (None, PayState.PAID)
        assert february.key.month == "2027-02"

    def test_a_difference_goes_with_a_list_and_may_be_withheld(
        self, world: MoneyWorld, student: int
    ) -> None:
        world.go(date(2027, 1, 20))
        keys = [one.key for one in world.services.stipends.schedule(student).months[3:4]]
        world.services.payments.pay(keys, on=date(2027, 1, 20), document="РКО № 2", actor=HEAD)
        world.wage(date(2027, 1, 1), "675.00")
        (more,) = [p for p in world.services.payments.payments() if p.key.part]
        world.services.payments.withhold([more.key], reason="проверява се новият акт", actor=HEAD)
        (more,) = [p for p in world.services.payments.payments() if p.key.part]
        assert more.state is PayState.WITHHELD
        world.services.payments.release([more.key], reason="актът е обнародван", actor=HEAD)
        lists = world.services.payment_lists
        view = lists.get(lists.make([more.key], on=date(2027, 1, 20), actor=HEAD))
        assert [(one.what, one.sum.amount) for one in view.lines] == [
            ("Стипендия за януари 2027\u00a0г. – разлика", Decimal("54.80"))
        ]

    def test_a_lower_wage_is_only_said(self, world: MoneyWorld, student: int) -> None:
        world.go(date(2027, 1, 20))
        keys = [one.key for one in world.services.stipends.schedule(student).months[3:4]]
        world.services.payments.pay(keys, on=date(2027, 1, 20), document="РКО № 2", actor=HEAD)
        world.wage(date(2027, 1, 1), "600.20")
        january, february = world.services.stipends.schedule(student).months[3:5]
        assert january.difference == Sum(Decimal("-20.00"), "EUR")
        assert february.key.month == "2027-02"

    @pytest.mark.requirement("R-X-0.8")
    def test_a_month_of_the_year_before_the_euro_is_in_leva(self, world: MoneyWorld) -> None:
        world.go(date(2025, 12, 10))
        (entry,) = world.enter("SG", date(2025, 12, 5), "Бонева")
        keys = world.keys(entry, "2025-10", "2025-11", "2025-12")
        world.services.payments.pay(keys, on=date(2025, 12, 10), document="РКО № 9", actor=HEAD)
        world.go(date(2026, 1, 20))
        view = world.services.stipends.schedule(entry.id)
        assert [one.sum.amount for one in view.months[:4] if one.sum] == [
            *[Decimal(1077)] * 3,
            Decimal("620.20"),
        ]
        assert [one.sum.currency for one in view.months[:4] if one.sum] == ["BGN"] * 3 + ["EUR"]
        assert all(one.difference is None for one in view.months)
        assert view.paid == {"BGN": Decimal("3231.00")}

    def test_a_month_before_the_euro_paid_after_it_is_converted(self, world: MoneyWorld) -> None:
        (entry,) = world.enter("SG", date(2025, 12, 5), "Бонева")
        (one,) = [p for p in world.of(entry) if p.key.month == "2025-12"]
        assert one.sum is not None
        assert (one.sum.amount, one.sum.currency) == (Decimal("550.66"), "EUR")


@pytest.mark.requirement("R-73-0.6")
def test_the_schedule_is_printed(world: MoneyWorld, student: int) -> None:
    stipends = world.services.stipends
    words = pdf_reading.words(stipends.pdf(stipends.schedule(student)), 0)
    for said in (
        "ГРАФИК НА СТИПЕНДИЯТА ЗА 2026/2027", "Ива Петрова", "октомври 2026 г.", "юли 2027 г.",
        "остават 10 от 10 месеца – 6 202,00 €", "ПМС № 243/13.11.2025",
    ):  # fmt: skip
        assert said in words.replace("\u00a0", " ")


class TestEnteredWage:
    """R-X-0.8: a wage entered here, with its act and source."""

    NEW = Wage(date(2027, 1, 1), Decimal("675.00"), "EUR", "ПМС № 300/12.11.2026 г.", "ДВ, бр. 99")

    @pytest.mark.requirement("R-X-0.8")
    def test_it_is_followed_kept_in_files_and_brought_back(
        self, world: MoneyWorld, student: int, tmp_path: Path
    ) -> None:
        world.services.ordinance.enter_wage(self.NEW, actor=HEAD)
        assert world.services.law.wages[-1] == self.NEW
        assert sums(world, student) == ["620.20"] * 3 + ["675.00"] * 7
        file = tmp_path / "ordinance" / "money.toml"
        assert file.exists()
        kept = file.read_text(encoding="utf-8")
        file.unlink()
        assert bring_back(world.services.store, tmp_path / "ordinance")
        assert file.read_text(encoding="utf-8") == kept
        page = world.services.ordinance.page()
        assert (page.amendments, page.foreign) == ((), False)

    def test_another_one_of_the_same_day_replaces_it(self, world: MoneyWorld) -> None:
        ordinance = world.services.ordinance
        ordinance.enter_wage(self.NEW, actor=HEAD)
        world.services.ordinance.enter_wage(replace(self.NEW, amount=Decimal(680)), actor=HEAD)
        newest = [one for one in world.services.law.wages if one.valid_from.year == 2027]
        assert [one.amount for one in newest] == [Decimal(680)]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"act": " "}, "актът"), ({"source": ""}, "актът"), ({"amount": Decimal(0)}, "сумата"),
            ({"currency": "BGN"}, "сумите са в EUR"),
        ],
    )  # fmt: skip
    def test_it_has_a_sum_an_act_a_source_and_the_currency_of_its_day(
        self, world: MoneyWorld, changes: dict[str, object], said: str
    ) -> None:
        with pytest.raises(UserError, match=said):
            world.services.ordinance.enter_wage(replace(self.NEW, **changes), actor=HEAD)  # type: ignore[arg-type]  # test data
        assert len(world.services.law.wages) == len(load_law().wages)

    def test_only_the_head_enters_it(self, world: MoneyWorld) -> None:
        clerk = Actor("Ива Тодорова", frozenset({Role.CLERK}))
        with pytest.raises(Refused, match="ръководител"):
            world.services.ordinance.enter_wage(self.NEW, actor=clerk)
