"""What goes into the frozen folder: our modules, our data, and what of the libraries is left out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "ruse_desktop"
MIGRATIONS = PurePosixPath(PACKAGE, "storage", "migrations")

# Scripts and sources beside the data; the program never reads them.
NOT_DATA = frozenset({"build_fonts.py", "build_sample.py"})
NOT_DATA_ENDINGS = frozenset({".po", ".pyc"})

# Loaded by name at run time, so that no analysis of imports finds them.
LOADED_BY_NAME = (
    "alembic.ddl.sqlite",
    "babel.numbers",
    "holidays.countries.bulgaria",
    "logging.config",
    "_rl_accel",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlcipher3.dbapi2",
    "tzdata",
)

# Packages whose own files are read at run time, where PyInstaller has no recipe of its own.
WITH_FILES = ("holidays",)

# Drawn in by libraries for uses that are not ours.
EXCLUDED = (
    "IPython",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "matplotlib",
    "mypy",
    "numpy",
    "pandas",
    "pytest",
    "pytz",
    "setuptools",
    "tkinter",
)

_LANGUAGES = ("bg", "en", "root")
_UNUSED_PLUGINS = (
    "platformthemes/libqgtk3",
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimalegl",
    "platforms/libqvkkhrdisplay",
    "platforms/libqvnc",
    "plugins/egldeviceintegrations/",
    "plugins/generic/",
    "plugins/networkinformation/",
    "plugins/platforminputcontexts/libqtvirtualkeyboard",
    "plugins/tls/",
    "plugins/wayland-graphics-integration-",
)
_UNUSED_LIBRARIES = (
    "libQt6EglFS",
    "libQt6EglFs",
    "libQt6Qml",
    "libQt6Quick",
    "libQt6VirtualKeyboard",
    "libgtk-3",
    "libgdk-3",
    "libgdk_pixbuf",
    "libatk",
    "libcairo",
    "libpango",
)


def modules(root: Path = ROOT) -> list[str]:
    """Every module of the program by its dotted name, the compiled forms too."""
    found = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if PurePosixPath(*parts).is_relative_to(MIGRATIONS):
            continue
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def data_files(root: Path = ROOT) -> list[tuple[str, str]]:
    """The files that are read at run time, each with its folder inside the bundle.

    Migrations go along as files: Alembic looks for them on the disk.
    """
    folders = [root / "resources", root / MIGRATIONS]
    return [
        (str(path), path.parent.relative_to(root).as_posix())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in NOT_DATA
        and path.suffix not in NOT_DATA_ENDINGS
        and "__pycache__" not in path.parts
    ]


def wanted(inside: str) -> bool:
    """Whether a file that a library brings is needed; `inside` is its path in the bundle."""
    path = inside.replace("\\", "/")
    name = PurePosixPath(path).name
    if "babel/locale-data/" in path:
        return name.split(".")[0].split("_")[0] in _LANGUAGES
    if "/translations/" in path and name.endswith(".qm"):
        return name.endswith("_bg.qm")
    if "holidays/locale/" in path:
        return any(f"/locale/{language}" in path for language in ("bg", "en"))
    if any(part in path for part in _UNUSED_PLUGINS):
        return False
    return not name.startswith(_UNUSED_LIBRARIES)
