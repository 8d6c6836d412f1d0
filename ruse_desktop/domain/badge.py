"""The badge „Русе“: its variants, who wears it, whom it honours, and what the act says of each use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.i18n import _, mark

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import ActEdition, AwardRules
    from ruse_desktop.domain.town import SymbolRule

BADGE = "badge"
MOST = 100_000
"""The largest number of badges in one movement."""
DECIDED_BY = "decided_by"
GROUNDS = "grounds"
VARIANT = "variant"


class Purpose(StrEnum):
    """What a badge left the stock for: to be worn, as an honour, for a forum, to a point of sale."""

    WEAR = "wear"
    HONOUR = "honour"
    FORUM = "forum"
    OUTLET = "outlet"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.WEAR: mark("отличителен, за носене"),
    Purpose.HONOUR: mark("почетен"),
    Purpose.FORUM: mark("сувенирен, форум"),
    Purpose.OUTLET: mark("сувенирен, търговски обект"),
}
"""The character of the badge by чл. 15, ал. 1 in each use; screens pass it through gettext."""


@dataclass(frozen=True)
class Variant:
    """A variant of the badge; `stock` is the code of its kind in the stock."""

    code: str
    name: str
    citation: Citation
    stock: str


@dataclass(frozen=True)
class WearerGroup:
    """A group of officials who wear the representative badge (чл. 16, т. 1–4)."""

    code: str
    name: str
    citation: Citation

    @property
    def item(self) -> str:
        """„т. 3“."""
        return _("т. {item}").format(item=self.citation.item)

    @property
    def full(self) -> str:
        """„т. 4: Общинските съветници“."""
        return f"{self.item}: {self.name}"


@dataclass(frozen=True)
class BadgeRules:
    """What an edition of the act says of the badge.

    `wear`, `honour` and `gift` are the rules of its uses, None where the edition has none; `award`
    holds the particulars of the badge as an honour, `permit` is where reproduction is permitted.
    """

    variants: tuple[Variant, ...] = ()
    groups: tuple[WearerGroup, ...] = ()
    levels: tuple[SymbolRule, ...] = ()
    form: SymbolRule | None = None
    wear: SymbolRule | None = None
    honour: SymbolRule | None = None
    gift: SymbolRule | None = None
    award: AwardRules | None = None
    permit: Citation | None = None

    def variant(self, code: str) -> Variant | None:
        """The variant with this code, or with this code in the stock."""
        return next((one for one in self.variants if code in {one.code, one.stock}), None)

    def group(self, code: str) -> WearerGroup | None:
        """The group with this code; None for one the edition does not know."""
        return next((one for one in self.groups if one.code == code), None)

    def level(self, code: str) -> str:
        """„международен“; „“ for a level nobody knows."""
        return next((one.name for one in self.levels if one.code == code), "")

    def meant(self, use: SymbolRule | None) -> Variant | None:
        """The variant a use is meant for."""
        return self.variant(use.variant) if use else None

    @property
    def grounds(self) -> dict[str, str]:
        """The merits of чл. 17 by code, as the award's file lists them."""
        fields = self.award.fields if self.award else ()
        found = next((one for one in fields if one.code == GROUNDS), None)
        return {one.code: one.name for one in found.choices} if found else {}


def rules_of(edition: ActEdition) -> BadgeRules:
    """The rules of the badge in an edition of the act."""
    own = [one for one in edition.symbols if one.symbol == BADGE]

    def first(kind: str) -> SymbolRule | None:
        return next((one for one in own if one.kind == kind), None)

    honour = first("honour")
    award = next(
        (one for one in edition.awards if honour and one.citation == honour.citation), None
    )
    return BadgeRules(
        variants_of(edition),
        tuple(WearerGroup(o.code, o.name, o.citation) for o in own if o.kind == "wearer"),
        tuple(one for one in own if one.kind == "forum"),
        first("form"), first("wear"), honour, first("gift"), award,
        next((o.citation for o in edition.symbols if o.symbol == "emblem" and o.uses), None),
    )  # fmt: skip


def variants_of(edition: ActEdition) -> tuple[Variant, ...]:
    """The variants of the badge (чл. 15, ал. 2), each with its kind in the stock.

    The one that goes with an award is the award's own kind: there is one pile of it.
    """
    taken = {
        one.citation: f"{award.code}:{one.kind}"
        for award in edition.awards
        for one in award.attributes
    }
    return tuple(
        Variant(one.code, one.name, one.citation, taken.get(one.citation, f"symbol:{one.code}"))
        for one in edition.symbols
        if one.symbol == BADGE and one.kind == "variant"
    )


