"""The actions of the tab „Предложения“, and those that concern the whole list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.screens.nominations import papers
from ruse_desktop.ui.screens.nominations.dropping import form_actions

if TYPE_CHECKING:
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.nominations.screen import NominationsScreen


def actions(screen: NominationsScreen) -> list[Action]:
    """Everything that can be done on the tab."""

    def is_open() -> bool:
        return screen.context.tasks.is_open

    def has_one() -> bool:
        return screen.panel.detail is not None

    def has_card() -> bool:
        detail = screen.panel.detail
        return detail is not None and detail.row.state is not State.DRAFT

    def has_proposer() -> bool:
        detail = screen.panel.detail
        return has_card() and detail is not None and detail.typed.proposer_id is not None

    def edit() -> None:
        screen.edit(screen.panel.detail)

    new, table = _("Ново предложение…"), _("Предложения от таблица…")
    other = _("Предложение за друга награда или година…")
    change, attach = _("Редактирай предложението…"), _("Приложи файл…")
    here = screen.id
    return [
        *papers.actions(screen),
        Action("nominations.new", new, screen.add_new, "plus", "Ctrl+N", "act", here, is_open),
        Action(
            "nominations.other", other, screen.add_other, "plus", "Ctrl+Shift+D", "act", here, is_open
        ),
        Action(
            "nominations.import", table, screen.import_table, "table-import", "Ctrl+I", "act", here, is_open
        ),
        *form_actions(screen, is_open),
        Action("nominations.edit", change, edit, "pencil", "F2", "act", here, has_one),
        Action(
            "nominations.attach", attach, screen.panel.choose_file, "paperclip", "Ctrl+Shift+A", "act", here, has_one
        ),
        Action(
            "nominations.acts", _("Актове за удостояване…"), partial(_open_acts, screen), "gavel", "Ctrl+Shift+U", "act", here, has_one
        ),
        Action(
            "nominations.recheck", _("Провери наново всички"), partial(_recheck, screen), "checks", "Ctrl+Shift+R", "act", here, is_open
        ),
        Action(
            "nominations.what-if", _("Какво би станало, ако…"), partial(_what_if, screen), "help", "Ctrl+E", "act", here, has_one
        ),
        Action(
            "nominations.card", _("Карта на предложения"), partial(_open_card, screen), "id", "Ctrl+Shift+K", "act", here, has_card, group=1
        ),
        Action(
            "nominations.proposer-card", _("Карта на вносителя"), partial(_open_proposer, screen), "building", "", "act", here, has_proposer, group=1
        ),
        Action(
            "nominations.delete", _("Изтрий черновата"), lambda: screen.drafts.delete(screen.panel.detail),
            "trash", "Ctrl+Delete", "act", here, has_one,
        ),
    ]  # fmt: skip


def _recheck(screen: NominationsScreen) -> None:
    """Run all checks of the award and year chosen above the list anew."""
    year, award = screen.list.chosen_year, screen.list.chosen_award

    def work(services: Services, progress: Progress) -> tuple[int, int]:
        checked, changed = 0, 0
        for edition in services.editions.list():
            if edition.year == year and award in {"", edition.award}:
                n, other = services.nomination_lists.recheck(
                    edition.id, actor=services.actor, progress=progress
                )
                checked, changed = checked + n, changed + other
        return checked, changed

    def done(counts: tuple[int, int]) -> None:
        screen.context.notify(
            ngettext(
                "Проверено е {n} предложение; с друг извод: {changed}.",
                "Проверени са {n} предложения; с друг извод: {changed}.",
                counts[0],
            ).format(n=counts[0], changed=counts[1])
        )

    screen.context.tasks.long(
        work, _("Проверка на предложенията"), done, screen.message.refuse, owner=screen
    )


def _what_if(screen: NominationsScreen) -> None:
    """Judge the nomination as if it came in on another day."""
    from ruse_desktop.ui.screens.nominations.what_if import open_dialog

    open_dialog(screen, screen.context, screen.panel.detail)


def _open_acts(screen: NominationsScreen) -> None:
    """The acts by which the edition's award is given where no commission proposes."""
    from ruse_desktop.ui.screens.nominations.acts import open_acts

    open_acts(screen)


def _open_card(screen: NominationsScreen) -> None:
    """Go to the nominee's card in the register."""
    detail = screen.panel.detail
    if detail is not None and detail.typed.nominee_id is not None:
        screen.context.open_record(str(detail.typed.nominee_kind), detail.typed.nominee_id)


def _open_proposer(screen: NominationsScreen) -> None:
    """Go to the card of the proposing organisation."""
    detail = screen.panel.detail
    if detail is not None and detail.typed.proposer_id is not None:
        screen.context.open_record("organisation", detail.typed.proposer_id)
