"""What stands on the fillable application for a permit (чл. 8, 14), by the law's data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruse_desktop.domain.form_sheet import FormProblem, FormSheet, SheetItem, SheetPart
from ruse_desktop.domain.intake import Choice, FieldKind
from ruse_desktop.domain.permits import APPLICANTS, OTHER, PermitInput, PermitRules, other_use
from ruse_desktop.kernel.i18n import _

FORM = "@permit"
"""How the file calls itself where other forms name their award; no award's code begins so."""


@dataclass(frozen=True)
class PermitReading:
    """A filled application, understood but not registered; `problems` are for a person's eye."""

    source: Path
    typed: PermitInput
    problems: tuple[FormProblem, ...]


def build(
    rules: PermitRules,
    *,
    year: int,
    law_edition: str,
    act: str,
    municipality: str,
    requirements: str = "",
) -> FormSheet:
    """The form; `act` names the ordinance, `requirements` the version that holds now („“ = none)."""
    grounds = ", ".join(str(one.citation) for one in rules.symbols)
    return FormSheet(
        title=_("Заявление за разрешение за ползване на герба или знамето"),
        subtitle=_("{act} ({citation})").format(act=act, citation=grounds),
        award=FORM,
        year=year,
        law_edition=law_edition,
        where=tuple(_where(municipality, requirements)),
        parts=tuple(_parts(rules)),
        enclosed=((_("изображение на изделието (SVG, PDF, PNG, JPG)"), "1", grounds),),
        privacy=tuple(_privacy(municipality, act, grounds)),
        label=_("заявление"),
        signer=_("Заявител"),
    )


def items_of(rules: PermitRules) -> tuple[SheetItem, ...]:
    """Everything to fill in, in order."""
    return tuple(item for part in _parts(rules) for item in part.items)


def _where(municipality: str, requirements: str) -> Iterator[str]:
    yield _("До кмета на {municipality}.").format(municipality=municipality)
    if requirements:
        yield _("Символите се възпроизвеждат по: {title}.").format(title=requirements)
    yield _(
        "Попълнете формуляра на компютър или на хартия с печатни букви. Полетата със "
        "звездичка (*) са задължителни."
    )


def _parts(rules: PermitRules) -> Iterator[SheetPart]:
    kinds = tuple(Choice(str(code), _(name)) for code, name in APPLICANTS.items())
    yield SheetPart(
        _("Кой иска разрешение"),
        (
            SheetItem("applicant-kind", _("Заявителят е"), FieldKind.CHOICE, kinds, required=True,
                      spread=True),
            SheetItem("applicant", _("Име или наименование"), required=True, width=0.55),
            SheetItem("contact", _("Адрес, телефон, е-поща"), width=0.45),
        ),
    )  # fmt: skip
    symbols = tuple(Choice(one.symbol, one.name) for one in rules.symbols)
    ways = {code: name for one in rules.symbols for code, name in one.uses}
    uses = (*(Choice(code, name) for code, name in ways.items()), Choice(OTHER, other_use()))
    yield SheetPart(
        _("Какво ще се възпроизвежда"),
        (
            SheetItem("symbol", _("Символ"), FieldKind.CHOICE, symbols, required=True, spread=True),
            SheetItem("uses", _("Начин на ползване"), FieldKind.CHOICES, uses, required=True),
            SheetItem("other", _("Друг начин: какъв")),
            SheetItem("product", _("Изделие"), required=True, width=0.6),
            SheetItem("sizes", _("Размер"), hint=_("60×80 мм; 6,5×8 см"), width=0.4),
            SheetItem("copies", _("Брой"), FieldKind.NUMBER, width=0.2),
            SheetItem("for-sale", _("За продажба"), FieldKind.YES_NO, width=0.2),
            SheetItem("purpose", _("Цел"), width=0.6),
        ),
    )  # fmt: skip
    yield SheetPart(
        _("Кога и къде"),
        (
            SheetItem("use-from", _("От"), FieldKind.DATE, width=1 / 3),
            SheetItem("use-until", _("До"), FieldKind.DATE, width=1 / 3),
            SheetItem("first-use", _("Първо ползване"), FieldKind.DATE, width=1 / 3),
            SheetItem("place", _("Място на продажба или раздаване")),
        ),
    )
    flags = [one for one in rules.symbols if one.ground]
    if flags:
        said = _("{look}, {place} ({citation})").format(
            look=flags[0].ground, place=flags[0].place, citation=flags[0].form
        )
        yield SheetPart(
            _("Само за знамето"),
            (
                SheetItem("ground", _("Поле на знамето"), width=0.5),
                SheetItem("emblem-at", _("Гербът е"), width=0.5),
            ),
            _("По наредбата: {said}.").format(said=said),
        )


def _privacy(municipality: str, act: str, citation: str) -> Iterator[str]:
    yield _(
        "{municipality} обработва името и данните за връзка само за да разгледа заявлението по "
        "{act} ({citation})."
    ).format(municipality=municipality, act=act, citation=citation)
    yield _("Не вписвайте ЕГН и данни, които не са поискани.")
