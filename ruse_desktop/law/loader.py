"""Reads the files of one act, lays an overlay on them by date and makes its editions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain import intake, outcomes, rules, town
from ruse_desktop.domain.amendments import Entered, text_at
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.practice import Practice, PracticeQuestion
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law import checks
from ruse_desktop.law.book import LawBook
from ruse_desktop.law.calendar import DayException
from ruse_desktop.law.faults import Fault, LawFaults
from ruse_desktop.law.reading import Reader, Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class AwardHeader:
    """The `[award]` table: the fields of `AwardRules` that are not tables themselves."""

    name: str
    short_name: str
    kind: str
    every_years: int
    base_year: int
    citation: Citation
    nominee_kinds: tuple[rules.NomineeKind, ...]
    proposers: tuple[rules.ProposerKind, ...]
    listed: bool = True
    notes: tuple[str, ...] = ()
    founded: str = ""
    aims: tuple[str, ...] = ()
    cycle_citation: Citation | None = None
    founded_citation: Citation | None = None
    aims_citation: Citation | None = None


@dataclass(frozen=True)
class EditionHeader:
    """An `[[edition]]` table of act.toml."""

    id: str
    label: str
    decision: str
    adopted: date
    in_force: date
    checked_on: date
    text_only: bool = False


@dataclass(frozen=True)
class Row:
    """A value with the day from which it holds, until the next row of the same `what`.

    `what` is (award code or „“, table, identity); `layer` 0 = packaged, 1 = overlay;
    `made` None = removed from that day on.
    """

    what: tuple[str, str, str]
    since: date
    layer: int
    made: Any
    file: str
    key: str
    raw: Table


HEADER = "award"
_OF_ACT_FILE = ("name", "municipality", "town")
OF_ACT: dict[str, tuple[str, type[DataclassInstance]]] = {
    "symbols.toml": ("symbol", town.SymbolRule),
    "year.toml": ("duty", town.Duty),
}
_Listed = tuple[str, "type[DataclassInstance]", str, str]
_UNDATED: dict[str, tuple[_Listed, ...]] = {
    "calendar.toml": (("day", DayException, "date", "days"),),
    "money.toml": (
        ("wage", town.Wage, "valid_from", "wages"),
        ("changeover", town.Changeover, "old", "changeovers"),
    ),
    "bodies.toml": (("body", town.Body, "code", "bodies"),),
    "questions.toml": (("question", PracticeQuestion, "key", "questions"),),
}
"""Files without editions: table, type, identity, where `_Found` keeps it; an overlay wins."""
MANY: dict[str, tuple[type[DataclassInstance], str, str]] = {
    "area": (rules.Area, "code", "areas"),
    "section": (rules.Section, "code", "sections"),
    "slot": (rules.Slot, "code", "slots"),
    "deadline": (rules.DeadlineRule, "purpose", "deadlines"),
    "eligibility": (rules.EligibilityRule, "id", "eligibility"),
    "dossier": (rules.DossierItem, "code", "dossier"),
    "field": (intake.IntakeField, "code", "fields"),
    "commission": (rules.CommissionRule, "code", "commissions"),
    "attribute": (outcomes.Attribute, "kind", "attributes"),
    "money": (outcomes.MoneyRule, "name", "money"),
    "fund": (outcomes.FundSource, "code", "funds"),
    "publicity": (outcomes.PublicityRule, "code", "publicity"),
    "step": (outcomes.ProcedureStep, "code", "steps"),
}
ONE: dict[str, type[DataclassInstance]] = {
    HEADER: AwardHeader,
    "intake": intake.IntakeRule,
    "limit": outcomes.LimitRule,
    "voting": rules.VotingRule,
    "act": outcomes.ActRule,
    "book": outcomes.BookRule,
    "hand_over": outcomes.HandOverRule,
    "merit": outcomes.MeritPeriod,
    "revocation": outcomes.RevocationRule,
}


@dataclass
class _Found:
    """Everything read so far."""

    named: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_OF_ACT_FILE, ""))
    editions: dict[str, EditionHeader] = field(default_factory=dict)
    decisions: dict[str, rules.Decision] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    days: dict[date, DayException] = field(default_factory=dict)
    practice: Practice = field(default_factory=Practice)
    wages: dict[date, town.Wage] = field(default_factory=dict)
    changeovers: dict[str, town.Changeover] = field(default_factory=dict)
    bodies: dict[str, town.Body] = field(default_factory=dict)
    questions: dict[str, PracticeQuestion] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_book(folder: Path, overlay: Path | None) -> LawBook:
    """See `law.book.load`; files that say the same as before are not read again."""
    files = []
    digest = hashlib.sha256()
    for layer, root in enumerate((folder, overlay)):
        if root is None or (layer and not root.is_dir()):
            continue
        act = act_folder(root)
        for path in sorted(act.rglob("*.toml"), key=lambda p: p.relative_to(act).as_posix()):
            name = path.relative_to(act).as_posix()
            digest.update(f"{layer}/{name}\n".encode())
            digest.update(_content(path))
            files.append((path, name, layer))
    return _read(folder, tuple(files), digest.hexdigest())


@lru_cache(maxsize=2)
def _read(folder: Path, files: tuple[tuple[Path, str, int], ...], fingerprint: str) -> LawBook:
    found = _Found()
    for path, name, layer in files:
        _read_file(path, name, layer, found)
    found.faults.extend(checks.practice(found.practice))
    editions = _editions(found)
    if found.faults:
        raise LawFaults(tuple(dict.fromkeys(found.faults)))
    days = tuple(found.days[day] for day in sorted(found.days))
    return LawBook(
        editions,
        days,
        found.practice,
        fingerprint,
        wages=tuple(found.wages[day] for day in sorted(found.wages)),
        changeovers=tuple(found.changeovers.values()),
        bodies=tuple(found.bodies.values()),
        questions=tuple(found.questions.values()),
        texts=_texts(found, editions),
        folder=folder,
        municipality=found.named["municipality"],
        town=found.named["town"],
    )


def act_folder(root: Path) -> Path:
    """The folder of the act: `root` itself, or the only one in it with an act.toml."""
    inside = sorted(path.parent for path in root.glob("*/act.toml"))
    return inside[0] if not (root / "act.toml").exists() and len(inside) == 1 else root


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return b""  # already noted as a fault


def _read_file(path: Path, name: str, layer: int, found: _Found) -> None:
    shown = f"overlay/{name}" if layer else name
    reader = Reader(shown, found.faults)
    table = reader.table(path)
    if table is None:
        return
    top, _slash, _rest = name.rpartition("/")
    if name == "act.toml":
        _read_act(reader, table, found)
    elif name == "practice.toml":
        found.practice = reader.build(Practice, table, "") or found.practice
    elif name in _UNDATED:
        _read_undated(reader, table, found, _UNDATED[name])
    elif name in OF_ACT:
        _read_dated(reader, table, layer, found, *OF_ACT[name])
    elif top == "text":
        _read_text(reader, table, layer, found)
    elif top == "awards":
        _read_award(reader, table, layer, found)
    else:
        reader.fault(
            "",
            _("непознат файл"),
            "act.toml, calendar.toml, practice.toml, questions.toml, money.toml, bodies.toml, symbols.toml, "
            "year.toml, text/, awards/",
        )


def _read_act(reader: Reader, table: Table, found: _Found) -> None:
    for key in _OF_ACT_FILE:
        found.named[key] = reader.value(str, table.pop(key, found.named[key]), key) or ""
    seen: set[str] = set()
    for key, raw in _tables(reader, table, "edition"):
        header = reader.build(EditionHeader, raw, key)
        if header is not None:
            _once(reader, seen, header.id, key)
            found.editions[header.id] = header
    for key, raw in _tables(reader, table, "decision"):
        decision = reader.build(rules.Decision, raw, key)
        if decision is not None:
            _once(reader, seen, decision.number, key)
            found.decisions[decision.number] = decision
    _unknown(reader, table, (*_OF_ACT_FILE, "edition", "decision"))


def _read_undated(reader: Reader, table: Table, found: _Found, listed: tuple[_Listed, ...]) -> None:
    """Values that carry their own dates or none: a later file's row replaces the same one."""
    for name, cls, identity, attribute in listed:
        seen: set[str] = set()
        for key, raw in _tables(reader, table, name):
            made = reader.build(cls, raw, key)
            if made is not None:
                own = getattr(made, identity)
                _once(reader, seen, str(own), key)
                getattr(found, attribute)[own] = made
    _unknown(reader, table, tuple(one[0] for one in listed))


