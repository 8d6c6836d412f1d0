"""Dialogs of City Day's money: a line of the plan, a sum on it, the sums written so far, a contract."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QWidget

from ruse_desktop.domain.city_day_money import (
    SOURCE_NAMES,
    EntryInput,
    LineInput,
    MoneyLine,
    Source,
    Sponsor,
    SponsorInput,
    source_citation,
)
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.violations import SYMBOLS
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.money_dialogs import AmountField, currency_box
from ruse_desktop.ui.screens.protocol.city_day_steps import form_of, line_field, text_field

if TYPE_CHECKING:
    from ruse_desktop.domain.city_day import CityDay
    from ruse_desktop.domain.findings import Finding

_TYPING_MS = 200


class LineDialog(SavingDialog):
    """A line of the plan: income by a point of чл. 24, or a cost."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, year: int, line: MoneyLine | None = None
    ) -> None:
        title = _("Нов ред в плана") if line is None else _("Ред от плана")
        super().__init__(parent, context, title, _("Запиши"))
        self._year, self._old = year, line
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид"))
        self.kind.addItem(_("Разход"), "")
        for source, name in SOURCE_NAMES.items():
            said = _("Приход – {name} ({citation})")
            text = said.format(name=_(name).lower(), citation=source_citation(source))
            self.kind.addItem(text, str(source))
        self.name = line_field(_("Наименование"))
        self.planned = AmountField(_("По план"))
        self.note = line_field(_("Бележка"))
        if line is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(str(line.typed.source or ""))))
            self.name.setText(line.typed.name)
            self.planned.show_amount(line.typed.planned)
            self.note.setText(line.typed.note)
        self.column.addLayout(form_of(self.kind, self.name, self.planned, self.note))
        for field in (self.name, self.planned):
            field.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        text = self.planned.text().strip()
        wrong = self.planned.wrong and text.strip("0,. ") != ""
        lacking = ""
        if not self.name.text().strip():
            lacking = _("Напишете наименованието на реда.")
        elif wrong:
            lacking = _("Поправете сумата.")
        approved = self._old is not None and self._old.approved is not None
        told = _("Утвърденият план остава, докато промените не бъдат утвърдени отново.")
        self.hint.setText(lacking or (told if approved else ""))
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        chosen, old, year = str(self.kind.currentData()), self._old, self._year
        typed = LineInput(
            self.name.text().strip(), self.planned.amount() or Decimal(0),
            Source(chosen) if chosen else None, self.note.text().strip(),
        )  # fmt: skip
        if old is None:
            self._write(lambda s: s.city_day_money.add_line(year, typed, actor=s.actor))
        else:
            self._write(lambda s: s.city_day_money.change_line(old.id, typed, actor=s.actor))


