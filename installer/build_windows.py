"""`python installer/build_windows.py TARGET`: the Windows installer from a frozen folder.

On Windows build_windows.ps1 calls it with the real folder. On Linux, without `--payload`, it packs
a dummy, which proves the script of the installer and nothing of the program.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import facts  # noqa: E402 - a script beside it
import icons  # noqa: E402 - the same

PROGRAMS = ("ruse-desktop.exe", "ruse-desktop-cli.exe")


def dummy(folder: Path) -> Path:
    """A folder of the frozen one's shape with texts instead of programs."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "_internal" / "resources").mkdir(parents=True)
    for name in PROGRAMS:
        (folder / name).write_text("dummy\n", encoding="utf-8")
    (folder / "_internal" / "resources" / "version.txt").write_text(
        facts.version() + "\n", encoding="utf-8"
    )
    return folder


def compiler() -> str:
    """The path of makensis; raises RuntimeError with advice when it is not there."""
    places = ["", r"C:\Program Files (x86)\NSIS", r"C:\Program Files\NSIS"]
    for place in places:
        found = shutil.which("makensis", path=place or None)
        if found:
            return found
    raise RuntimeError("makensis is missing: apt-get install nsis, or nsis.sourceforge.io")


def pack(payload: Path, target: Path, work: Path, *, fast: bool) -> Path:
    """Compile the installer; raises CalledProcessError, warnings are errors."""
    for name in PROGRAMS:
        if not (payload / name).is_file():
            raise FileNotFoundError(payload / name)
    target.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    icons.ico(work / "ruse-desktop.ico")
    out = target.resolve() / f"ruse-desktop-{facts.version()}-windows-x64.exe"
    subprocess.run(
        [
            *(compiler(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"),
            *facts.nsis_defines(),
            f"-DPAYLOAD={payload.resolve()}",
            f"-DICON={(work / 'ruse-desktop.ico').resolve()}",
            f"-DOUT={out}",
            f"-DCOMPRESSOR={'zlib' if fast else 'lzma'}",
            str(HERE / "ruse_desktop.nsi"),
        ],
        check=True,
    )
    return out


def main() -> int:
    """Build; prints where the installer lies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="folder for the installer")
    parser.add_argument("--payload", type=Path, help="what PyInstaller made on Windows")
    parser.add_argument("--work", type=Path, default=Path("build", "installer", "windows"))
    parser.add_argument("--prepare", action="store_true", help="only icon and version file")
    chosen = parser.parse_args()
    if chosen.prepare:
        chosen.work.mkdir(parents=True, exist_ok=True)
        icons.ico(chosen.work / "ruse-desktop.ico")
        (chosen.work / "version.txt").write_text(facts.windows_version_file(), encoding="utf-8")
        return 0
    payload = chosen.payload or dummy(chosen.work / "dummy")
    out = pack(payload, chosen.target, chosen.work, fast=chosen.payload is None)
    note = "" if chosen.payload else " (a dummy inside: only the installer's script is proved)"
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB{note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
