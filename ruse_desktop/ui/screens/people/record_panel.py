"""One record of a register beside its list: what is known, its tables, files, links and history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, clear, label, link
from ruse_desktop.ui.kit.flow import FlowLayout
from ruse_desktop.ui.kit.tables import ROW_HEIGHT, Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.register_cards import CardTable, RegisterCard
    from ruse_desktop.domain.violations import Evidence

_MOST_ROWS = 12
_WIDE, _NARROWEST = 420, 410


class RecordPanel(QFrame):
    """The panel at the right; the buttons stand under it; `files` open and remove one of its files.

    `record_wanted` carries kind and id of a record that is linked.
    """

    record_wanted = Signal(str, int)

    def __init__(
        self,
        settings: QSettings,
        buttons: Sequence[QPushButton] = (),
        files: tuple[Callable[[Evidence], object], Callable[[Evidence], object]] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setMinimumWidth(px(_NARROWEST))
        self._buttons = buttons
        self._files = files
        self._settings = settings
        self.name = label("", "title", wrap=True)
        self.state = Chip()
        self.warning = label("", "problem", wrap=True)
        self.fields = FieldGrid(names=150)
        self.links = QVBoxLayout()
        self.tables = QVBoxLayout()
        self.files = QVBoxLayout()
        self.history_head = label(_("История"), "heading")
        self.history = FieldGrid(names=90)
        self.page = QWidget()
        self._build()
        self.page.hide()

    def _build(self) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for part in (self.warning, self.fields, self.links, self.tables, self.files,
                     self.history_head, self.history):  # fmt: skip
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, px(6))
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        row = FlowLayout(px(6))
        row.setContentsMargins(px(16), px(6), px(16), 0)
        for one in self._buttons:
            row.addWidget(one)
        whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_card(self, card: RegisterCard | None) -> None:
        """Show a record; None leaves the panel empty."""
        self.page.setVisible(card is not None)
        for layout in (self.links, self.tables, self.files):
            clear(layout)
        if card is None:
            return
        self.name.setText(card.title)
        self.state.show_state(card.state, card.tone)
        self.warning.setText(card.warning)
        self.warning.setVisible(bool(card.warning))
        self.fields.show_rows(card.all_rows)
        for text, kind, record_id in card.links:
            self.links.addWidget(
                link(text, partial(self.record_wanted.emit, kind, record_id)),
                0, Qt.AlignmentFlag.AlignLeft,
            )  # fmt: skip
        for table in card.tables:
            if table.rows:
                self.tables.addWidget(label(table.title, "heading"))
                self.tables.addWidget(self._table(table))
        self._show_files(card)
        self.history_head.setVisible(bool(card.history))
        self.history.show_rows(card.history)

    def _table(self, table: CardTable) -> ListTable:
        columns = [
            Column(head, round(_WIDE * share), stretch=share == max(table.widths))
            for head, share in zip(table.head, table.widths, strict=True)
        ]
        made = ListTable(columns, table.title, self._settings)
        made.show_lines([Line(n, row) for n, row in enumerate(table.rows)])
        rows = min(len(table.rows), _MOST_ROWS) + 1
        made.setFixedHeight(px(ROW_HEIGHT) * rows + px(12))
        return made

    def _show_files(self, card: RegisterCard) -> None:
        if not card.files or self._files is None:
            return
        self.files.addWidget(label(_("Файлове"), "heading"))
        show, remove = self._files
        for file in card.files:
            head = QHBoxLayout()
            head.addWidget(link(file.name, partial(show, file)))
            head.addStretch(1)
            if not card.struck_why:
                cross = link(_("Махни…"), partial(remove, file))
                cross.setAccessibleName(_("Махни „{name}“").format(name=file.name))
                head.addWidget(cross)
            self.files.addLayout(head)
