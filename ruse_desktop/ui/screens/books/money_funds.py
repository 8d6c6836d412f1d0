"""Sources and donors of an award's money: promised, received, needed and spent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.funds import FundInput, FundLine, FundView, percent
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.outcomes import FundSource
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import (
    DateField,
    EmptyState,
    FieldGrid,
    MessageBar,
    button,
    label,
)
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.money_dialogs import AmountField, currency_box, number_and_day
from ruse_desktop.ui.theme import px

_LEAST = 15
_YEARS_BACK, _YEARS_AHEAD = 6, 1


class FundsDialog(QDialog):
    """The money of one award's edition; award and year are chosen above."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, award: str = "", year: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Средства и дарители"))
        self.resize(px(900), px(600))
        self._context = context
        self._wanted = award
        self._view: FundView | None = None
        self.message = MessageBar()
        self.award, self.year = QComboBox(), QComboBox()
        self.award.setAccessibleName(_("Награда"))
        self.year.setAccessibleName(_("Година"))
        self.award.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        this = context.clock.today().year
        for one in range(this + _YEARS_AHEAD, this - _YEARS_BACK, -1):
            self.year.addItem(_("{year} г.").format(year=one), one)
        self.year.setCurrentIndex(max(0, self.year.findData(year or this)))
        self.facts = FieldGrid(names=170)
        self.warnings = label("", "", wrap=True)
        self.table = ListTable(
            (
                Column(_("Източник"), 150),
                Column(_("От кого"), 180, stretch=True),
                Column(_("Договор"), 130),
                Column(_("Сума"), 100),
                Column(_("Предназначение"), 130),
                Column(_("Състояние"), 156, chip=True),
            ),
            _("Средства"),
            context.settings,
        )
        self.none = EmptyState("heart-handshake", _("Още няма вписани средства"), "")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        self._build()
        self.award.currentIndexChanged.connect(lambda _index: self.reload())
        self.year.currentIndexChanged.connect(lambda _index: self.reload())
        self.table.opened.connect(lambda _key: self._edit())
        self.table.chosen.connect(lambda _key: self._chosen())
        context.tasks.read(
            lambda s: s.payments.awards(), self._offer, self.message.refuse, owner=self
        )

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.award)
        top.addWidget(self.year)
        top.addStretch(1)
        row = QHBoxLayout()
        self.add = button(_("Впиши средства…"), self._add, primary=True, icon_name="plus")
        self.change = button(_("Промени…"), self._edit, icon_name="pencil")
        self.out = button(_("Зачертай…"), self._strike, icon_name="ban")
        for one in (self.add, self.change, self.out):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.warnings)
        column.addWidget(self.pages, 1)
        column.addLayout(row)

    def _offer(self, awards: Sequence[tuple[str, str]]) -> None:
        with QSignalBlocker(self.award):
            for code, name in awards:
                self.award.addItem(name, code)
            self.award.setCurrentIndex(max(0, self.award.findData(self._wanted)))
        self.reload()

    @property
    def _place(self) -> tuple[str, int]:
        return str(self.award.currentData() or ""), int(self.year.currentData())

    def reload(self) -> None:
        """Read the money of the award and year chosen."""
        award, year = self._place
        if not award:
            return

        def show(view: FundView) -> None:
            if (view.award, view.year) == self._place:
                self._show(view)

        self._context.tasks.read(
            lambda s: s.funds.view(award, year), show, self._failed, owner=self
        )

    def _failed(self, error: UserError) -> None:
        self._view = None
        self.table.show_lines(())
        self.facts.show_rows(())
        self.warnings.setText("")
        self._chosen()
        self.message.refuse(error)

    def _show(self, view: FundView) -> None:
        self._view = view
        self.message.hide()
        self.facts.show_rows(_facts(view))
        self.warnings.setText("\n".join(f"• {text}" for text in view.warnings))
        self.warnings.setVisible(bool(view.warnings))
        self.none.text.setText(
            _("Впишете от какъв източник е сумата, кой я дава, по кой договор и кога е получена.")
            if view.totals
            else _("За тази награда наредбата не посочва източници; сумите са от бюджета.")
        )
        self.pages.setCurrentWidget(self.table if view.lines else self.none)
        names = {one.source.code: one.source.name for one in view.totals}
        self.table.show_lines([_line(one, names) for one in view.lines])
        self._chosen()

    @property
    def current(self) -> FundLine | None:
        """The line chosen."""
        key = self.table.current_key()
        lines = self._view.lines if self._view else ()
        return next((one for one in lines if one.id == key), None)

    def _chosen(self) -> None:
        one = self.current
        live = one is not None and not one.struck_why
        self.add.setEnabled(bool(self._view and self._view.totals))
        self.change.setEnabled(live)
        self.out.setEnabled(live)

    def _add(self) -> None:
        self._ask(None)

    def _edit(self) -> None:
        one = self.current
        if one is not None and not one.struck_why:
            self._ask(one)

    def _ask(self, line: FundLine | None) -> None:
        if self._view is None:
            return
        sources = [one.source for one in self._view.totals]
        dialog = FundDialog(self, self._context, self._place, sources, line)
        dialog.accepted.connect(self.reload)
        dialog.open()

    def _strike(self) -> None:
        if (line := self.current) is None:
            return
        dialog = TextDialog(
            self, _("Зачертаване"), _("Защо зачертавате този запис за средства?"), _("Зачертай"),
            least=_LEAST,
        )  # fmt: skip
        dialog.accepted.connect(
            lambda: self._context.tasks.write(
                lambda s: s.funds.strike(line.id, reason=dialog.text(), actor=s.actor),
                lambda _done: self.reload(),
                self.message.refuse,
                owner=self,
            )
        )
        dialog.open()


