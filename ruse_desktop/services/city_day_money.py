"""The verbs of City Day's money: plan lines, income and costs, contracts, the mayor's approvals (чл. 24–25)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.city_day_money import (
    EntryInput,
    LineInput,
    MoneyLine,
    Paper,
    Source,
    SponsorInput,
    judge_spending,
    last_approval,
)
from ruse_desktop.domain.permits import State
from ruse_desktop.domain.town import convert
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.city_day_reading import approvals_of, find, lines_of
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.permit_reading import number_text
from ruse_desktop.storage.city_day import (
    CityDayApprovalRow,
    CityDayEntryRow,
    CityDayLineRow,
    CityDayRow,
    CityDaySponsorRow,
)
from ruse_desktop.storage.permits import PermitRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

KINDS = ("city-day",)
OBJECT = "city-day"


class CityDayMoney:
    """Whatever is refused here names what is missing; findings ask a reason and are kept with it."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    # the plan

    def add_line(self, year: int, typed: LineInput, *, actor: Actor) -> int:
        """A new line of the plan; its id."""
        ready = _line_checked(typed)
        with self._store.write(actor, "city-day.line", KINDS) as tx:
            row = find(tx.session, year)
            last = tx.session.scalar(
                select(func.max(CityDayLineRow.ordinal)).where(CityDayLineRow.city_day_id == row.id)
            )
            made = CityDayLineRow(
                city_day_id=row.id, ordinal=(last or 0) + 1, source=_source(ready.source),
                name=ready.name, planned=ready.planned, note=ready.note,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, ready.name)
            return made.id

    def change_line(self, line_id: int, typed: LineInput, *, actor: Actor) -> None:
        """Write a line anew; an approved plan keeps its own figures until it is approved again.

        Raises Refused when income would become a cost, or the other way round, with money on it.
        """
        ready = _line_checked(typed)
        with self._store.write(actor, "city-day.line-change", KINDS) as tx:
            row = _line(tx.session, line_id)
            turned = bool(row.source) != (ready.source is not None)
            if turned and _has_money(tx.session, line_id):
                raise Refused(
                    _("По реда вече има суми."), _("Оставете го приход или разход, както е.")
                )
            row.source, row.name = _source(ready.source), ready.name
            row.planned, row.note = ready.planned, ready.note
            tx.subject(OBJECT, row.city_day_id, ready.name)

    def remove_line(self, line_id: int, *, actor: Actor) -> None:
        """Take a line out of the plan. Raises Refused while money is written on it."""
        with self._store.write(actor, "city-day.line-out", KINDS) as tx:
            row = _line(tx.session, line_id)
            if _has_money(tx.session, line_id):
                raise Refused(_("По реда вече има суми."), _("Първо ги зачеркнете."))
            row.removed = True
            tx.subject(OBJECT, row.city_day_id, row.name)

    # what came in and was spent

    def judge(self, line_id: int, typed: EntryInput, currency: str = "") -> tuple[Finding, ...]:
        """What a sum goes against; income against nothing (чл. 25)."""
        if typed.on is None:
            return ()
        with self._store.read() as session:
            return self._judge(session, _line(session, line_id), typed, currency)

    def enter(
        self,
        line_id: int,
        typed: EntryInput,
        *,
        actor: Actor,
        currency: str = "",
        sponsor_id: int | None = None,
    ) -> int:
        """Write a sum; the entry's id. `currency` is the one it was paid in, the edition's by default.

        Raises UserError for a missing day or sum, Refused (code „reason“) when a finding asks a
        reason and there is none (чл. 25).
        """
        on = self._day(typed.on)
        if typed.amount <= 0:
            raise UserError(_("Липсва сумата."), _("Впишете я."))
        with self._store.write(actor, "city-day.enter", KINDS) as tx:
            line = _line(tx.session, line_id)
            if sponsor_id is not None and line.source != Source.SPONSOR:
                raise Refused(
                    _("Редът не е спонсорство или реклама."), _("Изберете ред по т. 2 на чл. 24.")
                )
            edition = _edition(tx.session, line)
            findings = self._judge(tx.session, line, typed, currency)
            row = CityDayEntryRow(
                line_id=line_id, sponsor_id=sponsor_id, on=on,
                amount=self._converted(typed.amount, currency or edition.currency, edition),
                paid=typed.amount, paid_currency=currency or edition.currency,
                document=clean(typed.document, 200), who=clean(typed.who, 200),
                reason=self._reason(findings, typed.reason), by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, line.city_day_id, line.name)
            return row.id

    def strike(self, entry_id: int, why: str, *, actor: Actor) -> None:
        """Strike a sum out with a reason."""
        reason = require_reason(why, self._practice.min_reason)
        with self._store.write(actor, "city-day.strike", KINDS) as tx:
            row = tx.session.get(CityDayEntryRow, entry_id)
            if row is None or row.struck_why:
                raise NotFound(_("Сумата вече е зачеркната."), _("Опреснете екрана."))
            row.struck_why = reason
            line = _line(tx.session, row.line_id)
            tx.subject(OBJECT, line.city_day_id, line.name)

    # contracts

    def permits(self, symbol: str) -> tuple[tuple[int, str], ...]:
        """Permits in force for a symbol: (id, „№ 7/2027 – заявител“)."""
        today = self._store.clock.today()
        with self._store.read() as session:
            rows = session.scalars(
                select(PermitRow)
                .where(PermitRow.symbol == symbol, PermitRow.state == State.GRANTED)
                .order_by(PermitRow.id.desc())
            )
            return tuple(
                (row.id, _("№ {no} – {who}").format(no=number_text(row), who=row.applicant))
                for row in rows
                if row.valid_until is None or row.valid_until >= today
            )

    def add_sponsor(self, year: int, typed: SponsorInput, *, actor: Actor) -> int:
        """Write a contract; its id. Raises UserError for what is missing."""
        ready = _sponsor_checked(typed)
        with self._store.write(actor, "city-day.sponsor", KINDS) as tx:
            edition = find(tx.session, year)
            row = CityDaySponsorRow(
                city_day_id=edition.id, by=actor.name, at=tx.now, **ready.__dict__
            )
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, edition.id, ready.contract_no)
            return row.id

    def change_sponsor(self, sponsor_id: int, typed: SponsorInput, *, actor: Actor) -> None:
        """Write a contract anew."""
        ready = _sponsor_checked(typed)
        with self._store.write(actor, "city-day.sponsor-change", KINDS) as tx:
            row = _sponsor(tx.session, sponsor_id)
            for name, value in ready.__dict__.items():
                setattr(row, name, value)
            tx.subject(OBJECT, row.city_day_id, ready.contract_no)

    def strike_sponsor(self, sponsor_id: int, why: str, *, actor: Actor) -> None:
        """Strike a contract out with a reason. Raises Refused while money came in on it."""
        reason = require_reason(why, self._practice.min_reason)
        with self._store.write(actor, "city-day.sponsor-out", KINDS) as tx:
            row = _sponsor(tx.session, sponsor_id)
            came = tx.session.scalar(
                select(CityDayEntryRow.id).where(
                    CityDayEntryRow.sponsor_id == sponsor_id, CityDayEntryRow.struck_why == ""
                )
            )
            if came is not None:
                raise Refused(_("По договора има постъпления."), _("Първо ги зачеркнете."))
            row.struck_why = reason
            tx.subject(OBJECT, row.city_day_id, row.contract_no)

    # the mayor

    def approve(
        self, year: int, paper: Paper, on: date | None, number: str, *, actor: Actor, why: str = ""
    ) -> int:
        """Write the mayor's approval of the plan, or of the report, as it is now; its version.

        A second one keeps the first and says why. Raises UserError, Refused (чл. 25).
        """
        day, document = self._day(on), clean(number, 100)
        if not document:
            raise UserError(_("Липсва номерът на документа."), _("Впишете го."))
        with self._store.write(actor, f"city-day.approve-{paper}", KINDS) as tx:
            row = find(tx.session, year)
            approvals = approvals_of(tx.session, row.id)
            plan = last_approval(approvals, Paper.PLAN)
            last = last_approval(approvals, paper)
            if paper is Paper.REPORT and plan is None:
                raise Refused(
                    _("Финансовият план още не е утвърден."), _("Първо впишете утвърждаването му."),
                    citation="чл. 25",
                )  # fmt: skip
            lines = lines_of(tx.session, row.id, plan if paper is Paper.REPORT else None)
            if not lines:
                raise UserError(_("Планът е празен."), _("Добавете приходи и разходи."))
            made = CityDayApprovalRow(
                city_day_id=row.id, paper=str(paper), version=last.version + 1 if last else 1,
                on=day, number=document, lines=[_kept(one) for one in lines],
                why=require_reason(why, self._practice.min_reason) if last else clean(why, 2000),
                by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, document)
            return made.version

    # inside

    def _judge(
        self, session: Session, row: CityDayLineRow, typed: EntryInput, currency: str
    ) -> tuple[Finding, ...]:
        if row.source or typed.on is None:
            return ()
        edition = _edition(session, row)
        approvals = approvals_of(session, edition.id)
        plans = [one for one in approvals if one.paper is Paper.PLAN]
        lines = lines_of(session, edition.id, last_approval(approvals, Paper.PLAN))
        line = next(one for one in lines if one.id == row.id)
        amount = self._converted(typed.amount, currency or edition.currency, edition)
        first = min((one.on for one in plans), default=None)
        return judge_spending(line, typed.on, amount, first, edition.currency)

    def _converted(self, amount: Decimal, currency: str, edition: CityDayRow) -> Decimal:
        """The sum in the edition's currency."""
        if currency == edition.currency:
            return amount
        found = convert(amount, currency, edition.feast, self._law.changeovers)
        if found.currency != edition.currency:
            raise UserError(_("Сумата е в друга валута."), _("Впишете я в тази на плана."))
        return found.amount

    def _reason(self, findings: tuple[Finding, ...], reason: str) -> str:
        if not findings:
            return clean(reason, 2000)
        if not reason.strip():
            said = "; ".join(one.sentence for one in findings)
            raise Refused(
                f"{said}.", _("Впишете причината."), citation=str(findings[0].citation or ""),
                code="reason",
            )  # fmt: skip
        return require_reason(reason, self._practice.min_reason)

    def _day(self, on: date | None) -> date:
        if on is None:
            raise UserError(_("Липсва датата."), _("Впишете я."))
        if on > self._store.clock.today():
            raise UserError(_("Датата е в бъдещето."), _("Поправете я."))
        return on


