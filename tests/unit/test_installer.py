"""The installers take along all that the program reads, and say one version."""

import ast
import configparser
import re
import runpy
import sys
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest

from ruse_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"


@pytest.fixture(scope="module")
def parts():
    """The modules beside the recipe, imported as the build scripts import them."""
    before = list(sys.path), set(sys.modules)
    sys.path.insert(0, str(INSTALLER))
    try:
        import contents
        import facts

        yield contents, facts
    finally:
        sys.path[:] = before[0]
        for name in set(sys.modules) - before[1]:
            if name in {"contents", "facts"}:
                del sys.modules[name]


def resource_calls() -> set[tuple[str, ...]]:
    """The constant first parts of every `resource("…", …)` in the program."""
    found = set()
    for path in (ROOT / "ruse_desktop").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "resource(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name | ast.Attribute)
                and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) == "resource"
            ):
                words = []
                for argument in node.args:
                    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                        break
                    words.append(argument.value)
                found.add(tuple(words))
    return found - {()}


def test_every_resource_the_program_names_goes_along(parts):
    contents, _facts = parts
    inside = {f"{folder}/{Path(source).name}" for source, folder in contents.data_files()}
    calls = resource_calls()
    assert len(calls) >= 8
    for words in calls:
        path = "/".join(("resources", *words))
        assert any(name == path or name.startswith(f"{path}/") for name in inside), path


def test_every_folder_of_resources_goes_along_without_sources(parts):
    contents, _facts = parts
    folders = {Path(folder).parts[:2] for _source, folder in contents.data_files()}
    for folder in (ROOT / "resources").iterdir():
        if folder.is_dir():
            assert ("resources", folder.name) in folders
    names = {Path(source).name for source, _folder in contents.data_files()}
    assert not [name for name in names if name.startswith("build_") or name.endswith(".po")]
    assert {"env.py", "script.py.mako", "v0001_initial.py"} <= names


def test_modules_loaded_by_name_are_named_and_exist(parts):
    contents, _facts = parts
    ours = set(contents.modules())
    from ruse_desktop.ui import registry

    for screen in registry.SCREENS:
        assert screen.factory.partition(":")[0] in ours
    assert "ruse_desktop.storage.meta" in ours
    assert not [name for name in ours if ".migrations" in name]
    for name in (*contents.LOADED_BY_NAME, *contents.WITH_FILES):
        assert find_spec(name) is not None, name


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("babel/locale-data/bg.dat", True),
        ("babel/locale-data/bg_BG.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("PySide6/Qt/translations/qtbase_bg.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6\\translations\\qtbase_bg.qm", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("holidays/locale/bg/LC_MESSAGES/BG.mo", True),
        ("holidays/locale/fr/LC_MESSAGES/FR.mo", False),
        ("libQt6EglFSDeviceIntegration.so.6", False),
        ("libQt6Network.so.6", True),
    ],
)
def test_what_libraries_bring_is_sifted(parts, inside, kept):
    contents, _facts = parts
    assert contents.wanted(inside) is kept


def test_one_version_everywhere(parts):
    _contents, facts = parts
    assert facts.version() == __version__
    desktop = configparser.RawConfigParser()
    desktop.optionxform = str
    desktop.read_string(facts.filled("linux/ruse-desktop.desktop"))
    entry = desktop["Desktop Entry"]
    assert entry["X-Ruse-Version"] == __version__
    assert entry["Exec"] == entry["Icon"] == "ruse-desktop"
    meta = ET.fromstring(facts.filled("linux/metainfo.xml", day="2026-05-06"))
    assert [release.get("version") for release in meta.iter("release")] == [__version__]
    assert meta.findtext("launchable") == "ruse-desktop.desktop"
    control = facts.filled(
        "linux/control",
        version=facts.debian(__version__),
        architecture="amd64",
        kilobytes="1",
        libc="2.36",
    )
    assert f"\nVersion: {facts.debian(__version__)}\n" in control
    assert f"-DVERSION={__version__}" in facts.nsis_defines()
    for template in [*(INSTALLER / "linux").iterdir(), INSTALLER / "ruse_desktop.nsi"]:
        assert __version__ not in template.read_text(encoding="utf-8"), template.name


@pytest.mark.parametrize(
    ("version", "windows", "debian"),
    [
        ("0.1.0", "0.1.0.0", "0.1.0"),
        ("1.2.0rc1", "1.2.0.0", "1.2.0~rc1"),
        ("2.0.dev3", "2.0.0.0", "2.0~dev3"),
    ],
)
def test_versions_in_the_words_of_each_system(parts, version, windows, debian):
    _contents, facts = parts
    assert facts.four_numbers(version) == windows
    assert facts.debian(version) == debian


def test_the_script_of_windows_knows_every_define_it_is_given(parts):
    _contents, facts = parts
    script = (INSTALLER / "ruse_desktop.nsi").read_text(encoding="utf-8")
    given = {define[2:].partition("=")[0] for define in facts.nsis_defines()}
    given |= {"PAYLOAD", "ICON", "OUT", "COMPRESSOR"}
    own = set(re.findall(r"^!define (\w+)", script, re.MULTILINE))
    used = set(re.findall(r"\$\{([A-Z0-9_]+)\}", script))
    assert used - own == given


def test_removal_never_takes_the_chosen_folder_whole():
    script = (INSTALLER / "ruse_desktop.nsi").read_text(encoding="utf-8")
    removed = re.findall(r'^\s*RMDir /r "([^"]+)"', script, re.MULTILINE)
    assert sorted(removed) == [r"$INSTDIR\_internal", "${DATA}"]
    assert script.count("/SD IDNO IDNO kept") == 2


def test_the_entry_of_the_frozen_program_is_the_door_of_the_package():
    names = runpy.run_path(str(ROOT / "ruse_desktop" / "__main__.py"), run_name="looked_at")
    assert callable(names["main"])
    assert '"__main__.py"' in (INSTALLER / "ruse_desktop.spec").read_text(encoding="utf-8")
