"""Reading of terms of office with the badges worn in them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.badge_records import Closing, Position, Term, Wear
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.badge import BadgePositionRow, BadgeTermRow, BadgeWearRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.badge import BadgeRules


def find_term(session: Session, term_id: int) -> BadgeTermRow:
    """A term that stands. Raises NotFound."""
    row = session.get(BadgeTermRow, term_id)
    if row is None or row.struck_why:
        raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
    return row


def standing(session: Session) -> list[BadgeTermRow]:
    """All terms that are not struck out."""
    return list(session.scalars(select(BadgeTermRow).where(BadgeTermRow.struck_why == "")))


def terms(
    session: Session, rules: BadgeRules, rows: Sequence[BadgeTermRow], today: date | None = None
) -> list[Term]:
    """The values of these rows, in their order; `stays` is counted as of `today`."""
    positions = {
        row.id: Position(row.id, row.name, row.group)
        for row in session.scalars(select(BadgePositionRow))
    }
    worn = session.scalars(select(BadgeWearRow).order_by(BadgeWearRow.term_id, BadgeWearRow.id))
    wears = {
        term_id: tuple(_wear(one) for one in group)
        for term_id, group in groupby(worn, key=lambda one: one.term_id)
    }
    here: dict[str, list[BadgeTermRow]] = {}
    if today is not None:
        for row in standing(session):
            if row.until is None or row.until >= today:
                here.setdefault(row.name_key, []).append(row)
    return [
        Term(
            row.id, row.name, positions[row.position_id],
            rules.group(positions[row.position_id].group), row.since, row.until, row.note,
            wears.get(row.id, ()),
            any(
                one.id != row.id and positions[one.position_id].group
                for one in here.get(row.name_key, ())
            ),
            row.by, row.at,
        )
        for row in rows
    ]  # fmt: skip


def _wear(row: BadgeWearRow) -> Wear:
    return Wear(
        row.id, row.on, row.document, row.serial, row.reason, row.closed_on,
        Closing(row.closed_how) if row.closed_how else None, row.closed_why,
    )  # fmt: skip
