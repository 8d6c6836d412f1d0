"""The tab „Символи“ and its sections: one register each."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import mark
from ruse_desktop.ui.kit.sections import SectionScreen, SectionSpec

_PLACE = "ruse_desktop.ui.screens.symbols."


class SymbolsScreen(SectionScreen):
    """The flag first; what bears the emblem, what misuses it and what protects it beside."""

    id = "symbols"
    specs = (
        SectionSpec(
            "flag", mark("Знаме"), "flag", f"{_PLACE}flag:FlagSection",
            frozenset({"flag", "flag-movement"}),
        ),
        SectionSpec(
            "badge", mark("Значка"), "medal", f"{_PLACE}badge:BadgeSection",
            frozenset({"badge-term", "badge-honour", "badge-forum", "badge-outlet"}),
        ),
        SectionSpec(
            "seal", mark("Печат"), "rosette", f"{_PLACE}seal:SealSection",
            frozenset({"seal", "seal-waiting", "seal-custody"}),
        ),
        SectionSpec(
            "permits", mark("Разрешения"), "file-check", f"{_PLACE}permit:PermitSection",
            frozenset({"permit"}),
        ),
        SectionSpec(
            "emblem", mark("Герб на място"), "shield", f"{_PLACE}emblem:EmblemSection",
            frozenset({"emblem", "emblem-place"}),
        ),
        SectionSpec(
            "violations", mark("Нарушения"), "gavel", f"{_PLACE}violation:ViolationSection",
            frozenset({"violation"}),
        ),
        SectionSpec(
            "protection", mark("Закрила"), "shield-check", f"{_PLACE}protection:ProtectionSection",
            frozenset({"protection"}),
        ),
    )  # fmt: skip
