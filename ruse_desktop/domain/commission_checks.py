"""Findings on a commission that changes: empty seats, an extra chair, terms, reused orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import needed
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ruse_desktop.domain.commissions import ChangeInput, MemberInput, OrderUse
    from ruse_desktop.domain.rules import CommissionRule

_LEAST_REASON = 15
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def quorum_needed(rule: CommissionRule, appointed: int) -> int:
    """The members that must be there: the law's number, else more than half of the appointed."""
    return rule.quorum or appointed // 2 + 1


def below_seats(
    rule: CommissionRule, members: Sequence[MemberInput], lacking: str
) -> tuple[Finding, ...]:
    """Fewer members than the act prescribes because somebody left; quorum and majority anew."""
    total = sum(bool(one.name.strip()) and one.voting for one in members)
    prescribed = _("{n}").format(n=rule.size)
    if any(not seat.count for seat in rule.seats):
        prescribed = _("{n} и всички от открития брой места").format(n=rule.size)
    return (
        Finding(
            "below-seats", Verdict.NOT_MET, Effect.WARNS,
            _("Съставът е под предвидения: {n} от {all}").format(n=total, all=prescribed),
            rule.citation,
            _("{lacking}. Кворумът става {quorum}, мнозинството при пълно присъствие – "
              "{majority}. Заместник се определя със заповед за изменение.").format(
                lacking=lacking, quorum=quorum_needed(rule, total), majority=needed(total)),
        ),
    )  # fmt: skip


def extra_chair(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
    """The chair who is not among those his body named: a member beyond the quota (R-45-4.2)."""
    beyond = [one for one in members if one.extra and one.name.strip()]
    if not beyond:
        return ()
    total = sum(bool(one.name.strip()) and one.voting for one in members)
    one = beyond[0]
    if len(beyond) > 1 or not one.chair or one.source != rule.chair_source:
        return (
            Finding(
                "chair-extra", Verdict.NOT_MET, Effect.BLOCKS,
                _("Извънреден член може да е само председателят"), rule.chair_citation,
                ", ".join(other.name for other in beyond),
            ),
        )  # fmt: skip
    told = len(one.extra_why.strip()) >= _LEAST_REASON
    why = one.extra_why if told else _("Впишете причина – поне {n} знака.").format(n=_LEAST_REASON)
    return (
        Finding(
            "chair-extra", Verdict.MET if told else Verdict.NOT_MET, Effect.BLOCKS,
            _("Председателят е извънреден член – съставът става {n}").format(n=total),
            rule.chair_citation,
            _("{name} не е сред посочените по квотата. {why}").format(name=one.name, why=why),
            overridable=False,
        ),
    )  # fmt: skip


def terms(rule: CommissionRule, members: Sequence[MemberInput], day: date) -> tuple[Finding, ...]:
    """Members whose term in the body that named them does not hold the day (R-F20-0.1)."""
    ended = [
        _("{name} – до {day}").format(name=one.name, day=date_short(one.term_until))
        for one in members
        if one.name.strip() and one.term_until is not None and one.term_until < day
    ]
    ended += [
        _("{name} – от {day}").format(name=one.name, day=date_short(one.term_from))
        for one in members
        if one.name.strip() and one.term_from is not None and one.term_from > day
    ]
    if not ended:
        return ()
    return (
        Finding(
            "terms", Verdict.NOT_MET, Effect.WARNS,
            _("Мандатът на член не обхваща {day}").format(day=date_short(day)),
            rule.citation, "; ".join(ended),
        ),
    )  # fmt: skip


def order_reused(
    rule: CommissionRule,
    number: str,
    on: date | None,
    year: int,
    used: Sequence[OrderUse],
    *,
    fresh: bool = False,
) -> tuple[Finding, ...]:
    """A number that another order of the same year has (R-64-3.1).

    One order may appoint several commissions of one award year; nothing else shares a number.
    With `fresh` the order must be a new one altogether.
    """
    key = search_key(number)
    if not key or on is None:
        return ()
    for one in used:
        if search_key(one.number) != key or one.on.year != on.year:
            continue
        if one.on == on and one.year == year and not fresh:
            continue
        if fresh and one.on == on and not one.same_edition and one.year == year:
            continue
        return (
            Finding(
                "order-reused", Verdict.NOT_MET, Effect.BLOCKS,
                _("Номер {no}/{year} г. вече е на друга заповед").format(no=number, year=on.year),
                rule.anew_citation or rule.order_citation or rule.citation,
                _("{commission} за {award_year} г., {day}. За всяко издание се издава нова "
                  "заповед.").format(
                    commission=one.commission, award_year=one.year, day=date_short(one.on)),
            ),
        )  # fmt: skip
    return ()


def change_days(
    rule: CommissionRule, change: ChangeInput, appointed: date | None
) -> tuple[Finding, ...]:
    """A changing order is dated after the first, holds from its day on, and says who and why."""
    wrong = []
    if not change.number.strip() or change.on is None:
        wrong.append(_("няма номер и дата на заповедта за изменение"))
    if change.on is not None and appointed is not None and change.on < appointed:
        wrong.append(_("изменението е преди първата заповед"))
    if change.from_day is None:
        wrong.append(_("не е посочено откога важи"))
    elif change.on is not None and change.from_day < change.on:
        wrong.append(_("изменението не може да важи преди датата си"))
    if any(not one.why.strip() for one in change.leaving):
        wrong.append(_("не е посочена причина за напускането"))
    if not (change.leaving or change.joining or change.chair is not None or change.secretary):
        wrong.append(_("нищо не се променя"))
    if not wrong:
        return ()
    return (
        Finding(
            "change-order", Verdict.NOT_MET, Effect.BLOCKS,
            _("Изменението не е пълно"), rule.order_citation or rule.citation, "; ".join(wrong),
            overridable=False,
        ),
    )  # fmt: skip


def holders(
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


def experts(rule: CommissionRule, members: Sequence[MemberInput]) -> tuple[Finding, ...]:
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
