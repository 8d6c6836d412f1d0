"""What comes back after a revocation: each thing with its state, a remark, the letter."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.book_returns import ReturnCase, ReturnInput, Thing
from ruse_desktop.domain.letters import Letter
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, DateField, button, clear, label, link, mark
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.theme import px

_PLACE, _HOURS = "books/return-place", "books/return-hours"


class ReturnsDialog(QDialog):
    """The things to be given back; each is recorded by itself."""

    def __init__(self, parent: QWidget, context: ScreenContext, case: ReturnCase) -> None:
        super().__init__(parent)
        self.context = context
        self._case = case
        self.setWindowTitle(_("Връщане след отнемане"))
        self.setMinimumWidth(px(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(
            label(_("№ {n}, {name}").format(n=case.entry_no, name=case.name), "heading", wrap=True)
        )
        row = QHBoxLayout()
        self.due = label(_("За връщане до {day}").format(day=date_short(case.due_on)))
        self.state = Chip()
        article = link(str(case.citation), lambda: context.show_article(case.citation))
        article.setAccessibleName(_("Текстът на {citation}").format(citation=case.citation))
        row.addWidget(self.due)
        row.addWidget(self.state)
        row.addWidget(article)
        row.addStretch(1)
        column.addLayout(row)
        self._things = QGridLayout()
        self._things.setHorizontalSpacing(12)
        self._things.setVerticalSpacing(8)
        self._things.setColumnStretch(0, 1)
        column.addLayout(self._things)
        column.addStretch(1)
        foot = QHBoxLayout()
        self.letter = button(_("Уведомление…"), self._letter, icon_name="mail")
        foot.addWidget(self.letter)
        foot.addStretch(1)
        foot.addWidget(button(_("Затвори"), self.accept, primary=True))
        column.addLayout(foot)
        self.show_case(case)

    def show_case(self, case: ReturnCase) -> None:
        """Show what is known now."""
        self._case = case
        if not case.open:
            self.state.show_state(_("приключено"), "met")
        elif case.overdue(self.context.clock.today()):
            self.state.show_state(_("просрочено"), "not-met")
        else:
            self.state.show_state(_("в срок"), "judgement")
        clear(self._things)
        row = 0
        for thing in case.things:
            row = self._thing(thing, row)

    def _thing(self, thing: Thing, row: int) -> int:
        name = f"{thing.text[:1].upper()}{thing.text[1:]}"
        self._things.addWidget(label(name, wrap=True), row, 0)
        late = thing.open and self._case.overdue(self.context.clock.today())
        tone = "not-met" if late else "judgement" if thing.open else "met"
        self._things.addWidget(Chip(thing.state, tone), row, 1)
        if thing.returned_on is None:
            take = button(_("Върнато…"), partial(self._take, thing))
            take.setAccessibleName(_("Върнато: {thing}").format(thing=thing.text))
            say = button(_("Бележка…"), partial(self._say, thing))
            say.setAccessibleName(_("Бележка: {thing}").format(thing=thing.text))
            self._things.addWidget(take, row, 2)
            self._things.addWidget(say, row, 3)
        told = ", ".join(part for part in (thing.who, thing.condition) if part)
        for text in (told, *thing.remarks):
            if text:
                row += 1
                self._things.addWidget(label(text, "muted", wrap=True), row, 0, 1, 4)
        return row + 1

    def _take(self, thing: Thing) -> None:
        self._ask(TakeDialog(self, self.context, self._case, thing))

    def _say(self, thing: Thing) -> None:
        self._ask(RemarkDialog(self, self.context, self._case, thing))

    def _letter(self) -> None:
        dialog = LetterDialog(self, self.context, self._case)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask(self, dialog: SavingDialog) -> None:
        def written() -> None:
            if isinstance(dialog.saved, ReturnCase):
                self.show_case(dialog.saved)
            self.context.notify(_("Записано."))

        dialog.accepted.connect(written)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class TakeDialog(SavingDialog):
    """A thing came back: when, from whom, in what condition."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, case: ReturnCase, thing: Thing
    ) -> None:
        super().__init__(parent, context, _("Връщане"), _("Впиши връщането"))
        self._case, self._thing = case, thing
        self.column.addWidget(label(f"{thing.text[:1].upper()}{thing.text[1:]}", "heading"))
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        self.who = _line(_("От кого"), case.name)
        self.serial = _line(_("Номер"), thing.serial)
        self.condition = _line(_("Състояние"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("От кого"), self.who)
        form.addRow(_("Номер"), self.serial)
        form.addRow(_("Състояние"), self.condition)
        self.column.addLayout(form)
        for line in (self.day, self.who, self.serial):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.day.setFocus()

    def save(self) -> None:
        """Write the return into the book and, where it is kept, into the stock."""
        day, case = self.day.date(), self._case
        if day is None:
            return
        given = ReturnInput(
            self._thing.attribute, day, self.who.text().strip(), self.condition.text().strip(),
            self.serial.text().strip(),
        )  # fmt: skip
        self._write(
            lambda s: s.returns.record(actor=s.actor, book=case.book, seq=case.seq, given=given)
        )

    def _check(self) -> None:
        mark(self.day, wrong=self.day.wrong)
        day = self.day.date()
        lacking = ""
        if day is None:
            lacking = _("Въведете деня.")
        elif day > self._context.clock.today():
            lacking = _("Денят предстои.")
        elif not self.who.text().strip():
            lacking = _("Въведете от кого.")
        elif self._thing.numbered and not self.serial.text().strip():
            lacking = _("Въведете номера.")
        stock = _("Вещта влиза в наличностите като върната.") if self._thing.in_stock else ""
        self.hint.setText(lacking or stock)
        self.do.setEnabled(not lacking)


class RemarkDialog(SavingDialog):
    """Why a thing does not come back: death, refusal, loss."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, case: ReturnCase, thing: Thing
    ) -> None:
        super().__init__(parent, context, _("Бележка за връщането"), _("Впиши бележката"))
        self._case, self._thing = case, thing
        self.column.addWidget(label(f"{thing.text[:1].upper()}{thing.text[1:]}", "heading"))
        self.text = _line(_("Защо не се връща"))
        self.text.setPlaceholderText(_("отказ, смърт, изгубено – с документ и дата"))
        self.waived = QCheckBox(_("Повече не се очаква"))
        self.column.addWidget(label(_("Защо не се връща")))
        self.column.addWidget(self.text)
        self.column.addWidget(self.waived)
        self.text.textChanged.connect(lambda _text: self._check())
        self._check()

    def save(self) -> None:
        """Write the remark."""
        case, thing = self._case, self._thing.attribute
        said, waived = self.text.text().strip(), self.waived.isChecked()
        self._write(
            lambda s: s.returns.remark(
                actor=s.actor, book=case.book, seq=case.seq, attribute=thing, text=said,
                waived=waived,
            )
        )  # fmt: skip

    def _check(self) -> None:
        ready = len(self.text.text().strip()) > 2
        self.hint.setText("" if ready else _("Запишете причината."))
        self.do.setEnabled(ready)


class LetterDialog(SavingDialog):
    """Where and when things are brought back; then the letter is shown."""

    def __init__(self, parent: QWidget, context: ScreenContext, case: ReturnCase) -> None:
        super().__init__(parent, context, _("Уведомление за връщане"), _("Покажи писмото"))
        self._case = case
        settings = context.settings
        self.place = _line(_("Къде се връща"), str(settings.value(_PLACE) or ""))
        self.place.setPlaceholderText(_("стая, сграда, адрес"))
        self.hours = _line(_("Работно време"), str(settings.value(_HOURS) or ""))
        self.hours.setPlaceholderText(_("от 8:30 до 17:00 ч."))
        self.signs = _line(_("Подписва"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Къде се връща"), self.place)
        form.addRow(_("Работно време"), self.hours)
        form.addRow(_("Подписва"), self.signs)
        self.column.addLayout(form)
        for line in (self.place, self.hours):
            line.textChanged.connect(lambda _text: self._check())
        self._check()

    def save(self) -> None:
        """Compose the letter and show it; nothing is written."""
        case, place, hours = self._case, self.place.text().strip(), self.hours.text().strip()
        signs = self.signs.text().strip()
        self._context.settings.setValue(_PLACE, place)
        self._context.settings.setValue(_HOURS, hours)
        self._context.tasks.read(
            lambda s: s.returns.letter(
                case.book, case.seq, place=place, hours=hours, signed_by=signs
            ),
            self._draw,
            self.message.refuse,
            owner=self,
        )

    def _draw(self, letter: Letter) -> None:
        def render() -> bytes:
            from ruse_desktop.documents import letters

            return letters.render(letter)

        self._context.tasks.compute(render, self._show, self.message.refuse, owner=self)

    def _show(self, pdf: bytes) -> None:
        title = _("Уведомление за връщане: {name}").format(name=self._case.name)
        dialog = PdfDialog(self, pdf, title, safe_name(title))
        dialog.finished.connect(self.accept)
        dialog.open()

    def _check(self) -> None:
        ready = bool(self.place.text().strip() and self.hours.text().strip())
        self.hint.setText("" if ready else _("Въведете мястото и работното време."))
        self.do.setEnabled(ready)


def _line(name: str, text: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made
