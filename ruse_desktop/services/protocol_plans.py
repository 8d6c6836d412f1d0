"""The verbs of protocol plans: open one for an event, invite, order, seat, write the scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from ruse_desktop.domain.events import Category
from ruse_desktop.domain.protocol_plans import GuestInput, seat_of
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.calendar_rows import find_event
from ruse_desktop.services.ceremony import living_guests
from ruse_desktop.services.contacts import of_group
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.protocol_plan_reading import (
    KINDS,
    OBJECT,
    find_guest,
    find_plan,
    guest_of,
    known_ranks,
    label_sizes,
    lines_in,
    plan_in,
)
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.protocol_plans import PlanCostRow, PlanGuestRow, PlanRow, PlanStepRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.precedence import Rank
    from ruse_desktop.domain.protocol_plans import (
        LabelSize,
        Plan,
        PlanInput,
        PlanLine,
        Step,
        StepKind,
    )
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.book_hand_over import HandOverService
    from ruse_desktop.storage.store import Store, Transaction

_HONORARY = "honorary"
_MOST_ROWS, _MOST_SEATS, _MOST_COMPANIONS = 60, 60, 20


class ProtocolPlans:
    """Guests, order, seats, wreaths and scenario of an event (функция 34)."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, hand_overs: HandOverService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._hand_overs = hand_overs

    def list(self) -> tuple[PlanLine, ...]:
        """All plans, the latest day first."""
        with self._store.read() as session:
            return lines_in(session)

    def get(self, plan_id: int) -> Plan:
        """The whole plan. Raises NotFound."""
        with self._store.read() as session:
            return plan_in(session, plan_id)

    def ranks(self) -> tuple[Rank, ...]:
        """The ranks of guests in their order."""
        return tuple(known_ranks().values())

    def label_sizes(self) -> tuple[LabelSize, ...]:
        """The sheets of labels that can be printed."""
        return tuple(label_sizes().values())

    def without_plan(self) -> tuple[tuple[int, str, date], ...]:
        """Events that have no plan yet, from the latest: number, title, day."""
        taken = select(PlanRow.event_id)
        query = (
            select(EventRow.id, EventRow.title, EventRow.on)
            .where(EventRow.id.not_in(taken), ~EventRow.removed)
            .order_by(EventRow.on.desc(), EventRow.id)
            .limit(500)
        )
        with self._store.read() as session:
            return tuple((number, title, on) for number, title, on in session.execute(query))

    def open(self, event_id: int, *, actor: Actor) -> int:
        """The plan of an event, opened when there is none; its id.

        For the hand-over to which the act invites the living holders of an honour they enter the
        list by themselves (чл. 29).
        """
        with self._store.read() as session:
            day = find_event(session, event_id).on
        invites = self._invites(day)
        with self._store.write(actor, "protocol.open", KINDS) as tx:
            event = find_event(tx.session, event_id)
            there = tx.session.scalar(select(PlanRow.id).where(PlanRow.event_id == event.id))
            if there is not None:
                return there
            row = PlanRow(
                event_id=event.id, hall=event.place, rows=0, seats=0, aisle=0, music="",
                delegation="", members=[], hosts="", interpreter="", accommodation="", note="",
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            if event.category == str(Category.CEREMONY) and invites:
                self._invite(tx, row)
            tx.subject(OBJECT, row.id, event.title)
            return row.id

    def invite_honorary(self, plan_id: int, *, actor: Actor) -> int:
        """Put the living honorary citizens who are not there yet on the list; how many (чл. 29)."""
        with self._store.write(actor, "protocol.honorary", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            tx.subject(OBJECT, row.id, "")
            return self._invite(tx, row)

    def invite_group(self, plan_id: int, name: str, *, actor: Actor) -> int:
        """Put the contacts of a group who are not there yet on the list; how many (R-F16-0.1)."""
        with self._store.write(actor, "protocol.group", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            added = 0
            for one in of_group(tx.session, name):
                typed = GuestInput(
                    one.typed.name, one.typed.office, one.typed.rank, one.typed.used[1],
                    one.typed.address, source=f"contact:{one.id}",
                )  # fmt: skip
                if _same(tx.session, row.id, typed) is None:
                    guest = _blank(row.id)
                    _fill(guest, typed)
                    tx.session.add(guest)
                    tx.session.flush()
                    added += 1
            tx.subject(OBJECT, row.id, name)
            return added

    def save(self, plan_id: int, typed: PlanInput, *, actor: Actor) -> Plan:
        """Write hall, music and the delegation's part. Raises UserError for an impossible hall."""
        hall = typed.hall
        if not (0 <= hall.rows <= _MOST_ROWS and 0 <= hall.seats <= _MOST_SEATS):
            raise UserError(
                _("Залата не може да има толкова редове или места."),
                _("Впишете до {rows} реда и до {seats} места в ред.").format(
                    rows=_MOST_ROWS, seats=_MOST_SEATS
                ),
            )
        if not 0 <= hall.aisle <= hall.seats:
            raise UserError(_("Пътеката е извън реда."), _("Впишете броя на местата вляво от нея."))
        if any(one.amount < 0 or not clean(one.name) for one in typed.costs):
            raise UserError(_("Разходът няма наименование или е под нулата."), _("Поправете реда."))
        with self._store.write(actor, "protocol.save", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            row.hall, row.rows = clean(hall.name, 200), hall.rows
            row.seats, row.aisle = hall.seats, hall.aisle
            row.music, row.note = clean(typed.music, 300), clean(typed.note, 2000)
            row.delegation = clean(typed.delegation, 300)
            row.members = [text for one in typed.members if (text := clean(one, 200))]
            row.hosts, row.interpreter = clean(typed.hosts, 300), clean(typed.interpreter, 200)
            row.accommodation = clean(typed.accommodation, 300)
            tx.session.execute(delete(PlanCostRow).where(PlanCostRow.plan_id == row.id))
            tx.session.add_all(
                PlanCostRow(plan_id=row.id, name=clean(one.name, 200), amount=one.amount)
                for one in typed.costs
            )
            return self._done(tx, row)

    def save_guest(
        self, plan_id: int, typed: GuestInput, *, actor: Actor, guest_id: int | None = None
    ) -> Plan:
        """Add a guest, or write one anew. Raises UserError without a name, Refused for a second one."""
        name = clean(typed.name, 200)
        if not name:
            raise UserError(_("Няма име на госта."), _("Напишете името."))
        if typed.rank not in known_ranks():
            raise UserError(_("Рангът не е от реда по старшинство."), _("Изберете от списъка."))
        if not 0 <= typed.companions <= _MOST_COMPANIONS:
            raise UserError(
                _("Придружителите са твърде много."),
                _("Впишете до {n} или добавете отделни гости.").format(n=_MOST_COMPANIONS),
            )
        with self._store.write(actor, "protocol.guest", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            same = _same(tx.session, row.id, replace(typed, name=name))
            if same is not None and same.id != guest_id:
                raise Refused(
                    _("{name} вече е в списъка.").format(name=name), _("Отворете записа му.")
                )
            guest = find_guest(tx.session, guest_id) if guest_id is not None else _blank(row.id)
            _fill(guest, replace(typed, name=name))
            tx.session.add(guest)
            return self._done(tx, row)

    def drop_guest(self, guest_id: int, *, actor: Actor) -> Plan:
        """Take a guest out of the list; whoever was invited already is kept with the reply „не“."""
        with self._store.write(actor, "protocol.guest-out", KINDS) as tx:
            guest = find_guest(tx.session, guest_id)
            if guest.invited_on is not None:
                raise Refused(
                    _("Поканата до {name} вече е изпратена.").format(name=guest.name),
                    _("Запишете отговор „не“; гостът остава в списъка."),
                )
            row = find_plan(tx.session, guest.plan_id)
            tx.session.delete(guest)
            return self._done(tx, row)

    def mark_invited(self, plan_id: int, on: date, *, actor: Actor) -> Plan:
        """Write the day the invitations went out for everybody who has none yet."""
        with self._store.write(actor, "protocol.invited", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            tx.session.execute(
                update(PlanGuestRow)
                .where(PlanGuestRow.plan_id == row.id, PlanGuestRow.invited_on.is_(None))
                .values(invited_on=on)
            )
            tx.session.expire_all()
            return self._done(tx, row)

    def place_by_hand(
        self, guest_id: int, place: int | None, *, actor: Actor, reason: str = ""
    ) -> Plan:
        """Give a guest another place in the order with a reason; None returns to the rank."""
        if place is not None and place < 1:
            raise UserError(_("Мястото се брои от 1."), _("Впишете друго място."))
        why = require_reason(reason, self._practice.min_reason) if place is not None else ""
        with self._store.write(actor, "protocol.place", KINDS) as tx:
            guest = find_guest(tx.session, guest_id)
            guest.by_hand, guest.by_hand_why = place, why
            return self._done(tx, find_plan(tx.session, guest.plan_id))

    def seat_by_hand(self, guest_id: int, seat: str, *, actor: Actor) -> Plan:
        """Fix a seat as „ред/място“; „“ leaves it to the order. Raises Refused when it is taken."""
        text = clean(seat).replace(" ", "")
        with self._store.write(actor, "protocol.seat", KINDS) as tx:
            guest = find_guest(tx.session, guest_id)
            row = find_plan(tx.session, guest.plan_id)
            found = seat_of(text)
            inside = found and 1 <= found[0] <= row.rows and 1 <= found[1] <= row.seats
            if text and not inside:
                raise UserError(
                    _("В залата няма такова място."), _("Впишете ред и място като 2/7.")
                )
            if found and found[1] + guest.companions > row.seats:
                raise UserError(
                    _("До края на реда няма места за придружителите."), _("Изберете друго място.")
                )
            self._refuse_taken(tx, guest, found)
            guest.fixed_seat = text
            return self._done(tx, row)

    def save_steps(
        self, plan_id: int, kind: StepKind, steps: Sequence[Step], *, actor: Actor
    ) -> Plan:
        """Write the rows of one kind anew. Raises UserError for a row that says nothing."""
        if any(not clean(one.action) for one in steps):
            raise UserError(
                _("Има ред без действие."), _("Напишете какво се прави или го махнете.")
            )
        with self._store.write(actor, "protocol.steps", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            tx.session.execute(
                delete(PlanStepRow).where(
                    PlanStepRow.plan_id == row.id, PlanStepRow.kind == str(kind)
                )
            )
            tx.session.add_all(
                PlanStepRow(
                    plan_id=row.id, kind=str(kind), on=one.on, starts=one.starts,
                    action=clean(one.action, 500), who=clean(one.who, 200),
                    flags=clean(one.flags, 300),
                )
                for one in steps
            )  # fmt: skip
            return self._done(tx, row)

    def _invites(self, day: date) -> bool:
        """Whether the act invites the holders of an honour to a hand-over of this day."""
        host = next(
            (one for one in self._law.at(day).awards if one.hand_over and one.hand_over.guests),
            None,
        )
        return host is not None and day in self._hand_overs.plan(host.code, day.year).days

    def _invite(self, tx: Transaction, row: PlanRow) -> int:
        day = find_event(tx.session, row.event_id).on
        guests, _left, host = living_guests(tx.session, self._law.at(day))
        added = 0
        for one in guests:
            source = f"{host.code if host else ''}:{one.entry_no}"
            typed = GuestInput(
                one.name, host.name if host else "", _HONORARY, address=one.address, source=source
            )
            if _same(tx.session, row.id, typed) is None:
                guest = _blank(row.id)
                _fill(guest, typed)
                tx.session.add(guest)
                tx.session.flush()
                added += 1
        return added

    def _refuse_taken(
        self, tx: Transaction, guest: PlanGuestRow, found: tuple[int, int] | None
    ) -> None:
        if found is None:
            return
        wanted = set(range(found[1], found[1] + 1 + guest.companions))
        others = select(PlanGuestRow).where(
            PlanGuestRow.plan_id == guest.plan_id, PlanGuestRow.id != guest.id
        )
        for one in tx.session.scalars(others):
            theirs = seat_of(one.fixed_seat)
            if theirs is None or theirs[0] != found[0]:
                continue
            if wanted & set(range(theirs[1], theirs[1] + 1 + one.companions)):
                raise Refused(
                    _("Мястото е определено за {name}.").format(name=one.name),
                    _("Изберете друго място."),
                )

    def _done(self, tx: Transaction, row: PlanRow) -> Plan:
        tx.session.flush()
        made = plan_in(tx.session, row.id)
        tx.subject(OBJECT, row.id, made.title)
        return made


def _same(session: Session, plan_id: int, typed: GuestInput) -> PlanGuestRow | None:
    """The guest who is the same one: by card, by laureate's entry, or by name and office."""
    rows = session.scalars(select(PlanGuestRow).where(PlanGuestRow.plan_id == plan_id))
    key = (search_key(typed.name), search_key(typed.office))
    for row in rows:
        one = guest_of(row)
        if typed.person_id is not None and one.person_id == typed.person_id:
            return row
        if typed.source and one.source == typed.source:
            return row
        if (search_key(one.name), search_key(one.office)) == key:
            return row
    return None


def _blank(plan_id: int) -> PlanGuestRow:
    return PlanGuestRow(plan_id=plan_id, by_hand=None, by_hand_why="", fixed_seat="")


def _fill(row: PlanGuestRow, typed: GuestInput) -> None:
    row.person_id, row.source = typed.person_id, typed.source
    row.name, row.office, row.rank = typed.name, clean(typed.office, 300), typed.rank
    row.called, row.address = clean(typed.called, 200), clean(typed.address, 300)
    row.invited_on, row.reply = typed.invited_on, str(typed.reply)
    row.companions, row.wreath = typed.companions, typed.wreath
