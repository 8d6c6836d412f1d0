"""Entering an amendment: the decision, what it changes, the check, and bringing it into force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.amending import Amendment, Problem
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label, mark, plain_tip
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.screens.law.changing import ChangingStep
from ruse_desktop.ui.screens.law.draft import Draft
from ruse_desktop.ui.screens.law.summary import SummaryStep
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.amending import AmendmentCheck, LawPage
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.law.screen import LawScreen

DECISION, CHANGES, CHECK = range(3)


class DecisionStep(QWidget):
    """The first step: which decision it is and from when it holds."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.number = QLineEdit()
        self.number.setMaximumWidth(px(180))
        self.protocol = QLineEdit()
        self.protocol.setMaximumWidth(px(180))
        self.date = DateField(today=lambda: today)
        self.in_force = DateField(today=lambda: today)
        self.in_force.setPlaceholderText(_("като приемането"))
        self.called = QLineEdit()
        self.called.setPlaceholderText(_("изм. с Реш. № …/… г."))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(px(10))
        for name, field in (
            (_("Решение №"), self.number),
            (_("Протокол №"), self.protocol),
            (_("Прието на"), self.date),
            (_("В сила от"), self.in_force),
            (_("Име на редакцията"), self.called),
        ):
            field.setAccessibleName(name)
            form.addRow(label(name, "fieldName"), field)
        self.setMaximumWidth(px(620))

    def fields(self) -> dict[str, QLineEdit]:
        """The fields by the parts of a problem."""
        return {
            "number": self.number,
            "protocol": self.protocol,
            "adopted": self.date,
            "in_force": self.in_force,
            "label": self.called,
        }

    def read(self) -> Amendment | None:
        """The decision typed, without changes; None while something is missing (it is marked)."""
        wrong = {
            "number": not self.number.text().strip(),
            "adopted": self.date.date() is None,
            "in_force": self.in_force.wrong,
        }
        for name, is_wrong in wrong.items():
            mark(self.fields()[name], wrong=is_wrong)
        adopted = self.date.date()
        if any(wrong.values()) or adopted is None:
            return None
        number, protocol = (clean(one.text(), 30) for one in (self.number, self.protocol))
        return Amendment(
            number.removeprefix("№").strip(),
            protocol.removeprefix("№").strip(),
            adopted,
            self.in_force.date() or adopted,
            clean(self.called.text(), 120),
        )


