"""Dialogs of City Day: patron and organiser, a step before the committee, the mayor's approval."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ruse_desktop.domain.city_day import EditionInput, Step, StepInput
from ruse_desktop.domain.city_day_money import Paper, last_approval
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.city_day import CityDay, Version
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.services.facade import Services

_TEXT_HIGH = 72


class EditionDialog(SavingDialog):
    """The mayor's name, the organiser's, a note."""

    def __init__(self, parent: QWidget, context: ScreenContext, found: CityDay) -> None:
        super().__init__(parent, context, _("Патрон и организатор"), _("Запази"))
        self._year, typed = found.edition.year, found.edition.typed
        self.patron = line_field(_("Кмет на Общината (име)"), typed.patron)
        self.organiser = line_field(_("Организатор"), typed.organiser)
        self.note = text_field(_("Бележка"), typed.note)
        self.column.addLayout(form_of(self.patron, self.organiser, self.note))
        self.hint.setText(_("Празникът е под патронажа на кмета (чл. 22)."))

    def save(self) -> None:
        """Write them; refusals are shown here."""
        year = self._year
        typed = EditionInput(
            self.patron.text().strip(), self.organiser.text().strip(),
            self.note.toPlainText().strip(),
        )  # fmt: skip
        self._write(lambda s: s.city_day.correct(year, typed, actor=s.actor))


class SubmitDialog(SavingDialog):
    """The programme is brought in: day, outgoing number; why late, what is changed (чл. 23)."""

    def __init__(self, parent: QWidget, context: ScreenContext, found: CityDay) -> None:
        super().__init__(parent, context, _("Внасяне на програмата"), _("Впиши внасянето"))
        self.setMinimumWidth(px(600))
        self._year, self._first, self._after = (
            found.edition.year, not found.versions, found.was_approved,
        )  # fmt: skip
        self.on = DateField(today=context.clock.today, name=_("Внесена на"))
        self.on.set_date(context.clock.today())
        self.number = line_field(_("Изходящ №"))
        self.reason = text_field(_("Причина за закъснението"))
        self.why = text_field(_("Какво е изменено"))
        self.late = label("", wrap=True)
        form = form_of(self.on, self.number, self.reason, self.why)
        self._form = form
        self.column.addLayout(form)
        self.column.addWidget(self.late)
        form.setRowVisible(self.reason, False)  # noqa: FBT003 - Qt
        form.setRowVisible(self.why, self._after)
        self.on.textChanged.connect(lambda _text: self._judge())
        for field in (self.number, self.reason, self.why):
            field.textChanged.connect(lambda *_text: self._check())
        self._open = False
        self._judge()

    def _judge(self) -> None:
        on, year = self.on.date(), self._year
        if on is None or not self._first:
            self._check()
            return

        def show(found: tuple[Finding, ...]) -> None:
            if self.on.date() != on:
                return
            self._open = any(one.open for one in found)
            self.late.setText("; ".join(f"{one.sentence} ({one.citation})" for one in found))
            self._form.setRowVisible(self.reason, self._open)
            self._check()

        self._context.tasks.read(
            lambda s: s.city_day.judge_submission(year, on), show, lambda _e: None, owner=self
        )

    def _check(self) -> None:
        lacking = ""
        if self.on.date() is None:
            lacking = _("Впишете датата.")
        elif not self.number.text().strip():
            lacking = _("Впишете изходящия номер на писмото.")
        elif self._open and not self.reason.toPlainText().strip():
            lacking = _("Впишете причината за закъснението.")
        elif self._after and not self.why.toPlainText().strip():
            lacking = _("Впишете какво е изменено след утвърждаването.")
        self.hint.setText(
            lacking or _("Програмата се запазва, както е сега; промените след това са нова версия.")
        )
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write the step; refusals are shown here."""
        year, why = self._year, self.why.toPlainText().strip()
        typed = StepInput(
            self.on.date(), self.number.text().strip(), reason=self.reason.toPlainText().strip()
        )
        self._write(lambda s: s.city_day.submit(year, typed, actor=s.actor, why=why))

    def _failed(self, error: UserError) -> None:
        if isinstance(error, Refused) and error.code == "late":
            self._open = True
            self._form.setRowVisible(self.reason, True)  # noqa: FBT003 - Qt
        super()._failed(error)


