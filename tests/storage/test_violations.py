"""Violations on a real file: signal, judgement, act, decree, fine, repeat, the file as PDF (чл. 75–77)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import docx_papers, papers, registers
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.domain.violations import (
    CHANGED,
    NONE,
    OTHER,
    REVOKED,
    Offender,
    SignalInput,
    State,
    Step,
    StepInput,
    Violation,
)
from ruse_desktop.exchange import registers as sheets
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 12, 1, 11, 0, tzinfo=SOFIA)
SIGNAL = SignalInput(
    "emblem", date(2027, 9, 3), "Ива Бонева", "писмо", "герб на предизборна листовка",
    "ул. „Александровска“", offender_kind=Offender.PERSON, offender="Петър Цонев",
)  # fmt: skip
WHY = "вписано по погрешка в друга преписка"
JUDGED = StepInput(
    Step.JUDGEMENT, date(2027, 9, 6), code="ban-1", text="предизборна листовка с герба",
    who="Мария Колева",
)  # fmt: skip
ACT = StepInput(Step.ACT, date(2027, 9, 10), number="12", office="drawer-koors", who="Иван Ганев")
DECREE = StepInput(
    Step.DECREE, date(2027, 10, 5), number="14", office="issuer-mayor", who="Кметът",
    amount=Decimal("100.00"),
)  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def play(house: Services, found: Violation, *steps: StepInput) -> Violation:
    for one in steps:
        found = house.violation_steps.add(found.id, one, actor=ACTOR)
    return found


def opened(house: Services, *steps: StepInput, **other: object) -> Violation:
    typed = replace(SIGNAL, **other)  # type: ignore[arg-type]  # fields of the signal
    return play(house, house.violations.open(typed, actor=ACTOR), *steps)


def in_force(day: date) -> tuple[StepInput, ...]:
    served = StepInput(Step.SERVED, date(2027, 10, 7), who="Петър Цонев")
    return JUDGED, ACT, DECREE, served, StepInput(Step.IN_FORCE, day)


@pytest.mark.requirement("R-75-0.3")
def test_a_signal_opens_a_numbered_file_with_its_permit(house: Services, tmp_path: Path) -> None:
    for _n in range(3):
        opened(house)
    found = opened(house, permit="Разрешение № 7/01.02.2027 г.", permit_id=7)
    assert found.number_text == "Н-4/2027"
    assert house.violations.get(found.id) == found
    assert found.typed.place == "ул. „Александровска“"
    assert found.state is State.SIGNAL
    assert house.violations.of_permit(7) == (found,)
    straight = house.violations.open(SIGNAL, actor=ACTOR, permit_id=8)
    assert house.violations.of_permit(8) == (straight,)
    photo = tmp_path / "снимка.png"
    Image.new("RGB", (40, 30), "white").save(photo)
    house.violation_files.add(found.id, photo, actor=ACTOR, note="листовката")
    (kept,) = house.violations.get(found.id).evidence
    assert (kept.name, kept.note) == ("снимка.png", "листовката")
    assert house.violation_files.path(kept.id).read_bytes() == photo.read_bytes()
    assert house.attachments.sweep() == 0
    with pytest.raises(Refused, match="вече е в преписката"):
        house.violation_files.add(found.id, photo, actor=ACTOR)
    house.violation_files.remove(kept.id, WHY, actor=ACTOR)
    assert house.violations.get(found.id).evidence == ()


@pytest.mark.requirement("R-2-0.2")
@pytest.mark.parametrize("symbol", ["emblem", "flag", "badge", "seal"])
def test_every_symbol_may_be_misused(house: Services, symbol: str) -> None:
    found = opened(
        house, JUDGED, symbol=symbol, description="тиражирана значка „Русе“ с партийно лого"
    )
    assert found.state is State.JUDGED
    judgement = found.last(Step.JUDGEMENT)
    assert judgement is not None
    assert str(judgement.citation) == "чл. 75"
    assert judgement.code_name == "за политически послания"


def test_a_file_without_a_symbol_or_with_dates_that_contradict_is_refused(house: Services) -> None:
    with pytest.raises(Refused, match="Изберете символ") as refused:
        opened(house, symbol="")
    assert refused.value.citation == "чл. 2"
    for wrong in (
        {"signal_on": date(2027, 12, 2)}, {"committed_on": date(2027, 9, 4)}, {"source": " "},
        {"description": ""}, {"offender": ""}, {"signal_on": None}, {"channel": ""},
        {"offender_id": 99},
    ):  # fmt: skip
        with pytest.raises(UserError):
            opened(house, **wrong)
    assert not house.violations.keys(RegisterFilter())
    found = opened(house, JUDGED)
    with pytest.raises(Refused, match="първата стъпка"):
        house.violations.correct(found.id, replace(SIGNAL, signal_on=date(2027, 9, 7)), actor=ACTOR)
    with pytest.raises(Refused, match="2027"):
        house.violations.correct(found.id, replace(SIGNAL, signal_on=date(2026, 9, 3)), actor=ACTOR)
    corrected = house.violations.correct(
        found.id, replace(SIGNAL, offender="Петър Иванов Цонев"), actor=ACTOR
    )
    assert corrected.typed.offender == "Петър Иванов Цонев"
    with pytest.raises(NotFound):
        house.violations.get(99)


@pytest.mark.requirement("R-76-1.1")
@pytest.mark.parametrize(
    ("day", "amount", "taken"),
    [
        (date(2025, 10, 5), "49.99", False), (date(2025, 10, 5), "50", True),
        (date(2025, 10, 5), "500", True), (date(2025, 10, 5), "600", False),
        (date(2027, 10, 5), "25.55", False), (date(2027, 10, 5), "25.56", True),
        (date(2027, 10, 5), "255.65", True), (date(2027, 10, 5), "255.66", False),
    ],
)  # fmt: skip
def test_the_fine_has_limits_in_the_money_of_its_day(
    house: Services, day: date, amount: str, taken: bool
) -> None:
    year = day.year
    found = opened(
        house, replace(JUDGED, on=date(year, 9, 6)), replace(ACT, on=date(year, 9, 10)),
        signal_on=date(year, 9, 3),
    )  # fmt: skip
    typed = replace(DECREE, on=day, amount=Decimal(amount))
    if not taken:
        with pytest.raises(Refused, match=r"извън границите \(чл\. 76, ал\. 1\)") as refused:
            play(house, found, typed)
        assert refused.value.citation == "чл. 76, ал. 1"
        assert house.violations.get(found.id) == found
        return
    found = play(house, found, typed)
    assert found.fine == (Decimal(amount), "BGN" if year == 2025 else "EUR")
    (limits,) = (
        f for f in house.violation_steps.findings(found.id, typed) if f.rule == "fine-limits"
    )
    assert limits.verdict is Verdict.MET
    if year == 2027:
        assert "25,56\u00a0€ (равностойност на 50,00\u00a0лв.)" in limits.explanation


@pytest.mark.requirement("R-76-1.2")
def test_an_organisation_is_not_fined_its_guilty_person_is_asked_for(house: Services) -> None:
    other = {"offender_kind": Offender.ORGANISATION, "offender": "„Печат и хартия“ ЕООД"}
    found = opened(house, JUDGED, ACT, **other)
    with pytest.raises(Refused, match="не предвижда имуществена санкция") as refused:
        play(house, found, DECREE)
    assert "виновното физическо лице" in refused.value.advice
    explained = play(house, found, replace(DECREE, reason="лицето се установява допълнително"))
    assert explained.last(Step.DECREE) is not None
    named = opened(house, JUDGED, ACT, guilty="Ана Станева", **other)
    assert named.guilty == "Ана Станева"
    assert play(house, named, DECREE).state is State.DECREE


@pytest.mark.requirement("R-76-2.1")
def test_an_earlier_decree_in_force_asks_whether_it_is_repeated(house: Services) -> None:
    first = opened(house, *in_force(date(2027, 10, 28)))
    assert house.violations.findings(first.id) == ()
    again = house.violations.open(
        replace(SIGNAL, signal_on=date(2027, 11, 20), offender="ПЕТЪР ЦОНЕВ"), actor=ACTOR
    )
    (finding,) = house.violations.findings(again.id)
    assert finding.sentence.startswith("Възможна повторност")
    assert str(finding.citation) == "чл. 76, ал. 2"
    assert finding.verdict is Verdict.JUDGEMENT
    assert not finding.blocking
    assert "Н-1/2027: постановление № 14/05.10.2027" in finding.explanation
    assert "юрист" in finding.question
    stranger = house.violations.open(
        replace(SIGNAL, signal_on=date(2027, 11, 20), offender="Ива Бонева"), actor=ACTOR
    )
    assert house.violations.findings(stranger.id) == ()
    house.practices.set(
        "repeat_months", "1", valid_from=date(2027, 11, 1), reason="по указание на юриста",
        actor=ACTOR,
    )  # fmt: skip
    house.rebuild()
    late = house.violations.open(replace(SIGNAL, signal_on=date(2027, 11, 29)), actor=ACTOR)
    assert house.violations.findings(late.id) == ()


def test_a_repeat_is_found_by_card_even_after_cards_are_joined(house: Services) -> None:
    cards = [
        house.people.save_person(PersonInput(given="Петър", family=name), actor=ACTOR)
        for name in ("Цонев", "Цонев-Русенски")
    ]
    opened(house, *in_force(date(2027, 10, 28)), offender_id=cards[0].id)
    again = opened(house, signal_on=date(2027, 11, 20), offender="П. Ц.", offender_id=cards[1].id)
    assert house.violations.findings(again.id) == ()
    house.people.merge(NomineeKind.PERSON, cards[1].id, cards[0].id, actor=ACTOR)
    (finding,) = house.violations.findings(again.id)
    assert finding.rule == "repeat"


@pytest.mark.requirement("R-77-0.1")
def test_an_act_of_an_official_without_an_order_wants_a_reason(house: Services) -> None:
    found = opened(house, JUDGED)
    clerk = replace(ACT, office=OTHER, who="Мария Колева, експерт в отдел „Култура“")
    with pytest.raises(Refused, match="само ако е определено със заповед") as refused:
        play(house, found, clerk)
    assert refused.value.citation == "чл. 77"
    late = replace(clerk, office="drawer-named", order_no="88", order_on=date(2027, 9, 11))
    with pytest.raises(Refused, match="след акта"):
        play(house, found, late)
    named = play(house, found, replace(late, order_on=date(2027, 9, 1)))
    act = named.last(Step.ACT)
    assert act is not None
    assert (act.order_no, act.order_on, act.reason) == ("88", date(2027, 9, 1), "")
    other = opened(house, JUDGED, replace(clerk, reason="заповедта се изготвя, ще се приложи"))
    act = other.last(Step.ACT)
    assert act is not None
    assert act.numbered == "№ 12/10.09.2027\u00a0г."
    assert act.reason.startswith("заповедта")
    for unit, name in (
        ("drawer-koors", "СЗ „КООРС“"),
        ("drawer-police", "звено „Общинска полиция“"),
    ):
        act = opened(house, JUDGED, replace(ACT, office=unit)).last(Step.ACT)
        assert act is not None
        assert act.office_name == name


@pytest.mark.requirement("R-77-0.2")
def test_a_decree_is_issued_by_the_mayor_or_a_named_deputy_only(house: Services) -> None:
    found = opened(house, JUDGED, ACT)
    secretary = replace(DECREE, office=OTHER, who="Секретарят")
    with pytest.raises(Refused, match=r"от кмета или от определен от него.*чл\. 77") as refused:
        play(house, found, replace(secretary, reason="кметът е в отпуск тази седмица"))
    assert refused.value.citation == "чл. 77"
    deputy = replace(DECREE, office="issuer-deputy", who="Ева Цонева")
    with pytest.raises(Refused, match="само ако кметът го е определил"):
        play(house, found, deputy)
    with pytest.raises(Refused, match="след деня на постановлението"):
        play(house, found, replace(deputy, order_no="88/2027", order_on=date(2027, 10, 6)))
    named = replace(deputy, order_no="88/2027", order_on=date(2027, 3, 1))
    decree = play(house, found, named).last(Step.DECREE)
    assert decree is not None
    assert decree.office_name == "зам.-кмет, определен от кмета"
    assert opened(house, JUDGED, ACT, DECREE).state is State.DECREE


def test_a_case_goes_to_its_end_and_every_state_is_said(house: Services) -> None:
    found = opened(house)
    served = StepInput(Step.SERVED, date(2027, 10, 7), who="Петър Цонев")
    appeal = StepInput(Step.APPEALED, date(2027, 10, 12), who="Районен съд – Русе", number="701")
    ruled = StepInput(
        Step.RULED, date(2027, 11, 2), number="55", who="Районен съд – Русе", code=CHANGED,
        amount=Decimal(50),
    )  # fmt: skip
    paid = StepInput(Step.PAID, date(2027, 11, 20), number="ПН-3", amount=Decimal(20))
    states = []
    for step in (
        JUDGED,
        StepInput(Step.REPORT, date(2027, 9, 7), number="ОД-5", who="СЗ „КООРС“"),
        ACT,
        StepInput(Step.OBJECTION, date(2027, 9, 12), who="Петър Цонев", text="не е мое"),
        DECREE, served, appeal, ruled, StepInput(Step.IN_FORCE, date(2027, 11, 16)), paid,
    ):  # fmt: skip
        found = play(house, found, step)
        states.append(found.state)
    assert [str(one) for one in states] == [
        "judged", "judged", "act", "act", "decree", "served", "appealed", "appealed", "in-force",
        "in-force",
    ]  # fmt: skip
    assert found.fine == (Decimal("50.00"), "EUR")
    with pytest.raises(Refused, match="остават 30,00"):
        play(house, found, replace(paid, amount=Decimal("30.01")))
    found = play(house, found, replace(paid, number="ПН-4", amount=Decimal(30)))
    assert found.state is State.PAID
    with pytest.raises(Refused, match="не може да се впише сега"):
        play(house, found, paid)
    revoked = opened(house, JUDGED, ACT, DECREE, served, appeal, replace(ruled, code=REVOKED))
    assert revoked.state is State.REVOKED
    assert revoked.fine is None


def test_a_fine_in_leva_is_paid_in_euro_after_the_change(house: Services) -> None:
    found = opened(
        house, replace(JUDGED, on=date(2025, 9, 6)), replace(ACT, on=date(2025, 9, 10)),
        replace(DECREE, on=date(2025, 10, 5)),
        StepInput(Step.SERVED, date(2025, 10, 7), who="Петър Цонев"),
        StepInput(Step.IN_FORCE, date(2025, 11, 1)),
        StepInput(Step.PAID, date(2025, 12, 1), number="1", amount=Decimal(40)),
        signal_on=date(2025, 9, 3),
    )  # fmt: skip
    rest = StepInput(Step.PAID, date(2026, 2, 1), number="2", amount=Decimal("30.69"))
    with pytest.raises(Refused, match="остават 30,68\u00a0€"):
        play(house, found, rest)
    found = play(house, found, replace(rest, amount=Decimal(20)))
    assert found.state is State.IN_FORCE
    found = play(house, found, replace(rest, number="3", amount=Decimal("10.68")))
    assert found.state is State.PAID
    assert [one.currency for one in found.paid] == ["BGN", "EUR", "EUR"]
    with pytest.raises(Refused, match="стои върху"):
        house.violation_steps.strike(found.steps[5].id, WHY, actor=ACTOR)


def test_steps_have_an_order_days_and_stay_once_written(house: Services) -> None:
    found = opened(house)
    with pytest.raises(Refused, match="Първо впишете „Преценка на основанието“"):
        play(house, found, ACT)
    with pytest.raises(Refused, match="а сигналът е от 03"):
        play(house, found, replace(JUDGED, on=date(2027, 9, 2)))
    with pytest.raises(Refused, match="още не е дошъл"):
        play(house, found, replace(JUDGED, on=date(2027, 12, 2)))
    with pytest.raises(UserError, match="пояснение"):
        play(house, found, replace(JUDGED, text=" "))
    found = play(house, found, JUDGED, ACT)
    with pytest.raises(Refused, match="а „Акт за нарушение“ е от"):
        play(house, found, replace(DECREE, on=date(2027, 9, 9)))
    judgement, act = found.steps
    with pytest.raises(Refused, match="стои върху"):
        house.violation_steps.strike(judgement.id, WHY, actor=ACTOR)
    with pytest.raises(UserError, match="кратка"):
        house.violation_steps.strike(act.id, "не", actor=ACTOR)
    found = house.violation_steps.strike(act.id, WHY, actor=ACTOR)
    assert found.state is State.JUDGED
    assert found.steps[1].struck_why == WHY
    with pytest.raises(Refused, match="вече е зачеркната"):
        house.violation_steps.strike(act.id, WHY, actor=ACTOR)
    for statement in (
        "UPDATE violation_step SET \"on\" = '2027-09-05'", "DELETE FROM violation_step",
        "DELETE FROM violation",
    ):  # fmt: skip
        with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
            tx.session.execute(text(statement))


def test_a_file_is_closed_without_a_decree_for_a_reason(house: Services) -> None:
    found = opened(house, replace(JUDGED, code=NONE, text="гербът е на покана на общината"))
    assert found.state is State.NO_VIOLATION
    with pytest.raises(Refused):
        play(house, found, ACT)
    closing = StepInput(Step.CLOSED, date(2027, 9, 8), text="няма нарушение")
    found = play(house, found, closing)
    assert found.state is State.CLOSED
    with pytest.raises(Refused, match="приключена"):
        house.violations.correct(found.id, SIGNAL, actor=ACTOR)
    with pytest.raises(Refused, match="Преписката е приключена"):
        house.violation_steps.strike(found.steps[0].id, WHY, actor=ACTOR)


@pytest.mark.requirement("R-77-0.3")
def test_the_report_and_the_whole_file_are_printed(house: Services, tmp_path: Path) -> None:
    found = opened(house, JUDGED)
    for n in (1, 2):
        photo = tmp_path / f"снимка {n}.jpg"
        Image.new("RGB", (400, 300 + n), "white").save(photo)
        house.violation_files.add(found.id, photo, actor=ACTOR)
    content = house.violation_papers.report(found.id)
    said = words(papers.render(content), 0)
    for part in ("ДОКЛАДНА", "СЗ „КООРС“", "Н-1/2027", "2 снимки", "няма разрешение", "чл. 75",
                 "снимка 2.jpg"):  # fmt: skip
        assert part in said
    made = docx.Document(io.BytesIO(docx_papers.render(content, made=NOW)))
    assert "2 снимки" in "\n".join(one.text for one in made.paragraphs)
    scan, note, broken = tmp_path / "акт.pdf", tmp_path / "бележка.txt", tmp_path / "счупен.pdf"
    scan.write_bytes(papers.render(content))
    note.write_text("без значение", encoding="utf-8")
    broken.write_bytes(b"%PDF-1.7 not really")
    for one in (scan, note, broken):
        house.violation_files.add(found.id, one, actor=ACTOR)
    found = play(house, found, ACT)
    whole = house.violation_papers.case(found.id)
    assert len(pypdf.PdfReader(io.BytesIO(whole)).pages) == 4
    cover = words(whole, 0)
    for part in ("ПРЕПИСКА Н-1/2027", "Петър Цонев", "Акт за нарушение", "стр. 2", "стр. 4",
                 "отделно"):  # fmt: skip
        assert part in cover
    assert "Н-1/2027 · приложение 2 · стр. 3 от 4" in words(whole, 2)
    assert "ДОКЛАДНА" in words(whole, 3)


def test_the_register_is_searched_filtered_and_printed(house: Services) -> None:
    opened(house, *in_force(date(2027, 10, 28)))
    opened(house, symbol="flag", description="знаме върху чаша", offender="Ана Станева")

    def numbers(**asked: object) -> list[str]:
        keys = house.violations.keys(RegisterFilter(**asked))  # type: ignore[arg-type]  # its fields
        return [row.texts[0] for row in house.violations.rows(keys)]

    assert numbers() == ["Н-2/2027", "Н-1/2027"]
    assert numbers(text="станева") == ["Н-2/2027"]
    assert numbers(text="н-1/2027") == ["Н-1/2027"]
    assert numbers(choices=(("symbol", "flag"),)) == ["Н-2/2027"]
    assert numbers(choices=(("state", "in-force"),)) == ["Н-1/2027"]
    assert numbers(until=date(2027, 9, 2)) == []
    sheet = house.violations.sheet(RegisterFilter(since=date(2027, 1, 1)))
    assert len(sheet.lines) == 2
    made = CalamineWorkbook.from_filelike(io.BytesIO(sheets.workbook(sheet)))
    cells = made.get_sheet_by_index(0).to_python()
    assert cells[5][:3] == ["Н-1/2027", date(2027, 9, 3), "Герб"]
    said = words(registers.render(sheet), 0)
    for part in ("Регистър на нарушенията", "чл. 75, чл. 77", "от 01.01.2027", "Н-1/2027",
                 "100,00 €", "в сила", "Общо 2 преписки"):  # fmt: skip
        assert part in said
