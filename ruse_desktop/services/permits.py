"""The register of permits: write an application, correct it, list, search, print (чл. 8, 14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.permit_checks import findings
from ruse_desktop.domain.permits import (
    OPEN,
    STATE_NAMES,
    TONES,
    Permit,
    PermitInput,
    PermitRules,
    State,
    following,
    renewal,
)
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.violations import Offender, SignalInput
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.permit_reading import (
    OBJECT,
    answer_days,
    find_row,
    judged,
    number_text,
    read,
    rules_on,
    settle,
)
from ruse_desktop.services.permit_writing import checked, fill
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.storage.permits import PermitRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.permit_checks import Known
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

KINDS = ("permits", "people")


class PermitService(TableRegister):
    """Applications to reproduce a symbol, and what became of them."""

    table = PermitRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "number": (PermitRow.year, PermitRow.id),
        "date": (PermitRow.incoming_on, PermitRow.id),
        "applicant": (PermitRow.applicant_key,),
        "symbol": (PermitRow.symbol,),
        "product": (PermitRow.product_key,),
        "decision": (PermitRow.decision_no == "", PermitRow.day, PermitRow.id),
        "until": (PermitRow.valid_until,),
        "state": (PermitRow.state,),
    }
    usual = (PermitRow.incoming_on.desc(), PermitRow.id.desc())

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    @property
    def answer_days(self) -> int:
        """In how many days the office aims to answer."""
        return answer_days(self._practice)

    def rules(self, day: date | None = None) -> PermitRules:
        """What the act says of permits on a day, today by default."""
        return rules_on(self._law, day or self._store.clock.today())

    def blank(self) -> PermitInput:
        """What a new application begins with: the next number, today."""
        today = self._store.clock.today()
        with self._store.read() as session:
            return PermitInput(incoming_no=_next(session, today.year), incoming_on=today)

    def known(self, typed: PermitInput) -> Known:
        """What an application that is being typed is judged by."""
        with self._store.read() as session:
            return judged(session, self._law, self._practice, typed, self._store.clock.today())

    def known_of(self, permit_id: int) -> tuple[Permit, Known]:
        """A written application with what it is judged by. Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            found = read(session, find_row(session, permit_id))
            return found, judged(session, self._law, self._practice, found.typed, today, found)

    def apply(self, typed: PermitInput, *, actor: Actor) -> Permit:
        """Write an application; an applicant without a card gets one.

        Raises UserError for what is missing or days that contradict each other, Refused without a
        symbol (чл. 2), for a number that is taken, and for a way of use that nobody named.
        """
        with self._store.write(actor, "permits.apply", KINDS) as tx:
            ready = checked(tx, self._law, typed)
            row = PermitRow(by=actor.name, at=tx.now, state=State.APPLIED)
            fill(row, ready, rules_on(self._law, tx.now.date()))
            tx.session.add(row)
            made = settle(tx.session, row)
            tx.subject(OBJECT, row.id, made.incoming)
            return made

    def correct(self, permit_id: int, typed: PermitInput, *, actor: Actor) -> Permit:
        """Change an application that waits for its answer; the audit keeps what it said before.

        Raises as `apply`, Refused when it is decided.
        """
        with self._store.write(actor, "permits.correct", KINDS) as tx:
            row = find_row(tx.session, permit_id)
            before = read(tx.session, row)
            if before.state(tx.now.date()) not in OPEN:
                raise Refused(
                    _("По заявлението вече има решение."),
                    _("Зачеркнете решението, за да го поправите."),
                )
            ready = checked(tx, self._law, typed, permit_id)
            first = min((one.on for one in before.standing), default=None)
            assert ready.incoming_on is not None
            if first is not None and ready.incoming_on > first:
                raise Refused(
                    _("Заявлението не може да е след {day}, когато е първата стъпка.").format(
                        day=date_short(first)
                    ),
                    _("Поправете датата."),
                )
            fill(row, ready, rules_on(self._law, ready.incoming_on))
            made = settle(tx.session, row)
            tx.subject(OBJECT, row.id, made.incoming)
            return made

    def renewed(self, permit_id: int) -> PermitInput:
        """What an application that continues this permit begins with. Raises Refused, NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            old = read(session, find_row(session, permit_id))
            number = _next(session, today.year)
        if old.state(today) not in {State.GRANTED, State.EXPIRED}:
            raise Refused(_("Подновява се само дадено разрешение."), _("Впишете ново заявление."))
        if old.renewed_by is not None:
            raise Refused(
                _("Разрешението вече се подновява с № {no}.").format(no=old.renewed_by[1]),
                _("Продължете по него."),
            )
        return replace(renewal(old, today), incoming_no=number)

    def get(self, permit_id: int) -> Permit:
        """One application with everything after it. Raises NotFound."""
        with self._store.read() as session:
            return read(session, find_row(session, permit_id))

    def findings(self, permit_id: int) -> tuple[Finding, ...]:
        """What the act says of a written application. Raises NotFound."""
        found, known = self.known_of(permit_id)
        return findings(found.typed, known, found)

    def signal(self, permit_id: int) -> SignalInput:
        """What a file of a violation opened from this application begins with. Raises NotFound."""
        found, today = self.get(permit_id), self._store.clock.today()
        typed, granted = found.typed, found.granted
        used = typed.first_use_on if typed.first_use_on and typed.first_use_on <= today else None
        permit = ""
        if granted is not None:
            permit = _("{no} от {day}").format(no=found.number_text, day=date_short(granted.on))
        said = _("Тиражиране на символ: {what}.").format(what=typed.product)
        if used is not None and (granted is None or used < granted.on):
            said = _("Тиражиране на символ преди разрешението: {what}.").format(what=typed.product)
        return SignalInput(
            typed.symbol, today, _("служебна проверка"), _("от разрешение"), said, typed.place, used,
            Offender(typed.applicant_kind.value), typed.applicant, typed.applicant_id,
            permit_id=permit_id, permit=permit,
        )  # fmt: skip

    # the register, see domain/registers.py

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return _asked(wanted, self._store.clock.today())

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row, self._store.clock.today())

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of a period for paper and spreadsheet, oldest first, with sums by product."""
        today = self._store.clock.today()
        query = select(PermitRow).where(*_asked(wanted, today))
        query = query.order_by(PermitRow.day, PermitRow.id)
        with self._store.read() as session:
            rows = tuple(session.scalars(query))
        count = ngettext("Общо {n} заявление", "Общо {n} заявления", len(rows)).format(n=len(rows))
        products = _by_product(rows)
        return RegisterSheet(
            title=_("Регистър на разрешенията"),
            subtitle=", ".join(str(one.citation) for one in self.rules().symbols),
            asked=_said(wanted),
            heads=(
                _("Заявление"), _("Заявител"), _("Символ"), _("Изделие"), _("Размер"), _("Брой"),
                _("Решение №"), _("Дата"), _("Валидно от"), _("Валидно до"), _("Състояние"),
            ),
            widths=(0.09, 0.19, 0.065, 0.145, 0.09, 0.06, 0.075, 0.075, 0.075, 0.075, 0.085),
            lines=tuple(_printed(row, today) for row in rows),
            count=f"{count}: {products}" if products else count,
            drawn_on=today,
            file_name="registar-razresheniya",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"), _("Проверил")),
        )  # fmt: skip


