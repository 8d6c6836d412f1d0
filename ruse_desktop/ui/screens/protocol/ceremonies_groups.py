"""Guests of a plan from a group of the contacts (R-F16-0.1)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from ruse_desktop.domain.contacts import ContactGroup
    from ruse_desktop.ui.screens.protocol.ceremonies import CeremoniesSection


def choose_group(section: CeremoniesSection) -> None:
    """Ask which group, at the mouse, and put its contacts on the list of the plan in sight."""
    if section.plan is None:
        return
    plan_id = section.plan.id

    def choose(groups: tuple[ContactGroup, ...]) -> None:
        if not groups:
            section.message.tell(_("Още няма групи. Те се правят в „Регистри“ → „Контакти“."))
            return
        menu = QMenu(section)
        menu.setAccessibleName(_("Група от контактите"))
        for one in groups:
            said = f"{one.name} ({one.count})".replace("&", "&&")
            menu.addAction(said, partial(invite, section, plan_id, one.name))
        menu.popup(QCursor.pos())

    section.context.tasks.read(
        lambda s: s.contacts.groups(), choose, section.message.refuse, owner=section
    )


def invite(section: CeremoniesSection, plan_id: int, name: str) -> None:
    """Put the contacts of a group on the list of a plan."""

    def done(n: int) -> None:
        section.reload(frozenset())
        section.message.tell(
            ngettext("Добавен е {n} гост.", "Добавени са {n} гости.", n).format(n=n)
            if n
            else _("Всички от групата вече са в списъка."),
            "met",
        )

    section.context.tasks.write(
        lambda s: s.protocol_plans.invite_group(plan_id, name, actor=s.actor), done,
        section.message.refuse, owner=section,
    )  # fmt: skip
