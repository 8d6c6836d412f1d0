"""Permits on a real file: applications, the mayor's decision, terms, doubles, paper, first page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

import docx
import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import docx_papers
from ruse_desktop.documents import papers as pdf_papers
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.permits import (
    ALLOWED,
    OTHER,
    Applicant,
    PermitInput,
    State,
    Step,
    StepInput,
)
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.facade import Services
from ruse_desktop.storage.permits import PermitRow
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 3, 20, 11, 0, tzinfo=SOFIA)
APPLIED = date(2027, 2, 3)
DAY = date(2027, 2, 15)
TYPED = PermitInput(
    symbol="flag", incoming_no="РЗ-17", incoming_on=APPLIED, applicant="„Дунав сувенири“ ЕООД",
    product="знаменца за маса", uses=("emblem-permit-1",), sizes="45×85 см", copies=200,
    for_sale=True, use_from=date(2027, 3, 1), use_until=date(2027, 12, 31), ground="бяло",
    place_of_emblem="в центъра",
)  # fmt: skip
GRANT = StepInput(
    Step.GRANTED, DAY, number="РЗ-1", signed_by="Кмет на Община Русе",
    valid_from=date(2027, 3, 1), valid_until=date(2027, 12, 31), judgement=ALLOWED,
    judged_why="сувенир без никакви послания", requirements="Изисквания, в. 3 от 15.01.2026 г.",
)  # fmt: skip
WHY = "вписано по погрешка от друга преписка"
ALL = RegisterFilter()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def apply(house: Services, **changes: object) -> int:
    return house.permits.apply(replace(TYPED, **changes), actor=ACTOR).id  # type: ignore[arg-type]  # by name


def shown(house: Services, wanted: RegisterFilter = ALL, order: str = "") -> list[str]:
    return [row.texts[0] for row in house.permits.rows(house.permits.keys(wanted, order))]


@pytest.mark.requirement("R-8-0.1", "R-14-0.1")
def test_an_application_is_written_with_a_card_and_the_words_of_the_act(house: Services) -> None:
    assert house.permits.blank() == PermitInput(incoming_no="З-1", incoming_on=NOW.date())
    made = house.permits.apply(TYPED, actor=ACTOR)
    assert house.permits.get(made.id) == made
    assert made.state(NOW.date()) is State.APPLIED
    assert made.use_names == ("сувенирни варианти",)
    assert made.number_text == "РЗ-17/2027"
    assert house.permits.blank().incoming_no == "РЗ-18"
    card = house.people.organisation(made.typed.applicant_id or 0)
    assert card.name == "„Дунав сувенири“ ЕООД"
    again = house.permits.apply(
        replace(TYPED, incoming_no="РЗ-18", product="шал", applicant="Дунав Сувенири ЕООД"),
        actor=ACTOR,
    )
    assert again.typed.applicant_id == card.id
    person = house.permits.apply(
        replace(
            TYPED, incoming_no="РЗ-19", applicant_kind=Applicant.PERSON, applicant="Ива Бонева"
        ),
        actor=ACTOR,
    )
    assert house.people.person(person.typed.applicant_id or 0).family == "Бонева"


@pytest.mark.requirement("R-2-0.1")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"symbol": ""}, "Изберете символ (чл. 2)"),
        ({"symbol": "seal"}, "не предвижда разрешение"),
        ({"uses": ()}, "Не е посочен начин на ползване (чл. 14)"),
        ({"uses": (OTHER,)}, "не е казано какво"),
        ({"incoming_on": date(2027, 3, 21)}, "още не е дошла"),
        ({"use_until": date(2027, 2, 1)}, "преди да е започнал"),
        ({"sizes": "шейсет"}, "не е размер"),
        ({"copies": 0}, "положително"),
        ({"applicant": " "}, "заявител"),
        ({"product": ""}, "изделието"),
        ({"applicant_id": 77}, "Картата"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    house: Services, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said.replace("(", r"\(").replace(")", r"\)")):
        apply(house, **changes)
    assert not house.permits.keys(ALL)
    assert not house.people.organisations()


def test_a_number_is_taken_once_a_year(house: Services) -> None:
    apply(house)
    with pytest.raises(Refused, match="РЗ-17 от 2027"):
        apply(house, product="шал")
    apply(house, product="шал", incoming_on=date(2026, 5, 5))
    assert shown(house) == ["РЗ-17/2027", "РЗ-17/2026"]


@pytest.mark.requirement("R-75-0.2", "R-8-0.4", "R-8-0.5", "R-14-0.1")
def test_only_a_written_permit_of_the_mayor_allows(house: Services) -> None:
    number = apply(house)
    for lacking, said in (
        ({"number": ""}, "Няма писмено разрешение от кмета"),
        ({"signed_by": " "}, "Няма писмено разрешение от кмета"),
        ({"acting": True}, "заповедта не е посочена"),
        ({"requirements": ""}, "версията на изискванията"),
        ({"judgement": ""}, "Не е преценено"),
        ({"judged_why": "да"}, "твърде кратка"),
        ({"on": date(2027, 2, 2)}, "преди предходната стъпка"),
        ({"on": date(2027, 3, 21)}, "още не е дошъл"),
        ({"valid_from": date(2027, 2, 14)}, "преди деня, в който е дадено"),
        ({"valid_until": date(2027, 2, 28)}, "преди да е започнало"),
        ({"acting": True, "order_no": "5", "order_on": date(2027, 2, 16)}, "след деня"),
    ):
        with pytest.raises(UserError, match=said):
            house.permit_steps.add(number, replace(GRANT, **lacking), actor=ACTOR)  # type: ignore[arg-type]  # by name
        assert house.permits.get(number).state(NOW.date()) is State.APPLIED
    acting = replace(GRANT, acting=True, order_no="РД-5", order_on=DAY)
    made = house.permit_steps.add(number, acting, actor=ACTOR)
    assert made.state(NOW.date()) is State.GRANTED
    assert made.number_text == "РЗ-1/2027"
    assert made.granted is not None
    assert made.granted.typed == acting
    assert made.granted.judgement_name == "не е забранено"
    assert house.permit_steps.usual().number == "РЗ-2"
    assert house.permit_steps.usual().order_no == "РД-5"
    assert house.permit_steps.usual().requirements == "Изисквания, в. 3 от 15.01.2026 г."
    other = apply(house, incoming_no="РЗ-20", product="шал")
    with pytest.raises(Refused, match="РЗ-1/2027 вече е вписано"):
        house.permit_steps.add(other, GRANT, actor=ACTOR)
    with pytest.raises(IntegrityError), house.store.write(ACTOR, "x", ()) as tx:
        tx.session.execute(
            text("UPDATE permit_step SET number = '' WHERE permit_id = :n"), {"n": number}
        )


@pytest.mark.requirement("R-8-0.7", "R-75-0.1")
def test_a_refusal_needs_reasons_and_the_ban_forbids_a_permit(house: Services) -> None:
    number = apply(house)
    banned = replace(GRANT, judgement="ban-1", judged_why="лого на политическа партия на гърба")
    with pytest.raises(Refused, match="за политически послания") as stopped:
        house.permit_steps.add(number, banned, actor=ACTOR)
    assert stopped.value.citation == "чл. 75"
    refusal = replace(banned, kind=Step.REFUSED)
    with pytest.raises(UserError, match="твърде кратка"):
        house.permit_steps.add(number, replace(refusal, text=""), actor=ACTOR)
    made = house.permit_steps.add(
        number, replace(refusal, text="Ползването е с политическо послание."), actor=ACTOR
    )
    assert made.state(NOW.date()) is State.REFUSED
    assert made.decision is not None
    assert made.decision.judgement_name == "за политически послания"
    assert made.decision.typed.valid_from is None
    found = {one.rule: one for one in house.permits.findings(number)}
    assert "за политически послания" in found["permit-ban"].sentence
    with pytest.raises(Refused, match="не може да се впише"):
        house.permit_steps.add(number, GRANT, actor=ACTOR)
    made = house.permit_steps.strike(number, made.standing[-1].id, WHY, actor=ACTOR)
    assert made.state(NOW.date()) is State.APPLIED
    assert house.permit_steps.add(number, GRANT, actor=ACTOR).number_text == "РЗ-1/2027"


@pytest.mark.requirement("R-8-0.2", "R-14-0.2")
def test_a_rule_is_passed_only_by_an_override(house: Services) -> None:
    number = apply(house, sizes="50×70 см", uses=(OTHER,), other="татуировка")
    with pytest.raises(Refused, match="извън изброяването"):
        house.permit_steps.add(number, GRANT, actor=ACTOR)
    written = OverrideInput("трайна рисунка за участник в празника", "вх. № 30-211/12.02.2027 г.")
    house.permit_steps.override(number, "permit-use", written, actor=ACTOR)
    with pytest.raises(Refused, match="Съотношенията не са спазени") as stopped:
        house.permit_steps.add(number, GRANT, actor=ACTOR)
    assert "0,714" in stopped.value.message
    with pytest.raises(Refused, match="не допуска отклонение"):
        house.permit_steps.override(number, "permit-ban", written, actor=ACTOR)
    house.permits.correct(number, replace(TYPED, uses=(OTHER,), other="татуировка"), actor=ACTOR)
    made = house.permit_steps.add(number, GRANT, actor=ACTOR)
    assert made.use_names == ("татуировка",)
    passed = next(o for o in house.permits.findings(number) if o.rule == "permit-use")
    assert passed.resolution is not None
    assert passed.resolution.number == "1/2027"
    with pytest.raises(Refused, match="вече има решение"):
        house.permits.correct(number, TYPED, actor=ACTOR)


def test_a_second_permit_for_the_same_item_is_answered(house: Services) -> None:
    number = apply(house)
    house.permit_steps.add(number, GRANT, actor=ACTOR)
    known = house.permits.known(replace(TYPED, incoming_no="РЗ-18", product="Знаменца за маса"))
    assert [one.text for one in known.others] == ["РЗ-1/2027"]
    second = apply(house, incoming_no="РЗ-18", product="Знаменца  за маса")
    with pytest.raises(Refused, match="вече има разрешение за същото") as stopped:
        house.permit_steps.add(second, replace(GRANT, number="РЗ-2"), actor=ACTOR)
    assert "РЗ-1/2027, 01.03.2027 – 31.12.2027" in stopped.value.message
    assert not [o for o in house.permits.findings(number) if o.rule == "permit-twice"]
    later = {"use_from": date(2028, 1, 1), "use_until": None}
    house.permits.correct(second, replace(TYPED, incoming_no="РЗ-18", **later), actor=ACTOR)  # type: ignore[arg-type]  # by name
    assert not [o for o in house.permits.findings(second) if o.rule == "permit-twice"]


@pytest.mark.requirement("R-8-0.7", "R-8-0.8", "R-8-0.10")
def test_supplement_term_renewal_and_taking_away(house: Services) -> None:
    number = apply(house)
    with pytest.raises(UserError, match="какво липсва"):
        house.permit_steps.add(number, StepInput(Step.ASKED, date(2027, 2, 10)), actor=ACTOR)
    asked = StepInput(Step.ASKED, date(2027, 2, 10), "мостра на изделието")
    made = house.permit_steps.add(number, asked, actor=ACTOR)
    assert made.state(NOW.date()) is State.ASKED
    assert made.answer_by(14) is None
    made = house.permit_steps.add(number, StepInput(Step.SUPPLIED, date(2027, 2, 14)), actor=ACTOR)
    assert made.answer_by(14) == date(2027, 2, 28)
    endless = replace(GRANT, valid_until=None)
    made = house.permit_steps.add(number, endless, actor=ACTOR)
    assert not made.unlimited
    term = next(o for o in house.permits.findings(number) if o.rule == "permit-term")
    assert term.sentence == "Безсрочно – потвърдете."
    assert house.today.view().waiting[-1].text == "1 разрешение е безсрочно – потвърдете"
    assert Step.UNLIMITED in made.possible(NOW.date())
    made = house.permit_steps.add(number, StepInput(Step.UNLIMITED, NOW.date()), actor=ACTOR)
    assert made.unlimited
    assert Step.UNLIMITED not in made.possible(NOW.date())
    again = house.permits.renewed(number)
    assert (again.renews, again.incoming_no, again.product) == (number, "РЗ-18", TYPED.product)
    revoked = StepInput(Step.REVOKED, NOW.date(), "изделието се продава с чуждо лого", "РД-9")
    made = house.permit_steps.add(number, revoked, actor=ACTOR)
    assert made.state(NOW.date()) is State.REVOKED
    with pytest.raises(Refused, match="само дадено разрешение"):
        house.permits.renewed(number)
    with pytest.raises(Refused, match="има други"):
        house.permit_steps.strike(number, made.steps[0].id, WHY, actor=ACTOR)
    with pytest.raises(NotFound):
        house.permits.get(99)


def test_a_permit_ends_by_itself_and_its_renewal_is_linked(tmp_path: Path) -> None:
    with services(tmp_path, NOW) as house:
        number = apply(house)
        house.permit_steps.add(number, GRANT, actor=ACTOR)
    with services(tmp_path, datetime(2027, 12, 5, 9, 0, tzinfo=SOFIA)) as house:
        groups = {one.sort: one for one in house.today.view().waiting}
        assert groups["permit-ends"].records[0].name.endswith("до 31.12.2027")
        typed = house.permits.renewed(number)
        assert typed.use_from == date(2028, 1, 1)
        second = house.permits.apply(typed, actor=ACTOR)
        assert second.renews_text == "РЗ-1/2027"
        assert house.permits.get(number).renewed_by == (second.id, "РЗ-18/2027")
        assert "permit-ends" not in {one.sort for one in house.today.view().waiting}
        with pytest.raises(Refused, match="вече се подновява"):
            house.permits.renewed(number)
    with services(tmp_path, datetime(2028, 1, 1, 9, 0, tzinfo=SOFIA)) as house:
        (row,) = house.permits.rows([number])
        assert row.texts[-1] == "изтекло"
        for state, n in (("expired", 1), ("granted", 0), ("applied", 1)):
            assert len(house.permits.keys(RegisterFilter(choices=(("state", state),)))) == n


@pytest.mark.requirement("R-8-0.9")
def test_use_before_the_permit_is_seen_and_leads_to_a_violation(house: Services) -> None:
    number = apply(house, first_use_on=date(2027, 2, 10))
    found = next(o for o in house.permits.findings(number) if o.rule == "permit-first-use")
    assert found.open
    house.permit_steps.add(number, GRANT, actor=ACTOR)
    found = next(o for o in house.permits.findings(number) if o.rule == "permit-first-use")
    assert found.sentence == "Ползване преди разрешението (чл. 14)."
    assert "10.02.2027" in found.explanation
    signal = house.permits.signal(number)
    opened = house.violations.open(signal, actor=ACTOR, permit_id=number)
    assert opened.typed.committed_on == date(2027, 2, 10)
    assert opened.typed.offender == "„Дунав сувенири“ ЕООД"
    assert opened.typed.permit == "РЗ-1/2027 от 15.02.2027 г."
    assert house.violations.of_permit(number) == (opened,)


@pytest.mark.requirement("R-8-0.8")
def test_the_first_page_counts_the_days_of_the_answer(house: Services) -> None:
    apply(house)
    apply(house, incoming_no="РЗ-18", product="шал", incoming_on=date(2027, 3, 10))
    groups = {one.sort: one for one in house.today.view().waiting}
    assert groups["permit-late"].text == "1 заявление за символ с просрочен отговор"
    assert groups["permit-late"].records[0].name.endswith("отговор до 17.02.2027")
    assert groups["permit-answer"].records[0].name.endswith("отговор до 24.03.2027")
    assert all(one.kind == "permit" for one in groups.values() if one.sort.startswith("permit"))


@pytest.mark.requirement("R-8-0.11", "R-8-0.7")
def test_the_register_is_searched_and_printed_with_sums_by_product(house: Services) -> None:
    first = apply(house)
    house.permit_steps.add(first, GRANT, actor=ACTOR)
    apply(house, incoming_no="РЗ-18", symbol="emblem", product="магнит", sizes="",
          applicant="Ателие „Лом“")  # fmt: skip
    apply(house, incoming_no="РЗ-19", symbol="emblem", product="Магнит", sizes="",
          incoming_on=date(2027, 3, 1), applicant="Печатница Бряг")  # fmt: skip
    assert shown(house) == ["РЗ-19/2027", "РЗ-18/2027", "РЗ-17/2027"]
    assert shown(house, order="product") == ["РЗ-17/2027", "РЗ-19/2027", "РЗ-18/2027"]
    for word, n in (("лом", 1), ("магнит", 2), ("рз-1/2027", 1), ("знаменца дунав", 1)):
        assert len(house.permits.keys(RegisterFilter(word))) == n, word
    emblem = RegisterFilter(choices=(("symbol", "emblem"),), until=date(2027, 2, 28))
    assert shown(house, emblem) == ["РЗ-18/2027"]
    sheet = house.permits.sheet(RegisterFilter(since=date(2027, 1, 1), until=date(2027, 6, 30)))
    assert len(sheet.lines) == 3
    assert sheet.count == "Общо 3 заявления: знаменца за маса 1, магнит 2"
    assert sheet.asked == "от 01.01.2027\u00a0г., до 30.06.2027\u00a0г."
    assert sheet.lines[1][6:10] == ("РЗ-1", DAY, date(2027, 3, 1), date(2027, 12, 31))


def test_papers_are_kept_once_and_taken_out_with_a_reason(house: Services, tmp_path: Path) -> None:
    number = apply(house)
    source = tmp_path / "писмо.pdf"
    source.write_bytes(b"%PDF-1.4 letter")
    kept = house.permit_files.add(number, source, actor=ACTOR)
    with pytest.raises(Refused, match="вече е приложен"):
        house.permit_files.add(number, source, actor=ACTOR)
    assert house.permits.get(number).files == (kept,)
    assert house.permit_files.path(kept.id).read_bytes() == source.read_bytes()
    assert house.attachments.sweep() == 0
    house.permit_files.remove(kept.id, WHY, actor=ACTOR)
    assert house.permits.get(number).files == ()


@pytest.mark.requirement("R-7-1.1", "R-8-0.5", "R-8-0.6", "R-8-0.7")
def test_the_permit_and_the_refusal_say_the_same_on_pdf_and_docx(house: Services) -> None:
    number = apply(house, place="туристическият център")
    with pytest.raises(Refused, match="няма решение"):
        house.permit_papers.decision(number)
    granted = replace(GRANT, text="Представя се образец.", copies=150)
    house.permit_steps.add(number, granted, actor=ACTOR)
    refused = apply(house, incoming_no="РЗ-18", product="шал")
    house.permit_steps.add(
        refused,
        replace(
            GRANT, kind=Step.REFUSED, number="РЗ-2", judgement="ban-2", acting=True,
            judged_why="на шала е изписан религиозен лозунг", text="Образецът не отговаря.",
            order_no="РД-55", order_on=DAY, signed_by="Петър Цонев",
        ),
        actor=ACTOR,
    )  # fmt: skip
    permit, refusal = (house.permit_papers.decision(one) for one in (number, refused))
    assert permit.file_name == "razreshenie-rz-1-2027"
    for papers, wanted in (
        (permit, (
            "№ РЗ-1", "гр. Русе, 15.02.2027 г.", "На основание чл. 14 във връзка с чл. 8 от Наредба № 17",
            "вх. № РЗ-17/03.02.2027 г.", "РАЗРЕШАВАМ", "„Дунав сувенири“ ЕООД", "45 × 85 см", "150",
            "от 01.03.2027 г. до 31.12.2027 г.", "Изисквания, в. 3 от 15.01.2026 г.",
            "Представя се образец.", "Забранява се ползването на тиражирани варианти",
            "(чл. 75)", "Кмет на Община Русе", "М.П.",
        )),
        (refusal, (
            "ОТКАЗВАМ", "Образецът не отговаря.", "за религиозни послания",
            "на шала е изписан религиозен лозунг", "За кмет на Община Русе", "(Петър Цонев)",
            "по Заповед № РД-55/15.02.2027 г.", "М.П.",
        )),
    ):  # fmt: skip
        printed = words(pdf_papers.render(papers), 0)
        content = docx.Document(io.BytesIO(docx_papers.render(papers, made=NOW)))
        assert len(content.inline_shapes) == 1  # the emblem of the letterhead (чл. 7, ал. 1)
        cells = [c.text for t in content.tables for row in t.rows for c in row.cells]
        written = " ".join([*(p.text for p in content.paragraphs), *cells]).replace("\u00a0", " ")
        for text_ in wanted:
            assert text_ in printed, (text_, printed)
            assert text_ in written, (text_, written)
    assert "Отказът може да се обжалва" in words(pdf_papers.render(refusal), 0)


@pytest.mark.requirement("R-8-0.11")
def test_a_thousand_permits_are_searched_as_one_types(house: Services) -> None:
    first = apply(house)
    with house.store.write(ACTOR, "fill", ()) as tx:
        row = tx.session.get_one(PermitRow, first)
        same = {c.name: getattr(row, c.name) for c in PermitRow.__table__.columns if c.name != "id"}
        tx.session.execute(
            insert(PermitRow),
            [
                {**same, "incoming_no": f"З-{n}", "applicant": f"Фирма {n}", "item_key": str(n),
                 "search_key": search_key(f"З-{n} Фирма {n} магнит")}
                for n in range(1, 1001)
            ],
        )  # fmt: skip
    started = perf_counter()
    found = house.permits.keys(RegisterFilter("фирма 77"))
    rows = house.permits.rows(found)
    assert perf_counter() - started < 0.25
    assert {row.texts[1] for row in rows} == {
        f"Фирма {n}" for n in range(1, 1001) if "77" in str(n)
    }
    assert len(house.permits.keys(ALL)) == 1001
