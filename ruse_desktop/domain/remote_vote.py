"""Code voting cards: a sealed card per member with a random code of its own for each choice.

All codes of a round come from its key M, so that nobody who sees a code knows what it means until
chair and secretary open M together. A member returns only codes. A ballot is the set of codes typed
together from one card: one code where one name is marked, several where a ballot may mark several,
and „против всички“ or „бяла“ alone. Codes of one card that came in two different sets, more of them
than may be marked, a name with „бяла“, or codes of two cards in one set make the card invalid; the
same set twice counts once.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.secret_box import (
    BallotPaper,
    Check,
    Opened,
    Vote,
    Way,
    digest_of,
)
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.sealing import WrongPassword, seal, unseal

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
CODE_SIGNS = 8
KEY_BYTES = 32
LEAST_PASSWORD, MOST_PASSWORD = 8, 64
AGAINST, BLANK = "against", "blank"
"""Choices of a card that are no nominee."""
_CONTROLS = 10_000
_TAG = 10
_NONCE = 12
_SETS_PER_CARD = 3
_LOOKALIKE = str.maketrans("ILOUilou", "110V110V")


@dataclass(frozen=True)
class Card:
    """A card as it is printed: its control number and (choice, code) in the order of the ballot."""

    control: str = field(repr=False)
    codes: tuple[tuple[str, str], ...] = field(repr=False)


def choices(paper: BallotPaper) -> tuple[str, ...]:
    """The choices of a card: each nominee, „против“ where the ballot says it, „бяла“."""
    names = tuple(str(option.id) for option in paper.options)
    return (*names, BLANK) if paper.way is Way.CHOOSE else (*names, AGAINST, BLANK)


def _raw(key: bytes, *what: object) -> bytes:
    said = "|".join(str(one) for one in what)
    return hmac.digest(key, said.encode(), "sha256")


def _code(key: bytes, card: int, choice: str) -> str:
    number = int.from_bytes(_raw(key, "code", card, choice)[:8], "big")
    return "".join(SIGNS[number >> 5 * n & 31] for n in range(CODE_SIGNS))


def _control(key: bytes, card: int) -> str:
    return f"{int.from_bytes(_raw(key, 'control', card)[:8], 'big') % _CONTROLS:04}"


def cards_of(key: bytes, paper: BallotPaper, n: int) -> tuple[Card, ...]:
    """The `n` cards of a round's key."""
    return tuple(
        Card(_control(key, k), tuple((one, _code(key, k, one)) for one in choices(paper)))
        for k in range(n)
    )


def new_key(paper: BallotPaper, n: int) -> bytes:
    """A random key of which no two cards share a code or a control number."""
    while True:
        key = secrets.token_bytes(KEY_BYTES)
        cards = cards_of(key, paper, n)
        codes = [code for card in cards for _choice, code in card.codes]
        distinct = len(set(codes)) == len(codes)
        if distinct and len({card.control for card in cards}) == n:
            return key


def typed_codes(text: str) -> tuple[str, ...]:
    """The codes in what was typed, dashes and small letters forgiven, I L O U read as 1 1 0 V.

    Codes are parted by spaces, commas or new lines. Raises Refused for one of another form.
    """
    found = []
    for word in text.replace(",", " ").replace(";", " ").split():
        code = word.replace("-", "").translate(_LOOKALIKE).upper()
        if len(code) != CODE_SIGNS or not set(code) <= set(SIGNS):
            raise Refused(
                _("„{word}“ не е код от карта: кодът е от {n} знака.").format(
                    word=word[:20], n=CODE_SIGNS
                ),
                _("Проверете кода с члена; буквите I, L, O и U не се използват."),
                code="code-form",
            )
        found.append(code)
    if not found:
        raise Refused(_("Не е въведен код."), _("Въведете кодовете от една карта."))
    return tuple(found)


