"""The tables of the flag: passports, accessories, photographs, goings out; one flag is in use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class FlagRow(Base):
    """A passport; a second one in use is refused by the database itself (чл. 10: уникат)."""

    __tablename__ = "flag"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_by: Mapped[str]
    made_on: Mapped[date | None]
    sizes: Mapped[list[Any]]
    material: Mapped[str]
    place: Mapped[str]
    condition: Mapped[str]
    note: Mapped[str]
    since: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_act: Mapped[str] = mapped_column(default="")
    withdrawn_why: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict(
        Index("uq_flag_active", text("(withdrawn_on IS NULL)"), unique=True,
              sqlite_where=text("withdrawn_on IS NULL")),
        CheckConstraint("withdrawn_on IS NULL OR withdrawn_act <> ''", name="act"),
    )  # fmt: skip


class FlagAccessoryRow(Base):
    """Sewn on by an approved design; struck out when taken off or wrong."""

    __tablename__ = "flag_accessory"
    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    kind: Mapped[str]
    project_no: Mapped[str]
    approved_on: Mapped[date]
    by: Mapped[str]
    at: Mapped[datetime]
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(CheckConstraint("project_no <> ''", name="project"))


class FlagMovementRow(Base):
    """A going out; the return is written once, a mistake struck out, nothing else changes."""

    __tablename__ = "flag_movement"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    year: Mapped[int]
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    taken_at: Mapped[datetime]
    due_at: Mapped[datetime]
    from_whom: Mapped[str] = mapped_column(info={"personal": True})
    to_whom: Mapped[str] = mapped_column(info={"personal": True})
    office: Mapped[str]
    ground: Mapped[str]
    ground_text: Mapped[str]
    citation: Mapped[str]
    occasion: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    motive: Mapped[str]
    decided_by: Mapped[str]
    condition: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(info={"derived": True})
    back_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(default="", info={"personal": True})
    back_condition: Mapped[str] = mapped_column(default="")
    damage: Mapped[str] = mapped_column(default="")
    struck_why: Mapped[str] = mapped_column(default="")
    __table_args__ = strict(
        UniqueConstraint("year", "number"),
        CheckConstraint("due_at > taken_at", name="due"),
        CheckConstraint("back_at IS NULL OR back_at >= taken_at", name="back"),
        Index("uq_flag_movement_out", "flag_id", unique=True,
              sqlite_where=text("back_at IS NULL AND struck_why = ''")),
    )  # fmt: skip


class FlagPhotoRow(Base):
    """A photograph of the flag, of a return where it shows damage."""

    __tablename__ = "flag_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("flag_movement.id"))
    name: Mapped[str]
    sha256: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    taken_on: Mapped[date]
    says: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


_MOVEMENT = FlagMovementRow.__table__


def _same(*but: str) -> str:
    names = (column.name for column in _MOVEMENT.columns if column.name not in but)
    return " AND ".join(f'new."{name}" IS old."{name}"' for name in names)


ddl(
    _MOVEMENT,
    "CREATE TRIGGER flag_movement_frozen BEFORE UPDATE ON flag_movement WHEN NOT ("
    f"(old.struck_why = '' AND new.struck_why <> '' AND {_same('struck_why', 'search_key')}) OR "
    "(old.struck_why = '' AND old.back_at IS NULL AND new.back_at IS NOT NULL AND "
    f"{_same('back_at', 'received_by', 'back_condition', 'damage')})"
    ") BEGIN SELECT RAISE(ABORT, 'flag_movement: append-only'); END",
)
ddl(
    _MOVEMENT,
    "CREATE TRIGGER flag_movement_kept BEFORE DELETE ON flag_movement "
    "BEGIN SELECT RAISE(ABORT, 'flag_movement: append-only'); END",
)
