"""The words and colours in which the calendar shows an occurrence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain.city_day import FEAST
from ruse_desktop.domain.events import (
    CATEGORY_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Category,
    EventState,
    Source,
)
from ruse_desktop.kernel.formats import date_long, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.events import Occurrence, When

_SOURCE_TONES = {
    Source.HOLIDAY: Tone.NOT_MET,
    Source.DEADLINE: Tone.JUDGEMENT,
    Source.SESSION: Tone.INFO,
    Source.CEREMONY: Tone.GOLD,
    Source.FLAG: Tone.MET,
    Source.TERM: Tone.JUDGEMENT,
    Source.PAYMENT: Tone.NEUTRAL,
}
_CATEGORY_TONES = {
    Category.HOLIDAY: Tone.NOT_MET,
    Category.TOWN: Tone.GOLD,
    Category.CEREMONY: Tone.GOLD,
    Category.COMMEMORATION: Tone.GOLD,
    Category.TRADITION: Tone.MET,
    Category.FESTIVAL: Tone.MET,
    Category.PROGRAMME: Tone.JUDGEMENT,
}


def tone_of(occurrence: Occurrence) -> Tone:
    """The colour of its bar; the words beside it say the same."""
    if occurrence.state is EventState.CANCELLED:
        return Tone.NEUTRAL
    if occurrence.source is not Source.EVENT:
        return _SOURCE_TONES[occurrence.source]
    return _CATEGORY_TONES.get(occurrence.category, Tone.INFO)


def kind_name(occurrence: Occurrence) -> str:
    """„церемония, протокол“ for an event, „срок по наредбата“ for what the program puts there."""
    if occurrence.source is Source.EVENT:
        return _(CATEGORY_NAMES[occurrence.category])
    return _(SOURCE_NAMES[occurrence.source])


def state_name(state: EventState) -> str:
    """„планирано“."""
    return _(STATE_NAMES[state])


def hours(when: When) -> str:
    """„09:30–12:30“; „цял ден“ without hours."""
    if when.starts is None:
        return _("цял ден")
    if when.ends is None or when.ends == when.starts:
        return f"{when.starts:%H:%M}"
    return f"{when.starts:%H:%M}–{when.ends:%H:%M}"


def short_text(occurrence: Occurrence) -> str:
    """What stands on a bar: the hour and the title."""
    starts = occurrence.when.starts
    return occurrence.title if starts is None else f"{starts:%H:%M} {occurrence.title}"


def shorter_text(occurrence: Occurrence) -> str:
    """What stands where that has no room: „Гергьовден“ without its second name."""
    if occurrence.source is not Source.HOLIDAY:
        return short_text(occurrence)
    return occurrence.title.partition(",")[0]


def is_ground(occurrence: Occurrence) -> bool:
    """Whether it makes the day a holiday, of the Republic or of the town (чл. 3, чл. 12)."""
    feast = occurrence.source is Source.DEADLINE and f":{FEAST}:" in occurrence.key
    return feast or occurrence.source is Source.HOLIDAY


def day_text(when: When) -> str:
    """„сряда, 6 май 2026 г.“, or both days of a longer event."""
    first = f"{weekday(when.on)}, {date_long(when.on)}"
    if when.until == when.on:
        return first
    return f"{first} – {weekday(when.until)}, {date_long(when.until)}"


def told(day: date, occurrences: Sequence[Occurrence], chosen: Occurrence | None) -> str:
    """A day as a screen reader says it."""
    names = "; ".join(f"{hours(one.when)} {one.title}" for one in occurrences) or _("няма събития")
    text = f"{weekday(day)}, {date_long(day)}: {names}"
    return (
        text
        if chosen is None
        else _("{day}. Избрано: {title}").format(day=text, title=chosen.title)
    )
