"""„Лист за удостоверяване“: the head of a book's chain on paper, in groups and as a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from ruse_desktop.documents import qr
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import paper
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.book_volume import BookVolume

_SIGN = 44 * mm
_A_ROW = 4


class Sign(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A QR sign in the text."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._text = text
        self._side = side

    def wrap(self, _room: float, _tall: float) -> tuple[float, float]:
        """A square."""
        return self._side, self._side

    def draw(self) -> None:
        """Draw it in black."""
        qr.draw(self.canv, self._text, 0, 0, self._side)


def heading(text: str) -> Flowable:
    """The heading of a leaf."""
    style = type_.style(
        "heading", fontName=type_.TEXT_BOLD, fontSize=16, leading=21, spaceAfter=10,
        textColor=type_.BLUE,
    )  # fmt: skip
    return type_.para(text, style)


def signatures(keeper: str, second: str = "") -> Table:
    """Lines for the keeper, a second person and the seal."""
    text = type_.style("sign", fontName=type_.SANS, fontSize=9.5, leading=13, spaceAfter=0)
    first = _("Водещ книгата ({keeper}): …………………………………").format(keeper=keeper)
    other = second or _("Ръководител: …………………………………")
    dated = _("Дата: …………………")
    rows = [
        [type_.para(first, text), type_.para(other, text)],
        [type_.para(dated, text), type_.para(_("М.П."), text)],
    ]
    made = Table(rows, colWidths=(150 * mm, 95 * mm), hAlign="LEFT")
    made.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
    ]))  # fmt: skip
    return made


def render(volume: BookVolume) -> bytes:
    """The sheet alone, A4 landscape."""
    type_.register()
    name = _("Лист за удостоверяване")
    return paper(
        anchor_story(volume), title=name, subject=volume.title, lines=(volume.keeper,),
        foot=volume.title, size=landscape(A4), day=volume.drawn_on,
    )  # fmt: skip


def anchor_story(volume: BookVolume) -> list[Flowable]:
    """The leaf's content: book, count, digits, sign, how to check it, signatures."""
    text = type_.style("text", fontSize=11.5, leading=16)
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    anchor = volume.anchor
    said = _(
        "{title}: записи 1–{seq} (вписани носители: {holders}) към {day} с отпечатък на последния "
        "запис, с който са свързани всички преди него:"
    ).format(
        title=volume.title, seq=anchor.seq, holders=volume.holders, day=date_short(volume.drawn_on)
    )
    how = _(
        "Как се проверява: в раздел „Книги“ изберете „Провери лист…“ и сканирайте знака или "
        "въведете цифрите; същото прави командата ruse-desktop verify --anchor. Листът се "
        "подписва, завежда се с входящ номер и се пази отделно от компютъра."
    )
    digits = Table([[_groups(anchor.groups), Sign(anchor.code, _SIGN)]], colWidths=(170 * mm, None))
    digits.hAlign = "LEFT"
    digits.setStyle(TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), type_.SANS),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]))  # fmt: skip
    return [
        heading(_("Лист за удостоверяване")), type_.para(said, text), Spacer(1, 5 * mm), digits,
        Spacer(1, 5 * mm), type_.para(how, small), Spacer(1, 7 * mm), signatures(volume.keeper),
        type_.para(_("Вх. № ………………… / …………………"), small),
    ]  # fmt: skip


def _groups(groups: tuple[str, ...]) -> Table:
    """The digits four groups a row, each row with its number."""
    big = type_.style("digits", fontName=type_.SANS_SEMI, fontSize=19, leading=24, spaceAfter=0)
    faint = type_.style(
        "row", fontName=type_.SANS, fontSize=9, leading=24, spaceAfter=0, textColor=type_.MUTED
    )
    rows = [
        [type_.para(f"{at // _A_ROW + 1}.", faint)]
        + [type_.para(one, big) for one in groups[at : at + _A_ROW]]
        for at in range(0, len(groups), _A_ROW)
    ]
    made = Table(rows, colWidths=[9 * mm, *[34 * mm] * _A_ROW], hAlign="LEFT")
    made.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), type_.SANS)]))
    return made
