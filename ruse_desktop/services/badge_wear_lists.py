"""Lists of those who wear the badge: the register, signatures, who still has one, badge days (чл. 16)."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge_records import (
    CLOSING_NAMES,
    WEAR_NAMES,
    WEAR_TONES,
    BadgeDay,
    Term,
    WearState,
)
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key, search_words, sort_key
from ruse_desktop.services import badge_wearing
from ruse_desktop.storage.badge import BadgeTermRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.calendar import WorkingCalendar
    from ruse_desktop.storage.store import Store

_AHEAD = timedelta(days=400)
OUTSIDE = "outside"
OUT = "out"
"""The choice of the filter „Значка“ that shows whose badge has not come back."""


class BadgeWearLists:
    """The register of holders of positions and the papers made of it; nothing is written."""

    def __init__(self, store: Store, law: LawBook, calendar: WorkingCalendar) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar

    def former(self) -> int:
        """How many badges are still with people whose term ended."""
        return sum(one.state(self._today) is WearState.DUE for one in self._all())

    def days(self) -> tuple[BadgeDay, ...]:
        """The coming days on which the badge is worn: the act's, then the official holidays."""
        today = self._today
        found: dict[date, BadgeDay] = {}
        for year in range(today.year, (today + _AHEAD).year + 1):
            for duty in self._law.at(today).duties:
                if duty.subject == values.BADGE and duty.on is not None:
                    day = duty.on.in_year(year)
                    if today <= day <= today + _AHEAD:
                        found[day] = BadgeDay(day, duty.name, duty.citation)
        wear = self._rules().wear
        for n in range(_AHEAD.days + 1):
            day = today + timedelta(days=n)
            if (name := self._calendar.holiday(day)) and day not in found:
                found[day] = BadgeDay(day, name, wear.citation if wear else None)
        return tuple(found[day] for day in sorted(found))

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for; by default by the act's groups, then by name."""
        found = self._asked(wanted)
        if order:
            found.sort(key=self._order(order), reverse=descending)
        return array("q", [one.id for one in found])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these ids, in their order."""
        there = {one.id: one for one in self._all()}
        return tuple(self._listed(there[key]) for key in keys if key in there)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """Who holds which position and has which badge, for paper and spreadsheet."""
        found = self._asked(wanted)
        return self._sheet(
            _("Длъжностни лица с право на представителна значка „Русе“"),
            self._said(wanted),
            (_("Група"), _("Име"), _("Длъжност"), _("От"), _("До"), _("Издадена"), _("Документ"),
             _("Състояние")),
            (0.1, 0.2, 0.2, 0.09, 0.09, 0.09, 0.12, 0.11),
            [
                (
                    _group(one), one.name, one.position.name, one.since, one.until or "",
                    one.wears[-1].on if one.wears else "", _paper(one), self._state_text(one),
                )
                for one in found
            ],
            "znachka-nositeli",
        )  # fmt: skip

    def signatures(self) -> RegisterSheet:
        """Who has a badge now, with room for a signature."""
        found = [one for one in self._asked(RegisterFilter()) if one.open is not None]
        return self._sheet(
            _("Списък на получилите представителна значка „Русе“ за носене"), "",
            (_("Група"), "№", _("Име"), _("Длъжност"), _("Получена на"), _("Документ"), _("Подпис")),
            (0.1, 0.05, 0.25, 0.24, 0.11, 0.13, 0.22),
            [
                (
                    _group(one), n, one.name, one.position.name,
                    one.open.on if one.open else "", _paper(one), "",
                )
                for n, one in enumerate(found, 1)
            ],
            "znachka-podpisi", signatures=(_("Предал"),),
        )  # fmt: skip

    def reminder(self, on: date, name: str = "") -> RegisterSheet:
        """Who wears the badge on a day: those in office then, by the groups of the act."""
        found = [one for one in self._asked(RegisterFilter(), on) if one.entitled(on)]
        people = len({search_key(one.name) for one in found})
        asked = _("{name} – {day}") if name else "{day}"
        return self._sheet(
            _("Напомняне за носене на представителната значка „Русе“"),
            asked.format(name=name, day=date_short(on)),
            (_("Група"), "№", _("Име"), _("Длъжност"), _("Значка"), _("Уведомен")),
            (0.1, 0.05, 0.3, 0.28, 0.15, 0.22),
            [
                (
                    _group(one), n, one.name, one.position.name,
                    _("има") if _has(one, on) else _("няма"), "",
                )
                for n, one in enumerate(found, 1)
            ],
            f"znachka-{on.isoformat()}",
            count=ngettext("{n} лице", "{n} лица", people).format(n=people),
        )  # fmt: skip

    @property
    def _today(self) -> date:
        return self._store.clock.today()

    def _rules(self, day: date | None = None) -> values.BadgeRules:
        return values.rules_of(self._law.at(day or self._today))

    def _all(self, on: date | None = None) -> list[Term]:
        with self._store.read() as session:
            rows = session.scalars(select(BadgeTermRow).where(BadgeTermRow.struck_why == "")).all()
            return badge_wearing.terms(session, self._rules(on), rows, self._today)

    def _asked(self, wanted: RegisterFilter, on: date | None = None) -> list[Term]:
        words = search_words(wanted.text)
        group, state = wanted.choice("group"), wanted.choice("state")
        since, until = wanted.since, wanted.until
        found = []
        for one in self._all(on):
            text = search_key(f"{one.name} {one.position.name} {one.note} {_paper(one)}")
            if (
                (group and one.position.group != ("" if group == OUTSIDE else group))
                or (state == OUT and one.open is None)
                or (state and state != OUT and one.state(self._today) != state)
                or (since and one.until is not None and one.until < since)
                or (until and one.since > until)
                or not all(word in text for word in words)
            ):
                continue
            found.append(one)
        return sorted(found, key=self._order("group"))

    def _order(self, order: str) -> Callable[[Term], tuple[object, ...]]:
        ways: dict[str, Callable[[Term], tuple[object, ...]]] = {
            "name": lambda one: (sort_key(one.name), one.since),
            "position": lambda one: (sort_key(one.position.name), sort_key(one.name)),
            "group": lambda one: (_group_key(one), sort_key(one.name), one.since),
            "since": lambda one: (one.since, one.id),
            "until": lambda one: (one.until or date.max, one.id),
            "badge": lambda one: (one.wears[-1].on if one.wears else date.max, one.id),
            "state": lambda one: (one.state(self._today), sort_key(one.name)),
        }
        return ways[order]

    def _listed(self, one: Term) -> RegisterRow:
        state = one.state(self._today)
        texts = (
            one.name, one.position.name, one.group.item if one.group else "–",
            date_plain(one.since), date_plain(one.until) if one.until else "",
            date_plain(one.wears[-1].on) if one.wears else "", self._state_text(one),
        )  # fmt: skip
        return RegisterRow(one.id, texts, WEAR_TONES[state])

    def _state_text(self, one: Term) -> str:
        state = one.state(self._today)
        how = one.wears[-1].closed_how if one.wears else None
        if how is not None and state is not WearState.WEARS:
            return _(CLOSING_NAMES[how])
        return _(WEAR_NAMES[state])

    def _said(self, wanted: RegisterFilter) -> str:
        said = []
        if wanted.since is not None:
            said.append(_("на длъжност след {day}").format(day=date_short(wanted.since)))
        if wanted.until is not None:
            said.append(_("на длъжност до {day}").format(day=date_short(wanted.until)))
        if group := self._rules().group(wanted.choice("group")):
            said.append(group.full)
        if state := wanted.choice("state"):
            out = _("с невърната значка")
            said.append(out if state == OUT else _(WEAR_NAMES[WearState(state)]))
        if wanted.text.strip():
            said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
        return ", ".join(said)

    def _sheet(
        self, title: str, asked: str, heads: tuple[str, ...], widths: tuple[float, ...],
        lines: Sequence[tuple[str | int | date, ...]], file_name: str, *, count: str = "",
        signatures: tuple[str, ...] = (),
    ) -> RegisterSheet:  # fmt: skip
        wear = self._rules().wear
        total = ngettext("Общо {n} запис", "Общо {n} записа", len(lines)).format(n=len(lines))
        return RegisterSheet(
            title=title, subtitle=str(wear.citation) if wear else "", asked=asked, heads=heads,
            widths=widths, lines=tuple(lines), drawn_on=self._today, count=count or total,
            file_name=file_name, municipality=self._law.municipality, grouped=True,
            signatures=signatures or (_("Изготвил"),),
        )  # fmt: skip


def _group(one: Term) -> str:
    return one.group.full if one.group else _("Извън групите")


def _group_key(one: Term) -> str:
    return str(one.group.citation) if one.group else "я"


def _paper(one: Term) -> str:
    if not one.wears:
        return ""
    last = one.wears[-1]
    number = _("№ {no}").format(no=last.serial) if last.serial else ""
    return ", ".join(part for part in (last.document, number) if part)


def _has(one: Term, on: date) -> bool:
    return any(
        wear.on <= on and (wear.closed_on is None or wear.closed_on > on) for wear in one.wears
    )
