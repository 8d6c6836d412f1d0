"""The journal of changes, read: lines with filters, fields in words, a record's history, the proof.

The lines are written by the unit of work (storage/store.py); nothing here changes them.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from ruse_desktop.domain.journal import (
    FieldChange,
    JournalDetail,
    JournalLine,
    JournalState,
    RecordChange,
    grouped,
)
from ruse_desktop.domain.journal_words import areas, field_text, table_text, verb_text
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.rights import Right, may, require
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.journal_subjects import lines_of, subject_of
from ruse_desktop.storage import audit, audit_replay
from ruse_desktop.storage.audit import AuditLine, AuditPrivate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_AT_ONCE, _LONG, _PRINTED = 500, 400, 5000
_COLUMNS = (
    AuditLine.seq, AuditLine.at, AuditLine.actor, AuditLine.verb, AuditLine.subject_kind,
    AuditLine.subject_id, AuditLine.summary,
)  # fmt: skip


class JournalService:
    """Reads the journal for those who may; `who` tells who works now."""

    def __init__(self, store: Store, law: LawBook, who: Callable[[], Actor]) -> None:
        self._store = store
        self._law = law
        self._who = who

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The lines asked for, the newest first; nothing for who may not read the journal."""
        del order, descending  # there is one order: time
        if not may(self._who(), Right.READ_AUDIT):
            return array("q")
        with self._store.read() as session:
            query = select(AuditLine.seq).where(*self._asked(session, wanted))
            found = session.connection().execute(query.order_by(AuditLine.seq.desc())).scalars()
            return array("q", found)

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """When, who, what, on what; nothing for who may not read the journal."""
        if not may(self._who(), Right.READ_AUDIT):
            return ()
        found: dict[int, RegisterRow] = {}
        with self._store.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = list(keys[start : start + _AT_ONCE])
                for row in session.execute(select(*_COLUMNS).where(AuditLine.seq.in_(part))):
                    line = _line(row)
                    found[line.seq] = RegisterRow(
                        line.seq,
                        (
                            _moment(line),
                            line.actor,
                            line.what,
                            _subject(line),
                        ),
                    )
        return tuple(found[key] for key in keys if key in found)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The lines asked for, at most five thousand, oldest first."""
        require(self._who(), Right.READ_AUDIT)
        with self._store.read() as session:
            query = select(*_COLUMNS).where(*self._asked(session, wanted))
            rows = session.execute(query.order_by(AuditLine.seq.desc()).limit(_PRINTED)).all()
            lines = tuple(
                (line.seq, _moment(line), line.actor, line.what, _subject(line))
                for line in (_line(row) for row in reversed(rows))
            )
            state = _state(session)
        return RegisterSheet(
            _("Журнал на промените"),
            (_("Ред"), _("Кога"), _("Кой"), _("Какво"), _("Запис")),
            (0.07, 0.15, 0.2, 0.3, 0.28),
            lines,
            self._store.clock.today(),
            asked=wanted.text,
            count=_count(len(lines), state),
            file_name="zhurnal",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )

    def choices(self) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """What the filters offer: areas in words, and everybody who did something.

        Names nobody to who may not read the journal.
        """
        if not may(self._who(), Right.READ_AUDIT):
            return areas(), ()
        with self._store.read() as session:
            people = session.scalars(select(AuditLine.actor).distinct()).all()
        return areas(), tuple(sorted(people, key=search_key))

    # one line, one record

    def detail(self, seq: int) -> JournalDetail:
        """A line with its fields. Raises NotFound, Refused without the right."""
        actor = self._who()
        require(actor, Right.READ_AUDIT)
        with self._store.read() as session:
            row = session.get(AuditLine, seq)
            if row is None:
                raise NotFound(_("Няма такъв ред в журнала."), _("Опреснете списъка."))
            private = session.get(AuditPrivate, seq)
            seen = may(actor, Right.READ_PRIVATE)
            return _detail(row, private, json.loads(row.body), open_values=seen)

    def history(self, kind: str, record_id: int) -> tuple[JournalDetail, ...]:
        """Every line about a record, oldest first (R-X-0.12). Raises Refused without the right.

        Of a line about something else only what it says of this record.
        """
        actor = self._who()
        require(actor, Right.READ_AUDIT)
        seen = may(actor, Right.READ_PRIVATE)
        with self._store.read() as session:
            found = lines_of(session, subject_of(session, kind, record_id))
            return tuple(
                _detail(row, session.get(AuditPrivate, row.seq), body, open_values=seen)
                for row, body in found
            )

    def history_sheet(self, kind: str, record_id: int, title: str) -> RegisterSheet:
        """A record's history for paper: each field before and after, the chain's fingerprint."""
        found = self.history(kind, record_id)
        lines = tuple(
            (
                _moment(one.line),
                one.line.actor,
                one.line.what,
                field.name,
                field.before,
                field.after,
            )
            for one in found
            for change in (one.changes or (RecordChange("", "", "", ()),))
            for field in (change.fields or (FieldChange("", "", ""),))
        )
        with self._store.read() as session:
            state = _state(session)
        return RegisterSheet(
            _("История на записа: {title}").format(title=title),
            (_("Кога"), _("Кой"), _("Какво"), _("Поле"), _("Преди"), _("След")),
            (0.13, 0.14, 0.18, 0.15, 0.2, 0.2),
            lines,
            self._store.clock.today(),
            count=_count(len(found), state),
            file_name="istoriya-na-zapis",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )

    # the proof

    def check(self) -> JournalState:
        """Walk the whole chain, then hold every line and every row against it.

        Raises Refused without the right.
        """
        require(self._who(), Right.READ_AUDIT)
        with self._store.read() as session:
            lines, broken = audit.verify(session)
            found = () if broken is not None else audit_replay.differences(session)
            return JournalState(
                lines, broken, _state(session).print, tuple(_differing(one) for one in found)
            )

    def compare(self, seq: int, typed: str) -> bool:
        """Whether line `seq` has the fingerprint typed from paper and all lines to it still hold.

        A cut-off tail is found so: the chain alone does not notice it. Raises Refused when the
        journal is shorter, too little was typed, or without the right.
        """
        require(self._who(), Right.READ_AUDIT)
        wanted = "".join(typed.split()).casefold()
        if len(wanted) < 8:
            raise Refused(_("Напишете поне две групи от отпечатъка."), _("Те са на листа."))
        with self._store.read() as session:
            digest = session.scalar(select(AuditLine.hash).where(AuditLine.seq == seq))
            held = digest is not None and _holds(session, seq)
        if digest is None:
            raise Refused(
                _("Журналът няма ред {n}: краят му липсва.").format(n=seq),
                _("Възстановете по-ново резервно копие и повикайте поддържащия."),
                code="tail-cut",
            )
        return held and digest.hex().startswith(wanted)

    def _asked(self, session: Session, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if area := wanted.choice("area"):
            found.append(
                or_(AuditLine.verb == area, AuditLine.verb.startswith(f"{area}.", autoescape=True))
            )
        if who := wanted.choice("who"):
            found.append(AuditLine.actor == who)
        if wanted.since is not None:
            found.append(func.substr(AuditLine.at, 1, 10) >= wanted.since.isoformat())
        if wanted.until is not None:
            found.append(func.substr(AuditLine.at, 1, 10) <= wanted.until.isoformat())
        verbs = session.scalars(select(AuditLine.verb).distinct()).all() if wanted.text else ()
        for word in wanted.text.split():
            key = search_key(word)
            named = [verb for verb in verbs if key in search_key(verb_text(verb))]
            found.append(
                or_(
                    AuditLine.verb.in_(named),
                    AuditLine.actor.contains(word, autoescape=True),
                    AuditLine.summary.contains(word, autoescape=True),
                )
            )
        return found


def _line(row: Sequence[Any]) -> JournalLine:
    return JournalLine(row[0], row[1], row[2], row[3], verb_text(row[3]), row[4], row[5], row[6])


def _moment(line: JournalLine) -> str:
    return f"{date_plain(line.at.date())} {line.at:%H:%M}"


def _subject(line: JournalLine) -> str:
    number = "" if line.record_id is None else f"№ {line.record_id}"
    return " · ".join(part for part in (line.summary, number) if part)


def _count(lines: int, state: JournalState) -> str:
    said = ngettext("Общо {n} ред.", "Общо {n} реда.", lines).format(n=lines)
    return _("{said} Журналът има {all} реда; отпечатък на последния: {print}.").format(
        said=said, all=state.lines, print=state.print
    )


def _state(session: Session) -> JournalState:
    last = session.execute(
        select(AuditLine.seq, AuditLine.hash).order_by(AuditLine.seq.desc()).limit(1)
    ).first()
    return JournalState(last.seq, None, grouped(last.hash)) if last else JournalState(0, None, "")


def _holds(session: Session, seq: int) -> bool:
    """Whether all lines to `seq` are what was hashed."""
    if audit.verify(session, seq)[1] is not None:
        return False
    try:
        return not audit_replay.own(session, seq)
    except (ValueError, TypeError, LookupError):  # a column no type can read any more
        return False


def _differing(one: audit_replay.Difference) -> str:
    """The sentence of the careful check (storage/integrity.py) with the names people know."""
    return _("Запис {key} в „{table}“ не е такъв, какъвто е записан в дневника: {columns}.").format(
        key=one.key,
        table=table_text(one.table),
        columns=", ".join(field_text(name) for name in one.columns) or _("липсва"),
    )


def _detail(
    row: AuditLine, private: AuditPrivate | None, body: dict[str, Any], *, open_values: bool
) -> JournalDetail:
    line = JournalLine(
        row.seq, row.at, row.actor, row.verb, verb_text(row.verb), row.subject_kind,
        row.subject_id, row.summary,
    )  # fmt: skip
    secret: dict[tuple[str, str], dict[str, list[Any]]] = {}
    if private is not None:
        secret = {(table, key): values for table, key, values in json.loads(private.data)}
    changes = []
    for table, key, action, public in body["changes"]:
        fields = [
            FieldChange(field_text(name), _said(a), _said(b)) for name, (a, b) in public.items()
        ]
        for name, (before, after) in secret.get((table, key), {}).items():
            shown = (
                (_said(before), _said(after)) if open_values else (_hidden(before), _hidden(after))
            )
            fields.append(FieldChange(field_text(name), *shown, personal=True))
        changes.append(RecordChange(table_text(table), key, _action(action), tuple(fields)))
    notes = tuple(
        (field_text(name), _said(value)) for note in body["notes"] for name, value in note.items()
    )
    return JournalDetail(line, tuple(changes), notes, grouped(row.hash))


def _action(action: str) -> str:
    return {
        "insert": _("създадено"), "update": _("променено"), "delete": _("премахнато"),
    }.get(action, action)  # fmt: skip


def _said(value: Any) -> str:
    """A kept value for people."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("да") if value else _("не")
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _hidden(value: Any) -> str:
    return "–" if value is None or value == "" else _("(лични данни)")
