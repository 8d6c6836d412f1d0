"""Writes an amendment as files of the law: into a copy of the overlay first, then in its place."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruse_desktop.domain.amending import Amendment, RuleChange, TextChange
from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.domain.rules import ActEdition, Provision
from ruse_desktop.domain.town import Wage
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.law.listing import identity_of
from ruse_desktop.law.loader import MANY, OF_ACT, act_folder
from ruse_desktop.law.toml_text import block, keys, table_of

ACT = "act.toml"
MONEY = "money.toml"
_OF_TABLE = {table: file for file, (table, _cls) in OF_ACT.items()}
_MARKER = re.compile(r"^# --- изменение (\S+) ---$", re.MULTILINE)


def _marks(edition_id: str) -> tuple[str, str]:
    return f"# --- изменение {edition_id} ---", f"# --- край на {edition_id} ---"


@dataclass
class Staged:
    """A prepared overlay; `parts` tells which part of the amendment stands at (file, key)."""

    folder: Path
    parts: dict[tuple[str, str], str] = field(default_factory=dict)

    def part_of(self, file: str, key: str) -> str:
        """The part of the amendment at this place of the overlay; „“ when it is none of them."""
        place = (file.removeprefix("overlay/"), key.partition(".")[0])
        return self.parts.get(place, "")


def recover(root: Path) -> None:
    """Finish a change that a crash has left between its two renames; harmless otherwise."""
    following, former = _beside(root)
    if not root.exists() and former.exists():
        (following if following.exists() else former).replace(root)


def _settle(root: Path) -> None:
    """`recover`, and remove what a crash has left beside."""
    recover(root)
    for left in _beside(root):
        if left.exists():
            shutil.rmtree(left)


def entered(root: Path) -> tuple[str, ...]:
    """The ids of the editions that were written by `stage`, oldest first."""
    act = act_folder(root) / ACT
    return tuple(_MARKER.findall(act.read_text(encoding="utf-8"))) if act.exists() else ()


def stage(root: Path, amendment: Amendment, before: ActEdition, today: date) -> Staged:
    """A copy of the overlay at `root` with the amendment of `before` in it. Raises OSError."""
    staged = _copied(root)
    number = number_for(amendment, before)
    act = act_folder(staged.folder)
    edition_id = amendment.in_force.isoformat()
    start, end = _marks(edition_id)
    opened = "\n".join(_act_lines(amendment, number, today))
    _append(act / ACT, f"{start}\n{opened}\n{end}\n")
    note = f"# Решение № {amendment.number}/{date_plain(amendment.adopted)} г.\n"
    top = {"from": amendment.in_force}
    if amendment.texts:
        name = f"text/{edition_id}.toml"
        made = [note, *keys(top), ""]
        for place, change in enumerate(amendment.texts, 1):
            row = _text_row(change, before, number, amendment.adopted)
            made.append(block("provision", row, many=True))
            staged.parts[name, f"provision[{place}]"] = f"text {place}"
        _write(act / name, "\n".join(made))
    for name, rows in _by_file(amendment.rules, edition_id).items():
        _write_rules(staged, act, name, rows, (edition_id, note, top))
    return staged


def stage_without(root: Path, edition_id: str) -> Staged:
    """A copy of the overlay at `root` without the amendment that made this edition."""
    staged = _copied(root)
    act = act_folder(staged.folder)
    start, end = (re.escape(one) for one in _marks(edition_id))
    for path in sorted(act.rglob("*.toml")):
        if path.parent != act and path.stem.endswith(edition_id):
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        rest = re.sub(rf"\n?{start}\n.*?{end}\n", "", text, flags=re.DOTALL)
        if rest != text:
            _write(path, rest) if rest.strip() else path.unlink()
    return staged


def stage_wage(root: Path, wage: Wage) -> Staged:
    """A copy of the overlay at `root` with this wage, in place of its own one of the same day."""
    staged = _copied(root)
    path = act_folder(staged.folder) / MONEY
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    rows = [row for row in table.pop("wage", []) if row["valid_from"] != wage.valid_from]
    rows = sorted((*rows, table_of(wage)), key=lambda row: row["valid_from"])
    blocks = [block("wage", row, many=True) for row in rows]
    blocks += [block(name, row, many=True) for name, held in table.items() for row in held]
    _write(path, "\n".join(blocks))
    return staged


def swap(root: Path) -> None:
    """Put the prepared overlay in its place; the former one stays beside until `finish`."""
    following, former = _beside(root)
    if root.exists():
        root.replace(former)
    following.replace(root)
    _sync(root.parent)


def swap_back(root: Path) -> None:
    """Undo `swap`, or forget what was prepared."""
    following, former = _beside(root)
    if not following.exists() and root.exists():
        root.replace(following)
    if former.exists():
        former.replace(root)
    if following.exists():
        shutil.rmtree(following)


def finish(root: Path) -> None:
    """Remove the former overlay."""
    _following, former = _beside(root)
    with suppress(OSError):  # a leftover is removed by the next `stage`
        if former.exists():
            shutil.rmtree(former)


def contents(root: Path) -> dict[str, str]:
    """The files of the overlay by name, with „/“ between folders."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.toml"))
    }


