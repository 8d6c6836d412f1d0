"""The seal of the municipality: what it was put on, who keeps it, and what the act says of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _

SEAL = "seal"
OUTSIDE = "outside"
"""The category of a document that the act does not list; it needs a legal ground."""
MOST_ORIGINALS = 999


@dataclass(frozen=True)
class SealCategory:
    """One kind of document the seal is put on; `awards` are kinds of award whose papers it takes.

    `agreement`: such a document may rest on an international agreement, whose number is kept.
    """

    code: str
    name: str
    citation: Citation
    awards: tuple[str, ...] = ()
    agreement: bool = False

    @property
    def item(self) -> str:
        """„т. 4“."""
        return _("т. {item}").format(item=self.citation.item)

    @property
    def full(self) -> str:
        """„т. 4: Удостоверения за удостояване с наградите“."""
        return f"{self.item}: {self.name}"


@dataclass(frozen=True)
class SealRules:
    """What an edition of the act says of the seal; without the articles there is nothing to cite."""

    categories: tuple[SealCategory, ...] = ()
    order: Citation | None = None
    custody: Citation | None = None

    def category(self, code: str) -> SealCategory | None:
        """The category with this code; None for one the edition does not know."""
        return next((one for one in self.categories if one.code == code), None)

    def of_award(self, kind: str) -> str:
        """The category proposed for the papers of a kind of award; „“ where none names it."""
        return next((one.code for one in self.categories if kind in one.awards), "")

    @property
    def of_awards(self) -> SealCategory | None:
        """The category that names the certificates of awards as such: the first one that does."""
        return next((one for one in self.categories if one.awards), None)


def rules_of(symbols: Sequence[SymbolRule]) -> SealRules:
    """The rules of the seal among those of all symbols."""
    own = [one for one in symbols if one.symbol == SEAL]
    return SealRules(
        tuple(
            SealCategory(one.code, one.name, one.citation, one.awards, one.agreement)
            for one in own
            if one.kind == "use" and one.citation.item
        ),
        next((o.citation for o in own if o.kind == "use" and not o.citation.item), None),
        next((o.citation for o in own if o.kind == "custody"), None),
    )


@dataclass(frozen=True)
class SealInput:
    """What is typed of one sealing; `category` is a code of the act or OUTSIDE with a `ground`.

    `print_id` is the line of the books' log of printing it confirms; `agreement` names the
    international agreement the document rests on, by number and day, `agreement_id` its line in the
    register of agreements.
    """

    document: str
    category: str
    originals: int
    signed_on: date | None
    signed_by: str
    sealed_on: date | None
    asked_by: str
    ground: str = ""
    note: str = ""
    print_id: int | None = None
    agreement: str = ""
    agreement_id: int | None = None


@dataclass(frozen=True)
class SealEntry:
    """A line of the register; `holder` is who kept the seal on that day, as known when it was written."""

    id: int
    number: int
    year: int
    category: str
    category_text: str
    citation: Citation | None
    document: str
    originals: int
    signed_on: date
    signed_by: str
    sealed_on: date
    asked_by: str
    holder: str
    ground: str
    note: str
    print_id: int | None
    by: str
    at: datetime
    struck_why: str = ""
    struck_by: str = ""
    struck_at: datetime | None = None
    agreement: str = ""
    agreement_id: int | None = None

    @property
    def number_text(self) -> str:
        """„12/2026“."""
        return f"{self.number}/{self.year}"


@dataclass(frozen=True)
class Waiting:
    """A paper printed from the books that has no line in the register yet."""

    print_id: int
    document: str
    printed_on: date
    award: str
    award_kind: str
    category: str


@dataclass(frozen=True)
class CustodyInput:
    """A hand-over of the seal while its keeper is away; both days inclusive."""

    holder: str
    office: str
    order_no: str
    order_on: date | None
    since: date | None
    until: date | None
    reason: str = ""


@dataclass(frozen=True)
class Custody:
    """Somebody who keeps the seal for a time; `returned_on` None while it is not back."""

    id: int
    holder: str
    office: str
    order_no: str
    order_on: date
    since: date
    until: date
    reason: str
    by: str
    at: datetime
    returned_on: date | None = None
    struck_why: str = ""

    @property
    def who(self) -> str:
        """Name and office."""
        return ", ".join(part for part in (self.holder, self.office) if part)

    @property
    def order_text(self) -> str:
        """„Заповед № 15/01.08.2027 г.“"""
        return _("Заповед № {no}/{day}").format(no=self.order_no, day=date_short(self.order_on))

    def last(self, today: date) -> date:
        """The last day it is with this person: the return, else the term, else it still is."""
        return self.returned_on or max(self.until, today)

    def holds(self, day: date, today: date) -> bool:
        """Whether the seal is with this person on `day`, as known `today`."""
        return not self.struck_why and self.since <= day <= self.last(today)

    def overdue(self, today: date) -> bool:
        """Whether it should have come back."""
        return not self.struck_why and self.returned_on is None and self.until < today


def holder_on(day: date, all_: Sequence[Custody], today: date) -> Custody | None:
    """Who keeps the seal on `day` in place of its keeper by law; None = the keeper himself.

    On the day one hands it to the next, the next.
    """
    held = [one for one in all_ if one.holds(day, today)]
    return max(held, key=lambda one: (one.since, one.id)) if held else None


def clashing(typed: CustodyInput, all_: Sequence[Custody], today: date) -> Custody | None:
    """A hand-over that holds on a day of this one; the day of a return may begin another."""
    assert typed.since is not None
    assert typed.until is not None
    for one in all_:
        if one.struck_why:
            continue
        free = one.returned_on is not None and typed.since >= one.returned_on
        if not free and typed.since <= one.last(today) and one.since <= typed.until:
            return one
    return None


def findings(
    typed: SealInput, rules: SealRules, *, award_kind: str = "", least_ground: int = 15
) -> tuple[Finding, ...]:
    """What the act says of a sealing: after the signature, on a document it lists (чл. 21)."""
    found = [_after_signature(typed, rules), _listed(typed, rules, least_ground)]
    own = rules.of_awards
    if award_kind and own is not None and award_kind not in own.awards:
        found.append(
            Finding(
                "seal-award-kind", Verdict.JUDGEMENT, Effect.WARNS,
                _("Отличието не е сред наградите по {citation}.").format(citation=own.citation),
                own.citation,
                question=_("Категорията е предложена; изберете другата, ако службата приема така."),
            )
        )  # fmt: skip
    return tuple(found)


def _after_signature(typed: SealInput, rules: SealRules) -> Finding:
    code, rule, effect = "seal-after-signature", rules.order, Effect.BLOCKS
    if typed.signed_on is None:
        return Finding(
            code, Verdict.NOT_MET, effect,
            _("Печатът се полага след подписа на кмета, а ден на подписа не е посочен."), rule,
            overridable=False,
        )  # fmt: skip
    if typed.sealed_on is None:
        said = _("Не е посочен денят, в който е положен печатът.")
        return Finding(code, Verdict.JUDGEMENT, effect, said, rule, overridable=False)
    facts = _("подписан {signed}, подпечатан {sealed}").format(
        signed=date_plain(typed.signed_on), sealed=date_plain(typed.sealed_on)
    )
    met = typed.signed_on <= typed.sealed_on
    said = (
        _("Печатът е положен след подписа на кмета.")
        if met
        else _("Печатът се полага след подписа на кмета, а денят му е преди деня на подписа.")
    )
    verdict = Verdict.MET if met else Verdict.NOT_MET
    return Finding(code, verdict, effect, said, rule, facts, overridable=False)


def _listed(typed: SealInput, rules: SealRules, least: int) -> Finding:
    code = "seal-category"
    category = rules.category(typed.category)
    if category is not None:
        return Finding(code, Verdict.MET, Effect.BLOCKS, category.full, category.citation)
    if len(typed.ground.strip()) >= least:
        return Finding(
            code, Verdict.NOT_MET, Effect.INFORMS,
            _("Документът е извън изброените; печатът е на посочено законово основание."),
            rules.order, typed.ground,
        )  # fmt: skip
    return Finding(
        code, Verdict.NOT_MET, Effect.BLOCKS,
        _("Документът не е сред изброените, върху които се полага печатът."), rules.order,
        question=_("Посочете законовото основание с думи: закон, член, алинея."),
        overridable=False,
    )  # fmt: skip


def category_text(code: str, rules: SealRules) -> str:
    """A category in words for lists and paper."""
    category = rules.category(code)
    return category.full if category is not None else _("извън изброените")


def offered(rules: SealRules) -> Mapping[str, str]:
    """What may be chosen as category, in the order of the act, the one outside it last."""
    return {one.code: one.full for one in rules.categories} | {
        OUTSIDE: _("Извън изброените, със законово основание")
    }
