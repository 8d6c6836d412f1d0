"""Judging a day for a session while it is being planned: nothing is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.session_days import judge_session_day
from ruse_desktop.services.commissions import commission_of, find_commission
from ruse_desktop.services.editions import edition_of, find_edition

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


class SessionDays:
    """The window of a commission's sessions and its ceremony, against a day that is being typed."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def judge(self, commission_id: int, held_on: date) -> tuple[Finding, ...]:
        """What the window and the ceremony say of a session on the day. Raises NotFound."""
        with self._store.read() as session:
            view = commission_of(session, self._law, find_commission(session, commission_id))
            row = find_edition(session, view.edition_id)
            award = self._law.edition(row.law_edition).award(row.award)
            return judge_session_day(
                award, view.rule, edition_of(row), held_on, self._calendar, self._practice
            )
