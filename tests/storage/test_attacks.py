"""Attacks on the data of an office: role bypass, direct edit, replayed copy, stolen file, moved slot."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.backups import Level
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.storage import keyslots
from tests.ui.windows import NOW

PASSWORD = "зелен чайник 47 свири"
HEAD = AccountInput("mkoleva", "Мария Колева", frozenset(Role))


def opened(folder: Path, hours: int = 0, **more: object) -> Services:
    return app.open_services(
        app.Options(folder, FixedClock(NOW + timedelta(hours=hours)), **more)  # type: ignore[arg-type]  # the options' own names
    )


def person(services: Services, family: str) -> None:
    services.people.save_person(PersonInput("Ива", family=family), actor=services.actor)


@pytest.mark.requirement("R-X-0.11")
@pytest.mark.parametrize("role", [Role.READER, Role.ADMINISTRATOR])
def test_role_without_content_changes_nothing_through_the_services(tmp_path: Path, role: Role):
    services = opened(tmp_path)
    actor = Actor("Някой Друг", frozenset({role}))
    before, edition = services.store.verify_audit(), services.law.editions[-1].id
    for attempt in (
        lambda: services.people.save_person(PersonInput("Ива", family="Примерна"), actor=actor),
        lambda: services.editions.open("NR", 2026, actor=actor, law_edition=edition),
        lambda: services.books.open_book(actor=actor, award="NR"),
        lambda: services.city_day.open(2027, actor=actor),
        lambda: services.erasures.erase([1], "№ 1", actor=actor),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code.startswith("right:")
    assert services.store.verify_audit() == before
    assert not may(actor, Right.READ_PRIVATE)
    services.store.close()
    _close_log()


def test_roles_written_into_the_file_are_seen_by_the_journal(tmp_path: Path):
    services = opened(tmp_path, setup=Setup(HEAD, PASSWORD, new_code(), encrypt=False))
    services.store.close()
    raw = sqlite3.connect(tmp_path / "ruse.db")
    raw.execute("UPDATE audit_private SET data='[]' WHERE seq=1")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE audit_line SET summary='друг' WHERE seq=1")
    raw.execute("UPDATE account SET roles='[\"reader\"]'")
    raw.commit()
    raw.close()
    services = opened(tmp_path)
    assert services.store.unsure, "the file is not what the program left"
    assert any("account" in line for line in services.store.doubts())
    services.store.close()
    _close_log()


def test_replayed_older_file_is_noticed(tmp_path: Path):
    services = opened(tmp_path)
    person(services, "Първа")
    services.close()
    shutil.copy(tmp_path / "ruse.db", tmp_path / "older.db")
    services = opened(tmp_path, 1)
    assert services.backups.health().level is not Level.RED
    person(services, "Втора")
    services.close()
    shutil.copy(tmp_path / "older.db", tmp_path / "ruse.db")
    services = opened(tmp_path, 2)
    health = services.backups.health()
    assert health.level is Level.RED
    assert "подменен" in " ".join(health.lines)
    services.store.close()
    _close_log()


def test_slot_of_another_file_opens_nothing(tmp_path: Path):
    codes = new_code(), new_code()
    for name, code in zip("ab", codes, strict=True):
        services = opened(tmp_path / name, setup=Setup(HEAD, PASSWORD, code, encrypt=True))
        services.store.close()
    mine = keyslots.load(tmp_path / "a")
    other = keyslots.load(tmp_path / "b")
    assert mine is not None
    assert other is not None
    keyslots.save(tmp_path / "a", replace(mine, slots=other.slots))
    with pytest.raises(UserError):
        app.unlocked(app.Options(tmp_path / "a"), "mkoleva", PASSWORD)
    _close_log()


def test_closed_account_opens_the_encrypted_file_no_more(tmp_path: Path):
    services = opened(tmp_path, setup=Setup(HEAD, PASSWORD, new_code(), encrypt=True))
    clerk = AccountInput("idobreva", "Ирина Добрева", frozenset({Role.CLERK}))
    made = services.accounts.create(clerk, PASSWORD, actor=services.actor)
    services.accounts.switch(made.id, active=False, actor=services.actor)
    with pytest.raises(Refused):
        services.accounts.sign_in("idobreva", PASSWORD)
    services.store.close()
    with pytest.raises(UserError):
        app.unlocked(app.Options(tmp_path), "idobreva", PASSWORD)
    _close_log()
