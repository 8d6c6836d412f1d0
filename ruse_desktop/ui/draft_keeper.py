"""Keeps what is typed in open dialogs until they close, and offers it again after a crash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.typed import typed

if TYPE_CHECKING:
    from ruse_desktop.services.drafts import TypedDraft
    from ruse_desktop.ui.tasks import Tasks

EVERY_MS = 3_000
_NOT_KEPT = (
    "ruse_desktop.ui.sign_in",
    "ruse_desktop.ui.confirming",
    "ruse_desktop.ui.recovering",
    "ruse_desktop.ui.first_start",
    "ruse_desktop.ui.screens.safety.profile_dialogs",
    "ruse_desktop.ui.screens.sessions.voting",
    "ruse_desktop.ui.screens.sessions.remote",
    "ruse_desktop.ui.screens.sessions.counting",
    "ruse_desktop.ui.screens.books.diploma_key",
    "ruse_desktop.ui.screens.nominations.dialog",
    "ruse_desktop.ui.kit.pdf",
    "PySide6",
)
"""Secrets, votes and counts are never written aside; a nomination keeps its draft in the data."""

Fields = tuple[tuple[str, str], ...]


@dataclass
class _Watched:
    """An open dialog: where it belongs, what stood in it at first, what was kept last."""

    dialog: QDialog
    place: str
    owner: str
    first: Fields
    kept: Fields


class DraftKeeper(QObject):
    """Looks at the open dialogs every few seconds; a dialog that closes drops its draft."""

    def __init__(
        self, tasks: Tasks, who: Callable[[], str], parked: Callable[[QDialog], bool]
    ) -> None:
        super().__init__(tasks)
        self._tasks, self._who, self._parked = tasks, who, parked
        self._open: list[_Watched] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin when the data is open."""
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Keep what changed, drop what closed, meet what opened."""
        if not self._tasks.is_open:
            return
        for one in list(self._open):
            if not shiboken6.isValid(one.dialog) or not (
                one.dialog.isVisible() or self._parked(one.dialog)
            ):
                self._open.remove(one)
                self._drop(one)
            elif one.dialog.isVisible():
                self._keep(one)
        known = {id(one.dialog) for one in self._open}
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible() and id(widget) not in known:
                self._meet(widget)

    def _meet(self, dialog: QDialog) -> None:
        module = type(dialog).__module__
        if module.startswith(_NOT_KEPT) or _has_secret(dialog):
            return
        now = _fields(dialog)
        if not now:
            return
        one = _Watched(dialog, _place(dialog), self._who(), now, ())
        self._open.append(one)
        self._tasks.read(
            lambda s: s.drafts.find(one.owner, one.place), partial(self._offer, one), owner=dialog
        )

    def _offer(self, one: _Watched, draft: TypedDraft | None) -> None:
        if draft is None or draft.fields == one.first or _fields(one.dialog) != one.first:
            return
        if [name for name, _text in draft.fields] != [name for name, _text in one.first]:
            return
        text = _(
            "При прекъсване на {day} в {hour} тук е останал незаписан текст: „{beginning}“."
        ).format(
            day=date_plain(draft.at.date()), hour=f"{draft.at:%H:%M}", beginning=draft.beginning
        )
        if confirm(one.dialog, _("Незаписан текст"), text, _("Върни текста")):
            _restore(one.dialog, draft.fields)

    def _keep(self, one: _Watched) -> None:
        now = _fields(one.dialog)
        if now in (one.first, one.kept) or not any(text for _name, text in now):
            return
        one.kept = now
        title = one.dialog.windowTitle()
        self._tasks.read(lambda s: s.drafts.keep(one.owner, one.place, title, now), owner=self)

    def _drop(self, one: _Watched) -> None:
        self._tasks.read(lambda s: s.drafts.drop(one.owner, one.place), owner=self)


def _widgets(dialog: QDialog) -> list[QWidget]:
    return [one for one in typed(dialog) if not isinstance(one.parent(), QComboBox)]


def _fields(dialog: QDialog) -> Fields:
    return tuple((one.accessibleName() or one.objectName(), _text(one)) for one in _widgets(dialog))


def _text(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else _line(field)


def _line(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else ""


def _restore(dialog: QDialog, fields: Fields) -> None:
    for field, (_name, text) in zip(_widgets(dialog), fields, strict=True):
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        elif isinstance(field, QLineEdit):
            field.setText(text)


def _has_secret(dialog: QDialog) -> bool:
    return any(
        one.echoMode() != QLineEdit.EchoMode.Normal for one in dialog.findChildren(QLineEdit)
    )


def _place(dialog: QDialog) -> str:
    """Names the dialog and, by the words that stand in it, its record."""
    words = "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.text())
    mark = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    kind = f"{type(dialog).__module__}.{type(dialog).__qualname__}"
    return f"{kind}|{dialog.windowTitle()}|{mark}"
