"""The writer of the law's files: what it writes is read back as the same values."""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from ruse_desktop.app import load_law
from ruse_desktop.domain import law_fields, law_words, rules, town
from ruse_desktop.domain.amending import Amendment, RuleChange, RuleId, TextChange
from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import MoneyRule, YearDay
from ruse_desktop.law import listing, loader, writing
from ruse_desktop.law.book import LawBook, load
from ruse_desktop.law.reading import Reader
from ruse_desktop.law.search import find
from ruse_desktop.law.toml_text import block, table_of

PLACE = Citation("44", "2")
SUBMISSION = RuleId("NR", "deadline", "submission")


def read_back(table: str, value: object) -> object:
    raw = tomllib.loads(block(table, table_of(value), many=True))[table][0]
    faults: list[object] = []
    made = Reader("x.toml", faults).build(listing.type_of(table), raw, table)  # type: ignore[arg-type]
    assert not faults
    return made


@pytest.fixture(scope="module")
def law() -> LawBook:
    return load_law()


def test_every_packaged_rule_is_written_and_read_back(law: LawBook):
    written = set()
    for edition in law.editions:
        for rule in listing.rules_of(edition):
            assert read_back(rule.id.table, rule.value) == rule.value
            written.add(rule.id.table)
    assert {"award", "deadline", "commission", "voting", "hand_over", "slot", "merit"} <= written


@pytest.mark.parametrize(
    ("table", "value"),
    [
        (
            "money",
            MoneyRule("Сума", PLACE, amount=Decimal("5000.50"), start=YearDay(10, 1, -1), months=9),
        ),
        (
            "deadline",
            rules.DeadlineRule(
                "x", 'с "прави" \\ и\nнов ред\t\x01', YearDay(2, 28), rules.DeadlineMode.LITERAL,
                PLACE, hour=time(17, 30), announced=True,
            ),
        ),
        (
            "symbol",
            town.SymbolRule(
                "flag", "знаме", "form", "Размери", PLACE,
                values={"ширина, см": Decimal(90)}, lines=("а", "б"),
            ),
        ),
        ("duty", town.Duty("d", "Украса", "flag", "ХД", PLACE, on=YearDay(3, 3), eve=True)),
        (
            "eligibility",
            rules.EligibilityRule(
                "e", "fact-among", rules.Effect.WARNS, PLACE,
                params={"values": ("a", "б"), "least": 3, "day": date(2027, 1, 2), "yes": True},
            ),
        ),
    ],
)  # fmt: skip
def test_values_of_every_kind_come_back(table: str, value: object):
    assert read_back(table, value) == value


