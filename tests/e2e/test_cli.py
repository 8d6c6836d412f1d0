"""The command line from outside: answers, exit codes, no traceback for what people can do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from ruse_desktop.__main__ import _close_log, main
from ruse_desktop.kernel import paths
from tests.e2e import commands

LAW = paths.resource("ordinance", "naredba-17")
SAMPLE = paths.resource("sample", "predlozheniya-2026.xlsx")
OLD_BOOK = paths.resource("sample", "kniga-nagrada-ruse.csv")


def _run(
    *words: str | Path, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    if before is None:
        return commands.run(*words)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-m", "ruse_desktop", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        preexec_fn=before,
        timeout=120,
        check=False,
    )


def _json(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, object]]:
    code = main([*map(str, words), "--json"])
    captured = capsys.readouterr()
    assert captured.err == ""
    return code, json.loads(captured.out)


def _refused(result: subprocess.CompletedProcess[str], code: int) -> str:
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert lines[0].startswith("Не стана: ")
    assert lines[-1].startswith("Какво да направите: ")
    return result.stderr


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A data folder with the sample's nominations of 2026."""
    folder = tmp_path / "data"
    code = main(
        [
            "--data",
            str(folder),
            "import-nominations",
            str(SAMPLE),
            "--open-edition",
            "--year",
            "2026",
        ]
    )
    capsys.readouterr()
    assert code == 0
    return folder


def test_help_names_every_command_in_bulgarian() -> None:
    result = _run("--help")
    assert result.returncode == 0
    for name in ("demo", "law", "deadlines", "import-nominations", "findings", "import-book",
                 "diplomas", "verify", "backup"):  # fmt: skip
        assert f"\n    {name}" in result.stdout
    assert "Употреба:" in result.stdout
    assert "options" not in result.stdout


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["law", "sho"], "няма 'sho'"),
        (["deadlines", "--year", "x"], "'x' не е число"),
        (["import-book"], "липсва ФАЙЛ"),
        (["verify", "--foo"], "непознато: --foo"),
    ],
)
def test_misunderstood_command_ends_with_two(words: list[str], what: str) -> None:
    result = _run(*words)
    assert result.returncode == 2
    assert what in result.stderr
    assert "Traceback" not in result.stderr


def test_law_check_accepts_the_shipped_files(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = _json(capsys, "law", "check", LAW)
    assert code == 0
    assert data["editions"] == ["2023-02-16", "2024-02-29"]


def test_law_check_names_every_fault_and_ends_with_three(tmp_path: Path) -> None:
    (tmp_path / "act.toml").write_text("name = 5\nunknown = 1\n", encoding="utf-8")
    result = _run("law", "check", tmp_path)
    assert result.returncode == 3
    assert result.stdout.count("act.toml") >= 2


def test_law_check_without_folder_is_a_user_error(tmp_path: Path) -> None:
    assert "Няма папка" in _refused(_run("law", "check", tmp_path / "no"), 1)


@pytest.mark.parametrize(
    ("day", "edition", "slots"), [("28.02.2024", "2023-02-16", 8), ("29.02.2024", "2024-02-29", 9)]
)
def test_law_show_gives_the_edition_of_the_day(
    capsys: pytest.CaptureFixture[str], day: str, edition: str, slots: int
) -> None:
    code, data = _json(capsys, "law", "show", "--date", day)
    assert (code, data["edition"]) == (0, edition)
    awards = data["awards"]
    assert isinstance(awards, list)
    (award,) = (one for one in awards if one["code"] == "NR")
    assert len(award["slots"]) == slots


def test_law_show_prints_an_article_and_refuses_nonsense(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "--article", "чл. 43, ал. 2"]) == 0
    assert "не бъде присъдена" in capsys.readouterr().out
    assert main(["law", "show", "--article", "член сто"]) == 1
    assert main(["law", "show", "--date", "31.02.2026"]) == 1


