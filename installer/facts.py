"""What the installers say of the program, in one place; the version is the package's own."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "installer"
VERSION_FILE = ROOT / "ruse_desktop" / "__init__.py"

FACTS = {
    "package": "ruse-desktop",
    "component": "bg.ruse.ruse_desktop",
    "title": "Отличия и протокол – Община Русе",
    "title_en": "Honours and Protocol – Ruse Municipality",
    "summary": "Отличия, символи и протокол на общината по Наредба № 17",
    "summary_en": "Honours, symbols and protocol of a municipality",
    "maintainer": "Община Русе <noreply@ruse.invalid>",
}

# The names under which the NSIS script knows the facts.
_NSIS = {"VERSION": "version", "TITLE": "title", "SUMMARY": "summary"}


def version(file: Path = VERSION_FILE) -> str:
    """The version of the program; raises ValueError when the file names none."""
    found = re.search(r'^__version__ = "([^"]+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{file} names no version")
    return found[1]


def four_numbers(text: str) -> str:
    """A version as Windows wants it: „1.2.0rc1“ becomes „1.2.0.0“."""
    numbers = []
    for part in text.split(".")[:4]:
        digits = re.match(r"\d+", part)
        if digits is None:
            break
        numbers.append(digits[0])
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def debian(text: str) -> str:
    """A version as Debian orders it: „1.2.0rc1“ comes before „1.2.0“."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)", r"~\1\2", text)


def filled(template: str, /, **more: str) -> str:
    """A template of this folder with its @fields@; raises KeyError for an unknown field."""
    values = {**FACTS, "version": version(), **more}
    text = (HERE / template).read_text(encoding="utf-8")
    return re.sub(r"@([a-z_]+)@", lambda field: values[field[1]], text)


def nsis_defines() -> list[str]:
    """The arguments by which makensis learns version and names."""
    values = {**FACTS, "version": version()}
    defines = {name: values[key] for name, key in _NSIS.items()}
    defines["VERSION4"] = four_numbers(values["version"])
    return [f"-D{name}={value}" for name, value in defines.items()]


def windows_version_file() -> str:
    """The resource that PyInstaller puts into the programs of Windows."""
    numbers = tuple(int(part) for part in four_numbers(version()).split("."))
    texts = {
        "CompanyName": "Община Русе",
        "FileDescription": FACTS["title"],
        "FileVersion": version(),
        "OriginalFilename": "ruse-desktop.exe",
        "ProductName": FACTS["title"],
        "ProductVersion": version(),
    }
    rows = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, "
        "flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)), "
        f"kids=[StringFileInfo([StringTable('040204B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0402, 1200])])])\n"
    )


if __name__ == "__main__":
    print(debian(version()))
