"""Entering a registered sign or name, renewing it, ending its protection."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.protection import Mark, MarkInput, MarkKind
from ruse_desktop.domain.violations import SYMBOLS
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

_TEXTS = ("name", "office", "filed_no", "number", "classes", "responsible", "note")
_DAYS = ("filed_on", "registered_on", "expires_on")


class MarkDialog(SavingDialog):
    """A new registration, or the correction of an old one."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        kinds: Sequence[MarkKind],
        old: Mark | None = None,
    ) -> None:
        title = _("Поправка на „{name}“").format(name=old.typed.name) if old else _("Нова закрила")
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши"))
        self._old = old
        self.setMinimumWidth(px(640))
        today = context.clock.today
        self.name = _line(_("Какво се закриля"))
        self.kind = _box(_("Вид"), [(one.code, one.full) for one in kinds])
        self.symbol = _box(
            _("Символ"), [(code, symbol_name(code)) for code in SYMBOLS], _("никой от четирите")
        )
        self.office = _line(_("Ведомство"))
        self.office.setPlaceholderText(_("Патентно ведомство"))
        self.filed_no = _line(_("Заявка №"))
        self.filed_on = DateField(today=today, name=_("Заявена на"))
        self.number = _line(_("Регистрация №"))
        self.registered_on = DateField(today=today, name=_("Регистрирана на"))
        self.expires_on = DateField(today=today, name=_("Изтича на"))
        self.expires_on.setPlaceholderText(_("празно – без срок"))
        self.classes = _line(_("Класове"))
        self.classes.setPlaceholderText(_("например 16, 25, 35"))
        self.responsible = _line(_("Отговаря"))
        self.note = _line(_("Бележка"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (
            self.name, self.kind, self.symbol, self.office, self.filed_no, self.filed_on,
            self.number, self.registered_on, self.expires_on, self.classes, self.responsible,
            self.note,
        ):  # fmt: skip
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        self._show(old)
        for name in (*_TEXTS, *_DAYS):
            getattr(self, name).textChanged.connect(lambda _text: self._check())
        self.kind.currentIndexChanged.connect(lambda _n: self._check())
        self._check()
        self.name.setFocus()

    def _show(self, old: Mark | None) -> None:
        if old is None:
            return
        typed = old.typed
        for name in _TEXTS:
            getattr(self, name).setText(getattr(typed, name))
        for name in _DAYS:
            getattr(self, name).set_date(getattr(typed, name))
        for box, code, text in (
            (self.kind, typed.kind, old.kind_name),
            (self.symbol, typed.symbol, symbol_name(typed.symbol)),
        ):
            if box.findData(code) < 0:
                box.addItem(text, code)
            box.setCurrentIndex(box.findData(code))
        self.expires_on.setReadOnly(bool(old.renewals))

    @property
    def typed(self) -> MarkInput:
        """What is typed now."""
        return MarkInput(
            kind=str(self.kind.currentData()), symbol=str(self.symbol.currentData()),
            **{name: getattr(self, name).text().strip() for name in _TEXTS},
            **{name: getattr(self, name).date() for name in _DAYS},
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        wrong = next((name for name in _DAYS if getattr(self, name).wrong), "")
        needs = (
            (typed.name, _("Напишете какво се закриля.")),
            (typed.kind, _("Изберете вида.")),
            (typed.office, _("Впишете ведомството.")),
            (not wrong, _("Поправете датата.")),
            (typed.filed_on or typed.registered_on, _("Впишете деня на заявката или регистрацията.")),
            (typed.number or not typed.registered_on, _("Впишете номера на регистрацията.")),
        )  # fmt: skip
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.protection.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.protection.correct(number, typed, actor=s.actor))


class RenewDialog(SavingDialog):
    """Until when the term is made longer, by which paper."""

    def __init__(self, parent: QWidget, context: ScreenContext, mark: Mark) -> None:
        super().__init__(parent, context, _("Подновяване"), _("Впиши подновяването"))
        self._mark = mark
        today = context.clock.today
        expires = mark.typed.expires_on
        until = date_short(expires) if expires else ""
        self.column.addWidget(
            label(
                _("„{name}“ – до {day}").format(name=mark.typed.name, day=until),
                "heading",
                wrap=True,
            )
        )
        self.on = DateField(today=today, name=_("Подновена на"))
        self.on.set_date(today())
        self.expires_on = DateField(today=today, name=_("Нов срок до"))
        self.number = _line(_("Документ №"))
        form = QFormLayout()
        for field in (self.expires_on, self.on, self.number):
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(lambda _text: self._check())
        self.column.addLayout(form)
        self._check()
        self.expires_on.setFocus()

    def _check(self) -> None:
        ready = self.on.date() is not None and self.expires_on.date() is not None
        self.hint.setText("" if ready else _("Впишете новия срок и деня на подновяването."))
        self.do.setEnabled(ready)

    def save(self) -> None:
        """Write the renewal; refusals are shown here."""
        on, until, number = self.on.date(), self.expires_on.date(), self.number.text().strip()
        mark_id = self._mark.id
        if on is not None and until is not None:
            self._write(
                lambda s: s.protection.renew(
                    mark_id, on=on, expires_on=until, number=number, actor=s.actor
                )
            )


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _box(name: str, items: list[tuple[str, str]], first: str = "") -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.addItem(first or _("Изберете…"), "")
    for code, text in items:
        made.addItem(text, code)
    return made
