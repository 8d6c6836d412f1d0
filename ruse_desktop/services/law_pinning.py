"""Which opened award editions an amendment touches, and letting one follow the new rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.amending import TouchedEdition
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.editions import find_edition
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition, AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.nomination_judging import Judge
    from ruse_desktop.storage.store import Transaction

_REASON = 3


def touched_by(session: Session, law: LawBook, new: ActEdition) -> tuple[TouchedEdition, ...]:
    """Opened editions of this year or later whose award has other rules in the new edition."""
    found = []
    rows = session.scalars(
        select(EditionRow)
        .where(EditionRow.year >= new.in_force.year, EditionRow.law_edition != new.id)
        .order_by(EditionRow.year, EditionRow.award)
    )
    for row in rows:
        pinned = law.edition(row.law_edition)
        before, after = _award(pinned, row.award), _award(new, row.award)
        if before is None or before == after:
            continue
        found.append(
            TouchedEdition(
                row.id,
                f"{before.short_name} {row.year}",
                pinned.label,
                _nominations(session, row),
                _obstacle(session, row, after),
            )
        )
    return tuple(found)


def repin_in(
    tx: Transaction, law: LawBook, judge: Judge, award_edition: int, to: tuple[str, str]
) -> None:
    """Pin an award edition anew; `to` is the ordinance edition and the reason.

    Its nominations are checked again. Raises Refused, UserError, NotFound.
    """
    law_edition, reason = to
    written = clean(reason, 1000)
    if len(written) < _REASON:
        raise UserError(
            _("Не е посочено защо изданието минава към новата редакция."),
            _("Напишете го с едно изречение."),
        )
    row = find_edition(tx.session, award_edition)
    known = {one.id: one for one in law.editions}
    award = _award(known[law_edition], row.award) if law_edition in known else None
    problem = _obstacle(tx.session, row, award)
    if problem:
        raise Refused(problem, _("Изданието остава по редакцията, по която е открито."))
    former = row.law_edition
    row.law_edition = law_edition
    row.confirmed_by = tx.actor.name
    row.confirmed_on = tx.now.date()
    tx.session.flush()
    for one in tx.session.scalars(
        select(NominationRecord).where(NominationRecord.edition_id == row.id)
    ):
        judge.refresh(tx, one)
    tx.subject("edition", row.id, f"{row.award} {row.year}")
    tx.note({"from": former, "to": law_edition, "reason": written})


def _obstacle(session: Session, row: EditionRow, award: AwardRules | None) -> str:
    if award is None:
        return _("Новата редакция не урежда наградата.")
    held = session.scalar(
        select(func.count())
        .select_from(SessionRow)
        .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
        .where(CommissionRow.edition_id == row.id)
    )
    if held:
        return _("Има насрочено или проведено заседание.")
    commissions = session.scalars(
        select(CommissionRow.code).where(CommissionRow.edition_id == row.id)
    )
    if set(commissions) - {one.code for one in award.commissions}:
        return _("Назначена е комисия, която новата редакция не познава.")
    slots = session.scalars(
        select(NominationRecord.slot).where(NominationRecord.edition_id == row.id).distinct()
    )
    missing = sorted({slot for slot in slots if slot} - {one.code for one in award.slots})
    if missing:
        return _("Има предложения в раздел, който новата редакция не познава: {codes}.").format(
            codes=", ".join(missing)
        )
    return ""


def _nominations(session: Session, row: EditionRow) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(NominationRecord)
            .where(NominationRecord.edition_id == row.id)
        )
        or 0
    )


def _award(edition: ActEdition, code: str) -> AwardRules | None:
    return next((one for one in edition.awards if one.code == code), None)
