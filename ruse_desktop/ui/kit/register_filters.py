"""The filters of a register: words, closed lists, a period; what was asked last is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, SearchField, plain_tip
from ruse_desktop.ui.kit.saved_filters import SavedFilters
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext

_TYPING_MS = 120
_DATE_WIDTH = 104
_SEARCH_WIDTH = 180


@dataclass(frozen=True)
class Choice:
    """A filter with a closed list: its name, what a reader calls it, pairs of value and text.

    Options that the law gives are brought later by `RegisterFilters.offer`.
    """

    name: str
    title: str
    everything: str
    options: tuple[tuple[str, str], ...] = ()


class RegisterFilters(QWidget):
    """One row of fields; `changed` when something else is asked, `entered` at Enter in the search."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        context: ScreenContext,
        name: str,
        hint: str,
        choices: Sequence[Choice],
        *,
        period: bool = True,
    ) -> None:
        super().__init__()
        self._context = context
        self._name = name
        self.search = SearchField(hint)
        self.choices = {one.name: _combo(one) for one in choices}
        self.since, self.until = self._day(_("От ден")), self._day(_("До ден"))
        self._days = (("since", self.since), ("until", self.until)) if period else ()
        self._restore()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(9, 9, 9, 8)
        rows.setSpacing(6)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        self._first.addWidget(self.search, 1)
        for combo in self.choices.values():
            combo.currentIndexChanged.connect(lambda _n: self._changed())
        soon = on_change(_TYPING_MS, self._changed, self)
        for _name, day in self._days:
            day.textChanged.connect(lambda _text: soon())
        key = f"register/{name}/saved"
        self.saved = SavedFilters(context.settings, key, lambda: self.values, self.apply, self)
        self._first.addWidget(self.saved)
        self._beside = [*self.choices.values(), *(day for _name, day in self._days)]
        self._narrow: bool | None = None
        self._share(narrow=False)
        self.search.textChanged.connect(lambda _text: soon())
        self.search.returnPressed.connect(self.entered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the search has a line of its own."""
        super().resizeEvent(event)
        wide = sum(min(one.sizeHint().width(), one.maximumWidth()) + 8 for one in self._beside)
        self._share(narrow=self.width() < px(_SEARCH_WIDTH) + wide + self.saved.width() + 26)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its two lines allow."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), px(_SEARCH_WIDTH)), least.height())

    def _share(self, *, narrow: bool) -> None:
        """Put the choices behind the search, or under it."""
        if narrow == self._narrow or not self._beside:
            return
        self._narrow = narrow
        for n, one in enumerate(self._beside):
            if narrow:
                self._second.addWidget(one)
            else:
                self._first.insertWidget(1 + n, one)

    @property
    def asked(self) -> RegisterFilter:
        """What the filters ask; a half-typed day asks nothing."""
        chosen = tuple(
            (name, str(combo.currentData()))
            for name, combo in self.choices.items()
            if combo.currentData()
        )
        return RegisterFilter(
            self.search.text().strip(), chosen, self.since.date(), self.until.date()
        )

    def offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer these values in a closed list; the choice stays, at first the remembered one."""
        combo = self.choices[name]
        if [(combo.itemData(n), combo.itemText(n)) for n in range(1, combo.count())] == [*options]:
            return
        before = str(combo.currentData())
        with QSignalBlocker(combo):
            while combo.count() > 1:
                combo.removeItem(1)
            _fill(combo, options)
            combo.setCurrentIndex(max(0, combo.findData(before or self._saved(f"choice-{name}"))))
        if combo.currentData() != before:
            self.changed.emit()

    def clear(self) -> None:
        """Ask for everything."""
        self.apply({})

    @property
    def values(self) -> dict[str, str]:
        """Every field as it is kept."""
        found = {"text": self.search.text().strip()}
        for name, combo in self.choices.items():
            found[f"choice-{name}"] = str(combo.currentData() or "")
        for name, field in self._days:
            day = field.date()
            found[name] = date_plain(day) if day else ""
        return found

    def apply(self, values: Mapping[str, str]) -> None:
        """Ask what these values say; what they do not name is not asked."""
        with QSignalBlocker(self.search):
            self.search.setText(values.get("text", ""))
        for name, combo in self.choices.items():
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(values.get(f"choice-{name}", ""))))
        for name, field in self._days:
            with QSignalBlocker(field):
                field.setText(values.get(name, ""))
        self._changed()

    def _day(self, name: str) -> DateField:
        made = DateField(today=self._context.clock.today, name=name)
        made.setPlaceholderText(name.lower())
        made.setFixedWidth(px(_DATE_WIDTH))
        return made

    def _changed(self) -> None:
        for name, value in self.values.items():
            self._context.settings.setValue(f"register/{self._name}/{name}", value)
        self.changed.emit()

    def _saved(self, name: str) -> str:
        return str(self._context.settings.value(f"register/{self._name}/{name}") or "")

    def _restore(self) -> None:
        self.search.setText(self._saved("text"))
        for name, combo in self.choices.items():
            combo.setCurrentIndex(max(0, combo.findData(self._saved(f"choice-{name}"))))
        for name, field in self._days:
            field.setText(self._saved(name))


def _combo(choice: Choice) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(choice.title)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(13)
    made.addItem(choice.everything, "")
    _fill(made, choice.options)
    return made


def _fill(combo: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    for value, text in options:
        combo.addItem(text, value)
        combo.setItemData(combo.count() - 1, plain_tip(text), Qt.ItemDataRole.ToolTipRole)
    view = combo.view()
    view.setMinimumWidth(view.sizeHintForColumn(0) + px(24))  # the list shows what the box cuts
