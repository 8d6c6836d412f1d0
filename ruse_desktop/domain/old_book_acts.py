"""Awarding acts as old lists write them: kind, number, protocol and day are proposed, never invented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ruse_desktop.kernel.i18n import _

_MONTHS = (
    "януари", "февруари", "март", "април", "май", "юни",
    "юли", "август", "септември", "октомври", "ноември", "декември",
)  # fmt: skip
_DATE = re.compile(
    r"(?<![\d-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<sep>\s?[.\-/]\s?)(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{'|'.join(_MONTHS)})\s+(?P<y3>\d{{4}}))"
    r"(?!\s?[./-]\s?\d|\d)"
    r"(?:\s*г(?:од)?(?:\.|\b))?",
    re.IGNORECASE,
)
_ROMAN_DATE = re.compile(r"(?<!\d)(\d{1,2})[.\s]\s?([IVXІХ]{1,4})[.\s]\s?(\d{4})(?!\d)(?:\s*г\.?)?")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORDS = re.compile(
    r"(?P<decision>\bреш(?:ени[ея](?:то)?\b|\.|(?=\s*(?:№|\d))))"
    r"|(?P<order>\bзап(?:овед(?:та)?\b|\.|(?=\s*(?:№|\d))))"
    r"|(?P<minutes>\bпрот(?:окол(?:а|ът)?\b|\.|(?=\s*(?:№|\d)))|\bпр\.(?=\s*(?:№|\d)))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^[\s.:,]*(?:№|N[oо°º]?\.?|номер|#)?[\s.:]*"
    r"(?P<no>[А-ЯA-Z]{1,4}\s?[-–]?\s?\d[\dА-Яа-я]*(?:\s?[-–]\s?\d+)*|\d+(?:[-–]\d+)*[а-я]?(?![а-я]))",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:№|\bN[oо°º]?\.?|\bномер)\s*(?P<no>[А-ЯA-Z]{0,4}[-–]?\d[\d–-]*)", re.IGNORECASE
)
_LACKING = re.compile(r"\bбез\s+(?:протокол|решение|заповед|номер|№|дата)", re.IGNORECASE)
_CENTURY_TURNS = 50


@dataclass(frozen=True)
class ActGuess:
    """What an act's text seems to say; `text` is always the text as written.

    `kind` is „decision“, „order“, „minutes“ or „“; `protocol` the number of the sitting's minutes
    when the act is a decision or an order; `doubts` are sentences for the person.
    """

    text: str
    kind: str = ""
    number: str = ""
    protocol: str = ""
    on: date | None = None
    doubts: tuple[str, ...] = ()


def read_act(written: str) -> ActGuess:
    """The act in a cell such as „Решение № 146 Прието с Протокол № 6/25.02.2016 г.“."""
    text = " ".join(written.split())
    if not text:
        return ActGuess("")
    plain, days, doubts = _take_days(_LACKING.sub(" ", text))
    parts = _parts(plain)
    kinds = [kind for kind, _rest in parts]
    main = next((kind for kind in ("order", "decision", "minutes") if kind in kinds), "")
    numbers = {kind: number for kind, rest in reversed(parts) if (number := _number(rest))}
    number = numbers.get(main, "")
    if not main:
        bare = _BARE.search(plain)
        number = _tidy_number(bare["no"]) if bare else ""
        doubts.append(_("Не личи дали актът е решение, заповед или протокол."))
    elif not number:
        doubts.append(_("Актът няма разпознат номер."))
    on = _own_day(main, parts, days)
    if on is None and not doubts:
        doubts.append(_("Актът няма пълна дата."))
    if len(set(days)) > 1 and _segment_day(main, parts, days) is None:
        doubts.append(_("В акта има повече от една дата."))
    protocol = numbers.get("minutes", "") if main in {"decision", "order"} else ""
    return ActGuess(text, main, number, protocol, on, tuple(doubts))


def _take_days(text: str) -> tuple[str, list[date | None], list[str]]:
    """The text with each date replaced by a mark `{n}`, the dates, what is doubtful in them."""
    days: list[date | None] = []
    doubts: list[str] = []

    def put(match: re.Match[str], year: str, month: int, day: str) -> str:
        full = int(year)
        if len(year) == 2:
            full += 2000 if full < _CENTURY_TURNS else 1900
            doubts.append(_("Годината в „{text}“ е с две цифри.").format(text=match[0].strip()))
        try:
            days.append(date(full, month, int(day)))
        except ValueError:
            days.append(None)
            doubts.append(_("„{text}“ не е дата.").format(text=match[0].strip()))
        return f" {{{len(days) - 1}}} "

    def usual(match: re.Match[str]) -> str:
        if match["y"]:
            return put(match, match["y"], int(match["m"]), match["d"])
        if match["y2"]:
            return put(match, match["y2"], int(match["m2"]), match["d2"])
        return put(match, match["y3"], _MONTHS.index(match["m3"].lower()) + 1, match["d3"])

    def roman(match: re.Match[str]) -> str:
        numeral = match[2].translate(str.maketrans("ІХ", "IX"))
        if numeral not in _ROMANS:
            return match[0]
        return put(match, match[3], _ROMANS.index(numeral) + 1, match[1])

    return _ROMAN_DATE.sub(roman, _DATE.sub(usual, text)), days, doubts


def _parts(plain: str) -> list[tuple[str, str]]:
    """The text cut at the words for an act: kind, what follows until the next such word."""
    found = list(_WORDS.finditer(plain))
    ends = [*(match.start() for match in found[1:]), len(plain)][: len(found)]
    return [
        (str(match.lastgroup), plain[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    ]


def _number(rest: str) -> str:
    match = _NUMBER.match(rest)
    return _tidy_number(match["no"]) if match else ""


def _tidy_number(text: str) -> str:
    return re.sub(r"\s*[-–]\s*", "-", text).strip(" -/")


def _segment_day(kind: str, parts: list[tuple[str, str]], days: list[date | None]) -> date | None:
    """The first date in the part of the text that speaks of this kind of act."""
    for own, rest in parts:
        mark = re.search(r"\{(\d+)\}", rest)
        if own == kind and mark:
            return days[int(mark[1])]
    return None


def _own_day(main: str, parts: list[tuple[str, str]], days: list[date | None]) -> date | None:
    """The act's own date, else that of the sitting which adopted it, else the first one."""
    for kind in (main, "minutes"):
        day = _segment_day(kind, parts, days)
        if day is not None:
            return day
    return next((day for day in days if day is not None), None)
