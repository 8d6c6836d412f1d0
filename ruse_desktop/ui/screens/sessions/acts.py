"""The dialog of a deciding act: kind, number, day, the council's vote, and whom it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.acts import DECISION, KIND_NAMES, ActInput, CouncilVote, NamedInput
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog, may_drop
from ruse_desktop.ui.kit.once import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.acts import ActDraft, ActView, Candidate
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_NOT_WRITTEN = -1
_MOST = 999


class _Name(QWidget):
    """A nominee beside the act: named or not, the motive, and why it differs from the proposal."""

    def __init__(self, one: Candidate, *, by_commission: bool, checked: bool) -> None:
        super().__init__()
        self._one, self._by_commission = one, by_commission
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        self.named = QCheckBox(f"{one.name} · {one.number}")
        self.named.setChecked(checked)
        self.named.toggled.connect(lambda _on: self._show())
        self.motive = _edit(
            _("Мотив – {name}").format(name=one.name), _("за какво се удостоява, както е в акта")
        )
        self.motive.setText(one.motive)
        self.reason = _edit(
            _("Причина – {name}").format(name=one.name),
            _("защо актът се отклонява от предложението на комисията"),
        )
        for widget in (self.named, self.motive, self.reason):
            column.addWidget(widget)
        self._show()

    def _show(self) -> None:
        named = self.named.isChecked()
        self.motive.setVisible(named and not self._one.proposed)
        self.reason.setVisible(self._by_commission and named is not self._one.proposed)

    def typed(self) -> NamedInput:
        """The line as typed."""
        return NamedInput(
            self._one.nomination_id,
            self.named.isChecked(),
            self.motive.text().strip(),
            self.reason.text().strip() if self.reason.isVisibleTo(self) else "",
        )


class ActDialog(QDialog):
    """Enters the act; it closes when the act is kept."""

    def __init__(self, parent: QWidget, context: ScreenContext, draft: ActDraft) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Акт за удостояване"))
        self.setMinimumWidth(720)
        self._context, self._draft = context, draft
        self._passed: dict[str, OverrideInput] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        head = _("Акт, с който се определят носителите ({citation})")
        column.addWidget(label(head.format(citation=draft.rule.citation), "heading", wrap=True))
        if draft.not_before is not None:
            said = _("По предложение на комисията, протокол № {no}.").format(no=draft.protocol_no)
            column.addWidget(label(said, "muted", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addLayout(self._fields())
        column.addWidget(label(_("Актът посочва"), "fieldName"))
        column.addWidget(self._names(), 1)
        row = QHBoxLayout()
        row.addWidget(button(_("Впиши акта"), self._ask, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self._show_kind()
        self._before = self.typed()
        self.number.setFocus()

    def _fields(self) -> QFormLayout:
        self._form = form = QFormLayout()
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид на акта"))
        for kind in self._draft.rule.kinds:
            self.kind.addItem(_(KIND_NAMES[kind]), kind)
        self.kind.currentIndexChanged.connect(lambda _n: self._show_kind())
        self.number = _edit(_("Номер на акта"), _("например „РД-01-1200“"))
        self.protocol = _edit(_("Протокол на Общинския съвет №"), "")
        self.day = DateField(today=self._context.clock.today, name=_("Дата на акта"))
        self.day.set_date(self._context.clock.today())
        self._votes = QWidget()
        votes = QGridLayout(self._votes)
        votes.setContentsMargins(0, 0, 0, 0)
        self.votes: list[QSpinBox] = []
        names = (_("Съветници"), _("Присъствали"), _("За"), _("Против"), _("Въздържали се"))
        for n, name in enumerate(names):
            spin = _vote(name)
            self.votes.append(spin)
            votes.addWidget(label(name, "muted"), 0, n)
            votes.addWidget(spin, 1, n)
        votes.setColumnStretch(len(names), 1)
        form.addRow(_("Вид на акта"), self.kind)
        form.addRow(_("Номер"), self.number)
        form.addRow(_("Протокол №"), self.protocol)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("Гласуване"), self._votes)
        return form

    def _names(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        area.setMinimumHeight(170)
        inside = QWidget()
        column = QVBoxLayout(inside)
        by_commission = self._draft.session_id is not None
        alone = len(self._draft.candidates) == 1
        self.names = [
            _Name(one, by_commission=by_commission, checked=one.proposed or alone)
            for one in self._draft.candidates
        ]
        for line in self.names:
            column.addWidget(line)
        if not self.names:
            column.addWidget(label(_("Няма допуснати предложения. Първо ги допуснете."), "muted"))
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _show_kind(self) -> None:
        decides = self.kind.currentData() == DECISION
        self._form.setRowVisible(self.protocol, decides)
        self._form.setRowVisible(self._votes, decides)
        self.kind.setEnabled(self.kind.count() > 1)

    def typed(self) -> ActInput:
        """What is typed."""
        decides = self.kind.currentData() == DECISION
        numbers = [None if one.value() == _NOT_WRITTEN else one.value() for one in self.votes]
        return ActInput(
            kind=self.kind.currentData(),
            number=self.number.text(),
            on=self.day.date(),
            names=tuple(line.typed() for line in self.names),
            protocol=self.protocol.text() if decides else "",
            vote=CouncilVote(*numbers) if decides else CouncilVote(),
            passed=dict(self._passed),
        )

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if replace(self.typed(), passed={}) == self._before or may_drop(self):
            super().reject()

    def _ask(self) -> None:
        """What stands against the act is passed by an override, one after another."""
        self._passed = {}
        draft, typed = self._draft, self.typed()
        self._context.tasks.read(
            lambda s: _standing(s, draft, typed), self._pass, self.message.refuse, owner=self
        )

    def _pass(self, standing: list[tuple[Finding, str]]) -> None:
        for finding, article in standing:
            if not finding.overridable:
                continue  # the service refuses it in its own words
            dialog = OverrideDialog(
                self, finding, article, self._context.clock.today, self._context.actor.name
            )
            if not dialog.exec():
                return
            self._passed[finding.rule] = dialog.written()
        draft, typed = self._draft, self.typed()
        self._context.tasks.write(
            lambda s: s.acts.enter(draft, typed, actor=s.actor),
            lambda _id: self.accept(),
            self.message.refuse,
            owner=self,
        )


def enter_act(parent: QWidget, context: ScreenContext, draft: ActDraft) -> None:
    """Open the dialog on a draft."""
    dialog = ActDialog(parent, context, draft)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_act(
    parent: QWidget, context: ScreenContext, session_id: int, failed: Callable[[Exception], object]
) -> None:
    """Enter the act on the proposal of a closed session."""
    end = begin(parent, "act")
    if end is None:
        return
    context.tasks.read(
        lambda s: s.acts.draft_of_session(session_id),
        lambda draft: enter_act(parent, context, draft),
        failed,
        owner=parent,
        settled=end,
    )


def strike_act(
    parent: QWidget,
    context: ScreenContext,
    act: ActView | None,
    failed: Callable[[Exception], object],
) -> None:
    """Strike an act out that was entered by mistake, with a reason."""
    if act is None:
        return
    dialog = TextDialog(
        parent,
        _("Погрешно вписан акт"),
        _("Защо се отменя записът „{act}“? Той и причината остават.").format(act=act.act.text),
        _("Отмени записа"),
        least=15,
    )
    if dialog.exec():
        why = dialog.text()
        context.tasks.write(
            lambda s: s.acts.strike(act.id, why, actor=s.actor), None, failed, owner=parent
        )


def _edit(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _vote(name: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(_NOT_WRITTEN, _MOST)
    made.setSpecialValueText("–")
    made.setValue(_NOT_WRITTEN)
    made.setAccessibleName(name)
    return made


def _standing(services: Services, draft: ActDraft, typed: ActInput) -> list[tuple[Finding, str]]:
    """What is not met, each rule once, with the text of its provision."""
    law = services.law.edition(services.editions.get(draft.edition_id).law_edition)
    told: dict[str, tuple[Finding, str]] = {}
    for one in services.acts.judge(draft, typed):
        if one.verdict is Verdict.NOT_MET and one.rule not in told:
            provision = law.provision(one.citation) if one.citation else None
            told[one.rule] = one, provision.text if provision else ""
    return list(told.values())
