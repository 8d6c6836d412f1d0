"""One editor for each kind of value a rule has; what is typed wrong is said when it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import YearDay
from ruse_desktop.kernel.formats import month_name
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField
from ruse_desktop.ui.theme import px

Changed = Callable[[], object]
_CODE = Qt.ItemDataRole.UserRole
_MOST = 999_999


class _Combo(QComboBox):
    """Leaves the wheel to what scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nothing is changed by scrolling past."""
        event.ignore()


class Editor:
    """A widget with the way to read it; `read` raises ValueError with a sentence."""

    def __init__(self, widget: QWidget, read: Callable[[], Any]) -> None:
        self.widget = widget
        self.read = read


def line(value: str, changed: Changed) -> Editor:
    """A short text."""
    made = QLineEdit(value)
    made.textChanged.connect(lambda _text: changed())
    return Editor(made, lambda: made.text().strip())


def long_text(value: str, changed: Changed) -> Editor:
    """A text of several lines."""
    made = _plain(value, changed, 3)
    return Editor(made, lambda: made.toPlainText().strip())


def lines(value: tuple[str, ...], changed: Changed) -> Editor:
    """A list of texts, one a line."""
    made = _plain("\n".join(value), changed, min(max(len(value) + 1, 2), 6))
    made.setPlaceholderText(_("по едно на ред"))

    def read() -> tuple[str, ...]:
        return tuple(one.strip() for one in made.toPlainText().splitlines() if one.strip())

    return Editor(made, read)


def whole(value: int, changed: Changed) -> Editor:
    """A whole number."""
    made = QLineEdit(str(value))
    made.setMaximumWidth(px(120))
    made.textChanged.connect(lambda _text: changed())

    def read() -> int:
        try:
            found = int(made.text().strip())
        except ValueError:
            raise ValueError(_("не е цяло число")) from None
        if abs(found) > _MOST:
            raise ValueError(_("числото е твърде голямо"))
        return found

    return Editor(made, read)


def yes_no(value: bool, changed: Changed) -> Editor:  # noqa: FBT001 - the value of the field
    """A switch."""
    made = QCheckBox(_("да"))
    made.setChecked(value)
    made.toggled.connect(lambda _on: changed())
    return Editor(made, made.isChecked)


def number(value: Decimal | None, changed: Changed, *, empty: bool) -> Editor:
    """A number with a decimal comma or point."""
    made = QLineEdit("" if value is None else f"{value:f}".replace(".", ","))
    made.setMaximumWidth(px(160))
    made.textChanged.connect(lambda _text: changed())

    def read() -> Decimal | None:
        typed = made.text().replace(" ", "").replace("\u00a0", "").replace(",", ".")
        if not typed and empty:
            return None
        try:
            read = Decimal(typed)
        except InvalidOperation:
            raise ValueError(_("не е число")) from None
        if not read.is_finite():
            raise ValueError(_("не е число"))
        return read

    return Editor(made, read)


def place(value: Citation | None, changed: Changed, *, empty: bool) -> Editor:
    """A provision as officials write it."""
    made = QLineEdit(str(value) if value else "")
    made.setPlaceholderText(_("чл. 44, ал. 2"))
    made.textChanged.connect(lambda _text: changed())

    def read() -> Citation | None:
        if not made.text().strip() and empty:
            return None
        try:
            return Citation.parse(made.text())
        except ValueError:
            raise ValueError(_("не е разпоредба; пример: чл. 44, ал. 2")) from None

    return Editor(made, read)


def hour(value: time | None, changed: Changed, *, empty: bool) -> Editor:
    """An hour as 17:30."""
    made = QLineEdit(f"{value:%H:%M}" if value else "")
    made.setPlaceholderText("17:30")
    made.setMaximumWidth(px(120))
    made.textChanged.connect(lambda _text: changed())

    def read() -> time | None:
        if not made.text().strip() and empty:
            return None
        try:
            return time.fromisoformat(made.text().strip().replace(".", ":").rjust(5, "0"))
        except ValueError:
            raise ValueError(_("не е час; пример: 17:30")) from None

    return Editor(made, read)


def day(value: date | None, changed: Changed, *, empty: bool) -> Editor:
    """A date."""
    made = DateField()
    made.set_date(value)
    made.textChanged.connect(lambda _text: changed())

    def read() -> date | None:
        found = made.date()
        if found is None and not (empty and not made.text().strip()):
            raise ValueError(_("не е дата; пример: 06.05.2026"))
        return found

    return Editor(made, read)


def choice(value: Any, names: Mapping[Any, str], changed: Changed) -> Editor:
    """One of some values; a value that is not among them is kept."""
    made = _Combo()
    for code, name in names.items():
        made.addItem(_(name), code)
    if value not in names:
        made.addItem(str(value), value)
    codes = [*names] if value in names else [*names, value]
    made.setCurrentIndex(codes.index(value))
    made.activated.connect(lambda _index: changed())
    return Editor(made, lambda: codes[made.currentIndex()])


def choices(value: tuple[Enum, ...], names: Mapping[Enum, str], changed: Changed) -> Editor:
    """Some of some values."""
    made = QListWidget()
    made.setMaximumHeight(px(150))
    codes = list(names)
    for code in codes:
        item = QListWidgetItem(_(names[code]))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        on = Qt.CheckState.Checked if code in value else Qt.CheckState.Unchecked
        item.setCheckState(on)
        made.addItem(item)
    made.itemChanged.connect(lambda _item: changed())

    def read() -> tuple[Enum, ...]:
        chosen = [
            code
            for n, code in enumerate(codes)
            if made.item(n).checkState() is Qt.CheckState.Checked
        ]
        kept = [one for one in value if one in chosen]
        return (*kept, *(one for one in chosen if one not in kept))

    return Editor(made, read)


def day_of_year(value: YearDay | None, changed: Changed, *, empty: bool) -> Editor:
    """A day that returns every year, with the year it belongs to."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    which = QLineEdit("1")
    which.setMaximumWidth(px(64))
    which.setAccessibleName(_("Ден"))
    months = [(n, month_name(n)) for n in range(1, 13)]
    month = _combo(_("Месец"), [(0, _("– без ден –")), *months] if empty else months)
    years = [
        (0, _("на текущата година")),
        (-1, _("на предходната година")),
        (1, _("на следващата година")),
    ]
    if value is not None and abs(value.year_offset) > 1:
        years.append((value.year_offset, f"{value.year_offset:+}"))
    year = _combo(_("Година"), years)
    if value is not None:
        which.setText(str(value.day))
        month.setCurrentIndex(month.findData(value.month))
        year.setCurrentIndex(year.findData(value.year_offset))
    which.textChanged.connect(lambda _text: changed())
    row.addWidget(which)
    for part in (month, year):
        part.activated.connect(lambda _n: changed())
        row.addWidget(part)
    row.addStretch(1)
    made.setFocusProxy(which)

    def read() -> YearDay | None:
        if not month.currentData():
            return None
        try:
            found = YearDay(int(month.currentData()), int(which.text()), int(year.currentData()))
            found.in_year(2023)  # a day that every year has
        except ValueError:
            raise ValueError(_("такъв ден няма всяка година")) from None
        return found

    return Editor(made, read)


def pairs(text: str, build: Callable[[Mapping[str, Any]], Any], changed: Changed) -> Editor:
    """Named values, one `name = value` a line as in the law's files."""
    made = _plain(text, changed, min(max(text.count("\n") + 2, 2), 6))
    made.setPlaceholderText("least = 3")

    def read() -> Any:
        try:
            return build(tomllib.loads(made.toPlainText()))
        except tomllib.TOMLDecodeError:
            raise ValueError(_("ред като least = 3 или values = [‘а’, ‘б’]")) from None

    return Editor(made, read)


def _combo(name: str, items: list[tuple[int, str]]) -> QComboBox:
    made = _Combo()
    made.setAccessibleName(name)
    for code, text in items:
        made.addItem(text, code)
    return made


def _plain(text: str, changed: Changed, rows: int) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(20 * rows + 16))
    made.textChanged.connect(lambda: changed())  # noqa: PLW0108 - the slot takes nothing
    return made
