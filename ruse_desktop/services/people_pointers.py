"""What points at a card of a person, an organisation or a team, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.permits import PermitRow
from ruse_desktop.storage.protocol_plans import PlanGuestRow
from ruse_desktop.storage.violations import ViolationRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

_ROWS: Mapping[str, Any] = {
    row.__tablename__: row
    for row in (InstitutionRow, NominationRecord, PermitRow, PlanGuestRow, ViolationRow)
}
POINTERS: Mapping[NomineeKind, Sequence[tuple[str, str]]] = {
    NomineeKind.PERSON: (
        ("nomination", "person_id"),
        ("permit", "person_id"),
        ("protocol_guest", "person_id"),
        ("violation", "person_id"),
    ),
    NomineeKind.ORGANISATION: (
        ("institution", "organisation_id"),
        ("nomination", "organisation_id"),
        ("nomination", "proposer_id"),
        ("permit", "organisation_id"),
        ("violation", "organisation_id"),
    ),
    NomineeKind.TEAM: (("nomination", "team_id"),),
}
"""Table and column of every record that names a card; a test holds it against the schema."""


def pointing(session: Session, kind: NomineeKind, card_id: int) -> dict[str, list[int]]:
    """The ids of the records that point at the card, by „table.column“; places without any left out."""
    found: dict[str, list[int]] = {}
    for table, column in POINTERS[kind]:
        row = _ROWS[table]
        ids = session.scalars(
            select(row.id).where(getattr(row, column) == card_id).order_by(row.id)
        ).all()
        if ids:
            found[f"{table}.{column}"] = list(ids)
    return found


def turn(session: Session, places: Mapping[str, Sequence[int]], card_id: int) -> None:
    """Let these records point at another card."""
    for place, ids in places.items():
        table, _dot, column = place.partition(".")
        for record_id in ids:
            setattr(session.get_one(_ROWS[table], record_id), column, card_id)
    session.flush()
