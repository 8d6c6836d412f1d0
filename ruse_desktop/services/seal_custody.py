"""Who keeps the seal: handed over while its keeper is away, given back, the receipt (чл. 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import seal as values
from ruse_desktop.domain.seal import Custody, CustodyInput
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.seal import SealCustodyRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("seal",)
_OBJECT = "seal-custody"


class CustodyService:
    """The hand-overs of the seal; whoever is not named here, the mayor keeps it."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def list(self) -> tuple[Custody, ...]:
        """All hand-overs, newest first."""
        with self._store.read() as session:
            return tuple(sorted(all_in(session), key=lambda one: (one.since, one.id), reverse=True))

    def on(self, day: date) -> Custody | None:
        """Who keeps the seal on `day`; None = the mayor, by чл. 20."""
        with self._store.read() as session:
            return values.holder_on(day, all_in(session), self._store.clock.today())

    def holder(self, day: date) -> str:
        """The same in words, with the mayor's office where nobody is named."""
        found = self.on(day)
        mayor = _("Кмет на {municipality}").format(municipality=self._law.municipality)
        return found.who if found else mayor

    def hand_over(self, typed: CustodyInput, *, actor: Actor) -> Custody:
        """Write that somebody takes the seal for a time.

        Raises UserError for what is missing or days that contradict each other, Refused with
        чл. 20 when it is with somebody else on one of the days.
        """
        ready = _checked(typed)
        assert ready.since is not None
        assert ready.until is not None
        with self._store.write(actor, "seal.hand-over", _KINDS) as tx:
            today = tx.now.date()
            other = values.clashing(ready, all_in(tx.session), today)
            if other is not None:
                cited = values.rules_of(self._law.at(today).symbols).custody
                raise Refused(
                    _("От {since} до {until} печатът е у {who}.").format(
                        since=date_short(other.since),
                        until=date_short(other.last(today)),
                        who=other.who,
                    ),
                    _("Впишете връщането му или изберете други дни."),
                    citation=str(cited) if cited else None,
                    code="seal-elsewhere",
                )
            row = SealCustodyRow(
                holder=ready.holder, office=ready.office, order_no=ready.order_no,
                order_on=ready.order_on, since=ready.since, until=ready.until,
                reason=ready.reason, by=actor.name, at=tx.now, returned_on=None,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(_OBJECT, row.id, f"{row.order_no}: {row.since} – {row.until}")
            return _custody(row)

    def give_back(self, custody_id: int, on: date, *, actor: Actor) -> None:
        """Write that the seal came back. Raises NotFound, Refused, UserError for a wrong day."""
        with self._store.write(actor, "seal.give-back", _KINDS) as tx:
            row = _standing(tx.session, custody_id)
            if row.returned_on is not None:
                raise Refused(_("Връщането вече е вписано."), _("Опреснете списъка."))
            if on < row.since:
                raise UserError(
                    _("Печатът не може да е върнат, преди да е предаден."), _("Проверете деня.")
                )
            if on > tx.now.date():
                raise UserError(
                    _("Денят на връщането още не е дошъл."), _("Впишете го, когато се върне.")
                )
            row.returned_on = on
            tx.subject(_OBJECT, row.id, row.order_no)

    def strike(self, custody_id: int, reason: str, *, actor: Actor) -> None:
        """Strike out a hand-over written by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "seal.strike-hand-over", _KINDS) as tx:
            row = _standing(tx.session, custody_id)
            row.struck_why = why
            tx.subject(_OBJECT, row.id, row.order_no)

    def receipt(self, custody_id: int) -> bytes:
        """The receipt of a hand-over as PDF, with the return when there was one. Raises NotFound."""
        from ruse_desktop.documents import seal as paper

        with self._store.read() as session:
            row = session.get(SealCustodyRow, custody_id)
            if row is None:
                raise _nothing()
            made = _custody(row)
        rules = values.rules_of(self._law.at(made.since).symbols)
        return paper.receipt(
            made, municipality=self._law.municipality, citation=str(rules.custody or "")
        )


def all_in(session: Session) -> tuple[Custody, ...]:
    """Every hand-over, as written."""
    query = select(SealCustodyRow).order_by(SealCustodyRow.id)
    return tuple(_custody(row) for row in session.scalars(query))


def _checked(typed: CustodyInput) -> CustodyInput:
    ready = CustodyInput(
        clean(typed.holder), clean(typed.office), clean(typed.order_no, 60), typed.order_on,
        typed.since, typed.until, clean(typed.reason, 500),
    )  # fmt: skip
    if not ready.holder:
        raise UserError(_("Не е посочено на кого се предава печатът."), _("Впишете името."))
    if not ready.order_no or ready.order_on is None:
        raise UserError(
            _("Липсва заповедта за предаването на печата."), _("Впишете номер и дата на заповедта.")
        )
    if ready.since is None or ready.until is None:
        raise UserError(_("Не са посочени дните."), _("Впишете от кой до кой ден."))
    if ready.until < ready.since:
        raise UserError(_("Краят на периода е преди началото му."), _("Проверете дните."))
    if ready.order_on > ready.since:
        raise UserError(
            _("Заповедта е след деня на предаването."), _("Проверете датата на заповедта.")
        )
    return ready


def _standing(session: Session, custody_id: int) -> SealCustodyRow:
    row = session.get(SealCustodyRow, custody_id)
    if row is None:
        raise _nothing()
    if row.struck_why:
        raise Refused(_("Предаването е зачеркнато."), _("Опреснете списъка."))
    return row


def _nothing() -> NotFound:
    return NotFound(_("Предаването не е намерено."), _("Опреснете списъка."))


def _custody(row: SealCustodyRow) -> Custody:
    return Custody(
        row.id, row.holder, row.office, row.order_no, row.order_on, row.since, row.until,
        row.reason, row.by, row.at, row.returned_on, row.struck_why,
    )  # fmt: skip
