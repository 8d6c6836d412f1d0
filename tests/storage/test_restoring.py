"""Restoring: looked at first, refused when it must be, nothing deleted, interrupted anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.documents.rehearsal import render
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code, read_code
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem, Refused
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.services import restore, restoring
from ruse_desktop.services.facade import Services
from ruse_desktop.storage import engine, file_state
from tests.storage.sessions_world import World
from tests.storage.test_backups import HEAD, NOW, PASSWORD, Stopping, opened
from tests.storage.test_secret_ballots import start
from tests.unit.pdf_reading import words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "data"


@pytest.fixture
def office(folder: Path) -> Iterator[Services]:
    """An office with one person, a letter, and a copy of that."""
    services = opened(folder)
    services.people.save_person(PersonInput("Елена", "", "Томова"), actor=HEAD)
    yield services
    services.store.close()


def people(services: Services) -> list[str]:
    """Who is on record."""
    return [one.full_name for one in services.people.people()]


@pytest.mark.requirement("R-X-0.13")
def test_restore_tells_what_would_be_missing_and_moves_the_present_files_aside(
    office: Services, folder: Path
) -> None:
    made = office.backups.make(actor=HEAD)
    office.people.save_person(PersonInput("Иван", "", "Русев"), actor=HEAD)
    seen = office.restores.preview(made.path, actor=HEAD)
    assert dict(seen.counts)["лица"] == 1
    assert "лица: 1 по-малко" in seen.missing
    assert "2 реда в дневника на промените" in seen.missing
    assert not seen.forked
    office.restores.prepare(made.path, actor=HEAD)
    assert len(people(office)) == 2, "nothing has changed yet"
    office.close()
    again = opened(folder, NOW + timedelta(hours=1))
    try:
        assert len(people(again)) == 1
        (done,) = again.restores.history()
        assert (done.by, Path(done.path)) == ("Мария Колева", made.path)
        aside = folder / done.quarantine
        assert (aside / "ruse.db").exists()
        before = [one["family"] for one in restore.earlier(again, done, "person")]
        assert before == ["Томова", "Русев"]
        assert restore.earlier(again, done, "няма") == ()
        with again.store.read() as session:
            line = session.execute(
                text("SELECT verb, summary FROM audit_line ORDER BY seq DESC LIMIT 1")
            ).one()
        assert tuple(line) == (
            "backups.restored", f"възстановено от копие {made.path.name}",
        )  # fmt: skip
        assert again.store.verify_audit()[1] is None
        newest = again.backups.copies()[0]
        parted = again.restores.preview(newest.path, actor=HEAD)
        assert parted.forked
        assert any("разделили" in one for one in parted.warnings)
        assert not (folder / restoring.NOTE).exists()
        assert not (folder / restoring.READY).exists()
    finally:
        again.store.close()
    kept = file_state.inspect(aside / "ruse.db", None)
    assert kept.rows["person"] == 2


def test_interrupted_restore_goes_on_at_the_next_opening(
    office: Services, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.attachments.keep_made(b"%PDF-1.7 letter", ".pdf")
    made = office.backups.make(actor=HEAD)
    office.people.save_person(PersonInput("Иван", "", "Русев"), actor=HEAD)
    office.restores.prepare(made.path, actor=HEAD)
    office.store.close()
    real = Path.rename
    stopped = 0
    for most in range(12):
        left = [most]

        def rename(self: Path, target: Path, left: list[int] = left) -> Path:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, target)

        monkeypatch.setattr(Path, "rename", rename)
        try:
            if not restoring.finish(folder):
                break
        except KeyboardInterrupt:
            stopped += 1
    monkeypatch.undo()
    assert stopped > 1
    again = opened(folder)
    assert len(people(again)) == 1
    assert list((folder / "attachments").rglob("*.pdf"))
    (done,) = again.restores.history()
    assert file_state.inspect(folder / done.quarantine / "ruse.db", None).rows["person"] == 2
    again.store.close()


def test_stopped_preparation_and_one_given_up_change_nothing(
    office: Services, folder: Path
) -> None:
    office.attachments.keep_made(b"%PDF-1.7 letter", ".pdf")
    made = office.backups.make(actor=HEAD)
    for steps in range(2):
        with pytest.raises(Cancelled):
            office.restores.prepare(made.path, actor=HEAD, progress=Stopping(steps))
    assert not (folder / restoring.READY).exists()
    office.restores.prepare(made.path, actor=HEAD)
    restoring.forget(folder)
    assert not restoring.finish(folder)


def test_restore_asks_for_the_right_and_for_a_whole_copy(office: Services, folder: Path) -> None:
    made = office.backups.make(actor=HEAD)
    chief = Actor("Петър Динев", frozenset({Role.HEAD}))
    assert office.restores.preview(made.path, actor=chief).counts
    with pytest.raises(Refused):
        office.restores.prepare(made.path, actor=chief)
    with pytest.raises(Refused):
        office.restores.preview(made.path, actor=Actor("Иван", frozenset({Role.CLERK})))
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DatabaseProblem):
        office.restores.prepare(made.path, actor=HEAD)
    assert not (folder / restoring.READY).exists()


def test_open_round_refuses_a_restore_and_the_scheduled_copy(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        made = world.services.backups.make(actor=HEAD)
        session_id = world.opened()
        assert world.services.backups.due() is False, "it is early"
        start(world, session_id)
        world.services.clock = world.services.store.clock = FixedClock(NOW + timedelta(days=30))
        assert world.services.backups.due() is False
        with pytest.raises(Refused) as refused:
            world.services.restores.prepare(made.path, actor=HEAD)
        assert refused.value.code == "round-open"
        world.services.secret_ballots.void(session_id, "Спря токът в залата.", actor=HEAD)
        assert world.services.backups.due()
    finally:
        world.close()


@pytest.mark.parametrize("broken", ["missing", "damaged", "empty"])
def test_copy_comes_back_where_no_healthy_database_is(
    office: Services, folder: Path, broken: str
) -> None:
    made = office.backups.make(actor=HEAD)
    office.store.close()
    database = folder / engine.FILE_NAME
    if broken == "missing":
        for one in folder.glob("ruse.db*"):
            one.unlink()
    else:
        database.write_bytes(b"" if broken == "empty" else database.read_bytes()[:5000])
    seen = restoring.preview(folder, made.path)
    assert seen.present is None
    restoring.refuse_open_round(folder)
    restoring.prepare(folder, made.path, actor=HEAD, now=NOW)
    again = opened(folder)
    assert people(again) == ["Елена Томова"]
    assert bool(again.restores.history()[0].quarantine) == (broken != "missing")
    again.store.close()


def test_copy_with_foreign_triggers_is_refused(office: Services, tmp_path: Path) -> None:
    with office.store.engine.begin() as connection:
        connection.execute(text("CREATE TRIGGER spy AFTER INSERT ON person BEGIN SELECT 1; END"))
    made = office.backups.make(actor=HEAD)
    with pytest.raises(DatabaseProblem, match="spy"):
        restoring.preview(tmp_path / "new", made.path)
    assert not office.rehearsals.rehearse(made.path, actor=HEAD).ok


def test_open_database_is_never_moved_from_under_its_program(
    office: Services, folder: Path
) -> None:
    made = office.backups.make(actor=HEAD)
    restoring.prepare(folder, made.path, actor=HEAD, now=NOW)
    with pytest.raises(DatabaseProblem) as caught:
        restoring.finish(folder)
    assert caught.value.code == "locked"
    assert people(office) == ["Елена Томова"]


@pytest.mark.requirement("R-X-0.13")
def test_rehearsal_opens_the_copy_with_the_real_services_and_says_so_on_paper(
    office: Services, folder: Path
) -> None:
    office.attachments.keep_made(b"%PDF-1.7 letter", ".pdf")
    made = office.backups.make(actor=HEAD)
    good = office.rehearsals.rehearse(made.path, actor=HEAD)
    assert (good.ok, good.rows, good.attachments, good.detail) == (True, made.rows, 1, "")
    page = words(render(good), 0)
    assert "копието е цяло" in page
    assert made.path.name in page
    (letter,) = (folder / "attachments").rglob("*.pdf")
    letter.write_bytes(b"%PDF-1.7 another")
    bad = office.rehearsals.rehearse(office.backups.make(actor=HEAD).path, actor=HEAD)
    assert not bad.ok
    assert letter.name in bad.detail
    assert "НЕ може" in words(render(bad), 0)
    assert [one.ok for one in office.rehearsals.history()] == [False, True]
    assert people(office) == ["Елена Томова"]
    assert not office.backups.health().rehearse


def test_encrypted_copy_is_restored_with_a_password_of_its_time(tmp_path: Path) -> None:
    code = new_code()
    account = AccountInput("mkoleva", "Мария Колева", frozenset(Role))
    services = opened(tmp_path / "data", setup=Setup(account, PASSWORD, code, encrypt=True))
    services.people.save_person(PersonInput("Елена", "", "Томова"), actor=services.actor)
    made = services.backups.make(actor=services.actor)
    assert services.rehearsals.rehearse(made.path, actor=services.actor).ok
    services.store.close()
    clean = tmp_path / "clean"
    with pytest.raises(DatabaseProblem) as caught:
        restoring.preview(clean, made.path)
    assert caught.value.code == "encrypted"
    with pytest.raises(Refused):
        restoring.preview(clean, made.path, key_of=restoring.by_password("mkoleva", "друга"))
    key_of = restoring.by_password("recovery", read_code(code))
    assert dict(restoring.preview(clean, made.path, key_of=key_of).counts)["лица"] == 1
    restoring.prepare(clean, made.path, actor=HEAD, now=NOW, key_of=key_of)
    assert restoring.finish(clean)
    options = app.Options(data_dir=clean, clock=FixedClock(NOW), actor=HEAD)
    again = app.open_services(app.unlocked(options, "mkoleva", PASSWORD))
    assert people(again) == ["Елена Томова"]
    assert again.restores.history()
    again.store.close()
