"""Writes values of the law as TOML text that `law.reading` reads back as the same values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from ruse_desktop.domain.citations import Citation

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def table_of(value: Any) -> dict[str, Any]:
    """The keys of a rule's table: its fields without those that have their default."""
    made = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held is None or _is_default(field, held):
            continue
        made[field.name] = _plain(held)
    return made


def block(name: str, table: Mapping[str, Any], *, many: bool) -> str:
    """A `[name]` or `[[name]]` block with a key a line."""
    head = f"[[{name}]]" if many else f"[{name}]"
    return "\n".join([head, *keys(table), ""])


def keys(table: Mapping[str, Any]) -> list[str]:
    """`key = value` lines."""
    return [f"{_key(name)} = {_written(value)}" for name, value in table.items()]


def _plain(value: Any) -> Any:
    """A value in the kinds TOML knows."""
    if isinstance(value, Citation):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return table_of(value)
    return value


def _is_default(field: dataclasses.Field[Any], held: Any) -> bool:
    if field.default is not dataclasses.MISSING:
        return bool(held == field.default and type(held) is type(field.default))
    if field.default_factory is not dataclasses.MISSING:
        return bool(held == field.default_factory())
    return False


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return _list(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(name)} = {_written(one)}" for name, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    raise TypeError(type(value))


def _list(values: list[Any]) -> str:
    short = [_written(one) for one in values]
    if any(isinstance(one, Mapping) for one in values) or sum(map(len, short)) > 90:
        return "\n".join(["[", *(f"  {one}," for one in short), "]"])
    return f"[{', '.join(short)}]"


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else _text(name)


def _text(text: str) -> str:
    """A basic string; control characters by their number."""
    return '"' + "".join(_ESCAPES.get(c) or _character(c) for c in text) + '"'


def _character(c: str) -> str:
    if "\ud800" <= c <= "\udfff":  # half a character, which no file can hold
        return "\ufffd"
    return f"\\u{ord(c):04x}" if ord(c) < 0x20 or ord(c) == 0x7F else c
