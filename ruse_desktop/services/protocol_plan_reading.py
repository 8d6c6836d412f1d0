"""Protocol plans read: guests in order of precedence, timed rows, costs, gifts, files."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.precedence import Rank, in_precedence
from ruse_desktop.domain.protocol_plans import (
    Cost,
    Gift,
    Guest,
    Hall,
    LabelSize,
    Plan,
    PlanFile,
    PlanInput,
    PlanLine,
    Reply,
    Step,
    StepKind,
    placed,
)
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar_rows import event_of, find_event
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.protocol_plans import (
    PlanCostRow,
    PlanFileRow,
    PlanGiftRow,
    PlanGuestRow,
    PlanRow,
    PlanStepRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OBJECT = "protocol-plan"
KINDS = ("protocol-plans",)


@cache
def known_ranks() -> dict[str, Rank]:
    """The ranks of resources/protocol/precedence.toml by their codes, in order."""
    text = paths.resource("protocol", "precedence.toml").read_text(encoding="utf-8")
    found = [Rank(one["code"], one["name"], one["order"]) for one in tomllib.loads(text)["rank"]]
    return {one.code: one for one in sorted(found, key=lambda one: one.order)}


@cache
def label_sizes() -> dict[str, LabelSize]:
    """The sheets of labels of the same file by their codes."""
    text = paths.resource("protocol", "precedence.toml").read_text(encoding="utf-8")
    return {one["code"]: LabelSize(**one) for one in tomllib.loads(text)["label"]}


def find_plan(session: Session, plan_id: int) -> PlanRow:
    """The row. Raises NotFound."""
    row = session.get(PlanRow, plan_id)
    if row is None:
        raise NotFound(_("Планът не е намерен."), _("Опреснете списъка."))
    return row


def find_guest(session: Session, guest_id: int) -> PlanGuestRow:
    """The row. Raises NotFound."""
    row = session.get(PlanGuestRow, guest_id)
    if row is None:
        raise NotFound(_("Гостът вече не е в списъка."), _("Опреснете списъка."))
    return row


def plan_in(session: Session, plan_id: int) -> Plan:
    """The whole plan. Raises NotFound."""
    row = find_plan(session, plan_id)
    event = event_of(find_event(session, row.event_id)).typed
    guests = session.scalars(select(PlanGuestRow).where(PlanGuestRow.plan_id == row.id))
    steps = session.scalars(select(PlanStepRow).where(PlanStepRow.plan_id == row.id))
    costs = session.scalars(select(PlanCostRow).where(PlanCostRow.plan_id == row.id))
    gifts = session.scalars(select(PlanGiftRow).where(PlanGiftRow.plan_id == row.id))
    files = session.scalars(
        select(PlanFileRow).where(PlanFileRow.plan_id == row.id, PlanFileRow.removed_why == "")
    )
    typed = PlanInput(
        Hall(row.hall, row.rows, row.seats, row.aisle), row.music, row.delegation,
        tuple(row.members), row.hosts, row.interpreter, row.accommodation, row.note,
        tuple(Cost(one.name, one.amount) for one in costs),
    )  # fmt: skip
    return Plan(
        row.id, row.event_id, event.title, event.when, event.place, event.responsible, typed,
        placed(in_precedence([guest_of(one) for one in guests], known_ranks())),
        tuple(
            Step(one.starts, one.action, one.who, one.flags, one.on, StepKind(one.kind))
            for one in steps
        ),
        tuple(
            Gift(one.id, one.lot, one.name, one.count, one.on, one.receiver) for one in gifts
        ),
        tuple(PlanFile(one.id, one.name, one.note, one.added_on) for one in files),
    )  # fmt: skip


def guest_of(row: PlanGuestRow) -> Guest:
    """A guest as a value, without the place."""
    return Guest(
        row.name, row.office, row.rank, row.called, row.address, row.invited_on, Reply(row.reply),
        row.companions, row.wreath, row.person_id, row.source, row.id, row.by_hand,
        row.by_hand_why, row.fixed_seat,
    )  # fmt: skip


def lines_in(session: Session) -> tuple[PlanLine, ...]:
    """All plans, the latest day first."""
    counted = {
        plan: (every, invited, coming)
        for plan, every, invited, coming in session.execute(
            select(
                PlanGuestRow.plan_id, func.count(), func.count(PlanGuestRow.invited_on),
                func.count().filter(PlanGuestRow.reply == str(Reply.YES)),
            ).group_by(PlanGuestRow.plan_id)
        )
    }  # fmt: skip
    query = (
        select(PlanRow, EventRow)
        .join(EventRow, EventRow.id == PlanRow.event_id)
        .order_by(EventRow.on.desc(), PlanRow.id)
    )
    return tuple(
        PlanLine(
            row.id, row.event_id, event.title, event.on, event.place,
            *counted.get(row.id, (0, 0, 0)), row.delegation,
        )
        for row, event in session.execute(query)
    )  # fmt: skip
