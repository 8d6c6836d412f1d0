"""Dialogs of the books: a correction that shows old and new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain import book_state
from ruse_desktop.domain.books import EntryDetail, HolderKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import by_keys, may_drop
from ruse_desktop.ui.kit.typed import begin_typing, lost, typed
from ruse_desktop.ui.screens.base import ScreenContext

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_LEAST_REASON = 15
_EDITOR_HEIGHT = 110


class SavingDialog(QDialog):
    """Stays open with everything typed until the books have taken it."""

    def __init__(self, parent: QWidget, context: ScreenContext, title: str, do: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._context = context
        self.saved: object = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(10)
        self.message = MessageBar()
        outer.addWidget(self.message)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        outer.addLayout(self.column)
        self.hint = label("", "muted", wrap=True)
        outer.addWidget(self.hint)
        row = QHBoxLayout()
        self.do = button(do, self.save, primary=True)
        by_keys(self, self.do)
        row.addWidget(self.do)
        self.back = button(_("Отказ"), self.reject)
        row.addWidget(self.back)
        row.addStretch(1)
        outer.addLayout(row)
        self._before: dict[QWidget, str] | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, and remember what stands in all of them."""
        super().showEvent(event)
        if self._before is None:
            self._before = typed(self)
            begin_typing(self)

    def unsaved(self) -> bool:
        """Whether something was typed that closing would throw away."""
        return self._before is not None and lost(self._before, typed(self))

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if not self.unsaved() or may_drop(self):
            super().reject()

    def save(self) -> None:
        """Ask the books; refusals are shown here."""
        raise NotImplementedError

    def _write(self, work: Callable[[Services], Any]) -> None:
        self.do.setEnabled(False)
        self._context.tasks.write(work, self._done, self._failed, owner=self)

    def _done(self, saved: object) -> None:
        self.saved = saved
        self.accept()

    def _failed(self, error: UserError) -> None:
        self.do.setEnabled(True)
        self.message.refuse(error)


