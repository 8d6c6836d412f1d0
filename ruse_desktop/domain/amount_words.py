"""Sums in Bulgarian words, as orders and payment lists write them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gender(StrEnum):
    """The gender of what is counted; it changes the words for one and two."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


_ONE = {Gender.MASCULINE: "един", Gender.FEMININE: "една", Gender.NEUTER: "едно"}
_TWO = {Gender.MASCULINE: "два", Gender.FEMININE: "две", Gender.NEUTER: "две"}
_UNITS = (
    "нула", "един", "два", "три", "четири", "пет", "шест", "седем", "осем", "девет", "десет",
    "единадесет", "дванадесет", "тринадесет", "четиринадесет", "петнадесет", "шестнадесет",
    "седемнадесет", "осемнадесет", "деветнадесет",
)  # fmt: skip
_TENS = (
    "", "", "двадесет", "тридесет", "четиридесет", "петдесет", "шестдесет", "седемдесет",
    "осемдесет", "деветдесет",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двеста", "триста", "четиристотин", "петстотин", "шестстотин", "седемстотин",
    "осемстотин", "деветстотин",
)  # fmt: skip
_GROUP = 1000
LARGEST = 999_999_999_999
"""The largest whole number that is written in words."""


@dataclass(frozen=True)
class _Unit:
    """How a currency is counted: one, two, and one without a number word before it."""

    one: str
    many: str
    gender: Gender


_WHOLE = {
    "BGN": _Unit("лев", "лева", Gender.MASCULINE),
    "EUR": _Unit("евро", "евро", Gender.NEUTER),
}
_PART = {
    "BGN": _Unit("стотинка", "стотинки", Gender.FEMININE),
    "EUR": _Unit("цент", "цента", Gender.MASCULINE),
}


def number_words(number: int, gender: Gender = Gender.NEUTER) -> str:
    """„хиляда двеста тридесет и четири“. Raises ValueError for a negative or too large number.

    „и“ stands once, before the last word; a last group that already has it inside gets none.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if number == 0:
        return _UNITS[0]
    parts: list[str] = []
    groups = (
        (number // _GROUP**3, "милиард", "милиарда", Gender.MASCULINE),
        (number // _GROUP**2 % _GROUP, "милион", "милиона", Gender.MASCULINE),
        (number // _GROUP % _GROUP, "хиляда", "хиляди", Gender.FEMININE),
    )
    for count, one, many, kind in groups:
        if not count:
            continue
        if count == 1:
            parts.append(one if kind is Gender.FEMININE else f"{_ONE[kind]} {one}")
        else:
            parts.append(f"{_joined(_below_thousand(count, kind))} {many}")
    rest = _below_thousand(number % _GROUP, gender)
    if not rest:
        return _with_and(parts, number)
    if len(rest) == 1 and parts:
        return f"{' '.join(parts)} и {rest[0]}"
    return " ".join((*parts, _joined(rest)))


def _below_thousand(number: int, gender: Gender) -> list[str]:
    """The words of a number under a thousand; „и“ is not among them."""
    words = [_HUNDREDS[number // 100]] if number >= 100 else []
    rest = number % 100
    if rest >= len(_UNITS):
        words.append(_TENS[rest // 10])
        rest %= 10
    if rest == 1:
        words.append(_ONE[gender])
    elif rest == 2:
        words.append(_TWO[gender])
    elif rest:
        words.append(_UNITS[rest])
    return words


def _joined(words: list[str]) -> str:
    """The words with „и“ before the last one."""
    return f"{' '.join(words[:-1])} и {words[-1]}" if len(words) > 1 else words[0]


def _with_and(parts: list[str], number: int) -> str:
    """Whole groups alone: „един милион и двеста хиляди“, when the last is a single word of count."""
    if len(parts) == 1:
        return parts[0]
    last = number // _GROUP % _GROUP or number // _GROUP**2 % _GROUP
    single = len(_below_thousand(last, Gender.MASCULINE)) == 1
    joint = " и " if single else " "
    return f"{' '.join(parts[:-1])}{joint}{parts[-1]}"


def amount_words(cents: int, currency: str) -> str:
    """„две хиляди петстотин петдесет и шест евро и четиридесет и шест цента“ of 255646, EUR.

    Whole sums name no cents; a sum under one unit names only them. Raises ValueError for a negative
    sum, KeyError for a currency without words.
    """
    if cents < 0:
        raise ValueError(cents)
    whole, part = divmod(cents, 100)
    said = [_counted(whole, _WHOLE[currency])] if whole or not part else []
    if part:
        said.append(_counted(part, _PART[currency]))
    return " и ".join(said)


def _counted(number: int, unit: _Unit) -> str:
    return f"{number_words(number, unit.gender)} {unit.one if number == 1 else unit.many}"
