"""All diplomas of a year, and the table of an old book: long work with progress."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ruse_desktop.domain.old_books import OldBook
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.choice import BookChoice
from ruse_desktop.ui.screens.books.old_books import OldBookDialog
from ruse_desktop.ui.screens.books.preview import DiplomaPane, safe_name

_TABLES = "*.xlsx *.xlsm *.xls *.ods *.csv"


class YearOfDiplomas:
    """Makes the diplomas of the year chosen, in the layout of the preview."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, choice: BookChoice, preview: DiplomaPane
    ) -> None:
        self._parent = parent
        self._context = context
        self._choice = choice
        self._preview = preview

    def show(self) -> None:
        """All of them as one document, to be printed or kept."""
        book, year, layout = (
            self._choice.book,
            self._choice.diploma_year,
            self._preview.layout_chosen,
        )
        end = begin(self._parent, "diplomas") if year is not None else None
        if year is None or end is None:
            return
        title = _("Дипломи за {year} г.").format(year=year)
        self._context.tasks.long(
            lambda s, progress: s.diplomas.render(
                book=book, year=year, layout=layout, progress=progress
            ),
            title,
            lambda pdf: self._show(pdf, book, year, title),
            owner=self._parent,
            settled=end,
        )

    def _show(self, pdf: bytes, book: str, year: int, title: str) -> None:
        dialog = PdfDialog(self._parent, pdf, title, safe_name(title))
        dialog.given.connect(lambda way: self._record(book, year, way))
        dialog.open()

    def _record(self, book: str, year: int, way: str) -> None:
        """Keep in the log that the diplomas of the year left the program."""
        self._context.tasks.write(
            lambda s: s.printing.record_year(actor=s.actor, book=book, year=year, way=way),
            owner=self._parent,
        )

    def save_each(self) -> None:
        """One file for each laureate, in a folder chosen."""
        book, year, layout = (
            self._choice.book,
            self._choice.diploma_year,
            self._preview.layout_chosen,
        )
        folder = QFileDialog.getExistingDirectory(self._parent, _("Папка за дипломите"))
        if year is None or not folder:
            return
        self._context.tasks.long(
            lambda s, progress: s.diplomas.save_all(
                folder=Path(folder), book=book, year=year, layout=layout, progress=progress
            ),
            _("Дипломи за {year} г.").format(year=year),
            lambda files: self._saved(files, book, year),
            owner=self._parent,
        )

    def _saved(self, files: tuple[Path, ...], book: str, year: int) -> None:
        self._record(book, year, "pdf")
        n = len(files)
        self._context.notify(
            ngettext("Записан е {n} диплом.", "Записани са {n} дипломи.", n).format(n=n)
        )


class OldBookWork:
    """Brings an old list in: a kept one is taken up again, else a file is asked for."""

    def __init__(self, parent: QWidget, context: ScreenContext, choice: BookChoice) -> None:
        self._parent = parent
        self._context = context
        self._choice = choice

    def choose(self) -> None:
        """Go on with the list that waits for this book, or ask for a file."""
        book = self._choice.book

        def go_on(kept: OldBook | None) -> None:
            if kept is None:
                self.ask_file()
            else:
                self._open(kept, None)

        def unreadable(error: UserError) -> None:
            self._context.problem(error)
            self.ask_file()

        self._context.tasks.read(
            lambda s: s.old_books.kept(book), go_on, unreadable, owner=self._parent
        )

    def ask_file(self) -> None:
        """Ask for the file of the list."""
        name, _kind = QFileDialog.getOpenFileName(
            self._parent, _("Стара книга"), "", _("Таблици ({patterns})").format(patterns=_TABLES)
        )
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Open the wizard on this file; nothing is written yet."""
        book = self._choice.book
        self._context.tasks.read(
            lambda s: s.old_books.read(award=book, path=file),
            lambda old: self._open(old, file),
            owner=self._parent,
        )

    def _open(self, old: OldBook, file: Path | None) -> None:
        view = self._choice.views[old.book]
        dialog = OldBookDialog(self._parent, self._context, view, old, file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
