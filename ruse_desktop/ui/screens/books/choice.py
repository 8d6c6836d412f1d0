"""Which book and year are shown, and whether the chain of the books is whole."""

from __future__ import annotations

from contextlib import ExitStack

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from ruse_desktop.domain.books import BookView, ChainFault, ChainReport
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Chip, plain_tip

ALL = "*"
"""What stands for all books together."""


class BookChoice(QWidget):
    """Combo of books, combo of years, the chain's chip; `chosen` when a person chose otherwise."""

    chosen = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self.views: dict[str, BookView] = {}
        self._report = ChainReport()
        self.books = QComboBox()
        self.books.setAccessibleName(_("Книга"))
        self.books.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.books.setMaximumWidth(380)
        self.years = QComboBox()
        self.years.setAccessibleName(_("Година"))
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chain = Chip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.books, self.years, self.chain):
            row.addWidget(widget)
        self.books.currentIndexChanged.connect(self._book_chosen)
        self.years.currentIndexChanged.connect(self.chosen)

    @property
    def book(self) -> str:
        """The award whose book is shown; „“ while there is none, and for all together."""
        chosen = str(self.books.currentData() or "")
        return "" if chosen == ALL else chosen

    @property
    def everything(self) -> bool:
        """Whether all books are shown together."""
        return bool(self.books.currentData() == ALL)

    @property
    def awards(self) -> dict[str, str]:
        """Short names by book where all are shown together; else nothing."""
        if not self.everything:
            return {}
        return {code: view.award or view.title for code, view in self.views.items()}

    @property
    def view(self) -> BookView | None:
        """The book shown."""
        return self.views.get(self.book)

    @property
    def year(self) -> int | None:
        """The year chosen; None for all."""
        chosen = self.years.currentData()
        return chosen if isinstance(chosen, int) else None

    @property
    def diploma_year(self) -> int | None:
        """The year whose diplomas are made: the chosen one, else the newest of the book."""
        newest = self.view.years[0] if self.view and self.view.years else None
        return self.year or newest

    def show_books(self, views: tuple[BookView, ...]) -> None:
        """Offer these books; book and year stay chosen where they are still there."""
        book, year = (ALL if self.everything else self.book) or self._first(views), self.year
        self.views = {view.book: view for view in views}
        with QSignalBlocker(self.books):
            self.books.clear()
            for view in views:
                self.books.addItem(view.title, view.book)
            if len(views) > 1:
                self.books.addItem(_("Всички книги"), ALL)
        self.go_to(book, year)

    def _first(self, views: tuple[BookView, ...]) -> str:
        """The book shown last time, else the one with the most laureates."""
        last = str(self._settings.value("books/book") or "")
        if last in {ALL, *(view.book for view in views)} and views:
            return last
        return max(views, key=lambda view: view.holders).book if views else ""

    def go_to(self, book: str, year: int | None = None) -> None:
        """Choose book and year without telling that a person did."""
        with ExitStack() as quiet:
            for widget in (self.books, self.years):
                quiet.enter_context(QSignalBlocker(widget))
            self.books.setCurrentIndex(max(0, self.books.findData(book)))
            self._offer_years()
            self.years.setCurrentIndex(max(0, self.years.findData(year) if year else 0))
        self._show_chain()

    def show_chain(self, report: ChainReport) -> ChainFault | None:
        """Show how the check ended; the first fault, when there is one."""
        self._report = report
        self._show_chain()
        return report.first

    def _book_chosen(self) -> None:
        chosen = ALL if self.everything else self.book
        self._settings.setValue("books/book", chosen)
        self.go_to(chosen)
        self.chosen.emit()

    def _offer_years(self) -> None:
        view = self.view
        self.years.clear()
        self.years.addItem(_("Всички години"), None)
        held = [view] if view else [*self.views.values()] if self.everything else []
        for year in sorted({year for one in held for year in one.years}, reverse=True):
            self.years.addItem(_("{year} г.").format(year=year), year)
        keeper = view.keeper if view else ""
        held_by = _("Води се от: {keeper}").format(keeper=keeper) if keeper else ""
        self.books.setToolTip(plain_tip(held_by))

    def _show_chain(self) -> None:
        fault = self._report.first
        if fault is not None:
            text = _("веригата е прекъсната при запис {seq}").format(seq=fault.seq)
            self.chain.show_state(text, "not-met")
            self.chain.setToolTip(plain_tip(fault_text(fault)))
            return
        if self.everything:
            self._tell_whole(self._report.holders, self._report.entries, "")
            return
        check = next((one for one in self._report.books if one.book == self.book), None)
        if check is None:
            self.chain.show_state("", "neutral")
            return
        self._tell_whole(check.holders, check.entries, check.head)

    def _tell_whole(self, holders: int, entries: int, head: str) -> None:
        text = ngettext("{n} носител · веригата е цяла", "{n} носители · веригата е цяла", holders)
        self.chain.show_state(text.format(n=holders), "met")
        said = _("Проверени записи: {n}.").format(n=entries)
        if head:
            said += " " + _("Последен отпечатък: {head}").format(head=head[:10])
        self.chain.setToolTip(plain_tip(said))


def fault_text(fault: ChainFault) -> str:
    """The first broken entry in a sentence."""
    text = _("„{title}“, запис {seq}: {what}").format(
        title=fault.title, seq=fault.seq, what=fault.what
    )
    return text if text.endswith(".") else f"{text}."
