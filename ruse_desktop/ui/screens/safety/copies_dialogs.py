"""Dialogs of the copies: a new place, the password of an encrypted copy, what a copy contains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.backups import PlaceInput, PlaceKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import by_keys
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import datetime

    from ruse_desktop.domain.restoring import Preview

RECOVERY = "recovery"


class PlaceDialog(SavingDialog):
    """Where copies are to go besides: a folder, or a stick known by its label."""

    def __init__(self, parent: QWidget, context: ScreenContext, sticks: Sequence[str]) -> None:
        super().__init__(parent, context, _("Ново място за копия"), _("Добави мястото"))
        self.setMinimumWidth(px(560))
        self.folder_kind = QRadioButton(_("Папка на друг диск или в мрежата"))
        self.stick_kind = QRadioButton(_("Флашка, позната по името си"))
        self.kinds = QButtonGroup(self)
        for one in (self.folder_kind, self.stick_kind):
            self.kinds.addButton(one)
        self.folder_kind.setChecked(True)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(_("Папка"))
        self.browse = button(_("Избери…"), self._browse, icon_name="folder-open")
        self.stick = QComboBox()
        self.stick.setEditable(True)
        self.stick.addItems(list(sticks))
        self.stick.setAccessibleName(_("Име на флашката"))
        line = self.stick.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("напр. КОПИЕ А"))
        line.setAccessibleName(_("Име на флашката"))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        self.column.addWidget(self.folder_kind)
        self.column.addLayout(row)
        self.column.addWidget(self.stick_kind)
        self.column.addWidget(self.stick)
        for signal in (
            self.kinds.buttonToggled, self.folder.textChanged, self.stick.currentTextChanged,
        ):  # fmt: skip
            signal.connect(lambda *_rest: self._check())
        self._check()

    @property
    def typed_place(self) -> PlaceInput:
        """What is typed now."""
        if self.stick_kind.isChecked():
            return PlaceInput(PlaceKind.STICK, "", self.stick.currentText())
        return PlaceInput(PlaceKind.FOLDER, self.folder.text())

    def _check(self) -> None:
        stick = self.stick_kind.isChecked()
        self.stick.setEnabled(stick)
        self.folder.setEnabled(not stick)
        self.browse.setEnabled(not stick)
        typed = self.typed_place
        whole = bool((typed.label if stick else typed.folder).strip())
        self.hint.setText(
            _(
                "Две флашки, сменяни през седмица, са по-добри от една. Извън сградата пазете само "
                "шифровани копия."
            )
            if stick
            else _("Изберете друг диск: копие на същия не помага, когато дискът се повреди.")
        )
        self.do.setEnabled(whole)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Папка за копията"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def save(self) -> None:
        """Add it; refusals are shown here."""
        typed = self.typed_place
        self._write(lambda s: s.backups.places.add(typed, actor=s.actor))


class KeyDialog(QDialog):
    """Asks for a name and a password of the copy's time, or the code of the recovery sheet."""

    def __init__(self, parent: QWidget, note: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Шифровано копие"))
        self.setMinimumWidth(px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        said = _("Въведете името и паролата си от времето на копието или кода от листа.")
        column.addWidget(label(note or said, wrap=True))
        self.by_code = QRadioButton(_("Код за възстановяване"))
        self.by_name = QRadioButton(_("Име и парола"))
        self.by_name.setChecked(True)
        self.name, self.password = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("име за вход"))
        self.name.setAccessibleName(_("Име за вход"))
        self.password.setAccessibleName(_("Парола или код"))
        self.password.setPlaceholderText(_("парола или код"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for one in (self.by_name, self.name, self.by_code, self.password):
            column.addWidget(one)
        self.by_name.toggled.connect(self.name.setEnabled)
        row = QHBoxLayout()
        self.do = button(_("Отвори копието"), self.accept, primary=True)
        by_keys(self, self.do)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.name.setFocus()

    @property
    def typed(self) -> tuple[str, str]:
        """Name and password; „recovery“ and the code."""
        if self.by_code.isChecked():
            return RECOVERY, self.password.text()
        return self.name.text().strip(), self.password.text()


class PreviewDialog(QDialog):
    """What a verified copy contains and what would be missing after it; „Възстанови“ restores it."""

    def __init__(
        self, parent: QWidget, found: Preview, restore: Callable[[], object] | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Какво съдържа копието"))
        self.resize(px(620), px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(
            label(_("Копие от {when}").format(when=moment(found.manifest.at)), "title")
        )
        column.addWidget(label(_("Проверено е: цяло е и се отваря."), "muted"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(_("Какво съдържа копието"))
        area.setWidget(_content(found))
        column.addWidget(area, 1)
        row = QHBoxLayout()
        self.do: QWidget | None = None
        if restore is not None:
            self.do = button(_("Възстанови от това копие"), restore, icon_name="database-import")
            row.addWidget(self.do)
        row.addStretch(1)
        self.back = button(_("Затвори"), self.reject, primary=True)
        row.addWidget(self.back)
        column.addLayout(row)
        self.back.setFocus()


def _content(found: Preview) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    for text in found.warnings:
        bar = MessageBar()
        bar.tell(text, "judgement")
        column.addWidget(bar)
    files = found.manifest.attachments
    rows = [
        (
            _("Последна промяна"),
            moment(found.state.last_change) if found.state.last_change else "–",
        ),
        (_("Направено от"), found.manifest.by or "–"),
        (_("Версия"), found.manifest.version),
        (_("Приложени файлове"), str(files)),
        *((what.capitalize(), str(n)) for what, n in found.counts),
    ]
    grid = FieldGrid()
    grid.show_rows(rows)
    column.addWidget(grid)
    if found.missing:
        column.addWidget(label(_("Ако го възстановите, ще липсват"), "heading"))
        for text in found.missing:
            column.addWidget(label(text, wrap=True))
        if found.books_behind:
            said = _(
                "Липсващите вписвания в книгите се въвеждат отново със същите номера, от "
                "отпечатаните извлечения."
            )
            column.addWidget(label(said, "muted", wrap=True))
    elif found.present is None:
        column.addWidget(label(_("Няма сегашна база, с която да се сравни."), "muted", wrap=True))
    else:
        column.addWidget(label(_("Нищо от сегашното няма да липсва."), "muted", wrap=True))
    column.addStretch(1)
    return inside


def moment(at: datetime) -> str:
    """„06.05.2026 г., 14:30“."""
    return _("{day}, {time}").format(day=date_short(at.date()), time=f"{at:%H:%M}")


def size_words(size: int) -> str:
    """„1,6 MB“."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(1, size // 1000))
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}".replace(".", ","))


def rows_words(rows: int) -> str:
    """„1 204 реда“."""
    return ngettext("{n} ред", "{n} реда", rows).format(n=f"{rows:,}".replace(",", "\u00a0"))
