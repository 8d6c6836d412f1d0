"""Office holders out of a spreadsheet: who held which office when, who acted for him (R-X-0.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.office_holders import ONE_HOLDER, HolderInput, Office, term_text
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.office_holders import KINDS, OBJECT, add_in, ready_in, refuse_meeting
from ruse_desktop.services.register_table import day_text
from ruse_desktop.services.table_import import Cells, Read, TableImport
from ruse_desktop.storage.office_holders import OfficeHolderRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_OFFICES: tuple[tuple[Office, tuple[str, ...], tuple[str, ...]], ...] = (
    (Office.DEPUTY, ("зам", "заместник"), ("кмет",)),
    (Office.CHAIR, ("председател",), ("общински съвет", "обс")),
    (Office.SECRETARY, ("секретар",), ("община", "общината")),
    (Office.MAYOR, ("кмет", "кметът"), ("община", "общината", "град")),
    (Office.DIRECTOR, ("директор",), ()),
    (Office.HEAD, ("началник",), ()),
)
"""An office, the words its title has one of, and those of which it also has one."""


class OfficeHolderImport(TableImport[HolderInput]):
    """A line is a person in an office on certain days; whose days cross another's is left out."""

    verb, kinds, subject = "office-holders.import", KINDS, OBJECT

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("name", _("Име"), ("име", "име и фамилия", "имена", "лице", "титуляр"), required=True),
            ImportField("title", _("Длъжност"), ("длъжност", "пост", "позиция", "наименование на длъжността"), required=True),
            ImportField("since", _("От"), ("от", "от дата", "начало", "първи ден", "назначен на", "встъпва"), required=True),
            ImportField("until", _("До"), ("до", "до дата", "край", "последен ден", "освободен на")),
            ImportField("acting", _("Замества"), ("замества", "заместване", "за", "и д")),
            ImportField("act", _("Акт"), ("акт", "заповед", "заповед №", "решение", "основание")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} длъжност от таблица", "{n} длъжности от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[HolderInput]:
        title = cells.text("title")
        office = office_of(title)
        typed = HolderInput(
            office, title, cells.text("name"), cells.day("since"), cells.day("until"),
            cells.yes("acting"), cells.text("act"), cells.text("note", 1000),
        )  # fmt: skip
        since = day_text(typed.since)
        key = search_key(f"{title} {typed.name} {since}")
        days = term_text(typed) if typed.since is not None else ""
        return Read(typed, typed.name, key, joined((title, days)))

    def _against(
        self, session: Session, read: Read[HolderInput], earlier: Sequence[Read[HolderInput]]
    ) -> Read[HolderInput]:
        ready = ready_in(session, read.typed)
        if ready.office in ONE_HOLDER:
            refuse_meeting(ready, (one.typed for one in earlier))
        there = session.scalar(
            select(OfficeHolderRow.id).where(
                OfficeHolderRow.title == ready.title, OfficeHolderRow.name == ready.name,
                OfficeHolderRow.since == ready.since, OfficeHolderRow.struck_why == "",
            )
        )  # fmt: skip
        if there is not None:
            raise Refused(_("Вече е в регистъра."))
        return replace(read, typed=ready)

    def _write(self, tx: Transaction, typed: HolderInput) -> None:
        add_in(tx, typed)


def office_of(title: str) -> Office:
    """The office a title names; „друга“ for those of others, as of a village or a society."""
    said = f" {search_key(title)} "
    for office, words, of in _OFFICES:
        named = any(f" {word} " in said for word in words)
        alone = office in {Office.MAYOR, Office.SECRETARY} and said.split() == [words[0]]
        if named and (not of or alone or any(f" {word} " in said for word in of)):
            return office
    return Office.OTHER
