"""The papers of a paper vote: identical ballots for a section's round and the tellers' sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Slips, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import ngettext
from ruse_desktop.kernel.wording import say

if TYPE_CHECKING:
    from ruse_desktop.domain.sessions import SlotView
    from ruse_desktop.services.paper_ground import Ground


CHAIR = "chair"
"""The part of the ballots for the election of who presides."""


def waiting(ground: Ground, part: str = "") -> tuple[SlotView, ...]:
    """The sections that wait for a vote; only the one with the code `part` when given."""
    return tuple(
        slot
        for slot in ground.session.slots
        if slot.step.kind is StepKind.VOTE
        and not slot.unawarded
        and (not part or slot.slot.code == part)
    )


def entitled(ground: Ground, slot: SlotView | None = None) -> int:
    """How many ballots (of a section): members with a vote in the room, all before attendance."""
    view = ground.session
    ids = {one.id for one in slot.nominees} if slot else set()
    may = [line for line in view.attendance if not line.barred and line.out_of.isdisjoint(ids)]
    if any(line.present for line in view.attendance):
        return sum(line.votes for line in may)
    return len(may)


def ballots(ground: Ground, part: str = "") -> tuple[Paper, ...]:
    """For each waiting section one sheet of slips, as many as there are votes."""
    if not entitled(ground):
        return ()
    if part == CHAIR:
        return (Paper(blocks=(_chair_slips(ground),)),)
    return tuple(Paper(blocks=(_slips(ground, slot),)) for slot in waiting(ground, part))


def elects_chair(ground: Ground) -> bool:
    """Whether the members have still to elect who presides."""
    return not ground.session.first.chair_done


def _chair_slips(ground: Ground) -> Slips:
    """A slip with every member who may be elected chair."""
    lines = [line for line in ground.session.attendance if not line.barred]
    there = [line for line in lines if line.votes]
    return Slips(
        count=entitled(ground),
        title=say("БЮЛЕТИНА"),
        lines=(
            ground.rule.name,
            ground.award_of_year,
            say("Избор на председател ({where})").format(where=ground.rule.chair_citation),
        ),
        how=say("Отбележете със знак × само едно име."),
        options=tuple(line.name for line in there or lines),
    )


def _slips(ground: Ground, slot: SlotView) -> Slips:
    names = [slot.nominee(option).nominee_name for option in slot.step.options]
    lines = [ground.award_of_year, slot.name, round_name(slot)]
    options = tuple(names)
    answers: tuple[str, ...] = ()
    if slot.step.yes_or_no:
        lines.append(names[0])
        options = (say("ЗА"), say("ПРОТИВ"))
    elif slot.step.each:
        answers = (say("за"), say("против"))
    return Slips(
        count=entitled(ground, slot),
        title=say("БЮЛЕТИНА"),
        lines=tuple(lines),
        how=how_to_mark(slot),
        options=options,
        answers=answers,
    )


def how_to_mark(slot: SlotView) -> str:
    """The sentence over the names: how many of them may be marked."""
    step = slot.step
    if step.yes_or_no:
        return say("Отбележете със знак × едно от двете.")
    if step.each:
        return say("За всеки предложен отбележете със знак × „за“ или „против“.")
    return ngettext(
        "Отбележете със знак × само едно име.", "Отбележете със знак × до {n} имена.", step.marks
    ).format(n=step.marks)


def round_name(slot: SlotView) -> str:
    """„Тур 1 – Номинации“, „Тур 2 – Награда, прегласуване 1“."""
    step = slot.step
    name = say("Тур {n} – {name}").format(n=step.number, name=step.name)
    if not step.attempt:
        return name
    return say("{name}, прегласуване {n}").format(name=name, n=step.attempt)


def round_short(slot: SlotView) -> str:
    """„тур 2“, „тур 2, прегласуване 1“."""
    name = say("тур {n}").format(n=slot.step.number)
    if not slot.step.attempt:
        return name
    return say("{name}, прегласуване {n}").format(name=name, n=slot.step.attempt)


def tellers(ground: Ground, part: str = "") -> tuple[Paper, ...]:
    """For each waiting section a sheet for the counts, written twice and compared."""
    return tuple(_sheet(ground, slot) for slot in waiting(ground, part))


def _sheet(ground: Ground, slot: SlotView) -> Paper:
    step = slot.step
    counted = (
        say("Раздадени бюлетини"),
        say("Пуснати в урната"),
        say("Върнати неизползвани"),
        say("Действителни"),
        say("Бели (без отбелязване)"),
        say("Недействителни"),
    )
    options = [slot.nominee(option).nominee_name for option in step.options]
    if step.yes_or_no or step.each:
        sides = say("{name} – за"), say("{name} – против")
        options = [side.format(name=name) for name in options for side in sides]
    count = say("Първо броене"), say("Второ броене")
    typed = ground.session.typed
    return Paper(
        title=say("БРОИТЕЛЕН ЛИСТ"),
        under=(
            ground.rule.name,
            ground.award_of_year,
            f"{slot.name} · {round_name(slot)}",
            say("Заседание {when}").format(when=ground.held()),
        ),
        sender=(ground.office,),
        blocks=(
            Text(
                say("С право на глас присъстват: {n}. {places}{how}").format(
                    n=entitled(ground, slot),
                    places="" if step.each else say("Избират се: {n}. ").format(n=step.places),
                    how=how_to_mark(slot),
                )
            ),
            Text(say("Бюлетини"), Look.LABEL),
            Grid(
                ("", *count), tuple((name, "", "") for name in counted), (0.56, 0.22, 0.22),
                roomy=True,
            ),
            Text(say("Гласове"), Look.LABEL),
            Grid(
                (say("Предложен"), *count), tuple((name, "", "") for name in options),
                (0.56, 0.22, 0.22), roomy=True,
            ),
            Text(
                say(
                    "Раздадени = пуснати + върнати. Пуснати = действителни + бели + недействителни. "
                    "Числата не се нагаждат: при разлика се брои отново."
                ),
                Look.SMALL,
            ),
            Signatures(tuple((say("Преброител"), name) for name in (*typed.tellers, "", "")[: max(2, len(typed.tellers))])),
        ),
        foot=say("Протокол № {no}/{day}").format(
            no=typed.protocol_no, day=date_short(typed.held_on)
        ),
    )  # fmt: skip
