"""The scenario of a ceremony and the programme of a delegation's visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import table
from ruse_desktop.documents.seating import office_paper
from ruse_desktop.domain.protocol_plans import PlanPaper, StepKind
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.protocol_plans import Plan


def scenario(plan: Plan) -> bytes:
    """Time, action, person, flags; the music and who answers for the whole."""
    rows = [
        (f"{one.starts:%H:%M}" if one.starts else "", one.action, one.who, one.flags)
        for one in plan.steps_of(StepKind.SCENARIO)
    ]
    head = (_("Час"), _("Действие"), _("Кой"), _("Знамена"))
    told = ((_("Музика"), plan.typed.music), (_("Отговорник"), plan.responsible))
    return office_paper(
        plan, PlanPaper.SCENARIO, [table(head, rows, (0.09, 0.45, 0.22, 0.24)), *_told(told)]
    )


def programme(plan: Plan) -> bytes:
    """The visit: members, hosts, interpreter, accommodation, rows by day, gifts."""
    typed = plan.typed
    gifts = "; ".join(f"{one.name} – {one.count} бр. ({one.receiver})" for one in plan.gifts)
    days = " – ".join(date_short(day) for day in dict.fromkeys((plan.when.on, plan.when.until)))
    told = (
        (_("Делегация"), typed.delegation), (_("Дни"), days),
        (_("Членове"), ", ".join(typed.members)), (_("Домакин"), typed.hosts),
        (_("Преводач"), typed.interpreter), (_("Настаняване"), typed.accommodation),
        (_("Подаръци"), gifts),
    )  # fmt: skip
    rows = [
        (
            date_plain(one.on or plan.when.on), f"{one.starts:%H:%M}" if one.starts else "",
            one.action, one.who,
        )
        for one in plan.steps_of(StepKind.PROGRAMME)
    ]  # fmt: skip
    head = (_("Ден"), _("Час"), _("Програма"), _("Придружава"))
    story = [*_told(told), Spacer(1, 6), table(head, rows, (0.14, 0.09, 0.5, 0.27))]
    return office_paper(plan, PlanPaper.PROGRAMME, story)


def _told(rows: tuple[tuple[str, str], ...]) -> list[Flowable]:
    body = type_.style("body", spaceAfter=3)
    told: list[Flowable] = [
        type_.rich(((f"{name}: ", True), (text, False)), body) for name, text in rows if text
    ]
    return [Spacer(1, 6), *told]
