"""Reading nominations: facts for the checks, findings with their resolutions, rows and details."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ruse_desktop.domain import deadlines, intake
from ruse_desktop.domain.eligibility import Context, check
from ruse_desktop.domain.findings import Finding, Resolution, Verdict
from ruse_desktop.domain.nominations import (
    MOVES,
    Channel,
    Merit,
    NominationDetail,
    NominationInput,
    NominationRow,
    Paper,
    State,
    StateChange,
)
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.people import Candidate, Organisation, OrganisationInput, Person, Team
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.domain.session_days import back_plan
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.attachments import attachment_of
from ruse_desktop.services.editions import announced_in, find_edition
from ruse_desktop.services.holders import Holders
from ruse_desktop.services.nomination_facts import Nominee, Subject, facts_of, nominee_name
from ruse_desktop.services.nomination_following import following_of
from ruse_desktop.services.nomination_lookups import OBJECT, Lookups, Preloaded
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.services.people import duplicates_in, organisation_of, person_of, team_of
from ruse_desktop.services.people_duplicates import apart_from
from ruse_desktop.storage.nominations import (
    AttachmentRow,
    EditionRow,
    NominationRecord,
    StateRow,
)
from ruse_desktop.storage.people import OrganisationRow, PersonRow, TeamRow

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook

_AT_ONCE = 500
_SETTLED = (State.REJECTED, State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN)


class Reader:
    """Everything read of nominations within one session."""

    def __init__(
        self, session: Session, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self.session = self._session = session
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._books = Holders(session)
        self._lookups = Lookups(session)
        self._contexts: dict[tuple[int, date], Context] = {}
        self._editions: dict[int, EditionRow] = {}

    def _edition(self, edition_id: int) -> EditionRow:
        if edition_id not in self._editions:
            self._editions[edition_id] = find_edition(self._session, edition_id)
        return self._editions[edition_id]

    def preload(self, edition_id: int) -> Preloaded:
        """Read at once what the checks ask about all nominations of an edition."""
        made = Preloaded(self._session, edition_id)
        self._lookups = made
        return made

    def record(self, nomination_id: int) -> NominationRecord:
        """The stored nomination. Raises NotFound."""
        row = self._session.get(NominationRecord, nomination_id)
        if row is None:
            raise NotFound(_("Предложението не е намерено."), _("Опреснете списъка."))
        return row

    def award(self, edition_id: int) -> AwardRules:
        """The award's rules in the edition that binds the nomination."""
        edition = self._edition(edition_id)
        return self._law.edition(edition.law_edition).award(edition.award)

    def findings(
        self, typed: NominationInput, on: date, nomination_id: int | None = None
    ) -> tuple[Finding, ...]:
        """Every finding of what is typed; of a saved one with its answers and overrides."""
        edition = self._edition(typed.edition_id)
        award = self.award(typed.edition_id)
        context = self._context(edition, award, on)
        subject = Subject(typed, self.nominee(typed), self.proposer(typed), nomination_id)
        found = check(facts_of(self._lookups, self._books, subject, edition, award), award, context)
        if nomination_id is None:
            return found
        resolved = self._lookups.resolutions(nomination_id)
        return tuple(self._with(finding, resolved) for finding in found)

    @staticmethod
    def _with(finding: Finding, resolved: dict[tuple[str, str], Resolution]) -> Finding:
        """Attach a resolution; an answer does not lift what blocks, an override does."""
        override = resolved.get(("override", finding.rule))
        answer = resolved.get(("answer", finding.rule))
        chosen = override or (answer if not _blocks(finding) else None)
        return replace(finding, resolution=chosen) if chosen else finding

    def _context(self, edition: EditionRow, award: AwardRules, on: date) -> Context:
        if (edition.id, on) not in self._contexts:
            computed = {
                rule.purpose: deadlines.compute(
                    rule,
                    award.code,
                    edition.year,
                    self._calendar,
                    self._practice,
                    announced_in(edition, rule.purpose),
                )
                for rule in award.deadlines
            }
            self._contexts[edition.id, on] = Context(award, computed, self._practice, on)
        return self._contexts[edition.id, on]

    def nominee(self, typed: NominationInput) -> Nominee | None:
        """The nominee's card: the saved one, or what is typed for a new one."""
        if typed.nominee_id is None:
            return typed.person or typed.team or typed.organisation
        return (
            typed.person
            or typed.team
            or typed.organisation
            or self.saved_nominee(typed.nominee_kind, typed.nominee_id)
        )

    def saved_nominee(self, kind: NomineeKind, record_id: int) -> Person | Team | Organisation:
        """A saved card by kind; id 0 is a draft's that has no name yet. Raises NotFound."""
        if record_id == 0:
            return Person("")
        if kind is NomineeKind.PERSON:
            person = self._session.get(PersonRow, record_id)
            if person:
                return person_of(person)
        elif kind is NomineeKind.TEAM:
            team = self._session.get(TeamRow, record_id)
            if team:
                return team_of(team)
        else:
            organisation = self._session.get(OrganisationRow, record_id)
            if organisation:
                return organisation_of(organisation)
        raise NotFound(_("Картата на предложения не е намерена."), _("Изберете я отново."))

    def proposer(self, typed: NominationInput) -> OrganisationInput | None:
        """The proposing organisation: saved or typed."""
        if typed.proposer_id is None:
            return typed.proposer
        row = self._session.get(OrganisationRow, typed.proposer_id)
        return organisation_of(row) if row else None

    def typed(self, row: NominationRecord) -> NominationInput:
        """What editing starts from."""
        return NominationInput(
            edition_id=row.edition_id,
            slot=row.slot,
            genre=row.genre,
            category=row.category,
            nominee_kind=NomineeKind(row.nominee_kind),
            nominee_id=row.person_id or row.team_id or row.organisation_id,
            proposer_kind=ProposerKind(row.proposer_kind),
            proposer_id=row.proposer_id,
            proposer_person=row.proposer_person,
            merits=tuple(Merit(m.text_, m.date_from, m.date_to, m.level) for m in row.merits),
            lifetime=row.lifetime,
            motives=row.motives,
            registry_no=row.registry_no,
            registered_on=row.registered_on,
            registered_at=row.registered_at,
            channel=Channel(row.channel),
            sent_on=row.sent_on,
            facts=intake.read(row.facts),
            copies={code: int(n) for code, n in row.copies.items()},
            completed_on=row.completed_on,
        )

    def typed_whole(self, row: NominationRecord) -> NominationInput:
        """`typed` with provisional cards as typed values: it outlives the draft's own cards."""
        typed = self.typed(row)
        if typed.nominee_id is not None:
            nominee = self.saved_nominee(typed.nominee_kind, typed.nominee_id)
            if self._provisional(typed.nominee_kind, typed.nominee_id):
                field = {Person: "person", Team: "team", Organisation: "organisation"}
                changes: dict[str, Any] = {field[type(nominee)]: nominee, "nominee_id": None}
                typed = replace(typed, **changes)
        if typed.proposer_id is not None and self._provisional(
            NomineeKind.ORGANISATION, typed.proposer_id
        ):
            typed = replace(typed, proposer=self.proposer(typed), proposer_id=None)
        return typed

    def _provisional(self, kind: NomineeKind, record_id: int) -> bool:
        table: Any = {
            NomineeKind.PERSON: PersonRow,
            NomineeKind.TEAM: TeamRow,
            NomineeKind.ORGANISATION: OrganisationRow,
        }[kind]
        return bool(self._session.get_one(table, record_id).provisional)

    def row(self, record: NominationRecord, edition: EditionRow) -> NominationRow:
        """A line of the list."""
        typed = self.typed(record)
        award = self._law.edition(edition.law_edition).award(edition.award)
        nominee = self.nominee(typed)
        proposer = self.proposer(typed)
        known = any(slot.code == record.slot for slot in award.slots)
        return NominationRow(
            id=record.id,
            number=record.number or "",
            award=award.short_name,
            edition_id=edition.id,
            year=edition.year,
            nominee=nominee_name(nominee),
            proposer=record.proposer_person or (proposer.name if proposer else ""),
            slot=record.slot,
            slot_name=award.slot_name(record.slot) if known and len(award.slots) > 1 else "",
            registry_no=record.registry_no,
            registered_on=record.registered_on,
            state=State(record.state),
            open_findings=record.open_findings,
            register_no=intake.register_number(award.intake, record.intake_no, edition.year)
            if award.intake is not None and award.intake.prefix
            else "",
            about=intake.headline(award.fields, typed.facts),
        )

    def detail(self, nomination_id: int, on: date) -> NominationDetail:
        """A nomination with everything that hangs on it; a settled one as judged when it was settled.

        Raises NotFound.
        """
        record = self.record(nomination_id)
        edition = self._edition(record.edition_id)
        award = self.award(record.edition_id)
        typed = self.typed(record)
        slot = next((s for s in award.slots if s.code == record.slot), None)
        section = award.section(slot.section) if slot else None
        states = self._session.scalars(
            select(StateRow).where(StateRow.nomination_id == nomination_id).order_by(StateRow.id)
        ).all()
        day = states[-1].at.date() if states and State(record.state) in _SETTLED else on
        files = self._session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.nomination_id == nomination_id)
            .order_by(AttachmentRow.id)
        )
        nominee_id = typed.nominee_id or 0
        proposer = (
            self._session.get(OrganisationRow, typed.proposer_id) if typed.proposer_id else None
        )
        return NominationDetail(
            row=self.row(record, edition),
            typed=typed,
            nominee=self.saved_nominee(typed.nominee_kind, nominee_id),
            proposer=organisation_of(proposer) if proposer else None,
            findings=self.findings(typed, day, nomination_id),
            history=tuple(
                StateChange(State(s.state), s.at, s.by, s.citation, s.reason) for s in states
            ),
            overrides=overrides_of(self._session, OBJECT, nomination_id),
            attachments=tuple(attachment_of(file) for file in files),
            moves=MOVES[State(record.state)],
            section_name=section.name if section else "",
            area_name=award.area(section.area).name if section and len(award.areas) > 1 else "",
            said=intake.said(award.fields, typed.facts),
            papers=self.papers(award, typed),
            similar=self._similar(typed),
            following=following_of(
                self._session,
                record,
                award,
                back_plan(award, edition.year, self._calendar, self._practice, edition.ceremony),
            ),
        )

    @staticmethod
    def papers(award: AwardRules, typed: NominationInput) -> tuple[Paper, ...]:
        """The dossier where copies are counted, or were counted for this nomination."""
        known = {
            **typed.facts,
            "slot": typed.slot,
            "nominee_kind": str(typed.nominee_kind),
            "proposer_kind": str(typed.proposer_kind),
        }
        return tuple(
            Paper(item.name, typed.copies.get(item.code, 0), item.copies, item.required)
            for item in award.dossier
            if (typed.copies or award.counts_copies) and intake.holds(item.when, known)
        )

    def _similar(self, typed: NominationInput) -> tuple[Candidate, ...]:
        """Other cards that may be the nominee's own (R-X-0.9)."""
        nominee = self.nominee(typed)
        born = nominee.birth_year if isinstance(nominee, Person) else None
        found = duplicates_in(
            self._session, nominee_name(nominee), typed.nominee_kind, birth_year=born
        )
        others = apart_from(self._session, typed.nominee_kind, typed.nominee_id)
        return tuple(one for one in found if one.id not in {typed.nominee_id, *others})


def _blocks(finding: Finding) -> bool:
    return finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET
