"""Writing an application for a permit: who asks for what, and what the act says as one types."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.permit_checks import Known, findings
from ruse_desktop.domain.permits import APPLICANTS, OTHER, Applicant, Permit, PermitInput, other_use
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FindingsList, Tall, label
from ruse_desktop.ui.kit.card_field import ORGANISATION, PERSON, CardField
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import number, number_in
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding

_CARDS = {Applicant.PERSON: PERSON, Applicant.ORGANISATION: ORGANISATION}
_LOOK_MS = 200


class ApplicationDialog(SavingDialog):
    """A new application, the correction of one, or one that continues a permit."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, typed: PermitInput, known: Known,
        old: Permit | None = None, renews: str = "",
    ) -> None:  # fmt: skip
        title = _("Ново заявление за разрешение")
        if old is not None:
            title = _("Поправка на {no}").format(no=old.incoming)
        elif renews:
            title = _("Подновяване на {no}").format(no=renews)
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши заявлението"))
        self._old, self._known, self._begun = old, known, typed
        self._found: list[Finding] = []
        self.setMinimumWidth(px(860))
        self._build(context)
        self._lay_out(context)
        self._show(typed)
        self._watch()
        self._look = on_change(_LOOK_MS, self._ask, self)
        self._check()

    def _build(self, context: ScreenContext) -> None:
        today = context.clock.today
        self.symbol = _box(_("Символ"))
        self.symbol.addItem(_("Изберете…"), "")
        for one in self._known.rules.symbols:
            self.symbol.addItem(one.name, one.symbol)
        self.number = line(_("Входящ №"))
        self.on = DateField(today=today, name=_("Дата на заявлението"))
        self.kind = _box(_("Заявителят е"))
        for kind, text in APPLICANTS.items():
            self.kind.addItem(_(text), kind)
        self.applicant = CardField(context, _("Заявител"), ORGANISATION)
        self.contact = line(_("Адрес и връзка"), _("адрес, телефон, е-поща"))
        self.product = line(_("Изделие"), _("магнити, чаши, покана…"))
        self.uses: dict[str, QCheckBox] = {}
        for rule in self._known.rules.symbols:
            for code, text in rule.uses:
                self.uses.setdefault(code, _tick(text))
        self.uses[OTHER] = _tick(other_use())
        self.other = line(_("Друг начин на ползване"), _("какъв"))
        self.sizes = line(_("Размер"), _("60×80 мм; 6,5×8 см"))
        self.copies = number(_("Брой"))
        self.for_sale = _tick(_("за продажба"))
        self.purpose = line(_("Цел"), _("за какво ще се ползва"))
        self.since = DateField(today=today, name=_("Период от"))
        self.until = DateField(today=today, name=_("Период до"))
        self.first = DateField(today=today, name=_("Първо ползване"))
        self.place = line(_("Място"), _("къде ще се продава или раздава"))
        self.ground, self.emblem = line(_("Поле на знамето")), line(_("Гербът е"))
        self.note = line(_("Бележка"))

    def _lay_out(self, context: ScreenContext) -> None:
        self.form = QFormLayout()
        ways = QGridLayout()
        ways.setHorizontalSpacing(px(14))
        for n, one in enumerate(self.uses.values()):
            ways.addWidget(one, n // 3, n % 3)
        ways.addWidget(self.other, len(self.uses) // 3, len(self.uses) % 3)
        self.ways = QWidget()
        self.ways.setLayout(ways)
        ways.setContentsMargins(0, 0, 0, 0)
        self.look = beside(self.ground, label(_("гербът е"), "fieldName"), self.emblem)
        self.kind.setMaximumWidth(px(150))
        self.number.setMaximumWidth(px(170))
        self.copies.setMaximumWidth(px(110))
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Символ"), beside(
                self.symbol, label(_("входящ №"), "fieldName"), self.number,
                label(_("от"), "fieldName"), self.on, None)),
            (_("Заявител"), beside(self.kind, self.applicant)),
            (_("Адрес и връзка"), self.contact),
            (_("Изделие"), self.product),
            (_("Начин на ползване"), self.ways),
            (_("Размер"), beside(
                self.sizes, label(_("брой"), "fieldName"), self.copies, self.for_sale)),
            (_("Знамето е с поле"), self.look),
            (_("Цел"), beside(self.purpose, label(_("място"), "fieldName"), self.place)),
            (_("Период"), beside(
                self.since, label("–"), self.until, label(_("първо ползване"), "fieldName"),
                self.first, None)),
            (_("Бележка"), self.note),
        )  # fmt: skip
        for name, field in rows:
            self.form.addRow(name, field)
        self.column.addLayout(self.form)
        in_order(
            self.symbol, self.number, self.on, self.kind, self.applicant.line, self.contact,
            self.product, *self.uses.values(), self.other, self.sizes, self.copies, self.for_sale,
            self.ground, self.emblem, self.purpose, self.place, self.since, self.until, self.first,
            self.note, self.do, self.back,
        )  # fmt: skip
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(_scrolled(self.findings))

    def _show(self, typed: PermitInput) -> None:
        self.symbol.setCurrentIndex(max(0, self.symbol.findData(typed.symbol)))
        self.kind.setCurrentIndex(self.kind.findData(typed.applicant_kind))
        self.applicant.set_kind(_CARDS[typed.applicant_kind])
        self.applicant.show_card(typed.applicant, typed.applicant_id)
        for code, tick in self.uses.items():
            tick.setChecked(code in typed.uses)
        self.for_sale.setChecked(typed.for_sale)
        self.copies.setText(str(typed.copies) if typed.copies else "")
        for one, text in (
            (self.number, typed.incoming_no), (self.contact, typed.contact),
            (self.product, typed.product), (self.other, typed.other), (self.sizes, typed.sizes),
            (self.purpose, typed.purpose), (self.place, typed.place), (self.note, typed.note),
            (self.ground, typed.ground), (self.emblem, typed.place_of_emblem),
        ):  # fmt: skip
            one.setText(text)
        for field, day in (
            (self.on, typed.incoming_on), (self.since, typed.use_from),
            (self.until, typed.use_until), (self.first, typed.first_use_on),
        ):  # fmt: skip
            field.set_date(day)

    def _watch(self) -> None:
        for one in (
            self.number, self.on, self.contact, self.product, self.other, self.sizes, self.copies,
            self.purpose, self.since, self.until, self.first, self.place, self.ground, self.emblem,
        ):  # fmt: skip
            one.textChanged.connect(lambda _text: self._check())
        for tick in (*self.uses.values(), self.for_sale):
            tick.toggled.connect(lambda _on: self._check())
        self.symbol.currentIndexChanged.connect(lambda _n: self._chose())
        self.kind.currentIndexChanged.connect(lambda _n: self._check())
        self.applicant.changed.connect(self._check)

    def _chose(self) -> None:
        """A flag begins as the act describes it."""
        rule = self._known.rules.of(str(self.symbol.currentData()))
        if rule is not None and rule.ground and not self.ground.text():
            self.ground.setText(rule.ground)
            self.emblem.setText(_("в центъра"))
        self._check()

    @property
    def typed(self) -> PermitInput:
        """What is typed now."""
        rule = self._known.rules.of(str(self.symbol.currentData()))
        flag = rule is not None and bool(rule.ground)
        uses = tuple(code for code, tick in self.uses.items() if tick.isChecked())
        return replace(
            self._begun,
            symbol=str(self.symbol.currentData()), incoming_no=self.number.text().strip(),
            incoming_on=self.on.date(), applicant_kind=Applicant(self.kind.currentData()),
            applicant=self.applicant.text(), applicant_id=self.applicant.card_id,
            contact=self.contact.text().strip(), product=self.product.text().strip(), uses=uses,
            other=self.other.text().strip() if OTHER in uses else "",
            sizes=self.sizes.text().strip(), copies=number_in(self.copies),
            for_sale=self.for_sale.isChecked(), purpose=self.purpose.text().strip(),
            use_from=self.since.date(), use_until=self.until.date(),
            place=self.place.text().strip(), first_use_on=self.first.date(),
            ground=self.ground.text().strip() if flag else "",
            place_of_emblem=self.emblem.text().strip() if flag else "",
            note=self.note.text().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        rule = self._known.rules.of(typed.symbol)
        self.applicant.set_kind(_CARDS[typed.applicant_kind])
        self.other.setVisible(OTHER in typed.uses)
        self.form.setRowVisible(self.look, rule is not None and bool(rule.ground))
        self._judge()
        lacking = self._lacking(typed)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)
        if typed.symbol and typed.applicant and typed.product and self._old is None:
            self._look()

    def _lacking(self, typed: PermitInput) -> str:
        try:
            sized = bool(typed.all_sizes) or not typed.sizes
        except ValueError:
            sized = False
        since, until = typed.use_from, typed.use_until
        wrong = any(one.wrong for one in (self.since, self.until, self.first))
        needs = (
            (typed.symbol, _("Изберете символ (чл. 2).")),
            (typed.incoming_no, _("Впишете входящия номер.")),
            (typed.incoming_on, _("Впишете датата на заявлението.")),
            (typed.applicant, _("Впишете заявителя.")),
            (typed.product, _("Впишете изделието.")),
            (typed.uses, _("Отбележете поне един начин на ползване.")),
            (OTHER not in typed.uses or typed.other, _("Напишете какъв е другият начин.")),
            (sized, _("Поправете размера. Пример: 60×80 мм; 6,5×8 см")),
            (typed.copies or not self.copies.text().strip(), _("Поправете броя.")),
            (not wrong, _("Поправете датата.")),
            (not (since and until and since > until),
             _("Периодът свършва, преди да е започнал: поправете една от двете дати.")),
        )  # fmt: skip
        return next((said for value, said in needs if not value), "")

    def _judge(self) -> None:
        typed = self.typed
        found: list[Finding] = []
        if typed.symbol and typed.uses:
            found = [*findings(typed, self._known)]
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)

    def _ask(self) -> None:
        """Look for other applications for the same thing."""
        typed = self.typed

        def show(known: Known) -> None:
            self._known = known
            self._judge()

        self._context.tasks.read(lambda s: s.permits.known(typed), show, owner=self)

    def save(self) -> None:
        """Write the application; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.permits.apply(typed, actor=s.actor))
        else:
            permit_id = old.id
            self._write(lambda s: s.permits.correct(permit_id, typed, actor=s.actor))


def line(name: str, hint: str = "") -> QLineEdit:
    """A line for a short text."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made


def _tick(text: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setAccessibleName(text)
    return made


def beside(*parts: QWidget | None) -> QWidget:
    """Fields side by side; None takes the room that is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return made


def in_order(*fields: QWidget) -> None:
    """The Tab key goes through the fields as they stand."""
    for one, other in pairwise(fields):
        QWidget.setTabOrder(one, other)


def _scrolled(inner: QWidget) -> QScrollArea:
    """A list that takes no more than a part of the dialog."""
    holder = Tall()
    column: QLayout = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, px(6), 0)
    column.addWidget(inner)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(holder)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedHeight(px(150))
    return area
