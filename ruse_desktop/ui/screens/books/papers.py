"""All diplomas of a year, and the table of an old book: long work with progress."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ruse_desktop.domain.books import BookImport, BookImportResult
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.choice import BookChoice
from ruse_desktop.ui.screens.books.dialogs import ImportDialog
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
        if year is None:
            return
        title = _("Дипломи за {year} г.").format(year=year)
        self._context.tasks.long(
            lambda s, progress: s.diplomas.render(
                book=book, year=year, layout=layout, progress=progress
            ),
            title,
            lambda pdf: PdfDialog(self._parent, pdf, title, safe_name(title)).open(),
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
            self._saved,
            owner=self._parent,
        )

    def _saved(self, files: tuple[Path, ...]) -> None:
        n = len(files)
        self._context.notify(
            ngettext("Записан е {n} диплом.", "Записани са {n} дипломи.", n).format(n=n)
        )


class OldBook:
    """Brings the table of an old book in: read, shown, confirmed, entered."""

    def __init__(self, parent: QWidget, context: ScreenContext, choice: BookChoice) -> None:
        self._parent = parent
        self._context = context
        self._choice = choice

    def choose(self) -> None:
        """Ask for the file."""
        name, _kind = QFileDialog.getOpenFileName(
            self._parent, _("Стара книга"), "", _("Таблици ({patterns})").format(patterns=_TABLES)
        )
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Show what the table holds; nothing is written yet."""
        book = self._choice.book
        self._context.tasks.read(
            lambda s: s.books.read_import(award=book, source=file),
            lambda found: self._ask(book, file, found),
            owner=self._parent,
        )

    def _ask(self, book: str, file: Path, found: BookImport) -> None:
        dialog = ImportDialog(self._parent, found, file.name, self._choice.views[book].title)

        def closed(code: int) -> None:
            if code == QDialog.DialogCode.Accepted:
                self._enter(book, found, dialog.complete_from)

        dialog.finished.connect(closed)
        dialog.open()

    def _enter(self, book: str, found: BookImport, complete_from: int | None) -> None:
        self._context.tasks.long(
            lambda s, progress: s.books.import_book(
                actor=s.actor,
                award=book,
                source=found,
                complete_from=complete_from,
                progress=progress,
            ),
            _("Внасяне на стара книга"),
            self._entered,
            owner=self._parent,
        )

    def _entered(self, result: BookImportResult) -> None:
        text = ngettext(
            "Вписан е {n} исторически запис (№ {first}–{last}).",
            "Вписани са {n} исторически записа (№ {first}–{last}).",
            result.count,
        )
        self._context.notify(
            text.format(n=result.count, first=result.first_no, last=result.last_no)
        )
