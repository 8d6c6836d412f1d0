"""What the first page says of the badge: those still with people who left office (чл. 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.badge import rules_of
from ruse_desktop.domain.badge_records import WearState
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services import badge_wearing

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition


def waiting_badge(session: Session, act: ActEdition, today: date) -> tuple[Waiting, ...]:
    """One group, left out while nothing is due; the act does not say what to do about them."""
    rows = badge_wearing.standing(session)
    if not rows:
        return ()
    records = tuple(
        WaitingRecord(
            one.id,
            _("{name}, {position} – до {day}").format(
                name=one.name, position=one.position.name,
                day=date_plain(one.until) if one.until else "",
            ),
        )
        for one in badge_wearing.terms(session, rules_of(act), rows, today)
        if one.state(today) is WearState.DUE
    )  # fmt: skip
    said = ngettext(
        "{n} значка е у бивш носител", "{n} значки са у бивши носители", len(records)
    ).format(n=len(records))
    return (Waiting("badge-due", "badge-term", said, records),) if records else ()
