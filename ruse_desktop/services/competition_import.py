"""Competitions out of a spreadsheet: what was announced until when, before which jury (функция 21)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.competitions import CompetitionInput
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.competitions import KINDS, OBJECT, add_in, checked
from ruse_desktop.services.register_table import day_text
from ruse_desktop.services.table_import import Cells, Read, TableImport
from ruse_desktop.storage.competitions import CompetitionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_YES_NO = {True: mark("да"), False: mark("не")}
_ANONYMOUS_WORDS: tuple[tuple[str, bool], ...] = (
    ("не", False), ("явен", False), ("с име", False), ("да", True), ("анонимен", True),
    ("девиз", True), ("таен", True),
)  # fmt: skip


class CompetitionImport(TableImport[CompetitionInput]):
    """A line is a competition; its works and result are entered in the register."""

    verb, kinds, subject = "competitions.import", KINDS, OBJECT

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("subject", _("Предмет"), ("предмет", "конкурс", "наименование", "име на конкурса", "тема"), required=True),
            ImportField("announced_on", _("Обявен на"), ("обявен", "обявен на", "дата на обявяване"), required=True),
            ImportField("deadline", _("Краен срок"), ("краен срок", "срок", "до", "срок за подаване"), required=True),
            ImportField("ground", _("Основание"), ("основание", "заповед", "акт")),
            ImportField("announcement", _("Обявление"), ("обявление", "къде е обявен", "обява")),
            ImportField("anonymous", _("Анонимен"), ("анонимен", "анонимност", "вид", "с девиз")),
            ImportField("prize", _("Награда"), ("награда", "награден фонд", "награди")),
            ImportField("jury", _("Жури"), ("жури", "членове на журито", "състав на журито")),
            ImportField("jury_act", _("Назначено с"), ("назначено с", "заповед за журито", "акт за журито")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} конкурс от таблица", "{n} конкурса от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[CompetitionInput]:
        texts = {one: cells.text(one) for one in ("ground", "announcement", "prize", "jury_act")}
        typed = CompetitionInput(
            cells.text("subject"), cells.day("announced_on"), cells.day("deadline"),
            anonymous=cells.one_of("anonymous", _ANONYMOUS_WORDS, _YES_NO, otherwise=True),
            jury=cells.names("jury"), note=cells.text("note", 1000), **texts,
        )  # fmt: skip
        days = (day_text(typed.announced_on), day_text(typed.deadline))
        key = search_key(f"{typed.subject} {days[0]}")
        return Read(typed, typed.subject, key, joined(days, " – "))

    def _against(
        self,
        session: Session,
        read: Read[CompetitionInput],
        earlier: Sequence[Read[CompetitionInput]],
    ) -> Read[CompetitionInput]:
        del earlier
        ready = checked(read.typed)
        there = session.scalar(
            select(CompetitionRow.id).where(
                CompetitionRow.subject == ready.subject,
                CompetitionRow.announced_on == ready.announced_on,
                CompetitionRow.struck_why == "",
            )
        )
        if there is not None:
            raise Refused(_("Вече е в регистъра."))
        return replace(read, typed=ready)

    def _write(self, tx: Transaction, typed: CompetitionInput) -> None:
        add_in(tx, typed)
