"""Appointing commissions: seats by quota, the mayor's order, findings on the composition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ruse_desktop.domain.commissions import CommissionView, Member
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.editions import find_edition
from ruse_desktop.storage.books import Laureate, LaureateName
from ruse_desktop.storage.commissions import CommissionRow, MemberRow, OrderRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord
from ruse_desktop.storage.sessions import AttendanceRow, SessionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.commissions import MemberInput, OrderInput
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


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
        Raises Refused once a session of the commission was opened.
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
                    _("Промените важат за следващото издание."),
                )
            _drop_attendance(tx.session, commission_id)
            row.members.clear()
            tx.session.flush()
            written = [member for member in members if member.name.strip()]
            row.members.extend(
                MemberRow(
                    ordinal=n,
                    source=member.source,
                    name=clean(member.name),
                    position=clean(member.position),
                    naming=clean(member.naming, 300),
                    chair=member.chair,
                    voting=member.voting,
                )
                for n, member in enumerate(written, 1)
            )
            row.order_no, row.order_date = clean(order.number, 60), order.on
            row.secretary = clean(order.secretary)
            if row.order_no and order.on is not None:
                tx.session.add(
                    OrderRow(
                        commission_id=row.id,
                        number=row.order_no,
                        on=order.on,
                        members=[member.name for member in written],
                        by=actor.name,
                        at=tx.now,
                    )
                )
            tx.subject("commission", row.id, row.code)
        return self.get(commission_id)


def _drop_attendance(session: Session, commission_id: int) -> None:
    """Forget who was ticked at the planned sessions: the members are written anew."""
    planned = select(SessionRow.id).where(SessionRow.commission_id == commission_id)
    session.execute(delete(AttendanceRow).where(AttendanceRow.session_id.in_(planned)))


def find_commission(session: Session, commission_id: int) -> CommissionRow:
    """The row with this id. Raises NotFound."""
    row = session.get(CommissionRow, commission_id)
    if row is None:
        raise NotFound(_("Комисията не е намерена."), _("Опреснете екрана."))
    return row


def commission_of(session: Session, law: LawBook, row: CommissionRow) -> CommissionView:
    """The value of a row with its rule; members in the order of the law's quotas."""
    edition = find_edition(session, row.edition_id)
    award = law.edition(edition.law_edition).award(edition.award)
    rule = award.commission(row.code)
    place = {seat.source: n for n, seat in enumerate(rule.seats)}
    rows = sorted(row.members, key=lambda m: (place.get(m.source, 99), m.ordinal))
    people = [Member(m.source, m.name, m.position, m.naming, m.chair, m.voting, m.id) for m in rows]
    return CommissionView(
        id=row.id,
        edition_id=row.edition_id,
        award=edition.award,
        year=edition.year,
        rule=rule,
        order_no=row.order_no,
        order_date=row.order_date,
        secretary=row.secretary,
        members=tuple(one for one in people if one.voting),
        experts=tuple(one for one in people if not one.voting),
        earlier=_earlier(session, edition) if any(seat.must_hold for seat in rule.seats) else {},
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
