"""The mayor's decision on an application, and the smaller steps: supplement, withdrawal, taking away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QPlainTextEdit, QWidget

from ruse_desktop.domain.permit_checks import BAN, Known, findings
from ruse_desktop.domain.permits import (
    ALLOWED,
    STEP_NAMES,
    Permit,
    Step,
    StepInput,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FindingsList, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import number, number_in
from ruse_desktop.ui.screens.symbols.permit_entry import beside, in_order, line
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.services.permit_steps import Usual


@dataclass(frozen=True)
class Ask:
    """What a decision begins with."""

    permit: Permit
    known: Known
    usual: Usual
    least: int


class DecisionDialog(SavingDialog):
    """The judgement of the ban, then permit or refusal with all that stands on the paper."""

    def __init__(self, parent: QWidget, context: ScreenContext, ask: Ask) -> None:
        title = _("Решение по {no}").format(no=ask.permit.incoming)
        super().__init__(parent, context, title, _("Впиши решението"))
        self._ask = ask
        found = findings(ask.permit.typed, ask.known, ask.permit)
        self._against: list[Finding] = [one for one in found if one.blocking]
        self.setMinimumWidth(px(760))
        self._build(context)
        self._lay_out(context)
        self._begin()
        self._watch()
        self._check()

    def _build(self, context: ScreenContext) -> None:
        today = context.clock.today
        self.judgement = QComboBox()
        self.judgement.setAccessibleName(_("Преценка за забраната"))
        self.judgement.addItem(_("Изберете…"), "")
        self.judgement.addItem(_("не е забранено"), ALLOWED)
        for code, text in self._ask.known.rules.ban:
            self.judgement.addItem(_("забранено: {what}").format(what=text), code)
        self.why = line(_("Защо"), _("с няколко думи"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Решение"))
        self.kind.addItem(_("Разрешавам"), Step.GRANTED)
        self.kind.addItem(_("Отказвам"), Step.REFUSED)
        self.number = line(_("Решение №"))
        self.on = DateField(today=today, name=_("Дата на решението"))
        self.signed_by = line(_("Подписал"), _("длъжност или име"))
        self.acting = QCheckBox(_("по заместване"))
        self.order_no = line(_("Заповед №"))
        self.order_on = DateField(today=today, name=_("Дата на заповедта"))
        self.since = DateField(today=today, name=_("Валидно от"))
        self.until = DateField(today=today, name=_("Валидно до"))
        self.unlimited = QCheckBox(_("безсрочно – потвърждавам"))
        self.copies = number(_("Разрешен брой"))
        self.requirements = line(_("Изисквания"), _("Изисквания, в. 3 от 15.01.2026 г."))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Условия или мотиви"))
        self.text.setFixedHeight(px(84))

    def _lay_out(self, context: ScreenContext) -> None:
        ban = self._ask.known.rules.ban_citation
        typed = self._ask.permit.typed
        said = _("{who}: {what}").format(who=typed.applicant, what=typed.product)
        self.column.addWidget(label(said, "heading", wrap=True))
        self.against = FindingsList(context.show_article)
        self.against.show_findings(self._against)
        self.against.setVisible(bool(self._against))
        self.column.addWidget(self.against)
        self.order = beside(self.order_no, label(_("от"), "fieldName"), self.order_on, None)
        self.term = beside(
            self.since, label(_("до"), "fieldName"), self.until, self.unlimited, None
        )
        self.number.setMaximumWidth(px(170))
        self.kind.setMaximumWidth(px(170))
        self.form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Преценка по {citation}").format(citation=ban or ""), self.judgement),
            (_("Защо"), self.why),
            (_("Решение"), self.kind),
            (_("Номер"), beside(self.number, label(_("от"), "fieldName"), self.on, None)),
            (_("Подписал"), beside(self.signed_by, self.acting)),
            (_("По заповед №"), self.order),
            (_("Валидно от"), self.term),
            (_("Разрешен брой"), self.copies),
            (_("Изисквания"), self.requirements),
            (_("Условия"), self.text),
        )
        for name, field in rows:
            self.form.addRow(name, field)
        self.column.addLayout(self.form)
        in_order(
            self.judgement, self.why, self.kind, self.number, self.on, self.signed_by, self.acting,
            self.order_no, self.order_on, self.since, self.until, self.unlimited, self.copies,
            self.requirements, self.text, self.do, self.back,
        )  # fmt: skip

    def _begin(self) -> None:
        usual, typed, today = self._ask.usual, self._ask.permit.typed, self._ask.known.today
        self.number.setText(usual.number)
        self.on.set_date(today)
        self.signed_by.setText(usual.signed_by)
        self.acting.setChecked(usual.acting)
        self.order_no.setText(usual.order_no)
        self.order_on.set_date(usual.order_on)
        self.since.set_date(max(today, typed.use_from) if typed.use_from else today)
        ahead = typed.use_until is not None and typed.use_until >= today
        self.until.set_date(typed.use_until if ahead else None)
        self.copies.setText(str(typed.copies) if typed.copies else "")
        self.requirements.setText(usual.requirements)
        if self._against:
            self.kind.setCurrentIndex(1)

    def _watch(self) -> None:
        for one in (
            self.why, self.number, self.on, self.signed_by, self.order_no, self.order_on,
            self.since, self.until, self.copies, self.requirements,
        ):  # fmt: skip
            one.textChanged.connect(lambda _text: self._check())
        self.text.textChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(lambda _n: self._check())
        self.judgement.currentIndexChanged.connect(lambda _n: self._judged())
        self.acting.toggled.connect(self._acts)
        self.unlimited.toggled.connect(lambda _on: self._check())

    def _acts(self, on: bool) -> None:  # noqa: FBT001 - Qt
        """Who acts for the mayor is another person than the one who signed last."""
        usual = self._ask.usual
        if on != usual.acting and self.signed_by.text() == usual.signed_by:
            self.signed_by.clear()
        self._check()

    def _judged(self) -> None:
        """A forbidden use can only be refused."""
        if self.judgement.currentData() not in {"", ALLOWED}:
            self.kind.setCurrentIndex(1)
        self._check()

    @property
    def typed(self) -> StepInput:
        """What is typed now."""
        granted = self.kind.currentData() == Step.GRANTED
        until = self.until.date() if granted else None
        return StepInput(
            Step(self.kind.currentData()), self.on.date(), self.text.toPlainText().strip(),
            self.number.text().strip(), self.signed_by.text().strip(), self.acting.isChecked(),
            self.order_no.text().strip(), self.order_on.date(),
            self.since.date() if granted else None, until,
            granted and until is None and self.unlimited.isChecked(),
            number_in(self.copies) if granted else None, self.requirements.text().strip(),
            str(self.judgement.currentData()), self.why.text().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        granted = typed.kind is Step.GRANTED
        for row in (self.term, self.copies, self.requirements):
            self.form.setRowVisible(row, granted)
        self.form.setRowVisible(self.order, typed.acting)
        self.unlimited.setVisible(not self.until.text().strip())
        name = self.form.labelForField(self.text)
        assert hasattr(name, "setText")
        name.setText(_("Условия") if granted else _("Мотиви"))
        self.text.setPlaceholderText(
            _("по едно на ред; съотношенията, изискванията и забраната се печатат сами")
            if granted
            else _("защо се отказва")
        )
        lacking = self._lacking(typed)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def _lacking(self, typed: StepInput) -> str:
        least, granted = self._ask.least, typed.kind is Step.GRANTED
        judged = not granted or (typed.judgement and len(typed.judged_why) >= least)
        stops = next((one.sentence for one in self._against if one.rule != BAN), "")
        if granted and stops:
            return _("{why} Впишете отклонение в досието или откажете.").format(why=stops)
        needs = (
            (not granted or typed.judgement in {"", ALLOWED}, _("Забранено ползване се отказва.")),
            (judged, _("Изберете преценката и напишете защо (поне {least} знака).").format(
                least=least)),
            (typed.number, _("Впишете номера на решението.")),
            (typed.on, _("Впишете датата на решението.")),
            (typed.signed_by, _("Впишете кой е подписал.")),
            (not typed.acting or (typed.order_no and typed.order_on),
             _("Впишете заповедта за заместване: номер и дата.")),
            (not self.since.wrong and not self.until.wrong, _("Поправете датата.")),
            (not (typed.valid_from and typed.valid_until and typed.valid_from > typed.valid_until),
             _("Срокът свършва, преди да е започнал: поправете една от двете дати.")),
            (not granted or typed.requirements, _("Впишете версията на изискванията.")),
            (granted or len(typed.text) >= least,
             _("Напишете мотивите (поне {least} знака).").format(least=least)),
        )  # fmt: skip
        return next((said for value, said in needs if not value), "")

    def save(self) -> None:
        """Write the decision; refusals are shown here."""
        typed, permit_id = self.typed, self._ask.permit.id
        self._write(lambda s: s.permit_steps.add(permit_id, typed, actor=s.actor))


class PermitStepDialog(SavingDialog):
    """A day and some words: what is missing, why it is withdrawn or taken away."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, permit: Permit, kind: Step, least: int
    ) -> None:
        super().__init__(parent, context, _(STEP_NAMES[kind]), _("Впиши"))
        self._permit, self._kind = permit, kind
        self._least = least if kind in {Step.WITHDRAWN, Step.REVOKED} else 0
        today = context.clock.today
        self.on = DateField(today=today, name=_("Дата"))
        self.on.set_date(today())
        self.number = line(_("Заповед №"))
        self.signed_by = line(_("Подписал"), _("длъжност или име"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        asked = kind is Step.ASKED
        name = _("Какво липсва") if asked else _("Бележка") if not self._least else _("Причина")
        self.text.setAccessibleName(name)
        self.text.setFixedHeight(px(84))
        self.form = QFormLayout()
        self.form.addRow(_("Дата"), self.on)
        self.form.addRow(name, self.text)
        self.form.addRow(_("Заповед №"), self.number)
        self.form.addRow(_("Подписал"), self.signed_by)
        for one in (self.number, self.signed_by):
            self.form.setRowVisible(one, kind is Step.REVOKED)
        self.column.addLayout(self.form)
        self.on.textChanged.connect(lambda _text: self._check())
        self.text.textChanged.connect(self._check)
        self._check()
        self.text.setFocus()

    def _check(self) -> None:
        n = len(self.text.toPlainText().strip())
        lacking = ""
        if self.on.date() is None:
            lacking = _("Впишете датата.")
        elif self._kind is Step.ASKED and not n:
            lacking = _("Впишете какво липсва.")
        elif n < self._least:
            lacking = _("Напишете причината (поне {least} знака).").format(least=self._least)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write the step; refusals are shown here."""
        typed = StepInput(
            self._kind, self.on.date(), self.text.toPlainText().strip(), self.number.text().strip(),
            self.signed_by.text().strip(),
        )  # fmt: skip
        permit_id = self._permit.id
        self._write(lambda s: s.permit_steps.add(permit_id, typed, actor=s.actor))