def purpose_text(purpose: Purpose, citation: Citation | None, variant: str) -> str:
    """„почетен (чл. 17), представителна“."""
    name = _(PURPOSE_NAMES[purpose])
    said = _("{purpose} ({citation})").format(purpose=name, citation=citation) if citation else name
    return f"{said}, {variant}" if variant else said


def judge_wear(
    position: str, group: str, rules: BadgeRules, *, in_office: bool = True
) -> tuple[Finding, ...]:
    """Whether one who holds a position may wear the badge on duty (чл. 16)."""
    if rules.wear is None:
        return ()
    if rules.group(group) is None:
        items = [one.citation.item for one in rules.groups if one.citation.item]
        span = f"{items[0]}–{items[-1]}" if items else ""
        return (
            Finding(
                "badge-wearer", Verdict.NOT_MET, Effect.WARNS,
                _("Длъжността „{position}“ не е сред чл. {article}, т. {items}.").format(
                    position=position, article=rules.wear.citation.article, items=span
                ),
                rules.wear.citation,
                question=_("На какво друго основание се дава? Като почетен знак – по чл. {no}.").format(
                    no=rules.honour.citation.article
                ) if rules.honour else "",
            ),
        )  # fmt: skip
    if in_office:
        return ()
    return (
        Finding(
            "badge-office", Verdict.NOT_MET, Effect.WARNS,
            _("В деня на издаването лицето не заема длъжността „{position}“.").format(
                position=position
            ),
            rules.wear.citation,
            question=_("Защо значката се издава?"),
        ),
    )  # fmt: skip


def judge_gift(variant: str, rules: BadgeRules) -> tuple[Finding, ...]:
    """Whether a variant may be given or sold as a souvenir (чл. 18)."""
    meant = rules.meant(rules.gift)
    chosen = rules.variant(variant)
    if rules.gift is None or meant is None or chosen is None or chosen == meant:
        return ()
    others = [one.citation.article for one in (rules.wear, rules.honour) if one]
    return (
        Finding(
            "badge-gift", Verdict.NOT_MET, Effect.WARNS,
            _(
                "Чл. {article} – сувенирен характер; представителната значка се носи и връчва по "
                "чл. {others}."
            ).format(article=rules.gift.citation.article, others="–".join(others)),
            rules.gift.citation,
            question=_("Защо се дава представителна значка?"),
        ),
    )  # fmt: skip


def judge_honour(variant: str, decided_by: str, rules: BadgeRules) -> tuple[Finding, ...]:
    """What the act says of the badge as an honour: variant, who decides, what it is not (чл. 17)."""
    award, meant = rules.award, rules.meant(rules.honour)
    if award is None:
        return ()
    found = []
    for rule in award.eligibility:
        asked = rule.params.get("field")
        if asked == VARIANT and rules.variant(variant) != meant:
            found.append(Finding(
                rule.id, Verdict.NOT_MET, rule.effect, f"{rule.says}.", rule.citation,
                overridable=False,
            ))  # fmt: skip
        if asked == DECIDED_BY and not decided_by.strip():
            found.append(
                Finding(rule.id, Verdict.NOT_MET, rule.effect, f"{rule.says}.", rule.citation)
            )
        if rule.effect is Effect.INFORMS:
            found.append(
                Finding(rule.id, Verdict.JUDGEMENT, rule.effect, f"{rule.says}.", rule.citation)
            )
    return tuple(found)


def judge_supplier(supplier: str, rules: BadgeRules) -> tuple[Finding, ...]:
    """A badge made outside the municipality reproduces the emblem (чл. 18 във вр. с чл. 8)."""
    if not supplier.strip() or rules.permit is None:
        return ()
    return (
        Finding(
            "badge-maker", Verdict.JUDGEMENT, Effect.WARNS,
            _("Герб в контурен релеф – {citation}: производителят „{name}“ възпроизвежда герба.").format(
                citation=rules.permit, name=supplier.strip()
            ),
            rules.permit,
            question=_("Има ли разрешение? Текстът за значката не споменава такова."),
        ),
    )  # fmt: skip


def needs_reason(found: Sequence[Finding]) -> bool:
    """Whether something is passed only with a reason."""
    return any(one.open for one in found)
