"""The diploma of the chosen laureate: the real page, its layout, print and file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.domain.diplomas import Diploma, Layout
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState, button, link
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf, save_pdf
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books import layouts
from ruse_desktop.ui.screens.books.diploma_key import open_key
from ruse_desktop.ui.screens.books.second_text import open_second_text
from ruse_desktop.ui.theme import colours, theme

_DELAY_MS = 120
_SETTING = "books/layout"


class DiplomaPane(QFrame):
    """Preview of one diploma; says why there is none where the book cannot give one."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._context = context
        self._entry: EntryDetail | None = None
        self._ticket = 0
        self._current = False
        self.view = PdfView()
        self.view.setAccessibleName(_("Преглед на диплома"))
        self.why = EmptyState("certificate", _("Няма диплом за преглед"), "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.why)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName(_("Макет на диплома"))
        self.layouts.setToolTip(_("Макет на диплома"))
        for layout in layouts.LAYOUTS:
            self.layouts.addItem(layouts.name(layout), layout)
        saved = str(context.settings.value(_SETTING, ""))
        names = [layouts.key(layout) for layout in layouts.LAYOUTS]
        self.layouts.setCurrentIndex(names.index(saved) if saved in names else 0)
        self.layouts.currentIndexChanged.connect(self._layout_chosen)
        self.print_button = button(_("Печат…"), self.print_page, icon_name="printer")
        self.save_button = button(_("Запази PDF…"), self.save_page, icon_name="download")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.pages, 1)
        column.addWidget(self.layouts)
        self.unsigned = link(_("Кодът не е подписан. Подписване…"), self._sign)
        self.unsigned.hide()
        column.addWidget(self.unsigned)
        self.second = link(_("Текст на втори език…"), self._second)
        self.second.hide()
        column.addWidget(self.second)
        row = QHBoxLayout()
        row.addWidget(self.print_button, 1)
        row.addWidget(self.save_button, 1)
        column.addLayout(row)
        self._ask_soon: Callable[[], None] = on_change(_DELAY_MS, self._ask, self)
        self._dress()
        theme().changed.connect(self._dress)
        self.show_entry(None)

    @property
    def layout_chosen(self) -> Layout:
        """The layout in which diplomas are made now."""
        chosen = self.layouts.currentData()
        assert isinstance(chosen, Layout)
        return layouts.placed(self._context.settings, chosen)

    @property
    def ready(self) -> bool:
        """Whether the page shown is the one of this entry and layout."""
        return self._current and bool(self.view.pdf)

    def show_entry(self, entry: EntryDetail | None) -> None:
        """Show the diploma of this entry; None empties the pane."""
        self._entry = entry
        self._outdate()
        if entry is None:
            self._explain(_("Няма избран носител"), _("Изберете носител от списъка."))
        elif entry.act is None:
            self._explain(
                _("Няма диплом за този запис"),
                _(
                    "За този исторически запис книгата не знае акта за удостояване, а дипломът го "
                    "посочва. Ако актът е известен, впишете го с „Поправка…“."
                ),
            )
        else:
            self._ask_soon()

    def refresh(self) -> None:
        """Make the page anew, as when the key that signs was opened."""
        if self._entry is not None and self._entry.act is not None:
            self._ask()

    def _second(self) -> None:
        if self._entry is not None:
            open_second_text(self, self._context, self._entry.row)

    def _sign(self) -> None:
        open_key(self, self._context, self.refresh)

    def print_page(self) -> None:
        """Print the page shown."""
        if self.ready and print_pdf(self, self.view.pdf, self._file_name()):
            self._record("print")

    def save_page(self) -> None:
        """Keep the page shown as a file."""
        if not self.ready:
            return
        try:
            path = save_pdf(self, self.view.pdf, self._file_name())
        except UserError as error:
            self._context.problem(error)
            return
        if path is not None:
            self._context.notify(_("Записано: {file}").format(file=path.name))
            self._record("pdf")

    def _record(self, way: str) -> None:
        """Keep in the log that the diploma left the program."""
        if (entry := self._entry) is not None:
            record_diplomas(self._context, self, entry.row.book, (entry.row.seq,), way)

    def _layout_chosen(self) -> None:
        self._context.settings.setValue(_SETTING, layouts.key(self.layout_chosen))
        if self._entry is not None and self._entry.act is not None:
            self._ask()

    def _ask(self) -> None:
        entry = self._entry
        if entry is None or entry.act is None:
            return
        self._outdate()
        ticket, book, seq = self._ticket, entry.row.book, entry.row.seq
        self._context.tasks.read(
            lambda s: s.diplomas.contents(book=book, seqs=(seq,)),
            lambda made: self._make(ticket, made),
            lambda error: self._refused(ticket, error),
            owner=self,
        )

    def _outdate(self) -> None:
        self._ticket += 1
        self._current = False
        self.unsigned.hide()
        self._allow()

    def _make(self, ticket: int, made: tuple[Diploma, ...]) -> None:
        if ticket != self._ticket:
            return
        layout = self.layout_chosen
        self.unsigned.setVisible(not made[0].signed)

        def render() -> bytes:
            from ruse_desktop.documents.diplomas import render as draw

            return draw(made, layout)

        self._context.tasks.compute(render, lambda pdf: self._made(ticket, pdf), owner=self)

    def _made(self, ticket: int, pdf: bytes) -> None:
        if ticket == self._ticket:
            self.pages.setCurrentWidget(self.view)
            self.view.show_pdf(pdf)
            self._current = True
            self._allow()

    def _refused(self, ticket: int, error: UserError) -> None:
        if ticket == self._ticket:
            self._explain(error.message, error.advice)

    def _explain(self, title: str, text: str) -> None:
        self.view.show_pdf(b"")
        self.why.title.setText(title)
        self.why.title.setWordWrap(True)
        self.why.text.setText(text)
        self.pages.setCurrentWidget(self.why)
        self._allow()

    def _allow(self) -> None:
        for widget in (self.print_button, self.save_button):
            widget.setEnabled(self.ready)
        has_page = self._entry is not None and self._entry.act is not None
        self.layouts.setEnabled(has_page)
        self.second.setVisible(has_page)
        self._context.actions.refresh()

    def _file_name(self) -> str:
        assert self._entry is not None
        row = self._entry.row
        return safe_name(_("Диплом № {n} – {name}").format(n=row.entry_no, name=row.name))

    def _dress(self) -> None:
        c = colours()
        self.setStyleSheet(
            f"QFrame#desk{{background:{c.desk};border:1px solid {c.line};border-radius:8px;}}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)


def record_diplomas(
    context: ScreenContext, owner: QWidget, book: str, seqs: Sequence[int], way: str
) -> None:
    """Write into the log that diplomas were printed („print“) or kept as files („pdf“)."""
    context.tasks.write(
        lambda s: s.printing.record(
            actor=s.actor, book=book, kind=PrintKind.DIPLOMA, way=way, seqs=seqs
        ),
        owner=owner,
    )


def safe_name(text: str) -> str:
    """A file name without signs that some system refuses."""
    return re.sub(r'[\\/:*?"<>|„“]', "", text)[:120].strip() + ".pdf"
