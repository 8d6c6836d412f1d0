"""City Day as it lies in the file: the edition with programme, versions, money, contracts; what is late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.city_day import (
    PLAN,
    PROGRAMME,
    REPORT,
    CityDay,
    Edition,
    EditionInput,
    Item,
    Version,
    line_from,
    programme_order,
)
from ruse_desktop.domain.city_day_money import (
    Approval,
    Entry,
    EntryInput,
    KeptLine,
    LineInput,
    MoneyLine,
    Paper,
    Source,
    Sponsor,
    SponsorInput,
    last_approval,
    source_citation,
)
from ruse_desktop.domain.duties import duty_days, judge_duty
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.permits import State
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.calendar_rows import event_of
from ruse_desktop.services.permit_reading import number_text
from ruse_desktop.storage.city_day import (
    CityDayApprovalRow,
    CityDayEntryRow,
    CityDayItemRow,
    CityDayLineRow,
    CityDayRow,
    CityDaySponsorRow,
    CityDayVersionRow,
)
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.permits import PermitRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.duties import DutyDay
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook


def find(session: Session, year: int) -> CityDayRow:
    """The row of a year's edition. Raises NotFound."""
    row = session.scalar(select(CityDayRow).where(CityDayRow.year == year))
    if row is None:
        raise NotFound(
            _("Празникът за {year} г. още не е открит.").format(year=year), _("Открийте го.")
        )
    return row


def duties_of(
    law: LawBook, calendar: WorkingDays, practice: Practice, year: int
) -> dict[str, DutyDay]:
    """The wheel's days of the year by their codes."""
    duties = law.at(date(year, 12, 31)).duties
    return {one.duty.code: one for one in duty_days(duties, year, calendar, practice)}


def read(
    session: Session,
    row: CityDayRow,
    duties: Mapping[str, DutyDay],
    calendar: WorkingDays,
    today: date,
) -> CityDay:
    """The whole of an edition, judged as of `today`."""
    edition = Edition(
        row.id, row.year, EditionInput(row.patron, row.organiser, row.note), row.feast, row.currency
    )
    items, versions = items_of(session, row.id), versions_of(session, row.id)
    approvals = approvals_of(session, row.id)
    lines = lines_of(session, row.id, last_approval(approvals, Paper.PLAN))
    sponsors = sponsors_of(session, row.id, today)
    findings = (
        *_programme(versions, duties, calendar, today),
        *_papers(approvals, duties, today),
        *(one for sponsor in sponsors for one in judge_sponsor(sponsor)),
        *_sponsored(lines, sponsors, row.currency),
    )
    return CityDay(
        edition, items, versions, tuple(one for one in lines if one.typed.source is not None),
        tuple(one for one in lines if one.typed.source is None), sponsors, approvals, duties,
        findings,
    )  # fmt: skip


def items_of(session: Session, city_day_id: int) -> tuple[Item, ...]:
    """The programme in order; what was taken out of the calendar is not in it."""
    query = (
        select(CityDayItemRow, EventRow)
        .join(EventRow, EventRow.id == CityDayItemRow.event_id)
        .where(CityDayItemRow.city_day_id == city_day_id, EventRow.removed.is_(False))
    )
    found = []
    for row, event_row in session.execute(query):
        event = event_of(event_row)
        found.append(Item(row.id, event.id, event.typed, event.version, row.budget, row.ordinal))
    return tuple(programme_order(found))


def versions_of(session: Session, city_day_id: int) -> tuple[Version, ...]:
    """Every version, oldest first."""
    rows = session.scalars(
        select(CityDayVersionRow)
        .where(CityDayVersionRow.city_day_id == city_day_id)
        .order_by(CityDayVersionRow.number)
    )
    return tuple(
        Version(
            row.id, row.number, row.made_on, tuple(line_from(one) for one in row.lines), row.why,
            row.after_approval, row.submitted_on, row.outgoing_no, row.late_reason,
            row.examined_on, row.examined_no, row.approved_on, row.approved_no, row.decision,
        )
        for row in rows
    )  # fmt: skip


def approvals_of(session: Session, city_day_id: int) -> tuple[Approval, ...]:
    """The mayor's approvals, oldest first."""
    rows = session.scalars(
        select(CityDayApprovalRow)
        .where(CityDayApprovalRow.city_day_id == city_day_id)
        .order_by(CityDayApprovalRow.paper, CityDayApprovalRow.version)
    )
    return tuple(
        Approval(
            row.id, Paper(row.paper), row.version, row.on, row.number,
            tuple(
                KeptLine(n, source, name, Decimal(planned), Decimal(actual))
                for n, source, name, planned, actual in row.lines
            ),
            row.why,
        )
        for row in rows
    )  # fmt: skip


def lines_of(session: Session, city_day_id: int, plan: Approval | None) -> tuple[MoneyLine, ...]:
    """The lines of the plan in order with their entries."""
    rows = session.scalars(
        select(CityDayLineRow)
        .where(CityDayLineRow.city_day_id == city_day_id, CityDayLineRow.removed.is_(False))
        .order_by(CityDayLineRow.ordinal, CityDayLineRow.id)
    ).all()
    kept = {one.line_id: one.planned for one in plan.lines} if plan is not None else {}
    entries: dict[int, list[Entry]] = {}
    query = (
        select(CityDayEntryRow)
        .where(CityDayEntryRow.line_id.in_([row.id for row in rows]))
        .order_by(CityDayEntryRow.on, CityDayEntryRow.id)
    )
    for row in session.scalars(query):
        entries.setdefault(row.line_id, []).append(_entry(row))
    return tuple(
        MoneyLine(
            row.id,
            LineInput(row.name, row.planned, Source(row.source) if row.source else None, row.note),
            tuple(entries.get(row.id, ())),
            kept.get(row.id),
        )
        for row in rows
    )


