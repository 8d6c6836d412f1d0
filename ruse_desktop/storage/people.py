"""Tables of the cards: persons, organisations, teams with their members, earlier names, merges.

A provisional card belongs to one draft and is not shown elsewhere; a card with `merged_into_id` was
put away when it turned out to be another's double, and is shown nowhere either. `search_key` is the
name, `find_key` everything by which a card is found: also earlier names, pseudonym, Latin spelling.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base

_PERSONAL: dict[Any, Any] = {"personal": True}
_DERIVED: dict[Any, Any] = {"derived": True}


class PersonRow(Base):
    """One real person."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    given: Mapped[str] = mapped_column(info=_PERSONAL)
    middle: Mapped[str] = mapped_column(info=_PERSONAL)
    family: Mapped[str] = mapped_column(info=_PERSONAL)
    titles: Mapped[str] = mapped_column(info=_PERSONAL)
    pseudonym: Mapped[str] = mapped_column(info=_PERSONAL)
    latin: Mapped[str] = mapped_column(info=_PERSONAL)
    gender: Mapped[str] = mapped_column(info=_PERSONAL)
    birth_year: Mapped[int | None] = mapped_column(info=_PERSONAL)
    birth_date: Mapped[date | None] = mapped_column(info=_PERSONAL)
    death_date: Mapped[date | None] = mapped_column(info=_PERSONAL)
    citizenship: Mapped[str] = mapped_column(info=_PERSONAL)
    settlement: Mapped[str] = mapped_column(info=_PERSONAL)
    employer: Mapped[str] = mapped_column(info=_PERSONAL)
    note: Mapped[str] = mapped_column(info=_PERSONAL)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    provisional: Mapped[bool] = mapped_column(default=False, info=_DERIVED)
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    find_key: Mapped[str] = mapped_column(default="", info=_DERIVED)
    sort_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    names: Mapped[list[PersonNameRow]] = relationship(
        order_by="PersonNameRow.ordinal", cascade="all, delete-orphan", lazy="selectin"
    )


class PersonNameRow(Base):
    """A name a person bore before, or another spelling of it."""

    __tablename__ = "person_name"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    since: Mapped[date | None] = mapped_column(info=_PERSONAL)
    until: Mapped[date | None] = mapped_column(info=_PERSONAL)
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)


class OrganisationRow(Base):
    """One organisation or institution."""

    __tablename__ = "organisation"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    areas: Mapped[list[str]]
    settlement: Mapped[str]
    reg_no: Mapped[str]
    representative: Mapped[str] = mapped_column(info=_PERSONAL)
    address: Mapped[str]
    phone: Mapped[str] = mapped_column(info=_PERSONAL)
    email: Mapped[str] = mapped_column(info=_PERSONAL)
    field: Mapped[str]
    latin: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    provisional: Mapped[bool] = mapped_column(default=False, info=_DERIVED)
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    find_key: Mapped[str] = mapped_column(default="", info=_DERIVED)
    sort_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    names: Mapped[list[OrganisationNameRow]] = relationship(
        order_by="OrganisationNameRow.ordinal", cascade="all, delete-orphan", lazy="selectin"
    )


class OrganisationNameRow(Base):
    """A name an organisation bore before."""

    __tablename__ = "organisation_name"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)


class TeamRow(Base):
    """A team of people honoured together."""

    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    provisional: Mapped[bool] = mapped_column(default=False, info=_DERIVED)
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    find_key: Mapped[str] = mapped_column(default="", info=_DERIVED)
    sort_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)
    members: Mapped[list[TeamMemberRow]] = relationship(
        order_by="TeamMemberRow.ordinal", cascade="all, delete-orphan", lazy="selectin"
    )


class TeamMemberRow(Base):
    """A member of a team by name, in the order typed."""

    __tablename__ = "team_member"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=_PERSONAL)
    search_key: Mapped[str] = mapped_column(index=True, info=_DERIVED)


class DistinctRow(Base):
    """Two cards of which a person said that they are not the same; `low_id` is the smaller."""

    __tablename__ = "card_distinct"
    kind: Mapped[str] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(primary_key=True)
    high_id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str]
    at: Mapped[datetime]


class MergeRow(Base):
    """Two cards joined: both as they were, what was moved, the result; undone by a person or not."""

    __tablename__ = "card_merge"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    keep_id: Mapped[int] = mapped_column(index=True)
    drop_id: Mapped[int] = mapped_column(index=True)
    moved: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]] = mapped_column(info=_PERSONAL)
    after: Mapped[dict[str, Any]] = mapped_column(info=_PERSONAL)
    at: Mapped[datetime]
    by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")
