"""The papers of an award without a commission: the draft of its act, and what the council is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.domain.acts import DECISION
from ruse_desktop.domain.following import PAPER
from ruse_desktop.domain.intake import (
    FieldKind,
    chosen_of,
    day_of,
    lines_of,
    said,
    shown_value,
    text_of,
)
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Text
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.letters import quoted
from ruse_desktop.services.paper_ground import DOTS, ActGround, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.following import StepView
    from ruse_desktop.domain.intake import Choice, IntakeField
    from ruse_desktop.domain.nominations import NominationDetail

_TITLE = "title"


@dataclass(frozen=True, kw_only=True)
class DirectGround(ActGround):
    """The nominations that one act awards; `kind` is that of the act."""

    kind: str
    nominations: tuple[NominationDetail, ...]

    @property
    def council(self) -> bool:
        """Whether the council decides, and not the mayor."""
        return self.kind == DECISION

    @property
    def signer(self) -> str:
        """Who signs the act."""
        return say("Председател на Общинския съвет") if self.council else self.mayor


def dead(nomination: NominationDetail, ground: ActGround) -> bool:
    """Whether the award would be a posthumous one on the day of the draft."""
    who = nomination.nominee
    return (
        isinstance(who, PersonInput)
        and who.death_date is not None
        and (who.death_date <= ground.today)
    )


def chosen_grounds(
    fields: Sequence[IntakeField], nomination: NominationDetail
) -> tuple[tuple[Citation, str, str], ...]:
    """The provisions that the nomination names as its grounds: place, name with details, motive.

    A detail is what a list of choices says that is asked under this ground only, „т. 2 – … (спортен
    живот)“.
    """
    facts, found = nomination.typed.facts, []
    for one in fields:
        lines = {next(iter(line.values()), ""): line for line in lines_of(facts, one.code)}
        for choice in _cited(one):
            if choice.code not in chosen_of(facts, one.code) or choice.citation is None:
                continue
            asked = [
                shown_value(other, facts[other.code])
                for other in fields
                if other.kind is FieldKind.CHOICES
                and other.when == f"{one.code}={choice.code}"
                and facts.get(other.code)
            ]
            name = f"{choice.name} ({', '.join(asked)})" if asked else choice.name
            motive = " ".join(
                value for key, value in lines.get(choice.code, {}).items() if value != choice.code and key
            )  # fmt: skip
            name = name.partition(" – ")[2] or name  # without „т. 2“, which the place says
            found.append((choice.citation, name.replace("; ", ", "), motive.strip()))
    return tuple(found)


def _cited(one: IntakeField) -> tuple[Choice, ...]:
    choices = one.columns[0].choices if one.columns else one.choices
    return tuple(choice for choice in choices if choice.citation is not None)


def occasion(nomination: NominationDetail) -> str:
    """The occasion on which the award is given, with its day; „“ where it has none."""
    facts = nomination.typed.facts
    day = day_of(text_of(facts, "occasion_on"))
    name = text_of(facts, "occasion")
    if not name:
        return ""
    return say("{name}, {day} г.").format(name=name, day=f"{day:%d.%m.%Y}") if day else name


def act(ground: DirectGround) -> Paper:
    """The draft of the order or decision that awards the nominations."""
    return Paper(
        title=say("РЕШЕНИЕ") if ground.council else say("ЗАПОВЕД"),
        number=ground.undated,
        sender=(ground.signer,),
        blocks=(
            Text(_because(ground)),
            Text(say("РЕШИ:") if ground.council else say("НАРЕЖДАМ:"), Look.CENTRE),
            *_awarded(ground),
            *(Text(f"{n}. {text}") for n, text in enumerate(_points(ground), 2)),
            Signatures((ground.chair_line if ground.council else ground.mayor_line,)),
            Text(say("Съгласувал: {dots}     Изготвил: {dots}").format(dots=DOTS), Look.SMALL),
        ),
        draft=True,
    )


def _because(ground: DirectGround) -> str:
    """„На основание …, по предложение на … и по повод …“."""
    law = (
        say("чл. 21, ал. 2 от Закона за местното самоуправление и местната администрация")
        if ground.council
        else say("чл. 44, ал. 2 от Закона за местното самоуправление и местната администрация")
    )
    rule = ground.award.act
    places: list[Citation | None] = [rule.citation if rule else None]
    for one in ground.nominations:
        places += [place for place, _name, _why in chosen_grounds(ground.award.fields, one)]
    if ground.award.hand_over:
        places.append(ground.award.hand_over.citation)
    proposers = tuple(
        dict.fromkeys(one.row.proposer for one in ground.nominations if one.row.proposer)
    )
    text = say("На основание {law}, {basis}").format(law=law, basis=ground.basis(*places))
    if proposers:
        text += say(", по предложение на {who}").format(who=joined(map(_small, proposers)))
    occasions = tuple(dict.fromkeys(filter(None, map(occasion, ground.nominations))))
    if occasions:
        text += say(" и по повод {occasion}").format(occasion=joined(occasions))
    return text  # fmt: skip


def _awarded(ground: DirectGround) -> Iterator[Text | Grid]:
    title = ground.award.kind == _TITLE
    name = quoted(ground.award.name)
    if len(ground.nominations) == 1:
        (one,) = ground.nominations
        words = {
            (True, True): say("1. Удостоява {dead}със званието {award} {who}."),
            (True, False): say("1. Удостоява {dead}с награда {award} {who}."),
            (False, True): say("1. Удостоявам {dead}със званието {award} {who}."),
            (False, False): say("1. Удостоявам {dead}с награда {award} {who}."),
        }[ground.council, title]
        posthumous = say("посмъртно ") if dead(one, ground) else ""
        yield Text(words.format(dead=posthumous, award=name, who=one.row.nominee))
        yield from _motives(ground, one)
        return
    many = {
        (True, True): say("1. Удостоява със званието {award}:"),
        (True, False): say("1. Удостоява с награда {award}:"),
        (False, True): say("1. Удостоявам със званието {award}:"),
        (False, False): say("1. Удостоявам с награда {award}:"),
    }[ground.council, title]
    yield Text(many.format(award=name))
    yield Grid(
        ("№", say("Удостоен"), say("Заслуги")),
        tuple(
            (str(n), _with_dead(one, ground), one.typed.motives or "–")
            for n, one in enumerate(ground.nominations, 1)
        ),
        (0.06, 0.34, 0.60),
    )


def _with_dead(one: NominationDetail, ground: ActGround) -> str:
    name = one.row.nominee
    return say("{name} (посмъртно)").format(name=name) if dead(one, ground) else name


def _motives(ground: DirectGround, one: NominationDetail) -> Iterator[Text]:
    for place, name, why in chosen_grounds(ground.award.fields, one):
        yield Text(f"{place}: {name}. {why}".rstrip(), Look.ITEM)
    if one.typed.motives:
        yield Text(one.typed.motives)


def _points(ground: DirectGround) -> Iterator[str]:
    """What follows in the act: handing over, the book, the control of the mayor's order."""
    rule = ground.award.hand_over
    if rule and rule.presenters:
        yield say("Отличието се връчва от {who} ({where}).").format(
            who=say(" или ").join(_small(name) for name in rule.presenters), where=rule.citation
        )
    if ground.award.book:
        yield say("Удостоените да се впишат в {book} ({where}).").format(
            book=quoted(ground.award.book.title), where=ground.award.book.citation
        )
    if not ground.council:
        yield say("Контрол по изпълнението възлагам на {dots}.").format(dots=DOTS)


