"""The forms of the stock: a movement, the design of a kind, a kind of the office's own."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPushButton, QWidget

from ruse_desktop.domain import stock as values
from ruse_desktop.domain.stock import BatchInput, Design, Pile, Sort, StockCard, StockKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, button, label, mark
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import beside, number, number_in

_PAPERS = "*.pdf *.jpg *.jpeg *.png *.docx"


class MoveDialog(SavingDialog):
    """A delivery, a giving, a return or a writing off; serials where the kind has them."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, card: StockCard, sort: Sort
    ) -> None:
        title, do = {
            Sort.RECEIPT: (_("Заприходяване"), _("Заприходи")),
            Sort.ISSUE: (_("Издаване"), _("Издай")),
            Sort.RETURN: (_("Връщане"), _("Впиши връщането")),
            Sort.WRITE_OFF: (_("Бракуване"), _("Бракувай")),
        }[sort]
        super().__init__(parent, context, title, do)
        self._card, self._sort = card, sort
        self.setMinimumWidth(600)
        self.column.addWidget(label(card.line.kind.full_name, "heading", wrap=True))
        self._build()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in self._rows():
            form.addRow(name, field)
        self.column.addLayout(form)
        self._check()
        self.day.setFocus()

    def _build(self) -> None:
        today = self._context.clock.today
        self.day = DateField(today=today, name=_("Дата"))
        self.day.set_date(today())
        self.count = number(_("Брой"))
        self.count.setText("1")
        self.first = _line(_("От номер"))
        self.last = _line(_("До номер"))
        self.document = _line(_("Документ"))
        self.supplier = _line(_("Доставчик"))
        self.price = _line(_("Цена за брой в евро"))
        self.price.setMaximumWidth(120)
        self.ground = _line(_("От кого") if self._sort is Sort.RETURN else _("Основание"))
        self.reason = _line(_("Причина"))
        self.condition = _line(_("Състояние"))
        self.pile = QComboBox()
        self.pile.setAccessibleName(_("Откъде"))
        self.pile.addItem(_("от неизползваните"), Pile.NEW)
        self.pile.addItem(_("от върнатите"), Pile.RETURNED)
        self.pile.setCurrentIndex(0 if self._card.line.new else 1)
        for line in (
            self.day, self.count, self.first, self.last, self.document, self.supplier, self.price,
            self.ground, self.reason, self.condition,
        ):  # fmt: skip
            line.textChanged.connect(lambda _text: self._check())

    def _rows(self) -> list[tuple[str, QWidget]]:
        numbered = self._card.line.kind.numbered
        amount: tuple[str, QWidget] = (_("Брой"), self.count)
        if numbered:
            amount = (_("Номера от"), beside(self.first, label(_("до")), self.last))
        rows: list[tuple[str, QWidget]] = [(_("Дата"), self.day), amount]
        if self._sort is Sort.RECEIPT:
            price = beside(self.price, label("€"))
            return [*rows, (_("Документ"), self.document), (_("Доставчик"), self.supplier), (_("Цена за брой"), price)]  # fmt: skip
        if self._sort is Sort.ISSUE:
            return [*rows, (_("Основание"), self.ground), (_("Документ"), self.document)]
        if self._sort is Sort.RETURN:
            return [*rows, (_("От кого"), self.ground), (_("Състояние"), self.condition)]
        if not numbered:
            rows.append((_("Откъде"), self.pile))
        return [*rows, (_("Протокол за брак №"), self.document), (_("Причина"), self.reason)]

    def save(self) -> None:
        """Write the movement; what is wrong with it is said here."""
        day, code = self.day.date(), self._card.line.kind.code
        if day is None:
            return
        numbered = self._card.line.kind.numbered
        n = 0 if numbered else number_in(self.count) or 0
        first, last = self.first.text().strip(), self.last.text().strip()
        document, ground = self.document.text().strip(), self.ground.text().strip()
        if self._sort is Sort.RECEIPT:
            batch = BatchInput(
                day, n, document, self.supplier.text().strip(), self._price(), first, last
            )
            self._write(lambda s: s.stock.receive(actor=s.actor, code=code, batch=batch))
            return
        try:
            some = values.serials(first, last) if numbered else ()
        except UserError as error:
            self.message.refuse(error)
            return
        common: dict[str, Any] = {"code": code, "on": day, "count": n or 1, "serials": some}
        if self._sort is Sort.ISSUE:
            self._write(
                lambda s: s.stock.issue(actor=s.actor, ground=ground, document=document, **common)
            )
        elif self._sort is Sort.RETURN:
            state = self.condition.text().strip()
            self._write(
                lambda s: s.stock.take_back(actor=s.actor, ground=ground, condition=state, **common)
            )
        else:
            why, pile = self.reason.text().strip(), self.pile.currentData()
            self._write(
                lambda s: s.stock.write_off(
                    actor=s.actor, protocol=document, reason=why, pile=pile, **common
                )
            )

    def _price(self) -> Decimal | None:
        try:
            return round(Decimal(self.price.text().strip().replace(",", ".")), 2)
        except InvalidOperation:
            return None

    def _check(self) -> None:
        mark(self.day, wrong=self.day.wrong)
        lacking = self._lacking()
        self.hint.setText(lacking or self._will())
        self.do.setEnabled(not lacking)

    def _lacking(self) -> str:
        day, numbered = self.day.date(), self._card.line.kind.numbered
        needs: list[tuple[bool, str]] = [
            (day is None, _("Въведете деня.")),
            (day is not None and day > self._context.clock.today(), _("Денят предстои.")),
            (numbered and not self.first.text().strip(), _("Въведете номера.")),
            (not numbered and not number_in(self.count), _("Въведете броя.")),
        ]
        if self._sort is Sort.RECEIPT:
            typed = self.price.text().strip()
            needs += [
                (not self.document.text().strip(), _("Въведете документа за доставката.")),
                (bool(typed) and self._price() is None, _("Цената не е число.")),
            ]
        elif self._sort is Sort.WRITE_OFF:
            needs += [
                (not self.document.text().strip(), _("Въведете протокола за брак.")),
                (not self.reason.text().strip(), _("Въведете причината.")),
            ]
        else:
            asks = _("Въведете от кого.") if self._sort is Sort.RETURN else _("Въведете основанието.")  # fmt: skip
            needs.append((not self.ground.text().strip(), asks))
        return next((said for wrong, said in needs if wrong), "")

    def _will(self) -> str:
        if self._card.line.kind.numbered:
            try:
                some = values.serials(self.first.text(), self.last.text())
            except UserError as error:
                return error.message
            return _("{n} бр.: {list}").format(n=len(some), list=values.serial_text(some))
        return _("Налични сега: {n}").format(n=self._card.line.available)


