"""Dialogs of a protocol plan: a new plan, a guest, the plan itself, a gift from the stock."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ruse_desktop.domain.protocol_plans import (
    REPLY_NAMES,
    Cost,
    Guest,
    GuestInput,
    Hall,
    Plan,
    PlanInput,
    Reply,
)
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.people import Person
    from ruse_desktop.domain.precedence import Rank
    from ruse_desktop.domain.stock import StockLine

Field = TypeVar("Field", bound=QWidget)


class _Form(SavingDialog):
    """A saving dialog with a form of named fields."""

    def __init__(self, parent: QWidget, context: ScreenContext, title: str, do: str) -> None:
        super().__init__(parent, context, title, do)
        self.form = QFormLayout()
        self.column.addLayout(self.form)

    def line(self, name: str, text: str = "") -> QLineEdit:
        """A field of one line."""
        return self.field(name, QLineEdit(text))

    def number(self, name: str, value: int, most: int) -> QSpinBox:
        """A whole number from 0."""
        made = QSpinBox()
        made.setMaximum(most)
        made.setValue(value)
        return self.field(name, made)

    def text(self, name: str, text: str) -> QPlainTextEdit:
        """Several lines."""
        made = QPlainTextEdit(text)
        made.setTabChangesFocus(True)
        made.setFixedHeight(72)
        return self.field(name, made)

    def field(self, name: str, made: Field) -> Field:
        """Any field under its name."""
        made.setAccessibleName(name)
        self.form.addRow(name, made)
        return made


class OpenPlanDialog(_Form):
    """Chooses the event whose plan is opened."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, events: Sequence[tuple[int, str, date]]
    ) -> None:
        super().__init__(parent, context, _("Нов протоколен план"), _("Открий плана"))
        self.event_choice = self.field(_("Събитие"), QComboBox())
        for number, title, on in events:
            self.event_choice.addItem(f"{date_plain(on)} · {title}", number)
        self.do.setEnabled(bool(events))
        self.hint.setText(
            _("За връчването по чл. 29 почетните граждани влизат в списъка сами.")
            if events
            else _("Всички събития имат план. Създайте събитие в „Календар“.")
        )

    def save(self) -> None:
        """Open it."""
        number = int(self.event_choice.currentData())
        self._write(lambda s: s.protocol_plans.open(number, actor=s.actor))


