"""Code voting cards and the record of a session from a distance: pure functions over real law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from ruse_desktop.app import load_law
from ruse_desktop.domain.remote_session import (
    CODES,
    NAMED,
    RemoteInput,
    RemoteMember,
    RemoteView,
    Situation,
    VoteWay,
    modes,
    require_allowed,
)
from ruse_desktop.domain.remote_vote import (
    AGAINST,
    BLANK,
    SIGNS,
    Card,
    Returned,
    cards_of,
    count_cards,
    new_key,
    require_passwords,
    typed_codes,
    unwrap,
    wrap,
)
from ruse_desktop.domain.rules import CommissionRule
from ruse_desktop.domain.secret_box import BallotPaper, PaperOption, Vote, Way
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.sealing import WrongPassword

CHAIR, SECRETARY = "дунавски вълни", "лозова градина"
ACT = RemoteInput(
    situation=Situation.DISASTER,
    act_no="РД-01-900",
    issuer="Кмета на Община Русе",
    act_date=date(2027, 10, 19),
    from_day=date(2027, 10, 20),
    until_day=date(2027, 10, 31),
    territory="Община Русе",
    hinders="залите са затворени",
    means="видеоконферентна връзка",
    way=VoteWay.SECRET,
    way_reason="тайната на гласуването",
)


def paper(n: int = 3, marks: int = 2, way: Way = Way.CHOOSE) -> BallotPaper:
    """A ballot with `n` nominees."""
    options = tuple(PaperOption(k, f"Предложен {k}") for k in range(1, n + 1))
    return BallotPaper("комисия", "1.1 Литература", options, marks, way)


def said(card: Card, *chosen: object) -> list[str]:
    """The codes of these choices of a card."""
    return [dict(card.codes)[str(one)] for one in chosen]


def test_codes_have_one_form_are_all_different_and_say_nothing_of_the_card() -> None:
    key = new_key(paper(10), 15)
    cards = cards_of(key, paper(10), 15)
    codes = [code for card in cards for _choice, code in card.codes]
    assert len(set(codes)) == len(codes) == 15 * 11
    assert {len(code) for code in codes} == {8}
    assert {sign for code in codes for sign in code} <= set(SIGNS)
    assert len({card.control for card in cards}) == 15
    assert cards_of(key, paper(10), 15) == cards
    assert not set(codes) & {c for one in cards_of(new_key(paper(10), 15), paper(10), 15)
                             for _choice, c in one.codes}  # fmt: skip
    assert codes[0] not in repr(cards[0])


@pytest.mark.parametrize("way", list(Way))
def test_random_votes_are_counted_as_they_were_given(way: Way) -> None:
    chance = Random(way.value)
    for _trial in range(30):
        n, marks = (1, 1) if way is Way.YES_NO else (chance.randint(2, 10), chance.randint(1, 4))
        ballot = paper(n, min(marks, n), way)
        cards = cards_of(key := new_key(ballot, 9), ballot, 9)
        box = Returned.empty(cards)
        given: dict[str, Vote] = {}
        for card in cards[: chance.randint(0, 9)]:
            most = ballot.marks if way is Way.CHOOSE else n
            names = chance.sample(range(1, n + 1), chance.randint(0, most))
            if names:
                box.add(said(card, *names))
                given[card.control] = Vote(frozenset(names))
            elif way is Way.CHOOSE or chance.random() < 0.5:
                box.add(said(card, BLANK))
                given[card.control] = Vote(blank=True)
            else:
                box.add(said(card, AGAINST))
                given[card.control] = Vote()
        again = Returned.opened(box.key, box.sealed())
        opened = count_cards(key, ballot, 9, again.sets)
        assert {check.control: check.vote for check in opened.checks} == given
        assert opened.count.used == len(given)
        assert opened.count.blank == sum(vote.blank for vote in given.values())
        for k in range(1, n + 1):
            assert opened.count.votes[k] == sum(k in vote.marks for vote in given.values())


@pytest.mark.parametrize(
    "sets",
    [
        ([1], [2]),
        ([1, 2, 3],),
        ([1, BLANK],),
        ([1], [1, 2]),
    ],
)
def test_what_makes_a_card_invalid(sets: Sequence[list[object]]) -> None:
    ballot = paper()
    cards = cards_of(key := new_key(ballot, 4), ballot, 4)
    box = Returned.empty(cards)
    for one in sets:
        box.add(said(cards[0], *one))
    box.add(said(cards[1], 3))
    count = count_cards(key, ballot, 4, box.sets).count
    assert (count.used, count.valid, count.invalid, count.unused) == (2, 1, 1, 2)
    assert count.votes == {1: 0, 2: 0, 3: 1}


def test_sealed_box_has_one_length_and_opens_only_with_its_key_unchanged() -> None:
    cards = cards_of(new_key(paper(), 9), paper(), 9)
    box = Returned.empty(cards)
    lengths = {len(box.sealed())}
    for card in cards:
        box.add(said(card, 1, 2))
        box.add(said(card, 3))
        box.add(said(card, 1, 2, 3, BLANK))
        lengths.add(len(box.sealed()))
    assert len(lengths) == 1
    with pytest.raises(Refused, match="повече бюлетини"):
        box.add(said(cards[0], 2))
    sealed = box.sealed()
    assert sealed != box.sealed()
    for wrong in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", sealed[:10]):
        with pytest.raises(WrongPassword):
            Returned.opened(box.key, wrong)
    with pytest.raises(WrongPassword):
        Returned.opened(bytes(32), sealed)
    assert cards[0].codes[0][1] not in repr(box)


def test_both_passwords_open_the_keys_and_nothing_else_does() -> None:
    sealed = wrap(b"m" * 32, b"b" * 32, CHAIR, SECRETARY)
    assert unwrap(sealed, CHAIR, SECRETARY) == (b"m" * 32, b"b" * 32)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for box, chair, secretary in (
        (sealed, SECRETARY, CHAIR),
        (sealed, CHAIR, CHAIR),
        (sealed, CHAIR, ""),
        (changed, CHAIR, SECRETARY),
    ):
        with pytest.raises(Refused, match="не са верни"):
            unwrap(box, chair, secretary)
    for chair, secretary in (("1234567", SECRETARY), (CHAIR, CHAIR), (CHAIR, "")):
        with pytest.raises(Refused):
            require_passwords(chair, secretary)


def test_what_is_typed_is_read_with_dashes_small_letters_and_look_alikes() -> None:
    assert typed_codes("7k2m-9qxa, OIL0-1234") == ("7K2M9QXA", "01101234")
    for wrong in ("7K2M9QX", "7K2M9QXАБ", "", "7K2M9QX!"):
        with pytest.raises(Refused):
            typed_codes(wrong)


COMMISSIONS = [
    pytest.param("NR", "чл. 45, ал. 9", marks=pytest.mark.requirement("R-45-9.1")),
    pytest.param("NR21", "чл. 50, ал. 6", marks=pytest.mark.requirement("R-50-6.1")),
    pytest.param("NLN", "чл. 64, ал. 6", marks=pytest.mark.requirement("R-64-6.1")),
    pytest.param("SG", "чл. 72, ал. 6", marks=pytest.mark.requirement("R-72-6.1")),
    pytest.param("MT", "чл. 74г, ал. 6", marks=pytest.mark.requirement("R-74g-6.1")),
]


def rules(award: str) -> tuple[CommissionRule, ...]:
    """The commissions of an award."""
    return load_law().at(date(2027, 10, 25)).award(award).commissions


@pytest.mark.parametrize(("award", "citation"), COMMISSIONS)
def test_each_commission_sits_from_a_distance_only_by_its_own_provision(
    award: str, citation: str
) -> None:
    for rule in rules(award):
        require_allowed(rule, date(2027, 10, 25), ACT, 15)
        for lacking in ({"act_no": ""}, {"from_day": None}, {"hinders": ""}):
            with pytest.raises(Refused) as empty:
                require_allowed(rule, date(2027, 10, 25), replace(ACT, **lacking), 15)
            assert empty.value.citation == citation
        for day in (date(2027, 11, 2), date(2027, 10, 19)):
            with pytest.raises(Refused) as outside:
                require_allowed(rule, day, ACT, 15)
            assert outside.value.citation == citation
        require_allowed(rule, date(2028, 1, 5), replace(ACT, until_day=None), 15)
        with pytest.raises(Refused, match="не предвижда"):
            require_allowed(replace(rule, remote_citation=None), date(2027, 10, 25), ACT, 15)


def test_one_voter_away_makes_the_whole_round_go_by_codes() -> None:
    view = RemoteView(ACT, (RemoteMember(7, "лична карта"),))
    assert modes(view, {5, 6, 7}) == (CODES,)
    assert modes(view, {5, 6}) == ()
    assert modes(None, {7}) == ()
    assert modes(RemoteView(replace(ACT, way=VoteWay.NAMED)), {5}) == (NAMED,)
