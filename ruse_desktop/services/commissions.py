"""Appointing commissions: seats by quota, the mayor's order, findings on the composition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ruse_desktop.domain.commissions import CommissionView
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.commission_reading import (
    CHANGE,
    changes_of,
    in_order_of_law,
    member_of,
    orders_elsewhere,
    parity_of,
    previous_of,
)
from ruse_desktop.services.editions import find_edition
from ruse_desktop.storage.books import Laureate, LaureateName
from ruse_desktop.storage.commissions import CommissionRow, MemberRow, OrderRow, ParityRow
from ruse_desktop.storage.conflicts import ConflictRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.remote_vote import RemoteMemberRow
from ruse_desktop.storage.sessions import AttendanceRow, SessionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.commissions import ChangeInput, MemberInput, OrderInput
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction


_OF_MEMBERS = (ConflictRow, AttendanceRow, RemoteMemberRow)
"""What a planned session has written of its members."""


class CommissionService:
    """The commissions an award edition needs, as the law's data prescribes them."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def of_edition(self, edition_id: int, *, actor: Actor) -> tuple[CommissionView, ...]:
        """The edition's commissions in the order of the law; empty ones are put there first."""
        with self._store.read() as session:
            edition = find_edition(session, edition_id)
            rules = self._law.edition(edition.law_edition).award(edition.award).commissions
            there = set(
                session.scalars(
                    select(CommissionRow.code).where(CommissionRow.edition_id == edition_id)
                )
            )
        missing = [rule for rule in rules if rule.code not in there]
        if missing:
            with self._store.write(actor, "commissions.prepare", ("commissions",)) as tx:
                for rule in missing:
                    tx.session.add(
                        CommissionRow(
                            edition_id=edition_id, code=rule.code, order_no="", secretary=""
                        )
                    )
                tx.subject("edition", edition_id, "комисии")
        with self._store.read() as session:
            rows = {
                row.code: row
                for row in session.scalars(
                    select(CommissionRow).where(CommissionRow.edition_id == edition_id)
                )
            }
            return tuple(commission_of(session, self._law, rows[rule.code]) for rule in rules)

    def get(self, commission_id: int) -> CommissionView:
        """A commission. Raises NotFound."""
        with self._store.read() as session:
            return commission_of(session, self._law, find_commission(session, commission_id))

    def check(
        self, commission_id: int, members: Sequence[MemberInput], order: OrderInput
    ) -> tuple[Finding, ...]:
        """Every finding on a composition that is being typed."""
        return self.get(commission_id).check(members, order.number, order.on)

    def appoint(
        self,
        commission_id: int,
        members: Sequence[MemberInput],
        order: OrderInput,
        *,
        actor: Actor,
    ) -> CommissionView:
        """Write the composition under its order; an earlier order stays in the history.

        What is missing is shown as findings and stops the opening of a session, not the typing.
        Raises Refused once a session of the commission was opened, or an order changed it.
        """
        with self._store.write(actor, "commissions.appoint", ("commissions",)) as tx:
            row = find_commission(tx.session, commission_id)
            opened = tx.session.scalar(
                select(SessionRow.id).where(
                    SessionRow.commission_id == commission_id, SessionRow.state != "planned"
                )
            )
            if opened is not None:
                raise Refused(
                    _("Комисията вече е заседавала; съставът ѝ не се променя."),
                    _("Промяна се прави със заповед за изменение."),
                )
            if changes_of(tx.session, row):
                raise Refused(
                    _("Съставът вече е изменян; първата заповед не се променя."),
                    _("Впишете нова заповед за изменение."),
                )
            _drop_attendance(tx.session, commission_id)
            row.members.clear()
            tx.session.flush()
            written = [member for member in members if member.name.strip()]
            row.members.extend(_row_of(member, n) for n, member in enumerate(written, 1))
            row.order_no, row.order_date = clean(order.number, 60), order.on
            row.secretary = clean(order.secretary)
            if row.order_no and order.on is not None:
                tx.session.add(
                    OrderRow(
                        commission_id=row.id,
                        number=row.order_no,
                        on=order.on,
                        members=[clean(member.name) for member in written],
                        by=actor.name,
                        at=tx.now,
                        secretary=row.secretary,
                    )
                )
            tx.session.flush()
            if order.parity_seen:
                _parity_seen(tx, row, actor)
            tx.subject("commission", row.id, row.code)
        return self.get(commission_id)

    def change(self, commission_id: int, typed: ChangeInput, *, actor: Actor) -> CommissionView:
        """Change an appointed commission by a later order; who left stays in its history.

        Raises Refused without an appointed commission or a complete order, for a number another
        order has, and for a day on which a session was already opened (R-45-7.3).
        """
        with self._store.write(actor, "commissions.change", ("commissions",)) as tx:
            row = find_commission(tx.session, commission_id)
            view = commission_of(tx.session, self._law, row)
            _require_change(view, typed)
            _require_future(tx.session, view, typed)
            assert typed.on is not None
            order = OrderRow(
                commission_id=row.id,
                number=clean(typed.number, 60),
                on=typed.on,
                members=[clean(one.name) for one in view.after(typed)],
                by=actor.name,
                at=tx.now,
                kind=CHANGE,
                from_day=typed.from_day,
                secretary=clean(typed.secretary),
            )
            tx.session.add(order)
            tx.session.flush()
            _seat_anew(tx.session, row, typed, order)
            tx.session.flush()
            tx.session.expire(row)
            if typed.parity_seen:
                _parity_seen(tx, row, actor)
            tx.subject("commission", row.id, f"{row.code} № {order.number}")
        return self.get(commission_id)


