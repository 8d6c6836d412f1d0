"""One line of the archive: what, how many, where, how long, when to look at it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.archive import ARCHIVE_NAMES, ArchiveInput, ArchiveKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.archive import ArchiveView
    from ruse_desktop.ui.screens.base import ScreenContext


class ArchiveLineDialog(QDialog):
    """Asks for one line; proposes the number of pieces the program knows of."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: ArchiveView) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ред от архива"))
        self.setMinimumWidth(px(520))
        self._context = context
        self._edition_id = view.edition_id
        self._missing = {one.kind: one.missing for one in view.proposed}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addLayout(self._form())
        row = QHBoxLayout()
        self.do = button(_("Впиши"), self._save, primary=True)
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        first = next((one.kind for one in view.missing), ArchiveKind.PROPOSALS)
        self.kind.setCurrentIndex(self.kind.findData(first))
        self._propose()
        self.kind.currentIndexChanged.connect(lambda _n: self._propose())

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид"))
        for kind, name in ARCHIVE_NAMES.items():
            self.kind.addItem(_(name), kind)
        self.title = _edit(_("Описание"), _("напр. церемонията, първа папка"))
        self.pieces = _edit(_("Броя"), "")
        self.pages = _edit(_("Страници"), _("празно, ако не са броени"))
        self.place = _edit(_("Място"), _("папка или рафт, например „К-3“"))
        self.retention = _edit(_("Съхранение"), _("напр. 10 години, постоянно"))
        self.review = _edit(_("Година за преглед"), "")
        for one in (
            self.kind, self.title, self.pieces, self.pages, self.place, self.retention, self.review,
        ):  # fmt: skip
            form.addRow(label(one.accessibleName(), "fieldName"), one)
        return form

    def _propose(self) -> None:
        """The pieces that no line speaks of yet."""
        missing = self._missing.get(ArchiveKind(self.kind.currentData()), 0)
        self.pieces.setText(str(missing) if missing else "")

    def _save(self) -> None:
        try:
            review = self.review.text().strip()
            typed = ArchiveInput(
                ArchiveKind(self.kind.currentData()),
                self.title.text(),
                _number(self.pieces),
                _number(self.pages),
                self.place.text(),
                self.retention.text(),
                _number(self.review) if review else None,
            )
        except UserError as error:
            self.message.refuse(error)
            return
        number = self._edition_id
        self._context.tasks.write(
            lambda s: s.archives.enter(number, typed, actor=s.actor),
            lambda _id: self.accept(),
            self.message.refuse,
            owner=self,
        )


def _edit(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _number(field: QLineEdit) -> int:
    """The number typed, 0 for none. Raises UserError when it is no number."""
    text = field.text().strip()
    if text and not (text.isdecimal() and len(text) <= 7):
        raise UserError(
            _("„{text}“ не е число.").format(text=text),
            _("Поправете полето „{name}“.").format(name=field.accessibleName()),
        )
    return int(text) if text else 0