class AmendmentForm(QDialog):
    """Three steps; nothing is written before the last button. `entered` carries the new edition."""

    entered = Signal(str)

    def __init__(self, screen: LawScreen, page: LawPage) -> None:
        super().__init__(screen.window())
        self._screen = screen
        self._tasks = screen.context.tasks
        self.draft = Draft(page)
        self._done = False
        self.setWindowTitle(_("Изменение на наредбата"))
        room = screen.window().size()
        self.resize(min(px(1240), room.width() - px(40)), min(px(700), room.height() - px(40)))
        self.decision = DecisionStep(screen.context.clock.today())
        self.changing = ChangingStep(self.draft, screen.context.settings)
        self.summary = SummaryStep()
        self.bar = MessageBar()
        self._build(page)
        if not screen.verbs.may:
            self.bar.tell(
                _("Изменение въвежда ръководител. Тук можете само да разгледате формата.")
            )
            for field in self.decision.fields().values():
                field.setReadOnly(True)
            self.changing.setEnabled(False)
        self._show(DECISION)

    def _build(self, page: LawPage) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(14))
        column.setSpacing(px(8))
        self.steps = label("", "muted")
        column.addWidget(self.steps)
        column.addWidget(self.bar)
        self.stack = QStackedWidget()
        first = QWidget()
        held = QVBoxLayout(first)
        held.setContentsMargins(0, 0, 0, 0)
        about = _("Изменя се редакцията: {label}").format(label=page.edition.label)
        held.setSpacing(px(10))
        held.addWidget(label(about, "heading"))
        explained = _(
            "Въведете решението на Общинския съвет, с което се изменя наредбата. Новата редакция "
            "важи от посочения ден; предишните остават и започнатите издания ги пазят."
        )
        held.addWidget(label(explained, "muted", wrap=True))
        held.addWidget(self.decision)
        held.addStretch(1)
        for part in (first, self.changing, self.summary):
            self.stack.addWidget(part)
        column.addWidget(self.stack, 1)
        self.back = button(_("Назад"), lambda: self._show(self.stack.currentIndex() - 1))
        self.onward = button(_("Напред"), self._onward, primary=True)
        self.do = button(_("Въведи изменението"), self._enter, primary=True)
        row = QHBoxLayout()
        for part in (self.do, self.onward, self.back, button(_("Отказ"), self.reject)):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)

    # steps

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        names = (_("1. Решението"), _("2. Промените"), _("3. Проверка и въвеждане"))
        self.steps.setText(
            "   ›   ".join(f"[ {n} ]" if at == step else n for at, n in enumerate(names))
        )
        self.back.setVisible(step != DECISION)
        self.onward.setVisible(step != CHECK)
        self.do.setVisible(step == CHECK)
        self.do.setEnabled(False)
        if step == DECISION:
            self.decision.number.setFocus()
        elif step == CHANGES:
            self.changing.search.setFocus()

    def _onward(self) -> None:
        step = self.stack.currentIndex()
        if self._screen.verbs.may and step >= DECISION and self._header() is None:
            return
        if step == CHANGES and not self._screen.verbs.may:
            return
        self._show(step + 1)
        if step + 1 == CHECK:
            self._check()

    def _header(self) -> Amendment | None:
        try:
            header = self.decision.read()
        except UserError as problem:
            self.bar.refuse(problem)
            return None
        if header is None:
            self._show(DECISION)
            self.bar.tell(_("Попълнете номера на решението и деня на приемането му."), "not-met")
            return None
        self.bar.hide()
        return header

    def _check(self) -> None:
        header = self._header()
        if header is None:
            return
        whole = self.draft.amendment(header)
        self.summary.wait()
        self._tasks.read(
            lambda s: s.ordinance.check(whole),
            lambda checked: self._checked(header, checked),
            self.bar.refuse,
            owner=self,
        )

    def _checked(self, header: Amendment, checked: AmendmentCheck) -> None:
        self.summary.show_check(
            checked, lambda part: self.draft.place_of(part, header), lambda p: self._go(header, p)
        )
        self.do.setEnabled(checked.sound and self._screen.verbs.may)
        if checked.sound:
            self.do.setFocus()

    def _go(self, header: Amendment, problem: Problem) -> None:
        field = self.decision.fields().get(problem.part)
        if field is not None:
            self._show(DECISION)
            mark(field, wrong=True)
            field.setToolTip(plain_tip(problem.says))
            field.setFocus()
            self.bar.tell(problem.says, "not-met")
            return
        self._show(CHANGES)
        self.bar.tell(problem.says, "not-met")
        place = self.draft.place_of(problem.part, header)
        if place is not None:
            self.changing.show_place(place)

    def _enter(self) -> None:
        header = self._header()
        if header is None:
            return
        whole, chosen = self.draft.amendment(header), self.summary.chosen
        reason = self.summary.reason.text()
        if chosen and not reason.strip():
            self.bar.tell(_("Напишете основанието, по което изданията преминават."), "not-met")
            self.summary.reason.setFocus()
            return
        self.do.setEnabled(False)

        def work(services: Services) -> str:
            made = services.ordinance.enter(whole, actor=services.actor).id
            for one in chosen:
                services.ordinance.repin(one, made, reason=reason, actor=services.actor)
            return made

        self._tasks.write(work, self._entered, self._failed, owner=self)

    def _entered(self, edition_id: str) -> None:
        self._done = True
        self.accept()
        self.entered.emit(edition_id)

    def _failed(self, problem: UserError) -> None:
        self.bar.refuse(problem)
        self.do.setEnabled(True)

    # leaving

    def reject(self) -> None:
        """Ask before what was written is lost."""
        if self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same for the cross."""
        if self._done or self._may_leave():
            self._done = True
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        if self._done or self.draft.empty:
            return True
        leave = confirm(
            self,
            _("Изменението не е въведено"),
            _("Написаното дотук не е записано и ще се загуби."),
            _("Затвори без запис"),
        )
        self._done = leave
        return leave


def open_form(screen: LawScreen) -> None:
    """Open the form on the newest edition."""

    def show(page: LawPage) -> None:
        form = AmendmentForm(screen, page)
        form.entered.connect(screen.amended)
        form.open()

    assert screen.page is not None
    newest = screen.page.editions[0].id
    screen.context.tasks.read(lambda s: s.ordinance.page(newest), show, owner=screen)
