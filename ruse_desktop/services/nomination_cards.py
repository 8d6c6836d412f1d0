"""The cards a nomination brings in: found, filled in or written, one per real person.

A draft is saved while its name is still being typed, so it owns provisional cards that nobody else
sees; registering joins each with the saved card of the same name or makes it a card of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.people import (
    organisation_of,
    person_of,
    save_organisation_in,
    save_person_in,
    save_team_in,
    team_of,
)
from ruse_desktop.services.people_duplicates import in_register
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import NominationInput
    from ruse_desktop.storage.nominations import NominationRecord
    from ruse_desktop.storage.store import Transaction

CardInput = PersonInput | TeamInput | OrganisationInput
CardRow = PersonRow | TeamRow | OrganisationRow


class _Kind(NamedTuple):
    """How cards of one kind are stored, read, written and found again."""

    table: type[Any]
    value: Callable[[Any], CardInput]
    save: Callable[..., Any]
    same: Callable[[Transaction, Any], Any]


def write_cards(
    tx: Transaction, row: NominationRecord, typed: NominationInput, *, draft: bool
) -> None:
    """Write nominee and proposer and point the nomination at them; cards it left are removed."""
    before = _provisional_of(tx, row)
    kind = typed.nominee_kind
    current = {
        NomineeKind.PERSON: row.person_id,
        NomineeKind.TEAM: row.team_id,
        NomineeKind.ORGANISATION: row.organisation_id,
    }[kind]
    new: CardInput | None = {
        NomineeKind.PERSON: typed.person,
        NomineeKind.TEAM: typed.team,
        NomineeKind.ORGANISATION: typed.organisation,
    }[kind]
    nominee = _card(tx, _KINDS[kind], new, typed.nominee_id, current, draft=draft)
    row.nominee_kind = str(kind)
    row.person_id = nominee if kind is NomineeKind.PERSON else None
    row.team_id = nominee if kind is NomineeKind.TEAM else None
    row.organisation_id = nominee if kind is NomineeKind.ORGANISATION else None
    if typed.proposer_person.strip():
        row.proposer_id = None
    else:
        row.proposer_id = _card(
            tx,
            _KINDS[NomineeKind.ORGANISATION],
            typed.proposer,
            typed.proposer_id,
            row.proposer_id,
            draft=draft,
        )
    with tx.session.no_autoflush:
        left = [card for card in before if card.id not in _pointed_at(row, type(card))]
    if left:
        tx.session.flush()
        for card in left:
            tx.session.delete(card)
        tx.session.flush()


def drop_cards(tx: Transaction, row: NominationRecord) -> tuple[CardRow, ...]:
    """The provisional cards of a draft, to be deleted after the draft itself."""
    return tuple(_provisional_of(tx, row))


def _card(
    tx: Transaction,
    kind: _Kind,
    typed: CardInput | None,
    chosen: int | None,
    current: int | None,
    *,
    draft: bool,
) -> int | None:
    """The id of the card that what is typed stands for, written; None when nothing is named."""
    own = tx.session.get(kind.table, current) if current is not None else None
    if own is not None and not own.provisional:
        own = None
    chosen = _standing(tx, kind.table, chosen)
    if chosen is not None and (own is None or own.id != chosen):
        if typed is not None and _named(typed):
            kind.save(tx, typed, chosen)
        return chosen
    if typed is None and own is not None and chosen == own.id:
        typed = kind.value(own)
    if typed is None or not _named(typed):
        return None
    known = None if draft else kind.same(tx, typed)
    if known is not None:
        kind.save(tx, filled(typed, kind.value(known)), known.id)
        return int(known.id)
    written = kind.save(tx, typed, own.id if own is not None else None)
    written.provisional = draft
    tx.session.flush()
    return int(written.id)


def _standing(tx: Transaction, table: type[Any], card_id: int | None) -> int | None:
    """The card itself, or the one it was merged into meanwhile."""
    card = tx.session.get(table, card_id) if card_id is not None else None
    while card is not None and card.merged_into_id is not None:
        card = tx.session.get_one(table, card.merged_into_id)
    return int(card.id) if card is not None else card_id


def _named(typed: CardInput) -> bool:
    name = typed.full_name if isinstance(typed, PersonInput) else typed.name
    return bool(name.strip())


def filled(typed: CardInput, saved: CardInput) -> CardInput:
    """What is typed over what the card already says; an empty field erases nothing."""
    kept: dict[str, Any] = {
        one.name: getattr(saved, one.name)
        for one in fields(typed)
        if one.name != "id" and not getattr(typed, one.name) and getattr(saved, one.name)
    }
    if isinstance(typed, OrganisationInput) and typed.kind is ProposerKind.ORGANISATION:
        kept["kind"] = getattr(saved, "kind", typed.kind)
    return replace(typed, **kept)


def _same_person(tx: Transaction, typed: PersonInput) -> PersonRow | None:
    """The saved person that is meant."""
    key = search_key(f"{typed.full_name} {typed.pseudonym}".strip())
    rows = tx.session.scalars(
        select(PersonRow)
        .where(PersonRow.search_key == key, *in_register(PersonRow))
        .order_by(PersonRow.id)
    )
    return same_person(rows, typed)


def same_person(named: Iterable[PersonRow], typed: PersonInput) -> PersonRow | None:
    """Of persons with exactly this name the one whose birth year, employer and place do not differ."""
    born = typed.birth_year or (typed.birth_date.year if typed.birth_date else None)
    for row in named:
        pairs = (
            (row.birth_year, born),
            (search_key(row.employer), search_key(typed.employer)),
            (search_key(row.settlement), search_key(typed.settlement)),
        )
        if all(not ours or not theirs or ours == theirs for ours, theirs in pairs):
            return row
    return None


def _same_organisation(tx: Transaction, typed: OrganisationInput) -> OrganisationRow | None:
    """The organisation with exactly this name."""
    return tx.session.scalar(
        select(OrganisationRow)
        .where(
            OrganisationRow.search_key == search_key(typed.name),
            *in_register(OrganisationRow),
        )
        .order_by(OrganisationRow.id)
        .limit(1)
    )


def _no_team(_tx: Transaction, _typed: TeamInput) -> None:
    """Teams of the same name are other people each year."""


def _provisional_of(tx: Transaction, row: NominationRecord) -> list[CardRow]:
    found: dict[tuple[type[Any], int], CardRow] = {}
    tables: tuple[type[Any], ...] = (PersonRow, TeamRow, OrganisationRow)
    for table in tables:
        for card_id in _pointed_at(row, table):
            card = tx.session.get(table, card_id)
            if card is not None and card.provisional:
                found[table, card_id] = card
    return list(found.values())


def _pointed_at(row: NominationRecord, table: type[Any]) -> set[int]:
    ids = {
        PersonRow: (row.person_id,),
        TeamRow: (row.team_id,),
        OrganisationRow: (row.organisation_id, row.proposer_id),
    }[table]
    return {card_id for card_id in ids if card_id is not None}


_KINDS = {
    NomineeKind.PERSON: _Kind(PersonRow, person_of, save_person_in, _same_person),
    NomineeKind.TEAM: _Kind(TeamRow, team_of, save_team_in, _no_team),
    NomineeKind.ORGANISATION: _Kind(
        OrganisationRow, organisation_of, save_organisation_in, _same_organisation
    ),
}
