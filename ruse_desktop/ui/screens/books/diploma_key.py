"""The key that signs diplomas: made, unlocked, replaced; its sheet for the municipality's site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, button, label
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.diploma_code import PublicKey
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.signing import KeyState
    from ruse_desktop.ui.screens.base import ScreenContext

_NONE, _LOCKED = "none", "locked"


class DiplomaKeyDialog(QDialog):
    """Asks for the password that opens the key, or for a new one; `ready` when it signs."""

    ready = Signal()

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        state: KeyState,
        keys: tuple[PublicKey, ...],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ключ за дипломите"))
        self.setMinimumWidth(px(580))
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        self.message = MessageBar()
        self._column.addWidget(self.message)
        self._say(str(state))
        self._form = QFormLayout()
        self._column.addLayout(self._form)
        self.password = self._secret(_("Парола"))
        self.again = self._secret(_("Паролата още веднъж"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Причина за новия ключ"))
        self.reason.setPlaceholderText(_("напр. паролата е загубена"))
        self._form.addRow(label(_("Причина за новия ключ"), "fieldName"), self.reason)
        self._keys(keys)
        row = QHBoxLayout()
        self.do = button("", self._do, primary=True)
        self.do.setDefault(True)
        self.new = button(_("Нов ключ…"), self._ask_new)
        self.sheet = button(_("Лист с ключа…"), self._sheet, icon_name="printer")
        self.sheet.setVisible(bool(keys))
        for one in (self.do, self.new, self.sheet):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.reject))
        self._column.addLayout(row)
        self._making = False
        self._fit(str(state))

    def _secret(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(name)
        self._form.addRow(label(name, "fieldName"), made)
        return made

    def _say(self, state: str) -> None:
        said = {
            _NONE: _(
                "С ключа програмата подписва кода на всеки диплом. Паролата не се пази никъде: "
                "запишете я и я приберете при книгата."
            ),
            _LOCKED: _(
                "Въведете паролата, за да се подписват дипломите до затваряне на програмата."
            ),
        }.get(state, _("Ключът е отключен: дипломите се подписват до затваряне на програмата."))
        self._column.addWidget(label(said, wrap=True))

    def _keys(self, keys: tuple[PublicKey, ...]) -> None:
        grid = FieldGrid(names=150)
        rows = []
        for key in keys:
            span = _("от {day}").format(day=date_short(key.since))
            if key.until is not None:
                span = _("от {first} до {last}").format(
                    first=date_short(key.since), last=date_short(key.until)
                )
            rows.append((span, key.fingerprint + (f"\n{key.why}" if key.why else "")))
        grid.show_rows(rows)
        self._column.addWidget(grid)

    def _fit(self, state: str) -> None:
        """Show what this state asks for."""
        self._state = state
        making = self._making or state == _NONE
        asks = making or state == _LOCKED
        self._form.setRowVisible(self.password, asks)
        self._form.setRowVisible(self.again, making)
        self._form.setRowVisible(self.reason, making and state != _NONE)
        self.do.setText(
            _("Създай ключа") if making else _("Отключи") if state == _LOCKED else _("Заключи")
        )
        self.new.setVisible(not making)
        if asks:
            self.password.setFocus()

    def _ask_new(self) -> None:
        self._making = True
        self._fit(self._state)

    def _do(self) -> None:
        making = self._making or self._state == _NONE
        password, reason = self.password.text(), self.reason.text()
        if making and password != self.again.text():
            self.message.tell(_("Двете пароли не са еднакви. Напишете ги отново."), "not-met")
            self.again.selectAll()
            self.again.setFocus()
            return

        def work(services: Services) -> None:
            if making:
                services.signing.make(password, reason=reason, actor=services.actor)
            elif self._state == _LOCKED:
                services.signing.unlock(password)
            else:
                services.signing.lock()

        def done(_none: None) -> None:
            self.ready.emit()
            self.accept()

        self._context.tasks.write(work, done, self.message.refuse, owner=self)

    def _sheet(self) -> None:
        def show(pdf: bytes) -> None:
            dialog = PdfDialog(self, pdf, _("Лист с ключа за дипломите"), "klyuch-diplomi.pdf")
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._context.tasks.read(
            lambda s: s.signing_sheet.pdf(), show, self.message.refuse, owner=self
        )


def open_key(parent: QWidget, context: ScreenContext, ready: Callable[[], object]) -> None:
    """Open the key's dialog; `ready` is called when its state changed."""

    def show(told: tuple[KeyState, tuple[PublicKey, ...]]) -> None:
        dialog = DiplomaKeyDialog(parent, context, *told)
        dialog.ready.connect(ready)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    read_once(
        context.tasks, parent, "key",
        lambda s: (s.signing.state(), s.signing.public_keys()), show,
    )  # fmt: skip
