"""A restore on a clean machine: only a copy and the commands printed in docs/restore.md."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import main
from ruse_desktop.domain.people import PersonInput

ROOT = Path(__file__).parents[2]
INSTRUCTIONS = ROOT / "docs" / "restore.md"


def printed() -> list[str]:
    """The commands of the instructions, in their order."""
    blocks = re.findall(r"```sh\n(.*?)```", INSTRUCTIONS.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def run(command: str, names: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run one printed command as it is typed; what it says."""
    program, *words = shlex.split(command)
    assert program == "ruse-desktop"
    code = main([names.get(one, one) for one in words])
    said = capsys.readouterr()
    assert code == 0, (command, said)
    return said.out


def counts(folder: Path) -> dict[str, int]:
    """Rows of what people ask for first, read without the program."""
    with closing(sqlite3.connect(f"file:{folder / 'ruse.db'}?mode=ro", uri=True)) as raw:
        return {
            name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("nomination", "session", "book_entry", "laureate", "attachment", "event")
        }


@pytest.mark.requirement("R-X-0.13")
def test_printed_instructions_bring_the_example_year_back_on_a_clean_machine(
    demo_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = tmp_path / "office"
    shutil.copytree(demo_folder, office)
    assert main(["--data", str(office), "backup", "make", "--to", str(tmp_path), "--json"]) == 0
    made = Path(json.loads(capsys.readouterr().out)["path"])
    before, files = counts(office), len(list((office / "attachments").glob("??/*")))
    shutil.rmtree(office)

    clean = tmp_path / "clean"
    clean.mkdir()
    made.rename(clean / made.name)
    names = {"КОПИЕ": made.name, "ДАННИ": "danni"}
    commands = printed()
    assert [shlex.split(one)[1:3] for one in commands] == [
        ["backup", "list"], ["backup", "check"], ["backup", "restore"], ["verify", "--data"],
        ["backup", "make"], ["backup", "rehearse"],
    ]  # fmt: skip
    monkeypatch.chdir(clean)
    said = [run(one, names, capsys) for one in commands]
    assert made.name in said[0]
    nominations = re.search(r"предложения: (\d+)", said[1])
    assert nominations is not None
    assert int(nominations[1]) == before["nomination"] > 30
    assert "Веригите са цели." in said[2]
    assert "quarantine" not in said[2]
    assert "Всичко е цяло." in said[3]
    assert "проверено" in said[4]
    assert (clean / "proverka.pdf").read_bytes().startswith(b"%PDF")
    assert counts(clean / "danni") == before
    assert len(list((clean / "danni" / "attachments").glob("??/*"))) == files > 0


def test_restore_over_data_says_what_will_be_missing_and_waits_for_yes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, args = tmp_path / "data", ["--data", str(tmp_path / "data")]
    services = app.open_services(app.Options(data_dir=folder))
    made = services.backups.make(actor=services.actor, folder=tmp_path / "stick").path
    services.people.save_person(PersonInput("Елена", "", "Томова"), actor=services.actor)
    services.store.close()
    assert main([*args, "backup", "restore", str(made)]) == 3
    said = capsys.readouterr().out
    assert "лица: 1 по-малко" in said
    assert "--yes" in said
    assert not (folder / "quarantine").exists()
    assert main([*args, "backup", "restore", str(made), "--yes"]) == 0
    assert "quarantine" in capsys.readouterr().out
    assert main([*args, "backup", "list"]) == 4
    assert main([*args, "backup", "check", str(folder / "ruse.db")]) == 4
