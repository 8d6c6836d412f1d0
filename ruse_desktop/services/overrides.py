"""Overrides (R-X-0.1): a rule is passed by a named person with a reason and a basis, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.nominations import OverrideView
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.nominations import OverrideRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Store, Transaction


class OverrideService:
    """Lists what was passed; writing happens with the step it belongs to."""

    def __init__(self, store: Store, practice: Practice) -> None:
        self._store = store
        self._practice = practice

    def of(self, kind: str, object_id: int) -> tuple[OverrideView, ...]:
        """The overrides on one record, oldest first."""
        with self._store.read() as session:
            return overrides_of(session, kind, object_id)

    def list(self, year: int | None = None) -> tuple[OverrideView, ...]:
        """Overrides of a year (all when None), in their order (R-X-0.2)."""
        query = select(OverrideRow).order_by(OverrideRow.year, OverrideRow.ordinal)
        if year is not None:
            query = query.where(OverrideRow.year == year)
        with self._store.read() as session:
            return tuple(override_of(row) for row in session.scalars(query))


def override_in(
    tx: Transaction,
    practice: Practice,
    finding: Finding,
    written: OverrideInput,
    subject: tuple[str, int],
) -> OverrideRow:
    """Record an override within a transaction.

    Raises Refused: not a ръководител, arithmetic rule, reason too short, basis missing.
    """
    if not may(tx.actor, Right.OVERRIDE):
        raise Refused(
            _("Отклонение разрешава само ръководител."),
            _("Поискайте ръководител да го впише."),
            code=f"right:{Right.OVERRIDE}",
        )
    if not finding.overridable:
        raise Refused(_("Това правило не допуска отклонение."), _("Поправете данните."))
    reason = clean(written.reason, 2000)
    if len(reason) < practice.min_reason:
        raise Refused(
            _("Основанието е твърде кратко: {n} от поне {least} знака.").format(
                n=len(reason), least=practice.min_reason
            ),
            _("Напишете защо правилото не се прилага в този случай."),
        )
    basis = clean(written.basis, 200)
    if finding.effect is Effect.BLOCKS and not basis:
        raise Refused(
            _("Липсва документът, на който се основава отклонението."),
            _("Впишете номера и датата му, например „вх. № 30-211/12.05.2026 г.“."),
        )
    year = tx.now.year
    last = tx.session.scalar(select(func.max(OverrideRow.ordinal)).where(OverrideRow.year == year))
    row = OverrideRow(
        year=year,
        ordinal=(last or 0) + 1,
        object_kind=subject[0],
        object_id=subject[1],
        rule=finding.rule,
        citation=str(finding.citation or ""),
        reason=reason,
        basis=basis,
        basis_date=written.basis_date,
        authorised_by=clean(written.authorised_by, 200) or tx.actor.name,
        by=tx.actor.name,
        at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def overrides_of(session: Session, kind: str, object_id: int) -> tuple[OverrideView, ...]:
    """The overrides on one record, oldest first."""
    rows = session.scalars(
        select(OverrideRow)
        .where(OverrideRow.object_kind == kind, OverrideRow.object_id == object_id)
        .order_by(OverrideRow.id)
    )
    return tuple(override_of(row) for row in rows)


def override_of(row: OverrideRow) -> OverrideView:
    """The value of a row."""
    return OverrideView(
        id=row.id,
        number=f"{row.ordinal}/{row.year}",
        rule=row.rule,
        citation=row.citation,
        reason=row.reason,
        basis=row.basis,
        basis_date=row.basis_date,
        authorised_by=row.authorised_by,
        by=row.by,
        at=row.at,
    )
