"""The opening of a year: editions due, the feast of the city, last year's events, each only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.city_day import CITY_DUTIES, FEAST
from ruse_desktop.domain.deadlines import award_deadlines
from ruse_desktop.domain.duties import year_duties
from ruse_desktop.domain.editions import in_order, on_cycle
from ruse_desktop.domain.rights import may, right_of
from ruse_desktop.domain.year_opening import (
    LineKind,
    OpeningChoice,
    OpeningLine,
    OpeningResult,
    YearOpening,
    due_awards,
    edition_line,
    still_ahead,
    term_line,
    years_to_open,
)
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.city_day_reading import duties_of
from ruse_desktop.services.editions import cycle_bases
from ruse_desktop.storage.city_day import CityDayItemRow, CityDayRow
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.flag_appearances import FlagAppearanceRow
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.calendar_copies import Proposal
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar_copy import CalendarCopyService
    from ruse_desktop.services.city_day import CityDayService
    from ruse_desktop.services.editions import EditionService
    from ruse_desktop.storage.store import Store


class YearOpeningService:
    """Proposes everything of a year and opens what a person confirmed (R-X-0.22)."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        *,
        editions: EditionService,
        city_day: CityDayService,
        copies: CalendarCopyService,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._editions = editions
        self._city_day = city_day
        self._copies = copies

    def acts(self) -> tuple[ActEdition, ...]:
        """The editions of the ordinance that may bind an edition opened now, the one in force first."""
        today = self._store.clock.today()
        now = self._law.at(today)
        later = [one for one in self._law.editions if one.in_force > today and one.id != now.id]
        return (now, *sorted(later, key=lambda one: one.in_force))

    def next_year(self) -> int:
        """The year to open: this one while something of it waits, else the next."""
        today = self._store.clock.today()
        with self._store.read() as session:
            waits = missing(session, self._law, self._calendar, self._practice, today)
        return min(waits, default=today.year + 1)

    def proposal(self, year: int, *, actor: Actor, law_edition: str = "") -> YearOpening:
        """The list of `year` under an ordinance edition, the one in force today unless one is named."""
        act = self._law.edition(law_edition) if law_edition else self.acts()[0]
        with self._store.read() as session:
            opened, bases = _opened(session, year), cycle_bases(session)
            feasts = {row.year: row.id for row in session.scalars(select(CityDayRow))}
            items = _items_before(session, year)
            by_itself = items | _flag_before(session, year)
        lines = [
            *self._edition_lines(
                act, year, opened, bases, allowed=may(actor, right_of("editions.open"))
            )
        ]
        protocol = may(actor, right_of("city-day.open"))
        lines.append(self._feast_line(year, feasts, len(items), allowed=protocol))
        lines += [
            _event_line(one, allowed=protocol)
            for one in self._copies.proposals(year)
            if one.event.id not in by_itself
        ]
        told = (self._calendar, self._practice)
        lines += [
            term_line(one)
            for one in year_duties(act, year, *told)
            if one.purpose not in CITY_DUTIES
        ]
        return YearOpening(year, act.id, tuple(lines))

    def open(
        self, year: int, choice: OpeningChoice, *, actor: Actor, law_edition: str
    ) -> OpeningResult:
        """Open what was confirmed, one transaction a kind; what is there already is only named.

        Events come before the feast, which links the copies of its programme. Raises UserError when
        nothing is confirmed, Refused as the kinds do; a kind refused leaves those before it opened,
        and opening again goes on from there.
        """
        if choice.empty:
            raise UserError(_("Не е отбелязано нищо за откриване."), _("Отбележете поне един ред."))
        now = self.proposal(year, actor=actor, law_edition=law_edition)
        there = tuple(one.name for one in now.lines if one.opened and _chosen(one, choice))
        wanted = [one for one in now.lines if one.choosable and _chosen(one, choice)]
        awards = tuple(one.key for one in wanted if one.kind is LineKind.EDITION)
        events = {int(one.key) for one in wanted if one.kind is LineKind.EVENT}
        feast = any(one.kind is LineKind.CITY_DAY for one in wanted)
        made: tuple[int, ...] = ()
        if awards:
            self._editions.open_year(awards, year, actor=actor, law_edition=law_edition)
        if events:
            whens = {
                one.event.id: one.when
                for one in self._copies.proposals(year)
                if one.event.id in events
            }
            made = self._copies.copy(whens, actor=actor)
        if feast:
            self._city_day.open(year, actor=actor)
        return OpeningResult(year, awards, feast, made, there)

    # inside

    def _edition_lines(
        self,
        act: ActEdition,
        year: int,
        opened: frozenset[str],
        bases: dict[str, int],
        *,
        allowed: bool,
    ) -> list[OpeningLine]:
        told = (self._calendar, self._practice)
        return [
            edition_line(
                one, award_deadlines(one, year, *told), opened=one.code in opened, allowed=allowed
            )
            for one in due_awards(in_order(on_cycle(act.awards, bases)), year)
        ]

    def _feast_line(
        self, year: int, feasts: dict[int, int], items: int, *, allowed: bool
    ) -> OpeningLine:
        """The feast of the city with its terms; the programme begins as last year's (чл. 22–25)."""
        days = self._city_day.duties(year)
        parts = [
            _("{name} – {day}").format(name=one.duty.name, day=date_short(one.shown))
            for code, one in days.items()
            if code in CITY_DUTIES and code != FEAST
        ]
        if items:
            said = ngettext(
                "{n} проява от програмата за {year} г.",
                "{n} прояви от програмата за {year} г.",
                items,
            )
            parts.insert(0, said.format(n=items, year=max(one for one in feasts if one < year)))
        feast = days[FEAST]
        return OpeningLine(
            LineKind.CITY_DAY, str(year), _("Празник на града"), feast.literal, "; ".join(parts),
            feast.citation, year in feasts, allowed,
        )  # fmt: skip


