"""Writing a step of a violation's file: its fields, and what the act says of them as one types."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ruse_desktop.domain import violation_steps as rules
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.violation_steps import FORMS, Judged, limits_text
from ruse_desktop.domain.violations import (
    CHANGED,
    NONE,
    OTHER,
    RULINGS,
    STEP_NAMES,
    Step,
    StepInput,
    Violation,
    left_on,
)
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui.kit.basics import DateField, FindingsList
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

_USUAL: dict[str, str] = {
    "on": mark("Дата"),
    "number": mark("Номер"),
    "who": mark("Име"),
    "office": mark("Длъжност"),
    "order_no": mark("Заповед №"),
    "order_on": mark("Дата на заповедта"),
    "code": mark("Основание"),
    "amount": mark("Сума"),
    "text": mark("Бележки"),
}
_NAMES: dict[tuple[Step, str], str] = {
    (Step.JUDGEMENT, "who"): mark("Преценил"),
    (Step.JUDGEMENT, "text"): mark("Мотиви"),
    (Step.REPORT, "number"): mark("Изх. №"),
    (Step.REPORT, "who"): mark("До кого"),
    (Step.ACT, "office"): mark("Съставен от"),
    (Step.ACT, "who"): mark("Съставител"),
    (Step.OBJECTION, "who"): mark("Възразил"),
    (Step.OBJECTION, "text"): mark("Какво възразява"),
    (Step.DECREE, "office"): mark("Издадено от"),
    (Step.DECREE, "who"): mark("Име на издателя"),
    (Step.DECREE, "order_no"): mark("Определен със заповед №"),
    (Step.DECREE, "amount"): mark("Глоба"),
    (Step.SERVED, "who"): mark("Връчено на"),
    (Step.APPEALED, "who"): mark("Пред кой съд"),
    (Step.APPEALED, "number"): mark("Жалба вх. №"),
    (Step.RULED, "who"): mark("Съд"),
    (Step.RULED, "code"): mark("Решено"),
    (Step.RULED, "amount"): mark("Глоба според съда"),
    (Step.PAID, "number"): mark("Платежен документ №"),
    (Step.CLOSED, "text"): mark("Причина"),
}


class StepDialog(SavingDialog):
    """One step; only the fields of its kind are shown."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        violation: Violation,
        kind: Step,
        known: Judged,
    ) -> None:
        name = _(STEP_NAMES[kind])
        super().__init__(parent, context, f"{name} – {violation.number_text}", _("Впиши"))
        self._violation, self._kind, self._known = violation, kind, known
        self.setMinimumWidth(px(640))
        today = context.clock.today
        self.on = DateField(today=today, name=self._name("on"))
        self.on.set_date(today())
        self.order_on = DateField(today=today, name=self._name("order_on"))
        self.number, self.who, self.order_no = (
            self._line(field) for field in ("number", "who", "order_no")
        )
        self.amount = self._line("amount")
        self.amount.setPlaceholderText(_("например 100,00"))
        self.office, self.code = self._offices(), self._codes()
        self.text, self.reason = self._editor(self._name("text")), self._editor(_("Обяснение"))
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._fields: dict[str, QWidget] = {
            name: getattr(self, name) for name in FORMS[kind].fields
        }
        for field, widget in self._fields.items():
            self.form.addRow(self._name(field), widget)
        self.form.addRow(_("Обяснение"), self.reason)
        self.column.addLayout(self.form)
        self.findings = FindingsList(context.show_article)
        self._found: tuple[Finding, ...] = ()
        self.column.addWidget(self.findings)
        self._begin()
        self._watch()
        self._check()
        (self.office if kind in {Step.ACT, Step.DECREE} else self.on).setFocus()

    def _name(self, field: str) -> str:
        return _(_NAMES.get((self._kind, field), _USUAL[field]))

    def _line(self, field: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._name(field))
        return made

    def _editor(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setAccessibleName(name)
        made.setFixedHeight(px(64))
        return made

    def _box(self, field: str, items: list[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._name(field))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.addItem(_("Изберете…"), "")
        for code, text in items:
            made.addItem(text, code)
        return made

    def _offices(self) -> QComboBox:
        known = self._known.rules
        offices = known.drawers if self._kind is Step.ACT else known.issuers
        items = [(one.code, one.name) for one in offices]
        return self._box("office", [*items, (OTHER, _("друго лице"))])

    def _codes(self) -> QComboBox:
        if self._kind is Step.RULED:
            return self._box("code", [(code, _(text)) for code, text in RULINGS.items()])
        grounds = self._known.rules.grounds_of(self._violation.typed.symbol)
        items = [(one.code, f"{one.citation}: {one.name}") for one in grounds]
        items += [
            (OTHER, _("друга разпоредба на наредбата (опишете я)")), (NONE, _("няма нарушение"))
        ]  # fmt: skip
        return self._box("code", items)

    def _begin(self) -> None:
        """What can be known before anything is typed."""
        if self._kind is Step.PAID:
            day = self._context.clock.today()
            left = left_on(self._violation.standing, day, self._known.changes)
            if left is not None:
                self.amount.setText(f"{left.amount:.2f}".replace(".", ","))
        elif self._kind is Step.JUDGEMENT:
            self.who.setText(self._context.actor.name)
        elif self._kind is Step.REPORT:
            units = [one.name for one in self._known.rules.drawers if not one.by_order]
            self.who.setText(", ".join(units))
        elif self._kind is Step.SERVED:
            self.who.setText(self._violation.guilty)

    def _watch(self) -> None:
        for line in (self.on, self.order_on, self.number, self.who, self.order_no, self.amount):
            line.textChanged.connect(lambda _text: self._check())
        for editor in (self.text, self.reason):
            editor.textChanged.connect(self._check)
        for box in (self.office, self.code):
            box.currentIndexChanged.connect(lambda _n: self._check())

    @property
    def typed(self) -> StepInput:
        """What is typed now."""
        return StepInput(
            self._kind, self.on.date(), self.number.text().strip(), self.who.text().strip(),
            str(self.office.currentData()), self.order_no.text().strip(), self.order_on.date(),
            str(self.code.currentData()), _sum(self.amount.text()),
            self.text.toPlainText().strip(), self.reason.toPlainText().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        self._show_rows(typed)
        found = rules.findings(typed, self._violation, self._known) if self._speaks(typed) else ()
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
            QTimer.singleShot(0, self, self._grow)
        asked = bool(rules.to_answer(found))
        self.form.setRowVisible(self.reason, asked)
        lacking = self._lacking(typed)
        if not lacking and asked and len(typed.reason) < self._known.least_reason:
            lacking = _("Обяснете с поне {n} знака.").format(n=self._known.least_reason)
        self.hint.setText(lacking or self._limits(typed))
        self.do.setEnabled(not lacking and not any(one.blocking for one in found))

    def _grow(self) -> None:
        """Make room for findings: their wrapped texts ask for none by themselves."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), wanted))

    def _show_rows(self, typed: StepInput) -> None:
        offices = (*self._known.rules.drawers, *self._known.rules.issuers)
        named = next((one for one in offices if one.code == typed.office), None)
        ordered = typed.office == OTHER or (named is not None and named.by_order)
        if self._kind in {Step.ACT, Step.DECREE}:
            self.form.setRowVisible(self.order_no, ordered)
            self.form.setRowVisible(self.order_on, ordered)
        if self._kind is Step.RULED:
            self.form.setRowVisible(self.amount, typed.code == CHANGED)

    def _speaks(self, typed: StepInput) -> bool:
        """Whether enough is typed for the act to say something useful."""
        if self._kind in {Step.ACT, Step.DECREE}:
            return bool(typed.office and typed.on)
        return typed.on is not None

    def _lacking(self, typed: StepInput) -> str:
        for field in FORMS[self._kind].fields:
            if field in FORMS[self._kind].needed and not getattr(typed, field):
                return _("Попълнете „{field}“.").format(field=self._name(field))
        if self._kind is Step.RULED and typed.code == CHANGED and typed.amount is None:
            return _("Попълнете „{field}“.").format(field=self._name("amount"))
        return ""

    def _limits(self, typed: StepInput) -> str:
        fine = self._known.rules.fine
        if self._kind is not Step.DECREE or fine is None or typed.on is None or typed.office:
            return ""
        limits = limits_text(fine, typed.on, self._known.changes)
        return _("{citation}: {limits}.").format(citation=fine.citation, limits=limits)

    def save(self) -> None:
        """Write the step; refusals are shown here."""
        typed, number = self.typed, self._violation.id
        self._write(lambda s: s.violation_steps.add(number, typed, actor=s.actor))


def _sum(text: str) -> Decimal | None:
    """A sum as people type it: „255,65“, „1 000“; None for what is none."""
    plain = "".join(text.split()).replace("€", "").replace("лв.", "").replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
