"""What cannot be in two places at once: the flag, an official, a hall (чл. 10, чл. 12; R-F34-0.3).

Two ceremonies at one time are one audience in two places (чл. 52).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from ruse_desktop.domain.city_day import FEAST
from ruse_desktop.domain.events import Category, EventState, Occurrence, Source
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

FLAG_BUFFER = timedelta(minutes=60)
"""The usual time between two appearances, to take the flag along; the office's answer wins (R-12-0.8)."""

_STEP = timedelta(minutes=15)
_FLAG = "flag"


class Resource(StrEnum):
    """What is one only."""

    FLAG = "flag"
    PERSON = "person"
    PLACE = "place"
    CEREMONY = "ceremony"
    FLAG_DAY = "flag-day"


@dataclass(frozen=True)
class Claim:
    """An occurrence takes a resource from `begin` up to `end`, the flag's way to the next included.

    `name` is the resource as it is written; two spellings of the same are the same claim.
    """

    resource: Resource
    name: str
    begin: datetime
    end: datetime
    occurrence: Occurrence

    @property
    def same(self) -> tuple[Resource, str]:
        """What two claims must share to stand in each other's way."""
        return self.resource, search_key(self.name)


@dataclass(frozen=True)
class Clash:
    """Two occurrences want the same thing in overlapping time; the flag's clash blocks (чл. 10)."""

    resource: Resource
    name: str
    first: Occurrence
    second: Occurrence
    begin: datetime
    end: datetime

    @property
    def blocking(self) -> bool:
        """Whether it may stand only with a reason: there is one flag."""
        return self.resource is Resource.FLAG

    @property
    def of_the_day(self) -> bool:
        """Whether only another day would end it."""
        return self.resource is Resource.FLAG_DAY

    @property
    def citation(self) -> str:
        """The article behind it; an official and a hall are practice."""
        return {
            Resource.FLAG: _("чл. 10 и чл. 12"),
            Resource.FLAG_DAY: _("чл. 3 и чл. 12, т. 1 и т. 2"),
        }.get(self.resource, "")

    @property
    def article(self) -> str:
        """The first of them, to be read; „“ for practice."""
        return {Resource.FLAG: "чл. 12", Resource.FLAG_DAY: "чл. 3"}.get(self.resource, "")

    @property
    def text(self) -> str:
        """The clash in a sentence."""
        one, other = self.first, self.second
        if self.resource is Resource.FLAG_DAY:
            return _(
                "Едно или две участия на знамето? На {begin:%d.%m.%Y} г. са предвидени {one} и "
                "{other}; денят е един, дори с две основания."
            ).format(one=_called(one), other=_called(other), begin=self.begin)
        what = {
            Resource.FLAG: _("Знамето е едно"),
            Resource.PERSON: _("{name} е на две места").format(name=self.name),
            Resource.PLACE: _("{name} е заето").format(name=self.name),
            Resource.CEREMONY: _("Две церемонии по едно време"),
        }[self.resource]
        return _(
            "{what} на {begin:%d.%m.%Y} г., {begin:%H:%M}–{end:%H:%M}: {one}; {other}."
        ).format(what=what, one=_called(one), other=_called(other), begin=self.begin, end=self.end)


def claims(occurrence: Occurrence, buffer: timedelta = FLAG_BUFFER) -> Iterator[Claim]:
    """What the occurrence takes; nothing of one that is cancelled or takes whole days.

    A whole day names the days of a festival, not the hours of a person or a hall.
    """
    if occurrence.state is EventState.CANCELLED or occurrence.when.all_day:
        return
    begin, end = occurrence.when.begin, occurrence.when.end
    if occurrence.uses_flag:
        yield Claim(Resource.FLAG, _FLAG, begin, end + buffer, occurrence)
    for person in occurrence.people:
        if person.strip():
            yield Claim(Resource.PERSON, person.strip(), begin, end, occurrence)
    if occurrence.category is Category.CEREMONY:
        yield Claim(Resource.CEREMONY, _("церемония"), begin, end, occurrence)
    if occurrence.place.strip():
        yield Claim(Resource.PLACE, occurrence.place.strip(), begin, end, occurrence)


