"""The flag's appearances on paper: the schedule of a month or a year, the scenario of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import registers
from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import paper, table
from ruse_desktop.domain.flag import moment
from ruse_desktop.domain.flag_appearances import rules_text
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import date_short, month_name, weekday
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.events import When
    from ruse_desktop.domain.flag_appearances import Appearance


def schedule(
    found: Sequence[Appearance],
    since: date,
    until: date,
    *,
    drawn_on: date,
    municipality: str,
) -> bytes:
    """„График за участие на знамето“, A4 landscape, chronologically."""
    count = ngettext("Общо {n} участие", "Общо {n} участия", len(found))
    return registers.render(
        RegisterSheet(
            title=_("График за участие на знамето – {period}").format(period=period(since, until)),
            subtitle=_("чл. 12 и чл. 13 от Наредба № 17"),
            heads=(_("Дата"), _("Часове"), _("Проява"), _("Място"), _("Основание"),
                   _("Знамето се взима – връща"), _("Отговорник"), _("Знаменосец, асистенти")),
            widths=(0.1, 0.09, 0.19, 0.13, 0.19, 0.09, 0.09, 0.12),
            lines=tuple(_line(one) for one in found),
            count=count.format(n=len(found)),
            drawn_on=drawn_on,
            municipality=municipality,
            signatures=(_("Изготвил"), _("Утвърдил")),
        )
    )  # fmt: skip


def period(since: date, until: date) -> str:
    """„2027 г.“, „май 2027 г.“, else the two days."""
    if (since.year, since.month) == (until.year, until.month):
        return _("{month} {year} г.").format(month=month_name(since.month), year=since.year)
    if since.year == until.year:
        return _("{year} г.").format(year=since.year)
    return f"{date_short(since)} – {date_short(until)}"


def _line(one: Appearance) -> tuple[str, ...]:
    event, typed = one.event, one.typed
    people = "; ".join(part for part in (event.responsible, typed.contact) if part)
    bearers = "\n".join(part for part in (typed.bearer, ", ".join(typed.assistants)) if part)
    return (
        f"{date_short(event.when.on)}\n{weekday(event.when.on)}", hours(event.when), event.title,
        event.place or "–", one.why,
        _way(one), people or "–", bearers or "–",
    )  # fmt: skip


def _way(one: Appearance) -> str:
    """The hours between which the flag is out; with the days when it is out overnight."""
    if one.taken_at.date() == one.back_at.date() == one.event.when.on:
        return f"{one.taken_at:%H:%M} – {one.back_at:%H:%M}"
    return f"{moment(one.taken_at)}\n{moment(one.back_at)}"


def hours(when: When) -> str:
    """„11:00–12:00“."""
    return f"{when.begin:%H:%M}–{when.end:%H:%M}"


def scenario(one: Appearance, *, municipality: str) -> bytes:
    """The scenario of one appearance, A4: what is known, the order of flags, the rows by time."""
    type_.register()
    title = _("Сценарий за участие на знамето")
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=15, leading=20, spaceAfter=3
    )
    under = type_.style("under", alignment=1, spaceAfter=8)
    small = type_.style("small", fontName=type_.SANS, fontSize=9, leading=12.5)
    rows = [(f"{item.at:%H:%M}", item.action, item.person) for item in one.typed.scenario]
    story: list[Flowable] = [
        type_.para(title, big),
        type_.para(f"{one.event.title} · {moment(one.event.when.begin)}", under),
        table(("", ""), [row for row in _facts(one) if row[1]], (0.32, 0.68)),
        Spacer(1, 12),
    ]
    if rows:
        story.append(table((_("Час"), _("Действие"), _("Кой")), rows, (0.12, 0.56, 0.32)))
    else:
        story.append(type_.para(_("Сценарият още не е написан."), small))
    story += [Spacer(1, 14), type_.para(_("Изготвил: ……………………………………"), small)]
    return paper(
        story, title=title, subject=title, lines=(_("Дирекция „Хуманитарни дейности“"),),
        foot=f"{title} – {one.event.title}", municipality=municipality,
    )  # fmt: skip


def _facts(one: Appearance) -> tuple[tuple[str, str], ...]:
    typed, event = one.typed, one.event
    confirmed = ", ".join(
        part
        for part in (
            typed.protocol_ok_by,
            date_short(typed.protocol_ok_on) if typed.protocol_ok_on else "",
        )
        if part
    )
    return (
        (_("Основание"), one.why), (_("Мотив"), typed.motive), (_("Решил"), typed.decided_by),
        (_("Покана, дневен ред"), typed.council_ref), (_("Място"), event.place),
        (_("Часове"), hours(event.when)), (_("Знамето се взима"), moment(one.taken_at)),
        (_("Знамето се връща"), moment(one.back_at)), (_("Отговорник"), event.responsible),
        (_("Знаменосец"), typed.bearer), (_("Асистенти"), ", ".join(typed.assistants)),
        (_("Охрана, караул"), typed.guard), (_("Ред на знамената"), typed.order),
        (_("Внасяне и изнасяне"), typed.moment), (_("Химн"), typed.anthem),
        (_("Облекло"), typed.dress), (_("За връзка"), typed.contact),
        (_("Държавен протокол"), confirmed), (_("Ред по чл. 13"), rules_text(one.rules)),
    )  # fmt: skip
