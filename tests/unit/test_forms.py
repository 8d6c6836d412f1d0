"""The build script: forms become typed modules with our translator, again only when changed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Probe</class><widget class="QDialog" name="Probe">
<property name="windowTitle"><string>Проба „едно“</string></property></widget></ui>
"""


@pytest.fixture
def build():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "probe.ui").write_text(FORM, encoding="utf-8")
    return tmp_path


def test_compile_forms_uses_our_translator(build, checkout):
    written = build.compile_forms(checkout)
    assert [path.name for path in written] == ["__init__.py", "ui_probe.py"]
    text = written[1].read_text(encoding="utf-8")
    assert "from ruse_desktop.kernel.i18n import _" in text
    assert "QCoreApplication.translate" not in text
    assert "Probe.setWindowTitle(_(" in text


def test_compile_forms_leaves_unchanged_alone(build, checkout):
    build.compile_forms(checkout)
    assert build.compile_forms(checkout) == []


def test_compile_forms_removes_module_of_removed_form(build, checkout):
    build.compile_forms(checkout)
    (checkout / "forms" / "probe.ui").unlink()
    build.compile_forms(checkout)
    assert not list((checkout / build.GENERATED).glob("ui_*.py"))


def test_compile_forms_names_the_broken_form(build, checkout):
    (checkout / "forms" / "broken.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"broken\.ui"):
        build.compile_forms(checkout)


def test_compile_catalogues_writes_mo(build, tmp_path):
    folder = tmp_path / "resources" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "ruse.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Отказ"\nmsgstr "Cancel"\n',
        encoding="utf-8",
    )
    (target,) = build.compile_catalogues(tmp_path)
    import gettext

    with target.open("rb") as lines:
        assert gettext.GNUTranslations(lines).gettext("Отказ") == "Cancel"
