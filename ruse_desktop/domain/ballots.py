"""Counting a secret ballot: arithmetic, outcome of a round, and what a slot's voting needs next.

Nothing here knows a voter: a round is its totals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ruse_desktop.domain.rules import RoundRule, Slot, VotingRule
from ruse_desktop.kernel.i18n import _


@dataclass(frozen=True)
class Count:
    """The totals of a paper round as the tellers report them; `votes` by nomination id.

    When one nominee stands his votes are those „за“; „против“ is `valid` less them.
    """

    issued: int
    used: int
    unused: int
    valid: int
    blank: int
    invalid: int
    votes: Mapping[int, int]


@dataclass(frozen=True)
class Outcome:
    """Who is elected, best first; who stands in a re-vote for how many places still open."""

    elected: tuple[int, ...]
    again: tuple[int, ...] = ()
    places_left: int = 0


SIMPLE, TWO_THIRDS = MAJORITIES = ("simple", "two-thirds")
"""The majorities a `VotingRule` may ask for."""
ALL_MEMBERS = "all"
"""The base of a majority of all appointed members, present or not."""


def needed(base: int, majority: str = SIMPLE) -> int:
    """The least number of votes that carries: more than half of `base`, or two thirds of it."""
    return -(-2 * base // 3) if majority == TWO_THIRDS else base // 2 + 1


def base_of(voting: VotingRule, *, appointed: int, present: int, valid: int, practice: str) -> int:
    """Of how many the majority is counted: as the act says, else as office practice does.

    `practice` is „present“ (present and entitled) or „valid“ (valid ballots).
    """
    if voting.base == ALL_MEMBERS:
        return appointed
    return valid if practice == "valid" else present


def faults(
    count: Count, *, entitled: int, options: Sequence[int], marks: int, each: bool = False
) -> tuple[str, ...]:
    """Every broken rule of arithmetic, each as a sentence; none of them can be passed (R-45-5.4).

    `each`: the ballot says за or против of everyone, so a valid one may be against all.
    """
    found = []
    numbers = (count.issued, count.used, count.unused, count.valid, count.blank, count.invalid)
    if any(n < 0 for n in (*numbers, *count.votes.values())):
        found.append(_("Броят не може да е отрицателен."))
    if set(count.votes) != set(options):
        found.append(_("Гласовете не са за предложените в този тур."))
    if count.issued > entitled:
        found.append(
            _("Раздадени са {n} бюлетини, а с право на глас присъстват {entitled}.").format(
                n=count.issued, entitled=entitled
            )
        )
    if count.used + count.unused != count.issued:
        found.append(
            _("Пуснати {used} и върнати {unused} не правят раздадените {issued}.").format(
                used=count.used, unused=count.unused, issued=count.issued
            )
        )
    if count.valid + count.blank + count.invalid != count.used:
        found.append(
            _(
                "Действителни {valid}, бели {blank} и недействителни {invalid} не правят {used}."
            ).format(valid=count.valid, blank=count.blank, invalid=count.invalid, used=count.used)
        )
    over = [n for n in count.votes.values() if n > count.valid]
    if over:
        found.append(
            _("Един предложен има {n} гласа, а действителните бюлетини са {valid}.").format(
                n=max(over), valid=count.valid
            )
        )
    total = sum(count.votes.values())
    if total > marks * count.valid:
        found.append(
            _("Гласовете са {n}, а при {marks} на бюлетина могат да са най-много {most}.").format(
                n=total, marks=marks, most=marks * count.valid
            )
        )
    if len(options) > 1 and not each and total < count.valid:
        found.append(
            _("Гласовете са {n}, по-малко от действителните бюлетини {valid}.").format(
                n=total, valid=count.valid
            )
        )
    return tuple(found)


def outcome(votes: Mapping[int, int], *, base: int, places: int, majority: str = SIMPLE) -> Outcome:
    """The result of one round.

    Elected: the `majority` of `base`, best first, as many as `places`. A tie over the last place
    elects none of the tied. For places left stand the two highest of the rest and everyone tied
    with the second of them (decisions: Counting).
    """
    least = needed(base, majority)
    ranked = sorted(votes, key=lambda option: (-votes[option], option))
    passed = [option for option in ranked if votes[option] >= least]
    elected = passed[:places]
    if len(passed) > places and votes[passed[places - 1]] == votes[passed[places]]:
        cut = votes[passed[places]]
        elected = [option for option in passed if votes[option] > cut]
    left = places - len(elected)
    rest = [option for option in ranked if option not in elected]
    if left == 0 or not rest:
        return Outcome(tuple(elected), (), left)
    second = votes[rest[min(1, len(rest) - 1)]]
    again = tuple(option for option in rest if votes[option] >= second)
    return Outcome(tuple(elected), again, left)


class StepKind(StrEnum):
    """What a slot waits for."""

    VOTE = "vote"
    DECIDED = "decided"
    UNDECIDED = "undecided"
    EMPTY = "empty"


@dataclass(frozen=True)
class SealedRound:
    """A sealed round: its place in the voting and its totals."""

    number: int
    attempt: int
    base: int
    votes: Mapping[int, int]


@dataclass(frozen=True)
class Step:
    """The next thing to do in a slot: a vote with its options, places and marks, or an end.

    `attempt` 0 is the vote itself, 1 the first of at most `revotes` re-votes. `each`: there is no
    number of places, the ballot says за or против of everyone who stands.
    """

    kind: StepKind
    number: int = 0
    attempt: int = 0
    options: tuple[int, ...] = ()
    places: int = 0
    marks: int = 0
    name: str = ""
    winners: tuple[int, ...] = ()
    revotes: int = 0
    each: bool = False

    @property
    def yes_or_no(self) -> bool:
        """One nominee stands: the ballot is за/против."""
        return len(self.options) == 1


def next_step(
    voting: VotingRule,
    slot: Slot,
    nominees: Sequence[int],
    sealed: Sequence[SealedRound],
    *,
    max_revotes: int,
) -> Step:
    """What the sealed rounds of a slot lead to; `nominees` are those who stand now.

    A round before the last is not held for fewer than two: they all go on. One who no longer
    stands (withdrawn after a round) keeps his votes there and is on no later ballot. UNDECIDED
    means that the re-votes are used up or nobody is left: unawarded, or decided otherwise.
    """
    if not nominees:
        return Step(StepKind.EMPTY)
    options = tuple(nominees)
    last = voting.rounds[-1]
    for rule in voting.rounds:
        begun = any(one.number == rule.number for one in sealed)
        if rule is not last and len(options) < 2 and not begun:
            continue
        ended = _through(voting, rule, slot, options, sealed, max_revotes, nominees)
        if isinstance(ended, Step):
            return ended
        ended = tuple(option for option in ended if option in nominees)
        if not ended:
            return Step(StepKind.UNDECIDED, rule.number, options=options, name=rule.name)
        options = ended
    return Step(StepKind.DECIDED, last.number, winners=options, name=last.name)


def _through(
    voting: VotingRule,
    rule: RoundRule,
    slot: Slot,
    options: tuple[int, ...],
    sealed: Sequence[SealedRound],
    max_revotes: int,
    nominees: Sequence[int],
) -> Step | tuple[int, ...]:
    """The elected of a round with its re-votes, or the vote that has to be held.

    Where neither the round nor the slot has a number, everyone with the majority is elected and
    nobody is voted on twice.
    """
    prescribed = rule.elects_by_slot.get(slot.code) or rule.elects or slot.places
    places = prescribed or len(options)
    held = {(one.number, one.attempt): one for one in sealed}
    elected: tuple[int, ...] = ()
    standing = options
    for attempt in range(max_revotes + 1):
        one = held.get((rule.number, attempt))
        if one is None:
            most = rule.marks_by_slot.get(slot.code) or rule.marks
            marks = _marks(most, prescribed, places, len(standing))
            return Step(
                StepKind.VOTE, rule.number, attempt, standing, places, marks, rule.name,
                revotes=max_revotes, each=not prescribed and rule.marks >= len(standing),
            )  # fmt: skip
        result = outcome(one.votes, base=one.base, places=places, majority=voting.majority)
        elected += result.elected
        places = result.places_left if prescribed else 0
        again = result.again
        if rule.at_most and not attempt:
            again = _tied(one.votes, result, least=needed(one.base, voting.majority))
        standing = tuple(option for option in again if option in nominees)
        if not standing or not places:
            break
    return elected


def _tied(votes: Mapping[int, int], result: Outcome, *, least: int) -> tuple[int, ...]:
    """Those who have the majority and are not elected: they are tied over the last places."""
    return tuple(option for option in result.again if votes[option] >= least)


def _marks(marks: int, prescribed: int, places: int, standing: int) -> int:
    """How many names a ballot may mark when `places` of the `prescribed` are still open.

    A rule may let a ballot mark more names than are elected, but never all who stand: that would
    choose nobody.
    """
    beyond = max(marks - prescribed, 0) if prescribed else 0
    most = max(standing - 1, 1) if beyond else standing
    return min(marks, places + beyond, most)
