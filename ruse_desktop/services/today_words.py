"""What the first page says of nominations, sessions and terms: facts read elsewhere, put into words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain.deadlines import HAND_OVER
from ruse_desktop.domain.nominations import NominationRow, State
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ruse_desktop.domain.book_returns import ReturnCase
    from ruse_desktop.domain.publications import PublicityState
    from ruse_desktop.domain.rules import Deadline

_ON_COUNTER = (State.DRAFT, State.SUBMITTED, State.INCOMPLETE)


@dataclass(frozen=True)
class Meeting:
    """A session as this page needs it."""

    id: int
    award: str
    year: int
    title: str
    held_on: date
    state: SessionState
    to_enter: bool
    awaits: str = ""
    unsigned: bool = False


@dataclass(frozen=True)
class Facts:
    """What the database says, before it is put into words."""

    nominations: tuple[NominationRow, ...]
    editions: dict[int, tuple[str, int]]
    meetings: tuple[Meeting, ...]
    given: Counter[tuple[str, int]]
    not_given: Counter[tuple[str, int]]
    until: Mapping[int, date] = field(default_factory=dict)
    overdue: frozenset[int] = frozenset()
    named: tuple[tuple[int, str], ...] = ()
    to_return: tuple[ReturnCase, ...] = ()
    public: Mapping[tuple[str, int, str], PublicityState] = field(default_factory=dict)
    kept: frozenset[tuple[str, int]] = frozenset()


def left_of(one: Deadline, facts: Facts) -> int:
    """Work that a passed deadline has left behind; 0 where nothing is known of any."""
    key = (one.award, one.literal.year)
    states = Counter(
        row.state for row in facts.nominations if facts.editions[row.edition_id] == key
    )
    if one.purpose == "submission":
        return sum(states[state] for state in _ON_COUNTER)
    if one.purpose == "sessions":
        return states[State.ADMITTED] + states[State.NOMINATED]
    if one.purpose == HAND_OVER:
        return facts.not_given[key]
    public = facts.public.get((*key, one.purpose))
    return 0 if public is None or public.shown else 1


def done(one: Deadline, facts: Facts) -> bool:
    """Whether everything the day is for is done; never where nothing is known of it."""
    key = (one.award, one.literal.year)
    if left_of(one, facts):
        return False
    if (one.purpose, one.literal.year) in facts.kept:
        return True
    if one.purpose == "sessions":
        held = [m for m in facts.meetings if (m.award, m.year) == key]
        return bool(held) and all(m.state is SessionState.CLOSED for m in held)
    if (public := facts.public.get((*key, one.purpose))) is not None:
        return bool(public.shown) and not public.findings
    return one.purpose == HAND_OVER and facts.given[key] > 0


def detail(one: Deadline, facts: Facts) -> str:
    """What is known of the work, else why the day is not the literal one."""
    left = left_of(one, facts)
    said = ""
    if one.purpose == "submission" and left:
        said = ngettext(
            "{n} предложение не е обработено", "{n} предложения не са обработени", left
        ).format(n=left)
    elif one.purpose == "sessions":
        said = _sessions_detail(one, left, facts)
    elif one.purpose == HAND_OVER and facts.given[one.award, one.literal.year]:
        said = ngettext("{n} награда за връчване", "{n} награди за връчване", left).format(n=left)
        said = said if left else _("наградите са връчени")
    elif (public := facts.public.get((one.award, one.literal.year, one.purpose))) is not None:
        said = public.count
    return said or _moved(one)


def _moved(one: Deadline) -> str:
    """Briefly why the day is not the literal one; the whole reason is in the row's hint."""
    if one.safe is not None:
        return _("неприсъствен ден; сигурният работен ден е {day}").format(day=date_short(one.safe))
    if one.effective != one.literal:
        return _("{day} е неприсъствен ден").format(day=date_short(one.literal))
    return one.why


def _sessions_detail(one: Deadline, left: int, facts: Facts) -> str:
    held = [m for m in facts.meetings if (m.award, m.year) == (one.award, one.literal.year)]
    ahead = [date_plain(m.held_on) for m in held if m.state is not SessionState.CLOSED]
    parts = []
    if left:
        text = ngettext("{n} предложение без решение", "{n} предложения без решение", left)
        parts.append(text.format(n=left))
    if ahead:
        parts.append(_("заседания: {days}").format(days=", ".join(ahead)))
    elif held and not left:
        parts.append(_("заседанията са проведени"))
    return "; ".join(parts)


