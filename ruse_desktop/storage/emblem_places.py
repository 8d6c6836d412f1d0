"""The tables of the rooms with the emblem: which they are, what each check found."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict

_PERSONAL = {"personal": True}


class EmblemPlaceRow(Base):
    """A room of the act; `since` is from when it must have the emblem, a closed one stays."""

    __tablename__ = "emblem_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    kind_name: Mapped[str]
    name: Mapped[str]
    settlement: Mapped[str]
    holder: Mapped[str] = mapped_column(info=_PERSONAL)
    holder_since: Mapped[date | None]
    responsible: Mapped[str] = mapped_column(info=_PERSONAL)
    note: Mapped[str]
    since: Mapped[date]
    closed_on: Mapped[date | None]
    closed_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    checked_on: Mapped[date | None] = mapped_column(info={"derived": True})
    seen: Mapped[str] = mapped_column(default="", info={"derived": True})
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    __table_args__ = strict(
        CheckConstraint("closed_on IS NULL OR closed_on >= since", name="closed"),
        CheckConstraint("(seen = '') = (checked_on IS NULL)", name="seen"),
        Index("ix_emblem_place_kind", "kind"),
    )


class EmblemCheckRow(Base):
    """A check of a room; struck out with a reason, never changed or deleted."""

    __tablename__ = "emblem_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("emblem_place.id"), index=True)
    seen: Mapped[str]
    on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(info=_PERSONAL)
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        CheckConstraint("seen IN ('present', 'missing', 'damaged')", name="seen")
    )


_CHECK = EmblemCheckRow.__table__
_SAME = " AND ".join(
    f'new."{one.name}" IS old."{one.name}"' for one in _CHECK.columns if one.name != "struck_why"
)
ddl(
    _CHECK,
    "CREATE TRIGGER emblem_check_frozen BEFORE UPDATE ON emblem_check "
    f"WHEN NOT (old.struck_why = '' AND new.struck_why <> '' AND {_SAME}) "
    "BEGIN SELECT RAISE(ABORT, 'emblem_check: append-only'); END",
)
for _name, _table in (("emblem_check", _CHECK), ("emblem_place", EmblemPlaceRow.__table__)):
    ddl(
        _table,
        f"CREATE TRIGGER {_name}_kept BEFORE DELETE ON {_name} "
        f"BEGIN SELECT RAISE(ABORT, '{_name}: kept'); END",
    )
