"""The data copied into another folder: from plain to encrypted and back, nothing missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.domain.accounts import AccountInput, Setup, new_code
from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.services.data_copy import NewKeys, copy_data
from tests.ui.windows import NOW

PASSWORD = "зелен чайник 47 свири"
HEAD = AccountInput("mkoleva", "Мария Колева", frozenset(Role))


def test_plain_to_encrypted_and_back(tmp_path: Path):
    code = new_code()
    plain = app.Options(tmp_path / "a", FixedClock(NOW), setup=Setup(HEAD, PASSWORD, code, False))
    first = app.open_services(plain)
    letter = tmp_path / "писмо.txt"
    letter.write_text("Уважаема комисия", encoding="utf-8")
    kept = first.attachments.keep(letter)
    with pytest.raises(Refused):
        copy_data(first, tmp_path / "x", actor=Actor("Ива", frozenset({Role.CLERK})))
    assert not (tmp_path / "x").exists()
    keys = NewKeys("mkoleva", PASSWORD, code)
    assert copy_data(first, tmp_path / "b", actor=first.actor, keys=keys) == 1
    lines = first.store.verify_audit()[0]
    first.store.close()
    secret = app.Options(tmp_path / "b", FixedClock(NOW))
    assert b"SQLite format" not in (tmp_path / "b" / "ruse.db").read_bytes()[:16]
    second = app.open_services(app.unlocked(secret, "mkoleva", PASSWORD))
    assert second.store.verify_audit() == (lines - 1, None)
    actor = second.accounts.sign_in("mkoleva", PASSWORD)
    assert second.attachments.path_of(kept[0], kept[3]).read_text(encoding="utf-8") == (
        "Уважаема комисия"
    )
    with pytest.raises(Refused, match="не е празна"):
        copy_data(second, tmp_path / "a", actor=actor)
    copy_data(second, tmp_path / "c", actor=actor)
    second.store.close()
    third = app.open_services(replace(secret, data_dir=tmp_path / "c"))
    assert third.store.key is None
    assert third.accounts.sign_in("mkoleva", PASSWORD).name == "Мария Колева"
    assert third.attachments.path_of(kept[0], kept[3]).read_bytes() == letter.read_bytes()
    third.store.close()
    _close_log()
