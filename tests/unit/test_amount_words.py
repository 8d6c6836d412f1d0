"""Numbers and sums in Bulgarian words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.domain.amount_words import LARGEST, Gender, amount_words, number_words

M, F, N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
TABLE = [
    (0, M, "нула"), (1, M, "един"), (1, F, "една"), (1, N, "едно"), (2, M, "два"), (2, F, "две"),
    (2, N, "две"), (3, M, "три"), (9, N, "девет"), (10, M, "десет"), (11, M, "единадесет"),
    (12, F, "дванадесет"), (14, M, "четиринадесет"), (16, M, "шестнадесет"),
    (19, N, "деветнадесет"), (20, M, "двадесет"), (21, M, "двадесет и един"),
    (21, F, "двадесет и една"), (21, N, "двадесет и едно"), (22, M, "двадесет и два"),
    (22, F, "двадесет и две"), (40, M, "четиридесет"), (55, M, "петдесет и пет"),
    (60, M, "шестдесет"), (99, F, "деветдесет и девет"), (100, M, "сто"), (101, M, "сто и един"),
    (102, F, "сто и две"), (110, M, "сто и десет"), (111, N, "сто и единадесет"),
    (119, M, "сто и деветнадесет"), (120, M, "сто и двадесет"), (121, M, "сто двадесет и един"),
    (200, M, "двеста"), (212, M, "двеста и дванадесет"), (300, M, "триста"),
    (306, N, "триста и шест"), (345, M, "триста четиридесет и пет"), (400, M, "четиристотин"),
    (500, M, "петстотин"), (600, M, "шестстотин"), (620, N, "шестстотин и двадесет"),
    (700, M, "седемстотин"), (800, M, "осемстотин"), (933, M, "деветстотин тридесет и три"),
    (999, M, "деветстотин деветдесет и девет"), (1000, M, "хиляда"), (1001, M, "хиляда и един"),
    (1002, F, "хиляда и две"), (1010, M, "хиляда и десет"), (1020, M, "хиляда и двадесет"),
    (1021, N, "хиляда двадесет и едно"), (1077, M, "хиляда седемдесет и седем"),
    (1100, M, "хиляда и сто"), (1101, M, "хиляда сто и един"), (1120, M, "хиляда сто и двадесет"),
    (1121, M, "хиляда сто двадесет и един"), (1213, M, "хиляда двеста и тринадесет"),
    (1240, N, "хиляда двеста и четиридесет"), (2000, M, "две хиляди"),
    (2001, M, "две хиляди и един"), (2154, M, "две хиляди сто петдесет и четири"),
    (2556, N, "две хиляди петстотин петдесет и шест"), (5000, M, "пет хиляди"),
    (7000, M, "седем хиляди"), (20_021, M, "двадесет хиляди двадесет и един"),
    (21_000, M, "двадесет и една хиляди"), (22_002, N, "двадесет и две хиляди и две"),
    (100_000, M, "сто хиляди"), (101_001, M, "сто и една хиляди и един"),
    (121_000, M, "сто двадесет и една хиляди"), (200_200, M, "двеста хиляди и двеста"),
    (1_000_000, M, "един милион"), (1_000_001, N, "един милион и едно"),
    (1_001_000, M, "един милион и хиляда"), (1_200_000, M, "един милион и двеста хиляди"),
    (2_000_000, F, "два милиона"), (1_000_000_000, M, "един милиард"),
]  # fmt: skip
SUMS = [
    (0, "EUR", "нула евро"), (1, "EUR", "един цент"), (2, "EUR", "два цента"),
    (1, "BGN", "една стотинка"), (2, "BGN", "две стотинки"), (100, "BGN", "един лев"),
    (200, "BGN", "два лева"), (100, "EUR", "едно евро"), (200, "EUR", "две евро"),
    (101, "BGN", "един лев и една стотинка"), (102, "EUR", "едно евро и два цента"),
    (2101, "BGN", "двадесет и един лева и една стотинка"),
    (30678, "EUR", "триста и шест евро и седемдесет и осем цента"),
    (62020, "EUR", "шестстотин и двадесет евро и двадесет цента"),
    (124040, "EUR", "хиляда двеста и четиридесет евро и четиридесет цента"),
    (255646, "EUR",
     "две хиляди петстотин петдесет и шест евро и четиридесет и шест цента"),
    (500000, "BGN", "пет хиляди лева"), (60000, "BGN", "шестстотин лева"),
    (120050, "BGN", "хиляда и двеста лева и петдесет стотинки"),
]  # fmt: skip
_ONES = {
    **dict.fromkeys(("един", "една", "едно"), 1), **dict.fromkeys(("два", "две"), 2),
    "три": 3, "четири": 4, "пет": 5, "шест": 6, "седем": 7, "осем": 8, "девет": 9, "десет": 10,
    "единадесет": 11, "дванадесет": 12, "тринадесет": 13, "четиринадесет": 14, "петнадесет": 15,
    "шестнадесет": 16, "седемнадесет": 17, "осемнадесет": 18, "деветнадесет": 19,
    "двадесет": 20, "тридесет": 30, "четиридесет": 40, "петдесет": 50, "шестдесет": 60,
    "седемдесет": 70, "осемдесет": 80, "деветдесет": 90, "сто": 100, "двеста": 200, "триста": 300,
    "четиристотин": 400, "петстотин": 500, "шестстотин": 600, "седемстотин": 700,
    "осемстотин": 800, "деветстотин": 900,
}  # fmt: skip
_GROUPS = {
    "хиляда": 10**3, "хиляди": 10**3, "милион": 10**6, "милиона": 10**6, "милиард": 10**9,
    "милиарда": 10**9,
}  # fmt: skip


def heard(text: str) -> int:
    """The number that a listener writes down."""
    total = part = 0
    for word in text.split():
        if word in _GROUPS:
            total += (part or 1) * _GROUPS[word]
            part = 0
        elif word not in {"и", "нула"}:
            part += _ONES[word]
    return total + part


@pytest.mark.parametrize(("number", "gender", "words"), TABLE)
def test_numbers_are_said_with_their_gender(number: int, gender: Gender, words: str) -> None:
    assert number_words(number, gender) == words


def test_the_table_is_long_enough() -> None:
    assert len({(number, gender) for number, gender, _words in TABLE}) >= 60


@pytest.mark.parametrize(("cents", "currency", "words"), SUMS)
def test_sums_are_said_in_their_currency(cents: int, currency: str, words: str) -> None:
    assert amount_words(cents, currency) == words


@given(st.integers(0, LARGEST), st.sampled_from(list(Gender)))
def test_what_is_said_is_the_number(number: int, gender: Gender) -> None:
    words = number_words(number, gender)
    assert heard(words) == number
    assert " и и " not in words
    assert not words.endswith(" и")


@given(st.integers(1, 999_999), st.sampled_from(list(Gender)))
def test_the_last_word_of_a_number_under_a_million_has_one_and_before_it(
    number: int, gender: Gender
) -> None:
    said = number_words(number % 1000, gender).split() if number % 1000 else []
    assert said.count("и") <= 1
    assert len(said) <= 1 or said[-2] == "и"


@given(st.integers(0, 10**11), st.sampled_from(["BGN", "EUR"]))
def test_a_sum_says_both_its_parts(cents: int, currency: str) -> None:
    words = amount_words(cents, currency)
    part = "стотинк" if currency == "BGN" else "цент"
    assert (part in words) == bool(cents % 100)
    names = {"лев", "лева"} if currency == "BGN" else {"евро"}
    assert bool(names & set(words.split())) == (cents >= 100 or cents == 0)


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_cannot_be_said_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        number_words(number)


def test_a_negative_sum_and_an_unknown_currency_are_bugs() -> None:
    with pytest.raises(ValueError, match="-1"):
        amount_words(-1, "EUR")
    with pytest.raises(KeyError):
        amount_words(1, "USD")
