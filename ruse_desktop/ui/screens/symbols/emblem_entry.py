"""Writing down a room with the emblem, and what a check of it found (чл. 7, ал. 2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ruse_desktop.domain import emblem_places as values
from ruse_desktop.domain.emblem_places import (
    SEEN_NAMES,
    CheckInput,
    Place,
    PlaceInput,
    PlaceKind,
    Seen,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px


class PlaceDialog(SavingDialog):
    """A new room, or the correction of an old one: its holder, who sees to the emblem."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        kinds: Sequence[PlaceKind],
        old: Place | None = None,
    ) -> None:
        title = _("Поправка на място") if old else _("Ново място за герба")
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши"))
        self._old = old
        self.setMinimumWidth(px(620))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид място"))
        self.kind.addItem(_("Изберете…"), "")
        for one in kinds:
            self.kind.addItem(one.name, one.code)
        self.name = _line(_("Име или стая"), _("ако са няколко от вида: кабинет 214"))
        self.settlement = _line(_("Селище"), _("за кметство: с. Николово"))
        self.holder = _line(_("Титуляр"), _("чий е кабинетът"))
        self.since = DateField(today=context.clock.today, name=_("Встъпил на"))
        self.responsible = _line(_("Отговаря за герба"), "")
        self.note = _line(_("Бележка"), "")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (
            self.kind, self.name, self.settlement, self.holder, self.since, self.responsible,
            self.note,
        ):  # fmt: skip
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        if old is not None:
            self._show(old.typed)
        self.kind.currentIndexChanged.connect(lambda _n: self._check())
        self.since.textChanged.connect(lambda _text: self._check())
        self._check()
        self.kind.setFocus()

    def _show(self, typed: PlaceInput) -> None:
        at = self.kind.findData(typed.kind)
        if at < 0 and self._old is not None:  # of an edition whose act lists it no more
            self.kind.addItem(self._old.kind_name, typed.kind)
            at = self.kind.count() - 1
        self.kind.setCurrentIndex(at)
        for name in ("name", "settlement", "holder", "responsible", "note"):
            getattr(self, name).setText(getattr(typed, name))
        self.since.set_date(typed.holder_since)

    @property
    def typed_place(self) -> PlaceInput:
        """What is typed now."""
        return PlaceInput(
            str(self.kind.currentData()), self.name.text(), self.settlement.text(),
            self.holder.text(), self.since.date(), self.responsible.text(), self.note.text(),
        )  # fmt: skip

    def _check(self) -> None:
        lacking = "" if self.kind.currentData() else _("Изберете вида на мястото.")
        if self.since.wrong:
            lacking = _("Датата на встъпване не се чете.")
        self.hint.setText(lacking or _("При нов титуляр кабинетът е за нова проверка."))
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed_place, self._old
        if old is None:
            self._write(lambda s: s.emblem_places.add(typed, actor=s.actor))
        else:
            self._write(lambda s: s.emblem_places.correct(old.id, typed, actor=s.actor))


class CheckDialog(SavingDialog):
    """What was seen in one room; the next one may follow at once."""

    def __init__(self, parent: QWidget, context: ScreenContext, place: Place) -> None:
        super().__init__(parent, context, _("Проверка на герба"), _("Впиши проверката"))
        self._place = place
        self.column.addWidget(label(place.title, "heading", wrap=True))
        self.seen = QComboBox()
        self.seen.setAccessibleName(_("Гербът е"))
        for one in Seen:
            self.seen.addItem(_(SEEN_NAMES[one]), one)
        self.on = DateField(today=context.clock.today, name=_("Проверен на"))
        self.on.set_date(context.clock.today())
        self.by = _line(_("Проверил"), "")
        self.by.setText(context.actor.name)
        self.note = _line(_("Бележка"), _("какво е видяно"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.seen, self.on, self.by, self.note):
            form.addRow(field.accessibleName(), field)
            if isinstance(field, QLineEdit):
                field.textChanged.connect(lambda _text: self._check())
        self.column.addLayout(form)
        self.seen.currentIndexChanged.connect(lambda _n: self._check())
        self._today = context.clock.today
        self._check()
        self.seen.setFocus()

    @property
    def typed_check(self) -> CheckInput:
        """What is typed now."""
        return CheckInput(
            Seen(self.seen.currentData()), self.on.date(), self.by.text().strip(),
            self.note.text().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        said = values.check_problem(self.typed_check, self._place.since, self._today())
        self.hint.setText(said)
        self.do.setEnabled(not said)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, number = self.typed_check, self._place.id
        self._write(lambda s: s.emblem_places.check(number, typed, actor=s.actor))


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
