"""The verbs of international agreements (функция 35): enter, correct, renew, end, strike out, read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.agreements import (
    MOST_MONTHS,
    RENEWAL_NAMES,
    STATE_NAMES,
    TONES,
    Agreement,
    AgreementInput,
    Renewal,
    RenewalLine,
    State,
    last_day,
    named,
    term_text,
)
from ruse_desktop.domain.register_cards import CardTable, RegisterCard, joined
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_files import files_in
from ruse_desktop.services.register_table import find, history_in, living
from ruse_desktop.storage.agreements import AgreementRenewalRow, AgreementRow
from ruse_desktop.storage.seal import SealEntryRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("agreements",)
OBJECT = "agreement"
VERBS = {
    "agreements.add": mark("вписано"),
    "agreements.correct": mark("поправено"),
    "agreements.renew": mark("подновено"),
    "agreements.unrenew": mark("зачеркнато подновяване"),
    "agreements.end": mark("прекратено"),
    "agreements.strike": mark("зачеркнато"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}
_TEXTS = (
    "number", "partner", "country", "subject", "place", "signed_by", "partner_signed_by",
    "decision", "shelf",
)  # fmt: skip
_MOST_YEARS = 99


class AgreementService:
    """Signed international agreements."""

    def __init__(self, store: Store, practice: Practice) -> None:
        self._store = store
        self._practice = practice

    def add(self, typed: AgreementInput, *, actor: Actor) -> Agreement:
        """Enter an agreement.

        Raises UserError for what is missing or impossible, Refused for a number that is there already.
        """
        with self._store.write(actor, "agreements.add", KINDS) as tx:
            row = add_in(tx, typed)
            tx.session.flush()
            tx.subject(OBJECT, row.id, named(row.number, row.partner))
            return _value(tx.session, row)

    def correct(self, agreement_id: int, typed: AgreementInput, *, actor: Actor) -> Agreement:
        """Write it anew. Raises UserError, Refused when struck out."""
        with self._store.write(actor, "agreements.correct", KINDS) as tx:
            row: AgreementRow = living(tx.session, AgreementRow, agreement_id)
            ready = ready_in(tx.session, typed, tx.now.date(), row.id)
            _fill(row, ready)
            row.expires_on = last_day(ready, _renewals(tx.session, row.id))
            tx.session.flush()
            tx.subject(OBJECT, row.id, named(row.number, row.partner))
            return _value(tx.session, row)

    def renew(
        self, agreement_id: int, on: date, until: date | None, document: str, *, actor: Actor
    ) -> Agreement:
        """Keep a renewal until a day (None = without end) by a document.

        Raises UserError for a day to come or a shorter term; Refused when it was ended.
        """
        with self._store.write(actor, "agreements.renew", KINDS) as tx:
            row: AgreementRow = living(tx.session, AgreementRow, agreement_id)
            if row.ended_on is not None:
                raise Refused(
                    _("Споразумението е прекратено и не се подновява."), _("Впишете новото.")
                )
            _refuse_to_come(on, tx.now.date())
            if on < row.signed_on:
                raise UserError(_("Подновяването е преди подписването."), _("Поправете деня."))
            if until is not None and (row.expires_on is None or until <= row.expires_on):
                raise UserError(_("Новият срок не е след сегашния."), _("Впишете по-късен ден."))
            if not document.strip():
                raise UserError(
                    _("Не е посочено с какво е подновено."),
                    _("Впишете документа или обмена на писма."),
                )
            tx.session.add(
                AgreementRenewalRow(
                    agreement_id=row.id, on=on, until=until, document=clean(document, 300),
                    by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.session.flush()
            return self._refreshed(tx, row)

    def unrenew(self, agreement_id: int, reason: str, *, actor: Actor) -> Agreement:
        """Strike out the newest renewal with a reason. Raises Refused when there is none."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "agreements.unrenew", KINDS) as tx:
            row: AgreementRow = living(tx.session, AgreementRow, agreement_id)
            last = tx.session.scalar(
                select(AgreementRenewalRow)
                .where(
                    AgreementRenewalRow.agreement_id == row.id,
                    AgreementRenewalRow.struck_why == "",
                )
                .order_by(AgreementRenewalRow.id.desc())
                .limit(1)
            )
            if last is None:
                raise Refused(_("Няма вписано подновяване."), _("Опреснете списъка."))
            last.struck_why = why
            tx.session.flush()
            return self._refreshed(tx, row)

    def end(self, agreement_id: int, on: date, why: str, *, actor: Actor) -> Agreement:
        """Keep that it was ended before its term. Raises UserError, Refused when it is ended already."""
        said = require_reason(why, self._practice.min_reason)
        with self._store.write(actor, "agreements.end", KINDS) as tx:
            row: AgreementRow = living(tx.session, AgreementRow, agreement_id)
            if row.ended_on is not None:
                raise Refused(_("Споразумението вече е прекратено."), _("Опреснете списъка."))
            if on < row.signed_on:
                raise UserError(_("Прекратяването е преди подписването."), _("Поправете деня."))
            row.ended_on, row.ended_why = on, said
            tx.session.flush()
            tx.subject(OBJECT, row.id, named(row.number, row.partner))
            return _value(tx.session, row)

    def strike(self, agreement_id: int, reason: str, *, actor: Actor) -> Agreement:
        """Strike out what was entered by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "agreements.strike", KINDS) as tx:
            row: AgreementRow = living(tx.session, AgreementRow, agreement_id)
            row.struck_why = why
            tx.session.flush()
            tx.subject(OBJECT, row.id, named(row.number, row.partner))
            return _value(tx.session, row)

    def get(self, agreement_id: int) -> Agreement:
        """One agreement. Raises NotFound."""
        with self._store.read() as session:
            return _value(session, find(session, AgreementRow, agreement_id))

    def offers(self) -> tuple[tuple[int, str], ...]:
        """Agreements that stand, newest first: id and name, for what may name one."""
        with self._store.read() as session:
            rows = session.scalars(
                select(AgreementRow)
                .where(AgreementRow.struck_why == "")
                .order_by(AgreementRow.signed_on.desc(), AgreementRow.id.desc())
            )
            return tuple((row.id, offer_of(row)) for row in rows)

    def card(self, agreement_id: int) -> RegisterCard:
        """One agreement as it is shown, with the sealings that name it (R-21-0.6). Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            row: AgreementRow = find(session, AgreementRow, agreement_id)
            one = _value(session, row)
            state = one.state(today)
            sealed = session.execute(
                select(SealEntryRow.id, SealEntryRow.number, SealEntryRow.year)
                .where(SealEntryRow.agreement_id == row.id, SealEntryRow.struck_why == "")
                .order_by(SealEntryRow.id)
            ).all()
            return RegisterCard(
                one.id, named(one.typed.number, one.typed.partner), _(STATE_NAMES[state]),
                TONES[state], _rows(one), _warning(one, state), tables=_tables(one),
                files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS),
                links=tuple(
                    (_("Подпечатано: вписване {no}/{year}").format(no=no, year=year), "seal", key)
                    for key, no, year in sealed
                ),
                struck_why=one.struck_why,
            )  # fmt: skip

    def _refreshed(self, tx: Transaction, row: AgreementRow) -> Agreement:
        """The agreement after a renewal was written or struck out."""
        row.expires_on = last_day(_typed(row), _renewals(tx.session, row.id))
        tx.session.flush()
        tx.subject(OBJECT, row.id, named(row.number, row.partner))
        return _value(tx.session, row)


