"""The flag in the example year: its passport and three goings out, the last one still out."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.flag import Accessory, ReturnInput, TakingInput
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


class FlagOfTheYear:
    """Plays resources/sample/flag-2026.toml."""

    def __init__(self, services: Services, actor: Callable[[str], Actor]) -> None:
        self._services = services
        self._actor = actor
        text = paths.resource("sample", "flag-2026.toml").read_text(encoding="utf-8")
        self._script: dict[str, Any] = tomllib.loads(text)

    def play(self) -> None:
        """The passport, an accessory, every going out with its return."""
        script, actor = self._script, self._actor("clerk")
        flag = self._services.flag.register(
            self._services.flag.proposed(), script["since"], actor=actor
        )
        extra = script["accessory"]
        self._services.flag.sew_on(
            flag.id,
            Accessory(extra["kind"], extra["project_no"], extra["approved_on"]),
            actor=actor,
        )
        for one in script["movements"]:
            typed = {name: one[name] for name in TakingInput.__dataclass_fields__ if name in one}
            typed |= {name: one[name].replace(tzinfo=SOFIA) for name in ("taken_at", "due_at")}
            if one.get("planned"):
                typed |= self._planned(typed["taken_at"].date())
            made = self._services.flag_custody.take(TakingInput(**typed), actor=actor)
            if back := one.get("back"):
                at = back["at"].replace(tzinfo=SOFIA)
                typed_back = ReturnInput(at, back["received_by"], back["condition"])
                self._services.flag_custody.give_back(made.id, typed_back, actor=actor)

    def _planned(self, day: date) -> dict[str, Any]:
        """The event of the day and where it is, as the dialog takes them from the calendar."""
        (found,) = self._services.flag_appearances.between(day, day)
        return {"event_id": found.event_id, "place": found.event.place}
