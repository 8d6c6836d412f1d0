"""The text of one diploma in a second language: proposed, typed over, kept for reprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.books import EntryRow
    from ruse_desktop.ui.screens.base import ScreenContext

_WIDE, _HIGH = 560, 380


class SecondTextDialog(QDialog):
    """Lines as they will stand under the Bulgarian text; empty = none."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, row: EntryRow, text: str, *, printed: bool
    ) -> None:
        super().__init__(parent)
        self._context, self._row = context, row
        self.setWindowTitle(_("Текст на втори език: {name}").format(name=row.name))
        self.resize(px(_WIDE), px(_HIGH))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        self.message = MessageBar()
        column.addWidget(self.message)
        said = (
            _("Този текст се печата на дипломата под българския.")
            if printed
            else _(
                "Преводът се прави от човек. Предложеното е от „Шаблони“ с името на латиница; "
                "проверете го и го запишете."
            )
        )
        column.addWidget(label(said, "muted", wrap=True))
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Текст на втори език"))
        column.addWidget(self.text, 1)
        row_of = QHBoxLayout()
        self.keep = button(_("Запази текста"), self.save, primary=True, icon_name="device-floppy")
        row_of.addWidget(self.keep)
        if printed:
            row_of.addWidget(button(_("Без втори език"), self.drop))
        row_of.addWidget(button(_("Отказ"), self.reject))
        row_of.addStretch(1)
        column.addLayout(row_of)

    def save(self) -> None:
        """Print it from now on."""
        self._write(self.text.toPlainText())

    def drop(self) -> None:
        """Print Bulgarian only."""
        self._write("")

    def _write(self, text: str) -> None:
        book, seq = self._row.book, self._row.seq
        end = begin(self, "second")
        if end is not None:
            self._context.tasks.write(
                lambda s: s.second_texts.save(book, seq, text, actor=s.actor),
                lambda _none: self.accept(), self.message.refuse, owner=self, settled=end,
            )  # fmt: skip


def open_second_text(parent: QWidget, context: ScreenContext, row: EntryRow) -> None:
    """Ask for the text and open the dialog; the diploma is drawn anew when books change."""

    def show(found: tuple[str, bool]) -> None:
        SecondTextDialog(parent, context, row, found[0], printed=found[1]).open()

    context.tasks.read(
        lambda s: s.second_texts.proposal(row.book, row.seq), show, context.problem, owner=parent
    )
