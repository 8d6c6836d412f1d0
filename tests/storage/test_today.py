"""„Днес“ of the acceptance day: what is near, what is overdue, what waits to be completed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.today import TermState
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from tests.storage.test_nominations import CLERK, HEAD, Counter


@pytest.fixture
def services(tmp_path):
    clock, law = FixedClock(datetime(2027, 5, 5, 10, tzinfo=SOFIA)), load_law()
    store = open_store(Options(tmp_path, clock, HEAD))
    yield Services(store, law, law.calendar(), HEAD, clock, tmp_path)
    store.close()


@pytest.mark.requirement("R-X-0.17")
def test_on_5_may_2027_the_days_of_may_are_near(services):
    soon = {one.deadline.effective for one in services.today.view().terms if one.days <= 30}
    assert soon >= {date(2027, 5, 10), date(2027, 5, 20), date(2027, 5, 23)}
    assert date(2027, 5, 6) in soon  # the flag on the feast of the town
    names = {one.title for one in services.today.view().terms if one.days <= 30}
    assert "Празник на града: участие на знамето" in names


@pytest.mark.requirement("R-X-0.17")
def test_what_is_overdue_and_what_waits_to_be_completed(tmp_path):
    counter = Counter(tmp_path)
    number = counter.register()
    counter.nominations.ask_completion(number, reason="Липсва мотивировка.", actor=CLERK)
    counter.clock.moment = datetime(2026, 5, 14, 9, tzinfo=SOFIA)
    view = counter.services.today.view()
    late = [one for one in view.terms if one.state is TermState.OVERDUE]
    assert [(one.deadline.award, one.deadline.purpose) for one in late] == [
        ("NR", "campaign"),
        ("NR", "submission"),
    ]
    assert [(one.sort, one.text) for one in view.waiting] == [
        ("incomplete", "1 предложение за допълване")
    ]
    counter.services.store.close()
