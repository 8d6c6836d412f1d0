"""Which copies are thinned out, and how their state is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruse_desktop.domain.backup_rotation import Kept, thin
from ruse_desktop.domain.backups import (
    BEFORE_IMPORT,
    BEFORE_UPGRADE,
    BackupReport,
    Health,
    Level,
    Place,
    PlaceKind,
    health,
)
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.storage import volumes

NOW = datetime(2026, 5, 11, 17, 0, tzinfo=SOFIA)


def copy(days: float, label: str = "") -> Kept:
    """A copy made so many days ago."""
    at = NOW - timedelta(days=days)
    return Kept(f"{at:%Y-%m-%d_%H-%M-%S}{label}", at, label)


def gone(copies: list[Kept], **more: object) -> set[Kept]:
    """What the rule lets go of these."""
    names = thin(copies, NOW, **more)  # type: ignore[arg-type]  # the tests name known options
    return {one for one in copies if one.name in names}


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        pytest.param([0.1, 0.2, 0.3, 1.5, 1.6], [0.1, 0.2, 0.3, 1.5, 1.6], id="all of two days"),
        pytest.param([0.1, 3.1, 3.2, 3.3], [0.1, 3.1], id="the last of a day"),
        pytest.param(list(range(13)), list(range(12)), id="twelve days"),
        pytest.param(
            list(range(40)),
            [*range(12), 15, 22, 29, 36],
            id="days, weeks and months",
        ),
        pytest.param([365 * n for n in range(5)], [365 * n for n in range(5)], id="years stay"),
    ],
)
def test_thinning_table(days: list[float], kept: list[float]) -> None:
    copies = [copy(one) for one in days]
    assert set(copies) - gone(copies) == {copy(one) for one in kept}


def test_numbers_of_each_period_are_those_promised() -> None:
    copies = [copy(day + hour / 24) for day in range(1500) for hour in (0, 6)]
    left = set(copies) - gone(copies)
    months = {f"{one.at:%Y-%m}" for one in left}
    assert len(months) >= 24
    assert {f"{one.at:%Y}" for one in copies} == {f"{one.at:%Y}" for one in left}
    assert 24 + 10 <= len(left) <= 5 + 12 + 10 + 24 + 5


def test_copies_before_upgrade_and_import_stay_two_years() -> None:
    copies = [
        copy(0),
        *(copy(day) for day in range(1, 900, 3)),
        copy(700.01, BEFORE_UPGRADE),
        copy(701.01, BEFORE_IMPORT),
        copy(800.01, BEFORE_UPGRADE),
    ]
    assert [one for one in gone(copies) if one.label] == [copy(800.01, BEFORE_UPGRADE)]


def test_nothing_goes_for_two_weeks_after_a_restore_or_when_the_clock_leapt() -> None:
    copies = [copy(day / 4) for day in range(400)]
    assert gone(copies)
    assert not gone(copies, restored=NOW - timedelta(days=13))
    assert gone(copies, restored=NOW - timedelta(days=15))
    leapt = [Kept("сега", NOW), *(copy(500 + day / 4) for day in range(400))]
    assert not gone(leapt)
    assert not thin(copies, NOW - timedelta(days=400))


@settings(max_examples=200, deadline=None)
@given(
    hours=st.lists(st.integers(-24 * 30, 24 * 1200), min_size=1, max_size=80, unique=True),
    verified=st.sets(st.integers(0, 79)),
)
def test_the_newest_the_last_verified_and_the_future_are_never_thinned(
    hours: list[int], verified: set[int]
) -> None:
    copies = [Kept(str(n), NOW - timedelta(hours=one)) for n, one in enumerate(hours)]
    good = {one.name for n, one in enumerate(copies) if n in verified}
    names = set(thin(copies, NOW, verified=good))
    past = [one for one in copies if one.at <= NOW]
    assert not names & {one.name for one in copies if one.at > NOW}
    if past:
        assert max(past, key=lambda one: one.at).name not in names
    if checked := [one for one in past if one.name in good]:
        assert max(checked, key=lambda one: one.at).name not in names
    assert not names & {one.name for one in past if NOW - one.at <= timedelta(days=2)}
    rest = [one for one in copies if one.name not in names]
    assert not thin(rest, NOW, verified=good), "a second thinning finds nothing more"


HOME = Place(0, PlaceKind.HOME, "/d", now=Path("/d"))


def state(places: list[Place], rehearsed: int | None = 10, age: int = 300) -> Health:
    """The health with the file made `age` days ago."""
    tried = None if rehearsed is None else NOW - timedelta(days=rehearsed)
    return health(places, tried, NOW - timedelta(days=age), NOW)


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, Level.GOOD), (3, Level.GOOD), (4, Level.YELLOW), (7, Level.YELLOW), (8, Level.RED)],
)
def test_age_of_the_last_verified_copy_colours_it(days: int, level: Level) -> None:
    ok = NOW - timedelta(days=days)
    assert state([Place(0, PlaceKind.HOME, "/d", last_ok=ok)]).level is level


def test_failure_stays_in_sight_until_seen_and_the_stick_has_thirty_days() -> None:
    good = Place(0, PlaceKind.HOME, "/d", last_ok=NOW)
    failed = BackupReport(NOW, Path("/x"), ok=False, rows=0, detail="Дискът е пълен.", place=1)
    broken = Place(1, PlaceKind.FOLDER, "/x", failure=failed)
    found = state([good, broken])
    assert (found.level, found.lines) == (Level.RED, ("/x: Дискът е пълен.",))
    seen = Place(1, PlaceKind.FOLDER, "/x", failure=BackupReport(
        NOW, Path("/x"), ok=False, rows=0, detail="Дискът е пълен.", place=1, seen=True,
    ))  # fmt: skip
    assert state([good, seen]).level is Level.GOOD
    for days, level in ((30, Level.GOOD), (31, Level.RED)):
        stick = Place(2, PlaceKind.STICK, "k", "КОПИЕ А", last_ok=NOW - timedelta(days=days))
        assert state([good, stick]).level is level


def test_missing_copy_future_copy_and_rehearsal_are_told() -> None:
    assert "Още няма проверено копие." in state([HOME]).lines[0]
    future = Place(0, PlaceKind.HOME, "/d", last_ok=NOW + timedelta(days=400))
    found = state([future])
    assert found.level is Level.RED
    assert any("часовника" in line for line in found.lines)
    good = Place(0, PlaceKind.HOME, "/d", last_ok=NOW)
    assert state([good], rehearsed=None).rehearse
    assert not state([good], rehearsed=None, age=100).rehearse
    assert state([good], rehearsed=184).level is Level.YELLOW


def test_sticks_are_found_by_their_label(tmp_path: Path) -> None:
    links = tmp_path / "by-label"
    links.mkdir()
    for name in ("sdb1", "sdc1", "sdd1"):
        (tmp_path / name).touch()
    (links / r"\xd0\x9a\xd0\x9e\xd0\x9f\xd0\x98\xd0\x95\x20\xd0\x90").symlink_to(tmp_path / "sdb1")
    (links / "ARCHIVE").symlink_to(tmp_path / "sdc1")
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"proc /proc proc rw 0 0\n{tmp_path}/sdb1 /media/A\\040B vfat rw 0 0\n", "utf-8"
    )
    found = volumes.LinuxVolumes(links, mounts)
    assert found.mounted() == (volumes.Volume("КОПИЕ А", Path("/media/A B")),)
    assert volumes.find(found, " копие а") == Path("/media/A B")
    assert volumes.find(found, "ARCHIVE") is None
    assert volumes.LinuxVolumes(tmp_path / "няма", mounts).mounted() == ()
