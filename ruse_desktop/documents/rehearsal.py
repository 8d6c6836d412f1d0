"""The certificate of a rehearsal: one page that says which copy was restored aside and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import OURS, paper, table
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    from ruse_desktop.domain.backups import Rehearsal


def render(done: Rehearsal, municipality: str = OURS) -> bytes:
    """The page, A4."""
    type_.register()
    title = _("Проверка на резервно копие")
    return paper(
        _story(done, title), title=title, subject=done.path.name,
        lines=(_("Отличия и протокол"),), foot=done.path.name,
        municipality=municipality or OURS,
    )  # fmt: skip


def _story(done: Rehearsal, title: str) -> list[Flowable]:
    big = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=16, leading=21, spaceAfter=8
    )
    text = type_.style("text", fontSize=11, leading=15.5)
    said = _(
        "На {when} копието беше възстановено в отделна папка и отворено от програмата, без да се "
        "засяга работната база. Прочетени бяха всички части, преброени всички записи, изчислени "
        "наново веригите на книгите и на дневника и проверен всеки приложен файл."
    )
    result = (
        _("Заключение: копието е цяло и данните могат да се възстановят от него.")
        if done.ok
        else _("Заключение: от това копие НЕ може да се възстановява. {problem}").format(
            problem=done.detail
        )
    )
    rows = [
        (_("Файл"), done.path.name),
        (_("Място"), str(done.path.parent)),
        (_("Копието е от"), _moment(done.copy_at)),
        (_("Записи във всички таблици"), str(done.rows)),
        (_("Книги на носителите"), str(done.books)),
        (_("Редове в дневника на промените"), str(done.audit_lines)),
        (_("Приложени файлове"), str(done.attachments)),
        (_("Проверката направи"), done.by),
    ]
    strong = type_.style("result", fontName=type_.TEXT_BOLD, fontSize=11.5, leading=16)
    return [
        type_.para(title, big), type_.para(said.format(when=_moment(done.at)), text),
        Spacer(1, 4 * mm), table((_("Какво"), _("Намерено")), rows, (0.36, 0.64)),
        Spacer(1, 6 * mm), type_.para(result, strong), Spacer(1, 12 * mm),
        type_.para(_("Подпис: …………………………………        Дата: …………………"), text),
    ]  # fmt: skip


def _moment(at: datetime) -> str:
    return _("{day}, {time} ч.").format(day=date_short(at.date()), time=f"{at:%H:%M}")
