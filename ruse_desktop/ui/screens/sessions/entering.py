"""From a closed session or an act to the book, through what the book asks on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog

from ruse_desktop.domain.books import BOOK_NOT_OPENED, OVER_LIMIT_WARNS
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.dialogs import TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ruse_desktop.domain.books import EntryRow
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.basics import MessageBar
    from ruse_desktop.ui.screens.base import ScreenContext

    class Place(Protocol):
        """A screen or dialog that can say how it went."""

        context: ScreenContext
        message: MessageBar


def enter(
    owner: QWidget,
    place: Place,
    award: str,
    results: Callable[[Services], Sequence[AwardResult]],
    why_more: str = "",
    *,
    refused: Callable[[], object] = lambda: None,
) -> None:
    """Write the laureates in the book; `refused` is called when nothing was written.

    A cap that only warns is passed with a reason; a book the ordinance does not name is opened
    with one (R-5-0.5).
    """

    def show(entry: int) -> None:
        if isinstance(owner, QDialog):
            owner.accept()
        place.context.open_record("laureate", entry)

    def done(rows: Sequence[EntryRow]) -> None:
        place.message.tell(
            ngettext("Вписан е {n} носител.", "Вписани са {n} носители.", len(rows)).format(
                n=len(rows)
            ),
            "met",
            (_("Към книгата"), lambda: show(rows[0].id)),
        )

    def failed(problem: Exception) -> None:
        refused()
        code = problem.code if isinstance(problem, Refused) else ""
        if code == OVER_LIMIT_WARNS:
            reason = _ask(owner, problem, _("Повече удостоени"), _("Впиши с тази причина"))
            if reason:
                enter(owner, place, award, results, reason)
        elif code == BOOK_NOT_OPENED:
            reason = _ask(owner, problem, _("Откриване на книга"), _("Открий книгата и впиши"))
            if reason:
                _open_and_enter(owner, place, award, results, reason)
        else:
            place.message.refuse(problem)

    place.context.tasks.write(
        lambda s: s.books.enter_results(actor=s.actor, results=results(s), why_more=why_more),
        done,
        failed,
        owner=owner,
    )


def _open_and_enter(
    owner: QWidget,
    place: Place,
    award: str,
    results: Callable[[Services], Sequence[AwardResult]],
    reason: str,
) -> None:
    place.context.tasks.write(
        lambda s: s.books.open_book(actor=s.actor, award=award, reason=reason),
        lambda _book: enter(owner, place, award, results),
        place.message.refuse,
        owner=owner,
    )


def _ask(owner: QWidget, problem: Exception, title: str, do: str) -> str:
    assert isinstance(problem, Refused)
    dialog = TextDialog(owner, title, f"{problem.message} {problem.advice}", do, least=15)
    return dialog.text() if dialog.exec() else ""
