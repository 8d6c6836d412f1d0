"""Invitations to an event: one page for each guest, with the form of address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import anew, paper
from ruse_desktop.domain.letters import salutation
from ruse_desktop.domain.people import gender_of
from ruse_desktop.domain.protocol_plans import PAPER_NAMES, PlanPaper
from ruse_desktop.domain.wording import SECOND_INVITATION, filled
from ruse_desktop.kernel.formats import date_long, date_plain, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.transliteration import latin
from ruse_desktop.kernel.wording import say, say_second

if TYPE_CHECKING:
    from ruse_desktop.domain.protocol_plans import Guest, Plan


def render(plan: Plan, *, second: bool = False) -> bytes:
    """The invitations of everybody who has not declined, in order.

    With `second` also in the language of the office's text for it (R-F14-0.1).
    """
    story: list[Flowable] = []
    for one in plan.guests:
        if one.reply == "no":
            continue
        if story:
            story += anew()
        story += _page(plan, one)
        if second:
            story += _second(plan, one)
    name = _(PAPER_NAMES[PlanPaper.INVITATIONS])
    return paper(
        story, title=name, subject=plan.title, lines=(say("Дирекция „Хуманитарни дейности“"),),
        foot=plan.title, numbered=False, kept=False,
    )  # fmt: skip


def called(guest: Guest) -> str:
    """The form of address chosen for the guest, else by the name."""
    if guest.called:
        return guest.called if guest.called.endswith((",", "!")) else f"{guest.called},"
    return salutation(person=guest.name, gender=gender_of(guest.name))


def _second(plan: Plan, guest: Guest) -> list[Flowable]:
    """The office's text in the second language with this guest's name in Latin letters."""
    hour = f"{plan.when.starts:%H:%M}" if plan.when.starts else ""
    text = filled(
        say_second(SECOND_INVITATION),
        {
            "name": latin(guest.name), "event": plan.title, "day": date_plain(plan.when.on),
            "hour": hour, "place": plan.venue,
        },
    )  # fmt: skip
    body = type_.style("second", fontSize=12, leading=18, spaceAfter=6)
    return [Spacer(1, 24), *(type_.para(part, body) for part in text.split("\n") if part)]


def _page(plan: Plan, guest: Guest) -> list[Flowable]:
    right = type_.style("to", fontSize=12, leading=16, spaceAfter=2)
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=20, leading=26, spaceAfter=14
    )
    body = type_.style("body", fontSize=13, leading=20, spaceAfter=10)
    hour = say(" от {hour} ч.").format(hour=f"{plan.when.starts:%H:%M}") if plan.when.starts else ""
    place = say(" Място: {place}.").format(place=plan.venue) if plan.venue else ""
    text = say("Имаме удоволствието да Ви поканим на „{event}“ на {day} ({weekday}){from_hour}{at_place}").format(
        event=plan.title, day=date_long(plan.when.on), weekday=weekday(plan.when.on),
        from_hour=hour or ".", at_place=place,
    )  # fmt: skip
    to = [type_.para(part, right) for part in (guest.name, guest.office, guest.address) if part]
    answer = say("Моля, потвърдете присъствието си пред {who}.").format(
        who=plan.responsible or say("дирекция „Хуманитарни дейности“")
    )
    return [
        Spacer(1, 20), *to, Spacer(1, 30), type_.para(say("ПОКАНА"), title),
        type_.para(called(guest), body), type_.para(text, body), type_.para(answer, body),
    ]  # fmt: skip
