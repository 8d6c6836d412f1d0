"""What goes out of the books: the volume, extracts, duplicates, the list for the site, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.icons import icon, set_icon
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.anchor import AnchorDialog
from ruse_desktop.ui.screens.books.choice import BookChoice
from ruse_desktop.ui.screens.books.duplicate import DuplicateDialog
from ruse_desktop.ui.screens.books.extract import IssueDialog
from ruse_desktop.ui.screens.books.memory import MemoryDialog
from ruse_desktop.ui.screens.books.preview import DiplomaPane
from ruse_desktop.ui.screens.books.statistics import StatisticsDialog
from ruse_desktop.ui.screens.books.volume import VolumeDialog
from ruse_desktop.ui.screens.books.web_list import WebListDialog


class Outgoing:
    """Opens the dialogs; `entry` tells which entry is shown."""

    MENU = (
        "books.volume", "books.anchor", "books.web-list", "books.statistics", "year-report",
        "books.ceremony",
        "books.stock", "books.keeping",
    )  # fmt: skip

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        choice: BookChoice,
        preview: DiplomaPane,
        entry: Callable[[], EntryDetail | None],
    ) -> None:
        self._parent = parent
        self._context = context
        self._choice = choice
        self._preview = preview
        self._entry = entry

    def actions(self, scope: str) -> Sequence[Action]:
        """The actions of this part of the screen."""

        def opened() -> bool:
            view = self._choice.view
            return view is not None and view.entries > 0

        def some() -> bool:
            return any(view.holders for view in self._choice.views.values())

        def chosen() -> bool:
            return self._entry() is not None

        def diploma() -> bool:
            entry = self._entry()
            return entry is not None and entry.act is not None and not entry.row.revoked

        def memory() -> bool:
            entry = self._entry()
            view = self._choice.views.get(entry.row.book) if entry else None
            return view is not None and view.memory

        return (
            Action("books.memory", _("Страница в Паметната книга…"), self.memory, "note", "",
                   "print", scope, memory, group=1),
            Action("books.extract", _("Извлечение…"), self.extract, "file-text", "", "print",
                   scope, chosen, group=1),
            Action("books.copy", _("Заверен препис…"), self.copy, "copy", "", "print", scope,
                   chosen, group=1),
            Action("books.duplicate", _("Дубликат на диплом…"), self.duplicate, "certificate", "",
                   "print", scope, diploma, group=1),
            Action("books.volume", _("Книга за печат…"), self.volume, "book-2", "", "print", scope,
                   opened, group=2),
            Action("books.anchor", _("Провери лист…"), self.anchor, "shield-check", "", "print",
                   scope, some, group=2),
            Action("books.web-list", _("Списък за сайта…"), self.web_list, "world", "", "print",
                   scope, some, group=3),
            Action("books.statistics", _("Справка…"), self.statistics, "chart-bar", "", "print",
                   scope, some, group=3),
        )  # fmt: skip

    def menu_button(self) -> QPushButton:
        """A button in the screen with what concerns whole books."""
        made = QPushButton(_("Книга и справки"))
        made.setToolTip(
            _("Книгата за печат, списък за сайта, справка, пакет за церемонията, наличности")
        )
        set_icon(made, "book-2", "ink")
        menu = QMenu(made)
        records = {one.id: one for one in self._context.actions.all()}
        items = []
        for name in self.MENU:
            record = records[name]
            item = menu.addAction(icon(record.icon, "ink"), record.plain_text)
            item.triggered.connect(partial(self._context.actions.run, name))
            items.append((item, record))

        def allow() -> None:
            for item, record in items:
                item.setEnabled(record.allowed)

        menu.aboutToShow.connect(allow)
        made.setMenu(menu)
        return made

    def extract(self) -> None:
        """An extract of the entry shown."""
        if (entry := self._entry()) is not None:
            self._open(IssueDialog(self._parent, self._context, entry, PrintKind.EXTRACT))

    def copy(self) -> None:
        """A certified copy of the entry shown."""
        if (entry := self._entry()) is not None:
            self._open(IssueDialog(self._parent, self._context, entry, PrintKind.COPY))

    def memory(self) -> None:
        """The page of the entry shown in the memory book."""
        if (entry := self._entry()) is not None:
            self._open(MemoryDialog(self._parent, self._context, entry))

    def duplicate(self) -> None:
        """A duplicate of the diploma of the entry shown."""
        if (entry := self._entry()) is not None:
            layout = self._preview.layout_chosen
            self._open(DuplicateDialog(self._parent, self._context, entry, layout))

    def volume(self) -> None:
        """The book chosen, as it is bound."""
        if (view := self._choice.view) is not None:
            self._open(VolumeDialog(self._parent, self._context, view))

    def anchor(self) -> None:
        """A sheet against the books."""
        self._open(AnchorDialog(self._parent, self._context))

    def web_list(self) -> None:
        """The list for the site."""
        self._open(WebListDialog(self._parent, self._context))

    def statistics(self) -> None:
        """The figures of the books."""
        views = tuple(self._choice.views.values())
        self._open(StatisticsDialog(self._parent, self._context, views))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
