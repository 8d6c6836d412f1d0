"""Values out of a filled PDF form; anything that is not our form is refused in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruse_desktop.domain.form_sheet import META_AWARD, META_LAW, META_VERSION, META_YEAR, VERSION
from ruse_desktop.kernel import foreign_pdf
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

_MOST_FIELDS = 5_000
_MOST_STEPS = 20_000
_MOST_BYTES = 1_000_000
_DEEP = 8


@dataclass(frozen=True)
class PdfForm:
    """What a form says: `values` by field name, ticked boxes as the name of their state.

    `notes` are sentences about the file for the person to read.
    """

    award: str
    year: int
    law_edition: str
    values: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read(path: Path) -> PdfForm:
    """The values of a filled form.

    Raises UserError when the file is missing, too large, damaged, locked, holds scripts or other
    files, is no form, or not a form of ours.
    """
    try:
        with foreign_pdf.opened(path, path.name) as document:
            foreign_pdf.refuse_actions(document, path.name)
            values, notes = _values(document), _notes(document)
    except OSError as problem:
        raise UserError(
            _("Файлът „{name}“ не може да се прочете: {error}.").format(
                name=path.name, error=problem.strerror or problem
            ),
            _("Проверете дали още е там и опитайте отново."),
            code="form-unreadable",
        ) from problem
    return _ours(path, values, notes)


def _ours(path: Path, values: dict[str, str], notes: tuple[str, ...]) -> PdfForm:
    if not values:
        raise UserError(
            _("В „{name}“ няма полета за четене – сканиран или отпечатан лист.").format(
                name=path.name
            ),
            _("Въведете предложението на ръка и приложете файла."),
            code="form-flat",
        )
    award, year = values.get(META_AWARD, ""), values.get(META_YEAR, "")
    if not award or not (year.isdecimal() and len(year) == 4):
        raise UserError(
            _("„{name}“ не е формуляр за предложение на Община Русе.").format(name=path.name),
            _("Въведете предложението на ръка и приложете файла."),
            code="form-foreign",
        )
    if values.get(META_VERSION) != VERSION:
        raise UserError(
            _("Формулярът „{name}“ е от друга версия на програмата.").format(name=path.name),
            _("Въведете предложението на ръка и приложете файла."),
            code="form-version",
        )
    return PdfForm(award, int(year), values.get(META_LAW, ""), values, notes)


def _form(document: Any) -> Any:
    import pikepdf

    form = document.Root.get("/AcroForm")
    return form if isinstance(form, pikepdf.Dictionary) else {}


def _notes(document: Any) -> tuple[str, ...]:
    """An XFA form keeps its answers a second time, which only some programs show."""
    if "/XFA" not in _form(document):
        return ()
    return (_("във файла има и втори, XFA формуляр; прочетени са само обикновените полета"),)


def _values(document: Any) -> dict[str, str]:
    """The value of each named field; a child without a name is only the box of its parent.

    A field met again, one too deep and what is no field are passed by.
    """
    found: dict[str, str] = {}
    waiting = [(one, "", None, 0) for one in reversed(_listed(_form(document).get("/Fields")))]
    steps = 0
    while waiting and len(found) < _MOST_FIELDS and steps < _MOST_STEPS:
        steps += 1
        field, above, inherited, depth = waiting.pop()
        own = _word(field.get("/T"))
        name = ".".join(part for part in (above, own) if part)
        value = field.get("/V", inherited)
        named = [kid for kid in _listed(field.get("/Kids")) if kid.get("/T") is not None]
        if not named and name:
            ticked = str(field.get("/FT", "")) == "/Btn"
            found[name] = _state(value) if ticked else _text(value)
        if depth < _DEEP:
            waiting += [(kid, name, value, depth + 1) for kid in reversed(named[:_MOST_FIELDS])]
    return found


def _listed(value: Any) -> list[Any]:
    """The dictionaries in a list; none for what is no list."""
    import pikepdf

    if not isinstance(value, pikepdf.Array) or len(value) > _MOST_STEPS:
        return []
    return [one for one in value if isinstance(one, pikepdf.Dictionary)]


def _word(value: Any) -> str:
    import pikepdf

    return str(value)[:200] if isinstance(value, pikepdf.String) else ""


def _state(value: Any) -> str:
    """The name of the state of a box, „“ when it is not ticked; some programs write it as text."""
    import pikepdf

    said = str(value) if isinstance(value, pikepdf.Name | pikepdf.String) else ""
    said = said.removeprefix("/")[:200]
    return "" if said == "Off" else said


def _text(value: Any) -> str:
    """A value as text with ordinary line breaks; „“ for none and for what is no text."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        said = "\n".join(str(one) for one in list(value)[:100] if isinstance(one, pikepdf.String))
    elif isinstance(value, pikepdf.Stream):
        said = value.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
    elif isinstance(value, pikepdf.String | pikepdf.Name | str):
        said = str(value)
    else:
        said = "" if value is None or isinstance(value, pikepdf.Dictionary) else str(value)
    return said.replace("\r\n", "\n").replace("\r", "\n")