class Returned:
    """The returned ballots of a round, opened in memory; it knows neither choices nor members.

    `tags` are keyed hashes of all codes of the round, sorted, so that a mistyped code is refused
    at once without the round's key.
    """

    def __init__(
        self, key: bytes, cards: int, tags: Sequence[str], sets: Iterable[Sequence[str]] = ()
    ) -> None:
        self.key, self._cards = key, cards
        self._tags = tuple(sorted(tags))
        self._sets = {tuple(sorted(set(one))) for one in sets}

    @classmethod
    def empty(cls, cards: Sequence[Card]) -> Returned:
        """A box before anything was returned, with a key of its own."""
        key = secrets.token_bytes(KEY_BYTES)
        return cls(key, len(cards), [_tag(key, code) for one in cards for _c, code in one.codes])

    def __repr__(self) -> str:
        """Counts only."""
        return f"<Returned {len(self._sets)}/{self._cards}>"

    @property
    def ballots(self) -> int:
        """How many different ballots were returned."""
        return len(self._sets)

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The ballots, sorted."""
        return tuple(sorted(self._sets))

    def add(self, codes: Sequence[str]) -> bool:
        """Take a ballot; False when the same one was there. Raises Refused for an unknown code."""
        unknown = [code for code in codes if _tag(self.key, code) not in self._tags]
        if unknown:
            raise Refused(
                _("Този код не е от картите на този тур."),
                _("Проверете го с члена знак по знак. Нищо не е записано."),
                code="unknown-code",
            )
        one = tuple(sorted(set(codes)))
        if len(one) > self._most:
            raise Refused(
                _("Една карта има {n} кода, а са въведени {typed}.").format(
                    n=self._most, typed=len(one)
                ),
                _("Въведете само кодовете от една карта."),
                code="too-many",
            )
        if one in self._sets:
            return False
        if len(self._sets) >= _SETS_PER_CARD * self._cards:
            raise Refused(
                _("Върнати са повече бюлетини, отколкото картите допускат."),
                _("Обявете тура за недействителен с причина и раздайте нови карти."),
                code="too-many",
            )
        self._sets.add(one)
        return True

    def sealed(self) -> bytes:
        """The box under its key: sorted, of one length whatever it holds. Nonce (12) first."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        said = {"cards": self._cards, "tags": self._tags, "sets": self.sets}
        text = json.dumps(said, separators=(",", ":")).encode()
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, text.ljust(self._length), b"returned.v1")

    @property
    def _most(self) -> int:
        return len(self._tags) // max(self._cards, 1)

    @property
    def _length(self) -> int:
        """The longest text this round can need: all tags, and every ballot with every code."""
        ballot = self._most * (CODE_SIGNS + 3) + 3
        return 200 + len(self._tags) * (2 * _TAG + 3) + _SETS_PER_CARD * self._cards * ballot

    @classmethod
    def opened(cls, key: bytes, sealed: bytes) -> Returned:
        """The box again. Raises WrongPassword for another key or changed bytes."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if len(sealed) <= _NONCE:
            raise WrongPassword
        try:
            text = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], b"returned.v1")
        except InvalidTag:
            raise WrongPassword from None
        said = json.loads(text)
        return cls(key, said["cards"], said["tags"], said["sets"])


def _tag(key: bytes, code: str) -> str:
    return hmac.digest(key, b"tag" + code.encode(), "sha256")[:_TAG].hex()


def require_passwords(chair: str, secretary: str) -> None:
    """Both long enough and different: the wrapped key lies in the file. Raises Refused."""
    for one in (chair, secretary):
        if not LEAST_PASSWORD <= len(one) <= MOST_PASSWORD:
            raise Refused(
                _("Паролата е от {least} до {most} знака.").format(
                    least=LEAST_PASSWORD, most=MOST_PASSWORD
                ),
                _("Председателят и секретарят въвеждат всеки своя парола."),
                code="password",
            )
    if chair == secretary:
        raise Refused(
            _("Двете пароли са еднакви."),
            _("Председателят и секретарят избират различни пароли, без да си ги казват."),
            code="password",
        )


def wrap(master: bytes, box: bytes, chair: str, secretary: str) -> bytes:
    """Both keys of a round, opened only by both passwords."""
    return seal(master + box, chair, secretary)


def unwrap(wrapped: bytes, chair: str, secretary: str) -> tuple[bytes, bytes]:
    """The round's key and the key of its box. Raises Refused, not saying which password is wrong."""
    try:
        both = unseal(wrapped, chair, secretary)
    except WrongPassword:
        raise Refused(
            _("Паролите не са верни."),
            _("Председателят и секретарят въвеждат своите пароли отново."),
            code="pin",
        ) from None
    return both[:KEY_BYTES], both[KEY_BYTES:]


def count_cards(
    master: bytes, paper: BallotPaper, cards: int, sets: Iterable[Sequence[str]]
) -> Opened:
    """Decode what was returned and count it by the arithmetic of the other ballots."""
    printed = cards_of(master, paper, cards)
    meaning = {code: (k, choice) for k, card in enumerate(printed) for choice, code in card.codes}
    marked: dict[int, list[frozenset[str]]] = defaultdict(list)
    mixed: set[int] = set()
    for one in sets:
        whose: dict[int, set[str]] = defaultdict(set)
        for code in one:
            if code in meaning:
                card, choice = meaning[code]
                whose[card].add(choice)
        for card, chosen in whose.items():
            marked[card].append(frozenset(chosen))
            if len(whose) > 1:
                mixed.add(card)
    votes = {
        card: Vote(invalid=True) if card in mixed or len(given) > 1 else _vote(paper, given[0])
        for card, given in marked.items()
    }
    salt = secrets.token_bytes(32)
    count = _count(paper, cards, tuple(votes.values()))
    checks = tuple(
        sorted(
            (Check(printed[card].control, vote) for card, vote in votes.items()),
            key=lambda check: check.control,
        )
    )
    return Opened(count, checks, digest_of(paper, count, checks, salt), salt)


def _vote(paper: BallotPaper, chosen: frozenset[str]) -> Vote:
    """What one set of choices of a card says."""
    if len(chosen) == 1 and BLANK in chosen:
        return Vote(blank=True)
    if len(chosen) == 1 and AGAINST in chosen:
        return Vote()
    most = paper.marks if paper.way is Way.CHOOSE else len(paper.options)
    if chosen & {BLANK, AGAINST} or len(chosen) > most:
        return Vote(invalid=True)
    return Vote(frozenset(int(one) for one in chosen))


def _count(paper: BallotPaper, issued: int, votes: Sequence[Vote]) -> Count:
    blank, invalid = sum(v.blank for v in votes), sum(v.invalid for v in votes)
    used = len(votes)
    return Count(
        issued=issued,
        used=used,
        unused=issued - used,
        valid=used - blank - invalid,
        blank=blank,
        invalid=invalid,
        votes={one.id: sum(one.id in v.marks for v in votes) for one in paper.options},
    )


@dataclass(frozen=True)
class RemoteStatus:
    """What may be told of an open round by code cards, or by name.

    `cards`: they can still be printed; `locked`: the program was started anew and the box has to be
    opened by both passwords; `lost`: what was returned is not in this file (restored from a copy).
    `back` are the members whose ballot came back, `ballots` how many there are, while not locked.
    """

    session_id: int
    slot: str
    voters: Mapping[int, str]
    cards: bool = False
    locked: bool = False
    lost: bool = False
    back: frozenset[int] = frozenset()
    ballots: int = 0
