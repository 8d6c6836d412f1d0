"""Cleaning and comparing of texts typed or imported by people."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_FLOOD = re.compile(f"({_MARK}{{3}}){_MARK}+")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_DIGITS = re.compile(r"\d+")
_TO_CYRILLIC = str.maketrans("AaBCcEeHKkMOoPpTXxYy", "АаВСсЕеНКкМОоРрТХхУу")
_ALIKE = re.compile("[ABCEHKMOPTXY]{4,}|[ABCEHKMOPTXY][aceopxy]{3,}")
_ROMAN = re.compile("[CMXIVLD]+")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
_FOLD = str.maketrans(
    {"ѝ": "и", "ё": "е", "„": " ", "“": " ", "”": " ", '"': " ", "«": " ", "»": " "}
)


LINE = 300
"""The longest text that is one line: names, titles, numbers."""
_SOUGHT, _MOST_WORDS, _LONG_WORD = 2_000, 20, 60
_seen = threading.local()


@dataclass(frozen=True)
class MixedWord:
    """A word that mixes Latin and Cyrillic letters and its likely Cyrillic spelling."""

    word: str
    suggestion: str

    @property
    def says(self) -> str:
        """What is wrong with the word, for a person; without a full stop."""
        mixes = re.search("[\u0400-\u04ff]", self.word) is not None
        said = (
            _("„{word}“ смесва латиница и кирилица; вероятно „{suggestion}“")
            if mixes
            else _("„{word}“ е с латински букви; вероятно „{suggestion}“")
        )
        return said.format(word=self.word, suggestion=self.suggestion)


def visible(text: str) -> str:
    """NFC without the characters nobody sees: control, direction, zero width, half characters.

    At most three accents stay on a letter; every kind of line break becomes one. Removed
    characters are counted for `take_removed`.
    """
    shown, gone = _BAD.subn("", _BREAKS.sub("\n", text))
    shown = _FLOOD.sub(r"\1", shown)  # thousands of accents on one letter also stop NFC
    if gone:
        _seen.removed = getattr(_seen, "removed", 0) + gone
    return unicodedata.normalize("NFC", shown)


def hidden(text: str) -> int:
    """How many characters that nobody sees stand in the text."""
    return sum(1 for _sign in _BAD.finditer(_BREAKS.sub("\n", text)))


def take_removed() -> int:
    """How many unseen characters `visible` took out on this thread since the last call."""
    removed: int = getattr(_seen, "removed", 0)
    _seen.removed = 0
    return removed


def clean(text: str, limit: int = 200) -> str:
    """NFC, without control, direction and zero-width characters, spaces folded, trimmed.

    What has room for no more than `LINE` characters becomes one line.
    Raises UserError when the cleaned text is longer than `limit` characters.
    """
    shown = visible(text)
    if limit <= LINE:
        cleaned = " ".join(_SPACES.sub(" ", shown).split())
    else:
        lines = (_SPACES.sub(" ", line).strip() for line in shown.split("\n"))
        cleaned = "\n".join(lines).strip()
    if len(cleaned) > limit:
        raise UserError(
            _("Текстът е {n} знака, а мястото е за {limit}.").format(n=len(cleaned), limit=limit),
            _("Съкратете го или приложете пълния текст като файл."),
            code="too-long",
        )
    return cleaned


def search_key(text: str) -> str:
    """The form in which texts are compared: NFC, lower case, ѝ as и, quotes and dashes as spaces."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    return " ".join(re.sub(r"[-–—.,;:]+", " ", folded).split())


def search_words(text: str) -> tuple[str, ...]:
    """What is sought, word by word: at most 20 different words of at most 60 letters."""
    words = search_key(visible(text[:_SOUGHT])).split()
    return tuple(dict.fromkeys(word[:_LONG_WORD] for word in words))[:_MOST_WORDS]


def sort_key(text: str) -> str:
    """A key whose code-point order is the Bulgarian order: А–Я, then Latin; numbers by value."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    folded = "".join("\uffe0" + c if "a" <= c <= "z" else c for c in folded)
    padded = _DIGITS.sub(lambda m: m.group().zfill(10), folded)
    return " ".join(padded.split())


def mixed_words(text: str) -> tuple[MixedWord, ...]:
    """Words of `text` that mix Latin and Cyrillic letters, with what was probably meant.

    Whole Latin words are left alone, but for one among Cyrillic ones of letters that look the same.
    """
    found = []
    among = re.search("[\u0400-\u04ff]", text) is not None
    for word in re.findall(r"[^\W\d_]+", text):
        if among and _ALIKE.fullmatch(word) and not _ROMAN.fullmatch(word):
            found.append(MixedWord(word, word.translate(_TO_CYRILLIC)))
        latin = any("a" <= c.lower() <= "z" for c in word)
        cyrillic = any("\u0400" <= c <= "\u04ff" for c in word)
        if latin and cyrillic:
            found.append(MixedWord(word, word.translate(_TO_CYRILLIC)))
    return tuple(found)


def personal_numbers(text: str) -> int:
    """How many ЕГН stand in the text: ten digits with a day of birth and the right last digit."""
    return sum(_is_personal(one) for one in _TEN_DIGITS.findall(text))


def _is_personal(digits: str) -> bool:
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    if not (1 <= month <= 12 and int(digits[2:4]) <= 52 and 1 <= day <= 31):
        return False
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=False))
    return total % 11 % 10 == int(digits[9])


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with one: „г.“ needs no second."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."
