"""Cultural institutions out of a spreadsheet, onto the cards that are there already (функция 7)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.eik import is_eik
from ruse_desktop.domain.institutions import (
    FORM_NAMES,
    PROPOSERS,
    Form,
    InstitutionInput,
    doubts,
)
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.register_imports import ImportField
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.institutions import KINDS, OBJECT, add_in, namesake, on_card
from ruse_desktop.services.people_cards import organisation_of
from ruse_desktop.services.table_import import Cells, Read, TableImport, noted, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.people import OrganisationRow
    from ruse_desktop.storage.store import Store, Transaction

_TEXTS = {
    "name": "name", "field": "field", "settlement": "settlement", "address": "address",
    "head": "representative", "phone": "phone", "email": "email", "reg_no": "reg_no",
}  # fmt: skip
_DAYS = ("since", "until")
_EIK = 9
_YEAR = re.compile(r"((?:1[89]|20)\d\d)(?:\s*г\.?)?")
_FORM_WORDS: tuple[tuple[str, Form], ...] = (
    ("общин", Form.MUNICIPAL), ("регионал", Form.REGIONAL), ("държав", Form.STATE),
    ("читалищ", Form.COMMUNITY), ("нпо", Form.NGO), ("сдружен", Form.NGO), ("фондац", Form.NGO),
    ("нестопанск", Form.NGO), ("частн", Form.PRIVATE), ("еоод", Form.PRIVATE), ("оод", Form.PRIVATE),
)  # fmt: skip


class InstitutionImport(TableImport[InstitutionInput]):
    """A line is an institution; one whose name has a card is entered on it."""

    verb, kinds, subject = "institutions.import", KINDS, OBJECT

    def __init__(self, store: Store, before: Callable[[int, Actor], object], home: str) -> None:
        super().__init__(store, before)
        self._home = home

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean, in the order of the register."""
        return (
        ImportField("name", _("Име"), ("име", "наименование", "институция", "организация", "име на институцията"), required=True),
        ImportField("form", _("Вид"), ("вид", "тип", "форма", "вид институция", "собственост", "статут")),
        ImportField("field", _("Област"), ("област", "дейност", "област на дейност", "сфера", "направление")),
        ImportField("settlement", _("Населено място"), ("населено място", "град село", "седалище", "град", "място")),
        ImportField("address", _("Адрес"), ("адрес", "адрес за кореспонденция")),
        ImportField("head", _("Ръководител"), ("ръководител", "директор", "председател", "представляващ", "управител")),
        ImportField("phone", _("Телефон"), ("телефон", "тел", "телефони", "тел номер")),
        ImportField("email", _("Е-поща"), ("е поща", "имейл", "email", "e mail", "електронна поща", "ел поща")),
        ImportField("website", _("Сайт"), ("сайт", "интернет страница", "уеб сайт", "www")),
        ImportField("reg_no", _("ЕИК"), ("еик", "булстат", "еик булстат", "идентификационен код")),
        ImportField("since", _("Действа от"), ("действа от", "основана", "създадена", "дата на създаване", "от")),
        ImportField("until", _("Закрита на"), ("закрита", "закрита на", "прекратена", "до")),
        ImportField("checked_on", _("Проверена на"), ("проверена", "проверена на", "актуализирана", "актуално към")),
        ImportField("note", _("Бележка"), ("бележка", "забележка", "бележки", "коментар")),
    )  # fmt: skip

    def _counted(self, n: int) -> str:
        return ngettext("{n} институция от таблица", "{n} институции от таблица", n).format(n=n)

    def _read(self, cells: Cells) -> Read[InstitutionInput]:
        name = cells.text("name")
        if not name:
            raise UserError(_("Няма име."))
        form = form_of(cells.text("form"), name)
        given: dict[str, Any] = {to: cells.text(key) for key, to in _TEXTS.items() if key != "name"}
        card = replace(OrganisationInput(name, PROPOSERS[form]), **given)
        whole = card.reg_no.zfill(_EIK)
        padded = card.reg_no.isdigit() and whole != card.reg_no and is_eik(whole)
        card = replace(
            card, settlement=card.settlement or self._home, reg_no=whole if padded else card.reg_no
        )
        since, until = (None if year(cells.text(key)) else cells.day(key) for key in _DAYS)
        seen = cells.day("checked_on")
        if (since and until and until < since) or (seen and seen > cells.today):
            raise UserError(_("Датите в реда си противоречат."))
        labels = {one.key: one.label for one in self.fields}
        years = [f"{labels[key]}: {found}." for key in _DAYS if (found := year(cells.text(key)))]
        typed = InstitutionInput(
            card, form, since=since, until=until, checked_on=seen, website=cells.text("website"),
            note=" ".join(one for one in (cells.text("note", 1000), *years) if one),
        )  # fmt: skip
        detail = ", ".join((_(FORM_NAMES[form]), card.settlement))
        doubt = list(doubts(typed))
        if years:
            doubt.append(_("Годината без ден отива в бележката."))
        if padded:
            doubt.append(_("Таблицата е махнала нулите отпред на ЕИК; върнати са."))
        return Read(typed, name, search_key(name), detail, " ".join(doubt))

    def _against(
        self,
        session: Session,
        read: Read[InstitutionInput],
        earlier: Sequence[Read[InstitutionInput]],
    ) -> Read[InstitutionInput]:
        del earlier
        card = namesake(session, read.name)
        if card is None:
            return read
        if on_card(session, card.id) is not None:
            raise Refused(_("Вече е в регистъра."))
        onto = replace(read, typed=_onto(card, read.typed))
        return noted(onto, _("Ще се впише върху съществуващата карта."))

    def _write(self, tx: Transaction, typed: InstitutionInput) -> None:
        add_in(tx, typed)


def _onto(card: OrganisationRow, typed: InstitutionInput) -> InstitutionInput:
    """The institution on a saved card: what the table leaves empty stays as the card has it."""
    saved = organisation_of(card)
    given = {to: getattr(typed.card, to) for to in _TEXTS.values() if getattr(typed.card, to)}
    kept = {name: getattr(saved, name) for name in OrganisationInput.__dataclass_fields__}
    return replace(typed, card=OrganisationInput(**(kept | given)), organisation_id=saved.id)


def form_of(text: str, name: str) -> Form:
    """The kind by the words of the table, else by those of the name; „друга“ when none tells."""
    return spoken(_FORM_WORDS, text) or spoken(_FORM_WORDS, name) or Form.OTHER


def year(text: str) -> str:
    """The year, when a cell holds nothing more: „1904“, „1904 г.“."""
    found = _YEAR.fullmatch(text)
    return found[1] if found else ""
