"""The tables of protection: registered signs and names, their renewals, their papers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class MarkRow(Base):
    """A sign or name filed or registered; `expires_on` moves with each renewal."""

    __tablename__ = "protected_mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    kind_name: Mapped[str]
    symbol: Mapped[str]
    office: Mapped[str]
    filed_no: Mapped[str]
    filed_on: Mapped[date | None]
    number: Mapped[str]
    registered_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    classes: Mapped[str]
    responsible: Mapped[str] = mapped_column(info={"personal": True})
    note: Mapped[str]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(
        CheckConstraint(
            "filed_on IS NULL OR registered_on IS NULL OR filed_on <= registered_on", name="filed"
        ),
        CheckConstraint(
            "registered_on IS NULL OR expires_on IS NULL OR registered_on < expires_on",
            name="term",
        ),
        Index(
            "uq_protected_mark_number", "kind", "office", "number", unique=True,
            sqlite_where=text("number <> ''"),
        ),
    )  # fmt: skip


class MarkRenewalRow(Base):
    """A renewal: until when it was, until when it is; never changed or deleted."""

    __tablename__ = "protected_mark_renewal"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("protected_mark.id"), index=True)
    on: Mapped[date]
    number: Mapped[str]
    before: Mapped[date]
    expires_on: Mapped[date]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(CheckConstraint("before < expires_on", name="longer"))


class MarkFileRow(Base):
    """A paper of a registration, kept by its checksum."""

    __tablename__ = "protected_mark_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("protected_mark.id"), index=True)
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    note: Mapped[str]
    by: Mapped[str]
    removed_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict()


for _action in ("UPDATE", "DELETE"):
    ddl(
        MarkRenewalRow.__table__,
        f"CREATE TRIGGER protected_mark_renewal_no_{_action.lower()} BEFORE {_action} "
        "ON protected_mark_renewal BEGIN SELECT RAISE(ABORT, 'renewal: append-only'); END",
    )
ddl(
    MarkRow.__table__,
    "CREATE TRIGGER protected_mark_kept BEFORE DELETE ON protected_mark "
    "BEGIN SELECT RAISE(ABORT, 'protected_mark: kept'); END",
)
