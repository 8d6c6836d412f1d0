"""The tables of publications and campaigns: the register's lines, their files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class CampaignRow(Base):
    """A publication or a campaign with the day each office agreed; struck out, never deleted."""

    __tablename__ = "campaign"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    form: Mapped[str]
    title: Mapped[str]
    on: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None]
    medium: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("award_edition.id"), index=True)
    director_on: Mapped[date | None]
    deputy_on: Mapped[date | None]
    mayor_on: Mapped[date | None]
    reference: Mapped[str]
    responsible: Mapped[str] = mapped_column(info={"personal": True})
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(
        CheckConstraint("kind IN ('publication', 'campaign')", name="kind"),
        CheckConstraint('until IS NULL OR until >= "on"', name="days"),
        CheckConstraint("event_id IS NULL OR edition_id IS NULL", name="about"),
        CheckConstraint("kind = 'campaign' OR mayor_on IS NULL", name="mayor"),
    )


class CampaignFileRow(Base):
    """A poster, a cutting, a recording, kept by its checksum; `removed_why` takes it out."""

    __tablename__ = "campaign_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    note: Mapped[str]
    by: Mapped[str]
    removed_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict()


ddl(
    CampaignRow.__table__,
    "CREATE TRIGGER campaign_kept BEFORE DELETE ON campaign "
    "BEGIN SELECT RAISE(ABORT, 'campaign: kept'); END",
)
ddl(
    CampaignRow.__table__,
    "CREATE TRIGGER campaign_struck BEFORE UPDATE ON campaign WHEN old.struck_why <> '' "
    "BEGIN SELECT RAISE(ABORT, 'campaign: struck out'); END",
)
