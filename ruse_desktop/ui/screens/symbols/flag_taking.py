"""Writing that the flag goes out, and that it is back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ruse_desktop.domain import flag as values
from ruse_desktop.domain.flag import OTHER, Movement, ReturnInput, TakingInput, moment
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import FindingsList, button, label
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.moments import MomentField
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.flag_appearances import Appearance
    from ruse_desktop.ui.screens.symbols.flag import FlagState

_TEXT_HIGH = 56


class TakingDialog(SavingDialog):
    """Who takes the flag, on what ground, until when; the act is quoted as one types."""

    def __init__(self, parent: QWidget, context: ScreenContext, state: FlagState) -> None:
        super().__init__(parent, context, _("Изнасяне на знамето"), _("Впиши и покажи протокола"))
        self._state = state
        self._found: list[Finding] = []
        self.setMinimumWidth(px(640))
        now = context.clock.now()
        self.taken = MomentField(_("Взето на"), context.clock.today, now)
        self.due = MomentField(
            _("За връщане до"), context.clock.today, now + timedelta(hours=state.return_hours)
        )
        self.from_whom = _line(_("Предал"))
        self.from_whom.setText(state.keeper)
        self.to_whom = _line(_("Взел"))
        self.to_whom.setPlaceholderText(_("име"))
        self.office = _line(_("Длъжност"))
        self.ground = QComboBox()
        self.ground.setAccessibleName(_("Случай"))
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.addItem(_("Изберете…"), "")
        for case in state.rules.grounds:
            self.ground.addItem(case.text, case.code)
        self.ground.addItem(_("Друго: реставрация, заснемане…"), OTHER)
        self.reason = _text(_("Защо се изнася"))
        self.motive = _text(_("Мотив"))
        self.decided_by = _line(_("Кой е решил"))
        self.occasion, self.place = _line(_("Събитие")), _line(_("Място"))
        self.planned = QComboBox()
        self.planned.setAccessibleName(_("От календара"))
        self.planned.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.planned.addItem(_("друго или никое"), None)
        for one in state.events:
            when = one.event.when
            begins = date_short(when.on) if when.all_day else moment(when.begin)
            said = _("{title} – {begins}").format(title=one.event.title, begins=begins)
            self.planned.addItem(said, one)
        self.condition = _text(_("Състояние"))
        self.condition.setPlainText(state.condition)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in (
            (_("Взето на"), self.taken), (_("От календара"), self.planned),
            (_("Взел"), self.to_whom), (_("Длъжност"), self.office),
            (_("Предал"), self.from_whom), (_("Случай"), self.ground),
            (_("Защо се изнася"), self.reason), (_("Мотив"), self.motive),
            (_("Кой е решил"), self.decided_by),
            (_("Събитие"), self.occasion), (_("Място"), self.place),
            (_("За връщане до"), self.due), (_("Състояние"), self.condition),
        ):  # fmt: skip
            self.form.addRow(name, field)
        self.column.addLayout(self.form)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        self._listen()
        self._check()
        self.to_whom.setFocus()

    def _listen(self) -> None:
        for line in (self.from_whom, self.to_whom, self.office, self.decided_by, self.occasion):
            line.textChanged.connect(lambda _text: self._check())
        for text in (self.reason, self.motive, self.condition):
            text.textChanged.connect(self._check)
        self.taken.changed.connect(self._check)
        self.due.changed.connect(self._check)
        self.ground.currentIndexChanged.connect(lambda _n: self._check())
        self.form.setRowVisible(self.planned, bool(self._state.events))
        self.planned.currentIndexChanged.connect(lambda _n: self._show_event())
        events = self._state.events
        today = self._context.clock.today()
        near = [n for n, one in enumerate(events) if one.event.when.on == today]
        if len(near) == 1 or len(events) == 1:
            self.planned.setCurrentIndex(1 + (near[0] if near else 0))

    @property
    def asked(self) -> TakingInput:
        """What is typed now."""
        code = str(self.ground.currentData())
        judged = self._judged(code)
        planned: Appearance | None = self.planned.currentData()
        return TakingInput(
            self.taken.moment(), self.from_whom.text().strip(), self.to_whom.text().strip(),
            self.office.text().strip(), code, self.due.moment(), _said(self.condition),
            self.occasion.text().strip(), _said(self.reason) if code == OTHER else "",
            _said(self.motive) if judged else "",
            self.decided_by.text().strip() if judged else "",
            planned.event_id if planned is not None else None, self.place.text().strip(),
        )  # fmt: skip

    def _show_event(self) -> None:
        """Occasion, place, ground and term are those of the planned appearance."""
        planned: Appearance | None = self.planned.currentData()
        if planned is not None:
            event, typed = planned.event, planned.typed
            self.occasion.setText(event.title)
            self.place.setText(event.place)
            self.due.show_moment(event.when.end + timedelta(hours=self._state.return_hours))
            case = self.ground.findData(typed.ground) if typed.ground else -1
            if case > 0:
                self.ground.setCurrentIndex(case)
                self.motive.setPlainText(typed.motive)
                self.decided_by.setText(typed.decided_by)
        self._check()

    def _judged(self, code: str) -> bool:
        ground = self._state.rules.ground(code)
        return ground is not None and ground.judged

    def _check(self) -> None:
        asked = self.asked
        self.form.setRowVisible(self.reason, asked.ground == OTHER)
        for field in (self.motive, self.decided_by):
            self.form.setRowVisible(field, self._judged(asked.ground))
        needs = (
            (asked.taken_at, _("Впишете кога е взето.")),
            (asked.to_whom, _("Впишете кой взема знамето.")),
            (asked.from_whom, _("Впишете кой предава знамето.")),
            (asked.ground, _("Изберете случая.")),
            (asked.due_at, _("Впишете до кога се връща.")),
            (asked.condition, _("Опишете състоянието на знамето.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        if not lacking and asked.due_at and asked.taken_at and asked.due_at <= asked.taken_at:
            lacking = _("Срокът за връщане е преди вземането.")
        found: list[Finding] = []
        if asked.ground:
            found = [*values.findings(asked, self._state.rules, least=self._state.least)]
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking and not any(one.blocking for one in found))

    def save(self) -> None:
        """Write the going out; refusals are shown here."""
        asked = self.asked
        self._write(lambda s: s.flag_custody.take(asked, actor=s.actor))


class ReturnDialog(SavingDialog):
    """When the flag came back, who received it, in what condition."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, movement: Movement, keeper: str
    ) -> None:
        super().__init__(parent, context, _("Връщане на знамето"), _("Впиши връщането"))
        self._movement = movement
        said = _("№ {no} – взето от {who}").format(no=movement.number_text, who=movement.who)
        self.column.addWidget(label(said, "muted", wrap=True))
        self.at = MomentField(_("Върнато на"), context.clock.today, context.clock.now())
        self.received_by = _line(_("Приел"))
        self.received_by.setText(keeper)
        self.condition = _text(_("Състояние"))
        self.damage = _text(_("Повреди"))
        self.damage.setPlaceholderText(_("празно, ако няма"))
        self.photo: Path | None = None
        self.photo_name = label(_("няма"), "muted")
        pictured = QHBoxLayout()
        pictured.addWidget(button(_("Избери снимка…"), self._ask_photo))
        pictured.addWidget(self.photo_name, 1)
        form = QFormLayout()
        form.addRow(_("Върнато на"), self.at)
        form.addRow(_("Приел"), self.received_by)
        form.addRow(_("Състояние"), self.condition)
        form.addRow(_("Повреди"), self.damage)
        form.addRow(_("Снимка"), pictured)
        self.column.addLayout(form)
        self.at.changed.connect(self._check)
        self.received_by.textChanged.connect(lambda _t: self._check())
        self.condition.textChanged.connect(self._check)
        self._check()
        self.condition.setFocus()

    def _check(self) -> None:
        lacking = ""
        if self.at.moment() is None:
            lacking = _("Впишете кога е върнато.")
        elif not self.received_by.text().strip():
            lacking = _("Впишете кой е приел знамето.")
        elif not _said(self.condition):
            lacking = _("Опишете състоянието на знамето.")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def _ask_photo(self) -> None:
        chosen = ask_open(self, _("Снимка на знамето"), _("Снимки (*.jpg *.jpeg *.png)"))
        if chosen is not None:
            self.show_photo(chosen)

    def show_photo(self, source: Path) -> None:
        """This file goes with the return."""
        self.photo = source
        self.photo_name.setText(source.name)

    def save(self) -> None:
        """Write the return; refusals are shown here."""
        asked = ReturnInput(
            self.at.moment(), self.received_by.text().strip(), _said(self.condition),
            _said(self.damage),
        )  # fmt: skip
        key, photo = self._movement.id, self.photo
        self._write(lambda s: s.flag_custody.give_back(key, asked, actor=s.actor, photo=photo))


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(_TEXT_HIGH))
    return made


def _said(field: QPlainTextEdit) -> str:
    return field.toPlainText().strip()
