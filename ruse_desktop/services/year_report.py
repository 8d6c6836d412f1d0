"""The figures of a year out of everything that is kept; nothing is counted that is not recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.editions import in_order
from ruse_desktop.domain.events import CATEGORY_NAMES, Category, EventState
from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.permits import Step
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.domain.statistics import Bar, Chart, ChartKind
from ruse_desktop.domain.year_report import AwardYear, Detail, Figure, Part, YearReport
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.statistics import places_in
from ruse_desktop.storage.agreements import AgreementRow
from ruse_desktop.storage.book_printing import BookPrintRow
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.campaigns import CampaignRow
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.flag import FlagMovementRow
from ruse_desktop.storage.flag_appearances import FlagAppearanceRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord, OverrideRow
from ruse_desktop.storage.payments import PaymentRow
from ruse_desktop.storage.permits import PermitRow, PermitStepRow
from ruse_desktop.storage.publications import PublicationRow
from ruse_desktop.storage.seal import SealEntryRow
from ruse_desktop.storage.sessions import SessionRow
from ruse_desktop.storage.violations import ViolationRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_ADMITTED = (State.ADMITTED, State.NOMINATED, State.AWARDED, State.NOT_AWARDED)
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class YearReportService:
    """Counts a year and the year before it."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def years(self) -> tuple[int, ...]:
        """The years that have anything to tell, the newest first; this year always."""
        with self._store.read() as session:
            found = {self._store.clock.today().year}
            for column in (EditionRow.year, Laureate.year, PermitRow.year, SealEntryRow.year):
                found |= set(session.scalars(select(column).distinct()))
        return tuple(sorted(found, reverse=True))

    def report(self, year: int, *, detailed: bool = False) -> YearReport:
        """The figures of `year`; with `detailed` also the lists behind them."""
        with self._store.read() as session:
            return YearReport(
                self._law.municipality, year, self._store.clock.today(),
                self._awards(session, year), _parts(session, year), _months(session, year),
                _details(session, year, self._names(year)) if detailed else (),
            )  # fmt: skip

    def sheet(self, year: int) -> RegisterSheet:
        """The figures as a spreadsheet: group, what, this year, the year before."""
        report = self.report(year)
        names = (_("постъпили"), _("допуснати"), _("удостоени"), _("неприсъдени"))
        lines: list[tuple[Any, ...]] = []
        for one in report.awards:
            values = (one.nominations, one.admitted, one.laureates, one.unawarded)
            lines += [
                (one.award, name, value, "") for name, value in zip(names, values, strict=True)
            ]
        lines += [
            (part.title, one.name, one.value, one.before)
            for part in report.parts
            for one in part.figures
        ]
        return RegisterSheet(
            _("Годишен отчет за {year} г.").format(year=year),
            (_("Група"), _("Показател"), str(year), str(year - 1)),
            (0.3, 0.4, 0.15, 0.15), tuple(lines), report.drawn_on, file_name=f"otchet-{year}",
            municipality=report.municipality, signatures=(_("Изготвил"),), grouped=True,
        )  # fmt: skip

    def _names(self, year: int) -> dict[str, str]:
        """Short names of the awards by code."""
        return {one.code: one.short_name for one in self._law.at(date(year, 12, 31)).awards}

    def _awards(self, session: Session, year: int) -> tuple[AwardYear, ...]:
        """Every award with an edition or a laureate in the year, in the order of the act."""
        came: dict[str, list[int]] = {}
        query = (
            select(EditionRow.award, NominationRecord.state, func.count())
            .join(NominationRecord, NominationRecord.edition_id == EditionRow.id)
            .where(EditionRow.year == year, NominationRecord.state != str(State.DRAFT))
            .group_by(EditionRow.award, NominationRecord.state)
        )
        for award, state, count in session.execute(query):
            held = came.setdefault(award, [0, 0])
            held[0] += count
            held[1] += count if state in _ADMITTED else 0
        honoured = dict(
            session.execute(
                select(Laureate.book, func.count())
                .where(Laureate.year == year, ~Laureate.revoked)
                .group_by(Laureate.book)
            ).all()
        )
        left = {one.award: one.unawarded for one in places_in(session, "", year, year)}
        opened = set(session.scalars(select(EditionRow.award).where(EditionRow.year == year)))
        awards = in_order(self._law.at(date(year, 12, 31)).awards)
        none = [0, 0]
        return tuple(
            AwardYear(
                one.short_name,
                came.get(one.code, none)[0],
                came.get(one.code, none)[1],
                honoured.get(one.code, 0),
                left.get(one.code, 0),
            )
            for one in awards
            if one.code in opened or one.code in came or one.code in honoured
        )


