"""A student's stipend: the status that holds or stops it, and what a new wage would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ruse_desktop.domain.payments import DECISIONS, STATUS_NAMES, StatusEvent, StatusKind
from ruse_desktop.domain.stipends import StipendView, WageChange
from ruse_desktop.domain.town import Wage
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.money_dialogs import AmountField, currency_box
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

_REASON_HEIGHT = 72
_TYPING_MS = 250
_HALF_YEAR = 6


class StatusDialog(SavingDialog):
    """A change of status holds the months after it; a decision lets them go on or stops them."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, laureate_id: int, view: StipendView
    ) -> None:
        super().__init__(parent, context, _("Статус на стипендианта"), _("Впиши промяната"))
        self._id = laureate_id
        self.column.addWidget(label(view.laureate, "heading", wrap=True))
        self.column.addWidget(label(view.said, "muted", wrap=True))
        for event in view.events:
            text = _("{day}: {what} ({document})").format(
                day=date_short(event.on), what=_(STATUS_NAMES[event.kind]), document=event.document
            )
            self.column.addWidget(label(text, "muted", wrap=True))
        self.form = form = QFormLayout()
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Какво се променя"))
        for kind, name in STATUS_NAMES.items():
            if kind is not StatusKind.GOES_ON or view.events:
                self.kind.addItem(_(name), kind)
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        self.since = DateField(today=context.clock.today, name=_("От кой месец"))
        self.since.set_date(context.clock.today().replace(day=1))
        self.document = QLineEdit()
        self.document.setAccessibleName(_("Документ"))
        self.document.setPlaceholderText(_("например „уверение № 14/12.02.2027 г.“"))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(_("Причина"))
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(px(_REASON_HEIGHT))
        form.addRow(_("Промяна"), self.kind)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("От месеца на"), self.since)
        form.addRow(_("Документ"), self.document)
        form.addRow(_("Причина"), self.reason)
        self.column.addLayout(form)
        self.kind.currentIndexChanged.connect(lambda _index: self._check())
        for field in (self.day, self.since, self.document):
            field.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        kind = StatusKind(self.kind.currentData())
        decision = kind in DECISIONS
        self.form.setRowVisible(self.since, decision)
        self.form.setRowVisible(self.reason, decision)
        ready = self.day.date() and self.document.text().strip()
        self.do.setEnabled(bool(ready) and (not decision or self.since.date() is not None))
        self.hint.setText(
            _("Решението важи от посочения месец нататък.")
            if decision
            else _(
                "Месеците след промяната спират, докато бъде вписано решение (чл. 73 не урежда това)."
            )
        )

    def save(self) -> None:
        """Record the change."""
        day, kind = self.day.date(), StatusKind(self.kind.currentData())
        if day is None:
            return
        event = StatusEvent(
            kind, day, self.since.date() or day, self.document.text(), self.reason.toPlainText()
        )
        laureate = self._id
        self._write(lambda s: s.stipends.record_status(laureate, event, actor=s.actor))


class WageDialog(SavingDialog):
    """A minimum wage not entered yet: what it would change, then into the data of the ordinance."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent, context, _("Нова минимална работна заплата"), _("Впиши заплатата"))
        self.resize(px(680), px(520))
        form = QFormLayout()
        self.amount, self.currency = AmountField(_("Заплата")), currency_box()
        row = QHBoxLayout()
        row.addWidget(self.amount)
        row.addWidget(self.currency)
        row.addStretch(1)
        today = context.clock.today()
        self.day = DateField(today=context.clock.today, name=_("В сила от"))
        coming = today.year + (today.month > _HALF_YEAR)
        self.day.set_date(today.replace(year=coming, month=1, day=1))
        self.act, self.source = QLineEdit(), QLineEdit()
        self.act.setAccessibleName(_("Акт"))
        self.act.setPlaceholderText(_("например „ПМС № 243/13.11.2025 г.“"))
        self.source.setAccessibleName(_("Откъде е видяна"))
        self.source.setPlaceholderText(_("например „ДВ, бр. 97/2025 г.“"))
        form.addRow(_("Заплата"), row)
        form.addRow(_("В сила от"), self.day)
        form.addRow(_("Акт"), self.act)
        form.addRow(_("Откъде е видяна"), self.source)
        self.column.addLayout(form)
        self.found = QPlainTextEdit()
        self.found.setReadOnly(True)
        self.found.setTabChangesFocus(True)
        self.found.setAccessibleName(_("Какво се променя"))
        self.column.addWidget(self.found, 1)
        soon = on_change(_TYPING_MS, self._ask, self)
        fields: tuple[QLineEdit, ...] = (self.amount, self.day, self.act, self.source)
        for field in fields:
            field.textChanged.connect(lambda _text: self._check())
        self.amount.textChanged.connect(lambda _text: soon())
        self.day.textChanged.connect(lambda _text: soon())
        self.currency.currentIndexChanged.connect(lambda _index: soon())
        self.found.setPlainText(_("Въведете заплатата, за да видите какво променя."))
        self._check()

    def _check(self) -> None:
        ready = self.amount.amount() is not None and self.day.date() is not None
        whole = ready and bool(self.act.text().strip() and self.source.text().strip())
        self.do.setEnabled(whole)
        self.hint.setText(
            _("Платеното остава; заплатата важи за месеците, които още чакат.")
            if whole
            else _("Заплатата се вписва с акта и мястото, където е видяна.")
        )

    def save(self) -> None:
        """Write the wage into the data of the ordinance."""
        amount, day = self.amount.amount(), self.day.date()
        if amount is None or day is None:
            return
        wage = Wage(
            day, amount, str(self.currency.currentData()), self.act.text(), self.source.text()
        )
        self._write(lambda s: s.ordinance.enter_wage(wage, actor=s.actor))

    def _ask(self) -> None:
        amount, day = self.amount.amount(), self.day.date()
        if amount is None or day is None:
            self.found.setPlainText(_("Въведете заплатата и деня, от който е в сила."))
            return
        currency = str(self.currency.currentData())
        self._context.tasks.read(
            lambda s: s.stipends.changes_by(amount, currency, day),
            lambda found: self._show(day, found),
            self.message.refuse,
            owner=self,
        )

    def _show(self, day: date, found: tuple[WageChange, ...]) -> None:
        if not found:
            text = _("От {day} не се променя нито един месец.").format(day=date_short(day))
            self.found.setPlainText(text)
            return
        done = [one for one in found if one.done]
        n = len(found)
        lines = [ngettext("Променя се {n} месец:", "Променят се {n} месеца:", n).format(n=n)]
        lines += [f"• {one.text}" for one in found if not one.done]
        if done:
            lines += ["", _("Вече предадени или платени – остава разликата:")]
            lines += [f"• {one.text}" for one in done]
        self.found.setPlainText("\n".join(lines))
