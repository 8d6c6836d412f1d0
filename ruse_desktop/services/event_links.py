"""What hangs on an event of the calendar: its plan, its place in City Day, where the flag went with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.events import EventLink
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.flag_custody import OBJECT as FLAG
from ruse_desktop.services.protocol_plan_reading import OBJECT as PLAN
from ruse_desktop.storage.city_day import CityDayItemRow, CityDayRow
from ruse_desktop.storage.flag import FlagMovementRow
from ruse_desktop.storage.protocol_plans import PlanRow

if TYPE_CHECKING:
    from ruse_desktop.storage.store import Store

CITY_DAY = "city-day"


class EventLinks:
    """Reads what points at an event; each record is shown by its own tab."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, event_id: int) -> tuple[EventLink, ...]:
        """The plan, the City Day and the goings out of the flag of an event, in this order."""
        with self._store.read() as session:
            plans = session.scalars(select(PlanRow.id).where(PlanRow.event_id == event_id))
            found = [EventLink(PLAN, one, _("Протоколен план")) for one in plans]
            days = session.execute(
                select(CityDayRow.id, CityDayRow.year)
                .join(CityDayItemRow, CityDayItemRow.city_day_id == CityDayRow.id)
                .where(CityDayItemRow.event_id == event_id)
            )
            for city_day_id, year in days:
                said = _("Програма на празника за {year} г.").format(year=year)
                found.append(EventLink(CITY_DAY, city_day_id, said))
            goings = session.execute(
                select(FlagMovementRow.id, FlagMovementRow.number, FlagMovementRow.year)
                .where(FlagMovementRow.event_id == event_id, FlagMovementRow.struck_why == "")
                .order_by(FlagMovementRow.id)
            )
            for movement_id, number, year in goings:
                said = _("Изнасяне на знамето № {no}/{year}").format(no=number, year=year)
                found.append(EventLink(FLAG, movement_id, said))
        return tuple(found)
