"""Reading of the first page: nothing is written here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.acts import awaits, needs_act
from ruse_desktop.domain.deadlines import HAND_OVER, days_left
from ruse_desktop.domain.duties import feasts_ahead, work_ahead
from ruse_desktop.domain.nominations import NominationFilter, NominationRow, State
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.today import Term, TodayView, Waiting, WaitingRecord, YearCounts
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.act_reading import act_of_session, named_to_enter, sessions_to_enter
from ruse_desktop.services.book_returns import awaited
from ruse_desktop.services.flag_custody import place_in
from ruse_desktop.services.nomination_following import asked_until
from ruse_desktop.services.publications import publicity_in
from ruse_desktop.services.signed_minutes import unsigned_sessions
from ruse_desktop.services.today_badge import waiting_badge
from ruse_desktop.services.today_city_day import kept_duties, waiting_city_day
from ruse_desktop.services.today_emblem import waiting_emblem
from ruse_desktop.services.today_events import waiting_events
from ruse_desktop.services.today_flag import waiting_appearances, waiting_flag
from ruse_desktop.services.today_opening import waiting_opening
from ruse_desktop.services.today_payments import waiting_payments
from ruse_desktop.services.today_permits import waiting_permits
from ruse_desktop.services.today_protection import waiting_protection
from ruse_desktop.services.today_seal import waiting_seal
from ruse_desktop.services.today_stock import waiting_stock
from ruse_desktop.services.today_year import year_points
from ruse_desktop.services.year_wheel import award_terms
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.book_returns import ReturnCase
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
_ON_COUNTER = (State.DRAFT, State.SUBMITTED, State.INCOMPLETE)


@dataclass(frozen=True)
class _Meeting:
    """A session as this page needs it."""

    id: int
    award: str
    year: int
    title: str
    held_on: date
    state: SessionState
    to_enter: bool
    awaits: str = ""
    unsigned: bool = False


@dataclass(frozen=True)
class _Facts:
    """What the database says, before it is put into words."""

    nominations: tuple[NominationRow, ...]
    editions: dict[int, tuple[str, int]]
    meetings: tuple[_Meeting, ...]
    given: Counter[tuple[str, int]]
    not_given: Counter[tuple[str, int]]
    until: Mapping[int, date] = field(default_factory=dict)
    overdue: frozenset[int] = frozenset()
    named: tuple[tuple[int, str], ...] = ()
    to_return: tuple[ReturnCase, ...] = ()
    public: Mapping[tuple[str, int, str], PublicityState] = field(default_factory=dict)
    kept: frozenset[tuple[str, int]] = frozenset()


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
            facts = _Facts(
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
        terms = (
            Term(
                one,
                self._award_name(one),
                days_left(one, today),
                _detail(one, facts),
                _done(one, facts),
                opened.get((one.award, one.literal.year)),
            )
            for one in found
        )
        kept = [
            term
            for term in terms
            if 0 <= term.days <= _AHEAD_DAYS or (term.days < 0 and _left(term.deadline, facts))
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
        kept.sort(key=lambda term: (term.deadline.effective, term.award))
        waiting = (*_waiting(facts, today), *others)
        year = year_points(
            found, today, called=self._award_name, left=lambda one: _left(one, facts),
            edition=lambda one: opened.get((one.award, one.literal.year)),
        )  # fmt: skip
        backup, health = self._backups.latest(), self._backups.health()
        return TodayView(today, tuple(kept), waiting, backup, counts, year, flag, health)

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

    def _meetings(self, session: Session) -> tuple[_Meeting, ...]:
        query = (
            select(SessionRow, CommissionRow.code, EditionRow)
            .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
            .join(EditionRow, EditionRow.id == CommissionRow.edition_id)
            .order_by(SessionRow.held_on, SessionRow.at, SessionRow.id)
        )
        waits = sessions_to_enter(session)
        unsigned = unsigned_sessions(session)
        return tuple(
            _Meeting(
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


def _left(one: Deadline, facts: _Facts) -> int:
    """Work that a passed deadline has left behind; 0 where nothing is known of any."""
    key = (one.award, one.literal.year)
    states = Counter(
        row.state for row in facts.nominations if facts.editions[row.edition_id] == key
    )
    if one.purpose == "submission":
        return sum(states[state] for state in _ON_COUNTER)
    if one.purpose == "sessions":
        return states[State.ADMITTED] + states[State.NOMINATED]
    if one.purpose == HAND_OVER:
        return facts.not_given[key]
    public = facts.public.get((*key, one.purpose))
    return 0 if public is None or public.shown else 1


def _done(one: Deadline, facts: _Facts) -> bool:
    """Whether everything the day is for is done; never where nothing is known of it."""
    key = (one.award, one.literal.year)
    if _left(one, facts):
        return False
    if (one.purpose, one.literal.year) in facts.kept:
        return True
    if one.purpose == "sessions":
        held = [m for m in facts.meetings if (m.award, m.year) == key]
        return bool(held) and all(m.state is SessionState.CLOSED for m in held)
    if (public := facts.public.get((*key, one.purpose))) is not None:
        return bool(public.shown) and not public.findings
    return one.purpose == HAND_OVER and facts.given[key] > 0


def _detail(one: Deadline, facts: _Facts) -> str:
    """What is known of the work, else why the day is not the literal one."""
    left = _left(one, facts)
    said = ""
    if one.purpose == "submission" and left:
        said = ngettext(
            "{n} предложение не е обработено", "{n} предложения не са обработени", left
        ).format(n=left)
    elif one.purpose == "sessions":
        said = _sessions_detail(one, left, facts)
    elif one.purpose == HAND_OVER and facts.given[one.award, one.literal.year]:
        said = ngettext("{n} награда за връчване", "{n} награди за връчване", left).format(n=left)
        said = said if left else _("наградите са връчени")
    elif (public := facts.public.get((one.award, one.literal.year, one.purpose))) is not None:
        said = public.count
    return said or _moved(one)


def _moved(one: Deadline) -> str:
    """Briefly why the day is not the literal one; the whole reason is in the row's hint."""
    if one.safe is not None:
        return _("неприсъствен ден; сигурният работен ден е {day}").format(day=date_short(one.safe))
    if one.effective != one.literal:
        return _("{day} е неприсъствен ден").format(day=date_short(one.literal))
    return one.why


