"""What the payments give out: the list of a sum, all lists, a schedule, a proposal, the sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ruse_desktop.domain.stipends import StipendView
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.books.money_funds import FundsDialog
from ruse_desktop.ui.screens.books.money_lists import ListPrinter, ListsDialog
from ruse_desktop.ui.screens.books.money_student import WageDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.payments import PaymentView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.books.money import MoneyScreen

T = TypeVar("T")


class MoneyPages:
    """The actions that show or print; `printer` shows one list."""

    def __init__(self, screen: MoneyScreen) -> None:
        self._screen = screen
        self._context = screen.context
        self.printer = ListPrinter(screen, screen.context, screen.message)
        scope = screen.id
        screen.context.actions.add_all((
            Action("money.print", _("Списък за счетоводството…"), self.show_list, "printer",
                   "Ctrl+P", "print", scope, self._listed),
            Action("money.lists", _("Списъци…"), self.lists, "list", "Ctrl+Shift+L", "print", scope),
            Action("money.schedule", _("График на стипендията…"), self.schedule, "calendar", "",
                   "print", scope, self.is_student),
            Action("money.proposal", _("Предложение за сумите…"), self.proposal, "file-text", "",
                   "print", scope, self._proposed),
            Action("money.funds", _("Средства и дарители…"), self.funds, "heart-handshake", "",
                   "act", scope, group=1),
            Action("money.wage", _("Нова минимална заплата…"), self.wage, "report-analytics", "",
                   "act", scope, group=1),
            Action("money.entry", _("Записът в книгата"), self.entry, "book-2", "Ctrl+Shift+K",
                   "act", scope, lambda: self._one is not None, group=1),
        ))  # fmt: skip

    @property
    def _one(self) -> PaymentView | None:
        return self._screen.list.current

    def is_student(self) -> bool:
        """Whether the payment shown is a month of a stipend."""
        return self._one is not None and bool(self._one.key.month)

    def _listed(self) -> bool:
        return self._one is not None and self._one.list_id is not None

    def _proposed(self) -> bool:
        chosen = self._screen.list.chosen
        return bool(chosen) and all(one.capped for one in chosen)

    def schedule(self) -> None:
        """Show the months of the student on paper."""
        if (one := self._one) is None:
            return

        def show(found: tuple[StipendView, bytes]) -> None:
            view, pdf = found
            title = _("График на стипендията – {name}").format(name=view.laureate)
            PdfDialog(self._screen, pdf, title, f"grafik-{view.year}-{view.entry_no}.pdf").open()

        self._read(
            lambda s: (view := s.stipends.schedule(one.laureate_id), s.stipends.pdf(view)), show
        )

    def show_list(self) -> None:
        """Show the list on which the payment stands."""
        one = self._one
        if one is not None and one.list_id is not None:
            self.printer.show(one.list_id)

    def proposal(self) -> None:
        """Show the directorate's proposal for the sums chosen."""
        keys = [one.key for one in self._screen.list.chosen]
        self._read(
            lambda s: s.payment_papers.proposal_pdf(keys),
            lambda made: PdfDialog(
                self._screen, made[1], made[0].title, f"{made[0].file_name}.pdf"
            ).open(),
        )

    def lists(self) -> None:
        """All lists."""
        ListsDialog(self._screen, self._context).open()

    def funds(self) -> None:
        """Sources and donors of the award and year in sight, else of the sum chosen."""
        asked, one = self._screen.filters.asked, self._one
        award, year = asked.award, asked.year
        if one is not None and not award:
            award, year = one.key.book, year or one.year
        FundsDialog(self._screen, self._context, award, year).open()

    def wage(self) -> None:
        """Try a new minimum wage and enter it."""
        dialog = WageDialog(self._screen, self._context)
        dialog.accepted.connect(lambda: self._context.notify(_("Заплатата е вписана.")))
        dialog.open()

    def entry(self) -> None:
        """Go to the laureate in the book."""
        if (one := self._one) is not None:
            self._context.open_record("laureate", one.laureate_id)

    def _read(self, work: Callable[[Services], T], done: Callable[[T], object]) -> None:
        refuse = self._screen.message.refuse
        read_once(self._context.tasks, self._screen, "page", work, done, refuse)
