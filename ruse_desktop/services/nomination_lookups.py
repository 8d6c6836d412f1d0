"""What the checks ask the database about other nominations: one by one, or all of an edition at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.findings import Resolution
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.overrides import override_of, overrides_of
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.nominations import (
    AnswerRow,
    AttachmentRow,
    EditionRow,
    NominationRecord,
    OverrideRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.nominations import OverrideView

OBJECT = "nomination"
_NOT_BESIDE = tuple(str(one) for one in (State.DRAFT, State.WITHDRAWN, State.REJECTED))
Resolutions = dict[tuple[str, str], Resolution]


class Lookups:
    """Asks the database each time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._previous: dict[int, int | None] = {}

    def files(self, nomination_id: int | None) -> int:
        """How many files are kept with a nomination."""
        if nomination_id is None:
            return 0
        count = select(func.count()).where(AttachmentRow.nomination_id == nomination_id)
        return self._session.scalar(count) or 0

    def other_slots(self, edition_id: int, name: str, but: int | None) -> tuple[str, ...]:
        """The slots in which a nominee of this name stands in the edition, `but` one nomination."""
        if not name:
            return ()
        rows = self._session.scalars(
            select(NominationRecord.slot).where(
                NominationRecord.edition_id == edition_id,
                NominationRecord.id != (but or 0),
                NominationRecord.search_key.startswith(f"{search_key(name)}|", autoescape=True),
                NominationRecord.state.not_in(_NOT_BESIDE),
            )
        )
        return tuple(sorted(set(rows)))

    def same_registry(self, number: str, year: int | None, but: int | None) -> str:
        """The number of another nomination that has this number of the registry in the year."""
        if not number or year is None:
            return ""
        found = self._session.scalar(
            select(NominationRecord.number).where(
                NominationRecord.registry_no == number,
                NominationRecord.registry_year == year,
                NominationRecord.id != (but or 0),
            )
        )
        return found or ""

    def previous_year(self, edition: EditionRow) -> int | None:
        """The year of the award's previous edition: opened here, or with laureates in the book."""
        if edition.previous_year is not None:
            return edition.previous_year
        if edition.id not in self._previous:
            years = (
                self._session.scalar(
                    select(func.max(EditionRow.year)).where(
                        EditionRow.award == edition.award, EditionRow.year < edition.year
                    )
                ),
                self._session.scalar(
                    select(func.max(Laureate.year)).where(
                        Laureate.book == edition.award, Laureate.year < edition.year
                    )
                ),
            )
            known = [year for year in years if year is not None]
            self._previous[edition.id] = max(known, default=None)
        return self._previous[edition.id]

    def resolutions(self, nomination_id: int) -> Resolutions:
        """The recorded answers and overrides by (kind, rule)."""
        answers = self._session.scalars(
            select(AnswerRow).where(AnswerRow.nomination_id == nomination_id)
        )
        return _resolved(answers, overrides_of(self._session, OBJECT, nomination_id))


class Preloaded(Lookups):
    """Everything about the nominations of one edition, read at once."""

    def __init__(self, session: Session, edition_id: int) -> None:
        super().__init__(session)
        here = select(NominationRecord.id).where(NominationRecord.edition_id == edition_id)
        self._files = Counter(
            session.scalars(
                select(AttachmentRow.nomination_id).where(AttachmentRow.nomination_id.in_(here))
            )
        )
        self._slots: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._registry: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for row in session.execute(
            select(
                NominationRecord.id, NominationRecord.slot, NominationRecord.search_key,
                NominationRecord.state, NominationRecord.edition_id, NominationRecord.number,
                NominationRecord.registry_no, NominationRecord.registry_year,
            )
        ):  # fmt: skip
            if row.edition_id == edition_id and row.state not in _NOT_BESIDE:
                self.add_name(row.search_key.split("|", maxsplit=1)[0], row.id, row.slot)
            if row.registry_year is not None:
                self._registry[row.registry_no, row.registry_year].append((row.id, row.number))
        self._answers: dict[int, list[AnswerRow]] = defaultdict(list)
        for answer in session.scalars(select(AnswerRow).where(AnswerRow.nomination_id.in_(here))):
            self._answers[answer.nomination_id].append(answer)
        self._overrides: dict[int, list[OverrideView]] = defaultdict(list)
        for override in session.scalars(
            select(OverrideRow).where(
                OverrideRow.object_kind == OBJECT, OverrideRow.object_id.in_(here)
            )
        ):
            self._overrides[override.object_id].append(override_of(override))

    def add_name(self, key: str, nomination_id: int, slot: str) -> None:
        """Count in a nomination that is not written yet, under the search key of its nominee."""
        self._slots[key].append((nomination_id, slot))

    def files(self, nomination_id: int | None) -> int:
        """As `Lookups.files`."""
        return self._files[nomination_id] if nomination_id is not None else 0

    def other_slots(self, edition_id: int, name: str, but: int | None) -> tuple[str, ...]:
        """As `Lookups.other_slots`, for the edition read."""
        del edition_id
        known = self._slots.get(search_key(name), ())
        return tuple(sorted({slot for one, slot in known if one != but}))

    def same_registry(self, number: str, year: int | None, but: int | None) -> str:
        """As `Lookups.same_registry`."""
        if not number or year is None:
            return ""
        known = self._registry.get((number, year), ())
        return next((shown for one, shown in known if one != but), "")

    def resolutions(self, nomination_id: int) -> Resolutions:
        """As `Lookups.resolutions`."""
        return _resolved(self._answers[nomination_id], self._overrides[nomination_id])


def _resolved(answers: Iterable[AnswerRow], overrides: Iterable[OverrideView]) -> Resolutions:
    found: Resolutions = {}
    for row in answers:
        found["answer", row.rule] = Resolution("answer", row.text_, row.by, row.at)
    for view in overrides:
        found["override", view.rule] = Resolution(
            "override", view.reason, view.by, view.at, view.basis, view.basis_date,
            view.authorised_by, view.number,
        )  # fmt: skip
    return found