def _read_dated(
    reader: Reader,
    table: Table,
    layer: int,
    found: _Found,
    name: str,
    cls: type[DataclassInstance],
) -> None:
    """Rules of the act as a whole, dated as an award's are."""
    since = table.pop("from", None)
    for key, raw in _tables(reader, table, name):
        _add_row(reader, found, ("", name, "code"), cls, raw, key, since, layer)
    _unknown(reader, table, ("from", name))


def _read_text(reader: Reader, table: Table, layer: int, found: _Found) -> None:
    since = table.pop("from", None)
    heading = table.pop("heading", "")
    for key, raw in _tables(reader, table, "provision"):
        raw.setdefault("heading", heading)
        _add_row(
            reader, found, ("", "provision", "citation"), rules.Provision, raw, key, since, layer
        )
    _unknown(reader, table, ("from", "heading", "provision"))


def _read_award(reader: Reader, table: Table, layer: int, found: _Found) -> None:
    since = table.pop("from", None)
    code = reader.value(str, table.pop("code", None), "code")
    if code is None:
        return
    for name, (cls, identity, _attribute) in MANY.items():
        for key, raw in _tables(reader, table, name):
            _add_row(reader, found, (code, name, identity), cls, raw, key, since, layer)
    for name, cls in ONE.items():
        for key, raw in _tables(reader, table, name):
            _add_row(reader, found, (code, name, ""), cls, raw, key, since, layer)
    _unknown(reader, table, ("code", "from", *ONE, *MANY))


