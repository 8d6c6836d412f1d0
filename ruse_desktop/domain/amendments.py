"""What amendments did to the act's text: the marks of its provisions and the text on an older day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ruse_desktop.domain.citations import PREAMBLE, Citation
from ruse_desktop.domain.rules import ActEdition, Provision

_FORM = re.compile(r"(изм\.|нова|отм\.) (\S+)")


class ChangeKind(StrEnum):
    """What a decision did to a provision; the values are the marks in the law's files."""

    AMENDED = "изм."
    ADDED = "нова"
    REPEALED = "отм."


@dataclass(frozen=True)
class Mark:
    """One entry of `Provision.changes`: „изм. 469“."""

    kind: ChangeKind
    decision: str

    @classmethod
    def parse(cls, text: str) -> Mark:
        """Read „нова 1325“. Raises ValueError on anything else."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(ChangeKind(match[1]), match[2])


@dataclass(frozen=True)
class Change:
    """What an edition changed in one place; `before` None = it did not exist, `after` None = gone."""

    citation: Citation
    kind: ChangeKind
    before: Provision | None
    after: Provision | None


@dataclass(frozen=True)
class Entered:
    """A wording that the files hold for a day, with the day from which they give it."""

    provision: Provision
    since: date


def text_at(
    day: date,
    newer: Iterable[Provision],
    entered: Iterable[Entered],
    decided: Mapping[str, date],
) -> tuple[Provision, ...]:
    """The act's text on `day`, worked out from the `newer` text and its marks.

    What was not changed after `day` is as now; what was changed later has no text and is
    `unknown`; what was added later is absent. A wording among `entered` (those that the files
    give for `day`) is taken as it is while no decision touched the place in between. `decided`
    gives each decision's date. In the order of the act.
    """
    given = {one.provision.citation: one for one in entered}
    found: list[Provision] = []
    for provision in newer:
        own = given.pop(provision.citation, None)
        marks = [Mark.parse(text) for text in provision.changes]
        if own and not any(own.since < decided[mark.decision] <= day for mark in marks):
            found.append(own.provision)
        else:
            found.extend(_before_later(provision, marks, day, decided))
    found.extend(one.provision for one in given.values())
    return tuple(sorted(found, key=lambda one: one.citation.place))


def _before_later(
    provision: Provision, marks: Sequence[Mark], day: date, decided: Mapping[str, date]
) -> Iterator[Provision]:
    """The provision without what was done to it after `day`; nothing when it was added later."""
    held = [mark for mark in marks if decided[mark.decision] <= day]
    later = marks[len(held) :]
    if not later:
        yield provision
    elif all(mark.kind is not ChangeKind.ADDED for mark in later):
        yield replace(
            provision,
            text="",
            history="",
            note="",
            repealed=bool(held) and held[-1].kind is ChangeKind.REPEALED,
            changes=provision.changes[: len(held)],
            unknown=True,
        )


def changes_between(before: ActEdition, after: ActEdition) -> tuple[Change, ...]:
    """What the decision that made `after` did to the text of `before`, in the order of the act.

    By the marks with that decision; where a later text has no marks, by the difference itself.
    The preamble is left out: it only lists the decisions.
    """
    old = {one.citation: one for one in before.provisions}
    new = {one.citation: one for one in after.provisions}
    numbers = {one.number for one in after.decisions} - {one.number for one in before.decisions}
    found = []
    for citation in sorted({*old, *new}, key=lambda one: one.place):
        if citation.article == PREAMBLE:
            continue
        earlier, later = old.get(citation), new.get(citation)
        kind = _kind(earlier, later, numbers)
        if kind is not None:
            found.append(Change(citation, kind, earlier, later))
    return tuple(found)


def _kind(
    before: Provision | None, after: Provision | None, numbers: set[str]
) -> ChangeKind | None:
    marks = [Mark.parse(text) for text in after.changes] if after else []
    by_mark = [mark.kind for mark in marks if mark.decision in numbers]
    if by_mark:
        return by_mark[-1]
    if after is None or before is None:
        return ChangeKind.REPEALED if after is None else ChangeKind.ADDED
    if after.repealed and not before.repealed:
        return ChangeKind.REPEALED
    known = not (before.unknown or after.unknown)
    return ChangeKind.AMENDED if known and before.text != after.text else None
