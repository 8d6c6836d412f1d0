"""What the first page says of permits: answers owed, terms that end, terms that nobody confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.permits import State
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.permit_reading import OBJECT, answer_days, number_text
from ruse_desktop.storage.permits import PermitRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice


def waiting_permits(session: Session, practice: Practice, today: date) -> tuple[Waiting, ...]:
    """Groups of the first page, those without records left out (чл. 8)."""
    groups = (
        *_answers(session, practice, today),
        _ending(session, practice, today),
        _endless(session),
    )
    return tuple(group for group in groups if group.records)


def _answers(session: Session, practice: Practice, today: date) -> tuple[Waiting, Waiting]:
    """Applications without an answer: late ones, and those still in time."""
    days = timedelta(answer_days(practice))
    rows = session.scalars(
        select(PermitRow)
        .where(PermitRow.state == State.APPLIED)
        .order_by(PermitRow.answer_from, PermitRow.id)
    )
    late: list[WaitingRecord] = []
    open_: list[WaitingRecord] = []
    for row in rows:
        assert row.answer_from is not None
        until = row.answer_from + days
        text = _("{who}, {what} – отговор до {day}").format(
            who=row.applicant, what=row.product, day=date_plain(until)
        )
        (late if until < today else open_).append(WaitingRecord(row.id, text))
    said = ngettext(
        "{n} заявление за символ с просрочен отговор",
        "{n} заявления за символ с просрочен отговор",
        len(late),
    )
    told = ngettext(
        "{n} заявление за символ чака отговор", "{n} заявления за символ чакат отговор", len(open_)
    )
    return (
        Waiting("permit-late", OBJECT, said.format(n=len(late)), tuple(late)),
        Waiting("permit-answer", OBJECT, told.format(n=len(open_)), tuple(open_)),
    )


def _ending(session: Session, practice: Practice, today: date) -> Waiting:
    """Permits whose term ends soon and that nobody renewed."""
    until = today + timedelta(practice.deadline_soon_days)
    renewed = select(PermitRow.renews_id).where(PermitRow.renews_id.is_not(None))
    rows = session.scalars(
        select(PermitRow)
        .where(
            PermitRow.state == State.GRANTED,
            PermitRow.valid_until >= today,
            PermitRow.valid_until <= until,
            PermitRow.id.not_in(renewed),
        )
        .order_by(PermitRow.valid_until, PermitRow.id)
    )
    found = tuple(
        WaitingRecord(row.id, _named(row, date_plain(row.valid_until)))
        for row in rows
        if row.valid_until is not None
    )
    said = ngettext("{n} разрешение изтича скоро", "{n} разрешения изтичат скоро", len(found))
    return Waiting("permit-ends", OBJECT, said.format(n=len(found)), found)


def _endless(session: Session) -> Waiting:
    """Permits without a last day that nobody confirmed."""
    rows = session.scalars(
        select(PermitRow)
        .where(
            PermitRow.state == State.GRANTED,
            PermitRow.valid_until.is_(None),
            PermitRow.unlimited.is_(False),
        )
        .order_by(PermitRow.day, PermitRow.id)
    )
    found = tuple(WaitingRecord(row.id, _named(row, "")) for row in rows)
    said = ngettext(
        "{n} разрешение е безсрочно – потвърдете",
        "{n} разрешения са безсрочни – потвърдете",
        len(found),
    )
    return Waiting("permit-endless", OBJECT, said.format(n=len(found)), found)


def _named(row: PermitRow, until: str) -> str:
    """„РЗ-4/2027 – Магнити ЕООД, до 31.12.2027“."""
    said = _("{no} – {who}, {what}").format(
        no=number_text(row), who=row.applicant, what=row.product
    )
    return _("{said}, до {day}").format(said=said, day=until) if until else said
