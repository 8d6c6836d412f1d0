"""The hall of a plan: who sits where, by row and drawn; the order of precedence and of wreaths."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, PageBreak, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import ROOM, paper, table
from ruse_desktop.domain.protocol_plans import PAPER_NAMES, REPLY_NAMES, PlanPaper
from ruse_desktop.kernel.formats import date_long, date_plain
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruse_desktop.domain.precedence import Rank
    from ruse_desktop.domain.protocol_plans import Plan

_TAKEN = HexColor("#dbe7f3")
_MOST_SIDE = 26.0


def heading(plan: Plan, name: str) -> list[Flowable]:
    """The title of a paper with event, day and place."""
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=16, leading=20, spaceAfter=3
    )
    under = type_.style("under", alignment=1, spaceAfter=3)
    hour = f"{plan.when.starts:%H:%M} ч." if plan.when.starts else ""
    said = ", ".join(part for part in (date_long(plan.when.on), hour, plan.venue) if part)
    return [type_.para(name, title), type_.para(plan.title, under), type_.para(said, under),
            Spacer(1, 8)]  # fmt: skip


def office_paper(plan: Plan, which: PlanPaper, story: list[Flowable]) -> bytes:
    """The story under its heading on the office's paper."""
    name = _(PAPER_NAMES[which])
    return paper(
        [*heading(plan, name), *story], title=name, subject=plan.title,
        lines=(_("Дирекция „Хуманитарни дейности“"),), foot=f"{name} · {plan.title}", kept=False,
    )  # fmt: skip


def precedence(plan: Plan, ranks: Mapping[str, Rank]) -> bytes:
    """All guests in order with rank, reply and the reason of a place given by hand."""
    rows = []
    for one in plan.guests:
        rank = ranks[one.rank].name if one.rank in ranks else one.rank
        why = _("по преценка: {why}").format(why=one.by_hand_why) if one.by_hand else ""
        n = one.companions
        with_ = ngettext("и {n} придружител", "и {n} придружители", n).format(n=n) if n else ""
        said = ", ".join(part for part in (one.name, one.office) if part)
        day = date_plain(one.invited_on) if one.invited_on else ""
        rows.append((
            str(one.place), "\n".join(part for part in (said, with_, why) if part), rank, day,
            _(REPLY_NAMES[one.reply]),
        ))  # fmt: skip
    head = ("№", _("Гост"), _("Ранг"), _("Поканен"), _("Отговор"))
    count = _("Поканени {invited}, потвърдили {coming}").format(
        invited=plan.invited, coming=len(plan.coming)
    )
    small = type_.style("small", spaceAfter=4)
    body = [
        table(head, rows, (0.06, 0.44, 0.26, 0.13, 0.11)),
        Spacer(1, 6),
        type_.para(count, small),
    ]
    return office_paper(plan, PlanPaper.PRECEDENCE, body)


def wreaths(plan: Plan) -> bytes:
    """The order of the wreaths, 1–n."""
    rows = [(str(n), one.name, one.office) for n, one in enumerate(plan.wreaths, 1)]
    head = ("№", _("Поднася"), _("Длъжност, организация"))
    return office_paper(plan, PlanPaper.WREATHS, [table(head, rows, (0.08, 0.42, 0.5))])


def seats(plan: Plan) -> bytes:
    """The list by row, then the hall drawn from above."""
    rows = []
    for row, group in groupby(plan.seats, key=lambda one: one.row):
        for n, one in enumerate(group):
            called = one.guest.name
            if one.companion:
                called = _("придружител на {name}").format(name=called)
            rows.append((str(row) if not n else "", str(one.number), called, one.guest.office))
    story: list[Flowable] = [
        table((_("Ред"), _("Място"), _("Гост"), _("Длъжност, организация")), rows,
              (0.08, 0.09, 0.43, 0.4))
    ]  # fmt: skip
    if plan.standing:
        n = len(plan.standing)
        said = ngettext(
            "Без място остава {n} гост: {names}", "Без място остават {n} гости: {names}", n
        )
        text = said.format(n=n, names=", ".join(one.name for one in plan.standing))
        story += [Spacer(1, 6), type_.para(text, type_.style("small"))]
    if plan.typed.hall.rows and plan.typed.hall.seats:
        story += [PageBreak(), _hall(plan)]
    return office_paper(plan, PlanPaper.SEATS, story)


def _hall(plan: Plan) -> Drawing:
    """Rows from the stage above; a taken seat bears the guest's number in the order."""
    hall = plan.typed.hall
    side = min(_MOST_SIDE, (ROOM - 40) / (hall.seats + 1), 600 / (hall.rows + 2))
    wide, high = ROOM, (hall.rows + 2) * side
    drawing = Drawing(wide, high)
    left = (wide - (hall.seats + 1) * side) / 2
    stage = (hall.seats + 1) * side
    drawing.add(Rect(left, high - side, stage, side * 0.7, fillColor=_TAKEN, strokeColor=None))
    drawing.add(
        String(wide / 2, high - side * 0.78, _("сцена"), fontName=type_.SANS, fontSize=9, textAnchor="middle")
    )  # fmt: skip
    taken = {(one.row, one.number): one for one in plan.seats}
    for row in range(1, hall.rows + 1):
        y = high - (row + 1.4) * side
        drawing.add(
            String(left - 6, y + side * 0.3, str(row), fontName=type_.SANS, fontSize=8, textAnchor="end")
        )  # fmt: skip
        for number in range(1, hall.seats + 1):
            x = left + (number - 1 + (number > hall.middle)) * side
            seat = taken.get((row, number))
            fill = _TAKEN if seat else HexColor("#ffffff")
            drawing.add(Rect(x + 1, y, side - 2, side - 4, fillColor=fill, strokeColor=type_.LINE))
            if seat:
                text = str(seat.guest.place) + ("+" if seat.companion else "")
                drawing.add(
                    String(x + side / 2, y + side * 0.28, text, fontName=type_.SANS_SEMI, fontSize=side * 0.38, textAnchor="middle")
                )  # fmt: skip
    return drawing
