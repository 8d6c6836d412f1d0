"""Words and tones of nominations."""

from __future__ import annotations

from ruse_desktop.domain.nominations import STATE_NAMES, State
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import date_long
from ruse_desktop.kernel.i18n import _

_ANY_YEAR = 2000

TONES = {
    State.DRAFT: "judgement",
    State.SUBMITTED: "info",
    State.INCOMPLETE: "judgement",
    State.ADMITTED: "met",
    State.REJECTED: "not-met",
    State.NOMINATED: "gold",
    State.AWARDED: "gold",
    State.NOT_AWARDED: "neutral",
    State.WITHDRAWN: "neutral",
}


def state_name(state: State) -> str:
    """The word for a state."""
    return _(STATE_NAMES[state])


def kind_name(kind: NomineeKind) -> str:
    """The word for a kind of nominee."""
    return {
        NomineeKind.PERSON: _("лице"),
        NomineeKind.TEAM: _("екип"),
        NomineeKind.ORGANISATION: _("организация"),
    }[kind]


def proposer_names() -> dict[ProposerKind, str]:
    """Kinds of proposer as a clerk calls them, the usual first."""
    return {
        ProposerKind.ORGANISATION: _("организация"),
        ProposerKind.CULTURAL_INSTITUTE: _("културен институт"),
        ProposerKind.INSTITUTION: _("институция"),
        ProposerKind.SCHOOL: _("училище"),
        ProposerKind.UNIVERSITY: _("университет"),
        ProposerKind.RECTOR: _("ректор"),
        ProposerKind.UNION: _("творчески съюз"),
        ProposerKind.PUBLISHER: _("издателство"),
        ProposerKind.SCIENCE_INSTITUTE: _("научен институт"),
        ProposerKind.CIVIC: _("гражданско сдружение"),
        ProposerKind.MAYOR: _("кмет"),
        ProposerKind.COUNCIL_CHAIR: _("председател на Общинския съвет"),
        ProposerKind.COUNCILLOR: _("общински съветник"),
        ProposerKind.PERSON: _("физическо лице"),
    }


def slot_short(slot_name: str) -> str:
    """„1.2 инд.“ for „1.2 Сценични изкуства – индивидуална“, „1.1“ where there is one prize."""
    number, _space, rest = slot_name.partition(" ")
    _section, dash, kind = rest.rpartition(" – ")
    return f"{number} {kind[:3]}." if dash else number


def short_award(name: str) -> str:
    """„Русе“ for „Награда „Русе““, under a heading that says the rest."""
    return name.removeprefix("Награда ")


def eve_name(feast: YearDay) -> str:
    """„24 май“ for a feast of the award's year."""
    day, month, _year = date_long(feast.in_year(_ANY_YEAR)).split(" ", maxsplit=2)
    return f"{day} {month}"
