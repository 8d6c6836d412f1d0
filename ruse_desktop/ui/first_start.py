"""What is shown at the first start: the administrator's profile, encryption, the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.accounts import (
    AccountInput,
    Setup,
    check_password,
    checked,
    new_code,
    read_code,
)
from ruse_desktop.domain.actors import Role
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, Tall, button, label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.ui.doorkeeper import Door
    from ruse_desktop.ui.tasks import Tasks

_STEPS = 3


class FirstStart(QWidget):
    """Three steps; nothing is written before the last one."""

    def __init__(self, door: Door, tasks: Tasks, leave: Callable[[], object]) -> None:
        super().__init__()
        self._door, self._tasks = door, tasks
        self.code = new_code()
        card = Card()
        card.setFixedWidth(px(640))
        card.column.addWidget(label(_("Начало на работата"), "title"))
        self.place = label("", "muted")
        card.column.addWidget(self.place)
        self.steps = QStackedWidget()
        for build in (self._profile, self._encryption, self._sheet):
            page = Tall()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            build(column)
            column.addStretch(1)
            self.steps.addWidget(page)
        card.column.addWidget(self.steps)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        card.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.on = button("", self.go_on, primary=True, icon_name="arrow-right")
        self.back = button(_("Назад"), self.go_back)
        row.addWidget(self.on)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(button(_("Изход"), leave))
        self.row = row
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._show(0)
        self.setFocusProxy(self.name)

    def offer(self, text: str, run: Callable[[], object]) -> None:
        """Another beginning: beside the steps."""
        self.row.insertWidget(2, button(text, run))

    def refuse(self, problem: UserError) -> None:
        """Say why it was not done."""
        self.problem.setText(f"{problem.message} {problem.advice}".strip())
        self.problem.show()

    def _profile(self, column: QVBoxLayout) -> None:
        column.addWidget(
            label(
                _("Създайте профила, с който ще се влиза. Други колеги се добавят после."),
                wrap=True,
            )
        )
        self.name, self.login = QLineEdit(), QLineEdit()
        self.first, self.second = QLineEdit(), QLineEdit()
        self.login.setPlaceholderText(_("например mkoleva"))
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in (
            (_("Име и фамилия"), self.name),
            (_("Име за вход (една дума)"), self.login),
            (_("Парола, поне 10 знака – три-четири думи са лесни за помнене"), self.first),
            (_("Паролата още веднъж"), self.second),
        ):
            field.setAccessibleName(words)
            field.returnPressed.connect(self.go_on)
            column.addWidget(label(words, "fieldName"))
            column.addWidget(field)
        self.alone = QCheckBox(_("Работя сам(а): имам всички роли"))
        self.alone.setChecked(True)
        column.addWidget(self.alone)
        column.addWidget(
            label(
                _("Без тази отметка профилът е само на администратор и ръководител."),
                "muted",
                wrap=True,
            )
        )

    def _encryption(self, column: QVBoxLayout) -> None:
        column.addWidget(
            label(
                _(
                    "Шифрованите данни не се четат без парола, дори компютърът или копието да "
                    "попадне в чужди ръце. Без парола и без листа за възстановяване те са загубени."
                ),
                wrap=True,
            )
        )
        self.encrypt = QRadioButton(_("Шифровай данните (препоръчва се)"))
        self.plain = QRadioButton(_("Не шифровай: дискът на компютъра вече е шифрован"))
        self.encrypt.setChecked(True)
        column.addWidget(self.encrypt)
        column.addWidget(self.plain)

    def _sheet(self, column: QVBoxLayout) -> None:
        column.addWidget(
            label(
                _(
                    "Това е листът за възстановяване. Отпечатайте го или го препишете на ръка и го "
                    "пазете в запечатан плик в касата: той отваря данните, когато паролата е "
                    "забравена."
                ),
                wrap=True,
            )
        )
        self.shown = label(self.code, "title", wrap=True)
        self.shown.setAccessibleName(_("Код за възстановяване"))
        column.addWidget(self.shown)
        row = QHBoxLayout()
        row.addWidget(button(_("Лист за печат…"), self._print, icon_name="printer"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            label(_("Препишете кода от листа, за да е сигурно, че е верен"), "fieldName")
        )
        self.again = QLineEdit()
        self.again.setAccessibleName(_("Кодът, преписан от листа"))
        self.again.returnPressed.connect(self.go_on)
        column.addWidget(self.again)

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.place.setText(_("Стъпка {n} от {all}").format(n=step + 1, all=_STEPS))
        self.on.setText(_("Напред") if step < _STEPS - 1 else _("Създай и започни"))
        self.back.setVisible(step > 0)
        self.problem.hide()
        (self.name, self.encrypt, self.again)[step].setFocus()

    def go_back(self) -> None:
        """One step back; what was typed stays."""
        self._show(max(0, self.steps.currentIndex() - 1))

    def go_on(self) -> None:
        """One step on, when this one is right."""
        step = self.steps.currentIndex()
        try:
            if step == 0:
                self._check_profile()
            elif step == _STEPS - 1:
                self._check_code()
        except UserError as error:
            self._tell(f"{error.message} {error.advice}".strip())
            return
        if step < _STEPS - 1:
            self._show(step + 1)
            return
        self.on.setEnabled(False)
        self._door.set_up(
            Setup(self._account(), self.first.text(), self.code, self.encrypt.isChecked())
        )
        self._tasks.try_again()

    def _account(self) -> AccountInput:
        roles = frozenset(Role) if self.alone.isChecked() else {Role.ADMINISTRATOR, Role.HEAD}
        return checked(AccountInput(self.login.text(), self.name.text(), frozenset(roles)))

    def _check_profile(self) -> None:
        account = self._account()
        check_password(self.first.text(), (account.login, account.name))
        if self.first.text() != self.second.text():
            raise UserError(_("Двете пароли не са еднакви."), _("Напишете ги отново."))

    def _check_code(self) -> None:
        if read_code(self.again.text()) != read_code(self.code):
            raise UserError(_("Това е друг код."), _("Препишете кода, който се вижда тук."))

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _print(self) -> None:
        from ruse_desktop.ui.kit.pdf import PdfDialog

        code, owner = self.code, self.name.text().strip()

        def draw() -> bytes:
            from ruse_desktop.documents import recovery_sheet

            return recovery_sheet.render(code, owner)

        def show(pdf: bytes) -> None:
            PdfDialog(self, pdf, _("Лист за възстановяване"), "list-za-vazstanovyavane.pdf").open()

        self._tasks.compute(draw, show, owner=self)
