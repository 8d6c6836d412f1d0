"""From TOML tables to the frozen types of domain/rules.py: strict, and never only the first fault.

The types are the schema: a key is a field's name, what the field's type does not allow is a fault.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    NoReturn,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.domain.rules import Value
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.faults import Fault

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
Table = dict[str, Any]

_PLAIN: dict[object, str] = {
    str: "текст",
    int: "цяло число",
    bool: "true или false",
    date: "дата ГГГГ-ММ-ДД",
    time: "час ЧЧ:ММ:СС",
}
_MAX_BYTES = 2_000_000


class _NotRead(Exception):
    """The value cannot be read; the fault is already noted."""


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


class Reader:
    """Reads the tables of one file and notes what is wrong with them."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self._faults = faults

    def fault(self, key: str, found: object, expected: str) -> None:
        """Note a fault; long findings are cut."""
        shown = str(found)
        self._faults.append(Fault(self.file, key, shown[:80], expected))

    def table(self, path: Path) -> Table | None:
        """The parsed file; None when it cannot be read (noted)."""
        try:
            raw = path.read_bytes()
            if len(raw) > _MAX_BYTES:
                self.fault("", _("{n} байта").format(n=len(raw)), _("файл до 2 MB"))
                return None
            return tomllib.loads(raw.decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            self.fault("", problem, _("четим файл TOML в UTF-8"))
            return None

    def build(self, cls: type[T], table: object, key: str) -> T | None:
        """An object of `cls` from `table`; None when anything in it is wrong (all of it noted)."""
        try:
            return cast(T, self._object(cls, table, key))
        except _NotRead:
            return None

    def value(self, kind: object, found: object, key: str) -> Any:
        """A value of the type `kind`, or None when it is wrong (noted)."""
        try:
            return self._read(kind, found, key)
        except _NotRead:
            return None

    def _object(self, cls: type, table: object, key: str) -> object:
        if not isinstance(table, dict):
            self._refuse(key, table, _("таблица"))
        values: Table = {}
        sound = True
        fields = {f.name: f for f in dataclasses.fields(cls) if f.init}
        for name in table.keys() - fields.keys():
            self.fault(_join(key, name), _("непознат ключ"), ", ".join(fields))
            sound = False
        for name, field in fields.items():
            if name not in table:
                if _required(field):
                    self.fault(_join(key, name), _("липсва"), self._named(_hints(cls)[name]))
                    sound = False
                continue
            try:
                values[name] = self._read(_hints(cls)[name], table[name], _join(key, name))
            except _NotRead:
                sound = False
        if not sound:
            raise _NotRead
        return self._sound(cls(**values), key)

    def _sound(self, made: object, key: str) -> object:
        if isinstance(made, YearDay):
            try:
                made.in_year(2023)  # not a leap year: the day must exist in every year
            except ValueError:
                self._refuse(key, f"{made.day:02}.{made.month:02}.", _("ден, който го има"))
        return made

    def _read(self, kind: Any, found: object, key: str) -> object:  # noqa: PLR0911 - one line per kind
        if kind == Value:
            return self._loose(found, key)
        origin = get_origin(kind)
        if origin in {Union, types.UnionType}:
            inner = next(a for a in get_args(kind) if a is not type(None))
            return self._read(inner, found, key)
        if origin is tuple:
            return self._tuple(get_args(kind)[0], found, key)
        if origin is Mapping:
            return self._mapping(get_args(kind)[1], found, key)
        if kind is Citation:
            return self._citation(found, key)
        if kind is Decimal:
            return self._decimal(found, key)
        if dataclasses.is_dataclass(kind):
            return self._object(cast(type, kind), found, key)
        if issubclass(kind, Enum):
            return self._choice(kind, found, key)
        if type(found) is not kind:
            self._refuse(key, found, self._named(kind))
        return found

    def _tuple(self, inner: object, found: object, key: str) -> tuple[object, ...]:
        if not isinstance(found, list):
            self._refuse(key, found, _("списък"))
        read = [self.value(inner, one, f"{key}[{n}]") for n, one in enumerate(found, start=1)]
        if any(one is None for one in read):
            raise _NotRead
        return tuple(read)

    def _mapping(self, inner: object, found: object, key: str) -> dict[str, object]:
        if not isinstance(found, dict):
            self._refuse(key, found, _("таблица"))
        return {name: self._read(inner, one, _join(key, name)) for name, one in found.items()}

    def _citation(self, found: object, key: str) -> Citation:
        try:
            return Citation.parse(cast(str, found))
        except (ValueError, AttributeError):
            self._refuse(key, found, _("позоваване като „чл. 44, ал. 2, т. 1“"))

    def _decimal(self, found: Any, key: str) -> Decimal:
        try:
            return Decimal(found) if type(found) in {int, str} else Decimal("")
        except InvalidOperation:
            self._refuse(key, found, _("число в кавички, напр. ‘5000.00’"))

    def _choice(self, kind: type[Enum], found: object, key: str) -> Enum:
        try:
            return kind(found)
        except ValueError:
            self._refuse(key, found, ", ".join(str(one.value) for one in kind))

    def _loose(self, found: object, key: str) -> Value:
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        if type(found) not in {str, bool, int, date}:
            self._refuse(key, found, _("текст, число, дата, true/false или списък от текстове"))
        return cast(Value, found)

    def _refuse(self, key: str, found: object, expected: str) -> NoReturn:
        self.fault(key, found, expected)
        raise _NotRead

    def _named(self, kind: object) -> str:
        return _PLAIN.get(kind) or str(getattr(kind, "__name__", kind))


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
