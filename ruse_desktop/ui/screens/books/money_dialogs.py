"""Dialogs of the payments: a list for accounting, paid, the sum of an order, shares of a team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ruse_desktop.domain.intake import number_of
from ruse_desktop.domain.money import (
    SIGNS,
    money_text,
    share_out,
    shares_differ,
    sum_text,
    total_of,
    totals_text,
)
from ruse_desktop.domain.payments import PaymentView, SumInput
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, button, label, mark
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog

_REASON_HEIGHT = 72


class AmountField(QLineEdit):
    """A sum typed as people type it: 1 240,40."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("0,00")
        self.setMaximumWidth(160)
        self.textChanged.connect(lambda _text: mark(self, wrong=self.wrong))

    def amount(self) -> Decimal | None:
        """The sum; None when empty, not a number, or with parts of a cent."""
        found = number_of(self.text())
        if found is None or found <= 0 or found * 100 != (found * 100).to_integral_value():
            return None
        return found

    def show_amount(self, amount: Decimal) -> None:
        """Show a sum."""
        self.setText(f"{amount:.2f}".replace(".", ","))

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no sum."""
        return bool(self.text().strip()) and self.amount() is None


def currency_box() -> QComboBox:
    """A choice between euro and leva."""
    box = QComboBox()
    box.setAccessibleName(_("Валута"))
    for code in ("EUR", "BGN"):
        box.addItem(SIGNS[code], code)
    return box


def number_and_day(
    form: QFormLayout, title: str, today: Callable[[], object]
) -> tuple[QLineEdit, DateField]:
    """A row „№ … от …“ of a form."""
    number = QLineEdit()
    number.setAccessibleName(_("{title}: номер").format(title=title))
    day = DateField(today=today, name=_("{title}: дата").format(title=title))  # type: ignore[arg-type]  # a clock's today
    row = QHBoxLayout()
    row.addWidget(number, 1)
    row.addWidget(label(_("от")))
    row.addWidget(day)
    form.addRow(title, row)
    return number, day


class _SourceReason(QPlainTextEdit):
    """Asks why another source pays, where the donor of the act gave nothing yet."""

    def __init__(self, payments: Sequence[PaymentView]) -> None:
        super().__init__()
        self.donors = list(dict.fromkeys(one.donor for one in payments if one.donor))
        self.setAccessibleName(_("Ако дарението не е получено: причина и заповед за друг източник"))
        self.setTabChangesFocus(True)
        self.setMaximumHeight(_REASON_HEIGHT)


class ListDialog(SavingDialog):
    """Hand the chosen sums over to accounting on a numbered list; `saved` is its id."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, payments: Sequence[PaymentView]
    ) -> None:
        super().__init__(parent, context, _("Списък за счетоводството"), _("Състави списъка"))
        self._payments = list(payments)
        n = len(self._payments)
        sums = totals_text(total_of([one.sum for one in payments if one.sum]))
        text = ngettext("{n} сума, всичко {sum}", "{n} суми, всичко {sum}", n)
        self.column.addWidget(label(text.format(n=n, sum=sums), "heading", wrap=True))
        form = QFormLayout()
        self.day = DateField(today=context.clock.today, name=_("Дата на списъка"))
        self.day.set_date(context.clock.today())
        self.title_field = QLineEdit()
        self.title_field.setAccessibleName(_("За какво е списъкът"))
        self.title_field.setPlaceholderText(_("по желание; иначе наградите в списъка"))
        self.reason = _SourceReason(self._payments)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("За какво"), self.title_field)
        self.column.addLayout(form)
        if self.reason.donors:
            self.column.addWidget(label(self.reason.accessibleName(), "fieldName", wrap=True))
            self.column.addWidget(self.reason)
        self.hint.setText(
            _("Номерът се дава при съставянето. Сметките се пишат на ръка върху отпечатания лист.")
        )
        self.day.textChanged.connect(lambda _text: self._check())

    def _check(self) -> None:
        self.do.setEnabled(self.day.date() is not None)

    def save(self) -> None:
        """Make the list."""
        keys, day = [one.key for one in self._payments], self.day.date()
        title, why = self.title_field.text(), self.reason.toPlainText()
        self._write(
            lambda s: s.payment_lists.make(
                keys, on=day, title=title, source_reason=why, actor=s.actor
            )
        )