def _line(session: Session, line_id: int) -> CityDayLineRow:
    row = session.get(CityDayLineRow, line_id)
    if row is None or row.removed:
        raise NotFound(_("Редът вече не е в плана."), _("Опреснете екрана."))
    return row


def _sponsor(session: Session, sponsor_id: int) -> CityDaySponsorRow:
    row = session.get(CityDaySponsorRow, sponsor_id)
    if row is None or row.struck_why:
        raise NotFound(_("Договорът вече е зачеркнат."), _("Опреснете екрана."))
    return row


def _edition(session: Session, line: CityDayLineRow) -> CityDayRow:
    row = session.get(CityDayRow, line.city_day_id)
    assert row is not None
    return row


def _has_money(session: Session, line_id: int) -> bool:
    query = select(CityDayEntryRow.id).where(
        CityDayEntryRow.line_id == line_id, CityDayEntryRow.struck_why == ""
    )
    return session.scalar(query) is not None


def _source(source: Source | None) -> str:
    return str(source) if source is not None else ""


def _kept(line: MoneyLine) -> list[object]:
    return [
        line.id, _source(line.typed.source), line.typed.name, str(line.planned), str(line.actual),
    ]  # fmt: skip


def _line_checked(typed: LineInput) -> LineInput:
    ready = replace(typed, name=clean(typed.name, 300), note=clean(typed.note, 1000))
    if not ready.name:
        raise UserError(_("Редът няма наименование."), _("Впишете го."))
    if ready.planned < 0:
        raise UserError(_("Сумата е отрицателна."), _("Поправете я."))
    return ready


def _sponsor_checked(typed: SponsorInput) -> SponsorInput:
    ready = replace(
        typed, name=clean(typed.name, 300), contract_no=clean(typed.contract_no, 100),
        in_kind=clean(typed.in_kind, 500), promised=clean(typed.promised, 2000),
        note=clean(typed.note, 1000), permit_id=typed.permit_id if typed.symbol else None,
    )  # fmt: skip
    faults = ready.faults()
    if faults:
        raise UserError(faults[0], " ".join(faults[1:]) or _("Попълнете го и запишете отново."))
    return ready
