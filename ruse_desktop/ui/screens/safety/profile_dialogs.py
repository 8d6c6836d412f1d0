"""Dialogs of the accounts: one account, one's own password and PIN, the new recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.accounts import AccountInput, check_password, checked, new_code, read_code
from ruse_desktop.domain.actors import Role
from ruse_desktop.domain.rights import ROLE_WORDS
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.kit.dialogs import by_keys
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.accounts import Account
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class _Form(QDialog):
    """Fields under each other, a problem, the button that writes and „Отказ“."""

    def __init__(self, parent: QWidget, context: ScreenContext, title: str, do: str) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.setFixedWidth(px(500))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(22), px(18), px(22), px(16))
        self.build()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._column.addWidget(self.problem)
        row = QHBoxLayout()
        self.do = button(do, self.write, primary=True)
        by_keys(self, self.do)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        self._column.addLayout(row)

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def write(self) -> None:
        """Check what is typed and keep it."""
        raise NotImplementedError

    def line(self, words: str, text: str = "", *, secret: bool = False) -> QLineEdit:
        """A field with its name above."""
        field = QLineEdit(text)
        field.setAccessibleName(words)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._column.addWidget(label(words, "fieldName"))
        self._column.addWidget(field)
        return field

    def said(self, text: str) -> None:
        """A muted sentence between the fields."""
        self._column.addWidget(label(text, "muted", wrap=True))

    def place(self, layout: QLayout) -> None:
        """Something of one's own between the fields."""
        self._column.addLayout(layout)

    def tell(self, text: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.problem.setText(text)
        self.problem.show()
        self.do.setEnabled(True)

    def refuse(self, error: UserError) -> None:
        """Say why the services refused."""
        self.tell(f"{error.message} {error.advice}".strip())

    def busy(self) -> None:
        """The answer is waited for."""
        self.problem.hide()
        self.do.setEnabled(False)


class ProfileDialog(_Form):
    """One account: name, name for signing in, roles; a new one also gets its first password."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        books: tuple[tuple[str, str], ...],
        account: Account | None = None,
    ) -> None:
        self.account, self._offered = account, books
        title = _("Профил") if account else _("Нов профил")
        super().__init__(parent, context, title, _("Запиши") if account else _("Създай"))

    def build(self) -> None:
        """Name, roles, books, password."""
        one = self.account
        self.name = self.line(_("Име и фамилия"), one.name if one else "")
        self.login = self.line(_("Име за вход (една дума)"), one.login if one else "")
        self.login.setReadOnly(one is not None)
        self._column.addWidget(label(_("Роли"), "fieldName"))
        grid = QGridLayout()
        self.roles: dict[Role, QCheckBox] = {}
        for n, (role, words) in enumerate(ROLE_WORDS.items()):
            box = QCheckBox(_(words).capitalize())
            box.setChecked(one is not None and role in one.roles)
            self.roles[role] = box
            grid.addWidget(box, n // 2, n % 2)
        self.place(grid)
        self._column.addWidget(
            label(_("Книги, които води книговодителят (без отметка – всички)"), "fieldName")
        )
        shelf = QGridLayout()
        self.books: dict[str, QCheckBox] = {}
        for n, (code, words) in enumerate(self._offered):
            box = QCheckBox(words)
            box.setChecked(one is not None and code in one.books)
            self.books[code] = box
            shelf.addWidget(box, n // 2, n % 2)
        self.place(shelf)
        self.password: QLineEdit | None = None
        if one is None:
            self.password = self.line(_("Първа парола, поне 10 знака"), secret=True)
            self.said(_("Предайте я лично. Колегата я сменя от „Сигурност → Моята парола…“."))

    def write(self) -> None:
        """Keep the account."""
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        books = frozenset(code for code, box in self.books.items() if box.isChecked())
        typed = AccountInput(self.login.text(), self.name.text(), roles, books)
        password = self.password.text() if self.password else ""
        try:
            typed = checked(typed)
            if self.password is not None:
                check_password(password, (typed.login, typed.name))
        except UserError as error:
            self.refuse(error)
            return
        self.busy()
        known = self.account.id if self.account else None

        def work(services: Services) -> Account:
            if known is None:
                return services.accounts.create(typed, password, actor=services.actor)
            return services.accounts.change(known, typed, actor=services.actor)

        self.context.tasks.write(work, lambda _one: self.accept(), self.refuse, owner=self)


class PasswordDialog(_Form):
    """A new password: one's own with the old one, or a colleague's given by an administrator."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, account: Account | None = None
    ) -> None:
        self.account = account
        title = (
            _("Нова парола за {name}").format(name=account.name) if account else _("Моята парола")
        )
        super().__init__(parent, context, title, _("Смени паролата"))

    def build(self) -> None:
        """Old, new, new once more."""
        self.old = None if self.account else self.line(_("Сегашна парола"), secret=True)
        self.first = self.line(_("Нова парола, поне 10 знака"), secret=True)
        self.second = self.line(_("Новата парола още веднъж"), secret=True)

    def write(self) -> None:
        """Change it."""
        new, login = self.first.text(), self.context.actor.login
        if new != self.second.text():
            self.tell(_("Двете нови пароли не са еднакви."))
            return
        self.busy()
        account, old = self.account, self.old.text() if self.old else ""

        def work(services: Services) -> None:
            if account is not None:
                services.accounts.reset_password(account.id, new, actor=services.actor)
            else:
                services.accounts.change_password(login, old, new)

        self.context.tasks.write(work, lambda _none: self.accept(), self.refuse, owner=self)


