"""City Day in the example year: programme, submission, plan, money, contracts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.city_day import ItemInput, Step, StepInput
from ruse_desktop.domain.city_day_money import (
    EntryInput,
    LineInput,
    Paper,
    Source,
    SponsorInput,
)
from ruse_desktop.domain.events import Category, EventInput, EventState, Task, When
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/city-day-2026.toml; the report is left to be done."""
    text = paths.resource("sample", "city-day-2026.toml").read_text(encoding="utf-8")
    script: dict[str, Any] = tomllib.loads(text)
    year, clerk = script["year"], actor("clerk")
    day = services.city_day
    opened = day.open(year, actor=clerk).edition.typed
    day.correct(year, type(opened)(script["patron"], opened.organiser), actor=clerk)
    for one in script["items"]:
        day.add_item(year, _item(one, opened.organiser), actor=clerk)
    _money(services, script, clerk)
    made = day.submit(year, _step(script["submitted"]), actor=clerk)
    day.decide(made.id, Step.EXAMINED, _step(script["examined"]), actor=clerk)
    day.decide(made.id, Step.APPROVED, _step(script["approved"]), actor=clerk)


def _item(one: Mapping[str, Any], organiser: str) -> ItemInput:
    when = When(one["on"], one.get("until", one["on"]), one.get("starts"), one.get("ends"))
    typed = EventInput(
        one["title"], when, Category(one.get("category", "town")),
        EventState(one.get("state", "held")), one.get("place", ""), tuple(one.get("people", ())),
        one.get("responsible", ""), organiser, one.get("partner", ""),
        public=one.get("public", True), public_text=one.get("text", ""),
        tasks=tuple(Task(text, done=True) for text in one.get("tasks", ())),
    )  # fmt: skip
    return ItemInput(typed, Decimal(one["budget"]) if "budget" in one else None)


def _money(services: Services, script: Mapping[str, Any], clerk: Actor) -> None:
    money, year = services.city_day_money, script["year"]
    lines: dict[str, int] = {}
    for one in (*script["income"], *script["costs"]):
        source = Source(one["source"]) if "source" in one else None
        typed = LineInput(one["name"], Decimal(one["planned"]), source)
        lines[one.get("source", one["name"])] = money.add_line(year, typed, actor=clerk)
    plan = script["plan"]
    money.approve(year, Paper.PLAN, plan["on"], plan["number"], actor=clerk)
    for one in script["income"]:
        if "received" in one:
            money.enter(
                lines[one["source"]], _came(one["received_on"], one["received"]), actor=clerk
            )
    for one in script["costs"]:
        for spent in one.get("spent", ()):
            paid = EntryInput(**{**spent, "amount": Decimal(spent["amount"])})
            money.enter(lines[one["name"]], paid, actor=clerk)
    for one in script["sponsors"]:
        typed_in: dict[str, Any] = {
            name: Decimal(value) if name in {"amount", "in_kind_value"} else value
            for name, value in one.items()
            if name != "received_on"
        }
        made = money.add_sponsor(year, SponsorInput(**typed_in), actor=clerk)
        if "received_on" in one:
            came = _came(one["received_on"], one["amount"], one["name"])
            money.enter(lines["sponsor"], came, actor=clerk, sponsor_id=made)


def _came(on: date, amount: str, who: str = "") -> EntryInput:
    return EntryInput(on, Decimal(amount), who=who)


def _step(one: Mapping[str, Any]) -> StepInput:
    return StepInput(one["on"], one["number"], one.get("text", ""))
