"""The directorate's proposal to the mayor for the sums of laureates (чл. 51, ал. 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruse_desktop.domain.money_print import print_of
from ruse_desktop.domain.papers import Grid, Paper, PaperKind, PaperSet, Signatures, Text
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.letters import quoted
from ruse_desktop.services.paper_ground import DOTS
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.payment_rules import find, rule_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.money_print import MoneyPrint
    from ruse_desktop.domain.outcomes import MoneyRule
    from ruse_desktop.domain.payments import PaymentKey, PaymentView
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_EMPTY = "………………"
_IN_BRACKETS = re.compile(r"\((чл\.[^)]+)\)")


class PaymentPapers:
    """Composes the proposal; sums not fixed yet stay dotted, to be written by hand."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def proposal(self, keys: Sequence[PaymentKey]) -> PaperSet:
        """One paper for laureates of one award and year (R-51-2.2).

        Raises UserError for none or for several awards, NotFound for a sum nobody is due.
        """
        today = self._store.clock.today()
        with self._store.read() as session:
            reader = PaymentReader(session, self._law, self._practice, today)
            found = [one for one in find(reader, session, keys) if one.capped]
            if len({(one.key.book, one.year, one.key.rule) for one in found}) != 1:
                raise UserError(
                    _("Предложението е за носителите на една награда за една година."),
                    _("Изберете само тях; сумата им се определя със заповед."),
                )
            first = found[0]
            award, rule = reader.award(first.key.book, first.year), rule_of(reader, first)
            assert award is not None  # the payments come from it
        act, limit = self._law.at(today).act_name, _limit(found)
        name = _("{award} за {year} г.").format(award=quoted(award.name), year=first.year)
        unit = award.book.keeper if award.book else self._law.municipality
        paper = Paper(
            number=(
                _("Изх. № {dots}").format(dots=DOTS),
                _("гр. {town}, {day}").format(town=self._law.town, day=date_short(today)),
            ),
            sender=(unit,),
            addressee=(_("Кмета на {municipality}").format(municipality=self._law.municipality),),
            subject=_("Парична сума към {award}").format(award=name),
            salutation=_("УВАЖАЕМИ ГОСПОДИН/ГОСПОЖО КМЕТ,"),
            blocks=(
                Text(
                    _(
                        "На основание {place} от {act} предлагаме със заповед да определите "
                        "паричната сума, която придружава {award}, както следва:"
                    ).format(place=_place(rule), act=act, award=name)
                ),
                _table(found, print_of(self._practice, self._law.changeovers)),
                *((Text(limit),) if limit else ()),
                Signatures(((unit, ""),)),
            ),
        )
        title = _("Предложение за парична сума – {award}").format(award=name)
        return PaperSet(
            PaperKind.PROPOSAL, title, f"predlozhenie-suma-{first.year}", (paper,),
            self._law.municipality,
        )  # fmt: skip

    def proposal_pdf(self, keys: Sequence[PaymentKey]) -> tuple[PaperSet, bytes]:
        """The proposal with its pages."""
        from ruse_desktop.documents.papers import render

        made = self.proposal(keys)
        return made, render(made)


def _table(found: Sequence[PaymentView], printed: MoneyPrint) -> Grid:
    rows = tuple(
        (str(n), one.recipient, printed.says(one.sum) if one.sum else _EMPTY)
        for n, one in enumerate(found, 1)
    )
    sums = [one.sum for one in found if one.sum]
    if len(found) > 1 and len(sums) == len(found):
        rows += tuple(("", _("Всичко"), printed.text(one)) for one in printed.total(sums))
    return Grid(("№", _("Носител"), _("Сума")), rows, (0.06, 0.44, 0.5))


def _limit(found: Sequence[PaymentView]) -> str:
    """„Границата е до 1 240,40 €; …“ while a sum waits for its order."""
    waiting = next((one.why for one in found if one.sum is None), "")
    return _("Границата за всеки: {why}.").format(why=waiting.rstrip(".")) if waiting else ""


def _place(rule: MoneyRule) -> str:
    """„чл. 51, ал. 1 и чл. 51, ал. 2“: the sum's provision and that on who fixes it."""
    named = _IN_BRACKETS.search(rule.act)
    if named is None:
        return str(rule.citation)
    return _("{first} и {second}").format(first=rule.citation, second=named[1])