def offer_of(row: AgreementRow) -> str:
    """„№ 4 – Гюргево, 11.06.2019“."""
    return f"{named(row.number, row.partner)}, {date_plain(row.signed_on)}"


def add_in(tx: Transaction, typed: AgreementInput) -> AgreementRow:
    """`AgreementService.add` within a transaction."""
    row = AgreementRow(by=tx.actor.name, at=tx.now)
    _fill(row, ready_in(tx.session, typed, tx.now.date()))
    tx.session.add(row)
    return row


def ready_in(
    session: Session, typed: AgreementInput, today: date, own: int | None = None
) -> AgreementInput:
    """The input with clean texts.

    Raises UserError for what is missing or impossible, Refused for a number that another one than
    `own` has.
    """
    texts: dict[str, Any] = {name: clean(getattr(typed, name), 300) for name in _TEXTS}
    ready = replace(typed, note=clean(typed.note, 1000), **texts)
    needs = (
        (ready.partner, _("Не е посочен партньорът.")),
        (ready.subject, _("Не е посочен предметът.")),
        (ready.signed_on, _("Няма ден на подписване.")),
    )
    for value, said in needs:
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    assert ready.signed_on is not None
    _refuse_to_come(ready.signed_on, today)
    if ready.term_years is not None and ready.term_until is not None:
        raise UserError(
            _("Срокът е или в години, или до ден."), _("Оставете едното от двете празно.")
        )
    if ready.term_years is not None and not 1 <= ready.term_years <= _MOST_YEARS:
        raise UserError(_("Срокът в години е от 1 до 99."), _("Поправете числото."))
    if ready.term_until is not None and ready.term_until < ready.signed_on:
        raise UserError(_("Срокът изтича преди подписването."), _("Поправете едната от датите."))
    if not 0 <= ready.remind_months <= MOST_MONTHS:
        raise UserError(_("Напомня се до 60 месеца преди края."), _("Поправете числото."))
    _refuse_double(session, ready.number, own)
    return ready


