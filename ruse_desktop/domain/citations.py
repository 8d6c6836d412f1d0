"""Structured citations of the ordinance: чл. 43, ал. 1, т. 1.2."""

from __future__ import annotations

import re
from dataclasses import dataclass

PREAMBLE = "преамбюл"

_FORM = re.compile(
    r"чл\.\s*(?P<article>\d+[а-я]?)"
    r"(?:,\s*ал\.\s*(?P<paragraph>\d+[а-я]?))?"
    r"(?:,\s*(?:т\.\s*(?P<item>\d+(?:\.\d+)*)|тире\s*(?P<dash>\d+)))?"
    r"|§\s*(?P<section>\d+)(?:,\s*ал\.\s*(?P<section_paragraph>\d+))?(?:\s+(?P<block>ПЗР|НИД|ДР))?"
)
_LATIN_LETTER = re.compile(r"(?<=\d)[abce]")
_TO_CYRILLIC = str.maketrans("abce", "абсе")
_DASH = "тире "


@dataclass(frozen=True, order=True)
class Citation:
    """A place in the act: article (or „§ 1 ПЗР“), paragraph and item as printed; „“ = there is none.

    `item` is „1.2“, or „тире 3“ for an unnumbered list. The order is by text, for sets and
    dictionaries; `place` is the order of the act.
    """

    article: str
    paragraph: str = ""
    item: str = ""

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read „чл. 44, ал. 2, т. 1“, „§ 1, ал. 2 ПЗР“ or „преамбюл“. Raises ValueError on else.

        A Latin letter in an article's number („74a“) is read as the Cyrillic one.
        """
        plain = _LATIN_LETTER.sub(lambda m: m[0].translate(_TO_CYRILLIC), text.strip())
        if plain == PREAMBLE:
            return cls(PREAMBLE)
        match = _FORM.fullmatch(plain)
        if match is None:
            raise ValueError(text)
        if match["section"]:
            block = match["block"] or "ПЗР"
            return cls(f"§ {match['section']} {block}", match["section_paragraph"] or "")
        item = match["item"] or (f"{_DASH}{match['dash']}" if match["dash"] else "")
        return cls(match["article"], match["paragraph"] or "", item)

    def __str__(self) -> str:
        """The form officials write."""
        if self.article == PREAMBLE:
            return PREAMBLE
        if self.article.startswith("§"):
            head, _, block = self.article.rpartition(" ")
            return f"{head}, ал. {self.paragraph} {block}" if self.paragraph else self.article
        parts = [f"чл. {self.article}"]
        if self.paragraph:
            parts.append(f"ал. {self.paragraph}")
        if self.item:
            parts.append(self.item if self.item.startswith(_DASH) else f"т. {self.item}")
        return ", ".join(parts)

    def covers(self, other: Citation) -> bool:
        """Whether `other` is this place or lies under it: чл. 43 covers чл. 43, ал. 1, т. 1.2."""
        if self.article != other.article or self.paragraph not in {"", other.paragraph}:
            return False
        return self.item in {"", other.item} or other.item.startswith(f"{self.item}.")

    @property
    def place(self) -> tuple[int, ...]:
        """A key whose order is the order of the act: preamble, articles, § of ПЗР, § of others."""
        if self.article == PREAMBLE:
            return (0,)
        if self.article.startswith("§"):
            head, _, block = self.article.rpartition(" ")
            blocks = ("ДР", "ПЗР", "НИД")
            return (2, blocks.index(block), *_numbers(head), 0, *_numbers(self.paragraph))
        paragraph = _numbers(self.paragraph) or (0, 0)
        return (1, *_numbers(self.article), *paragraph, *_numbers(self.item))


def _numbers(text: str) -> tuple[int, ...]:
    """„29а“ → (29, 1); „1.2“ → (1, 0, 2, 0): every number with the letter after it."""
    found = re.findall(r"(\d+)([а-я]?)", text)
    return tuple(
        part for n, letter in found for part in (int(n), ord(letter) - 1071 if letter else 0)
    )
