"""The kinds of rule an ordinance on municipal awards is made of; the values come from its files.

Nothing here names an award: a new award, another town or an amendment is other values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.intake import IntakeField, IntakeRule
from ruse_desktop.domain.outcomes import (
    ActRule,
    Attribute,
    BookRule,
    Effect,
    FundSource,
    HandOverRule,
    LimitRule,
    MeritPeriod,
    MoneyRule,
    ProcedureStep,
    PublicityRule,
    RevocationRule,
    YearDay,
)
from ruse_desktop.domain.town import Duty, SymbolRule

Value = str | int | bool | Decimal | date | tuple[str, ...]


class NomineeKind(StrEnum):
    """Whom an award may honour."""

    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"


class SlotKind(StrEnum):
    """Whether a prize goes to one person or to a group."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class ProposerKind(StrEnum):
    """Who may bring a nomination."""

    ORGANISATION = "organisation"
    INSTITUTION = "institution"
    SCHOOL = "school"
    UNIVERSITY = "university"
    RECTOR = "rector"
    UNION = "union"
    PUBLISHER = "publisher"
    CULTURAL_INSTITUTE = "cultural-institute"
    SCIENCE_INSTITUTE = "science-institute"
    MAYOR = "mayor"
    COUNCIL_CHAIR = "council-chair"
    COUNCILLOR = "councillor"
    CIVIC = "civic"
    PERSON = "person"


class DeadlineMode(StrEnum):
    """What happens to a last day that is not a working day."""

    NEXT_WORKING_DAY = "next-working-day"
    LITERAL = "literal"


@dataclass(frozen=True)
class DeadlineRule:
    """A last day (inclusive); `purpose` is a stable id such as „submission“, „campaign“, „sessions“.

    `binds`: „proposers“, „administration“ or „commission“. `announced`: the act sets no day, the
    office announces one for each year and `on` is only its usual day.
    """

    purpose: str
    name: str
    on: YearDay
    mode: DeadlineMode
    citation: Citation
    hour: time | None = None
    binds: str = "proposers"
    announced: bool = False


@dataclass(frozen=True)
class Slot:
    """What is voted and awarded as one: a section and a kind with its number of places.

    `places` 0 = the act sets no number. `degree` tells apart prizes of one section („златна“).
    """

    code: str
    section: str
    kind: SlotKind
    places: int
    citation: Citation
    note: str = ""
    degree: str = ""


@dataclass(frozen=True)
class Section:
    """A section (раздел) of an area with its genres; empty genres = none prescribed.

    `diploma`: what a diploma of the section says of the work, in parts that name fields of the
    nomination („за „{title}““); a part whose field is empty is left out.
    """

    code: str
    name: str
    area: str
    citation: Citation
    genres: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    diploma: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """An area (област) of an award."""

    code: str
    name: str


@dataclass(frozen=True)
class EligibilityRule:
    """One check of a nomination: `kind` names the function that does it, `params` its values.

    `when` is the condition of `domain.intake.holds` under which the rule applies; „“ = always.
    `says` is the sentence shown when it is not met and `question` what a person is asked, where
    the kind leaves the words to the law's file.
    """

    id: str
    kind: str
    effect: Effect
    citation: Citation
    params: Mapping[str, Value] = field(default_factory=dict)
    when: str = ""
    says: str = ""
    question: str = ""


@dataclass(frozen=True)
class DossierItem:
    """A document that a nomination must contain, in `copies` copies."""

    code: str
    name: str
    citation: Citation
    copies: int = 1
    required: bool = True
    when: str = ""
    note: str = ""


@dataclass(frozen=True)
class SeatRule:
    """A quota of a commission: `count` seats (0 = all members of `source`).

    `named_by` is the body that chooses the persons; „“ = they sit by office. `how` says in what
    way it does: „named“ by a letter, „elected“ by a vote of its own; „“ = named. `must_hold`: only
    who was given the award, or nominated for it, in an earlier edition.
    """

    source: str
    name: str
    count: int
    named_by: str
    citation: Citation
    how: str = ""
    must_hold: bool = False


