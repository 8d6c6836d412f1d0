"""The flags that can be arranged, from resources/protocol/flags.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from ruse_desktop.domain.flag_order import FlagKind, FlagLook
from ruse_desktop.kernel import paths


@cache
def known_flags() -> tuple[FlagLook, ...]:
    """Every flag of the file, in its order; the national one first."""
    text = paths.resource("protocol", "flags.toml").read_text(encoding="utf-8")
    return tuple(
        FlagLook(
            one["code"], one["name"], FlagKind(one.get("kind", FlagKind.FOREIGN)),
            tuple(one.get("stripes", ())), one.get("direction") == "vertical",
            one.get("mark", ""), one.get("mark_colour", ""),
        )
        for one in tomllib.loads(text)["flag"]
    )  # fmt: skip
