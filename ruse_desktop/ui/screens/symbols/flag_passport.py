"""The passport of the flag: typed once, corrected, accessories by approved design, photographs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.flag import Accessory, Flag, PassportInput
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, clear, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.symbols.flag import FlagState


class PassportDialog(SavingDialog):
    """A new passport as the act describes the flag, or a correction of the one there is."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: FlagState, flag: Flag | None
    ) -> None:
        title = _("Паспорт на знамето") if flag is None else _("Поправка на паспорта")
        super().__init__(parent, context, title, _("Запиши паспорта"))
        self._flag = flag
        typed = flag.typed if flag is not None else state.proposed
        self.setMinimumWidth(px(620))
        today = context.clock.today
        self.name = _line(_("Наименование"), typed.name)
        self.made_by = _line(_("Изработил"), typed.made_by)
        self.made_on = DateField(today=today, name=_("Изработено на"))
        self.made_on.set_date(typed.made_on)
        self.since = DateField(today=today, name=_("В употреба от"))
        self.since.set_date(flag.since if flag is not None else today())
        self.sizes = {
            name: _line(name, f"{value.normalize():f}".replace(".", ","))
            for name, value in typed.sizes
        }
        self.material = _text(_("Изработка"), typed.material)
        self.place = _line(_("Място"), typed.place)
        self.condition = _text(_("Състояние"), typed.condition)
        self.note = _line(_("Бележка"), typed.note)
        form = QFormLayout()
        form.addRow(_("Наименование"), self.name)
        form.addRow(_("Изработил"), self.made_by)
        form.addRow(_("Изработено на"), self.made_on)
        if flag is None:
            form.addRow(_("В употреба от"), self.since)
        for name, field in self.sizes.items():
            form.addRow(name.capitalize(), field)
        form.addRow(_("Изработка"), self.material)
        form.addRow(_("Място"), self.place)
        form.addRow(_("Състояние"), self.condition)
        form.addRow(_("Бележка"), self.note)
        self.column.addLayout(form)
        for line in (self.name, self.place, self.made_on, self.since, *self.sizes.values()):
            line.textChanged.connect(lambda _t: self._check())
        self._check()

    def _size(self, field: QLineEdit) -> Decimal | None:
        text = field.text().strip().replace(",", ".")
        try:
            value = Decimal(text)
        except ArithmeticError:
            return None
        return value if value.is_finite() and value > 0 else None

    def _check(self) -> None:
        lacking = ""
        if not self.name.text().strip():
            lacking = _("Впишете наименование.")
        elif not self.place.text().strip():
            lacking = _("Впишете къде стои знамето.")
        elif self.made_on.wrong or self.since.wrong or self.since.date() is None:
            lacking = _("Поправете деня.")
        for name, field in self.sizes.items():
            if self._size(field) is None:
                lacking = _("Поправете „{what}“: пишете число, напр. 5,5.").format(what=name)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write the passport; refusals are shown here."""
        sizes = tuple((name, self._size(field) or Decimal(0)) for name, field in self.sizes.items())
        typed = PassportInput(
            self.name.text().strip(), self.made_by.text().strip(), self.made_on.date(), sizes,
            self.material.toPlainText().strip(), self.place.text().strip(),
            self.condition.toPlainText().strip(), self.note.text().strip(),
        )  # fmt: skip
        flag, since = self._flag, self.since.date()
        if flag is not None:
            key = flag.id
            self._write(lambda s: s.flag.correct(key, typed, actor=s.actor))
        elif since is not None:
            self._write(lambda s: s.flag.register(typed, since, actor=s.actor))


class AccessoryDialog(SavingDialog):
    """An accessory with the design it was approved by (чл. 10)."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: FlagState, flag: Flag
    ) -> None:
        super().__init__(parent, context, _("Аксесоар към знамето"), _("Впиши аксесоара"))
        self._flag = flag
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.setAccessibleName(_("Аксесоар"))
        self.kind.addItems(list(state.rules.accessories))
        self.project = _line(_("Утвърден проект №"), "")
        self.approved = DateField(today=context.clock.today, name=_("Утвърден на"))
        form = QFormLayout()
        form.addRow(_("Аксесоар"), self.kind)
        form.addRow(_("Утвърден проект №"), self.project)
        form.addRow(_("Утвърден на"), self.approved)
        self.column.addLayout(form)
        cited = state.rules.accessories_citation
        said = _("Аксесоарите се добавят само по утвърден проект ({citation}).")
        self.hint.setText(said.format(citation=cited))

    def save(self) -> None:
        """Write it; without the design it is refused with the article."""
        typed = Accessory(
            self.kind.currentText().strip(), self.project.text().strip(), self.approved.date()
        )
        key = self._flag.id
        self._write(lambda s: s.flag.sew_on(key, typed, actor=s.actor))


