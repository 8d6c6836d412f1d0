"""The chair elected in the secret box: nothing is known before it is opened, nothing after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.secret_box import Vote
from ruse_desktop.kernel.errors import Refused
from tests.storage.awards_world import HEAD, AwardWorld

PINS = {"chair_pin": "482915", "secretary_pin": "730164"}
WHY = "програмата спря по време на гласуването"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AwardWorld]:
    made = AwardWorld(tmp_path, "NLN", date(2027, 9, 2), fiction=2)
    yield made
    made.services.store.close()


def started(world: AwardWorld) -> tuple[int, list[int], list[str]]:
    """An open ballot of two candidates: the session, their ids, the codes of the slips."""
    session_id = world.opened(absent=[6])
    stand = [one.member_id for one in world.services.sessions.view(session_id).attendance[:2]]
    ballots = world.services.chair_ballots
    ballots.start_chair(session_id, stand, actor=HEAD, **PINS)
    box = world.services._box.box
    assert box is not None
    codes = [one.code for one in box.slips]
    ballots.begin(session_id)
    return session_id, stand, codes


def test_only_the_turnout_is_known_until_both_pins_open_the_box(world: AwardWorld) -> None:
    session_id, (first, second), codes = started(world)
    ballots = world.services.chair_ballots
    for n, code in enumerate(codes):
        ballots.cast(code, Vote(frozenset({first if n < 4 else second})))
    view = world.services.sessions.view(session_id)
    assert view.first.voting
    assert view.first.chair is None
    assert set(view.first.rounds[0].votes.values()) == {0}
    with pytest.raises(Refused, match="ПИН"):
        ballots.finish(session_id, chair_pin="1111", secretary_pin="2222", returned=0, actor=HEAD)
    done = ballots.finish(session_id, returned=0, actor=HEAD, **PINS)
    (held,) = done.view.first.rounds
    assert (dict(held.votes), done.view.first.chair) == ({first: 4, second: 2}, first)
    assert done.view.commission.chair is not None
    assert (held.on_screen, held.digest) == (True, done.digest)
    assert world.services._box.box is None


def test_nothing_else_moves_while_the_chair_is_elected(world: AwardWorld) -> None:
    session_id, stand, _codes = started(world)
    services = world.services
    for step in (
        lambda: services.sessions.close(session_id, actor=HEAD, adjourn=True),
        lambda: world.attend(session_id),
        lambda: services.chair_ballots.start_chair(session_id, stand, actor=HEAD, **PINS),
    ):
        with pytest.raises(Refused):
            step()


def test_a_ballot_cut_off_is_void_with_a_reason_and_voted_anew(world: AwardWorld) -> None:
    session_id, stand, codes = started(world)
    ballots = world.services.chair_ballots
    ballots.cast(codes[0], Vote(frozenset({stand[0]})))
    world.services._box.drop()  # what is left of a program that was killed
    status = ballots.status(session_id)
    assert status is not None
    assert (status.cut_off, status.cast) == (True, 0)
    with pytest.raises(Refused):
        world.services.chairs.elect(session_id, None, actor=HEAD)  # type: ignore[arg-type]  # it is refused before
    view = ballots.void(session_id, WHY, actor=HEAD)
    assert view.first.rounds[0].voided_why == WHY
    assert not view.first.voting
    assert ballots.status(session_id) is None
    ballots.start_chair(session_id, stand, actor=HEAD, **PINS)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chair_option SET votes = 6",
        "UPDATE chair_round SET valid = 0",
        "DELETE FROM chair_option",
        "INSERT INTO chair_option SELECT round_id, 9, member_id, 5 FROM chair_option LIMIT 1",
        ("INSERT INTO chair_round SELECT id + 100, session_id, base, issued, used, unused, valid,"
        " blank, invalid, '', at, mode, 'sealed', '', returned, '', '' FROM chair_round"),
    ],
)  # fmt: skip
def test_the_file_keeps_a_sealed_ballot_for_the_chair(world: AwardWorld, statement: str) -> None:
    session_id, stand, codes = started(world)
    ballots = world.services.chair_ballots
    for code in codes:
        ballots.cast(code, Vote(frozenset({stand[0]})))
    ballots.finish(session_id, returned=0, actor=HEAD, **PINS)
    with pytest.raises(IntegrityError), world.services.store.write(HEAD, "tests.forge") as tx:
        tx.session.execute(text(statement))
