"""Who keeps the seal: on a day, the hand-overs, a new one, its return and its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.seal import Custody, CustodyInput
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext


class CustodyDialog(QDialog):
    """All hand-overs with what can be done about the chosen one; any day may be asked about."""

    def __init__(self, parent: QWidget, context: ScreenContext, least: int) -> None:
        super().__init__(parent)
        self._context, self._least = context, least
        self._all: tuple[Custody, ...] = ()
        self.setWindowTitle(_("Кой пази печата"))
        self.resize(px(900), px(520))
        self.message = MessageBar()
        self.day = DateField(today=context.clock.today, name=_("Ден"))
        self.answer = label("", "heading", wrap=True)
        self.table = ListTable(
            (
                Column(_("Предаден на"), 200, stretch=True),
                Column(_("От"), 92), Column(_("До"), 92), Column(_("Върнат"), 92),
                Column(_("Заповед"), 230), Column(_("Състояние"), 118, chip=True),
            ),
            _("Предавания на печата"), context.settings,
        )  # fmt: skip
        self.none = EmptyState(
            "key", _("Печатът не е предаван"),
            _("Пази го кметът. Когато отсъства, впишете на кого и с коя заповед го предава."),
        )  # fmt: skip
        self._build()
        self.table.chosen.connect(lambda _key: self._allow())
        self.day.textChanged.connect(lambda _text: self._ask_day())
        self.day.set_date(context.clock.today())
        context.tasks.changed.connect(self._reload)
        self._reload(frozenset())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.message)
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(label(_("На ден")))
        asked.addWidget(self.day)
        asked.addWidget(self.answer, 1)
        column.addLayout(asked)
        column.addWidget(self.table, 1)
        column.addWidget(self.none, 1)
        row = QHBoxLayout()
        self.new = button(_("Предай печата…"), self._new, primary=True)
        self.back = button(_("Впиши връщане…"), self._give_back)
        self.paper = button(_("Протокол…"), self._receipt, icon_name="printer")
        self.cross = button(_("Зачеркни…"), self._strike)
        for one in (self.new, self.back, self.paper, self.cross):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)

    def _reload(self, kinds: frozenset[str]) -> None:
        if not kinds or "seal" in kinds:
            self._context.tasks.read(
                lambda s: s.seal_custody.list(), self._show, self.message.refuse, owner=self
            )
            self._ask_day()

    def _show(self, found: tuple[Custody, ...]) -> None:
        self._all = found
        today = self._context.clock.today()
        lines = [
            _line(one, late=one.overdue(today), holds=one.holds(today, today)) for one in found
        ]
        self.table.show_lines(lines)
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)
        self._allow()

    def _ask_day(self) -> None:
        day = self.day.date()
        if day is None:
            self.answer.setText("")
            return

        def show(who: str) -> None:
            if self.day.date() == day:
                self.answer.setText(_("печатът е у: {who}").format(who=who))

        self._context.tasks.read(
            lambda s: s.seal_custody.holder(day), show, self.message.refuse, owner=self
        )

    @property
    def chosen(self) -> Custody | None:
        """The hand-over chosen."""
        key = self.table.current_key()
        return next((one for one in self._all if one.id == key), None)

    def _allow(self) -> None:
        one = self.chosen
        stands = one is not None and not one.struck_why
        out = one is not None and one.returned_on is None
        begun = one is not None and one.since <= self._context.clock.today()
        self.back.setEnabled(stands and out and begun)
        self.cross.setEnabled(stands)
        self.paper.setEnabled(one is not None)

    def _new(self) -> None:
        dialog = HandOverDialog(self, self._context)
        dialog.accepted.connect(lambda: self._given(dialog.saved))
        dialog.open()

    def _given(self, saved: object) -> None:
        assert isinstance(saved, Custody)
        self._show_receipt(saved)

    def _give_back(self) -> None:
        one = self.chosen
        if one is None:
            return
        dialog = ReturnDialog(self, self._context, one)
        dialog.accepted.connect(
            lambda: self.message.tell(_("Връщането на печата е вписано."), "met")
        )
        dialog.open()

    def _receipt(self) -> None:
        if (one := self.chosen) is not None:
            self._show_receipt(one)

    def _show_receipt(self, one: Custody) -> None:
        number = one.id
        title = _("Протокол за печата – {who}").format(who=one.holder)
        self._context.tasks.read(
            lambda s: s.seal_custody.receipt(number),
            lambda pdf: PdfDialog(self, pdf, title, f"protokol-pechat-{number}.pdf").open(),
            self.message.refuse,
            owner=self,
        )

    def _strike(self) -> None:
        one = self.chosen
        if one is None:
            return
        question = _("Защо зачерквате предаването на {who}? Остава с причината.").format(
            who=one.holder
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self._least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        number, why = one.id, asked.text()
        self._context.tasks.write(
            lambda s: s.seal_custody.strike(number, why, actor=s.actor), None, self.message.refuse,
            owner=self,
        )  # fmt: skip


class ReturnDialog(SavingDialog):
    """The day on which the seal came back."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: Custody) -> None:
        super().__init__(parent, context, _("Връщане на печата"), _("Впиши връщането"))
        self._one = one
        self.day = DateField(today=context.clock.today, name=_("Върнат на"))
        self.day.set_date(context.clock.today())
        self.day.textChanged.connect(lambda _text: self.do.setEnabled(self.day.date() is not None))
        said = _("{who} пази печата от {since}.").format(who=one.who, since=date_short(one.since))
        self.column.addWidget(label(said, "heading", wrap=True))
        form = QFormLayout()
        form.addRow(_("Върнат на"), self.day)
        self.column.addLayout(form)

    def save(self) -> None:
        """Write the return; refusals are shown here."""
        number, day = self._one.id, self.day.date()
        if day is not None:
            self._write(lambda s: s.seal_custody.give_back(number, day, actor=s.actor))


