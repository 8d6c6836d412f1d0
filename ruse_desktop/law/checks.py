"""What must hold between the values of an edition: references, sums, citations, dates."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain import ballots, intake, kinds
from ruse_desktop.domain.amendments import ChangeKind, Mark
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.conflicts import ConflictKind
from ruse_desktop.domain.diplomas import fields_named
from ruse_desktop.domain.hand_over_death import AWARD, HAND_OVER, VERB
from ruse_desktop.domain.intake import FieldKind, IntakeField
from ruse_desktop.domain.outcomes import FundSource, MoneyRule, RevocationRule
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import (
    ActEdition,
    AwardRules,
    CommissionRule,
    Decision,
    EligibilityRule,
    Provision,
    SeatRule,
    Section,
    Slot,
    VotingRule,
)
from ruse_desktop.domain.tellers import COUNTINGS
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.faults import Fault

if TYPE_CHECKING:
    from ruse_desktop.law.loader import EditionHeader, Row

_CHOSEN = ("", "named", "elected", "office")
_BASES = ("", ballots.ALL_MEMBERS)
_SCOPES = ("award", "section")
_CONFLICTS = ("commission", "item", "warns")
_PRACTICE = {
    "majority_base": ("present", "valid"),
    "quorum_default": ("half",),
    "tie_handling": ("re-vote",),
    "book_grouping": ("award", "keeper"),
    "double_count": COUNTINGS,
}
_Complaints = Iterator[tuple[str, str]]


def dates(headers: Sequence[EditionHeader], rows: Iterable[Row]) -> Iterator[Fault]:
    """Editions that start on the same day, values that start on no edition's day, none at all.

    A rule starts with an edition that has rules, a provision with any.
    """
    if all(header.text_only for header in headers):
        yield Fault("act.toml", "edition", _("липсва"), _("поне една редакция"))
        return
    starts: dict[date, str] = {}
    for header in headers:
        if header.in_force in starts:
            yield Fault(
                "act.toml", header.id, str(header.in_force), _("друга дата на влизане в сила")
            )
        starts[header.in_force] = header.id
        if header.in_force < header.adopted:
            yield Fault("act.toml", header.id, str(header.in_force), _("ден след приемането"))
    ruled = [header.in_force for header in headers if not header.text_only]
    for row in rows:
        days = list(starts) if row.what[1] == "provision" else ruled
        if row.since not in days:
            yield Fault(row.file, f"{row.key}.from", str(row.since), ", ".join(map(str, days)))


def changes(rows: Iterable[Row], decisions: Mapping[str, Decision]) -> Iterator[Fault]:
    """Marks of provisions that cannot be read, name no decision or contradict each other."""
    for row in rows:
        if isinstance(row.made, Provision):
            for found, expected in _changes(row.made, decisions):
                yield Fault(row.file, f"{row.key}.changes", found, expected)


def _changes(made: Provision, decisions: Mapping[str, Decision]) -> _Complaints:
    marks = []
    for text in made.changes:
        try:
            mark = Mark.parse(text)
        except ValueError:
            yield text, _("бележка като „изм. 469“, „нова 1325“ или „отм. 412“")
            return
        if mark.decision not in decisions:
            yield text, _("решение измежду {numbers}").format(numbers=", ".join(decisions))
            return
        marks.append(mark)
    days = [decisions[mark.decision].date for mark in marks]
    if days != sorted(set(days)):
        yield ", ".join(made.changes), _("решенията по дата, всяко само веднъж")
    if any(mark.kind is ChangeKind.ADDED for mark in marks[1:]):
        yield ", ".join(made.changes), _("„нова“ само в началото")
    kinds_held = [mark.kind for mark in marks]
    if marks and made.repealed != (kinds_held[-1] is ChangeKind.REPEALED):
        yield ", ".join(made.changes), _("„отм.“ накрая точно когато repealed = true")
    if bool(made.text) == (made.repealed or made.unknown):
        yield made.text or "text", _("текст, освен при repealed = true и unknown = true")


def practice(made: Practice) -> Iterator[Fault]:
    """Answers of the office that no code knows."""
    for key, known in _PRACTICE.items():
        found = str(getattr(made, key))
        if found not in known:
            yield Fault("practice.toml", key, found, ", ".join(known))


def edition(made: ActEdition, rows: Iterable[Row]) -> Iterator[Fault]:
    """What does not fit together in one edition."""
    awards = {award.code: award for award in made.awards}
    for row in rows:
        award = awards.get(row.what[0])
        if award is not None:
            check = _CHECKS.get(type(row.made))
            for found, expected in check(row.made, award) if check else ():
                yield Fault(row.file, row.key, found, expected)
        if row.what[1] != "provision":
            for citation in _citations(row.made):
                if not made.passage(citation):
                    yield Fault(
                        row.file, row.key, str(citation), _("разпоредба от текста на редакцията")
                    )


def _citations(value: object) -> Iterator[Citation]:
    """Every citation inside a value."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _citations(one)
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from _citations(getattr(value, one.name))


