"""The papers of a commission: which make sense now, the real pages, printing and saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ruse_desktop.domain.papers import APPOINTING
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf, save_pdf
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.papers import PaperLine, PaperSet
    from ruse_desktop.domain.wording import Sentence
    from ruse_desktop.services.edition_papers import EditionPapers
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.session_papers import PaperService
    from ruse_desktop.ui.screens.base import ScreenContext

    Source = Callable[[Services], PaperService | EditionPapers]


class PapersDialog(QDialog):
    """The list of papers at the left, the chosen one as it will be printed at the right."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, key: int, name: str, source: Source
    ) -> None:
        """`key` is that of the commission, or of the edition without one; `source` knows its papers."""
        super().__init__(parent)
        self._context = context
        self._key = key
        self._source = source
        self._lines: tuple[PaperLine, ...] = ()
        self._shown: tuple[PaperLine, PaperSet] | None = None
        self._ticket = 0
        self.setWindowTitle(_("Документи · {name}").format(name=name))
        self.resize(px(1240), px(700))
        column = QVBoxLayout(self)
        self.message = MessageBar()
        column.addWidget(self.message)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._list())
        split.addWidget(self._preview())
        split.setSizes([px(660), px(560)])
        column.addWidget(split, 1)
        column.addLayout(self._buttons())
        self._allow()
        self._load()

    def _list(self) -> QWidget:
        self.table = ListTable(
            (
                Column(_("Документ"), 330, stretch=True),
                Column(_("Отпечатано"), 270),
            ),
            _("Документи"),
            self._context.settings,
        )
        self.table.horizontalHeader().setSectionsClickable(False)  # the order is that of need
        self.table.setWordWrap(True)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.print())
        return self.table

    def _preview(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(px(10), 0, 0, 0)
        self.title = label("", "heading", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.view = PdfView()
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)
        return side

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._printing = button(_("Печат…"), self.print, primary=True, icon_name="printer")
        self._pdf = button(_("Запази PDF…"), self.save_pdf, icon_name="download")
        self._docx = button(_("Запази DOCX…"), self.save_docx, icon_name="download")
        self._texts = button(_("Текстове…"), self.open_texts, icon_name="letter-case")
        for one in (self._printing, self._pdf, self._docx, self._texts):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def _load(self) -> None:
        key, source = self._key, self._source
        self._context.tasks.read(
            lambda s: source(s).list(key), self._take, self.message.refuse, owner=self
        )

    def _take(self, lines: tuple[PaperLine, ...]) -> None:
        first = not self._lines
        self._lines = lines
        self.table.show_lines(
            [
                Line(n, (one.name, _printed(one)), sort=(n, _printed(one)))
                for n, one in enumerate(lines)
            ],
            keep=self._to_begin() if first else None,
        )
        if first:
            self.table.setFocus()

    def _to_begin(self) -> int:
        """The first paper of the session that is ready and not printed, else of the commission."""
        ready = [n for n, one in enumerate(self._lines) if one.ready and one.printed_on is None]
        of_session = (n for n in ready if self._lines[n].kind not in APPOINTING)
        return next(of_session, ready[0] if ready else 0)

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._lines):
            return
        line = self._lines[row]
        if self._shown is not None and (self._shown[0].kind, self._shown[0].part) == (
            line.kind,
            line.part,
        ):
            return
        self._shown = None
        self._ticket += 1
        self._allow()
        self.title.setText(line.name)
        self.said.setText(line.note)
        self.view.show_pdf(b"")
        if line.ready:
            self._compose(line, self._ticket)

    def _compose(self, line: PaperLine, ticket: int) -> None:
        key, source = self._key, self._source

        def made(papers: PaperSet) -> None:
            def render() -> bytes:
                from ruse_desktop.documents.papers import render as draw

                return draw(papers)

            self._context.tasks.compute(
                render,
                lambda pdf: self._show(line, papers, pdf, ticket),
                self.message.refuse,
                owner=self,
            )

        self._context.tasks.read(
            lambda s: source(s).compose(key, line.kind, line.part),
            made,
            self.message.refuse,
            owner=self,
        )

    def _show(self, line: PaperLine, papers: PaperSet, pdf: bytes, ticket: int) -> None:
        """Show the pages, unless another paper was chosen meanwhile."""
        if ticket != self._ticket:
            return
        self._shown = line, papers
        n = len(papers.papers)
        self.said.setText(ngettext("{n} документ", "{n} документа", n).format(n=n))
        self.view.show_pdf(pdf)
        self._allow()

    def _allow(self) -> None:
        for one in (self._printing, self._pdf, self._docx, self._texts):
            one.setEnabled(self._shown is not None)

    def open_texts(self) -> None:
        """Let the sentences of the chosen paper be said otherwise; then show it anew (R-X-0.15)."""
        if self._shown is None:
            return
        line, papers = self._shown
        key, source = self._key, self._source

        def heard(services: Services) -> tuple[Sentence, ...]:
            return services.wording.heard(
                lambda: source(services).compose(key, line.kind, line.part)
            )

        def show(said: tuple[Sentence, ...]) -> None:
            from ruse_desktop.ui.screens.templates.wording import WordingDialog

            dialog = WordingDialog(self, self._context, papers.title, said)
            dialog.finished.connect(lambda _code: self._again(line) if dialog.changed else None)
            dialog.open()

        read_once(self._context.tasks, self, "texts", heard, show, self.message.refuse)

    def _again(self, line: PaperLine) -> None:
        """Compose the paper anew."""
        self._ticket += 1
        self._compose(line, self._ticket)

    def print(self) -> None:
        """Print the chosen paper."""
        if self._shown is None:
            return
        line, papers = self._shown
        try:
            if print_pdf(self, self.view.pdf, papers.file_name):
                self._record(line, "print")
        except UserError as error:
            self.message.refuse(error)

    def save_pdf(self) -> None:
        """Save the chosen paper as PDF."""
        if self._shown is None:
            return
        line, papers = self._shown
        try:
            path = save_pdf(self, self.view.pdf, f"{papers.file_name}.pdf")
        except UserError as error:
            self.message.refuse(error)
            return
        if path is not None:
            self.message.tell(_("Записано: {file}").format(file=path.name), "met")
            self._record(line, "pdf")

    def save_docx(self) -> None:
        """Save the chosen paper as DOCX, to be edited in a word processor."""
        if self._shown is None:
            return
        line, papers = self._shown
        name = f"{papers.file_name}.docx"
        target = ask_save(self, _("Запази DOCX"), name, "DOCX (*.docx)")
        if target is None:
            return
        key, source = self._key, self._source

        def write(content: bytes) -> None:
            try:
                write_file(target, content)
            except UserError as error:
                self.message.refuse(error)
                return
            self.message.tell(_("Записано: {file}").format(file=target.name), "met")
            self._record(line, "docx")

        self._context.tasks.read(
            lambda s: s.word_templates.write(source(s).compose(key, line.kind, line.part)),
            write,
            self.message.refuse,
            owner=self,
        )

    def _record(self, line: PaperLine, way: str) -> None:
        """Write down what was printed and show it in the list."""
        key, source = self._key, self._source
        self._context.tasks.write(
            lambda s: source(s).record(key, line.kind, line.part, way=way, actor=s.actor),
            lambda _done: self._load(),
            self.message.refuse,
            owner=self,
        )


