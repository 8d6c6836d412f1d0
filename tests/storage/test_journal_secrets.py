"""What the journal never tells, to nobody: who voted how, slips, PINs, passwords."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Role
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.domain.secret_box import Vote
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.facade import Services
from tests.storage.sessions_world import World
from tests.storage.test_secret_ballots import CHAIR, FIRST, SECRETARY, finish, start
from tests.ui.windows import NOW


def told(services: Services) -> str:
    """The whole journal: as the file holds it and as one with every right reads it."""
    journal = services.journal
    with services.store.read() as session:
        held = [
            str(tuple(row)) for table in ("audit_line", "audit_private")
            for row in session.execute(text(f"SELECT * FROM {table}"))
        ]  # fmt: skip
    keys = journal.keys(RegisterFilter())
    assert keys
    return "\n".join(
        [*held, *(repr(journal.detail(seq)) for seq in keys), repr(journal.rows(keys)),
         repr(journal.sheet(RegisterFilter()))]
    )  # fmt: skip


@pytest.mark.requirement("R-X-0.12")
def test_journal_of_a_whole_secret_ballot_has_totals_but_no_vote(tmp_path: Path):
    world = World(tmp_path)
    session_id = world.opened()
    one, two, three = world.ids[FIRST]
    before = len(world.services.journal.keys(RegisterFilter()))
    slips = start(world, session_id)
    opened = len(world.services.journal.keys(RegisterFilter()))
    votes = (*[Vote(frozenset({one, two}))] * 6, Vote(frozenset({three})), Vote(blank=True))
    for slip, vote in zip(slips, votes, strict=False):
        world.services.secret_ballots.cast(slip.code, vote)
        assert len(world.services.journal.keys(RegisterFilter())) == opened, "no line per vote"
    finish(world, session_id)
    said = told(world.services)
    assert len(world.services.journal.keys(RegisterFilter())) > before
    assert "vote_round" in said
    assert not [slip.code for slip in slips if slip.code in said]
    assert CHAIR not in said
    assert SECRETARY not in said
    assert world.services.journal.check().whole
    world.close()


def test_journal_of_accounts_has_no_password_pin_or_their_hashes(tmp_path: Path):
    first, second, third = (
        "зелен чайник 47 свири",
        "трета тетрадка, син молив",
        "бяла лодка 83 плава",
    )
    pin, code = "73051964", new_code()
    clerk = AccountInput("idobreva", "Ирина Добрева", frozenset({Role.CLERK}))
    head = AccountInput("mkoleva", "Мария Колева", frozenset(Role))
    services = app.open_services(
        app.Options(tmp_path, FixedClock(NOW), setup=Setup(head, first, code, encrypt=False))
    )
    accounts = services.accounts
    services.become(accounts.sign_in("mkoleva", first))
    made = accounts.create(clerk, second, actor=services.actor)
    accounts.reset_password(made.id, third, actor=services.actor)
    accounts.set_pin("mkoleva", first, pin)
    assert accounts.unlock("mkoleva", pin)
    accounts.change_password("mkoleva", first, second)
    wrong = "червена шапка 19 тича"
    with pytest.raises(Refused):
        accounts.sign_in("mkoleva", wrong)
    said = told(services)
    for verb in ("create", "reset-password", "pin", "changed-password"):
        assert f"accounts.{verb}" in said
    for secret in (first, second, third, wrong, pin, code, code.replace("-", ""), "argon2"):
        assert secret not in said
    services.store.close()
    _close_log()
