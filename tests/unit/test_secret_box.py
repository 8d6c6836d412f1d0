"""The box of a secret ballot: one slip one vote, no order, no reason given, nothing in `repr`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.ballots import Count, faults
from ruse_desktop.domain.secret_box import (
    BallotPaper,
    Check,
    PaperOption,
    Pins,
    SecretBox,
    Vote,
    Way,
    digest_of,
    in_fours,
)
from ruse_desktop.kernel.errors import Refused, UserError

NAMES = tuple(PaperOption(n, f"Предложен {n}", "предложител") for n in (11, 12, 13))
CHAIR, SECRETARY = "482913", "771204"
PINS = Pins(CHAIR, SECRETARY)  # hashing is slow on purpose; tests of the PINs make their own


class Tick:
    """Seconds that pass when told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def box(
    slips: int = 7, *, way: Way = Way.CHOOSE, tick: Tick | None = None, marks: int = 2
) -> SecretBox:
    """A box that waits to begin."""
    options = NAMES[:1] if way is Way.YES_NO else NAMES
    paper = BallotPaper("Комисия", "Раздел", options, marks, way)
    if tick is None:
        return SecretBox(paper, slips, PINS)
    return SecretBox(paper, slips, Pins(CHAIR, SECRETARY, tick=tick), tick=tick)


def begun(made: SecretBox) -> list[str]:
    """Begin and hand out the codes."""
    codes = [slip.code for slip in made.slips]
    made.begin()
    return codes


def test_counts_are_those_cast_and_their_arithmetic_holds() -> None:
    random = Random(7)
    for _n in range(150):
        made = box(random.randint(3, 9), marks=random.randint(1, 2))
        wanted: Counter[int] = Counter()
        codes = begun(made)
        blank = 0
        for code in codes[: random.randint(0, len(codes))]:
            marks = frozenset(random.sample([11, 12, 13], random.randint(0, made.paper.marks)))
            made.cast(code, Vote(marks))
            wanted.update(marks)
            blank += not marks
        count = made.open(CHAIR, SECRETARY).count
        assert {k: v for k, v in count.votes.items() if v} == dict(wanted)
        assert (count.blank, count.issued) == (blank, made.issued)
        assert not faults(count, entitled=made.issued, options=(11, 12, 13), marks=made.paper.marks)


def test_against_is_a_valid_ballot_and_a_blank_one_is_not() -> None:
    made = box(3, way=Way.YES_NO, marks=1)
    one, two, three = begun(made)
    made.cast(one, Vote(frozenset({11})))
    made.cast(two, Vote())
    made.cast(three, Vote(blank=True))
    count = made.open(CHAIR, SECRETARY).count
    assert (count.valid, count.blank, dict(count.votes)) == (2, 1, {11: 1})


def test_for_or_against_each() -> None:
    made = box(3, way=Way.EACH, marks=3)
    one, two, _three = begun(made)
    made.cast(one, Vote(frozenset({11, 12, 13})))
    made.cast(two, Vote())
    count = made.open(CHAIR, SECRETARY).count
    assert (count.used, count.unused, count.valid) == (2, 1, 2)
    assert set(count.votes.values()) == {1}


def test_used_foreign_and_wrong_codes_are_refused_in_the_same_words() -> None:
    made, other = box(), box()
    codes, foreign = begun(made), begun(other)
    made.cast(codes[0], Vote(frozenset({11})))
    said = set()
    for bad in (codes[0], foreign[0], "0000000000", "", "абв"):
        with pytest.raises(Refused) as refused:
            made.cast(bad, Vote(frozenset({11})))
        said.add((refused.value.message, refused.value.advice))
        made.admit(codes[1])
    assert len(said) == 1
    assert made.cast_count == 1


def test_no_code_is_good_before_the_vote_begins_or_after_the_box_is_wiped() -> None:
    made = box()
    code = made.slips[0].code
    with pytest.raises(Refused):
        made.admit(code)
    made.begin()
    made.admit(code)
    made.wipe()
    with pytest.raises(Refused):
        made.admit(code)


def test_code_may_be_typed_with_spaces_as_it_is_printed() -> None:
    made = box()
    code = begun(made)[0]
    assert made.admit(f" {code[:5]} {code[5:]}\n") is made.paper


@pytest.mark.parametrize(
    "vote",
    [
        Vote(frozenset({11, 12, 13})),
        Vote(frozenset({99})),
        Vote(frozenset({11}), blank=True),
    ],
)
def test_badly_filled_ballot_is_refused_and_the_code_stays_good(vote: Vote) -> None:
    made = box()
    code = begun(made)[0]
    with pytest.raises(Refused) as refused:
        made.cast(code, vote)
    assert not {"11", "12", "13", "99"} & set(str(refused.value).split())
    made.cast(code, Vote(frozenset({13})))
    assert made.cast_count == 1