class EntryDialog(SavingDialog):
    """Money that came in or was spent; what it goes against is told while typing (чл. 25)."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        found: CityDay,
        line: MoneyLine,
        sponsor: Sponsor | None = None,
    ) -> None:
        income = line.typed.source is not None
        title = _("Постъпление") if income else _("Разход")
        super().__init__(parent, context, title, _("Впиши"))
        self.setMinimumWidth(theme.px(580))
        self._found, self._line, self._sponsor = found, line, sponsor
        self.column.addWidget(label(line.typed.name, "heading", wrap=True))
        currency = found.edition.currency
        said = _("По план {planned}; досега {actual}").format(
            planned=money_text(line.planned, currency), actual=money_text(line.actual, currency)
        )
        self.column.addWidget(label(said, "muted"))
        self.on = DateField(today=context.clock.today, name=_("Дата"))
        self.on.set_date(context.clock.today())
        self.amount = AmountField(_("Сума"))
        self.currency = currency_box()
        self.currency.setCurrentIndex(max(0, self.currency.findData(currency)))
        self.document = line_field(_("Документ"))
        self.document.setPlaceholderText(_("фактура, платежно нареждане…"))
        self.who = line_field(_("От кого") if income else _("На кого"))
        if sponsor is not None:
            self.who.setText(sponsor.typed.name)
            left = (sponsor.typed.amount or Decimal(0)) - sponsor.received
            if left > 0:
                self.amount.show_amount(left)
        self.reason = text_field(_("Причина"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        money = QWidget()
        row = QHBoxLayout(money)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.amount)
        row.addWidget(self.currency)
        row.addStretch(1)
        form.addRow(_("Дата"), self.on)
        form.addRow(_("Сума"), money)
        for field in (self.document, self.who, self.reason):
            form.addRow(field.accessibleName(), field)
        self._form = form
        self.column.addLayout(form)
        self.warning = label("", wrap=True)
        self.column.addWidget(self.warning)
        form.setRowVisible(self.reason, False)  # noqa: FBT003 - Qt
        self._asks = False
        self._look = on_change(_TYPING_MS, self._judge, self)
        for changed in (self.on, self.amount):
            changed.textChanged.connect(lambda _text: self._look())
            changed.textChanged.connect(lambda _text: self._check())
        self.currency.currentIndexChanged.connect(lambda _n: self._look())
        self.reason.textChanged.connect(self._check)
        self._check()
        self._judge()

    @property
    def entry(self) -> EntryInput:
        """What is typed."""
        return EntryInput(
            self.on.date(), self.amount.amount() or Decimal(0), self.document.text().strip(),
            self.who.text().strip(), self.reason.toPlainText().strip(),
        )  # fmt: skip

    def _judge(self) -> None:
        typed, currency, key = self.entry, str(self.currency.currentData()), self._line.id
        if typed.on is None or not typed.amount:
            return

        def show(found: tuple[Finding, ...]) -> None:
            self._asks = any(one.open for one in found)
            self._form.setRowVisible(self.reason, self._asks)
            self.warning.setText(
                "\n".join(f"⚠ {one.sentence}: {one.explanation}" for one in found if one.open)
            )
            self.warning.setStyleSheet(f"color:{theme.colours().amber};")
            self._check()

        self._context.tasks.read(
            lambda s: s.city_day_money.judge(key, typed, currency), show, self.message.refuse,
            owner=self,
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.entry
        lacking = ""
        if typed.on is None:
            lacking = _("Впишете датата.")
        elif not typed.amount:
            lacking = _("Впишете сумата.")
        elif self._asks and not typed.reason:
            lacking = _("Впишете причината; тя се печата в отчета.")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, currency, key = self.entry, str(self.currency.currentData()), self._line.id
        sponsor = self._sponsor.id if self._sponsor is not None else None
        self._write(
            lambda s: s.city_day_money.enter(
                key, typed, actor=s.actor, currency=currency, sponsor_id=sponsor
            )
        )


class EntriesDialog(SavingDialog):
    """The sums of a line; a mistake is struck out with a reason."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, line: MoneyLine, currency: str
    ) -> None:
        super().__init__(parent, context, line.typed.name, _("Затвори"))
        self.resize(theme.px(760), theme.px(420))
        self._line = line
        columns = (
            Column(_("Дата"), 96), Column(_("Сума"), 116), Column(_("Документ"), 140),
            Column(_("Кой"), 140), Column(_("Бележка"), 160, stretch=True),
        )  # fmt: skip
        self.table = ListTable(columns, _("Суми по реда"), context.settings)
        self.column.addWidget(self.table, 1)
        self.table.show_lines([
            Line(one.id, (
                date_plain(one.typed.on) if one.typed.on else "", money_text(one.amount, currency),
                one.typed.document, one.typed.who, _said(one.struck_why, one.original,
                                                         one.typed.reason),
            ))
            for one in line.entries
        ])  # fmt: skip
        self.out = button(_("Зачеркни…"), self.strike)
        self.out.setEnabled(bool(line.entries))
        self.column.addWidget(self.out)
        self.back.hide()
        if not line.entries:
            self.hint.setText(_("По този ред още няма суми."))

    def strike(self) -> None:
        """Strike the chosen sum out."""
        key = self.table.current_key()
        if key is None:
            return
        asked = TextDialog(
            self, _("Зачеркване"), _("Защо се зачерква сумата? Остава с причината."), _("Зачеркни"),
            least=15,
        )  # fmt: skip
        if asked.exec() == TextDialog.DialogCode.Accepted:
            why = asked.text()
            self._write(lambda s: s.city_day_money.strike(key, why, actor=s.actor))

    def save(self) -> None:
        """There is nothing to write."""
        self.accept()


