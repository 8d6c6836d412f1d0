"""What goes with the awards, from the tab „Книги“: stock, ceremony, receipt, returns, keepers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ruse_desktop.domain.book_hand_over import HandOverPlan
from ruse_desktop.domain.book_returns import ReturnCase
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.domain.ceremony import Pack
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.ceremony import CeremonyDialog
from ruse_desktop.ui.screens.books.choice import BookChoice
from ruse_desktop.ui.screens.books.keeping import KeepingDialog
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.returns import ReturnsDialog
from ruse_desktop.ui.screens.books.stock import StockDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

Found = tuple[Pack, HandOverPlan]


class Giving:
    """Opens the dialogs; `entry` tells which entry is shown."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        choice: BookChoice,
        entry: Callable[[], EntryDetail | None],
    ) -> None:
        self._parent = parent
        self._context = context
        self._choice = choice
        self._entry = entry

    def actions(self, scope: str) -> Sequence[Action]:
        """The actions of this part of the screen."""

        def opened() -> bool:
            view = self._choice.view
            return view is not None and view.entries > 0

        def year() -> bool:
            return bool(self._choice.book) and self._choice.diploma_year is not None

        def taken() -> bool:
            entry = self._entry()
            return entry is not None and entry.row.revoked

        def own() -> bool:
            entry = self._entry()
            return entry is not None and not (entry.row.revoked or entry.row.historic)

        return (
            Action("books.returns", _("Връщане след отнемане…"), self.returns, "arrow-back-up", "",
                   "act", scope, taken),
            Action("books.stock", _("Наличности…"), self.stock, "archive", "", "act",
                   scope, group=2),
            Action("books.keeping", _("Кой води книгата…"), self.keeping, "building", "", "act",
                   scope, opened, group=2),
            Action("books.receipt", _("Разписка за полученото…"), self.receipt, "file-text", "",
                   "print", scope, own, group=1),
            Action("books.ceremony", _("Пакет за церемонията…"), self.ceremony, "award", "",
                   "print", scope, year),
        )  # fmt: skip

    def stock(self) -> None:
        """All that goes with the awards."""
        self._open(StockDialog(self._parent, self._context, self._choice.book))

    def keeping(self) -> None:
        """Who keeps the book chosen."""
        if (view := self._choice.view) is not None:
            self._open(KeepingDialog(self._parent, self._context, view, self._entry()))

    def returns(self) -> None:
        """What is to be given back for the entry shown."""
        if (entry := self._entry()) is None:
            return
        row = entry.row

        def show(case: ReturnCase | None) -> None:
            if case is None:
                self._context.status(_("За това отличие няма какво да се връща."))
            else:
                self._open(ReturnsDialog(self._parent, self._context, case))

        read_once(
            self._context.tasks, self._parent, "returns",
            lambda s: s.returns.case(row.book, row.seq), show,
        )  # fmt: skip

    def receipt(self) -> None:
        """The receipt of the laureate shown."""
        if (entry := self._entry()) is None:
            return
        row = entry.row
        title = _("Разписка: {name}").format(name=row.name)
        read_once(
            self._context.tasks, self._parent, "receipt",
            lambda s: s.ceremonies.receipt(row.book, row.seq),
            lambda pdf: PdfDialog(self._parent, pdf, title, safe_name(title)).open(),
            self._context.problem,
        )  # fmt: skip

    def ceremony(self) -> None:
        """The papers of the ceremony of the book and year chosen."""
        book, year = self._choice.book, self._choice.diploma_year
        if not book or year is None:
            return

        def read(services: Services) -> Found:
            pack = services.ceremonies.pack(book, year, services.ceremonies.proposed(book, year))
            return pack, services.hand_overs.plan(book, year)

        def show(found: Found) -> None:
            pack, plan = found
            self._open(CeremonyDialog(self._parent, self._context, pack, book, plan))

        tasks, problem = self._context.tasks, self._context.problem
        read_once(tasks, self._parent, "ceremony", read, show, problem)

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
