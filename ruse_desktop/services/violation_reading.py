"""Reading violations out of the file: the whole case, earlier decrees against the same offender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.violation_steps import Earlier, Judged
from ruse_desktop.domain.violations import (
    Evidence,
    Offender,
    SignalInput,
    Step,
    StepEntry,
    Violation,
    rules_of,
)
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.people import OrganisationRow, PersonRow
from ruse_desktop.storage.violations import ViolationFileRow, ViolationRow, ViolationStepRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook

MONTHS = "repeat_months"
"""The practice key: in how many months after a decree in force a violation is a repeated one."""
_USUAL_MONTHS = 12


def find_row(session: Session, violation_id: int) -> ViolationRow:
    """The row of a file. Raises NotFound."""
    row = session.get(ViolationRow, violation_id)
    if row is None:
        raise NotFound(_("Преписката не е намерена."), _("Опреснете списъка."))
    return row


def read(session: Session, row: ViolationRow) -> Violation:
    """The whole case, steps by their days."""
    steps = session.scalars(
        select(ViolationStepRow)
        .where(ViolationStepRow.violation_id == row.id)
        .order_by(ViolationStepRow.on, ViolationStepRow.id)
    )
    files = session.scalars(
        select(ViolationFileRow)
        .where(ViolationFileRow.violation_id == row.id, ViolationFileRow.removed_why == "")
        .order_by(ViolationFileRow.id)
    )
    return Violation(
        row.id, row.number, row.year, typed_of(row), row.by, row.at,
        tuple(step_of(one) for one in steps), tuple(evidence_of(one) for one in files),
    )  # fmt: skip


def typed_of(row: ViolationRow) -> SignalInput:
    """The signal as it stands."""
    return SignalInput(
        row.symbol, row.signal_on, row.source, row.channel, row.description, row.place,
        row.committed_on, Offender(row.offender_kind), row.offender,
        row.person_id or row.organisation_id, row.guilty, row.permit_id, row.permit,
    )  # fmt: skip


def step_of(row: ViolationStepRow) -> StepEntry:
    """The value of a step's row."""
    return StepEntry(
        id=row.id, kind=Step(row.kind), on=row.on, number=row.number, who=row.who,
        office=row.office, office_name=row.office_name, order_no=row.order_no,
        order_on=row.order_on, code=row.code, code_name=row.code_name,
        citation=Citation.parse(row.citation) if row.citation else None, amount=row.amount,
        currency=row.currency, text=row.text, reason=row.reason, by=row.by, at=row.at,
        struck_why=row.struck_why, struck_by=row.struck_by,
    )  # fmt: skip


def evidence_of(row: ViolationFileRow) -> Evidence:
    """The value of a file's row."""
    return Evidence(row.id, row.name, row.suffix, row.size, row.sha256, row.added_on, row.note)


def judged(
    session: Session, law: LawBook, practice: Practice, violation: Violation, day: date
) -> Judged:
    """What the findings of a step on `day` are made from."""
    months = practice.value(MONTHS)
    return Judged(
        rules_of(law.at(day).symbols),
        law.changeovers,
        earlier(session, violation),
        int(months) if months.isdigit() else _USUAL_MONTHS,
        practice.min_reason,
    )


def earlier(session: Session, violation: Violation) -> tuple[Earlier, ...]:
    """Decrees in force against the same offender, by card or by name, the newest first."""
    in_force = (
        select(ViolationStepRow.violation_id)
        .where(ViolationStepRow.kind == Step.IN_FORCE, ViolationStepRow.struck_why == "")
        .scalar_subquery()
    )
    rows = session.scalars(
        select(ViolationRow).where(ViolationRow.id.in_(in_force), ViolationRow.id != violation.id)
    )
    mine, found = _who(session, find_row(session, violation.id)), []
    for row in rows:
        if not mine & _who(session, row):
            continue
        other = read(session, row)
        decree, force = other.last(Step.DECREE), other.last(Step.IN_FORCE)
        if decree is not None and force is not None and other.fine is not None:
            found.append(Earlier(other.id, other.number_text, decree.numbered, force.on))
    return tuple(sorted(found, key=lambda one: one.in_force_on, reverse=True))


def _who(session: Session, row: ViolationRow) -> set[tuple[str, str]]:
    """By what an offender is known: the card it is joined into, and the names."""
    found = set()
    if row.person_id is not None:
        found.add(("person", str(_root(session, PersonRow, row.person_id))))
    if row.organisation_id is not None:
        found.add(("organisation", str(_root(session, OrganisationRow, row.organisation_id))))
    names = [row.guilty]
    if row.person_id is None and row.organisation_id is None:
        names.append(row.offender)
    return found | {("name", search_key(name)) for name in names if name}


def _root(session: Session, table: type[PersonRow | OrganisationRow], card_id: int) -> int:
    """The card that is left after joinings."""
    seen: set[int] = set()
    while card_id not in seen:
        seen.add(card_id)
        row: Any = session.get(table, card_id)
        if row is None or row.merged_into_id is None:
            break
        card_id = row.merged_into_id
    return card_id
