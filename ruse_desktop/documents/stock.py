"""The card of a kind in stock as PDF: design, balance, every movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, KeepTogether, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import MARGIN, paper, table
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.stock import SORT_NAMES, Pile, Sort, serial_text
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.stock import DesignReport, Move, StockCard

_SIZE = landscape(A4)
_ROOM = _SIZE[0] - 2 * MARGIN
_DESIGN_WIDTHS = (0.26, 0.2, 0.14, 0.4)
_WIDTHS = (0.09, 0.11, 0.07, 0.07, 0.16, 0.18, 0.24, 0.08)


def render(card: StockCard) -> bytes:
    """The whole card, A4 landscape, as of the day it is drawn."""
    type_.register()
    name = card.line.kind.full_name
    title = _("Картон на наличност: {name}").format(name=name)
    return paper(
        _story(card), title=title, subject=name,
        lines=(card.unit or _("Дирекция „Хуманитарни дейности“"),), foot=name, size=_SIZE,
    )  # fmt: skip


def render_designs(report: DesignReport) -> bytes:
    """Which attributes have an approved design, A4 landscape (§ 1 ПЗР)."""
    type_.register()
    name = _("Справка за проектите")
    head = (_("Вид"), _("Отличие"), _("Основание"), _("Утвърден с"))
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=8
    )
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    story = [
        type_.para(name, title),
        table(head, [_design_row(one) for one in report.cards], _DESIGN_WIDTHS, _ROOM),
        Spacer(1, 8),
        type_.para(_("Към {day}").format(day=date_short(report.drawn_on)), small),
    ]
    place = next((one.line.kind.design for one in report.cards if one.line.kind.design), None)
    if report.term is not None and place is not None:
        said = _("Едногодишният срок за конкурсите ({citation}) изтече на {day}; за сведение.")
        where = Citation(place.article)
        story.append(type_.para(said.format(citation=where, day=date_short(report.term)), small))
    return paper(
        story, title=name, subject=name,
        lines=(report.unit or _("Дирекция „Хуманитарни дейности“"),), foot=name, size=_SIZE,
    )  # fmt: skip


def _design_row(card: StockCard) -> tuple[str, ...]:
    kind = card.line.kind
    acts = "\n".join(one.text for one in card.designs)
    if not any(one.approved for one in card.designs):
        none = _("няма въведено решение")
        acts = "\n".join(part for part in (none, acts) if part)
    return kind.called, kind.award_name, str(kind.citation or ""), acts


def heads() -> tuple[str, ...]:
    """The headings of the movements, on paper and in the table for accounting."""
    return (
        _("Дата"), _("Движение"), _("Брой"), _("Остава"), _("Номера"), _("Документ"),
        _("Основание"), _("Цена, €"),
    )  # fmt: skip


def cells(move: Move) -> tuple[str, ...]:
    """A movement in the order of `heads`."""
    sort = _(SORT_NAMES[move.sort])
    if move.pile is Pile.RETURNED and move.sort is not Sort.RETURN:
        sort = _("{sort} (върнати)").format(sort=sort)
    why = "; ".join(part for part in (move.ground, move.condition, move.reason) if part)
    if move.reversed:
        why = _("{why} [сторнирано]").format(why=why).strip()
    return (
        date_plain(move.on), sort, f"{move.quantity:+d}", str(move.balance), move.serials_text,
        move.document, why, f"{move.price:.2f}".replace(".", ",") if move.price else "",
    )  # fmt: skip


def _story(card: StockCard) -> list[Flowable]:
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    under = type_.style("under", alignment=1, spaceAfter=3)
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    line = card.line
    story: list[Flowable] = [
        type_.para(_("Картон на наличност"), title),
        type_.para(line.kind.full_name, under),
    ]
    if line.kind.citation:
        story.append(type_.para(str(line.kind.citation), under))
    story += [type_.para(_("Проект: {text}").format(text=one.text), small) for one in card.designs]
    if line.kind.design and not card.designs:
        story.append(
            type_.para(_("Няма въведено решение за проекта ({citation}).").format(citation=line.kind.design), small)
        )  # fmt: skip
    story += [
        Spacer(1, 6),
        table(heads(), [cells(one) for one in card.moves], _WIDTHS, _ROOM),
        KeepTogether([Spacer(1, 8), *(type_.para(text, small) for text in _sums(card))]),
    ]
    return story


def _sums(card: StockCard) -> list[str]:
    line = card.line
    day = date_short(card.drawn_on) if card.drawn_on else ""
    said = [
        _("Наличност към {day}: {n} неизползвани, {back} върнати.").format(
            day=day, n=line.new, back=line.returned
        )
    ]
    for pile, text in (
        (Pile.NEW, _("Неизползвани: {list}")),
        (Pile.RETURNED, _("Върнати: {list}")),
    ):
        numbers = serial_text(no for no, where in card.free.items() if where is pile)
        if numbers:
            said.append(text.format(list=numbers))
    return [*said, "", _("Материално отговорно лице: ……………………………………")]
