"""Accounts: signing in, delays, roles, the recovery sheet, the encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.domain import accounts as rules
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.rights import Right
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import DatabaseProblem, Refused
from ruse_desktop.services.accounts import AccountService
from ruse_desktop.services.facade import Services
from ruse_desktop.storage import keyslots

PASSWORD = "зелен чайник 47 свири"
OTHER = "трета тетрадка, син молив"
CODE = new_code()
HEAD = AccountInput("mkoleva", "Мария Колева", frozenset({Role.ADMINISTRATOR, Role.HEAD}))
CLERK = AccountInput("idobreva", "Ирина Добрева", frozenset({Role.CLERK}))
CLOCK = FixedClock(datetime(2027, 3, 1, 9, 0, tzinfo=SOFIA))


def options(folder: Path, *, encrypt: bool = False) -> app.Options:
    return app.Options(folder, CLOCK, setup=Setup(HEAD, PASSWORD, CODE, encrypt), ask_setup=True)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = app.open_services(options(tmp_path))
    yield opened
    opened.store.close()


def timed(services: Services) -> tuple[AccountService, list[float]]:
    """The accounts with a clock of the test's own."""
    second = [100.0]
    return AccountService(services.store, services.data_dir, {}, lambda: second[0]), second


def test_first_start_is_asked_for_and_makes_an_administrator(tmp_path: Path):
    asked = replace(options(tmp_path / "new"), setup=None)
    with pytest.raises(DatabaseProblem) as refusal:
        app.open_services(asked)
    assert refusal.value.code == "first-start"
    assert not (tmp_path / "new" / "ruse.db").exists()
    opened = app.open_services(options(tmp_path / "new"))
    assert opened.actor.name == "Мария Колева"
    assert opened.accounts.recovery().number == 1
    opened.store.close()
    again = app.open_services(replace(options(tmp_path / "new"), setup=None))
    assert again.actor.roles == frozenset(), "somebody must sign in first"
    again.store.close()


def test_wrong_passwords_slow_down_and_never_lock_for_good(services: Services):
    accounts, second = timed(services)
    waited = []
    for _n in range(8):
        with pytest.raises(Refused) as refusal:
            accounts.sign_in("mkoleva", "грешна парола 1")
        assert refusal.value.code == "sign-in"
        with pytest.raises(Refused) as waiting:
            accounts.sign_in("MKoleva", PASSWORD)
        assert waiting.value.code == "sign-in-wait"
        left = int("".join(filter(str.isdigit, waiting.value.message)))
        waited.append(left)
        second[0] += left
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    assert accounts.sign_in(" MKOLEVA ", PASSWORD).name == "Мария Колева"


def test_failures_are_remembered_by_the_next_start(services: Services):
    accounts, _second = timed(services)
    with pytest.raises(Refused):
        accounts.sign_in("mkoleva", "грешна парола 1")
    later, _own = timed(services)
    with pytest.raises(Refused) as waiting:
        later.sign_in("mkoleva", PASSWORD)
    assert waiting.value.code == "sign-in-wait"


def test_unknown_name_is_refused_in_the_same_words(services: Services):
    said = []
    for login in ("mkoleva", "nobody"):
        with pytest.raises(Refused) as refusal:
            timed(services)[0].sign_in(login, "грешна парола 1")
        said.append((refusal.value.message, refusal.value.advice))
    assert said[0] == said[1]


@pytest.mark.requirement("R-X-0.11")
def test_a_colleague_confirms_one_step_and_both_names_stand_in_the_audit(services: Services):
    accounts = services.accounts
    accounts.create(CLERK, OTHER, actor=services.actor)
    clerk = accounts.sign_in("idobreva", OTHER)
    with pytest.raises(Refused) as refusal:
        services.practices.set("closing_hour", "16.30", reason="проба", actor=clerk,
                               valid_from=CLOCK.today())  # fmt: skip
    assert refusal.value.code == "right:law" or "ръководител" in refusal.value.message
    with pytest.raises(Refused):
        accounts.confirm("idobreva", OTHER, Right.LAW, clerk)
    both = accounts.confirm("mkoleva", PASSWORD, Right.LAW, clerk)
    assert both.name == "Ирина Добрева, потвърдено от Мария Колева"
    assert Role.HEAD in both.roles


def test_the_last_administrator_stays(services: Services):
    mine = services.accounts.accounts()[0]
    with pytest.raises(Refused, match="поне един администратор"):
        services.accounts.switch(mine.id, active=False, actor=services.actor)
    with pytest.raises(Refused, match="поне един администратор"):
        services.accounts.change(
            mine.id, replace(HEAD, roles=frozenset({Role.HEAD})), actor=services.actor
        )
    assert services.accounts.accounts()[0].active


