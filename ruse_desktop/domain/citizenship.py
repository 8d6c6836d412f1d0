"""Citizenships: kept as ISO codes where known, shown in words, free words allowed."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import _

_STATES = {
    "BG": ("българско", "българка", "българин", "българия", "bg", "рб"),
    "RO": ("румънско", "румъния"),
    "RS": ("сръбско", "сърбия"),
    "MK": ("северномакедонско", "македонско", "северна македония"),
    "GR": ("гръцко", "гърция"),
    "TR": ("турско", "турция"),
    "UA": ("украинско", "украйна"),
    "MD": ("молдовско", "молдова"),
    "RU": ("руско", "русия"),
    "DE": ("германско", "немско", "германия"),
    "AT": ("австрийско", "австрия"),
    "FR": ("френско", "франция"),
    "IT": ("италианско", "италия"),
    "ES": ("испанско", "испания"),
    "GB": ("британско", "великобритания"),
    "US": ("американско", "сащ"),
    "IL": ("израелско", "израел"),
    "CH": ("швейцарско", "швейцария"),
}


def citizenship_code(text: str) -> str:
    """The ISO code of a citizenship in words or as a code; „“ when it is not among the known ones."""
    folded = text.strip().casefold().removesuffix(" гражданство")
    for code, words in _STATES.items():
        if folded == code.casefold() or folded in words:
            return code
    return ""


def citizenship_name(text: str) -> str:
    """How a citizenship is shown: „BG“ as „българско“; free words as they are."""
    return citizenship_names().get(text.strip().upper(), text.strip())


def citizenship_names() -> dict[str, str]:
    """Known citizenships by ISO code, as an adjective, the local one first."""
    return {
        "BG": _("българско"),
        "RO": _("румънско"),
        "RS": _("сръбско"),
        "MK": _("северномакедонско"),
        "GR": _("гръцко"),
        "TR": _("турско"),
        "UA": _("украинско"),
        "MD": _("молдовско"),
        "RU": _("руско"),
        "DE": _("германско"),
        "AT": _("австрийско"),
        "FR": _("френско"),
        "IT": _("италианско"),
        "ES": _("испанско"),
        "GB": _("британско"),
        "US": _("американско"),
        "IL": _("израелско"),
        "CH": _("швейцарско"),
    }


def citizenship_kept(text: str) -> str:
    """What is saved: the code of a known citizenship, else the words."""
    return citizenship_code(text) or text.strip()
