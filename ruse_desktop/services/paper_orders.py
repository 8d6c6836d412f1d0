"""The papers that make a commission: the draft of its appointing act, letters that ask for members."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ruse_desktop.domain.commissions import ELECTED
from ruse_desktop.domain.deadlines import next_working, session_window
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.paper_ground import DOTS, addressed

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.commissions import Member
    from ruse_desktop.domain.rules import SeatRule
    from ruse_desktop.services.paper_ground import Ground

_DAYS_TO_ANSWER = 14


def appointing(ground: Ground) -> tuple[Paper, ...]:
    """The draft of the mayor's order, or of the act that appoints the commission instead."""
    ground = replace(ground, commission=ground.commission.at_first())
    rule, commission = ground.rule, ground.commission
    title = rule.appointed_by or say("Заповед")
    number = ground.undated
    if commission.order_no and commission.order_date is not None:
        day = say("гр. {town}, {day}").format(
            town=ground.law.town, day=date_short(commission.order_date)
        )
        number = (say("№ {no}").format(no=commission.order_no), day)
    basis = ground.basis(rule.order_citation, rule.citation, rule.chair_citation)
    local = say("чл. 44, ал. 2 от Закона за местното самоуправление и местната администрация")
    mayors = not rule.appointed_by
    points = [f"{n}. {text}" for n, text in enumerate(_points(ground), 2)]
    return (
        Paper(
            title=title.upper(),
            number=number,
            sender=(ground.mayor,) if mayors else (ground.office,),
            blocks=(
                Text(
                    say("На основание {local} и {basis}").format(local=local, basis=basis)
                    if mayors
                    else say("На основание {basis}").format(basis=basis)
                ),
                Text(say("НАРЕЖДАМ:") if mayors else say("РЕШИ:"), Look.CENTRE),
                Text(f"1. {_appointed(ground)}"),
                _members(ground),
                *(Text(text) for text in points),
                Signatures(
                    (ground.mayor_line if mayors else (say("Председател"), ""),)
                ),
                Text(say("Съгласувал: {dots}     Изготвил: {dots}").format(dots=DOTS), Look.SMALL),
            ),
            draft=True,
        ),
    )  # fmt: skip


def _appointed(ground: Ground) -> str:
    rule = ground.rule
    total = _seats(ground)
    text = (
        say("Определя {commission} – {award}, в състав от {n} членове с право на глас:")
        if rule.appointed_by
        else say("Назначавам {commission} – {award}, в състав от {n} членове с право на глас:")
    )
    return text.format(commission=rule.name, award=ground.award_of_year, n=total)


def _seats(ground: Ground) -> str:
    """„9“, or „4 и всички членове на …“ as long as the members of such a quota are not written."""
    rule, commission = ground.rule, ground.commission
    open_ended = [s for s in rule.seats if not s.count and not commission.quota(s.source)]
    fixed = rule.size + sum(
        len(commission.quota(seat.source)) for seat in rule.seats if not seat.count
    )
    return f"{fixed} + N" if open_ended else str(fixed)


def _members(ground: Ground) -> Grid:
    """Each seat of the law in its order: the member written in it, or room for one."""
    rows: list[tuple[str, ...]] = []
    for seat in ground.rule.seats:
        written = ground.commission.quota(seat.source)
        for member in written:
            rows.append(_row(len(rows) + 1, ground, seat, member))
        for _one in range(max(seat.count, 0 if written else 1) - len(written)):
            rows.append(_row(len(rows) + 1, ground, seat, None))
    head = ("№", say("Име и длъжност"), say("Квота"), say("Посочен с"))
    return Grid(head, tuple(rows), (0.06, 0.4, 0.3, 0.24))


def _row(n: int, ground: Ground, seat: SeatRule, member: Member | None) -> tuple[str, ...]:
    quota = ground.quota_and_act(seat)
    if not seat.count:
        quota = say("{quota} (всички членове)").format(quota=quota)
    if member is None:
        return str(n), DOTS, quota, _named(ground, seat)
    name = say("{name} – председател").format(name=member.name) if member.chair else member.name
    named = member.naming or _named(ground, seat)
    return str(n), f"{name}\n{member.position}" if member.position else name, quota, named


def _named(ground: Ground, seat: SeatRule) -> str:
    """How a member comes to the seat where no document is written: by office, by right, chosen."""
    body = ground.body(seat.source)
    if seat.named_by:
        return "………………"
    if not seat.count:
        return say("по право")
    office = body is not None and body.kind == "office" and body.called(seat.name)
    return say("по длъжност") if office or seat.how == "office" else "–"


