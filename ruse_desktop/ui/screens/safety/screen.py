"""The screen „Сигурност“ and its sections; the menu „Файл“ leads to it."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import mark
from ruse_desktop.ui.kit.sections import SectionScreen, SectionSpec

_PLACE = "ruse_desktop.ui.screens.safety."


class SafetyScreen(SectionScreen):
    """Who may work, what was done, where the copies are, what is kept about people."""

    id = "safety"
    specs: tuple[SectionSpec, ...] = (
        SectionSpec(
            "profiles", mark("Профили"), "users", f"{_PLACE}profiles:ProfilesSection",
            frozenset({"account"}),
        ),
        SectionSpec(
            "copies", mark("Резервни копия"), "database-export",
            f"{_PLACE}copies:CopiesSection", frozenset({"backup"}),
        ),
        SectionSpec(
            "personal", mark("Лични данни"), "fingerprint", f"{_PLACE}personal:PersonalSection",
            frozenset({"personal"}),
        ),
        SectionSpec(
            "overrides", mark("Отклонения"), "alert-triangle", f"{_PLACE}overrides:OverridesSection",
            frozenset(),
        ),
        SectionSpec(
            "journal", mark("Журнал"), "history", f"{_PLACE}journal:JournalSection",
            frozenset({"audit"}),
        ),
    )  # fmt: skip
