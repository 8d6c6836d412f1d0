"""Laureates as old lists write them: titles, „посмъртно“, several people in one cell are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ruse_desktop.domain.books import HolderKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import mixed_words

_END = r"(?=[\s,]|$|(?<=\.)[^\W\d_])"
_TITLE = (
    r"(?:акад\.|академик|проф\.|професор|доц\.|доцент|чл\.?\s*[-–]\s*кор\.?|д\s?-\s?р|др\.|"
    r"инж\.|арх\.|архитект|адв\.|ген\.|генерал|полк\.|кап\.|маестро|г-н|г-жа|гл\.\s*ас\.|ас\.|"
    r"ст\.\s*н\.\s*с\.|н\.\s*с\.|к\.\s?[а-я]{1,3}\.\s?н\.|д\.\s?[а-я]{1,3}\.\s?н\.|"
    r"Н\.\s*В\.\s*Пр\.|свещ\.|отец|митрополит|засл\.\s*арт\.|нар\.\s*арт\.|засл\.\s*деятел|"
    r"prof\.|dr\.?|arch\.|acad\.|II\s?ст\.|I\s?ст\.)"
)
_AFTER = r"(?:д(?:фн|тн|мн|пн|ин|н|м|а)|к(?:фн|тн|мн|ин))"
_FRONT = re.compile(_TITLE + _END, re.IGNORECASE)
_BACK = re.compile(rf"(?:[\s,]+)(?P<title>{_TITLE}|{_AFTER})\s*$", re.IGNORECASE)
_POSTHUMOUS = re.compile(
    r"[\s,–-]*[(\[]?\s*(?:посмъртн[оаи]|посм\.|post\s?mortem|in memoriam|†)\s*[)\]]?:?",
    re.IGNORECASE,
)
_TEAMS = re.compile(
    r"\b(?:ансамб|квартет|квинтет|трио|дует|хор\b|хорът|екип|колектив|оркест|груп|състав|"
    r"формаци|редакци|авторски|творчески)",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"\b(?:театър|опера\b|филхармони|музе[йя]|библиотек|галери|училищ|гимнази|университет|"
    r"читалищ|фондаци|сдружени|дружеств|клуб|школа|вестник|издателств|фирма|е?оод\b|е?ад\b|"
    r"съюз|институт|катедра|радио|телевизи|болниц|завод|община)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+")
_WORD = r"[А-ЯЁЍA-Z][^\W\d_]*\.?(?:[-–’'][^\W\d_]+\.?)*"
_PERSON = re.compile(rf"{_WORD}(?:\s+(?:(?:ван|фон|де|van|von|de|дьо|бин)\s+)?{_WORD}){{1,4}}")
_FAMILY = re.compile(r"(?:ов|ев|ин|ова|ева|ина|ски|ска|цки|цка|лиев|лиева)$", re.IGNORECASE)
_SOFT = re.compile(r",|\s+(?:и|&|and)\s+|\s*[/&+]\s*")
_HARD = re.compile(r"[\n;]+")
_QUOTED = re.compile(r"„[^“”\"]*[“”\"]|\"[^\"]*\"|«[^»]*»|“[^”]*”|\([^)]*\)")


@dataclass(frozen=True)
class NameGuess:
    """One laureate proposed from a cell; a name that is not clear stays whole in `name`.

    `doubts` are sentences for the person; `remark` is what stood beside the name („художник“).
    """

    name: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    titles: str = ""
    kind: HolderKind = HolderKind.PERSON
    members: tuple[str, ...] = ()
    posthumous: bool = False
    remark: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name as the book would show it."""
        return self.name or " ".join(p for p in (self.given, self.middle, self.family) if p)


def read_names(written: str) -> tuple[NameGuess, ...]:
    """The laureates in a cell, in order; an unclear cell is one laureate, as written."""
    found: list[NameGuess] = []
    for part in _HARD.split(written.replace("\r\n", "\n")):
        text = _NUMBERED.sub("", " ".join(part.split())).strip(" ,")
        if text:
            found.extend(_soft(text))
    return tuple(found)


def as_team(written: str) -> NameGuess:
    """The people of one cell as one team that has no name of its own."""
    parts = read_names(written)
    names = tuple(" ".join(p for p in (one.titles, one.full_name) if p) for one in parts)
    return NameGuess(
        name=_("Екип: {names}").format(names=", ".join(names)),
        kind=HolderKind.TEAM,
        members=names,
        remark="; ".join(one.remark for one in parts if one.remark),
        doubts=tuple(dict.fromkeys(doubt for one in parts for doubt in one.doubts)),
    )


