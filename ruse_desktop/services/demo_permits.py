"""Permits in the example year: one given, one whose answer is awaited."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.permits import ALLOWED, PermitInput, Step, StepInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/permits-2026.toml."""
    text = paths.resource("sample", "permits-2026.toml").read_text(encoding="utf-8")
    head = actor("head")
    for one in tomllib.loads(text)["permits"]:
        typed = {name: one[name] for name in PermitInput.__dataclass_fields__ if name in one}
        typed["uses"] = tuple(one["uses"])
        made = services.permits.apply(PermitInput(**typed), actor=head)
        if "step" not in one:
            continue
        step = dict(one["step"])
        passed = OverrideInput(step.pop("override"), str(one["incoming_no"]))
        kind = Step(step.pop("kind"))
        decision = StepInput(kind, **(step | {"judgement": ALLOWED}))
        for finding in services.permits.findings(made.id):
            if finding.blocking and finding.overridable:
                services.permit_steps.override(made.id, finding.rule, passed, actor=head)
        services.permit_steps.add(made.id, decision, actor=head)
