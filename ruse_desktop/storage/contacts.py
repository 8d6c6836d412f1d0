"""Tables of the contacts and of the groups in which they are invited (функция 16)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ruse_desktop.storage.base import Base, ddl, strict


class ContactRow(Base):
    """Somebody the department writes to; struck out with a reason, never deleted."""

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    organisation: Mapped[str]
    person: Mapped[str] = mapped_column(info={"personal": True})
    title: Mapped[str]
    called: Mapped[str]
    other_title: Mapped[str]
    other_called: Mapped[str]
    second: Mapped[bool]
    rank: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str] = mapped_column(info={"personal": True})
    email: Mapped[str] = mapped_column(info={"personal": True})
    checked_on: Mapped[date | None]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(info={"derived": True, "personal": True})
    sort_key: Mapped[str] = mapped_column(index=True, info={"derived": True, "personal": True})
    groups: Mapped[list[ContactGroupRow]] = relationship(
        order_by="ContactGroupRow.name", cascade="all, delete-orphan", lazy="selectin"
    )
    __table_args__ = strict(CheckConstraint("person <> '' OR organisation <> ''", name="name"))


class ContactGroupRow(Base):
    """A contact is invited with this group."""

    __tablename__ = "contact_group"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True, index=True)
    __table_args__ = strict()


ddl(
    ContactRow.__table__,
    "CREATE TRIGGER contact_kept BEFORE DELETE ON contact "
    "BEGIN SELECT RAISE(ABORT, 'contact: kept'); END",
)
