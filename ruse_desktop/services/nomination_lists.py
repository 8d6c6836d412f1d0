"""Nominations many at a time: the keys of a long list, its rows by pages, all checks run anew."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.nominations import NominationFilter, NominationRow, State
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.services.nomination_judging import Judge
from ruse_desktop.services.nomination_rows import Rows, cards_of, keys_query
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_SETTLED = (State.DRAFT, State.REJECTED, State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN)
_SLICE = 200


class NominationLists:
    """Reads long lists by pages and rechecks whole editions."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._judge = Judge(law, calendar, practice)

    def keys(
        self, wanted: NominationFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids of all rows of a list, in order; eight bytes each.

        `order`: „number“, „award“, „nominee“, „registered“, „state“; „“ = the newest numbers first,
        drafts on top.
        """
        query = keys_query(wanted, order, descending=descending)
        with self._store.read() as session:
            return array("q", session.connection().execute(query).scalars())

    def rows(self, keys: Sequence[int]) -> tuple[NominationRow, ...]:
        """The rows with these ids, in their order; what is gone is left out."""
        with self._store.read() as session:
            return Rows(session, self._judge.reader(session)).of(tuple(keys))

    def recheck(
        self, edition_id: int, *, actor: Actor, progress: Progress = no_progress
    ) -> tuple[int, int]:
        """Run every check of the unsettled nominations of an edition anew.

        Returns how many were checked and for how many the number of open findings changed. Raises
        Cancelled; then nothing is changed.
        """
        changed: dict[int, int] = {}
        cards: list[object] = []
        with self._store.read() as session:
            ids = self._unsettled(session, edition_id)
            reader = self._judge.reader(session)
            reader.preload(edition_id)
            today = self._store.clock.today()
            for done, nomination_id in enumerate(ids, 1):
                if done % _SLICE == 1:
                    cards = cards_of(session, ids[done - 1 : done - 1 + _SLICE])
                row = reader.record(nomination_id)
                found = reader.findings(reader.typed(row), today, nomination_id)
                standing = sum(finding.open for finding in found)
                if standing != row.open_findings:
                    changed[nomination_id] = standing
                if done % _SLICE == 0:
                    progress.step(done, len(ids), _("Проверка на предложенията"))
            del cards  # the session keeps them only as long as somebody holds them
        if changed:
            with self._store.write(actor, "nominations.recheck", ("nominations",)) as tx:
                for nomination_id, standing in changed.items():
                    tx.session.get_one(NominationRecord, nomination_id).open_findings = standing
                tx.subject("edition", edition_id, f"{len(changed)}")
        return len(ids), len(changed)

    @staticmethod
    def _unsettled(session: Session, edition_id: int) -> list[int]:
        return list(
            session.scalars(
                select(NominationRecord.id)
                .where(
                    NominationRecord.edition_id == edition_id,
                    NominationRecord.state.not_in([str(state) for state in _SETTLED]),
                )
                .order_by(NominationRecord.id)
            )
        )
