"""The minutes of a session as an office paper, drawn as PDF and written as DOCX from one content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruse_desktop.domain.papers import (
    FILE_NAMES,
    Grid,
    Group,
    Look,
    Paper,
    PaperKind,
    PaperSet,
    Signatures,
    Text,
)
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruse_desktop.domain.minutes import Minutes, MinutesMember, MinutesRound, MinutesSlot
    from ruse_desktop.domain.papers import Block


def render(minutes: Minutes) -> bytes:
    """The whole paper as PDF, A4 portrait."""
    from ruse_desktop.documents import papers

    return papers.render(paper_set(minutes))


def paper_set(minutes: Minutes) -> PaperSet:
    """What is printed as PDF and written as DOCX: one paper (R-45-8.2)."""
    heading = heading_of(minutes)
    stem = re.sub(r"[^\w.-]+", "-", f"{FILE_NAMES[PaperKind.MINUTES]}-{minutes.number}")
    return PaperSet(PaperKind.MINUTES, heading, stem, (paper(minutes),), minutes.municipality)


def heading_of(minutes: Minutes) -> str:
    """„Протокол № 2/18.05.2026 г.“."""
    return say("Протокол № {no}/{day}").format(no=minutes.number, day=date_short(minutes.held_on))


def paper(minutes: Minutes) -> Paper:
    """The minutes from top to bottom: who, what was voted, what was decided, annexes, signatures."""
    heading = heading_of(minutes)
    foot = heading
    if minutes.version:
        foot = say("{heading} · съставен с {program}").format(
            heading=heading, program=minutes.version
        )
    return Paper(
        title=say("ПРОТОКОЛ"),
        under=(
            say("№ {no}/{day}").format(no=minutes.number, day=date_short(minutes.held_on)),
            minutes.commission,
            say("{award}, {year} г.").format(award=minutes.award, year=minutes.year),
        ),
        sender=(minutes.office,) if minutes.office else (),
        blocks=(
            *_opening(minutes),
            *_presence(minutes),
            Text(
                say("II. Предложения и поименно гласуване по раздели")
                if minutes.named
                else say("II. Предложения и тайно гласуване по раздели"),
                Look.PART,
            ),
            *(block for slot in minutes.slots for block in _slot(slot)),
            *_decisions(minutes),
            *_overrides(minutes),
            *_warnings(minutes),
            *_signatures(minutes),
        ),
        draft=minutes.draft,
        foot=foot,
    )


def _opening(minutes: Minutes) -> Iterator[Block]:
    said = say(
        "Днес, {day}, от {hour} ч. в {place} се проведе {closed} на комисията, назначена "
        "със {order}, {basis}."
    )
    yield Text(
        said.format(
            day=date_short(minutes.held_on),
            hour=f"{minutes.at:%H:%M}",
            place=minutes.place,
            closed=minutes.closed_session or say("заседание"),
            order=minutes.order,
            basis=minutes.basis,
        )
    )


def _presence(minutes: Minutes) -> Iterator[Block]:
    """The members with their times and recusals, the quorum, who else was there."""
    yield Text(say("I. Присъствие и кворум"), Look.PART)
    rows = tuple((str(n), *_member(one)) for n, one in enumerate(minutes.members, 1))
    head = ("№", say("Член"), say("Квота"), say("Участие"))
    if rows:
        yield Grid(head, rows, (0.06, 0.36, 0.32, 0.26))
    if minutes.quorum:
        yield Text(minutes.quorum)
    people = (
        (say("Преброители"), ", ".join(minutes.tellers)),
        (say("Секретар без право на глас"), minutes.secretary),
    )
    yield from (Text(f"{what}: {who}.") for what, who in people if who)
    yield from (Text(note) for note in minutes.notes)


def _member(one: MinutesMember) -> tuple[str, str, str]:
    name = say("{name} – председател").format(name=one.name) if one.chair else one.name
    part = f"{one.part}: {one.reason}" if one.reason else one.part
    told = "\n".join(text for text in (part, one.times) if text)
    return f"{name}\n{one.position}" if one.position else name, one.quota, told


def _slot(slot: MinutesSlot) -> Iterator[Block]:
    """A section: who was admitted, then its rounds; the decisions stand together further down."""
    yield Text(f"{slot.name} ({slot.citation})", Look.PART)
    if slot.nominations:
        head = (say("вх. №"), say("Предложен"), say("Вносител"))
        yield Grid(head, slot.nominations, (0.14, 0.4, 0.46))
    elif not slot.first:
        yield Text(say("Няма допуснати предложения."))
    yield from map(_round, slot.rounds)


def _round(one: MinutesRound) -> Group:
    """A round stays on one page: heading, totals, votes, what it led to.

    One that was void before it was sealed has no votes, not even none.
    """
    totals = say(
        "раздадени {issued} · пуснати {used} · върнати {unused} · действителни {valid} · "
        "бели {blank} · недействителни {invalid} · нужни {needed} от {base}"
    ).format(
        issued=one.issued, used=one.used, unused=one.unused, valid=one.valid, blank=one.blank,
        invalid=one.invalid, needed=one.needed, base=one.base,
    )  # fmt: skip
    under = [one.outcome] if one.outcome else []
    if one.void:
        under.append(say("Турът е обявен за недействителен: {why}").format(why=full_stop(one.void)))
    counted = one.used or not one.void
    if not counted:
        under.append(say("Гласове не са броени."))
    return Group(
        (
            Text(one.heading, Look.MINOR),
            *((Text(totals, Look.SMALL), _votes(one)) if counted else ()),
            *(Text(text, Look.SMALL) for text in (*under, *one.notes)),
        )
    )


def _votes(one: MinutesRound) -> Grid:
    """Votes by nominee; „за“ and „против“ where a ballot said it of everyone."""
    won = [say("мнозинство") if elected else "" for _name, _votes, elected in one.votes]
    lines = zip(one.votes, won, strict=True)
    if one.each:
        told = tuple(
            (name, str(votes), str(one.valid - votes), said)
            for (name, votes, _elected), said in lines
        )
        return Grid(
            (say("Предложен"), say("За"), say("Против"), ""), told, (0.54, 0.12, 0.12, 0.22)
        )
    rows = tuple((name, str(votes), said) for (name, votes, _elected), said in lines)
    return Grid((say("Предложен"), say("Гласове"), ""), rows, (0.62, 0.16, 0.22))


def _decisions(minutes: Minutes) -> Iterator[Block]:
    yield Text(say("III. Въз основа на гласуването комисията РЕШИ:"), Look.PART)
    for n, slot in enumerate(minutes.slots, 1):
        yield Text(f"{numbered(n, slot.name)}. ", strong=slot.decision)
        if slot.motive:
            told = slot.motive if slot.first else say("Мотив: {text}").format(text=slot.motive)
            yield Text(told, Look.MOTIVE)
        if slot.otherwise:
            how = say("Решено по друг начин след изчерпани прегласувания: {why}")
            yield Text(how.format(why=full_stop(slot.otherwise)), Look.ITEM)
    if minutes.final:
        yield Text(minutes.final)


def _overrides(minutes: Minutes) -> Iterator[Block]:
    if not minutes.overrides:
        return
    said = say("Приложение. Отклонения: {n}").format(n=len(minutes.overrides))
    yield Text(said, Look.PART)
    for one in minutes.overrides:
        text = say("Отклонение № {no} – {citation}: {reason} Документ: {basis} Разрешил: {who}")
        yield Text(
            text.format(
                no=one.number, citation=one.citation, reason=full_stop(one.reason),
                basis=full_stop(one.basis or "–"), who=full_stop(one.authorised_by),
            )
        )  # fmt: skip


def _warnings(minutes: Minutes) -> Iterator[Block]:
    if not minutes.warnings:
        return
    said = say("Приложение. Предупреждения: {n}").format(n=len(minutes.warnings))
    yield Text(said, Look.PART)
    for one in minutes.warnings:
        text = f"{one.text} ({one.citation})" if one.citation else one.text
        yield Text(" ".join((full_stop(text), full_stop(one.noted))).strip())


def _signatures(minutes: Minutes) -> Iterator[Block]:
    """A line for the chair, each member who signs, and the secretary."""
    ordered = sorted(minutes.members, key=lambda one: not one.chair)
    lines = [
        (say("Председател") if one.chair else say("Член"), one.name) for one in ordered if one.signs
    ]
    if minutes.secretary:
        lines.append((say("Секретар"), minutes.secretary))
    if lines:
        said = say(
            "Този протокол (№ {no}/{day}) се подписва от участвалите членове и от секретаря."
        )
        what = Text(said.format(no=minutes.number, day=date_short(minutes.held_on)))
        yield Group((Text(say("Подписи"), Look.PART), what, Signatures(tuple(lines))))


def numbered(n: int, name: str) -> str:
    """„2. Драма“; a section that carries the act's own number („1.1 Литература“) keeps it alone."""
    return name if name[:1].isdigit() else f"{n}. {name}"


def full_stop(text: str) -> str:
    """The text with one full stop at its end; „“ stays empty."""
    text = text.rstrip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