def _add_row(
    reader: Reader,
    found: _Found,
    what: tuple[str, str, str],
    cls: type[DataclassInstance],
    raw: Table,
    key: str,
    since: object,
    layer: int,
) -> None:
    """Read one dated table; `what` is (award, table name, name of the identifying key)."""
    award, table, identity_key = what
    own = reader.value(date, raw.pop("from", since), _in(key, "from"))
    removed = raw.pop("removed", False) is True
    identity = str(raw.get(identity_key, "")) if identity_key else ""
    made = None if removed else reader.build(cls, raw, key)
    if removed and identity_key and not identity:
        reader.fault(_in(key, identity_key), _("липсва"), _("кой запис отпада"))
    if own is None or (made is None and not removed):
        return
    if isinstance(made, rules.Provision):
        identity = str(made.citation)
    full = (award, table, identity)
    if any(r.what == full and r.since == own and r.layer == layer for r in found.rows):
        reader.fault(key, f"{identity or table} от {own}", _("само веднъж от една и съща дата"))
    found.rows.append(Row(full, own, layer, made, reader.file, key, {**raw, "from": str(own)}))


def _editions(found: _Found) -> tuple[rules.ActEdition, ...]:
    headers = sorted(found.editions.values(), key=lambda e: (e.in_force, e.id))
    known = not any(fault.file.endswith("act.toml") for fault in found.faults)
    found.faults.extend(checks.dates(headers, found.rows if known else ()))
    found.faults.extend(checks.changes(found.rows, found.decisions))
    made = []
    for header in headers:
        if header.text_only:
            continue
        rows = _in_force(found.rows, header.in_force)
        edition = _edition(header, rows, found)
        found.faults.extend(checks.edition(edition, rows))
        made.append(edition)
    return tuple(made)


