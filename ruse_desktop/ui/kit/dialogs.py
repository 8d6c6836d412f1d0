"""Dialogs: a reason, an override, a confirmation that names its object, an error report."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop import __version__
from ruse_desktop.domain.findings import Finding, OverrideInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.log import mask
from ruse_desktop.ui.kit.basics import DateField, button, label


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
        self._least = least
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
        self.setWindowTitle(_("Отклонение от правило"))
        self.setMinimumWidth(600)
        self._least = least
        self._needs_basis = finding.blocking
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(finding.sentence, "heading", wrap=True))
        if finding.explanation:
            column.addWidget(label(finding.explanation, "muted", wrap=True))
        if article:
            quote = label(article, wrap=True)
            quote.setContentsMargins(12, 6, 12, 6)
            column.addWidget(label(str(finding.citation), "fieldName"))
            column.addWidget(quote)
        form = QFormLayout()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(80)
        self.reason.setAccessibleName(_("Защо правилото не се прилага"))
        self.basis = QLineEdit()
        self.basis.setAccessibleName(_("Документ"))
        self.basis.setPlaceholderText(_("вх. № 30-211/12.05.2026 г."))
        self.basis_date = DateField(today=today, name=_("Дата на документа"))
        self.authorised = QLineEdit(authorised_by)
        self.authorised.setAccessibleName(_("Разрешил"))
        form.addRow(_("Защо правилото не се прилага (задължително)"), self.reason)
        form.addRow(
            _("Документ (задължително)") if self._needs_basis else _("Документ"), self.basis
        )
        form.addRow(_("Дата на документа"), self.basis_date)
        form.addRow(_("Разрешил"), self.authorised)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        column.addLayout(form)
        self.hint = label("", "muted", wrap=True)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        self.do = button(_("Впиши отклонението"), self.accept)
        back = button(_("Отказ"), self.reject, primary=True)
        back.setDefault(True)
        row.addWidget(back)
        row.addWidget(self.do)
        row.addStretch(1)
        column.addLayout(row)
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
        row.addStretch(1)
        row.addWidget(box)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Запази отчета"), "otchet-greshka.txt", _("Текст (*.txt)")
        )
        if name:
            Path(name).write_text(self.report.toPlainText(), encoding="utf-8")


def report_text(error: BaseException) -> str:
    """The report of a bug, with personal data masked."""
    lines = "".join(traceback.format_exception(error))
    return mask(
        f"ruse-desktop {__version__} · Python {platform.python_version()} · {platform.system()}\n\n{lines}"
    )
