"""The declarative base: STRICT tables, a naming convention, and the column types SQLite knows."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Text,
    Time,
    event,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from ruse_desktop.kernel.clock import SOFIA

_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@compiles(String, "sqlite")
@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(Time, "sqlite")
@compiles(JSON, "sqlite")
def _as_text(*_args: object, **_options: object) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
def _as_integer(*_args: object, **_options: object) -> str:
    return "INTEGER"


class Json(TypeDecorator[Any]):
    """A JSON value kept as readable text, keys sorted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Serialise for the database."""
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Parse what the database holds."""
        del dialect
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as ISO text in Bulgarian time."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Serialise; a naive moment is a bug."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        return value.astimezone(SOFIA).isoformat(timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Parse what the database holds."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Money(TypeDecorator[Decimal]):
    """A sum with two decimals, stored as whole cents."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Cents of the sum."""
        del dialect
        return None if value is None else int((value * 100).to_integral_exact())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The sum of the cents."""
        del dialect
        return None if value is None else Decimal(value) / 100


class Base(DeclarativeBase):
    """All tables: STRICT, named by convention."""

    metadata = MetaData(naming_convention=_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy declares it per class
        datetime: Moment,
        date: Date,
        time: Time,
        Decimal: Money,
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
    }
    __table_args__: Any = {"sqlite_strict": True}  # noqa: RUF012 - SQLAlchemy declares it per class


def strict(*items: Any, **options: Any) -> tuple[Any, ...]:
    """`__table_args__` with constraints: `strict(UniqueConstraint(...), …)` keeps the table STRICT."""
    return (*items, {"sqlite_strict": True, **options})


def ddl(table: Any, statement: str) -> None:
    """Run `statement` right after `table` is created: triggers, full-text indexes."""
    event.listen(table, "after_create", DDL(statement.replace("%", "%%")))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves DDL untyped