def _next(session: Session, year: int) -> str:
    taken = session.scalars(select(PermitRow.incoming_no).where(PermitRow.year == year)).all()
    return following(taken, _("З-1"))


def _by_product(rows: Sequence[PermitRow]) -> str:
    """„магнити 5, чаши 7“."""
    sums = Counter(row.product_key for row in rows)
    names = {row.product_key: row.product for row in reversed(rows)}
    return ", ".join(f"{names[key]} {n}" for key, n in sorted(sums.items()))


def _over(today: date) -> ColumnElement[bool]:
    return (PermitRow.state == State.GRANTED) & func.coalesce(
        PermitRow.valid_until < today,
        False,
    )


def _asked(wanted: RegisterFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        PermitRow.search_key.contains(word, autoescape=True) for word in search_words(wanted.text)
    ]
    if symbol := wanted.choice("symbol"):
        found.append(PermitRow.symbol == symbol)
    if state := wanted.choice("state"):
        if state == State.EXPIRED:
            found.append(_over(today))
        else:
            found.append(PermitRow.state == state)
            if state == State.GRANTED:
                found.append(~_over(today))
    if wanted.since is not None:
        found.append(PermitRow.day >= wanted.since)
    if wanted.until is not None:
        found.append(PermitRow.day <= wanted.until)
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


def _state(row: PermitRow, today: date) -> State:
    over = row.valid_until is not None and row.valid_until < today
    return State.EXPIRED if row.state == State.GRANTED and over else State(row.state)


def _until(row: PermitRow) -> str:
    if row.valid_until is not None:
        return date_plain(row.valid_until)
    return _("безсрочно") if row.state == State.GRANTED else ""


def _listed(row: PermitRow, today: date) -> RegisterRow:
    state = _state(row, today)
    texts = (
        f"{row.incoming_no}/{row.year}", row.applicant,
        symbol_name(row.symbol), row.product, number_text(row) if row.decision_no else "",
        _until(row), _(STATE_NAMES[state]),
    )  # fmt: skip
    return RegisterRow(row.id, texts, TONES.get(state, "neutral"))


def _printed(row: PermitRow, today: date) -> tuple[str | int | date, ...]:
    return (
        f"{row.incoming_no}/{date_plain(row.incoming_on)}", row.applicant, symbol_name(row.symbol),
        row.product, row.sizes, row.copies or "", row.decision_no,
        row.day if row.decision_no else "", row.valid_from or "",
        row.valid_until or _until(row), _(STATE_NAMES[_state(row, today)]),
    )  # fmt: skip
