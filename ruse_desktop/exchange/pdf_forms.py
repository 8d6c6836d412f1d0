"""Values out of a filled PDF form; anything that is not our form is refused in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruse_desktop.domain.form_sheet import META_AWARD, META_LAW, META_VERSION, META_YEAR, VERSION
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

_LIMIT = 40_000_000
_MOST_FIELDS = 5_000
_DEEP = 8


@dataclass(frozen=True)
class PdfForm:
    """What a form says: `values` by field name, ticked boxes as the name of their state."""

    award: str
    year: int
    law_edition: str
    values: Mapping[str, str]


def read(path: Path) -> PdfForm:
    """The values of a filled form.

    Raises UserError when the file is missing, damaged, encrypted, no form, or not a form of ours.
    """
    import pikepdf

    advice = _("Поискайте попълнения формуляр отново или въведете предложението на ръка.")
    try:
        if path.stat().st_size > _LIMIT:
            raise UserError(
                _("Файлът „{name}“ е твърде голям за формуляр.").format(name=path.name), advice
            )
        with pikepdf.open(path) as document:
            values = _values(document)
    except pikepdf.PasswordError as problem:
        raise UserError(
            _("Файлът „{name}“ е заключен с парола.").format(name=path.name),
            _("Отворете го с паролата, запазете го без нея и опитайте отново."),
            code="form-locked",
        ) from problem
    except (pikepdf.PdfError, RecursionError) as problem:
        raise UserError(
            _("Файлът „{name}“ не е PDF или е повреден.").format(name=path.name),
            advice,
            code="form-damaged",
        ) from problem
    except OSError as problem:
        raise UserError(
            _("Файлът „{name}“ не може да се прочете: {error}.").format(
                name=path.name, error=problem.strerror or problem
            ),
            _("Проверете дали още е там и опитайте отново."),
            code="form-unreadable",
        ) from problem
    return _ours(path, values)


def _ours(path: Path, values: dict[str, str]) -> PdfForm:
    if not values:
        raise UserError(
            _("В „{name}“ няма полета за четене – сканиран или отпечатан лист.").format(
                name=path.name
            ),
            _("Въведете предложението на ръка и приложете файла."),
            code="form-flat",
        )
    award, year = values.get(META_AWARD, ""), values.get(META_YEAR, "")
    if not award or not year.isdecimal():
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
    return PdfForm(award, int(year), values.get(META_LAW, ""), values)


def _values(document: Any) -> dict[str, str]:
    form = document.Root.get("/AcroForm")
    found: dict[str, str] = {}
    if form is not None:
        for field in form.get("/Fields", ()):
            _collect(field, "", None, found, 0)
    return found


def _collect(field: Any, above: str, inherited: Any, found: dict[str, str], depth: int) -> None:
    """The value of a field and of those under it; a child without a name is only its box."""
    if depth > _DEEP or len(found) > _MOST_FIELDS:
        return
    own = field.get("/T")
    name = ".".join(part for part in (above, str(own) if own is not None else "") if part)
    value = field.get("/V", inherited)
    named = [kid for kid in field.get("/Kids", ()) if kid.get("/T") is not None]
    if not named and name:
        ticked = str(field.get("/FT", "")) == "/Btn"
        found[name] = _state(value) if ticked else _text(value)
    for kid in named:
        _collect(kid, name, value, found, depth + 1)


def _state(value: Any) -> str:
    """The name of the state of a box, „“ when it is not ticked; some programs write it as text."""
    said = "" if value is None else str(value).removeprefix("/")
    return "" if said == "Off" else said


def _text(value: Any) -> str:
    """A value as text with ordinary line breaks; „“ for none."""
    import pikepdf

    if value is None:
        return ""
    if isinstance(value, pikepdf.Array):
        return "\n".join(_text(one) for one in value)
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace")
    text = str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")