def _slot(slot: Slot, award: AwardRules) -> _Complaints:
    codes = [section.code for section in award.sections]
    if slot.section not in codes:
        yield slot.section, _("раздел измежду {codes}").format(codes=", ".join(codes))
    if slot.places < 0:
        yield str(slot.places), _("0 (без определен брой) или повече места")


def _section(section: Section, award: AwardRules) -> _Complaints:
    codes = [area.code for area in award.areas]
    if section.area not in codes:
        yield section.area, _("област измежду {codes}").format(codes=", ".join(codes))
    fields = [one.code for one in award.fields if one.kind is FieldKind.TEXT]
    for code in fields_named(section.diploma):
        if code not in fields:
            yield code, _("текстово поле измежду {codes}").format(codes=", ".join(fields))


def _conflict(rule: CommissionRule) -> _Complaints:
    if rule.conflict not in _CONFLICTS:
        yield rule.conflict, ", ".join(_CONFLICTS)
    for kind in rule.conflict_kinds:
        if kind not in set(ConflictKind):
            yield kind, ", ".join(ConflictKind)
    if rule.notice_days < 0:
        yield str(rule.notice_days), _("брой дни")


def _commission(rule: CommissionRule, award: AwardRules) -> _Complaints:
    codes = [area.code for area in award.areas]
    for area in rule.areas:
        if area not in codes:
            yield area, _("област измежду {codes}").format(codes=", ".join(codes))
    sources = [seat.source for seat in rule.seats]
    if rule.chair_source and rule.chair_source not in sources:
        yield rule.chair_source, _("квота измежду {codes}").format(codes=", ".join(sources))
    if len(set(sources)) != len(sources):
        yield ", ".join(sources), _("всяка квота само веднъж")
    yield from _conflict(rule)
    for seat in rule.seats:
        if seat.how not in _CHOSEN:
            yield seat.how, ", ".join(_CHOSEN[1:])
        if bool(seat.named_by) == (seat.how == "office") and seat.how:
            yield seat.named_by or "named_by", _("named_by, освен при how = „office“")
    yield from _seat_sum(rule.seats, rule.members)


def _seat_sum(seats: tuple[SeatRule, ...], members: int) -> _Complaints:
    counts = [seat.count for seat in seats]
    if min(counts, default=0) < 0:
        yield str(min(counts)), _("брой места 0 или повече")
    elif 0 in counts and members:
        yield str(members), _("members = 0, защото квота без твърд брой влиза в състава")
    elif counts and 0 not in counts and sum(counts) != members:
        yield (
            _("{members} членове").format(members=members),
            _("{n} по квотите").format(n=sum(counts)),
        )