def test_only_an_administrator_keeps_accounts(services: Services):
    services.accounts.create(CLERK, OTHER, actor=services.actor)
    clerk = services.accounts.sign_in("idobreva", OTHER)
    mine = services.accounts.accounts()[0]
    for attempt in (
        lambda: services.accounts.create(replace(CLERK, login="x"), OTHER, actor=clerk),
        lambda: services.accounts.change(mine.id, HEAD, actor=clerk),
        lambda: services.accounts.reset_password(mine.id, OTHER, actor=clerk),
        lambda: services.accounts.make_sheet(actor=clerk),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "right:users"


def test_recovery_sheet_opens_once_and_no_secret_is_in_the_audit(services: Services):
    accounts = services.accounts
    with pytest.raises(Refused, match="преписан"):
        accounts.recover(CODE[:-1] + ("A" if CODE[-1] != "A" else "B"), "mkoleva", OTHER)
    assert accounts.recover(CODE.lower().replace("-", " "), "mkoleva", OTHER).login == "mkoleva"
    with pytest.raises(Refused):
        timed(services)[0].recover(CODE, "mkoleva", PASSWORD)
    assert accounts.recovery().used
    assert accounts.sign_in("mkoleva", OTHER).login == "mkoleva"
    with services.store.read() as session:
        told = "\n".join(
            str(row) for table in ("audit_line", "audit_private")
            for row in session.execute(text(f"SELECT * FROM {table}"))
        )  # fmt: skip
    for secret in (PASSWORD, OTHER, CODE, CODE.replace("-", ""), "argon2"):
        assert secret not in told


def test_pin_unlocks_three_tries_then_the_password(services: Services):
    accounts = services.accounts
    with pytest.raises(Refused):
        accounts.set_pin("mkoleva", PASSWORD, "1234")
    accounts.set_pin("mkoleva", PASSWORD, "7305")
    assert accounts.unlock("mkoleva", "7305")
    assert [accounts.unlock("mkoleva", "0000") for _n in range(3)] == [False] * 3
    with pytest.raises(Refused) as refusal:
        accounts.unlock("mkoleva", "7305")
    assert refusal.value.code == "password-needed"


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("зелен чайник 47", True),
        ("къс", False),
        ("парола123456", False),
        ("aaaaaaaaaaaaaa", False),
        ("Мария Колева 1", False),
        ("Русе Русе Русе", False),
    ],
)
def test_easy_passwords_are_refused(password: str, good: bool):
    if good:
        rules.check_password(password, ("mkoleva", "Мария Колева"))
    else:
        with pytest.raises(Refused):
            rules.check_password(password, ("mkoleva", "Мария Колева"))


def test_encrypted_file_tells_nothing_and_opens_by_each_slot(tmp_path: Path):
    opened = app.open_services(options(tmp_path, encrypt=True))
    opened.accounts.create(CLERK, OTHER, actor=opened.actor)
    source = tmp_path.parent / "писмо.txt"
    source.write_text("Поверително за Желязко Тодоров", encoding="utf-8")
    kept = opened.attachments.keep(source)
    assert (
        opened.attachments.path_of(kept[0], kept[3]).read_text(encoding="utf-8").endswith("Тодоров")
    )
    opened.store.close()
    opened.attachments.forget_shown()
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for trace in ("Мария Колева", "Желязко", "SQLite format", OTHER):
            assert trace.encode() not in content or path.name == app.OWNER_FILE, path
    locked = replace(options(tmp_path), setup=None)
    with pytest.raises(DatabaseProblem) as refusal:
        app.open_services(locked)
    assert refusal.value.code == "encrypted"
    with pytest.raises(Refused):
        app.unlocked(locked, "mkoleva", OTHER)
    for login, password in (
        ("mkoleva", PASSWORD), ("idobreva", OTHER),
        (keyslots.RECOVERY, rules.read_code(CODE)),
    ):  # fmt: skip
        again = app.open_services(app.unlocked(locked, login, password))
        assert len(again.accounts.names()) == 2
        again.store.close()


def test_changed_password_opens_and_the_old_one_does_not(tmp_path: Path):
    opened = app.open_services(options(tmp_path, encrypt=True))
    opened.accounts.change_password("mkoleva", PASSWORD, OTHER)
    opened.store.close()
    locked = replace(options(tmp_path), setup=None)
    with pytest.raises(Refused):
        app.unlocked(locked, "mkoleva", PASSWORD)
    again = app.open_services(app.unlocked(locked, "mkoleva", OTHER))
    assert again.accounts.sign_in("mkoleva", OTHER).name == "Мария Колева"
    again.store.close()


def test_stolen_file_with_another_key_is_refused_and_unchanged(tmp_path: Path):
    opened = app.open_services(options(tmp_path, encrypt=True))
    opened.store.close()
    before = (tmp_path / "ruse.db").read_bytes()
    with pytest.raises(DatabaseProblem):
        app.open_services(replace(options(tmp_path), setup=None, key=bytes(32)))
    assert (tmp_path / "ruse.db").read_bytes() == before


def test_refused_change_leaves_the_slots_as_they_were(tmp_path: Path):
    opened = app.open_services(options(tmp_path, encrypt=True))
    before = (tmp_path / keyslots.FILE_NAME).read_bytes()
    with pytest.raises(Refused):
        opened.accounts.create(replace(HEAD, name="Друга Колева"), OTHER, actor=opened.actor)
    assert keyslots.parse((tmp_path / keyslots.FILE_NAME).read_bytes()) == keyslots.parse(before)
    opened.store.close()


def test_actor_without_roles_writes_nothing(services: Services):
    nobody = Actor("", frozenset())
    with pytest.raises(Refused), services.store.write(nobody, "people.save", ()):
        pytest.fail("the verb began")
