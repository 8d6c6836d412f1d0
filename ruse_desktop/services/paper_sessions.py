"""The papers of a planned session: invitations, conflict declarations, dossiers, attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.notices import CAPACITY_NAMES
from ruse_desktop.domain.papers import Grid, Look, Paper, Signatures, Text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.paper_ground import DOTS, greeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruse_desktop.domain.commissions import Member
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.nominations import AdmittedNomination, NominationDetail
    from ruse_desktop.domain.sessions import Attendance, SlotView
    from ruse_desktop.services.paper_ground import Ground

_GUEST_LINES = 4


def invitations(ground: Ground) -> tuple[Paper, ...]:
    """A letter to each member, and to each expert without a vote: day, hour, place, agenda."""
    return tuple(_invitation(ground, member) for member in ground.commission.everyone)


def _invitation(ground: Ground, member: Member) -> Paper:
    rule = ground.rule
    closed = ""
    if rule.closed:
        where = f" ({rule.closed_citation})" if rule.closed_citation else ""
        closed = say(" Заседанието е закрито{by_where}.").format(by_where=where)
    chair = ground.commission.chair
    return Paper(
        number=ground.outgoing,
        sender=(ground.office,),
        addressee=tuple(line for line in (member.name, member.position) if line),
        subject=say("Покана за заседание на {commission}").format(commission=rule.name),
        salutation=greeting(member.name),
        blocks=(
            Text(
                say(
                    "Каним Ви на заседание на {commission} – {award}, което ще се проведе {when}."
                ).format(commission=rule.name, award=ground.award_of_year, when=ground.held())
                + closed
                + _as_expert(ground, member)
            ),
            Text(say("Дневен ред:"), Look.LABEL),
            *(Text(f"{n}. {text}", Look.ITEM) for n, text in enumerate(agenda(ground), 1)),
            Text(
                say(
                    "Ако сте в роднински или служебни отношения с предложено лице или организация, "
                    "молим да ни уведомите преди заседанието. При невъзможност да присъствате, "
                    "молим да съобщите на секретаря на комисията{secretary}."
                ).format(
                    secretary=f" – {ground.commission.secretary}"
                    if ground.commission.secretary
                    else ""
                )
            ),
            Signatures(((say("Председател на комисията"), chair.name if chair else ""),)),
        ),
    )


def _as_expert(ground: Ground, member: Member) -> str:
    """Who is invited beside the quotas is told that he advises and does not vote (OP-18)."""
    if member.voting or not member.expert:
        return ""
    where = ground.rule.experts_citation
    return say(" Участвате като експерт без право на глас ({where}).").format(where=where)


def agenda(ground: Ground) -> list[str]:
    """The points of the session, from the quorum to the decision."""
    points = [say("Установяване на кворума и приемане на дневния ред.")]
    if ground.rule.chair_elected:
        points.append(
            say("Избор на председател с тайно гласуване ({where}).").format(
                where=ground.rule.chair_citation
            )
        )
    points.append(say("Декларации за конфликт на интереси."))
    if ground.rule.criteria_citation is not None:
        points.append(
            say("Приемане на критериите за селекция с общо съгласие ({where}).").format(
                where=ground.rule.criteria_citation
            )
        )
    points.extend(
        say("{slot} – {n}.").format(slot=slot.name, n=_how_many(len(slot.standing)))
        for slot in ground.session.slots
    )
    voting = ground.award.voting
    points.append(
        say("Тайно гласуване, мотиви и решение ({where}).").format(where=voting.citation)
        if voting
        else say("Гласуване и решение.")
    )
    return points


def _how_many(n: int) -> str:
    if not n:
        return say("няма допуснати предложения")
    return ngettext("{n} предложение", "{n} предложения", n).format(n=n)


def declarations(ground: Ground) -> tuple[Paper, ...]:
    """A declaration for each member with everyone who is proposed and who proposes."""
    return tuple(_declaration(ground, member) for member in ground.commission.members)


def _declaration(ground: Ground, member: Member) -> Paper:
    rule = ground.rule
    where = rule.conflict_citation if rule.declaration_required else None
    rows = tuple(
        (str(n), nominee.nominee_name, nominee.proposer_name, "")
        for n, nominee in enumerate(_nominees(ground.session.slots), 1)
    )
    relations = (
        say("в роднински или служебни взаимоотношения")
        if where
        else say("в роднински, служебни или други отношения, които пораждат съмнение в безпристрастността ми,")
    )  # fmt: skip
    says = [
        say("не съм {relations} с нито едно от изброените лица и организации;"),
        say("съм {relations} с отбелязаните в таблицата, както следва: {dots}{dots}{dots}."),
    ]
    return Paper(
        title=say("ДЕКЛАРАЦИЯ"),
        under=(
            say("по {basis}").format(basis=ground.basis(where))
            if where
            else say("за конфликт на интереси"),
        ),
        sender=(ground.office,),
        blocks=(
            Text(
                say("Долуподписаният/ата {name}, член на {commission} ({quota}) – {award},").format(
                    name=member.name,
                    commission=rule.name,
                    quota=ground.seat_of(member),
                    award=ground.award_of_year,
                )
            ),
            Text(say("ДЕКЛАРИРАМ, ЧЕ:"), Look.CENTRE),
            *(Text(text.format(relations=relations, dots=DOTS), Look.CHOICE) for text in says),
            Grid(
                ("№", say("Предложен"), say("Вносител"), say("Отношение")),
                rows,
                (0.06, 0.34, 0.38, 0.22),
            ),
            Text(_consequence(ground), Look.SMALL),
            Signatures(((say("Дата: {dots}").format(dots="………………"), member.name),)),
        ),
        foot=member.name,
    )


def _consequence(ground: Ground) -> str:
    rule = ground.rule
    if rule.conflict == "commission" and rule.conflict_citation is not None:
        provision = ground.act.provision(rule.conflict_citation)
        return f"{rule.conflict_citation}: „{provision.text.strip()}“" if provision else ""
    if rule.conflict == "item":
        return say("Член с обявено отношение не участва в гласуването по съответното предложение.")
    return say(
        "Декларацията се дава за прозрачност; комисията преценява участието на члена в гласуването."
    )


def _nominees(slots: Sequence[SlotView]) -> list[AdmittedNomination]:
    """Everyone who stands, each nomination once, in the order of the sections."""
    seen: dict[int, AdmittedNomination] = {}
    for slot in slots:
        for nominee in slot.standing:
            seen.setdefault(nominee.id, nominee)
    return list(seen.values())


def attendance(ground: Ground) -> tuple[Paper, ...]:
    """The sheet that the members sign, with lines for those who have no vote."""
    lines = {line.member_id: line for line in ground.session.attendance}
    rows = []
    for n, member in enumerate(ground.commission.members, 1):
        name = say("{name} – председател").format(name=member.name) if member.chair else member.name
        rows.append((str(n), name, ground.seat_of(member), _clock(lines.get(member.id)), "", ""))
    others = [(say("Секретар"), ground.commission.secretary)]
    others += [(say("Преброител"), name) for name in ground.session.typed.tellers]
    others += [(say("Експерт"), one.name) for one in ground.commission.experts]
    known = {name for _role, name in others}
    others += [
        (one.role or _(CAPACITY_NAMES[one.capacity]).capitalize(), one.name)
        for one in ground.session.guests
        if one.name not in known
    ]
    others += [("", "")] * _GUEST_LINES
    return (
        Paper(
            title=say("ПРИСЪСТВЕН ЛИСТ"),
            under=(
                ground.rule.name,
                ground.award_of_year,
                say("Заседание {when}").format(when=ground.held()),
            ),
            sender=(ground.office,),
            blocks=(
                Text(say("Членове с право на глас"), Look.LABEL),
                Grid(
                    ("№", say("Член"), say("Квота"), say("Дошъл"), say("Напуснал"), say("Подпис")),
                    tuple(rows),
                    (0.05, 0.25, 0.35, 0.09, 0.11, 0.15),
                    roomy=True,
                ),
                Text(say("Присъстващи без право на глас"), Look.LABEL),
                Grid(
                    (say("Качество"), say("Име"), say("Подпис")),
                    tuple((role, name, "") for role, name in others),
                    (0.3, 0.46, 0.24),
                    roomy=True,
                ),
                Signatures(
                    (
                        (say("Председател на комисията"), _name(ground)),
                        (say("Секретар"), ground.commission.secretary),
                    )
                ),
            ),
            foot=say("Протокол № {no}/{day}").format(
                no=ground.session.typed.protocol_no, day=date_short(ground.session.typed.held_on)
            ),
        ),
    )


def _clock(line: Attendance | None) -> str:
    return f"{line.arrived:%H:%M}" if line is not None and line.arrived else ""


def _name(ground: Ground) -> str:
    chair = ground.commission.chair
    return chair.name if chair else ""


def dossiers(ground: Ground, details: Mapping[int, NominationDetail]) -> tuple[Paper, ...]:
    """For each member the nominations he judges, with motives and what is attached.

    A barred member receives none; one who has no part in some sections receives the rest.
    """
    lines = {line.member_id: line for line in ground.session.attendance}
    papers = []
    for member in ground.commission.members:
        line = lines.get(member.id)
        if line is not None and line.barred:
            continue
        papers.append(_dossier(ground, member, details, line.out_of if line else frozenset()))
    return tuple(papers)


def _dossier(
    ground: Ground,
    member: Member,
    details: Mapping[int, NominationDetail],
    out_of: frozenset[int],
) -> Paper:
    blocks: list[Text | Grid] = []
    for slot in ground.session.slots:
        standing = slot.standing
        if not out_of.isdisjoint(nominee.id for nominee in standing):
            continue
        blocks.append(Text(slot.name, Look.LABEL))
        if not standing:
            blocks.append(Text(say("Няма предложения за разглеждане.")))
            continue
        rows = tuple(
            (nominee.registry_no or nominee.number, nominee.nominee_name, nominee.proposer_name)
            for nominee in standing
        )
        blocks.append(
            Grid((say("вх. №"), say("Предложен"), say("Вносител")), rows, (0.16, 0.4, 0.44))
        )
        for nominee in standing:
            blocks += _nomination(nominee, details[nominee.id])
    if ground.session.slots and all(s.step.kind is StepKind.EMPTY for s in ground.session.slots):
        blocks = [Text(say("Няма допуснати предложения."))]
    return Paper(
        title=say("ДОСИЕ"),
        under=(
            say("на {name}, член на комисията").format(name=member.name),
            ground.rule.name,
            ground.award_of_year,
            say("Заседание {when}").format(when=ground.held()),
        ),
        sender=(ground.office,),
        blocks=tuple(blocks),
        foot=say("Лично за {name}").format(name=member.name),
    )


def _nomination(nominee: AdmittedNomination, detail: NominationDetail) -> list[Text | Grid]:
    """What a member reads of one nomination: proposer, motives, checks, papers."""
    attached = [file.name for file in detail.attachments]
    attached += [
        say("{paper} – {n} бр.").format(paper=paper.name, n=paper.brought)
        for paper in detail.papers
        if paper.brought
    ]
    found = [finding for finding in detail.findings if finding.open or finding.resolution]
    checks = "; ".join(_check(finding) for finding in found) or say("без бележки")
    return [
        Text(nominee.nominee_name, Look.LABEL),
        Text(say("Вносител: {name}").format(name=nominee.proposer_name or "–"), Look.ITEM),
        Text(say("Мотиви: {text}").format(text=nominee.summary.strip() or "–"), Look.ITEM),
        Text(say("Проверки: {text}").format(text=checks), Look.ITEM),
        Text(say("Приложения: {list}").format(list="; ".join(attached) or say("няма")), Look.ITEM),
    ]


def _check(finding: Finding) -> str:
    """A finding that a person has judged or has still to judge, with what was said of it."""
    said = f"{finding.sentence} ({finding.citation})" if finding.citation else finding.sentence
    return f"{said} – {finding.resolution.reason}" if finding.resolution else said