@dataclass(frozen=True)
class CommissionRule:
    """A commission: quotas, chair, quorum, conflict; `quorum` 0 = office practice applies.

    `chair_source` is the quota whose head presides; „“ = the members elect the chair by ballot.
    `conflict` says what a declared relation does: „commission“ bars from it all, „item“ from one
    item, „warns“ only warns, in the words of `conflict_note`. It bars for `conflict_kinds` (all when
    empty), for a relation with a proposer only where `conflict_proposers`. `declaration_required`: no
    opening without each present member's. `notice_days`: how long before a session members are told.
    `members` is the number of seats in all, 0 where a quota has no fixed number; the appointing
    order, sessions from a distance and invited experts have their citations or None, and so has
    the rule that a new commission is appointed for every award year (`anew_citation`).
    `appointed_by` is the act that appoints the commission; „“ = the mayor's order. With
    `criteria_citation` no ballot is held before the criteria are adopted by common consent.
    """

    code: str
    name: str
    areas: tuple[str, ...]
    seats: tuple[SeatRule, ...]
    chair_source: str
    chair_name: str
    citation: Citation
    chair_citation: Citation
    quorum: int = 0
    quorum_citation: Citation | None = None
    conflict: str = "warns"
    conflict_citation: Citation | None = None
    conflict_kinds: tuple[str, ...] = ()
    conflict_proposers: bool = True
    conflict_note: str = ""
    notice_days: int = 0
    declaration_required: bool = False
    closed: bool = True
    closed_citation: Citation | None = None
    members: int = 0
    order_citation: Citation | None = None
    remote_citation: Citation | None = None
    experts_citation: Citation | None = None
    anew_citation: Citation | None = None
    appointed_by: str = ""
    criteria_citation: Citation | None = None

    @property
    def chair_elected(self) -> bool:
        """Whether the members elect the chair themselves, by secret ballot, before anything else."""
        return not self.chair_source and bool(self.chair_name)

    @property
    def size(self) -> int:
        """Prescribed number of members; quotas of „all members“ are not counted."""
        return sum(seat.count for seat in self.seats)


@dataclass(frozen=True)
class RoundRule:
    """A round of voting: how many it elects in each slot, or as the slot's places when 0.

    `marks` is how many names a ballot may mark; it may be more than the round elects. `at_most`:
    „up to“ so many – a place that nobody's majority fills stays empty, only a tie is voted again.
    """

    number: int
    name: str
    elects: int
    marks: int
    citation: Citation
    elects_by_slot: Mapping[str, int] = field(default_factory=dict)
    marks_by_slot: Mapping[str, int] = field(default_factory=dict)
    at_most: bool = False


@dataclass(frozen=True)
class VotingRule:
    """How a commission decides: its rounds and whether the ballot is secret.

    `majority`: „simple“ (more than half) or „two-thirds“ (at least). `base`: of whom – „all“
    appointed members, or „“ where the act does not say and office practice answers.
    `unawarded_citation` lets a slot stay without a laureate; `motive_citation` asks for a motive.
    """

    rounds: tuple[RoundRule, ...]
    secret: bool
    citation: Citation
    majority: str = "simple"
    unawarded_citation: Citation | None = None
    base: str = ""
    motive_citation: Citation | None = None


