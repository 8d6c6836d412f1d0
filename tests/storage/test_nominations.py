"""Nominations in a real database by the real law: number, states, answers, overrides, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.findings import OverrideInput, Verdict
from ruse_desktop.domain.nominations import (
    Channel,
    Merit,
    NominationFilter,
    NominationInput,
    State,
)
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from ruse_desktop.services.nominations import set_state_in

CLERK = Actor("Ирина Добрева", frozenset({Role.CLERK}))
HEAD = Actor("Мария Колева")
MOTIVES = "За книгата „Край реката“, отличена на национален конкурс за поезия. " * 10
POSTMARK = OverrideInput(
    "Предложението е изпратено на 09.05., клеймо на плика.",
    "вх. № 30-230/12.05.2026 г.",
    date(2026, 5, 12),
    "М. Колева, ръководител",
)


class Clock:
    """A clock the test can turn."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 7, 9, 30, tzinfo=SOFIA)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


class Counter:
    """The counter of an office: services over a database, an open edition, a clock."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.folder, law = Clock(), folder, load_law()
        store = open_store(Options(folder, self.clock, HEAD))
        self.services = Services(store, law, law.calendar(), HEAD, self.clock, folder)
        self.nominations = self.services.nominations
        opened = self.services.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
        self.edition_id = opened.id

    def typed(self, **changes: object) -> NominationInput:
        """A nomination without a fault."""
        whole = NominationInput(
            edition_id=self.edition_id,
            slot="1.1",
            genre="поезия",
            category="творец",
            person=PersonInput("Димитър", "Георгиев", "Стоянов", employer="Библиотека „Писмена“"),
            proposer=OrganisationInput("Сдружение „Дунавски бряг“", areas=("arts",)),
            merits=(Merit("национална награда за поезия", date(2026, 3, 2), level="национално"),),
            motives=MOTIVES,
            registry_no="30-211",
            registered_on=date(2026, 5, 7),
        )
        return replace(whole, **changes)  # type: ignore[arg-type]

    def register(self, **changes: object) -> int:
        return self.nominations.register(self.typed(**changes), actor=CLERK)

    def state(self, nomination_id: int) -> State:
        return self.nominations.detail(nomination_id).row.state

    def answer_all(self, nomination_id: int) -> None:
        for finding in self.nominations.detail(nomination_id).findings:
            if finding.open and not finding.blocking:
                self.nominations.answer(
                    nomination_id, finding.rule, "Потвърдено по делото.", actor=CLERK
                )


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.services.store.close()


def open_rules(counter: Counter, nomination_id: int) -> set[str]:
    return {one.rule for one in counter.nominations.detail(nomination_id).findings if one.open}


# --- number and registry ------------------------------------------------------------------------


def test_registered_nominations_are_numbered_without_gaps(counter: Counter):
    first = counter.register()
    with pytest.raises(Refused):
        counter.register(person=PersonInput("Ана", "", "Илиева"))
    second = counter.register(person=PersonInput("Ана", "", "Илиева"), registry_no="30-212")
    numbers = [counter.nominations.detail(one).row.number for one in (first, second)]
    assert numbers == ["ПР-2026-001", "ПР-2026-002"]
    assert [row.number for row in counter.nominations.rows()] == numbers[::-1]


@pytest.mark.requirement("R-44-2.3")
def test_registry_number_taken_in_the_year_is_refused_and_nothing_is_kept(counter: Counter):
    counter.register()
    with pytest.raises(Refused, match="30-211") as refused:
        counter.register(person=PersonInput("Ана", "", "Илиева"))
    assert refused.value.citation == "чл. 44, ал. 2"
    assert "ПР-2026-001" in refused.value.message
    assert len(counter.nominations.rows()) == 1
    assert counter.services.people.people("Илиева") == ()


@pytest.mark.requirement("R-44-2.3")
def test_registry_number_of_another_year_is_free(counter: Counter):
    counter.register()
    one = counter.register(
        person=PersonInput("Ана", "", "Илиева"), registered_on=date(2025, 12, 30)
    )
    assert counter.nominations.detail(one).row.registry_no == "30-211"


def test_change_to_a_taken_registry_number_is_refused(counter: Counter):
    counter.register()
    other = counter.register(person=PersonInput("Ана", "", "Илиева"), registry_no="30-212")
    changed = counter.typed(person=PersonInput("Ана", "", "Илиева"))
    with pytest.raises(Refused, match="ПР-2026-001"):
        counter.nominations.update(other, changed, actor=CLERK)
    assert counter.nominations.detail(other).row.registry_no == "30-212"


def test_registry_number_taken_by_another_cannot_be_passed_by_an_override(counter: Counter):
    counter.register()
    found = counter.nominations.findings(counter.typed())
    taken = next(finding for finding in found if finding.rule == "registry-number")
    assert taken.verdict is Verdict.NOT_MET
    assert not taken.overridable


# --- states ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-44-1.3")
def test_nomination_without_motives_waits_until_they_come(counter: Counter):
    one = counter.register(motives="")
    assert counter.state(one) is State.INCOMPLETE
    last = counter.nominations.detail(one).history[-1]
    assert last.citation == "чл. 44, ал. 1"
    with pytest.raises(Refused, match="Липсва мотивировка"):
        counter.nominations.admit(one, actor=CLERK)
    counter.nominations.update(one, counter.typed(motives="м" * 620), actor=CLERK)
    counter.answer_all(one)
    counter.nominations.admit(one, actor=CLERK)
    assert counter.state(one) is State.ADMITTED


@pytest.mark.requirement("R-X-0.16")
def test_every_move_is_kept_with_day_name_and_provision(counter: Counter):
    one = counter.register()
    counter.clock.moment = datetime(2026, 5, 11, 16, 0, tzinfo=SOFIA)
    counter.answer_all(one)
    counter.nominations.admit(one, actor=HEAD)
    counter.clock.moment = datetime(2026, 5, 18, 17, 0, tzinfo=SOFIA)
    with counter.services.store.write(HEAD, "test.session") as tx:
        set_state_in(tx, one, State.NOMINATED, citation="чл. 45, ал. 5")
        set_state_in(tx, one, State.AWARDED, citation="чл. 43, ал. 1, т. 1.1")
    history = counter.nominations.detail(one).history
    assert [(move.state, move.at.date(), move.by, move.citation) for move in history] == [
        (State.SUBMITTED, date(2026, 5, 7), "Ирина Добрева", ""),
        (State.ADMITTED, date(2026, 5, 11), "Мария Колева", ""),
        (State.NOMINATED, date(2026, 5, 18), "Мария Колева", "чл. 45, ал. 5"),
        (State.AWARDED, date(2026, 5, 18), "Мария Колева", "чл. 43, ал. 1, т. 1.1"),
    ]


@pytest.mark.requirement("R-X-0.16")
def test_late_nomination_is_not_admitted_with_its_provision(counter: Counter):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registry_no="30-230", registered_on=date(2026, 5, 12))
    counter.nominations.reject(one, actor=HEAD, citation="чл. 44, ал. 2", reason="Просрочено.")
    last = counter.nominations.detail(one).history[-1]
    assert (last.state, last.citation, last.reason) == (
        State.REJECTED, "чл. 44, ал. 2", "Просрочено.",
    )  # fmt: skip
    counter.nominations.reopen(one, actor=HEAD, reason="Подадена е жалба.")
    assert counter.state(one) is State.SUBMITTED


def test_move_the_states_do_not_allow_is_refused(counter: Counter):
    one = counter.register()
    counter.nominations.withdraw(one, actor=CLERK, reason="Писмо на вносителя.")
    with pytest.raises(Refused, match="Оттеглено"):
        counter.nominations.reopen(one, actor=HEAD, reason="По грешка.")
    with pytest.raises(Refused):
        counter.nominations.update(one, counter.typed(), actor=HEAD)
    assert counter.state(one) is State.WITHDRAWN


def test_move_without_a_reason_is_refused(counter: Counter):
    one = counter.register()
    with pytest.raises(UserError):
        counter.nominations.withdraw(one, actor=CLERK, reason="  ")
    assert counter.state(one) is State.SUBMITTED


@pytest.mark.requirement("R-45-5.1")
def test_only_admitted_nominations_are_on_the_table_in_bulgarian_order(counter: Counter):
    for number, family in (("1", "Ъглов"), ("2", "Аврамов"), ("3", "Иванов"), ("4", "Янев")):
        one = counter.register(person=PersonInput("Петър", "", family), registry_no=number)
        counter.answer_all(one)
        if family != "Янев":
            counter.nominations.admit(one, actor=HEAD)
    on_table = counter.nominations.admitted(counter.edition_id)
    assert [one.nominee_name for one in on_table] == [
        "Петър Аврамов", "Петър Иванов", "Петър Ъглов",
    ]  # fmt: skip
    assert {one.proposer_name for one in on_table} == {"Сдружение „Дунавски бряг“"}


def test_admission_is_refused_while_a_question_waits(counter: Counter):
    one = counter.register()
    with pytest.raises(Refused, match="Приживе") as refused:
        counter.nominations.admit(one, actor=HEAD)
    assert refused.value.citation == "чл. 40, ал. 5"
    counter.answer_all(one)
    assert counter.nominations.detail(one).row.open_findings == 0
    counter.nominations.admit(one, actor=HEAD)


def test_admitted_nomination_is_changed_only_after_it_is_taken_back(counter: Counter):
    one = counter.register()
    counter.answer_all(one)
    counter.nominations.admit(one, actor=HEAD)
    with pytest.raises(Refused):
        counter.nominations.update(one, counter.typed(genre="проза"), actor=HEAD)
    counter.nominations.ask_completion(one, actor=HEAD, reason="Липсва страница.")
    counter.nominations.update(one, counter.typed(genre="проза"), actor=HEAD)
    assert counter.nominations.detail(one).typed.genre == "проза"


# --- answers and overrides ------------------------------------------------------------------------


def test_answer_is_kept_with_name_and_moment(counter: Counter):
    one = counter.register()
    counter.nominations.answer(one, "posthumous", "Да, разговор по телефона.", actor=CLERK)
    found = counter.nominations.detail(one).findings
    resolution = next(f for f in found if f.rule == "posthumous").resolution
    assert resolution is not None
    assert (resolution.kind, resolution.reason) == ("answer", "Да, разговор по телефона.")
    assert (resolution.by, resolution.at) == ("Ирина Добрева", counter.clock.moment)


def test_answer_about_other_facts_is_asked_again(counter: Counter):
    one = counter.register()
    counter.answer_all(one)
    changed = counter.typed(person=PersonInput("Ана", "", "Илиева"))
    counter.nominations.update(one, changed, actor=CLERK)
    assert "posthumous" in open_rules(counter, one)


@pytest.mark.requirement("R-X-0.1")
def test_answer_does_not_lift_what_blocks(counter: Counter):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registered_on=date(2026, 5, 12))
    with pytest.raises(Refused) as refused:
        counter.nominations.answer(one, "submission-deadline", "Все едно.", actor=HEAD)
    assert refused.value.citation == "чл. 44, ал. 2"
    assert "submission-deadline" in open_rules(counter, one)


@pytest.mark.requirement("R-X-0.1")
def test_late_nomination_is_admitted_by_a_numbered_override(counter: Counter):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registered_on=date(2026, 5, 12))
    number = counter.nominations.override(one, "submission-deadline", POSTMARK, actor=HEAD)
    assert number == "1/2026"
    detail = counter.nominations.detail(one)
    (kept,) = detail.overrides
    assert (kept.rule, kept.citation) == ("submission-deadline", "чл. 44, ал. 2")
    assert (kept.reason, kept.basis) == (POSTMARK.reason, POSTMARK.basis)
    assert (kept.authorised_by, kept.by) == ("М. Колева, ръководител", "Мария Колева")
    assert kept.at == counter.clock.moment
    counter.answer_all(one)
    counter.nominations.admit(one, actor=HEAD)
    assert counter.state(one) is State.ADMITTED
    assert counter.services.overrides.list(2026) == detail.overrides


@pytest.mark.requirement("R-X-0.1")
@pytest.mark.parametrize(
    ("written", "says"),
    [
        (replace(POSTMARK, reason="клеймо"), "твърде кратко"),
        (replace(POSTMARK, reason="   к л е й м о       "), "твърде кратко"),
        (replace(POSTMARK, basis=" "), "Липсва документът"),
    ],
)
def test_override_without_reason_or_basis_is_refused(
    counter: Counter, written: OverrideInput, says: str
):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registered_on=date(2026, 5, 12))
    with pytest.raises(Refused, match=says):
        counter.nominations.override(one, "submission-deadline", written, actor=HEAD)
    assert counter.services.overrides.list() == ()
    assert "submission-deadline" in open_rules(counter, one)


@pytest.mark.requirement("R-X-0.11")
def test_clerk_cannot_pass_what_blocks(counter: Counter):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registered_on=date(2026, 5, 12))
    with pytest.raises(Refused, match="ръководител"):
        counter.nominations.override(one, "submission-deadline", POSTMARK, actor=CLERK)
    assert counter.services.overrides.list() == ()


def test_override_of_what_is_met_is_refused(counter: Counter):
    one = counter.register()
    with pytest.raises(Refused, match="изпълнено"):
        counter.nominations.override(one, "submission-deadline", POSTMARK, actor=HEAD)


@pytest.mark.requirement("R-X-0.1")
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE override SET reason = 'x'",
        "DELETE FROM override",
        "UPDATE nomination_state SET at = '2026-05-01'",
        "DELETE FROM nomination_state",
    ],
)
def test_override_and_history_are_kept_for_ever(counter: Counter, attack: str):
    counter.clock.moment = datetime(2026, 5, 12, 9, 0, tzinfo=SOFIA)
    one = counter.register(registered_on=date(2026, 5, 12))
    counter.nominations.override(one, "submission-deadline", POSTMARK, actor=HEAD)
    with pytest.raises(DBAPIError), counter.services.store.engine.begin() as connection:
        connection.execute(text(attack))
    assert len(counter.services.overrides.list()) == 1


@pytest.mark.requirement("R-44-2.4")
def test_choice_by_the_postmark_is_stored_with_its_proof(counter: Counter):
    counter.clock.moment = datetime(2026, 5, 13, 9, 0, tzinfo=SOFIA)
    scan = counter.folder / "плик.jpg"
    scan.write_bytes(b"\xff\xd8 plik")
    one = counter.register(
        registered_on=date(2026, 5, 13),
        channel=Channel.POST,
        sent_on=date(2026, 5, 10),
        attachments=(scan,),
    )
    assert "submission-deadline" in open_rules(counter, one)
    counter.nominations.answer(
        one, "submission-deadline", "В срок по пощенско клеймо, плик приложен.", actor=HEAD
    )
    detail = counter.nominations.detail(one)
    finding = next(f for f in detail.findings if f.rule == "submission-deadline")
    assert finding.resolution is not None
    assert not finding.open
    assert [file.name for file in detail.attachments] == ["плик.jpg"]


# --- drafts ---------------------------------------------------------------------------------------


def test_draft_has_no_number_and_may_be_empty(counter: Counter):
    one = counter.nominations.save_draft(NominationInput(counter.edition_id), actor=CLERK)
    (row,) = counter.nominations.rows()
    assert (row.id, row.number, row.state, row.nominee) == (one, "", State.DRAFT, "")
    assert counter.nominations.detail(one).history == ()


def test_draft_saved_twice_is_one_draft_with_one_card(counter: Counter):
    one = counter.nominations.save_draft(counter.typed(), actor=CLERK)
    again = counter.nominations.save_draft(
        counter.typed(person=PersonInput("Димитър", "Георгиев", "Стоянов-Русев")),
        actor=CLERK,
        nomination_id=one,
    )
    assert again == one
    assert counter.services.people.people() == ()  # a draft's card is nobody's yet
    counter.nominations.register(
        counter.nominations.detail(one).typed, actor=CLERK, nomination_id=one
    )
    assert [person.family for person in counter.services.people.people()] == ["Стоянов-Русев"]
    assert len(counter.services.people.organisations()) == 1


def test_draft_becomes_the_registered_nomination(counter: Counter):
    one = counter.nominations.save_draft(counter.typed(motives="чернова"), actor=CLERK)
    same = counter.nominations.register(counter.typed(), actor=CLERK, nomination_id=one)
    assert same == one
    detail = counter.nominations.detail(one)
    assert (detail.row.number, detail.typed.motives) == ("ПР-2026-001", MOTIVES.strip())
    assert len(counter.nominations.rows()) == 1


def test_deleted_draft_comes_back_as_it_was(counter: Counter):
    scan = counter.folder / "писмо.pdf"
    scan.write_bytes(b"%PDF-1.4 pismo")
    one = counter.nominations.save_draft(counter.typed(attachments=(scan,)), actor=CLERK)
    before = counter.nominations.detail(one)
    typed = counter.nominations.delete_draft(one, actor=CLERK)
    scan.unlink()
    with pytest.raises(NotFound):
        counter.nominations.detail(one)
    again = counter.nominations.save_draft(typed, actor=CLERK)
    after = counter.nominations.detail(again)
    assert after.row.nominee == before.row.nominee
    assert after.row.proposer == before.row.proposer
    assert after.typed.merits == before.typed.merits
    assert after.typed.motives == before.typed.motives
    assert [f.sha256 for f in after.attachments] == [f.sha256 for f in before.attachments]
    assert [f.name for f in after.attachments] == ["писмо.pdf"]


def test_registered_nomination_is_not_deleted(counter: Counter):
    one = counter.register()
    with pytest.raises(Refused, match="не се изтрива"):
        counter.nominations.delete_draft(one, actor=HEAD)
    assert counter.state(one) is State.SUBMITTED


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-X-0.18")
def test_attached_file_outlives_its_source(counter: Counter, tmp_path: Path):
    scan = tmp_path / "сканирано.pdf"
    content = b"%PDF-1.4" + bytes(2_000_000)
    scan.write_bytes(content)
    one = counter.register()
    view = counter.services.attachments.add(scan, actor=CLERK, nomination_id=one)
    scan.unlink()
    kept = counter.services.attachments.path(view.id)
    assert kept.is_relative_to(counter.folder)
    assert kept.read_bytes() == content
    assert (view.name, view.size) == ("сканирано.pdf", len(content))
    assert view.added_on == counter.clock.today()
    assert view.sha256 in kept.name


@pytest.mark.requirement("R-X-0.18")
@pytest.mark.parametrize(
    ("name", "size"), [("празен.pdf", 0), ("голям.pdf", 20_000_001), ("програма.exe", 10)]
)
def test_file_that_is_empty_too_large_or_strange_is_refused(
    counter: Counter, tmp_path: Path, name: str, size: int
):
    one = counter.register()
    file = tmp_path / name
    with file.open("wb") as handle:
        handle.truncate(size)
    with pytest.raises(UserError):
        counter.services.attachments.add(file, actor=CLERK, nomination_id=one)
    assert counter.nominations.detail(one).attachments == ()


def test_missing_file_stops_the_registration(counter: Counter, tmp_path: Path):
    with pytest.raises(UserError):
        counter.register(attachments=(tmp_path / "няма.pdf",))
    assert counter.nominations.rows() == ()


def test_short_motives_with_an_attachment_raise_no_question(counter: Counter, tmp_path: Path):
    scan = tmp_path / "мотиви.pdf"
    scan.write_bytes(b"%PDF-1.4 motivi")
    without = counter.register(motives="м" * 180)
    with_file = counter.register(
        motives="м" * 180, registry_no="30-212", attachments=(scan,),
        person=PersonInput("Ана", "", "Илиева"),
    )  # fmt: skip
    assert "motives-length" in open_rules(counter, without)
    assert "motives-length" not in open_rules(counter, with_file)


# --- cards, lists, audit ----------------------------------------------------------------------------


def test_same_person_and_organisation_are_one_card(counter: Counter):
    counter.register()
    counter.register(slot="1.4", genre="", registry_no="30-300")
    assert len(counter.services.people.people()) == 1
    assert len(counter.services.people.organisations()) == 1


def test_namesake_from_another_workplace_is_another_card(counter: Counter):
    counter.register()
    other = PersonInput("Димитър", "Георгиев", "Стоянов", employer="Опера „Дунав“")
    counter.register(person=other, registry_no="30-300")
    assert len(counter.services.people.people()) == 2


def test_same_nominee_in_two_sections_is_for_judgement(counter: Counter):
    counter.register()
    one = counter.register(slot="1.4", genre="", registry_no="30-300")
    assert "two-sections" in open_rules(counter, one)


@pytest.mark.requirement("R-43-1.9")
def test_team_keeps_its_members_in_order(counter: Counter):
    members = ("Вяра Колева", "Ана Илиева", "Боян Илиев")
    one = counter.register(
        slot="2.3", genre="", category="", person=None, nominee_kind=NomineeKind.TEAM,
        team=TeamInput("Екип „Роботика“", members=members),
        proposer=OrganisationInput("Училище „Слънчев лъч“", areas=("education",)),
    )  # fmt: skip
    card = counter.nominations.detail(one).nominee
    assert getattr(card, "members", None) == members


def test_list_is_searched_by_name_number_proposer_and_state(counter: Counter):
    one = counter.register()
    counter.register(person=PersonInput("Ана", "", "Илиева"), registry_no="30-212")

    def found(**wanted: object) -> list[int]:
        rows = counter.nominations.rows(NominationFilter(**wanted))  # type: ignore[arg-type]
        return [row.id for row in rows]

    assert found(text="стоянов") == [one]
    assert found(text="ПР-2026-001") == [one]
    assert found(text="30-211 димитър") == [one]
    assert len(found(text="дунавски бряг")) == 2
    assert found(text="100%") == []
    assert found(states=frozenset({State.ADMITTED})) == []
    assert found(year=2025) == []


@pytest.mark.requirement("R-X-0.12")
def test_change_of_the_registration_day_is_in_the_audit_with_old_and_new(counter: Counter):
    one = counter.register(registered_on=date(2026, 5, 6))
    counter.nominations.update(one, counter.typed(), actor=HEAD)
    with counter.services.store.read() as session:
        line = session.execute(
            text("SELECT actor, body FROM audit_line WHERE verb = 'nominations.update'")
        ).one()
    assert line.actor == "Мария Колева"
    assert "2026-05-06" in line.body
    assert "2026-05-07" in line.body
    lines, broken = counter.services.store.verify_audit()
    assert lines >= 3
    assert broken is None


def test_audit_lines_name_no_person(counter: Counter):
    one = counter.register()
    counter.answer_all(one)
    counter.nominations.withdraw(one, actor=CLERK, reason="Писмо от Стоянов лично.")
    with counter.services.store.read() as session:
        bodies = session.scalars(text("SELECT body FROM audit_line")).all()
    assert not [body for body in bodies if "Стоянов" in body]


@pytest.mark.requirement("R-PRE-0.3")
def test_edition_is_opened_once_under_a_known_text(counter: Counter):
    with pytest.raises(Refused, match="вече е открито"):
        counter.services.editions.open("NR", 2026, actor=HEAD, law_edition="2024-02-29")
    with pytest.raises(Refused):
        counter.services.editions.open("NR", 2027, actor=HEAD, law_edition="1999-01-01")
    assert counter.services.editions.get(counter.edition_id).law_edition == "2024-02-29"
