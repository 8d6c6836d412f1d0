"""Cards of persons, organisations and teams: saving, finding, likely duplicates, joining, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.people import (
    Candidate,
    CardLine,
    History,
    MergeView,
    Organisation,
    OrganisationInput,
    Person,
    PersonInput,
    Team,
    TeamInput,
)
from ruse_desktop.domain.people_joining import Card
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.nomination_index import reindex
from ruse_desktop.services.people_cards import (
    TABLES,
    card_of,
    organisation_of,
    person_of,
    row_of,
    save_organisation_in,
    save_person_in,
    save_team_in,
    team_of,
)
from ruse_desktop.services.people_duplicates import (
    card_line,
    duplicates_in,
    in_register,
    set_apart_in,
    twins_in,
    twins_of,
)
from ruse_desktop.services.people_history import (
    as_json,
    as_text,
    card_of_laureate,
    export_in,
    history_in,
)
from ruse_desktop.services.people_merge import merge_in, unmerge_in, view_of
from ruse_desktop.storage.people import OrganisationRow, PersonRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("people", "nominations")
_POINTING = (*_KINDS, "permits", "violations", "protocol-plans")
_MANY = 900
__all__ = [
    "PeopleService",
    "card_of",
    "duplicates_in",
    "organisation_of",
    "person_of",
    "save_organisation_in",
    "save_person_in",
    "save_team_in",
    "team_of",
]


class PeopleService:
    """The one card of each real person, organisation and team."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def save_person(
        self, typed: PersonInput, *, actor: Actor, person_id: int | None = None
    ) -> Person:
        """Add a person or change the one with `person_id`. Raises UserError, NotFound."""
        with self._store.write(actor, "people.save", _KINDS) as tx:
            row = save_person_in(tx, typed, person_id, names=True)
            reindex(tx.session, NomineeKind.PERSON, row.id)
            tx.subject("person", row.id, "карта на лице")
            return person_of(row)

    def save_organisation(
        self, typed: OrganisationInput, *, actor: Actor, organisation_id: int | None = None
    ) -> Organisation:
        """Add an organisation or change the one with `organisation_id`."""
        with self._store.write(actor, "people.save-organisation", _KINDS) as tx:
            row = save_organisation_in(tx, typed, organisation_id, names=True)
            reindex(tx.session, NomineeKind.ORGANISATION, row.id)
            tx.subject("organisation", row.id, row.name)
            return organisation_of(row)

    def save_team(self, typed: TeamInput, *, actor: Actor, team_id: int | None = None) -> Team:
        """Add a team or change the one with `team_id`. Raises UserError, NotFound."""
        with self._store.write(actor, "people.save-team", _KINDS) as tx:
            row = save_team_in(tx, typed, team_id)
            reindex(tx.session, NomineeKind.TEAM, row.id)
            tx.subject("team", row.id, "карта на екип")
            return team_of(row)

    def card(self, kind: NomineeKind, card_id: int) -> Card:
        """The saved card of the kind; one put away by a merge says into which. Raises NotFound."""
        with self._store.read() as session:
            return card_of(session, kind, card_id)

    def person(self, person_id: int) -> Person:
        """The saved person. Raises NotFound."""
        with self._store.read() as session:
            return person_of(row_of(session, PersonRow, person_id))

    def organisation(self, organisation_id: int) -> Organisation:
        """The saved organisation. Raises NotFound."""
        with self._store.read() as session:
            return organisation_of(row_of(session, OrganisationRow, organisation_id))

    def organisations(self, text: str = "", *, limit: int = 500) -> tuple[Organisation, ...]:
        """Organisations found by `text` in today's or an earlier name, in Bulgarian order."""
        with self._store.read() as session:
            query = _found(OrganisationRow, text).limit(limit)
            return tuple(organisation_of(row) for row in session.scalars(query))

    def people(self, text: str = "", *, limit: int = 500) -> tuple[Person, ...]:
        """Persons found by `text` in any of their names, in Bulgarian order."""
        with self._store.read() as session:
            query = _found(PersonRow, text).limit(limit)
            return tuple(person_of(row) for row in session.scalars(query))

    def rows(
        self,
        kinds: Sequence[NomineeKind] = tuple(NomineeKind),
        text: str = "",
        *,
        doubtful: bool = False,
        limit: int = 500,
    ) -> tuple[CardLine, ...]:
        """The register: cards of these kinds found by every word of `text`, in Bulgarian order.

        `doubtful` leaves only the cards that may have a double (R-X-0.9).
        """
        with self._store.read() as session:
            found = [
                line
                for kind in kinds
                for line in lines_in(session, kind, text, limit, doubtful=doubtful)
            ]
        found.sort(key=lambda line: line.order)
        return tuple(found[:limit])

    def likely_duplicates(
        self,
        name: str,
        *,
        kind: NomineeKind = NomineeKind.PERSON,
        birth_year: int | None = None,
        limit: int = 8,
    ) -> tuple[Candidate, ...]:
        """Saved cards that may be the one being typed, best first (R-X-0.9).

        Different known birth years are different people.
        """
        with self._store.read() as session:
            return duplicates_in(session, name, kind, birth_year=birth_year, limit=limit)

    def twins(self, kind: NomineeKind, card_id: int) -> tuple[Candidate, ...]:
        """The other cards that may be this one (R-X-0.9), but those set apart from it."""
        with self._store.read() as session:
            return twins_of(session, kind, card_id)

    def set_apart(self, kind: NomineeKind, one: int, other: int, *, actor: Actor) -> None:
        """Say that two cards are of different people; they are no longer offered as doubles."""
        with self._store.write(actor, "people.set-apart", ("people",)) as tx:
            set_apart_in(tx, kind, one, other)
            tx.subject(str(kind), one, f"различна от карта {other}")

    def merge(
        self,
        kind: NomineeKind,
        keep_id: int,
        drop_id: int,
        *,
        actor: Actor,
        choices: Mapping[str, str] | None = None,
    ) -> MergeView:
        """Join a card into the one that stays; `choices` of groups: „keep“ or „drop“.

        The groups are those of `people_merge.GROUPS`. Raises Refused, NotFound.
        """
        with self._store.write(actor, "people.merge", _POINTING) as tx:
            row = merge_in(tx, kind, keep_id, drop_id, choices or {})
            tx.subject(str(kind), keep_id, f"обединена карта {drop_id}")
            return view_of(row)

    def unmerge(self, merge_id: int, *, actor: Actor) -> MergeView:
        """Take a merge apart while nothing changed since. Raises Refused, NotFound."""
        with self._store.write(actor, "people.unmerge", _POINTING) as tx:
            row = unmerge_in(tx, merge_id)
            tx.subject(row.kind, row.keep_id, f"отменено обединяване с карта {row.drop_id}")
            return view_of(row)

    def history(self, kind: NomineeKind, card_id: int) -> History:
        """Nominations, awards, commissions and overrides of a card, newest first."""
        with self._store.read() as session:
            return history_in(session, self._law, kind, card_id)

    def of_laureate(self, book: str, seq: int) -> tuple[NomineeKind, int] | None:
        """The card behind an entry of a book; None when no one card is certainly the laureate's."""
        with self._store.read() as session:
            return card_of_laureate(session, book, seq)

    def export(
        self,
        kind: NomineeKind,
        card_id: int,
        *,
        actor: Actor,
        names: Mapping[str, str] | None = None,
    ) -> str:
        """All data of one card as JSON, or as text with these `names` of fields (R-X-0.10).

        Handing out personal data leaves a line in the audit.
        """
        with self._store.write(actor, "people.export", ()) as tx:
            data = export_in(tx.session, self._law, kind, card_id)
            tx.subject(str(kind), card_id, "копие на данните")
            return as_text(data, dict(names)) if names is not None else as_json(data)


def lines_in(
    session: Session, kind: NomineeKind, text: str, limit: int, *, doubtful: bool = False
) -> list[CardLine]:
    """The cards of one kind as lines of the register."""
    table = TABLES[kind]
    query = _found(table, text)
    twins: dict[int, tuple[int, ...]] = {}
    if doubtful:
        twins = twins_in(session, kind)
        query = query.where(table.id.in_(list(twins)[:_MANY]))
    rows = session.scalars(query.limit(limit)).all()
    return [
        CardLine(
            kind, row.id, *card_line(session, kind, row.id),
            order=row.sort_key, twins=len(twins.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


def _found(table: Any, text: str) -> Any:
    query = select(table).where(*in_register(table)).order_by(table.sort_key, table.id)
    for word in search_words(text):
        query = query.where(table.find_key.contains(word, autoescape=True))
    return query
