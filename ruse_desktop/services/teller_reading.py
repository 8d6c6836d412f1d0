"""Reading how far the count of a round on paper is, without a figure of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.tellers import SAME, Counting, Differing, differing, unpacked
from ruse_desktop.storage.tellers import PaperEntryRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session


def countings_of(session: Session, rounds: Collection[int]) -> dict[int, Counting]:
    """The counting of each of the rounds that was entered by tellers."""
    if not rounds:
        return {}
    rows = session.scalars(
        select(PaperEntryRow)
        .where(PaperEntryRow.round_id.in_(rounds))
        .order_by(PaperEntryRow.round_id, PaperEntryRow.attempt, PaperEntryRow.place)
    )
    found = groupby(rows, key=lambda row: row.round_id)
    return {round_id: _counting(tuple(entries)) for round_id, entries in found}


def _counting(entries: Sequence[PaperEntryRow]) -> Counting:
    """What stands now: the tellers of the last count, unless its two entries differ."""
    counts = [tuple(one) for _attempt, one in groupby(entries, key=lambda row: row.attempt)]
    apart = [_apart(one) for one in counts]
    put_aside = [one for one in apart if one]
    by = () if apart[-1] else tuple(one.teller for one in counts[-1])
    return Counting(by, len(put_aside), put_aside[-1] if put_aside else SAME)


def _apart(entries: Sequence[PaperEntryRow]) -> Differing:
    counts = [unpacked(one.figures) for one in entries]
    return differing(*counts) if len(counts) > 1 else SAME