def test_slips_are_forgotten_when_the_vote_begins() -> None:
    made = box()
    assert len({slip.code for slip in made.slips}) == len({s.control for s in made.slips}) == 7
    made.begin()
    assert made.slips == ()


def test_order_of_casting_is_not_kept() -> None:
    """Pairs in casting order are found as often reversed as not (I6)."""
    agree = disagree = 0
    for _n in range(400):
        made = box(7)
        slips = list(made.slips)
        made.begin()
        for slip in slips:
            made.cast(slip.code, Vote())
        kept = [control for control, _vote in made._ballots]
        at = [kept.index(slip.control) for slip in slips]
        for left in range(7):
            for right in range(left + 1, 7):
                agree, disagree = agree + (at[left] < at[right]), disagree + (at[left] > at[right])
    assert abs(agree - disagree) / (agree + disagree) < 0.08


def test_repr_tells_counts_only() -> None:
    made = box()
    slips = made.slips
    made.begin()
    made.cast(slips[0].code, Vote(frozenset({12})))
    opened = made.open(CHAIR, SECRETARY)
    told = f"{made!r}{made.pins!r}{slips!r}{opened!r}{opened.checks!r}{Vote(frozenset({12}))!r}"
    assert "<SecretBox 1/7>" in told
    for secret in ("12", slips[0].code, slips[0].control, CHAIR, SECRETARY):
        assert secret not in told.replace("<SecretBox 1/7>", "")


def test_each_finds_his_control_number_with_his_vote() -> None:
    made = box(4)
    slips = made.slips
    made.begin()
    for n, slip in enumerate(slips):
        made.cast(slip.code, Vote(frozenset({11 + n % 3})))
    checks = made.open(CHAIR, SECRETARY).checks
    found = {check.control: check.vote.marks for check in checks}
    assert found == {slip.control: {11 + n % 3} for n, slip in enumerate(slips)}
    assert [check.control for check in checks] == sorted(found)


def test_fewer_than_three_voters_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        box(2)
    assert refused.value.code == "too-few"


def test_one_pin_alone_opens_nothing() -> None:
    made = box(tick=Tick())
    for chair, secretary in ((CHAIR, ""), ("", SECRETARY), (SECRETARY, CHAIR)):
        with pytest.raises(Refused):
            made.open(chair, secretary)


def test_three_wrong_pins_slow_down_and_longer_each_time() -> None:
    tick = Tick()
    made = box(tick=tick)
    begun(made)

    def code(chair: str = CHAIR) -> str:
        try:
            made.open(chair, SECRETARY)
        except Refused as refused:
            return refused.code
        return "opened"

    assert [code("000000") for _n in range(3)] == ["pin"] * 3
    assert code() == "slow-down"
    tick.now += 4.9
    assert code() == "slow-down"
    tick.now += 0.2
    assert code("000000") == "pin"
    tick.now += 5.1
    assert code() == "slow-down"
    tick.now += 5
    assert code() == "opened"


def test_guessing_codes_slows_down() -> None:
    tick = Tick()
    made = box(tick=tick)
    good = begun(made)[0]
    for _n in range(5):
        with pytest.raises(Refused, match="не може"):
            made.admit("1234567890")
    with pytest.raises(Refused, match="Изчакайте"):
        made.admit(good)
    tick.now += 6
    made.admit(good)


@pytest.mark.parametrize(("chair", "secretary"), [("123", "4567"), ("12a4", "4567"), ("٤٥٦٧", "4567"), ("4567", "4567")])  # fmt: skip
def test_bad_pins_are_not_taken(chair: str, secretary: str) -> None:
    with pytest.raises(UserError) as error:
        Pins(chair, secretary)
    assert chair not in str(error.value)


CHECKS = [
    Check("0484", Vote(frozenset({11}))),
    Check("1583", Vote(blank=True)),
    Check("2237", Vote(invalid=True)),
    Check("8009", Vote(frozenset({11, 12}))),
]


@given(st.permutations(CHECKS))
def test_digest_does_not_depend_on_the_order_of_the_ballots(checks: list[Check]) -> None:
    count = Count(5, 4, 1, 2, 1, 1, {11: 2, 12: 1, 13: 0})
    salt = b"\7" * 32
    paper = box().paper
    digest = digest_of(paper, count, checks, salt)
    assert digest == digest_of(paper, count, CHECKS, salt)
    assert digest != digest_of(paper, count, checks, b"\6" * 32)
    assert digest != digest_of(paper, replace(count, blank=2), checks, salt)
    assert digest != digest_of(paper, count, checks[1:], salt)


def test_digest_is_read_in_groups_of_four() -> None:
    assert in_fours("37c83d33680e5c40") == "37c8 3d33 680e 5c40"
