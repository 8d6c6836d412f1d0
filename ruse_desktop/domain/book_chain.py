"""The frozen form of book entries: canonical JSON, hashes, commitments (docs/books-format.md).

Only the standard library, so that anyone can check a book without this program. Nothing here
may ever change: every book already written depends on it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Canon: TypeAlias = "str | int | bool | Sequence[Canon] | Mapping[str, Canon] | None"

BOOK_TAG = b"bg.book.v1\0"
PRIVATE_TAG = b"bg.pd.v1\0"
FIRST = bytes(32)
SALT_BYTES = 32
CODE_DIGITS = 32
_CODE = re.compile(r"1:([A-Z0-9]{1,8}):(\d{1,6}):(\d{4}):([0-9A-F]{32})")


def canonical(value: Canon) -> str:
    """JSON: texts in NFC, keys sorted, no spaces, no floats, nothing escaped that need not be.

    Raises TypeError on a float, on a key that is not ASCII and on anything JSON does not know.
    """
    return _dump(_normal(value))


def entry_hash(
    book: str,
    seq: int,
    kind: str,
    ref: int | None,
    payload: str,
    pcommit: bytes | None,
    prev: bytes,
) -> bytes:
    """The hash of an entry over its stored parts; the payload's text is taken as it stands."""
    parts = [book, seq, kind, ref, payload, (pcommit or b"").hex(), prev.hex()]
    return hashlib.sha256(BOOK_TAG + _dump(parts).encode()).digest()


def commit_private(salt: bytes, data: str) -> bytes:
    """The commitment of an entry's erasable part; without the salt it tells nothing."""
    return hashlib.sha256(PRIVATE_TAG + salt + data.encode()).digest()


@dataclass(frozen=True)
class DiplomaCode:
    """What the code on a diploma says: the entry and the first digits of its hash (upper case)."""

    book: str
    entry_no: int
    year: int
    digest: str

    def __str__(self) -> str:
        """The printed text, version 1: identity and hash prefix, all in the QR alphabet."""
        return f"1:{self.book}:{self.entry_no}:{self.year}:{self.digest}"


def diploma_code(book: str, entry_no: int, year: int, digest: str) -> DiplomaCode:
    """The code of an entry with the hash `digest` in hex."""
    return DiplomaCode(book, entry_no, year, digest[:CODE_DIGITS].upper())


def read_code(text: str) -> DiplomaCode:
    """Parse what a scanner read. Raises ValueError when it is no code of version 1."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return DiplomaCode(match[1], int(match[2]), int(match[3]), match[4])


def _dump(value: object) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _normal(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise TypeError("keys of a canonical record are ASCII")
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_normal(item) for item in value]
    raise TypeError(f"not canonical: {type(value).__name__}")