class GuestDialog(_Form):
    """A guest typed, or taken from the register of people."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, plan: Plan,
        lists: tuple[Sequence[Rank], Sequence[Person]], guest: Guest | None = None,
    ) -> None:  # fmt: skip
        title = _("Нов гост") if guest is None else _("Гост")
        super().__init__(parent, context, title, _("Запиши"))
        self._plan, self._guest = plan, guest
        old: GuestInput = guest or GuestInput("")
        self.card = self.field(_("От регистъра"), QComboBox())
        self.card.addItem(_("без картон – пише се на ръка"), None)
        for person in lists[1]:
            self.card.addItem(person.full_name, person.id)
        self._people = {one.id: one for one in lists[1]}
        self.card.setCurrentIndex(max(0, self.card.findData(old.person_id)))
        self.name = self.line(_("Име"), old.name)
        self.office = self.line(_("Длъжност, организация"), old.office)
        self.rank = self.field(_("Ранг"), QComboBox())
        for one in lists[0]:
            self.rank.addItem(one.name, one.code)
        self.rank.setCurrentIndex(max(0, self.rank.findData(old.rank)))
        self.called = self.line(_("Обръщение"), old.called)
        self.called.setPlaceholderText(_("празно: по името"))
        self.address = self.line(_("Адрес"), old.address)
        self.invited = self.field(_("Поканен на"), DateField())
        self.invited.set_date(old.invited_on)
        self.reply = self.field(_("Отговор"), QComboBox())
        for reply in Reply:
            self.reply.addItem(_(REPLY_NAMES[reply]), str(reply))
        self.reply.setCurrentIndex(self.reply.findData(str(old.reply)))
        self.companions = self.number(_("Придружители"), old.companions, 20)
        self.wreath = QCheckBox(_("Поднася венец"))
        self.wreath.setChecked(old.wreath)
        self.form.addRow("", self.wreath)
        self.card.activated.connect(lambda _n: self._fill())
        self.name.textChanged.connect(lambda _t: self._check())
        self._check()

    def _fill(self) -> None:
        person = self._people.get(self.card.currentData())
        if person is not None:
            self.name.setText(" ".join(one for one in (person.titles, person.full_name) if one))
            self.office.setText(person.employer)
            self.address.setText(person.settlement)

    def _check(self) -> None:
        named = bool(self.name.text().strip())
        self.do.setEnabled(named)
        self.hint.setText("" if named else _("Напишете името на госта."))

    def save(self) -> None:
        """Write the guest."""
        if self.invited.wrong:
            self.hint.setText(_("Проверете датата на поканата."))
            return
        guest, plan_id = self._guest, self._plan.id
        typed = GuestInput(
            self.name.text(), self.office.text(), str(self.rank.currentData()),
            self.called.text(), self.address.text(), self.invited.date(),
            Reply(str(self.reply.currentData())), self.companions.value(),
            self.wreath.isChecked(), self.card.currentData(), guest.source if guest else "",
        )  # fmt: skip
        number = guest.id if guest else None
        self._write(
            lambda s: s.protocol_plans.save_guest(plan_id, typed, actor=s.actor, guest_id=number)
        )


class PlanDialog(_Form):
    """The hall, the music and the delegation's part."""

    def __init__(self, parent: QWidget, context: ScreenContext, plan: Plan) -> None:
        super().__init__(parent, context, _("Зала и делегация"), _("Запиши"))
        self._plan, old = plan, plan.typed
        self.hall = self.line(_("Зала"), old.hall.name)
        self.rows = self.number(_("Редове"), old.hall.rows, 60)
        self.seats = self.number(_("Места в ред"), old.hall.seats, 60)
        self.aisle = self.number(_("Места вляво от пътеката"), old.hall.aisle, 60)
        self.music = self.line(_("Музика"), old.music)
        self.delegation = self.line(_("Делегация"), old.delegation)
        self.members = self.text(_("Членове, по един на ред"), "\n".join(old.members))
        self.hosts = self.line(_("Домакин"), old.hosts)
        self.interpreter = self.line(_("Преводач"), old.interpreter)
        self.accommodation = self.line(_("Настаняване"), old.accommodation)
        lines = "\n".join(f"{one.name}: {one.amount}".replace(".", ",") for one in old.costs)
        self.costs = self.text(_("Разходи, „за какво: сума“"), lines)
        self.note = self.line(_("Бележка"), old.note)

    def save(self) -> None:
        """Write it; a cost that cannot be read is told here."""
        costs = []
        for text in self.costs.toPlainText().splitlines():
            name, _colon, amount = text.rpartition(":")
            if not text.strip():
                continue
            try:
                costs.append(Cost(name.strip(), Decimal(amount.strip().replace(",", "."))))
            except InvalidOperation:
                self.hint.setText(_("Разходът не се чете: {text}.").format(text=text))
                return
        typed = PlanInput(
            Hall(self.hall.text(), self.rows.value(), self.seats.value(), self.aisle.value()),
            self.music.text(), self.delegation.text(),
            tuple(self.members.toPlainText().splitlines()), self.hosts.text(),
            self.interpreter.text(), self.accommodation.text(), self.note.text(), tuple(costs),
        )  # fmt: skip
        number = self._plan.id
        self._write(lambda s: s.protocol_plans.save(number, typed, actor=s.actor))


class GiftDialog(_Form):
    """A gift that comes off the stock."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, plan: Plan, lines: Sequence[StockLine]
    ) -> None:
        super().__init__(parent, context, _("Подарък от склада"), _("Дай и изпиши"))
        self._plan = plan
        self.kind = self.field(_("Какво"), QComboBox())
        for one in lines:
            self.kind.addItem(one.kind.full_name, one.kind.code)
        self.count = self.number(_("Брой"), 1, 500)
        self.serial = self.line(_("Номер (за номерираните)"))
        self.receiver = self.line(_("На кого"))
        self.on = self.field(_("Дата"), DateField())
        self.on.set_date(context.clock.today())
        self.hint.setText(_("Изписва се от склада веднага; под нулата не се допуска."))

    def save(self) -> None:
        """Give it."""
        on = self.on.date()
        if on is None:
            self.hint.setText(_("Впишете датата."))
            return
        number, code, count = self._plan.id, str(self.kind.currentData()), self.count.value()
        who, serial = self.receiver.text(), self.serial.text().strip()
        self._write(
            lambda s: s.protocol_visits.give(
                number, code, count, on=on, receiver=who, serial=serial, actor=s.actor
            )
        )
