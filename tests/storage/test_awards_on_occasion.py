"""The title, the sign, the plaque and the badge in a real database: given on occasion, any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.nominations import NominationInput, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
PERSON = PersonInput("Радослава", "Петрова", "Минчева", citizenship="BG")
GUEST = PersonInput("Клара", "", "Вайс", citizenship="AT")
TITLE = {
    "paper": "proposal",
    "grounds": ({"ground": "1", "motive": "Три десетилетия ръководи детската школа."},),
    "conviction": "clean",
    "conviction_doc": "certificate",
    "conviction_seen_on": "2027-03-15",
    "conviction_seen_by": "Мария Колева",
}
OCCASION = {
    "occasion_kind": "municipal",
    "occasion": "Празник на град Русе",
    "occasion_on": "2027-05-06",
    "recipient_category": "guest",
}
BADGE = {"grounds": ("donation",), "variant": "representative", "decided_by": "Кметът"}


class Clock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2027, 3, 20, 9, 30, tzinfo=SOFIA)

    def today(self) -> date:
        return self.now().date()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), Clock()
    store = open_store(Options(tmp_path, clock, HEAD))
    yield Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    store.close()


def typed(services: Services, award: str, **changes: object) -> NominationInput:
    opened = services.editions.open(award, 2027, actor=HEAD, law_edition="2024-02-29")
    whole = NominationInput(
        edition_id=opened.id,
        slot="all",
        person=PERSON,
        proposer_kind=ProposerKind.MAYOR,
        proposer_person="Кметът на Община Русе",
        registered_on=date(2027, 3, 20),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("award", "changes"),
    [
        ("PG", {"facts": TITLE}),
        ("PZ", {"slot": "individual", "person": GUEST, "motives": "Обмен.", "facts": OCCASION}),
        ("PL", {"slot": "individual", "person": GUEST, "motives": "Обмен.", "facts": OCCASION}),
        ("ZN", {"person": GUEST, "facts": BADGE}),
    ],
)
def test_a_whole_proposal_is_registered_and_admitted(
    services: Services, award: str, changes: dict[str, object]
):
    made = services.nominations.register(typed(services, award, **changes), actor=HEAD)
    detail = services.nominations.detail(made)
    assert [one.rule for one in detail.findings if one.open] == []
    assert detail.row.state is State.SUBMITTED
    services.nominations.admit(made, actor=HEAD)
    kept = services.nominations.detail(made)
    assert kept.row.state is State.ADMITTED
    assert dict(kept.typed.facts) == changes["facts"]


@pytest.mark.requirement("R-27-1.1", "R-27-1.2")
def test_a_nomination_of_the_title_is_kept_but_not_admitted(services: Services):
    facts = {**TITLE, "paper": "nomination", "addressee": "Кметът на Общината"}
    made = services.nominations.register(
        typed(
            services,
            "PG",
            facts=facts,
            proposer_kind=ProposerKind.CULTURAL_INSTITUTE,
            proposer_person="",
            proposer=OrganisationInput(
                "Читалище „Зора“ 1866", kind=ProposerKind.CULTURAL_INSTITUTE
            ),
        ),
        actor=HEAD,
    )
    open_now = [one.rule for one in services.nominations.detail(made).findings if one.open]
    assert open_now == ["nomination-only"]
    with pytest.raises(Refused, match="не е предложение"):
        services.nominations.admit(made, actor=HEAD)


@pytest.mark.requirement("R-26-1.2")
def test_an_organisation_is_no_honorary_citizen(services: Services):
    made = services.nominations.register(
        typed(
            services,
            "PG",
            facts=TITLE,
            nominee_kind=NomineeKind.ORGANISATION,
            person=None,
            organisation=OrganisationInput("Русенска филхармония"),
        ),
        actor=HEAD,
    )
    with pytest.raises(Refused, match="само на физически лица"):
        services.nominations.admit(made, actor=HEAD)
