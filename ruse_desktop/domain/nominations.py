"""A nomination: what is typed, its states and moves, and the views of it that screens show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.following import Following
from ruse_desktop.domain.intake import Facts, Said
from ruse_desktop.domain.people import (
    Candidate,
    Organisation,
    OrganisationInput,
    Person,
    PersonInput,
    Team,
    TeamInput,
)
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.i18n import mark


class State(StrEnum):
    """States of a nomination (R-X-0.16)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    NOMINATED = "nominated"
    AWARDED = "awarded"
    NOT_AWARDED = "not-awarded"
    WITHDRAWN = "withdrawn"


STATE_NAMES: dict[State, str] = {
    State.DRAFT: mark("Чернова"),
    State.SUBMITTED: mark("Подадено"),
    State.INCOMPLETE: mark("За допълване"),
    State.ADMITTED: mark("Допуснато"),
    State.REJECTED: mark("Недопуснато"),
    State.NOMINATED: mark("Номинирано"),
    State.AWARDED: mark("Удостоено"),
    State.NOT_AWARDED: mark("Неудостоено"),
    State.WITHDRAWN: mark("Оттеглено"),
}
"""Names for people; screens pass them through gettext."""

MOVES: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.SUBMITTED,),
    State.SUBMITTED: (State.ADMITTED, State.INCOMPLETE, State.REJECTED, State.WITHDRAWN),
    State.INCOMPLETE: (State.ADMITTED, State.SUBMITTED, State.REJECTED, State.WITHDRAWN),
    State.ADMITTED: (
        State.NOMINATED, State.NOT_AWARDED, State.AWARDED, State.INCOMPLETE, State.REJECTED,
        State.WITHDRAWN,
    ),
    State.REJECTED: (State.SUBMITTED,),
    State.NOMINATED: (State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN),
    State.AWARDED: (),
    State.NOT_AWARDED: (),
    State.WITHDRAWN: (),
}  # fmt: skip
"""The moves that are possible at all; who may make them and when is for the services."""


BY_OFFICE = frozenset({
    ProposerKind.MAYOR, ProposerKind.COUNCIL_CHAIR, ProposerKind.COUNCILLOR, ProposerKind.PERSON,
})  # fmt: skip
"""Proposers who are persons, not organisations."""

PROPOSER_NAMES: dict[ProposerKind, str] = {
    ProposerKind.ORGANISATION: mark("организация"),
    ProposerKind.INSTITUTION: mark("институция"),
    ProposerKind.SCHOOL: mark("учебно заведение"),
    ProposerKind.UNIVERSITY: mark("университет"),
    ProposerKind.RECTOR: mark("ректор на висше училище"),
    ProposerKind.UNION: mark("творчески съюз"),
    ProposerKind.PUBLISHER: mark("издателство"),
    ProposerKind.CULTURAL_INSTITUTE: mark("културен институт"),
    ProposerKind.SCIENCE_INSTITUTE: mark("научен институт"),
    ProposerKind.MAYOR: mark("Кметът на Общината"),
    ProposerKind.COUNCIL_CHAIR: mark("Председателят на Общинския съвет"),
    ProposerKind.COUNCILLOR: mark("общински съветник"),
    ProposerKind.CIVIC: mark("структура на гражданското общество"),
    ProposerKind.PERSON: mark("физическо лице"),
}


class Channel(StrEnum):
    """The way a nomination came in."""

    REGISTRY = "registry"
    POST = "post"
    EMAIL = "email"
    SECURE = "secure"
    FORM = "form"


CHANNEL_NAMES: dict[Channel, str] = {
    Channel.REGISTRY: mark("деловодство"),
    Channel.POST: mark("поща"),
    Channel.EMAIL: mark("електронна поща"),
    Channel.SECURE: mark("ССЕВ"),
    Channel.FORM: mark("формуляр"),
}


@dataclass(frozen=True)
class Merit:
    """One achievement: its day or span, what it is, and its level („национално“, „международно“)."""

    text: str
    date_from: date | None = None
    date_to: date | None = None
    level: str = ""


