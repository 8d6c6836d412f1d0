"""What the department's registers share: a list over one table (domain/registers.py), a record's history."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import and_, func, or_, select

from ruse_desktop.domain.registers import ALIKE, ALIKE_NAME
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.storage.audit import AuditLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.registers import RegisterFilter, RegisterRow
    from ruse_desktop.storage.store import Store

_AT_ONCE = 500
_HISTORY = 12


class TableRegister:
    """The list of one table's rows; a register says what is asked, in which orders, and how a row looks.

    `table` is the mapped class, `joined` another one that is read along (`_listed` gets both);
    living rows that agree in one of `alike` may be the same.
    """

    table: Any
    joined: Any = None
    orders: ClassVar[Mapping[str, tuple[Any, ...]]] = {}
    usual: tuple[Any, ...] = ()
    alike: tuple[Any, ...] = ()

    def __init__(self, store: Store) -> None:
        self._store = store

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        """The conditions of what is asked."""
        raise NotImplementedError

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        """A row of the list."""
        raise NotImplementedError

    def _usually(self) -> tuple[Any, ...]:
        """The order behind what is asked for."""
        return self.usual

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for, in order; „“ = the register's own order."""
        by = [one.desc() if descending else one.asc() for one in self.orders.get(order, ())]
        query = (
            self._select(self.table.id).where(*self._asked(wanted)).order_by(*by, *self._usually())
        )
        with self._store.read() as session:
            return array("q", session.connection().execute(query).scalars())

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these ids, in their order; what is gone is left out."""
        found: dict[int, RegisterRow] = {}
        with self._store.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = list(keys[start : start + _AT_ONCE])
                for row, other in self._pairs(session, [self.table.id.in_(part)], ()):
                    found[row.id] = self._listed(row, other)
        return tuple(found[key] for key in keys if key in found)

    def _pairs(
        self,
        session: Session,
        conditions: Sequence[ColumnElement[bool]],
        order: Sequence[Any],
    ) -> list[tuple[Any, Any]]:
        """Rows, each with the one read along (None without `joined`)."""
        what = (self.table,) if self.joined is None else (self.table, self.joined)
        query = self._select(*what).where(*conditions).order_by(*order)
        if self.joined is None:
            return [(row, None) for row in session.scalars(query)]
        return [(row, other) for row, other in session.execute(query)]

    def _doubled(self) -> ColumnElement[bool]:
        """Whether a living row says the same as another one where `alike` compares them."""
        alive = self.table.struck_why == ""
        many = (
            (one, self._select(one).where(alive, one != "").group_by(one).having(func.count() > 1))
            for one in self.alike
        )
        return and_(alive, or_(*(one.in_(found) for one, found in many)))

    def _select(self, *what: Any) -> Select[Any]:
        query = select(*what).select_from(self.table)
        return query if self.joined is None else query.join(self.joined)


def find(session: Session, table: Any, record_id: int) -> Any:
    """The row with this id. Raises NotFound."""
    row = session.get(table, record_id)
    if row is None:
        raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
    return row


def living(session: Session, table: Any, record_id: int) -> Any:
    """The row with this id that is not struck out. Raises NotFound, Refused."""
    row = find(session, table, record_id)
    if row.struck_why:
        raise Refused(_("Записът е зачеркнат."), _("Впишете нов запис."))
    return row


def history_in(
    session: Session, kind: str, record_id: int, verbs: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Who wrote what when, newest first: (day, „вписано – Ива Бонева“); `verbs` in words."""
    query = (
        select(AuditLine.at, AuditLine.actor, AuditLine.verb)
        .where(AuditLine.subject_kind == kind, AuditLine.subject_id == record_id)
        .order_by(AuditLine.seq.desc())
        .limit(_HISTORY)
    )
    return tuple(
        (date_plain(at.date()), _("{what} – {who}").format(what=_(verbs.get(verb, verb)), who=who))
        for at, who, verb in session.execute(query)
    )


def said_of(wanted: RegisterFilter, names: Mapping[str, Mapping[str, str]]) -> str:
    """What was asked in words; `names` has for each filter its values in words."""
    said = [
        _(ALIKE_NAME if value == ALIKE else names[key].get(value, value))
        for key, value in wanted.choices
        if value
    ]
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def day_text(day: date | None) -> str:
    """06.05.2026, or nothing."""
    return date_plain(day) if day is not None else ""
