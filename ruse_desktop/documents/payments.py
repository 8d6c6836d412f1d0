"""Papers of the money: the list for accounting and a student's schedule, with totals in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import GRID, MARGIN, OURS, paper
from ruse_desktop.domain.payments import STATUS_NAMES, PayState, month_text
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.money_print import MoneyPrint
    from ruse_desktop.domain.payments import PaymentListView
    from ruse_desktop.domain.stipends import StipendView
    from ruse_desktop.domain.town import Sum

_WIDE = landscape(A4)
_LIST_SHARES = (0.04, 0.18, 0.14, 0.17, 0.2, 0.11, 0.16)
_MONTH_SHARES = (0.05, 0.22, 0.16, 0.24, 0.33)
_SIGNERS = 3
_RIGHT = 2


def render_list(view: PaymentListView, printed: MoneyPrint, municipality: str = "") -> bytes:
    """The list, A4 landscape; bank accounts are written by hand into the last column (R-51-2.2)."""
    type_.register()
    room = _WIDE[0] - 2 * MARGIN
    head = (
        "№", _("Получател"), _("Награда"), _("За какво"), _("Основание"), _("Сума"),
        _("Сметка (попълва се на ръка)"),
    )  # fmt: skip
    rows = [
        (
            str(one.ordinal), one.recipient, one.award, one.what, one.ground.replace(" г.", "\u00a0г."),
            printed.figures(one.sum), "",
        )
        for one in view.lines
    ]  # fmt: skip
    totals = printed.total([one.sum for one in view.lines])
    rows += [("", _("Всичко"), "", "", "", printed.text(one), "") for one in totals]
    label = _("Списък {label} г.").format(label=view.label)
    story: list[Flowable] = [
        *_heading(_("СПИСЪК ЗА ИЗПЛАЩАНЕ"), (_("{label} г.").format(label=view.label), view.title)),
        _table(head, rows, _LIST_SHARES, room, sums=(5,), totals=len(totals)),
        *_closing(totals, printed, room),
    ]
    return paper(
        story, title=label, subject=view.title, lines=(_("Списък за счетоводството"),),
        foot=label, size=_WIDE, municipality=municipality or OURS,
    )  # fmt: skip


def render_schedule(view: StipendView, printed: MoneyPrint, municipality: str, on: date) -> bytes:
    """The months of one student with what was paid and what is left (R-73-0.6)."""
    type_.register()
    room = A4[0] - 2 * MARGIN
    head = ("№", _("Месец"), _("Сума"), _("Състояние"), _("Платено, документ"))
    rows = []
    for n, one in enumerate(view.months, 1):
        assert one.month is not None
        paid = f"{date_plain(one.paid_on)}, {one.document}" if one.paid_on else one.reason
        much = printed.figures(one.sum) if one.sum else "–"
        month = month_text(one.month)
        if one.key.part:
            month = _("{month} – разлика").format(month=month)
        rows.append((str(n), month, much, one.state_text, paid))
    title = _("График на стипендията за {years}").format(years=view.school_year)
    small = type_.style("small", fontName=type_.SANS, fontSize=9.5, leading=13, spaceAfter=3)
    story: list[Flowable] = [
        *_heading(title.upper(), (f"{view.award} {view.year}", view.laureate, view.act)),
        _table(head, rows, _MONTH_SHARES, room, sums=(2,)),
        Spacer(1, 8),
        type_.para(_("Към {day}: {said}.").format(day=date_short(on), said=view.said), small),
    ]
    whys: dict[str, str] = {}
    for one in view.months:
        if one.state is not PayState.STOPPED:
            whys.setdefault(one.why.partition(": ")[2], one.why)
    story += [type_.para(why, small) for why in whys.values()]
    for event in view.events:
        text = _("{day}: {what} ({document})").format(
            day=date_short(event.on), what=_(STATUS_NAMES[event.kind]), document=event.document
        )
        story.append(type_.para(text, small))
    return paper(
        story, title=f"{title} – {view.laureate}", subject=view.award,
        lines=(_("Стипендии"),), foot=title, municipality=municipality or OURS,
    )  # fmt: skip


def _heading(title: str, under: Sequence[str]) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=19, spaceAfter=2
    )
    plain = type_.style("under", alignment=1, fontSize=11, leading=15, spaceAfter=1)
    return [
        type_.para(title, big),
        *(type_.para(text, plain) for text in under if text),
        Spacer(1, 8),
    ]


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], room: float,
    *, sums: Sequence[int], totals: int = 0,
) -> Table:  # fmt: skip
    """A table whose columns `sums` stand to the right; the last `totals` rows are bold."""
    cell = type_.style("cell", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=0)
    money = type_.style(
        "money", fontName=type_.SANS, fontSize=9, leading=11.5, spaceAfter=0, alignment=_RIGHT
    )
    bold = type_.style("head", fontName=type_.SANS_SEMI, fontSize=8.5, leading=11, spaceAfter=0)
    strong = type_.style(
        "strong", fontName=type_.SANS_SEMI, fontSize=9, leading=11.5, spaceAfter=0, alignment=_RIGHT
    )
    right = type_.style(
        "right", fontName=type_.SANS_SEMI, fontSize=8.5, leading=11, spaceAfter=0, alignment=_RIGHT
    )
    data = [[type_.para(text, right if n in sums else bold) for n, text in enumerate(head)]]
    for n, row in enumerate(rows):
        total = n >= len(rows) - totals
        data.append([
            type_.para(
                text, (strong if total else money) if m in sums else (bold if total else cell)
            )
            for m, text in enumerate(row)
        ])  # fmt: skip
    made = Table(data, colWidths=[share * room for share in shares], repeatRows=1, splitInRow=1)
    made.setStyle(GRID)
    made.setStyle(TableStyle([("RIGHTPADDING", (m, 0), (m, -1), 14) for m in sums]))
    if totals:
        made.setStyle(TableStyle([("LINEABOVE", (0, -totals), (-1, -totals), 0.8, type_.BLUE)]))
    return made


def _closing(totals: Sequence[Sum], printed: MoneyPrint, room: float) -> list[Flowable]:
    """The totals in words and the lines of those who sign."""
    small = type_.style("small", fontName=type_.SANS, fontSize=10, leading=14, spaceAfter=2)
    said = [_("Всичко: {sum}").format(sum=printed.words(one)) for one in totals]
    signers = (_("Изготвил"), _("Проверил"), _("Одобрил"))
    line = "……………………………………"
    cells = [[type_.para(f"{name}: {line}", small) for name in signers]]
    signatures = Table(cells, colWidths=[room / _SIGNERS] * _SIGNERS)
    signatures.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), type_.SANS)]))
    return [
        KeepTogether([
            Spacer(1, 10),
            *(type_.para(f"{text.rstrip('.')}.", small) for text in said or ["–"]),
            Spacer(1, 20),
            signatures,
        ])
    ]  # fmt: skip
