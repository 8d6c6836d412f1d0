"""Which encoding a Bulgarian text file is in: mark, strict UTF-8, then the likeliest old one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

_UPPER = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_MIK = {0x80 + i: letter for i, letter in enumerate(_UPPER + _UPPER.lower())} | {0xD5: "№"}
_OLD = ("cp1251", "mik", "cp866", "iso8859-5", "koi8-r", "mac-cyrillic")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1251": "Windows-1251",
    "mik": "МИК (DOS)",
    "cp866": "DOS-866",
    "iso8859-5": "ISO 8859-5",
    "koi8-r": "KOI8-R",
    "mac-cyrillic": "Mac Cyrillic",
}

_BULGARIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъьюя")
_VOWELS = frozenset("аеиоуъюя")
_PAIRS = frozenset(
    pair
    for line in (
        "на но ни не та то ти те ст ра ро ри ре по пр пе за ко ка ки ва во ви ве ов ев ин ен ан он",
        "ма ми ме до да ди де ло ла ли ле ск ар ор ер ат от ет ел ал ол со се ще ча чи шк ци ия ие",
    )
    for pair in line.split()
)
_SIGNS = frozenset("„“”–—№«»€§…’\u00a0")
_SAMPLE = 20_000


@dataclass(frozen=True)
class Decoded:
    """Text of a file with the encoding's name for people; `guessed` = without mark, not UTF-8."""

    text: str
    encoding: str
    guessed: bool


def decode(raw: bytes) -> Decoded:
    """The text in `raw`. Raises UnicodeDecodeError when a marked file is broken."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return Decoded(raw.decode(codec), _NAMES[codec], guessed=False)
    try:
        return Decoded(raw.decode("utf-8"), _NAMES["utf-8"], guessed=False)
    except UnicodeDecodeError:
        pass
    codec = max(_OLD, key=lambda name: _score(_decode_old(raw[:_SAMPLE], name)))
    return Decoded(_decode_old(raw, codec), _NAMES[codec], guessed=True)


def _decode_old(raw: bytes, codec: str) -> str:
    if codec == "mik":
        return "".join(_MIK.get(byte, chr(byte) if byte < 0x80 else "\ufffd") for byte in raw)
    return raw.decode(codec, errors="replace")


def _score(text: str) -> float:
    """How Bulgarian the text looks: its letters, the case shape of words, frequent pairs."""
    foreign = [sign for sign in text if ord(sign) > 0x7F]
    if not foreign:
        return 0.0
    points = 0.0
    for sign in foreign:
        if sign.lower() in _BULGARIAN:
            points += 1
        elif sign not in _SIGNS:
            points -= 3
    for word in "".join(sign if sign.isalpha() else " " for sign in text).split():
        points += _word_score(word)
    return points / len(foreign)


def _word_score(word: str) -> float:
    points = 0.0
    low = word.lower()
    if word not in (low, word.upper(), word.capitalize()):
        points -= 4
    if len(word) > 2 and ord(word[0]) > 0x7F and not _VOWELS & set(low):
        points -= 3
    return points + 0.6 * sum(a + b in _PAIRS for a, b in itertools.pairwise(low))
