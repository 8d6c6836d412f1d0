"""Saved cards that may be the same real person, organisation or team (R-X-0.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from ruse_desktop.domain.people import Candidate
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.people import (
    DistinctRow,
    OrganisationNameRow,
    OrganisationRow,
    PersonNameRow,
    PersonRow,
    TeamRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

LIKELY = 85
_SHORTEST = 3
_SAME_ENDS = 90.0


class _Name(NamedTuple):
    """One of the names of a card, folded; `earlier` is it as written when it is not today's."""

    card: int
    key: str
    earlier: str = ""


class _Found(NamedTuple):
    """The best match of a card."""

    name: _Name
    score: float


def duplicates_in(
    session: Session,
    name: str,
    kind: NomineeKind,
    *,
    birth_year: int | None = None,
    limit: int = 8,
) -> tuple[Candidate, ...]:
    """Cards with this name now or before, or a similar one, best first; other birth years are others."""
    key = search_key(name)
    if len(key) < _SHORTEST:
        return ()
    found = _best(key, _names(session, kind, birth_year), limit)
    return tuple(_candidate(session, kind, key, one) for one in found)


def twins_in(session: Session, kind: NomineeKind) -> dict[int, tuple[int, ...]]:
    """Every card of the kind that has a likely double, with its doubles; similar beginnings only.

    Cards are compared within the same first three letters of a word of the name, so that a register
    of thousands stays quick.
    """
    names = list(_names(session, kind, None))
    apart = _apart(session, kind)
    born: dict[int, int | None] = {}
    if kind is NomineeKind.PERSON:
        born = {r[0]: r[1] for r in session.execute(select(PersonRow.id, PersonRow.birth_year))}
    blocks: dict[str, list[_Name]] = {}
    for name in names:
        for word in {word[:_SHORTEST] for word in name.key.split()[-1:]}:
            blocks.setdefault(word, []).append(name)
    found: dict[int, set[int]] = {}
    for block in blocks.values():
        for n, one in enumerate(block):
            for other in block[n + 1 :]:
                years = {born.get(one.card), born.get(other.card)} - {None}
                pair = frozenset({one.card, other.card})
                if pair in apart or len(pair) == 1 or len(years) > 1:
                    continue
                if _alike(one.key, other.key):
                    found.setdefault(one.card, set()).add(other.card)
                    found.setdefault(other.card, set()).add(one.card)
    return {card: tuple(sorted(others)) for card, others in found.items()}


def twins_of(session: Session, kind: NomineeKind, card_id: int) -> tuple[Candidate, ...]:
    """The other cards that may be this one, but those a person set apart from it."""
    born = session.get_one(PersonRow, card_id).birth_year if kind is NomineeKind.PERSON else None
    name, _detail = card_line(session, kind, card_id)
    apart = _apart(session, kind)
    found = duplicates_in(session, name, kind, birth_year=born)
    return tuple(
        one for one in found if one.id != card_id and frozenset({one.id, card_id}) not in apart
    )


def set_apart_in(tx: Transaction, kind: NomineeKind, one: int, other: int) -> None:
    """Write within a transaction that two cards are not the same."""
    low, high = sorted((one, other))
    if tx.session.get(DistinctRow, (str(kind), low, high)) is None:
        tx.session.add(
            DistinctRow(kind=str(kind), low_id=low, high_id=high, by=tx.actor.name, at=tx.now)
        )


def apart_from(session: Session, kind: NomineeKind, card_id: int | None) -> set[int]:
    """The cards that a person set apart from this one."""
    return {
        other
        for pair in _apart(session, kind)
        if card_id is not None and card_id in pair
        for other in pair
    } - {card_id or 0}


def _apart(session: Session, kind: NomineeKind) -> set[frozenset[int]]:
    rows = session.execute(
        select(DistinctRow.low_id, DistinctRow.high_id).where(DistinctRow.kind == str(kind))
    )
    return {frozenset((row[0], row[1])) for row in rows}


