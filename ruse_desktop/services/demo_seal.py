"""The seal in the example year: what it was put on, and one hand-over that came back."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.seal import CustodyInput, SealInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.demo import ScriptedClock
    from ruse_desktop.services.facade import Services


class SealOfTheYear:
    """Plays resources/sample/seal-2026.toml."""

    def __init__(
        self, services: Services, clock: ScriptedClock, actor: Callable[[str], Actor]
    ) -> None:
        self._services = services
        self._clock = clock
        self._actor = actor
        text = paths.resource("sample", "seal-2026.toml").read_text(encoding="utf-8")
        self._script: dict[str, Any] = tomllib.loads(text)

    def spring(self) -> None:
        """The winter's hand-over and the first documents of the year."""
        self._hand_over(self._script["custody"])
        self._enter(self._script["parts"][0])

    def later(self) -> None:
        """Documents up to the end of the example year; the diplomas wait for the seal."""
        self._enter(self._script["parts"][1])

    def _hand_over(self, part: Mapping[str, Any]) -> None:
        self._clock.at(part["on"])
        typed = CustodyInput(**{name: part[name] for name in CustodyInput.__dataclass_fields__})
        kept, actor = self._services.seal_custody, self._actor("head")
        made = kept.hand_over(typed, actor=actor)
        kept.give_back(made.id, part["returned_on"], actor=actor)

    def _enter(self, part: Mapping[str, Any]) -> None:
        self._clock.at(part["on"])
        seal, actor = self._services.seal, self._actor("clerk")
        names = SealInput.__dataclass_fields__
        for one in part["entries"]:
            typed = {"signed_by": self._script["signed_by"]} | {
                name: value for name, value in one.items() if name in names
            }
            made = seal.add(SealInput(**typed), actor=actor)
            if why := one.get("struck"):
                seal.strike(made.id, why, actor=actor)