def _texts(found: _Found, editions: tuple[rules.ActEdition, ...]) -> tuple[rules.ActEdition, ...]:
    """The editions with rules together with those that are only text, oldest first."""
    decided = {one.number: one.date for one in found.decisions.values()}
    made = list(editions)
    for header in found.editions.values():
        if header.text_only:
            newer = next((e for e in editions if e.in_force > header.in_force), editions[-1])
            entered = (
                Entered(row.made, row.since)
                for row in _in_force(found.rows, header.in_force)
                if row.what[1] == "provision"
            )
            made.append(
                replace(
                    _edition(header, [], found),
                    provisions=text_at(header.adopted, newer.provisions, entered, decided),
                )
            )
    return tuple(sorted(made, key=lambda edition: edition.in_force))


def _in_force(rows: Iterable[Row], day: date) -> list[Row]:
    """Of each value the row that holds on `day`, at the place where the value first appeared."""
    held: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        before = held.get(row.what)
        if row.since <= day and (
            before is None or (row.since, row.layer) >= (before.since, before.layer)
        ):
            held[row.what] = row
    return [row for row in held.values() if row.made is not None]


def _edition(header: EditionHeader, rows: list[Row], found: _Found) -> rules.ActEdition:
    provisions = (row.made for row in rows if row.what[1] == "provision")
    codes = dict.fromkeys(row.what[0] for row in rows if row.what[0])
    made = (_award(code, [row for row in rows if row.what[0] == code], found) for code in codes)
    decisions = sorted(found.decisions.values(), key=lambda one: one.date)
    raw = sorted(([*row.what, row.raw] for row in rows), key=lambda one: one[:3])
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str)
    return rules.ActEdition(
        id=header.id,
        act_name=found.named["name"],
        label=header.label,
        decision=header.decision,
        adopted=header.adopted,
        in_force=header.in_force,
        provisions=tuple(sorted(provisions, key=lambda p: p.citation.place)),
        awards=tuple(
            sorted(
                (award for award in made if award is not None),
                key=lambda one: (not one.listed, one.citation.place),
            )
        ),
        checked_on=header.checked_on,
        decisions=tuple(one for one in decisions if one.date <= header.adopted),
        symbols=tuple(row.made for row in rows if row.what[1] == "symbol"),
        duties=tuple(row.made for row in rows if row.what[1] == "duty"),
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        text_only=header.text_only,
    )


def _award(code: str, rows: list[Row], found: _Found) -> rules.AwardRules | None:
    header = next((row.made for row in rows if row.what[1] == HEADER), None)
    if header is None:
        found.faults.append(Fault(rows[0].file, HEADER, _("липсва"), _("таблица [award]")))
        return None
    plain: dict[str, Any] = {one.name: getattr(header, one.name) for one in fields(AwardHeader)}
    single: dict[str, Any] = {
        row.what[1]: row.made for row in rows if row.what[1] in ONE and row.what[1] != HEADER
    }
    many: dict[str, Any] = {
        attribute: tuple(row.made for row in rows if row.what[1] == name)
        for name, (_cls, _identity, attribute) in MANY.items()
    }
    order = [section.code for section in many["sections"]]
    many["slots"] = tuple(
        sorted(many["slots"], key=lambda s: order.index(s.section) if s.section in order else -1)
    )
    return rules.AwardRules(code=code, **plain, **single, **many)


def _tables(reader: Reader, table: Table, name: str) -> Iterator[tuple[str, Table]]:
    """The tables `[name]` or `[[name]]` with the key that faults show."""
    raw = table.pop(name, [])
    listed = raw if isinstance(raw, list) else [raw]
    for place, one in enumerate(listed, start=1):
        key = f"{name}[{place}]" if isinstance(raw, list) else name
        if isinstance(one, dict):
            yield key, dict(one)
        else:
            reader.fault(key, one, _("таблица"))


def _unknown(reader: Reader, table: Table, known: tuple[str, ...]) -> None:
    """What nobody took out of the table is unknown."""
    for name in table:
        reader.fault(name, _("непознат ключ"), ", ".join(known))


def _once(reader: Reader, seen: set[str], identity: str, key: str) -> None:
    if identity in seen:
        reader.fault(key, identity, _("всеки запис само веднъж"))
    seen.add(identity)


def _in(key: str, name: str) -> str:
    return f"{key}.{name}"
