"""Dialogs: a reason, an override, a confirmation that names its object, an error report."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop import __version__
from ruse_desktop.domain.findings import Finding, OverrideInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.log import mask
from ruse_desktop.ui.forms_generated.ui_override_dialog import Ui_OverrideForm
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.kit.files import ask_save


class TextDialog(QDialog):
    """Asks for a text of at least `least` characters; the button says what will be done."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        do: str,
        *,
        least: int = 3,
        text: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._least, self._before = least, text
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(question, wrap=True))
        self.field = QPlainTextEdit(text)
        self.field.setAccessibleName(question)
        self.field.setPlaceholderText(hint)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(96)
        column.addWidget(self.field)
        self.counter = label("", "muted")
        column.addWidget(self.counter)
        row = QHBoxLayout()
        self.do = button(do, self.accept, primary=True)
        by_keys(self, self.do)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.field.textChanged.connect(self._count)
        self._count()

    def _count(self) -> None:
        n = len(self.text())
        self.do.setEnabled(n >= self._least)
        self.counter.setText(
            _("{n} знака; нужни са поне {least}").format(n=n, least=self._least)
            if n < self._least
            else _("{n} знака").format(n=n)
        )

    def text(self) -> str:
        """What is typed."""
        return self.field.toPlainText().strip()

    def reject(self) -> None:
        """Esc and „Отказ“ ask before a text long enough to be kept is thrown away."""
        typed = self.text()
        if len(typed) < self._least or typed == self._before.strip() or may_drop(self):
            super().reject()


class OverrideDialog(QDialog):
    """Quotes the rule, asks for reason, basis document and who authorised (R-X-0.1)."""

    def __init__(
        self,
        parent: QWidget,
        finding: Finding,
        article: str,
        today: Callable[[], date],
        authorised_by: str,
        *,
        least: int = 15,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._needs_basis = finding.blocking
        form = Ui_OverrideForm()
        form.setupUi(self)
        form.rule.addWidget(label(finding.sentence, "heading", wrap=True))
        if finding.explanation:
            form.rule.addWidget(label(finding.explanation, "muted", wrap=True))
        if article:
            form.rule.addWidget(label(str(finding.citation), "fieldName"))
            form.rule.addWidget(label(article, "quote", wrap=True))
        if self._needs_basis:
            form.basisLabel.setText(_("Документ (задължително)"))
        self.reason, self.basis, self.authorised = form.reason, form.basis, form.authorised
        self.basis_date: DateField = form.basisDate
        self.basis_date.count_from(today)
        self.authorised.setText(authorised_by)
        self.hint, self.do, self.back = form.hint, form.enter, form.back
        self.hint.setObjectName("muted")
        self.back.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.back.clicked.connect(self.reject)
        self.do.clicked.connect(self.accept)
        self.reason.textChanged.connect(self._check)
        self.basis.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        n = len(self.reason.toPlainText().strip())
        lacking = []
        if n < self._least:
            lacking.append(
                _("основанието е {n} от поне {least} знака").format(n=n, least=self._least)
            )
        if self._needs_basis and not self.basis.text().strip():
            lacking.append(_("липсва документът"))
        self.hint.setText(
            "; ".join(lacking).capitalize()
            or _("Отклонението остава завинаги в записа и се печата в протокола.")
        )
        self.do.setEnabled(not lacking)

    def written(self) -> OverrideInput:
        """What the person wrote."""
        return OverrideInput(
            self.reason.toPlainText().strip(),
            self.basis.text().strip(),
            self.basis_date.date(),
            self.authorised.text().strip(),
        )


def by_keys(dialog: QDialog, do: QPushButton) -> None:
    """Let Ctrl+Enter press the button that writes, from any field; plain Enter writes nothing."""
    do.setToolTip(_("Ctrl+Enter"))
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(do.click)


def confirm(parent: QWidget, title: str, text: str, do: str) -> bool:
    """Ask before something that cannot be undone; the safe button is the default."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(460)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.addWidget(label(text, wrap=True))
    row = QHBoxLayout()
    back = button(_("Отказ"), dialog.reject, primary=True)
    back.setDefault(True)
    row.addWidget(back)
    row.addWidget(button(do, dialog.accept))
    row.addStretch(1)
    column.addLayout(row)
    return dialog.exec() == QDialog.DialogCode.Accepted


def may_drop(dialog: QDialog) -> bool:
    """Ask whether what was typed in the dialog may be thrown away."""
    return confirm(
        dialog,
        _("Незаписани промени"),
        _("Промените в „{title}“ не са записани.").format(title=dialog.windowTitle()),
        _("Затвори без запис"),
    )


class ErrorReport(QDialog):
    """Our own bug: what is safe, and a report without personal data to copy or save."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Грешка в програмата"))
        self.resize(680, 420)
        column = QVBoxLayout(self)
        column.addWidget(
            label(
                _(
                    "Програмата сгреши. Записаното досега е цяло; последното действие не е "
                    "записано. Запазете отчета и го изпратете на поддържащия."
                ),
                wrap=True,
            )
        )
        self.report = QPlainTextEdit(report_text(error))
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Отчет за грешката"))
        column.addWidget(self.report)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(button(_("Запази отчета…"), self._save))
        row.addWidget(button(_("Копирай"), self._copy))
        self.said = label("", "muted")
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(box)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _save(self) -> None:
        target = ask_save(self, _("Запази отчета"), "otchet-greshka.txt", _("Текст (*.txt)"))
        if target is None:
            return
        try:
            target.write_text(self.report.toPlainText(), encoding="utf-8")
        except OSError as error:
            self.said.setText(_("Отчетът не е записан: {why}").format(why=error.strerror or error))
        else:
            self.said.setText(_("Записано: {name}").format(name=target.name))


def report_text(error: BaseException) -> str:
    """The report of a bug, with personal data masked."""
    lines = "".join(traceback.format_exception(error))
    return mask(
        f"ruse-desktop {__version__} · Python {platform.python_version()} · {platform.system()}\n\n{lines}"
    )
