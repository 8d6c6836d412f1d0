"""The table of the municipality's keys for diplomas: public parts for ever, private parts sealed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl


class SigningKeyRow(Base):
    """One key pair; `sealed` is the private part under the keeper's password."""

    __tablename__ = "signing_key"
    id: Mapped[str] = mapped_column(primary_key=True)
    public: Mapped[bytes]
    sealed: Mapped[bytes]
    since: Mapped[date]
    by: Mapped[str]
    until: Mapped[date | None]
    why: Mapped[str]


_SAME = " AND ".join(
    f'new."{column.name}" IS old."{column.name}"'
    for column in SigningKeyRow.__table__.columns
    if column.name not in {"until", "why", "sealed"}
)
ddl(
    SigningKeyRow.__table__,
    "CREATE TRIGGER signing_key_frozen BEFORE UPDATE ON signing_key "
    f"WHEN NOT ({_SAME} AND old.until IS NULL) "
    "BEGIN SELECT RAISE(ABORT, 'a key can only be replaced'); END",
)
ddl(
    SigningKeyRow.__table__,
    "CREATE TRIGGER signing_key_kept BEFORE DELETE ON signing_key "
    "BEGIN SELECT RAISE(ABORT, 'a key is never deleted'); END",
)
