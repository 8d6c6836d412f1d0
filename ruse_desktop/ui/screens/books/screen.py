"""The tab „Книги“: the book chosen, its laureates, one entry with its diploma."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout

from ruse_desktop.domain.books import BookView, ChainReport, EntryDetail, EntryRow
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.books import detail as details
from ruse_desktop.ui.screens.books.choice import BookChoice, fault_text
from ruse_desktop.ui.screens.books.detail import DetailCard, Opened
from ruse_desktop.ui.screens.books.giving import Giving
from ruse_desktop.ui.screens.books.listing import LIMIT, LaureateList
from ruse_desktop.ui.screens.books.outgoing import Outgoing
from ruse_desktop.ui.screens.books.papers import OldBookWork, YearOfDiplomas
from ruse_desktop.ui.screens.books.preview import DiplomaPane
from ruse_desktop.ui.screens.books.proving import Proving
from ruse_desktop.ui.screens.books.verbs import EntryVerbs
from ruse_desktop.ui.screens.sessions.signing import open_scan

_KINDS = frozenset({"books"})
_BESIDE = frozenset({"payments", "book-prints", "stock"})
_ON_PAGE = frozenset({"second-text", "wording"})
_SPLITTER = "books/splitter"


class BooksScreen(Screen):
    """List on the left, the entry in the middle, its diploma on the right."""

    id = "books"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._opened: Opened | None = None
        self._wanted: int | None = None
        self._printable = 0
        self.choice = BookChoice(context.settings)
        self.choice.chosen.connect(self._ask_rows)
        self.message = MessageBar()
        self.list = LaureateList(context.settings)
        self.list.wanted.connect(self._ask_rows)
        self.list.table.chosen.connect(self._chosen)
        self.list.table.opened.connect(lambda _seq: context.actions.run("books.correct"))
        self.preview = DiplomaPane(context)
        self.verbs = EntryVerbs(self, context, self._entry)
        self.year_papers = YearOfDiplomas(self, context, self.choice, self.preview)
        self.old_book = OldBookWork(self, context, self.choice)
        self.proving = Proving(self, context, self.preview)
        self.outgoing = Outgoing(self, context, self.choice, self.preview, self._entry)
        self.giving = Giving(self, context, self.choice, self._entry)
        self._register()
        actions = context.actions
        self.card = DetailCard(
            context.show_article,
            [actions.button(name) for name in ("books.correct", "books.note", "books.hand-over")],
            lambda version: open_scan(self, context, version, self.message.refuse),
        )
        self._build()

    def _register(self) -> None:
        def chosen() -> bool:
            return self._opened is not None

        def own() -> bool:
            row = self._opened.entry.row if self._opened else None
            return row is not None and not (row.historic or row.revoked)

        def held() -> bool:
            return self._opened is not None and not self._opened.entry.row.revoked

        def several() -> bool:
            return self._printable > 0

        verbs, papers = self.verbs, self.year_papers
        self.context.actions.add_all((
            Action("books.import", _("Внеси стара книга…"), self.old_book.choose, "table-import", "",
                   "file", self.id, lambda: self.choice.view is not None, group=2),
            Action("books.correct", _("Поправка…"), verbs.correct, "pencil", "F2", "act", self.id, chosen),
            Action("books.note", _("Бележка…"), verbs.annotate, "note", "", "act", self.id, chosen),
            Action("books.hand-over", _("Връчване…"), verbs.hand_over, "award", "", "act", self.id, own),
            Action("books.revoke", _("Отнемане…"), verbs.revoke, "arrow-back-up", "", "act", self.id, held),
            Action("books.card", _("Карта на носителя"), verbs.open_card, "id", "Ctrl+Shift+K", "act", self.id, chosen, group=1),
            Action("books.payments", _("Плащания на носителя"), verbs.open_payments, "currency-euro", "", "act", self.id, own, group=1),
            Action("books.print", _("Диплом на носителя…"), self.preview.print_page, "printer",
                   "Ctrl+P", "print", self.id, lambda: self.preview.ready),
            Action("books.diplomas", _("Дипломи за годината"), papers.show, "printer",
                   "Ctrl+Shift+P", "print", self.id, several),
            Action("books.diploma-files", _("Дипломи в отделни файлове…"), papers.save_each,
                   "download", "", "print", self.id, several),
        ))  # fmt: skip
        self.context.actions.add_all(self.outgoing.actions(self.id))
        self.context.actions.add_all(self.giving.actions(self.id))
        self.context.actions.add_all(self.proving.actions(self.id))

    def _build(self) -> None:
        actions, settings = self.context.actions, self.context.settings
        self.diplomas = actions.button("books.diplomas", primary=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.choice)
        top.addStretch(1)
        top.addWidget(self.outgoing.menu_button())
        top.addWidget(actions.button("payments"))
        top.addWidget(actions.button("books.import"))
        top.addWidget(self.diplomas)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for n, (widget, share) in enumerate(((self.list, 52), (self.card, 46), (self.preview, 34))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(n, share)
        self.splitter.setSizes([520, 454, 344])
        saved = settings.value(_SPLITTER)
        if saved is not None:
            self.splitter.restoreState(saved)
        self.splitter.splitterMoved.connect(
            lambda *_at: settings.setValue(_SPLITTER, self.splitter.saveState())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def current_record(self) -> tuple[str, int] | None:
        """The entry in sight."""
        return ("book", self._opened.entry.row.id) if self._opened is not None else None

    def activated(self) -> None:
        """Work begins in the list."""
        self.list.table.setFocus()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.list.search.setText(text)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the books anew and check their chains."""
        if not kinds or kinds & _KINDS:
            tasks = self.context.tasks
            tasks.read(lambda s: s.books.books(), self._show_books, owner=self)
            tasks.read(lambda s: s.books.verify(), self._show_chain, owner=self)
        elif kinds & _ON_PAGE:
            self.preview.refresh()
        elif kinds & _BESIDE and self._opened is not None:
            self._read_entry(self._opened.entry.row)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the laureate with this id, whatever was filtered."""
        del kind
        self.context.tasks.read(lambda s: s.books.by_id(record_id), self._go_to, owner=self)

    def _entry(self) -> EntryDetail | None:
        return self._opened.entry if self._opened else None

    def _show_books(self, views: tuple[BookView, ...]) -> None:
        self.choice.show_books(views)
        self._ask_rows()

    def _show_chain(self, report: ChainReport) -> None:
        fault = self.choice.show_chain(report)
        if fault is not None:
            text = _("{fault} Сравнете с резервното копие, преди да вписвате.")
            self.message.tell(text.format(fault=fault_text(fault)), "not-met")

    def _ask_rows(self) -> None:
        choice, text = self.choice, self.list.search.text()
        book, year, of_year = choice.book, choice.year, choice.diploma_year
        every = choice.everything
        if not book and not every:
            self._show_rows(())
            return

        def fresh() -> bool:
            now = (choice.book, choice.everything, choice.year, self.list.search.text())
            return (book, every, year, text) == now

        def show_rows(rows: tuple[EntryRow, ...]) -> None:
            if fresh():
                self._show_rows(rows)

        def show_printable(rows: tuple[EntryRow, ...]) -> None:
            if fresh():
                self._show_printable(of_year, sum(not row.revoked for row in rows))

        tasks = self.context.tasks
        tasks.read(
            lambda s: (
                s.books.find(text, year=year, limit=LIMIT)
                if every
                else s.books.rows(book, text=text, year=year, limit=LIMIT)
            ),
            show_rows,
            owner=self,
        )
        tasks.read(
            lambda s: s.books.rows(book, year=of_year) if of_year else (),
            show_printable,
            owner=self,
        )

    def _show_rows(self, rows: tuple[EntryRow, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        self.list.show_rows(rows, wanted, self.choice.awards)

    def _show_printable(self, year: int | None, n: int) -> None:
        self._printable = n
        text = _("Дипломи за {year} ({n})").format(year=year, n=n) if year else _("Дипломи")
        self.diplomas.setText(text)
        self.context.actions.refresh()

    def _chosen(self, row_id: int) -> None:
        row = self.list.rows.get(row_id)
        if row is None:
            self._show_entry(None)
            return
        self._read_entry(row)

    def _read_entry(self, row: EntryRow) -> None:
        book, seq = row.book, row.seq

        def show(opened: Opened) -> None:
            if row.id != self.list.table.current_key():
                return
            if self._opened is not None and self._opened.entry == opened.entry:
                self._opened = opened  # the diploma in sight stays as it is
                self.card.show_entry(opened)
            else:
                self._show_entry(opened)

        self.context.tasks.read(lambda s: details.read(s, book, seq), show, owner=self)

    def _show_entry(self, opened: Opened | None) -> None:
        self._opened = opened
        self.card.show_entry(opened)
        self.preview.show_entry(opened.entry if opened else None)
        self.context.actions.refresh()

    def _go_to(self, entry: EntryDetail) -> None:
        row = entry.row
        self._wanted = row.id
        with QSignalBlocker(self.list.search):
            self.list.search.clear()
        view = self.choice.views.get(row.book)
        long = view is not None and view.holders > LIMIT
        self.choice.go_to(row.book, row.year if long else None)
        self._ask_rows()
