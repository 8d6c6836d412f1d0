"""The order of precedence: by rank, then by name, corrected by hand with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ruse_desktop.kernel.text import search_key

LAST = 10_000


@dataclass(frozen=True)
class Rank:
    """A rank of guests; the smaller `order` goes first."""

    code: str
    name: str
    order: int


class Ranked(Protocol):
    """Whoever has a place in the order; `by_hand` is the place given by hand, from 1."""

    @property
    def name(self) -> str:
        """Full name."""
        ...

    @property
    def rank(self) -> str:
        """Code of the rank."""
        ...

    @property
    def by_hand(self) -> int | None:
        """The place given by hand."""
        ...


T = TypeVar("T", bound=Ranked)


def in_precedence(guests: Iterable[T], ranks: Mapping[str, Rank]) -> tuple[T, ...]:
    """All guests in order; those placed by hand take their places, the others close up around them."""
    every = list(guests)

    def natural(one: T) -> tuple[int, str]:
        rank = ranks.get(one.rank)
        return (rank.order if rank else LAST, search_key(one.name))

    found = sorted((one for one in every if one.by_hand is None), key=natural)
    fixed = sorted(
        (one for one in every if one.by_hand is not None),
        key=lambda one: (one.by_hand or 0, *natural(one)),
    )
    for one in fixed:
        found.insert(min((one.by_hand or 1) - 1, len(found)), one)
    return tuple(found)