def _small(name: str) -> str:
    """An office after a preposition: „Кметът на …“ → „кмета на …“; other names stay as they are."""
    first, space, rest = name.partition(" ")
    if first.endswith("ът"):
        first = f"{first[:-2]}а"
    elif first.endswith("ят"):
        first = first[:-1]
    else:
        return name
    return f"{first[0].lower()}{first[1:]}{space}{rest}"


def package(ground: DirectGround) -> tuple[Paper, ...]:
    """What the council is given with one proposal: contents, proposal, motives, CV, steps, draft."""
    (one,) = ground.nominations
    parts = [
        (say("Предложение"), _proposal(ground, one)),
        (say("Мотиви"), _why(ground, one)),
        (say("Биографична справка"), _life(ground, one)),
    ]
    parts += [(step.document_name or step.name, _opinion(step)) for step in _single(one)]
    if several := _several(ground, one):
        parts.append((several.title.capitalize(), several))
    parts.append((say("Проект за решение"), act(ground)))
    rows = tuple((str(n), name, _note(paper)) for n, (name, paper) in enumerate(parts, 1))
    contents = Paper(
        title=say("СЪДЪРЖАНИЕ НА ПРЕПИСКАТА"),
        under=(one.row.nominee, quoted(ground.award.name)),
        blocks=(Grid(("№", say("Документ"), say("Бележка")), rows, (0.08, 0.52, 0.40)),),
    )
    return (contents, *(paper for _name, paper in parts))


def _note(paper: Paper) -> str:
    return say("проект") if paper.draft else paper.foot


