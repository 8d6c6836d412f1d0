"""Structured citations of the ordinance: чл. 43, ал. 1, т. 1.2."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"чл\.\s*(?P<article>\d+[а-я]?)"
    r"(?:,\s*ал\.\s*(?P<paragraph>\d+))?"
    r"(?:,\s*т\.\s*(?P<item>\d+(?:\.\d+)?))?"
    r"|§\s*(?P<section>\d+)(?:,\s*ал\.\s*(?P<section_paragraph>\d+))?(?:\s+(?P<block>ПЗР|НИД))?"
)


@dataclass(frozen=True, order=True)
class Citation:
    """A place in the act: article (or „§ 1“), paragraph and item as printed; „“ where there is none."""

    article: str
    paragraph: str = ""
    item: str = ""

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read „чл. 44, ал. 2, т. 1“ or „§ 2 ПЗР“. Raises ValueError on anything else."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        if match["section"]:
            block = match["block"] or "ПЗР"
            return cls(f"§ {match['section']} {block}", match["section_paragraph"] or "")
        return cls(match["article"], match["paragraph"] or "", match["item"] or "")

    def __str__(self) -> str:
        """The form officials write."""
        head = self.article if self.article.startswith("§") else f"чл. {self.article}"
        parts = [head]
        if self.paragraph:
            parts.append(f"ал. {self.paragraph}")
        if self.item:
            parts.append(f"т. {self.item}")
        return ", ".join(parts)
