"""Menu actions about papers of the intake: letters, the register, envelopes, copies, nominations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ruse_desktop.domain.letters import LetterKind, kinds_for
from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.screens.nominations.letters import show_letter, show_register

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.ui.screens.nominations.screen import NominationsScreen

_LETTERS = (LetterKind.COMPLETION, LetterKind.REJECTION, LetterKind.WITHDRAWAL)


def actions(screen: NominationsScreen) -> list[Action]:
    """What can be printed and looked through on the tab besides the nominations themselves."""
    here = screen.id

    def is_open() -> bool:
        return screen.context.tasks.is_open

    def has_any() -> bool:
        return is_open() and bool(screen.list.editions)

    def entered() -> bool:
        detail = screen.panel.detail
        return detail is not None and detail.row.state is not State.DRAFT

    def has_letter() -> bool:
        detail = screen.panel.detail
        return detail is not None and any(k in _LETTERS for k in kinds_for(detail.row.state))

    def has_copies() -> bool:
        detail = screen.panel.detail
        return entered() and detail is not None and bool(detail.following.copies)

    receipt, letter = _("Приемна бележка…"), _("Писмо до вносителя…")
    register, envelopes = _("Книга за завеждане…"), _("Пликове…")
    publicity = _("Оповестяване…")
    waiting = _("Номинации без внесено предложение…")
    return [
        Action(
            "nominations.receipt", receipt, partial(_receipt, screen), "file-check",
            "Ctrl+Shift+B", "print", here, entered,
        ),
        Action(
            "nominations.letter", letter, partial(_letter, screen), "mail",
            "Ctrl+Shift+L", "print", here, has_letter,
        ),
        Action(
            "nominations.register", register, partial(_register, screen), "book-2",
            "Ctrl+Shift+G", "print", here, has_any,
        ),
        Action(
            "nominations.envelopes", envelopes, partial(_envelopes, screen), "mail",
            "Ctrl+Shift+E", "act", here, is_open, group=2,
        ),
        Action(
            "nominations.publicity", publicity, partial(_publicity, screen), "bell",
            "Ctrl+Shift+M", "act", here, has_any, group=2,
        ),
        Action(
            "nominations.archive", _("Архив…"), partial(_archive, screen), "archive",
            "", "act", here, has_any, group=2,
        ),
        Action(
            "nominations.copies", _("Копия на предложението…"),
            screen.panel.following.open_copies, "copy", "", "act", here, has_copies, group=2,
        ),
        Action(
            "nominations.without-proposal", waiting, partial(_unproposed, screen), "clipboard-list",
            "", "act", here, is_open, group=2,
        ),
    ]  # fmt: skip


def _receipt(screen: NominationsScreen) -> None:
    _show(screen, screen.panel.detail, LetterKind.RECEIPT)


def _letter(screen: NominationsScreen) -> None:
    """The letter that the state of the nomination gives ground for."""
    detail = screen.panel.detail
    if detail is not None:
        for kind in kinds_for(detail.row.state):
            if kind in _LETTERS:
                _show(screen, detail, kind)


def _show(screen: NominationsScreen, detail: NominationDetail | None, kind: LetterKind) -> None:
    if detail is not None:
        show_letter(screen.panel, screen.context, detail, kind, screen.message.refuse)


def _register(screen: NominationsScreen) -> None:
    """The register of the edition in sight; chosen from all when the filter leaves several."""
    _with_edition(
        screen, lambda one: show_register(screen, screen.context, one, screen.message.refuse)
    )


def _with_edition(screen: NominationsScreen, run: Callable[[int], object]) -> None:
    editions = _in_sight(screen)
    if len(editions) == 1:
        run(editions[0].id)
        return
    screen.context.tasks.read(
        lambda s: [
            (one.id, f"{s.editions.rules(one.id).short_name} {one.year}") for one in editions
        ],
        lambda named: _choose_edition(screen, named, run),
        screen.message.refuse,
        owner=screen,
    )


def _in_sight(screen: NominationsScreen) -> list[AwardEdition]:
    """The edition of the nomination shown where no award is chosen, else those of the filter."""
    detail, award = screen.panel.detail, screen.list.chosen_award
    year = screen.list.year.currentData()
    found = [
        one
        for one in screen.list.editions.values()
        if award in {"", one.award} and (not year or one.year == int(year))
    ]
    ours = [one for one in found if detail is not None and one.id == detail.row.edition_id]
    return ours or found


def _choose_edition(
    screen: NominationsScreen, named: list[tuple[int, str]], run: Callable[[int], object]
) -> None:
    menu = QMenu(screen)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for edition_id, name in named:
        menu.addAction(name).triggered.connect(lambda _on=False, one=edition_id: run(one))
    menu.popup(screen.mapToGlobal(screen.rect().topLeft()))


def _publicity(screen: NominationsScreen) -> None:
    """What was made public of the edition in sight; chosen from all when there are several."""
    from ruse_desktop.ui.screens.nominations.publicity import open_publicity

    _with_edition(
        screen,
        lambda one: open_publicity(screen, screen.context, one, screen.message.refuse),
    )


def _archive(screen: NominationsScreen) -> None:
    """What is kept of the edition in sight, and where."""
    from ruse_desktop.ui.screens.nominations.archive import open_archive

    _with_edition(
        screen, lambda one: open_archive(screen, screen.context, one, screen.message.refuse)
    )


def _envelopes(screen: NominationsScreen) -> None:
    from ruse_desktop.ui.screens.nominations.envelopes import EnvelopesDialog

    dialog = EnvelopesDialog(screen, screen.context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.opened.connect(partial(_opened, screen))
    dialog.open()


def _opened(screen: NominationsScreen, draft_id: int) -> None:
    """Show the draft an envelope became, and go on entering it."""
    screen.list.show_record(draft_id)
    screen.context.tasks.read(
        lambda s: s.nominations.detail(draft_id), screen.edit, screen.message.refuse, owner=screen
    )


def _unproposed(screen: NominationsScreen) -> None:
    from ruse_desktop.ui.screens.nominations.unproposed import show_unproposed

    show_unproposed(screen, screen.context, screen.message.refuse)