def _row_of(member: MemberInput, ordinal: int) -> MemberRow:
    """A member as he is written."""
    return MemberRow(
        ordinal=ordinal,
        source=member.source,
        name=clean(member.name),
        position=clean(member.position),
        naming=clean(member.naming, 300),
        chair=member.chair,
        voting=member.voting,
        extra=member.extra,
        extra_why=clean(member.extra_why, 500) if member.extra else "",
        term_from=member.term_from,
        term_until=member.term_until,
    )


def _parity_seen(tx: Transaction, row: CommissionRow, actor: Actor) -> None:
    """Keep who knew that the number is even, when it is (R-45-3.2)."""
    total = sum(one.voting and one.until is None for one in row.members)
    if total and not total % 2:
        tx.session.add(ParityRow(commission_id=row.id, total=total, by=actor.name, at=tx.now))


def _require_change(view: CommissionView, typed: ChangeInput) -> None:
    """Raises Refused when the order cannot be entered: not appointed yet, incomplete, reused."""
    citation = str(view.rule.order_citation or view.rule.citation)
    if not view.order_no or view.order_date is None:
        raise Refused(
            _("Комисията още не е назначена; няма какво да се изменя."),
            _("Първо впишете заповедта за назначаване."),
            citation=citation,
        )
    members = {one.id for one in view.everyone}
    named = {one.member_id for one in typed.leaving}
    if named - members or (typed.chair is not None and typed.chair not in members - named):
        raise Refused(_("Такъв член вече няма в комисията."), _("Опреснете екрана."))
    held = ("change-order", "order-reused", "one-seat")
    wrong = [one for one in view.check_change(typed) if one.rule in held and one.blocking]
    if wrong:
        raise Refused(
            _("{what}: {how}.").format(
                what=wrong[0].sentence, how=wrong[0].explanation.rstrip(".")
            ),
            _("Допълнете заповедта за изменение."),
            citation=str(wrong[0].citation),
            code=wrong[0].rule,
        )


def _require_future(session: Session, view: CommissionView, typed: ChangeInput) -> None:
    """Raises Refused for a day on which the composition was already worked with."""
    begun = session.scalar(
        select(SessionRow.held_on)
        .where(SessionRow.commission_id == view.id, SessionRow.state != "planned")
        .order_by(SessionRow.held_on.desc())
        .limit(1)
    )
    last = max((one.from_day for one in view.changes if one.from_day), default=None)
    assert typed.from_day is not None
    if begun is not None and typed.from_day <= begun:
        raise Refused(
            _("На {day} комисията е заседавала в досегашния си състав.").format(
                day=date_short(begun)
            ),
            _("Изменението може да важи най-рано от следващия ден."),
            citation=str(view.rule.order_citation or view.rule.citation),
            code="session-held",
        )
    if last is not None and typed.from_day < last:
        raise Refused(
            _("Съставът вече е изменен от {day}.").format(day=date_short(last)),
            _("Новото изменение важи от същия или от по-късен ден."),
            code="change-before",
        )


