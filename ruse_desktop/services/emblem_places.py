"""The rooms with the emblem: write down, check, correct, close (чл. 7, ал. 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import emblem_places as values
from ruse_desktop.domain.emblem_places import Check, CheckInput, Place, PlaceInput, PlaceKind, Seen
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.emblem_place_rows import PlaceRegister, typed_of
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.emblem_places import EmblemCheckRow, EmblemPlaceRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("emblem-place",)
OBJECT = "emblem-place"


class EmblemPlaces(PlaceRegister):
    """Where the emblem must hang, and what each check found."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store, law)
        self._practice = practice

    def lacking_kinds(self) -> tuple[PlaceKind, ...]:
        """Kinds of room of the act for which nothing is written down."""
        with self._store.read() as session:
            return self._lacking(session)

    def add(self, typed: PlaceInput, *, since: date | None = None, actor: Actor) -> Place:
        """Write down a room; it is to be checked at once (R-7-2.3).

        Raises UserError for an unknown kind or a day to come, Refused when it is there already.
        """
        with self._store.write(actor, "emblem-place.add", KINDS) as tx:
            row = self._added(tx, typed, since or tx.now.date())
            return place_in(tx.session, row)

    def fill(self, *, actor: Actor) -> int:
        """Write down one room for every kind of the act that has none; how many."""
        with self._store.write(actor, "emblem-place.fill", KINDS) as tx:
            lacking = self._lacking(tx.session)
            if not lacking:
                raise Refused(_("Всички видове места са вписани."), _("Опреснете списъка."))
            for kind in lacking:
                self._added(tx, PlaceInput(kind.code), tx.now.date())
            tx.subject(OBJECT, None, str(len(lacking)))
            return len(lacking)

    def correct(self, place_id: int, typed: PlaceInput, *, actor: Actor) -> Place:
        """Change what is known of a room; a new holder makes it to be checked anew (R-7-2.3)."""
        with self._store.write(actor, "emblem-place.correct", KINDS) as tx:
            row = _open(tx.session, place_id)
            self._fill_row(tx, row, typed, row.since)
            tx.session.flush()
            tx.subject(OBJECT, row.id, values.title_of(typed_of(row), row.kind_name))
            return place_in(tx.session, row)

    def check(self, place_id: int, typed: CheckInput, *, actor: Actor) -> Place:
        """Write what was seen. Raises UserError for what is missing or contradicts itself."""
        ready = replace(typed, checked_by=clean(typed.checked_by), note=clean(typed.note, 1000))
        with self._store.write(actor, "emblem-place.check", KINDS) as tx:
            row = _open(tx.session, place_id)
            if problem := values.check_problem(ready, row.since, tx.now.date()):
                raise UserError(problem, _("Поправете полето и опитайте отново."))
            tx.session.add(
                EmblemCheckRow(
                    place_id=row.id, seen=ready.seen.value, on=ready.on,
                    checked_by=ready.checked_by, note=ready.note, by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            _derive(tx.session, row)
            tx.subject(OBJECT, row.id, values.title_of(typed_of(row), row.kind_name))
            return place_in(tx.session, row)

    def strike(self, check_id: int, reason: str, *, actor: Actor) -> Place:
        """Strike out a check written by mistake. Raises NotFound, Refused when it is struck out."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "emblem-place.strike", KINDS) as tx:
            check = tx.session.get(EmblemCheckRow, check_id)
            if check is None:
                raise NotFound(_("Проверката не е намерена."), _("Опреснете списъка."))
            if check.struck_why:
                raise Refused(_("Проверката вече е зачеркната."), _("Опреснете списъка."))
            check.struck_why = why
            row = tx.session.get_one(EmblemPlaceRow, check.place_id)
            _derive(tx.session, row)
            tx.subject(OBJECT, row.id, values.title_of(typed_of(row), row.kind_name))
            return place_in(tx.session, row)

    def close(self, place_id: int, *, on: date, reason: str, actor: Actor) -> Place:
        """Say that the office is there no more. Raises UserError for a day before its beginning."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "emblem-place.close", KINDS) as tx:
            row = _open(tx.session, place_id)
            if not row.since <= on <= tx.now.date():
                raise UserError(
                    _("Денят е преди откриването на мястото или още не е дошъл."),
                    _("Поправете датата."),
                )
            row.closed_on, row.closed_why = on, why
            tx.subject(OBJECT, row.id, values.title_of(typed_of(row), row.kind_name))
            return place_in(tx.session, row)

    def get(self, place_id: int) -> Place:
        """One room with its checks. Raises NotFound."""
        with self._store.read() as session:
            return place_in(session, _find(session, place_id))

    def _lacking(self, session: Session) -> tuple[PlaceKind, ...]:
        used = session.scalars(
            select(EmblemPlaceRow.kind).where(EmblemPlaceRow.closed_on.is_(None)).distinct()
        )
        return values.without_place(self.kinds(), used)

    def _added(self, tx: Transaction, typed: PlaceInput, since: date) -> EmblemPlaceRow:
        if since > tx.now.date():
            raise UserError(_("Денят на откриване още не е дошъл."), _("Поправете датата."))
        row = EmblemPlaceRow(kind="", kind_name="", since=since, by=tx.actor.name, at=tx.now)
        self._fill_row(tx, row, typed, since)
        tx.session.add(row)
        tx.session.flush()
        tx.subject(OBJECT, row.id, values.title_of(typed, row.kind_name))
        return row

    def _fill_row(
        self, tx: Transaction, row: EmblemPlaceRow, typed: PlaceInput, since: date
    ) -> None:
        ready = replace(
            typed, name=clean(typed.name), settlement=clean(typed.settlement),
            holder=clean(typed.holder), responsible=clean(typed.responsible),
            note=clean(typed.note, 1000),
        )  # fmt: skip
        kind = next((one for one in self.kinds() if one.code == ready.kind), None)
        if kind is None and (not ready.kind or ready.kind != row.kind):
            raise UserError(_("Не е избран видът на мястото."), _("Изберете го от списъка."))
        if ready.holder_since is not None and ready.holder_since > tx.now.date():
            raise UserError(_("Денят на встъпване още не е дошъл."), _("Поправете датата."))
        if ready.holder and row.holder and ready.holder != row.holder:
            changed = ready.holder_since is not None and ready.holder_since != row.holder_since
            if not changed:
                ready = replace(ready, holder_since=tx.now.date())
        name = kind.name if kind is not None else row.kind_name
        title = values.title_of(ready, name)
        _not_twice(tx.session, row, ready, name, title)
        for field in PlaceInput.__dataclass_fields__:
            setattr(row, field, getattr(ready, field))
        row.kind_name, row.since = name, since
        row.search_key = search_key(
            f"{title} {name} {ready.holder} {ready.responsible} {ready.note}"
        )


def _not_twice(
    session: Session, row: EmblemPlaceRow, typed: PlaceInput, kind: str, title: str
) -> None:
    """Refuse a second open room of the same name, place and holder."""
    with session.no_autoflush:
        same = session.scalars(
            select(EmblemPlaceRow).where(
                EmblemPlaceRow.kind == typed.kind,
                EmblemPlaceRow.closed_on.is_(None),
                EmblemPlaceRow.holder == typed.holder,
            )
        ).all()
    for other in same:
        if other is not row and values.title_of(typed_of(other), kind) == title:
            raise Refused(
                _("„{title}“ вече е в списъка.").format(title=title),
                _("Допълнете името, селището или титуляря."),
            )


def place_in(session: Session, row: EmblemPlaceRow) -> Place:
    """The value of a row with its checks, newest first."""
    query = select(EmblemCheckRow).where(EmblemCheckRow.place_id == row.id)
    checks = session.scalars(query.order_by(EmblemCheckRow.on.desc(), EmblemCheckRow.id.desc()))
    return Place(
        row.id, typed_of(row), row.kind_name, row.since, row.by, row.at,
        tuple(
            Check(
                one.id, Seen(one.seen), one.on, one.checked_by, one.note, one.by, one.at,
                one.struck_why,
            )
            for one in checks
        ),
        row.closed_on, row.closed_why,
    )  # fmt: skip


def _derive(session: Session, row: EmblemPlaceRow) -> None:
    """Keep beside the room what its last standing check found."""
    session.flush()
    last = session.scalar(
        select(EmblemCheckRow)
        .where(EmblemCheckRow.place_id == row.id, EmblemCheckRow.struck_why == "")
        .order_by(EmblemCheckRow.on.desc(), EmblemCheckRow.id.desc())
        .limit(1)
    )
    row.checked_on, row.seen = (last.on, last.seen) if last is not None else (None, "")


def _find(session: Session, place_id: int) -> EmblemPlaceRow:
    row = session.get(EmblemPlaceRow, place_id)
    if row is None:
        raise NotFound(_("Мястото не е намерено."), _("Опреснете списъка."))
    return row


def _open(session: Session, place_id: int) -> EmblemPlaceRow:
    row = _find(session, place_id)
    if row.closed_on is not None:
        raise Refused(_("Мястото е закрито."), _("Впишете ново място."))
    return row
