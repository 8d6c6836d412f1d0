"""Makes what the package needs and nobody writes by hand: compiled forms and catalogues.

The build hook of hatchling and `make forms` (`python hatch_build.py`) run the same functions.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent
FORMS = Path("forms")
GENERATED = Path("ruse_desktop", "ui", "forms_generated")
LOCALE = Path("resources", "locale")
SENTENCES = Path("resources", "wording.json")
_KEYWORDS: dict[str, Any] = {"say": None, "mark": None}
"""Names under which the program marks a text besides the usual ones, see kernel/."""

PACKAGE_HEADER = '"""Made by hatch_build.py from forms/*.ui; do not edit."""\n'
MODULE_HEADER = PACKAGE_HEADER + "from ruse_desktop.kernel.i18n import _\n\n"


def write_if_changed(path: Path, text: str) -> bool:
    """Write the text unless the file holds it already; true when written."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def uic_command() -> str:
    """The path of `pyside6-uic` of this interpreter; raises RuntimeError when it is not there."""
    folders = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    for folder in folders:
        found = shutil.which("pyside6-uic", path=folder)
        if found:
            return found
    message = "pyside6-uic is missing: install PySide6-Essentials into " + folders[0]
    raise RuntimeError(message)


def compiled_form(source: Path) -> str:
    """Python text of one form, with our `_` in place of Qt's translator."""
    done = subprocess.run(
        [uic_command(), "--tr", "_", str(source)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode or not done.stdout.strip():
        message = f"{source.name}: {done.stderr.strip() or 'pyside6-uic wrote nothing'}"
        raise RuntimeError(message)
    return MODULE_HEADER + done.stdout


def fingerprint(source: Path) -> str:
    """SHA-256 over the form and this script, so that a change of either compiles anew."""
    return hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def compile_forms(root: Path = ROOT) -> list[Path]:
    """Compile `forms/*.ui` to `forms_generated/ui_*.py`; removes what has no form any more.

    A form whose fingerprint stands in its module already is left alone. Returns what was written.
    """
    folder = root / GENERATED
    wanted = {folder / "__init__.py"}
    written = []
    if write_if_changed(folder / "__init__.py", PACKAGE_HEADER):
        written.append(folder / "__init__.py")
    for source in sorted((root / FORMS).glob("*.ui")):
        target = folder / f"ui_{source.stem}.py"
        wanted.add(target)
        mark = f"# made from sha256:{fingerprint(source)}\n"
        if target.is_file() and target.read_text(encoding="utf-8").endswith(mark):
            continue
        write_if_changed(target, compiled_form(source) + mark)
        written.append(target)
    for stale in set(folder.glob("*.py")) - wanted:
        stale.unlink()
    return written


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Compile every `.po` under `resources/locale` to the `.mo` beside it; returns the written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written.append(target)
    return written


def list_sentences(root: Path = ROOT) -> list[Path]:
    """Write the sentences of papers (`say` of kernel/wording.py) by module; returns the written."""
    from babel.messages.extract import extract_from_file

    found: dict[str, list[str]] = {}
    for layer in ("domain", "services", "documents"):
        for source in sorted((root / "ruse_desktop" / layer).glob("*.py")):
            said = extract_from_file("python", source, keywords={"say": None})
            texts = list(dict.fromkeys(str(message) for _line, message, _notes, _context in said))
            if texts:
                found[f"{layer}.{source.stem}"] = texts
    target = root / SENTENCES
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return [target] if write_if_changed(target, text) else []


def extracted(root: Path = ROOT) -> Catalog:
    """Every text that the program shows, read from its modules and compiled forms (babel.cfg)."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    with (root / "babel.cfg").open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines)
    catalogue = Catalog(project="ruse-desktop", charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(
        str(root), methods, options, _KEYWORDS | DEFAULT_KEYWORDS, comment_tags=("i18n:",)
    ):
        catalogue.add(
            message, None, [(Path(file).as_posix(), line)], auto_comments=comments, context=context
        )
    return catalogue


def update_catalogues(root: Path = ROOT) -> list[Path]:
    """Bring every `.po` up to the texts of the program; new ones stay empty, old ones go."""
    from babel.messages.pofile import read_po, write_po

    compile_forms(root)
    template = extracted(root)
    written = []
    for target in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        with target.open("rb") as lines:
            catalogue = read_po(lines, locale=target.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        buffer = io.BytesIO()
        write_po(
            buffer,
            catalogue,
            width=0,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
        if write_if_changed(target, buffer.getvalue().decode("utf-8")):
            written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Compile this checkout's forms and catalogues; „strings“ updates the catalogues first."""
    written = update_catalogues() if arguments == ["strings"] else []
    for path in [*written, *compile_forms(), *compile_catalogues(), *list_sentences()]:
        print(path.relative_to(ROOT))
    return 0


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # `make forms` needs no hatchling
    pass
else:

    class CompileHook(BuildHookInterface[Any]):
        """Runs before wheel, sdist and editable install."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile into the source tree and tell hatchling to take it along.

            A wheel carries resources and forms inside the package; an editable install finds
            them in the checkout.
            """
            root = Path(self.root)
            compile_forms(root)
            compile_catalogues(root)
            list_sentences(root)
            if self.target_name == "wheel" and version == "standard":
                build_data["artifacts"].append(f"{GENERATED.as_posix()}/*.py")
                for folder in ("resources", "forms"):
                    build_data["force_include"][str(root / folder)] = f"ruse_desktop/_data/{folder}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
