"""„Провери лист…“: a sheet of anchoring against the books, by its sign or its digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.book_volume import AnchorCheck


class AnchorDialog(QDialog):
    """Takes what a scanner read or a person typed, and says whether the book agrees."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Проверка на лист за удостоверяване"))
        self.setMinimumSize(px(560), px(250))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        question = _(
            "Сканирайте знака от листа или въведете отпечатъка (поне първите 16 знака; "
            "интервалите нямат значение)."
        )
        column.addWidget(label(question, wrap=True))
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Отпечатък от листа"))
        column.addWidget(self.code)
        self.answer = MessageBar()
        column.addWidget(self.answer)
        column.addStretch(1)
        row = QHBoxLayout()
        self.check_button = button(_("Провери"), self.check, primary=True, icon_name="shield-check")
        self.check_button.setEnabled(False)
        row.addWidget(self.check_button)
        row.addWidget(button(_("Затвори"), self.accept))
        row.addStretch(1)
        column.addLayout(row)
        self.code.textChanged.connect(lambda _text: self._changed())
        self.code.returnPressed.connect(self.check)  # a scanner ends with it
        self.code.setFocus()

    def _changed(self) -> None:
        self.answer.hide()
        self.check_button.setEnabled(bool(self.code.text().strip()))

    def check(self) -> None:
        """Compare with the books."""
        text = self.code.text()
        self._context.tasks.read(
            lambda s: s.volumes.check_anchor(text), self._show, self.answer.refuse, owner=self
        )

    def _show(self, found: AnchorCheck) -> None:
        self.answer.tell(found.sentence, "met" if found.agrees else "not-met")
