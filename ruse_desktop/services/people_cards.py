"""Rows of the cards as values, and values written as rows, within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.citizenship import citizenship_kept
from ruse_desktop.domain.institutions import FORM_NAMES, Form
from ruse_desktop.domain.people import (
    EarlierName,
    Organisation,
    OrganisationInput,
    Person,
    PersonInput,
    Team,
    TeamInput,
)
from ruse_desktop.domain.people_joining import Card
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key, sort_key
from ruse_desktop.kernel.transliteration import latin
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.people import (
    OrganisationNameRow,
    OrganisationRow,
    PersonNameRow,
    PersonRow,
    TeamMemberRow,
    TeamRow,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

TABLES: dict[NomineeKind, Any] = {
    NomineeKind.PERSON: PersonRow,
    NomineeKind.TEAM: TeamRow,
    NomineeKind.ORGANISATION: OrganisationRow,
}
_PERSON_TEXTS = (
    "given", "middle", "family", "titles", "pseudonym", "latin", "gender", "citizenship",
    "settlement", "employer", "note",
)  # fmt: skip
_ORGANISATION_TEXTS = (
    "name", "settlement", "reg_no", "representative", "address", "phone", "email", "field",
    "latin",
)  # fmt: skip


def card_of(session: Session, kind: NomineeKind, card_id: int) -> Card:
    """The value of a saved card. Raises NotFound."""
    row = row_of(session, TABLES[kind], card_id)
    if kind is NomineeKind.PERSON:
        return person_of(row)
    return team_of(row) if kind is NomineeKind.TEAM else organisation_of(row)


def row_of(session: Session, table: Any, record_id: int) -> Any:
    """The row with this id. Raises NotFound."""
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
        earlier=_names_of(row),
        id=row.id,
        merged_into=row.merged_into_id,
    )


def organisation_of(row: OrganisationRow) -> Organisation:
    """The value of a row."""
    return Organisation(
        **{name: getattr(row, name) for name in _ORGANISATION_TEXTS},
        kind=ProposerKind(row.kind),
        areas=tuple(row.areas),
        earlier=_names_of(row),
        id=row.id,
        merged_into=row.merged_into_id,
    )


def _names_of(row: PersonRow | OrganisationRow) -> tuple[EarlierName, ...]:
    return tuple(EarlierName(one.name, one.since, one.until) for one in row.names)


def team_of(row: TeamRow) -> Team:
    """The value of a row."""
    members = tuple(m.name for m in row.members)
    return Team(row.name, row.organisation, members, id=row.id, merged_into=row.merged_into_id)


def save_person_in(
    tx: Transaction, typed: PersonInput, person_id: int | None = None, *, names: bool = False
) -> PersonRow:
    """Write a person within a transaction; `names` = earlier names left out are taken off the card.

    Raises UserError when the name is missing.
    """
    row: PersonRow = _write(tx, PersonRow, person_id, person_values(typed))
    _write_names(tx, row, typed.earlier, PersonNameRow, keep=not names)
    row.find_key = _find_key(row.search_key, row, row.latin or latin(_full(row)))
    tx.session.flush()
    return row


def _full(row: PersonRow) -> str:
    return " ".join(part for part in (row.given, row.middle, row.family) if part)


def person_values(typed: PersonInput) -> dict[str, Any]:
    """The columns of a person's row, the earlier names and the key of finding left out.

    A Latin spelling that follows from the name is not kept: it would outlive a change of the name.
    Raises UserError when the name is missing.
    """
    values: dict[str, Any] = {
        name: clean(getattr(typed, name), 2000 if name == "note" else 200) for name in _PERSON_TEXTS
    }
    if not values["given"] and not values["family"]:
        raise UserError(_("Името на лицето липсва."), _("Впишете поне собствено и фамилно име."))
    full = " ".join(p for p in (values["given"], values["middle"], values["family"]) if p)
    return values | {
        "citizenship": citizenship_kept(values["citizenship"]),
        "latin": "" if values["latin"] == latin(full) else values["latin"],
        "birth_year": typed.birth_year or (typed.birth_date.year if typed.birth_date else None),
        "birth_date": typed.birth_date,
        "death_date": typed.death_date,
        "search_key": search_key(f"{full} {values['pseudonym']}".strip()),
        "sort_key": sort_key(" ".join((values["family"], values["given"], values["middle"]))),
    }


def save_organisation_in(
    tx: Transaction,
    typed: OrganisationInput,
    organisation_id: int | None = None,
    *,
    names: bool = False,
) -> OrganisationRow:
    """Write an organisation within a transaction, earlier names as with a person.

    Raises UserError when the name is missing.
    """
    row: OrganisationRow = _write(tx, OrganisationRow, organisation_id, organisation_values(typed))
    _write_names(tx, row, typed.earlier, OrganisationNameRow, keep=not names)
    row.find_key = _find_key(row.search_key, row, row.latin or latin(row.name))
    tx.session.flush()
    if organisation_id is not None:
        for one in tx.session.scalars(
            select(InstitutionRow).where(InstitutionRow.organisation_id == row.id)
        ):
            set_institution_keys(one, row)
        tx.session.flush()
    return row


def set_institution_keys(row: InstitutionRow, card: OrganisationRow) -> None:
    """The keys by which an institution is found and sorted, all from its card."""
    said = (card.field, card.settlement, card.representative, card.reg_no, card.address)
    form = _(FORM_NAMES[Form(row.form)])
    row.search_key = " ".join((card.find_key, search_key(" ".join((*said, form)))))
    row.settlement_key = sort_key(card.settlement)


def organisation_values(typed: OrganisationInput) -> dict[str, Any]:
    """The columns of an organisation's row, as `person_values`. Raises UserError without a name."""
    values: dict[str, Any] = {
        name: clean(getattr(typed, name), 300) for name in _ORGANISATION_TEXTS
    }
    if not values["name"]:
        raise UserError(_("Името на организацията липсва."), _("Впишете пълното име."))
    return values | {
        "kind": str(typed.kind),
        "latin": "" if values["latin"] == latin(values["name"]) else values["latin"],
        "areas": list(typed.areas),
        "search_key": search_key(values["name"]),
        "sort_key": sort_key(values["name"]),
    }


