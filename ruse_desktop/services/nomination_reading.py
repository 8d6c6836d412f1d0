"""Reading nominations: facts for the checks, findings with their resolutions, rows and details."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ruse_desktop.domain import deadlines
from ruse_desktop.domain.eligibility import Context, NominationFacts, check
from ruse_desktop.domain.findings import Finding, Resolution, Verdict
from ruse_desktop.domain.nominations import (
    MOVES,
    Channel,
    Merit,
    NominationDetail,
    NominationFilter,
    NominationInput,
    NominationRow,
    State,
    StateChange,
)
from ruse_desktop.domain.people import (
    Organisation,
    OrganisationInput,
    Person,
    PersonInput,
    Team,
    TeamInput,
)
from ruse_desktop.domain.rules import Effect, NomineeKind, ProposerKind
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import mixed_words, search_key
from ruse_desktop.services import book_reading
from ruse_desktop.services.attachments import attachment_of
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.services.people import organisation_of, person_of, team_of
from ruse_desktop.storage.books import Book
from ruse_desktop.storage.nominations import (
    AnswerRow,
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

Nominee = PersonInput | TeamInput | OrganisationInput
OBJECT = "nomination"


class Reader:
    """Everything read of nominations within one session."""

    def __init__(
        self, session: Session, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._session = session
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def record(self, nomination_id: int) -> NominationRecord:
        """The stored nomination. Raises NotFound."""
        row = self._session.get(NominationRecord, nomination_id)
        if row is None:
            raise NotFound(_("Предложението не е намерено."), _("Опреснете списъка."))
        return row

    def award(self, edition_id: int) -> AwardRules:
        """The award's rules in the edition that binds the nomination."""
        edition = find_edition(self._session, edition_id)
        return self._law.edition(edition.law_edition).award(edition.award)

    def findings(
        self, typed: NominationInput, on: date, nomination_id: int | None = None
    ) -> tuple[Finding, ...]:
        """Every finding of what is typed; of a saved one with its answers and overrides."""
        edition = find_edition(self._session, typed.edition_id)
        award = self.award(typed.edition_id)
        context = Context(
            award,
            {
                rule.purpose: deadlines.compute(
                    rule, award.code, edition.year, self._calendar, self._practice
                )
                for rule in award.deadlines
            },
            self._practice,
            on,
        )
        found = check(self._facts(typed, edition, award, nomination_id), award, context)
        if nomination_id is None:
            return found
        resolved = self._resolutions(nomination_id)
        return tuple(self._with(finding, resolved) for finding in found)

    @staticmethod
    def _with(finding: Finding, resolved: dict[tuple[str, str], Resolution]) -> Finding:
        """Attach a resolution; an answer does not lift what blocks, an override does."""
        override = resolved.get(("override", finding.rule))
        answer = resolved.get(("answer", finding.rule))
        chosen = override or (answer if not _blocks(finding) else None)
        return replace(finding, resolution=chosen) if chosen else finding

    def _resolutions(self, nomination_id: int) -> dict[tuple[str, str], Resolution]:
        found: dict[tuple[str, str], Resolution] = {}
        answers = self._session.scalars(
            select(AnswerRow).where(AnswerRow.nomination_id == nomination_id)
        )
        for row in answers:
            found["answer", row.rule] = Resolution("answer", row.text_, row.by, row.at)
        for view in overrides_of(self._session, OBJECT, nomination_id):
            found["override", view.rule] = Resolution(
                "override", view.reason, view.by, view.at, view.basis, view.basis_date,
                view.authorised_by, view.number,
            )  # fmt: skip
        return found

    def _facts(
        self,
        typed: NominationInput,
        edition: EditionRow,
        award: AwardRules,
        nomination_id: int | None,
    ) -> NominationFacts:
        nominee, proposer = self.nominee(typed), self.proposer(typed)
        name = nominee_name(nominee)
        person = nominee if isinstance(nominee, PersonInput) else None
        members = nominee.members if isinstance(nominee, TeamInput) else ()
        area = next(
            (award.section(s.section).area for s in award.slots if s.code == typed.slot), ""
        )
        book = self._session.get(Book, award.code)
        view = book_reading.book_view(self._session, book) if book else None
        holders = (
            book_reading.holders_like(self._session, (name, *members), award.code)
            if name and view
            else ()
        )
        files = len(typed.attachments) + self._files(nomination_id)
        return NominationFacts(
            year=edition.year,
            slot=typed.slot,
            genre=typed.genre,
            category=typed.category,
            nominee_kind=typed.nominee_kind,
            nominee_name=name,
            nominee_area=area,
            employer=person.employer if person else "",
            death_date=person.death_date if person else None,
            nominee_settlement=nominee.settlement if isinstance(nominee, OrganisationInput) else "",
            nominee_reg_no=nominee.reg_no if isinstance(nominee, OrganisationInput) else "",
            members=members,
            proposer_kind=ProposerKind.PERSON if typed.proposer_person else typed.proposer_kind,
            proposer_name=typed.proposer_person or (proposer.name if proposer else ""),
            proposer_areas=proposer.areas if proposer else (),
            merits=typed.merits,
            lifetime=typed.lifetime,
            motives=typed.motives,
            attachments=files,
            registry_no=typed.registry_no.strip(),
            registered_on=typed.registered_on,
            registered_at=typed.registered_at,
            channel=typed.channel,
            sent_on=typed.sent_on,
            holders=holders,
            checked_entries=view.holders if view else 0,
            checked_from=view.complete_from if view else None,
            other_slots=self._other_slots(typed, name, nomination_id),
            mixed=mixed_words(" ".join((name, *members))),
            same_registry=self._same_registry(typed, nomination_id),
        )

    def _files(self, nomination_id: int | None) -> int:
        if nomination_id is None:
            return 0
        rows = select(AttachmentRow.id).where(AttachmentRow.nomination_id == nomination_id)
        return len(self._session.scalars(rows).all())

    def _other_slots(
        self, typed: NominationInput, name: str, nomination_id: int | None
    ) -> tuple[str, ...]:
        if not name:
            return ()
        rows = self._session.execute(
            select(NominationRecord.slot).where(
                NominationRecord.edition_id == typed.edition_id,
                NominationRecord.id != (nomination_id or 0),
                NominationRecord.search_key.startswith(f"{search_key(name)}|", autoescape=True),
                NominationRecord.state.not_in([State.DRAFT, State.WITHDRAWN]),
            )
        )
        return tuple(sorted({slot for (slot,) in rows}))

    def _same_registry(self, typed: NominationInput, nomination_id: int | None) -> str:
        if not typed.registry_no.strip() or typed.registered_on is None:
            return ""
        number = self._session.scalar(
            select(NominationRecord.number).where(
                NominationRecord.registry_no == typed.registry_no.strip(),
                NominationRecord.registry_year == typed.registered_on.year,
                NominationRecord.id != (nomination_id or 0),
            )
        )
        return number or ""

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
        )

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
            slot_name=award.slot_name(record.slot) if known else "",
            registry_no=record.registry_no,
            registered_on=record.registered_on,
            state=State(record.state),
            open_findings=record.open_findings,
        )

    def rows(self, wanted: NominationFilter) -> tuple[NominationRow, ...]:
        """The list: newest numbers first, drafts on top."""
        query = (
            select(NominationRecord, EditionRow)
            .join(EditionRow, NominationRecord.edition_id == EditionRow.id)
            .order_by(NominationRecord.number.is_not(None), NominationRecord.number.desc())
        )
        if wanted.year is not None:
            query = query.where(EditionRow.year == wanted.year)
        if wanted.award:
            query = query.where(EditionRow.award == wanted.award)
        if wanted.states:
            query = query.where(NominationRecord.state.in_([str(s) for s in wanted.states]))
        for word in search_key(wanted.text).split():
            query = query.where(NominationRecord.search_key.contains(word, autoescape=True))
        return tuple(self.row(record, edition) for record, edition in self._session.execute(query))

    def detail(self, nomination_id: int, on: date) -> NominationDetail:
        """A nomination with everything that hangs on it. Raises NotFound."""
        record = self.record(nomination_id)
        edition = find_edition(self._session, record.edition_id)
        award = self.award(record.edition_id)
        typed = self.typed(record)
        slot = next((s for s in award.slots if s.code == record.slot), None)
        section = award.section(slot.section) if slot else None
        states = self._session.scalars(
            select(StateRow).where(StateRow.nomination_id == nomination_id).order_by(StateRow.id)
        )
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
            findings=self.findings(typed, on, nomination_id),
            history=tuple(
                StateChange(State(s.state), s.at, s.by, s.citation, s.reason) for s in states
            ),
            overrides=overrides_of(self._session, OBJECT, nomination_id),
            attachments=tuple(attachment_of(file) for file in files),
            moves=MOVES[State(record.state)],
            section_name=section.name if section else "",
            area_name=award.area(section.area).name if section else "",
        )


def nominee_name(nominee: Nominee | None) -> str:
    if nominee is None:
        return ""
    return nominee.full_name if isinstance(nominee, PersonInput) else nominee.name


def _blocks(finding: Finding) -> bool:
    return finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET

