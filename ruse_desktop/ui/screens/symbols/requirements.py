"""The requirements for applying emblem and flag: versions, a new one, the sheet to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.requirements import RequirementInput, RequirementVersion
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import number, number_in
from ruse_desktop.ui.theme import px


class RequirementsDialog(QDialog):
    """Every version; a permit names the one its holder must follow (чл. 8)."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, versions: Sequence[RequirementVersion]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Изисквания за герба и знамето"))
        self.resize(px(720), px(460))
        self._context = context
        self._versions: dict[int, RequirementVersion] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        said = _("Всяко разрешение сочи версията, която заявителят трябва да спази (чл. 8).")
        column.addWidget(label(said, "muted", wrap=True))
        columns = (
            Column(_("Версия"), 74), Column(_("От"), 96), Column(_("Най-малко"), 92),
            Column(_("Поле"), 70), Column(_("Герб"), 190, stretch=True),
        )  # fmt: skip
        self.table = ListTable(columns, _("Версии на изискванията"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        self.table.opened.connect(lambda _key: self.show_sheet())
        self.empty = EmptyState(
            "file-text", _("Още няма изисквания"),
            _("Съставете първата версия: елементите са от наредбата, останалото решавате Вие."),
        )  # fmt: skip
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.sheet = button(_("Покажи листа…"), self.show_sheet, primary=True)
        self.new = button(_("Нова версия…"), self.ask)
        row.addWidget(self.sheet)
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self._show(versions)

    def _show(self, versions: Sequence[RequirementVersion]) -> None:
        self._versions = {one.id: one for one in versions}
        self.table.setVisible(bool(versions))
        self.empty.setVisible(not versions)
        first = versions[0].id if versions else None
        self.table.show_lines([_line(one) for one in versions], first)
        self._allow()

    def _allow(self) -> None:
        self.sheet.setEnabled(self.table.current_key() is not None)

    def ask(self) -> None:
        """Compose the next version, beginning with the last one's content."""
        last = next(iter(self._versions.values()), None)
        dialog = VersionDialog(self, self._context, last.typed if last else RequirementInput())
        dialog.accepted.connect(self._reload)
        dialog.open()

    def _reload(self) -> None:
        self._context.tasks.read(
            lambda s: s.requirements.list(), self._show, self.message.refuse, owner=self
        )

    def show_sheet(self) -> None:
        """The sheet of the chosen version, ready to print."""
        one = self._versions.get(self.table.current_key() or 0)
        if one is None:
            return
        name = f"iziskvania-v{one.number}.pdf"
        read_once(
            self._context.tasks, self, "sheet", lambda s: s.requirements.pdf(one.id),
            lambda pdf: PdfDialog(self, pdf, one.title, name).open(), self.message.refuse,
        )  # fmt: skip


class VersionDialog(SavingDialog):
    """A new version: its day, the measures, the office's own requirements line by line."""

    def __init__(self, parent: QWidget, context: ScreenContext, start: RequirementInput) -> None:
        super().__init__(parent, context, _("Нова версия на изискванията"), _("Издай версията"))
        self.setMinimumWidth(px(620))
        self.on = DateField(today=context.clock.today, name=_("Дата"))
        self.on.set_date(context.clock.today())
        self.least = number(_("Най-малка височина, мм"))
        self.least.setText(str(start.least_mm))
        self.free = number(_("Свободно поле, % от ширината"))
        self.free.setText(str(start.free_percent))
        self.lines = QPlainTextEdit("\n".join(start.lines))
        self.lines.setAccessibleName(_("Изисквания на администрацията"))
        self.lines.setPlaceholderText(_("всяко на отделен ред: цветове, фон, материали…"))
        self.lines.setTabChangesFocus(True)
        self.lines.setMinimumHeight(px(130))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.on, self.least, self.free, self.lines):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        for line in (self.on, self.least, self.free):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.on.setFocus()

    @property
    def typed_version(self) -> RequirementInput:
        """What is typed now."""
        lines = tuple(one.strip() for one in self.lines.toPlainText().splitlines() if one.strip())
        return RequirementInput(
            self.on.date(), number_in(self.least) or 0, number_in(self.free) or 0, lines
        )

    def _check(self) -> None:
        lacking = ""
        if self.on.date() is None:
            lacking = _("Впишете датата.")
        elif number_in(self.least) is None or number_in(self.free) is None:
            lacking = _("Впишете двете числа.")
        self.hint.setText(
            lacking
            or _("Елементите на герба и знамето, съотношенията и забраната са от наредбата.")
        )
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Issue it; refusals are shown here."""
        typed = self.typed_version
        self._write(lambda s: s.requirements.issue(typed, actor=s.actor))


def _line(one: RequirementVersion) -> Line:
    day = one.typed.issued_on
    emblem = one.emblem.title if one.emblem is not None else _("заместител")
    texts = (
        str(one.number), date_plain(day) if day else "", _("{n} мм").format(n=one.typed.least_mm),
        f"{one.typed.free_percent} %", emblem,
    )  # fmt: skip
    return Line(one.id, texts)
