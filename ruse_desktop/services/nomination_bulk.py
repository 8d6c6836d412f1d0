"""Registers many nominations of one edition in one transaction: cards and numbers found in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.nominations import State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key, sort_key
from ruse_desktop.services.nomination_cards import filled, same_person
from ruse_desktop.services.nomination_writing import (
    last_intake,
    last_number,
    merit_rows,
    new_row,
    number_of,
    registry_taken,
    write_plain,
)
from ruse_desktop.services.people_cards import (
    new_organisation_row,
    new_person_row,
    organisation_of,
    organisation_values,
    person_of,
    person_values,
    save_team_in,
)
from ruse_desktop.services.people_duplicates import in_register
from ruse_desktop.storage.nominations import NominationRecord, StateRow
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.nominations import NominationInput
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.nomination_judging import Judge
    from ruse_desktop.storage.store import Transaction


class Bulk:
    """The same verb as `NominationService.register`, for the rows of a table.

    Nothing is read per row: the register of cards, the last numbers and what the checks ask are
    read once.
    """

    def __init__(self, tx: Transaction, judge: Judge, edition_id: int) -> None:
        self._tx = tx
        self._judge = judge
        self._edition_id = edition_id
        session = tx.session
        self._people: dict[str, list[PersonRow]] = defaultdict(list)
        self._bodies: dict[str, OrganisationRow] = {}
        for person in session.scalars(select(PersonRow).where(*in_register(PersonRow))):
            self._people[person.search_key].append(person)
        bodies = select(OrganisationRow).where(*in_register(OrganisationRow))
        for body in session.scalars(bodies.order_by(OrganisationRow.id.desc())):
            self._bodies[body.search_key] = body
        self._next = {
            table: (session.scalar(select(func.max(table.id))) or 0) + 1
            for table in (PersonRow, OrganisationRow, NominationRecord, StateRow)
        }
        self._citation = judge.intake_citation(tx, edition_id)
        self._intake = last_intake(session, edition_id)
        self._numbers: dict[int, int] = {}
        self._registry: set[tuple[str, int]] = {
            (row.registry_no, row.registry_year)
            for row in session.execute(
                select(NominationRecord.registry_no, NominationRecord.registry_year).where(
                    NominationRecord.registry_year.is_not(None)
                )
            )
        }

    def register(self, rows: Sequence[NominationInput], progress: Progress) -> list[int]:
        """Register all, in order; returns their ids. Raises Refused and Cancelled, then none is."""
        with self._tx.session.no_autoflush:
            made = []
            for done, typed in enumerate(rows, 1):
                made.append(self._row(typed))
                progress.step(done, 2 * len(rows), _("Завеждане"))
            self._tx.session.flush()  # the cards first: nominations point at them
            self._tx.session.add_all(made)
            self._tx.session.flush()
            self._judge_all(rows, made, progress)
            self._tx.session.flush()
        return [row.id for row in made]

    def _row(self, typed: NominationInput) -> NominationRecord:
        row = new_row(typed)
        row.id = self._take(NominationRecord)
        name, key = self._nominee(row, typed)
        proposer = self._proposer(row, typed)
        write_plain(row, typed)
        row.merits = merit_rows(typed)
        year = row.registered_on.year if row.registered_on else None
        if row.registry_no and year is not None:
            if (row.registry_no, year) in self._registry:
                raise registry_taken(row.registry_no, year, "", self._citation)
            self._registry.add((row.registry_no, year))
            row.registry_year = year
        self._intake += 1
        row.intake_no = self._intake
        counted = year or self._tx.now.year
        last = self._numbers.get(counted)
        self._numbers[counted] = (
            last_number(self._tx.session, counted) if last is None else last
        ) + 1
        row.number = number_of(counted, self._numbers[counted])
        words = (name, row.number, row.registry_no, proposer)
        row.search_key = "|".join(search_key(word) for word in words)
        row.sort_key = key or sort_key(name)
        row.state = str(State.SUBMITTED)
        return row

    def _take(self, table: Any) -> int:
        taken = self._next[table]
        self._next[table] = taken + 1
        return taken

    def _nominee(self, row: NominationRecord, typed: NominationInput) -> tuple[str, str]:
        """Point the row at its nominee; his name and sort key."""
        if typed.nominee_kind is NomineeKind.PERSON and typed.person is not None:
            person = self._person(typed.person)
            row.person_id = person.id
            parts = (person.given, person.middle, person.family)
            return " ".join(part for part in parts if part), person.sort_key
        if typed.nominee_kind is NomineeKind.ORGANISATION and typed.organisation is not None:
            body = self._body(typed.organisation)
            row.organisation_id = body.id
            return body.name, ""
        if typed.nominee_kind is NomineeKind.TEAM and typed.team is not None:
            team: TeamRow = save_team_in(self._tx, typed.team)
            row.team_id = team.id
            return team.name, ""
        return "", ""

    def _proposer(self, row: NominationRecord, typed: NominationInput) -> str:
        if typed.proposer_person.strip():
            return clean(typed.proposer_person)
        if typed.proposer is None or not typed.proposer.name.strip():
            return ""
        body = self._body(typed.proposer)
        row.proposer_id = body.id
        return body.name

    def _person(self, typed: PersonInput) -> PersonRow:
        key = search_key(f"{typed.full_name} {typed.pseudonym}".strip())
        known = same_person(self._people[key], typed)
        if known is None:
            known = new_person_row(typed, self._take(PersonRow))
            self._tx.session.add(known)
            self._people[key].append(known)
        else:
            whole = filled(typed, person_of(known))
            assert isinstance(whole, PersonInput)
            _write(known, person_values(whole))
        return known

    def _body(self, typed: OrganisationInput) -> OrganisationRow:
        key = search_key(typed.name)
        known = self._bodies.get(key)
        if known is None:
            known = new_organisation_row(typed, self._take(OrganisationRow))
            self._tx.session.add(known)
            self._bodies[key] = known
        else:
            whole = filled(typed, organisation_of(known))
            assert isinstance(whole, OrganisationInput)
            _write(known, organisation_values(whole))
        return known

    def _judge_all(
        self, rows: Sequence[NominationInput], made: list[NominationRecord], progress: Progress
    ) -> None:
        """All findings of what is in now; what is incomplete is „за допълване“ from the start."""
        reader = self._judge.reader(self._tx.session)
        reader.preload(self._edition_id)
        today = self._tx.now.date()
        for done, (typed, row) in enumerate(zip(rows, made, strict=True), 1):
            saved = replace(
                typed,
                nominee_id=row.person_id or row.team_id or row.organisation_id,
                person=None, team=None, organisation=None,
                proposer_id=row.proposer_id, proposer=None,
            )  # fmt: skip
            found = reader.findings(saved, today, row.id)
            row.open_findings = sum(finding.open for finding in found)
            self._state(row, State.SUBMITTED)
            lacking = self._judge.lacking(self._tx, row, found)
            if lacking:
                row.state = str(State.INCOMPLETE)
                reason = "; ".join(finding.sentence for finding in lacking)
                self._state(row, State.INCOMPLETE, str(lacking[0].citation or ""), reason)
            progress.step(len(rows) + done, 2 * len(rows), _("Проверка на предложенията"))

    def _state(
        self, row: NominationRecord, state: State, citation: str = "", why: str = ""
    ) -> None:
        self._tx.session.add(
            StateRow(
                id=self._take(StateRow),
                nomination_id=row.id,
                state=str(state),
                at=self._tx.now,
                by=self._tx.actor.name,
                citation=citation,
                reason=clean(why, 2000),
            )
        )


def _write(row: Any, values: dict[str, Any]) -> None:
    """Change only what differs, so that an unchanged card is not written."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
