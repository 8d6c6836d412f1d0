"""A round voted on the screen: what the file knows meanwhile, attacks, a killed program."""

from __future__ import annotations

import io
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ruse_desktop.documents import pages
from ruse_desktop.domain.ballots import Count, StepKind
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.secret_box import Slip, Vote, digest_of
from ruse_desktop.domain.sessions import RoundState, SessionView, SlotView
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.secret_ballots import Finished
from ruse_desktop.storage import backup_container
from tests.storage.mortal import mortal
from tests.storage.sessions_world import ACTOR, NOW, World, services_in
from tests.unit.pdf_reading import codes

CHAIR, SECRETARY = "482913", "771204"
FIRST = "1.1"
WHY = "прекъсна токът в сградата"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The commission for arts with three nominations for literature."""
    made = World(tmp_path)
    yield made
    made.close()


def start(world: World, session_id: int, *, reason: str = "", slot: str = FIRST) -> list[Slip]:
    """Open the round on the screen and hand the slips out."""
    service = world.services.secret_ballots
    service.start(
        session_id, slot, chair_pin=CHAIR, secretary_pin=SECRETARY, reason=reason, actor=ACTOR
    )
    box = world.services._box.box
    assert box is not None
    slips = list(box.slips)
    service.begin(session_id)
    return slips


def unused(world: World) -> int:
    """The slips not voted with, which all come back."""
    box = world.services._box.box
    return box.issued - box.cast_count if box else 0


def finished(world: World, session_id: int, **changes: object) -> Finished:
    """Close the vote with both PINs."""
    said = {"chair_pin": CHAIR, "secretary_pin": SECRETARY, "returned": unused(world)} | changes
    return world.services.secret_ballots.finish(session_id, actor=ACTOR, **said)  # type: ignore[arg-type]  # test data


def finish(world: World, session_id: int) -> SessionView:
    """The session after the vote was closed."""
    return finished(world, session_id).view


def slot(view: SessionView, code: str = FIRST) -> SlotView:
    """A slot of the session."""
    return next(one for one in view.slots if one.slot.code == code)


def text_of(pdf: bytes) -> str:
    """What a PDF says, in one line."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in read.pages)


