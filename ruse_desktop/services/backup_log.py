"""The log of the backups as a list for paper and spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_MOST = 2000


def sheet(services: Services) -> RegisterSheet:
    """Every attempt, restore and rehearsal, newest first."""
    names = {one.id: one.name for one in services.backups.places.list()}
    lines = [
        (
            one.at, one.at.date(), f"{one.at:%H:%M}", _("копие"), names.get(one.place, str(one.path.parent)),
            _("проверено") if one.ok else one.detail, one.path.name if one.ok else "", one.rows,
        )
        for one in services.backups.records(_MOST)
    ]  # fmt: skip
    lines += [
        (
            one.at, one.at.date(), f"{one.at:%H:%M}", _("възстановяване"), one.by,
            _("от копие от {day}").format(day=date_short(one.copy_at.date())), one.path, 0,
        )
        for one in services.restores.history()
    ]  # fmt: skip
    lines += [
        (
            one.at, one.at.date(), f"{one.at:%H:%M}", _("проверка на копие"), one.by,
            _("успешна") if one.ok else one.detail, one.path.name, one.rows,
        )
        for one in services.rehearsals.history()
    ]  # fmt: skip
    lines.sort(key=lambda line: line[0], reverse=True)
    count = ngettext("Общо {n} ред", "Общо {n} реда", len(lines)).format(n=len(lines))
    return RegisterSheet(
        _("Дневник на резервните копия"),
        (_("Ден"), _("Час"), _("Какво"), _("Място или кой"), _("Резултат"), _("Файл"), _("Редове")),
        (0.09, 0.06, 0.13, 0.22, 0.24, 0.18, 0.08),
        tuple(line[1:] for line in lines),
        services.clock.today(), count=count, file_name="dnevnik-kopia",
        municipality=services.law.municipality,
    )  # fmt: skip
