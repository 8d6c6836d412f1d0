"""Rows of the list of nominations: which, in what order, and each with its cards read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select

from ruse_desktop.domain.nominations import STATE_NAMES, NominationFilter, NominationRow
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_words, sort_key
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from ruse_desktop.services.nomination_reading import Reader

_AT_ONCE = 500


def keys_query(
    wanted: NominationFilter, order: str = "", *, descending: bool = False
) -> Select[int]:
    """The ids of a list in order; see `NominationLists.keys`."""
    query = select(NominationRecord.id)
    if wanted.year is not None or wanted.award or order == "award":
        query = query.join(EditionRow, NominationRecord.edition_id == EditionRow.id)
    if wanted.year is not None:
        query = query.where(EditionRow.year == wanted.year)
    if wanted.award:
        query = query.where(EditionRow.award == wanted.award)
    if wanted.states:
        query = query.where(NominationRecord.state.in_([str(s) for s in wanted.states]))
    for word in search_words(wanted.text):
        query = query.where(NominationRecord.search_key.contains(word, autoescape=True))
    by: tuple[Any, ...] = _orders().get(order, ())
    columns = [one.desc() if descending else one.asc() for one in by]
    newest = (NominationRecord.number.is_not(None), NominationRecord.number.desc())
    return query.order_by(*columns, *newest)


class Rows:
    """Lines of the list within one session."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    def all(self, wanted: NominationFilter) -> tuple[NominationRow, ...]:
        """The whole list: newest numbers first, drafts on top."""
        return self.of(tuple(self._session.scalars(keys_query(wanted))))

    def of(self, ids: tuple[int, ...]) -> tuple[NominationRow, ...]:
        """The lines of these nominations in their order; what is gone is left out."""
        held = cards_of(self._session, ids)
        found: dict[int, NominationRow] = {}
        for start in range(0, len(ids), _AT_ONCE):
            rows = self._session.execute(
                select(NominationRecord, EditionRow)
                .join(EditionRow, NominationRecord.edition_id == EditionRow.id)
                .where(NominationRecord.id.in_(ids[start : start + _AT_ONCE]))
            )
            for record, edition in rows:
                found[record.id] = self._reader.row(record, edition)
        del held  # the session keeps them only as long as somebody holds them
        return tuple(found[one] for one in ids if one in found)


def cards_of(session: Session, ids: Sequence[int]) -> list[object]:
    """Nominations with their cards, read at once; the session has them while the list is held."""
    records: list[NominationRecord] = []
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        records += session.scalars(select(NominationRecord).where(NominationRecord.id.in_(part)))
    tables: tuple[tuple[Any, set[int | None]], ...] = (
        (PersonRow, {record.person_id for record in records}),
        (TeamRow, {record.team_id for record in records}),
        (
            OrganisationRow,
            {r.organisation_id for r in records} | {r.proposer_id for r in records},
        ),
    )
    cards: list[object] = [*records]
    for table, found in tables:
        wanted = sorted(one for one in found if one is not None)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            cards.extend(session.scalars(select(table).where(table.id.in_(part))))
    return cards


def _orders() -> dict[str, tuple[Any, ...]]:
    """By what each order sorts; names as they are shown, Latin ones after the Cyrillic."""
    ranked = sorted(STATE_NAMES, key=lambda state: sort_key(_(STATE_NAMES[state])))
    states = case(
        {str(state): place for place, state in enumerate(ranked)}, value=NominationRecord.state
    )
    return {
        "number": (NominationRecord.number,),
        "award": (EditionRow.award, NominationRecord.slot),
        "nominee": (NominationRecord.search_key < "а", NominationRecord.search_key),
        "registered": (NominationRecord.registered_on,),
        "state": (states,),
    }
