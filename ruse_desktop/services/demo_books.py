"""What the books of the example year hold besides its award: laureates of 2025, stock, sums."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.payments import PaymentFilter
from ruse_desktop.domain.stock import BatchInput, Item
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.demo import ScriptedClock
    from ruse_desktop.services.facade import Services


class BooksOfTheYear:
    """Plays resources/sample/books-2026.toml."""

    def __init__(
        self, services: Services, clock: ScriptedClock, actor: Callable[[str], Actor]
    ) -> None:
        self._services = services
        self._clock = clock
        self._actor = actor
        text = paths.resource("sample", "books-2026.toml").read_text(encoding="utf-8")
        self._script: dict[str, Any] = tomllib.loads(text)

    def last_year(self) -> None:
        """Laureates of the year before with what they were given and the sums of the spring."""
        self._enter()
        self._stock()
        self._hand_over()
        self._pay("lists")

    def later(self) -> None:
        """The sums of the month; the next ones wait."""
        self._pay("later")

    def _enter(self) -> None:
        self._clock.at(self._script["entered"]["on"])
        for one in self._script["laureates"]:
            award, act = one["award"], Act(**one["act"])
            assert act.on is not None  # the script names it
            rules = self._services.law.at(act.on).award(award)
            assert rules is not None
            section = rules.section(rules.slot(one["slot"]).section)
            given, middle, family = one["name"]
            made = LaureateInput(
                year=act.on.year,
                given=given,
                middle=middle,
                family=family,
                slot=one["slot"],
                section=section.name,
                area=rules.area(section.area).name,
                motive=one["motive"],
                act=act,
            )
            self._services.books.enter(actor=self._actor("keeper"), award=award, laureates=[made])

    def _stock(self) -> None:
        self._clock.at(self._script["stock"]["on"])
        stock, actor = self._services.stock, self._actor("keeper")
        for one in self._script["stock"]["batches"]:
            stock.settle(actor=actor, code=one["kind"], minimum=one["minimum"], numbered=True)
            batch = BatchInput(
                on=one["on"],
                document=one["document"],
                supplier=one["supplier"],
                price=Decimal(one["price"]),
                first=one["first"],
                last=one["last"],
            )
            stock.receive(actor=actor, code=one["kind"], batch=batch)

    def _hand_over(self) -> None:
        self._clock.at(self._script["handed"]["on"])
        for one in self._script["handed"]["ceremonies"]:
            award = one["award"]
            rows = self._services.books.rows(award, year=one["on"].year, descending=False)
            seqs = [row.seq for row in rows]
            serials = one.get("serials", ())
            items = tuple(
                Item(seq, one["kind"], no) for seq, no in zip(seqs, serials, strict=False)
            )
            asked = HandOverInput(one["on"], one["presenter"], one["place"], items=items)
            self._services.hand_overs.record(
                actor=self._actor("keeper"), book=award, seqs=seqs, asked=asked
            )

    def _pay(self, part: str) -> None:
        for one in self._script[part]:
            self._clock.at(one["made"])
            self._pay_list(one)

    def _pay_list(self, one: Mapping[str, Any]) -> None:
        wanted, actor = one.get("months"), self._actor("clerk")
        found = self._services.payments.payments(PaymentFilter(award=one["award"]))
        keys = [view.key for view in found if wanted is None or view.key.month in wanted]
        self._services.payment_lists.make(keys, on=one["paid"], actor=actor)
        self._services.payments.pay(keys, on=one["paid"], document=one["document"], actor=actor)