class CorrectionDialog(SavingDialog):
    """One field, its old value, the new one, and why."""

    def __init__(self, parent: QWidget, context: ScreenContext, entry: EntryDetail) -> None:
        super().__init__(parent, context, _("Поправка на запис"), _("Впиши поправката"))
        self._entry = entry
        row = entry.row
        self.column.addWidget(
            label(_("№ {n}, {name}").format(n=row.entry_no, name=row.name), "heading", wrap=True)
        )
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.field = QComboBox()
        self.field.setAccessibleName(_("Поле за поправка"))
        for name in correctable(entry):
            self.field.addItem(book_state.label(name), name)
        self.old = label("", "muted", wrap=True)
        self.new_text = QPlainTextEdit()
        self.new_text.setTabChangesFocus(True)
        self.new_text.setMinimumHeight(56)
        self.new_text.setMaximumHeight(_EDITOR_HEIGHT)
        self.new_text.setAccessibleName(_("Вярна стойност"))
        self.new_day = DateField(today=context.clock.today, name=_("Вярна дата"))
        self.new_kind = QComboBox()
        self.new_kind.setAccessibleName(_("Верен вид на акта"))
        for key, text in act_kinds().items():
            self.new_kind.addItem(text, key)
        self.editors = QStackedWidget()
        self.editors.setMaximumHeight(_EDITOR_HEIGHT)
        for editor in (self.new_text, self.new_day, self.new_kind):
            self.editors.addWidget(editor)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(64)
        self.reason.setMaximumHeight(120)
        self.reason.setAccessibleName(_("Причина"))
        form.addRow(_("Поле"), self.field)
        form.addRow(_("Записано"), self.old)
        form.addRow(_("Вярно"), self.editors)
        form.addRow(_("Причина (задължително)"), self.reason)
        self.column.addLayout(form)
        self.field.currentIndexChanged.connect(self._choose)
        self.new_text.textChanged.connect(self._check)
        self.new_day.textChanged.connect(lambda _text: self._check())
        self.new_kind.currentIndexChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._choose()

    @property
    def name(self) -> str:
        """The stable name of the field chosen."""
        return str(self.field.currentData())

    def new_value(self) -> str:
        """What is typed, as the books take it; „“ for a day that is no date."""
        if self.name == "act_on":
            day = self.new_day.date()
            return day.isoformat() if day else ""
        if self.name == "act_kind":
            return str(self.new_kind.currentData())
        return self.new_text.toPlainText().strip()

    def save(self) -> None:
        """Write the correction as a further entry of the book."""
        row = self._entry.row
        changes, reason = {self.name: self.new_value()}, self.reason.toPlainText().strip()
        self._write(
            lambda s: s.books.correct(
                actor=s.actor, book=row.book, seq=row.seq, changes=changes, reason=reason
            )
        )

    def _choose(self) -> None:
        old = recorded(self._entry, self.name)
        self.old.setText(shown(self.name, old) or _("нищо"))
        self.message.hide()
        if self.name == "act_on":
            self.editors.setCurrentWidget(self.new_day)
            self.new_day.set_date(self._entry.act.on if self._entry.act else None)
        elif self.name == "act_kind":
            self.editors.setCurrentWidget(self.new_kind)
            self.new_kind.setCurrentIndex(max(0, self.new_kind.findData(old)))
        else:
            self.editors.setCurrentWidget(self.new_text)
            self.new_text.setPlainText(old)
        self._check()

    def _check(self) -> None:
        old, new = recorded(self._entry, self.name), self.new_value()
        n = len(self.reason.toPlainText().strip())
        wrong_day = self.name == "act_on" and self.new_day.wrong
        lacking = ""
        if wrong_day:
            lacking = _("Това не е дата.")
        elif new == old:
            lacking = _("Новото съвпада със записаното.")
        elif n < _LEAST_REASON:
            lacking = _("Причината е {n} от поне {least} знака.").format(n=n, least=_LEAST_REASON)
        change = _("„{old}“ → „{new}“").format(old=shown(self.name, old), new=shown(self.name, new))
        kept = _("Старото остава в историята на записа: {change}").format(change=change)
        self.hint.setText(lacking or kept)
        self.do.setEnabled(not lacking)


def correctable(entry: EntryDetail) -> tuple[str, ...]:
    """The fields that this entry has, of those that can be corrected."""
    if entry.row.kind is not HolderKind.PERSON:
        left_out = {"given", "middle", "family", "titles"}
        if entry.row.kind is not HolderKind.TEAM:
            left_out.add("members")
    elif entry.given or entry.family:
        left_out = {"name", "members"}
    else:
        left_out = {"given", "middle", "family", "members"}
    return tuple(name for name in book_state.CORRECTABLE if name not in left_out)


def recorded(entry: EntryDetail, name: str) -> str:
    """What the book says in a field today; members one a line, days in ISO form."""
    if name.startswith("act_"):
        act = entry.act
        if act is None:
            return ""
        day = act.on.isoformat() if act.on else ""
        return {"act_kind": act.kind, "act_no": act.number, "act_on": day, "act_text": act.text}[
            name
        ]
    if name == "members":
        return "\n".join(entry.members)
    if name in {"name", "section", "year"}:
        return str(getattr(entry.row, name))
    return str(getattr(entry, name))


def shown(name: str, value: str) -> str:
    """A field's value for people."""
    if name == "act_kind":
        return act_kinds().get(value, value)
    if name == "act_on" and value:
        return date_plain(date.fromisoformat(value))
    return value.replace("\n", ", ")


def act_kinds() -> dict[str, str]:
    """The kinds of act by their stable names."""
    return {
        "": _("не е посочен"),
        "minutes": _("протокол"),
        "order": _("заповед"),
        "decision": _("решение"),
    }
