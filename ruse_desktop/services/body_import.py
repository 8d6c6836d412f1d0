"""Bodies and their members out of a spreadsheet: a line is a member, lines of one name are one body (функция 20)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.bodies import KIND_NAMES, BodyInput, Kind, MemberInput
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.bodies import (
    KINDS,
    OBJECT,
    add_in,
    appoint_in,
    checked,
    checked_member,
    members_in,
    refuse_twice,
    written,
)
from ruse_desktop.services.table_import import Cells, Read, TableImport, noted, spoken
from ruse_desktop.storage.bodies import BodyRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    ("съвет", Kind.PUBLIC), ("комисия", Kind.COMMITTEE), ("работна", Kind.WORKING),
    ("жури", Kind.JURY), ("друг", Kind.OTHER),
)  # fmt: skip


@dataclass(frozen=True)
class BodyLine:
    """A body and, when the line names one, its member."""

    body: BodyInput
    member: MemberInput | None


class BodyImport(TableImport[BodyLine]):
    """A body of the same name is there already: its members are added to it."""

    verb, kinds, subject = "bodies.import", KINDS, OBJECT

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("name", _("Орган"), ("орган", "име на органа", "наименование", "съвет", "комисия", "жури"), required=True),
            ImportField("kind", _("Вид"), ("вид", "вид на органа", "тип")),
            ImportField("since", _("Действа от"), ("действа от", "създаден на", "създаден", "мандат от", "начало")),
            ImportField("until", _("Действа до"), ("действа до", "мандат до", "край")),
            ImportField("act", _("Акт за създаване"), ("акт за създаване", "акт", "създаден с", "заповед", "решение")),
            ImportField("member", _("Член"), ("член", "име", "име на члена", "име и фамилия", "членове")),
            ImportField("role", _("В качество на"), ("в качество на", "роля", "качество", "длъжност в органа")),
            ImportField("member_since", _("Член от"), ("член от", "от", "назначен на")),
            ImportField("member_until", _("Член до"), ("член до", "до", "освободен на")),
            ImportField("member_act", _("Акт за назначаване"), ("акт за назначаване", "назначен с", "заповед за назначаване")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} ред от таблица", "{n} реда от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[BodyLine]:
        name = cells.text("name")
        kind = spoken(_KIND_WORDS, name) or Kind.OTHER
        body = BodyInput(
            name, cells.one_of("kind", _KIND_WORDS, KIND_NAMES, kind),
            cells.day("since"), cells.day("until"), cells.text("act"), note=cells.text("note", 1000),
        )  # fmt: skip
        who = cells.text("member")
        member = MemberInput(
            who, cells.day("member_since") or body.since, cells.day("member_until"),
            cells.text("role"), cells.text("member_act"),
        )  # fmt: skip
        key = search_key(f"{name} {who} {member.since}")
        detail = joined((who, cells.text("role"))) or _(KIND_NAMES[body.kind])
        return Read(BodyLine(body, member if who else None), name, key, detail)

    def _against(
        self, session: Session, read: Read[BodyLine], earlier: Sequence[Read[BodyLine]]
    ) -> Read[BodyLine]:
        line, there = read.typed, _known(session, read.name)
        name = search_key(read.name)
        same = [one.typed for one in earlier if search_key(one.name) == name]
        above = same[0].body if same else None
        if there is None and above is None:
            body = checked(line.body)
        elif line.member is None:
            raise Refused(_("Вече е в регистъра."))
        else:
            body = above or replace(line.body, since=there.since if there else None)
        if line.member is None:
            return replace(read, typed=BodyLine(body, None))
        first, last = (there.since, there.until) if there else (body.since, body.until)
        if first is None:
            raise UserError(_("Органът няма първи ден."))
        member = replace(line.member, since=line.member.since or first)
        member = checked_member(member, first, last)
        kept = members_in(session, there.id) if there is not None else ()
        refuse_twice(member, (*kept, *(one.member for one in same if one.member is not None)))
        ready = replace(read, typed=BodyLine(body, member))
        return noted(ready, _("Органът е в регистъра; добавя се членът.")) if there else ready

    def _write(self, tx: Transaction, typed: BodyLine) -> None:
        row = _known(tx.session, typed.body.name) or add_in(tx, typed.body)
        tx.session.flush()
        if typed.member is not None:
            appoint_in(tx, row, typed.member)
        written(tx, row)


def _known(session: Session, name: str) -> BodyRow | None:
    """The newest living body of this name."""
    return session.scalar(
        select(BodyRow)
        .where(BodyRow.name == name, BodyRow.struck_why == "")
        .order_by(BodyRow.id.desc())
        .limit(1)
    )