def everything(folder: Path) -> dict[str, bytes]:
    """Every byte of the data folder."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.requirement("R-45-5.3")
def test_votes_on_the_screen_become_totals_by_the_arithmetic_of_paper(world: World) -> None:
    session_id = world.opened()
    one, two, three = world.ids[FIRST]
    slips = start(world, session_id)
    cast = world.services.secret_ballots.cast
    for slip in slips[:6]:
        cast(slip.code, Vote(frozenset({one, two})))
    cast(slips[6].code, Vote(frozenset({three})))
    status = cast(slips[7].code, Vote(blank=True))
    assert (status.cast, status.issued) == (8, 9)
    place = slot(finish(world, session_id))
    sealed = place.rounds[-1]
    assert sealed.on_screen
    assert sealed.state is RoundState.SEALED
    assert (sealed.issued, sealed.used, sealed.unused) == (9, 8, 1)
    assert (sealed.valid, sealed.blank, sealed.invalid) == (7, 1, 0)
    assert dict(zip(sealed.options, sealed.votes, strict=True)) == {one: 6, two: 6, three: 1}
    assert set(sealed.elected) == {one, two}
    assert (place.step.kind, place.step.number) == (StepKind.VOTE, 2)


def test_second_round_for_one_winner_gives_the_slot_its_laureate(world: World) -> None:
    session_id = world.opened()
    one, two, _three = world.ids[FIRST]
    for slip in start(world, session_id):
        world.services.secret_ballots.cast(slip.code, Vote(frozenset({one, two})))
    finish(world, session_id)
    for slip in start(world, session_id):
        world.services.secret_ballots.cast(slip.code, Vote(frozenset({two})))
    assert [won.nomination_id for won in slot(finish(world, session_id)).awards] == [two]


def test_list_of_control_numbers_is_given_once_and_kept_nowhere(
    world: World, tmp_path: Path
) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    votes = {}
    for n, slip in enumerate(slips):
        votes[slip.control] = frozenset({world.ids[FIRST][n % 3]})
        world.services.secret_ballots.cast(slip.code, Vote(votes[slip.control]))
    done = finished(world, session_id)
    assert {check.control: check.vote.marks for check in done.checks} == votes
    with pytest.raises(NotFound):
        finish(world, session_id)
    world.services.backups.make(actor=ACTOR)
    for name, data in everything(tmp_path).items():
        for slip in slips:
            assert slip.code.encode() not in data, name


def test_nothing_on_disk_changes_while_votes_are_cast(world: World, tmp_path: Path) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    before = everything(tmp_path)
    for slip in slips:
        world.services.secret_ballots.admit(slip.code)
        world.services.secret_ballots.cast(slip.code, Vote(frozenset(world.ids[FIRST][:1])))
        with pytest.raises(Refused):
            world.services.secret_ballots.cast(slip.code, Vote())
        world.services.secret_ballots.status(session_id)
    assert everything(tmp_path) == before


def test_backup_taken_in_mid_vote_holds_neither_votes_nor_codes(
    world: World, tmp_path: Path
) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    for slip in slips[:5]:
        world.services.secret_ballots.cast(slip.code, Vote(frozenset(world.ids[FIRST][:1])))
    made = world.services.backups.make(actor=ACTOR)
    found = list(tmp_path.rglob("*"))
    for path in (p for p in found if p.is_file()):
        data = path.read_bytes()
        for slip in slips:
            assert slip.code.encode() not in data
    laid = tmp_path / "laid"
    backup_container.extract(made.path, laid)
    copies = [
        p
        for p in (*found, laid / "db")
        if p.is_file() and p.read_bytes()[:15] == b"SQLite format 3"
    ]
    assert laid / "db" in copies
    for path in copies:
        if path == world.services.store.path:  # it is held exclusively
            continue
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as read:
            totals = read.execute("SELECT state, used, valid FROM vote_round").fetchall()
            votes = read.execute("SELECT votes FROM vote_option").fetchall()
        assert totals == [("open", 0, 0)]
        assert votes == [(0,)] * 3


def test_second_vote_with_one_slip_and_a_foreign_slip_are_refused(world: World) -> None:
    session_id = world.opened()
    old = start(world, session_id)
    world.services.secret_ballots.void(session_id, WHY, actor=ACTOR)
    slips = start(world, session_id)
    cast = world.services.secret_ballots.cast
    cast(slips[0].code, Vote())
    for bad in (slips[0].code, old[0].code, old[1].code):
        with pytest.raises(Refused, match="не може да гласува"):
            cast(bad, Vote())
    assert slot(finish(world, session_id)).rounds[-1].used == 1


def test_absent_and_barred_members_get_no_slip(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id, absent=[8], conflicts={7: "роднина на предложен"})
    world.services.sessions.open(session_id, actor=ACTOR)
    assert len(start(world, session_id)) == 7
    members = world.commission.members
    with world.services.store.read() as session:
        kept = session.execute(text("SELECT member_id FROM vote_eligible")).scalars().all()
    assert set(kept) == {member.id for member in members[:7]}


def test_fewer_than_three_are_refused_and_fewer_than_five_need_a_reason(world: World) -> None:
    session_id = world.plan()
    world.attend(session_id, absent=range(4, 9))
    written = OverrideInput("повече членове няма да дойдат днес", "вх. № 12/18.05.2026 г.")
    world.services.sessions.override(session_id, "quorum", written, actor=ACTOR)
    world.services.sessions.open(session_id, actor=ACTOR)
    with pytest.raises(Refused) as few:
        start(world, session_id)
    assert few.value.code == "few"
    assert not slot(world.services.sessions.view(session_id)).rounds
    why = "комисията реши единодушно да гласува така"
    assert len(start(world, session_id, reason=why)) == 4
    view = world.services.secret_ballots.void(session_id, WHY, actor=ACTOR)
    assert slot(view).rounds[-1].warned_why == why
    world.attend(session_id, absent=range(2, 9))
    with pytest.raises(Refused) as fewer:
        start(world, session_id, reason=why)
    assert fewer.value.code == "too-few"
    assert world.services.secret_ballots.status(session_id) is None


def test_while_a_vote_is_open_nothing_else_of_the_session_moves(world: World) -> None:
    session_id = world.opened()
    start(world, session_id)
    sessions = world.services.sessions
    for act in (
        lambda: world.seal(session_id, FIRST, 6, 5, 4),
        lambda: world.attend(session_id, absent=[0]),
        lambda: sessions.leave_unawarded(session_id, FIRST, "без предложения", actor=ACTOR),
        lambda: sessions.void_round(session_id, FIRST, WHY, actor=ACTOR),
        lambda: sessions.close(session_id, actor=ACTOR),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "voting"
    with pytest.raises(Refused):
        start(world, session_id)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE vote_round SET state = 'sealed', issued = 8",
        "UPDATE vote_round SET used = 9 WHERE state = 'open'",
        "UPDATE vote_round SET mode = 'paper'",
        "UPDATE vote_round SET state = 'void'",
        "UPDATE vote_round SET state = 'void', voided_why = 'x', used = 3",
        "UPDATE vote_option SET nomination_id = nomination_id + 1",
        "DELETE FROM vote_round",
        "DELETE FROM vote_option",
    ],
)
def test_open_round_cannot_be_edited_or_wiped(world: World, attack: str) -> None:
    session_id = world.opened()
    start(world, session_id)
    with pytest.raises(DBAPIError), world.services.store.engine.begin() as connection:
        connection.execute(text(attack))


def test_void_round_stays_with_its_reason_and_a_new_one_gets_new_slips(world: World) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    world.services.secret_ballots.cast(slips[0].code, Vote())
    with pytest.raises(UserError, match="кратка"):
        world.services.secret_ballots.void(session_id, "не", actor=ACTOR)
    view = world.services.secret_ballots.void(session_id, WHY, actor=ACTOR)
    gone = slot(view).rounds[-1]
    assert (gone.state, gone.voided_why, sum(gone.votes)) == (RoundState.VOID, WHY, 0)
    start(world, session_id)
    done = slot(finish(world, session_id))
    assert [one.state for one in done.rounds] == [RoundState.VOID, RoundState.SEALED]


def test_wrong_pins_open_nothing_and_the_vote_goes_on(world: World) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    service = world.services.secret_ballots
    codes = []
    for _n in range(4):
        with pytest.raises(Refused) as refused:
            finished(world, session_id, secretary_pin="000000")
        codes.append(refused.value.code)
    assert codes == ["pin", "pin", "pin", "slow-down"]
    assert slot(world.services.sessions.view(session_id)).rounds[-1].state is RoundState.OPEN
    assert service.cast(slips[0].code, Vote()).cast == 1


def _writable(world: World, *, on: bool) -> None:
    """Let the database take writes, or not: as a full or protected disk does."""
    held = world.services.store.engine.raw_connection()
    held.cursor().execute(f"PRAGMA query_only = {int(not on)}")
    held.close()


def test_failed_save_keeps_the_votes_for_another_try(world: World) -> None:
    session_id = world.opened()
    for slip in start(world, session_id):
        world.services.secret_ballots.cast(slip.code, Vote(frozenset(world.ids[FIRST][:1])))
    _writable(world, on=False)
    with pytest.raises(UserError):
        finish(world, session_id)
    _writable(world, on=True)
    assert slot(world.services.sessions.view(session_id)).rounds[-1].state is RoundState.OPEN
    assert max(slot(finish(world, session_id)).rounds[-1].votes) == 9


def test_clock_moved_back_in_mid_vote_changes_nothing(world: World) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    world.services.secret_ballots.cast(slips[0].code, Vote())
    clock = world.services.store.clock
    assert isinstance(clock, FixedClock)
    world.services.store.clock = FixedClock(NOW - timedelta(days=9000))
    with pytest.raises(Refused):
        world.services.secret_ballots.cast(slips[0].code, Vote())
    world.services.secret_ballots.cast(slips[1].code, Vote())
    assert slot(finish(world, session_id)).rounds[-1].used == 2


def test_closed_program_leaves_the_round_cut_off_until_it_is_void(
    world: World, tmp_path: Path
) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    world.services.secret_ballots.cast(slips[0].code, Vote(frozenset(world.ids[FIRST][:1])))
    world.close()
    again = services_in(tmp_path)
    try:
        service = again.secret_ballots
        status = service.status(session_id)
        assert status is not None
        assert (status.cut_off, status.cast, status.issued) == (True, 0, 9)
        for act in (
            lambda: service.cast(slips[1].code, Vote()),
            lambda: service.finish(
                session_id, chair_pin=CHAIR, secretary_pin=SECRETARY, returned=0, actor=ACTOR
            ),
        ):
            with pytest.raises(NotFound):
                act()
        view = service.void(session_id, WHY, actor=ACTOR)
        assert slot(view).rounds[-1].state is RoundState.VOID
        assert service.status(session_id) is None
        assert again.store.verify_audit()[1] is None
    finally:
        again.store.close()


def test_new_answers_of_the_office_do_not_lose_the_box(world: World) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    world.services.rebuild()
    assert world.services.secret_ballots.cast(slips[0].code, Vote()).cast == 1


def test_slips_are_printed_before_the_vote_and_never_again(world: World) -> None:
    session_id = world.opened()
    service = world.services.secret_ballots
    service.start(session_id, FIRST, chair_pin=CHAIR, secretary_pin=SECRETARY, actor=ACTOR)
    box = world.services._box.box
    assert box is not None
    slips = box.slips
    pdf = service.slips_pdf(session_id)
    said = text_of(pdf)
    for slip in slips:
        assert f"{slip.code[:5]} {slip.code[5:]}" in said
        assert slip.control in said
    names = [member.name for member in world.commission.members]
    names += [option.name for option in box.paper.options]
    assert not [name for name in names if name in said]
    service.begin(session_id)
    with pytest.raises(Refused, match="раздадени"):
        service.slips_pdf(session_id)


def test_sign_on_a_slip_scans_as_its_code(world: World) -> None:
    session_id = world.opened()
    service = world.services.secret_ballots
    service.start(session_id, FIRST, chair_pin=CHAIR, secretary_pin=SECRETARY, actor=ACTOR)
    box = world.services._box.box
    assert box is not None
    pdf = service.slips_pdf(session_id)
    found = {code for n in range(pages.page_count(pdf)) for code in codes(pdf, n)}
    assert found == {slip.code for slip in box.slips}


def test_minutes_say_the_mode_and_nothing_of_a_round_still_open(world: World) -> None:
    session_id = world.opened()
    start(world, session_id)
    assert "Тур 1" not in text_of(world.services.sessions.minutes_pdf(session_id))
    world.services.secret_ballots.void(session_id, WHY, actor=ACTOR)
    start(world, session_id)
    finish(world, session_id)
    said = text_of(world.services.sessions.minutes_pdf(session_id))
    assert "на екрана" in said
    assert WHY in said


@pytest.mark.requirement("R-45-5.3")
def test_ballot_deliberately_invalid_is_counted_as_one(world: World) -> None:
    session_id = world.opened()
    slips = start(world, session_id)
    cast = world.services.secret_ballots.cast
    cast(slips[0].code, Vote(frozenset(world.ids[FIRST][:1])))
    cast(slips[1].code, Vote(invalid=True))
    for bad in (
        Vote(frozenset(world.ids[FIRST][:1]), invalid=True),
        Vote(blank=True, invalid=True),
    ):
        with pytest.raises(Refused) as refused:
            cast(slips[2].code, bad)
        assert refused.value.code == "marks"
    cast(slips[2].code, Vote(blank=True))
    sealed = slot(finish(world, session_id)).rounds[-1]
    assert (sealed.used, sealed.valid, sealed.blank, sealed.invalid) == (3, 1, 1, 1)


@pytest.mark.requirement("R-45-5.4")
def test_slips_that_did_not_come_back_need_a_remark_that_is_printed(world: World) -> None:
    session_id = world.opened()
    for slip in start(world, session_id)[:7]:
        world.services.secret_ballots.cast(slip.code, Vote(frozenset(world.ids[FIRST][:1])))
    why = "един член си тръгна с фиша, без да гласува"
    for returned, remark in ((1, ""), (10, why), (-1, why)):
        with pytest.raises(Refused) as refused:
            finished(world, session_id, returned=returned, remark=remark)
        assert refused.value.code == "returned"
    assert slot(world.services.sessions.view(session_id)).rounds[-1].state is RoundState.OPEN
    done = finished(world, session_id, returned=1, remark=why)
    sealed = slot(done.view).rounds[-1]
    assert (sealed.unused, sealed.returned, sealed.remark) == (2, 1, why)
    said = text_of(world.services.sessions.minutes_pdf(session_id))
    assert "Върнати неизползвани фишове: 1, негласували: 2" in said
    assert why in said


def test_digest_is_printed_and_checked_by_the_list_and_a_salt_kept_nowhere(
    world: World, tmp_path: Path
) -> None:
    session_id = world.opened()
    for n, slip in enumerate(start(world, session_id)):
        vote = Vote(frozenset({world.ids[FIRST][n % 3]})) if n % 4 else Vote(invalid=True)
        world.services.secret_ballots.cast(slip.code, vote)
    done = finished(world, session_id)
    sealed = slot(done.view).rounds[-1]
    votes = dict(zip(sealed.options, sealed.votes, strict=True))
    count = Count(
        sealed.issued, sealed.used, sealed.unused, sealed.valid, sealed.blank, sealed.invalid, votes
    )
    assert sealed.digest == done.digest == digest_of(done.paper, count, done.checks, done.salt)
    other = replace(done.checks[0], vote=Vote(blank=True))
    assert digest_of(done.paper, count, (other, *done.checks[1:]), done.salt) != done.digest
    printed = text_of(world.services.sessions.minutes_pdf(session_id)).replace(" ", "")
    assert done.digest in printed
    assert len(done.salt) == 32
    world.services.backups.make(actor=ACTOR)
    for name, data in everything(tmp_path).items():
        assert done.salt not in data, name
        assert done.salt.hex().encode() not in data, name


def test_what_was_void_on_the_screen_three_times_is_voted_on_paper(world: World) -> None:
    session_id = world.opened()
    for _n in range(3):
        start(world, session_id)
        world.services.secret_ballots.void(session_id, WHY, actor=ACTOR)
    with pytest.raises(Refused) as refused:
        start(world, session_id)
    assert refused.value.code == "paper-only"
    assert slot(world.seal(session_id, FIRST, 6, 5, 4)).rounds[-1].state is RoundState.SEALED


_CHILD = """
import sys, time
from pathlib import Path
from ruse_desktop.domain.secret_box import Vote
from tests.storage.mortal import mortal
from tests.storage.sessions_world import ACTOR, services_in
from tests.unit.pdf_reading import codes
folder, session_id, pause = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
services = services_in(folder)
ballots = services.secret_ballots
ballots.start(session_id, "1.1", chair_pin="482913", secretary_pin="771204", actor=ACTOR)
slips = services._box.box.slips
print(*(slip.code for slip in slips), flush=True)
ballots.begin(session_id)
for slip in slips:
    option = ballots.admit(slip.code).options[0].id
    ballots.cast(slip.code, Vote(frozenset({option})))
    print("cast", flush=True)
    time.sleep(pause)
