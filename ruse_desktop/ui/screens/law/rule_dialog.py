"""The dialog that changes one rule, or makes a new one after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.amending import Rule, RuleId
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.listing import identity_of
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.law.draft import Draft
from ruse_desktop.ui.screens.law.rule_form import RuleForm, focus_first
from ruse_desktop.ui.theme import px

_TYPING_MS = 200


class RuleDialog(QDialog):
    """Edits `value` of a rule; as `new` its own key must be another one. `written` holds the result."""

    def __init__(
        self, parent: QWidget, draft: Draft, rule: Rule, value: Any, *, new: bool = False
    ) -> None:
        super().__init__(parent)
        self._draft, self._rule, self._new = draft, rule, new
        self._key = identity_of(rule.id.table)
        self.written: tuple[RuleId, Any] | None = None
        self.setWindowTitle(_("Ново правило") if new else _("Промяна на правило"))
        self.resize(px(720), px(620))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(f"{rule.title} · {rule.group}", "heading", wrap=True))
        if not new:
            column.addWidget(label(_("Досега: {says}").format(says=rule.says), "muted", wrap=True))
        self.form = RuleForm(value, frozenset() if new else frozenset({self._key}))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Стойности на правилото"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, px(8), 0)
        held.addWidget(self.form)
        held.addStretch(1)
        area.setWidget(inside)
        column.addWidget(area, 1)
        self.says = label("", wrap=True)
        column.addWidget(self.says)
        row = QHBoxLayout()
        self.do = button(_("Приеми промяната"), self._accept, primary=True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.form.changed.connect(on_change(_TYPING_MS, self._tell, self))
        self._tell()
        focus_first(self.form)

    def _tell(self) -> None:
        try:
            says = self._draft.says(self._rule.id, self.form.read())
        except ValueError as problem:
            self.says.setText(_("Поправете – {what}").format(what=problem))
        else:
            self.says.setText(_("Ще стане: {says}.").format(says=says))

    def _accept(self) -> None:
        try:
            value = self.form.read()
        except ValueError as problem:
            self.says.setText(_("Поправете – {what}").format(what=problem))
            return
        made = self._rule.id
        if self._new and self._key:
            made = replace(made, identity=str(getattr(value, self._key)))
            if not made.identity or self._draft.known(made):
                self.says.setText(_("Поправете – код: вече има правило с този код; напишете друг."))
                return
        self.written = (made, value)
        self.accept()
