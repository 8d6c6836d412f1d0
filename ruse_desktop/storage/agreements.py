"""The tables of international agreements: the register's lines and their renewals (функция 35)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class AgreementRow(Base):
    """A signed agreement; `expires_on` follows from the term and the renewals, None = without end."""

    __tablename__ = "agreement"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    partner: Mapped[str]
    country: Mapped[str]
    subject: Mapped[str]
    signed_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    signed_by: Mapped[str] = mapped_column(info={"personal": True})
    partner_signed_by: Mapped[str] = mapped_column(info={"personal": True})
    term_years: Mapped[int | None]
    term_until: Mapped[date | None]
    renewal: Mapped[str]
    remind_months: Mapped[int]
    decision: Mapped[str]
    shelf: Mapped[str]
    note: Mapped[str]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None] = mapped_column(index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(
        CheckConstraint("term_years IS NULL OR term_until IS NULL", name="term"),
        CheckConstraint("remind_months BETWEEN 0 AND 60", name="remind"),
    )


class AgreementRenewalRow(Base):
    """A renewal: the day it was agreed, until when (None = without end), by which document."""

    __tablename__ = "agreement_renewal"
    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    on: Mapped[date]
    until: Mapped[date | None]
    document: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint('until IS NULL OR until >= "on"', name="days"))


for _table in ("agreement", "agreement_renewal"):
    ddl(
        (AgreementRow if _table == "agreement" else AgreementRenewalRow).__table__,
        f"CREATE TRIGGER {_table}_kept BEFORE DELETE ON {_table} "
        f"BEGIN SELECT RAISE(ABORT, '{_table}: kept'); END",
    )
