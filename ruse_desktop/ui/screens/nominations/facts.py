"""The award's own fields on the form: built from the law's data, shown by its conditions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ruse_desktop.domain.intake import FieldKind, holds
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import label, link
from ruse_desktop.ui.screens.nominations.fact_fields import (
    ChoiceInput,
    ChoicesInput,
    DayInput,
    FactInput,
    LineInput,
    LongInput,
)
from ruse_desktop.ui.screens.nominations.fact_tables import GroundsInput, RowsInput, is_grounds
from ruse_desktop.ui.screens.nominations.fields import Hint, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.intake import Facts, FactValue, IntakeField

_PASSES = 4


@dataclass
class _Entry:
    """A field with its widgets; `spots` are its rows in the form of its group.

    `shown` is what its condition says, `visible` what the form shows, None before the first time.
    """

    field: IntakeField
    input: FactInput
    problem: QLabel
    form: QFormLayout
    spots: tuple[QWidget, ...]
    shown: bool = True
    visible: bool | None = None


class FactsPart(QWidget):
    """All fields of an award under the headings of their groups.

    `known` are the common facts that conditions may ask. `article_asked` carries a citation.
    """

    touched = Signal()
    article_asked = Signal(object)

    def __init__(
        self,
        fields: Sequence[IntakeField],
        known: Callable[[], Facts],
        today: Callable[[], date],
        heading: str,
    ) -> None:
        super().__init__()
        self._known = known
        self._today = today
        self._others: dict[str, FactValue] = {}
        self._entries: list[_Entry] = []
        self._heads: list[tuple[QLabel, QFormLayout]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        group, form = None, QFormLayout()
        for one in fields:
            if one.group != group:
                group, form = one.group, self._group(one.group or heading)
            self._entries.append(self._entry(one, form))
        self.setVisible(bool(fields))
        self.refresh()

    def _group(self, name: str) -> QFormLayout:
        head = label(name, "heading", wrap=True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._column.addWidget(head)
        self._column.addLayout(form)
        self._heads.append((head, form))
        return form

    def _entry(self, one: IntakeField, form: QFormLayout) -> _Entry:
        made = self._input(one)
        said = _("{name} (задължително)").format(name=one.name) if one.required else one.name
        name = label(said, wrap=True)
        name.setBuddy(made.marked())
        problem = label("", wrap=True)
        article = link(str(one.citation), partial(self.article_asked.emit, one.citation))
        article.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        article.setToolTip(_("Текстът на разпоредбата (F1)"))
        article.setAccessibleName(_("Текстът на {citation}").format(citation=one.citation))
        hint = Hint(one.hint)
        if made.wide:
            top = _row(name, article)
            spots: tuple[QWidget, ...] = (top, made)
            form.addRow(top)
            form.addRow(made)
        else:
            right = _row(made, article)
            spots = (right,)
            form.addRow(name, right)
        if one.hint:
            if made.wide:
                form.addRow(hint)
            else:
                form.addRow("", hint)
            spots = (*spots, hint)
        form.addRow("", problem)
        tell(problem, "")
        made.changed.connect(self._changed)
        made.settled.connect(self.problems)
        made.article_asked.connect(self.article_asked)
        return _Entry(one, made, problem, form, spots)

    def _input(self, one: IntakeField) -> FactInput:
        match one.kind:
            case FieldKind.ROWS:
                return GroundsInput(one) if is_grounds(one) else RowsInput(one, self._today)
            case FieldKind.LONG:
                return LongInput(one)
            case FieldKind.DATE:
                return DayInput(one, self._today)
            case FieldKind.CHOICE | FieldKind.YES_NO:
                return ChoiceInput(one)
            case FieldKind.CHOICES:
                return ChoicesInput(one)
            case _:
                return LineInput(one)

    @property
    def empty(self) -> bool:
        """Whether no field is filled in."""
        return not any(entry.input.value() for entry in self._entries)

    def facts(self) -> dict[str, FactValue]:
        """What is filled in and in sight; facts of fields that are not here stay as they were."""
        found = dict(self._others)
        for entry in self._entries:
            if entry.shown and (value := entry.input.value()):
                found[entry.field.code] = value
        return found

    def show_facts(self, facts: Facts) -> None:
        """Show the facts of a saved nomination."""
        own = {entry.field.code for entry in self._entries}
        self._others = {code: value for code, value in facts.items() if code not in own}
        for entry in self._entries:
            entry.input.show_value(facts.get(entry.field.code, ""))
        self.refresh()

    def refresh(self) -> None:
        """Show the fields whose condition holds now; a hidden field counts as empty."""
        for _pass in range(_PASSES):
            known = {**self._known(), **self.facts()}
            changed = [one for one in self._entries if holds(one.field.when, known) != one.shown]
            for entry in changed:
                entry.shown = not entry.shown
            if not changed:
                break
        moved = [one for one in self._entries if one.visible is not one.shown]
        for entry in moved:
            entry.visible = entry.shown
            for spot in entry.spots:
                entry.form.setRowVisible(spot, entry.shown)
            if not entry.shown:
                tell(entry.problem, "", entry.input.marked())
        for head, form in self._heads if moved else ():
            head.setVisible(any(one.shown for one in self._entries if one.form is form))

    def problems(self) -> list[str]:
        """What cannot be read, shown beside its field."""
        found = []
        for entry in self._entries:
            text = entry.input.problem() if entry.shown else ""
            tell(entry.problem, text, entry.input.marked())
            if text:
                found.append(text)
        return found

    def citation_at(self, widget: QWidget | None) -> Citation | None:
        """The article of the field that this widget belongs to."""
        while widget is not None and widget is not self:
            for entry in self._entries:
                if entry.input is widget:
                    return entry.field.citation
            widget = widget.parentWidget()
        return None

    def _changed(self) -> None:
        self.refresh()
        if any(entry.problem.text() for entry in self._entries):
            self.problems()
        self.touched.emit()


def _row(first: QWidget, article: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 1)
    tall = isinstance(first, ChoicesInput)
    row.addWidget(article, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
    return holder
