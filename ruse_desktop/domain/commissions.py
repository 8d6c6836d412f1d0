"""Commissions: seats by the ordinance's quotas, and what their composition lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from ruse_desktop.domain import commission_checks
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import CommissionRule, SeatRule
from ruse_desktop.kernel.formats import date_short
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
    him as `naming`, and `voting` only where that says so. `extra`: the chair whom the body did not
    name among its own, on a seat beyond the quota, with the reason (R-45-4.2). The term is his
    term in the body that named him, both days included.
    """

    source: str
    name: str
    position: str = ""
    naming: str = ""
    chair: bool = False
    voting: bool = True
    extra: bool = False
    extra_why: str = ""
    term_from: date | None = None
    term_until: date | None = None

    @property
    def expert(self) -> bool:
        """Whether he is invited beside the quotas."""
        return self.source == EXPERT


@dataclass(frozen=True)
class Member(MemberInput):
    """A saved member: in the commission from `since` (None = from its first order) till `until`.

    `until` is the first day on which he is no more in it; `replaces` the id of whose seat he took.
    """

    id: int = 0
    since: date | None = None
    until: date | None = None
    left_why: str = ""
    replaces: int | None = None

    def seated(self, day: date) -> bool:
        """Whether he is in the commission on the day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True)
class OrderInput:
    """The mayor's appointing order and the non-voting secretary; `parity_seen`: even, and known."""

    number: str
    on: date | None
    secretary: str = ""
    parity_seen: bool = False


@dataclass(frozen=True)
class Leaving:
    """Who leaves, why, and who enters in his seat from the same source; None = nobody yet."""

    member_id: int
    why: str
    successor: MemberInput | None = None


@dataclass(frozen=True)
class ChangeInput:
    """An order that changes an appointed commission from `from_day` on (R-45-7.3).

    `joining` are those on seats that stood empty; `chair` is the staying member who presides from
    then on, None = as it was. `secretary`: the new one, „“ = as it was.
    """

    number: str
    on: date | None
    from_day: date | None
    leaving: tuple[Leaving, ...] = ()
    joining: tuple[MemberInput, ...] = ()
    chair: int | None = None
    secretary: str = ""
    parity_seen: bool = False

    @property
    def entering(self) -> tuple[MemberInput, ...]:
        """Everyone who enters by it."""
        found = (one.successor for one in self.leaving if one.successor is not None)
        return tuple(one for one in (*found, *self.joining) if one.name.strip())

    @property
    def passes_chair(self) -> bool:
        """Whether somebody else presides from then on."""
        return self.chair is not None or any(one.chair for one in self.entering)


@dataclass(frozen=True)
class OrderChange:
    """A changing order: who left, who entered, who presides since, from which day."""

    id: int
    number: str
    on: date | None
    from_day: date | None
    left: tuple[Member, ...] = ()
    entered: tuple[Member, ...] = ()
    secretary: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def pairs(self) -> tuple[tuple[Member | None, Member | None], ...]:
        """Who left and who took his seat; None where a seat stays empty, or stood empty."""
        taken = {one.replaces: one for one in self.entered if one.replaces is not None}
        gone = {one.id for one in self.left}
        found: list[tuple[Member | None, Member | None]] = [
            (one, taken.get(one.id)) for one in self.left
        ]
        found += [(None, one) for one in self.entered if one.replaces not in gone]
        return tuple(found)


@dataclass(frozen=True)
class Acknowledgement:
    """Who knew that the number of members is even, and when (R-45-3.2)."""

    total: int
    by: str
    at: datetime


@dataclass(frozen=True)
class OrderUse:
    """An order as another commission, or another change, has it."""

    number: str
    on: date
    year: int
    commission: str
    same_edition: bool = False


