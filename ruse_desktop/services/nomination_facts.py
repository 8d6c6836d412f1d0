"""The facts by which a nomination is judged, gathered from cards, books and other nominations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.domain.books import Holder, HolderKind
from ruse_desktop.domain.citizenship import citizenship_kept
from ruse_desktop.domain.eligibility import NominationFacts
from ruse_desktop.domain.nominations import BY_OFFICE
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.text import mixed_words, personal_numbers
from ruse_desktop.services.holders import Holders
from ruse_desktop.services.nomination_lookups import Lookups
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.nominations import NominationInput
    from ruse_desktop.domain.rules import AwardRules

Nominee = PersonInput | TeamInput | OrganisationInput


@dataclass(frozen=True)
class Subject:
    """A nomination as typed with its cards; `id` is None while it is not saved."""

    typed: NominationInput
    nominee: Nominee | None
    proposer: OrganisationInput | None
    id: int | None = None

    @property
    def name(self) -> str:
        """The nominee's name without titles; „“ when none is given."""
        return nominee_name(self.nominee)

    @property
    def members(self) -> tuple[str, ...]:
        """Members of a nominated team."""
        return self.nominee.members if isinstance(self.nominee, TeamInput) else ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the nominee: pseudonym and earlier names of a person, of an organisation."""
        if isinstance(self.nominee, PersonInput | OrganisationInput):
            return self.nominee.aliases
        return ()


def nominee_name(nominee: Nominee | None) -> str:
    """The name of a card without titles; „“ for none."""
    if nominee is None:
        return ""
    return nominee.full_name if isinstance(nominee, PersonInput) else nominee.name


def facts_of(
    lookups: Lookups, books: Holders, subject: Subject, edition: EditionRow, award: AwardRules
) -> NominationFacts:
    """What the checks may know of a nomination in this edition of the award."""
    typed, nominee, proposer = subject.typed, subject.nominee, subject.proposer
    person = nominee if isinstance(nominee, PersonInput) else None
    body = nominee if isinstance(nominee, OrganisationInput) else None
    held = _held(books, subject, edition)
    return NominationFacts(
        year=edition.year,
        slot=typed.slot,
        genre=typed.genre.strip(),
        category=typed.category.strip(),
        nominee_kind=typed.nominee_kind,
        nominee_name=subject.name,
        aliases=subject.aliases,
        nominee_area=next(
            (award.section(s.section).area for s in award.slots if s.code == typed.slot), ""
        ),
        employer=person.employer if person else "",
        death_date=person.death_date if person else None,
        nominee_settlement=card.settlement if (card := body or person) else "",
        nominee_reg_no=body.reg_no if body else "",
        members=subject.members,
        proposer_kind=_proposer_kind(typed, proposer),
        proposer_name=typed.proposer_person.strip() or (proposer.name if proposer else ""),
        proposer_areas=proposer.areas if proposer else (),
        merits=tuple(merit for merit in typed.merits if merit.text.strip()),
        lifetime=typed.lifetime,
        motives=typed.motives,
        attachments=len(typed.attachments) + lookups.files(subject.id),
        registry_no=typed.registry_no.strip(),
        registered_on=typed.registered_on,
        registered_at=typed.registered_at,
        channel=typed.channel,
        sent_on=typed.sent_on,
        holders=held.own,
        team_holders=held.teams,
        member_holders=held.members,
        checked_entries=held.entries,
        checked_from=held.complete_from,
        other_slots=lookups.other_slots(edition.id, subject.name, subject.id),
        mixed=mixed_words(" ".join((subject.name, *subject.members))),
        personal_numbers=personal_numbers("\n".join(_written(subject))),
        same_registry=lookups.same_registry(
            typed.registry_no.strip(),
            typed.registered_on.year if typed.registered_on else None,
            subject.id,
        ),
        facts=typed.facts,
        copies=typed.copies,
        completed_on=typed.completed_on,
        birth_date=person.birth_date if person else None,
        citizenship=citizenship_kept(person.citizenship) if person else "",
        previous_year=lookups.previous_year(edition),
        other_awards=_elsewhere(books, subject, edition, award),
    )


def _elsewhere(
    books: Holders, subject: Subject, edition: EditionRow, award: AwardRules
) -> tuple[Holder, ...]:
    """What the nominee holds in the books of other awards, read only where a rule asks for it."""
    asked = any(rule.kind == "other-award" for rule in award.eligibility)
    if not asked or not subject.name:
        return ()
    found = books.like((subject.name, *subject.aliases))
    return tuple(one for one in found if one.book != edition.award)


def _proposer_kind(typed: NominationInput, proposer: OrganisationInput | None) -> ProposerKind:
    """What is typed, else what the organisation's card says; a typed person is a person."""
    if typed.proposer_person.strip():
        by_office = typed.proposer_kind in BY_OFFICE
        return typed.proposer_kind if by_office else ProposerKind.PERSON
    if proposer is not None and typed.proposer_kind is ProposerKind.ORGANISATION:
        return proposer.kind
    return typed.proposer_kind


@dataclass(frozen=True)
class _Held:
    """What the book of the award says of the nominee, and how much of it was looked at."""

    own: tuple[Holder, ...] = ()
    teams: tuple[Holder, ...] = ()
    members: tuple[Holder, ...] = ()
    entries: int = 0
    complete_from: int | None = None


def _written(subject: Subject) -> Iterator[str]:
    """The free texts of a nomination."""
    yield from (subject.name, *subject.members, subject.typed.motives)
    yield from (f"{merit.text} {merit.level}" for merit in subject.typed.merits)
    yield from (value for value in subject.typed.facts.values() if isinstance(value, str))


def _held(books: Holders, subject: Subject, edition: EditionRow) -> _Held:
    view = books.view(edition.award)
    if view is None:
        return _Held()
    own: list[Holder] = []
    teams: list[Holder] = []
    members: list[Holder] = []
    if subject.name:
        passed = {
            one.entry_no: one.kind
            for one in books.entries(edition.award)
            if one.year <= edition.year and (one.nomination_id or 0) != (subject.id or -1)
        }
        names = (subject.name, *subject.aliases)
        for holder in books.like(names, edition.award):
            kind = passed.get(holder.entry_no)
            if kind is None:
                continue
            in_team = (
                holder.exact
                and kind == HolderKind.TEAM.value
                and subject.typed.nominee_kind is NomineeKind.PERSON
            )
            (teams if in_team else own).append(holder)
        if subject.members:
            found = books.like(subject.members, edition.award)
            members = [holder for holder in found if holder.entry_no in passed]
    return _Held(tuple(own), tuple(teams), tuple(members), view.holders, view.complete_from)
