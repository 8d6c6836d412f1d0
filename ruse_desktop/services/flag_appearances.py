"""The flag's appearances: kept for an event on a ground of чл. 12, proposed, scheduled (чл. 12, 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ruse_desktop.domain import flag as flag_values
from ruse_desktop.domain import flag_appearances as values
from ruse_desktop.domain.city_day import FEAST
from ruse_desktop.domain.events import Category, EventInput, EventState, When
from ruse_desktop.domain.flag_appearances import GROUND, Appearance, AppearanceInput
from ruse_desktop.domain.flag_order import FlagKind, arrange
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar_rows import event_of, find_event
from ruse_desktop.services.flag_appearance_rows import (
    OBJECT,
    appearance_in,
    appearances_between,
    cleaned,
    exception_in,
    fill,
    usual,
)
from ruse_desktop.services.flag_order import known_flags
from ruse_desktop.services.flag_regulations import KINDS, usual_steps_in
from ruse_desktop.services.overrides import override_in
from ruse_desktop.services.year_wheel import duty_terms
from ruse_desktop.storage.flag_appearances import FlagAppearanceRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.flag import FlagGround, FlagRules
    from ruse_desktop.domain.flag_appearances import Proposal
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.calendar import WorkingCalendar
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.services.flag_anniversaries import FlagAnniversaries
    from ruse_desktop.storage.store import Store, Transaction

_OFFICIAL, _TOWN = "1", "2"
"""The items of чл. 12: official holidays of the Republic, the holiday of the town."""


class FlagAppearances:
    """What is kept of the flag's part in events; the events themselves are `services.events`."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingCalendar, practice: Practice,
        events: CalendarService,
        anniversaries: FlagAnniversaries,
    ) -> None:  # fmt: skip
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._events = events
        self._anniversaries = anniversaries

    # reading

    def rules(self, day: date | None = None) -> FlagRules:
        """What the act says of the flag on the day, today by default."""
        act = self._law.at(day or self._store.clock.today())
        return flag_values.rules_of(act.symbols)

    def get(self, event_id: int) -> Appearance:
        """The appearance at an event; not kept yet, it begins as usual. Raises NotFound."""
        with self._store.read() as session:
            event = event_of(find_event(session, event_id)).typed
            found = appearance_in(session, event_id, event, self._events.buffer)
            ground = self._ground_of(event)
            steps = usual_steps_in(session, ground) if ground else ()
        if found.kept:
            return found
        typed = AppearanceInput(ground=ground, order=_usual_order(), steps=steps)
        return replace(found, typed=typed)

    def judge(self, typed: AppearanceInput, day: date, exception: str = "") -> tuple[Finding, ...]:
        """What the act says of it (чл. 12, чл. 13)."""
        return values.findings(typed, self.rules(day), exception)

    def question(self, typed: AppearanceInput, day: date) -> tuple[Finding | None, str]:
        """What only an override may pass, with the text of the article; None when nothing does."""
        found = self.judge(typed, day)
        finding = next((one for one in found if one.blocking and one.overridable), None)
        if finding is None or finding.citation is None:
            return finding, ""
        provision = self._law.at(day).provision(finding.citation)
        return finding, provision.text if provision else ""

    def between(self, since: date, until: date) -> tuple[Appearance, ...]:
        """Every event with the flag in these days, both inclusive, in order of time."""
        with self._store.read() as session:
            found = appearances_between(session, since, until, self._events.buffer)
            return tuple(sorted(found, key=lambda one: one.event.when.begin))

    def proposals(self, year: int) -> tuple[Proposal, ...]:
        """Holidays of the year without the flag, the town's first (R-12-0.2…R-12-0.4)."""
        found = self.between(date(year, 1, 1), date(year, 12, 31))
        taken = {
            one.event.when.on for one in found if one.event.state is not EventState.CANCELLED
        }  # fmt: skip
        grounds = (self._item(_OFFICIAL, year), self._item(_TOWN, year))
        judged = next(
            (one.code for one in self.rules(date(year, 12, 31)).grounds if one.judged), ""
        )
        kept = (
            one.proposal(year, judged)
            for one in self._anniversaries.list()
            if one.happened.year < year
        )
        return values.proposals(
            self._calendar.official(year), self._feast(year), taken, grounds, kept
        )

    # writing

    def save(
        self,
        event_id: int,
        typed: AppearanceInput,
        *,
        actor: Actor,
        override: OverrideInput | None = None,
    ) -> Appearance:
        """Keep the flag's part in an event; the event takes the flag from now on.

        Raises NotFound, UserError; Refused(code=GROUND) outside чл. 12 without an override, with
        other codes for a missing motive, for the flag taken twice.
        """
        typed = cleaned(typed)
        with self._store.write(actor, "flag-appearances.save", KINDS) as tx:
            event = event_of(find_event(tx.session, event_id))
            if not event.typed.uses_flag:
                self._events.change_in(tx, event_id, replace(event.typed, uses_flag=True))
            self._keep(tx, event_id, event.typed.when.on, typed, override)
            tx.subject(OBJECT, event_id, event.typed.title)
            after = event_of(find_event(tx.session, event_id)).typed
            return appearance_in(tx.session, event_id, after, self._events.buffer)

    def accept(self, proposal: Proposal, *, actor: Actor) -> int:
        """Make the event of a proposal with the flag on its ground; the event's id.

        Raises Refused when the flag is taken at that hour, or the day has the flag already.
        """
        with self._store.write(actor, "flag-appearances.accept", KINDS) as tx:
            found = appearances_between(tx.session, proposal.day, proposal.day, self._events.buffer)
            if any(one.event.state is not EventState.CANCELLED for one in found):
                raise Refused(
                    _("На този ден вече има събитие с участие на знамето."),
                    _("Опреснете графика."), code="flag-day",
                )  # fmt: skip
            event_id = self._begin_in(tx, proposal)
            tx.subject(OBJECT, event_id, proposal.name)
            return event_id

    def begin_feast_in(self, tx: Transaction, year: int) -> int | None:
        """The planned appearance of the town's holiday, by itself (R-12-0.4); None where one is."""
        feast = self._feast(year)
        if feast is None:
            return None
        there = appearances_between(tx.session, feast[0], feast[0], self._events.buffer)
        if any(one.event.state is not EventState.CANCELLED for one in there):
            return None
        return self._begin_in(tx, values.Proposal(*feast, self._item(_TOWN, year), town=True))

    def _begin_in(self, tx: Transaction, proposal: Proposal) -> int:
        """The event of a proposal and the flag's part in it, as usual."""
        habits = usual()
        begin = datetime.combine(proposal.day, habits.begins)
        when = When(proposal.day, proposal.day, habits.begins, (begin + habits.lasts).time())
        typed = AppearanceInput(
            ground=proposal.ground,
            motive=proposal.motive,
            decided_by=proposal.decided_by,
            order=_usual_order(),
            steps=usual_steps_in(tx.session, proposal.ground),
        )
        event = EventInput(proposal.name, when, _category(proposal), uses_flag=True)
        event_id = self._events.create_in(tx, event)
        self._keep(tx, event_id, proposal.day, typed, None)
        return event_id

    # on paper

    def schedule(self, since: date, until: date) -> bytes:
        """The schedule of the days `since` … `until` as PDF (R-12-0.10)."""
        from ruse_desktop.documents import flag_schedule

        kept = [one for one in self.between(since, until) if one.scheduled]
        return flag_schedule.schedule(
            kept, since, until, drawn_on=self._store.clock.today(),
            municipality=self._law.municipality,
        )  # fmt: skip

    def scenario(self, event_id: int, typed: AppearanceInput | None = None) -> bytes:
        """The scenario of one appearance as PDF (R-13-0.5), by what is `typed` but not kept yet."""
        from ruse_desktop.documents import flag_schedule

        found = self.get(event_id)
        if typed is not None:
            text, citation = self._said(typed.ground, found.event.when.on)
            found = replace(found, typed=cleaned(typed), ground_text=text, citation=citation)
        return flag_schedule.scenario(found, municipality=self._law.municipality)

    # inside

    def _keep(
        self,
        tx: Transaction,
        event_id: int,
        day: date,
        typed: AppearanceInput,
        override: OverrideInput | None,
    ) -> None:
        rules = self.rules(day)
        for finding in values.findings(typed, rules, exception_in(tx.session, event_id)):
            if not finding.blocking:
                continue
            passable = finding.overridable and typed.ground == values.OTHER
            if override is None or not passable:
                raise Refused(
                    finding.sentence, finding.question or _("Попълнете мотива и кой е решил."),
                    citation=str(finding.citation), code=finding.rule,
                )  # fmt: skip
            override_in(tx, self._practice, finding, override, (OBJECT, event_id))
        row = tx.session.get(FlagAppearanceRow, event_id) or FlagAppearanceRow(event_id=event_id)
        fill(row, typed, tx.actor.name, tx.now)
        row.ground_text, row.citation = self._said(typed.ground, day)
        tx.session.add(row)
        tx.session.flush()

    def _said(self, code: str, day: date) -> tuple[str, str]:
        """A ground in words with its article; the other ones stand outside the list."""
        rules = self.rules(day)
        ground = rules.ground(code)
        if ground is not None:
            also = self._also(code, day)
            if also is None:
                return ground.name, str(ground.citation)
            return (
                _("{one}; също {other}").format(one=ground.name, other=also.name),
                _("{one} и т. {item}").format(one=ground.citation, item=also.citation.item),
            )
        text = _("извън случаите, с отклонение") if code else ""
        return text, str(rules.grounds_citation or "") if code else ""

    def _also(self, code: str, day: date) -> FlagGround | None:
        """The day's other ground: 6 May is the holiday of the town and of the Republic (R-3-0.3)."""
        feast = self._feast(day.year)
        if feast is None or feast[0] != day or day not in dict(self._calendar.official(day.year)):
            return None
        both = (self._item(_TOWN, day.year), self._item(_OFFICIAL, day.year))
        other = dict(zip(both, reversed(both), strict=True)).get(code, "")
        return self.rules(day).ground(other)

    def _item(self, item: str, year: int) -> str:
        grounds = self.rules(date(year, 12, 31)).grounds
        return next((one.code for one in grounds if one.citation.item == item), "")

    def _feast(self, year: int) -> tuple[date, str] | None:
        terms = duty_terms(self._law, self._calendar, self._practice, (year,))
        return next(((one.literal, one.name) for one in terms if one.purpose == FEAST), None)

    def _ground_of(self, event: EventInput) -> str:
        """The ground the event's day speaks for; „“ when the officer has to choose."""
        day = event.when.on
        feast = self._feast(day.year)
        if feast is not None and feast[0] == day:
            return self._item(_TOWN, day.year)
        official = dict(self._calendar.official(day.year))
        return self._item(_OFFICIAL, day.year) if day in official else ""


def _category(proposal: Proposal) -> Category:
    if proposal.town:
        return Category.TOWN
    return Category.COMMEMORATION if proposal.motive else Category.HOLIDAY


def _usual_order() -> str:
    """The national flag, the Union's and the municipality's, in their order."""
    ours = [one for one in known_flags() if one.kind is not FlagKind.FOREIGN]
    return arrange(ours).text


__all__ = ["GROUND", "FlagAppearances"]