ballots.finish(session_id, chair_pin="482913", secretary_pin="771204", returned=0, actor=ACTOR)
print("sealed", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def eve_of_vote(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, SessionView]:
    """A data folder with an open session, closed; the session's id and how it stood."""
    folder = tmp_path_factory.mktemp("eve")
    world = World(folder)
    session_id = world.opened()
    before = world.services.sessions.view(session_id)
    world.close()
    return folder, session_id, before


@pytest.mark.parametrize("seed", range(20))
def test_program_killed_in_mid_vote_loses_nothing_else_and_reveals_nothing(
    eve_of_vote: tuple[Path, int, SessionView],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
) -> None:
    """Wherever it dies, also around the sealing, the round is wholly sealed or wholly open."""
    folder, session_id, before = eve_of_vote
    aside = tmp_path_factory.mktemp("pipe")
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    casts = seed % 10
    with mortal(_CHILD, str(tmp_path), str(session_id), "0.01", folder=aside) as child:
        codes = child.readline().split()
        for _n in range(casts):
            assert child.readline() == "cast\n"
        time.sleep(Random(seed).uniform(0, 0.03))
        rest = child.kill()
    assert len(codes) == 9
    for name, data in everything(tmp_path).items():
        assert not any(code.encode() in data for code in codes), name
    again = services_in(tmp_path)
    try:
        after = again.sessions.view(session_id)
        assert after.attendance == before.attendance
        one = slot(after).rounds[-1]
        assert one.state in {RoundState.OPEN, RoundState.SEALED}
        if one.state is RoundState.SEALED:
            assert casts == 9
            assert max(one.votes) == 9
        else:
            assert "sealed" not in rest
            assert (one.used, one.valid, sum(one.votes)) == (0, 0, 0)
            assert again.secret_ballots.status(session_id).cut_off
            again.secret_ballots.void(session_id, WHY, actor=ACTOR)
        assert again.store.verify_audit()[1] is None
    finally:
        again.store.close()
