"""The badge in the example year: stock, who wears one, two honours, a forum, a point of sale."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.badge_records import (
    ForumInput,
    HonourInput,
    OutletInput,
    Sale,
    SaleInput,
    TermInput,
    WearInput,
)
from ruse_desktop.domain.stock import BatchInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.demo import ScriptedClock
    from ruse_desktop.services.facade import Services

Script = dict[str, Any]
_LIST = "Списък № 1/02.02.2026 г."


def play(services: Services, clock: ScriptedClock, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/badge-2026.toml."""
    text = paths.resource("sample", "badge-2026.toml").read_text(encoding="utf-8")
    script: Script = tomllib.loads(text)
    clock.at(script["on"])
    clerk = actor("clerk")
    rules = services.badge_stock.rules()
    for one in script["batches"]:
        variant = rules.variant(one["variant"])
        assert variant is not None
        batch = BatchInput(
            one["on"], one["count"], one["document"], one["supplier"], Decimal(one["price"])
        )
        services.stock.receive(actor=clerk, code=variant.stock, batch=batch)
    _wearers(services, script, clerk)
    _honours(services, script, clerk)
    assert rules.gift is not None
    for one in script["forums"]:
        forum = ForumInput(**one, variant=rules.gift.variant)
        services.badge_forums.add(forum, actor=clerk)
    shop = services.badge_outlets.add(OutletInput(**script["outlet"]), actor=clerk)
    for one in script["outlet_moves"]:
        sale = SaleInput(Sale(one["sort"]), one["on"], rules.gift.variant, one["quantity"])
        services.badge_outlets.record(shop.id, sale, actor=clerk)


def _wearers(services: Services, script: Script, clerk: Actor) -> None:
    for one in script["terms"]:
        typed = dict(one)
        badge = typed.pop("badge", None)
        term = services.badge_wearers.appoint(TermInput(**typed), actor=clerk)
        if badge is not None:
            services.badge_wearers.issue(term.id, WearInput(badge, _LIST), actor=clerk)


def _honours(services: Services, script: Script, clerk: Actor) -> None:
    variant = services.badge_stock.rules().honour
    by = services.badge_honours.decider()
    for one in script["honours"]:
        typed = dict(one)
        handed, place = typed.pop("handed_on", None), typed.pop("place", "")
        grounds = tuple(typed.pop("grounds"))
        honour = HonourInput(
            **typed, grounds=grounds, decided_by=by, variant=variant.variant if variant else ""
        )
        made = services.badge_honours.award(honour, actor=clerk)
        if handed is not None:
            services.badge_honours.hand_over(
                made.id, on=handed, by="Кметът", place=place, actor=clerk
            )
