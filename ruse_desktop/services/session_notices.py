"""Recording who was told of a session, when and how (чл. 45, ал. 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.notices import Way
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.session_reading import OBJECT, SessionReader
from ruse_desktop.services.session_rounds import in_state
from ruse_desktop.storage.notices import NoticeRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.notices import NoticeInput
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("sessions",)
_LONG_BEFORE = timedelta(days=366)


class NoticeService:
    """„Уведомен на“ for members, secretary, experts and technical staff."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def _reader(self, session: Session) -> SessionReader:
        return SessionReader(session, self._law, self._calendar, self._practice)

    def record(
        self, session_id: int, notices: Sequence[NoticeInput], *, actor: Actor
    ) -> SessionView:
        """Write down who was told; a notice of the same person takes the place of the earlier one.

        Raises UserError for somebody who is not called, and for a day that has not come.
        """
        with self._store.write(actor, "sessions.notices", _KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.PLANNED, SessionState.OPEN)
            view = self._reader(tx.session).view(session_id)
            called = {(one.capacity, search_key(one.name)) for one in view.called}
            kept = {
                (row.capacity, search_key(row.name)): row
                for row in tx.session.scalars(
                    select(NoticeRow).where(NoticeRow.session_id == session_id)
                )
            }
            for one in notices:
                key = one.capacity, search_key(one.name)
                if key not in called:
                    raise UserError(
                        _("{name} не е сред поканените.").format(name=one.name),
                        _("Опреснете екрана; съставът е променен."),
                    )
                if one.on < view.typed.held_on - _LONG_BEFORE:
                    raise UserError(
                        _("Денят на уведомяване на {name} е твърде отдавна.").format(name=one.name),
                        _("Проверете годината."),
                    )
                if one.on > tx.now.date():
                    raise UserError(
                        _("Денят на уведомяване на {name} още не е дошъл.").format(name=one.name),
                        _("Впишете деня, в който лицето е уведомено."),
                    )
                row = kept.get((str(one.capacity), key[1]))
                if row is None:
                    row = NoticeRow(
                        session_id=session_id, capacity=str(one.capacity), name=clean(one.name)
                    )
                    tx.session.add(row)
                row.on, row.way = one.on, str(Way(one.way))
                row.by, row.at = actor.name, tx.now
            tx.subject(OBJECT, session_id, "уведомяване")
        with self._store.read() as session:
            return self._reader(session).view(session_id)

    def forget(self, session_id: int, names: Sequence[str], *, actor: Actor) -> SessionView:
        """Take back the notices of these persons, written by mistake; the history keeps them."""
        keys = {search_key(name) for name in names}
        with self._store.write(actor, "sessions.forget-notices", _KINDS) as tx:
            in_state(self._reader(tx.session), session_id, SessionState.PLANNED, SessionState.OPEN)
            for row in tx.session.scalars(
                select(NoticeRow).where(NoticeRow.session_id == session_id)
            ):
                if search_key(row.name) in keys:
                    tx.session.delete(row)
            tx.subject(OBJECT, session_id, "уведомяване")
        with self._store.read() as session:
            return self._reader(session).view(session_id)
