"""The steps of the act in the life of a nomination, and the proposal a nomination led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.following import StepInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import OverrideDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.following import StepView
    from ruse_desktop.domain.nominations import NominationDetail, NominationRow
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class StepDialog(QDialog):
    """One step: day, outcome, body, number of the document; it closes when it is recorded."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, detail: NominationDetail, step: StepView
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(step.name)
        self.setMinimumWidth(560)
        self._context = context
        self._number = detail.row.id
        self._step = step
        self._passed: dict[str, OverrideInput] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(f"{step.name} ({step.citation})", "heading", wrap=True))
        column.addWidget(label(step.actor, "muted", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(_("Изход"))
        for text in step.results:
            self.outcome.addItem(text)
        self.outcome.setCurrentIndex(-1)
        self.who = _edit(_("Орган"), _("например „Постоянна комисия по култура“"))
        self.document = _edit(_("Документ №"), step.document_name)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Бележка"))
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(90)
        form = QFormLayout()
        form.addRow(_("Дата"), self.day)
        if step.results:
            form.addRow(_("Изход"), self.outcome)
        if step.several:
            form.addRow(_("Орган"), self.who)
        form.addRow(_("Документ №"), self.document)
        form.addRow(_("Бележка"), self.text)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(button(_("Впиши стъпката"), self._ask, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.day.setFocus()

    def typed(self) -> StepInput:
        """What is typed."""
        return StepInput(
            code=self._step.code,
            on=self.day.date(),
            result=self.outcome.currentText() if self._step.results else "",
            who=self.who.text(),
            document=self.document.text(),
            text=self.text.toPlainText(),
        )

    def _ask(self) -> None:
        """What stands against the step is passed by an override, one after another."""
        day, number, code = self.day.date(), self._number, self._step.code
        if day is None:
            self._record()
            return
        self._passed = {}
        self._context.tasks.read(
            lambda s: _standing(s, number, code, day), self._pass, self.message.refuse, owner=self
        )

    def _pass(self, standing: list[tuple[Finding, str]]) -> None:
        for finding, article in standing:
            dialog = OverrideDialog(
                self, finding, article, self._context.clock.today, self._context.actor.name
            )
            if not dialog.exec():
                return
            self._passed[finding.rule] = dialog.written()
        self._record()

    def _record(self) -> None:
        number, typed, passed = self._number, self.typed(), dict(self._passed)
        self._context.tasks.write(
            lambda s: s.nomination_steps.record(number, typed, actor=s.actor, overrides=passed),
            lambda _id: self.accept(),
            self.message.refuse,
            owner=self,
        )


def _standing(
    services: Services, nomination_id: int, code: str, day: date
) -> list[tuple[Finding, str]]:
    """What is not met, each with the text of its provision."""
    found = services.nomination_steps.judge(nomination_id, code, day)
    edition_id = services.nominations.detail(nomination_id).row.edition_id
    law = services.law.edition(services.editions.get(edition_id).law_edition)
    told = []
    for one in found:
        if one.verdict is Verdict.NOT_MET:
            provision = law.provision(one.citation) if one.citation else None
            told.append((one, provision.text if provision else ""))
    return told


class UptakeDialog(QDialog):
    """What followed a nomination to the mayor or a councillor: which proposal, or none and why."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        detail: NominationDetail,
        proposals: tuple[NominationRow, ...],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Какво последва номинацията"))
        self.setMinimumWidth(560)
        self._context = context
        self._number = detail.row.id
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        head = f"{detail.row.number} · {detail.row.nominee}"
        column.addWidget(label(head, "heading", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        self.choices: dict[int, QRadioButton] = {}
        for one in proposals:
            text = _("Внесено е предложение {no} · {proposer}")
            self.choices[one.id] = QRadioButton(text.format(no=one.number, proposer=one.proposer))
            column.addWidget(self.choices[one.id])
        if not proposals:
            said = _(
                "Няма заведено предложение за същия предложен. Когато кметът или съветник внесе "
                "такова, заведете го и го посочете тук."
            )
            column.addWidget(label(said, "muted", wrap=True))
        self.none = QRadioButton(_("Адресатът не внася предложение"))
        column.addWidget(self.none)
        (next(iter(self.choices.values())) if self.choices else self.none).setChecked(True)
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        self.note = _edit(_("Бележка"), _("защо не се внася"))
        form = QFormLayout()
        form.addRow(_("Дата"), self.day)
        form.addRow(_("Бележка"), self.note)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(button(_("Запиши"), self._save, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)

    def _save(self) -> None:
        day, note, number = self.day.date(), self.note.text(), self._number
        if day is None:
            self.day.setFocus()
            return
        chosen = next((one for one, box in self.choices.items() if box.isChecked()), None)

        def work(services: Services) -> None:
            steps = services.nomination_steps
            if chosen is None:
                steps.not_taken_up(number, on=day, note=note, actor=services.actor)
            else:
                steps.link(number, chosen, on=day, actor=services.actor)

        self._context.tasks.write(
            work, lambda _done: self.accept(), self.message.refuse, owner=self
        )


def ask_step(
    panel: QWidget, context: ScreenContext, detail: NominationDetail, step: StepView
) -> None:
    """The dialog of one step."""
    dialog = StepDialog(panel, context, detail, step)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_uptake(
    panel: QWidget,
    context: ScreenContext,
    detail: NominationDetail,
    refused: Callable[[Exception], object],
) -> None:
    """The dialog of what followed a nomination."""
    number = detail.row.id

    def show(proposals: tuple[NominationRow, ...]) -> None:
        dialog = UptakeDialog(panel, context, detail, proposals)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(
        lambda s: s.nomination_steps.proposals_for(number), show, refused, owner=panel
    )


def _edit(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
