"""The row of tabs with the search over everything at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import icons
from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.registry import ScreenSpec, tab_of
from ruse_desktop.ui.theme import px, theme


class TabRow(QWidget):
    """Tabs with icons; arrows move between them, Ctrl+1… chooses from anywhere."""

    chosen = Signal(str)
    search_wanted = Signal()

    def __init__(self, specs: Sequence[ScreenSpec]) -> None:
        super().__init__()
        self.setObjectName("tabRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Раздели"))
        self._tabs: dict[str, QToolButton] = {}
        self._icons = {spec.id: spec.icon for spec in specs}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), 0, px(8), 0)
        row.setSpacing(0)
        for number, spec in enumerate(specs, 1):
            row.addWidget(self._tab(spec, number))
        row.addStretch(1)
        self.search = SearchButton()
        self.search.clicked.connect(self.search_wanted)
        row.addWidget(self.search, 3, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._colour)

    def _tab(self, spec: ScreenSpec, number: int) -> QToolButton:
        tab = QToolButton()
        tab.setText(f" {_(spec.title)}")
        tab.setCheckable(True)
        tab.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tab.setIconSize(QSize(px(20), px(20)))
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tab.setAccessibleName(_(spec.title))
        tab.setToolTip(plain_tip(f"Ctrl+{number}"))
        tab.clicked.connect(lambda: self.chosen.emit(spec.id))
        self._group.addButton(tab)
        self._tabs[spec.id] = tab
        return tab

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the names would be cut the icons go first."""
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        self._style(styles.ToolButtonTextBesideIcon)
        wide = sum(tab.sizeHint().width() for tab in self._tabs.values())
        if wide + self.search.minimumWidth() + px(16) > self.width():
            self._style(styles.ToolButtonTextOnly)

    def _style(self, style: Qt.ToolButtonStyle) -> None:
        for tab in self._tabs.values():
            tab.setToolButtonStyle(style)

    def tab(self, screen_id: str) -> QWidget:
        """The tab of a screen; the row itself when it has none."""
        return self._tabs.get(screen_id, self)

    def show_current(self, screen_id: str) -> None:
        """Underline this tab, or the one the screen belongs to; none for a screen that has none."""
        screen_id = tab_of(screen_id)
        if screen_id in self._tabs:
            self._tabs[screen_id].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)
        self._colour()

    def _colour(self) -> None:
        for screen_id, tab in self._tabs.items():
            role = "link" if tab.isChecked() else "muted"
            icons.set_icon(tab, self._icons[screen_id], role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the focus along the tabs."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        tabs = list(self._tabs.values())
        here = next((n for n, tab in enumerate(tabs) if tab.hasFocus()), None)
        if here is not None and event.key() in steps:
            tabs[(here + steps[Qt.Key(event.key())]) % len(tabs)].setFocus()
            return
        super().keyPressEvent(event)


class SearchButton(QPushButton):
    """Looks like a search field and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchBox")
        self.setMinimumWidth(px(110))
        self.setMaximumWidth(px(270))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Търсене навсякъде"))
        self.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), 0, px(6), 0)
        hint = QLabel(_("Търсене навсякъде…"))
        hint.setObjectName("muted")
        key = QLabel("Ctrl+K")
        key.setObjectName("keyCap")
        for part in (hint, key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        hint.setMinimumWidth(1)  # the words give way before the tabs do
        row.addWidget(hint, 1)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
