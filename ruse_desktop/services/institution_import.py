"""Cultural institutions out of a spreadsheet: proposed columns, a preview, one transaction (функция 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.institutions import (
    FORM_NAMES,
    PROPOSERS,
    Form,
    InstitutionInput,
    doubts,
)
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.register_imports import ImportField, ImportLine, RegisterImport
from ruse_desktop.exchange.tables import read_table
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.import_fields import proposed
from ruse_desktop.services.import_values import BadCell, day
from ruse_desktop.services.institutions import KINDS, OBJECT, add_in, namesake, on_card
from ruse_desktop.services.people_cards import organisation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.exchange.cells import Cell, Table
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.people import OrganisationRow
    from ruse_desktop.storage.store import Store

_TEXTS = {
    "name": "name", "field": "field", "settlement": "settlement", "address": "address",
    "head": "representative", "phone": "phone", "email": "email", "reg_no": "reg_no",
}  # fmt: skip
_FORM_WORDS: tuple[tuple[str, Form], ...] = (
    ("общин", Form.MUNICIPAL), ("регионал", Form.REGIONAL), ("държав", Form.STATE),
    ("читалищ", Form.COMMUNITY), ("нпо", Form.NGO), ("сдружен", Form.NGO), ("фондац", Form.NGO),
    ("нестопанск", Form.NGO), ("частн", Form.PRIVATE), ("еоод", Form.PRIVATE), ("оод", Form.PRIVATE),
)  # fmt: skip


def fields() -> tuple[ImportField, ...]:
    """The fields an import knows, in the order of the register."""
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


class InstitutionImport:
    """Reads a table, says what it would bring, brings it."""

    def __init__(self, store: Store, law: LawBook, before: Callable[[int, Actor], object]) -> None:
        self._store = store
        self._law = law
        self._before = before

    @property
    def fields(self) -> tuple[ImportField, ...]:
        """What a column may mean."""
        return fields()

    def preview(self, path: Path, mapping: Mapping[str, str] | None = None) -> RegisterImport:
        """What the file would bring by these columns (None = those proposed). Raises UserError."""
        table = read_table(path)
        with self._store.read() as session:
            return self._look(session, table, mapping)[0]

    def run(
        self,
        path: Path,
        mapping: Mapping[str, str],
        *,
        actor: Actor,
        progress: Progress = no_progress,
    ) -> int:
        """Write every line that is ready, after a copy of the data; how many.

        Raises UserError, and Cancelled with nothing written.
        """
        table = read_table(path)
        self._before(len(table.rows), actor)
        with self._store.write(actor, "institutions.import", KINDS) as tx:
            seen, typed = self._look(tx.session, table, mapping)
            if not typed:
                raise UserError(_("Няма ред за внасяне."), _("Проверете колоните и редовете."))
            n = len(typed)
            for done, one in enumerate(typed):
                progress.step(done, n, one.card.name)
                add_in(tx, one)
            progress.step(n, n, "")
            said = ngettext("{n} институция от таблица", "{n} институции от таблица", n)
            tx.subject(OBJECT, None, said.format(n=n))
            tx.note({"file": path.name, "left_out": len(seen.lines) - n})
        return n

    def _look(
        self, session: Session, table: Table, mapping: Mapping[str, str] | None
    ) -> tuple[RegisterImport, list[InstitutionInput]]:
        known = [(one.key, name) for one in fields() for name in one.names]
        chosen = dict(mapping) if mapping is not None else proposed(table.header, known)
        missing = tuple(one.label for one in fields() if one.required and one.key not in chosen)
        lines: list[ImportLine] = []
        ready: list[InstitutionInput] = []
        names: set[str] = set()
        today, home = self._store.clock.today(), self._law.town.removeprefix("гр. ")
        for number, row in zip(table.lines, table.rows, strict=True):
            if missing:
                break
            cells = dict(zip(table.header, row, strict=True))
            line, typed = _line(number, cells, chosen, today, home)
            if typed is not None:
                line, typed = _known(session, line, typed, names)
            lines.append(line)
            if typed is not None:
                ready.append(typed)
        made = RegisterImport(
            table.header, tuple(chosen.items()), tuple(lines), table.notes, missing
        )
        return made, ready


def _line(
    number: int, cells: Mapping[str, Cell], mapping: Mapping[str, str], today: date, home: str
) -> tuple[ImportLine, InstitutionInput | None]:
    """One line by itself."""
    texts = {key: clean(cells[column].text, 300) for key, column in mapping.items()}
    name = texts.get("name", "")
    if not name:
        return ImportLine(number, "–", fault=_("Няма име.")), None
    days: dict[str, Any] = {}
    for key in ("since", "until", "checked_on"):
        if key in mapping:
            try:
                days[key] = day(cells[mapping[key]], today)
            except BadCell as problem:
                return ImportLine(number, name, fault=str(problem)), None
    form = form_of(texts.get("form", ""), name)
    given: dict[str, Any] = {to: texts.get(key, "") for key, to in _TEXTS.items() if key != "name"}
    card = replace(OrganisationInput(name, PROPOSERS[form]), **given)
    card = replace(card, settlement=card.settlement or home)
    typed = InstitutionInput(
        card, form, website=texts.get("website", ""), note=texts.get("note", ""), **days
    )
    since, until, seen = typed.since, typed.until, typed.checked_on
    if (since and until and until < since) or (seen and seen > today):
        return ImportLine(number, name, fault=_("Датите в реда си противоречат.")), None
    detail = ", ".join((_(FORM_NAMES[form]), card.settlement))
    return ImportLine(number, name, detail, note=" ".join(doubts(typed))), typed


def _known(
    session: Session, line: ImportLine, typed: InstitutionInput, names: set[str]
) -> tuple[ImportLine, InstitutionInput | None]:
    """The line against the register and the lines before it: a saved card is used, a known one left out."""
    key = search_key(typed.card.name)
    if key in names:
        return replace(line, fault=_("Същото име има и по-горе в таблицата.")), None
    names.add(key)
    card = namesake(session, typed.card.name)
    if card is None:
        return line, typed
    if on_card(session, card.id) is not None:
        return replace(line, fault=_("Вече е в регистъра.")), None
    said = " ".join(
        part for part in (line.note, _("Ще се впише върху съществуващата карта.")) if part
    )
    return replace(line, note=said), _onto(card, typed)


def _onto(card: OrganisationRow, typed: InstitutionInput) -> InstitutionInput:
    """The institution on a saved card: what the table leaves empty stays as the card has it."""
    saved = organisation_of(card)
    given = {to: getattr(typed.card, to) for to in _TEXTS.values() if getattr(typed.card, to)}
    kept = {name: getattr(saved, name) for name in OrganisationInput.__dataclass_fields__}
    return replace(typed, card=OrganisationInput(**(kept | given)), organisation_id=saved.id)


def form_of(text: str, name: str) -> Form:
    """The kind by the words of the table, else by those of the name; „друга“ when none tells."""
    for said in (search_key(text), search_key(name)):
        for word, form in _FORM_WORDS:
            if word in said:
                return form
    return Form.OTHER
