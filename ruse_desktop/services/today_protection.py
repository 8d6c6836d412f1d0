"""What the first page says of protected signs: terms that end soon or have ended (§ 2 ПЗР)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.protection import OBJECT, reminder_days
from ruse_desktop.storage.protection import MarkRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice


def waiting_protection(session: Session, practice: Practice, today: date) -> tuple[Waiting, ...]:
    """Signs whose term ends within the reminder or has ended; what was given up is left out."""
    until = today + timedelta(reminder_days(practice))
    rows = session.scalars(
        select(MarkRow)
        .where(MarkRow.ended_on.is_(None), MarkRow.expires_on <= until)
        .order_by(MarkRow.expires_on, MarkRow.id)
    )
    late: list[WaitingRecord] = []
    soon: list[WaitingRecord] = []
    for row in rows:
        assert row.expires_on is not None
        over = row.expires_on < today
        text = _("{name} – до {day}").format(name=row.name, day=date_plain(row.expires_on))
        (late if over else soon).append(WaitingRecord(row.id, text))
    found = []
    if late:
        said = ngettext("{n} закрила е с изтекъл срок", "{n} закрили са с изтекъл срок", len(late))
        found.append(Waiting("protection-late", OBJECT, said.format(n=len(late)), tuple(late)))
    if soon:
        said = ngettext("{n} закрила изтича скоро", "{n} закрили изтичат скоро", len(soon))
        found.append(Waiting("protection-soon", OBJECT, said.format(n=len(soon)), tuple(soon)))
    return tuple(found)
