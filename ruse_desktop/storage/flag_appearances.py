"""The tables of the flag's appearances: one for an event, and which Правилник is in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, strict


class FlagAppearanceRow(Base):
    """What is known of the flag's part in an event (чл. 12, чл. 13)."""

    __tablename__ = "flag_appearance"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    ground: Mapped[str]
    ground_text: Mapped[str]
    citation: Mapped[str]
    motive: Mapped[str]
    decided_by: Mapped[str] = mapped_column(info={"personal": True})
    council_ref: Mapped[str]
    bearer: Mapped[str] = mapped_column(info={"personal": True})
    assistants: Mapped[list[str]] = mapped_column(info={"personal": True})
    guard: Mapped[str]
    flag_order: Mapped[str]
    moment: Mapped[str]
    anthem: Mapped[str]
    dress: Mapped[str]
    contact: Mapped[str] = mapped_column(info={"personal": True})
    steps: Mapped[list[Any]]
    scenario: Mapped[list[Any]] = mapped_column(info={"personal": True})
    protocol_ok_by: Mapped[str] = mapped_column(info={"personal": True})
    protocol_ok_on: Mapped[date | None]
    ready: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("ground <> ''", name="ground"))


class FlagAnniversaryRow(Base):
    """An event whose anniversaries the flag may honour (чл. 12, т. 3); removed ones stay."""

    __tablename__ = "flag_anniversary"
    id: Mapped[int] = mapped_column(primary_key=True)
    happened: Mapped[date]
    title: Mapped[str]
    motive: Mapped[str]
    decided_by: Mapped[str] = mapped_column(info={"personal": True})
    removed: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("title <> '' AND motive <> ''", name="said"))


class FlagRulesRow(Base):
    """A version of the Правилник of чл. 13, in force from its day."""

    __tablename__ = "flag_rules"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    since: Mapped[date]
    sha256: Mapped[str]
    suffix: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("version <> ''", name="version"))


class FlagChecklistRow(Base):
    """The steps with which appearances on a ground begin; the newest list of a ground counts."""

    __tablename__ = "flag_checklist"
    id: Mapped[int] = mapped_column(primary_key=True)
    ground: Mapped[str]
    steps: Mapped[list[str]]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()
