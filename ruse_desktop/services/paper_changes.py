"""The order that changes an appointed commission: who leaves, who enters, who presides since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import needed
from ruse_desktop.domain.commission_checks import quorum_needed
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import ngettext
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.paper_ground import DOTS

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView, Member, MemberInput, OrderChange
    from ruse_desktop.services.paper_ground import Ground


def changing(
    ground: Ground, change: OrderChange, after: tuple[MemberInput, ...]
) -> tuple[Paper, ...]:
    """The draft of the changing order; `after` are the members once it holds."""
    rule = ground.rule
    number = ground.undated
    if change.number and change.on is not None:
        day = say("гр. {town}, {day}").format(town=ground.law.town, day=date_short(change.on))
        number = (say("№ {no}").format(no=change.number), day)
    mayors = not rule.appointed_by
    basis = ground.basis(rule.order_citation, rule.citation)
    local = say("чл. 44, ал. 2 от Закона за местното самоуправление и местната администрация")
    lead = say("На основание {local} и {basis}") if mayors else say("На основание {basis}")
    points = [f"{n}. {text}" for n, text in enumerate(_points(ground, change, after), 2)]
    return (
        Paper(
            title=(rule.appointed_by or say("Заповед")).upper(),
            number=number,
            sender=(ground.mayor,) if mayors else (ground.office,),
            blocks=(
                Text(lead.format(local=local, basis=basis)),
                Text(say("НАРЕЖДАМ:") if mayors else say("РЕШИ:"), Look.CENTRE),
                Text(f"1. {_changed(ground, change)}"),
                _rows(ground, change),
                *(Text(text) for text in points),
                Signatures((ground.mayor_line if mayors else (say("Председател"), ""),)),
                Text(say("Съгласувал: {dots}     Изготвил: {dots}").format(dots=DOTS), Look.SMALL),
            ),
            draft=True,
        ),
    )


def recorded(ground: Ground, order_id: int) -> tuple[Paper, ...]:
    """The paper of a changing order that was entered."""
    view = ground.commission
    change = next(one for one in view.changes if one.id == order_id)
    before = view.on(change.from_day) if change.from_day is not None else view
    return changing(replace(ground, commission=before), change, before.everyone)


def _changed(ground: Ground, change: OrderChange) -> str:
    commission = ground.commission
    first = say("{act} № {no}/{day}").format(
        act=ground.rule.appointed_by or say("Заповед"),
        no=commission.order_no or DOTS,
        day=date_short(commission.order_date) if commission.order_date else DOTS,
    )
    return say(
        "Изменям {first} за състава на {commission} – {award}, считано от {day}, както следва:"
    ).format(
        first=first,
        commission=ground.rule.name,
        award=ground.award_of_year,
        day=date_short(change.from_day) if change.from_day else DOTS,
    )


def _rows(ground: Ground, change: OrderChange) -> Grid:
    rows = tuple(
        (str(n), _leaving(left), _entering(entered), _seat(ground, left, entered))
        for n, (left, entered) in enumerate(change.pairs, 1)
    )
    head = ("№", say("Освобождава се"), say("На негово място"), say("Квота и посочване"))
    return Grid(head, rows, (0.06, 0.33, 0.33, 0.28))


def _leaving(left: Member | None) -> str:
    if left is None:
        return say("– (свободно място)")
    return say("{name} – {why}").format(name=left.name, why=left.left_why or DOTS)


def _entering(entered: Member | None) -> str:
    if entered is None:
        return say("– (мястото остава незаето)")
    name = entered.name
    if entered.chair:
        name = say("{name} – председател").format(name=name)
    return f"{name}\n{entered.position}" if entered.position else name


def _seat(ground: Ground, left: Member | None, entered: Member | None) -> str:
    """The quota by the body's name of the day, its older name beside it, and the naming letter."""
    one = entered or left
    assert one is not None
    seat = next((s for s in ground.rule.seats if s.source == one.source), None)
    text = say("експерт") if seat is None else ground.quota_and_act(seat)
    if one.extra:
        text = say("{quota}, извънреден член").format(quota=text)
    return f"{text}\n{entered.naming}" if entered is not None and entered.naming else text


def _points(ground: Ground, change: OrderChange, after: tuple[MemberInput, ...]) -> list[str]:
    rule, found = ground.rule, []
    if change.secretary:
        found.append(
            say("Секретар на комисията без право на глас: {name}.").format(name=change.secretary)
        )
    total = sum(one.voting for one in after)
    found.append(
        ngettext(
            "Комисията е в състав от {n} член с право на глас; кворумът е {quorum}, а при пълно "
            "присъствие мнозинството е {majority}.",
            "Комисията е в състав от {n} членове с право на глас; кворумът е {quorum}, а при "
            "пълно присъствие мнозинството е {majority}.",
            total,
        ).format(n=total, quorum=quorum_needed(rule, total), majority=needed(total))
    )
    if rule.appointed_by:
        return [*found, say("В останалата част актът не се променя.")]
    found.append(say("В останалата част заповедта не се променя."))
    found.append(say("Контрол по изпълнението на заповедта възлагам на {dots}.").format(dots=DOTS))
    found.append(say("Заповедта да се връчи на изброените лица и на секретаря на комисията."))
    return found


def name_of(view: CommissionView, change: OrderChange) -> str:
    """How the paper of a recorded change is called in the list."""
    act = view.rule.appointed_by or say("Заповед")
    day = date_short(change.on) if change.on else DOTS
    return say("{act} за изменение № {no}/{day}").format(act=act, no=change.number, day=day)
