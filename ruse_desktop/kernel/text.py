"""Cleaning and comparing of texts typed or imported by people."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_DIGITS = re.compile(r"\d+")
_TO_CYRILLIC = str.maketrans("AaBCcEeHKkMOoPpTXxYy", "АаВСсЕеНКкМОоРрТХхУу")
_FOLD = str.maketrans(
    {"ѝ": "и", "ё": "е", "„": " ", "“": " ", "”": " ", '"': " ", "«": " ", "»": " "}
)


@dataclass(frozen=True)
class MixedWord:
    """A word that mixes Latin and Cyrillic letters and its likely Cyrillic spelling."""

    word: str
    suggestion: str


def clean(text: str, limit: int = 200) -> str:
    """NFC, without control, direction and zero-width characters, spaces folded, trimmed.

    Raises UserError when the cleaned text is longer than `limit` characters.
    """
    cleaned = _BAD.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    cleaned = "\n".join(_SPACES.sub(" ", line).strip() for line in cleaned.split("\n")).strip()
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


def sort_key(text: str) -> str:
    """A key whose code-point order is the Bulgarian order: А–Я, then Latin; numbers by value."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    folded = "".join("\uffe0" + c if "a" <= c <= "z" else c for c in folded)
    padded = _DIGITS.sub(lambda m: m.group().zfill(10), folded)
    return " ".join(padded.split())


def mixed_words(text: str) -> tuple[MixedWord, ...]:
    """Words of `text` that mix Latin and Cyrillic letters; whole Latin words are left alone."""
    found = []
    for word in re.findall(r"[^\W\d_]+", text):
        latin = any("a" <= c.lower() <= "z" for c in word)
        cyrillic = any("\u0400" <= c <= "\u04ff" for c in word)
        if latin and cyrillic:
            found.append(MixedWord(word, word.translate(_TO_CYRILLIC)))
    return tuple(found)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with one: „г.“ needs no second."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."
