"""A secret ballot on the workstation: a box in memory that knows votes but neither voters nor order.

Nothing here is ever written; what leaves the box before it is opened is only the turnout.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ruse_desktop.domain.ballots import Count
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _

SCREEN, PAPER = "screen", "paper"
"""The modes of a round: on the workstation, or with printed ballots."""
LEAST_VOTERS = 3
"""Fewer voters have no secret from each other: refused."""
FEW_VOTERS = 5
"""With fewer the result may reveal votes: a warning with a reason."""
MOST_VOID = 3
"""After so many void rounds on the screen the same vote is held on paper."""
CODE_DIGITS, CONTROL_DIGITS = 10, 4
_DIGITS = "0123456789"
_PIN_LEAST, _PIN_MOST = 4, 12
_FREE_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 300.0
_FREE_CODES = 5
_LONGEST_CODE_WAIT = 60.0


class Way(StrEnum):
    """How a ballot is filled in: names marked, one за/против, or за/против of everyone."""

    CHOOSE = "choose"
    YES_NO = "yes-no"
    EACH = "each"


@dataclass(frozen=True)
class PaperOption:
    """A nominee on the ballot; `id` is the nomination."""

    id: int
    name: str
    proposer: str = ""


@dataclass(frozen=True)
class BallotPaper:
    """What every voter of a round sees, alike for all."""

    heading: str
    title: str
    options: tuple[PaperOption, ...]
    marks: int
    way: Way = Way.CHOOSE


@dataclass(frozen=True)
class Vote:
    """One filled ballot: the nominations voted „за“, or deliberately none. Never shown by `repr`."""

    marks: frozenset[int] = field(default=frozenset(), repr=False)
    blank: bool = field(default=False, repr=False)
    invalid: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Slip:
    """A printed one-time slip: the code that lets vote once, and the number to check by."""

    code: str = field(repr=False)
    control: str = field(repr=False)


@dataclass(frozen=True)
class Check:
    """A control number and what it voted; on the screen at the closing and nowhere else."""

    control: str = field(repr=False)
    vote: Vote = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """The counted box; shown only when its totals are committed.

    `digest` fixes its ballots without telling them; who has the `salt` and the list can check it.
    """

    count: Count = field(repr=False)
    checks: tuple[Check, ...] = field(repr=False)
    digest: str = field(default="", repr=False)
    salt: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class VotingStatus:
    """What the clerk may know of an open round: the turnout; `cut_off` when its box is lost."""

    session_id: int
    slot: str
    issued: int
    cast: int = 0
    voting: bool = False
    cut_off: bool = False


class Brake:
    """Slows guessing: some free tries, then a wait that doubles. Time is monotonic seconds."""

    def __init__(
        self, tick: Callable[[], float], *, free: int = _FREE_TRIES, longest: float = _LONGEST_WAIT
    ) -> None:
        self._tick, self._free, self._longest = tick, free, longest
        self._wrong, self._until = 0, 0.0

    def look(self) -> None:
        """Raises Refused while the wait lasts."""
        left = self._until - self._tick()
        if left > 0:
            raise Refused(
                _("Твърде много грешни опити. Изчакайте {n} секунди.").format(n=int(left) + 1),
                _("След това опитайте отново."),
                code="slow-down",
            )

    def wrong(self) -> None:
        """Another wrong try."""
        self._wrong += 1
        if self._wrong >= self._free:
            wait = _FIRST_WAIT * 2 ** min(self._wrong - self._free, 10)
            self._until = self._tick() + min(wait, self._longest)

    def right(self) -> None:
        """The right answer: all tries are free again."""
        self._wrong, self._until = 0, 0.0


class Pins:
    """The one-time PINs of the chair and the secretary; only salted hashes are kept."""

    def __init__(
        self, chair: str, secretary: str, *, tick: Callable[[], float] = time.monotonic
    ) -> None:
        for pin in (chair, secretary):
            if not (_PIN_LEAST <= len(pin) <= _PIN_MOST and pin.isascii() and pin.isdigit()):
                raise UserError(
                    _("ПИН кодът е от {least} до {most} цифри.").format(
                        least=_PIN_LEAST, most=_PIN_MOST
                    ),
                    _("Председателят и секретарят въвеждат всеки своя ПИН."),
                )
        if chair == secretary:
            raise UserError(
                _("Двата ПИН кода са еднакви."),
                _("Председателят и секретарят избират различни ПИН кодове, без да си ги казват."),
            )
        self._salt = secrets.token_bytes(32)
        self._kept = self._hash(chair), self._hash(secretary)
        self._brake = Brake(tick)

    def __repr__(self) -> str:
        """Nothing of them."""
        return "Pins()"

    def _hash(self, pin: str) -> bytes:
        return hashlib.scrypt(pin.encode(), salt=self._salt, n=2**13, r=8, p=1)

    def require(self, chair: str, secretary: str) -> None:
        """Both right at once, else Refused without saying which is wrong; three slow down."""
        self._brake.look()
        given = self._hash(chair), self._hash(secretary)
        right = [
            hmac.compare_digest(one, kept) for one, kept in zip(given, self._kept, strict=True)
        ]
        if not all(right):
            self._brake.wrong()
            raise Refused(
                _("ПИН кодовете не са верни."),
                _("Председателят и секретарят въвеждат своите ПИН кодове отново."),
                code="pin",
            )
        self._brake.right()


class SecretBox:
    """The ballots of one round, in memory only; `repr` says only how many."""

    def __init__(
        self,
        paper: BallotPaper,
        slips: int,
        pins: Pins,
        *,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        if slips < LEAST_VOTERS:
            raise Refused(
                _("С право на глас са {n}; тайно гласуване на екрана има при поне {least}.").format(
                    n=slips, least=LEAST_VOTERS
                ),
                _("При толкова малко гласуващи резултатът издава кой как е гласувал."),
                code="too-few",
            )
        self.paper, self.issued, self.pins = paper, slips, pins
        self._key, self._salt = secrets.token_bytes(32), secrets.token_bytes(32)
        self._brake = Brake(tick, free=_FREE_CODES, longest=_LONGEST_CODE_WAIT)
        codes, controls = _distinct(slips, CODE_DIGITS), _distinct(slips, CONTROL_DIGITS)
        self._slips = tuple(map(Slip, codes, controls))
        self._unused = {self._tag(one.code): one.control for one in self._slips}
        self._ballots: list[tuple[str, Vote]] = []
        self.voting = False

    def __repr__(self) -> str:
        """Counts only."""
        return f"<SecretBox {self.cast_count}/{self.issued}>"

    @property
    def cast_count(self) -> int:
        """How many have voted; the only thing told while the vote lasts."""
        return len(self._ballots)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The slips to print, in no order; () once the vote has begun."""
        return self._slips

    def begin(self) -> None:
        """Let vote; the codes are forgotten, no further copy of a slip can be printed."""
        self._slips = ()
        self.voting = True

    def _tag(self, code: str) -> bytes:
        digits = "".join(sign for sign in code if sign in _DIGITS)
        return hmac.digest(self._key, digits.encode(), "sha256")

    def admit(self, code: str) -> BallotPaper:
        """The ballot for a good code, which stays unused. Raises Refused, never saying why."""
        self._brake.look()
        if not self.voting or self._tag(code) not in self._unused:
            self._brake.wrong()
            raise Refused(
                _("Този код не може да гласува."),
                _("Проверете цифрите на фиша си или се обърнете към преброителите."),
                code="no-vote",
            )
        self._brake.right()
        return self.paper

    def cast(self, code: str, vote: Vote) -> None:
        """Put a ballot in the box; the code is used. Raises Refused and changes nothing."""
        self.admit(code)
        known = {option.id for option in self.paper.options}
        none = vote.blank or vote.invalid
        wrong = (none and vote.marks) or (vote.blank and vote.invalid)
        if wrong or not vote.marks <= known or len(vote.marks) > self._most:
            raise Refused(
                _("Бюлетината не е попълнена както трябва."), _("Отбележете отново."), code="marks"
            )
        control = self._unused.pop(self._tag(code))
        self._ballots.insert(secrets.randbelow(len(self._ballots) + 1), (control, vote))

    @property
    def _most(self) -> int:
        return self.paper.marks if self.paper.way is Way.CHOOSE else len(self.paper.options)

    def open(self, chair: str, secretary: str) -> Opened:
        """Count with both PINs; the box keeps its ballots until `wipe`. Raises Refused."""
        self.pins.require(chair, secretary)
        votes = [vote for _control, vote in self._ballots]
        choose = self.paper.way is Way.CHOOSE
        invalid = sum(vote.invalid for vote in votes)
        blank = sum(
            vote.blank or (choose and not vote.marks and not vote.invalid) for vote in votes
        )
        used = len(votes)
        count = Count(
            issued=self.issued,
            used=used,
            unused=self.issued - used,
            valid=used - blank - invalid,
            blank=blank,
            invalid=invalid,
            votes={one.id: sum(one.id in v.marks for v in votes) for one in self.paper.options},
        )
        checks = tuple(
            Check(control, vote) for control, vote in sorted(self._ballots, key=_control)
        )
        return Opened(count, checks, digest_of(self.paper, count, checks, self._salt), self._salt)

    def wipe(self) -> None:
        """Forget everything; no code is good any more."""
        self._slips, self.voting = (), False
        self._unused.clear()
        self._ballots.clear()
        self._key, self._salt = secrets.token_bytes(32), b""


def digest_of(paper: BallotPaper, count: Count, checks: Sequence[Check], salt: bytes) -> str:
    """SHA-256 in hex over tag, round, options, ballots by control number, totals and salt."""
    ballots = [
        [one.control, sorted(one.vote.marks), one.vote.blank, one.vote.invalid]
        for one in sorted(checks, key=lambda check: check.control)
    ]
    totals = [count.issued, count.used, count.unused, count.valid, count.blank, count.invalid]
    said = {
        "round": [paper.heading, paper.title, paper.marks, str(paper.way)],
        "options": [one.id for one in paper.options],
        "ballots": ballots,
        "totals": [*totals, sorted(count.votes.items())],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"ballots.v1" + text.encode() + salt).hexdigest()


def in_fours(digest: str) -> str:
    """A fingerprint in groups of four signs, as people compare them."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _control(ballot: tuple[str, Vote]) -> str:
    return ballot[0]


def _distinct(n: int, digits: int) -> list[str]:
    """`n` different random numbers of so many digits, in random order."""
    found: set[str] = set()
    while len(found) < n:
        found.add("".join(secrets.choice(_DIGITS) for _n in range(digits)))
    drawn = sorted(found)
    secrets.SystemRandom().shuffle(drawn)
    return drawn