def waiting_awards(facts: Facts, today: date) -> tuple[Waiting, ...]:
    """What waits, in the order of a nomination's way; empty sorts are left out."""
    late = [row for row in facts.nominations if row.id in facts.overdue]
    rows = [row for row in facts.nominations if row.id not in facts.overdue]
    groups = (
        _nominations(
            State.INCOMPLETE,
            late,
            ngettext(
                "{n} предложение с изтекъл срок за допълване",
                "{n} предложения с изтекъл срок за допълване",
                len(late),
            ),
            "overdue",
            facts.until,
        ),
        _nominations(
            State.DRAFT,
            rows,
            ngettext(
                "{n} чернова на предложение", "{n} чернови на предложения", _n(rows, State.DRAFT)
            ),
        ),
        _nominations(
            State.INCOMPLETE,
            rows,
            ngettext(
                "{n} предложение за допълване",
                "{n} предложения за допълване",
                _n(rows, State.INCOMPLETE),
            ),
            until=facts.until,
        ),
        _nominations(
            State.SUBMITTED,
            rows,
            ngettext(
                "{n} предложение за допускане",
                "{n} предложения за допускане",
                _n(rows, State.SUBMITTED),
            ),
        ),
        *_sessions(facts.meetings),
        _named(facts),
        _to_return(facts, today),
    )
    return tuple(group for group in groups if group.records)


def _n(rows: Sequence[NominationRow], state: State) -> int:
    return sum(row.state is state for row in rows)


def _nominations(
    state: State,
    rows: Sequence[NominationRow],
    text: str,
    sort: str = "",
    until: Mapping[int, date] | None = None,
) -> Waiting:
    """Nominations in one state; with the day until which they are awaited, the nearest first."""
    days = until or {}
    found = sorted(
        (row for row in rows if row.state is state), key=lambda row: days.get(row.id, date.max)
    )
    records = tuple(WaitingRecord(row.id, _waits(row, days.get(row.id))) for row in found)
    return Waiting(sort or state.value, "nomination", text.format(n=len(records)), records)


def _waits(row: NominationRow, until: date | None) -> str:
    name = row.nominee or _("без име")
    if until is None:
        return name
    return _("{name} – чака допълване до {day}").format(name=name, day=date_plain(until))


def _named(facts: Facts) -> Waiting:
    """Those whom an act without a commission names and who are not in the book yet."""
    found = tuple(WaitingRecord(one, name) for one, name in facts.named)
    text = ngettext(
        "{n} удостоен с акт за вписване в книгата",
        "{n} удостоени с акт за вписване в книгата",
        len(found),
    )
    return Waiting("named", "nomination", text.format(n=len(found)), found)


def _to_return(facts: Facts, today: date) -> Waiting:
    """Distinctions taken away whose sign or certificate did not come back in time."""
    late = [one for one in facts.to_return if one.overdue(today)]
    text = ngettext(
        "{n} отнето отличие с просрочено връщане",
        "{n} отнети отличия с просрочено връщане",
        len(late),
    )
    records = tuple(WaitingRecord(one.laureate_id, one.text) for one in late)
    return Waiting("returns", "laureate", text.format(n=len(late)), records)


def _sessions(meetings: Sequence[Meeting]) -> Iterator[Waiting]:
    planned = [m for m in meetings if m.state is SessionState.PLANNED]
    opened = [m for m in meetings if m.state is SessionState.OPEN]
    closed = [m for m in meetings if m.to_enter and not m.awaits]
    waits = [m for m in meetings if m.to_enter and m.awaits]
    unsigned = [m for m in meetings if m.unsigned]
    for sort, found, text in (
        (
            "planned",
            planned,
            ngettext("{n} насрочено заседание", "{n} насрочени заседания", len(planned)),
        ),
        ("open", opened, ngettext("{n} открито заседание", "{n} открити заседания", len(opened))),
        (
            "sign",
            unsigned,
            ngettext("{n} протокол чака подпис", "{n} протокола чакат подпис", len(unsigned)),
        ),
        (
            "act",
            waits,
            ngettext(
                "{n} предложение на комисия очаква акт",
                "{n} предложения на комисии очакват акт",
                len(waits),
            ),
        ),
        (
            "closed",
            closed,
            ngettext(
                "{n} заседание за вписване в книгата",
                "{n} заседания за вписване в книгата",
                len(closed),
            ),
        ),
    ):
        records = tuple(WaitingRecord(m.id, f"{m.title}, {date_plain(m.held_on)}") for m in found)
        yield Waiting(sort, "session", text.format(n=len(found)), records)