class DecisionDialog(SavingDialog):
    """What the committee did: examined, or approved with the text of its decision (чл. 23)."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, version: Version, step: Step
    ) -> None:
        approved = step is Step.APPROVED
        title = _("Утвърждаване от комисията") if approved else _("Разглеждане в комисията")
        super().__init__(parent, context, title, _("Впиши"))
        self._version, self._step = version, step
        self.column.addWidget(label(version.annex, "heading", wrap=True))
        self.on = DateField(
            today=context.clock.today, name=_("Утвърдена на") if approved else _("Разгледана на")
        )
        self.on.set_date(context.clock.today())
        self.number = line_field(_("Протокол №"), version.examined_no)
        self.text = text_field(_("Решение"))
        form = form_of(self.on, self.number, self.text)
        form.setRowVisible(self.text, approved)
        self.column.addLayout(form)
        for field in (self.on, self.number):
            field.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        lacking = ""
        if self.on.date() is None:
            lacking = _("Впишете датата.")
        elif not self.number.text().strip():
            lacking = _("Впишете номера на протокола.")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        number, step = self._version.id, self._step
        typed = StepInput(
            self.on.date(), self.number.text().strip(), self.text.toPlainText().strip()
        )
        self._write(lambda s: s.city_day.decide(number, step, typed, actor=s.actor))


class ApprovalDialog(SavingDialog):
    """The mayor approved the plan or the report: day and number of the document (чл. 25)."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, found: CityDay, paper: Paper
    ) -> None:
        plan = paper is Paper.PLAN
        title = _("Утвърждаване на плана") if plan else _("Утвърждаване на отчета")
        super().__init__(parent, context, title, _("Впиши утвърждаването"))
        self._year, self._paper = found.edition.year, paper
        last = last_approval(found.approvals, paper)
        if last is not None:
            self.column.addWidget(label(_("Досега: {what}").format(what=last.text), "muted"))
        self._again = last is not None
        self.on = DateField(today=context.clock.today, name=_("Утвърден на"))
        self.on.set_date(context.clock.today())
        self.number = line_field(_("Документ №"))
        self.why = text_field(_("Защо се утвърждава отново"))
        form = form_of(self.on, self.number, self.why)
        form.setRowVisible(self.why, self._again)
        self.column.addLayout(form)
        for field in (self.on, self.number, self.why):
            field.textChanged.connect(lambda *_text: self._check())
        self._check()

    def _check(self) -> None:
        lacking = ""
        if self.on.date() is None:
            lacking = _("Впишете датата.")
        elif not self.number.text().strip():
            lacking = _("Впишете номера на документа.")
        elif self._again and not self.why.toPlainText().strip():
            lacking = _("Впишете причината.")
        self.hint.setText(lacking or _("Редовете се запазват, както са сега (чл. 25)."))
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, number = self.on.date(), self.number.text().strip()
        self._write(
            partial(
                _approve, year=self._year, paper=self._paper, on=on, number=number,
                why=self.why.toPlainText().strip(),
            )
        )  # fmt: skip


def _approve(services: Services, **given: object) -> int:
    return services.city_day_money.approve(actor=services.actor, **given)  # type: ignore[arg-type]  # the dialog's own fields by name


def line_field(name: str, text: str = "") -> QLineEdit:
    """A named line to type in."""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made


def text_field(name: str, text: str = "") -> QPlainTextEdit:
    """A named field of several lines."""
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(_TEXT_HIGH))
    return made


def form_of(*fields: QWidget) -> QFormLayout:
    """A form whose labels are the fields' own names."""
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for field in fields:
        form.addRow(field.accessibleName(), field)
    return form
