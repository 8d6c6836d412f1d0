"""A violation and a registered mark in the example year."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.protection import MarkInput
from ruse_desktop.domain.violations import Offender, SignalInput, Step, StepInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.demo import ScriptedClock
    from ruse_desktop.services.facade import Services


def play(services: Services, clock: ScriptedClock, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/violations-2026.toml: the file as far as it came, and the mark."""
    text = paths.resource("sample", "violations-2026.toml").read_text(encoding="utf-8")
    script: dict[str, Any] = tomllib.loads(text)
    clock.at(script["on"])
    head = actor("head")
    signal = dict(script["signal"])
    kind = Offender(signal.pop("offender_kind"))
    found = services.violations.open(SignalInput(**signal, offender_kind=kind), actor=head)
    for one in script["steps"]:
        step = dict(one)
        amount = Decimal(step.pop("amount")) if "amount" in step else None
        typed = StepInput(Step(step.pop("kind")), amount=amount, **step)
        services.violation_steps.add(found.id, typed, actor=head)
    services.protection.add(MarkInput(**script["mark"]), actor=head)
