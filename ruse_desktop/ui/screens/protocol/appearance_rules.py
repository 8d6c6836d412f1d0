"""The Правилник of the flag: which is in force, its file, entering the next one (чл. 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ruse_desktop.domain.flag_appearances import RulesText, rules_text
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, button, label, link
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.protocol.city_day_steps import form_of, line_field

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from ruse_desktop.kernel.errors import UserError


class RulesLine(QWidget):
    """„Правилникът по чл. 13 не е въведен“, or which one is; it opens and is entered from here."""

    def __init__(self, context: ScreenContext, refuse: Callable[[UserError], None]) -> None:
        super().__init__()
        self._context = context
        self._refuse = refuse
        self._rules: RulesText | None = None
        self._day: date | None = None
        self.text = label("", "muted")
        self.opens = link(_("Отвори го"), self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        row.addWidget(self.opens)
        row.addWidget(link(_("Въведи Правилника…"), self._enter))
        row.addStretch(1)
        self.show_rules(None)

    def show_rules(self, rules: RulesText | None, day: date | None = None) -> None:
        """Show the one in force on the day, today by default."""
        self._rules, self._day = rules, day
        self.text.setText(rules_text(rules))
        self.opens.setVisible(bool(rules and rules.sha256))

    def _open(self) -> None:
        rules = self._rules
        if rules is not None:
            self._context.tasks.read(
                lambda s: s.flag_regulations.file(rules),
                lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
                self._refuse, owner=self,
            )  # fmt: skip

    def _enter(self) -> None:
        dialog = RulesDialog(self.window(), self._context)
        dialog.accepted.connect(self._read)
        dialog.open()

    def _read(self) -> None:
        """One entered for later days is not in force yet."""
        day = self._day
        self._context.tasks.read(
            lambda s: s.flag_regulations.in_force(day),
            lambda found: self.show_rules(found, day),
            self._refuse,
            owner=self,
        )


class RulesDialog(SavingDialog):
    """Which Правилник is in force, and from when."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent, context, _("Правилник по чл. 13"), _("Впиши Правилника"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.version = line_field(_("Номер или редакция"))
        self.on = DateField(today=context.clock.today, name=_("В сила от"))
        self.file: Path | None = None
        self.column.addLayout(form_of(self.version, self.on))
        row = QHBoxLayout()
        row.addWidget(button(_("Приложи файла…"), self._choose, icon_name="paperclip"))
        self.file_name = label(_("без файл"), "muted")
        row.addWidget(self.file_name, 1)
        self.column.addLayout(row)
        for field in (self.version, self.on):
            field.textChanged.connect(lambda _t: self._check())
        self._check()

    def _check(self) -> None:
        ready = bool(self.version.text().strip()) and self.on.date() is not None
        self.hint.setText("" if ready else _("Впишете номера или редакцията и датата."))
        self.do.setEnabled(ready)

    def _choose(self) -> None:
        path = ask_open(
            self, _("Файл на Правилника"), _("Документи (*.pdf *.docx *.odt);;Всички (*)")
        )
        if path is not None:
            self.attach(path)

    def attach(self, path: Path) -> None:
        """Keep this file with the Правилник."""
        self.file = path
        self.file_name.setText(path.name)

    def save(self) -> None:
        """Keep it; refusals are shown here."""
        version, since, file = self.version.text().strip(), self.on.date(), self.file
        self._write(lambda s: s.flag_regulations.enter(version, since, actor=s.actor, file=file))
