"""The keys by which nominations are listed, made from the cards they point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.text import search_key, sort_key
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session


def index(session: Session, row: NominationRecord) -> None:
    """The keys by which the list is searched and sorted: „name|number|registry|proposer“."""
    name, key = "", ""
    if row.person_id:
        person = session.get_one(PersonRow, row.person_id)
        name = " ".join(p for p in (person.given, person.middle, person.family) if p)
        key = person.sort_key
    elif row.team_id:
        name = session.get_one(TeamRow, row.team_id).name
    elif row.organisation_id:
        name = session.get_one(OrganisationRow, row.organisation_id).name
    proposer = row.proposer_person
    if row.proposer_id:
        proposer = session.get_one(OrganisationRow, row.proposer_id).name
    words = (name, row.number or "", row.registry_no, proposer)
    row.search_key = "|".join(search_key(word) for word in words)
    row.sort_key = key or sort_key(name)


def nominations_of(session: Session, kind: NomineeKind, card_id: int) -> Sequence[NominationRecord]:
    """Every nomination that points at the card, as nominee or as proposer."""
    record: Any = NominationRecord
    pointing = {
        NomineeKind.PERSON: (record.person_id,),
        NomineeKind.TEAM: (record.team_id,),
        NomineeKind.ORGANISATION: (record.organisation_id, record.proposer_id),
    }[kind]
    return session.scalars(
        select(NominationRecord)
        .where(or_(*(column == card_id for column in pointing)))
        .order_by(NominationRecord.id)
    ).all()


def reindex(session: Session, kind: NomineeKind, card_id: int) -> None:
    """Write the keys of its nominations anew after the card was renamed."""
    for row in nominations_of(session, kind, card_id):
        index(session, row)
    session.flush()
