"""What the first page says of the flag: out too long (чл. 11), going out soon unprepared (чл. 12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ruse_desktop.domain.events import EventState
from ruse_desktop.domain.flag import moment
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.flag_appearance_rows import appearances_between

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.flag import FlagPlace
    from ruse_desktop.domain.practice import Practice

_AHEAD = 14
_OVER = (EventState.CANCELLED, EventState.HELD)


def waiting_flag(found: FlagPlace) -> tuple[Waiting, ...]:
    """One group while the flag is late, else none."""
    out = found.movement
    if out is None or not found.late or out.typed.due_at is None:
        return ()
    said = _("{who} – за връщане до {due}").format(who=out.who, due=moment(out.typed.due_at))
    record = WaitingRecord(out.id, said)
    return (Waiting("flag-late", "flag-movement", _("Знамето не е върнато в срок"), (record,)),)


def waiting_appearances(session: Session, practice: Practice, today: date) -> tuple[Waiting, ...]:
    """One group: the appearances of the next days with what is not prepared (R-12-0.11)."""
    ahead = practice.days_before("flag_ahead_days")
    until = today + timedelta(days=_AHEAD if ahead is None else ahead)
    found = sorted(
        appearances_between(session, today, until, timedelta(0)),
        key=lambda one: one.event.when.begin,
    )
    records = tuple(
        WaitingRecord(
            one.event_id,
            _("{day}, {title}: {what}").format(
                day=date_short(one.event.when.on), title=one.event.title,
                what="; ".join(one.typed.lacking),
            ),
        )
        for one in found
        if one.event.state not in _OVER and one.typed.lacking and not one.typed.ready
    )  # fmt: skip
    if not records:
        return ()
    return (Waiting("flag-ahead", "event", _("Предстоящо участие на знамето"), records),)
