"""Signed minutes: a scan is attached once to the closed session and locked from then on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.signed_minutes import SignedInput
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from tests.storage.sessions_world import ACTOR, HELD, MOTIVE, PLAN, World

PDF = b"%PDF-1.4 the signed minutes"


@pytest.fixture
def world(tmp_path: Path):
    made = World(tmp_path)
    yield made
    made.close()


def closed(world: World) -> int:
    """A closed session in which nothing was awarded."""
    session_id = world.opened()
    world.leave_others(session_id)
    world.services.sessions.close(session_id, actor=ACTOR)
    return session_id


def scan(folder: Path, name: str = "протокол.pdf", content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def typed(folder: Path) -> SignedInput:
    return SignedInput(scan(folder), HELD, "63-12/18.05.2026 г.")


@pytest.mark.requirement("R-45-8.2")
def test_scan_is_kept_by_its_checksum_and_today_stops_waiting(world: World, tmp_path: Path) -> None:
    session_id = closed(world)
    signed, today = world.services.signed_minutes, world.services.today
    waiting = [group for group in today.view().waiting if group.sort == "sign"]
    assert [group.text for group in waiting] == ["1 протокол чака подпис"]
    assert waiting[0].records[0].id == session_id
    assert signed.of_session(session_id).last is None
    kept = signed.attach(session_id, typed(tmp_path), actor=ACTOR).last
    assert kept is not None
    assert (kept.version, kept.signed_on, kept.registry_no) == (1, HELD, "63-12/18.05.2026 г.")
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.by == ACTOR.name
    place = signed.path(session_id, 1)
    assert place.read_bytes() == PDF
    assert not [group for group in today.view().waiting if group.sort == "sign"]
    assert world.services.attachments.sweep() == 0
    assert place.is_file()


@pytest.mark.requirement("R-45-8.2")
def test_further_scan_needs_a_reason_and_replaces_nothing(world: World, tmp_path: Path) -> None:
    session_id = closed(world)
    signed = world.services.signed_minutes
    first = typed(tmp_path)
    signed.attach(session_id, first, actor=ACTOR)
    better = replace(first, file=scan(tmp_path, "по-ясен.png", b"\x89PNG better"))
    with pytest.raises(Refused, match="подписан и заключен"):
        signed.attach(session_id, better, actor=ACTOR)
    reason = "Първото сканиране не чете печата на втората страница."
    after = signed.attach(session_id, replace(better, reason=reason), actor=ACTOR)
    assert [(one.version, one.reason) for one in after.versions] == [(1, ""), (2, reason)]
    assert signed.path(session_id, 1).read_bytes() == PDF
    assert signed.path(session_id, 2).read_bytes() == b"\x89PNG better"
    with pytest.raises(Refused, match="вече е приложен"):
        signed.attach(session_id, replace(first, reason=reason), actor=ACTOR)
    with pytest.raises(Refused, match="вече е приложен"):
        signed.attach(session_id, replace(better, reason=reason), actor=ACTOR)


def test_only_a_closed_session_on_a_sensible_day_by_a_scan(world: World, tmp_path: Path) -> None:
    session_id = world.opened()
    signed, good = world.services.signed_minutes, typed(tmp_path)
    with pytest.raises(Refused, match="още не е приключило"):
        signed.attach(session_id, good, actor=ACTOR)
    world.leave_others(session_id)
    world.services.sessions.close(session_id, actor=ACTOR)
    for wrong, kind, said in (
        (replace(good, file=None), UserError, "Няма избран файл"),
        (replace(good, file=scan(tmp_path, "протокол.docx")), UserError, "не е сканиран"),
        (replace(good, signed_on=None), UserError, "Няма дата"),
        (replace(good, signed_on=date(2026, 5, 17)), Refused, "преди заседанието"),
        (replace(good, signed_on=date(2026, 5, 19)), Refused, "в бъдещето"),
    ):
        with pytest.raises(kind, match=said):
            signed.attach(session_id, wrong, actor=ACTOR)
    assert signed.of_session(session_id).versions == ()
    with pytest.raises(NotFound):
        signed.path(session_id, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signed_minutes SET sha256 = 'x'",
        "DELETE FROM signed_minutes",
        (
            "INSERT INTO signed_minutes SELECT session_id, 3, signed_on, registry_no, 'why', name, "
            "suffix, size, sha256, by, at FROM signed_minutes"
        ),
        (
            "INSERT INTO signed_minutes SELECT session_id, 2, signed_on, registry_no, '', name, "
            "suffix, size, sha256, by, at FROM signed_minutes"
        ),
        (
            "INSERT OR REPLACE INTO signed_minutes SELECT session_id, 1, signed_on, registry_no, "
            "'why', name, suffix, size, 'x', by, at FROM signed_minutes"
        ),
    ],
)
def test_file_itself_refuses_to_change_signed_minutes(
    world: World, tmp_path: Path, statement: str
) -> None:
    session_id = closed(world)
    kept = world.services.signed_minutes.attach(session_id, typed(tmp_path), actor=ACTOR)
    with (
        pytest.raises(DatabaseError),
        world.services.store.write(ACTOR, "attack", ("sessions",)) as tx,
    ):
        tx.session.execute(text(statement))
    assert world.services.signed_minutes.of_session(session_id) == kept


def test_changed_scan_is_not_shown_as_the_signed_one(world: World, tmp_path: Path) -> None:
    session_id = closed(world)
    signed = world.services.signed_minutes
    signed.attach(session_id, typed(tmp_path), actor=ACTOR)
    signed.path(session_id, 1).write_bytes(PDF + b" with another name")
    with pytest.raises(Refused, match="променен след прилагането"):
        signed.path(session_id, 1)


def test_minutes_are_found_from_the_nomination_they_chose(world: World, tmp_path: Path) -> None:
    session_id = world.opened()
    one = world.ids["1.1"][0]
    assert world.services.signed_minutes.of_nomination(one) is None
    world.seal(session_id, "1.1", 6, 5, 2)
    view = world.seal(session_id, "1.1", 6, 3)
    winner = view.slots[0].awards[0].nomination_id
    world.services.sessions.set_motive(session_id, "1.1", winner, MOTIVE, actor=ACTOR)
    world.leave_others(session_id, "1.1")
    world.services.sessions.close(session_id, actor=ACTOR)
    assert world.services.nominations.detail(winner).row.state is State.AWARDED
    signed = world.services.signed_minutes.of_nomination(winner)
    assert signed is not None
    assert (signed.session_id, signed.protocol_no) == (session_id, PLAN.protocol_no)