def _names(session: Session, kind: NomineeKind, birth_year: int | None) -> Iterable[_Name]:
    """Each name of each card in the register."""
    if kind is NomineeKind.PERSON:
        return _person_names(session, birth_year)
    if kind is NomineeKind.TEAM:
        rows = session.execute(select(TeamRow.id, TeamRow.search_key).where(*in_register(TeamRow)))
        return [_Name(r[0], r[1]) for r in rows]
    shown = in_register(OrganisationRow)
    rows = session.execute(select(OrganisationRow.id, OrganisationRow.search_key).where(*shown))
    found = [_Name(r[0], r[1]) for r in rows]
    earlier = session.execute(
        select(OrganisationRow.id, OrganisationNameRow.search_key, OrganisationNameRow.name).where(
            OrganisationNameRow.organisation_id == OrganisationRow.id, *shown
        )
    )
    return [*found, *(_Name(r[0], r[1], r[2]) for r in earlier)]


def _person_names(session: Session, birth_year: int | None) -> Iterable[_Name]:
    shown = in_register(PersonRow)
    found: list[_Name] = []
    alike: set[int] = set()
    people = session.execute(
        select(PersonRow.id, PersonRow.search_key, PersonRow.pseudonym, PersonRow.birth_year).where(
            *shown
        )
    )
    for card, key, pseudonym, born in people:
        if None not in (birth_year, born) and born != birth_year:
            continue
        alike.add(card)
        found.append(_Name(card, key))
        if pen := search_key(pseudonym):
            found.append(_Name(card, key.removesuffix(pen).strip()))
            found.append(_Name(card, pen, pseudonym))
    earlier = session.execute(
        select(PersonRow.id, PersonNameRow.search_key, PersonNameRow.name).where(
            PersonNameRow.person_id == PersonRow.id, *shown
        )
    )
    found.extend(_Name(r[0], r[1], r[2]) for r in earlier if r[0] in alike)
    return found


def in_register(table: Any) -> tuple[Any, Any]:
    """The conditions of a card that is shown: no draft's own and not put away by a merge."""
    return table.provisional.is_(False), table.merged_into_id.is_(None)


def _best(key: str, names: Iterable[_Name], limit: int) -> list[_Found]:
    from rapidfuzz import fuzz, process

    rows = list(names)
    near = process.extract(
        key,
        [name.key for name in rows],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=LIKELY,
        limit=limit * 4,
    )
    found = [_Found(rows[index], score) for _matched, score, index in near]
    found.extend(_Found(name, _SAME_ENDS) for name in rows if _same_ends(key, name.key))
    best: dict[int, _Found] = {}
    for one in found:
        if one.name.card not in best or one.score > best[one.name.card].score:
            best[one.name.card] = one
    return sorted(best.values(), key=lambda one: -one.score)[:limit]


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    if one == other or _same_ends(one, other):
        return True
    return fuzz.token_sort_ratio(one, other, score_cutoff=LIKELY) > 0


def _same_ends(key: str, name: str) -> bool:
    """Given and family name are the same; the middle one is missing or short („ст.“ for „стоянов“)."""
    ours, theirs = key.split(), name.split()
    if len(ours) < 2 or len(theirs) < 2 or (ours[0], ours[-1]) != (theirs[0], theirs[-1]):
        return False
    one, other = " ".join(ours[1:-1]), " ".join(theirs[1:-1])
    return one.startswith(other) or other.startswith(one)


def _candidate(session: Session, kind: NomineeKind, key: str, found: _Found) -> Candidate:
    name, detail = card_line(session, kind, found.name.card)
    if found.name.earlier:
        known = _("известен и като „{name}“").format(name=found.name.earlier)
        if kind is not NomineeKind.PERSON:
            known = _("по-рано „{name}“").format(name=found.name.earlier)
        detail = " · ".join(part for part in (known, detail) if part)
    return Candidate(kind, found.name.card, name, detail, found.score, exact=found.name.key == key)


def card_line(session: Session, kind: NomineeKind, card_id: int) -> tuple[str, str]:
    """The name of a saved card and what tells it from others of the same name."""
    if kind is NomineeKind.PERSON:
        person = session.get_one(PersonRow, card_id)
        parts = (str(person.birth_year or ""), person.settlement, person.employer)
        whole = (person.given, person.middle, person.family)
        return " ".join(p for p in whole if p), " · ".join(p for p in parts if p)
    if kind is NomineeKind.TEAM:
        team = session.get_one(TeamRow, card_id)
        return team.name, team.organisation
    organisation = session.get_one(OrganisationRow, card_id)
    return organisation.name, organisation.settlement
