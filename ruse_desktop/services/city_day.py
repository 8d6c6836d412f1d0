"""The verbs of City Day: open a year's edition, order its programme, bring it to the committee (чл. 22–23)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.city_day import (
    FEAST,
    PROGRAMME,
    CityDay,
    EditionInput,
    ItemInput,
    Step,
    StepInput,
)
from ruse_desktop.domain.duties import judge_duty
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.calendar import KINDS as EVENT_KINDS
from ruse_desktop.services.calendar_rows import event_of, events_between, find_event
from ruse_desktop.services.city_day_opening import copy_year, currency_on, organiser_on, put
from ruse_desktop.services.city_day_reading import (
    duties_of,
    find,
    items_of,
    read,
    versions_of,
)
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.city_day import (
    CityDayItemRow,
    CityDayRow,
    CityDayVersionRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.city_day import Version
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.duties import DutyDay
    from ruse_desktop.domain.events import Event
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.calendar import CalendarService
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("city-day",)
BOTH = (*KINDS, *EVENT_KINDS)
OBJECT = "city-day"
_BEFORE, _AFTER = timedelta(days=21), timedelta(days=21)


class CityDayService:
    """The programme; its money is `services.city_day_money`, its papers `services.city_day_papers`."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        events: CalendarService,
        begin_flag: Callable[[Transaction, int], object],
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._events = events
        self._begin_flag = begin_flag

    # reading

    def years(self) -> tuple[int, ...]:
        """The years with an edition, the newest first."""
        with self._store.read() as session:
            return tuple(session.scalars(select(CityDayRow.year).order_by(CityDayRow.year.desc())))

    def get(self, year: int) -> CityDay:
        """The edition of a year with everything of it. Raises NotFound."""
        with self._store.read() as session:
            return self._read(session, year)

    def year_of(self, city_day_id: int) -> int:
        """The year of an edition by its number. Raises NotFound."""
        with self._store.read() as session:
            return _row(session, city_day_id).year

    def duties(self, year: int) -> dict[str, DutyDay]:
        """The wheel's days of the year by code (чл. 3, 23, 25)."""
        return duties_of(self._law, self._calendar, self._practice, year)

    def candidates(self, year: int) -> tuple[Event, ...]:
        """Events around the feast that are in no programme yet, in order of time."""
        with self._store.read() as session:
            row = find(session, year)
            taken = set(session.scalars(select(CityDayItemRow.event_id)))
            found = [
                one
                for one in events_between(session, row.feast - _BEFORE, row.feast + _AFTER)
                if one.id not in taken and not one.typed.recurrence.repeats
            ]
        return tuple(sorted(found, key=lambda one: (one.typed.when.begin, one.id)))

    def judge_submission(self, year: int, on: date) -> tuple[Finding, ...]:
        """Whether a programme brought in on `on` is in time (чл. 23)."""
        day = self.duties(year).get(PROGRAMME)
        return judge_duty(day, self._calendar, on) if day is not None else ()

    # the edition

    def open(self, year: int, *, actor: Actor, copy: bool = True) -> CityDay:
        """Open the edition of a year; with `copy` its programme and plan begin as the last one's.

        The flag's appearance on the holiday is planned by itself (R-12-0.4).

        The patron is the mayor, the organiser the directorate by its name on the feast (чл. 22).
        Raises Refused when it is open already.
        """
        feast = self.duties(year)[FEAST].literal
        with self._store.write(actor, "city-day.open", BOTH) as tx:
            if tx.session.scalar(select(CityDayRow.id).where(CityDayRow.year == year)) is not None:
                raise Refused(
                    _("Празникът за {year} г. вече е открит.").format(year=year),
                    _("Изберете го от списъка с години."),
                )
            last = tx.session.scalar(
                select(CityDayRow).where(CityDayRow.year < year).order_by(CityDayRow.year.desc())
            )
            row = CityDayRow(
                year=year, feast=feast, currency=currency_on(self._law, feast),
                patron=last.patron if last is not None else "",
                organiser=organiser_on(self._law, feast), note="", by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            if copy and last is not None:
                copy_year(self._law, self._events, tx, last, row)
            self._begin_flag(tx, year)
            tx.subject(OBJECT, row.id, str(year))
            tx.session.flush()
            return self._read(tx.session, year)

    def correct(self, year: int, typed: EditionInput, *, actor: Actor) -> CityDay:
        """Write patron, organiser and note anew."""
        organiser = clean(typed.organiser, 300)
        if not organiser:
            raise UserError(_("Не е посочен организаторът."), _("Впишете дирекцията."))
        with self._store.write(actor, "city-day.correct", KINDS) as tx:
            row = find(tx.session, year)
            row.patron, row.organiser = clean(typed.patron, 200), organiser
            row.note = clean(typed.note, 2000)
            tx.subject(OBJECT, row.id, str(year))
            tx.session.flush()
            return self._read(tx.session, year)

    # the programme

    def add_item(
        self, year: int, typed: ItemInput, *, actor: Actor, override: OverrideInput | None = None
    ) -> int:
        """A new item, and with it its event in the calendar; the item's id. Raises as events do."""
        with self._store.write(actor, "city-day.item", BOTH) as tx:
            row = find(tx.session, year)
            event_id = self._events.create_in(tx, typed.event, override=override)
            item = put(tx, row.id, event_id, typed)
            tx.subject(OBJECT, row.id, typed.event.title)
            return item.id

    def change_item(
        self,
        item_id: int,
        typed: ItemInput,
        *,
        actor: Actor,
        override: OverrideInput | None = None,
        version: int | None = None,
    ) -> None:
        """Write an item anew, in the calendar too; `version` is that of the event that was seen."""
        with self._store.write(actor, "city-day.item-change", BOTH) as tx:
            item = _item(tx.session, item_id)
            self._events.change_in(
                tx, item.event_id, typed.event, override=override, version=version
            )
            item.budget = typed.budget
            tx.subject(OBJECT, item.city_day_id, typed.event.title)

    def link(self, year: int, event_id: int, *, actor: Actor) -> int:
        """Take an event of the calendar into the programme; the item's id."""
        with self._store.write(actor, "city-day.link", KINDS) as tx:
            row, event = find(tx.session, year), find_event(tx.session, event_id)
            if tx.session.scalar(
                select(CityDayItemRow.id).where(CityDayItemRow.event_id == event_id)
            ):
                raise Refused(_("Събитието вече е в програма."), _("Опреснете списъка."))
            item = put(tx, row.id, event_id, ItemInput(event_of(event).typed))
            tx.subject(OBJECT, row.id, event.title)
            return item.id

    def drop_item(self, item_id: int, *, actor: Actor, from_calendar: bool) -> None:
        """Take an item out of the programme; with `from_calendar` its event out of the calendar."""
        verb, kinds = "city-day.item-out", BOTH if from_calendar else KINDS
        with self._store.write(actor, verb, kinds) as tx:
            item = _item(tx.session, item_id)
            event = find_event(tx.session, item.event_id)
            if from_calendar:
                event.removed = True
                event.version += 1
                event.changed_at, event.changed_by = tx.now, actor.name
            tx.session.delete(item)
            tx.subject(OBJECT, item.city_day_id, event.title)

    # versions

    def submit(self, year: int, typed: StepInput, *, actor: Actor, why: str = "") -> Version:
        """Bring the programme as it is now before the committee: a new version of it (чл. 23).

        After an approval `why` says what is changed. Raises Refused (code „late“) when it is late
        and no reason is given; UserError for an empty programme or a missing number.
        """
        on = self._day(typed)
        number = _needed(typed.number, _("изходящия номер на писмото"))
        with self._store.write(actor, "city-day.submit", KINDS) as tx:
            row = find(tx.session, year)
            lines = tuple(one.line for one in items_of(tx.session, row.id))
            if not lines:
                raise UserError(_("Програмата е празна."), _("Добавете поне една проява."))
            versions = versions_of(tx.session, row.id)
            last = versions[-1] if versions else None
            if last is not None and last.lines == lines and last.submitted_on is not None:
                raise Refused(
                    _("Програмата е същата като {version}.").format(version=last.name),
                    _("Впишете какво е решила комисията."),
                )
            approved = any(one.approved_on is not None for one in versions)
            made = CityDayVersionRow(
                city_day_id=row.id, number=len(versions) + 1, made_on=tx.now.date(),
                lines=[one.kept() for one in lines], after_approval=approved,
                why=require_reason(why, self._practice.min_reason) if approved else clean(why, 2000),
                submitted_on=on, outgoing_no=number, examined_on=None, approved_on=None,
                late_reason="" if versions else self._late(year, on, typed.reason),
                by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, f"{year}, в. {made.number}")
            return versions_of(tx.session, row.id)[-1]

    def decide(self, version_id: int, step: Step, typed: StepInput, *, actor: Actor) -> Version:
        """Write that the committee examined a version, or approved it (чл. 23)."""
        on = self._day(typed)
        number = _needed(typed.number, _("номера на протокола"))
        with self._store.write(actor, f"city-day.{step}", KINDS) as tx:
            row = tx.session.get(CityDayVersionRow, version_id)
            if row is None:
                raise NotFound(_("Версията не е намерена."), _("Опреснете екрана."))
            if row.approved_on is not None or row.submitted_on is None:
                raise Refused(_("Версията вече е утвърдена."), _("Внесете нова версия."))
            first = row.examined_on or row.submitted_on
            if on < first:
                raise UserError(
                    _("Денят е преди {day}.").format(day=date_short(first)), _("Поправете датата.")
                )
            if step is Step.EXAMINED:
                row.examined_on, row.examined_no = on, number
            else:
                row.approved_on, row.approved_no = on, number
                row.decision = clean(typed.text, 4000)
                if row.examined_on is None:
                    row.examined_on, row.examined_no = on, number
            tx.subject(OBJECT, row.city_day_id, f"в. {row.number}")
            tx.session.flush()
            found = versions_of(tx.session, row.city_day_id)
            return next(one for one in found if one.id == version_id)

    # inside

    def _read(self, session: Session, year: int) -> CityDay:
        return read(
            session, find(session, year), self.duties(year), self._calendar,
            self._store.clock.today(),
        )  # fmt: skip

    def _day(self, typed: StepInput) -> date:
        if typed.on is None:
            raise UserError(_("Липсва датата."), _("Впишете я."))
        if typed.on > self._store.clock.today():
            raise UserError(_("Датата е в бъдещето."), _("Поправете я."))
        return typed.on

    def _late(self, year: int, on: date, reason: str) -> str:
        late = next((one for one in self.judge_submission(year, on) if one.open), None)
        if late is None:
            return ""
        if not reason.strip():
            raise Refused(
                _("Програмата се внася със закъснение: {what}.").format(
                    what=late.sentence[:1].lower() + late.sentence[1:]
                ),
                _("Впишете причината."), citation=str(late.citation or ""), code="late",
            )  # fmt: skip
        return require_reason(reason, self._practice.min_reason)


def _row(session: Session, city_day_id: int) -> CityDayRow:
    row = session.get(CityDayRow, city_day_id)
    if row is None:
        raise NotFound(_("Празникът не е намерен."), _("Опреснете екрана."))
    return row


def _item(session: Session, item_id: int) -> CityDayItemRow:
    row = session.get(CityDayItemRow, item_id)
    if row is None:
        raise NotFound(_("Проявата вече не е в програмата."), _("Опреснете списъка."))
    return row


def _needed(text: str, what: str) -> str:
    made = clean(text, 100)
    if not made:
        raise UserError(_("Липсва номерът."), _("Впишете {what}.").format(what=what))
    return made
