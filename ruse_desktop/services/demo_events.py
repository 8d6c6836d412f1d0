"""The department's calendar in the example year; on 24 May the mayor is wanted twice."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.events import (
    Category,
    EventInput,
    EventState,
    Movable,
    Recurrence,
    Task,
    When,
)
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/events-2026.toml."""
    text = paths.resource("sample", "events-2026.toml").read_text(encoding="utf-8")
    script: dict[str, Any] = tomllib.loads(text)
    for one in script["events"]:
        services.events.create(_event(one), actor=actor("clerk"))


def _event(one: Mapping[str, Any]) -> EventInput:
    tasks = (
        Task(task["text"], task.get("due"), task.get("who", ""), task.get("done", False))
        for task in one.get("tasks", ())
    )
    return EventInput(
        one["title"],
        When(one["on"], one.get("until", one["on"]), one.get("starts"), one.get("ends")),
        Category(one["category"]),
        EventState(one.get("state", "planned")),
        one.get("place", ""),
        tuple(one.get("people", ())),
        one.get("responsible", ""),
        one.get("organiser", ""),
        public=one.get("public", True),
        public_text=one.get("text", ""),
        internal_text=one.get("internal", ""),
        budget_note=one.get("budget", ""),
        attendance=one.get("attendance"),
        movable=Movable(one.get("movable", "fixed")),
        recurrence=Recurrence(one.get("rule", "")),
        tasks=tuple(tasks),
        uses_flag=one.get("flag", False),
        alarm_minutes=one.get("alarm"),
    )