def _soft(text: str) -> list[NameGuess]:
    """One line of a cell, cut at commas and „и“ where every piece is a name."""
    whole = _group(text)
    if whole is not None:
        return [whole]
    pieces = _pieces(text)
    joined: list[str] = []
    remarks: dict[int, list[str]] = {}
    for piece in pieces:
        if joined and _only_titles(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        elif joined and _bare(piece)[0][:1].islower() and not _group_word(piece):
            remarks.setdefault(len(joined) - 1, []).append(piece)
        else:
            joined.append(piece)
    if turned := _turned(joined):
        return [turned]
    if len(joined) > 1 and not all(_nameable(piece) for piece in joined):
        return [_unclear(text)]
    return [_one(piece, "; ".join(remarks.get(n, ()))) for n, piece in enumerate(joined)]


def _turned(pieces: list[str]) -> NameGuess | None:
    """„Петрова, Яна“: the family name first."""
    if len(pieces) != 2:
        return None
    family, (given, titles, posthumous) = pieces[0], _bare(pieces[1])
    if not (re.fullmatch(_WORD, family) and _FAMILY.search(family) and re.fullmatch(_WORD, given)):
        return None
    doubt = _("Прочетено е като фамилно и собствено име.")
    return NameGuess(
        given=given, family=family, titles=titles, posthumous=posthumous, doubts=(doubt,)
    )


def _pieces(text: str) -> list[str]:
    """The text cut at soft separators outside quotes and brackets."""
    masked = _QUOTED.sub(lambda match: "\x00" * len(match[0]), text)
    pieces, start = [], 0
    for match in _SOFT.finditer(masked):
        pieces.append(text[start : match.start()])
        start = match.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _group(text: str) -> NameGuess | None:
    """A team or organisation with its members named after a colon or in brackets."""
    if not _group_word(text):
        return None
    match = re.fullmatch(r"(?P<name>[^:()]+?)\s*(?::|[–-]\s|\()\s*(?P<members>[^()]+?)\)?", text)
    if match and _group_word(match["name"]):
        members = _pieces(match["members"])
        if len(members) > 1 and all(_person_like(_bare(one)[0]) for one in members):
            name = match["name"].strip()
            return NameGuess(name=name, kind=_kind(name), members=tuple(members))
    pieces = _pieces(text)
    if len(pieces) > 1 and all(_nameable(piece) for piece in pieces):
        return None
    return NameGuess(name=text, kind=_kind(text))


def _one(text: str, remark: str = "") -> NameGuess:
    if _group_word(text):
        return NameGuess(name=text, kind=_kind(text), remark=remark)
    bare, titles, posthumous = _bare(text)
    words = bare.split()
    made = NameGuess(titles=titles, posthumous=posthumous, remark=remark)
    doubts = [f"{one.says}." for one in mixed_words(bare)]
    if len(words) > 1 and all(word.isupper() for word in words):
        words = [_capital(word) for word in words]
    if not _person_like(" ".join(words)) or len(words) > 4:
        return replace(
            made, name=bare, kind=_unclear_kind(bare),
            doubts=(*doubts, _("Името не се дели уверено на части; остава, както е записано.")),
        )  # fmt: skip
    if any(word.endswith(".") for word in words):
        doubts.append(_("Името е със съкращение."))
    return replace(
        made, given=words[0], middle=" ".join(words[1:-1]), family=words[-1], doubts=tuple(doubts)
    )


def _unclear(text: str) -> NameGuess:
    """A cell that may name several people, kept whole."""
    return NameGuess(
        name=text,
        kind=_unclear_kind(text),
        doubts=(_("Не личи един или повече носители са записани тук."),),
    )


def _unclear_kind(text: str) -> HolderKind:
    several = re.search(r"\s(?:и|&)\s", text) or text.startswith(("„", '"', "«"))
    return HolderKind.TEAM if several else HolderKind.PERSON


def _bare(text: str) -> tuple[str, str, bool]:
    """The name without titles and „посмъртно“, the titles in their order, whether posthumous."""
    alive, times = _POSTHUMOUS.subn(" ", text)
    name = " ".join(alive.split()).strip(" ,–-")
    front: list[str] = []
    while (match := _FRONT.match(name)) and match.end() < len(name):
        front.append(match[0])
        name = name[match.end() :].lstrip(" ,")
    back: list[str] = []
    while match := _BACK.search(name):
        back.insert(0, match["title"])
        name = name[: match.start()].rstrip(" ,")
    return name, " ".join([*front, *back]), bool(times)


def _only_titles(piece: str) -> bool:
    rest = _POSTHUMOUS.sub(" ", piece).strip(" ,")
    while rest:
        match = re.match(rf"(?:{_TITLE}|{_AFTER}){_END}", rest, re.IGNORECASE)
        if match is None:
            return False
        rest = rest[match.end() :].lstrip(" ,")
    return True


def _person_like(text: str) -> bool:
    return _PERSON.fullmatch(text) is not None


def _nameable(piece: str) -> bool:
    bare = _bare(piece)[0]
    words = bare.split()
    if words and all(word.isupper() for word in words):
        bare = " ".join(_capital(word) for word in words)
    return bool(_group_word(piece)) or _person_like(bare)


def _group_word(text: str) -> bool:
    return bool(_TEAMS.search(text) or _BODIES.search(text))


def _kind(text: str) -> HolderKind:
    return HolderKind.TEAM if _TEAMS.search(text) else HolderKind.ORGANISATION


def _capital(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))