class SponsorDialog(SavingDialog):
    """A contract: who, sum or in kind, what is promised, whose permit covers a symbol."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, year: int, old: Sponsor | None = None
    ) -> None:
        title = _("Нов договор за спонсорство или реклама") if old is None else _("Договор")
        super().__init__(parent, context, title, _("Запиши"))
        self.setMinimumWidth(theme.px(620))
        self._year, self._old = year, old
        typed = old.typed if old is not None else SponsorInput("")
        self.name = line_field(_("Спонсор"), typed.name)
        self.contract_no = line_field(_("Договор №"), typed.contract_no)
        self.contract_on = DateField(today=context.clock.today, name=_("Дата на договора"))
        self.contract_on.set_date(typed.contract_on)
        self.amount = AmountField(_("Сума"))
        self.in_kind = line_field(_("В натура"), typed.in_kind)
        self.in_kind.setPlaceholderText(_("какво се предоставя, ако не е сума"))
        self.value = AmountField(_("Стойност на предоставеното"))
        for field, amount in ((self.amount, typed.amount), (self.value, typed.in_kind_value)):
            if amount is not None:
                field.show_amount(amount)
        self.promised = text_field(_("Обещано насрещно"), typed.promised)
        self.symbol = QComboBox()
        self.symbol.setAccessibleName(_("Ползва символ"))
        self.symbol.addItem(_("не"), "")
        for code in SYMBOLS:
            self.symbol.addItem(symbol_name(code), code)
        self.permit = QComboBox()
        self.permit.setAccessibleName(_("Разрешение"))
        self._form = form_of(
            self.name, self.contract_no, self.contract_on, self.amount, self.in_kind, self.value,
            self.promised, self.symbol, self.permit,
        )  # fmt: skip
        self.column.addLayout(self._form)
        self.symbol.setCurrentIndex(max(0, self.symbol.findData(typed.symbol)))
        self.symbol.currentIndexChanged.connect(lambda _n: self._offer())
        self.permit.currentIndexChanged.connect(lambda _n: self._check())
        for line in (
            self.name, self.contract_no, self.contract_on, self.amount, self.in_kind, self.value,
        ):  # fmt: skip
            line.textChanged.connect(lambda _text: self._check())
        self._offer()

    @property
    def contract(self) -> SponsorInput:
        """What is typed."""
        permit = self.permit.currentData()
        return SponsorInput(
            self.name.text().strip(), self.contract_no.text().strip(), self.contract_on.date(),
            self.amount.amount(), self.in_kind.text().strip(), self.value.amount(),
            self.promised.toPlainText().strip(), str(self.symbol.currentData()),
            int(permit) if permit else None, self._old.typed.note if self._old else "",
        )  # fmt: skip

    def _offer(self) -> None:
        """The permits in force for the symbol."""
        code = str(self.symbol.currentData())
        self._form.setRowVisible(self.permit, bool(code))
        self.permit.clear()
        self._check()
        if not code:
            return
        kept = self._old.typed.permit_id if self._old is not None else None

        def show(found: tuple[tuple[int, str], ...]) -> None:
            self.permit.addItem(_("няма разрешение"), None)
            for key, text in found:
                self.permit.addItem(text, key)
            old = self._old
            if (
                old is not None
                and kept
                and self.permit.findData(kept) < 0
                and code == old.typed.symbol
            ):
                self.permit.addItem(_("№ {no} – не важи").format(no=old.permit), kept)
            self.permit.setCurrentIndex(max(0, self.permit.findData(kept)))
            self._check()

        self._context.tasks.read(
            lambda s: s.city_day_money.permits(code), show, self.message.refuse, owner=self
        )

    def _check(self) -> None:
        typed = self.contract
        wrong = self.amount.wrong or self.value.wrong or self.contract_on.wrong
        lacking = _("Поправете сумата или датата.") if wrong else next(iter(typed.faults()), "")
        unpermitted = typed.symbol and typed.permit_id is None
        told = _("Без разрешение по чл. 8 символът не може да се ползва: ще остане предупреждение.")
        self.hint.setText(lacking or (told if unpermitted else ""))
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old, year = self.contract, self._old, self._year
        if old is None:
            self._write(lambda s: s.city_day_money.add_sponsor(year, typed, actor=s.actor))
        else:
            self._write(lambda s: s.city_day_money.change_sponsor(old.id, typed, actor=s.actor))


def _said(struck: str, original: str, reason: str) -> str:
    if struck:
        return _("зачеркнато: {why}").format(why=struck)
    return "; ".join(part for part in (original, reason) if part)
