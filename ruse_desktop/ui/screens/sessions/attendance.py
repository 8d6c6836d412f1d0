"""Planning a session and recording who is there, who signed and who is barred."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionView
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_session_plan import Ui_SessionPlanForm
from ruse_desktop.ui.kit.basics import Card, FindingsList, MessageBar, button, label, mark
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.tables import on_change

if TYPE_CHECKING:
    from ruse_desktop.domain.sessions import Attendance
    from ruse_desktop.ui.screens.base import ScreenContext


def _hour(text: str) -> time | None:
    """An hour typed as 14:00, 14.00, 9:05 or 9; None when it is not one."""
    typed = text.strip().removesuffix("ч.").strip().replace(".", ":")
    hours, _colon, minutes = typed.partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def may_drop(dialog: QDialog) -> bool:
    """Ask whether what was typed in the dialog may be thrown away."""
    return confirm(
        dialog,
        _("Незаписани промени"),
        _("Промените в „{title}“ не са записани.").format(title=dialog.windowTitle()),
        _("Затвори без запис"),
    )


class PlanDialog(QDialog):
    """Day, hour, place, number of the minutes, tellers."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        typed: SessionInput | None,
        day: date,
        commission_id: int,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._commission_id = commission_id
        self.setWindowTitle(_("Заседание"))
        self.setMinimumWidth(560)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        panel = QWidget()
        self.form = Ui_SessionPlanForm()
        self.form.setupUi(panel)
        outer.addWidget(panel)
        self.form.heldOn.count_from(context.clock.today)
        self.form.heldOn.set_date(typed.held_on if typed else day)
        self.form.at.setText(f"{typed.at:%H:%M}" if typed else "14:00")
        if typed is not None:
            self.form.place.setText(typed.place)
            self.form.protocolNo.setText(typed.protocol_no)
            self.form.tellers.setText(", ".join(typed.tellers))
        self.findings = FindingsList(context.show_article)
        outer.addWidget(self.findings)
        self._soon = on_change(200, self._judge, self)
        self.form.heldOn.textChanged.connect(lambda _text: self._soon())
        self._judge()
        bar = QHBoxLayout()
        bar.addWidget(button(_("Запиши"), self._check, primary=True))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)

    def _judge(self) -> None:
        """Say where the typed day stands to the days for sessions and to the ceremony."""
        day, number = self.form.heldOn.date(), self._commission_id
        if day is not None:
            self.context.tasks.read(
                lambda s: s.session_days.judge(number, day),
                self.findings.show_findings,
                self.message.refuse,
                owner=self,
            )

    def _check(self) -> None:
        if self.form.heldOn.date() is None:
            self.message.tell(_("Впишете датата на заседанието, например 18.05.2026."), "not-met")
        elif self._hour() is None:
            self.message.tell(_("Часът се пише така: 14:00."), "not-met")
        elif not self.form.protocolNo.text().strip():
            self.message.tell(_("Впишете номера на протокола."), "not-met")
        else:
            self.accept()

    def _hour(self) -> time | None:
        return _hour(self.form.at.text())

    def typed(self) -> SessionInput:
        """What is typed; valid once the dialog is accepted."""
        names = tuple(n.strip() for n in self.form.tellers.text().split(",") if n.strip())
        return SessionInput(
            self.form.heldOn.date() or self.context.clock.today(),
            self._hour() or time(14),
            self.form.place.text().strip(),
            self.form.protocolNo.text().strip(),
            names,
        )


class _Line:
    """The fields of one member."""

    def __init__(self, line: Attendance) -> None:
        self.line = line
        self.present = QCheckBox(_("присъства"))
        self.present.setChecked(line.present)
        self.present.setAccessibleName(_("Присъства – {name}").format(name=line.name))
        self.declared = QCheckBox(_("декларация"))
        self.declared.setChecked(line.declared)
        self.declared.setAccessibleName(_("Подписана декларация – {name}").format(name=line.name))
        self.conflict = QLineEdit(line.conflict)
        self.conflict.setPlaceholderText(_("роднинска или служебна връзка с …"))
        self.conflict.setAccessibleName(_("Конфликт – {name}").format(name=line.name))
        self.note = QLineEdit(line.note)
        self.note.setPlaceholderText(_("бележка"))
        self.note.setAccessibleName(_("Бележка – {name}").format(name=line.name))
        self.left = QLineEdit(f"{line.left:%H:%M}" if line.left else "")
        self.left.setPlaceholderText(_("напуснал в"))
        self.left.setMaximumWidth(92)
        self.left.setAccessibleName(_("Напуснал в – {name}").format(name=line.name))

    @property
    def wrong(self) -> bool:
        """Whether the hour of leaving cannot be read."""
        return bool(self.left.text().strip()) and _hour(self.left.text()) is None

    def typed(self) -> AttendanceInput:
        """The line as typed."""
        return AttendanceInput(
            self.line.member_id,
            self.present.isChecked(),
            arrived=self.line.arrived,
            left=_hour(self.left.text()),
            declared=self.declared.isChecked(),
            conflict=self.conflict.text().strip(),
            conflict_nomination=self.line.conflict_nomination,
            note=self.note.text().strip(),
        )


class AttendanceDialog(QDialog):
    """Who is in the room; a declared conflict bars from the vote and from its base."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: SessionView) -> None:
        super().__init__(parent)
        self.context = context
        self.view = view
        self.setWindowTitle(_("Присъствие и декларации"))
        self.resize(1080, 560)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        rule = view.commission.rule
        outer.addWidget(
            label(
                _(
                    "Декларацията изброява всички предложени и вносители. Член с роднинска или "
                    "служебна връзка не участва ({citation})."
                ).format(citation=rule.conflict_citation or rule.citation),
                "muted",
                wrap=True,
            )
        )
        card = Card()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 3)
        grid.setColumnStretch(5, 2)
        self.lines = [_Line(line) for line in view.attendance]
        self._before = [one.typed() for one in self.lines]
        for n, one in enumerate(self.lines):
            name = (
                _("{name} (председател)").format(name=one.line.name)
                if one.line.chair
                else one.line.name
            )
            grid.addWidget(label(name, wrap=True), n, 0)
            for column, field in enumerate(
                (one.present, one.declared, one.conflict, one.left, one.note), 1
            ):
                grid.addWidget(field, n, column)
        grid.setRowStretch(len(self.lines), 1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll)
        outer.addWidget(card, 1)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Запиши присъствието"), self._save, primary=True))
        bar.addWidget(button(_("Всички присъстват с декларации"), self._all))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if [one.typed() for one in self.lines] == self._before or may_drop(self):
            super().reject()

    def _all(self) -> None:
        for one in self.lines:
            one.present.setChecked(True)
            one.declared.setChecked(True)

    def _save(self) -> None:
        for one in self.lines:
            mark(one.left, wrong=one.wrong)
        wrong = [one.left for one in self.lines if one.wrong]
        if wrong:
            self.message.tell(
                _("„{text}“ не е час. Часът се пише така: 14:00.").format(text=wrong[0].text()),
                "not-met",
            )
            wrong[0].setFocus()
            return
        typed, key = [one.typed() for one in self.lines], self.view.id
        self.context.tasks.write(
            lambda s: s.sessions.attend(key, typed, actor=s.actor),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )
