"""Publications and campaigns in the example year; one campaign lacks the deputy mayor's agreement."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.campaigns import CampaignInput, Form, Kind, Office
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor], year: int) -> None:
    """Play resources/sample/publicity-2026.toml; its events must be in the calendar."""
    text = paths.resource("sample", "publicity-2026.toml").read_text(encoding="utf-8")
    offers = services.campaigns.offers()
    for one in tomllib.loads(text)["lines"]:
        event = next((o.event_id for o in offers if _is(o.text, one.get("event"))), None)
        edition = services.editions.find(one["edition"], year) if "edition" in one else None
        typed = _typed(one, event, edition.id if edition is not None else None)
        services.campaigns.add(typed, actor=actor("clerk"))


def _is(text: str, title: str | None) -> bool:
    return title is not None and text.endswith(title)


def _typed(one: Mapping[str, Any], event: int | None, edition: int | None) -> CampaignInput:
    return CampaignInput(
        kind=Kind(one["kind"]), form=Form(one["form"]), title=one["title"], on=one["on"],
        until=one.get("until"), medium=one.get("medium", ""), event_id=event, edition_id=edition,
        agreed={office: one[str(office)] for office in Office if str(office) in one},
        reference=one.get("reference", ""), responsible=one.get("responsible", ""),
        note=one.get("note", ""),
    )  # fmt: skip
