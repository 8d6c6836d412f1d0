"""The guests of a protocol plan as a spreadsheet (функция 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.protocol_plans import REPLY_NAMES
from ruse_desktop.domain.registers import Cell, RegisterSheet
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import begin

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.protocol_plans import Plan
    from ruse_desktop.ui.screens.protocol.ceremonies import CeremoniesSection


def guest_sheet(plan: Plan, drawn_on: date) -> RegisterSheet:
    """The guests in the order of precedence, ready for a spreadsheet."""
    seats = {one.guest.id: one.text for one in plan.seats if not one.companion}
    lines: tuple[tuple[Cell, ...], ...] = tuple(
        (one.place, one.name, one.office, one.invited_on or "", _(REPLY_NAMES[one.reply]),
         one.companions, seats.get(one.id, ""), _("да") if one.wreath else "")
        for one in plan.guests
    )  # fmt: skip
    return RegisterSheet(
        title=_("Гости: {title}").format(title=plan.title),
        heads=(_("№"), _("Гост"), _("Длъжност"), _("Поканен"), _("Отговор"), _("С него"),
               _("Място"), _("Венец")),
        widths=(0.05, 0.24, 0.24, 0.1, 0.09, 0.07, 0.14, 0.07),
        lines=lines,
        drawn_on=drawn_on,
        subtitle=date_short(plan.when.on),
        count=ngettext("{n} гост", "{n} гости", len(lines)).format(n=len(lines)),
        file_name=f"gosti-{plan.when.on.isoformat()}",
    )  # fmt: skip


def save_guests(section: CeremoniesSection) -> None:
    """Keep the guests of the plan in sight as a spreadsheet; once at a time."""
    plan = section.plan
    end = begin(section, "table") if plan is not None else None
    if plan is None or end is None:
        return
    sheet = guest_sheet(plan, section.context.clock.today())

    def render() -> bytes:
        from ruse_desktop.exchange import registers

        return registers.workbook(sheet)

    def save(content: bytes) -> None:
        name, kinds = f"{sheet.file_name}.xlsx", _("Таблица (*.xlsx)")
        target = ask_save(section, _("Запази таблицата"), name, kinds)
        if target is None:
            return
        try:
            write_file(target, content)
        except UserError as error:
            section.context.problem(error)
        else:
            section.context.notify(_("Записано: {name}").format(name=target.name))

    section.context.tasks.compute(render, save, section.message.refuse, owner=section, settled=end)
