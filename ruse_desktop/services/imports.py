"""Nominations from a registry's table: understood line by line, entered all or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.form_content import category_of
from ruse_desktop.domain.imports import CellFault, ImportPreview, ImportResult, ImportRow
from ruse_desktop.domain.intake import FactValue
from ruse_desktop.domain.nominations import NominationFilter, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput, split_name
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.exchange.cells import EMPTY
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import no_progress
from ruse_desktop.kernel.text import clean, mixed_words, personal_numbers, search_key
from ruse_desktop.services import import_fields, import_values
from ruse_desktop.services.editions import edition_of, find_edition
from ruse_desktop.services.import_values import BadCell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path
    from typing import TypeVar

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.intake import IntakeField
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.exchange.cells import Cell, Table
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.backups import BeforeImport
    from ruse_desktop.services.nominations import NominationService
    from ruse_desktop.storage.store import Store

    T = TypeVar("T")

_KINDS = ("nominations", "people")


class ImportService:
    """Reads a table, shows what it understood, and enters the nominations in one transaction."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        nominations: NominationService,
        before: BeforeImport | None = None,
    ) -> None:
        self._store = store
        self._law = law
        self._nominations = nominations
        self._before = before

    def read(
        self,
        path: Path,
        *,
        edition_id: int,
        sheet: str | None = None,
        mapping: Mapping[str, str] | None = None,
    ) -> ImportPreview:
        """What the table in the file says of one award edition; nothing is written.

        `mapping` (field → column heading) replaces the proposed one. Raises UserError when the
        file is no table or lacks a required column.
        """
        from ruse_desktop.exchange.tables import read_table

        table = read_table(path, sheet=sheet)
        return self.preview(table, edition_id=edition_id, mapping=mapping, source=path.name)

    def preview(
        self,
        table: Table,
        *,
        edition_id: int,
        mapping: Mapping[str, str] | None = None,
        source: str = "",
    ) -> ImportPreview:
        """As `read`, for a table that is already read."""
        edition = self._edition(edition_id)
        award = self._law.edition(edition.law_edition).award(edition.award)
        proposed = import_fields.propose(table.header, award) if mapping is None else mapping
        chosen = dict(proposed)
        lacking = import_fields.missing(chosen, award)
        if lacking:
            raise UserError(
                _("В таблицата няма колона за: {names}.").format(names=", ".join(lacking)),
                _("Надпишете колоните с тези имена или посочете кои са."),
                code="wrong-columns",
            )
        reader = _Reader(table, chosen, edition, award, self._store.clock.today())
        rows = _against_each_other([reader.row(place) for place in range(len(table.rows))])
        rows = self._against_database(rows, edition)
        used = set(chosen.values())
        return ImportPreview(
            edition_id=edition_id,
            source=source,
            mapping=tuple(chosen.items()),
            unused=tuple(name for name in table.header if name not in used),
            rows=tuple(rows),
            notes=table.notes,
        )

    def run(
        self,
        *,
        actor: Actor,
        preview: ImportPreview,
        progress: Progress = no_progress,
        skip_faulty: bool = False,
    ) -> ImportResult:
        """Enter every ready row, all in one transaction; on any failure none is entered.

        Raises Refused when rows have faults and the person did not choose to leave them out, or
        when nothing is ready. `progress` may raise Cancelled: nothing is entered then.
        """
        faulty, ready = preview.faulty, preview.ready
        if faulty and not skip_faulty:
            raise Refused(
                _("В {n} реда има грешки; нищо не е внесено.").format(n=len(faulty)),
                _("Поправете ги в таблицата или изберете да се внесат само изправните."),
                code="faulty-rows",
            )
        if not ready:
            raise Refused(
                _("Няма нови предложения за внасяне."),
                _("Проверете дали файлът не е внесен вече."),
                code="nothing-to-import",
            )
        typed = [row.nomination for row in ready if row.nomination is not None]
        if self._before is not None:
            self._before(len(typed), actor)
        with self._store.write(actor, "imports.nominations", _KINDS) as tx:
            ids = self._nominations.register_many_in(tx, preview.edition_id, typed, progress)
            tx.subject("edition", preview.edition_id, f"{preview.source}: {len(ids)}")
        return ImportResult(tuple(ids), known=len(preview.known), skipped=len(faulty))

    def _edition(self, edition_id: int) -> AwardEdition:
        with self._store.read() as session:
            return edition_of(find_edition(session, edition_id))

    def _against_database(self, rows: list[ImportRow], edition: AwardEdition) -> list[ImportRow]:
        """Mark rows that are in the database; a number taken by another nominee is a fault."""
        taken = {
            row.registry_no: row.nominee
            for row in self._nominations.rows(NominationFilter(year=edition.year))
            if row.registry_no
        }
        checked = []
        for row in rows:
            nominee = taken.get(row.registry_no)
            if not row.registry_no or nominee is None:
                checked.append(row)
            elif _same_name(nominee, row.nominee):
                checked.append(
                    _changed(row, known=True, note=_("вече е внесено; редът се пропуска"))
                )
            else:
                checked.append(
                    _changed(
                        row,
                        fault=_("номерът вече е на друго предложение ({name})").format(
                            name=nominee
                        ),
                    )
                )
        return checked


