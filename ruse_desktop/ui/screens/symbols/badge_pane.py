"""A part of the section „Значка“: one register and the card of the record chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, MessageBar, Tall, clear, label, link
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.register import RegisterSpec, RegisterView
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.services.badge_stock import BadgeLine
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section

IN_ROW = 2


@dataclass(frozen=True)
class BadgeState:
    """What stands above the lists, and what the dialogs begin with."""

    rules: BadgeRules
    lines: tuple[BadgeLine, ...]
    former: int
    decider: str
    least: int


@dataclass(frozen=True)
class Shown:
    """A record as its card shows it; `verbs` are lines with what can be done about each."""

    title: str
    state: str
    tone: str
    heading: str = ""
    citation: Citation | None = None
    fields: tuple[tuple[str, str], ...] = ()
    lines_title: str = ""
    lines: tuple[tuple[str, str, Callable[[], object] | None], ...] = field(default=())


class BadgeCard(QFrame):
    """The panel at the right; empty while nothing is chosen."""

    def __init__(
        self, show_article: Callable[[Citation], object], buttons: Sequence[QPushButton]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._shown: Shown | None = None
        self.title = label("", "title", wrap=True)
        self.state = Chip()
        self.heading = label("", "heading", wrap=True)
        self.article = link("", lambda: self._article(show_article))
        self.fields = FieldGrid(names=130)
        self.more = QVBoxLayout()
        self.page = QWidget()
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.heading)
        column.addWidget(self.article, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields)
        column.addLayout(self.more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, px(10))
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        for start in range(0, len(buttons), IN_ROW):
            row = QHBoxLayout()
            row.setContentsMargins(px(16), px(6), px(16), 0)
            row.setSpacing(px(6))
            for one in buttons[start : start + IN_ROW]:
                row.addWidget(one)
            row.addStretch(1)
            whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)
        self.page.hide()

    def show_record(self, shown: Shown | None) -> None:
        """Show a record; None leaves the panel empty."""
        self._shown = shown
        self.page.setVisible(shown is not None)
        clear(self.more)
        if shown is None:
            return
        self.title.setText(shown.title)
        self.state.show_state(shown.state, shown.tone)
        self.heading.setText(shown.heading)
        self.heading.setVisible(bool(shown.heading))
        self.article.setText(str(shown.citation or ""))
        self.article.setVisible(shown.citation is not None)
        self.article.setAccessibleName(_("Текстът на {citation}").format(citation=shown.citation))
        self.fields.show_rows(shown.fields)
        if shown.lines:
            self.more.addWidget(label(shown.lines_title, "heading"))
        for text, verb, run in shown.lines:
            row = QHBoxLayout()
            row.addWidget(label(text, wrap=True), 1)
            if run is not None:
                cross = link(verb, run)
                cross.setAccessibleName(f"{verb} {text}")
                row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
            self.more.addLayout(row)

    def _article(self, show_article: Callable[[Citation], object]) -> None:
        if self._shown is not None and self._shown.citation is not None:
            show_article(self._shown.citation)


class BadgePane(QWidget):
    """The base of every part; `id` names its register, `record` is the one chosen."""

    id = ""

    def __init__(self, section: Section, message: MessageBar) -> None:
        super().__init__()
        self.section, self.context, self.message = section, section.context, message
        self.badge: BadgeState | None = None
        self.record: Any = None
        self.context.actions.add_all(self.verbs())
        buttons = [self.context.actions.button(one.id) for one in self.verbs() if one.group]
        self.card = BadgeCard(self.context.show_article, buttons)
        self.view = RegisterView(self.context, self.spec(), self.card)
        self.view.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def spec(self) -> RegisterSpec:
        """What is particular to its register."""
        raise NotImplementedError

    def verbs(self) -> tuple[Action, ...]:
        """Its actions; those with a group stand as buttons on the card."""
        raise NotImplementedError

    def read(self, services: Services, key: int) -> Any:
        """The record with this key."""
        raise NotImplementedError

    def shown(self, record: Any) -> Shown:
        """The record as the card shows it."""
        raise NotImplementedError

    def new(self) -> None:
        """Begin a new record."""
        raise NotImplementedError

    def know(self, state: BadgeState) -> None:
        """Take over what the act and the stock say."""
        self.badge = state

    @property
    def ready(self) -> bool:
        """Whether its actions may be shown."""
        return self.section.in_sight and self.isVisibleTo(self.section) and self.badge is not None

    def chosen_if(self, condition: Callable[[Any], object] = bool) -> Callable[[], bool]:
        """Whether a record is chosen for which this holds."""
        return lambda: self.ready and self.record is not None and bool(condition(self.record))

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return

        def show(record: Any) -> None:
            if self.view.current == key:
                self._show(record)

        self.context.tasks.read(lambda s: self.read(s, key), show, self.message.refuse, owner=self)

    def _show(self, record: Any) -> None:
        self.record = record
        self.card.show_record(None if record is None else self.shown(record))
        self.context.actions.refresh()

    def say(self, text: str, key: int | None = None) -> None:
        """Tell what was done and choose the record it was done with."""
        if key is not None:
            self.view.go_to(key)
        self.context.notify(text)

    def why(self, title: str, question: str, do: str) -> str:
        """Ask for a reason; „“ when nobody gives one."""
        least = self.badge.least if self.badge else 1
        asked = TextDialog(self, title, question, do, least=least)
        return asked.text() if asked.exec() == QDialog.DialogCode.Accepted else ""

    def write(self, work: Callable[[Services], Any], said: str) -> None:
        """Write and tell; refusals stand above the list."""
        self.context.tasks.write(
            work, lambda _made: self.context.notify(said), self.message.refuse, owner=self
        )


def line(name: str, hint: str = "") -> QLineEdit:
    """A field with its name."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def box(name: str, items: Sequence[tuple[str, str]], first: str = "") -> QComboBox:
    """A closed list; without `first` its first item is chosen."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(14)
    if first:
        made.addItem(first, "")
    for code, text in items:
        made.addItem(text, code)
    return made
