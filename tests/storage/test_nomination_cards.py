"""Cards that nominations bring in, and what the book says of them: one per real person, none lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.books import Act, BookImport, HolderKind, LaureateInput
from ruse_desktop.domain.findings import Finding, OverrideInput, Verdict
from ruse_desktop.domain.nominations import NominationFilter, NominationInput, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow
from ruse_desktop.storage.store import Store

HEAD = Actor("Мария Колева")
NOW = datetime(2026, 5, 13, 9, 30, tzinfo=SOFIA)
LIBRARY = OrganisationInput(
    "Библиотека „Дунавски писмена“",
    ProposerKind.CULTURAL_INSTITUTE,
    areas=("arts",),
    settlement="Русе",
    reg_no="000000000",
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Services]:
    law, clock = load_law(), FixedClock(NOW)
    store = open_store(Options(tmp_path, clock, HEAD))
    made = Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    made.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    yield made
    store.close()


def typed(**changes: object) -> NominationInput:
    whole = NominationInput(
        edition_id=1,
        slot="1.1",
        genre="поезия",
        person=PersonInput("Искра", "Тодорова", "Вълева"),
        proposer=LIBRARY,
        motives="За книгата „Край реката“, отличена на национален конкурс за поезия. " * 10,
        registry_no="30-211",
        registered_on=date(2026, 5, 7),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def cards(store: Store) -> tuple[int, int, int]:
    with store.read() as session:
        people, teams, organisations = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (PersonRow, TeamRow, OrganisationRow)
        )
    return people, teams, organisations


def finding(office: Services, nomination_id: int, rule: str) -> Finding | None:
    found = office.nominations.detail(nomination_id).findings
    return next((one for one in found if one.rule == rule), None)


# --- drafts -------------------------------------------------------------------------------------


def test_name_typed_letter_by_letter_leaves_one_card(office: Services):
    draft = None
    for given, organisation in (("И", "Б"), ("Искра", "Библиотека"), ("Искра", LIBRARY.name)):
        draft = office.nominations.save_draft(
            typed(
                person=PersonInput(given, "", "Вълева"),
                proposer=replace(LIBRARY, name=organisation),
            ),
            actor=HEAD,
            nomination_id=draft,
        )
    assert cards(office.store) == (1, 0, 1)
    assert office.nominations.rows()[0].nominee == "Искра Вълева"


def test_draft_never_changes_the_card_of_somebody_with_the_same_beginning(office: Services):
    known = office.people.save_person(
        PersonInput("Иван", "", "Иванов", birth_year=1960), actor=HEAD
    )
    draft = office.nominations.save_draft(
        typed(person=PersonInput("Иван", "", "Иванов")), actor=HEAD
    )
    office.nominations.save_draft(
        typed(person=PersonInput("Иван", "", "Иванов-Тонев")), actor=HEAD, nomination_id=draft
    )
    assert office.people.person(known.id) == known


def test_cards_of_drafts_are_shown_nowhere_else(office: Services):
    office.nominations.save_draft(typed(), actor=HEAD)
    assert office.people.people() == ()
    assert office.people.organisations() == ()
    assert office.people.likely_duplicates("Искра Тодорова Вълева") == ()


def test_draft_turned_from_a_person_into_a_team_leaves_no_card_behind(office: Services):
    draft = office.nominations.save_draft(typed(), actor=HEAD)
    team = TeamInput("Екип „Страници“", members=("Ана Петкова", "Борис Илиев"))
    office.nominations.save_draft(
        typed(nominee_kind=NomineeKind.TEAM, person=None, team=team),
        actor=HEAD,
        nomination_id=draft,
    )
    assert cards(office.store) == (0, 1, 1)


def test_deleted_draft_takes_its_cards_and_brings_them_back(office: Services, tmp_path: Path):
    letter = tmp_path / "писмо.pdf"
    letter.write_bytes(b"%PDF-1.7")
    draft = office.nominations.save_draft(typed(attachments=(letter,)), actor=HEAD)
    kept = office.nominations.delete_draft(draft, actor=HEAD)
    assert cards(office.store) == (0, 0, 0)
    letter.unlink()
    again = office.nominations.detail(office.nominations.save_draft(kept, actor=HEAD))
    assert again.row.nominee == "Искра Тодорова Вълева"
    assert again.row.proposer == LIBRARY.name
    assert [one.name for one in again.attachments] == ["писмо.pdf"]


def test_deleting_a_draft_keeps_a_card_that_was_chosen(office: Services):
    known = office.people.save_person(PersonInput("Ана", "", "Петкова"), actor=HEAD)
    draft = office.nominations.save_draft(typed(person=None, nominee_id=known.id), actor=HEAD)
    office.nominations.delete_draft(draft, actor=HEAD)
    assert office.people.person(known.id) == known


@pytest.mark.requirement("R-X-0.9")
def test_registering_a_draft_joins_the_card_that_is_there(office: Services):
    known = office.people.save_person(
        PersonInput("Искра", "Тодорова", "Вълева", birth_year=1970, employer="Издателство „Ритъм“"),
        actor=HEAD,
    )
    organisation = office.people.save_organisation(LIBRARY, actor=HEAD)
    draft = office.nominations.save_draft(typed(), actor=HEAD)
    loaded = office.nominations.detail(draft).typed
    number = office.nominations.register(loaded, actor=HEAD, nomination_id=draft)
    detail = office.nominations.detail(number)
    assert (detail.nominee, detail.proposer) == (known, organisation)
    assert cards(office.store) == (1, 0, 1)


@pytest.mark.requirement("R-X-0.9")
def test_empty_field_erases_nothing_on_a_known_card(office: Services):
    known = office.people.save_person(
        PersonInput("Искра", "Тодорова", "Вълева", birth_year=1970, note="псевдоним в печата"),
        actor=HEAD,
    )
    body = office.people.save_organisation(LIBRARY, actor=HEAD)
    office.nominations.register(
        typed(
            person=PersonInput("Искра", "Тодорова", "Вълева", settlement="Русе"),
            proposer=OrganisationInput(LIBRARY.name, phone="082 000 000"),
        ),
        actor=HEAD,
    )
    assert office.people.person(known.id) == replace(known, settlement="Русе")
    assert office.people.organisation(body.id) == replace(body, phone="082 000 000")


def test_organisation_that_proposes_itself_is_one_card(office: Services):
    number = office.nominations.register(
        typed(
            slot="1.2-c",
            genre="музика",
            nominee_kind=NomineeKind.ORGANISATION,
            person=None,
            organisation=LIBRARY,
        ),
        actor=HEAD,
    )
    assert cards(office.store) == (0, 0, 1)
    found = finding(office, number, "self-proposal")
    assert found is not None
    assert found.verdict is Verdict.NOT_MET


@pytest.mark.requirement("R-40-2.3")
def test_organisation_without_a_seat_waits_for_completion(office: Services):
    number = office.nominations.register(
        typed(
            slot="1.2-c",
            genre="театър",
            nominee_kind=NomineeKind.ORGANISATION,
            person=None,
            organisation=OrganisationInput("Театър „Светлини“"),
        ),
        actor=HEAD,
    )
    detail = office.nominations.detail(number)
    assert detail.row.state is State.INCOMPLETE
    assert detail.history[-1].citation == "чл. 40, ал. 2"


# --- duplicates ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-X-0.9")
def test_abbreviated_middle_name_is_a_likely_duplicate(office: Services):
    office.people.save_person(PersonInput("Георги", "", "Димитров", birth_year=1970), actor=HEAD)
    office.people.save_person(PersonInput("Пенка", "", "Русева"), actor=HEAD)
    found = office.people.likely_duplicates("Георги Ст. Димитров", birth_year=1970)
    assert [(one.name, one.exact) for one in found] == [("Георги Димитров", False)]


def test_other_birth_year_is_another_person(office: Services):
    office.people.save_person(PersonInput("Георги", "", "Димитров", birth_year=1970), actor=HEAD)
    assert office.people.likely_duplicates("Георги Димитров", birth_year=1982) == ()
    assert office.people.likely_duplicates("Георги Димитров")[0].exact


def test_detail_shows_other_cards_that_may_be_the_nominee(office: Services):
    office.people.save_person(
        PersonInput("Искра", "Т.", "Вълева", settlement="Бяла", birth_year=1955), actor=HEAD
    )
    number = office.nominations.register(typed(), actor=HEAD)
    similar = office.nominations.detail(number).similar
    assert [(one.name, one.detail) for one in similar] == [("Искра Т. Вълева", "1955 · Бяла")]


def test_person_without_a_name_is_refused(office: Services):
    with pytest.raises(UserError, match="Името на лицето липсва"):
        office.people.save_person(PersonInput("", note="без име"), actor=HEAD)


# --- once only ----------------------------------------------------------------------------------


def old_book(office: Services, *laureates: LaureateInput) -> None:
    office.books.import_book(
        actor=HEAD, award="NR", source=BookImport(laureates), complete_from=1999
    )


@pytest.mark.requirement("R-40-6.1")
@pytest.mark.requirement("R-40-6.3")
def test_former_laureate_is_found_with_number_and_year(office: Services):
    old_book(
        office,
        LaureateInput(1998, given="Ана", family="Петкова", historic=True),
        LaureateInput(2004, given="Искра", middle="Тодорова", family="Вълева", historic=True),
    )
    number = office.nominations.register(typed(), actor=HEAD)
    found = finding(office, number, "once-only")
    assert found is not None
    assert (found.verdict, found.blocking) == (Verdict.NOT_MET, True)
    assert "книга № 2/2004" in found.explanation


@pytest.mark.requirement("R-40-6.1")
def test_former_laureate_is_found_by_pseudonym_and_former_name(office: Services):
    old_book(
        office,
        LaureateInput(1998, name="Яна Дунавска", historic=True),
        LaureateInput(
            2001, given="Вера", family="Тонева", former_names=("Вера Илиева",), historic=True
        ),
    )
    for n, person in enumerate(
        (
            PersonInput("Иванка", "Петрова", "Колева", pseudonym="Яна Дунавска"),
            PersonInput("Вера", "", "Илиева"),
        )
    ):
        number = office.nominations.register(
            typed(person=person, registry_no=f"30-{n}"), actor=HEAD
        )
        found = finding(office, number, "once-only")
        assert found is not None
        assert found.verdict is Verdict.NOT_MET


@pytest.mark.requirement("R-40-6.2")
def test_member_of_an_awarded_team_nominated_alone_is_for_judgement(office: Services):
    old_book(
        office,
        LaureateInput(
            2025,
            HolderKind.TEAM,
            name="Екип „Роботика“",
            members=("Искра Тодорова Вълева", "Борис Илиев"),
            historic=True,
        ),
    )
    number = office.nominations.register(typed(), actor=HEAD)
    member = finding(office, number, "once-only-member")
    alone = finding(office, number, "once-only")
    assert member is not None
    assert alone is not None
    assert (member.verdict, alone.verdict) == (Verdict.JUDGEMENT, Verdict.MET)


@pytest.mark.requirement("R-40-6.2")
def test_holder_in_a_nominated_team_is_for_judgement(office: Services):
    old_book(office, LaureateInput(2003, given="Борис", family="Илиев", historic=True))
    number = office.nominations.register(
        typed(
            slot="1.2-c",
            genre="театър",
            nominee_kind=NomineeKind.TEAM,
            person=None,
            team=TeamInput("Трупа „Светлини“", members=("Ана Петкова", "Борис Илиев")),
        ),
        actor=HEAD,
    )
    found = finding(office, number, "once-only-member")
    assert found is not None
    assert found.sentence == "Член на екипа вече е носител"
    assert "Борис Илиев – книга № 1/2003" in found.explanation


def test_own_entry_in_the_book_does_not_speak_against_the_laureate(office: Services):
    number = office.nominations.register(typed(), actor=HEAD)
    office.books.enter(
        actor=HEAD,
        award="NR",
        laureates=[
            LaureateInput(
                2026,
                given="Искра",
                middle="Тодорова",
                family="Вълева",
                slot="1.1",
                section="Литература",
                motive="За книгата „Край реката“.",
                act=Act("minutes", "1", date(2026, 5, 13), "Протокол № 1/13.05.2026 г."),
                nomination_id=number,
            )
        ],
    )
    found = finding(office, number, "once-only")
    assert found is not None
    assert found.verdict is Verdict.MET


# --- overrides hold one nominee -----------------------------------------------------------------

WRITTEN = OverrideInput("Предложението е изпратено в срок, клеймо.", "вх. № 30-211", None, "Кмет")


def test_nomination_with_an_override_cannot_become_somebody_elses(office: Services):
    number = office.nominations.register(typed(registered_on=date(2026, 5, 12)), actor=HEAD)
    office.nominations.override(number, "submission-deadline", WRITTEN, actor=HEAD)
    loaded = office.nominations.detail(number).typed
    with pytest.raises(Refused) as refused:
        office.nominations.update(
            number,
            replace(loaded, nominee_id=None, person=PersonInput("Пенка", "Русева", "Донева")),
            actor=HEAD,
        )
    assert refused.value.code == "other-nominee"
    assert office.nominations.detail(number).row.nominee == "Искра Тодорова Вълева"


def test_spelling_is_corrected_also_after_an_override(office: Services):
    number = office.nominations.register(typed(registered_on=date(2026, 5, 12)), actor=HEAD)
    office.nominations.override(number, "submission-deadline", WRITTEN, actor=HEAD)
    loaded = office.nominations.detail(number).typed
    office.nominations.update(
        number, replace(loaded, person=PersonInput("Искра", "Тодорова", "Валева")), actor=HEAD
    )
    detail = office.nominations.detail(number)
    assert detail.row.nominee == "Искра Тодорова Валева"
    assert cards(office.store) == (1, 0, 1)


@pytest.mark.requirement("R-X-0.1")
def test_failed_warning_is_passed_only_with_a_real_reason(office: Services):
    number = office.nominations.register(
        typed(proposer=replace(LIBRARY, areas=("education",))), actor=HEAD
    )
    with pytest.raises(UserError, match="15"):
        office.nominations.answer(number, "proposer-area", "да", actor=HEAD)
    office.nominations.answer(
        number, "proposer-area", "Библиотеката работи и с писатели.", actor=HEAD
    )
    found = finding(office, number, "proposer-area")
    assert found is not None
    assert not found.open


# --- files and list -----------------------------------------------------------------------------


@pytest.mark.requirement("R-X-0.18")
def test_orphan_is_put_aside_and_comes_back_with_its_row(office: Services, tmp_path: Path):
    letter = tmp_path / "писмо.pdf"
    letter.write_bytes(b"%PDF-1.7 letter")
    number = office.nominations.register(typed(attachments=(letter,)), actor=HEAD)
    view = office.nominations.detail(number).attachments[0]
    place = office.attachments.path(view.id)
    stray = place.parent.parent / "ab" / f"ab{'0' * 62}.pdf"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left by an interrupted save")
    assert office.attachments.sweep() == 1
    assert not stray.exists()
    aside = place.parent.parent / "orphans"
    assert [one.name for one in aside.iterdir()] == [stray.name]
    place.replace(aside / place.name)  # as after the restoring of an older backup
    assert office.attachments.path(view.id).read_bytes() == b"%PDF-1.7 letter"


def test_same_file_is_attached_once(office: Services, tmp_path: Path):
    letter = tmp_path / "писмо.pdf"
    letter.write_bytes(b"%PDF-1.7")
    draft = office.nominations.save_draft(typed(attachments=(letter,)), actor=HEAD)
    office.nominations.save_draft(typed(attachments=(letter,)), actor=HEAD, nomination_id=draft)
    assert len(office.nominations.detail(draft).attachments) == 1


def test_hostile_file_name_is_cleaned(office: Services, tmp_path: Path):
    letter = tmp_path / "a.pdf"
    letter.write_bytes(b"%PDF-1.7")
    number = office.nominations.register(
        typed(attachments=(letter,), attachment_names=("../../дело\u202e:1?.pdf",)), actor=HEAD
    )
    assert office.nominations.detail(number).attachments[0].name == "дело 1.pdf"


def test_attachment_limit_is_a_parameter(office: Services, tmp_path: Path):
    big = tmp_path / "big.pdf"
    big.write_bytes(b"0" * 1_000_001)
    from ruse_desktop.services.attachments import AttachmentService

    with pytest.raises(UserError, match="над 1 MB"):
        AttachmentService(office.store, tmp_path / "kept", limit_mb=1).keep(big)


def test_list_reads_the_cards_at_once(office: Services):
    for n in range(30):
        office.nominations.register(
            typed(
                person=PersonInput("Ана", "", f"Петкова-{n}"),
                proposer=replace(LIBRARY, name=f"Дружество {n}"),
                registry_no=f"31-{n}",
            ),
            actor=HEAD,
        )
    seen: list[str] = []
    from sqlalchemy import event

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(office.store.engine, "before_cursor_execute", count)
    rows = office.nominations.rows(NominationFilter(year=2026))
    assert len(rows) == 30
    assert rows[0].proposer == "Дружество 29"
    assert len(seen) < 12  # a few for each table, none for each of the 30 rows
