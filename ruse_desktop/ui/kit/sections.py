"""A tab of several sections: a choice above, the section chosen under it, each built when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import icons
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.screens.base import Screen, ScreenContext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ruse_desktop.ui.kit.register import RegisterView


@dataclass(frozen=True)
class SectionSpec:
    """A section: its name, icon, where its class lies („module:Class“), the records it opens."""

    id: str
    title: str
    icon: str
    factory: str
    kinds: frozenset[str] = frozenset()


class Section(QWidget):
    """The base of every section; `id` prefixes its actions.

    `shown` says whether it is the one in sight: its actions are allowed only then. New, print and
    spreadsheet are the tab's own actions and come here. `new_text`, `print_text` and `table_text`
    are what their buttons say here, where that differs from the tab's own words.
    """

    id = ""
    new_text = ""
    print_text = ""
    table_text = ""
    record_kind = ""

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__()
        self.context = context
        self.record_key: Callable[[], int | None] = lambda: None
        self._shown = shown

    @property
    def in_sight(self) -> bool:
        """Whether the person works in this section."""
        return self._shown(self)

    def new(self) -> None:
        """Begin a new record."""
        raise NotImplementedError

    def print_list(self) -> None:
        """Show what is listed as pages."""
        raise NotImplementedError

    def save_table(self) -> None:
        """Keep what is listed as a spreadsheet."""
        raise NotImplementedError

    def focus_search(self, text: str = "") -> None:
        """Put the focus where work begins."""
        raise NotImplementedError

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record of one of the section's kinds."""
        raise NotImplementedError

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew what depends on `kinds`; an empty set means everything."""
        raise NotImplementedError

    def undo(self) -> bool:
        """Undo the last honest step; whether there was one."""
        return False

    def current_record(self) -> tuple[str, int] | None:
        """Kind and id of the record in sight, as the journal knows it; see `Screen`."""
        key = self.record_key()
        return (self.record_kind, key) if self.record_kind and key is not None and key > 0 else None


class RegisterSection(Section):
    """A section that is one register, `view`; `record_kind` is what the journal calls its rows, „“ = nothing."""

    view: RegisterView

    def current_record(self) -> tuple[str, int] | None:
        """The row chosen in the list."""
        key = self.view.current
        known = bool(self.record_kind) and key is not None and key > 0
        return (self.record_kind, key) if known and key is not None else None

    def print_list(self) -> None:
        """The list as it is filtered."""
        self.view.show_pdf()

    def save_table(self) -> None:
        """The list as it is filtered."""
        self.view.save_table()

    def focus_search(self, text: str = "") -> None:
        """The search field."""
        self.view.focus_search(text)

    def open_record(self, kind: str, record_id: int) -> None:
        """Choose it in the list."""
        del kind
        self.view.go_to(record_id)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list anew."""
        self.view.reload(kinds)


