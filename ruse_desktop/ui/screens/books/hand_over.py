"""The dialog of a hand-over: who presents, when, and what the act says of it while one types."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from ruse_desktop.domain.book_hand_over import HandOverInput, HandOverPlan
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, label, mark
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.passing import Passing
from ruse_desktop.ui.screens.books.stock_pick import StockPick


class HandOverDialog(SavingDialog):
    """When, by whom and where the award was handed over; for one laureate or the whole year."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        entry: EntryDetail,
        plan: HandOverPlan,
        practice: Practice,
    ) -> None:
        title, do = (
            (_("Обявяване"), _("Впиши обявяването"))
            if plan.announced
            else (_("Връчване"), _("Впиши връчването"))
        )
        super().__init__(parent, context, title, do)
        self._entry, self._plan, self._practice = entry, plan, practice
        self._others = tuple(seq for seq in plan.others if seq != entry.row.seq)
        self.setMinimumWidth(640)
        row = entry.row
        self.column.addWidget(
            label(_("№ {n}, {name}").format(n=row.entry_no, name=row.name), "heading", wrap=True)
        )
        self._fields()
        self.column.addWidget(self._everyone(row.year))
        self.stock = StockPick(plan.stock, self._check)
        self.column.addWidget(self.stock)
        self.passing = Passing(self, context, self._check)
        self.passing.edition = plan.edition
        self.passing.setVisible(plan.rule is not None or bool(plan.stock))
        self.column.addWidget(self.passing, 1)
        self._check()
        self.day.setFocus()

    def _fields(self) -> None:
        today = self._context.clock.today
        self._form = form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.day = DateField(today=today, name=_("Дата"))
        self.day.set_date(self._plan.days[0] if self._plan.days else today())
        self.presenter = QComboBox()
        self.presenter.setEditable(True)
        self.presenter.setCompleter(None)  # type: ignore[arg-type]  # None is allowed by Qt
        who = _("Обявява") if self._plan.announced else _("Връчва")
        self.presenter.setAccessibleName(who)
        self.presenter.addItems(self._plan.presenters)
        self.order_no = QLineEdit()
        self.order_no.setAccessibleName(_("Заповед за упълномощаване №"))
        self.order_on = DateField(today=today, name=_("Дата на заповедта"))
        self._order = QWidget()
        order = QHBoxLayout(self._order)
        order.setContentsMargins(0, 0, 0, 0)
        order.addWidget(self.order_no, 1)
        order.addWidget(label(_("от")))
        order.addWidget(self.order_on)
        self.occasion = QLineEdit()
        self.occasion.setAccessibleName(_("Друг тържествен повод"))
        self.place = QLineEdit()
        self.place.setAccessibleName(_("Място"))
        form.addRow(_("Дата"), self.day)
        form.addRow(who, self.presenter)
        form.addRow(_("Заповед за упълномощаване №"), self._order)
        form.addRow(_("Друг тържествен повод"), self.occasion)
        form.addRow(_("Място"), self.place)
        self.received = QLineEdit()
        self.received.setAccessibleName(_("Получава за него"))
        self.received.setPlaceholderText(_("само ако удостоеният го няма: име и пълномощно"))
        form.addRow(_("Получава за него"), self.received)
        form.setRowVisible(self.received, not self._plan.announced)
        rule = self._plan.rule
        form.setRowVisible(self.occasion, bool(rule and rule.exception_citation))
        self.column.addLayout(form)
        for one in (self.day, self.order_no, self.order_on, self.occasion):
            one.textChanged.connect(lambda _text: self._check())
        self.presenter.editTextChanged.connect(lambda _text: self._check())

    def _everyone(self, year: int) -> QCheckBox:
        n = len(self._others)
        text = (
            ngettext(
                "И за още {n} носител от {year} г., на когото не е обявена",
                "И за още {n} носители от {year} г., на които не е обявена",
                n,
            )
            if self._plan.announced
            else ngettext(
                "И за още {n} носител от {year} г., на когото не е връчена",
                "И за още {n} носители от {year} г., на които не е връчена",
                n,
            )
        )
        self.everyone = QCheckBox(text.format(n=n, year=year))
        self.everyone.setVisible(bool(n))
        self.everyone.toggled.connect(lambda _on: self._check())
        return self.everyone

    def asked(self) -> HandOverInput | None:
        """What is typed; None without a day."""
        day = self.day.date()
        if day is None:
            return None
        number, order_day = self.order_no.text().strip(), self.order_on.date()
        order = f"№ {number}/{date_short(order_day)}" if number and order_day else ""
        return HandOverInput(
            day,
            self.presenter.currentText().strip(),
            self.place.text().strip(),
            order,
            self.occasion.text().strip(),
            self.stock.items(self._seqs()),
            self.received.text().strip(),
        )

    def unsaved(self) -> bool:
        """The reasons written beneath count as well."""
        return super().unsaved() or bool(self.passing.written)

    def save(self) -> None:
        """Write the hand-over as a further entry of the book, for each chosen laureate."""
        asked = self.asked()
        if asked is None:
            return
        row, written = self._entry.row, self.passing.written
        seqs = self._seqs()
        self._write(
            lambda s: s.hand_overs.record(
                actor=s.actor, book=row.book, seqs=seqs, asked=asked, passes=written
            )
        )

    def _seqs(self) -> tuple[int, ...]:
        """The places in the book of all to whom this is handed over."""
        others = self._others if self.everyone.isChecked() else ()
        return (self._entry.row.seq, *others)

    def _check(self) -> None:
        asked = self.asked()
        mark(self.day, wrong=self.day.wrong)
        mark(self.order_on, wrong=self.order_on.wrong)
        who = self.presenter.currentText().strip()
        self._name_order(stands_in=self._plan.stands_in(who))
        self._form.setRowVisible(self._order, self._plan.takes_order(who))
        alone = len(self._seqs()) == 1
        self.received.setEnabled(alone)
        if not alone:
            self.received.clear()
        self.stock.show_items(self._seqs())
        found = self._plan.judge(asked, self._practice, self._seqs()) if asked else ()
        self.passing.show_findings(found)
        lacking = self._lacking(asked)
        self.hint.setText(lacking or self._will(asked))
        self.do.setEnabled(not lacking)
        self.passing.order_focus(self.do, self.back)

    def _name_order(self, *, stands_in: bool) -> None:
        name = _("Заповед за заместване №") if stands_in else _("Заповед за упълномощаване №")
        self.order_no.setAccessibleName(name)
        shown = self._form.labelForField(self._order)
        if isinstance(shown, QLabel):
            shown.setText(name)

    def _lacking(self, asked: HandOverInput | None) -> str:
        if asked is None:
            return _("Въведете деня.")
        if asked.on > self._context.clock.today():
            return _("{weekday}, {day} предстои; впишете го, след като се състои.").format(
                weekday=weekday(asked.on).capitalize(), day=date_short(asked.on)
            )
        return self.stock.lacking(self._seqs()) or self.passing.lacking()

    @staticmethod
    def _will(asked: HandOverInput | None) -> str:
        if asked is None:
            return ""
        said = _("Ще се впише: {day}").format(day=date_short(asked.on))
        if asked.items:
            said += _("; от наличностите: {n} бр.").format(n=len(asked.items))
        return said
