"""Latin spelling of Bulgarian names by the Transliteration Act (ЗТ, ДВ 19/2009)."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht",
    "ъ": "a", "ь": "y", "ю": "yu", "я": "ya", "ѝ": "i",
    "ё": "yo", "ы": "y", "э": "e",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = {"българия": "bulgaria"}
_QUOTES = str.maketrans("„“”«»", '"""""')


def latin(text: str) -> str:
    """The text in Latin letters; other letters and signs stay, quotes become straight.

    „ия“ at the end of a word is „ia“; a word in capitals stays in capitals; the parts of a double
    name are words of their own. дж, дз, йо and ьо follow from their letters.
    """
    composed = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return _WORD.sub(lambda match: _word(match.group()), composed)


def _word(word: str) -> str:
    folded = word.lower()
    if folded in _WHOLE:
        return _cased(_WHOLE[folded], word)
    if folded.endswith("ия"):
        ending = "IA" if word.isupper() else "ia" if word[-2].islower() else "Ia"
        return _letters(word[:-2], capitals=word.isupper()) + ending
    return _letters(word, capitals=len(word) > 1 and word.isupper())


def _letters(word: str, *, capitals: bool) -> str:
    return "".join(_letter(letter, capitals=capitals) for letter in word)


def _letter(letter: str, *, capitals: bool) -> str:
    """One letter; „Щ“ is „Sht“ at the head of a name and „SHT“ among capitals."""
    spelled = _LETTERS.get(letter.lower())
    if spelled is None:
        return letter
    if letter.islower():
        return spelled
    return spelled.upper() if capitals else spelled.capitalize()


def _cased(spelled: str, word: str) -> str:
    if word.isupper():
        return spelled.upper()
    return spelled.capitalize() if word[0].isupper() else spelled