def _parts(session: Session, year: int) -> tuple[Part, ...]:
    def figure(name: str, count: Callable[[int], int]) -> Figure:
        return Figure(name, count(year), count(year - 1))

    def rows(column: Any, *where: ColumnElement[bool]) -> Callable[[int], int]:
        """How many rows have a day or a moment of the column in a year."""
        return lambda y: (
            session.scalar(
                select(func.count()).where(
                    func.substr(column, 1, 4) == str(y), *where
                ).select_from(column.class_)
            )
            or 0
        )  # fmt: skip

    valid_step = (PermitStepRow.kind == str(Step.GRANTED), PermitStepRow.struck_why == "")
    events = _held()
    return (
        Part(_("Символи"), (
            figure(_("Заявления за разрешение"), rows(PermitRow.incoming_on)),
            figure(_("Издадени разрешения"), rows(PermitStepRow.on, *valid_step)),
            figure(_("Участия на знамето"), lambda y: _appearances(session, y)),
            figure(_("Изнасяния на знамето"), rows(FlagMovementRow.taken_at)),
            figure(_("Подпечатани документи"), rows(SealEntryRow.sealed_on, SealEntryRow.struck_why == "")),
            figure(_("Сигнали за нарушения"), rows(ViolationRow.signal_on)),
        )),
        Part(_("Култура и протокол"), (
            *(
                figure(_(CATEGORY_NAMES[one]).capitalize(), rows(EventRow.on, events, EventRow.category == str(one)))
                for one in Category
                if rows(EventRow.on, events, EventRow.category == str(one))(year)
                or rows(EventRow.on, events, EventRow.category == str(one))(year - 1)
            ),
            figure(_("Публикации за отличията"), rows(PublicationRow.on, PublicationRow.struck_why == "")),
            figure(_("Кампании и съобщения"), rows(CampaignRow.at, CampaignRow.struck_why == "")),
        )),
        Part(_("Работа на службата"), (
            figure(_("Заседания на комисии"), rows(SessionRow.held_on)),
            figure(_("Издадени дипломи и документи"), rows(BookPrintRow.at)),
            figure(_("Изплатени суми"), rows(PaymentRow.paid_on, PaymentRow.state == "paid")),
            figure(_("Подписани споразумения"), rows(AgreementRow.signed_on, AgreementRow.struck_why == "")),
            figure(_("Отклонения с мотив"), rows(OverrideRow.at)),
        )),
    )  # fmt: skip


def _held() -> ColumnElement[bool]:
    """Events that are neither removed nor cancelled."""
    return ~EventRow.removed & (EventRow.state != str(EventState.CANCELLED))


def _appearances(session: Session, year: int) -> int:
    query = (
        select(func.count())
        .select_from(FlagAppearanceRow)
        .join(EventRow, EventRow.id == FlagAppearanceRow.event_id)
        .where(func.substr(EventRow.on, 1, 4) == str(year), _held())
    )
    return session.scalar(query) or 0


def _months(session: Session, year: int) -> Chart:
    """Events by month."""
    month = func.substr(EventRow.on, 6, 2)
    counted = {
        int(key): count
        for key, count in session.execute(
            select(month, func.count())
            .where(func.substr(EventRow.on, 1, 4) == str(year), _held())
            .group_by(month)
        )
    }
    bars = tuple(
        Bar(name, counted.get(n, 0), (name, str(counted.get(n, 0))))
        for n, name in enumerate(_MONTHS, 1)
    )
    return Chart(_("Събития по месеци"), ChartKind.COLUMNS, (_("Месец"), _("Брой")), bars)


def _details(session: Session, year: int, names: dict[str, str]) -> tuple[Detail, ...]:
    of_year = str(year)
    laureates = session.scalars(
        select(Laureate).where(Laureate.year == year, ~Laureate.revoked).order_by(Laureate.id)
    )
    permits = session.execute(
        select(PermitRow, PermitStepRow)
        .join(PermitStepRow, PermitStepRow.permit_id == PermitRow.id)
        .where(
            PermitStepRow.kind == str(Step.GRANTED), PermitStepRow.struck_why == "",
            func.substr(PermitStepRow.on, 1, 4) == of_year,
        )
        .order_by(PermitStepRow.on)
    )  # fmt: skip
    shown = session.execute(
        select(EventRow, FlagAppearanceRow)
        .join(FlagAppearanceRow, FlagAppearanceRow.event_id == EventRow.id)
        .where(func.substr(EventRow.on, 1, 4) == of_year, _held())
        .order_by(EventRow.on)
    )
    events = session.scalars(
        select(EventRow)
        .where(func.substr(EventRow.on, 1, 4) == of_year, _held())
        .order_by(EventRow.on)
    )
    found = (
        Detail(
            _("Удостоени"), (_("Отличие"), _("Раздел"), _("Носител")), (0.28, 0.36, 0.36),
            tuple((names.get(one.book, one.book), one.section or "–", one.name) for one in laureates),
        ),
        Detail(
            _("Издадени разрешения"), (_("Дата"), _("Заявител"), _("Изделие")), (0.15, 0.45, 0.4),
            tuple((step.on, row.applicant, row.product) for row, step in permits),
        ),
        Detail(
            _("Участия на знамето"), (_("Дата"), _("Повод"), _("Основание")), (0.15, 0.5, 0.35),
            tuple((event.on, event.title, one.citation) for event, one in shown),
        ),
        Detail(
            _("Събития"), (_("Дата"), _("Събитие"), _("Вид")), (0.2, 0.5, 0.3),
            tuple((_days(one), one.title, _(CATEGORY_NAMES[Category(one.category)])) for one in events),
        ),
    )  # fmt: skip
    return tuple(one for one in found if one.lines)


def _days(event: EventRow) -> str:
    if event.on == event.until:
        return date_plain(event.on)
    return f"{date_plain(event.on)} – {date_plain(event.until)}"
