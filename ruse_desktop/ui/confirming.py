"""The dialog in which a colleague with the right confirms one step by his password (R-X-0.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rights import Right
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.ui.doorkeeper import Doorkeeper
    from ruse_desktop.ui.tasks import Tasks


class ConfirmDialog(QDialog):
    """Says which right is missing; `tried` brings the colleague's name and password."""

    tried = Signal(str, str)

    def __init__(
        self, parent: QWidget, refusal: UserError, names: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Нужно е потвърждение"))
        self.setFixedWidth(px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.addWidget(label(refusal.message, "heading", wrap=True))
        column.addWidget(
            label(
                _(
                    "Колега с тази роля може да потвърди само тази стъпка. В журнала остават и "
                    "двете имена."
                ),
                "muted",
                wrap=True,
            )
        )
        self.name = QComboBox()
        self.name.setEditable(True)
        for login, shown in names:
            self.name.addItem(login, shown)
        self.name.setCurrentText("")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in ((_("Име за вход"), self.name), (_("Парола"), self.password)):
            field.setAccessibleName(words)
            column.addWidget(label(words, "fieldName"))
            column.addWidget(field)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        row = QHBoxLayout()
        self.do = button(_("Потвърди"), self._try, primary=True, icon_name="check")
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.name.setFocus()

    def _try(self) -> None:
        name, password = self.name.currentText().strip(), self.password.text()
        if name and password:
            self.do.setEnabled(False)
            self.problem.hide()
            self.tried.emit(name, password)
        else:
            self._tell(_("Напишете името и паролата."))

    def refuse(self, error: UserError) -> None:
        """Say why not; it can be tried again."""
        self._tell(f"{error.message} {error.advice}".strip())
        self.password.selectAll()
        self.password.setFocus()

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.do.setEnabled(True)

    def settle(self) -> None:
        """It was confirmed."""
        self.accept()


def ask_colleague(
    window: QMainWindow,
    tasks: Tasks,
    keeper: Doorkeeper,
    refusal: UserError,
    go_on: Callable[[Actor], object],
    give_up: Callable[[], object],
) -> bool:
    """Ask a colleague with the right to confirm by password; whether it makes sense to ask."""
    word = refusal.code.removeprefix("right:")
    if not keeper.has_accounts or keeper.locked or word not in set(Right):
        return False
    dialog = ConfirmDialog(QApplication.activeModalWidget() or window, refusal, keeper.names)
    actor = keeper.actor

    def tried(login: str, password: str) -> None:
        tasks.write(
            lambda s: s.accounts.confirm(login, password, Right(word), actor),
            done, dialog.refuse, owner=dialog,
        )  # fmt: skip

    def done(confirmed: Actor) -> None:
        dialog.settle()
        go_on(confirmed)

    dialog.tried.connect(tried)
    dialog.rejected.connect(give_up)
    dialog.open()
    return True
