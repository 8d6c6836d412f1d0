"""Understanding the cells and columns of a registry's table."""

from __future__ import annotations

from datetime import date, time

import pytest

from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.domain.nominations import Channel, Merit
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.exchange.cells import EMPTY, cell
from ruse_desktop.kernel import paths
from ruse_desktop.law import book
from ruse_desktop.services import import_fields as fields
from ruse_desktop.services import import_values as values
from ruse_desktop.services.import_values import BadCell

TODAY = date(2026, 5, 12)
AWARD = book.load(paths.resource("ordinance", "naredba-17")).edition("2024-02-29").award("NR")
OLD_AWARD = book.load(paths.resource("ordinance", "naredba-17")).edition("2023-02-16").award("NR")


def test_columns_are_recognised_by_the_headings_offices_use() -> None:
    mapping = fields.propose(["№ по ред", "Вх.№/дата", "Предложен за наградата", "Вносители", "Раздел (по чл. 43)", "Мотиви:"], AWARD)  # fmt: skip
    assert mapping == {
        "registry_no": "Вх.№/дата",
        "nominee": "Предложен за наградата",
        "proposer": "Вносители",
        "section": "Раздел (по чл. 43)",
        "motives": "Мотиви:",
    }
    assert fields.missing(mapping, AWARD) == ()


def test_columns_of_the_awards_own_fields_are_recognised() -> None:
    student = book.load(paths.resource("ordinance", "naredba-17")).editions[-1].award("SG")
    own = [one for one in student.fields if one.kind is not FieldKind.ROWS]
    mapping = fields.propose([one.name for one in own], student)
    assert mapping == {f"fact:{one.code}": one.name for one in own}
    assert fields.missing(mapping, student) == ("Вносител", "Предложен")


@pytest.mark.parametrize(
    ("code", "text", "kept"),
    [
        ("grade", "5,80", "5.80"),
        ("study_form", "Редовна", "редовна"),
        ("higher_school_bg", "да", "yes"),
    ],
)
def test_a_cell_of_an_own_field_becomes_what_is_kept(code: str, text: str, kept: str) -> None:
    student = book.load(paths.resource("ordinance", "naredba-17")).editions[-1].award("SG")
    field = next(one for one in student.fields if one.code == code)
    found = values.fact(cell(text), text, field, TODAY)
    named = field.choice(str(found))
    assert (named.name if named else found) == kept


def test_a_choice_that_is_none_is_told_with_the_possible_ones() -> None:
    student = book.load(paths.resource("ordinance", "naredba-17")).editions[-1].award("SG")
    field = next(one for one in student.fields if one.code == "study_form")
    with pytest.raises(BadCell, match="не е сред възможните"):
        values.fact(cell("вечерна"), "вечерна", field, TODAY)


def test_a_table_about_something_else_lacks_the_required_columns() -> None:
    assert fields.missing(fields.propose(["Артикул", "Цена", "Количество"], AWARD), AWARD) == (
        "Вносител",
        "Предложен",
        "Раздел",
    )


@pytest.mark.parametrize("text", ["06.05.2026", "6.5.26", "06.05.2026 г.", "2026-05-06"])
def test_day_typed_as_text_equals_a_real_date(text: str) -> None:
    assert (
        values.day(cell(text), TODAY)
        == date(2026, 5, 6)
        == values.day(cell(date(2026, 5, 6)), TODAY)
    )


def test_bad_day_hour_and_year_say_what_is_expected() -> None:
    for read in (
        lambda: values.day(cell("31.02.2026"), TODAY),
        lambda: values.hour(cell("26:70")),
        lambda: values.year(cell("млад"), TODAY),
        lambda: values.nominee_kind(cell("котка"), members=False),
        lambda: values.proposer_kind(cell("цех")),
        lambda: values.slot(cell("7.7 Спорт"), AWARD, None),
    ):
        with pytest.raises(BadCell, match="„"):
            read()


def test_hour_as_text_or_as_a_real_hour() -> None:
    assert values.hour(cell("9.05 ч.")) == values.hour(cell(time(9, 5))) == time(9, 5)
    assert values.hour(EMPTY) is None


def test_registry_number_with_its_date_is_taken_apart() -> None:
    assert values.registry_number(cell("30-211/07.05.2026 г."), TODAY) == (
        "30-211",
        date(2026, 5, 7),
    )
    assert values.registry_number(cell("30-211"), TODAY) == ("30-211", None)
    assert values.registry_number(cell("94-Д/12"), TODAY) == ("94-Д/12", None)
    assert values.registry_number(cell(211.0), TODAY) == ("211", None)


def test_registry_number_that_became_a_date_is_refused() -> None:
    with pytest.raises(BadCell, match="превърнала"):
        values.registry_number(cell(date(2026, 11, 30)), TODAY)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("1.1 Литература", None, "1.1"),
        ("1.2-c", None, "1.2-c"),
        ("1.2 Сценични изкуства – колективна", NomineeKind.TEAM, "1.2-c"),
        ("1.2 Сценични изкуства", NomineeKind.PERSON, "1.2-i"),
        ("1.2 Сценични изкуства", NomineeKind.TEAM, "1.2-c"),
        ("Визуални изкуства", None, "1.3"),
        ("2.4.", None, "2.4"),
    ],
)
def test_section_is_found_by_number_name_and_kind(
    text: str, kind: NomineeKind | None, expected: str
) -> None:
    assert values.slot(cell(text), AWARD, kind) == expected


def test_team_in_an_edition_without_collective_prize_stays_in_the_section() -> None:
    assert values.slot(cell("1.2 Сценични изкуства"), OLD_AWARD, NomineeKind.TEAM) == "1.2-i"


@pytest.mark.parametrize("code", ["PZ", "PL"])
def test_prizes_that_differ_only_by_kind_are_told_by_the_nominee(code: str) -> None:
    law = book.load(paths.resource("ordinance", "naredba-17")).edition("2024-02-29")
    kinds = (None, NomineeKind.PERSON, NomineeKind.TEAM, NomineeKind.ORGANISATION)
    found = [values.slot(EMPTY, law.award(code), kind) for kind in kinds]
    assert found == ["individual", "individual", "collective", "collective"]
    assert values.slot(EMPTY, AWARD, NomineeKind.TEAM) == ""


def test_kinds_have_sensible_defaults() -> None:
    assert values.proposer_kind(EMPTY) is ProposerKind.ORGANISATION
    assert values.channel(EMPTY) is Channel.REGISTRY
    assert values.channel(cell("Е-поща")) is Channel.EMAIL
    assert values.areas(cell("изкуство и култура; спорт"), AWARD) == ("arts",)
    assert values.nominee_kind(EMPTY, members=True) is NomineeKind.TEAM
    assert values.nominee_kind(EMPTY, members=False) is None


def test_lists_and_merits_are_taken_apart() -> None:
    assert values.listed("1. Иван Колев; 2. Мая Пеева") == ("Иван Колев", "Мая Пеева")
    assert values.listed("Иван Колев, Мая Пеева") == ("Иван Колев", "Мая Пеева")
    assert values.merits("01.09.1968 – 30.04.2026 – архив; премия без дата", TODAY) == (
        Merit("архив", date(1968, 9, 1), date(2026, 4, 30)),
        Merit("премия без дата"),
    )
    assert values.merits("14.02.2026 – номинация", TODAY) == (
        Merit("номинация", date(2026, 2, 14)),
    )
