"""One person's data on one page; erasing what is past its term keeps totals, books and the chain."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.services.personal_data import kinds, personal_columns
from ruse_desktop.storage.audit import AuditPrivate
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.people import PersonRow
from tests.unit import pdf_reading

LATER = FixedClock(datetime(2033, 1, 10, 9, 0, tzinfo=SOFIA))


@pytest.fixture
def services(demo_folder: Path, tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(demo_folder, tmp_path / "data")
    made = app.open_services(app.Options(tmp_path / "data", LATER))
    yield made
    made.store.close()
    _close_log()


def nominee(services: Services, state: State) -> PersonRow:
    with services.store.read() as session:
        return session.scalars(
            select(PersonRow)
            .join(NominationRecord, NominationRecord.person_id == PersonRow.id)
            .where(NominationRecord.state == str(state))
        ).first()


def test_every_personal_column_belongs_to_exactly_one_kind():
    known = [table for one in kinds() for table in one.tables]
    assert len(known) == len(set(known))
    missing = {
        table.name for table in Base.metadata.sorted_tables if personal_columns(table)
    } - set(known)
    assert not missing, "resources/retention.toml must say how long these are kept"
    assert set(known) <= set(Base.metadata.tables)


@pytest.mark.requirement("R-X-0.10")
def test_page_and_export_of_one_person(services: Services, tmp_path: Path):
    person = nominee(services, State.AWARDED)
    page = services.personal.page(person.id)
    tables = {one.table for one in page.records}
    assert {"person", "nomination"} <= tables
    assert page.laureate
    assert "laureate" in tables
    assert all(one.kind is not None for one in page.records)
    data, paper = services.personal.export(person.id, tmp_path / "out", actor=services.actor)
    told = json.loads(data.read_text(encoding="utf-8"))
    assert person.family in told["name"]
    assert len(told["records"]) == len(page.records)
    assert person.family in pdf_reading.words(paper.read_bytes(), 0)
    reader = Actor("Васил Стоянов", frozenset({Role.READER}))
    services.become(reader)
    with pytest.raises(Refused):
        services.personal.page(person.id)


@pytest.mark.requirement("R-X-0.10")
def test_no_personal_number_has_a_place():
    columns = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    assert not columns & {"egn", "personal_no", "personal_number", "conviction", "convictions"}


def test_erasure_blanks_nominees_and_leaves_totals_books_and_chain(services: Services):
    due = services.erasures.due()
    assert due
    [said] = [one for one in services.today.view().waiting if one.sort == "erasure"]
    assert [one.id for one in said.records] == [one.person_id for one in due]
    laureate = nominee(services, State.AWARDED)
    assert laureate.id not in {one.person_id for one in due}
    clerk = Actor("Ирина Добрева", frozenset({Role.CLERK}))
    with pytest.raises(Refused):
        services.erasures.erase([due[0].person_id], "№ 1/10.01.2033", actor=clerk)
    with pytest.raises(UserError):
        services.erasures.erase([due[0].person_id], " ", actor=services.actor)
    with pytest.raises(Refused):
        services.erasures.erase([laureate.id], "№ 1/10.01.2033", actor=services.actor)

    def totals() -> list[tuple[str, int]]:
        with services.store.read() as session:
            query = select(NominationRecord.state, func.count()).group_by(NominationRecord.state)
            return sorted(tuple(row) for row in session.execute(query))

    before, books = totals(), services.books.verify()
    gone = due[0]
    done = services.erasures.erase([gone.person_id], "№ 1/10.01.2033", actor=services.actor)
    assert (done.people, done.nominations) == (1, gone.nominations)
    assert totals() == before
    assert services.books.verify() == books
    assert services.store.verify_audit()[1] is None
    family = gone.name.split()[-1]
    with services.store.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                assert gone.name not in str(tuple(row)), table.name
        kept = session.scalar(select(PersonRow.given).where(PersonRow.id == gone.person_id))
        private = " ".join(session.scalars(select(AuditPrivate.data)))
    assert kept == "Заличено"
    assert gone.name not in private
    assert not any(family in hit.title for hit in services.search.find(gone.name))
    assert gone.person_id not in {one.person_id for one in services.erasures.due()}
    paper = services.erasures.sheet(done, [gone.person_id])
    assert gone.name not in str(paper)
    assert services.journal.check().broken is None


def test_restored_older_copy_is_erased_again(services: Services):
    gone = services.erasures.due()[0]
    earlier = [{"person_id": gone.person_id, "protocol": "№ 1/10.01.2033"}]
    assert services.erasures.reapply(earlier, actor=services.actor) == 1
    assert services.erasures.reapply(earlier, actor=services.actor) == 0
    with services.store.read() as session:
        row = session.get(PersonRow, gone.person_id)
        assert row is not None
        assert row.given == "Заличено"