def amendment(law: LawBook, **changes: object) -> Amendment:
    rule = law.editions[-1].award("NR").deadline("submission")
    assert rule
    made = Amendment(
        "15",
        "3",
        date(2027, 1, 28),
        date(2027, 2, 1),
        texts=(
            TextChange(PLACE, ChangeKind.AMENDED, "Предложенията се приемат до 15 май."),
            TextChange(Citation("44", "4"), ChangeKind.ADDED, "Нова „алинея“."),
            TextChange(Citation("42"), ChangeKind.REPEALED),
        ),
        rules=(
            RuleChange(SUBMISSION, replace(rule, on=YearDay(5, 15))),
            RuleChange(RuleId("NR", "slot", "1.4"), None),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def staged(root: Path, law: LawBook, made: Amendment) -> LawBook:
    writing.stage(root, made, law.editions[-1], date(2027, 1, 30))
    writing.swap(root)
    writing.finish(root)
    assert law.folder
    return load(law.folder, root)


def test_amendment_becomes_an_edition_of_its_own(tmp_path: Path, law: LawBook):
    after = staged(tmp_path / "ordinance", law, amendment(law))
    new, old = after.editions[-1], after.editions[-2]
    assert (new.id, new.label) == ("2027-02-01", "изм. с Реш. № 15/28.01.2027 г.")
    assert new.decision == "Решение № 15, Протокол № 3/28.01.2027 г."
    deadlines = [one.award("NR").deadline("submission") for one in (old, new)]
    assert [one.on.day for one in deadlines if one] == [10, 15]
    assert "1.4" not in {slot.code for slot in new.award("NR").slots}
    assert old == law.editions[-1]
    added = new.provision(Citation("44", "4"))
    assert added
    assert (added.text, added.heading) == (
        "Нова „алинея“.",
        "Глава четвърта, раздел ІV. Награда „Русе“",
    )
    assert {(str(one.citation), one.kind) for one in after.changed_in(new.id)} == {
        ("чл. 42", ChangeKind.REPEALED),
        ("чл. 44, ал. 2", ChangeKind.AMENDED),
        ("чл. 44, ал. 4", ChangeKind.ADDED),
    }


def test_number_of_an_older_decision_gets_its_year(tmp_path: Path, law: LawBook):
    after = staged(tmp_path / "ordinance", law, amendment(law, number="400"))
    provision = after.editions[-1].provision(PLACE)
    assert provision
    assert provision.changes[-1] == "изм. 400/2027"
    assert provision.history.endswith("изм. с Реш. № 400/28.01.2027 г.")


def test_amendments_follow_one_another_and_the_last_is_taken_back(tmp_path: Path, law: LawBook):
    root = tmp_path / "ordinance"
    first = staged(root, law, amendment(law))
    files = {path.name: path.read_bytes() for path in root.rglob("*.toml")}
    later = amendment(
        law, number="16", adopted=date(2027, 3, 25), in_force=date(2027, 4, 1),
        texts=(TextChange(PLACE, ChangeKind.AMENDED, "До 20 май."),), rules=(),
    )  # fmt: skip
    second = staged(root, first, later)
    assert [one.id for one in second.editions[-2:]] == ["2027-02-01", "2027-04-01"]
    assert writing.entered(root) == ("2027-02-01", "2027-04-01")
    writing.stage_without(root, "2027-04-01")
    writing.swap(root)
    writing.finish(root)
    assert {path.name: path.read_bytes() for path in root.rglob("*.toml")} == files


def test_crash_between_the_renames_is_finished_at_the_next_start(tmp_path: Path, law: LawBook):
    root = tmp_path / "ordinance"
    staged(root, law, amendment(law))
    writing.stage_without(root, "2027-02-01")
    root.replace(root.with_name("ordinance.old"))
    writing.recover(root)
    assert root.is_dir()
    assert writing.entered(root) == ()


def test_failed_save_puts_the_former_files_back(tmp_path: Path, law: LawBook):
    root = tmp_path / "ordinance"
    staged(root, law, amendment(law))
    writing.stage_without(root, "2027-02-01")
    writing.swap(root)
    writing.swap_back(root)
    assert writing.entered(root) == ("2027-02-01",)
    assert [path.name for path in tmp_path.iterdir()] == ["ordinance"]


def test_rules_of_symbols_and_year_are_appended_to_their_files(tmp_path: Path, law: LawBook):
    root = tmp_path / "ordinance"
    duty = town.Duty("new-duty", "Нова украса", "city-day", "ХД", Citation("1"), on=YearDay(3, 3))
    change = RuleChange(RuleId("", "duty", "new-duty"), duty)
    after = staged(root, law, amendment(law, texts=(), rules=(change,)))
    assert after.editions[-1].duties[-1] == duty
    assert duty not in after.editions[-2].duties


def test_every_kind_of_rule_has_a_sentence(law: LawBook):
    kinds = {listing.type_of(name) for name in (*loader.MANY, *loader.ONE)} | {
        cls for _table, cls in loader.OF_ACT.values()
    }
    own = {loader.AwardHeader, rules.Slot, rules.EligibilityRule}
    assert kinds - own == set(law_words._TELLERS)
    said = {rule.id: rule.says for rule in listing.rules_of(law.editions[-1])}
    assert said[SUBMISSION] == (
        "Краен срок за предложения: 10 май (за предлагащите; мести се в първия присъствен ден)"
    )


def test_search_forgives_case_stress_and_quotes(law: LawBook):
    hits = find(law.editions[-1].provisions, "НАГРАДА «русе» посмѝртно")
    assert hits == ()
    hits = find(law.editions[-1].provisions, "не се ПРИСЪЖДА  посмъ\u0301ртно")
    assert Citation("40", "5") in {hit.citation for hit in hits}
    hit = next(one for one in hits if one.citation == Citation("40", "5"))
    text = law.editions[-1].provision(hit.citation)
    assert text
    assert [text.text[start:end] for start, end in hit.spans][-2:] == ["присъжда", "посмъртно"]


def test_conditions_and_sections_are_called_by_their_names(law: LawBook):
    award = law.editions[-1].award("NR")
    rule = replace(award.eligibility[0], says="Няма писмо.", when="proposer_kind=union|publisher")
    assert law_words.says(rule, award).startswith("Спира: Няма писмо; при „предлагащ“ – ")
    other = replace(rule, when="slot!=1.1 & citizenship=")
    assert law_words.says(other, award) == (
        "Спира: Няма писмо; освен при „място“ – 1.1 Литература, когато „гражданство“ не е попълнено"
    )
    for one in law.editions[-1].awards:
        for check in (rule for rule in one.eligibility if rule.when):
            assert "=" not in law_words.says(check, one)


def _field_names(cls: type, seen: set[type]) -> set[str]:
    """The fields of a type and of the types inside it."""
    if cls in seen or not is_dataclass(cls) or cls is Citation:
        return set()
    seen.add(cls)
    found = {field.name for field in fields(cls)}
    for hint in get_type_hints(cls).values():
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type):
                found |= _field_names(inner, seen)
    return found


def test_every_field_of_every_rule_has_a_name_for_the_form():
    seen: set[type] = set()
    tables = (*loader.MANY, *loader.ONE, *(table for table, _cls in loader.OF_ACT.values()))
    names = set().union(*(_field_names(listing.type_of(table), seen) for table in tables))
    assert rules.SeatRule in seen
    assert names <= set(law_fields.FIELDS)
