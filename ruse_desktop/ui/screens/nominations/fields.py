"""Helpers of the intake's fields: hours and years as typed, problems beside the field, aligned labels."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HOUR = re.compile(r"(\d{1,2})(?:\s*[:.,]?\s*(\d{2}))?\s*(?:ч\.?)?")
_OLDEST = 120


def parse_hour(text: str) -> time | None:
    """The hour as people type it: 14:30, 14.30, 1430, 9, „9 ч.“. Raises ValueError."""
    typed = text.strip()
    if not typed:
        return None
    match = _HOUR.fullmatch(typed)
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def parse_birth_year(text: str, today: date) -> int | None:
    """A year of birth of somebody who may live. Raises ValueError."""
    typed = text.strip().removesuffix("г.").strip()
    if not typed:
        return None
    year = int(typed)
    if not today.year - _OLDEST <= year <= today.year:
        raise ValueError(text)
    return year


def tell(where: QLabel, text: str, *fields: QWidget) -> str:
    """Show a problem under its fields, or that there is none; returns the text."""
    if where.text() != text or where.isHidden() == bool(text):
        where.setText(text)
        where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        where.setStyleSheet(f"color:{theme.colours().red};font-size:13px;")
        _show_row(where, visible=bool(text))
    for field in fields:
        if bool(field.property("wrong")) != bool(text):
            mark(field, wrong=bool(text))
    return text


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
    """One width for the labels of several forms, so that the fields stand in one column."""
    labels = [
        label
        for panel in panels
        for form in panel.findChildren(QFormLayout)
        for row in range(form.rowCount())
        if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
        and (label := item.widget()) is not None
    ]
    wide = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(wide)