class FundDialog(SavingDialog):
    """A sum of one source: who gives it, by which contract, for what, when it came."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        place: tuple[str, int],
        sources: Sequence[FundSource],
        line: FundLine | None,
    ) -> None:
        super().__init__(parent, context, _("Средства"), _("Впиши"))
        self._place, self._line, self._sources = place, line, list(sources)
        today = context.clock.today
        self.form = form = QFormLayout()
        self.source = QComboBox()
        self.source.setAccessibleName(_("Източник"))
        for one in sources:
            self.source.addItem(f"{one.name} ({one.citation})", one.code)
        self.giver = QLineEdit()
        self.giver.setAccessibleName(_("От кого"))
        self.amount, self.currency = AmountField(_("Сума")), currency_box()
        row = QHBoxLayout()
        row.addWidget(self.amount)
        row.addWidget(self.currency)
        row.addStretch(1)
        form.addRow(_("Източник"), self.source)
        form.addRow(_("От кого"), self.giver)
        form.addRow(_("Сума"), row)
        self.document, self.on = number_and_day(form, _("Договор №"), today)
        self.purpose = QLineEdit()
        self.purpose.setAccessibleName(_("Предназначение"))
        self.received = DateField(today=today, name=_("Получени на"))
        self.also = DateField(today=today, name=_("Получен знак на"))
        form.addRow(_("Предназначение"), self.purpose)
        form.addRow(_("Получени на"), self.received)
        form.addRow(_("Знакът получен на"), self.also)
        self.column.addLayout(form)
        if line is not None:
            self._fill(line.typed)
        self.source.currentIndexChanged.connect(lambda _index: self._check())
        self.amount.textChanged.connect(lambda _text: self._check())
        self._check()

    def _fill(self, typed: FundInput) -> None:
        self.source.setCurrentIndex(max(0, self.source.findData(typed.source)))
        self.currency.setCurrentIndex(max(0, self.currency.findData(typed.currency)))
        self.giver.setText(typed.giver)
        self.amount.show_amount(typed.amount)
        self.document.setText(typed.document)
        self.purpose.setText(typed.purpose)
        for field, day in (
            (self.on, typed.on), (self.received, typed.received_on), (self.also, typed.also_on),
        ):  # fmt: skip
            field.set_date(day)

    def _check(self) -> None:
        source = next((s for s in self._sources if s.code == self.source.currentData()), None)
        self.form.setRowVisible(self.also, bool(source and source.also))
        ready = source is not None and self.amount.amount() is not None
        self.do.setEnabled(ready)
        self.hint.setText("" if ready else _("Въведете сумата."))

    def save(self) -> None:
        """Write the sum."""
        amount = self.amount.amount()
        if amount is None:
            return
        typed = FundInput(
            *self._place, str(self.source.currentData()), amount,
            str(self.currency.currentData()), self.giver.text(), self.document.text(),
            self.on.date(), self.purpose.text(), self.received.date(), self.also.date(),
        )  # fmt: skip
        line = self._line.id if self._line else None
        self._write(lambda s: s.funds.record(typed, line_id=line, actor=s.actor))


def _facts(view: FundView) -> list[tuple[str, str]]:
    def said(amount: object) -> str:
        return money_text(amount, view.currency)  # type: ignore[arg-type]  # a decimal

    covered = percent(view.received, view.needed)
    rows = [
        (_("Необходими"), said(view.needed)),
        (_("Изплатени"), said(view.spent)),
    ]
    if view.totals:
        text = _("{sum} ({part} %)").format(
            sum=said(view.received), part=f"{covered}".replace(".", ",")
        )
        rows += [
            (_("Осигурени"), said(view.planned)),
            (_("Получени"), text if covered is not None else said(view.received)),
        ]
    for one in view.totals:
        text = _("{planned} осигурени, {received} получени").format(
            planned=said(one.planned), received=said(one.received)
        )
        rows.append((one.source.name, f"{text} ({one.source.citation})"))
    return rows


def _line(line: FundLine, names: dict[str, str]) -> Line:
    one = line.typed
    document = f"{one.document}/{date_plain(one.on)}" if one.on else one.document
    if line.struck_why:
        state, tone = _("зачертано"), "neutral"
    elif one.received_on:
        state, tone = _("получено {day}").format(day=date_plain(one.received_on)), "met"
    else:
        state, tone = _("обещано"), "judgement"
    much = money_text(one.amount, one.currency)
    return Line(
        line.id,
        (names.get(one.source, one.source), one.giver, document, much, one.purpose, state),
        tone,
    )
