"""What a search over all records answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchHit:
    """One record found: `kind` and `id` open it, `title` and `detail` show it.

    Kinds: „laureate“, „nomination“, „person“, „organisation“, „team“, „session“, „permit“,
    „violation“, „seal“, „protection“, „event“, „campaign“, „unit“.
    """

    kind: str
    id: int
    title: str
    detail: str
