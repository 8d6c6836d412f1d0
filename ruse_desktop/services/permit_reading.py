"""Reading applications out of the file: the whole of one, and what it is judged by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import permits as values
from ruse_desktop.domain.artwork import TOLERANCE, USUAL_TOLERANCE
from ruse_desktop.domain.findings import Resolution
from ruse_desktop.domain.intake import number_of
from ruse_desktop.domain.permit_checks import Known, Other
from ruse_desktop.domain.permits import (
    OPEN,
    Applicant,
    Permit,
    PermitFile,
    PermitInput,
    PermitRules,
    PermitStep,
    State,
    Step,
    StepInput,
)
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.artwork import of_permit_in
from ruse_desktop.services.emblem import current_in
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.storage.permits import PermitFileRow, PermitRow, PermitStepRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook

OBJECT = "permit"
_ANSWER_DAYS, _USUAL_DAYS = "permit_answer_days", 14


def find_row(session: Session, permit_id: int) -> PermitRow:
    """The row of an application. Raises NotFound."""
    row = session.get(PermitRow, permit_id)
    if row is None:
        raise NotFound(_("Заявлението не е намерено."), _("Опреснете списъка."))
    return row


def read(session: Session, row: PermitRow) -> Permit:
    """The whole of one, steps in the order of writing."""
    steps = session.scalars(
        select(PermitStepRow).where(PermitStepRow.permit_id == row.id).order_by(PermitStepRow.id)
    )
    files = session.scalars(
        select(PermitFileRow)
        .where(PermitFileRow.permit_id == row.id, PermitFileRow.removed_why == "")
        .order_by(PermitFileRow.id)
    )
    renewal = session.scalar(
        select(PermitRow)
        .where(PermitRow.renews_id == row.id)
        .order_by(PermitRow.id.desc())
        .limit(1)
    )
    old = session.get(PermitRow, row.renews_id) if row.renews_id else None
    return Permit(
        row.id, typed_of(row), tuple(name for _code, name in row.uses),
        tuple(step_of(one) for one in steps), tuple(file_of(one) for one in files), row.by, row.at,
        (renewal.id, number_text(renewal)) if renewal is not None else None,
        number_text(old) if old is not None else "",
    )  # fmt: skip


def number_text(row: PermitRow) -> str:
    """The decision's number with its year, else the application's."""
    if row.decision_no:
        return f"{row.decision_no}/{row.day.year}"
    return f"{row.incoming_no}/{row.year}"


def typed_of(row: PermitRow) -> PermitInput:
    """The application as it stands."""
    return PermitInput(
        symbol=row.symbol, incoming_no=row.incoming_no, incoming_on=row.incoming_on,
        applicant_kind=Applicant(row.applicant_kind), applicant=row.applicant,
        applicant_id=row.person_id or row.organisation_id, contact=row.contact,
        product=row.product, uses=tuple(code for code, _name in row.uses), other=row.other,
        sizes=row.sizes, copies=row.copies, for_sale=row.for_sale, purpose=row.purpose,
        use_from=row.use_from, use_until=row.use_until, place=row.place,
        first_use_on=row.first_use_on, ground=row.ground, place_of_emblem=row.place_of_emblem,
        note=row.note, renews=row.renews_id,
    )  # fmt: skip


def step_of(row: PermitStepRow) -> PermitStep:
    """The value of a step's row."""
    typed = StepInput(
        kind=Step(row.kind), on=row.on, text=row.text, number=row.number, signed_by=row.signed_by,
        acting=row.acting, order_no=row.order_no, order_on=row.order_on, valid_from=row.valid_from,
        valid_until=row.valid_until, unlimited=row.unlimited, copies=row.copies,
        requirements=row.requirements, judgement=row.judgement, judged_why=row.judged_why,
    )  # fmt: skip
    return PermitStep(
        row.id, typed, row.judgement_name, row.by, row.at, row.struck_why, row.struck_by
    )


def file_of(row: PermitFileRow) -> PermitFile:
    """The value of a file's row."""
    return PermitFile(row.id, row.name, row.suffix, row.size, row.sha256, row.added_on)


def settle(session: Session, row: PermitRow) -> Permit:
    """Write what follows from the steps into the row; the permit as it is now."""
    session.flush()
    found = read(session, row)
    steps, decision, granted = [one.typed for one in found.standing], found.decision, found.granted
    row.state = values.state_of(steps, date.min)
    row.decision_no = decision.typed.number if decision else ""
    row.day = decision.on if decision else row.incoming_on
    row.answer_from = found.answer_by(0)
    row.valid_from = granted.typed.valid_from if granted else None
    row.valid_until = granted.typed.valid_until if granted else None
    row.unlimited = found.unlimited
    text = f"{found.typed.incoming_no} {found.incoming} {found.number_text} {row.applicant} "
    text += f"{row.product} {row.purpose} {row.place} {row.contact} {row.other}"
    row.search_key = search_key(f"{text} {decision.typed.number if decision else ''}")
    session.flush()
    return found


def item_key(typed: PermitInput) -> str:
    """What two applications for the same thing have in common."""
    return f"{typed.symbol}|{search_key(typed.applicant)}|{search_key(typed.product)}"


def rules_on(law: LawBook, day: date) -> PermitRules:
    """What the act says of permits on a day."""
    return values.rules_of(law.at(day).symbols)


def answer_days(practice: Practice) -> int:
    """In how many days the office aims to answer."""
    found = practice.days_before(_ANSWER_DAYS)
    return _USUAL_DAYS if found is None else found


def judged(
    session: Session,
    law: LawBook,
    practice: Practice,
    typed: PermitInput,
    today: date,
    own: Permit | None = None,
) -> Known:
    """What an application is judged by; `own` is it when it is already written."""
    emblem = current_in(session)
    return Known(
        rules=rules_on(law, typed.incoming_on or today),
        today=today,
        tolerance=number_of(practice.value(TOLERANCE)) or USUAL_TOLERANCE,
        emblem_ratio=emblem.ratio if emblem is not None else None,
        answer_days=answer_days(practice),
        artworks=tuple(of_permit_in(session, own.id).values()) if own is not None else (),
        others=_others(session, typed, own, today),
        resolved=resolved(session, own.id) if own is not None else {},
    )


def resolved(session: Session, permit_id: int) -> dict[str, Resolution]:
    """What people passed, by rule; the last word counts."""
    return {
        one.rule: Resolution(
            "override", one.reason, one.by, one.at, one.basis, one.basis_date, one.authorised_by,
            one.number,
        )
        for one in overrides_of(session, OBJECT, permit_id)
    }  # fmt: skip


def _others(
    session: Session, typed: PermitInput, own: Permit | None, today: date
) -> tuple[Other, ...]:
    """Earlier applications for the same thing that stand; none for one that is over."""
    if own is not None and own.state(today) not in {*OPEN, State.GRANTED, State.EXPIRED}:
        return ()
    query = select(PermitRow).where(
        PermitRow.item_key == item_key(typed),
        PermitRow.state.in_([*OPEN, State.GRANTED]),
    )
    if own is not None:
        query = query.where(PermitRow.id < own.id)
    return tuple(
        Other(
            row.id, number_text(row), State(row.state),
            (row.valid_from if row.state == State.GRANTED else row.use_from),
            (row.valid_until if row.state == State.GRANTED else row.use_until),
        )
        for row in session.scalars(query.order_by(PermitRow.id))
    )  # fmt: skip
