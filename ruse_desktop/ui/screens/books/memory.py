"""The page of a laureate in the memory book: what stands on it at the left, the page at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from ruse_desktop.domain.memory_pages import MemoryInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.kit.dialogs import may_drop
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.printing import PreviewDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.books import EntryDetail
    from ruse_desktop.domain.memory_pages import MemoryContent, MemoryPage


class MemoryDialog(PreviewDialog):
    """Each saving adds a version; the entry of the book stays as it is."""

    def __init__(self, parent: QWidget, context: ScreenContext, entry: EntryDetail) -> None:
        row = entry.row
        super().__init__(
            parent,
            context,
            _("Паметна книга · № {n}, {who}").format(n=row.entry_no, who=row.name),
        )
        self.entry = entry
        self._photo: Path | None = None
        self._drop = False
        self._before = MemoryInput("", (), ())
        self._build()
        book, seq = row.book, row.seq
        context.tasks.read(
            lambda s: s.memory.page(book, seq), self._fill, self.message.refuse, owner=self
        )
        self.ask()

    def _build(self) -> None:
        self.side.addWidget(label(self.entry.row.name, "heading", wrap=True))
        self.hint = label("", "muted", wrap=True)
        self.side.addWidget(self.hint)
        self.works = _lines(_("Творби, по една на ред"))
        self.press = _lines(_("В печата: препратки, по една на ред"))
        self.text = _lines(_("Още към мотивите"))
        for one in (self.works, self.press, self.text):
            self.side.addWidget(label(one.accessibleName(), "fieldName"))
            self.side.addWidget(one, 1)
        self.photo = label("", wrap=True)
        self.side.addWidget(self.photo)
        row = QHBoxLayout()
        self.choose = button(_("Снимка…"), self._choose)
        self.drop = button(_("Махни снимката"), self._remove)
        row.addWidget(self.choose)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.side.addLayout(row)
        self.do = button(_("Запиши страницата"), self.keep, primary=True, icon_name="check")
        self.side.addWidget(self.do)

    def _fill(self, page: MemoryPage) -> None:
        self.works.setPlainText("\n".join(page.works))
        self.press.setPlainText("\n".join(page.press))
        self.text.setPlainText(page.text)
        self._show_photo(page.photo)
        self._before = self._typed()

    def _typed(self) -> MemoryInput:
        return MemoryInput(
            self.text.toPlainText(),
            tuple(self.works.toPlainText().splitlines()),
            tuple(self.press.toPlainText().splitlines()),
        )

    def done(self, result: int) -> None:
        """Closing asks before a page that was not saved is thrown away."""
        kept = self._typed() == self._before and self._photo is None and not self._drop
        if kept or may_drop(self):
            super().done(result)

    def _show_photo(self, name: str) -> None:
        self.photo.setText(
            _("Снимка: {file}").format(file=name) if name else _("Няма снимка (JPG или PNG).")
        )
        self.drop.setEnabled(bool(name))

    def _choose(self) -> None:
        chosen = ask_open(self, _("Снимка на носителя"), _("Снимки (*.jpg *.jpeg *.png)"))
        if chosen is not None:
            self.take_photo(chosen)

    def take_photo(self, chosen: Path) -> None:
        """Use this file when the page is saved."""
        self._photo, self._drop = chosen, False
        self._show_photo(chosen.name)

    def _remove(self) -> None:
        self._photo, self._drop = None, True
        self._show_photo("")

    def ask(self) -> None:
        """Draw the page as it was saved last."""
        row = self.entry.row
        book, seq = row.book, row.seq

        def render(content: MemoryContent) -> bytes:
            from ruse_desktop.documents import memory_page

            return memory_page.render(content)

        name = safe_name(_("Паметна книга {n} {who}").format(n=row.entry_no, who=row.name))
        self.draw(lambda s: s.memory.content(book, seq), render, name)
        self.context.tasks.read(
            lambda s: s.memory.content(book, seq), self._tell, self.message.refuse, owner=self
        )

    def _tell(self, content: MemoryContent) -> None:
        """Ask for the office's answer while nobody gave one."""
        said = _("Записаното стои до записа в книгата и не го променя.")
        if not content.answered:
            said += " " + _(
                "Приема се, че книгата по чл. 5 и Паметната книга са една. Ръководителят потвърждава"
                " или променя това в „Служебна практика“."
            )
        self.hint.setText(said)

    def keep(self) -> None:
        """Add a version of the page and show it."""
        row, end = self.entry.row, begin(self, "keep")
        if end is None:
            return
        book, seq, photo, drop = row.book, row.seq, self._photo, self._drop
        typed = self._typed()

        def kept(_version: int) -> None:
            self._photo, self._drop, self._before = None, False, typed
            self.context.notify(_("Страницата е записана."))
            self.ask()

        self.context.tasks.write(
            lambda s: s.memory.keep(book, seq, typed, photo=photo, drop_photo=drop, actor=s.actor),
            kept,
            self.message.refuse,
            owner=self,
            settled=end,
        )


def _lines(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made
