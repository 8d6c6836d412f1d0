"""The sections of the minutes: what was decided first, then each section with its rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.minutes import MinutesRound, MinutesSlot
from ruse_desktop.domain.remote_session import CODES, NAMED
from ruse_desktop.domain.secret_box import PAPER, SCREEN, in_fours
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.domain.session_chair import ChairRound
    from ruse_desktop.domain.sessions import RoundView, SessionView, SlotView

_MODES = {
    SCREEN: mark("на екрана"),
    PAPER: mark("с хартиени бюлетини"),
    CODES: mark("с карти с кодове"),
    NAMED: mark("лично и поименно"),
}


def first_sections(view: SessionView) -> Iterator[MinutesSlot]:
    """The chair elected and the criteria adopted at this session (R-64-0.7)."""
    rule, first = view.commission.rule, view.first
    names = {line.member_id: line.name for line in view.attendance}
    held = [one for one in first.rounds if one.session_id == view.id and not one.open]
    if held:
        won = next((one.elected for one in held if one.elected and not one.voided_why), None)
        yield MinutesSlot(
            name=say("Избор на председател"),
            citation=str(rule.chair_citation),
            nominations=(),
            rounds=tuple(_chair_round(n, one, names) for n, one in enumerate(held, 1)),
            decision=say("Избран за председател: {name}").format(name=names[won])
            if won
            else say("Председател не е избран."),
            first=True,
        )
    put = first.criteria
    if put is not None and put.session_id == view.id:
        against = ", ".join(names[one] for one in put.lacking)
        yield MinutesSlot(
            name=say("Критерии за селекция и журиране"),
            citation=str(rule.criteria_citation or rule.citation),
            nominations=(),
            rounds=(),
            decision=say("Приети с общо съгласие на {n} присъстващи.").format(n=len(put.agreed))
            if put.adopted
            else say("Няма общо съгласие; не са съгласни: {names}").format(names=against),
            motive=put.text,
            first=True,
        )


def _chair_round(n: int, one: ChairRound, names: dict[int, str]) -> MinutesRound:
    return MinutesRound(
        heading=say("Тайно гласуване {n}").format(n=n),
        base=one.base,
        needed=one.needed,
        issued=one.issued,
        used=one.used,
        unused=one.unused,
        valid=one.valid,
        blank=one.blank,
        invalid=one.invalid,
        votes=tuple((names[key], votes, key == one.elected) for key, votes in one.votes.items()),
        outcome=say("Избран с мнозинство: {name}.").format(name=names[one.elected])
        if one.elected
        else say("Никой не събра нужното мнозинство."),
        void=one.voided_why,
    )


def section(place: SlotView, award: AwardRules, view: SessionView) -> MinutesSlot:
    """A section with the rounds of this session and what it led to."""
    names = {nominee.id: nominee.nominee_name for nominee in place.nominees}
    if place.unawarded:
        decision, motive = say("Наградата не се присъжда: {why}").format(why=place.unawarded), ""
    elif place.awards:
        said = say("Предлага за носител: {names}") if view.decided_by else say("Носител: {names}")
        decision = said.format(names=", ".join(names[won.nomination_id] for won in place.awards))
        motive = "\n".join(won.motive for won in place.awards)
    else:
        decision, motive = _left_open(place, view, names), ""
    rounds = {rule.number: rule.name for rule in award.voting.rounds} if award.voting else {}
    return MinutesSlot(
        name=place.name,
        citation=str(place.slot.citation),
        nominations=tuple(
            (nominee.registry_no, nominee.nominee_name, nominee.proposer_name)
            for nominee in place.nominees
        ),
        rounds=tuple(
            replace(_round(one, rounds.get(one.number, ""), names), each=_each(one, place))
            for one in place.rounds
            if one.state is not RoundState.OPEN and one.session_id == view.id
        ),
        decision=decision,
        motive=motive,
        code=place.slot.code,
        left=not place.unawarded and not place.awards,
        winners=tuple((names[won.nomination_id], won.motive) for won in place.awards),
        otherwise="\n".join(won.otherwise for won in place.awards if won.otherwise),
    )


def _left_open(place: SlotView, view: SessionView, names: dict[int, str]) -> str:
    """What is said of a section that is not settled: who goes on to the next stage."""
    if view.state is not SessionState.CLOSED:
        return say("Още не е решено.")
    step = place.step
    voted = any(one.session_id == view.id for one in place.rounds)
    if voted and step.kind is StepKind.VOTE and step.number > 1 and not step.attempt:
        chosen = ", ".join(names[one] for one in step.options)
        return say("Номинирани: {names}. Носителят се избира на следващо заседание.").format(
            names=chosen
        )
    return say("Остава за следващо заседание.")


def _round(one: RoundView, name: str, names: dict[int, str]) -> MinutesRound:
    heading = say("Тур {n} – {name}").format(n=one.number, name=name.lower())
    if one.attempt:
        heading += say(", прегласуване {n}").format(n=one.attempt)
    heading += f", {_(_MODES[one.mode])}"
    elected = [names[option] for option in one.elected]
    if one.state is RoundState.VOID:
        outcome = ""
    elif elected:
        outcome = say("Избрани с мнозинство: {names}.").format(names=", ".join(elected))
    else:
        outcome = say("Никой не събра нужното мнозинство.")
    if one.warned_why:
        few = say("Гласували са малко членове; комисията реши да гласува на екрана: {why}")
        if one.mode == CODES:
            few = say("Гласували са малко членове; комисията реши да гласува с кодове: {why}")
        outcome = f"{outcome} {few.format(why=one.warned_why)}".strip()
    return MinutesRound(
        heading=heading,
        base=one.base,
        needed=one.needed,
        issued=one.issued,
        used=one.used,
        unused=one.unused,
        valid=one.valid,
        blank=one.blank,
        invalid=one.invalid,
        votes=tuple(
            (names[option], votes, option in one.elected)
            for option, votes in zip(one.options, one.votes, strict=True)
        ),
        outcome=outcome,
        void=one.voided_why if one.state is RoundState.VOID else "",
        notes=tuple(_round_notes(one)),
    )


def _each(one: RoundView, place: SlotView) -> bool:
    """Whether the ballots said за or против of everyone: one nominee, or no number of prizes."""
    n = len(one.options)
    return n == 1 or (not place.slot.places and min(one.places, one.marks) >= n)


def _round_notes(one: RoundView) -> Iterator[str]:
    """Who counted and how often, what was said of missing slips, the digest in groups of four."""
    if one.counting.by and one.state is RoundState.SEALED:
        twice = len(one.counting.by) > 1
        said = say("Преброили независимо: {names}.") if twice else say("Преброил: {names}.")
        yield said.format(names=", ".join(dict.fromkeys(one.counting.by)))
    if one.counting.recounts:
        n = one.counting.recounts
        yield ngettext(
            "Броенето е повторено {n} път, защото двете преброявания се различаваха.",
            "Броенето е повторено {n} пъти, защото двете преброявания се различаваха.",
            n,
        ).format(n=n)
    if one.mode == CODES:
        yield from _code_notes(one)
    elif one.remark:
        yield say("Върнати неизползвани фишове: {returned}, негласували: {unused}. {text}").format(
            returned=one.returned, unused=one.unused, text=one.remark
        )
    if one.digest:
        yield say("Отпечатък на гласуването: {digest}").format(digest=in_fours(one.digest))


def _code_notes(one: RoundView) -> Iterator[str]:
    """What is said of a round by code cards: remarks, and that nothing can be decoded any more."""
    if one.remark:
        yield say("Отметките за върнали и върнатите бюлетини се различават. {text}").format(
            text=one.remark
        )
    yield say(
        "Ключът на картите с кодове, обвитите му копия и върнатите кодове са унищожени при края на "
        "тура; пазят се само общите числа."
    )
