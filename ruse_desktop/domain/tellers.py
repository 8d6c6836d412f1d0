"""Two tellers count the same ballots on paper, each for himself: what is compared and what is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruse_desktop.domain.ballots import Count
from ruse_desktop.kernel.i18n import _, mark

TWICE, ONCE = COUNTINGS = ("yes", "no")
"""The answers to „double_count“: two tellers enter the totals, or one does."""

_TOTALS = {
    "issued": mark("раздадени"),
    "used": mark("пуснати"),
    "unused": mark("върнати неизползвани"),
    "valid": mark("действителни"),
    "blank": mark("бели"),
    "invalid": mark("недействителни"),
}


@dataclass(frozen=True)
class Differing:
    """The lines in which two counts differ: names of totals and nominations; never a value."""

    totals: tuple[str, ...] = ()
    options: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.totals or self.options)


SAME = Differing()


@dataclass(frozen=True)
class Counting:
    """How far the count of a round on paper is; it never holds a figure.

    `by` are the tellers whose totals stand now: none, the first, or both when the round is sealed.
    `recounts` says how often both were put aside because they differed, `differs` in what at last.
    """

    by: tuple[str, ...] = ()
    recounts: int = 0
    differs: Differing = SAME


NOT_COUNTED = Counting()


def differing(first: Count, second: Count) -> Differing:
    """In which lines two counts of the same ballots differ."""
    totals = tuple(name for name in _TOTALS if getattr(first, name) != getattr(second, name))
    options = sorted(set(first.votes) | set(second.votes))
    return Differing(
        totals, tuple(one for one in options if first.votes.get(one) != second.votes.get(one))
    )


def lines_of(differs: Differing, names: Mapping[int, str]) -> str:
    """The differing lines in words: „действителни; гласове за …“; `names` by nomination id."""
    totals = [_(_TOTALS[name]) for name in differs.totals]
    votes = [_("гласове за {name}").format(name=names[one]) for one in differs.options]
    return "; ".join([*totals, *votes])


def packed(count: Count) -> dict[str, Any]:
    """The count as it is kept in the file."""
    return {
        **{name: getattr(count, name) for name in _TOTALS},
        "votes": [[one, count.votes[one]] for one in sorted(count.votes)],
    }


def unpacked(kept: Mapping[str, Any]) -> Count:
    """The count as it was kept by `packed`."""
    return Count(**{name: kept[name] for name in _TOTALS}, votes=dict(kept["votes"]))


def commitment(salt: bytes, count: Count) -> str:
    """SHA-256 over salt and count, in hex: fixes a count in the audit without telling it."""
    text = json.dumps(packed(count), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"count.v1\0" + salt + text.encode()).hexdigest()
