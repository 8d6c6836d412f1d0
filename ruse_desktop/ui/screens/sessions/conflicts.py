"""The declaration of one member: its day, the relations declared, and the hints of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
)

from ruse_desktop.domain.conflict_hints import HintKind
from ruse_desktop.domain.conflicts import (
    KIND_NAMES,
    WHOLE,
    Conflict,
    ConflictKind,
    bars,
    conflict_says,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, Chip, DateField, Tall, button, clear, label, link
from ruse_desktop.ui.kit.dialogs import TextDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.conflict_hints import Hint
    from ruse_desktop.domain.nominations import AdmittedNomination
    from ruse_desktop.domain.rules import CommissionRule
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.ui.screens.base import ScreenContext
    from ruse_desktop.ui.screens.sessions.presence import MemberLine


_LIKELY = {
    HintKind.SURNAME: ConflictKind.KINSHIP,
    HintKind.EMPLOYER: ConflictKind.OFFICIAL,
    HintKind.SUPERVISES: ConflictKind.OFFICIAL,
}


class ConflictPanel(Card):
    """What the member of the chosen row declared; changes are kept in the row until it is saved."""

    changed = Signal()

    def __init__(
        self, context: ScreenContext, view: SessionView, refuse: Callable[[Exception], object]
    ) -> None:
        super().__init__()
        self._context, self._view, self._refuse = context, view, refuse
        self._rule: CommissionRule = view.commission.rule
        seen: dict[int, AdmittedNomination] = {}
        for slot in view.slots:
            for nominee in slot.nominees:
                seen.setdefault(nominee.id, nominee)
        self.nominees = tuple(seen.values())
        self._hints: tuple[Hint, ...] = ()
        self.line: MemberLine | None = None
        self.head = label("", "heading", wrap=True)
        self.column.addWidget(self.head)
        self._signed()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(_("Връзки и подсказки"))
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = Tall()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.setSpacing(6)
        self.declared = QVBoxLayout()
        self.hinted = QVBoxLayout()
        inner.addLayout(self.declared)
        inner.addLayout(self._form())
        inner.addLayout(self.hinted)
        inner.addStretch(1)
        scroll.setWidget(holder)
        self.column.addWidget(scroll, 1)

    def _signed(self) -> None:
        row = QHBoxLayout()
        row.addWidget(label(_("Декларацията е подписана на"), "muted"))
        self.signed_on = DateField(
            today=self._context.clock.today, name=_("Декларацията е подписана на")
        )
        self.signed_on.setPlaceholderText(_("не е подписана"))
        self.signed_on.editingFinished.connect(self._keep_day)
        row.addWidget(self.signed_on)
        row.addStretch(1)
        self.column.addLayout(row)

    def _form(self) -> QVBoxLayout:
        """The fields of a further relation."""
        column = QVBoxLayout()
        self.whom = QComboBox()
        self.whom.setAccessibleName(_("Връзка с"))
        self.whom.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whom.addItem(_("връзка с предложен или вносител…"), None)
        for one in self.nominees:
            self.whom.addItem(
                _("{name} – предложен").format(name=one.nominee_name), (one.id, False)
            )
        proposers = {one.proposer_name: one.id for one in reversed(self.nominees)}
        for name, number in sorted(proposers.items()):
            if name:
                self.whom.addItem(_("{name} – вносител").format(name=name), (number, True))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид на връзката"))
        self.kind.setSizeAdjustPolicy(self.whom.sizeAdjustPolicy())
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(_(name), kind)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("каква е връзката"))
        self.text.setAccessibleName(_("Каква е връзката"))
        self.steps_out = QCheckBox(_("сам се отказва да участва в раздела"))
        self.steps_out.setVisible(self._rule.conflict != WHOLE or bool(self._rule.conflict_kinds))
        self.add = button(_("Добави връзката"), self._add)
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.text, 1)
        column.addWidget(self.whom)
        column.addLayout(row)
        column.addWidget(self.steps_out)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.whom.currentIndexChanged.connect(lambda n: self.add.setEnabled(n > 0))
        self.add.setEnabled(False)
        return column

    def show_member(self, line: MemberLine) -> None:
        """Show another member."""
        self.line = line
        self.head.setText(_("Декларация на {name}").format(name=line.line.name))
        self.signed_on.set_date(line.signed_on if line.declared.isChecked() else None)
        self.tell_signed()
        self._list_conflicts()
        self._list_hints()

    def tell_signed(self) -> None:
        """The day of the declaration; one ticked without a day is signed on the day it is saved."""
        if self.line is None:
            return
        declared = self.line.declared.isChecked()
        self.signed_on.setPlaceholderText(_("днес") if declared else _("не е подписана"))
        if not self.signed_on.hasFocus() and not self.signed_on.wrong:
            self.signed_on.set_date(self.line.signed_on if declared else None)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Take the hints of all members."""
        self._hints = tuple(hints)
        if self.line is not None:
            self._list_hints()

    def open_hints(self, line: MemberLine) -> int:
        """How many hints of the member nobody has answered."""
        return sum(not self._answered(hint, line) for hint in self._of(line))

    def _of(self, line: MemberLine) -> list[Hint]:
        return [hint for hint in self._hints if hint.member_id == line.line.member_id]

    def _answered(self, hint: Hint, line: MemberLine) -> bool:
        """Put aside, or declared as a relation."""
        pairs = {(one.nomination_id, one.proposer) for one in line.conflicts}
        return bool(hint.note) or (hint.nomination_id, hint.with_proposer) in pairs

    def _keep_day(self) -> None:
        if self.line is None or self.signed_on.wrong:
            return
        day = self.signed_on.date()
        if day == self.line.signed_on:  # only passed through: what is ticked stays
            return
        self.line.signed_on = day
        self.line.declared.setChecked(day is not None)
        self.changed.emit()

    def _list_conflicts(self) -> None:
        clear(self.declared)
        if self.line is None:
            return
        if not self.line.conflicts:
            self.declared.addWidget(label(_("Не е обявена връзка."), "muted"))
        for n, one in enumerate(self.line.conflicts):
            row = QHBoxLayout()
            said = conflict_says(one, self.nominees)
            self.declared.addWidget(label(said, wrap=True))
            row.addWidget(Chip(*_reach(self._rule, one)))
            row.addStretch(1)
            remove = link(_("Премахни"), partial(self._remove, n))
            remove.setAccessibleName(_("Премахни – {what}").format(what=said))
            row.addWidget(remove)
            self.declared.addLayout(row)
            self.declared.addSpacing(4)

    def _list_hints(self) -> None:
        clear(self.hinted)
        if self.line is None:
            return
        found = self._of(self.line)
        if found:
            self.hinted.addWidget(label(_("Подсказки (не пречат на нищо)"), "heading"))
        for hint in found:
            self.hinted.addWidget(label(hint.text, "muted" if hint.weak else "", wrap=True))
            row = QHBoxLayout()
            if hint.note:
                said = _("Отметната от {by}: {note}").format(by=hint.by, note=hint.note)
                row.addWidget(label(said, "muted", wrap=True), 1)
                row.addWidget(link(_("Върни подсказката"), partial(self._bring_back, hint)))
            elif self._answered(hint, self.line):
                row.addWidget(Chip(_("обявена"), "info"))
            else:
                for text, run in (
                    (_("Обяви връзка"), self._start), (_("Не е връзка…"), self._dismiss),
                ):  # fmt: skip
                    one = link(text, partial(run, hint))
                    one.setAccessibleName(f"{text} – {hint.text}")
                    row.addWidget(one)
            row.addStretch(1)
            self.hinted.addLayout(row)

    def _start(self, hint: Hint) -> None:
        """Bring the hint's person in the fields of a relation."""
        numbers = [self.whom.itemData(n) for n in range(self.whom.count())]
        pair = hint.nomination_id, hint.with_proposer
        if hint.with_proposer:
            name = next(n.proposer_name for n in self.nominees if n.id == hint.nomination_id)
            same = {n.id for n in self.nominees if n.proposer_name == name}
            pair = next(p for p in numbers if p is not None and p[1] and p[0] in same)
        self.whom.setCurrentIndex(numbers.index(pair))
        kind = _LIKELY.get(hint.kind, ConflictKind.OTHER)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.text.setFocus()

    def _add(self) -> None:
        chosen = self.whom.currentData()
        if self.line is None or chosen is None:
            return
        number, proposer = chosen
        made = Conflict(
            number,
            ConflictKind(self.kind.currentData()),
            self.text.text().strip(),
            proposer,
            self.steps_out.isChecked(),
        )
        self.line.conflicts = (*self.line.conflicts, made)
        self.whom.setCurrentIndex(0)
        self.text.clear()
        self.steps_out.setChecked(False)
        self._changed()

    def _remove(self, n: int) -> None:
        assert self.line is not None
        kept = self.line.conflicts
        self.line.conflicts = (*kept[:n], *kept[n + 1 :])
        self._changed()

    def _changed(self) -> None:
        self._list_conflicts()
        self._list_hints()
        self.changed.emit()

    def _dismiss(self, hint: Hint) -> None:
        dialog = TextDialog(self, _("Не е връзка"), hint.text, _("Отметни подсказката"), least=3)
        if dialog.exec():
            key, note, number = hint.key, dialog.text(), self._view.id
            self._write(lambda s: s.session_conflicts.dismiss(number, key, note, actor=s.actor))

    def _bring_back(self, hint: Hint) -> None:
        key, number = hint.key, self._view.id
        self._write(lambda s: s.session_conflicts.bring_back(number, key, actor=s.actor))

    def _write(self, work: Callable[..., tuple[Hint, ...]]) -> None:
        self._context.tasks.write(work, self._take, self._refuse, owner=self)

    def _take(self, hints: tuple[Hint, ...]) -> None:
        self.show_hints(hints)
        self.changed.emit()


def _reach(rule: CommissionRule, one: Conflict) -> tuple[str, str]:
    """What the relation bars from, and its tone."""
    if bars(rule, one):
        whole = rule.conflict == WHOLE
        return (_("отвежда") if whole else _("отвежда от раздела")), "not-met"
    return (_("отказва се"), "judgement") if one.steps_out else (_("преценява се"), "judgement")
