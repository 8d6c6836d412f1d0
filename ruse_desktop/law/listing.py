"""Every rule of an edition beside its provision, as one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ruse_desktop.domain import law_words
from ruse_desktop.domain.amending import Rule, RuleDifference, RuleId
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rules import ActEdition, AwardRules
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.loader import HEADER, MANY, OF_ACT, ONE, AwardHeader

SYMBOL, DUTY = (table for table, _cls in OF_ACT.values())
ACT_IDENTITY = "code"


def identity_of(table: str) -> str:
    """The field by which a rule of this table is known; „“ where an award has only one such."""
    if table in MANY:
        return MANY[table][1]
    return ACT_IDENTITY if table in {SYMBOL, DUTY} else ""


def type_of(table: str) -> type:
    """The class of the table's values. Raises KeyError."""
    acts = dict(OF_ACT.values())
    if table in MANY:
        return MANY[table][0]
    return ONE[table] if table in ONE else acts[table]


def rules_of(edition: ActEdition) -> tuple[Rule, ...]:
    """All rules in the order of the act; those of an award without a citation stand at the award's."""
    found = [one for award in edition.awards for one in _of_award(award)]
    found.extend(
        _rule(RuleId("", SYMBOL, one.code), one, law_words.symbol_name(one.symbol), one.citation)
        for one in edition.symbols
    )
    yearly = _("Годишен календар")
    found.extend(
        _rule(RuleId("", DUTY, one.code), one, yearly, one.citation) for one in edition.duties
    )
    return tuple(sorted(found, key=lambda one: one.citation.place))


def differences(before: tuple[Rule, ...], after: tuple[Rule, ...]) -> tuple[RuleDifference, ...]:
    """The rules that are not the same on both sides."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    return tuple(
        (old.get(rule), new.get(rule))
        for rule in dict.fromkeys([*old, *new])
        if rule not in old or rule not in new or old[rule].value != new[rule].value
    )


def header_of(award: AwardRules) -> AwardHeader:
    """The `[award]` table of these rules."""
    return AwardHeader(**{one.name: getattr(award, one.name) for one in fields(AwardHeader)})


def citations_in(value: object) -> Iterator[Citation]:
    """Every citation inside a value, its own first."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from citations_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from citations_in(getattr(value, field.name))


def _of_award(award: AwardRules) -> Iterator[Rule]:
    def rule(table: str, identity: str, value: Any) -> Rule:
        own = getattr(value, "citation", None) or award.citation
        made = RuleId(award.code, table, identity)
        return _rule(made, value, award.short_name, own, award)

    yield rule(HEADER, "", header_of(award))
    for table in ONE:
        value = getattr(award, table, None)
        if table != HEADER and value is not None:
            yield rule(table, "", value)
    for table, (_cls, identity, attribute) in MANY.items():
        for value in getattr(award, attribute):
            yield rule(table, str(getattr(value, identity)), value)


def _rule(
    rule_id: RuleId, value: Any, group: str, citation: Citation, award: AwardRules | None = None
) -> Rule:
    title = law_words.title_of(rule_id.table)
    return Rule(rule_id, value, citation, group, title, law_words.says(value, award))