class _Reader:
    """Understands the rows of one table."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping[str, str],
        edition: AwardEdition,
        award: AwardRules,
        today: date,
    ) -> None:
        self._table = table
        self._mapping = mapping
        self._edition = edition
        self._award = award
        self._today = today
        self._limits = {field.key: field.limit for field in import_fields.fields(award)}
        self._cells: dict[str, Cell] = {}
        self._line = 0
        self._faults: list[CellFault] = []
        self._warnings: list[CellFault] = []

    def row(self, place: int) -> ImportRow:
        """The row as a nomination, with its faults and warnings."""
        self._line = self._table.lines[place]
        cells = self._table.rows[place]
        self._cells = {key: cells[self._table.column(name)] for key, name in self._mapping.items()}
        self._faults, self._warnings = [], []
        nomination = self._nomination()
        nominee = self._text("nominee")
        return ImportRow(
            line=self._line,
            registry_no=nomination.registry_no,
            nominee=nominee,
            proposer=self._text("proposer"),
            slot=nomination.slot,
            nomination=None if self._faults else nomination,
            faults=tuple(dict.fromkeys(self._faults)),
            warnings=tuple(dict.fromkeys(self._warnings)),
        )

    def _nomination(self) -> NominationInput:
        nothing: tuple[str, date | None] = ("", None)
        registry_no, dated = self._try("registry_no", self._registry, nothing)
        kind = self._try("nominee_kind", self._kind, None) or NomineeKind.PERSON
        slot = self._try("section", lambda cell: import_values.slot(cell, self._award, kind), "")
        proposer_kind = self._try(
            "proposer_kind", import_values.proposer_kind, ProposerKind.ORGANISATION
        )
        private = proposer_kind is ProposerKind.PERSON
        for required in ("nominee", "proposer"):
            if self._cell(required).empty:
                self._fault(required, _("клетката е празна"))
        self._suspicious("nominee")
        self._suspicious("members")
        for told in self._cells:
            if personal_numbers(self._cell(told).text):
                self._warn(told, _("съдържа ЕГН; той не се изисква – махнете го"))
        return NominationInput(
            edition_id=self._edition.id,
            slot=slot,
            genre=self._text("genre").lower(),
            category=self._text("category").lower() or category_of(self._award, kind),
            nominee_kind=kind,
            person=self._person() if kind is NomineeKind.PERSON else None,
            team=self._team() if kind is NomineeKind.TEAM else None,
            organisation=self._organisation() if kind is NomineeKind.ORGANISATION else None,
            proposer_kind=proposer_kind,
            proposer=None if private else self._proposer(proposer_kind),
            proposer_person=self._text("proposer") if private else "",
            merits=import_values.merits(self._text("merits"), self._today),
            lifetime=import_values.yes(self._cell("lifetime")),
            motives=self._text("motives"),
            registry_no=registry_no,
            registered_on=self._date("registered_on") or dated,
            registered_at=self._try("registered_at", import_values.hour, None),
            channel=self._try("channel", import_values.channel, import_values.DEFAULT_CHANNEL),
            sent_on=self._date("sent_on"),
            facts=self._facts(),
        )

    def _facts(self) -> dict[str, FactValue]:
        """The award's own fields that a column gives."""
        given = [
            one
            for one in self._award.fields
            if not self._cell(f"{import_fields.FACT}{one.code}").empty
        ]
        return {one.code: self._fact(one) for one in given}

    def _fact(self, field: IntakeField) -> FactValue:
        key = f"{import_fields.FACT}{field.code}"
        text = self._text(key)

        def read(cell: Cell) -> FactValue:
            return import_values.fact(cell, text, field, self._today)

        nothing: FactValue = ""
        return self._try(key, read, nothing)

    def _registry(self, cell: Cell) -> tuple[str, date | None]:
        number, dated = import_values.registry_number(cell, self._today)
        if not number:
            self._warn("registry_no", _("няма входящ номер"))
        return number, dated

    def _kind(self, cell: Cell) -> NomineeKind | None:
        return import_values.nominee_kind(cell, members=not self._cell("members").empty)

    def _person(self) -> PersonInput:
        parts = split_name(self._text("nominee"))
        return PersonInput(
            given=parts.given,
            middle=parts.middle,
            family=parts.family,
            titles=self._text("titles") or parts.titles,
            birth_year=self._try(
                "birth_year", lambda cell: import_values.year(cell, self._today), None
            ),
            birth_date=self._try(
                "birth_date", lambda cell: import_values.day(cell, self._today), None
            ),
            settlement=self._text("settlement"),
            employer=self._text("employer"),
        )

    def _team(self) -> TeamInput:
        return TeamInput(
            name=self._text("nominee"),
            organisation=self._text("team_organisation"),
            members=import_values.listed(self._text("members")),
        )

    def _organisation(self) -> OrganisationInput:
        same = search_key(self._text("nominee")) == search_key(self._text("proposer"))
        if same:
            return self._proposer(
                self._try("proposer_kind", import_values.proposer_kind, ProposerKind.ORGANISATION)
            )
        return OrganisationInput(name=self._text("nominee"))

    def _proposer(self, kind: ProposerKind) -> OrganisationInput:
        area = self._cell("proposer_area")
        return OrganisationInput(
            name=self._text("proposer"),
            kind=kind,
            areas=import_values.areas(area, self._award),
            settlement=self._text("seat"),
            reg_no=self._text("reg_no"),
            representative=self._text("representative"),
            field=self._text("proposer_area"),
        )

    def _cell(self, key: str) -> Cell:
        return self._cells.get(key, EMPTY)

    def _text(self, key: str) -> str:
        try:
            return clean(self._cell(key).text, self._limits[key])
        except UserError as problem:
            self._fault(key, problem.message)
            return ""

    def _date(self, key: str) -> date | None:
        found = self._try(key, lambda cell: import_values.day(cell, self._today), None)
        if found is not None and found > self._today:
            self._fault(key, _("датата е в бъдещето"))
        return found

    def _try(self, key: str, read: Callable[[Cell], T], otherwise: T) -> T:
        try:
            return read(self._cell(key))
        except BadCell as problem:
            self._fault(key, str(problem))
            return otherwise

    def _suspicious(self, key: str) -> None:
        for mixed in mixed_words(self._text(key)):
            self._warn(key, mixed.says)

    def _fault(self, key: str, message: str) -> None:
        self._faults.append(CellFault(self._line, self._mapping.get(key, key), message))

    def _warn(self, key: str, message: str) -> None:
        self._warnings.append(CellFault(self._line, self._mapping.get(key, key), message))