class DesignDialog(SavingDialog):
    """The council's decision on the design, or the mayor's order until there is one."""

    def __init__(self, parent: QWidget, context: ScreenContext, kind: StockKind) -> None:
        super().__init__(parent, context, _("Утвърден проект"), _("Впиши проекта"))
        self._kind = kind
        self._file: Path | None = None
        today = context.clock.today
        self.column.addWidget(label(kind.full_name, "heading", wrap=True))
        self.act = QComboBox()
        self.act.setAccessibleName(_("Вид на акта"))
        self.act.addItem(_("решение на Общинския съвет"), "decision")
        self.act.addItem(_("заповед на кмета до утвърждаването"), "order")
        self.number = _line(_("Акт №"))
        self.day = DateField(today=today, name=_("Дата на акта"))
        self.contest = DateField(today=today, name=_("Конкурс на"))
        self.author = _line(_("Автор"))
        self.file: QPushButton = button(_("Файл…"), self._choose, icon_name="paperclip")
        self.file_name = label(_("без файл"), "muted")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Акт"), self.act)
        form.addRow(_("№"), beside(self.number, label(_("от")), self.day))
        form.addRow(_("Конкурс на"), beside(self.contest, label(_("ако е проведен"), "muted")))
        form.addRow(_("Автор"), self.author)
        form.addRow(_("Сканиран акт"), beside(self.file, self.file_name))
        self.column.addLayout(form)
        for line in (self.number, self.day, self.contest):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.act.setFocus()

    def save(self) -> None:
        """Write the design."""
        day, code, source = self.day.date(), self._kind.code, self._file
        if day is None:
            return
        design = Design(
            str(self.act.currentData()), self.number.text().strip(), day, self.contest.date(),
            self.author.text().strip(),
        )  # fmt: skip
        self._write(
            lambda s: s.stock.record_design(actor=s.actor, code=code, design=design, source=source)
        )

    def _choose(self) -> None:
        chosen = ask_open(self, _("Сканиран акт"), _("Документи ({kinds})").format(kinds=_PAPERS))
        if chosen is not None:
            self._file = chosen
            self.file_name.setText(chosen.name)

    def _check(self) -> None:
        for day in (self.day, self.contest):
            mark(day, wrong=day.wrong)
        ready = bool(self.number.text().strip()) and self.day.date() is not None
        self.hint.setText("" if ready else _("Въведете номера и датата на акта."))
        self.do.setEnabled(ready and not self.contest.wrong)


