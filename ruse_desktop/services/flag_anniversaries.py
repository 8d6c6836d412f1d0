"""The anniversaries the flag may honour, with who decided that they are important (чл. 12, т. 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.flag_appearances import Anniversary
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.flag_appearances import FlagAnniversaryRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.storage.store import Store

KINDS = ("flag",)
OBJECT = "flag-anniversary"


class FlagAnniversaries:
    """The list; each of its days is offered every year."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[Anniversary, ...]:
        """Those not removed, by day of the year."""
        query = select(FlagAnniversaryRow).where(FlagAnniversaryRow.removed.is_(False))
        with self._store.read() as session:
            found = [
                Anniversary(row.happened, row.title, row.motive, row.decided_by, row.id)
                for row in session.scalars(query)
            ]
        return tuple(
            sorted(found, key=lambda one: (one.happened.month, one.happened.day, one.title))
        )

    def add(self, typed: Anniversary, *, actor: Actor) -> int:
        """Put one into the list; its id. Raises UserError without title, motive or who decided."""
        title, motive = clean(typed.title, 300), clean(typed.motive, 2000)
        decided_by = clean(typed.decided_by, 200)
        if not title:
            raise UserError(_("Годишнината няма наименование."), _("Впишете какво се чества."))
        if not (motive and decided_by):
            raise UserError(
                _("„Важна роля в историята“ е преценка: иска мотив и кой е решил."),
                _("Впишете ги."),
            )
        if typed.happened >= self._store.clock.today():
            raise UserError(_("Денят на събитието не е минал."), _("Поправете датата."))
        with self._store.write(actor, "flag-anniversaries.add", KINDS) as tx:
            row = FlagAnniversaryRow(
                happened=typed.happened, title=title, motive=motive, decided_by=decided_by,
                by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, title)
            return row.id

    def remove(self, anniversary_id: int, *, actor: Actor) -> None:
        """Take one out of the list; the events made for it stay. Raises NotFound."""
        with self._store.write(actor, "flag-anniversaries.remove", KINDS) as tx:
            row = tx.session.get(FlagAnniversaryRow, anniversary_id)
            if row is None or row.removed:
                raise NotFound(_("Годишнината не е намерена."), _("Опреснете списъка."))
            row.removed = True
            tx.subject(OBJECT, row.id, row.title)
