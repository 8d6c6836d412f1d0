"""The archive of an edition: lines that stay, what the program's data say is missing, the list."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import papers
from ruse_desktop.domain.archive import ArchiveInput, ArchiveKind
from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.kernel.errors import Refused, UserError
from tests.storage.awards_world import HEAD, AwardWorld
from tests.unit.pdf_reading import words

PROPOSALS = ArchiveInput(
    ArchiveKind.PROPOSALS, "предложения с приложения", 1, 12, "К-3", "10 години", 2036
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AwardWorld]:
    made = AwardWorld(tmp_path, "NR21", date(2026, 10, 27))
    yield made
    made.close()


def record(world: AwardWorld, typed: ArchiveInput) -> int:
    return world.services.archives.enter(world.edition_id, typed, actor=HEAD)


def test_archive_counts_what_the_program_knows_and_the_list_lacks(world: AwardWorld) -> None:
    slot = world.services.law.at(world.day).award("NR21").slots[0].code
    world.admitted(slot, 0)
    world.admitted(slot, 1)
    (missing,) = world.services.archives.view(world.edition_id).missing
    assert (missing.kind, missing.pieces, missing.missing) == (ArchiveKind.PROPOSALS, 2, 2)
    record(world, PROPOSALS)
    (missing,) = world.services.archives.view(world.edition_id).missing
    assert missing.sentence == "предложения: 2 в програмата, 1 в архива"
    record(world, replace(PROPOSALS, title="втора папка", pages=0))
    view = world.services.archives.view(world.edition_id)
    assert view.missing == ()
    assert [one.count for one in view.items] == ["1 брой, 12 страници", "1 брой"]
    assert view.citation is None


@pytest.mark.requirement("R-60-0.4")
def test_archive_of_the_literary_prize_is_the_laws_and_is_printed(tmp_path: Path) -> None:
    world = AwardWorld(tmp_path, "NLN", date(2027, 11, 8))
    record(world, replace(PROPOSALS, pieces=65, pages=312, review=2037))
    record(world, ArchiveInput(ArchiveKind.MINUTES, "", 2, 0, "К-3"))
    record(world, ArchiveInput(ArchiveKind.PHOTOS, "", 41, 0, "К-3", "постоянно"))
    service = world.services.archives
    assert str(service.view(world.edition_id).citation) == "чл. 60"
    (line,) = service.list(world.edition_id)
    assert line.kind is PaperKind.ARCHIVE
    said = words(papers.render(service.compose(world.edition_id, PaperKind.ARCHIVE)), 0)
    for part in ("АРХИВЕН СПИСЪК", "чл. 60", "65 броя", "312 страници", "41 броя", "К-3", "2037"):
        assert part in said
    service.record(world.edition_id, PaperKind.ARCHIVE, way="print", actor=HEAD)
    (line,) = service.list(world.edition_id)
    assert line.printed_by == HEAD.name
    world.close()


def test_line_is_struck_out_with_a_reason_and_never_changed(world: AwardWorld) -> None:
    number = record(world, PROPOSALS)
    with pytest.raises(UserError, match="твърде кратка"):
        world.services.archives.strike(number, "да", actor=HEAD)
    world.services.archives.strike(number, "преместени са в друг шкаф", actor=HEAD)
    with pytest.raises(Refused):
        world.services.archives.strike(number, "преместени са в друг шкаф", actor=HEAD)
    view = world.services.archives.view(world.edition_id)
    assert view.valid == ()
    assert view.items[0].struck_why == "преместени са в друг шкаф"
    for broken in ("UPDATE archive_item SET pieces = 9", "DELETE FROM archive_item"):
        with (
            pytest.raises(IntegrityError),
            world.services.store.write(HEAD, "archive.broken", ("archive",)) as tx,
        ):
            tx.session.execute(text(broken))
    assert world.services.archives.list(world.edition_id) == ()


@pytest.mark.parametrize(
    "change",
    [{"pieces": 0}, {"pages": -1}, {"place": "  "}, {"review": 2020},
     {"kind": ArchiveKind.OTHER, "title": ""}],
)  # fmt: skip
def test_line_without_what_is_needed_is_not_kept(
    world: AwardWorld, change: dict[str, object]
) -> None:
    with pytest.raises(UserError):
        record(world, replace(PROPOSALS, **change))
    assert world.services.archives.view(world.edition_id).items == ()


def test_year_of_review_comes(world: AwardWorld) -> None:
    record(world, replace(PROPOSALS, review=2028))
    view = world.services.archives.view(world.edition_id)
    assert view.due(date(2027, 12, 31)) == ()
    assert view.due(date(2028, 1, 1)) == view.items


def test_spreadsheet_holds_texts_and_the_struck_lines(world: AwardWorld, tmp_path: Path) -> None:
    record(world, replace(PROPOSALS, title="=1+1"))
    number = record(world, PROPOSALS)
    world.services.archives.strike(number, "вписано два пъти по погрешка", actor=HEAD)
    kept = tmp_path / "list.xlsx"
    kept.write_bytes(world.services.archives.xlsx(world.edition_id))
    with zipfile.ZipFile(kept) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        texts = package.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in texts
    assert "вписано два пъти по погрешка" in texts
    assert "<v>2036</v>" in sheet
