"""A hand-over as it is asked for and judged, and the words under which the book keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ruse_desktop.domain import hand_over
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.hand_over_death import Deceased, judge_death
from ruse_desktop.domain.outcomes import HandOverRule
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.rules import EligibilityRule
from ruse_desktop.domain.stock import Item, StockCard, judge_designs
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class HandOverInput:
    """When, by whom and where; `presenter` is an office or, authorised by order, a person.

    `authorisation` is the number and date of that order, `occasion` another solemn occasion.
    `items` are the pieces that leave the stock with it; `received_by` names the representative of a
    laureate who was not there, „“ where he was.
    """

    on: date
    presenter: str = ""
    place: str = ""
    authorisation: str = ""
    occasion: str = ""
    items: tuple[Item, ...] = ()
    received_by: str = ""


@dataclass(frozen=True)
class HandOverPlan:
    """What the edition that binds an award and year says of its hand-over.

    `rule` is None where nothing is prescribed. `edition` is the id of that edition of the act,
    `days` the eves it names, the chosen ceremony first. `others` are the places in the book of the
    year's laureates who have not received the award yet, `deceased` those of them no longer alive
    by place, where the act gives nothing posthumously by the rule `posthumous`. `stock` are the
    kinds that go with the award, with their pieces.
    """

    year: int
    rule: HandOverRule | None
    edition: str
    days: tuple[date, ...] = ()
    others: tuple[int, ...] = ()
    posthumous: EligibilityRule | None = None
    deceased: Mapping[int, Deceased] = field(default_factory=dict)
    stock: tuple[StockCard, ...] = ()

    @property
    def announced(self) -> bool:
        """Whether the award is announced and not handed over."""
        return self.rule is not None and self.rule.announced_only

    def takes_order(self, presenter: str) -> bool:
        """Whether this presenter may come with an order of authorisation."""
        rule = self.rule
        if rule is None or not presenter or hand_over.may_present(rule, presenter):
            return False
        return rule.authorised or self.stands_in(presenter)

    def stands_in(self, presenter: str) -> bool:
        """Whether this presenter hands over „за кмета“, by an order on standing in for him."""
        return self.rule is not None and bool(hand_over.acts_for(self.rule, presenter))

    @property
    def presenters(self) -> tuple[str, ...]:
        """Who may be chosen: the offices of the act and who stands in for their holders."""
        rule = self.rule
        return (*rule.presenters, *hand_over.stand_ins(rule)) if rule else ()

    def judge(
        self, asked: HandOverInput, practice: Practice, seqs: Iterable[int] = ()
    ) -> tuple[Finding, ...]:
        """Findings on a hand-over to the laureates at `seqs`; of the rule where the act has one."""
        designs = judge_designs(self.stock, asked.items)
        if self.rule is None:
            return designs
        return (*self._judge(self.rule, asked, practice), *self._deaths(asked, seqs), *designs)

    def _deaths(self, asked: HandOverInput, seqs: Iterable[int]) -> Iterator[Finding]:
        for seq in seqs:
            if self.posthumous is not None and seq in self.deceased:
                yield from judge_death(self.posthumous, self.deceased[seq], asked.on)

    def _judge(
        self, rule: HandOverRule, asked: HandOverInput, practice: Practice
    ) -> tuple[Finding, ...]:
        return hand_over.judge(
            rule,
            presenter=asked.presenter,
            authorisation=asked.authorisation if self.takes_order(asked.presenter) else "",
            on=asked.on,
            year=self.year,
            practice=practice,
            exception_occasion=asked.occasion,
        )

    def recorded(self, asked: HandOverInput) -> tuple[str, str]:
        """Presenter and place as the book keeps them: with the order and the occasion in words."""
        who, where = asked.presenter, asked.place
        if asked.authorisation and self.takes_order(who):
            text = (
                _("{who}, заповед {order}")
                if self.stands_in(who)
                else _("{who}, упълномощен(а) със заповед {order}")
            )
            who = text.format(who=who, order=asked.authorisation)
        if asked.occasion:
            why = _("по повод: {occasion}").format(occasion=asked.occasion)
            where = f"{where}; {why}" if where else why
        return who, where
