"""The register of violations: open a file on a signal, correct it, list, search, print (чл. 75–77)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from ruse_desktop.domain import violations as values
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.violations import (
    OFFENDERS,
    STATE_NAMES,
    SYMBOLS,
    Offender,
    SignalInput,
    State,
    Violation,
    ViolationRules,
)
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.services.violation_reading import find_row, judged, read
from ruse_desktop.storage.people import OrganisationRow, PersonRow
from ruse_desktop.storage.violations import ViolationRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("violations",)
OBJECT = "violation"
TONES = {
    State.SIGNAL: "judgement",
    State.JUDGED: "judgement",
    State.ACT: "info",
    State.DECREE: "info",
    State.SERVED: "info",
    State.APPEALED: "judgement",
    State.IN_FORCE: "not-met",
    State.PAID: "met",
}
"""The colour of a state; grey for what is over."""


class ViolationService(TableRegister):
    """The files of violations, number by number."""

    table = ViolationRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "number": (ViolationRow.year, ViolationRow.number),
        "date": (ViolationRow.signal_on, ViolationRow.id),
        "symbol": (ViolationRow.symbol,),
        "offender": (ViolationRow.offender_key,),
        "ground": (ViolationRow.ground,),
        "state": (ViolationRow.state,),
    }
    usual = (ViolationRow.year.desc(), ViolationRow.number.desc())

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    def rules(self, day: date | None = None) -> ViolationRules:
        """What the act says of violations on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()).symbols)

    def open(self, typed: SignalInput, *, actor: Actor, permit_id: int | None = None) -> Violation:
        """Open a file under the next number of the signal's year.

        `permit_id` is the permit (or application) it comes from. Raises UserError for what is
        missing or a day to come, Refused for a symbol the act does not know.
        """
        if permit_id is not None:
            typed = replace(typed, permit_id=permit_id)
        with self._store.write(actor, "violations.open", KINDS) as tx:
            ready = _checked(tx.session, typed, tx.now.date())
            assert ready.signal_on is not None
            year = ready.signal_on.year
            query = select(func.max(ViolationRow.number)).where(ViolationRow.year == year)
            row = ViolationRow(
                number=(tx.session.scalar(query) or 0) + 1, year=year, by=actor.name, at=tx.now,
                state=State.SIGNAL,
            )  # fmt: skip
            _fill(row, ready)
            tx.session.add(row)
            tx.session.flush()
            return _told(tx, row)

    def correct(self, violation_id: int, typed: SignalInput, *, actor: Actor) -> Violation:
        """Change what is known of the signal; the audit keeps what it said before.

        Raises UserError, Refused when the file is closed or the day no longer fits its number.
        """
        with self._store.write(actor, "violations.correct", KINDS) as tx:
            row = find_row(tx.session, violation_id)
            ready = _checked(tx.session, typed, tx.now.date())
            assert ready.signal_on is not None
            before = read(tx.session, row)
            if before.state is State.CLOSED:
                raise Refused(
                    _("Преписката е приключена."), _("Зачеркнете приключването, за да я поправите.")
                )
            if ready.signal_on.year != row.year:
                raise Refused(
                    _("Преписката е с номер от {year} г.").format(year=row.year),
                    _("Сигнал от друга година се завежда в нова преписка."),
                )
            first = min((one.on for one in before.standing), default=None)
            if first is not None and ready.signal_on > first:
                raise Refused(
                    _("Сигналът не може да е след {day}, когато е първата стъпка.").format(
                        day=date_short(first)
                    ),
                    _("Поправете датата."),
                )
            _fill(row, ready)
            return _told(tx, row)

    def get(self, violation_id: int) -> Violation:
        """The whole file. Raises NotFound."""
        with self._store.read() as session:
            return read(session, find_row(session, violation_id))

    def findings(self, violation_id: int) -> tuple[Finding, ...]:
        """What is to be known of a file before any step: whether it may be a repeated violation."""
        from ruse_desktop.domain.violation_steps import repeat

        with self._store.read() as session:
            found = read(session, find_row(session, violation_id))
            known = judged(session, self._law, self._practice, found, found.day)
        made = repeat(found, known)
        return (made,) if made is not None else ()

    def of_permit(self, permit_id: int) -> tuple[Violation, ...]:
        """The files opened from a permit."""
        query = select(ViolationRow).where(ViolationRow.permit_id == permit_id)
        with self._store.read() as session:
            return tuple(read(session, row) for row in session.scalars(query.order_by("id")))

    # the register, see domain/registers.py

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return _asked(wanted)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of a period for paper and spreadsheet, oldest first."""
        from ruse_desktop.services.violation_papers import printed_line

        query = select(ViolationRow).where(*_asked(wanted))
        query = query.order_by(ViolationRow.year, ViolationRow.number)
        with self._store.read() as session:
            lines = tuple(printed_line(read(session, row)) for row in session.scalars(query))
        count = ngettext("Общо {n} преписка", "Общо {n} преписки", len(lines))
        cited = [self.rules().ban, self.rules().decree]
        return RegisterSheet(
            title=_("Регистър на нарушенията"),
            subtitle=", ".join(str(one) for one in cited if one is not None),
            asked=_said(wanted),
            heads=(
                "№", _("Сигнал"), _("Символ"), _("Нарушител"), _("Описание"), _("Основание"),
                _("Акт"), _("Постановление"), _("Глоба"), _("Състояние"),
            ),
            widths=(0.07, 0.075, 0.06, 0.13, 0.17, 0.11, 0.1, 0.105, 0.075, 0.105),
            lines=lines,
            count=count.format(n=len(lines)),
            drawn_on=self._store.clock.today(),
            file_name="registar-narusheniya",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"), _("Проверил")),
        )  # fmt: skip


def _told(tx: Transaction, row: ViolationRow) -> Violation:
    tx.session.flush()
    found = read(tx.session, row)
    tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
    return found


def _checked(session: Session, typed: SignalInput, today: date) -> SignalInput:
    """The signal with clean texts. Raises UserError for what is missing, Refused for no symbol."""
    ready = replace(
        typed,
        source=clean(typed.source), channel=clean(typed.channel), place=clean(typed.place, 300),
        description=clean(typed.description, 2000), offender=clean(typed.offender),
        guilty=clean(typed.guilty), permit=clean(typed.permit),
    )  # fmt: skip
    if ready.symbol not in SYMBOLS:
        raise Refused(
            _("Не е посочен символ."), _("Изберете символ (чл. 2)."), citation="чл. 2",
            code="symbol",
        )  # fmt: skip
    needs = (
        (ready.signal_on, _("Не е посочен денят на сигнала."), _("Впишете кога е постъпил.")),
        (ready.source, _("Не е посочено от кого е сигналът."), _("Впишете име, звено или „анонимен“.")),
        (ready.channel, _("Не е посочено как е постъпил сигналът."), _("Впишете: писмо, поща, проверка…")),
        (ready.description, _("Няма описание на нарушението."), _("Напишете какво е установено.")),
    )  # fmt: skip
    for value, said, advice in needs:
        if not value:
            raise UserError(said, advice)
    assert ready.signal_on is not None
    if ready.signal_on > today:
        raise UserError(_("Денят на сигнала още не е дошъл."), _("Поправете датата."))
    if ready.committed_on is not None and ready.committed_on > ready.signal_on:
        raise UserError(
            _("Нарушението е с дата след сигнала за него."), _("Поправете едната от двете дати.")
        )
    if ready.offender_kind is Offender.UNKNOWN:
        return replace(ready, offender="", offender_id=None, guilty="")
    if not ready.offender:
        raise UserError(
            _("Нарушителят е „{kind}“, но няма име.").format(
                kind=_(OFFENDERS[ready.offender_kind])
            ),
            _("Впишете името или изберете „неизвестен“."),
        )
    if ready.offender_kind is Offender.PERSON:
        ready = replace(ready, guilty="")
    card = PersonRow if ready.offender_kind is Offender.PERSON else OrganisationRow
    if ready.offender_id is not None and session.get(card, ready.offender_id) is None:
        raise UserError(_("Картата на нарушителя я няма."), _("Изберете я отново."))
    return ready


def _fill(row: ViolationRow, typed: SignalInput) -> None:
    assert typed.signal_on is not None
    person = typed.offender_kind is Offender.PERSON
    row.symbol, row.signal_on, row.committed_on = typed.symbol, typed.signal_on, typed.committed_on
    row.source, row.channel, row.place = typed.source, typed.channel, typed.place
    row.description, row.offender_kind = typed.description, typed.offender_kind
    row.offender, row.guilty = typed.offender, typed.guilty
    row.offender_key = search_key(typed.offender)
    row.person_id = typed.offender_id if person else None
    row.organisation_id = None if person else typed.offender_id
    row.permit_id, row.permit = typed.permit_id, typed.permit
    number = _("Н-{n}/{year}").format(n=row.number, year=row.year)
    row.search_key = search_key(
        f"{number} {typed.description} {typed.offender} {typed.guilty} {typed.place} "
        f"{typed.source} {typed.permit}"
    )


def _asked(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        ViolationRow.search_key.contains(word, autoescape=True)
        for word in search_words(wanted.text)
    ]
    if symbol := wanted.choice("symbol"):
        found.append(ViolationRow.symbol == symbol)
    if state := wanted.choice("state"):
        found.append(ViolationRow.state == state)
    if wanted.since is not None:
        found.append(ViolationRow.signal_on >= wanted.since)
    if wanted.until is not None:
        found.append(ViolationRow.signal_on <= wanted.until)
    return found


def _said(wanted: RegisterFilter) -> str:
    """What was filtered, in words for the paper."""
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if symbol := wanted.choice("symbol"):
        said.append(symbol_name(symbol))
    if state := wanted.choice("state"):
        said.append(_(STATE_NAMES[State(state)]))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _listed(row: ViolationRow) -> RegisterRow:
    state = State(row.state)
    texts = (
        _("Н-{n}/{year}").format(n=row.number, year=row.year), date_plain(row.signal_on),
        symbol_name(row.symbol), row.offender or _("неизвестен"), row.ground,
        _(STATE_NAMES[state]),
    )  # fmt: skip
    return RegisterRow(row.id, texts, TONES.get(state, "neutral"))
