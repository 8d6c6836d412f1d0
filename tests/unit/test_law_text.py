"""The text of the whole ordinance, what its marks say, and how it read on an older day."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ruse_desktop.domain.amendments import ChangeKind, Entered, Mark, text_at
from ruse_desktop.domain.citations import PREAMBLE, Citation
from ruse_desktop.domain.rules import ActEdition, Provision
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import LawBook, load
from ruse_desktop.law.faults import LawFaults

DAYS = [
    "2004-11-26", "2005-05-27", "2010-09-16", "2011-09-16", "2012-12-13", "2015-02-26",
    "2017-02-23", "2021-01-28", "2021-03-25", "2022-12-13", "2023-02-16", "2024-02-29",
]  # fmt: skip
# Printed units of each article that has more than one (leads, paragraphs, items, dashes).
UNITS = {
    "1": 4, "2": 5, "4": 10, "5": 4, "7": 2, "12": 5, "15": 4, "16": 5, "21": 6, "24": 4,
    "26": 9, "27": 3, "29": 2, "29а": 6, "40": 6, "43": 12, "44": 3, "45": 9, "49": 2, "50": 6,
    "51": 2, "57": 3, "59": 2, "61": 12, "63": 10, "64": 6, "65": 6, "67": 4, "69": 2, "70": 2,
    "72": 6, "74а": 3, "74в": 2, "74г": 6, "76": 2, "§ 1 ПЗР": 2,
}  # fmt: skip
# SHA-256 of the published text of February 2023 without notes, numbers, quotes and white space.
WHOLE = "52cecc8bf5248d43a5003c20af8270eedba5c6443e19f08bb9b6fe59562791c2"
SOME = {
    "4": "837951add64d51a0", "5": "5c46d22139d8f173", "26": "e7db825538fab8ee",
    "29а": "341e15826adff13f", "43": "69023eeecb7fcc71", "45": "3292f2da45edfc5b",
    "61": "30a212b5ad9b8568", "63": "3102882562c48429", "74г": "438b700b084258e9",
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> LawBook:
    return load(resource("ordinance"))


@pytest.fixture
def act(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("ordinance", "naredba-17"), tmp_path / "act"))


def cite(text: str) -> Citation:
    return Citation.parse(text)


def exact(edition: ActEdition, text: str) -> Provision | None:
    """The row of this very place, not of one above it."""
    return next((one for one in edition.provisions if one.citation == cite(text)), None)


def digest(provisions: Iterable[Provision]) -> str:
    joined = "".join(one.text for one in provisions)
    return hashlib.sha256(re.sub(r"[\s„“”]", "", joined).encode()).hexdigest()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_article_is_there_in_the_order_of_the_act(law: LawBook) -> None:
    numbers = [str(number) for number in range(1, 78)]
    letters = ["74а", "74б", "74в", "74г", "74д"]
    articles = [*numbers[:29], "29а", *numbers[29:74], *letters, *numbers[74:]]
    newest = law.editions[-1]
    found = list(dict.fromkeys(one.citation.article for one in newest.provisions))
    ends = ["§ 1 ПЗР", "§ 2 ПЗР", "§ 3 ПЗР", "§ 1 НИД"]
    assert found == [PREAMBLE, *articles, *ends]


def test_every_article_has_its_printed_units(law: LawBook) -> None:
    counted = Counter(one.citation.article for one in law.editions[0].provisions)
    assert {article: n for article, n in counted.items() if n > 1} == UNITS
    assert counted.total() == 229


def test_text_is_letter_for_letter_the_published_one(law: LawBook) -> None:
    provisions = law.editions[0].provisions
    assert provisions[0].citation.article == PREAMBLE
    assert digest(provisions[1:]) == WHOLE
    found = {a: digest(law.editions[0].passage(Citation(a)))[:16] for a in SOME}
    assert found == SOME


def test_quotes_are_those_of_the_language_and_the_typing_stays(law: LawBook) -> None:
    edition = law.editions[-1]
    assert not [str(one.citation) for one in edition.provisions if re.search('[”"]', one.text)]
    uneven = [
        str(one.citation)
        for one in edition.provisions
        if one.text.count("„") != one.text.count("“")
    ]
    assert uneven == ["чл. 5, тире 3", "чл. 40, ал. 6", "чл. 58"]
    for place, word in (("чл. 29а, ал. 1, т. 1", "харектер"), ("чл. 50, ал. 6", "неин")):
        provision = exact(edition, place)
        assert provision is not None
        assert word in provision.text
        assert word in provision.note


def test_numbers_lost_in_the_published_text_are_put_back(law: LawBook) -> None:
    items = [one.citation.item for one in law.editions[-1].passage(cite("чл. 61, ал. 1"))]
    assert items == ["", "1", "2", "3", "4", "5"]
    areas = [one.citation.item for one in law.editions[-1].passage(cite("чл. 43, ал. 1"))]
    assert areas == ["", "1", "1.1", "1.2", "1.3", "1.4", "2", "2.1", "2.2", "2.3", "2.4"]


@pytest.mark.requirement("R-26-3.1", "R-65-2.1")
def test_repealed_places_are_kept_as_repealed(law: LawBook) -> None:
    repealed = {str(p.citation): p.changes[-1] for p in law.editions[-1].provisions if p.repealed}
    assert repealed == {
        "чл. 26, ал. 1, т. 3": "отм. 469",
        "чл. 26, ал. 3": "отм. 1325",
        "чл. 62": "отм. 412",
        "чл. 65, ал. 2": "отм. 412",
        "чл. 65, ал. 3": "отм. 412",
    }


@pytest.mark.parametrize(
    ("place", "marks"),
    [
        ("чл. 6", ()),
        ("чл. 26, ал. 1, т. 2", ("изм. 1322", "изм. 1325", "изм. 469")),
        ("чл. 26, ал. 2", ("изм. 590", "изм. 986", "изм. 1322", "изм. 1325")),
        ("чл. 27, ал. 2", ("нова 1325", "изм. 469")),
        ("чл. 29, ал. 1", ("изм. 986", "изм. 1322")),
        ("чл. 43, ал. 1, т. 1.2", ("изм. 1167", "изм. 154")),
        ("чл. 61, ал. 3", ("изм. 1325", "изм. 426")),
        ("чл. 64, ал. 6", ("нова 382",)),
        ("чл. 74в, ал. 2", ("нова 469", "изм. 426")),
        ("чл. 74г, ал. 6", ("нова 382",)),
    ],
)
def test_marks_say_which_decisions_touched_a_place(
    law: LawBook, place: str, marks: tuple[str, ...]
) -> None:
    provision = exact(law.editions[-1], place)
    assert provision is not None
    assert provision.changes == marks


def test_every_printed_note_agrees_with_the_marks(law: LawBook) -> None:
    """The numbers in a note are among the marks, with the date that act.toml has for them."""
    decisions = {one.number: one for one in law.editions[-1].decisions}
    seen = 0
    for provision in law.editions[-1].provisions:
        marked = {Mark.parse(text).decision for text in provision.changes}
        for number, day in re.findall(r"(\d+)/(\d\d\.\d\d\.\d{2,4})", provision.history):
            held = decisions[number].date
            assert day in {f"{held:%d.%m.%Y}", f"{held:%d.%m.%y}"}
            assert number in marked, str(provision.citation)
            seen += 1
    assert seen > 80


@pytest.mark.requirement("R-PRE-0.1")
def test_every_decision_has_its_edition_and_only_the_last_two_have_rules(law: LawBook) -> None:
    assert [one.id for one in law.texts] == DAYS
    assert [one.id for one in law.editions] == DAYS[-2:]
    assert law.texts[-2:] == law.editions
    assert all(one.text_only and not one.awards for one in law.texts[:-2])
    assert [one.decisions[-1].date.isoformat() for one in law.texts] == DAYS
    with pytest.raises(KeyError):
        law.edition("2015-02-26")
    assert law.text("2015-02-26").label == "изм. с Реш. № 1325/26.02.2015 г."
    assert law.at(date(2015, 3, 1)).id == "2023-02-16"
    assert not law.knows(date(2015, 3, 1))


def test_later_article_is_absent_before_its_decision(law: LawBook) -> None:
    assert law.text("2011-09-16").passage(cite("чл. 29а")) == ()
    assert law.text("2012-12-13").passage(cite("чл. 29а")) == ()
    added = law.text("2015-02-26").passage(cite("чл. 29а"))
    assert len(added) == 6
    assert added == law.editions[-1].passage(cite("чл. 29а"))
    assert law.text("2015-02-26").passage(cite("чл. 74а")) == ()


def test_article_repealed_later_was_in_force_with_a_wording_not_entered(law: LawBook) -> None:
    (before,) = law.text("2011-09-16").passage(cite("чл. 62"))
    assert (before.text, before.unknown, before.repealed, before.changes) == ("", True, False, ())
    (after,) = law.text("2012-12-13").passage(cite("чл. 62"))
    assert (after.unknown, after.repealed) == (False, True)
    assert after.history == "отменен с реш.№412/13.12.2012 г."


def test_wording_before_a_change_is_unknown_and_after_the_last_one_known(law: LawBook) -> None:
    place = "чл. 27, ал. 1"
    known = {}
    for edition in law.texts:
        provision = exact(edition, place)
        assert provision is not None
        assert bool(provision.text) != provision.unknown
        known[edition.id] = provision.changes if provision.unknown else "known"
    assert known == {
        **dict.fromkeys(DAYS[:3], ()),
        **dict.fromkeys(DAYS[3:5], ("изм. 1322",)),
        "2015-02-26": ("изм. 1322", "изм. 1325"),
        **dict.fromkeys(DAYS[6:], "known"),
    }


def test_untouched_article_reads_the_same_in_every_edition(law: LawBook) -> None:
    assert len({exact(edition, "чл. 6") for edition in law.texts}) == 1


def test_former_sums_of_article_42_are_noted_until_they_were_deleted(law: LawBook) -> None:
    former = exact(law.text("2021-03-25"), "чл. 42")
    newer = exact(law.text("2022-12-13"), "чл. 42")
    assert former is not None
    assert newer is not None
    assert former.unknown
    assert "т. 1–3" in former.note
    assert newer.text == "Награда „Русе“ се придружава с диплом."


def test_changes_of_an_edition_with_the_text_before_and_after(law: LawBook) -> None:
    (only,) = law.changed_in("2024-02-29")
    assert (str(only.citation), only.kind) == ("чл. 43, ал. 1, т. 1.2", ChangeKind.AMENDED)
    assert only.before is not None
    assert only.after is not None
    assert only.before.text.startswith("Сценични изкуства – индивидуална")
    assert only.after.text.startswith("Сценични изкуства – 1 индивидуална и 1 колективна")
    assert [str(one.citation) for one in law.changed_in("2023-02-16")] == ["чл. 77"]
    assert law.changed_in("2004-11-26") == ()
    with pytest.raises(KeyError):
        law.changed_in("1999-01-01")


def test_remote_sessions_were_added_to_the_five_commissions_at_once(law: LawBook) -> None:
    changes = law.changed_in("2021-01-28")
    assert [str(one.citation) for one in changes] == [
        "чл. 45, ал. 9", "чл. 50, ал. 6", "чл. 64, ал. 6", "чл. 72, ал. 6", "чл. 74г, ал. 6",
    ]  # fmt: skip
    assert {one.kind for one in changes} == {ChangeKind.ADDED}
    assert all(one.before is None and one.after for one in changes)


def test_kinds_of_change_are_counted_by_decision(law: LawBook) -> None:
    counted = {day: Counter(one.kind.value for one in law.changed_in(day)) for day in DAYS[1:]}
    assert counted["2005-05-27"] == {"изм.": 1}
    assert counted["2010-09-16"] == {"изм.": 2}
    assert counted["2012-12-13"] == {"изм.": 25, "отм.": 3}
    assert counted["2015-02-26"]["отм."] == 1
    assert counted["2015-02-26"]["нова"] == 8
    assert counted["2017-02-23"] == {"изм.": 4, "отм.": 1, "нова": 13}


def test_amendment_without_marks_is_seen_by_its_text(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "act.toml").write_text(
        '[[edition]]\nid = "2028-01-27"\nlabel = "изм."\ndecision = "Решение № 9999"\n'
        "adopted = 2028-01-27\nin_force = 2028-02-01\nchecked_on = 2028-02-01\n",
        encoding="utf-8",
    )
    (tmp_path / "text" / "amendment.toml").write_text(
        'from = 2028-02-01\n[[provision]]\ncitation = "чл. 3"\ntext = "Нов текст."\n'
        '[[provision]]\ncitation = "чл. 3а"\ntext = "Нов член."\n'
        '[[provision]]\ncitation = "чл. 67"\nremoved = true\n'
        '[[provision]]\ncitation = "чл. 8"\ntext = ""\nrepealed = true\n',
        encoding="utf-8",
    )
    law = load(resource("ordinance"), tmp_path)
    found = [(str(one.citation), one.kind.value) for one in law.changed_in("2028-01-27")]
    assert found == [("чл. 3", "изм."), ("чл. 3а", "нова"), ("чл. 8", "отм."), ("чл. 67", "отм.")]
    assert law.texts[-1].id == "2028-01-27"
    assert [one.id for one in law.texts[:-1]] == DAYS


def test_former_wording_entered_by_hand_holds_until_the_next_decision() -> None:
    decided = {"1": date(2010, 1, 1), "2": date(2015, 1, 1)}
    newest = Provision(cite("чл. 1"), "нов", changes=("изм. 1", "изм. 2"))
    entered = Entered(replace(newest, text="стар", changes=("изм. 1",)), date(2010, 1, 1))
    first = text_at(date(2009, 1, 1), [newest], [], decided)
    middle = text_at(date(2010, 1, 1), [newest], [entered], decided)
    last = text_at(date(2015, 1, 1), [newest], [entered], decided)
    assert (first[0].text, first[0].unknown, first[0].changes) == ("", True, ())
    assert (middle[0].text, middle[0].unknown) == ("стар", False)
    assert last == (newest,)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('["нова 1325"]', '["променен 1325"]', "променен 1325"),
        ('["нова 1325"]', '["нова 999"]', "нова 999"),
        ('["изм. 1322", "изм. 1325"]', '["изм. 1325", "изм. 1322"]', "изм. 1325, изм. 1322"),
        ('["нова 1325", "изм. 469"]', '["изм. 1325", "нова 469"]', "изм. 1325, нова 469"),
        ('"отм. 469"]', '"изм. 469"]', "изм. 1322, изм. 1325, изм. 469"),
        ("repealed = true\ntext = ''", "repealed = true\ntext = 'има'", "има"),
    ],
)
def test_wrong_mark_is_a_fault(act: Path, old: str, new: str, found: str) -> None:
    change(act / "text" / "04-1-pocheten-grazhdanin.toml", old, new)
    with pytest.raises(LawFaults) as caught:
        load(act)
    (fault,) = caught.value.faults
    assert fault.file == "text/04-1-pocheten-grazhdanin.toml"
    assert fault.key.endswith(".changes")
    assert fault.found == found


def test_rule_from_the_day_of_an_edition_without_rules_is_a_fault(act: Path) -> None:
    change(act / "awards" / "nr.toml", "from = 2024-02-29", "from = 2015-02-26")
    with pytest.raises(LawFaults) as caught:
        load(act)
    assert [fault.expected for fault in caught.value.faults] == ["2023-02-16, 2024-02-29"]


def test_act_needs_an_edition_with_rules(act: Path) -> None:
    text = (act / "act.toml").read_text(encoding="utf-8")
    text = re.sub(r"(checked_on = .+\n)(?!text_only)", r"\1text_only = true\n", text)
    (act / "act.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LawFaults) as caught:
        load(act)
    assert ("act.toml", "edition") in {(one.file, one.key) for one in caught.value.faults}
