"""Backups to several places: made, verified, recorded, thinned; failures stay in sight."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import NOBODY, Actor, Role
from ruse_desktop.domain.backups import HOME, Level, PlaceInput, PlaceKind
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem, Refused, UserError
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.services import backup_files
from ruse_desktop.services.facade import Services
from ruse_desktop.storage import backup, backup_container
from ruse_desktop.storage.volumes import Volume

NOW = datetime(2026, 5, 11, 17, 0, tzinfo=SOFIA)
HEAD = Actor("Мария Колева")
PASSWORD = "три зелени крави на моста"


@dataclass
class Sticks:
    """What is plugged in, as a test says."""

    there: tuple[Volume, ...] = ()

    def mounted(self) -> tuple[Volume, ...]:
        """The volumes."""
        return self.there


class Stopping:
    """Stops the work after some steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int, label: str) -> None:
        """Count down."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def opened(folder: Path, now: datetime = NOW, **more: object) -> Services:
    """The services over a folder at a moment."""
    options = app.Options(data_dir=folder, clock=FixedClock(now), actor=HEAD)
    return app.open_services(replace(options, **more))  # type: ignore[arg-type]  # options of the test


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Services]:
    """An office with one person on record, an attached file, and no stick."""
    services = opened(tmp_path / "data")
    services.sticks = Sticks()
    services.rebuild()
    services.people.save_person(PersonInput("Елена", "", "Томова"), actor=HEAD)
    services.attachments.keep_made(b"%PDF-1.7 letter", ".pdf")
    yield services
    services.store.close()


def add_folder(services: Services, folder: Path) -> int:
    """A second place."""
    folder.mkdir()
    return services.backups.places.add(PlaceInput(PlaceKind.FOLDER, str(folder)), actor=HEAD)


def later(services: Services, moment: datetime) -> None:
    """Let the clock show this moment."""
    services.clock = services.store.clock = FixedClock(moment)
    services.rebuild()


@pytest.mark.requirement("R-X-0.13")
def test_copy_holds_rows_files_and_heads_and_is_made_in_every_place(
    office: Services, tmp_path: Path
) -> None:
    second = add_folder(office, tmp_path / "диск")
    stray = next((tmp_path / "data" / "attachments").glob("??")) / "Thumbs.db"
    stray.write_bytes(b"x")
    overlay = tmp_path / "data" / "ordinance" / "text" / "2026 изменение.toml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text("", "utf-8")
    made = office.backups.everywhere(actor=HEAD)
    assert [(one.place, one.ok) for one in made.reports] == [(HOME, True), (second, True)]
    assert made.home.path.name == "ruse_2026-05-11_17-00-00.bak"
    manifest = backup.check(tmp_path / "диск" / made.home.path.name)
    assert manifest.state is not None
    assert (manifest.by, manifest.attachments) == ("Мария Колева", 1)
    assert manifest.parts[-1].name == "ordinance/text/2026 изменение.toml"
    assert manifest.state.rows["person"] == 1
    with office.store.read() as session:
        heads = session.execute(text("SELECT seq, hex(hash) FROM audit_line")).all()
    assert (manifest.state.audit_lines, manifest.state.audit_head.upper()) in heads
    assert office.backups.health().level is Level.GOOD
    assert {one.place for one in office.backups.copies()} == {HOME, second}
    office.backups.make(actor=HEAD)
    assert len(list(office.backups.folder.glob("*.bak"))) == 2, "no copy is written over"


def test_stick_is_found_by_its_label_and_its_absence_is_no_failure(
    office: Services, tmp_path: Path
) -> None:
    place = office.backups.places.add(PlaceInput(PlaceKind.STICK, "", "КОПИЕ А"), actor=HEAD)
    made = office.backups.everywhere(actor=HEAD)
    assert (len(made.reports), made.absent) == (1, ("Флашка „КОПИЕ А“",))
    root = tmp_path / "media"
    root.mkdir()
    office.sticks = Sticks((Volume("копие а", root),))
    office.rebuild()
    made = office.backups.everywhere(actor=HEAD)
    assert [one.place for one in made.reports] == [HOME, place]
    assert list((root / "ruse-kopia").glob("*.bak"))
    for typed in (
        PlaceInput(PlaceKind.STICK, "../x", "А"), PlaceInput(PlaceKind.STICK, "", " "),
        PlaceInput(PlaceKind.FOLDER, str(tmp_path / "няма")),
        PlaceInput(PlaceKind.FOLDER, str(tmp_path / "data")),
    ):  # fmt: skip
        with pytest.raises(UserError):
            office.backups.places.add(typed, actor=HEAD)
    office.backups.places.remove(place, actor=HEAD)
    assert [one.id for one in office.backups.places.list()] == [HOME]


def test_failure_of_one_place_is_recorded_while_the_others_get_their_copy(
    office: Services, tmp_path: Path
) -> None:
    folder = tmp_path / "диск"
    place = add_folder(office, folder)
    folder.rmdir()
    folder.write_text("файл на мястото на папката")
    with pytest.raises(DatabaseProblem):
        office.backups.make(actor=HEAD)
    assert list(office.backups.folder.glob("*.bak"))
    health = office.backups.health()
    (failure,) = health.failures
    assert (health.level, failure.place) == (Level.RED, place)
    office.backups.see(failure.id, actor=HEAD)
    assert office.backups.health().level is Level.GOOD
    with pytest.raises(DatabaseProblem):
        office.backups.make(actor=HEAD)
    assert office.backups.health().level is Level.RED, "a new failure is not a seen one"
    folder.unlink()
    office.backups.make(actor=HEAD)
    assert office.backups.health().level is Level.GOOD
    assert list(tmp_path.rglob("*.part")) == []


def test_stopped_copy_leaves_nothing(office: Services, tmp_path: Path) -> None:
    for steps in range(4):
        with pytest.raises(Cancelled):
            office.backups.make(actor=HEAD, progress=Stopping(steps))
    assert not list(tmp_path.rglob("*.bak"))
    assert not list(tmp_path.rglob("*.part"))
    assert office.backups.latest() is None


def test_copy_needs_room_for_two_and_a_half(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(DatabaseProblem, match="свободни са 0 MB"):
        office.backups.make(actor=HEAD)
    assert "свободни" in office.backups.health().failures[0].detail


def test_schedule_copies_when_something_changed_and_never_during_a_round(office: Services) -> None:
    made = office.backups.make_if_due(actor=HEAD)
    assert made is not None
    later(office, NOW + timedelta(hours=9))
    assert office.backups.make_if_due(actor=HEAD) is None, "nothing changed"
    office.people.save_person(PersonInput("Иван", "", "Русев"), actor=HEAD)
    assert office.backups.due()
    later(office, NOW + timedelta(hours=3))
    assert not office.backups.due(), "it is early"
    office.backups.places.set_every_hours(2, actor=HEAD)
    assert office.backups.due()
    with pytest.raises(UserError):
        office.backups.places.set_every_hours(0, actor=HEAD)


def test_thinning_takes_only_copies_of_this_database(office: Services, tmp_path: Path) -> None:
    folder = office.backups.folder
    made = office.backups.make(actor=HEAD)
    for day in range(1, 40):
        for hour in (0, 6):
            at = NOW - timedelta(days=day, hours=hour)
            shutil.copy(made.path, folder / f"ruse_{at:%Y-%m-%d_%H-%M-%S}.bak")
    other = opened(tmp_path / "other", NOW - timedelta(days=20, hours=5))
    foreign = other.backups.make(actor=HEAD).path
    other.store.close()
    foreign.rename(folder / foreign.name)
    (folder / "ruse_2026-04-01_10-00-00.bak").write_bytes(b"not a copy")
    office.backups.make(actor=HEAD)
    left = {one.name for one in folder.glob("*.bak")}
    assert {made.path.name, foreign.name, "ruse_2026-04-01_10-00-00.bak"} <= left
    assert 15 < len(left) < 35
    bad = [one for one in office.backups.copies() if one.problem]
    assert [one.path.name for one in bad] == ["ruse_2026-04-01_10-00-00.bak"]


def test_only_who_may_takes_a_copy_out_or_changes_the_places(
    office: Services, tmp_path: Path
) -> None:
    clerk = Actor("Иван Русев", frozenset({Role.CLERK}))
    with pytest.raises(Refused):
        office.backups.make(actor=clerk, folder=tmp_path / "stick")
    assert not (tmp_path / "stick").exists()
    with pytest.raises(Refused):
        add_folder_as(office, tmp_path / "x", clerk)
    office.backups.make(actor=clerk)
    office.backups.make(actor=NOBODY)
    with office.store.read() as session:
        lines = session.execute(text("SELECT actor FROM audit_line ORDER BY seq DESC LIMIT 2"))
        assert list(lines.scalars()) == ["програмата", "Иван Русев"]


def add_folder_as(services: Services, folder: Path, actor: Actor) -> None:
    """Try to add a place as somebody else."""
    folder.mkdir()
    services.backups.places.add(PlaceInput(PlaceKind.FOLDER, str(folder)), actor=actor)


@pytest.mark.parametrize("where", ["db", "attachment", "manifest", "cut", "extra", "empty"])
def test_changed_copy_is_never_taken_for_whole(office: Services, where: str) -> None:
    path = office.backups.make(actor=HEAD).path
    content = bytearray(path.read_bytes())
    if where == "cut":
        content = content[: len(content) * 2 // 3]
    elif where == "empty":
        content = bytearray()
    elif where != "extra":
        with zipfile.ZipFile(path) as box:
            names = {"db": "db", "manifest": "manifest.json"}
            name = names.get(where) or next(n for n in box.namelist() if "attach" in n)
            info = box.getinfo(name)
        at = content.index(name.encode(), info.header_offset) + len(name) + info.file_size // 2
        content[at + 24] ^= 1
    path.write_bytes(content)
    if where == "extra":
        with zipfile.ZipFile(path, "a") as box:
            box.writestr("../../x", b"x")
    with pytest.raises(DatabaseProblem) as caught:
        backup_container.check_parts(path)
    assert caught.value.code in {"damaged", "foreign"}
    assert caught.value.advice


def test_broken_chain_of_the_live_file_is_said_with_every_copy(office: Services) -> None:
    with office.store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_line_no_update"))
        connection.execute(text("UPDATE audit_line SET body = body || ' ' WHERE seq = 1"))
    with pytest.raises(DatabaseProblem, match="Дневникът на промените е нарушен на ред 1"):
        office.backups.make(actor=HEAD)
    (copy,) = office.backups.folder.glob("*.bak")
    assert backup.check(copy).state is not None
    assert office.backups.health().level is Level.RED


@pytest.mark.requirement("R-X-0.13")
def test_copy_of_an_encrypted_file_tells_nothing_without_the_key(tmp_path: Path) -> None:
    code = new_code()
    account = AccountInput("mkoleva", "Мария Колева", frozenset(Role))
    services = opened(tmp_path / "data", setup=Setup(account, PASSWORD, code, encrypt=True))
    services.attachments.keep_made(b"%PDF-1.7 tajno pismo", ".pdf")
    services.people.save_person(PersonInput("Елена", "", "Томова"), actor=services.actor)
    made = services.backups.make(actor=services.actor)
    key = services.store.key
    (copy,) = services.backups.copies()
    services.store.close()
    content = made.path.read_bytes()
    for word in ("Томова", "Колева", "tajno", "nomination", "SQLite format"):
        assert word.encode() not in content, word
    assert copy.encrypted
    assert copy.rows == made.rows > 0
    blind = backup_files.copy_of(made.path)
    assert blind is not None
    assert (blind.rows, blind.problem) == (0, "")
    assert backup.check(made.path, key).state is not None
    with pytest.raises(DatabaseProblem) as caught:
        backup.check(made.path, bytes(32))
    assert caught.value.code == "wrong-key"
