"""Filters kept under a name on this workstation: a menu that applies, keeps and forgets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.ui import icons
from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.kit.dialogs import TextDialog

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

Values = dict[str, str]
_MOST = 30


class SavedFilters(QToolButton):
    """`key` names the settings; `now` tells what is asked, `apply` asks it again."""

    def __init__(
        self,
        settings: QSettings,
        key: str,
        now: Callable[[], Values],
        apply: Callable[[Values], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._key = key
        self._now = now
        self._apply = apply
        icons.set_icon(self, "bookmark")
        self.setAccessibleName(_("Запазени филтри"))
        self.setToolTip(plain_tip(_("Запазени филтри: приложи, запази, забрави")))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.menu_shown = QMenu(self)
        self.menu_shown.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_shown)

    @property
    def saved(self) -> dict[str, Values]:
        """The filters by name; what cannot be read counts as none."""
        try:
            found = json.loads(str(self._settings.value(self._key) or "{}"))
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            str(name): {str(one): str(value) for one, value in values.items()}
            for name, values in found.items()
            if isinstance(values, dict)
        }

    def _fill(self) -> None:
        menu, saved = self.menu_shown, self.saved
        menu.clear()
        for name, values in saved.items():
            shown = name.replace("&", "&&")
            menu.addAction(icons.icon("filter"), shown, partial(self._apply, values))
        if saved:
            menu.addSeparator()
        keep = menu.addAction(icons.icon("plus"), _("Запази филтъра…"), self.keep)
        keep.setEnabled(any(self._now().values()))
        if saved:
            gone = menu.addMenu(icons.icon("trash"), _("Забрави"))
            for name in saved:
                gone.addAction(name.replace("&", "&&"), partial(self.forget, name))

    def keep(self) -> None:
        """Ask for a name and keep what is asked now under it; a name known is written anew."""
        question = _("Под какво име да се запази този филтър?")
        asked = TextDialog(self, _("Запазване на филтър"), question, _("Запази"), least=1)
        if asked.exec() == QDialog.DialogCode.Accepted:
            name = clean(asked.text(), 60)
            others = [(one, values) for one, values in self.saved.items() if one != name]
            self._write(dict([*others, (name, self._now())][-_MOST:]))

    def forget(self, name: str) -> None:
        """Keep this one no more."""
        self._write({one: values for one, values in self.saved.items() if one != name})

    def _write(self, filters: dict[str, Values]) -> None:
        self._settings.setValue(self._key, json.dumps(filters, ensure_ascii=False))