@dataclass(frozen=True)
class AwardRules:
    """Everything the law says of one award in one edition of the act.

    `kind`: „title“, „prize“ or „stipend“. `every_years` 0 = on occasion, without a cycle.
    `listed` is False for an award that the act's own list leaves out. `founded` says in a phrase who
    founded it, `aims` what it is for; both stand on its papers.
    """

    code: str
    name: str
    short_name: str
    kind: str
    every_years: int
    base_year: int
    citation: Citation
    nominee_kinds: tuple[NomineeKind, ...]
    proposers: tuple[ProposerKind, ...]
    listed: bool = True
    areas: tuple[Area, ...] = ()
    sections: tuple[Section, ...] = ()
    slots: tuple[Slot, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    eligibility: tuple[EligibilityRule, ...] = ()
    dossier: tuple[DossierItem, ...] = ()
    commissions: tuple[CommissionRule, ...] = ()
    voting: VotingRule | None = None
    act: ActRule | None = None
    book: BookRule | None = None
    hand_over: HandOverRule | None = None
    merit: MeritPeriod | None = None
    attributes: tuple[Attribute, ...] = ()
    money: tuple[MoneyRule, ...] = ()
    funds: tuple[FundSource, ...] = ()
    publicity: tuple[PublicityRule, ...] = ()
    steps: tuple[ProcedureStep, ...] = ()
    revocation: RevocationRule | None = None
    notes: tuple[str, ...] = ()
    founded: str = ""
    aims: tuple[str, ...] = ()
    cycle_citation: Citation | None = None
    founded_citation: Citation | None = None
    aims_citation: Citation | None = None
    fields: tuple[IntakeField, ...] = ()
    intake: IntakeRule | None = None
    limit: LimitRule | None = None

    def due_in(self, year: int) -> bool:
        """Whether the award has an edition in `year`; never, when it is given on occasion."""
        return self.every_years > 0 and (year - self.base_year) % self.every_years == 0

    @property
    def counts_copies(self) -> bool:
        """Whether the papers brought are counted: completeness is checked, or they are several.

        A single paper in one copy is the nomination itself.
        """
        checked = any(rule.kind == "dossier-complete" for rule in self.eligibility)
        several = len(self.dossier) > 1 or any(item.copies > 1 for item in self.dossier)
        return bool(self.dossier) and (checked or several)

    def slots_in(self, section: str) -> tuple[Slot, ...]:
        """The slots of one section."""
        return tuple(slot for slot in self.slots if slot.section == section)

    def slots_of_area(self, area: str) -> tuple[Slot, ...]:
        """The slots of the sections of one area, in the order of the act."""
        codes = {section.code for section in self.sections if section.area == area}
        return tuple(slot for slot in self.slots if slot.section in codes)

    def slot(self, code: str) -> Slot:
        """The slot with this code. Raises KeyError."""
        for slot in self.slots:
            if slot.code == code:
                return slot
        raise KeyError(code)

    def section(self, code: str) -> Section:
        """The section with this code. Raises KeyError."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)

    def area(self, code: str) -> Area:
        """The area with this code. Raises KeyError."""
        for area in self.areas:
            if area.code == code:
                return area
        raise KeyError(code)

    def deadline(self, purpose: str) -> DeadlineRule | None:
        """The deadline with this purpose, when the law sets one."""
        return next((d for d in self.deadlines if d.purpose == purpose), None)

    def commission(self, code: str) -> CommissionRule:
        """The commission with this code. Raises KeyError."""
        for commission in self.commissions:
            if commission.code == code:
                return commission
        raise KeyError(code)

    def slot_for(self, kind: NomineeKind) -> Slot | None:
        """The prize for a kind of nominee, where nothing else tells the prizes apart."""
        if len(self.slots) == 1:
            return self.slots[0]
        kinds, sections = sorted(one.kind for one in self.slots), {s.section for s in self.slots}
        if kinds != sorted(SlotKind) or len(sections) > 1:
            return None
        wanted = SlotKind.INDIVIDUAL if kind is NomineeKind.PERSON else SlotKind.COLLECTIVE
        return next(one for one in self.slots if one.kind is wanted)

    def slot_name(self, code: str) -> str:
        """„1.2 Сценични изкуства – индивидуална“ for the slot `code`."""
        slot = self.slot(code)
        section = self.section(slot.section)
        beside = self.slots_in(slot.section)
        name = f"{section.code} {section.name}" if section.code[:1].isdigit() else section.name
        if len({one.kind for one in beside}) > 1:
            name = f"{name} – {_KIND_NAMES[slot.kind]}"
        return f"{name} – {slot.degree}" if slot.degree else name


_KIND_NAMES = {SlotKind.INDIVIDUAL: "индивидуална", SlotKind.COLLECTIVE: "колективна"}


@dataclass(frozen=True)
class Provision:
    """One printed unit of the act's text: its heading, history note, an editor's `note` on it.

    `changes` are the decisions that touched it, oldest first: „нова 1325“, „изм. 469“, „отм. 412“.
    `unknown`: the place existed, but its wording then is not in the files and `text` is „“.
    """

    citation: Citation
    text: str
    history: str = ""
    repealed: bool = False
    heading: str = ""
    note: str = ""
    changes: tuple[str, ...] = ()
    unknown: bool = False


@dataclass(frozen=True)
class Decision:
    """The act that adopted or changed the ordinance; `protocol` is „“ where it is not known."""

    number: str
    protocol: str
    date: date
    provisions: str
    note: str = ""


@dataclass(frozen=True)
class ActEdition:
    """The act as in force from `in_force` on: text and rules; `id` is stable („2024-02-29“).

    `text_only` editions are there to be read: they have no rules.
    """

    id: str
    act_name: str
    label: str
    decision: str
    adopted: date
    in_force: date
    provisions: tuple[Provision, ...]
    awards: tuple[AwardRules, ...]
    checked_on: date
    decisions: tuple[Decision, ...] = ()
    symbols: tuple[SymbolRule, ...] = ()
    duties: tuple[Duty, ...] = ()
    fingerprint: str = field(default="", compare=False)
    text_only: bool = False

    @property
    def short_name(self) -> str:
        """The act's name without its subject: „Наредба № 17“."""
        return self.act_name.partition(" за ")[0]

    def award(self, code: str) -> AwardRules:
        """The rules of one award. Raises KeyError."""
        for award in self.awards:
            if award.code == code:
                return award
        raise KeyError(code)

    def provision(self, citation: Citation) -> Provision | None:
        """The text of the place cited, or of the nearest enclosing one (item → paragraph → article)."""
        tries = (
            citation,
            Citation(citation.article, citation.paragraph),
            Citation(citation.article),
        )
        for wanted in tries:
            for provision in self.provisions:
                if provision.citation == wanted:
                    return provision
        return None

    def passage(self, citation: Citation) -> tuple[Provision, ...]:
        """The place cited with everything under it; the nearest enclosing one when it has no row."""
        under = tuple(p for p in self.provisions if citation.covers(p.citation))
        nearest = None if under else self.provision(citation)
        return under or ((nearest,) if nearest else ())


@dataclass(frozen=True)
class Deadline:
    """A computed deadline: the literal day, the effective one and why they differ.

    Both are inclusive. `safe` is the earlier working day where a non-working last day stays.
    """

    award: str
    purpose: str
    name: str
    literal: date
    effective: date
    citation: Citation
    hour: time | None = None
    why: str = ""
    safe: date | None = None
