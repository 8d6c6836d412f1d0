"""The dialog of signing in, and the curtain over what is not to be seen meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label, link
from ruse_desktop.ui.theme import px


class Curtain(QWidget):
    """Covers a window completely while nobody has signed in; what is under it stays as it was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("curtain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        self.said = label(_("Заключено"), "muted")
        column.addWidget(self.said, 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return False


class SignInDialog(QDialog):
    """Name and password; blocks every other window of the program.

    `tried` tells what was typed; `forgot` that the password is lost; `left` that the person wants
    to leave the program. With `pin` the digits of quick unlocking are enough; with `system` the
    operating system may be asked instead (`by_system`).
    """

    tried = Signal(str, str)
    forgot = Signal()
    by_system = Signal()
    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        names: Sequence[tuple[str, str]],
        current: str = "",
        *,
        pin: bool = False,
        system: bool = False,
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Вход"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setFixedWidth(px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(18))
        column.setSpacing(px(8))
        column.addWidget(label(_("Отличия и протокол"), "title"))
        self.note = label(note, "muted", wrap=True)
        self.note.setVisible(bool(note))
        column.addWidget(self.note)
        column.addWidget(label(_("Име за вход"), "fieldName"))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName(_("Име за вход"))
        for login, shown in names:
            self.name.addItem(login, shown)
        self.name.setCurrentText(current or (names[0][0] if len(names) == 1 else ""))
        self.full = label("", "muted")
        column.addWidget(self.name)
        column.addWidget(self.full)
        self._pin_of = current if pin else ""
        self.asked = label("", "fieldName")
        column.addWidget(self.asked)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        column.addWidget(self.password)
        self.hint = label("", "muted", wrap=True)
        column.addWidget(self.hint)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        row = QHBoxLayout()
        self.enter = button(_("Вход"), self._try, primary=True, icon_name="login")
        self.enter.setDefault(True)
        row.addWidget(self.enter)
        self.system = button(_("Чрез системата"), self.by_system.emit, icon_name="fingerprint")
        self.system.setVisible(system)
        row.addWidget(self.system)
        row.addStretch(1)
        self.lost = link(_("Забравена парола…"), self.forgot.emit)
        row.addWidget(self.lost)
        row.addWidget(link(_("Изход"), self.left.emit))
        column.addLayout(row)
        self.name.editTextChanged.connect(self._named)
        self._named(self.name.currentText())
        QGuiApplication.inputMethod().localeChanged.connect(self._keyboard)
        self._keyboard()
        (self.password if self.name.currentText() else self.name).setFocus()

    def _named(self, text: str) -> None:
        at = self.name.findText(text.strip(), Qt.MatchFlag.MatchFixedString)
        self.full.setText(str(self.name.itemData(at)) if at >= 0 else "")
        self.full.setVisible(at >= 0)
        words = _("Парола или ПИН") if self.takes_pin else _("Парола")
        self.asked.setText(words)
        self.password.setAccessibleName(words)

    @property
    def takes_pin(self) -> bool:
        """Whether the PIN of quick unlocking is enough for the name that stands there."""
        return bool(self._pin_of) and self.name.currentText().strip().casefold() == self._pin_of

    def _keyboard(self) -> None:
        language = QGuiApplication.inputMethod().locale().name()[:2].upper()
        self.hint.setText(
            _("Клавиатура: {language}").format(language=language) if language != "C" else ""
        )
        self.hint.setVisible(bool(self.hint.text()))

    def _try(self) -> None:
        name, password = self.name.currentText().strip(), self.password.text()
        if not name or not password:
            self.tell(_("Напишете името и паролата."))
            (self.password if name else self.name).setFocus()
            return
        self.enter.setEnabled(False)
        self.problem.hide()
        self.tried.emit(name, password)

    def refuse(self, error: UserError) -> None:
        """Say why not; what was typed can be typed again."""
        self.tell(f"{error.message} {error.advice}".strip())
        self.password.selectAll()
        self.password.setFocus()

    def tell(self, text: str) -> None:
        """A sentence under the fields."""
        self.problem.setText(text)
        self.problem.show()
        self.enter.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc only empties the password."""
        if event.key() == Qt.Key.Key_Escape:
            self.password.clear()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """The cross asks to leave the program; there is no way around the password."""
        self.left.emit()


__all__ = ["Curtain", "SignInDialog"]
