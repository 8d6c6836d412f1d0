"""The tab „Регистри“ and its sections: cards of people first, then one register each."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import mark
from ruse_desktop.ui.kit.sections import SectionScreen, SectionSpec

_PLACE = "ruse_desktop.ui.screens.people."


class PeopleScreen(SectionScreen):
    """Persons, organisations and teams; institutions and the department's other registers."""

    id = "people"
    specs = (
        SectionSpec(
            "cards", mark("Картони"), "id", f"{_PLACE}cards:CardsSection",
            frozenset({"person", "organisation", "team"}),
        ),
        SectionSpec(
            "institutions", mark("Институции"), "building-bank",
            f"{_PLACE}institutions:InstitutionSection", frozenset({"institution"}),
        ),
        SectionSpec(
            "contacts", mark("Контакти"), "mail", f"{_PLACE}contacts:ContactSection",
            frozenset({"contact"}),
        ),
        SectionSpec(
            "agreements", mark("Споразумения"), "file-text",
            f"{_PLACE}agreements:AgreementSection", frozenset({"agreement"}),
        ),
        SectionSpec(
            "competitions", mark("Конкурси"), "trophy",
            f"{_PLACE}competitions:CompetitionSection", frozenset({"competition"}),
        ),
        SectionSpec(
            "offices", mark("Длъжности"), "signature",
            f"{_PLACE}office_holders:OfficeSection", frozenset({"office-holder"}),
        ),
        SectionSpec(
            "bodies", mark("Органи"), "users", f"{_PLACE}bodies:BodySection", frozenset({"body"}),
        ),
    )  # fmt: skip