class WithdrawDialog(SavingDialog):
    """The flag leaves use by an act; only then may another be registered."""

    def __init__(self, parent: QWidget, context: ScreenContext, flag: Flag) -> None:
        super().__init__(parent, context, _("Извеждане от употреба"), _("Изведи знамето"))
        self._flag = flag
        self.on = DateField(today=context.clock.today, name=_("На ден"))
        self.on.set_date(context.clock.today())
        self.act = _line(_("Акт"), "")
        self.act.setPlaceholderText(_("протокол за бракуване № …/…"))
        self.why = _text(_("Причина"), "")
        form = QFormLayout()
        form.addRow(_("На ден"), self.on)
        form.addRow(_("Акт"), self.act)
        form.addRow(_("Причина"), self.why)
        self.column.addLayout(form)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        day = self.on.date()
        if day is None:
            self.hint.setText(_("Поправете деня."))
            return
        key, act, why = self._flag.id, self.act.text().strip(), self.why.toPlainText().strip()
        self._write(lambda s: s.flag.withdraw(key, day, act, why, actor=s.actor))


class ExtrasDialog(QDialog):
    """Accessories and photographs of the flag."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: FlagState, flag: Flag
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Аксесоари и снимки"))
        self.setMinimumWidth(px(560))
        self._context, self._state, self._flag = context, state, flag
        self.message = MessageBar()
        self.rows = QVBoxLayout()
        buttons = QHBoxLayout()
        buttons.addWidget(button(_("Добави аксесоар…"), self._sew_on))
        buttons.addWidget(button(_("Добави снимка…"), self._photo))
        buttons.addStretch(1)
        buttons.addWidget(button(_("Затвори"), self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(self.message)
        column.addLayout(self.rows)
        column.addLayout(buttons)
        self._load()

    def _load(self) -> None:
        self._context.tasks.read(lambda s: s.flag.current(), self._show, owner=self)

    def _show(self, flag: Flag | None) -> None:
        clear(self.rows)
        if flag is None:
            return
        self._flag = flag
        self.rows.addWidget(label(_("Аксесоари"), "fieldName"))
        for one in flag.accessories:
            row = QHBoxLayout()
            day = date_plain(one.approved_on) if one.approved_on else ""
            said = _("{kind} – проект {no}, утвърден на {day}")
            row.addWidget(
                label(said.format(kind=one.kind, no=one.project_no, day=day), wrap=True), 1
            )
            row.addWidget(button(_("Махни…"), partial(self._take_off, one)))
            self.rows.addLayout(row)
        if not flag.accessories:
            self.rows.addWidget(label(_("няма"), "muted"))
        self.rows.addWidget(label(_("Снимки"), "fieldName"))
        for photo in flag.photos:
            said = f"{date_plain(photo.taken_on)} – {photo.says or photo.name}"
            row = QHBoxLayout()
            row.addWidget(label(said, wrap=True), 1)
            row.addWidget(button(_("Отвори"), partial(self._open, photo.sha256, photo.suffix)))
            self.rows.addLayout(row)
        if not flag.photos:
            self.rows.addWidget(label(_("няма"), "muted"))

    def _sew_on(self) -> None:
        dialog = AccessoryDialog(self, self._context, self._state, self._flag)
        dialog.accepted.connect(self._load)
        dialog.open()

    def _take_off(self, one: Accessory) -> None:
        asked = TextDialog(
            self, _("Махане на аксесоар"), _("Защо махате „{kind}“?").format(kind=one.kind),
            _("Махни аксесоара"), least=self._state.least,
        )  # fmt: skip
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()
        self._write(lambda s: s.flag.take_off(one.id, why, actor=s.actor))

    def _photo(self) -> None:
        chosen = ask_open(self, _("Снимка на знамето"), _("Снимки (*.jpg *.jpeg *.png)"))
        if chosen is not None:
            self.add_photo(chosen)

    def add_photo(self, source: Path) -> None:
        """Keep this file as a photograph of the flag."""
        key = self._flag.id
        self._write(lambda s: s.flag.add_photo(key, source, "", actor=s.actor))

    def _open(self, digest: str, suffix: str) -> None:
        self._context.tasks.read(
            lambda s: s.attachments.path_of(digest, suffix),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )

    def _write(self, work: Callable[[Services], object]) -> None:
        self._context.tasks.write(work, lambda _n: self._load(), self.message.refuse, owner=self)


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made


def _text(name: str, text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(56))
    return made
