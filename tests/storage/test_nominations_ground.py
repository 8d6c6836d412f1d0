"""Награда „Русе“ records on what ground a nominee was proposed, and asks nothing more of it."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.nominations import Merit
from tests.storage.test_nominations import Counter

NOMINATED = Merit("Национална награда „Аскеер“ – номинация", date(2026, 3, 24), level="национално")


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    yield made
    made.services.store.close()


@pytest.mark.requirement("R-40-1.3")
def test_the_ground_and_each_distinction_are_kept_and_shown(counter):
    number = counter.register(
        facts={"grounds": ("contribution", "recognition")}, merits=(NOMINATED,)
    )
    detail = counter.nominations.detail(number)
    (ground,) = [one.value for one in detail.said if one.name == "Основание"]
    assert "значителен принос" in ground
    assert "международни или национални номинации и награди" in ground
    assert detail.typed.merits == (NOMINATED,)


@pytest.mark.requirement("R-40-1.3")
def test_without_a_ground_nothing_is_asked(counter):
    detail = counter.nominations.detail(counter.register())
    assert not detail.said
    assert not [one for one in detail.findings if one.rule == "grounds" and one.open]
