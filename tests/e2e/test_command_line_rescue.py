"""Rescue and the copy of the data, from the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from ruse_desktop import app
from ruse_desktop.__main__ import PASSWORD_VARIABLE, _close_log
from ruse_desktop.cli.rescue import NEW_PASSWORD
from tests.e2e import commands

PASSWORD = "зелен чайник 47 свири"


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return commands.run(*words, **more)


def test_damaged_file_is_rescued_and_copied_encrypted(tmp_path: Path):
    data, copy = tmp_path / "data", tmp_path / "copy"
    app.open_services(app.Options(data)).store.close()
    _close_log()
    content = bytearray((data / "ruse.db").read_bytes())
    content[-8192:-4096] = bytes(4096)
    (data / "ruse.db").write_bytes(content)
    done = run("rescue", "--data", str(data), "--json")
    assert done.returncode in {0, 3}, done.stderr
    assert "whole" in json.loads(done.stdout)
    assert len(list((data / "quarantine").rglob("ruse.db"))) == 1
    refused = run("data-copy", str(copy), "--encrypt", "--data", str(data))
    assert refused.returncode == 1
    assert "парола" in refused.stderr
    made = run("data-copy", str(copy), "--encrypt", "--data", str(data), **{NEW_PASSWORD: PASSWORD})
    assert made.returncode == 0, made.stderr
    user = next(line for line in made.stdout.splitlines() if "Отваря се" in line).split("„")[1]
    opened = run(
        "verify", "--data", str(copy), "--user", user.split("“")[0], **{PASSWORD_VARIABLE: PASSWORD}
    )
    assert opened.returncode == 0, opened.stderr
