"""`python installer/build_deb.py TARGET [--frozen DIR]`: freezes the program, packs it as .deb."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import facts  # noqa: E402 - a script beside it
import icons  # noqa: E402 - the same

PACKAGE = facts.FACTS["package"]
SIZES = (48, 128, 256)


def freeze(work: Path) -> Path:
    """Run PyInstaller; returns the folder with the program."""
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(work / "frozen"), "--workpath", str(work / "work")),
            str(HERE / "ruse_desktop.spec"),
        ],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return work / "frozen" / PACKAGE


def released() -> int:
    """Seconds of the last commit, or SOURCE_DATE_EPOCH: the same sources make the same package."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(
        ["git", "-C", str(facts.ROOT), "log", "-1", "--format=%ct"],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout)


def size(folder: Path) -> int:
    """Bytes of all files below the folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def write(path: Path, text: str) -> None:
    """A text file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def lay_out(tree: Path, frozen: Path, epoch: int) -> None:
    """The files as they will lie on the machine, and the control file."""
    usr = tree / "usr"
    shutil.copytree(frozen, usr / "lib" / PACKAGE, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / PACKAGE).symlink_to(f"../lib/{PACKAGE}/{PACKAGE}")
    share = usr / "share"
    day = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    write(share / "applications" / f"{PACKAGE}.desktop", facts.filled("linux/ruse-desktop.desktop"))
    component = facts.FACTS["component"]
    write(
        share / "metainfo" / f"{component}.metainfo.xml",
        facts.filled("linux/metainfo.xml", day=day),
    )
    write(share / "doc" / PACKAGE / "copyright", facts.filled("linux/copyright"))
    hicolor = share / "icons" / "hicolor"
    (hicolor / "scalable" / "apps").mkdir(parents=True)
    shutil.copyfile(icons.SIGN, hicolor / "scalable" / "apps" / f"{PACKAGE}.svg")
    for pixels in SIZES:
        icons.png(hicolor / f"{pixels}x{pixels}" / "apps" / f"{PACKAGE}.png", pixels)
    control = facts.filled(
        "linux/control",
        version=facts.debian(facts.version()),
        architecture=architecture(),
        kilobytes=str(size(usr) // 1024),
        libc=platform.libc_ver()[1],
    )
    write(tree / "DEBIAN" / "control", control)


def architecture() -> str:
    """The machine's name in Debian's words."""
    done = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def settle(tree: Path, epoch: int) -> None:
    """Plain rights and one time for every file, whatever the umask and the hour of the build."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == PACKAGE and path.parent.name == PACKAGE)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def main() -> int:
    """Build; prints where the package lies and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="folder for the package")
    parser.add_argument("--work", type=Path, default=Path("build", "installer"))
    parser.add_argument("--frozen", type=Path, help="a folder that PyInstaller made before")
    parser.add_argument("--compression", default="xz", choices=("xz", "zstd", "gzip", "none"))
    chosen = parser.parse_args()
    epoch = released()
    frozen = chosen.frozen or freeze(chosen.work.resolve())
    tree = chosen.work.resolve() / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, frozen, epoch)
    settle(tree, epoch)
    chosen.target.mkdir(parents=True, exist_ok=True)
    name = f"{PACKAGE}_{facts.debian(facts.version())}_{architecture()}.deb"
    package = chosen.target / name
    subprocess.run(
        [
            *("dpkg-deb", "--root-owner-group", f"-Z{chosen.compression}"),
            *("--build", str(tree), str(package)),
        ],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
    )
    unpacked, packed = size(frozen) / 1e6, package.stat().st_size / 1e6
    print(f"{package}: {packed:.0f} MB, installed {unpacked:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
