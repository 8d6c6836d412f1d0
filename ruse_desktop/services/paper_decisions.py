"""The papers after a session: proposal and draft of the deciding act, letters to those concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.acts import DECISION, KIND_NAMES, needs_act
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.letters import quoted
from ruse_desktop.services.paper_ground import DOTS, greeting, joined
from ruse_desktop.services.paper_sums import rules_for, says

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import AdmittedNomination
    from ruse_desktop.domain.sessions import SlotView
    from ruse_desktop.services.paper_ground import Ground

_DOTTED_ACT = "№ ……………/……………… г."


def minutes_name(ground: Ground) -> str:
    """„Протокол № 2/18.05.2026 г.“."""
    typed = ground.session.typed
    return say("Протокол № {no}/{day}").format(no=typed.protocol_no, day=date_short(typed.held_on))


def no_act(ground: Ground) -> str:
    """Why there is no act to draft; „“ when there is one."""
    rule = ground.award.act
    if rule is None or needs_act(rule):
        return ""
    return say("Не се издава акт: решава протоколът на комисията ({where}).").format(
        where=rule.citation
    )


def _winners(ground: Ground) -> list[tuple[SlotView, AdmittedNomination, str]]:
    """Each laureate with the section and the motive, in the order of the law."""
    return [
        (slot, slot.nominee(won.nomination_id), won.motive)
        for slot in ground.session.slots
        for won in slot.awards
    ]


def _table(ground: Ground) -> Grid:
    sections = len(ground.session.slots) > 1
    rows = tuple(
        (
            str(n),
            f"{nominee.nominee_name}\n{slot.name}" if sections else nominee.nominee_name,
            motive or "–",
        )
        for n, (slot, nominee, motive) in enumerate(_winners(ground), 1)
    )
    return Grid(("№", say("Носител"), say("Мотиви")), rows, (0.06, 0.42, 0.52))


def _unawarded(ground: Ground) -> str:
    """Which sections stay without a laureate; „“ when none does."""
    left = [slot.name for slot in ground.session.slots if slot.unawarded]
    return say("Не се присъжда: {list}.").format(list="; ".join(left)) if left else ""


def _sums(ground: Ground) -> list[str]:
    """Every sum of the sections that have a laureate, each once."""
    found = dict.fromkeys(
        says(ground, rule, ground.today)
        for slot, _nominee, _motive in _winners(ground)
        for rule in rules_for(ground, slot.slot.code)
        if not rule.optional
    )
    return [f"{text}." for text in found]


def proposal(ground: Ground) -> tuple[Paper, ...]:
    """What the commission puts before the mayor or the council."""
    rule = ground.award.act
    if rule is None:
        return ()
    council = rule.kinds[0] == DECISION
    to = (
        say("Председателя на Общинския съвет – {town}").format(town=ground.law.town)
        if council
        else say("Кмета на {municipality}").format(municipality=ground.law.municipality)
    )
    chair = ground.commission.chair
    left = _unawarded(ground)
    return (
        Paper(
            number=ground.outgoing,
            sender=(ground.office,),
            addressee=(to,),
            subject=say("Предложение за удостояване с {award}").format(award=ground.award_of_year),
            salutation=say("УВАЖАЕМИ ГОСПОДИН/ГОСПОЖО ПРЕДСЕДАТЕЛ,") if council else say("УВАЖАЕМИ ГОСПОДИН/ГОСПОЖО КМЕТ,"),
            blocks=(
                Text(
                    say(
                        "На основание {basis} и {minutes} {commission} Ви предлага да бъдат "
                        "удостоени:"
                    ).format(
                        basis=ground.basis(rule.citation), minutes=minutes_name(ground),
                        commission=ground.rule.name,
                    )
                ),
                _table(ground),
                *((Text(left),) if left else ()),
                Text(say("Приложение: {minutes}").format(minutes=minutes_name(ground))),
                Signatures(((say("Председател на комисията"), chair.name if chair else ""),)),
            ),
        ),
    )  # fmt: skip


def deciding(ground: Ground) -> tuple[Paper, ...]:
    """The draft of the act that awards; () where the minutes themselves decide."""
    rule = ground.award.act
    if rule is None or not needs_act(rule):
        return ()
    council = rule.kinds[0] == DECISION
    basis = say("{basis} и {minutes} на {commission}").format(
        basis=ground.basis(rule.citation), minutes=minutes_name(ground), commission=ground.rule.name
    )
    law = (
        say("чл. 21, ал. 2 от Закона за местното самоуправление и местната администрация")
        if council
        else say("чл. 44, ал. 2 от Закона за местното самоуправление и местната администрация")
    )
    points = [
        say("Удостоените получават отличието на тържествена церемония ({where}).").format(
            where=ground.award.hand_over.citation
        )
        if ground.award.hand_over
        else "",
        say("Удостоените да се впишат в {book} ({where}).").format(
            book=quoted(ground.award.book.title), where=ground.award.book.citation
        )
        if ground.award.book
        else "",
        "" if council else say("Контрол по изпълнението възлагам на {dots}.").format(dots=DOTS),
    ]
    points = [text for text in (*_sums(ground), _unawarded(ground), *points) if text]
    signer = say("Председател на Общинския съвет") if council else ground.mayor
    return (
        Paper(
            title=say("РЕШЕНИЕ") if council else say("ЗАПОВЕД"),
            number=ground.undated,
            sender=(signer,),
            blocks=(
                Text(say("На основание {law}, {basis}").format(law=law, basis=basis)),
                Text(say("РЕШИ:") if council else say("НАРЕЖДАМ:"), Look.CENTRE),
                Text(
                    (say("1. Удостоява с {award}:") if council else say("1. Удостоявам с {award}:")).format(
                        award=ground.award_of_year
                    )
                ),
                _table(ground),
                *(Text(f"{n}. {text}") for n, text in enumerate(points, 2)),
                Signatures((ground.chair_line if council else ground.mayor_line,)),
                Text(say("Съгласувал: {dots}     Изготвил: {dots}").format(dots=DOTS), Look.SMALL),
            ),
            draft=True,
        ),
    )  # fmt: skip


def _act_said(ground: Ground) -> str:
    """„с Протокол № 2/…“, or with room for the number of the act."""
    rule = ground.award.act
    if rule is None or not needs_act(rule):
        return say("с {minutes} на {commission}").format(
            minutes=minutes_name(ground), commission=ground.rule.name
        )
    return say("със {act} {dots}").format(act=_(KIND_NAMES[rule.kinds[0]]), dots=_DOTTED_ACT)


def laureates(ground: Ground) -> tuple[Paper, ...]:
    """A letter to each laureate."""
    papers = []
    for slot, nominee, motive in _winners(ground):
        sums = [
            says(ground, r, ground.today)
            for r in rules_for(ground, slot.slot.code)
            if not r.optional
        ]
        texts = [
            say("С удоволствие Ви съобщаваме, че {act} сте удостоени с {award} ({slot}).").format(
                act=_act_said(ground), award=ground.award_of_year, slot=slot.name
            )
        ]
        if motive:
            texts.append(say("Мотивите за избора: {text}").format(text=_stop(motive)))
        texts += [say("С отличието получавате: {sum}.").format(sum=text) for text in sums]
        texts.append(
            say(
                "Денят и мястото на връчването ще Ви бъдат съобщени с отделна покана. Приемете нашите поздравления!"
            )
        )
        papers.append(
            Paper(
                number=ground.outgoing,
                sender=(ground.office,),
                addressee=(nominee.nominee_name,),
                subject=say("Удостояване с {award}").format(award=quoted(ground.award.name)),
                salutation=greeting(nominee.nominee_name)
                if nominee.nominee_kind == "person"
                else greeting(""),
                blocks=(*(Text(text) for text in texts), Signatures((ground.mayor_line,))),
            )
        )
    return tuple(papers)  # fmt: skip


def others(ground: Ground) -> tuple[Paper, ...]:
    """A letter to the proposer of each nomination that was not chosen."""
    chosen = {nominee.id for _slot, nominee, _motive in _winners(ground)}
    return tuple(
        _other(ground, slot, nominee)
        for slot in ground.session.slots
        for nominee in slot.standing
        if nominee.id not in chosen
    )


def letters(ground: Ground) -> tuple[Paper, ...]:
    """Every letter after the session at once: to the laureates, then to the other proposers."""
    return (*laureates(ground), *others(ground))


def _other(ground: Ground, slot: SlotView, nominee: AdmittedNomination) -> Paper:
    winners = [slot.nominee(won.nomination_id).nominee_name for won in slot.awards]
    number = nominee.registry_no or nominee.number
    result = (
        say("Комисията определи за удостояване: {names}.").format(names=joined(winners))
        if winners
        else say("В този раздел комисията не присъди отличието.")
    )
    note = ground.award.act.note if ground.award.act else ""
    texts = (
        say(
            "Благодарим Ви за предложението (вх. № {no}) за удостояване на {name} с {award}, {slot}."
        ).format(no=number, name=nominee.nominee_name, award=ground.award_of_year, slot=slot.name),
        say(
            "То беше допуснато и разгледано на заседание {when} ({minutes}). {result} Предложеният от "
            "Вас кандидат не е сред тях."
        ).format(when=ground.held(), minutes=minutes_name(ground), result=result)
        if winners
        else say("То беше допуснато и разгледано на заседание {when} ({minutes}). {result}").format(
            when=ground.held(), minutes=minutes_name(ground), result=result
        ),
        note,
        say("Надяваме се на Вашите предложения и занапред."),
    )
    return Paper(
        number=ground.outgoing,
        sender=(ground.office,),
        addressee=(nominee.proposer_name or say("Вносителя на предложението"),),
        subject=say("Резултат по предложение вх. № {no}").format(no=number),
        salutation=greeting(""),
        blocks=(
            *(Text(text) for text in texts if text),
            Signatures((ground.mayor_line,)),
        ),
        foot=number,
    )  # fmt: skip


def _stop(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
