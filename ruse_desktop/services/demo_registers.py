"""The department's registers in the example year: institutions, agreements, competitions, office holders."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.institutions import PROPOSERS, Form, InstitutionInput
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/registers-2026.toml."""
    text = paths.resource("sample", "registers-2026.toml").read_text(encoding="utf-8")
    script, clerk = tomllib.loads(text), actor("clerk")
    for one in script["institutions"]:
        services.institutions.add(_institution(one), actor=clerk)


def _given(one: Mapping[str, Any], table: Any) -> dict[str, Any]:
    """What the script says of the table's fields."""
    return {name: one[name] for name in table.__dataclass_fields__ if name in one}


def _institution(one: Mapping[str, Any]) -> InstitutionInput:
    form = Form(one["form"])
    card = OrganisationInput(**({"kind": PROPOSERS[form]} | _given(one, OrganisationInput)))
    own = _given(one, InstitutionInput) | {"card": card, "form": form}
    return InstitutionInput(**own)