def _refuse_to_come(day: date, today: date) -> None:
    if day > today:
        raise UserError(_("Този ден още не е дошъл."), _("Впишете деня на документа."))


def _refuse_double(session: Session, number: str, own: int | None) -> None:
    if not number:
        return
    there = session.scalar(
        select(AgreementRow.partner).where(
            AgreementRow.number == number,
            AgreementRow.struck_why == "",
            AgreementRow.id != (own or 0),
        )
    )
    if there is not None:
        raise Refused(
            _("№ {no} вече е на споразумението с {partner}.").format(no=number, partner=there),
            _("Дайте друг номер или поправете вписаното."),
        )


def _fill(row: AgreementRow, typed: AgreementInput) -> None:
    for name in (*_TEXTS, "signed_on", "term_years", "term_until", "remind_months", "note"):
        setattr(row, name, getattr(typed, name))
    row.renewal, row.expires_on = str(typed.renewal), typed.first_end
    row.search_key = search_key(" ".join(getattr(typed, name) for name in _TEXTS))


def _renewals(session: Session, agreement_id: int) -> tuple[RenewalLine, ...]:
    rows = session.scalars(
        select(AgreementRenewalRow)
        .where(AgreementRenewalRow.agreement_id == agreement_id)
        .order_by(AgreementRenewalRow.id)
    )
    return tuple(
        RenewalLine(row.id, row.on, row.until, row.document, row.by, row.struck_why) for row in rows
    )


def _typed(row: AgreementRow) -> AgreementInput:
    names = (*_TEXTS, "signed_on", "term_years", "term_until", "remind_months", "note")
    return AgreementInput(renewal=Renewal(row.renewal), **{one: getattr(row, one) for one in names})


def _value(session: Session, row: AgreementRow) -> Agreement:
    return Agreement(
        row.id, _typed(row), row.by, row.at, _renewals(session, row.id), row.ended_on,
        row.ended_why, row.struck_why,
    )  # fmt: skip


def _rows(one: Agreement) -> tuple[tuple[str, str], ...]:
    typed, ends = one.typed, one.expires_on
    signed = joined((date_short(typed.signed_on) if typed.signed_on else "", typed.place))
    ended = joined((date_short(one.ended_on), one.ended_why)) if one.ended_on else ""
    remind = one.remind_on
    return (
        (_("Партньор"), joined((typed.partner, typed.country))),
        (_("Предмет"), typed.subject),
        (_("Подписано"), signed),
        (_("Подписал"), typed.signed_by),
        (_("За партньора"), typed.partner_signed_by),
        (_("Срок"), term_text(typed)),
        (_("Действа до"), date_short(ends) if ends else _("без краен срок")),
        (_("Напомня се от"), date_short(remind) if remind else ""),
        (_("Подновяване"), _(RENEWAL_NAMES[typed.renewal])),
        (_("Прекратено"), ended),
        (_("Решение на ОбС"), typed.decision),
        (_("Оригиналът е в"), typed.shelf),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )


def _tables(one: Agreement) -> tuple[CardTable, ...]:
    rows = tuple(
        (
            date_plain(line.on), date_plain(line.until) if line.until else _("без срок"),
            _("зачеркнато: {why}").format(why=line.struck_why) if line.struck_why else line.document,
        )
        for line in one.renewals
    )  # fmt: skip
    head = (_("На"), _("До"), _("Документ"))
    return (CardTable(_("Подновявания"), head, rows, (0.22, 0.22, 0.56)),)


def _warning(one: Agreement, state: State) -> str:
    ends = one.expires_on
    if ends is None or state not in {State.SOON, State.EXPIRED}:
        return ""
    silent = one.typed.renewal is Renewal.SILENT
    if state is State.SOON:
        said = _("Изтича на {day}. Решете дали да се поднови.")
        if silent:
            said = _("На {day} се подновява мълчаливо, ако никоя страна не се откаже.")
    else:
        said = _("Изтекло е на {day}. Впишете подновяването, ако е подновено.")
    return said.format(day=date_short(ends))
