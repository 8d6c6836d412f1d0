"""Nominations many at a time: the keys of a long list, its rows by pages, all checks run anew."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select

from ruse_desktop.domain.nominations import STATE_NAMES, NominationFilter, NominationRow, State
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Progress, no_progress
from ruse_desktop.kernel.text import search_key, sort_key
from ruse_desktop.services.nomination_judging import Judge
from ruse_desktop.storage.nominations import EditionRow, NominationRecord

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
        query = select(NominationRecord.id)
        if wanted.year is not None or wanted.award or order == "award":
            query = query.join(EditionRow, NominationRecord.edition_id == EditionRow.id)
        if wanted.year is not None:
            query = query.where(EditionRow.year == wanted.year)
        if wanted.award:
            query = query.where(EditionRow.award == wanted.award)
        if wanted.states:
            query = query.where(NominationRecord.state.in_([str(s) for s in wanted.states]))
        for word in search_key(wanted.text).split():
            query = query.where(NominationRecord.search_key.contains(word, autoescape=True))
        by: tuple[Any, ...] = _orders().get(order, ())
        columns = [one.desc() if descending else one.asc() for one in by]
        newest = (NominationRecord.number.is_not(None), NominationRecord.number.desc())
        with self._store.read() as session:
            found = session.connection().execute(query.order_by(*columns, *newest))
            return array("q", (row[0] for row in found))

    def rows(self, keys: Sequence[int]) -> tuple[NominationRow, ...]:
        """The rows with these ids, in their order; what is gone is left out."""
        with self._store.read() as session:
            return self._judge.reader(session).rows_of(tuple(keys))

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
                    cards = reader.hold(ids[done - 1 : done - 1 + _SLICE])
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


def _orders() -> dict[str, tuple[Any, ...]]:
    """By what each order sorts; names as they are shown, Latin ones after the Cyrillic."""
    ranked = sorted(STATE_NAMES, key=lambda state: sort_key(_(STATE_NAMES[state])))
    states = case(
        {str(state): place for place, state in enumerate(ranked)}, value=NominationRecord.state
    )
    return {
        "number": (NominationRecord.number,),
        "award": (EditionRow.award, NominationRecord.slot),
        "nominee": (NominationRecord.search_key < "а", NominationRecord.search_key),
        "registered": (NominationRecord.registered_on,),
        "state": (states,),
    }
