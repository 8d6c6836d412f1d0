"""Importing nominations: the preview tells everything, the import is all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.nominations import Channel, NominationFilter, State
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.exchange.cells import Table, cell
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.law import book
from ruse_desktop.services.attachments import AttachmentService
from ruse_desktop.services.editions import EditionService
from ruse_desktop.services.imports import ImportService
from ruse_desktop.services.nominations import NominationService
from ruse_desktop.storage import audit, schema
from ruse_desktop.storage.people import OrganisationRow, PersonRow
from ruse_desktop.storage.store import Store

NOW = datetime(2026, 5, 12, 15, 30, tzinfo=SOFIA)
ACTOR = Actor("Петя Станчева")
SAMPLE = paths.resource("sample", "predlozheniya-2026.xlsx")
HEAD = ("Вх. №", "Дата", "Вносител", "Предложен", "Раздел", "Мотиви")
LAW = book.load(paths.resource("ordinance", "naredba-17"))


@dataclass
class Office:
    store: Store
    nominations: NominationService
    imports: ImportService
    edition_id: int

    def count(self) -> int:
        return len(self.nominations.rows(NominationFilter()))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "ruse.db"
    store = Store(schema.create(path, NOW), FixedClock(NOW), path)
    nominations = NominationService(
        store, LAW, LAW.calendar(), Practice(), AttachmentService(store, tmp_path / "attachments")
    )
    edition = EditionService(store, LAW).open("NR", 2026, actor=ACTOR, law_edition="2024-02-29")
    yield Office(store, nominations, ImportService(store, LAW, nominations), edition.id)
    store.close()


def _table(*rows: tuple[object, ...], header: tuple[str, ...] = HEAD) -> Table:
    cells = tuple(tuple(cell(value) for value in row) for row in rows)  # type: ignore[arg-type]  # test values
    return Table(header, cells, tuple(range(2, len(rows) + 2)))


def _row(number: str, name: str = "Деян Стойчев Калчев", **changes: object) -> tuple[object, ...]:
    values = {
        "day": date(2026, 5, 6),
        "proposer": "Читалище „Зора“",
        "section": "1.1 Литература",
        "motives": "За принос. " * 50,
    } | changes
    return (number, values["day"], values["proposer"], name, values["section"], values["motives"])


def test_sample_table_is_understood_whole(office: Office) -> None:
    preview = office.imports.read(SAMPLE, edition_id=office.edition_id)
    assert (len(preview.rows), len(preview.ready), preview.unused) == (30, 30, ())
    rows = {row.registry_no: row for row in preview.rows}
    mixed = rows["30-188"]
    assert "Антон" in mixed.warnings[0].message
    assert mixed.warnings[0].column == "Предложен"
    assert [row.registry_no for row in preview.rows if row.warnings] == ["30-188"]
    late = rows["30-219"].nomination
    assert late is not None
    assert (late.channel, late.sent_on) == (Channel.POST, date(2026, 5, 8))
    team = rows["30-181"].nomination
    assert team is not None
    assert team.team is not None
    assert (team.nominee_kind, team.slot, len(team.team.members)) == (NomineeKind.TEAM, "2.3", 5)
    private = rows["30-205"].nomination
    assert private is not None
    assert private.proposer_kind is ProposerKind.PERSON
    assert private.proposer is None
    assert private.proposer_person == "Калина Иванова Тюфекчиева"
    docent = rows["30-176"].nomination
    assert docent is not None
    assert docent.person is not None
    assert (docent.person.titles, docent.person.family, docent.person.birth_year) == (
        "доц. д-р инж.", "Трендафилов", 1970,
    )  # fmt: skip
    assert docent.registered_at == time(9, 30)
    assert docent.proposer is not None
    assert docent.proposer.areas == ("education",)


@pytest.mark.requirement("R-X-0.16")
def test_sample_import_registers_every_row_and_a_second_import_nothing(office: Office) -> None:
    preview = office.imports.read(SAMPLE, edition_id=office.edition_id)
    seen: list[int] = []

    class Watch:
        def step(self, done: int, total: int, label: str) -> None:
            assert total == 60  # each row is registered, then checked
            assert label
            seen.append(done)

    result = office.imports.run(actor=ACTOR, preview=preview, progress=Watch())
    assert (result.count, result.known, result.skipped) == (30, 0, 0)
    assert seen == list(range(1, 61))
    rows = {row.registry_no: row for row in office.nominations.rows()}
    assert rows["30-168"].number == "ПР-2026-001"
    assert rows["30-201"].state is State.INCOMPLETE
    assert rows["30-168"].state is State.SUBMITTED
    again = office.imports.read(SAMPLE, edition_id=office.edition_id)
    assert (len(again.ready), len(again.known)) == (0, 30)
    with pytest.raises(Refused, match="Няма нови"):
        office.imports.run(actor=ACTOR, preview=again)
    assert office.count() == 30


def test_import_is_one_audited_act_and_keeps_one_card_per_name(office: Office) -> None:
    preview = office.imports.read(SAMPLE, edition_id=office.edition_id)
    office.imports.run(actor=ACTOR, preview=preview)
    with office.store.read() as session:
        verbs = session.scalars(select(audit.AuditLine.verb)).all()
        assert verbs.count("imports.nominations") == 1
        names = session.scalars(select(OrganisationRow.name)).all()
        assert len(names) == len(set(names))
        assert session.scalar(select(func.count(PersonRow.id))) == 25
    assert office.store.verify_audit()[1] is None


def test_failure_in_the_middle_leaves_nothing(office: Office) -> None:
    preview = office.imports.read(SAMPLE, edition_id=office.edition_id)

    class Stop:
        def step(self, done: int, total: int, label: str) -> None:
            if done == 17:
                raise Cancelled

    with pytest.raises(Cancelled):
        office.imports.run(actor=ACTOR, preview=preview, progress=Stop())
    assert office.count() == 0
    broken = replace(preview, rows=(*preview.rows, preview.rows[0]))
    with pytest.raises(Refused, match="30-168"):
        office.imports.run(actor=ACTOR, preview=broken)
    assert office.count() == 0


@pytest.mark.requirement("R-44-2.3")
def test_number_twice_in_the_table_is_a_fault_of_both_rows(office: Office) -> None:
    preview = office.imports.preview(
        _table(_row("30-1"), _row("30-1", "Мила Пеева"), _row("30-2", "Яна Донева")),
        edition_id=office.edition_id,
    )
    assert [len(row.faults) for row in preview.rows] == [1, 1, 0]
    with pytest.raises(Refused, match="2 реда"):
        office.imports.run(actor=ACTOR, preview=preview)
    result = office.imports.run(actor=ACTOR, preview=preview, skip_faulty=True)
    assert (result.count, result.skipped) == (1, 2)


def test_number_of_another_nomination_in_the_database_is_a_fault(office: Office) -> None:
    first = office.imports.preview(_table(_row("30-1")), edition_id=office.edition_id)
    office.imports.run(actor=ACTOR, preview=first)
    second = office.imports.preview(
        _table(_row("30-1", "Мила Пеева"), _row("30-1", "Деян Калчев")),
        edition_id=office.edition_id,
    )
    assert "Деян" in second.rows[0].faults[-1].message
    same = office.imports.preview(_table(_row("30-1", "Деян Калчев")), edition_id=office.edition_id)
    assert same.rows[0].known


@pytest.mark.requirement("R-44-2.3")
def test_taken_number_is_refused_in_words_when_typed_by_hand_too(office: Office) -> None:
    rows = _table(_row("30-1"), _row("30-2", "Мила Пеева"))
    preview = office.imports.preview(rows, edition_id=office.edition_id)
    first, second = office.imports.run(actor=ACTOR, preview=preview).ids
    typed = office.nominations.detail(second).typed
    with pytest.raises(Refused, match="30-1"):
        office.nominations.update(second, replace(typed, registry_no="30-1"), actor=ACTOR)
    with pytest.raises(Refused, match="30-2"):
        office.nominations.register(typed, actor=ACTOR)
    office.nominations.update(second, replace(typed, registry_no="30-3"), actor=ACTOR)
    assert office.nominations.detail(second).row.registry_no == "30-3"
    assert office.nominations.detail(first).row.registry_no == "30-1"


def test_each_bad_cell_is_named_with_its_line_and_column(office: Office) -> None:
    preview = office.imports.preview(
        _table(
            _row("30-1", day="32.05.2026"),
            _row("30-2", "Мила Пеева", section="9.9 Спорт"),
            _row(date(2026, 11, 30), "Яна Донева"),  # type: ignore[arg-type]  # a number turned into a date
            _row("30-4", ""),
            _row("30-5", "Ния Тонева", day=date(2027, 5, 6)),
            _row("30-6", "Ива Рачева", motives="а" * 20_001),
        ),
        edition_id=office.edition_id,
    )
    found = [(fault.line, fault.column) for row in preview.rows for fault in row.faults]
    assert found == [
        (2, "Дата"), (3, "Раздел"), (4, "Вх. №"), (5, "Предложен"), (6, "Дата"), (7, "Мотиви"),
    ]  # fmt: skip
    assert not preview.ready


def test_same_nominee_twice_in_a_section_is_a_warning(office: Office) -> None:
    preview = office.imports.preview(
        _table(_row("30-1"), _row("30-2")), edition_id=office.edition_id
    )
    assert [len(row.warnings) for row in preview.rows] == [1, 1]
    assert len(preview.ready) == 2


def test_wrong_columns_are_named(office: Office) -> None:
    table = _table(("а", "б"), header=("Артикул", "Цена"))
    with pytest.raises(UserError, match="Вносител, Предложен, Раздел"):
        office.imports.preview(table, edition_id=office.edition_id)


def test_mapping_chosen_by_a_person_replaces_the_proposed_one(office: Office) -> None:
    table = _table(("Деян Калчев", "Зора", "1.1"), header=("К1", "К2", "К3"))
    preview = office.imports.preview(
        table,
        edition_id=office.edition_id,
        mapping={"nominee": "К1", "proposer": "К2", "section": "К3"},
    )
    assert preview.rows[0].nominee == "Деян Калчев"
    assert preview.rows[0].slot == "1.1"
    assert preview.rows[0].warnings[0].message == "няма входящ номер"
