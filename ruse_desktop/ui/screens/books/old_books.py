"""The wizard of an old list: columns, rows, completeness; everything typed is kept until it enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ruse_desktop.domain.old_books import OldBook
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.progress_strip import ProgressLine
from ruse_desktop.ui.screens.books.old_book_columns import ColumnsPage
from ruse_desktop.ui.screens.books.old_book_rows import RowsPage
from ruse_desktop.ui.screens.books.old_book_summary import SummaryPage

if TYPE_CHECKING:
    from ruse_desktop.domain.books import BookImportResult, BookView
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.old_books import Twin
    from ruse_desktop.ui.screens.base import ScreenContext

_COLUMNS, _ROWS, _SUMMARY = range(3)
_KEEP_AFTER = 600


class OldBookDialog(QDialog):
    """`path` is the file just chosen; None when a kept list is taken up again."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        view: BookView,
        old: OldBook,
        path: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._owner = parent
        self._path = path
        self._old = old
        self._line: ProgressLine | None = None
        self._done = False
        self.setWindowTitle(_("Стара книга: {title}").format(title=view.title))
        self.resize(1260, 700)
        self._build()
        if old.entries:
            self.columns.show_book(old)
            self._show_rows(old)
            self.message.tell(_("Продължавате започнатата работа по списъка."))
        else:
            self.columns.show_book(old)
            self._go(_COLUMNS)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(10)
        self.step = label("", "heading")
        outer.addWidget(self.step)
        self.message = MessageBar()
        outer.addWidget(self.message)
        self.columns = ColumnsPage()
        self.columns.sheet_wanted.connect(self._read_sheet)
        self.rows = RowsPage(self._context)
        self.rows.changed.connect(self._changed)
        self.rows.grouping.connect(self._regroup)
        self.rows.refused.connect(lambda text: self.message.tell(text, "not-met"))
        self.summary = SummaryPage()
        self.summary.changed.connect(self._changed)
        self.stack = QStackedWidget()
        for page in (self.columns, self.rows, self.summary):
            self.stack.addWidget(page)
        outer.addWidget(self.stack, 1)
        self._progress = QVBoxLayout()
        outer.addLayout(self._progress)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.back = button(_("Назад"), lambda: self._go(self.page - 1))
        self.next = button("", self._forward, primary=True)
        bar.addWidget(self.next)
        bar.addWidget(self.back)
        self.leave = button("", self.reject)
        bar.addWidget(self.leave)
        self.throw = button(_("Изхвърли списъка…"), self._throw_away)
        bar.addWidget(self.throw)
        bar.addStretch(1)
        outer.addLayout(bar)
        self._later = on_change(_KEEP_AFTER, self._keep, self)

    @property
    def page(self) -> int:
        """The step shown: 0 columns, 1 rows, 2 entering."""
        return self.stack.currentIndex()

    def _go(self, page: int) -> None:
        self.message.hide()
        self.stack.setCurrentIndex(page)
        steps = (_("Колони"), _("Редове"), _("Вписване"))
        self.step.setText(
            _("Стъпка {n} от {all}: {name}").format(n=page + 1, all=len(steps), name=steps[page])
        )
        self.back.setVisible(page > _COLUMNS)
        self.throw.setVisible(page > _COLUMNS or bool(self._old.entries))
        self.next.setText((_("Прочети редовете"), _("Към вписването"), self.summary.verb())[page])
        self.leave.setText(_("Затвори и запази работата") if self._old.entries else _("Отказ"))
        self.next.setEnabled(True)
        self.next.setProperty("primary", page != _ROWS)
        self.next.style().unpolish(self.next)
        self.next.style().polish(self.next)
        self.next.setDefault(page == _COLUMNS)
        self.rows.do.setDefault(page == _ROWS)
        if page == _ROWS:
            self.rows.table.setFocus()

    def _read_sheet(self, sheet: str) -> None:
        path, book = self._path, self._old.book

        def show(old: OldBook) -> None:
            self._old = old
            self.columns.show_book(old)

        if path is not None:
            self._ask(lambda s: s.old_books.read(award=book, path=path, sheet=sheet), show)

    def _forward(self) -> None:
        self.message.hide()
        (self._understand, self._to_summary, self._enter)[self.page]()

    def _understand(self) -> None:
        """Read the rows; work already done on the same columns is not lost."""
        mapping, old = self.columns.mapping(), self._old
        if old.entries and dict(old.mapping) == mapping:
            self._go(_ROWS)
            return
        if old.entries and not confirm(
            self,
            _("Други колони"),
            _("С другите колони редовете се четат наново и поправките в тях отпадат."),
            _("Прочети наново"),
        ):
            return
        self._ask(lambda s: s.old_books.understand(old, mapping), self._understood)

    def _understood(self, old: OldBook) -> None:
        self._show_rows(old)
        self._keep()

    def _show_rows(self, old: OldBook) -> None:
        self._old = old
        self.rows.show_book(old)
        self._go(_ROWS)
        self._compare()

    def _regroup(self, entry_id: int, team: bool) -> None:  # noqa: FBT001 - Qt's signal
        old = self.rows.book()
        if old is not None:
            self._ask(lambda s: s.old_books.regroup(old, entry_id, team=team), self._understood)

    def _to_summary(self) -> None:
        old = self.rows.book()
        if old is None:
            return
        self._old = replace(old, complete_from=self._old.complete_from)
        self.summary.show_book(self._old, self._view)
        self._go(_SUMMARY)
        self.next.setEnabled(self.summary.ready)

    def _changed(self) -> None:
        self.message.hide()
        old = self.rows.book()
        if old is not None:
            complete = self.summary.complete_from if self.page == _SUMMARY else None
            if self.page != _SUMMARY:
                complete = self._old.complete_from
            self._old = replace(old, complete_from=complete)
        self._later()

    def _keep(self) -> None:
        """Write the work beside the database and look for repetitions anew."""
        old = self._old
        if old.entries and not self._done:
            self._ask(lambda s: s.old_books.keep(old))
            self._compare()

    def _compare(self) -> None:
        old = self._old

        def show(twins: tuple[Twin, ...]) -> None:
            self.rows.show_twins(twins)

        self._context.tasks.read(lambda s: s.old_books.twins(old), show, owner=self)

    def _ask(
        self, work: Callable[[Services], Any], done: Callable[[Any], object] | None = None
    ) -> None:
        self._context.tasks.read(work, done, self.message.refuse, owner=self)

    def _enter(self) -> None:
        old = self._old

        def run(s: Services, progress: Progress) -> BookImportResult:
            return s.old_books.enter(actor=s.actor, old=old, progress=progress)

        self.next.setEnabled(False)
        task = self._context.tasks.long(
            run, _("Внасяне на стара книга"), self._entered, self.message.refuse,
            owner=self, settled=self._settled,
        )  # fmt: skip
        self._line = ProgressLine(task)
        self._progress.addWidget(self._line)

    def _settled(self) -> None:
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None
        self.next.setEnabled(True)

    def _entered(self, result: BookImportResult) -> None:
        self._done = True
        text = ngettext(
            "Вписан е {n} исторически запис (№ {first}–{last}).",
            "Вписани са {n} исторически записа (№ {first}–{last}).",
            result.count,
        )
        self._context.notify(
            text.format(n=result.count, first=result.first_no, last=result.last_no)
        )
        super().accept()

    def _throw_away(self) -> None:
        n = len(self._old.entries)
        text = ngettext(
            "Работата по {n} ред ще бъде изтрита. Файлът и книгата остават, както са.",
            "Работата по {n} реда ще бъде изтрита. Файлът и книгата остават, както са.",
            n,
        )
        if confirm(self, _("Изхвърляне на списъка"), text.format(n=n), _("Изхвърли списъка")):
            self._done = True
            book = self._old.book
            self._context.tasks.read(lambda s: s.old_books.throw_away(book), owner=self._owner)
            super().reject()

    def reject(self) -> None:
        """Closing keeps the work; entering is stopped first, and then nothing is entered."""
        if self._line is not None:
            self._line.task.cancel()
            return
        old = self._old
        if old.entries and not self._done:
            self._context.tasks.read(
                lambda s: s.old_books.keep(old),
                lambda _none: self._context.status(
                    _("Работата по списъка е запазена; „Внеси стара книга…“ я продължава.")
                ),
                self._context.problem,
                owner=self._owner,
            )
            self._done = True
        super().reject()
