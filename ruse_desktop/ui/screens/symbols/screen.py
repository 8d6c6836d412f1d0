"""The tab „Символи“: a choice of sections above, the register of the one chosen under it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import icons
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.symbols.emblem import EmblemSection
from ruse_desktop.ui.screens.symbols.flag import FlagSection
from ruse_desktop.ui.screens.symbols.permit import PermitSection
from ruse_desktop.ui.screens.symbols.protection import ProtectionSection
from ruse_desktop.ui.screens.symbols.seal import SealSection
from ruse_desktop.ui.screens.symbols.violation import ViolationSection

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.symbols.section import Section

_CHOSEN = "symbols/section"


class SymbolsScreen(Screen):
    """Sections are built when the tab is; the one chosen is remembered."""

    id = "symbols"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.stack = QStackedWidget()
        self.choice = QButtonGroup(self)
        self.sections: dict[str, Section] = {}
        self._register()
        self._bar = QHBoxLayout()
        self._bar.setSpacing(6)
        self._add(_("Знаме"), "flag", FlagSection)
        self._add(_("Печат"), "rosette", SealSection)
        self._add(_("Разрешения"), "file-check", PermitSection)
        self._add(_("Герб на място"), "shield", EmblemSection)
        self._add(_("Нарушения"), "gavel", ViolationSection)
        self._add(_("Закрила"), "shield-check", ProtectionSection)
        self._bar.addStretch(1)
        for name, primary in (("xlsx", False), ("print", False), ("new", True)):
            self._bar.addWidget(context.actions.button(f"symbols.{name}", primary=primary))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._bar)
        column.addWidget(self.stack, 1)
        self.show_section(str(context.settings.value(_CHOSEN) or ""))

    def _register(self) -> None:
        def current(run: Callable[[Section], object]) -> Callable[[], object]:
            return lambda: run(self.section)

        self.context.actions.add_all((
            Action("symbols.new", _("Ново вписване…"), current(lambda one: one.new()),
                   "plus", "Ctrl+N", "act", self.id),
            Action("symbols.print", _("Опис за периода…"), current(lambda one: one.view.show_pdf()),
                   "printer", "Ctrl+P", "print", self.id),
            Action("symbols.xlsx", _("Таблица…"), current(lambda one: one.view.save_xlsx()),
                   "file-spreadsheet", "", "file", self.id),
        ))  # fmt: skip

    def _add(
        self,
        title: str,
        icon: str,
        make: Callable[[ScreenContext, Callable[[Section], bool]], Section],
    ) -> None:
        section = make(self.context, lambda one: self.stack.currentWidget() is one)
        self.sections[section.id] = section
        self.stack.addWidget(section)
        chooser = QPushButton(title)
        chooser.setCheckable(True)
        chooser.setAutoDefault(False)
        chooser.setProperty("segment", True)  # noqa: FBT003 - Qt
        chooser.setAccessibleName(_("Раздел „{title}“").format(title=title))
        icons.set_icon(chooser, icon)
        chooser.clicked.connect(partial(self.show_section, section.id))
        chooser.setObjectName(section.id)
        self.choice.addButton(chooser)
        self._bar.addWidget(chooser)

    @property
    def section(self) -> Section:
        """The section in sight."""
        return next(one for one in self.sections.values() if one.in_sight)

    def show_section(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt
        """Bring a section into sight; the first one for a name nobody knows."""
        section = self.sections.get(name) or next(iter(self.sections.values()))
        self.stack.setCurrentWidget(section)
        for chooser in self.choice.buttons():
            chooser.setChecked(chooser.objectName() == section.id)
        self.context.settings.setValue(_CHOSEN, section.id)
        self.context.actions.refresh()

    # the window's questions

    def activated(self) -> None:
        """Work begins in the search field."""
        self.section.view.focus_search()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field of the section in sight."""
        self.section.view.focus_search(text)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read every section anew."""
        for section in self.sections.values():
            section.reload(kinds)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this record in the section of its kind."""
        for section in self.sections.values():
            if kind in section.kinds:
                self.show_section(section.id)
                section.open_record(kind, record_id)
