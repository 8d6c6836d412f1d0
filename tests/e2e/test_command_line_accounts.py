"""The command line on a folder with accounts: nothing without a password, rights as everywhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import PASSWORD_VARIABLE, _close_log
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Role
from tests.e2e import commands

PASSWORD = "зелен чайник 47 свири"
HEAD = AccountInput("mkoleva", "Мария Колева", frozenset(Role))
READER = AccountInput("vstoyanov", "Васил Стоянов", frozenset({Role.READER}))


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    encrypt = "encrypted" in request.node.name
    options = app.Options(tmp_path, setup=Setup(HEAD, PASSWORD, new_code(), encrypt))
    made = app.open_services(options)
    made.accounts.create(READER, PASSWORD, actor=made.actor)
    made.store.close()
    _close_log()
    return tmp_path


def run(folder: Path, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
    environment = {PASSWORD_VARIABLE: password} if password else {}
    return commands.run(*words, "--data", folder, **environment)


def test_command_on_an_encrypted_file_needs_name_and_password(folder: Path):
    for words, password in (
        (("verify",), ""),
        (("verify", "--user", "vstoyanov"), "друга парола 9"),
    ):
        done = run(folder, *words, password=password)
        assert done.returncode == 1
        assert "парола" in done.stderr.casefold()
        assert "Traceback" not in done.stderr
    assert run(folder, "verify", "--user", "mkoleva", password=PASSWORD).returncode == 0


def test_reader_writes_nothing_from_the_command_line(folder: Path, tmp_path: Path):
    plan = tmp_path / "plan.ics"
    plan.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//BG\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260301\r\nSUMMARY:Изложба\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    words = ("calendar", "import", str(plan), "--take", "--user")
    refused = run(folder, *words, "vstoyanov", password=PASSWORD)
    assert refused.returncode != 0
    assert "роля" in refused.stdout + refused.stderr
    assert run(folder, *words, "mkoleva", password=PASSWORD).returncode == 0
