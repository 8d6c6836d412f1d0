"""The one card of each real person and organisation: names, doubles, joining, history, copy of data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, BookImport, LaureateInput
from ruse_desktop.domain.commissions import MemberInput, OrderInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import EarlierName, OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.permits import Applicant, PermitInput
from ruse_desktop.domain.protocol_plans import GuestInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.services.people_pointers import POINTERS
from ruse_desktop.storage.base import Base
from ruse_desktop.storage.nominations import NominationRecord

HEAD = Actor("Мария Колева")
NOW = datetime(2026, 5, 9, 9, 30, tzinfo=SOFIA)
PERSON, TEAM, BODY = NomineeKind.PERSON, NomineeKind.TEAM, NomineeKind.ORGANISATION
ISKRA = PersonInput(
    "Искра", "Тодорова", "Вълева", pseudonym="Яна Дунавска", gender="f", birth_year=1970
)
LIBRARY = OrganisationInput(
    "Библиотека „Дунавски писмена“", ProposerKind.CULTURAL_INSTITUTE, areas=("arts",)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), FixedClock(NOW)
    store = open_store(Options(tmp_path, clock, HEAD))
    made = Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    made.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    yield made
    store.close()


def nominate(office: Services, number: str = "30-211", **changes: object) -> int:
    whole = NominationInput(
        category="творец",
        edition_id=1,
        slot="1.1",
        genre="поезия",
        proposer=LIBRARY,
        motives="За книгата „Край реката“, отличена на национален конкурс за поезия. " * 10,
        registry_no=number,
        registered_on=date(2026, 5, 7),
    )
    typed = replace(whole, **changes)  # type: ignore[arg-type]
    return office.nominations.register(typed, actor=HEAD)


def nominees(office: Services) -> dict[int, int | None]:
    with office.store.read() as session:
        rows = session.execute(select(NominationRecord.id, NominationRecord.person_id))
        return {row[0]: row[1] for row in rows}


def found(office: Services, text: str) -> list[str]:
    return [person.full_name for person in office.people.people(text)]


# --- the card -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-X-0.9")
def test_earlier_names_pseudonym_and_latin_find_the_card(office: Services):
    maiden = EarlierName("Искра Тодорова Щерева", until=date(1995, 6, 1))
    saved = office.people.save_person(replace(ISKRA, earlier=(maiden,)), actor=HEAD)
    assert saved.earlier == (maiden,)
    assert saved.aliases == ("Яна Дунавска", "Искра Тодорова Щерева")
    for text in ("щерева", "дунавска", "Valeva", "искра вълева"):
        assert found(office, text) == ["Искра Тодорова Вълева"], text
    assert found(office, "щерев иванов") == []
    names = {hit.title for hit in office.search.find("щерева")}
    assert names == {"Искра Тодорова Вълева"}


def test_earlier_name_can_be_taken_off_the_card_but_not_by_a_nomination(office: Services):
    maiden = EarlierName("Искра Тодорова Щерева")
    saved = office.people.save_person(replace(ISKRA, earlier=(maiden,)), actor=HEAD)
    nominate(office, person=ISKRA, nominee_id=saved.id)
    assert office.people.person(saved.id).earlier == (maiden,)
    changed = office.people.save_person(ISKRA, actor=HEAD, person_id=saved.id)
    assert changed.earlier == ()
    assert found(office, "щерева") == []


def test_latin_by_the_act_is_not_kept_and_an_exception_is(office: Services):
    plain = office.people.save_person(replace(ISKRA, latin="Iskra Todorova Valeva"), actor=HEAD)
    assert (plain.latin, plain.latin_name, plain.latin_own) == ("", "Iskra Todorova Valeva", False)
    own = office.people.save_person(
        replace(ISKRA, latin="Iskra Valeff"), actor=HEAD, person_id=plain.id
    )
    assert (own.latin_name, own.latin_own) == ("Iskra Valeff", True)


def test_citizenship_in_words_is_kept_as_its_code_and_free_words_stay(office: Services):
    for typed, kept in (("Българско гражданство", "BG"), ("ro", "RO"), ("без гражданство", None)):
        saved = office.people.save_person(replace(ISKRA, citizenship=typed), actor=HEAD)
        assert saved.citizenship == (kept or typed)


def test_name_that_ends_before_it_begins_is_refused(office: Services):
    wrong = EarlierName("Искра Щерева", date(2001, 1, 1), date(1999, 1, 1))
    with pytest.raises(UserError, match="преди първия"):
        office.people.save_person(replace(ISKRA, earlier=(wrong,)), actor=HEAD)
    assert office.people.people() == ()


def test_organisation_knows_its_name_of_a_day(office: Services):
    body = office.people.save_organisation(
        replace(
            LIBRARY,
            earlier=(
                EarlierName("Градско читалище", until=date(1990, 12, 31)),
                EarlierName("Окръжна библиотека", date(1991, 1, 1), date(2000, 5, 1)),
            ),
        ),
        actor=HEAD,
    )
    assert body.name_on(date(1980, 1, 1)) == "Градско читалище"
    assert body.name_on(date(2000, 5, 1)) == "Окръжна библиотека"
    assert body.name_on(date(2000, 5, 2)) == LIBRARY.name
    assert [one.name for one in office.people.organisations("окръжна")] == [LIBRARY.name]
    (twin,) = office.people.likely_duplicates("Окръжна библиотека", kind=BODY)
    assert (twin.id, twin.exact, twin.detail) == (body.id, True, "по-рано „Окръжна библиотека“")


def test_renamed_card_renames_its_nominations_in_the_list(office: Services):
    saved = office.people.save_person(ISKRA, actor=HEAD)
    nominate(office, nominee_id=saved.id)
    office.people.save_person(replace(ISKRA, family="Ангелова"), actor=HEAD, person_id=saved.id)
    with office.store.read() as session:
        key = session.scalar(select(NominationRecord.search_key)) or ""
    assert key.startswith("искра тодорова ангелова|")


# --- doubles ------------------------------------------------------------------------------------


@pytest.mark.requirement("R-X-0.9")
def test_possible_doubles_are_listed_and_other_birth_years_are_others(office: Services):
    first = office.people.save_person(
        PersonInput("Георги", "", "Димитров", birth_year=1970), actor=HEAD
    )
    second = office.people.save_person(
        PersonInput("Георги", "Ст.", "Димитров", birth_year=1970), actor=HEAD
    )
    office.people.save_person(PersonInput("Георги", "", "Димитров", birth_year=1985), actor=HEAD)
    office.people.save_person(PersonInput("Пенка", "", "Русева"), actor=HEAD)
    lines = office.people.rows((PERSON,), doubtful=True)
    assert {(line.id, line.twins) for line in lines} == {(first.id, 1), (second.id, 1)}
    assert len(office.people.rows((PERSON,))) == 4


@pytest.mark.requirement("R-X-0.9")
def test_cards_set_apart_are_no_longer_offered_as_doubles(office: Services):
    one, two, three = (
        office.people.save_person(PersonInput("Георги", middle, "Димитров"), actor=HEAD).id
        for middle in ("", "Ст.", "Стоянов")
    )
    office.people.set_apart(PERSON, two, one, actor=HEAD)
    office.people.set_apart(PERSON, one, two, actor=HEAD)
    assert {twin.id for twin in office.people.twins(PERSON, one)} == {three}
    assert {twin.id for twin in office.people.twins(PERSON, three)} == {one, two}
    lines = office.people.rows((PERSON,), doubtful=True)
    assert {(line.id, line.twins) for line in lines} == {(one, 1), (two, 1), (three, 2)}


def test_register_holds_all_kinds_in_bulgarian_order_without_cards_of_drafts(office: Services):
    nominate(office, nominee_kind=TEAM, person=None, team=TeamInput("Ансамбъл „Ятрус“", "", ("Вяра Донева",)))  # fmt: skip
    office.people.save_person(ISKRA, actor=HEAD)
    office.nominations.save_draft(
        NominationInput(edition_id=1, person=PersonInput("Черновка", "", "Незаведена")), actor=HEAD
    )
    assert [line.name for line in office.people.rows()] == [
        "Ансамбъл „Ятрус“", "Библиотека „Дунавски писмена“", "Искра Тодорова Вълева",
    ]  # fmt: skip
    assert [line.name for line in office.people.rows(text="донева")] == ["Ансамбъл „Ятрус“"]


# --- joining ------------------------------------------------------------------------------------


@pytest.fixture
def pair(office: Services) -> tuple[int, int, int]:
    """Two cards of one person, the second with a nomination."""
    keep = office.people.save_person(replace(ISKRA, pseudonym=""), actor=HEAD)
    drop = office.people.save_person(
        PersonInput("Искра", "", "Вълева", settlement="Русе", employer="Музей"), actor=HEAD
    )
    return keep.id, drop.id, nominate(office, nominee_id=drop.id)


@pytest.mark.requirement("R-X-0.9")
def test_merge_moves_what_pointed_and_fills_what_was_empty(office: Services, pair):
    keep, drop, nomination = pair
    merge = office.people.merge(PERSON, keep, drop, actor=HEAD)
    assert merge.dropped == "Искра Вълева"
    assert nominees(office) == {nomination: keep}
    card = office.people.person(keep)
    assert (card.full_name, card.settlement, card.employer) == (
        "Искра Тодорова Вълева", "Русе", "Музей",
    )  # fmt: skip
    assert card.earlier == (EarlierName("Искра Вълева"),)
    assert office.people.person(drop).merged_into == keep
    assert [one.id for one in office.people.people()] == [keep]
    assert [hit.id for hit in office.search.find("вълева", kinds=("person",))] == [keep]  # fmt: skip
    assert {one.id for one in office.people.likely_duplicates("Искра Вълева")} == {keep}
    assert office.nominations.detail(nomination).row.nominee == "Искра Тодорова Вълева"


def test_chosen_values_of_the_dropped_card_win_and_the_old_name_stays_known(office: Services, pair):
    keep, drop, _nomination = pair
    office.people.merge(PERSON, keep, drop, actor=HEAD, choices={"name": "drop", "birth": "drop"})
    card = office.people.person(keep)
    assert (card.full_name, card.birth_year) == ("Искра Вълева", None)
    assert card.aliases == ("Искра Тодорова Вълева",)


@pytest.mark.requirement("R-X-0.9")
def test_merge_can_be_undone_while_nothing_changed(office: Services, pair):
    keep, drop, nomination = pair
    before = office.people.person(keep), office.people.person(drop)
    merge = office.people.merge(PERSON, keep, drop, actor=HEAD)
    assert [one.id for one in office.people.history(PERSON, keep).merges] == [merge.id]
    office.people.unmerge(merge.id, actor=HEAD)
    assert (office.people.person(keep), office.people.person(drop)) == before
    assert nominees(office) == {nomination: drop}
    assert office.people.history(PERSON, keep).merges == ()
    assert len(office.people.people()) == 2
    with pytest.raises(NotFound):
        office.people.unmerge(merge.id, actor=HEAD)


def test_every_column_that_names_a_card_is_known_to_the_joining() -> None:
    own = {"person", "person_name", "organisation", "organisation_name", "team", "team_member"}
    named = {
        (column.table.name, column.name, key.column.table.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in {str(kind) for kind in POINTERS} and table.name not in own
    }
    assert ("protocol_guest", "person_id", "person") in named
    assert named == {
        (table, column, str(kind)) for kind, found in POINTERS.items() for table, column in found
    }


@pytest.mark.requirement("R-X-0.9")
def test_guests_and_permits_follow_the_card_and_go_back(office: Services, pair):
    keep, drop, _nomination = pair
    day = date(2026, 6, 1)
    typed = EventInput("Посрещане", When(day, day), Category.CEREMONY)
    plan = office.protocol_plans.open(office.events.create(typed, actor=HEAD), actor=HEAD)
    guest = GuestInput("Искра Вълева", person_id=drop)
    office.protocol_plans.save_guest(plan, guest, actor=HEAD)
    permit = PermitInput(
        incoming_no="З-1", incoming_on=NOW.date(), applicant_kind=Applicant.PERSON,
        applicant="Искра Вълева", applicant_id=drop, symbol="flag", product="знаменца",
        uses=("emblem-permit-1",), purpose="продажба", copies=10,
    )  # fmt: skip
    permit_id = office.permits.apply(permit, actor=HEAD).id

    def named() -> tuple[int | None, int | None]:
        (one,) = office.protocol_plans.get(plan).guests
        return one.person_id, office.permits.get(permit_id).typed.applicant_id

    assert named() == (drop, drop)
    merge = office.people.merge(PERSON, keep, drop, actor=HEAD)
    assert named() == (keep, keep)
    office.people.unmerge(merge.id, actor=HEAD)
    assert named() == (drop, drop)


def test_undo_is_refused_after_a_change_and_leaves_all_as_it_is(office: Services, pair):
    keep, drop, nomination = pair
    merge = office.people.merge(PERSON, keep, drop, actor=HEAD)
    other = nominate(office, "30-300", nominee_id=keep)
    with pytest.raises(Refused, match="Записите, в които е картата, са други"):
        office.people.unmerge(merge.id, actor=HEAD)
    card = office.people.person(keep)
    office.people.save_person(replace(card, note="поправена"), actor=HEAD, person_id=keep)
    with pytest.raises(Refused, match="променяна след обединяването"):
        office.people.unmerge(merge.id, actor=HEAD)
    assert nominees(office) == {nomination: keep, other: keep}


def test_merge_of_different_birth_years_needs_a_choice(office: Services):
    one = office.people.save_person(ISKRA, actor=HEAD)
    two = office.people.save_person(replace(ISKRA, birth_year=1971), actor=HEAD)
    with pytest.raises(Refused, match="1970 и 1971"):
        office.people.merge(PERSON, one.id, two.id, actor=HEAD)
    office.people.merge(PERSON, one.id, two.id, actor=HEAD, choices={"birth": "drop"})
    assert office.people.person(one.id).birth_year == 1971
    with pytest.raises(Refused, match="вече е обединена"):
        office.people.merge(PERSON, one.id, two.id, actor=HEAD)
    with pytest.raises(Refused, match="една и съща"):
        office.people.merge(PERSON, one.id, one.id, actor=HEAD)


def test_organisations_merge_as_proposers_and_teams_as_nominees(office: Services):
    nomination = nominate(office, nominee_kind=TEAM, person=None, team=TeamInput("Хор „Рими“"))
    (library,) = office.people.organisations()
    kept = office.people.save_organisation(
        OrganisationInput("Регионална библиотека", areas=("arts",)), actor=HEAD
    )
    office.people.merge(BODY, kept.id, library.id, actor=HEAD)
    assert office.nominations.detail(nomination).row.proposer == "Регионална библиотека"
    assert office.people.organisation(kept.id).aliases == (LIBRARY.name,)
    team = office.people.save_team(TeamInput("Смесен хор „Рими“"), actor=HEAD)
    (old,) = (line for line in office.people.rows((TEAM,)) if line.id != team.id)
    merge = office.people.merge(TEAM, team.id, old.id, actor=HEAD)
    assert office.nominations.detail(nomination).row.nominee == "Смесен хор „Рими“"
    office.people.unmerge(merge.id, actor=HEAD)
    assert office.nominations.detail(nomination).row.nominee == "Хор „Рими“"


def test_nomination_warns_of_a_double_until_it_is_set_apart(office: Services, pair):
    keep, drop, nomination = pair
    assert [one.id for one in office.nominations.detail(nomination).similar] == [keep]
    office.people.set_apart(PERSON, keep, drop, actor=HEAD)
    assert office.nominations.detail(nomination).similar == ()


def test_nomination_of_a_card_merged_meanwhile_goes_to_the_one_that_stays(office: Services, pair):
    keep, drop, _nomination = pair
    office.people.merge(PERSON, keep, drop, actor=HEAD)
    late = nominate(office, "30-400", nominee_id=drop)
    assert nominees(office)[late] == keep


def test_merge_and_undo_are_in_the_audit_without_names(office: Services, pair):
    keep, drop, _nomination = pair
    merge = office.people.merge(PERSON, keep, drop, actor=HEAD)
    office.people.unmerge(merge.id, actor=HEAD)
    with office.store.read() as session:
        from ruse_desktop.storage.audit import AuditLine

        lines = session.scalars(
            select(AuditLine).where(AuditLine.verb.in_(("people.merge", "people.unmerge")))
        ).all()
    assert [line.verb for line in lines] == ["people.merge", "people.unmerge"]
    assert all("Вълева" not in line.body for line in lines)
    assert office.store.verify_audit()[1] is None


# --- history and copy ---------------------------------------------------------------------------


def enter(office: Services, year: int, given: str, middle: str, family: str) -> None:
    act = Act("minutes", "2", date(year, 5, 18), f"Протокол № 2/18.05.{year} г.")
    person = LaureateInput(
        year, given=given, middle=middle, family=family, area="Изкуство и култура",
        section="Литература", motive="за поезия", act=act,
    )  # fmt: skip
    office.books.enter(actor=HEAD, award="NR", laureates=[person])


def test_history_of_all_years_on_one_page(office: Services):
    maiden = EarlierName("Искра Тодорова Щерева")
    saved = office.people.save_person(replace(ISKRA, earlier=(maiden,)), actor=HEAD)
    nomination = nominate(office, nominee_id=saved.id)
    enter(office, 2024, "Искра", "Тодорова", "Щерева")
    enter(office, 2025, "Искра", "Тодорова", "Въльова")
    enter(office, 2025, "Пламен", "Иванов", "Кирилов")
    (commission, *_rest) = office.commissions.of_edition(1, actor=HEAD)
    source = commission.rule.seats[0].source
    office.commissions.appoint(
        commission.id,
        [MemberInput(source, "проф. Искра Тодорова Вълева", chair=True)],
        OrderInput("РД-01-7", date(2026, 4, 1)),
        actor=HEAD,
    )
    lines = office.people.history(PERSON, saved.id).lines
    assert [(one.year, one.what, one.kind, one.exact) for one in lines] == [
        (2026, "Предложение", "nomination", True),
        (2026, "Председател на комисия", "commission", True),
        (2025, "Носител", "laureate", False),
        (2024, "Носител", "laureate", True),
    ]
    assert lines[0].record_id == nomination
    assert "Подадено" in lines[0].detail
    assert "сходно име: Искра Тодорова Въльова" in lines[2].detail
    assert "заповед № РД-01-7/01.04.2026" in lines[1].detail


def test_laureate_of_several_awards_has_them_on_one_card(office: Services):
    saved = office.people.save_person(ISKRA, actor=HEAD)
    name = saved.full_name
    for award, year in (("PG", 2010), ("NLN", 2005), ("NR", 1999)):
        old = LaureateInput(year, name=name, historic=True)
        office.books.import_book(actor=HEAD, award=award, source=BookImport((old,)))
    lines = office.people.history(PERSON, saved.id).lines
    assert [(one.year, one.what, one.title) for one in lines] == [
        (2010, "Носител", "Почетен гражданин"),
        (2005, "Носител", "НЛН „Елиас Канети“"),
        (1999, "Носител", "Награда „Русе“"),
    ]


def test_once_only_check_finds_the_earlier_name_in_the_book(office: Services):
    maiden = EarlierName("Искра Тодорова Щерева")
    saved = office.people.save_person(replace(ISKRA, earlier=(maiden,)), actor=HEAD)
    enter(office, 2024, "Искра", "Тодорова", "Щерева")
    detail = office.nominations.detail(nominate(office, nominee_id=saved.id))
    said = " ".join(f"{one.sentence} {one.explanation}" for one in detail.findings)
    assert "Искра Тодорова Щерева" in said


@pytest.mark.requirement("R-X-0.10")
def test_copy_of_one_person_lists_every_record(office: Services):
    saved = office.people.save_person(ISKRA, actor=HEAD)
    nominate(office, nominee_id=saved.id)
    nominate(office, "30-212", nominee_id=saved.id, slot="1.2")
    enter(office, 2023, "Искра", "Тодорова", "Вълева")
    enter(office, 2024, "Яна", "", "Дунавска")
    data = json.loads(office.people.export(PERSON, saved.id, actor=HEAD))
    assert data["card"]["family"] == "Вълева"
    assert data["card"]["latin"] == "Iskra Todorova Valeva"
    assert len(data["records"]) == 4
    assert "Край реката" in data["records"][0]["motives"]
    text = office.people.export(PERSON, saved.id, actor=HEAD, names={"family": "Фамилно име"})
    assert "Фамилно име: Вълева" in text
    assert "ЗАПИСИ: 4" in text
    with office.store.read() as session:
        from ruse_desktop.storage.audit import AuditLine

        verbs = session.scalars(select(AuditLine.verb).order_by(AuditLine.seq)).all()
    assert list(verbs[-2:]) == ["people.export", "people.export"]


def test_copy_of_a_proposer_leaves_out_what_was_written_of_others(office: Services):
    nominate(office, person=ISKRA)
    (library,) = office.people.organisations()
    copy = office.people.export(BODY, library.id, actor=HEAD)
    assert "Вносител" in copy
    assert "Вълева" not in copy
    assert "Край реката" not in copy
