"""Doors, checked in the source: files of others and texts of others pass only where they are bounded."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ruse_desktop"
GENERATED = PACKAGE / "ui" / "forms_generated"

DOORS = {
    "ZipFile": {
        "exchange/guard.py",
        "exchange/spreadsheets.py",
        "storage/backup.py",
        "storage/backup_container.py",  # copies: stored parts, listed names
    },
    "load_workbook": {"exchange/spreadsheets.py"},
    "PdfDocument": {"documents/pages.py"},
    "fromstring": {"documents/pictures.py", "documents/svg.py"},
    "extractall": set(),
    "eval": set(),
    "exec": set(),
    "QTextEdit": set(),
    "QTextDocument": set(),
    "setHtml": {"ui/screens/books/web_list.py"},
    "setOpenExternalLinks": set(),
}
"""What opens or draws files and texts of others, and the only modules that may."""
IMAGES = {
    "documents/photos.py", "documents/pictures.py", "exchange/qr_reading.py",
    "documents/docx_papers.py",  # the emblem, already drawn anew by pictures
}  # fmt: skip
OUR_PDF = {
    "kernel/foreign_pdf.py",
    "documents/ceremony.py", "documents/form_fields.py", "documents/pdfa.py",
    "documents/violations.py",  # made by us
}  # fmt: skip
TIPS = {"setToolTip", "setWhatsThis", "setStatusTip"}
FORBIDDEN = {"pickle", "shelve", "marshal", "yaml", "subprocess", "xml.sax.expatreader"}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if GENERATED not in path.parents
    )


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    return tuple((module, node) for module, tree in trees() for node in ast.walk(tree))


@cache
def all_calls() -> dict[str, list[tuple[str, ast.Call]]]:
    found: dict[str, list[tuple[str, ast.Call]]] = {}
    for module, node in nodes():
        if isinstance(node, ast.Call):
            found.setdefault(called(node), []).append((module, node))
    return found


def calls(name: str) -> list[tuple[str, ast.Call]]:
    return all_calls().get(name, [])


@pytest.mark.parametrize("name", sorted(DOORS))
def test_each_door_is_used_only_where_it_is_guarded(name: str):
    wrong = [f"{m}:{node.lineno}" for m, node in calls(name) if m not in DOORS[name]]
    if name in {"eval", "exec"}:
        wrong = [f"{m}:{n.lineno}" for m, n in calls(name) if isinstance(n.func, ast.Name)]
    assert not wrong


def test_pictures_and_pdf_files_are_opened_behind_their_bounds():
    wrong = []
    for module, node in calls("open"):
        said = ast.unparse(node.func)
        if said == "Image.open" and module not in IMAGES:
            wrong.append(f"{module}:{node.lineno}")
        if said == "pikepdf.open" and module not in OUR_PDF:
            wrong.append(f"{module}:{node.lineno}")
        if said == "Image.open" and module != "documents/docx_papers.py":
            assert any(key.arg == "formats" for key in node.keywords), module
    assert not wrong


def test_nothing_that_runs_what_it_reads_is_imported():
    wrong = [
        f"{module} {name}"
        for module, node in nodes()
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
        if name in FORBIDDEN
    ]
    assert not wrong


def test_labels_and_message_boxes_show_plain_text():
    """A label made outside the kit is told to be plain, shows a picture or a text of ours."""
    wrong = []
    makers = [*calls("QLabel"), *calls("QMessageBox")]
    for module, function in nodes():
        if not isinstance(function, ast.FunctionDef):
            continue
        made = [
            node
            for name, node in makers
            if name == module
            and function.lineno <= node.lineno <= (function.end_lineno or node.lineno)
        ]
        said = ast.unparse(function) if made else ""
        for node in made:
            ours = (
                node.args and all(map(_of_ours, node.args))
                if called(node) == "QLabel"
                else all(_of_ours(one.args[0]) for one in _texts(function))
            )
            if not (ours or "PlainText" in said or "setPixmap" in said):
                wrong.append(f"{module}:{node.lineno}")
    assert not wrong


def test_labels_of_forms_show_plain_text():
    for path in sorted((ROOT / "forms").glob("*.ui")):
        for label in re.findall(
            r'<widget class="QLabel".*?</widget>', path.read_text(encoding="utf-8"), re.DOTALL
        ):
            assert "Qt::TextFormat::PlainText" in label, f"{path.name}: {label[:90]}"


def test_tooltips_of_data_pass_the_kit():
    wrong = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for name in TIPS
        for module, node in calls(name)
        if not (_of_ours(node.args[-1]) or _tip(node.args[-1]))
    ]
    wrong += [
        f"{module}:{node.lineno}"
        for name in ("setItemData", "setData")
        for module, node in calls(name)
        if "ToolTipRole" in ast.unparse(node) and "plain_tip" not in ast.unparse(node)
    ]
    assert not wrong


def test_text_tables_and_spreadsheets_are_written_by_those_who_know():
    writers = {module for module, node in calls("writer") if ast.unparse(node.func) == "csv.writer"}
    assert writers == {"exchange/web_list.py", "exchange/web_sheet.py"}
    books = [(m, ast.unparse(n)) for m, n in calls("Workbook") if "xlsxwriter" in ast.unparse(n)]
    assert books
    assert all("'strings_to_formulas': False" in said for _module, said in books)
    bare = [
        f"{m}:{n.lineno}"
        for m, n in calls("write")
        if m.startswith("exchange/") and len(n.args) >= 3
    ]
    assert not bare, "write_string, write_number: a text never becomes a formula by its first sign"
    assert [m for m, _n in calls("write_formula")] == ["exchange/payment_lists.py"]


def _texts(function: ast.FunctionDef) -> list[ast.Call]:
    """Where the function sets a text."""
    made = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [node for node in made if called(node) in {"setText", "setInformativeText"}]


def _of_ours(node: ast.expr) -> bool:
    """A constant, a translated constant, or a choice between such."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return _of_ours(node.body) and _of_ours(node.orelse)
    return isinstance(node, ast.Call) and called(node) in {"_", "weekday"} and len(node.args) == 1


def _tip(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _tip(node.body) and (_tip(node.orelse) or _of_ours(node.orelse))
    return isinstance(node, ast.Call) and called(node) == "plain_tip"
