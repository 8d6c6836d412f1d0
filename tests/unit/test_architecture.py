"""The plan of the house, checked: who may import whom, how large a room may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ruse_desktop"
GENERATED = PACKAGE / "ui" / "forms_generated"

MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_CLASS_METHODS = 20


def modules() -> list[Path]:
    """The hand-written modules of the program."""
    return sorted(path for path in PACKAGE.rglob("*.py") if GENERATED not in path.parents)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None else ""
    return f"{path.relative_to(ROOT).as_posix()}{line}"


def imports(node: ast.AST) -> list[tuple[ast.AST, str]]:
    """Every imported module name below the node."""
    found: list[tuple[ast.AST, str]] = []
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            found += [(child, alias.name) for alias in child.names]
        elif isinstance(child, ast.ImportFrom) and child.module:
            found += [(child, f"{child.module}.{alias.name}") for alias in child.names]
    return found


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_says_what_it_is():
    silent = [where(path) for path in modules() if not ast.get_docstring(tree(path))]
    assert not silent


def test_rooms_keep_their_size():
    too_large = []
    for path in modules():
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > MAX_MODULE_LINES:
            too_large.append(f"{where(path)}: {length} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if lines_of(node) > MAX_FUNCTION_LINES:
                    too_large.append(f"{where(path, node)} {node.name}: {lines_of(node)} lines")
            elif isinstance(node, ast.ClassDef):
                methods = sum(isinstance(item, ast.FunctionDef) for item in node.body)
                if methods > MAX_CLASS_METHODS:
                    too_large.append(f"{where(path, node)} {node.name}: {methods} methods")
    assert not too_large


def test_window_is_imported_only_by_app_and_only_when_it_opens():
    wrong = []
    for path in modules():
        first = path.relative_to(PACKAGE).parts[0]
        if first == "ui":
            continue
        for node, name in imports(tree(path)):
            of_window = name.startswith(("ruse_desktop.ui", "PySide6"))
            if of_window and (first != "app.py" or node in tree(path).body):
                wrong.append(f"{where(path, node)} {name}")
    assert not wrong


def test_user_text_reaches_paper_only_through_typography():
    wrong = [
        where(path, node)
        for path in modules()
        if path.relative_to(PACKAGE).parts[:2] != ("documents", "typography.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) == "Paragraph"
    ]
    assert not wrong


def test_database_file_is_never_copied_as_a_file():
    wrong = [
        where(path, node)
        for path in sorted((PACKAGE / "storage").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and re.fullmatch(r"copy|copy2|copyfile|copyfileobj|copytree", node.attr)
        and getattr(node.value, "id", "") == "shutil"
    ]
    assert not wrong, "a copied SQLite file may be torn; use the online backup"


def test_nobody_asks_for_a_focus_proxy():
    """PySide 6.11 takes the asked widget for the owner of its proxy; the collector then frees both."""
    tests = (ROOT / "tests").rglob("*.py")
    found = [
        where(path, node)
        for path in (*modules(), *tests)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "focusProxy"
    ]
    assert not found


def test_sessions_and_selects_stay_out_of_windows_and_rules():
    wrong = [
        f"{where(path, node)} {name}"
        for path in modules()
        if path.relative_to(PACKAGE).parts[0] in {"ui", "cli", "cli.py", "__main__.py"}
        for node, name in imports(tree(path))
        if name.startswith(("sqlalchemy", "ruse_desktop.storage", "reportlab"))
    ]
    assert not wrong


def test_generated_code_is_not_committed():
    done = subprocess.run(
        ["git", "ls-files", "--", "ruse_desktop/ui/forms_generated", "*.mo"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    assert done.stdout == ""


def test_locks_name_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text


def test_every_dependency_is_locked_and_explained():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    development = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    wanted = project["project"]["dependencies"]
    for requirement in [*wanted, *project["dependency-groups"]["dev"]]:
        name = re.split(r"[<>=!~;\[ ]", requirement)[0]
        pin = re.compile(rf"^{re.escape(name.lower().replace('_', '-'))}==", re.MULTILINE)
        assert pin.search(development), name
        assert requirement not in wanted or pin.search(locked), name
        assert f"`{name}`" in explained, name