class KindDialog(SavingDialog):
    """A kind of the office's own, or the minimum and the numbering of one that the law names."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, card: StockCard | None = None
    ) -> None:
        super().__init__(
            parent, context, _("Настройки на вид") if card else _("Нов вид"),
            _("Запиши") if card else _("Добави вида"),
        )  # fmt: skip
        self._kind = card.line.kind if card else None
        self.name = _line(_("Име"))
        self.variant = _line(_("Вариант"))
        self.attribute = QComboBox()
        self.attribute.setAccessibleName(_("Група"))
        for code, name in values.attributes().items():
            self.attribute.addItem(name, code)
        self.attribute.setCurrentIndex(self.attribute.findData("souvenir"))
        self.minimum = number(_("Минимум"))
        self.minimum.setText(str(self._kind.minimum if self._kind else 0))
        self.numbered = QCheckBox(_("Всеки брой има номер"))
        self.numbered.setChecked(bool(self._kind and self._kind.numbered))
        self.numbered.setEnabled(not (card and card.moves))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if self._kind is None:
            form.addRow(_("Име"), self.name)
            form.addRow(_("Вариант"), self.variant)
            form.addRow(_("Група"), self.attribute)
        else:
            self.column.addWidget(label(self._kind.full_name, "heading", wrap=True))
        form.addRow(_("Минимум"), beside(self.minimum, label(_("под него програмата предупреждава"), "muted")))  # fmt: skip
        form.addRow("", self.numbered)
        self.column.addLayout(form)
        self.name.textChanged.connect(lambda _text: self._check())
        self._check()
        (self.minimum if self._kind else self.name).setFocus()

    def save(self) -> None:
        """Write the kind."""
        least, numbered = number_in(self.minimum) or 0, self.numbered.isChecked()
        if self._kind is not None:
            code = self._kind.code
            self._write(
                lambda s: s.stock.settle(actor=s.actor, code=code, minimum=least, numbered=numbered)
            )
            return
        typed: dict[str, str] = {
            "name": self.name.text().strip(),
            "variant": self.variant.text().strip(),
            "attribute": str(self.attribute.currentData()),
        }
        self._write(
            lambda s: s.stock.add_kind(actor=s.actor, minimum=least, numbered=numbered, **typed)
        )

    def _check(self) -> None:
        lacking = self._kind is None and not self.name.text().strip()
        self.hint.setText(_("Въведете име.") if lacking else "")
        self.do.setEnabled(not lacking)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
