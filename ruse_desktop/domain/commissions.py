"""Commissions: seats by the ordinance's quotas, and what their composition lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import CommissionRule, SeatRule
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

ELECTED = "elected"
"""`SeatRule.how` of persons whom a body elects, where others are named by a letter."""
EXPERT = "expert"
"""The `source` of an expert invited beside the quotas."""


@dataclass(frozen=True)
class MemberInput:
    """A member as typed: the quota, the name, the position, and the document that names him.

    An expert (source „expert“) has his field as `position`, the order or invitation that brought
    him as `naming`, and `voting` only where that says so.
    """

    source: str
    name: str
    position: str = ""
    naming: str = ""
    chair: bool = False
    voting: bool = True

    @property
    def expert(self) -> bool:
        """Whether he is invited beside the quotas."""
        return self.source == EXPERT


@dataclass(frozen=True)
class Member(MemberInput):
    """A saved member."""

    id: int = 0


@dataclass(frozen=True)
class OrderInput:
    """The mayor's appointing order and the non-voting secretary."""

    number: str
    on: date | None
    secretary: str = ""


@dataclass(frozen=True)
class CommissionView:
    """A commission of an award edition with its rule, order and members in the order of the law.

    `members` have a vote and are what quorum and majority count; `experts` are invited without one.
    `earlier` are the search keys of those given the award or nominated for it before, with the
    year; they are read only where a seat asks for it.
    """

    id: int
    edition_id: int
    award: str
    year: int
    rule: CommissionRule
    order_no: str
    order_date: date | None
    secretary: str
    members: tuple[Member, ...]
    experts: tuple[Member, ...] = ()
    earlier: Mapping[str, int] = field(default_factory=dict)

    def check(
        self, members: Sequence[MemberInput], order_no: str, order_date: date | None
    ) -> tuple[Finding, ...]:
        """Every finding on a composition of this commission."""
        return composition(self.rule, members, order_no, order_date, self.earlier)

    @property
    def everyone(self) -> tuple[Member, ...]:
        """The members and the experts without a vote."""
        return (*self.members, *self.experts)

    @property
    def chair(self) -> Member | None:
        """Who presides."""
        return next((member for member in self.members if member.chair), None)

    def quota(self, source: str) -> tuple[Member, ...]:
        """The members of one quota."""
        return tuple(member for member in self.everyone if member.source == source)


