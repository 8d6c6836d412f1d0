"""Which copies of a place are thinned out: a pure rule over their moments and labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ruse_desktop.domain.backups import BEFORE_IMPORT, BEFORE_UPGRADE

ALL_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 24
SPECIAL_DAYS = 731
"""Copies made before an upgrade or an import stay 24 months."""
AFTER_RESTORE_DAYS = 14
_LEAP = timedelta(days=400)
_SPECIAL = (BEFORE_UPGRADE, BEFORE_IMPORT)


@dataclass(frozen=True)
class Kept:
    """A copy as the rule sees it: a name of its own, its moment, its label."""

    name: str
    at: datetime
    label: str = ""

    @property
    def special(self) -> bool:
        """Whether it was made before an upgrade or an import."""
        return self.label.startswith(_SPECIAL)


def thin(
    copies: Collection[Kept],
    now: datetime,
    *,
    verified: Collection[str] = (),
    restored: datetime | None = None,
) -> tuple[str, ...]:
    """The names that may go, oldest first.

    Kept are: everything of two days; the last copy of each of the last 12 days, 10 weeks and 24
    months that have one, and of every year; what was made before an upgrade or an import for 24
    months; the newest of all, and the newest of `verified`. Nothing goes within 14 days of a
    restore, nor when the clock seems to have leapt; copies from the future are never counted.
    """
    if restored is not None and now - restored < timedelta(days=AFTER_RESTORE_DAYS):
        return ()
    past = sorted((one for one in copies if one.at <= now), key=_order, reverse=True)
    if _leapt(past, now):
        return ()
    kept = {one.name for one in past[:1]}
    kept |= {one.name for one in [one for one in past if one.name in verified][:1]}
    kept |= {one.name for one in past if now - one.at <= timedelta(days=ALL_DAYS)}
    kept |= {
        one.name for one in past if one.special and now - one.at <= timedelta(days=SPECIAL_DAYS)
    }
    kept |= _last_of_each(past, lambda at: at.date().isoformat(), DAILY)
    kept |= _last_of_each(past, lambda at: f"{at:%G-%V}", WEEKLY)
    kept |= _last_of_each(past, lambda at: f"{at:%Y-%m}", MONTHLY)
    kept |= _last_of_each(past, lambda at: f"{at:%Y}", None)
    return tuple(one.name for one in reversed(past) if one.name not in kept)


def _order(one: Kept) -> tuple[datetime, str]:
    return one.at, one.name


def _leapt(past: Sequence[Kept], now: datetime) -> bool:
    """Whether more than a year lies between the newest two copies, or between the newest and now."""
    moments = [now, *(one.at for one in past[:2])]
    return any(later - sooner > _LEAP for later, sooner in pairwise(moments))


def _last_of_each(
    past: Sequence[Kept], period: Callable[[datetime], str], limit: int | None
) -> set[str]:
    """The newest copy of each period, of the newest `limit` periods that have one."""
    found: dict[str, str] = {}
    for one in past:
        key = period(one.at)
        if key not in found:
            if limit is not None and len(found) == limit:
                break
            found[key] = one.name
    return set(found.values())
