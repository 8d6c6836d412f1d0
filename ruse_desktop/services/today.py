"""Reading of the first page: nothing is written here."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.acts import awaits, needs_act
from ruse_desktop.domain.deadlines import days_left
from ruse_desktop.domain.duties import feasts_ahead, work_ahead
from ruse_desktop.domain.nominations import NominationFilter, State
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.today import Term, TodayView, Waiting, YearCounts
from ruse_desktop.services.act_reading import act_of_session, named_to_enter, sessions_to_enter
from ruse_desktop.services.book_returns import awaited
from ruse_desktop.services.flag_custody import place_in
from ruse_desktop.services.nomination_following import asked_until
from ruse_desktop.services.publications import publicity_in
from ruse_desktop.services.signed_minutes import unsigned_sessions
from ruse_desktop.services.today_badge import waiting_badge
from ruse_desktop.services.today_city_day import kept_duties, waiting_city_day
from ruse_desktop.services.today_emblem import waiting_emblem
from ruse_desktop.services.today_erasure import waiting_erasure
from ruse_desktop.services.today_events import waiting_events
from ruse_desktop.services.today_flag import waiting_appearances, waiting_flag
from ruse_desktop.services.today_opening import waiting_opening
from ruse_desktop.services.today_payments import waiting_payments
from ruse_desktop.services.today_permits import waiting_permits
from ruse_desktop.services.today_protection import waiting_protection
from ruse_desktop.services.today_registers import waiting_registers
from ruse_desktop.services.today_seal import waiting_seal
from ruse_desktop.services.today_stock import waiting_stock
from ruse_desktop.services.today_words import Facts, Meeting, detail, done, left_of, waiting_awards
from ruse_desktop.services.today_year import year_points
from ruse_desktop.services.year_wheel import award_terms
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.flag import FlagPlace
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.publications import PublicityState
    from ruse_desktop.domain.rules import Deadline
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.backups import BackupService
    from ruse_desktop.services.nominations import NominationService
    from ruse_desktop.storage.store import Store

_CHART_YEARS = 12
_AHEAD_DAYS = 366
_AT_WORK = (State.DRAFT, State.SUBMITTED, State.INCOMPLETE, State.ADMITTED, State.NOMINATED)


class TodayService:
    """Deadlines by the law and what is left to do, for the first page."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        *,
        nominations: NominationService,
        backups: BackupService,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._nominations = nominations
        self._backups = backups

    def view(self) -> TodayView:
        """The page as of the clock's today."""
        today = self._store.clock.today()
        nominations = self._nominations.rows(NominationFilter(states=frozenset(_AT_WORK)))
        with self._store.read() as session:
            given, not_given = _hand_overs(session)
            editions = {
                row.id: (row.award, row.year) for row in session.scalars(select(EditionRow))
            }
            until = asked_until(session)
            facts = Facts(
                nominations,
                editions,
                self._meetings(session),
                given,
                not_given,
                until,
                frozenset(one for one, day in until.items() if day < today),
                named_to_enter(session),
                awaited(session, self._law, today),
                self._public(session, today),
                kept_duties(session),
            )
            counts = _counts(session, self._law, today)
            found = tuple(self._deadlines(session, today))
            flag = place_in(session, self._store.clock.now())
            others = self._others(session, today, flag)
        opened = {key: edition_id for edition_id, key in editions.items()}
        kept = self._terms(found, facts, opened, today)
        waiting = (*waiting_awards(facts, today), *others)
        year = year_points(
            found, today, called=self._award_name, left=lambda one: left_of(one, facts),
            edition=lambda one: opened.get((one.award, one.literal.year)),
        )  # fmt: skip
        backup, health = self._backups.latest(), self._backups.health()
        return TodayView(today, tuple(kept), waiting, backup, counts, year, flag, health)

    def _terms(
        self,
        found: Sequence[Deadline],
        facts: Facts,
        opened: Mapping[tuple[str, int], int],
        today: date,
    ) -> list[Term]:
        """The terms ahead, and those behind us that still ask for something."""
        terms = (
            Term(
                one,
                self._award_name(one),
                days_left(one, today),
                detail(one, facts),
                done(one, facts),
                opened.get((one.award, one.literal.year)),
            )
            for one in found
        )
        kept = [
            term
            for term in terms
            if 0 <= term.days <= _AHEAD_DAYS or (term.days < 0 and left_of(term.deadline, facts))
        ]
        kept += [
            Term(
                one.deadline,
                self._award_name(one.deadline),
                days_left(one.deadline, today),
                one.name,
            )
            for one in facts.to_return
        ]
        return sorted(kept, key=lambda term: (term.deadline.effective, term.award))

    def _others(self, session: Session, today: date, flag: FlagPlace) -> tuple[Waiting, ...]:
        """What waits outside a nomination's way: money, symbols, stock."""
        act = self._law.at(today)
        return (
            *waiting_payments(session, self._law, self._practice, today),
            *waiting_permits(session, self._practice, today),
            *waiting_protection(session, self._practice, today),
            *waiting_flag(flag),
            *waiting_appearances(session, self._practice, today),
            *waiting_stock(session, act),
            *waiting_emblem(session, act, today),
            *waiting_seal(session, self._law, today),
            *waiting_badge(session, act, today),
            *waiting_events(session, self._practice, today),
            *waiting_opening(session, self._law, self._calendar, self._practice, today),
            *waiting_city_day(session, self._law, self._calendar, self._practice, today),
            *waiting_registers(session, self._practice, today),
            *waiting_erasure(session, today),
        )

    def _deadlines(self, session: Session, today: date) -> Iterator[Deadline]:
        """This and next year's deadlines and duties."""
        years = (today.year, today.year + 1)
        told = (self._calendar, self._practice)
        yield from award_terms(session, self._law, *told, years)
        for year in years:
            yield from work_ahead(self._law.at(date(year, 12, 31)), year, *told)
        yield from feasts_ahead(self._law.at(today), today, *told)

    def _public(self, session: Session, today: date) -> dict[tuple[str, int, str], PublicityState]:
        """What appeared in public of this year's editions, by award, year and purpose."""
        rows = session.scalars(select(EditionRow).where(EditionRow.year == today.year))
        told = (session, self._law, self._calendar, self._practice)
        return {
            (row.award, row.year, state.rule.code): state
            for row in rows
            for state in publicity_in(*told, row, today).states
        }

    def _award_name(self, one: Deadline) -> str:
        awards = self._law.at(one.literal).awards
        return next((a.short_name for a in awards if a.code == one.award), one.award)

    def _meetings(self, session: Session) -> tuple[Meeting, ...]:
        query = (
            select(SessionRow, CommissionRow.code, EditionRow)
            .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .order_by(SessionRow.held_on, SessionRow.at, SessionRow.id)
        )
        waits = sessions_to_enter(session)
        unsigned = unsigned_sessions(session)
        return tuple(
            Meeting(
                row.id,
                edition.award,
                edition.year,
                self._commission_name(edition, code),
                row.held_on,
                SessionState(row.state),
                row.id in waits,
                self._awaits(session, edition, row.id) if row.id in waits else "",
                row.id in unsigned,
            )
            for row, code, edition in session.execute(query)
        )

    def _awaits(self, session: Session, edition: EditionRow, session_id: int) -> str:
        """„очаква заповед“, while the act that decides on the proposal is not entered."""
        rule = self._law.edition(edition.law_edition).award(edition.award).act
        if rule is None or not needs_act(rule) or act_of_session(session, session_id) is not None:
            return ""
        return awaits(rule.kinds)

    def _commission_name(self, edition: EditionRow, code: str) -> str:
        rules = self._law.edition(edition.law_edition).award(edition.award).commissions
        return next((rule.name for rule in rules if rule.code == code), code)


def _hand_overs(session: Session) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """Laureates entered here, by award and year: all of them, and those without a hand-over."""
    every: Counter[tuple[str, int]] = Counter()
    lacking: Counter[tuple[str, int]] = Counter()
    query = select(Laureate.book, Laureate.year, Laureate.handed_over).where(
        Laureate.historic.is_(False), Laureate.revoked.is_(False)
    )
    for row in session.execute(query):
        every[row.book, row.year] += 1
        lacking[row.book, row.year] += row.handed_over is None
    return every, lacking


def _counts(session: Session, law: LawBook, today: date) -> YearCounts | None:
    """The last years of the first award's book; None while it has no laureates."""
    for award in law.at(today).awards:
        query = (
            select(Laureate.year, func.count().label("n"))
            .where(Laureate.book == award.code, Laureate.revoked.is_(False))
            .group_by(Laureate.year)
        )
        known = {row.year: row.n for row in session.execute(query)}
        if known:
            first = max(min(known), today.year - _CHART_YEARS + 1)
            last = max(today.year, *known)
            years = tuple((year, known.get(year, 0)) for year in range(first, last + 1))
            return YearCounts(award.code, award.short_name, years)
    return None
