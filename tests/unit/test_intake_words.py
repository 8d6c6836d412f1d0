"""What is said of an award's own fields, its numbers, and which award is proposed first."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.app import load_law
from ruse_desktop.domain import intake
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.editions import in_order, suggested
from ruse_desktop.domain.intake import Choice, Column, FieldKind, IntakeField, IntakeRule, Said

ARTICLE = Citation("47")
SCHOOL = IntakeField("school", "Училище", FieldKind.TEXT, ARTICLE, "Обучение", in_list=True)
KIND = IntakeField(
    "kind", "Вид", FieldKind.CHOICE, ARTICLE, choices=(Choice("a", "ученик"),), in_list=True
)
PRIZES = IntakeField(
    "prizes",
    "Награди",
    FieldKind.ROWS,
    ARTICLE,
    columns=(Column("event", "Конкурс"), Column("on", "Дата", FieldKind.DATE)),
)


@pytest.fixture(scope="module")
def awards():
    return in_order(load_law().editions[-1].awards)


@pytest.mark.parametrize(
    ("prefix", "number", "shown"),
    [("ХД-21В", 7, "ХД-21В-7/2027"), ("", 7, "7/2027"), ("ХД-21В", None, "")],
)
def test_number_in_the_register_of_proposals(prefix, number, shown):
    rule = IntakeRule("Дирекция", ARTICLE, prefix=prefix)
    assert intake.register_number(rule, number, 2027) == shown
    assert intake.register_number(None, 3, 2027) == "3/2027"


def test_fields_are_said_in_words_line_by_line_and_the_empty_ones_left_out():
    facts = {
        "kind": "a",
        "prizes": ({"event": "Утро", "on": "2027-02-01"}, {"event": "Залез"}),
        "school": " ",
    }
    assert intake.said((SCHOOL, KIND, PRIZES), facts) == (
        Said("", "Вид", "ученик"),
        Said("", "Награди", "Утро, 01.02.2027\nЗалез"),
    )


def test_headline_is_a_text_before_a_choice():
    assert intake.headline((KIND, SCHOOL), {"kind": "a", "school": "Гимназия"}) == "Гимназия"
    assert intake.headline((KIND, SCHOOL), {"kind": "a"}) == "ученик"
    assert intake.headline((PRIZES,), {"prizes": ({"event": "Утро"},)}) == ""


def test_awards_stand_in_the_order_of_the_act(awards):
    articles = [one.citation.place for one in awards if one.listed]
    assert articles == sorted(articles)
    assert [one.listed for one in awards] == sorted((one.listed for one in awards), reverse=True)


@pytest.mark.parametrize(
    ("today", "opened", "code"),
    [
        (date(2026, 5, 8), (), "NR"),
        (date(2026, 5, 8), ("NR",), "MT"),
        (date(2026, 6, 1), (), "NR21"),
        (date(2027, 5, 20), (), "NLN"),
    ],
)
def test_award_whose_last_day_comes_next_is_proposed(awards, today, opened, code):
    assert suggested(awards, today.year, today, opened) == code


def test_nothing_is_proposed_without_awards():
    assert suggested((), 2026, date(2026, 5, 8)) == ""


def test_copies_are_counted_where_the_act_asks_for_several_papers(awards):
    counted = {one.code for one in awards if one.counts_copies}
    assert "NLN" in counted
    assert "SG" in counted
    assert "NR" not in counted