def _points(ground: Ground) -> list[str]:
    """What the act says after the composition; the law's silence leaves a point out."""
    rule = ground.rule
    found = [_chair(ground)]
    found.append(
        say("Секретар на комисията без право на глас: {name}.").format(
            name=ground.commission.secretary or DOTS
        )
    )
    if rule.experts_citation is not None:
        found.append(
            say(
                "При необходимост към комисията се привличат експерти без право на глас ({where}): "
                "{dots}."
            ).format(where=rule.experts_citation, dots=DOTS)
        )
    found.append(_work(ground))
    if rule.quorum:
        found.append(
            say("Заседанието е редовно, ако присъстват най-малко {n} членове ({where}).").format(
                n=rule.quorum, where=rule.quorum_citation or rule.citation
            )
        )
    if not rule.appointed_by:
        found.append(
            say("Контрол по изпълнението на заповедта възлагам на {dots}.").format(dots=DOTS)
        )
        found.append(say("Заповедта да се връчи на членовете на комисията за изпълнение."))
    return found


def _chair(ground: Ground) -> str:
    rule, chair = ground.rule, ground.commission.chair
    if rule.chair_elected:
        return say("Членовете избират председателя с тайно гласуване ({where}).").format(
            where=rule.chair_citation
        )
    told = ", ".join(one for one in (rule.chair_name, str(rule.chair_citation)) if one)
    return say("Председател на комисията: {name} ({told}).").format(
        name=chair.name if chair else DOTS, told=told
    )


def _work(ground: Ground) -> str:
    rule, voting = ground.rule, ground.award.voting
    closed = say("на закрити заседания ") if rule.closed else ""
    text = say("Комисията разглежда {closed}допуснатите предложения по реда на {where}.").format(
        closed=closed, where=voting.citation if voting else rule.citation
    )
    window = session_window(ground.award, ground.commission.year, ground.calendar, ground.practice)
    last = ground.award.deadline("sessions")
    if window is None or last is None:
        return text
    when = say("Заседанията се провеждат в срок до {day} ({where}).").format(
        day=date_short(window.closes), where=last.citation
    )
    return f"{text} {when}"


def naming(ground: Ground) -> tuple[Paper, ...]:
    """A letter to each body that names or elects members, with its quotas."""
    asked: dict[str, list[SeatRule]] = {}
    for seat in ground.rule.seats:
        if seat.named_by:
            asked.setdefault(seat.named_by, []).append(seat)
    return tuple(_naming(ground, body, seats) for body, seats in asked.items())


def _naming(ground: Ground, body: str, seats: list[SeatRule]) -> Paper:
    rule = ground.rule
    elected = any(seat.how == ELECTED for seat in seats)
    until = answer_by(ground)
    asks = (
        say("моля да проведете избор на следните членове на {commission} ({award}):")
        if elected
        else say("моля да посочите следните членове на {commission} ({award}):")
    ).format(commission=rule.name, award=ground.award_of_year)
    rows = tuple(
        (ground.quota(seat), str(seat.count or say("всички")), str(seat.citation)) for seat in seats
    )
    wanted = (
        say("Моля да приложите протокола от избора")
        if elected
        else say(
            "Моля писмото да съдържа трите имена, длъжността и телефон за връзка на всяко лице"
        )
    )
    return Paper(
        number=ground.outgoing,
        sender=(ground.mayor,),
        addressee=(addressed(ground.called(body)),),
        subject=say("Посочване на членове на {commission}").format(commission=rule.name),
        salutation=say("УВАЖАЕМИ ДАМИ И ГОСПОДА,"),
        blocks=(
            Text(
                say("На основание {basis} {asks}").format(
                    basis=ground.basis(*(seat.citation for seat in seats)), asks=asks
                )
            ),
            Grid((say("Квота"), say("Брой"), say("Основание")), rows, (0.6, 0.14, 0.26)),
            Text(
                say("{wanted} и да го изпратите в срок до {day} включително.").format(
                    wanted=wanted, day=date_short(until)
                )
            ),
            *_barred(ground),
            Signatures((ground.mayor_line,)),
        ),
    )  # fmt: skip


def _barred(ground: Ground) -> tuple[Text, ...]:
    """Whom the law keeps out, told to those who choose."""
    rule = ground.rule
    provision = ground.act.provision(rule.conflict_citation) if rule.conflict_citation else None
    if not rule.declaration_required or provision is None or rule.conflict_citation is None:
        return ()
    return (
        Text(
            say("Обръщаме внимание на {where}: „{text}“").format(
                where=rule.conflict_citation, text=provision.text.strip().rstrip(".") + "."
            )
        ),
    )


def answer_by(ground: Ground) -> date:
    """Until when members are to be named: two weeks, the first working day then."""
    return next_working(ground.today + timedelta(days=_DAYS_TO_ANSWER), ground.calendar)