def _eligibility(rule: EligibilityRule, award: AwardRules) -> _Complaints:
    if rule.kind not in kinds.ELIGIBILITY:
        yield rule.kind, ", ".join(sorted(kinds.ELIGIBILITY))
    purpose = rule.params.get("purpose")
    if isinstance(purpose, str) and award.deadline(purpose) is None:
        yield purpose, _("срок, който е между deadline")
    scope = rule.params.get("scope", _SCOPES[0])
    if scope not in _SCOPES:
        yield str(scope), ", ".join(_SCOPES)
    verb = rule.params.get(VERB, AWARD)
    if verb not in (AWARD, HAND_OVER):
        yield str(verb), f"{AWARD}, {HAND_OVER}"
    fields = {one.code: one for one in award.fields}
    named = rule.params.get("field")
    if isinstance(named, str) and named not in fields:
        yield named, _("поле измежду {codes}").format(codes=", ".join(sorted(fields)))
    column = rule.params.get("column")
    if isinstance(named, str) and named in fields and isinstance(column, str):
        codes = [one.code for one in fields[named].columns]
        if column not in codes:
            yield column, _("колона измежду {codes}").format(codes=", ".join(codes))
    yield from _condition(rule.when, award)


def _condition(condition: str, award: AwardRules) -> _Complaints:
    """A condition that cannot be read, or asks about what nobody fills in."""
    if not condition:
        return
    known = {*intake.COMMON, *(one.code for one in award.fields)}
    for part in condition.split("&"):
        name, sign, _wanted = part.partition("=")
        if not sign or name.strip().rstrip("!") not in known:
            yield (
                part.strip(),
                _("условие като „grounds=4“ с поле измежду {codes}").format(
                    codes=", ".join(sorted(known))
                ),
            )


def _field(one: IntakeField, award: AwardRules) -> _Complaints:
    chosen = one.kind in {FieldKind.CHOICE, FieldKind.CHOICES}
    if chosen and not one.choices:
        yield one.code, _("поне една възможност в choices")
    if (one.kind is FieldKind.ROWS) != bool(one.columns):
        yield one.code, _("columns само и винаги при kind = ‘rows’")
    for column in one.columns:
        if column.kind in {FieldKind.ROWS, FieldKind.CHOICES}:
            yield column.code, _("колона с проста стойност")
        if column.kind is FieldKind.CHOICE and not column.choices:
            yield column.code, _("поне една възможност в choices")
    yield from _condition(one.when, award)


def _voting(rule: VotingRule, award: AwardRules) -> _Complaints:
    numbers = [one.number for one in rule.rounds]
    if numbers != list(range(1, len(numbers) + 1)):
        yield str(numbers), _("гласувания 1, 2, … подред")
    if rule.majority not in ballots.MAJORITIES:
        yield rule.majority, ", ".join(ballots.MAJORITIES)
    if rule.base not in _BASES:
        yield rule.base, _("„all“ или нищо, ако отговаря служебната практика")
    for one in rule.rounds:
        if one.marks < 1:
            yield str(one.marks), _("поне едно отбелязано име")
    slots = {slot.code for slot in award.slots}
    named = {code for one in rule.rounds for code in (*one.elects_by_slot, *one.marks_by_slot)}
    for code in named - slots:
        yield code, _("място измежду {codes}").format(codes=", ".join(sorted(slots)))


def _money(rule: MoneyRule, award: AwardRules) -> _Complaints:
    if (rule.amount is None) == (rule.wages is None):
        yield rule.name, _("или amount, или wages")
    slots = sorted(slot.code for slot in award.slots)
    if rule.slot and rule.slot not in slots:
        yield rule.slot, _("място измежду {codes}").format(codes=", ".join(slots))


def _fund(rule: FundSource, _award: AwardRules) -> _Complaints:
    if rule.kind not in kinds.FUNDS:
        yield rule.kind, ", ".join(sorted(kinds.FUNDS))


def _revocation(rule: RevocationRule, _award: AwardRules) -> _Complaints:
    for ground in rule.grounds:
        if ground.proof not in kinds.PROOFS:
            yield ground.proof, ", ".join(sorted(kinds.PROOFS))


_CHECKS: dict[type, Callable[..., _Complaints]] = {
    Slot: _slot,
    Section: _section,
    CommissionRule: _commission,
    EligibilityRule: _eligibility,
    IntakeField: _field,
    VotingRule: _voting,
    MoneyRule: _money,
    FundSource: _fund,
    RevocationRule: _revocation,
}
