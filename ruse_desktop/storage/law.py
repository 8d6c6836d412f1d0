"""Tables of what people did with the ordinance: confirmations and amendments entered or withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class ConfirmationRow(Base):
    """Somebody looked at a provision with its rules („“ = the whole edition) as they were then."""

    __tablename__ = "law_confirmation"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str]
    citation: Mapped[str]
    digest: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


class AmendmentRow(Base):
    """An amendment entered or withdrawn here, with the fingerprints of the files around it.

    `kind` „wage“ is a minimum wage entered here, whose day is `edition`. `files` are all files of the overlay after it, by name: a restored database brings them back.
    """

    __tablename__ = "law_amendment"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="amendment")
    withdrawn: Mapped[bool]
    before: Mapped[str]
    after: Mapped[str]
    files: Mapped[dict[str, Any]]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


for _row in (ConfirmationRow, AmendmentRow):
    for _action in ("UPDATE", "DELETE"):
        ddl(
            _row.__table__,
            f"CREATE TRIGGER {_row.__tablename__}_no_{_action.lower()} BEFORE {_action} "
            f"ON {_row.__tablename__} BEGIN SELECT RAISE(ABORT, 'what was done stays'); END",
        )
