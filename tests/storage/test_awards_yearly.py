"""The four other awards of every year or second year in a real database: from proposal to admission."""

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
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.facade import Services

HEAD = Actor("Мария Колева")
MOTIVES = "Отличава се с последователна работа и с признание от национални конкурси. " * 9
STUDENT = NominationInput(
    0,
    slot="all",
    person=PersonInput("Ивайла", "Стоянова", "Колева", settlement="Русе"),
    proposer_kind=ProposerKind.RECTOR,
    proposer=OrganisationInput("Висше училище „Синя река“", areas=("education",)),
    motives=MOTIVES,
    registry_no="12-88",
    registered_on=date(2026, 11, 18),
    facts={
        "higher_school": "Висше училище „Синя река“",
        "higher_school_bg": "yes",
        "study_form": "full-time",
        "grade": "5.80",
        "resident": "yes",
        "residence_basis": "постоянен адрес, видян на 18.11.2026 г.",
        "rector_of_school": "yes",
        "achievements": ({"kind": "publication", "title": "Слънчеви клетки", "date": ""},),
    },
    copies={"autobiography": 1},
)
PUPIL = NominationInput(
    0,
    slot="all",
    person=PersonInput("Калина", "Мирославова", "Дочева"),
    proposer_kind=ProposerKind.SCHOOL,
    proposer=OrganisationInput("Гимназия „Изгрев“", areas=("education",)),
    motives=MOTIVES,
    registered_on=date(2026, 10, 8),
    facts={
        "study_kind": "pupil",
        "school": "Гимназия „Изгрев“",
        "school_in_municipality": "yes",
        "prizes": (
            {
                "event": "Национална олимпиада по химия",
                "level": "national",
                "rank": "І място",
                "date": "2026-04-18",
            },
        ),
    },
)
ARTIST = NominationInput(
    0,
    slot="all",
    person=PersonInput(
        "Виктор", "Асенов", "Радев", birth_date=date(2001, 3, 14), settlement="гр. Русе"
    ),
    proposer_kind=ProposerKind.CULTURAL_INSTITUTE,
    proposer=OrganisationInput("Театър „Синя врата“", areas=("arts",)),
    motives=MOTIVES,
    registered_on=date(2026, 5, 4),
    facts={
        "prizes": (
            {
                "event": "Национален конкурс за млади пианисти",
                "level": "national",
                "rank": "І място",
                "date": "2026-02-14",
            },
        ),
    },
)
WORK = NominationInput(
    0,
    slot="fiction",
    person=PersonInput("Лилия", "Огнянова", "Друмева", citizenship="BG"),
    proposer_kind=ProposerKind.PUBLISHER,
    proposer=OrganisationInput("Издателство „Пергел“"),
    registered_on=date(2027, 3, 20),
    facts={
        "title": "Реката и часовникарят",
        "published_on": "2026-04-15",
        "first_in_bg": "yes",
        "second_edition": "no",
        "language_case": "original",
        "authorship": "single",
    },
    copies={"form": 1, "work": 7, "cv": 1, "photo": 1},
)
WHOLE = {"SG": (2026, STUDENT), "NR21": (2026, PUPIL), "MT": (2026, ARTIST), "NLN": (2027, WORK)}


class Clock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2027, 3, 22, 9, 30, tzinfo=SOFIA)

    def today(self) -> date:
        return self.now().date()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), Clock()
    store = open_store(Options(tmp_path, clock, HEAD))
    yield Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    store.close()


def register(services: Services, award: str, **changes: object) -> int:
    year, typed = WHOLE[award]
    opened = services.editions.find(award, year) or services.editions.open(
        award, year, actor=HEAD, law_edition="2024-02-29"
    )
    whole = replace(typed, edition_id=opened.id, **changes)  # type: ignore[arg-type]  # test data
    return services.nominations.register(whole, actor=HEAD)


def open_rules(services: Services, nomination_id: int) -> list[str]:
    found = services.nominations.detail(nomination_id).findings
    return [one.rule for one in found if one.open]


@pytest.mark.parametrize("award", WHOLE)
def test_a_whole_proposal_is_admitted(services: Services, award: str) -> None:
    one = register(services, award)
    left = open_rules(services, one)
    assert left == (["posthumous"] if award in {"MT", "NLN"} else [])
    for rule in left:
        services.nominations.answer(one, rule, "Потвърдено по делото.", actor=HEAD)
    services.nominations.admit(one, actor=HEAD)
    detail = services.nominations.detail(one)
    assert detail.row.state is State.ADMITTED
    assert detail.typed.facts.keys() == WHOLE[award][1].facts.keys()
    assert dict(detail.typed.copies) == dict(WHOLE[award][1].copies)


@pytest.mark.requirement("R-71-0.1")
@pytest.mark.requirement("R-61-2.1")
@pytest.mark.parametrize(
    ("award", "copies", "citation"),
    [("SG", {}, "чл. 71"), ("NLN", {"form": 1, "work": 5, "cv": 1, "photo": 1}, "чл. 61, ал. 2")],
)
def test_what_lacks_a_document_is_not_admitted(
    services: Services, award: str, copies: dict[str, int], citation: str
) -> None:
    one = register(services, award, copies=copies)
    with pytest.raises(Refused) as refused:
        services.nominations.admit(one, actor=HEAD)
    assert refused.value.citation == citation
    assert services.nominations.detail(one).row.state is State.INCOMPLETE


@pytest.mark.requirement("R-49-2.1")
def test_what_the_directorate_takes_needs_no_number_of_the_registry(services: Services) -> None:
    assert "registry-number" not in open_rules(services, register(services, "NR21"))
    assert "registry-number" in open_rules(services, register(services, "SG", registry_no=""))


@pytest.mark.requirement("R-70-2.1")
def test_a_late_student_is_refused_and_a_late_pupil_warned_of(services: Services) -> None:
    late = register(services, "SG", registered_on=date(2026, 11, 23))
    with pytest.raises(Refused) as refused:
        services.nominations.admit(late, actor=HEAD)
    assert refused.value.citation == "чл. 70, ал. 2"
    warned = register(services, "NR21", registered_on=date(2026, 10, 23))
    (finding,) = [one for one in services.nominations.detail(warned).findings if one.open]
    assert (finding.rule, finding.blocking) == ("submission-deadline", False)


@pytest.mark.requirement("R-57-1.3")
def test_the_period_of_a_work_starts_with_the_previous_edition(services: Services) -> None:
    early = register(services, "NLN", facts=dict(WORK.facts) | {"published_on": "2025-05-30"})
    assert "published-within" in open_rules(services, early)
    first = register(services, "NLN", facts=dict(WORK.facts) | {"published_on": "2025-06-01"})
    assert "published-within" not in open_rules(services, first)
