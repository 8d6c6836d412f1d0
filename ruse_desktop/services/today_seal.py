"""What the first page says of the seal: certificates that wait for it, a seal not given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.seal_custody import all_in
from ruse_desktop.services.seal_waiting import waiting_in

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook


def waiting_seal(session: Session, law: LawBook, today: date) -> tuple[Waiting, ...]:
    """Groups of the first page, those without records left out (чл. 20 и чл. 21, т. 4)."""
    papers = tuple(
        WaitingRecord(one.print_id, one.document) for one in waiting_in(session, law, today)
    )
    said = ngettext("{n} удостоверение чака печат", "{n} удостоверения чакат печат", len(papers))
    out = tuple(
        WaitingRecord(
            one.id,
            _("{who} – за връщане от {day}").format(who=one.who, day=date_plain(one.until)),
        )
        for one in all_in(session)
        if one.overdue(today)
    )
    groups = (
        Waiting("seal-waiting", "seal-waiting", said.format(n=len(papers)), papers),
        Waiting("seal-out", "seal-custody", _("Печатът не е върнат в срок"), out),
    )
    return tuple(group for group in groups if group.records)
