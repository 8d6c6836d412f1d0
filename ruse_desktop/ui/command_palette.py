"""Ctrl+K: one field that finds every command by name and every record by any of its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui import icons
from ruse_desktop.ui.actions import GLOBAL, Action, Actions
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.theme import colours, px, sized_font

if TYPE_CHECKING:
    from ruse_desktop.domain.search import SearchHit

Deliver = Callable[[tuple["SearchHit", ...]], None]
Provider = Callable[[str, Deliver], None]

_PAUSE_MS = 60
_COMMANDS = 6
_KINDS: dict[str, tuple[str, str]] = {
    "laureate": (mark("носител"), "award"),
    "nomination": (mark("предложение"), "inbox"),
    "person": (mark("лице"), "user"),
    "organisation": (mark("организация"), "building"),
    "team": (mark("екип"), "users"),
    "session": (mark("заседание"), "gavel"),
    "permit": (mark("разрешение"), "shield"),
    "violation": (mark("нарушение"), "ban"),
    "seal": (mark("подпечатан документ"), "rosette"),
    "protection": (mark("закрила"), "shield-check"),
    "event": (mark("събитие"), "calendar-event"),
    "campaign": (mark("оповестяване"), "world"),
    "unit": (mark("звено"), "building"),
    "agreement": (mark("споразумение"), "file-text"),
    "competition": (mark("конкурс"), "trophy"),
    "office-holder": (mark("длъжност"), "signature"),
    "body": (mark("орган"), "users"),
    "institution": (mark("институция"), "building-bank"),
}


@dataclass(frozen=True)
class Entry:
    """A line of the palette."""

    title: str
    detail: str
    icon: str
    run: Callable[[], object]


class _Lines(QStyledItemDelegate):
    """Icon, title, and the detail in grey at the right."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows of the list's height."""
        return QSize(px(200), px(32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        area: QRect = option.rect
        state = option.state
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().blue_tint))
            painter.drawRoundedRect(area, 4, 4)
        size = px(18)
        picture = icons.pixmap(entry.icon, "muted", size, painter.device().devicePixelRatioF())
        painter.drawPixmap(area.left() + px(8), area.center().y() - size // 2, picture)
        inner = area.adjusted(px(36), 0, -px(10), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(sized_font(12))
        metrics = painter.fontMetrics()
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.setPen(QColor(colours().muted))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), detail)
        inner.setRight(inner.right() - metrics.horizontalAdvance(detail) - px(12))
        painter.setFont(sized_font(14))
        painter.setPen(QColor(colours().ink))
        title = painter.fontMetrics().elidedText(
            entry.title, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, middle, title)
        painter.restore()


class CommandPalette(QFrame):
    """Lies over the window's upper right corner; arrows choose, Enter runs, Esc closes."""

    def __init__(
        self,
        window: QWidget,
        actions: Actions,
        provider: Provider,
        open_record: Callable[[str, int], None],
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._provider = provider
        self._open_record = open_record
        self._ticket = 0
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Търсене навсякъде"))
        self.field.setPlaceholderText(_("Име, номер, година или действие…"))
        self.field.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = QListWidget()
        self.list.setAccessibleName(_("Намерени"))
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.field)
        self.nothing = label(
            _("Нищо не е намерено. Опитайте с част от име, номер или година."), "muted"
        )
        self.nothing.setContentsMargins(px(8), px(8), px(8), px(8))
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the palette with the field ready."""
        window = self.window()
        self._back = window.focusWidget()
        wide, tall = min(px(560), window.width() - px(16)), min(px(440), window.height() - px(60))
        self.setGeometry(window.width() - wide - px(8), px(26), wide, tall)
        self.field.setText(text)
        self._typed(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_up(self) -> None:
        """Hide and give the focus back."""
        self._ticket += 1
        self._pause.stop()
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    def entries(self) -> tuple[Entry, ...]:
        """What is listed now."""
        return tuple(
            self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list while the focus stays in the field; leaving the field closes."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._key(Qt.Key(event.key())):
                return True
        elif watched is self.field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._close_when_left)
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 10,
            Qt.Key.Key_PageUp: -10,
        }
        if key in steps and self.list.count():
            row = self.list.currentRow() + steps[key]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def _close_when_left(self) -> None:
        if self.isVisible() and self.window().isActiveWindow() and not self.field.hasFocus():
            self.hide()

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        entry: Entry = item.data(Qt.ItemDataRole.UserRole)
        self.close_up()
        entry.run()

    def _typed(self, text: str) -> None:
        self._ticket += 1
        words = search_key(text).split()
        active = sorted(self._actions.active(), key=lambda action: action.scope == GLOBAL)
        found = [a for a in active if a.palette and a.allowed and _has(a, words)]
        self._show([self._command(a) for a in (found[:_COMMANDS] if words else found)])
        if words:
            self._pause.start()

    def _ask(self) -> None:
        ticket = self._ticket
        self._provider(self.field.text(), lambda hits: self._found(ticket, hits))

    def _found(self, ticket: int, hits: tuple[SearchHit, ...]) -> None:
        if ticket != self._ticket:
            return
        for hit in hits:
            self._add(self._record(hit))
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.nothing.setVisible(not self.list.count())

    def _show(self, entries: list[Entry]) -> None:
        self.list.clear()
        for entry in entries:
            self._add(entry)
        self.nothing.hide()
        if entries:
            self.list.setCurrentRow(0)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(f"{entry.title}, {entry.detail}")
        item.setData(Qt.ItemDataRole.UserRole, entry)
        self.list.addItem(item)

    def _command(self, action: Action) -> Entry:
        keys = QKeySequence(action.keys[0]).toString() if action.keys else ""
        return Entry(
            action.plain_text,
            keys or _("действие"),
            action.icon or "chevron-right",
            lambda: self._actions.run(action.id),
        )

    def _record(self, hit: SearchHit) -> Entry:
        name, picture = _KINDS.get(hit.kind, (hit.kind, "file-text"))
        detail = " · ".join(part for part in (_(name), hit.detail) if part)
        return Entry(hit.title, detail, picture, lambda: self._open_record(hit.kind, hit.id))


def _has(action: Action, words: list[str]) -> bool:
    key = search_key(action.plain_text)
    return all(word in key for word in words)
