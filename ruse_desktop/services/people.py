"""Cards of persons, organisations and teams: saving, finding, likely duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.people import (
    Candidate,
    Organisation,
    OrganisationInput,
    Person,
    PersonInput,
    Team,
    TeamInput,
)
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key, sort_key
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamMemberRow, TeamRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store, Transaction

LIKELY = 85
_PERSON_TEXTS = (
    "given", "middle", "family", "titles", "pseudonym", "latin", "gender", "citizenship",
    "settlement", "employer", "note",
)  # fmt: skip
_ORGANISATION_TEXTS = (
    "name", "settlement", "reg_no", "representative", "address", "phone", "email", "field",
)  # fmt: skip


class PeopleService:
    """The one card of each real person, organisation and team."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save_person(
        self, typed: PersonInput, *, actor: Actor, person_id: int | None = None
    ) -> Person:
        """Add a person or change the one with `person_id`. Raises UserError, NotFound."""
        with self._store.write(actor, "people.save", ("people",)) as tx:
            row = save_person_in(tx, typed, person_id)
            tx.subject("person", row.id, "карта на лице")
            return person_of(row)

    def save_organisation(
        self, typed: OrganisationInput, *, actor: Actor, organisation_id: int | None = None
    ) -> Organisation:
        """Add an organisation or change the one with `organisation_id`."""
        with self._store.write(actor, "people.save-organisation", ("people",)) as tx:
            row = save_organisation_in(tx, typed, organisation_id)
            tx.subject("organisation", row.id, row.name)
            return organisation_of(row)

    def person(self, person_id: int) -> Person:
        """The saved person. Raises NotFound."""
        with self._store.read() as session:
            return person_of(_get(session, PersonRow, person_id))

    def organisation(self, organisation_id: int) -> Organisation:
        """The saved organisation. Raises NotFound."""
        with self._store.read() as session:
            return organisation_of(_get(session, OrganisationRow, organisation_id))

    def organisations(self, text: str = "", *, limit: int = 500) -> tuple[Organisation, ...]:
        """Organisations whose name holds `text`, in Bulgarian order."""
        query = (
            select(OrganisationRow)
            .where(OrganisationRow.provisional.is_(False))
            .order_by(OrganisationRow.sort_key)
            .limit(limit)
        )
        if text.strip():
            query = query.where(
                OrganisationRow.search_key.contains(search_key(text), autoescape=True)
            )
        with self._store.read() as session:
            return tuple(organisation_of(row) for row in session.scalars(query))

    def people(self, text: str = "", *, limit: int = 500) -> tuple[Person, ...]:
        """Persons whose name holds `text`, in Bulgarian order."""
        query = (
            select(PersonRow)
            .where(PersonRow.provisional.is_(False))
            .order_by(PersonRow.sort_key)
            .limit(limit)
        )
        if text.strip():
            query = query.where(PersonRow.search_key.contains(search_key(text), autoescape=True))
        with self._store.read() as session:
            return tuple(person_of(row) for row in session.scalars(query))

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


def duplicates_in(
    session: Session,
    name: str,
    kind: NomineeKind,
    *,
    birth_year: int | None = None,
    limit: int = 8,
) -> tuple[Candidate, ...]:
    """`likely_duplicates` within a session."""
    key = search_key(name)
    if len(key) < 3:
        return ()
    if kind is NomineeKind.PERSON:
        people = session.execute(
            select(PersonRow.id, PersonRow.search_key, PersonRow.birth_year).where(
                PersonRow.provisional.is_(False)
            )
        )
        rows = [(r[0], r[1]) for r in people if None in (birth_year, r[2]) or r[2] == birth_year]
    else:
        table: Any = TeamRow if kind is NomineeKind.TEAM else OrganisationRow
        cards = select(table.id, table.search_key).where(table.provisional.is_(False))
        rows = [(r[0], r[1]) for r in session.execute(cards)]
    best = _best(key, rows, limit)
    return tuple(_candidate(session, kind, key, found) for found in best)


def _best(key: str, rows: list[tuple[int, str]], limit: int) -> list[tuple[int, float]]:
    from rapidfuzz import fuzz, process

    names = [name for _id, name in rows]
    found = process.extract(
        key, names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKELY - 8, limit=limit * 3
    )
    scored = [(rows[index][0], _score(key, name, score)) for name, score, index in found]
    return sorted((s for s in scored if s[1] >= LIKELY), key=lambda s: -s[1])[:limit]


def _score(key: str, name: str, score: float) -> float:
    """An abbreviated middle name („ст.“ for „стоянов“) counts as the same."""
    ours, theirs = key.split(), name.split()
    if ours[:1] == theirs[:1] and ours[-1:] == theirs[-1:]:
        middles = (" ".join(ours[1:-1]), " ".join(theirs[1:-1]))
        if any(not m for m in middles) or middles[0].startswith(middles[1]) or middles[1].startswith(middles[0]):  # fmt: skip
            return max(score, 90.0)
    return score


