"""The dossier on the form: how many copies of each document came, and when the last one did."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ruse_desktop.domain.intake import holds
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, label, link
from ruse_desktop.ui.screens.nominations.fact_fields import CalmSpin
from ruse_desktop.ui.screens.nominations.fields import date_problem, tell
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ruse_desktop.domain.intake import Facts
    from ruse_desktop.domain.rules import AwardRules, DossierItem


def state_of(copies: int, brought: int, *, required: bool) -> str:
    """„пълно“, „липсват 2 бр.“ or „не е задължително“."""
    lacking = copies - brought
    if lacking <= 0:
        return _("пълно")
    if not required:
        return _("не е задължително")
    if copies == 1:
        return _("липсва")
    return (_("липсва {n} бр.") if lacking == 1 else _("липсват {n} бр.")).format(n=lacking)


class _Line:
    """The widgets of one document."""

    def __init__(self, item: DossierItem, asked: Callable[[object], None]) -> None:
        self.item = item
        self.name = label(item.name, wrap=True)
        self.spin = CalmSpin(_("Копия: {name}").format(name=item.name))
        self.spin.setFixedWidth(px(64))
        self.name.setBuddy(self.spin)
        self.of = label(_("от {n}").format(n=item.copies), "muted")
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.article = link(str(item.citation), partial(asked, item.citation))
        self.article.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.article.setAccessibleName(_("Текстът на {citation}").format(citation=item.citation))
        self.note = label(item.note, "muted", wrap=True)
        self.widgets: tuple[QWidget, ...] = (
            self.name, self.spin, self.of, self.state, self.article,
        )  # fmt: skip

    def show_state(self) -> None:
        """Say whether enough came."""
        brought = self.spin.value()
        self.state.setText(state_of(self.item.copies, brought, required=self.item.required))
        colours, lacks = theme.colours(), brought < self.item.copies
        ink = colours.green if not lacks else colours.red if self.item.required else colours.muted
        self.state.setStyleSheet(f"color:{ink};")

    def show(self, *, visible: bool) -> None:
        """Show or hide all of it."""
        for widget in self.widgets:
            widget.setVisible(visible)
        self.note.setVisible(visible and bool(self.item.note))


class DossierPart(QWidget):
    """A line for each document of the dossier that its condition asks for."""

    touched = Signal()
    article_asked = Signal(object)

    def __init__(
        self, award: AwardRules, known: Callable[[], Facts], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._known = known
        self._kept: dict[str, int] = {}
        items = award.dossier if award.counts_copies else ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Представени документи"), "heading"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        self._lines = [_Line(item, self.article_asked.emit) for item in items]
        for n, line in enumerate(self._lines):
            for at, widget in enumerate(line.widgets):
                grid.addWidget(widget, 2 * n, at, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(line.note, 2 * n + 1, 0, 1, 5)
            line.spin.valueChanged.connect(lambda _n: self._changed())
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        self.completed = DateField(today=today, name=_("Допълнено на"))
        self.problem = label("", wrap=True)
        self.completed.setMinimumWidth(px(180))
        form.addRow(_("Допълнено на"), self._completed_row())
        form.addRow("", self.problem)
        column.addLayout(form)
        tell(self.problem, "")
        self.completed.textChanged.connect(lambda _text: self.touched.emit())
        self.completed.editingFinished.connect(self.problems)
        self.setVisible(bool(items))
        self.refresh()

    def _completed_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.completed)
        row.addWidget(label(_("само ако нещо е донесено по-късно"), "muted", wrap=True), 1)
        return holder

    def copies(self) -> dict[str, int]:
        """Copies brought by the document's code; those not in sight stay as they were."""
        found = dict(self._kept)
        for line in self._lines:
            if line.spin.value():
                found[line.item.code] = line.spin.value()
        return found

    def completed_on(self) -> date | None:
        """The day on which the last missing one came."""
        return self.completed.date()

    def show_values(self, copies: Mapping[str, int], completed_on: date | None) -> None:
        """Show a saved nomination's."""
        own = {line.item.code for line in self._lines}
        self._kept = {code: n for code, n in copies.items() if code not in own}
        for line in self._lines:
            line.spin.setValue(copies.get(line.item.code, 0))
        self.completed.set_date(completed_on)

    def refresh(self) -> None:
        """Show the documents whose condition holds now."""
        known = self._known()
        for line in self._lines:
            line.show(visible=holds(line.item.when, known))
            line.show_state()

    def problems(self) -> list[str]:
        """Whether the day cannot be read."""
        text = tell(self.problem, date_problem(self.completed), self.completed)
        return [text] if text else []

    def _changed(self) -> None:
        for line in self._lines:
            line.show_state()
        self.touched.emit()