class PayDialog(SavingDialog):
    """Tick the chosen sums as paid: when and by which document."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, payments: Sequence[PaymentView]
    ) -> None:
        super().__init__(parent, context, _("Плащане"), _("Отбележи плащането"))
        self._payments = list(payments)
        n = len(self._payments)
        sums = totals_text(total_of([one.sum for one in payments if one.sum]))
        first = self._payments[0]
        said = (
            _("{who} · {what}: {sum}").format(who=first.recipient, what=first.what, sum=sums)
            if n == 1
            else ngettext("{n} сума, всичко {sum}", "{n} суми, всичко {sum}", n).format(
                n=n, sum=sums
            )
        )
        self.column.addWidget(label(said, "heading", wrap=True))
        form = QFormLayout()
        self.day = DateField(today=context.clock.today, name=_("Дата на плащането"))
        self.day.set_date(context.clock.today())
        self.document = QLineEdit()
        self.document.setAccessibleName(_("Документ за плащането"))
        self.document.setPlaceholderText(_("например „пл. нареждане № 118“"))
        form.addRow(_("Дата"), self.day)
        form.addRow(_("Документ"), self.document)
        self.column.addLayout(form)
        self.reason = _SourceReason([one for one in payments if one.list_id is None])
        if self.reason.donors:
            self.column.addWidget(label(self.reason.accessibleName(), "fieldName", wrap=True))
            self.column.addWidget(self.reason)
        for field in (self.day, self.document):
            field.textChanged.connect(lambda _text: self._check())
        self._check()
        self.document.setFocus()

    def _check(self) -> None:
        ready = self.day.date() is not None and bool(self.document.text().strip())
        self.do.setEnabled(ready)
        self.hint.setText("" if ready else _("Въведете деня и документа."))

    def save(self) -> None:
        """Record the payment."""
        keys, day = [one.key for one in self._payments], self.day.date()
        document, why = self.document.text(), self.reason.toPlainText()
        self._write(
            lambda s: s.payments.pay(
                keys, on=day, document=document, source_reason=why, actor=s.actor
            )
        )


class SumDialog(SavingDialog):
    """The sum an order fixes on the directorate's proposal, or none at all."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: PaymentView) -> None:
        super().__init__(parent, context, _("Сума по заповед"), _("Впиши сумата"))
        self._key = one.key
        self.column.addWidget(label(one.laureate, "heading", wrap=True))
        self.column.addWidget(label(f"{one.why} ({one.citation})", "muted", wrap=True))
        self.without = QCheckBox(_("Наградата е без парична сума"))
        self.column.addWidget(self.without)
        self.form = form = QFormLayout()
        self.amount = AmountField(_("Сума"))
        self.currency = currency_box()
        row = QHBoxLayout()
        row.addWidget(self.amount)
        row.addWidget(self.currency)
        row.addStretch(1)
        form.addRow(_("Сума"), row)
        today = context.clock.today
        self.order_no, self.order_on = number_and_day(form, _("Заповед №"), today)
        self.proposal_no, self.proposal_on = number_and_day(form, _("Предложение №"), today)
        self.column.addLayout(form)
        self.without.toggled.connect(lambda _on: self._check())
        for field in (
            self.amount, self.order_no, self.order_on, self.proposal_no, self.proposal_on,
        ):  # fmt: skip
            field.textChanged.connect(lambda _text: self._check())
        self._check()
        self.amount.setFocus()

    def _check(self) -> None:
        none = self.without.isChecked()
        self.amount.setEnabled(not none)
        self.currency.setEnabled(not none)
        lacking = not none and self.amount.amount() is None
        self.do.setEnabled(not lacking)
        self.hint.setText(_("Въведете сумата.") if lacking else "")

    def save(self) -> None:
        """Write the sum; the limit of the act is checked there."""
        typed = SumInput(
            None if self.without.isChecked() else self.amount.amount(),
            str(self.currency.currentData()),
            self.order_no.text(), self.order_on.date(),
            self.proposal_no.text(), self.proposal_on.date(),
        )  # fmt: skip
        key = self._key
        self._write(lambda s: s.payments.fix_sum(key, typed, actor=s.actor))


class ShareDialog(SavingDialog):
    """Split a team's sum among its members; the parts agree with it to the cent."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: PaymentView) -> None:
        super().__init__(parent, context, _("Дялове в сумата"), _("Впиши дяловете"))
        assert one.sum is not None
        self._one, self._total = one, one.sum.amount
        self.column.addWidget(label(f"{one.laureate}: {sum_text(one.sum)}", "heading", wrap=True))
        form = QFormLayout()
        self.parts = [AmountField(name) for name in one.team]
        for name, field in zip(one.team, self.parts, strict=True):
            form.addRow(name, field)
            field.textChanged.connect(lambda _text: self._check())
        self.column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(button(_("Поравно"), self.equally))
        row.addStretch(1)
        self.column.addLayout(row)
        self.equally()

    def equally(self) -> None:
        """Equal parts; cents left over go to the first ones."""
        for field, amount in zip(self.parts, share_out(self._total, len(self.parts)), strict=True):
            field.show_amount(amount)
        self._check()

    def _shares(self) -> list[tuple[str, Decimal]]:
        pairs = zip(self._one.team, self.parts, strict=True)
        return [(name, amount) for name, one in pairs if (amount := one.amount()) is not None]

    def _check(self) -> None:
        assert self._one.sum is not None
        over = shares_differ(self._total, [amount for _name, amount in self._shares()])
        left = money_text(abs(over), self._one.sum.currency)
        self.hint.setText(
            _("Остават {sum} за разпределяне.").format(sum=left)
            if over < 0
            else _("Дяловете са с {sum} повече от сумата.").format(sum=left)
            if over > 0
            else _("Сумата е разпределена точно. Празно поле значи, че членът не получава дял.")
        )
        self.do.setEnabled(not over and not any(one.wrong for one in self.parts))

    def save(self) -> None:
        """Write the shares."""
        key, shares = self._one.key, self._shares()
        self._write(lambda s: s.payments.share(key, shares, actor=s.actor))
