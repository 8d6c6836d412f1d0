"""Helpers of the intake's fields: hours and years as typed, problems beside the field, aligned labels."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ruse_desktop.kernel.formats import parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_OLDEST = 120
_HINT_WIDTH, _HINT_LEAST = 430, 120


def parse_birth_year(text: str, today: date) -> int | None:
    """A year of birth of somebody who may live. Raises ValueError."""
    typed = text.strip().removesuffix("г.").strip()
    if not typed:
        return None
    year = int(typed)
    if not today.year - _OLDEST <= year <= today.year:
        raise ValueError(text)
    return year


def parse_birth(text: str, today: date) -> tuple[int | None, date | None]:
    """The year and, where it is typed, the date of birth. Raises ValueError."""
    typed = text.strip().removesuffix("г.").strip()
    if not typed or typed.isdecimal():
        return parse_birth_year(typed, today), None
    born = parse_date(typed, today)
    return parse_birth_year(str(born.year), today), born


def tell(where: QLabel, text: str, *fields: QWidget) -> str:
    """Show a problem under its fields, or that there is none; returns the text."""
    if where.text() != text or where.isHidden() == bool(text):
        where.setText(text)
        spread(where).setStyleSheet(f"color:{theme.colours().red};font-size:13px;")
        _show_row(where, visible=bool(text))
    for field in fields:
        if bool(field.property("wrong")) != bool(text):
            mark(field, wrong=bool(text))
    return text


def spread(where: QLabel) -> QLabel:
    """Let a text that wraps take the whole width of the field column."""
    policy = where.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    where.setSizePolicy(policy)
    return where


class Hint(QLabel):
    """A text that wraps, muted unless its style is another, as high as it needs at the width it has.

    A form asks a wrapped label for the height of its narrowest shape and leaves that room empty.
    """

    def __init__(self, text: str, name: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setText(text)
        spread(self)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(theme.px(_HINT_WIDTH), self.heightForWidth(theme.px(_HINT_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        """No higher than the text at its usual width."""
        return QSize(theme.px(_HINT_LEAST), self.sizeHint().height())


def _show_row(where: QLabel, *, visible: bool) -> None:
    parent = where.parentWidget()
    for form in parent.findChildren(QFormLayout) if parent else ():
        if form.indexOf(where) >= 0:
            form.setRowVisible(where, visible)
            return
    where.setVisible(visible)


def date_problem(field: DateField) -> str:
    """What is wrong with a typed date, „“ when nothing."""
    if not field.wrong:
        return ""
    return _("„{text}“ не е дата. Пример: 06.05.2026").format(text=field.text().strip())


def on_touch(panel: QWidget, touched: Callable[[], object]) -> None:
    """Call `touched` when anything typed or chosen inside the panel changes."""
    for line in panel.findChildren(QLineEdit):
        line.textChanged.connect(lambda _text: touched())
    for text in panel.findChildren(QPlainTextEdit):
        text.textChanged.connect(touched)
    for combo in panel.findChildren(QComboBox):
        combo.currentIndexChanged.connect(lambda _index: touched())


def align(panels: Iterable[QWidget]) -> None:
    """One width for the labels of several forms, so that the fields stand in one column.

    Labels that wrap take the width of the widest that does not.
    """
    labels = [
        label
        for panel in panels
        for form in panel.findChildren(QFormLayout)
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
        and isinstance(label := item.widget(), QLabel)
        and (label.text() or not label.wordWrap())
    ]
    wide = max((one.sizeHint().width() for one in labels if not one.wordWrap()), default=0)
    for label in labels:
        if label.wordWrap():
            label.setFixedWidth(wide)
        else:
            label.setMinimumWidth(wide)


class _Calm(QObject):
    """Lets the wheel scroll past choices, which would otherwise change under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to what scrolls."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(panel: QWidget) -> None:
    """The mouse wheel changes no choice inside the panel."""
    filter_ = _Calm(panel)
    for combo in panel.findChildren(QComboBox):
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.installEventFilter(filter_)


def chain(panel: QWidget) -> None:
    """Tab goes through the panel as its layouts show it, also through what was added later."""
    for before, after in pairwise(_in_order(panel)):
        QWidget.setTabOrder(before, after)


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield from _in_order(widget)
