"""Damaged files: each either opens with every value as it was, or somebody says that it is damaged."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from ruse_desktop.app import Options, open_store
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.services import book_check
from ruse_desktop.storage import integrity
from ruse_desktop.storage.base import Base
from tests.faults.house import HEAD, NOW, Ground

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.storage.store import Store

PAGE, SECTOR = 4096, 512
Content = dict[str, list[tuple[Any, ...]]]


@dataclass
class Damaged:
    """Of so many damaged files: unchanged, noticed by whom, changed and unnoticed."""

    runs: int = 0
    unchanged: int = 0
    noticed: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def _bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // SECTOR) * SECTOR
    data[at : at + SECTOR] = chance.randbytes(SECTOR)


def _zeroed(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE)


def _swapped(data: bytearray, chance: random.Random) -> None:
    a, b = (n * PAGE for n in chance.sample(range(len(data) // PAGE), 2))
    data[a : a + PAGE], data[b : b + PAGE] = data[b : b + PAGE], data[a : a + PAGE]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _cut_page(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data) // PAGE) * PAGE :]


def _emptied(data: bytearray, _chance: random.Random) -> None:
    data.clear()


def _foreign(data: bytearray, chance: random.Random) -> None:
    data[:] = chance.choice(
        (b"PK\x03\x04", b"%PDF-1.7\n", b"SQLite format 3\0")
    ) + chance.randbytes(len(data) - 16)


def _newer(data: bytearray, _chance: random.Random) -> None:
    data[60:64] = (10_000).to_bytes(4, "big")


def _letter(data: bytearray, chance: random.Random) -> None:
    """Change one letter inside a text: what SQLite itself cannot see."""
    words = ("Петрова".encode(), "Споразумение".encode(), "Заповед".encode(), "принос".encode())
    at = data.find(chance.choice(words), chance.randrange(len(data)))
    if at >= 0:
        data[at + 1] ^= 1
    else:
        _bit(data, chance)


KINDS: dict[str, tuple[int, Callable[[bytearray, random.Random], None]]] = {
    "one bit": (8, _bit),
    "a letter": (4, _letter),
    "a sector of noise": (5, _noise),
    "a zeroed page": (5, _zeroed),
    "swapped pages": (5, _swapped),
    "cut off": (3, _cut),
    "cut off between pages": (3, _cut_page),
    "empty": (1, _emptied),
    "foreign file": (1, _foreign),
    "newer schema": (1, _newer),
}


def run(grounds: list[Ground], folder: Path, times: int, seed: int = 1) -> Damaged:
    """Damage `times` files; each ground once closed in order (with its sum), once cut off."""
    chance = random.Random(seed)
    result = Damaged()
    weights = [weight for weight, _f in KINDS.values()]
    whole = [(ground, ground.database.read_bytes(), _content_of(ground)) for ground in grounds]
    for n in range(times):
        ground, data, content = whole[n % len(whole)]
        kind = chance.choices(list(KINDS), weights)[0]
        spoiled = bytearray(data)
        KINDS[kind][1](spoiled, chance)
        ordered = (n // len(whole)) % 2 == 0
        target = _laid(ground, folder / "damaged", bytes(spoiled), ordered=ordered)
        said, equal = _look(target, content)
        result.runs += 1
        result.kinds[kind] += 1
        if said:
            result.noticed[said] += 1
        elif equal == "":
            result.unchanged += 1
        else:
            how = "closed in order" if ordered else "interrupted"
            secret = "encrypted" if ground.key else "plain"
            result.silent.append(f"{n} {kind}, {how}, {secret}: {equal}")
    _journals(whole, folder, chance, result)
    return result


def _laid(ground: Ground, folder: Path, data: bytes, *, ordered: bool) -> Ground:
    """A data folder with nothing but the damaged file, its keys, and its sum when closed in order."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for extra in (*ground.folder.glob("keyslots.json*"), *ground.folder.glob("*-sum")):
        if ordered or not extra.name.endswith("-sum"):
            shutil.copy(extra, folder)
    target = Ground(folder, ground.key)
    target.database.write_bytes(data)
    return target


def _open(ground: Ground) -> Store:
    return open_store(Options(ground.folder, FixedClock(NOW), HEAD, key=ground.key))


def _look(ground: Ground, content: Content) -> tuple[str, str]:
    """Who noticed („“ nobody), and where the content differs („“ nowhere)."""
    before = ground.database.read_bytes()
    try:
        store = _open(ground)
    except DatabaseProblem as problem:
        if ground.database.read_bytes() != before:
            return "", "refused, but changed"
        return f"opening – {problem.code}", ""
    try:
        with store.read() as session:
            if integrity.findings(session):
                return "careful check", ""
        with store.read() as session:
            if not book_check.verify(session).intact:
                return "chains of the books", ""
        return "", _difference(content, _read(store))
    except DatabaseProblem as problem:
        return f"reading – {problem.code}", ""
    finally:
        store.close()


def _journals(
    whole: list[tuple[Ground, bytes, Content]],
    folder: Path,
    chance: random.Random,
    result: Damaged,
) -> None:
    """A journal of another file laid beside one that was closed in order."""
    for ground, data, content in whole:
        for _n in range(3):
            target = _laid(ground, folder / "damaged", data, ordered=True)
            target.journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + chance.randbytes(9000))
            said, equal = _look(target, content)
            result.runs += 1
            result.kinds["foreign journal"] += 1
            if said:
                result.noticed[said] += 1
            elif equal:
                result.silent.append(f"foreign journal: {equal}")
            else:
                result.unchanged += 1


def _content_of(ground: Ground) -> Content:
    store = _open(ground)
    try:
        return _read(store)
    finally:
        store.close()


def _read(store: Store) -> Content:
    """Every value of every table but what is only an index for searching."""
    found: Content = {}
    with store.read() as session:
        for table in Base.metadata.sorted_tables:
            names = [
                f'"{column.name}"' for column in table.columns if not column.info.get("derived")
            ]
            if table.name == "search_item":
                continue
            rows = session.execute(text(f'SELECT {", ".join(names)} FROM "{table.name}"')).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def _difference(content: Content, other: Content) -> str:
    return ", ".join(name for name, rows in content.items() if other.get(name) != rows)