def bring_back(root: Path, files: Mapping[str, str]) -> bool:
    """Write the files anew where the overlay has been lost; whether it was. Raises OSError."""
    recover(root)
    if not files or (root.exists() and any(root.rglob("*.toml"))):
        return False
    staged = _copied(root)
    for name, text in files.items():
        _write(staged.folder / name, text)
    swap(root)
    finish(root)
    return True


def number_for(amendment: Amendment, before: ActEdition) -> str:
    """The decision's number as a mark names it; with the year when an older decision had it too."""
    plain = re.sub(r"\s+", "", amendment.number)
    taken = {one.number for one in before.decisions}
    return f"{plain}/{amendment.adopted.year}" if plain in taken else plain


def label_of(amendment: Amendment) -> str:
    """„изм. с Реш. № 154/29.02.2024 г.“."""
    return amendment.label or f"изм. с Реш. № {amendment.number}/{date_plain(amendment.adopted)} г."


def _act_lines(amendment: Amendment, number: str, today: date) -> Iterator[str]:
    day = date_plain(amendment.adopted)
    protocol = f", Протокол № {amendment.protocol}" if amendment.protocol else ""
    edition = {
        "id": amendment.in_force.isoformat(),
        "label": label_of(amendment),
        "decision": f"Решение № {amendment.number}{protocol}/{day} г.",
        "adopted": amendment.adopted,
        "in_force": amendment.in_force,
        "checked_on": today,
    }
    places = [str(one.citation) for one in amendment.texts]
    decision = {
        "number": number,
        "protocol": amendment.protocol,
        "date": amendment.adopted,
        "provisions": "; ".join(places),
    }
    yield block("edition", edition, many=True)
    yield block("decision", decision, many=True)


def _text_row(change: TextChange, before: ActEdition, number: str, day: date) -> dict[str, Any]:
    old = next((p for p in before.provisions if p.citation == change.citation), None)
    repealed = change.kind is ChangeKind.REPEALED
    said = f"{change.kind} с Реш. № {number.partition('/')[0]}/{date_plain(day)} г."
    base = old or Provision(change.citation, "", heading=_heading(change, before))
    made = Provision(
        change.citation,
        "" if repealed else change.text,
        history=", ".join(part for part in (base.history, said) if part),
        repealed=repealed,
        heading=base.heading,
        changes=(*base.changes, f"{change.kind} {number}"),
    )
    return table_of(made)


def _heading(change: TextChange, before: ActEdition) -> str:
    """A new provision stands under the heading of the one before it."""
    earlier = [p for p in before.provisions if p.citation.place < change.citation.place]
    return earlier[-1].heading if earlier else ""


_Rows = list[tuple[int, RuleChange]]


def _by_file(changes: tuple[RuleChange, ...], edition_id: str) -> dict[str, _Rows]:
    found: dict[str, _Rows] = {}
    for place, change in enumerate(changes, 1):
        code = re.sub(r"[^0-9A-Za-zА-Яа-я]+", "-", change.id.award).lower()
        name = _OF_TABLE.get(change.id.table) or f"awards/{code}-{edition_id}.toml"
        found.setdefault(name, []).append((place, change))
    for rows in found.values():
        rows.sort(key=lambda one: (one[1].id.table in MANY, one[1].id.table, one[0]))
    return found


def _write_rules(
    staged: Staged, act: Path, name: str, rows: _Rows, about: tuple[str, str, Mapping[str, Any]]
) -> None:
    edition_id, note, top = about
    of_award = name.startswith("awards/")
    counted = {} if of_award else {rows[0][1].id.table: _count(act / name, rows[0][1].id.table)}
    blocks = []
    for place, change in rows:
        table = change.id.table
        many = not of_award or table in MANY
        counted[table] = counted.get(table, 0) + 1
        key = f"{table}[{counted[table]}]" if many else table
        staged.parts[name, key] = f"rule {place}"
        dated = {} if of_award else dict(top)
        blocks.append(block(table, {**_rule_row(change), **dated}, many=many))
    if of_award:
        head = keys({"code": rows[0][1].id.award, **top})
        _write(act / name, "\n".join([note, *head, "", *blocks]))
    else:
        start, end = _marks(edition_id)
        _append(act / name, "\n".join([start, *blocks, end, ""]))


def _rule_row(change: RuleChange) -> dict[str, Any]:
    if change.value is not None:
        return table_of(change.value)
    name = identity_of(change.id.table)
    own = {name: change.id.identity} if name else {}
    return {**own, "removed": True}


def _count(path: Path, table: str) -> int:
    if not path.exists():
        return 0
    return len(re.findall(rf"^\[\[{table}\]\]", path.read_text(encoding="utf-8"), re.MULTILINE))


def _beside(root: Path) -> tuple[Path, Path]:
    return root.with_name(f"{root.name}.next"), root.with_name(f"{root.name}.old")


def _copied(root: Path) -> Staged:
    following, _former = _beside(root)
    _settle(root)
    if root.exists():
        shutil.copytree(root, following)
    else:
        following.mkdir(parents=True)
    return Staged(following)


def _append(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    _write(path, f"{before}\n{text}" if before else text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a folder's entries durable, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