def _sessions_detail(one: Deadline, left: int, facts: _Facts) -> str:
    held = [m for m in facts.meetings if (m.award, m.year) == (one.award, one.literal.year)]
    ahead = [date_plain(m.held_on) for m in held if m.state is not SessionState.CLOSED]
    parts = []
    if left:
        text = ngettext("{n} предложение без решение", "{n} предложения без решение", left)
        parts.append(text.format(n=left))
    if ahead:
        parts.append(_("заседания: {days}").format(days=", ".join(ahead)))
    elif held and not left:
        parts.append(_("заседанията са проведени"))
    return "; ".join(parts)


def _waiting(facts: _Facts, today: date) -> tuple[Waiting, ...]:
    """What waits, in the order of a nomination's way; empty sorts are left out."""
    late = [row for row in facts.nominations if row.id in facts.overdue]
    rows = [row for row in facts.nominations if row.id not in facts.overdue]
    groups = (
        _nominations(
            State.INCOMPLETE,
            late,
            ngettext(
                "{n} предложение с изтекъл срок за допълване",
                "{n} предложения с изтекъл срок за допълване",
                len(late),
            ),
            "overdue",
            facts.until,
        ),
        _nominations(
            State.DRAFT,
            rows,
            ngettext(
                "{n} чернова на предложение", "{n} чернови на предложения", _n(rows, State.DRAFT)
            ),
        ),
        _nominations(
            State.INCOMPLETE,
            rows,
            ngettext(
                "{n} предложение за допълване",
                "{n} предложения за допълване",
                _n(rows, State.INCOMPLETE),
            ),
            until=facts.until,
        ),
        _nominations(
            State.SUBMITTED,
            rows,
            ngettext(
                "{n} предложение за допускане",
                "{n} предложения за допускане",
                _n(rows, State.SUBMITTED),
            ),
        ),
        *_sessions(facts.meetings),
        _named(facts),
        _to_return(facts, today),
    )
    return tuple(group for group in groups if group.records)


def _n(rows: Sequence[NominationRow], state: State) -> int:
    return sum(row.state is state for row in rows)


def _nominations(
    state: State,
    rows: Sequence[NominationRow],
    text: str,
    sort: str = "",
    until: Mapping[int, date] | None = None,
) -> Waiting:
    """Nominations in one state; with the day until which they are awaited, the nearest first."""
    days = until or {}
    found = sorted(
        (row for row in rows if row.state is state), key=lambda row: days.get(row.id, date.max)
    )
    records = tuple(WaitingRecord(row.id, _waits(row, days.get(row.id))) for row in found)
    return Waiting(sort or state.value, "nomination", text.format(n=len(records)), records)


def _waits(row: NominationRow, until: date | None) -> str:
    name = row.nominee or _("без име")
    if until is None:
        return name
    return _("{name} – чака допълване до {day}").format(name=name, day=date_plain(until))


def _named(facts: _Facts) -> Waiting:
    """Those whom an act without a commission names and who are not in the book yet."""
    found = tuple(WaitingRecord(one, name) for one, name in facts.named)
    text = ngettext(
        "{n} удостоен с акт за вписване в книгата",
        "{n} удостоени с акт за вписване в книгата",
        len(found),
    )
    return Waiting("named", "nomination", text.format(n=len(found)), found)


def _to_return(facts: _Facts, today: date) -> Waiting:
    """Distinctions taken away whose sign or certificate did not come back in time."""
    late = [one for one in facts.to_return if one.overdue(today)]
    text = ngettext(
        "{n} отнето отличие с просрочено връщане",
        "{n} отнети отличия с просрочено връщане",
        len(late),
    )
    records = tuple(WaitingRecord(one.laureate_id, one.text) for one in late)
    return Waiting("returns", "laureate", text.format(n=len(late)), records)


def _sessions(meetings: Sequence[_Meeting]) -> Iterator[Waiting]:
    planned = [m for m in meetings if m.state is SessionState.PLANNED]
    opened = [m for m in meetings if m.state is SessionState.OPEN]
    closed = [m for m in meetings if m.to_enter and not m.awaits]
    waits = [m for m in meetings if m.to_enter and m.awaits]
    unsigned = [m for m in meetings if m.unsigned]
    for sort, found, text in (
        (
            "planned",
            planned,
            ngettext("{n} насрочено заседание", "{n} насрочени заседания", len(planned)),
        ),
        ("open", opened, ngettext("{n} открито заседание", "{n} открити заседания", len(opened))),
        (
            "sign",
            unsigned,
            ngettext("{n} протокол чака подпис", "{n} протокола чакат подпис", len(unsigned)),
        ),
        (
            "act",
            waits,
            ngettext(
                "{n} предложение на комисия очаква акт",
                "{n} предложения на комисии очакват акт",
                len(waits),
            ),
        ),
        (
            "closed",
            closed,
            ngettext(
                "{n} заседание за вписване в книгата",
                "{n} заседания за вписване в книгата",
                len(closed),
            ),
        ),
    ):
        records = tuple(WaitingRecord(m.id, f"{m.title}, {date_plain(m.held_on)}") for m in found)
        yield Waiting(sort, "session", text.format(n=len(found)), records)