def _against_each_other(rows: list[ImportRow]) -> list[ImportRow]:
    """A number that stands twice is a fault, a nominee twice in one section a warning."""
    numbers = Counter(row.registry_no for row in rows if row.registry_no)
    names = Counter((search_key(row.nominee), row.slot) for row in rows)
    checked = []
    for row in rows:
        if numbers[row.registry_no] > 1:
            checked.append(_changed(row, fault=_("номерът се повтаря в таблицата")))
        elif row.nominee and names[search_key(row.nominee), row.slot] > 1:
            checked.append(_changed(row, note=_("предложеният се повтаря в същия раздел")))
        else:
            checked.append(row)
    return checked


def _changed(row: ImportRow, *, fault: str = "", note: str = "", known: bool = False) -> ImportRow:
    column = _("Вх. №") if fault or known else _("Предложен")
    if fault:
        return replace(
            row, nomination=None, faults=(*row.faults, CellFault(row.line, column, fault))
        )
    return replace(row, known=known, warnings=(*row.warnings, CellFault(row.line, column, note)))


def _same_name(first: str, second: str) -> bool:
    """Whether all words of the shorter name stand in the longer one; titles do not count."""
    one, other = _name_words(first), _name_words(second)
    return bool(one and other) and (one <= other or other <= one)


def _name_words(name: str) -> set[str]:
    parts = split_name(name)
    return set(search_key(f"{parts.given} {parts.middle} {parts.family}").split())