def _proposal(ground: DirectGround, one: NominationDetail) -> Paper:
    rule = ground.award.act
    to = say("Председателя на Общинския съвет – {town}").format(town=ground.law.town)
    places = [place for place, _name, _motive in chosen_grounds(ground.award.fields, one)]
    text = say(
        "На основание {basis} предлагам Общинският съвет да удостои {dead}с {award} {who}. Мотивите, "
        "биографичната справка и становищата са приложени."
    ).format(
        basis=ground.basis(rule.citation if rule else None, *places),
        dead=say("посмъртно ") if dead(one, ground) else "",
        award=quoted(ground.award.name),
        who=one.row.nominee,
    )
    day = one.row.registered_on
    return Paper(
        number=ground.outgoing,
        sender=(one.row.proposer or ground.law.municipality,),
        addressee=(to,),
        subject=say("Удостояване с {award}").format(award=quoted(ground.award.name)),
        salutation=say("УВАЖАЕМИ ГОСПОДИН/ГОСПОЖО ПРЕДСЕДАТЕЛ,"),
        blocks=(Text(text), Signatures(((say("Вносител"), one.row.proposer),))),
        foot=f"{one.row.number} / {date_short(day)}" if day else one.row.number,
    )


def _why(ground: DirectGround, one: NominationDetail) -> Paper:
    blocks: list[Text] = []
    for place, name, motive in chosen_grounds(ground.award.fields, one):
        blocks += [Text(f"{place}: {name}", Look.LABEL), Text(motive or "–")]
    if one.typed.motives:
        blocks.append(Text(one.typed.motives))
    return Paper(title=say("МОТИВИ"), under=(one.row.nominee,), blocks=tuple(blocks))


def _life(ground: ActGround, one: NominationDetail) -> Paper:
    """What the nominee's card and the award's own fields say; the rest is written by hand."""
    who, rows = one.nominee, []
    if isinstance(who, PersonInput):
        born = f"{who.birth_date:%d.%m.%Y}" if who.birth_date else str(who.birth_year or "")
        rows = [
            (say("Имена"), who.full_name),
            (say("Титли и звания"), who.titles),
            (say("Роден(а)"), born),
            (say("Починал(а)"), f"{who.death_date:%d.%m.%Y}" if who.death_date else ""),
            (say("Населено място"), who.settlement),
            (say("Месторабота"), who.employer),
            (say("Бележка"), who.note),
        ]
    rows += [(line.name, line.value) for line in said(_public(ground), one.typed.facts)]
    files = ", ".join(file.name for file in one.attachments)
    return Paper(
        title=say("БИОГРАФИЧНА СПРАВКА"),
        under=(one.row.nominee,),
        blocks=(
            Grid(("", ""), tuple(row for row in rows if row[1]), (0.32, 0.68)),
            Text(say("Приложени файлове: {files}").format(files=files or "–"), Look.SMALL),
        ),
    )


def _public(ground: ActGround) -> tuple[IntakeField, ...]:
    """The award's own fields for a biography: not the grounds, nor what only the clerk writes."""
    return tuple(
        one for one in ground.award.fields if one.on_form and one.code != PAPER and not _cited(one)
    )


def _single(one: NominationDetail) -> list[StepView]:
    return [step for step in one.following.steps if step.taken and not step.several]


def _opinion(step: StepView) -> Paper:
    return Paper(
        title=(step.document_name or step.name).upper(),
        under=(step.actor,),
        blocks=(
            Text(say("Изход: {result}").format(result=step.result or "–")),
            Text(step.text or DOTS),
            Text(str(step.citation), Look.SMALL),
        ),
        foot=say("{no} от {day}").format(no=step.document or "–", day=date_short(step.on))
        if step.on
        else step.document,
    )


def _several(ground: ActGround, one: NominationDetail) -> Paper | None:
    """The positions of the bodies that each examined the proposal; None while there are none."""
    codes = {step.code for step in ground.award.steps if step.several}
    lines = [step for step in one.following.steps if step.code in codes and step.taken]
    if not lines:
        return None
    rows = tuple(
        (step.who or step.actor, date_short(step.on) if step.on else "", step.result or "–", step.text or step.document)
        for step in lines
    )  # fmt: skip
    return Paper(
        title=say("СТАНОВИЩА НА ПОСТОЯННИТЕ КОМИСИИ"),
        under=(one.row.nominee, str(lines[0].citation)),
        blocks=(
            Grid((say("Комисия"), say("Дата"), say("Становище"), say("Бележка")), rows, (0.4, 0.17, 0.2, 0.23)),
        ),
        foot=say("{n} становища").format(n=len(rows)),
    )  # fmt: skip