@dataclass(frozen=True)
class CommissionView:
    """A commission of an award edition with its rule, order and members in the order of the law.

    `members` have a vote and are what quorum and majority count; `experts` are invited without one.
    `earlier` are the search keys of those given the award or nominated for it before, with the
    year; they are read only where a seat asks for it. `ever` are all who are or were in it;
    `parity` who knew that the number is even; `used` the orders of other commissions; `previous`
    the commission of `previous_year`, as a draft for this one.
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
    ever: tuple[Member, ...] = ()
    changes: tuple[OrderChange, ...] = ()
    first_secretary: str = ""
    parity: Acknowledgement | None = None
    used: tuple[OrderUse, ...] = ()
    previous: tuple[MemberInput, ...] = ()
    previous_year: int = 0

    def check(
        self,
        members: Sequence[MemberInput],
        order_no: str,
        order_date: date | None,
        *,
        day: date | None = None,
        changed: bool | None = None,
    ) -> tuple[Finding, ...]:
        """Every finding on a composition of this commission, the terms on `day` when given."""
        return (
            *composition(
                self.rule, members, order_no, order_date, self.earlier,
                changed=bool(self.changes) if changed is None else changed,
                parity=self.parity,
            ),
            *commission_checks.order_reused(
                self.rule, order_no, order_date, self.year, self.used
            ),
            *(commission_checks.terms(self.rule, members, day) if day else ()),
        )  # fmt: skip

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

    def on(self, day: date) -> CommissionView:
        """The commission as it is on a day, by the orders in force then."""
        return self._with(
            tuple(one for one in self.ever if one.seated(day)),
            tuple(one for one in self.changes if one.from_day and one.from_day <= day),
        )

    def at_first(self) -> CommissionView:
        """The commission as its first order appointed it."""
        return self._with(tuple(one for one in self.ever if one.since is None), ())

    def _with(self, seated: tuple[Member, ...], changes: tuple[OrderChange, ...]) -> CommissionView:
        told = [one.secretary for one in changes if one.secretary]
        return replace(
            self,
            members=tuple(one for one in seated if one.voting),
            experts=tuple(one for one in seated if not one.voting),
            changes=changes,
            secretary=told[-1] if told else self.first_secretary,
        )

    def after(self, change: ChangeInput) -> tuple[MemberInput, ...]:
        """Who would be in the commission by a change that is being typed."""
        gone = {one.member_id for one in change.leaving}
        staying = [
            replace(one, chair=one.id == change.chair) if change.passes_chair else one
            for one in self.everyone
            if one.id not in gone
        ]
        return (*staying, *change.entering)

    def preview(self, change: ChangeInput) -> OrderChange:
        """A change that is being typed, as the value of an order."""
        by_id = {one.id: one for one in self.everyone}
        pairs = [(by_id[one.member_id], one) for one in change.leaving]
        entered = [
            _seated(one.successor, gone.id)
            for gone, one in pairs
            if one.successor is not None and one.successor.name.strip()
        ]
        return OrderChange(
            0,
            change.number,
            change.on,
            change.from_day,
            left=tuple(replace(gone, left_why=one.why) for gone, one in pairs),
            entered=(*entered, *(_seated(one, None) for one in change.joining)),
            secretary=change.secretary,
        )

    def check_change(self, change: ChangeInput) -> tuple[Finding, ...]:
        """Every finding on what a change that is being typed would make of the commission."""
        found = self.check(
            self.after(change), self.order_no, self.order_date, day=change.from_day, changed=True
        )
        reused = commission_checks.order_reused(
            self.rule, change.number, change.on, self.year,
            (*self.used, *self._own_orders()), fresh=True,
        )  # fmt: skip
        return (*found, *reused, *commission_checks.change_days(self.rule, change, self.order_date))

    def _own_orders(self) -> tuple[OrderUse, ...]:
        own = [(self.order_no, self.order_date), *((c.number, c.on) for c in self.changes)]
        return tuple(
            OrderUse(number, on, self.year, self.rule.name, same_edition=True)
            for number, on in own
            if number and on is not None
        )


def _seated(member: MemberInput, replaces: int | None) -> Member:
    typed = {one.name: getattr(member, one.name) for one in fields(MemberInput)}
    return Member(**typed, replaces=replaces)


def composition(
    rule: CommissionRule,
    members: Sequence[MemberInput],
    order_no: str,
    order_date: date | None,
    earlier: Mapping[str, int] | None = None,
    *,
    changed: bool = False,
    parity: Acknowledgement | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a composition: quotas, names, documents, experts, chair, order, even number.

    `changed`: a later order let somebody go, so an empty seat warns and does not stop (R-45-7.3).
    """
    return (
        *_quotas(rule, members, changed=changed),
        *_doubles(rule, members),
        *_naming(rule, members),
        *commission_checks.experts(rule, members),
        *commission_checks.holders(rule, members, earlier or {}),
        *_chair(rule, members),
        *commission_checks.extra_chair(rule, members),
        *_order(rule, order_no, order_date),
        *_parity(rule, members, parity),
    )


def _quotas(
    rule: CommissionRule, members: Sequence[MemberInput], *, changed: bool
) -> tuple[Finding, ...]:
    named = [member for member in members if member.name.strip()]
    counts = Counter(member.source for member in named if not member.extra)
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
    over = any(counts[seat.source] > seat.count for seat in rule.seats if seat.count)
    strange = any(source not in known for source in counts)
    if wrong and changed and not over and not strange:
        return commission_checks.below_seats(rule, members, ", ".join(wrong))
    if wrong:
        return (
            Finding(
                "composition", Verdict.NOT_MET, Effect.BLOCKS,
                _("Несъответствие със състава по {citation}").format(citation=rule.citation),
                rule.citation, ", ".join(wrong),
            ),
        )  # fmt: skip
    total = sum(member.source != EXPERT for member in named)
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
        detail = _(
            "{who} – {citation}. Ако органът не го е посочил, впишете го като извънреден член."
        ).format(who=rule.chair_name, citation=rule.chair_citation)
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


def _parity(
    rule: CommissionRule, members: Sequence[MemberInput], known: Acknowledgement | None
) -> tuple[Finding, ...]:
    total = sum(bool(member.name.strip()) and member.voting for member in members)
    if total == 0 or total % 2:
        return ()
    says = _("Наредбата не дава решаващ глас; при равенство се прегласува.")
    if known is not None and known.total == total:
        seen = _("Взето предвид от {who} на {day}.").format(
            who=known.by, day=date_short(known.at.date())
        )
        says = f"{says} {seen}"
    return (
        Finding(
            "parity", Verdict.NOT_MET, Effect.INFORMS,
            _("Съставът е четен ({n}) – възможно е равенство").format(n=total), rule.citation, says,
        ),
    )  # fmt: skip
