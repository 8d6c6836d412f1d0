"""ЕИК/БУЛСТАТ: nine or thirteen digits, the last of which check the others."""

from __future__ import annotations

_FIRST = ((1, 2, 3, 4, 5, 6, 7, 8), (3, 4, 5, 6, 7, 8, 9, 10))
_SECOND = ((2, 7, 3, 5), (4, 9, 5, 7))
_SHORT, _LONG, _MODULUS = 9, 13, 11


def digits_of(text: str) -> str:
    """The number without „BG“, blanks and signs between."""
    return "".join(sign for sign in text.upper().removeprefix("BG") if sign not in " .-\u00a0")


def is_eik(text: str) -> bool:
    """Whether this is an ЕИК/БУЛСТАТ whose check digits are right."""
    digits = digits_of(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) in {_SHORT, _LONG}):
        return False
    if _check(digits[:8], _FIRST) != int(digits[8]):
        return False
    return len(digits) == _SHORT or _check(digits[8:12], _SECOND) == int(digits[12])


def _check(digits: str, weights: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    """The check digit: the sum by the first weights modulo 11, by the second where that is 10."""
    for some in weights:
        found = sum(int(one) * weight for one, weight in zip(digits, some, strict=True)) % _MODULUS
        if found < _MODULUS - 1:
            return found
    return 0