def _candidate(
    session: Session, kind: NomineeKind, key: str, found: tuple[int, float]
) -> Candidate:
    record_id, score = found
    if kind is NomineeKind.PERSON:
        person = _get(session, PersonRow, record_id)
        detail = " · ".join(
            part
            for part in (
                str(person.birth_year) if person.birth_year else "",
                person.settlement,
                person.employer,
            )
            if part
        )
        name, stored = person_of(person).full_name, person.search_key
    elif kind is NomineeKind.TEAM:
        team = _get(session, TeamRow, record_id)
        name, stored, detail = team.name, team.search_key, team.organisation
    else:
        organisation = _get(session, OrganisationRow, record_id)
        name, stored, detail = organisation.name, organisation.search_key, organisation.settlement
    return Candidate(kind, record_id, name, detail, score, exact=stored == key)


def _get(session: Session, table: Any, record_id: int) -> Any:
    row = session.get(table, record_id)
    if row is None:
        raise NotFound(_("Картата не е намерена."), _("Потърсете я отново по име."))
    return row


def person_of(row: PersonRow) -> Person:
    """The value of a row."""
    return Person(
        **{name: getattr(row, name) for name in _PERSON_TEXTS},
        birth_year=row.birth_year,
        birth_date=row.birth_date,
        death_date=row.death_date,
        id=row.id,
    )


def organisation_of(row: OrganisationRow) -> Organisation:
    """The value of a row."""
    return Organisation(
        **{name: getattr(row, name) for name in _ORGANISATION_TEXTS},
        kind=ProposerKind(row.kind),
        areas=tuple(row.areas),
        id=row.id,
    )


def team_of(row: TeamRow) -> Team:
    """The value of a row."""
    return Team(row.name, row.organisation, tuple(m.name for m in row.members), id=row.id)


def save_person_in(tx: Transaction, typed: PersonInput, person_id: int | None = None) -> PersonRow:
    """Write a person within a transaction. Raises UserError when the name is missing."""
    values: dict[str, Any] = {
        name: clean(getattr(typed, name), 2000 if name == "note" else 200) for name in _PERSON_TEXTS
    }
    if not values["given"] and not values["family"]:
        raise UserError(_("Името на лицето липсва."), _("Впишете поне собствено и фамилно име."))
    full = " ".join(p for p in (values["given"], values["middle"], values["family"]) if p)
    values |= {
        "birth_year": typed.birth_year or (typed.birth_date.year if typed.birth_date else None),
        "birth_date": typed.birth_date,
        "death_date": typed.death_date,
        "search_key": search_key(f"{full} {values['pseudonym']}".strip()),
        "sort_key": sort_key(" ".join((values["family"], values["given"], values["middle"]))),
    }
    row: PersonRow = _write(tx, PersonRow, person_id, values)
    return row


def save_organisation_in(
    tx: Transaction, typed: OrganisationInput, organisation_id: int | None = None
) -> OrganisationRow:
    """Write an organisation within a transaction. Raises UserError when the name is missing."""
    values: dict[str, Any] = {
        name: clean(getattr(typed, name), 300) for name in _ORGANISATION_TEXTS
    }
    if not values["name"]:
        raise UserError(_("Името на организацията липсва."), _("Впишете пълното име."))
    values |= {
        "kind": str(typed.kind),
        "areas": list(typed.areas),
        "search_key": search_key(values["name"]),
        "sort_key": sort_key(values["name"]),
    }
    row: OrganisationRow = _write(tx, OrganisationRow, organisation_id, values)
    return row


def save_team_in(tx: Transaction, typed: TeamInput, team_id: int | None = None) -> TeamRow:
    """Write a team and its members within a transaction."""
    name = clean(typed.name, 300)
    if not name:
        raise UserError(_("Името на екипа липсва."), _("Впишете името, под което е известен."))
    members = [clean(member, 200) for member in typed.members]
    values: dict[str, Any] = {
        "name": name,
        "organisation": clean(typed.organisation, 300),
        "search_key": search_key(name),
        "sort_key": sort_key(name),
    }
    row: TeamRow = _write(tx, TeamRow, team_id, values)
    row.members.clear()
    tx.session.flush()
    row.members.extend(
        TeamMemberRow(ordinal=n, name=member, search_key=search_key(member))
        for n, member in enumerate((m for m in members if m), 1)
    )
    tx.session.flush()
    return row


def _write(tx: Transaction, table: Any, record_id: int | None, values: dict[str, Any]) -> Any:
    if record_id is None:
        row = table(**values)
        tx.session.add(row)
    else:
        row = _get(tx.session, table, record_id)
        for name, value in values.items():
            setattr(row, name, value)
    tx.session.flush()
    return row