def _printed(line: PaperLine) -> str:
    """„отпечатано на 12.05.2026 г.“, or why there is nothing to print."""
    if line.printed_on is not None:
        return _("отпечатано на {day}, {who}").format(
            day=date_short(line.printed_on.date()), who=line.printed_by
        )
    return line.note


def show(parent: QWidget, context: ScreenContext, commission: CommissionView) -> None:
    """Open the papers of a commission."""
    _open(PapersDialog(parent, context, commission.id, commission.rule.name, lambda s: s.papers))


def show_direct(parent: QWidget, context: ScreenContext, edition_id: int, name: str) -> None:
    """Open the papers of an edition whose award an act gives without a commission."""
    _open(PapersDialog(parent, context, edition_id, name, lambda s: s.direct_papers))


def show_announcements(parent: QWidget, context: ScreenContext, edition_id: int, name: str) -> None:
    """Open the texts for the public of an edition."""
    _open(PapersDialog(parent, context, edition_id, name, lambda s: s.announcements))


def show_archive_papers(
    parent: QWidget, context: ScreenContext, edition_id: int, name: str
) -> None:
    """Open the printed list of an edition's archive."""
    _open(PapersDialog(parent, context, edition_id, name, lambda s: s.archives))


def _open(dialog: PapersDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