class PinDialog(_Form):
    """A PIN for unlocking the locked window without the whole password."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent, context, _("ПИН за отключване"), _("Запиши"))

    def build(self) -> None:
        """Password, PIN."""
        self.said(
            _(
                "ПИН кодът отключва само вече отворената програма; три грешни опита искат паролата. "
                "Оставете празно, за да го махнете."
            )
        )
        self.password = self.line(_("Парола"), secret=True)
        self.pin = self.line(_("ПИН, 4–8 цифри"), secret=True)

    def write(self) -> None:
        """Keep it."""
        login, password, pin = self.context.actor.login, self.password.text(), self.pin.text()
        self.busy()
        self.context.tasks.write(
            lambda s: s.accounts.set_pin(login, password, pin),
            lambda _none: self.accept(), self.refuse, owner=self,
        )  # fmt: skip


class SheetDialog(_Form):
    """A new recovery sheet: shown, printed, typed again, then valid instead of the old one."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        self.code = new_code()
        super().__init__(parent, context, _("Нов лист за възстановяване"), _("Листът е прибран"))

    def build(self) -> None:
        """The code, the paper, the code typed again."""
        self.said(
            _("Отпечатайте новия лист и препишете кода от него. От този момент старият не важи.")
        )
        self.shown = label(self.code, "title", wrap=True)
        self._column.addWidget(self.shown)
        row = QHBoxLayout()
        row.addWidget(button(_("Лист за печат…"), self._print, icon_name="printer"))
        row.addStretch(1)
        self.place(row)
        self.again = self.line(_("Кодът, преписан от листа"))

    def write(self) -> None:
        """Make it the valid one."""
        try:
            right = read_code(self.again.text()) == read_code(self.code)
        except UserError as error:
            self.refuse(error)
            return
        if not right:
            self.tell(_("Това е друг код. Препишете кода, който се вижда тук."))
            return
        self.busy()
        code = self.code
        self.context.tasks.write(
            lambda s: s.accounts.make_sheet(actor=s.actor, code=code),
            lambda _sheet: self.accept(), self.refuse, owner=self,
        )  # fmt: skip

    def _print(self) -> None:
        from ruse_desktop.ui.kit.pdf import PdfDialog

        code, owner = self.code, self.context.actor.name

        def draw() -> bytes:
            from ruse_desktop.documents import recovery_sheet

            return recovery_sheet.render(code, owner)

        def show(pdf: bytes) -> None:
            PdfDialog(self, pdf, _("Лист за възстановяване"), "list-za-vazstanovyavane.pdf").open()

        self.context.tasks.compute(draw, show, owner=self)