class HandOverDialog(SavingDialog):
    """To whom, by which order, from when to when."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent, context, _("Предаване на печата"), _("Предай и покажи протокола"))
        today = context.clock.today
        names = (_("Име"), _("Длъжност"), _("Заповед №"), _("Повод"))
        self.holder, self.office, self.order_no, self.reason = (_line_named(n) for n in names)
        self.reason.setPlaceholderText(_("отпуск, командировка…"))
        self.order_on = DateField(today=today, name=_("Дата на заповедта"))
        self.since = DateField(today=today, name=_("От"))
        self.until = DateField(today=today, name=_("До"))
        self.since.set_date(today())
        form = QFormLayout()
        for field in (
            self.holder, self.office, self.order_no, self.order_on, self.since, self.until,
            self.reason,
        ):  # fmt: skip
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(lambda _text: self._check())
        self.column.addLayout(form)
        self._check()
        self.holder.setFocus()

    @property
    def typed(self) -> CustodyInput:
        """What is typed now."""
        return CustodyInput(
            self.holder.text().strip(), self.office.text().strip(), self.order_no.text().strip(),
            self.order_on.date(), self.since.date(), self.until.date(), self.reason.text().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        needs = (
            (typed.holder, _("Впишете името.")),
            (typed.order_no, _("Впишете номера на заповедта.")),
            (typed.order_on, _("Впишете датата на заповедта.")),
            (typed.since and typed.until, _("Впишете от кой до кой ден.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write the hand-over; refusals are shown here."""
        typed = self.typed
        self._write(lambda s: s.seal_custody.hand_over(typed, actor=s.actor))


def _line_named(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _line(one: Custody, *, late: bool, holds: bool) -> Line:
    if one.struck_why:
        state, tone = _("зачеркнато"), "neutral"
    elif late:
        state, tone = _("за връщане"), "not-met"
    elif one.returned_on is not None:
        state, tone = _("върнат"), "met"
    else:
        state, tone = (_("в сила"), "info") if holds else (_("предстои"), "judgement")
    back = date_plain(one.returned_on) if one.returned_on else ""
    texts = (one.who, date_plain(one.since), date_plain(one.until), back, one.order_text, state)
    return Line(one.id, texts, tone, (one.who, one.since, one.until, back, one.order_on, state))