@pytest.mark.requirement("R-44-2.1")
def test_deadlines_of_2026_show_the_sunday_and_the_monday(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, data = _json(capsys, "deadlines", "--year", "2026")
    rows = {
        row["purpose"]: row
        for row in data["deadlines"]  # type: ignore[attr-defined]  # JSON
        if row["award"] == "NR"
    }
    assert code == 0
    assert (rows["submission"]["literal"], rows["submission"]["effective"]) == (
        "2026-05-10",
        "2026-05-11",
    )
    assert main(["deadlines", "--year", "12026"]) == 1


@pytest.mark.requirement("R-23-0.1")
def test_deadlines_tell_the_other_duties_of_the_year(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = _json(capsys, "deadlines", "--year", "2026")
    (one,) = [row for row in data["duties"] if row["code"] == "city-day-programme"]  # type: ignore[attr-defined]  # JSON
    assert code == 0
    assert (one["literal"], one["safe"]) == ("2026-04-10", "2026-04-09")
    assert main(["deadlines", "--year", "2026"]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    _awards, others = said.split("Други задължения\n")
    assert "09.04.2026 г. (четвъртък)  Програмата на празника" in others
    assert "Велики петък" in others


@pytest.mark.parametrize("command", ["verify", "findings", "backup make", "diplomas"])
def test_commands_without_a_database_do_not_make_one(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "none"
    assert "няма база данни" in _refused(_run(*command.split(), "--data", folder), 4)
    assert not folder.exists()


def test_nominations_are_imported_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, again = _json(
        capsys, "--data", data, "import-nominations", SAMPLE, "--year", "2026", "--dry-run"
    )
    assert (code, again["ready"], again["known"]) == (0, 0, 30)
    assert "Няма нови" in _refused(
        _run("--data", data, "import-nominations", SAMPLE, "--year", "2026"), 1
    )


def test_findings_are_listed_and_end_with_three(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = _json(capsys, "--data", data, "findings", "--year", "2026")
    assert code == 3
    rules = {(one["registry_no"], one["rule"]) for one in found["findings"]}  # type: ignore[attr-defined]  # JSON
    assert {
        ("30-221", "submission-deadline"),
        ("30-219", "submission-deadline"),
        ("30-201", "motives-present"),
        ("30-205", "proposer-kind"),
        ("30-190", "self-proposal"),
    } <= rules


def test_edition_that_is_not_open_is_said(tmp_path: Path, data: Path) -> None:
    text = _refused(_run("--data", data, "import-nominations", SAMPLE, "--year", "2025"), 1)
    assert "не е открито" in text


def _bad_files(folder: Path) -> dict[str, Path]:
    wrong = folder / "wrong.xlsx"
    merged = folder / "merged.xlsx"
    with xlsxwriter.Workbook(str(wrong)) as book:
        book.add_worksheet().write_column(0, 0, ["Артикул", "хляб"])
    with xlsxwriter.Workbook(str(merged)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "ПРЕДЛОЖЕНИЯ")
        sheet.write_row(1, 0, ["Вносител", "Предложен", "Раздел", "Дата", "Брой"])
        sheet.merge_range("A3:A4", "Читалище „Зора“")
        sheet.write_row(2, 1, ["Деян Калчев", "1.1", "6.5.26"])
        sheet.write_row(3, 1, ["Мила Пеева", "1.3", "07.05.2026 г."])
        sheet.write_formula(2, 4, "=1+1", None, 2)
        blank = book.add_format({"border": 1})
        for row in range(4, 50_000):
            sheet.write_blank(row, 0, None, blank)
    cut = folder / "cut.xlsx"
    cut.write_bytes(SAMPLE.read_bytes()[:5_000])
    legacy = folder / "cp1251.csv"
    legacy.write_bytes(
        "Вносител;Предложен;Раздел\nЧиталище „Зора“;Деян Калчев;1.1\n".encode("cp1251")
    )
    return {"wrong": wrong, "merged": merged, "cut": cut, "legacy": legacy}


@pytest.mark.slow
def test_bad_and_odd_spreadsheets_get_one_clear_answer(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = _bad_files(tmp_path)
    base = ("--data", data, "import-nominations")
    for name in ("wrong", "cut"):
        _refused(_run(*base, files[name], "--year", "2026"), 1)
    code, merged = _json(capsys, *base, files["merged"], "--year", "2026", "--dry-run")
    assert (code, merged["ready"]) == (0, 2)
    code, legacy = _json(capsys, *base, files["legacy"], "--year", "2026", "--dry-run")
    assert (code, legacy["ready"]) == (0, 1)
    main([*map(str, base), str(files["merged"]), "--year", "2026", "--dry-run"])
    told = capsys.readouterr().out
    assert "слети клетки" in told
    assert "формула" in told


def test_faulty_rows_stop_the_import_and_end_with_three(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "faulty.csv"
    path.write_text(
        "Вх. №;Вносител;Предложен;Раздел;Дата\n"
        "40-1;Читалище „Зора“;Деян Калчев;1.1;6.5.2026\n"
        "40-2;Читалище „Зора“;Мила Пеева;9.9;6.5.2026\n",
        encoding="utf-8",
    )
    code, answer = _json(capsys, "--data", data, "import-nominations", path, "--year", "2026")
    assert (code, answer["imported"]) == (3, 0)
    assert answer["faults"] == [
        {
            "line": 3,
            "column": "Раздел",
            "message": "„9.9“ не е раздел; разделите са 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4",
        }
    ]


def test_old_book_is_imported_verified_and_backed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    code, answer = _json(
        capsys, "--data", folder, "import-book", OLD_BOOK, "--complete-from", "1999"
    )
    assert (code, answer["imported"], answer["first_no"]) == (0, 190, 1)
    code, report = _json(capsys, "--data", folder, "verify")
    assert code == 0
    assert report["audit_broken"] is None
    code, backup = _json(capsys, "--data", folder, "backup", "make", "--to", tmp_path / "copies")
    assert code == 0
    assert Path(str(backup["path"])).parent == tmp_path / "copies"
    assert "Няма вписани" in _refused(_run("--data", folder, "diplomas", "--year", "2030"), 1)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "0 байта"),
        (b"not a database at all" * 100, "не е база данни"),
        (b"SQLite format 3\x00" + b"\x00" * 2000, ""),
    ],
)
def test_unusable_database_ends_with_four_and_is_left_as_it_was(
    tmp_path: Path, content: bytes, what: str
) -> None:
    path = tmp_path / "ruse.db"
    path.write_bytes(content)
    assert what in _refused(_run("--data", tmp_path, "verify"), 4)
    assert path.read_bytes() == content


def test_truncated_database_is_refused(data: Path) -> None:
    path = data / "ruse.db"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    _refused(_run("--data", data, "verify"), 4)
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_newer_database_is_refused(data: Path) -> None:
    from sqlcipher3 import dbapi2

    raw = dbapi2.connect(str(data / "ruse.db"))
    raw.execute("PRAGMA user_version=999")
    raw.close()
    assert "по-нова" in _refused(_run("--data", data, "verify"), 4)


def test_second_start_is_refused_while_the_first_runs(data: Path) -> None:
    from ruse_desktop import app

    first = app.open_services(app.Options(data_dir=data))
    try:
        first.nominations.rows()
        assert "друго копие" in _refused(_run("--data", data, "verify"), 4)
    finally:
        first.store.close()
        _close_log()
    assert _run("--data", data, "verify").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_full_disk_ends_with_four_and_loses_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import resource

    size = (data / "ruse.db").stat().st_size
    limit = (size + 20_000) // 4096 * 4096

    def _small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    _refused(_run("--data", data, "import-book", OLD_BOOK, before=_small_disk), 4)
    code, report = _json(capsys, "--data", data, "verify")
    assert code == 0
    assert report["books"] == [] or all(book["entries"] == 0 for book in report["books"])  # type: ignore[attr-defined]  # JSON
    code, again = _json(capsys, "--data", data, "import-book", OLD_BOOK)
    assert (code, again["imported"]) == (0, 190)


@pytest.fixture
def read_only(data: Path) -> Iterator[Path]:
    """The data in a folder that nobody may write to."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    shutil.copytree(data, folder, dirs_exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="users of POSIX")
def test_read_only_database_ends_with_four_and_is_untouched(
    read_only: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import-book", str(OLD_BOOK), "--data"]
    assert main([*command, str(data)]) == 0  # everything is imported once, as root
    before = (read_only / "ruse.db").read_bytes()
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        capsys.readouterr()
        assert main([*command, str(read_only)]) == 4
    finally:
        if root:
            os.seteuid(0)
    assert "Какво да направите: " in capsys.readouterr().err
    assert (read_only / "ruse.db").read_bytes() == before


def test_forged_book_is_found_and_ends_with_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sqlcipher3 import dbapi2

    folder = tmp_path / "data"
    _json(capsys, "--data", folder, "import-book", OLD_BOOK)
    raw = dbapi2.connect(str(folder / "ruse.db"))
    triggers = [
        row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    ]
    for name in triggers:
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute("UPDATE book_entry SET payload=replace(payload, 'Обрешков', 'Друг') WHERE seq=2")
    raw.commit()
    raw.close()
    code, report = _json(capsys, "--data", folder, "verify")
    assert code == 3
    assert report["ok"] is False


def test_progress_is_drawn_only_on_a_terminal() -> None:
    import io

    from ruse_desktop.cli.output import Bar

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = Bar(stream)
        bar.step(5, 10, "Дипломи")
        bar.end()
    assert "5/10 Дипломи" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")
    assert file.getvalue() == ""
