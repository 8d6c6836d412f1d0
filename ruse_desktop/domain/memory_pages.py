"""The page of a laureate in the memory book: photo, works, motives and what the press wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.domain.citations import Citation

MODE = "memory_book"
"""The key of the answer whether the book of чл. 5 and the memory book of чл. 60 are one."""
SHARED, TWO = "shared", "two"
LINES = 40
"""The most works or links of a page."""
MOST_TEXT = 4000
"""The longest text beside the motives, in characters."""


@dataclass(frozen=True)
class MemoryInput:
    """What stands on the page as typed: further text, works and links, one in each line."""

    text: str = ""
    works: tuple[str, ...] = ()
    press: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemoryPage(MemoryInput):
    """The newest version; `version` 0 while nothing was entered. `photo` is the file's shown name."""

    version: int = 0
    photo: str = ""
    suffix: str = ""
    sha256: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class MemoryContent:
    """Everything the printed page holds; `picture` are the bytes of the photo, b"" for none.

    `shared`: the memory book is also the book of `entry.citation`; `answered`: the office said so.
    """

    municipality: str
    title: str
    keeper: str
    citation: Citation
    entry: EntryDetail
    page: MemoryPage
    picture: bytes = b""
    shared: bool = True
    answered: bool = False