def clashes(
    occurrences: Iterable[Occurrence], buffer: timedelta = FLAG_BUFFER
) -> tuple[Clash, ...]:
    """Every pair that stands in each other's way, in the order of time; touching ends do not.

    On a day that is both the town's and an official holiday two appearances of the flag are asked
    about also when they do not overlap, until one says why it is a ceremony apart (чл. 3, чл. 12:
    R-3-0.3).
    """
    by_resource: dict[tuple[Resource, str], list[Claim]] = defaultdict(list)
    holidays: set[date] = set()
    feasts: set[date] = set()
    for occurrence in occurrences:
        if occurrence.source is Source.HOLIDAY:
            holidays.add(occurrence.when.on)
        elif occurrence.source is Source.DEADLINE and f":{FEAST}:" in occurrence.key:
            feasts.add(occurrence.when.on)
        for claim in claims(occurrence, buffer):
            by_resource[claim.same].append(claim)
    found = [clash for same in by_resource.values() for clash in _overlapping(same)]
    found += _same_holiday(by_resource[Resource.FLAG, search_key(_FLAG)], holidays & feasts, found)
    return tuple(sorted(found, key=lambda one: (one.begin, one.resource, one.name)))


def clashes_of(
    wanted: Occurrence, others: Iterable[Occurrence], buffer: timedelta = FLAG_BUFFER
) -> tuple[Clash, ...]:
    """The clashes of one occurrence with `others`; an earlier state of itself does not count."""
    rest = [one for one in others if one.key != wanted.key]
    return tuple(
        clash for clash in clashes([wanted, *rest], buffer) if wanted in (clash.first, clash.second)
    )


def _same_holiday(
    flags: Sequence[Claim], holidays: set[date], overlapping: Sequence[Clash]
) -> Iterator[Clash]:
    known = {(one.first.key, one.second.key) for one in overlapping}
    inside = sorted(
        (one for one in flags if one.begin.date() in holidays and not one.occurrence.apart),
        key=lambda one: one.begin,
    )
    for one, other in pairwise(inside):
        pair = (one.occurrence, other.occurrence)
        keys = (pair[0].key, pair[1].key)
        if one.begin.date() == other.begin.date() and not _same_thing(*pair) and keys not in known:
            yield Clash(Resource.FLAG_DAY, other.name, *pair, other.begin, other.end)


def _overlapping(claims: Sequence[Claim]) -> Iterator[Clash]:
    running: list[Claim] = []
    for claim in sorted(claims, key=lambda one: (one.begin, one.end)):
        running = [one for one in running if one.end > claim.begin]
        for one in running:
            if not _same_thing(one.occurrence, claim.occurrence):
                yield Clash(
                    claim.resource, claim.name, one.occurrence, claim.occurrence,
                    max(one.begin, claim.begin), min(one.end, claim.end),
                )  # fmt: skip
        running.append(claim)


def _same_thing(one: Occurrence, other: Occurrence) -> bool:
    """Whether both stand for the same record, as a flag's appearance and its event."""
    if one.key == other.key:
        return True
    linked = (one.kind, one.record_id) == (other.kind, other.record_id)
    return linked and one.record_id is not None and one.when.on == other.when.on


def ways_out(
    wanted: Occurrence, others: Sequence[Occurrence], buffer: timedelta = FLAG_BUFFER
) -> tuple[Occurrence, ...]:
    """The nearest earlier and later free times of the same day for `wanted`, at quarter hours."""
    if wanted.when.starts is None:
        return ()
    found = []
    for sign in (-1, 1):
        moment = wanted.when.begin
        while True:
            moment += sign * _STEP
            if moment.date() != wanted.when.on:
                break
            tried = replace(wanted, when=wanted.when.moved(moment.date(), moment.time()))
            left = [one for one in clashes_of(tried, others, buffer) if not one.of_the_day]
            if tried.when.until == wanted.when.until and not left:
                found.append(tried)
                break
    return tuple(found)


def _called(one: Occurrence) -> str:
    if one.when.starts is None or one.when.ends is None:
        return one.title
    return f"{one.title} ({one.when.starts:%H:%M}–{one.when.ends:%H:%M})"
