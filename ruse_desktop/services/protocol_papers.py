"""The papers of a protocol plan as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.protocol_plans import PAPER_NAMES, PlanPaper, StepKind
from ruse_desktop.domain.wording import SECOND_INVITATION
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.wording import say_second
from ruse_desktop.services.protocol_plan_reading import known_ranks, label_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.protocol_plans import Plan


def lacking(plan: Plan, which: PlanPaper) -> str:
    """What has to be written before this paper has a content; „“ when nothing."""
    typed = plan.typed
    if which is PlanPaper.SCENARIO:
        return "" if plan.steps_of(StepKind.SCENARIO) else _("Добавете редове на сценария.")
    if which is PlanPaper.PROGRAMME:
        return "" if typed.delegation else _("Впишете делегацията в „План…“.")
    if which is PlanPaper.WREATHS:
        return "" if plan.wreaths else _("Отбележете кой от потвърдилите поднася венец.")
    if which in {PlanPaper.SEATS, PlanPaper.PLACE_CARDS}:
        return "" if plan.seats else _("Впишете залата и запишете потвърдилите гости.")
    if which is PlanPaper.NAME_CARDS:
        return "" if plan.coming else _("Запишете кои гости потвърдиха.")
    if which is PlanPaper.INVITATIONS_SECOND and not say_second(SECOND_INVITATION):
        return _("Напишете текста на втория език във „Файл“ → „Шаблони…“.")
    return "" if plan.guests else _("Добавете гости.")


def pdf(plan: Plan, which: PlanPaper, label: str = "70x37") -> bytes:
    """The paper; `label` is the code of a label size. Raises UserError when there is nothing on it."""
    from ruse_desktop.documents import guest_cards, invitations, scenario, seating

    advice = lacking(plan, which)
    if advice:
        raise UserError(_("Още няма какво да се отпечата: {paper}.").format(
            paper=_(PAPER_NAMES[which]).lower()), advice)  # fmt: skip
    drawn: dict[PlanPaper, Callable[[], bytes]] = {
        PlanPaper.PRECEDENCE: lambda: seating.precedence(plan, known_ranks()),
        PlanPaper.SEATS: lambda: seating.seats(plan),
        PlanPaper.WREATHS: lambda: seating.wreaths(plan),
        PlanPaper.SCENARIO: lambda: scenario.scenario(plan),
        PlanPaper.PROGRAMME: lambda: scenario.programme(plan),
        PlanPaper.INVITATIONS: lambda: invitations.render(plan),
        PlanPaper.INVITATIONS_SECOND: lambda: invitations.render(plan, second=True),
        PlanPaper.NAME_CARDS: lambda: guest_cards.name_cards(plan),
        PlanPaper.PLACE_CARDS: lambda: guest_cards.place_cards(plan),
        PlanPaper.LABELS: lambda: guest_cards.labels(plan, label_sizes()[label]),
    }
    return drawn[which]()
