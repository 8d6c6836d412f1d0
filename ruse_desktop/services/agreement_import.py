"""International agreements out of a spreadsheet: partner, term, where the original lies (функция 35)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.agreements import RENEWAL_NAMES, AgreementInput, Renewal, named, term_text
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.agreements import KINDS, OBJECT, add_in, ready_in
from ruse_desktop.services.import_values import BadCell
from ruse_desktop.services.register_table import day_text
from ruse_desktop.services.table_import import Cells, Read, TableImport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

_RENEWAL_WORDS: tuple[tuple[str, Renewal], ...] = (
    ("мълчалив", Renewal.SILENT), ("автоматич", Renewal.SILENT), ("изрич", Renewal.AGREED),
    ("съглас", Renewal.AGREED), ("няма", Renewal.NONE), ("не", Renewal.NONE),
)  # fmt: skip
_YEARS = re.compile(r"(\d{1,3})\s*(?:г|год|година|години)?\.?", re.IGNORECASE)
_WITHOUT_END = ("безсроч", "без срок", "без краен", "неопределен")


class AgreementImport(TableImport[AgreementInput]):
    """A line is an agreement; a term is a day, a number of years, or none."""

    verb, kinds, subject = "agreements.import", KINDS, OBJECT

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
            ImportField("partner", _("Партньор"), ("партньор", "страна по споразумението", "с кого", "община партньор", "град", "побратимен град"), required=True),
            ImportField("country", _("Държава"), ("държава", "страна")),
            ImportField("number", _("№"), ("№", "номер", "рег №", "номер на споразумението")),
            ImportField("subject", _("Предмет"), ("предмет", "относно", "наименование", "споразумение", "вид споразумение"), required=True),
            ImportField("signed_on", _("Подписано на"), ("подписано", "подписано на", "дата", "дата на подписване", "сключено на"), required=True),
            ImportField("place", _("Място"), ("място", "място на подписване")),
            ImportField("signed_by", _("Подписал"), ("подписал", "за община русе", "подписал за общината")),
            ImportField("partner_signed_by", _("За партньора"), ("за партньора", "подписал за партньора")),
            ImportField("term", _("Срок"), ("срок", "срок на действие", "валидност", "действа до", "изтича", "до")),
            ImportField("renewal", _("Подновяване"), ("подновяване", "удължаване", "начин на подновяване")),
            ImportField("decision", _("Решение на ОбС"), ("решение", "решение на обс", "решение на общинския съвет")),
            ImportField("shelf", _("Къде е оригиналът"), ("оригинал", "къде е оригиналът", "местонахождение", "папка", "съхранява се")),
            ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
        )  # fmt: skip

    def _counted(self, n: int) -> str:
        said = ngettext("{n} споразумение от таблица", "{n} споразумения от таблица", n)
        return said.format(n=n)

    def _read(self, cells: Cells) -> Read[AgreementInput]:
        years, until = _term(cells)
        texts: dict[str, Any] = {
            one: cells.text(one)
            for one in ("place", "signed_by", "partner_signed_by", "decision", "shelf")
        }
        typed = AgreementInput(
            cells.text("number"), cells.text("partner"), cells.text("country"),
            cells.text("subject"), cells.day("signed_on"), term_years=years, term_until=until,
            renewal=cells.one_of("renewal", _RENEWAL_WORDS, RENEWAL_NAMES, Renewal.NONE),
            note=cells.text("note", 1000), **texts,
        )  # fmt: skip
        signed = day_text(typed.signed_on)
        key = (
            f"{typed.number}|"
            if typed.number
            else search_key(f"{typed.partner} {typed.subject} {signed}")
        )
        detail = joined((typed.country, signed, term_text(typed) if years or until else ""))
        return Read(typed, named(typed.number, typed.partner) if typed.partner else "", key, detail)

    def _against(
        self, session: Session, read: Read[AgreementInput], earlier: Sequence[Read[AgreementInput]]
    ) -> Read[AgreementInput]:
        del earlier
        return replace(read, typed=ready_in(session, read.typed, self._store.clock.today()))

    def _write(self, tx: Transaction, typed: AgreementInput) -> None:
        add_in(tx, typed)


def _term(cells: Cells) -> tuple[int | None, date | None]:
    """„5 години“, a last day, or words that there is no end. Raises BadCell for anything else."""
    text = cells.text("term")
    if not text or any(word in search_key(text) for word in _WITHOUT_END):
        return None, None
    if years := _YEARS.fullmatch(text):
        return int(years[1]), None
    try:
        return None, cells.day("term", after="до")
    except BadCell as problem:
        raise BadCell(
            _("„{text}“ не е срок; очаква се 5 години, 31.12.2030 или безсрочно").format(text=text)
        ) from problem