def _write_names(
    tx: Transaction,
    row: Any,
    typed: tuple[EarlierName, ...],
    table: type[PersonNameRow | OrganisationNameRow],
    *,
    keep: bool,
) -> None:
    """Make the earlier names those typed; `keep` adds to the saved ones, nothing is taken off."""
    saved = _names_of(row)
    wanted: dict[tuple[str, date | None, date | None], EarlierName] = {}
    for one in (*(saved if keep else ()), *typed):
        name = clean(one.name)
        if one.since and one.until and one.until < one.since:
            raise UserError(
                _("Името „{name}“ е носено до ден преди първия.").format(name=name),
                _("Поправете „от“ или „до“."),
            )
        if name:
            new = EarlierName(name, one.since, one.until)
            wanted.setdefault((search_key(name), one.since, one.until), new)
    names = tuple(wanted.values())
    if names == saved:
        return
    row.names.clear()
    tx.session.flush()
    row.names.extend(
        table(
            ordinal=n, name=one.name, since=one.since, until=one.until,
            search_key=search_key(one.name),
        )
        for n, one in enumerate(names, 1)
    )  # fmt: skip
    tx.session.flush()


def new_person_row(typed: PersonInput, row_id: int) -> PersonRow:
    """A card not written yet, without earlier names. Raises UserError when the name is missing."""
    row = PersonRow(id=row_id, provisional=False, names=[], **person_values(typed))
    row.find_key = " ".join((row.search_key, search_key(row.latin or latin(_full(row)))))
    return row


def new_organisation_row(typed: OrganisationInput, row_id: int) -> OrganisationRow:
    """As `new_person_row`."""
    row = OrganisationRow(id=row_id, provisional=False, names=[], **organisation_values(typed))
    row.find_key = " ".join((row.search_key, search_key(row.latin or latin(row.name))))
    return row


def _find_key(key: str, row: PersonRow | OrganisationRow, spelled: str) -> str:
    """Everything by which a card is found."""
    return " ".join((key, *(one.search_key for one in row.names), search_key(spelled)))


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
        "find_key": search_key(" ".join((name, *members))),
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
        row = row_of(tx.session, table, record_id)
        for name, value in values.items():
            setattr(row, name, value)
    tx.session.flush()
    return row
