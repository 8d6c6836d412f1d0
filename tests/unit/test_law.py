"""The packaged ordinance: its text, its two editions, and what an amendment needs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.deadlines import award_deadlines
from ruse_desktop.domain.kinds import ELIGIBILITY
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import NomineeKind, ProposerKind, SlotKind
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import LawBook, load
from ruse_desktop.law.calendar import WorkingCalendar


@pytest.fixture(scope="module")
def law() -> LawBook:
    return load(resource("ordinance"))


# What the other awards of the ordinance need and Награда „Русе“ does not have.
BIENNIAL = """
code = "X"
from = 2023-02-16
[award]
name = "Н"
short_name = "Н"
kind = "title"
every_years = 2
base_year = 2005
citation = "чл. 4"
nominee_kinds = ["person"]
proposers = ["rector", "councillor"]
listed = false
[[area]]
code = "a"
name = "А"
[[section]]
code = "f"
name = "Белетристика"
area = "a"
citation = "чл. 4"
[[slot]]
code = "f"
section = "f"
kind = "individual"
places = 3
citation = "чл. 4"
[[deadline]]
purpose = "submission"
name = "Обявен срок"
on = { month = 10, day = 20 }
mode = "next-working-day"
hour = 12:00:00
citation = "чл. 4"
announced = true
[merit]
start = { month = 6, day = 1, year_offset = -2 }
end = { month = 5, day = 31 }
citation = "чл. 4"
[[commission]]
code = "c"
name = "К"
areas = ["a"]
chair_source = ""
chair_name = ""
citation = "чл. 4"
chair_citation = "чл. 4"
quorum = 5
experts_citation = "чл. 4"
[[commission.seats]]
source = "all"
name = "Всички членове"
count = 0
named_by = ""
citation = "чл. 4"
[voting]
secret = true
citation = "чл. 4"
[[voting.rounds]]
number = 1
name = "Номинации"
elects = 0
marks = 1
citation = "чл. 4"
elects_by_slot = { f = 10 }
[hand_over]
eve_of = [{ month = 5, day = 24 }, { month = 11, day = 1 }]
presenters = ["Кметът"]
citation = "чл. 4"
[[money]]
name = "Сума"
citation = "чл. 4"
amount = "5000.00"
slot = "f"
[[money]]
name = "Стипендия"
citation = "чл. 4"
wages = 1
per_month = true
start = { month = 10, day = 1 }
[[step]]
code = "council"
name = "Председателски съвет"
actor = "Общински съвет"
citation = "чл. 4"
[revocation]
act = "decision"
citation = "чл. 4"
return_months = 1
grounds = [{ name = "осъждане", proof = "sentence", citation = "чл. 4" }]
"""


def cite(text: str) -> Citation:
    return Citation.parse(text)


@pytest.mark.requirement("R-PRE-0.1")
def test_edition_on_a_day_is_the_last_one_in_force(law: LawBook) -> None:
    assert law.at(date(2023, 2, 16)).id == "2023-02-16"
    assert law.at(date(2024, 2, 28)).id == "2023-02-16"
    assert law.at(date(2024, 2, 29)).id == "2024-02-29"
    assert law.at(date(2026, 5, 10)).id == "2024-02-29"
    assert law.edition("2023-02-16").decision == "Решение № 1236, Протокол № 45/16.02.2023 г."
    with pytest.raises(KeyError):
        law.edition("2019-01-01")


def test_edition_before_the_oldest_is_the_oldest_and_says_so(law: LawBook) -> None:
    assert law.at(date(2010, 1, 1)).id == "2023-02-16"
    assert not law.knows(date(2023, 2, 15))
    assert law.knows(date(2023, 2, 16))


@pytest.mark.requirement("R-PRE-0.1")
def test_decisions_have_number_and_date_and_belong_to_their_edition(law: LawBook) -> None:
    older, newer = law.editions
    assert [one.number for one in older.decisions] == (
        ["400", "590", "986", "1322", "412", "1325", "469", "382", "426", "1167", "1236"]
    )
    assert newer.decisions[-1].number == "154"
    assert newer.decisions[-1].protocol == "6"
    assert {one.number for one in newer.decisions if not one.protocol} == {"382"}


def test_only_one_place_of_the_text_differs_between_the_editions(law: LawBook) -> None:
    older, newer = law.editions
    differing = [
        str(a.citation) for a, b in zip(older.provisions, newer.provisions, strict=True) if a != b
    ]
    assert differing == ["чл. 43, ал. 1, т. 1.2"]


def test_number_missing_in_section_1_2_is_noted_only_in_the_older_edition(law: LawBook) -> None:
    older, newer = law.editions
    assert older.award("NR").slot("1.2-i").note == "числото липсва в текста – т. 1.2"
    assert older.award("NR").slot("1.2-i").places == 1
    assert newer.award("NR").slot("1.2-i").note == ""
    place = cite("чл. 43, ал. 1, т. 1.2")
    assert "– индивидуална награда" in older.passage(place)[0].text
    assert "1 индивидуална и 1 колективна награда" in newer.passage(place)[0].text


def test_slots_of_the_two_editions(law: LawBook) -> None:
    older, newer = (edition.award("NR") for edition in law.editions)
    eight = ["1.1", "1.2-i", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
    assert [slot.code for slot in older.slots] == eight
    assert [slot.code for slot in newer.slots] == [*eight[:2], "1.2-c", *eight[2:]]
    assert sum(slot.places for slot in older.slots) == 8
    assert sum(slot.places for slot in newer.slots) == 9
    collective = [slot.code for slot in newer.slots if slot.kind is SlotKind.COLLECTIVE]
    assert collective == ["1.2-c", "2.3"]
    assert [slot.code for slot in newer.slots_of_area("arts")] == [
        "1.1",
        "1.2-i",
        "1.2-c",
        "1.3",
        "1.4",
    ]
    assert [slot.code for slot in newer.slots_in("1.2")] == ["1.2-i", "1.2-c"]


@pytest.mark.parametrize(
    ("section", "name", "genres"),
    [
        pytest.param("1.1", "Литература", 6, marks=pytest.mark.requirement("R-43-1.2")),
        pytest.param("1.2", "Сценични изкуства", 7, marks=pytest.mark.requirement("R-43-1.4")),
        pytest.param("1.3", "Визуални изкуства", 4, marks=pytest.mark.requirement("R-43-1.5")),
    ],
)
def test_genres_of_a_section_are_those_of_its_text(
    law: LawBook, section: str, name: str, genres: int
) -> None:
    edition = law.editions[-1]
    rule = edition.award("NR").section(section)
    assert (rule.name, len(rule.genres)) == (name, genres)
    (text,) = edition.passage(rule.citation)
    assert text.text.startswith(name)
    assert all(genre in text.text for genre in rule.genres)


def test_levels_of_education_by_section(law: LawBook) -> None:
    award = law.editions[-1].award("NR")
    assert award.section("2.1").levels == ("предучилищно", "начално", "основно")
    assert award.section("2.2").levels == ("гимназиално", "висше")


def test_slot_name_says_the_kind_only_where_a_section_has_both(law: LawBook) -> None:
    older, newer = (edition.award("NR") for edition in law.editions)
    assert older.slot_name("1.2-i") == "1.2 Сценични изкуства"
    assert newer.slot_name("1.2-i") == "1.2 Сценични изкуства – индивидуална"
    assert newer.slot_name("1.2-c") == "1.2 Сценични изкуства – колективна"


def test_name_of_the_award_is_that_of_article_4(law: LawBook) -> None:
    edition = law.editions[-1]
    (text,) = edition.passage(cite("чл. 4, ал. 2, т. 3"))
    assert text.text.rstrip(".") == edition.award("NR").name
    assert edition.award("NR").short_name == "Награда „Русе“"


@pytest.mark.requirement("R-40-2.1")
def test_merit_period_runs_from_10_may_to_10_may(law: LawBook) -> None:
    merit = law.editions[-1].award("NR").merit
    assert merit is not None
    assert merit.in_year(2027) == (date(2026, 5, 10), date(2027, 5, 10))
    assert merit.in_year(2028) == (date(2027, 5, 10), date(2028, 5, 10))


def test_commissions_have_the_quotas_of_article_45(law: LawBook) -> None:
    award = law.editions[-1].award("NR")
    seats = {
        commission.code: {seat.source: seat.count for seat in commission.seats}
        for commission in award.commissions
    }
    assert seats == {
        "arts": {"deputy-mayor": 1, "culture-committee": 3, "directorate": 2, "public-council": 3},
        "education": {"deputy-mayor": 1, "education-committee": 3, "directorate": 2, "rio": 2},
    }
    assert [commission.size for commission in award.commissions] == [9, 8]
    assert award.commission("arts").conflict == "commission"
    assert award.commission("education").declaration_required


def test_book_of_the_award_is_kept_by_the_directorate(law: LawBook) -> None:
    edition = law.editions[-1]
    book = edition.award("NR").book
    assert book is not None
    assert book.keeper == "Дирекция „Хуманитарни дейности“"
    assert "Хуманитарни дейности" in edition.passage(book.citation)[0].text


def test_minutes_award_and_two_rounds_elect(law: LawBook) -> None:
    award = law.editions[-1].award("NR")
    assert award.act is not None
    assert award.act.kinds == ("minutes",)
    assert award.voting is not None
    assert [(one.elects, one.marks) for one in award.voting.rounds] == [(2, 2), (0, 1)]
    assert award.voting.secret


def test_private_person_may_not_propose_and_all_kinds_may_be_nominated(law: LawBook) -> None:
    award = law.editions[-1].award("NR")
    assert ProposerKind.PERSON not in award.proposers
    assert set(award.nominee_kinds) == set(NomineeKind)


def test_every_check_that_exists_is_used_by_some_award(law: LawBook) -> None:
    used = {rule.kind for award in law.editions[-1].awards for rule in award.eligibility}
    assert used == ELIGIBILITY


def test_what_the_act_demands_blocks_and_what_it_leaves_open_warns(law: LawBook) -> None:
    rules = law.editions[-1].award("NR").eligibility
    blocking = {rule.kind for rule in rules if rule.effect is Effect.BLOCKS}
    assert {"submission-deadline", "once-only", "posthumous", "slot-kind"} <= blocking
    assert not {"motives-length", "merit-period", "proposer-area"} & blocking


def test_passage_gives_the_place_with_everything_under_it(law: LawBook) -> None:
    edition = law.editions[-1]
    whole = edition.passage(cite("чл. 43"))
    assert [str(one.citation) for one in whole[:4]] == [
        "чл. 43, ал. 1", "чл. 43, ал. 1, т. 1", "чл. 43, ал. 1, т. 1.1", "чл. 43, ал. 1, т. 1.2",
    ]  # fmt: skip
    assert len(whole) == 12
    assert [str(one.citation) for one in edition.passage(cite("чл. 46, ал. 3"))] == ["чл. 46"]
    assert edition.passage(cite("чл. 999")) == ()


def test_text_is_the_published_one(law: LawBook) -> None:
    """Places a careless editor would „correct“: the printed text stays as it was printed."""
    edition = law.editions[0]
    assert edition.passage(cite("чл. 40, ал. 6"))[0].text.endswith("удостоявани с нея.“")
    assert edition.passage(cite("чл. 5, тире 3"))[0].text.startswith(
        "за носители на Награда „Русе“, Русе – 21. век“,"
    )
    first, last = edition.provisions[0], edition.provisions[-1]
    assert (str(first.citation), str(last.citation)) == ("преамбюл", "§ 1 НИД")
    assert all((one.text or one.repealed) and one.heading for one in edition.provisions)


def test_amendment_in_the_overlay_makes_a_new_edition_and_leaves_the_old(tmp_path: Path) -> None:
    (tmp_path / "awards").mkdir()
    (tmp_path / "text").mkdir()
    (tmp_path / "act.toml").write_text(
        '[[edition]]\nid = "2028-01-27"\nlabel = "изм."\ndecision = "Решение № 9999"\n'
        "adopted = 2028-01-27\nin_force = 2028-02-01\nchecked_on = 2028-02-01\n",
        encoding="utf-8",
    )
    (tmp_path / "awards" / "nr.toml").write_text(
        'code = "NR"\nfrom = 2028-02-01\n[[slot]]\ncode = "1.3"\nsection = "1.3"\n'
        'kind = "individual"\nplaces = 2\ncitation = "чл. 43, ал. 1, т. 1.3"\n'
        '[[slot]]\ncode = "1.2-c"\nremoved = true\n',
        encoding="utf-8",
    )
    (tmp_path / "text" / "amendment.toml").write_text(
        'from = 2028-02-01\n[[provision]]\ncitation = "чл. 43, ал. 1, т. 1.3"\ntext = "Нов текст."\n',
        encoding="utf-8",
    )
    packaged = load(resource("ordinance"))
    amended = load(resource("ordinance"), tmp_path)
    new = amended.at(date(2028, 5, 10))
    assert new.award("NR").slot("1.3").places == 2
    assert [slot.code for slot in new.award("NR").slots_in("1.2")] == ["1.2-i"]
    assert new.passage(cite("чл. 43, ал. 1, т. 1.3"))[0].text == "Нов текст."
    assert amended.editions[:2] == packaged.editions
    assert [e.fingerprint for e in amended.editions[:2]] == [
        e.fingerprint for e in packaged.editions
    ]
    assert amended.fingerprint != packaged.fingerprint


def test_overlay_with_the_same_date_wins_over_the_packaged_value(tmp_path: Path) -> None:
    (tmp_path / "awards").mkdir()
    (tmp_path / "awards" / "nr.toml").write_text(
        'code = "NR"\n[[deadline]]\nfrom = 2023-02-16\npurpose = "submission"\nname = "Срок"\n'
        'on = { month = 5, day = 12 }\nmode = "literal"\ncitation = "чл. 44, ал. 2"\n',
        encoding="utf-8",
    )
    rule = load(resource("ordinance"), tmp_path).editions[-1].award("NR").deadline("submission")
    assert rule is not None
    assert rule.on.in_year(2026) == date(2026, 5, 12)


def test_fingerprint_is_the_same_for_both_line_endings(tmp_path: Path) -> None:
    source = resource("ordinance", "naredba-17")
    for path in source.rglob("*.toml"):
        target = tmp_path / path.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    law = load(resource("ordinance"))
    assert re.fullmatch(r"[0-9a-f]{64}", law.fingerprint)
    assert load(tmp_path).fingerprint == law.fingerprint


def test_missing_overlay_folder_is_no_overlay(tmp_path: Path) -> None:
    assert load(resource("ordinance"), tmp_path / "none") == load(resource("ordinance"))


def test_award_of_another_shape_needs_only_a_file(tmp_path: Path) -> None:
    (tmp_path / "awards").mkdir()
    (tmp_path / "awards" / "x.toml").write_text(BIENNIAL, encoding="utf-8")
    award = load(resource("ordinance"), tmp_path).editions[-1].award("X")
    assert [award.due_in(year) for year in (2026, 2027)] == [False, True]
    assert award.merit is not None
    assert award.merit.in_year(2027) == (date(2025, 6, 1), date(2027, 5, 31))
    assert award.voting is not None
    assert award.voting.rounds[0].elects_by_slot == {"f": 10}
    assert award.money[0].amount == Decimal("5000.00")
    assert award.money[1].wages == 1
    assert award.commission("c").size == 0
    assert award.revocation is not None
    days = award_deadlines(award, 2027, WorkingCalendar())
    assert [(one.purpose, one.effective) for one in days] == [
        ("hand-over", date(2027, 5, 23)),
        ("submission", date(2027, 10, 20)),
        ("hand-over-2", date(2027, 10, 31)),
    ]
