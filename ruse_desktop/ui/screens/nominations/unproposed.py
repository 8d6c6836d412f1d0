"""„Номинации без внесено предложение“: a list from which one goes to the nomination (R-27-1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.nominations import NominationRow
    from ruse_desktop.ui.screens.base import ScreenContext


class UnproposedDialog(QDialog):
    """Nominations to the mayor or a councillor of which nothing more is known."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, rows: tuple[NominationRow, ...]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Номинации без внесено предложение"))
        self.resize(px(760), px(480))
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        said = _("Чл. 27, ал. 1: в Общинския съвет се внася предложение от кмета или от съветник.")
        column.addWidget(label(said, "muted", wrap=True))
        columns = (
            Column(_("№"), 116),
            Column(_("Предложен"), 220, stretch=True),
            Column(_("Вносител"), 220),
            Column(_("Постъпило"), 96),
        )
        self.table = ListTable(columns, _("Номинации без внесено предложение"), context.settings)
        self.table.show_lines([_line(one) for one in rows])
        self.table.opened.connect(self._show)
        column.addWidget(self.table, 1)
        empty = EmptyState(
            "circle-check",
            _("Няма такива номинации"),
            _("За всяка номинация е записано какво е последвало."),
        )
        column.addWidget(empty, 1)
        self.table.setVisible(bool(rows))
        empty.setVisible(not rows)
        row = QHBoxLayout()
        show = button(_("Покажи номинацията"), self._open, primary=True)
        show.setVisible(bool(rows))
        row.addWidget(show)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)

    def _open(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self._show(key)

    def _show(self, nomination_id: int) -> None:
        self._context.open_record("nomination", nomination_id)
        self.accept()


def _line(one: NominationRow) -> Line:
    day = date_plain(one.registered_on) if one.registered_on else ""
    return Line(one.id, (one.number, one.nominee, one.proposer, day))


def show_unproposed(
    screen: QWidget, context: ScreenContext, refused: Callable[[Exception], object]
) -> None:
    """Open the list."""

    def show(rows: tuple[NominationRow, ...]) -> None:
        dialog = UnproposedDialog(screen, context, rows)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(lambda s: s.nomination_steps.without_proposal(), show, refused, owner=screen)