class SectionScreen(Screen):
    """A tab made of `specs`; the section chosen is remembered.

    `buttons` are the tab's own actions that stand at the right of the choice: the name of the verb,
    its words, icon and key.
    """

    specs: tuple[SectionSpec, ...] = ()
    new_text = ""
    print_text = ""
    table_text = ""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.stack = QStackedWidget()
        self.choice = QButtonGroup(self)
        self.sections: dict[str, Section] = {}
        self._register()
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(6)
        for spec in self.specs:
            bar.addWidget(self._chooser(spec))
        bar.addStretch(1)
        for name, primary in (("xlsx", False), ("print", False), ("new", True)):
            bar.addWidget(context.actions.button(f"{self.id}.{name}", primary=primary))
        self._bar = QWidget()
        self._bar.setLayout(bar)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self.stack, 1)
        self.show_section(str(context.settings.value(self._chosen) or ""))

    @property
    def _chosen(self) -> str:
        return f"{self.id}/section"

    def _texts(self, section: Section | None = None) -> dict[str, str]:
        """What the three buttons say in a section, else in the tab."""
        own = section or self
        return {
            "new": own.new_text or self.new_text or _("Ново вписване…"),
            "print": own.print_text or self.print_text or _("Опис за периода…"),
            "xlsx": own.table_text or self.table_text or _("Таблица…"),
        }

    def rename_actions(self) -> None:
        """Let the buttons say what they do in the section in sight."""
        for name, text in self._texts(self.section).items():
            self.context.actions.rename(f"{self.id}.{name}", text)
        self.context.actions.refresh()

    def _register(self) -> None:
        def current(run: Callable[[Section], object]) -> Callable[[], object]:
            return lambda: run(self.section)

        texts = self._texts()
        self.context.actions.add_all((
            Action(f"{self.id}.new", texts["new"],
                   current(lambda one: one.new()), "plus", "Ctrl+N", "act", self.id),
            Action(f"{self.id}.print", texts["print"],
                   current(lambda one: one.print_list()), "printer", "Ctrl+P", "print", self.id),
            Action(f"{self.id}.xlsx", texts["xlsx"],
                   current(lambda one: one.save_table()), "file-spreadsheet", "", "file", self.id),
        ))  # fmt: skip

    def _chooser(self, spec: SectionSpec) -> QPushButton:
        made = QPushButton(_(spec.title))
        made.setProperty("title", _(spec.title))
        made.setToolTip(plain_tip(_(spec.title)))
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("segment", True)  # noqa: FBT003 - Qt
        made.setAccessibleName(_("Раздел „{title}“").format(title=_(spec.title)))
        icons.set_icon(made, spec.icon)
        made.clicked.connect(partial(self.show_section, spec.id))
        made.setObjectName(spec.id)
        self.choice.addButton(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the other sections by their signs alone."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words on every chooser where there is room for them, else only on the one in sight."""
        for chooser in self.choice.buttons():
            chooser.setText(str(chooser.property("title")))
        if self._bar.sizeHint().width() > self._bar.width():
            for chooser in self.choice.buttons():
                if not chooser.isChecked():
                    chooser.setText("")

    def current_record(self) -> tuple[str, int] | None:
        """The record of the section in sight."""
        return self.section.current_record()

    @property
    def section(self) -> Section:
        """The section in sight."""
        return cast("Section", self.stack.currentWidget())

    def show_section(self, name: str, _checked: bool = False) -> Section:  # noqa: FBT001, FBT002 - Qt
        """Bring a section into sight; the first one for a name nobody knows."""
        spec = next((one for one in self.specs if one.id == name), self.specs[0])
        section = self.sections.get(spec.id)
        made = section is None
        if section is None:
            module, _colon, cls = spec.factory.partition(":")
            factory = getattr(import_module(module), cls)
            section = cast("Section", factory(self.context, self._in_sight))
            self.sections[spec.id] = section
            self.stack.addWidget(section)
        self.stack.setCurrentWidget(section)
        if made and self.context.tasks.is_open:
            section.reload(frozenset())
        for chooser in self.choice.buttons():
            chooser.setChecked(chooser.objectName() == spec.id)
        self.context.settings.setValue(self._chosen, spec.id)
        self.rename_actions()
        self._fit()
        return section

    def _in_sight(self, section: Section) -> bool:
        return self.stack.currentWidget() is section

    # the window's questions

    def activated(self) -> None:
        """Work begins where the section says."""
        self.section.focus_search()

    def focus_search(self, text: str = "") -> None:
        """Search in the section in sight."""
        self.section.focus_search(text)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read every section that was built anew."""
        for section in self.sections.values():
            section.reload(kinds)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this record in the section of its kind."""
        for spec in self.specs:
            if kind in spec.kinds:
                self.show_section(spec.id).open_record(kind, record_id)

    def undo(self) -> bool:
        """Undo in the section in sight."""
        return self.section.undo()
