"""The recovery sheet as PDF: the code in large letters, what it is for, how it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from ruse_desktop.documents import typography as type_
from ruse_desktop.documents.office import paper
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF = 4


def render(code: str, owner: str, *, number: str = "", lines: Sequence[str] = ()) -> bytes:
    """One A4 page; `code` in groups of four, `owner` whose profile it opens, `lines` the letterhead."""
    type_.register()
    body = type_.style("body", fontSize=11, leading=16, spaceAfter=7)
    large = type_.style(
        "code", fontName=type_.TEXT_BOLD, fontSize=24, leading=36, alignment=1, spaceAfter=4
    )
    title = type_.style(
        "title", alignment=1, fontName=type_.TEXT_BOLD, fontSize=16, leading=22, spaceAfter=10
    )
    groups = code.split("-")
    name = _("Лист за възстановяване")
    story: list[Flowable] = [
        type_.para(f"{name} № {number}" if number else name, title),
        type_.para(
            _(
                "Този код дава нова парола на администратора и отваря шифрованите данни, когато "
                "никой не може да влезе."
            ),
            body,
        ),
        Spacer(1, 12),
        type_.para(" – ".join(groups[:_HALF]), large),
        type_.para(" – ".join(groups[_HALF:]), large),
        Spacer(1, 12),
    ]
    told = [
        _("Администратор: {name}").format(name=owner) if owner else "",
        _("Отпечатан на: ……………………………  Подпис: ……………………………"),
        _(
            "Пази се в запечатан плик в касата на ръководителя; втори екземпляр – в деловодството. "
            "Който има този лист и компютъра, има данните."
        ),
        _(
            "Как се използва: в прозореца за вход изберете „Забравена парола…“, напишете кода, "
            "името за вход на администратора и нова парола. Листът важи веднъж; след това "
            "отпечатайте нов от „Файл → Сигурност → Профили“ и унищожете този."
        ),
        _(
            "Пазете и старите листове, докато пазите резервни копия от тяхното време: всяко копие "
            "се отваря с листа от деня, в който е направено."
        ),
    ]
    story += [type_.para(text, body) for text in told if text]
    return paper(story, title=name, subject=name, lines=tuple(lines), foot="", kept=False)