def _entry(row: CityDayEntryRow) -> Entry:
    differs = row.paid != row.amount
    return Entry(
        row.id, EntryInput(row.on, row.paid, row.document, row.who, row.reason), row.amount,
        row.by, money_text(row.paid, row.paid_currency) if differs else "", row.struck_why,
        row.sponsor_id,
    )  # fmt: skip


def sponsors_of(session: Session, city_day_id: int, today: date) -> tuple[Sponsor, ...]:
    """The contracts in order of writing, with what came in on them."""
    received: dict[int, Decimal] = {}
    for entry in session.scalars(
        select(CityDayEntryRow)
        .join(CityDaySponsorRow, CityDaySponsorRow.id == CityDayEntryRow.sponsor_id)
        .where(CityDaySponsorRow.city_day_id == city_day_id, CityDayEntryRow.struck_why == "")
    ):
        assert entry.sponsor_id is not None
        received[entry.sponsor_id] = received.get(entry.sponsor_id, Decimal(0)) + entry.amount
    rows = session.execute(
        select(CityDaySponsorRow, PermitRow)
        .outerjoin(PermitRow, PermitRow.id == CityDaySponsorRow.permit_id)
        .where(CityDaySponsorRow.city_day_id == city_day_id)
        .order_by(CityDaySponsorRow.id)
    )
    found = []
    for row, joined in rows:
        permit: PermitRow | None = joined
        typed = SponsorInput(
            row.name, row.contract_no, row.contract_on, row.amount, row.in_kind,
            row.in_kind_value, row.promised, row.symbol, row.permit_id, row.note,
        )  # fmt: skip
        found.append(
            Sponsor(
                row.id, typed, received.get(row.id, Decimal(0)),
                number_text(permit) if permit is not None else "",
                permit is not None and holds(permit, row.symbol, today), row.struck_why,
            )
        )  # fmt: skip
    return tuple(found)


def holds(permit: PermitRow, symbol: str, today: date) -> bool:
    """Whether it permits this symbol's use and has not run out (чл. 8)."""
    running = permit.valid_until is None or permit.valid_until >= today
    return permit.symbol == symbol and permit.state == State.GRANTED and running


def judge_sponsor(one: Sponsor) -> tuple[Finding, ...]:
    """A symbol promised in return without a permit that holds (чл. 8; чл. 24, т. 2)."""
    if not one.typed.symbol or one.struck_why or one.permit_holds:
        return ()
    said = _("„{name}“: символ „{symbol}“ без действащо разрешение").format(
        name=one.typed.name, symbol=symbol_name(one.typed.symbol).lower()
    )
    fact = _("Разрешение № {no} не важи.").format(no=one.permit) if one.permit else ""
    return (
        Finding(
            "city-day-symbol", Verdict.NOT_MET, Effect.WARNS, said, Citation.parse("чл. 8"), fact
        ),
    )


def _programme(
    versions: Sequence[Version],
    duties: Mapping[str, DutyDay],
    calendar: WorkingDays,
    today: date,
) -> tuple[Finding, ...]:
    day = duties.get(PROGRAMME)
    if day is None:
        return ()
    brought = next((one for one in versions if one.submitted_on is not None), None)
    if brought is None or brought.submitted_on is None:
        return _lacking(day, today, _("Програмата не е внесена в комисията"))
    approved = next((one.approved_on for one in versions if one.approved_on is not None), None)
    return judge_duty(day, calendar, brought.submitted_on, approved)


def _papers(
    approvals: Sequence[Approval], duties: Mapping[str, DutyDay], today: date
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for code, paper, said in (
        (PLAN, Paper.PLAN, _("Финансовият план не е утвърден от кмета")),
        (REPORT, Paper.REPORT, _("Отчетът не е утвърден от кмета")),
    ):
        day = duties.get(code)
        if day is not None and last_approval(approvals, paper) is None:
            found.extend(_lacking(day, today, said))
    return tuple(found)


def _lacking(day: DutyDay, today: date, sentence: str) -> tuple[Finding, ...]:
    """What is not done when its day is over."""
    if today <= day.effective:
        return ()
    fact = _("Срокът беше {day}").format(day=date_short(day.effective))
    code = f"{day.duty.code}-lacking"
    return (Finding(code, Verdict.NOT_MET, Effect.WARNS, sentence, day.citation, fact),)


def _sponsored(
    lines: Sequence[MoneyLine], sponsors: Sequence[Sponsor], currency: str
) -> tuple[Finding, ...]:
    """Contracts for more or less than the plan expects of sponsors: told, not judged."""
    zero = Decimal(0)
    planned = sum((one.planned for one in lines if one.typed.source is Source.SPONSOR), zero)
    agreed = sum((one.typed.amount or zero for one in sponsors if not one.struck_why), zero)
    if planned == agreed or not sponsors:
        return ()
    said = _("По договори: {agreed}; по плана: {planned}").format(
        agreed=money_text(agreed, currency), planned=money_text(planned, currency)
    )
    return (
        Finding(
            "city-day-sponsors", Verdict.NOT_MET, Effect.INFORMS, said,
            source_citation(Source.SPONSOR),
        ),
    )  # fmt: skip
