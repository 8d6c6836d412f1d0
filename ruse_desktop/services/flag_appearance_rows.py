"""Appearances of the flag between their values and their rows; reading those of a span of days."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from ruse_desktop.domain.flag_appearances import (
    GROUND,
    Appearance,
    AppearanceInput,
    RulesText,
    ScenarioItem,
    Step,
    Template,
    way,
)
from ruse_desktop.domain.recurring import whens
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.calendar_rows import event_of
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.flag_appearances import FlagAppearanceRow, FlagRulesRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.events import EventInput

OBJECT = "event"
_TEXTS = {
    "motive": 2000, "decided_by": 200, "council_ref": 300, "bearer": 200, "guard": 500,
    "order": 1000, "moment": 500, "anthem": 300, "dress": 500, "contact": 300,
    "protocol_ok_by": 200,
}  # fmt: skip


@dataclass(frozen=True)
class Usual:
    """What the office usually does: hours of an event offered, checklists."""

    begins: time
    lasts: timedelta
    templates: tuple[Template, ...]


@cache
def usual() -> Usual:
    """What resources/protocol/appearance.toml says."""
    text = paths.resource("protocol", "appearance.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return Usual(
        time.fromisoformat(said["begins"]),
        timedelta(minutes=said["minutes"]),
        tuple(
            Template(one["name"], tuple(one["grounds"]), tuple(one["list"]))
            for one in said["steps"]
        ),
    )


def cleaned(typed: AppearanceInput) -> AppearanceInput:
    """The appearance as it is kept: no stray spaces, no empty lines."""
    texts: dict[str, Any] = {
        name: clean(getattr(typed, name), most) for name, most in _TEXTS.items()
    }
    assistants = (clean(one, 200) for one in typed.assistants)
    steps = (replace(one, text=clean(one.text, 300)) for one in typed.steps)
    scenario = (
        replace(one, action=clean(one.action, 500), person=clean(one.person, 200))
        for one in typed.scenario
    )
    return replace(
        typed,
        **texts,
        assistants=tuple(one for one in assistants if one),
        steps=tuple(one for one in steps if one.text),
        scenario=tuple(sorted((one for one in scenario if one.action), key=lambda one: one.at)),
    )


def typed_of(row: FlagAppearanceRow) -> AppearanceInput:
    """What was typed, of its row."""
    return AppearanceInput(
        row.ground, row.motive, row.decided_by, row.council_ref, row.bearer,
        tuple(row.assistants), row.guard, row.flag_order, row.moment, row.anthem, row.dress,
        row.contact, tuple(Step(text, done) for text, done in row.steps),
        tuple(
            ScenarioItem(time.fromisoformat(at), action, person)
            for at, action, person in row.scenario
        ),
        row.protocol_ok_by, row.protocol_ok_on, row.ready,
    )  # fmt: skip


def fill(row: FlagAppearanceRow, typed: AppearanceInput, by: str, at: datetime) -> None:
    """Write the values into the row; its ground's text and article are the caller's."""
    row.ground, row.motive, row.decided_by = typed.ground, typed.motive, typed.decided_by
    row.council_ref, row.bearer, row.assistants = (
        typed.council_ref, typed.bearer, list(typed.assistants),
    )  # fmt: skip
    row.guard, row.flag_order, row.moment = typed.guard, typed.order, typed.moment
    row.anthem, row.dress, row.contact = typed.anthem, typed.dress, typed.contact
    row.steps = [[one.text, one.done] for one in typed.steps]
    row.scenario = [[f"{one.at:%H:%M}", one.action, one.person] for one in typed.scenario]
    row.protocol_ok_by, row.protocol_ok_on = typed.protocol_ok_by, typed.protocol_ok_on
    row.ready, row.by, row.at = typed.ready, by, at


def rules_in(session: Session, day: date) -> RulesText | None:
    """The Правилник in force on the day; None while none was entered."""
    row = session.scalar(
        select(FlagRulesRow)
        .where(FlagRulesRow.since <= day)
        .order_by(FlagRulesRow.since.desc(), FlagRulesRow.id.desc())
    )
    return RulesText(row.version, row.since, row.sha256, row.suffix) if row else None


def exception_in(session: Session, event_id: int) -> str:
    """The number of the override outside чл. 12; „“ without one."""
    found = [one for one in overrides_of(session, OBJECT, event_id) if one.rule == GROUND]
    return found[-1].number if found else ""


def appearance_in(
    session: Session, event_id: int, event: EventInput, buffer: timedelta
) -> Appearance:
    """The appearance at the event, kept or not."""
    row = session.get(FlagAppearanceRow, event_id)
    taken, back = way(event.when.begin, event.when.end, buffer)
    return Appearance(
        event_id, event, typed_of(row) if row else AppearanceInput(),
        row.ground_text if row else "", row.citation if row else "", taken, back,
        rules_in(session, event.when.on), exception_in(session, event_id), kept=row is not None,
    )  # fmt: skip


def appearances_between(
    session: Session, since: date, until: date, buffer: timedelta
) -> Iterator[Appearance]:
    """Every time an event with the flag takes place in these days, both inclusive, not in order."""
    query = select(EventRow).where(
        EventRow.removed.is_(False),
        EventRow.uses_flag.is_(True),
        or_(EventRow.repeats.is_(True), (EventRow.until >= since) & (EventRow.on <= until)),
    )
    for row in session.scalars(query):
        event = event_of(row).typed
        for when in whens(event, since, until):
            yield appearance_in(session, row.id, replace(event, when=when), buffer)
