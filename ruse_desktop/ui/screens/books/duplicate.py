"""Issuing a duplicate of a diploma, with its own log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.domain.diplomas import Layout
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.extract import IssueDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.diplomas import Diploma


class DuplicateDialog(IssueDialog):
    """The diploma with „ДУБЛИКАТ“, its number and day on it."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, entry: EntryDetail, layout: Layout
    ) -> None:
        self._layout = layout
        super().__init__(parent, context, entry, PrintKind.DUPLICATE)

    def ask(self) -> None:
        """The duplicate as it would be, or the issued one."""
        row, line, layout = self.entry.row, self.issued, self._layout

        def render(made: tuple[Diploma, ...]) -> bytes:
            from ruse_desktop.documents.diplomas import render as draw

            said = _("ДУБЛИКАТ")
            return draw([replace(one, duplicate=one.duplicate or said) for one in made], layout)

        self.draw(
            lambda s: s.diplomas.contents(book=row.book, seqs=(row.seq,), duplicate=line),
            render,
            self.file_name(),
        )