@dataclass(frozen=True)
class NominationInput:
    """Everything typed for a nomination.

    The nominee is a saved card (`nominee_id` of `nominee_kind`) or one of `person`, `team`,
    `organisation` to be saved with it; the proposer likewise is `proposer_id` (an organisation),
    `proposer` (a new one) or `proposer_person` (somebody who proposes by office, or as a private person).
    `attachments` are files to be kept; `attachment_names` may name them otherwise than the files.
    `facts` are the award's own fields (`AwardRules.fields`), `copies` how many copies of each item
    of the dossier were brought, `completed_on` the day on which the last missing one came.
    """

    edition_id: int
    slot: str = ""
    genre: str = ""
    category: str = ""
    nominee_kind: NomineeKind = NomineeKind.PERSON
    nominee_id: int | None = None
    person: PersonInput | None = None
    team: TeamInput | None = None
    organisation: OrganisationInput | None = None
    proposer_kind: ProposerKind = ProposerKind.ORGANISATION
    proposer_id: int | None = None
    proposer: OrganisationInput | None = None
    proposer_person: str = ""
    merits: tuple[Merit, ...] = ()
    lifetime: bool = False
    motives: str = ""
    registry_no: str = ""
    registered_on: date | None = None
    registered_at: time | None = None
    channel: Channel = Channel.REGISTRY
    sent_on: date | None = None
    attachments: tuple[Path, ...] = ()
    attachment_names: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)
    completed_on: date | None = None


@dataclass(frozen=True)
class NominationRow:
    """A line of the list; `number` is „“ for a draft.

    `register_no` is the number that the unit which takes proposals gives („“ where it has none),
    `about` the value of the award's own fields that tells proposals apart.
    """

    id: int
    number: str
    award: str
    edition_id: int
    year: int
    nominee: str
    proposer: str
    slot: str
    slot_name: str
    registry_no: str
    registered_on: date | None
    state: State
    open_findings: int
    register_no: str = ""
    about: str = ""


@dataclass(frozen=True)
class StateChange:
    """One move: from, to, when, by whom, on which provision, why."""

    state: State
    at: datetime
    by: str
    citation: str = ""
    reason: str = ""


@dataclass(frozen=True)
class OverrideView:
    """An override as it is kept and printed: „Отклонение № 3/2026“."""

    id: int
    number: str
    rule: str
    citation: str
    reason: str
    basis: str
    basis_date: date | None
    authorised_by: str
    by: str
    at: datetime


@dataclass(frozen=True)
class AttachmentView:
    """A kept file: its shown name, size in bytes, checksum, day added."""

    id: int
    name: str
    size: int
    sha256: str
    added_on: date


@dataclass(frozen=True)
class Paper:
    """A document of the dossier: its name, the copies brought and those asked for."""

    name: str
    brought: int
    copies: int
    required: bool


@dataclass(frozen=True)
class NominationDetail:
    """A nomination with everything that hangs on it; `typed` is what editing starts from.

    `said` are the award's own fields in words, `papers` the dossier as the law asks for it here.
    `similar` are other saved cards that may be the same nominee.
    """

    row: NominationRow
    typed: NominationInput
    nominee: Person | Team | Organisation
    proposer: Organisation | None
    findings: tuple[Finding, ...]
    history: tuple[StateChange, ...]
    overrides: tuple[OverrideView, ...]
    attachments: tuple[AttachmentView, ...]
    moves: tuple[State, ...]
    section_name: str = ""
    area_name: str = ""
    said: tuple[Said, ...] = ()
    papers: tuple[Paper, ...] = ()
    similar: tuple[Candidate, ...] = ()
    following: Following = field(default_factory=Following)


@dataclass(frozen=True)
class NominationFilter:
    """What the list shows: words, year, award, states; empty = all."""

    text: str = ""
    year: int | None = None
    award: str = ""
    states: frozenset[State] = field(default_factory=frozenset)


@dataclass(frozen=True)
class AdmittedNomination:
    """What a commission needs of an admitted nomination."""

    id: int
    number: str
    registry_no: str
    slot: str
    nominee_name: str
    nominee_kind: NomineeKind
    proposer_name: str
    summary: str
    employer: str = ""
