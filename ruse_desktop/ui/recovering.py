"""The dialog in which the code of the recovery sheet gives an administrator a new password."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.accounts import check_password, read_code
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.theme import px


class RecoverDialog(QDialog):
    """The code, whose account, a new password typed twice."""

    def __init__(self, parent: QWidget, login: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Забравена парола"))
        self.setFixedWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.addWidget(
            label(
                _(
                    "Паролата на колега сменя администраторът, в „Файл → Сигурност“. Когато и "
                    "неговата е забравена, я сменя кодът от листа за възстановяване. Листът важи "
                    "веднъж; след това се отпечатва нов."
                ),
                "muted",
                wrap=True,
            )
        )
        self.code, self.login = QLineEdit(), QLineEdit(login)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.first, self.second = QLineEdit(), QLineEdit()
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in (
            (_("Код от листа"), self.code),
            (_("Име за вход на администратора"), self.login),
            (_("Нова парола"), self.first),
            (_("Новата парола още веднъж"), self.second),
        ):
            field.setAccessibleName(words)
            column.addWidget(label(words, "fieldName"))
            column.addWidget(field)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        row = QHBoxLayout()
        self.do = button(_("Смени паролата"), self.accept, primary=True, icon_name="key")
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.code.setFocus()

    def typed(self) -> tuple[str, str, str]:
        """Code, name for signing in, new password."""
        return self.code.text(), self.login.text().strip(), self.first.text()

    def accept(self) -> None:
        """Only what can be right goes on."""
        code, login, password = self.typed()
        try:
            read_code(code)
            check_password(password, (login,))
        except UserError as error:
            self._tell(f"{error.message} {error.advice}".strip())
            return
        if password != self.second.text():
            self._tell(_("Двете пароли не са еднакви."))
            return
        if not login:
            self._tell(_("Напишете името за вход."))
            return
        super().accept()

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
