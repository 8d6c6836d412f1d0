"""The archive of an award edition: what is kept, what is missing, the list on paper and as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState, MessageBar, button, label, link
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.nominations.archive_line import ArchiveLineDialog
from ruse_desktop.ui.screens.sessions.papers import show_archive_papers
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ruse_desktop.domain.archive import ArchiveItem, ArchiveView
    from ruse_desktop.ui.screens.base import ScreenContext


class ArchiveDialog(QDialog):
    """The lines of the archive; what the program's data know of and the list lacks stands above."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: ArchiveView) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._name = _("{award} {year}").format(award=view.name, year=view.year)
        self.setWindowTitle(_("Архив · {edition}").format(edition=self._name))
        self.resize(px(960), px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addLayout(self._top())
        columns = (
            Column(_("Какво"), 220, stretch=True),
            Column(_("Колко"), 170),
            Column(_("Място"), 110),
            Column(_("Съхранение"), 180),
            Column(_("Преглед"), 80),
            Column(_("Вписал"), 130),
        )
        self.table = ListTable(columns, _("Архив"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        column.addWidget(self.table, 1)
        self._empty = EmptyState(
            "archive",
            _("Още нищо не е вписано в архива"),
            _("Впишете какво се пази и къде е: папка или рафт, например „К-3“."),
        )
        column.addWidget(self._empty, 1)
        column.addLayout(self._buttons())
        self._show(view)
        context.tasks.changed.connect(self._reload)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.missing = label("", wrap=True)
        row.addWidget(self.missing, 1)
        where = self._view.citation
        if where is not None:
            place = link(str(where), lambda: self._context.show_article(where))
            row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.new = button(_("Впиши в архива…"), self._new, primary=True)
        self.paper = button(_("Архивен списък…"), self._print, icon_name="printer")
        self.sheet = button(_("Запази таблица…"), self._save, icon_name="download")
        self.strike = button(_("Зачеркни…"), self._strike)
        for one in (self.new, self.paper, self.sheet, self.strike):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def _reload(self, kinds: frozenset[str]) -> None:
        if kinds and not kinds & {"archive", "nominations", "sessions", "publications"}:
            return
        number = self._view.edition_id
        self._context.tasks.read(
            lambda s: s.archives.view(number), self._show, self.message.refuse, owner=self
        )

    def _show(self, view: ArchiveView) -> None:
        self._view = view
        due = len(view.due(self._context.clock.today()))
        said = [one.sentence for one in view.missing]
        if due:
            said.append(_("за преглед тази година: {n}").format(n=due))
        self.missing.setText("; ".join(said))
        self.missing.setVisible(bool(said))
        self.table.show_lines([_line(one) for one in view.items], self.table.current_key())
        self.table.setVisible(bool(view.items))
        self._empty.setVisible(not view.items)
        self._allow()

    def _chosen(self) -> ArchiveItem | None:
        key = self.table.current_key()
        return next((one for one in self._view.items if one.id == key), None)

    def _allow(self) -> None:
        chosen = self._chosen()
        self.strike.setEnabled(chosen is not None and not chosen.struck_why)
        self.paper.setEnabled(bool(self._view.valid))
        self.sheet.setEnabled(bool(self._view.items))

    def _new(self) -> None:
        dialog = ArchiveLineDialog(self, self._context, self._view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _print(self) -> None:
        show_archive_papers(self, self._context, self._view.edition_id, self._name)

    def _save(self) -> None:
        name = f"arhiv-{self._view.award.lower()}-{self._view.year}.xlsx"
        target = ask_save(self, _("Запази таблица"), name, _("Таблица (*.xlsx)"))
        if target is None:
            return
        number = self._view.edition_id
        self._context.tasks.read(
            lambda s: s.archives.xlsx(number),
            partial(self._keep, target),
            self.message.refuse,
            owner=self,
        )

    def _keep(self, target: Path, data: bytes) -> None:
        try:
            write_file(target, data)
        except UserError as error:
            self.message.refuse(error)
            return
        self.message.tell(_("Записано: {file}").format(file=target.name), "met")

    def _strike(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        question = _("Защо зачерквате „{what}“? Редът остава с причината.").format(what=chosen.what)
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"))
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        number, why = chosen.id, asked.text()
        self._context.tasks.write(
            lambda s: s.archives.strike(number, why, actor=s.actor),
            None,
            self.message.refuse,
            owner=self,
        )


def _line(one: ArchiveItem) -> Line:
    what = one.what
    if one.struck_why:
        what = _("зачеркнато: {what} ({why})").format(what=what, why=one.struck_why)
    review = str(one.review) if one.review else ""
    return Line(
        one.id,
        (what, one.count, one.place, one.retention, review, one.by),
        sort=(what, one.pieces, one.place, one.retention, one.review or 0, one.by),
    )


def open_archive(
    screen: QWidget,
    context: ScreenContext,
    edition_id: int,
    refused: Callable[[Exception], object],
) -> None:
    """Open the archive of an edition."""

    def show(view: ArchiveView) -> None:
        dialog = ArchiveDialog(screen, context, view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(lambda s: s.archives.view(edition_id), show, refused, owner=screen)
