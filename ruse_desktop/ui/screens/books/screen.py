"""The tab „Книги“: the book chosen, its laureates, one entry with its diploma."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
)

from ruse_desktop.domain.books import (
    BookImport,
    BookImportResult,
    BookView,
    ChainReport,
    EntryDetail,
    EntryRow,
)
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Chip, MessageBar
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.books import detail as details
from ruse_desktop.ui.screens.books.detail import DetailCard, Opened
from ruse_desktop.ui.screens.books.dialogs import CorrectionDialog, HandOverDialog, ImportDialog
from ruse_desktop.ui.screens.books.listing import LIMIT, LaureateList
from ruse_desktop.ui.screens.books.preview import DiplomaPane, safe_name

_KINDS = frozenset({"books"})
_TABLES = "*.xlsx *.ods *.csv *.xlsm *.xls"
_NOTE_LEAST = 3


class BooksScreen(Screen):
    """List on the left, the entry in the middle, its diploma on the right."""

    id = "books"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._views: dict[str, BookView] = {}
        self._opened: Opened | None = None
        self._wanted: int | None = None
        self._printable = 0
        self._register()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._toolbar())
        self.message = MessageBar()
        column.addWidget(self.message)
        self.list = LaureateList(context.settings)
        self.list.wanted.connect(self._ask_rows)
        self.list.table.chosen.connect(self._chosen)
        self.list.table.opened.connect(lambda _seq: context.actions.run("books.correct"))
        actions = context.actions
        self.card = DetailCard(
            context.show_article,
            [actions.button(name) for name in ("books.correct", "books.note", "books.hand-over")],
        )
        self.preview = DiplomaPane(context)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for widget, share in ((self.list, 52), (self.card, 46), (self.preview, 34)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([520, 454, 344])
        saved = context.settings.value("books/splitter")
        if saved is not None:
            self.splitter.restoreState(saved)
        self.splitter.splitterMoved.connect(
            lambda *_at: context.settings.setValue("books/splitter", self.splitter.saveState())
        )
        column.addWidget(self.splitter, 1)

    def _register(self) -> None:
        def chosen() -> bool:
            return self._opened is not None

        def own() -> bool:
            return self._opened is not None and not self._opened.entry.row.historic

        act, to_print, ready = "act", "print", lambda: self.preview.ready
        self.context.actions.add_all((
            Action("books.import", _("Внеси стара книга…"), self.import_old, "table-import", "",
                   "file", self.id, lambda: bool(self._views), group=2),
            Action("books.correct", _("Поправка…"), self.correct, "pencil", "F2", act, self.id, chosen),
            Action("books.note", _("Бележка…"), self.annotate, "note", "", act, self.id, chosen),
            Action("books.hand-over", _("Връчване…"), self.hand_over, "award", "", act, self.id, own),
            Action("books.print", _("Диплома на носителя…"), lambda: self.preview.print_page(),
                   "printer", "Ctrl+P", to_print, self.id, ready),
            Action("books.diplomas", _("Дипломи за годината"), self.print_year, "printer",
                   "Ctrl+Shift+P", to_print, self.id, lambda: self._printable > 0),
            Action("books.diploma-files", _("Дипломи в отделни файлове…"), self.save_year, "download",
                   "", to_print, self.id, lambda: self._printable > 0),
        ))  # fmt: skip

    def _toolbar(self) -> QHBoxLayout:
        self.books = QComboBox()
        self.books.setAccessibleName(_("Книга"))
        self.books.setMinimumWidth(220)
        self.books.setMaximumWidth(400)
        self.years = QComboBox()
        self.years.setAccessibleName(_("Година"))
        self.chain = Chip()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.books)
        row.addWidget(self.years)
        row.addWidget(self.chain)
        row.addStretch(1)
        self.diplomas = self.context.actions.button("books.diplomas", primary=True)
        row.addWidget(self.context.actions.button("books.import"))
        row.addWidget(self.diplomas)
        self.books.currentIndexChanged.connect(self._book_chosen)
        self.years.currentIndexChanged.connect(self._ask_rows)
        return row

    # what the window asks

    def activated(self) -> None:
        """Work begins in the list."""
        self.list.table.setFocus()

    def find(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.list.search.setText(text)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the books and check their chains."""
        if kinds and not kinds & _KINDS:
            return
        tasks = self.context.tasks
        tasks.read(lambda s: s.books.books(), self._show_books, owner=self)
        tasks.read(lambda s: s.books.verify(), self._show_chain, owner=self)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the laureate with this id, whatever was filtered."""
        del kind
        self.context.tasks.read(lambda s: s.books.by_id(record_id), self._go_to, owner=self)

    # the book and its rows

    @property
    def book(self) -> str:
        """The award whose book is shown; „“ while there is none."""
        return str(self.books.currentData() or "")

    @property
    def year(self) -> int | None:
        """The year chosen; None for all."""
        return self.years.currentData()

    @property
    def print_year_no(self) -> int | None:
        """The year whose diplomas are printed: the chosen one, else the newest of the book."""
        view = self._views.get(self.book)
        return self.year or (view.years[0] if view and view.years else None)

    def _show_books(self, views: tuple[BookView, ...]) -> None:
        chosen = self.book
        self._views = {view.book: view for view in views}
        self.books.blockSignals(True)
        self.books.clear()
        for view in views:
            self.books.addItem(view.title, view.book)
        self.books.setCurrentIndex(max(0, self.books.findData(chosen)))
        self.books.blockSignals(False)
        self._show_years()
        self._ask_rows()

    def _book_chosen(self) -> None:
        self.message.hide()
        self._show_years()
        self._ask_rows()
        self.context.tasks.read(lambda s: s.books.verify(), self._show_chain, owner=self)

    def _show_years(self) -> None:
        view, chosen = self._views.get(self.book), self.year
        self.years.blockSignals(True)
        self.years.clear()
        self.years.addItem(_("Всички години"), None)
        for year in view.years if view else ():
            self.years.addItem(_("{year} г.").format(year=year), year)
        self.years.setCurrentIndex(max(0, self.years.findData(chosen)))
        self.years.blockSignals(False)
        self.books.setToolTip(_("Води се от: {keeper}").format(keeper=view.keeper) if view else "")

    def _ask_rows(self) -> None:
        book, year, text = self.book, self.year, self.list.search.text()
        if not book:
            self._show_rows(())
            return
        tasks, of_year = self.context.tasks, self.print_year_no
        tasks.read(
            lambda s: s.books.rows(book, text=text, year=year, limit=LIMIT),
            lambda rows: self._fresh(book, year, text) and self._show_rows(rows),
            owner=self,
        )
        tasks.read(
            lambda s: (
                sum(not row.revoked for row in s.books.rows(book, year=of_year)) if of_year else 0
            ),
            lambda n: self._fresh(book, year, text) and self._show_printable(of_year, n),
            owner=self,
        )

    def _fresh(self, book: str, year: int | None, text: str) -> bool:
        """Whether the answer is still to what is asked now."""
        return (book, year, text) == (self.book, self.year, self.list.search.text())

    def _show_rows(self, rows: tuple[EntryRow, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        self.list.show_rows(rows, wanted)
        if rows:
            seq = self.list.table.current_key()
            self._chosen(seq if seq is not None else -1)

    def _show_printable(self, year: int | None, n: int) -> None:
        self._printable = n
        self.diplomas.setText(
            _("Дипломи за {year} ({n})").format(year=year, n=n) if year else _("Дипломи")
        )
        self.context.actions.refresh()

    def _show_chain(self, report: ChainReport) -> None:
        fault = report.first
        if fault is not None:
            text = _("веригата е прекъсната при запис {seq}").format(seq=fault.seq)
            self.chain.show_state(text, "not-met")
            whole = _("„{title}“, запис {seq}: {what}").format(
                title=fault.title, seq=fault.seq, what=fault.what
            )
            self.chain.setToolTip(whole)
            self.message.tell(
                _("{fault} Сравнете с резервното копие, преди да вписвате.").format(
                    fault=whole if whole.endswith(".") else f"{whole}."
                ),
                "not-met",
            )
            return
        check = next((one for one in report.books if one.book == self.book), None)
        n = check.holders if check else 0
        text = ngettext("{n} носител · веригата е цяла", "{n} носители · веригата е цяла", n)
        self.chain.show_state(text.format(n=n), "met")
        self.chain.setToolTip(
            _("Проверени са всички {n} записа; последен отпечатък {head}").format(
                n=check.entries, head=check.head[:10]
            )
            if check
            else ""
        )

    # one entry

    def _chosen(self, seq: int) -> None:
        book = self.book
        if seq < 0 or not book:
            self._show_entry(None)
            return
        self.context.tasks.read(
            lambda s: details.read(s, book, seq),
            lambda opened: seq == self.list.table.current_key() and self._show_entry(opened),
            owner=self,
        )

    def _show_entry(self, opened: Opened | None) -> None:
        self._opened = opened
        self.card.show_entry(opened)
        self.preview.show_entry(opened.entry if opened else None)
        self.context.actions.refresh()

    def _go_to(self, entry: EntryDetail) -> None:
        self._wanted = entry.row.seq
        for widget in (self.books, self.years, self.list.search):
            widget.blockSignals(True)
        self.list.search.clear()
        self.books.setCurrentIndex(max(0, self.books.findData(entry.row.book)))
        self.years.blockSignals(False)
        self._show_years()
        self.years.blockSignals(True)
        held = self._views[entry.row.book].holders if entry.row.book in self._views else 0
        self.years.setCurrentIndex(
            max(0, self.years.findData(entry.row.year)) if held > LIMIT else 0
        )
        for widget in (self.books, self.years, self.list.search):
            widget.blockSignals(False)
        self._ask_rows()

    def _saved(self, text: str) -> None:
        self.context.notify(text)

    def correct(self) -> None:
        """Add a correction of one field of the entry shown."""
        if self._opened is not None:
            dialog = CorrectionDialog(self, self.context, self._opened.entry)
            dialog.accepted.connect(lambda: self._saved(_("Поправката е вписана.")))
            dialog.open()

    def annotate(self, text: str = "") -> None:
        """Add a remark to the entry shown; a refused one is offered again."""
        if self._opened is None:
            return
        row = self._opened.entry.row
        dialog = TextDialog(
            self,
            _("Бележка към запис"),
            _("Бележка към № {n}, {name}. Тя остава в книгата завинаги.").format(
                n=row.entry_no, name=row.name
            ),
            _("Впиши бележката"),
            least=_NOTE_LEAST,
            text=text,
        )
        dialog.accepted.connect(lambda: self._write_note(row, dialog.text()))
        dialog.open()

    def _write_note(self, row: EntryRow, text: str) -> None:
        def refused(error: UserError) -> None:
            self.context.problem(error)
            self.annotate(text)

        self.context.tasks.write(
            lambda s: s.books.annotate(actor=s.actor, book=row.book, seq=row.seq, text=text),
            lambda _entry: self._saved(_("Бележката е вписана.")),
            refused,
            owner=self,
        )

    def hand_over(self) -> None:
        """Record the hand-over of the award, for one or for the whole year."""
        if self._opened is None:
            return
        entry = self._opened.entry
        self.context.tasks.read(
            lambda s: tuple(
                row.seq
                for row in s.books.rows(entry.row.book, year=entry.row.year, descending=False)
                if not (row.handed_over or row.historic or row.revoked or row.seq == entry.row.seq)
            ),
            lambda others: self._ask_hand_over(entry, others),
            owner=self,
        )

    def _ask_hand_over(self, entry: EntryDetail, others: tuple[int, ...]) -> None:
        dialog = HandOverDialog(self, self.context, entry, others)
        dialog.accepted.connect(lambda: self._saved(_("Връчването е вписано.")))
        dialog.open()

    # a year of diplomas, an old book

    def print_year(self) -> None:
        """Show all diplomas of the year, to be printed or kept as one file."""
        book, year, layout = self.book, self.print_year_no, self.preview.layout_chosen
        if year is None:
            return
        title = _("Дипломи за {year} г.").format(year=year)
        self.context.tasks.long(
            lambda s, progress: s.diplomas.render(
                book=book, year=year, layout=layout, progress=progress
            ),
            title,
            lambda pdf: PdfDialog(self, pdf, title, safe_name(title)).open(),
            owner=self,
        )

    def save_year(self) -> None:
        """Keep the diplomas of the year, one file for each."""
        book, year, layout = self.book, self.print_year_no, self.preview.layout_chosen
        folder = QFileDialog.getExistingDirectory(self, _("Папка за дипломите"))
        if year is None or not folder:
            return
        self.context.tasks.long(
            lambda s, progress: s.diplomas.save_all(
                folder=Path(folder), book=book, year=year, layout=layout, progress=progress
            ),
            _("Дипломи за {year} г.").format(year=year),
            lambda files: self.context.notify(
                ngettext("Записана е {n} диплома.", "Записани са {n} дипломи.", len(files)).format(
                    n=len(files)
                )
            ),
            owner=self,
        )

    def import_old(self) -> None:
        """Choose the table of an old book and see what it holds."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Стара книга"), "", _("Таблици ({patterns})").format(patterns=_TABLES)
        )
        if name:
            self.read_old(Path(name))

    def read_old(self, file: Path) -> None:
        """Read the table and ask whether to enter it; nothing is written yet."""
        book = self.book
        self.context.tasks.read(
            lambda s: s.books.read_import(award=book, source=file),
            lambda found: self._ask_import(book, file, found),
            owner=self,
        )

    def _ask_import(self, book: str, file: Path, found: BookImport) -> None:
        dialog = ImportDialog(self, found, file.name, self._views[book].title)
        dialog.finished.connect(
            lambda code: (
                code == QDialog.DialogCode.Accepted
                and self._import(book, found, dialog.complete_from)
            )
        )
        dialog.open()

    def _import(self, book: str, found: BookImport, complete_from: int | None) -> None:
        self.context.tasks.long(
            lambda s, progress: s.books.import_book(
                actor=s.actor,
                award=book,
                source=found,
                complete_from=complete_from,
                progress=progress,
            ),
            _("Внасяне на стара книга"),
            self._imported,
            owner=self,
        )

    def _imported(self, result: BookImportResult) -> None:
        self.context.notify(
            ngettext(
                "Вписан е {n} исторически запис (№ {first}–{last}).",
                "Вписани са {n} исторически записа (№ {first}–{last}).",
                result.count,
            ).format(n=result.count, first=result.first_no, last=result.last_no)
        )
