"""The table of signed minutes: each scan is a version that nothing replaces or removes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl


class SignedMinutesRow(Base):
    """A scan of the signed minutes of a closed session.

    The first is version 1 without a reason; a further one says in `reason` why it was added.
    """

    __tablename__ = "signed_minutes"
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    signed_on: Mapped[date]
    registry_no: Mapped[str]
    reason: Mapped[str]
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    at: Mapped[datetime]


ddl(
    SignedMinutesRow.__table__,
    "CREATE TRIGGER signed_minutes_next BEFORE INSERT ON signed_minutes WHEN "
    "(SELECT state FROM session WHERE id = new.session_id) <> 'closed' "
    "OR new.version <> 1 + (SELECT count(*) FROM signed_minutes WHERE session_id = new.session_id) "
    "OR (new.version > 1 AND new.reason = '') "
    "BEGIN SELECT RAISE(ABORT, 'signed minutes only get a further version'); END",
)
for _action in ("UPDATE", "DELETE"):
    ddl(
        SignedMinutesRow.__table__,
        f"CREATE TRIGGER signed_minutes_no_{_action.lower()} BEFORE {_action} ON signed_minutes "
        "BEGIN SELECT RAISE(ABORT, 'signed minutes are locked'); END",
    )
