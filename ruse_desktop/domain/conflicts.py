"""Declared relations of members with those proposed, what they bar from, and who proposed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import AdmittedNomination
    from ruse_desktop.domain.rules import CommissionRule

WHOLE = "commission"
"""`CommissionRule.conflict`: a relation bars from the whole work of the commission."""
ITEM = "item"
"""`CommissionRule.conflict`: a relation bars from the sections of that nominee."""


class ConflictKind(StrEnum):
    """The nature of a declared relation."""

    KINSHIP = "kinship"
    OFFICIAL = "official"
    OTHER = "other"


KIND_NAMES: dict[ConflictKind, str] = {
    ConflictKind.KINSHIP: mark("родство"),
    ConflictKind.OFFICIAL: mark("служебни взаимоотношения"),
    ConflictKind.OTHER: mark("друго"),
}
"""Names for people; screens pass them through gettext."""


@dataclass(frozen=True)
class Conflict:
    """A relation a member declared: with the nominee, or with the `proposer` of a nomination.

    `steps_out`: the member takes no part in the sections it touches although nothing bars him.
    """

    nomination_id: int
    kind: ConflictKind
    text: str = ""
    proposer: bool = False
    steps_out: bool = False


def bars(rule: CommissionRule, one: Conflict) -> bool:
    """Whether the act forbids the member to take part because of this relation (чл. 45, ал. 7)."""
    named = not rule.conflict_kinds or str(one.kind) in rule.conflict_kinds
    return (
        rule.conflict in {WHOLE, ITEM} and named and (rule.conflict_proposers or not one.proposer)
    )


def barred_from_all(rule: CommissionRule, conflicts: Iterable[Conflict]) -> bool:
    """Whether one of the relations bars from the whole commission: dossier, vote and base."""
    return rule.conflict == WHOLE and any(bars(rule, one) for one in conflicts)


def touched(
    one: Conflict, nominations: Sequence[AdmittedNomination]
) -> tuple[AdmittedNomination, ...]:
    """The nominations a relation is about: of that nominee, or of that proposer, in any section."""
    declared = next((n for n in nominations if n.id == one.nomination_id), None)
    if declared is None:
        return ()
    if one.proposer:
        return tuple(n for n in nominations if n.proposer_name == declared.proposer_name)
    same = declared.nominee_kind, search_key(declared.nominee_name)
    return tuple(
        n for n in nominations if (n.nominee_kind, search_key(n.nominee_name)) == same
    )  # fmt: skip


def out_of(
    rule: CommissionRule, conflicts: Iterable[Conflict], nominations: Sequence[AdmittedNomination]
) -> frozenset[int]:
    """The nominations in whose sections the member has no part: barred per item, or stepping out."""
    return frozenset(
        found.id
        for one in conflicts
        if one.steps_out or (rule.conflict == ITEM and bars(rule, one))
        for found in touched(one, nominations)
    )


def conflict_says(one: Conflict, nominations: Sequence[AdmittedNomination]) -> str:
    """„родство с Ана Бонева: сестра“, as the minutes and the room say it."""
    declared = next((n for n in nominations if n.id == one.nomination_id), None)
    if declared is None:
        whom = _("неизвестно лице")
    elif one.proposer:
        whom = _("вносителя {name}").format(name=declared.proposer_name)
    else:
        whom = declared.nominee_name
    kind = _(KIND_NAMES[one.kind])
    said = (
        _("друго отношение с {whom}").format(whom=whom)
        if one.kind is ConflictKind.OTHER
        else _("{kind} с {whom}").format(kind=kind, whom=whom)
    )
    return f"{said}: {one.text}" if one.text else said


def relations(
    rule: CommissionRule,
    declared: Sequence[tuple[str, Conflict, str]],
) -> tuple[Finding, ...]:
    """Relations that nothing forbids, of (member, relation, how it is said); passed with a reason.

    Where the act has no rule like чл. 45, ал. 7, a declared relation is a possible conflict that
    the commission judges (R-63-1.4); so is a kind of relation the rule does not name.
    """
    standing = [
        f"{name} – {said}"
        for name, one, said in declared
        if not one.steps_out and not bars(rule, one)
    ]
    if not standing:
        return ()
    ruled = rule.conflict in {WHOLE, ITEM}
    return (
        Finding(
            "conflicts", Verdict.NOT_MET, Effect.WARNS,
            _("Обявена е връзка, която не отстранява по наредбата")
            if ruled
            else _("Възможен конфликт – {note}").format(note=rule.conflict_note)
            if rule.conflict_note
            else _("Възможен конфликт"),
            rule.conflict_citation or rule.citation, "; ".join(standing),
        ),
    )  # fmt: skip


def reduced(rule: CommissionRule, names: Sequence[str], appointed: int) -> tuple[Finding, ...]:
    """Members barred and not replaced: quorum and majority are of those who are left (R-45-7.3)."""
    if not names:
        return ()
    return (
        Finding(
            "reduced", Verdict.NOT_MET, Effect.INFORMS,
            _("Отведени без заместник: {n} от {all}").format(n=len(names), all=appointed),
            rule.conflict_citation or rule.citation,
            _(
                "{names}. Кворумът и мнозинството се смятат от останалите {left}; заместник се "
                "определя само с изменена заповед."
            ).format(names=", ".join(names), left=appointed - len(names)),
        ),
    )  # fmt: skip