def composition(
    rule: CommissionRule,
    members: Sequence[MemberInput],
    order_no: str,
    order_date: date | None,
    earlier: Mapping[str, int] | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a composition: quotas, names, documents, experts, chair, order, even number."""
    return (
        *_quotas(rule, members),
        *_doubles(rule, members),
        *_naming(rule, members),
        *_experts(rule, members),
        *_holders(rule, members, earlier or {}),
        *_chair(rule, members),
        *_order(rule, order_no, order_date),
        *_parity(rule, members),
    )


def _quotas(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    counts = Counter(member.source for member in members if member.name.strip())
    wrong = [
        f"{seat.name} {counts[seat.source]} ({seat.count})"
        for seat in rule.seats
        if seat.count and counts[seat.source] != seat.count
    ]
    wrong += [
        _("{quota} 0 (всички)").format(quota=seat.name)
        for seat in rule.seats
        if not seat.count and not counts[seat.source]
    ]
    known = {seat.source for seat in rule.seats}
    if rule.experts_citation is not None:
        known.add(EXPERT)
    wrong += [
        _("извън квотите {n} (0)").format(n=n)
        for source, n in counts.items()
        if source not in known
    ]
    if wrong:
        return (
            Finding(
                "composition", Verdict.NOT_MET, Effect.BLOCKS,
                _("Несъответствие със състава по {citation}").format(citation=rule.citation),
                rule.citation, ", ".join(wrong),
            ),
        )  # fmt: skip
    total = sum(counts.values()) - counts[EXPERT]
    return (
        Finding(
            "composition", Verdict.MET, Effect.BLOCKS,
            _("Съставът е по квотите на наредбата"), rule.citation,
            _("{n} членове").format(n=total),
        ),
    )  # fmt: skip


def _doubles(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    counts = Counter(search_key(member.name) for member in members if member.name.strip())
    twice = [m.name for m in members if counts[search_key(m.name)] > 1]
    if not twice:
        return ()
    return (
        Finding(
            "one-seat", Verdict.NOT_MET, Effect.BLOCKS, _("Едно лице заема две места"),
            rule.citation, twice[0], overridable=False,
        ),
    )  # fmt: skip


def _naming(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    seats = {seat.source: seat for seat in rule.seats if seat.named_by}
    lacking = sorted(
        {
            _chosen_by(seats[member.source])
            for member in members
            if member.name.strip() and member.source in seats and not member.naming.strip()
        }
    )
    if not lacking:
        return ()
    return (
        Finding(
            "naming", Verdict.NOT_MET, Effect.WARNS,
            _("За допълване: посочване по {citation}").format(citation=rule.citation),
            rule.citation, "; ".join(lacking),
        ),
    )  # fmt: skip


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _holders(
    rule: CommissionRule, members: Sequence[MemberInput], earlier: Mapping[str, int]
) -> tuple[Finding, ...]:
    """Who has to have held the award, or to have been nominated, before (чл. 63, ал. 1, т. 3).

    Silent for one who is found; a year written beside the name answers for one who is not.
    """
    asked = {seat.source: seat for seat in rule.seats if seat.must_hold}
    ends = {_ends(key): key for key in earlier}
    found = []
    for one in members:
        seat = asked.get(one.source)
        key = search_key(one.name)
        if seat is None or not key or key in earlier or _ends(key) in ends:
            continue
        told = bool(_YEAR.search(one.naming))
        found.append(
            Finding(
                "must-hold",
                Verdict.MET if told else Verdict.NOT_MET,
                Effect.WARNS,
                _("Носител или номиниран – по посочената година")
                if told
                else _("Носител или номиниран – посочете година"),
                seat.citation,
                _("{name}: {said}").format(name=one.name, said=one.naming)
                if told
                else _("{name} не е в книгата, нито сред предложените за предишни издания.").format(
                    name=one.name
                ),
            )
        )
    return tuple(found)


def _ends(key: str) -> tuple[str, str]:
    """The first and the last word of a name: the same person with or without a second name."""
    words = key.split()
    return words[0], words[-1]


def _experts(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    """Experts are advisers; one with a vote changes the composition the act sets (OP-18)."""
    invited = [one for one in members if one.expert and one.name.strip()]
    if rule.experts_citation is None or not invited:
        return ()
    found = []
    lacking = [one.name for one in invited if not one.naming.strip()]
    if lacking:
        found.append(
            Finding(
                "experts-basis", Verdict.NOT_MET, Effect.WARNS,
                _("За допълване: с коя заповед или покана е привлечен експертът"),
                rule.experts_citation, ", ".join(lacking),
            )
        )  # fmt: skip
    voting = [one.name for one in invited if one.voting]
    if voting:
        total = sum(bool(one.name.strip()) and one.voting for one in members)
        found.append(
            Finding(
                "experts-vote", Verdict.NOT_MET, Effect.WARNS,
                _("Експерт с право на глас – съставът става {n}").format(n=total),
                rule.experts_citation,
                _("{names}: експертът не е сред изброените в {citation}; глас има само ако "
                  "заповедта го казва.").format(names=", ".join(voting), citation=rule.citation),
            )
        )  # fmt: skip
    else:
        found.append(
            Finding(
                "experts-vote", Verdict.MET, Effect.WARNS,
                _("Експертите са без право на глас"), rule.experts_citation,
                ", ".join(one.name for one in invited),
            )
        )  # fmt: skip
    return tuple(found)


def _chosen_by(seat: SeatRule) -> str:
    """Whose paper has to be there: a letter, or the record of an election."""
    if seat.how == ELECTED:
        return _("протокол за избора от {body}").format(body=seat.named_by)
    return seat.named_by


def _chair(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    if not rule.chair_source:
        return ()
    chairs = [member for member in members if member.chair]
    if not chairs:
        sentence, detail = _("Не е посочен председател"), rule.chair_name
    elif len(chairs) > 1:
        sentence, detail = _("Посочен е повече от един председател"), rule.chair_name
    elif chairs[0].source != rule.chair_source:
        sentence = _("Председателят не е от предвидената квота")
        detail = _("{who} – {citation}").format(who=rule.chair_name, citation=rule.chair_citation)
    else:
        return (
            Finding(
                "chair", Verdict.MET, Effect.BLOCKS, _("Председателят е от предвидената квота"),
                rule.chair_citation, chairs[0].name,
            ),
        )  # fmt: skip
    return (
        Finding("chair", Verdict.NOT_MET, Effect.BLOCKS, sentence, rule.chair_citation, detail),
    )


def _order(rule: CommissionRule, order_no: str, order_date: date | None) -> tuple[Finding, ...]:
    if order_no.strip() and order_date is not None:
        return ()
    if rule.appointed_by:
        lacks = _("Няма акт за състава на комисията: {act}").format(act=rule.appointed_by)
        advice = _("Впишете номера и датата му.")
    else:
        lacks = _("Няма заповед за назначаване на комисията")
        advice = _("Впишете номера и датата на заповедта.")
    return (
        Finding(
            "order", Verdict.NOT_MET, Effect.BLOCKS, lacks,
            rule.order_citation or rule.citation, advice, overridable=False,
        ),
    )  # fmt: skip


def _parity(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    total = sum(bool(member.name.strip()) and member.voting for member in members)
    if total == 0 or total % 2:
        return ()
    return (
        Finding(
            "parity", Verdict.NOT_MET, Effect.INFORMS,
            _("Съставът е четен ({n}) – възможно е равенство").format(n=total), rule.citation,
            _("Наредбата не дава решаващ глас; при равенство се прегласува."),
        ),
    )  # fmt: skip
