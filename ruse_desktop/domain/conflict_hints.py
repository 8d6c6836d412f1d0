"""Hints that a member may be related to somebody proposed: they suggest, and never block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key


class HintKind(StrEnum):
    """What a hint rests on."""

    HIMSELF = "himself"
    PROPOSER = "proposer"
    EMPLOYER = "employer"
    SUPERVISES = "supervises"
    TOGETHER = "together"
    SURNAME = "surname"


@dataclass(frozen=True)
class Sits:
    """A member as the hints know him: `position` is all that says where he works."""

    member_id: int
    name: str
    position: str = ""


@dataclass(frozen=True)
class Stands:
    """What is known of a nomination.

    `names`: the nominee, the earlier names, the members of the team; `places`: employer, home of the
    team, the nominated organisation; `behind`: who signs or writes for the proposer; `companions`:
    (name, where) of those who stood with the nominee before.
    """

    nomination_id: int
    nominee: str
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    proposer: str = ""
    behind: tuple[str, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hint:
    """A possible relation of a member with a nomination, in a sentence; `note` dismisses it.

    `weak` ones rest on what many people share. `key` is the same as long as the names are.
    """

    member_id: int
    nomination_id: int
    kind: HintKind
    text: str
    key: str
    weak: bool = False
    with_proposer: bool = False
    note: str = ""
    by: str = ""


_COMMON_NAMES = (
    "иванов петров георгиев димитров николов тодоров стоянов христов илиев ангелов колев маринов "
    "атанасов василев кирилов попов янев костов михайлов методиев русев стефанов"
)
COMMON = frozenset(_COMMON_NAMES.split())
"""Family names so frequent that sharing one says little."""

_ENDINGS = (("ска", "ски"), ("цка", "цки"), ("ова", "ов"), ("ева", "ев"), ("ина", "ин"))


def family_stem(name: str) -> tuple[str, ...]:
    """The family names of a full name in their masculine form; () where only one word is known.

    „Ана Петрова-Вълчанова“ has both. Given and middle names are left out.
    """
    words = re.sub(r"\(.*?\)", " ", name).split()
    if len(words) < 2:
        return ()
    last = words[-1].casefold()
    return tuple(_masculine(part) for part in re.split(r"[-–—]", last) if len(part) > 2)


def _masculine(part: str) -> str:
    for ending, other in _ENDINGS:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + other
    return part


def same_person(one: str, other: str) -> bool:
    """Whether two full names may be one person: given and family name equal, middle not against."""
    left, right = search_key(one).split(), search_key(other).split()
    if len(left) < 2 or len(right) < 2:
        return False
    if (left[0], left[-1]) != (right[0], right[-1]):
        return False
    return len(left) == 2 or len(right) == 2 or left == right


_PLAIN_WORDS = (
    "на в и за при към по с русе гр град община общинска общински областна регионална държавна "
    "национална отдел дирекция сектор член председател представител директор експерт учител "
    "преподавател професор доцент управител главен старши комисия постоянна съвет"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
_QUOTED = re.compile(r"[„«\"“]([^„“”«»\"]{3,})[“”»\"]")


def _weighty(text: str) -> tuple[str, ...]:
    return tuple(word for word in search_key(text).split() if word not in _PLAIN)


def same_place(position: str, place: str) -> str:
    """How a position speaks of an organisation: „sure“, „name“ (only the name in quotes), or „“."""
    says, names = _weighty(position), _weighty(place)
    n = len(names)
    if n >= 2 and any(says[at : at + n] == names for at in range(len(says) - n + 1)):
        return "sure"
    if len(names) == 1 and len(names[0]) > 3 and names[0] in says:
        return "sure"
    quoted = {search_key(found) for found in _QUOTED.findall(position)}
    if quoted & {search_key(found) for found in _QUOTED.findall(place)}:
        return "name"
    return ""


SUPERVISES = (
    (
        re.compile(r"\bруо\b|управление на образованието"),
        re.compile(
            r"\b(су|оу|оуи|пг\w*|мг|нуи|дг|ег|училищ\w*|гимнази\w*|детска градина)\b"
        ),
    ),
    (
        re.compile(r"хуманитарни дейности|\bдхд\b"),
        re.compile(
            r"\b(община русе|\w*театър|опера|оперен|библиотека|музей|галерия|читалище|училищ\w*|"
            r"гимнази\w*|детска градина|су|оу|дг)\b"
        ),
    ),
)  # fmt: skip
"""(an office, the institutions under it): „служебни взаимоотношения“ are likely between them."""


def hints(members: Sequence[Sits], nominations: Sequence[Stands]) -> tuple[Hint, ...]:
    """Every hint, the strong ones of a member first; at most one of a kind for a pair."""
    found = [
        hint
        for member in members
        for one in nominations
        for hint in _pair(member, one)
    ]  # fmt: skip
    order = {member.member_id: n for n, member in enumerate(members)}
    once = {hint.key: hint for hint in reversed(found)}.values()
    return tuple(sorted(once, key=lambda hint: (order[hint.member_id], hint.weak, hint.text)))


def dismissed(found: Sequence[Hint], notes: dict[str, tuple[str, str]]) -> tuple[Hint, ...]:
    """The hints with the (note, by) under which somebody put them aside."""
    return tuple(
        replace(hint, note=notes[hint.key][0], by=notes[hint.key][1]) if hint.key in notes else hint
        for hint in found
    )


def _pair(member: Sits, one: Stands) -> Iterator[Hint]:
    """What speaks for a relation of the member with this nomination."""

    def hint(kind: HintKind, text: str, *, weak: bool = False, with_proposer: bool = False) -> Hint:
        whom = one.proposer if with_proposer else one.nominee
        key = "|".join((str(kind), search_key(member.name), search_key(whom)))
        return Hint(
            member.member_id, one.nomination_id, kind, text, key,
            weak=weak, with_proposer=with_proposer,
        )  # fmt: skip

    if any(same_person(member.name, name) for name in one.names):
        yield hint(HintKind.HIMSELF, _("Самият член е предложен: {name}.").format(name=one.nominee))
        return
    if any(same_person(member.name, name) for name in (*one.behind, one.proposer)):
        yield hint(
            HintKind.PROPOSER,
            _("Членът е сред внасящите предложението за {name} ({proposer}).").format(
                name=one.nominee, proposer=one.proposer
            ),
            with_proposer=True,
        )
    for text, weak, proposer, kind in _places(member, one):
        yield hint(kind, text, weak=weak, with_proposer=proposer)
    where = next((w for name, w in one.companions if same_person(member.name, name)), "")
    if where:
        yield hint(
            HintKind.TOGETHER,
            _("Били са заедно с {name}: {where}.").format(name=one.nominee, where=where),
        )
    yield from (hint(HintKind.SURNAME, text, weak=weak) for text, weak in _surname(member, one))


def _places(member: Sits, one: Stands) -> Iterator[tuple[str, bool, bool, HintKind]]:
    """The shared workplace, else the office above it: (sentence, weak, proposer, kind)."""
    sides = [(place, one.nominee, False) for place in one.places]
    sides += [(one.proposer, one.proposer, True)] if one.proposer else []
    told: set[bool] = set()
    for place, whom, proposer in sides:
        how = same_place(member.position, place)
        if how and proposer not in told:
            told.add(proposer)
            weak = how == "name"
            said = (
                _("Съвпада име в длъжността: {place} ({whom}).")
                if weak
                else _("Една организация: {place} ({whom}).")
            )
            yield said.format(place=place, whom=whom), weak, proposer, HintKind.EMPLOYER
    position = search_key(member.position)
    for place in one.places:
        above = any(
            office.search(position) and under.search(search_key(place))
            for office, under in SUPERVISES
        )
        if above and not told:
            yield (
                _("Възможна служебна връзка: {position} – {place} ({whom}).").format(
                    position=member.position, place=place, whom=one.nominee
                ),
                True, False, HintKind.SUPERVISES,
            )  # fmt: skip
            return


def _surname(member: Sits, one: Stands) -> Iterator[tuple[str, bool]]:
    """The shared family name, in its masculine or feminine form."""
    own = set(family_stem(member.name))
    for name in one.names:
        shared = own & set(family_stem(name))
        if shared:
            common = shared <= COMMON
            said = (
                _("Еднаква фамилия с {name}; тя е често срещана.")
                if common
                else _("Еднаква фамилия с {name}.")
            )
            yield said.format(name=name), common
            return
