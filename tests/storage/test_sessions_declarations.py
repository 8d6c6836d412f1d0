"""Declarations of conflict: offered for every commission, demanded only where the act does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionState
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.paths import resource
from ruse_desktop.law.book import load
from tests.storage.awards_world import HEAD, AwardWorld

EDITION = load(resource("ordinance")).editions[-1]


@pytest.fixture
def artists(tmp_path):
    world = AwardWorld(tmp_path, "MT", date(2026, 5, 18))
    world.appoint()
    yield world
    world.close()


@pytest.mark.requirement("R-X-0.21")
def test_only_the_commissions_of_nagrada_ruse_demand_them():
    demanded = {
        award.code
        for award in EDITION.awards
        for commission in award.commissions
        if commission.declaration_required
    }
    assert demanded == {"NR"}


@pytest.mark.requirement("R-X-0.21")
def test_one_unsigned_declaration_of_another_commission_only_warns(artists):
    sessions, commission = artists.services.sessions, artists.commission
    plan = SessionInput(date(2026, 5, 18), time(10), "зала „Малка“", "1")
    number = sessions.plan(commission.id, plan, actor=HEAD)
    lines = [AttendanceInput(one.id, True, declared=True) for one in commission.members]
    lines[3] = replace(lines[3], declared=False)
    view = sessions.attend(number, lines, actor=HEAD)
    (found,) = [one for one in view.findings if one.open]
    assert (found.rule, found.effect, found.blocking) == ("declarations", Effect.WARNS, False)
    assert commission.members[3].name in found.explanation
    with pytest.raises(Refused, match="Липсва подписана декларация"):
        sessions.open(number, actor=HEAD)
    reason = OverrideInput("Декларацията ще бъде подписана след заседанието.")
    sessions.override(number, "declarations", reason, actor=HEAD)
    assert sessions.open(number, actor=HEAD).state is SessionState.OPEN