def missing(
    session: Session, law: LawBook, calendar: WorkingDays, practice: Practice, today: date
) -> dict[int, tuple[str, ...]]:
    """What is not opened of this year, and from 1 November of the next: short names by year.

    What can no longer be asked for – its last day for proposals, the feast is past – does not wait.
    A year that runs waits only where an earlier one was worked on and nothing of it is open: the rest
    of a year begun by hand, and of a new file's first year, is opened where it is worked on.
    """
    found: dict[int, tuple[str, ...]] = {}
    bases = cycle_bases(session)
    for year in years_to_open(today):
        opened = _opened(session, year)
        if year == today.year and (opened or not _worked_before(session, year)):
            continue
        names = [
            one.short_name
            for one in due_awards(in_order(on_cycle(law.at(today).awards, bases)), year)
            if one.code not in opened
            and still_ahead(one, award_deadlines(one, year, calendar, practice), today)
        ]
        feast = duties_of(law, calendar, practice, year).get(FEAST)
        there = session.scalar(select(CityDayRow.id).where(CityDayRow.year == year))
        if feast is not None and feast.literal >= today and there is None:
            names.append(_("Празник на града"))
        if names:
            found[year] = tuple(names)
    return found


def _worked_before(session: Session, year: int) -> bool:
    return session.scalar(select(EditionRow.id).where(EditionRow.year < year).limit(1)) is not None


def _chosen(line: OpeningLine, choice: OpeningChoice) -> bool:
    if line.kind is LineKind.EDITION:
        return line.key in choice.awards
    if line.kind is LineKind.CITY_DAY:
        return choice.city_day
    return line.kind is LineKind.EVENT and int(line.key) in choice.events


def _event_line(one: Proposal, *, allowed: bool) -> OpeningLine:
    return OpeningLine(
        LineKind.EVENT, str(one.event.id), one.event.typed.title, one.when.on, one.why, None,
        one.copied, allowed, one.clashes,
    )  # fmt: skip


def _opened(session: Session, year: int) -> frozenset[str]:
    return frozenset(session.scalars(select(EditionRow.award).where(EditionRow.year == year)))


def _items_before(session: Session, year: int) -> frozenset[int]:
    """The events of the programme that the feast of `year` begins with; it copies them itself."""
    last = _last_feast(session, year)
    if last is None:
        return frozenset()
    query = select(CityDayItemRow.event_id).where(CityDayItemRow.city_day_id == last.id)
    return frozenset(session.scalars(query))


def _flag_before(session: Session, year: int) -> frozenset[int]:
    """The flag's appearance on the last feast; opening the feast plans a new one (R-12-0.4)."""
    last = _last_feast(session, year)
    if last is None:
        return frozenset()
    query = select(FlagAppearanceRow.event_id).join(
        EventRow, EventRow.id == FlagAppearanceRow.event_id
    )
    return frozenset(session.scalars(query.where(EventRow.on == last.feast)))


def _last_feast(session: Session, year: int) -> CityDayRow | None:
    return session.scalar(
        select(CityDayRow).where(CityDayRow.year < year).order_by(CityDayRow.year.desc()).limit(1)
    )
