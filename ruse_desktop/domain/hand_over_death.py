"""A laureate who died between the decision and the hand-over: does the award stand (OP-26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.rules import EligibilityRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

DEATH = "death"
"""The beginning of the finding's id; the place in the book follows, one person's answer is his own."""
VERB, AWARD, HAND_OVER = "verb", "award", "hand-over"
"""The value of a rule „posthumous“ that says which word the act uses: „присъжда“ or „връчва“."""


@dataclass(frozen=True)
class Deceased:
    """A laureate of the year who is no longer alive; `decided` is the day of the awarding act."""

    seq: int
    name: str
    died: date
    decided: date | None = None


def judge_death(rule: EligibilityRule, who: Deceased, on: date) -> tuple[Finding, ...]:
    """What a death before the hand-over on the day `on` means where nothing is given posthumously.

    (чл. 40, ал. 5; чл. 59, ал. 2; чл. 74а, ал. 2) Dead on the day of the decision: it was against the act. After it the act is silent and a
    person decides; „присъжда“ lets the award stand for the heir, „връчва“ does not.
    """
    if who.died > on:
        return ()
    decided = date_short(who.decided) if who.decided else _("неизвестна дата")
    fact = _("{name}: решение от {decided}, починал(а) на {died}").format(
        name=who.name, decided=decided, died=date_short(who.died)
    )
    name = f"{DEATH}-{who.seq}"
    if who.decided is not None and who.died <= who.decided:
        return (
            Finding(
                name, Verdict.NOT_MET, Effect.BLOCKS,
                _("Починал(а) преди решението; не се дава посмъртно"), rule.citation, fact,
            ),
        )  # fmt: skip
    if rule.params.get(VERB) == AWARD:
        sentence = _("Починал(а) след решението – наградата остава в сила")
        said = _("Наредбата казва „присъжда“: връчва се на наследник, ако не се реши друго.")
        question = _("Кой реши, че наградата остава в сила, и кой я получава?")
    else:
        sentence = _("Починал(а) след решението – по подразбиране не се връчва")
        said = _(
            "Наредбата казва „връчва“. Ако не се връчва, затворете без запис и впишете бележка "
            "в книгата."
        )
        question = _("Кой реши наградата все пак да се връчи, и кой я получава?")
    return (
        Finding(
            name, Verdict.JUDGEMENT, Effect.WARNS, sentence, rule.citation, f"{fact} {said}",
            question,
        ),
    )  # fmt: skip
