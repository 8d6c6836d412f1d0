"""The flag's prepared appearances and a ceremony's guests in the example year."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.events import EventState
from ruse_desktop.domain.flag_appearances import AppearanceInput, ScenarioItem
from ruse_desktop.domain.protocol_plans import GuestInput, Reply
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services

_AS_TYPED = (
    "ground", "bearer", "guard", "moment", "anthem", "dress", "contact", "protocol_ok_by",
    "protocol_ok_on", "ready",
)  # fmt: skip


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/protocol-2026.toml, after the events it speaks of are there."""
    text = paths.resource("sample", "protocol-2026.toml").read_text(encoding="utf-8")
    script: dict[str, Any] = tomllib.loads(text)
    for one in script["appearances"]:
        _prepare(services, one, actor("clerk"))
    _plan(services, script["plan"], actor("clerk"))


def _prepare(services: Services, one: Mapping[str, Any], clerk: Actor) -> None:
    (found,) = services.flag_appearances.between(one["on"], one["on"])
    begun = services.flag_appearances.get(found.event_id).typed
    steps = tuple(replace(step, done=n < one["done"]) for n, step in enumerate(begun.steps))
    typed = replace(
        begun,
        **{name: one[name] for name in _AS_TYPED if name in one},
        assistants=tuple(one["assistants"]),
        steps=steps,
        scenario=tuple(ScenarioItem(*item) for item in one.get("scenario", ())),
    )
    assert isinstance(typed, AppearanceInput)
    if "state" in one:
        event = replace(
            found.event, place=one["place"], responsible=one["responsible"],
            state=EventState(one["state"]),
        )  # fmt: skip
        services.events.change(found.event_id, event, actor=clerk)
    services.flag_appearances.save(found.event_id, typed, actor=clerk)


def _plan(services: Services, one: Mapping[str, Any], clerk: Actor) -> None:
    plans = services.protocol_plans
    event_id = next(
        number
        for number, title, on in plans.without_plan()
        if (title, on) == (one["title"], one["on"])
    )
    made = plans.open(event_id, actor=clerk)
    typed = plans.get(made).typed
    plans.save(
        made,
        replace(typed, hall=replace(typed.hall, name=one["hall"]), music=one["music"]),
        actor=clerk,
    )
    for guest in one["guests"]:
        said = {**guest, "reply": Reply(guest.get("reply", "waiting"))}
        plans.save_guest(made, GuestInput(**said, invited_on=one["invited_on"]), actor=clerk)
