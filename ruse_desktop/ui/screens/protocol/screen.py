"""The tab „Протокол“ and its sections."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui.kit.sections import SectionScreen, SectionSpec

_PLACE = "ruse_desktop.ui.screens.protocol."


class ProtocolScreen(SectionScreen):
    """The calendar first; what hangs on it beside."""

    id = "protocol"
    specs = (
        SectionSpec(
            "calendar", mark("Календар"), "calendar", f"{_PLACE}calendar:CalendarSection",
            frozenset({"event", "day", "year-opening"}),
        ),
        SectionSpec(
            "city-day", mark("Празник на града"), "confetti", f"{_PLACE}city_day:CityDaySection",
            frozenset({"city-day"}),
        ),
        SectionSpec(
            "ceremonies", mark("Церемонии"), "users", f"{_PLACE}ceremonies:CeremoniesSection",
            frozenset({"protocol-plan"}),
        ),
        SectionSpec(
            "publicity", mark("Оповестяване"), "world", f"{_PLACE}publicity:PublicitySection",
            frozenset({"campaign"}),
        ),
    )  # fmt: skip

    @property
    def new_text(self) -> str:  # type: ignore[override]  # translated when the tab is built
        """What the tab's first button says."""
        return _("Ново събитие…")