def _seat_anew(session: Session, row: CommissionRow, typed: ChangeInput, order: OrderRow) -> None:
    """Let go who leaves, seat who enters, pass the chair; planned sessions forget who left."""
    by_id = {one.id: one for one in row.members}
    gone: list[int] = []
    entering: list[tuple[MemberInput, int | None, int]] = []

    def let_go(one: MemberRow, why: str) -> None:
        one.until, one.left_why, one.out_order = typed.from_day, clean(why, 300), order.id
        gone.append(one.id)

    for leaving in typed.leaving:
        one = by_id[leaving.member_id]
        let_go(one, leaving.why)
        if leaving.successor is not None and leaving.successor.name.strip():
            entering.append((leaving.successor, one.id, one.ordinal))
    if typed.passes_chair:
        for one in [o for o in row.members if o.until is None and o.voting]:
            presides = one.id == typed.chair
            if presides != one.chair:
                let_go(one, _("председател") if presides else _("вече не е председател"))
                entering.append((replace(member_of(one), chair=presides), one.id, one.ordinal))
    entering += [(one, None, 90 + n) for n, one in enumerate(typed.joining) if one.name.strip()]
    for member, replaces, ordinal in entering:
        new = _row_of(member, ordinal)
        new.commission_id, new.since, new.in_order = row.id, typed.from_day, order.id
        new.replaces = replaces
        session.add(new)
    planned = select(SessionRow.id).where(
        SessionRow.commission_id == row.id,
        SessionRow.state == "planned",
        SessionRow.held_on >= typed.from_day,
    )
    for table in _OF_MEMBERS:
        session.execute(
            delete(table).where(table.session_id.in_(planned), table.member_id.in_(gone))
        )


def _drop_attendance(session: Session, commission_id: int) -> None:
    """Forget who was ticked at the planned sessions: the members are written anew."""
    planned = select(SessionRow.id).where(SessionRow.commission_id == commission_id)
    for table in _OF_MEMBERS:
        session.execute(delete(table).where(table.session_id.in_(planned)))


def find_commission(session: Session, commission_id: int) -> CommissionRow:
    """The row with this id. Raises NotFound."""
    row = session.get(CommissionRow, commission_id)
    if row is None:
        raise NotFound(_("Комисията не е намерена."), _("Опреснете екрана."))
    return row


def commission_of(session: Session, law: LawBook, row: CommissionRow) -> CommissionView:
    """The value of a row with its rule, by its last order; `.on(day)` is it on another day."""
    edition = find_edition(session, row.edition_id)
    award = law.edition(edition.law_edition).award(edition.award)
    rule = award.commission(row.code)
    place = {seat.source: n for n, seat in enumerate(rule.seats)}
    ever = in_order_of_law(row.members, place)
    people = [one for one in ever if one.until is None]
    changes = changes_of(session, row)
    told = [one.secretary for one in changes if one.secretary]
    year, previous = (0, ()) if people else previous_of(session, row, edition)
    return CommissionView(
        id=row.id,
        edition_id=row.edition_id,
        award=edition.award,
        year=edition.year,
        rule=rule,
        order_no=row.order_no,
        order_date=row.order_date,
        secretary=told[-1] if told else row.secretary,
        members=tuple(one for one in people if one.voting),
        experts=tuple(one for one in people if not one.voting),
        earlier=_earlier(session, edition) if any(seat.must_hold for seat in rule.seats) else {},
        ever=tuple(ever),
        changes=changes,
        first_secretary=row.secretary,
        parity=parity_of(session, row.id),
        used=orders_elsewhere(session, law, row, edition),
        previous=previous,
        previous_year=year,
    )


def _earlier(session: Session, edition: EditionRow) -> dict[str, int]:
    """Search keys of those in the award's book, or nominated, before the edition; with the year."""
    nominated = session.execute(
        select(NominationRecord.search_key, EditionRow.year)
        .join(EditionRow, EditionRow.id == NominationRecord.edition_id)
        .where(
            EditionRow.award == edition.award,
            EditionRow.year < edition.year,
            NominationRecord.number.is_not(None),
        )
        .order_by(EditionRow.year)
    )
    found = {key.split("|", maxsplit=1)[0]: year for key, year in nominated}
    given = session.execute(
        select(LaureateName.key, Laureate.year)
        .join(Laureate, Laureate.id == LaureateName.laureate_id)
        .where(Laureate.book == edition.award, Laureate.year < edition.year)
        .order_by(Laureate.year)
    )
    found.update((key, year) for key, year in given)
    found.pop("", None)
    return found
