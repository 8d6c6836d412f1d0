"""The fields of one seat of a commission: who sits in it, named by what, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.commissions import EXPERT, MemberInput
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label, plain_tip

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import SeatRule

Today = Callable[[], date]


class TermDialog(QDialog):
    """From when till when a member's term in the body that named him lasts; both may stay empty."""

    def __init__(
        self, parent: QWidget, who: str, term: tuple[date | None, date | None], today: Today
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Мандат в органа – {who}").format(who=who))
        column = QVBoxLayout(self)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(
            label(
                _("Ако мандатът не обхваща деня на заседанието, програмата предупреждава."),
                "muted",
                wrap=True,
            )
        )
        form = QFormLayout()
        self.begins = DateField(today=today, name=_("Мандат от"))
        self.ends = DateField(today=today, name=_("Мандат до"))
        for field, day in zip((self.begins, self.ends), term, strict=True):
            field.set_date(day)
        form.addRow(_("от"), self.begins)
        form.addRow(_("до включително"), self.ends)
        column.addLayout(form)
        bar = QHBoxLayout()
        bar.addWidget(button(_("Приеми мандата"), self._accept, primary=True))
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        column.addLayout(bar)

    def _accept(self) -> None:
        begins, ends = self.begins.date(), self.ends.date()
        if self.begins.wrong or self.ends.wrong:
            self.message.tell(_("Това не е дата. Пример: 06.05.2026."), "not-met")
        elif begins is not None and ends is not None and ends < begins:
            self.message.tell(_("Мандатът свършва, преди да е започнал."), "not-met")
        else:
            self.accept()


class Term(QPushButton):
    """Shows the end of a term; pressed, it asks for both days."""

    def __init__(self, who: str, today: Today, changed: Callable[[], object]) -> None:
        super().__init__()
        self._who, self._today, self._changed = who, today, changed
        self.term: tuple[date | None, date | None] = (None, None)
        self.setProperty("link", True)  # noqa: FBT003 - Qt
        self.setAutoDefault(False)
        self.clicked.connect(self._ask)
        self.show_term(None, None)

    def show_term(self, begins: date | None, ends: date | None) -> None:
        """Show a term."""
        self.term = begins, ends
        text = _("мандат…")
        if ends is not None:
            text = _("до {day}").format(day=date_plain(ends))
        elif begins is not None:
            text = _("от {day}").format(day=date_plain(begins))
        self.setText(text)
        self.setAccessibleName(
            _("Мандат в органа – {who}: {term}").format(who=self._who, term=text)
        )

    def _ask(self) -> None:
        dialog = TermDialog(self.window(), self._who, self.term, self._today)
        if dialog.exec():
            self.show_term(dialog.begins.date(), dialog.ends.date())
            self._changed()


class Seat:
    """The fields of one seat; `extra` is the chair's seat beyond his quota."""

    def __init__(
        self,
        rule: SeatRule,
        who: str,
        today: Today,
        changed: Callable[[], object],
        *,
        extra: bool = False,
    ) -> None:
        self.rule, self.extra = rule, extra
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("три имена"))
        self.name.setAccessibleName(_("Име – {who}").format(who=who))
        self.position = QLineEdit()
        self.position.setPlaceholderText(_("длъжност"))
        self.position.setAccessibleName(_("Длъжност – {who}").format(who=who))
        self.naming = QLineEdit()
        self.naming.setPlaceholderText(
            _("носител или номиниран, година")
            if rule.must_hold
            else _("посочен с писмо №…")
            if rule.named_by
            else _("по длъжност")
        )
        self.naming.setAccessibleName(_("Посочване – {who}").format(who=who))
        self.chair = QRadioButton()
        self.chair.setAccessibleName(_("Председател – {who}").format(who=who))
        self.term = Term(who, today, changed) if rule.named_by else None
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("защо не е сред посочените – поне 15 знака"))
        self.why.setAccessibleName(_("Причина – {who}").format(who=who))
        for line in (self.name, self.naming, self.why):
            line.textChanged.connect(lambda _text: changed())
        self.chair.toggled.connect(lambda _on: changed())

    def show(self, member: MemberInput) -> None:
        """Show a member."""
        fill_in((self.name, self.position, self.naming), member)
        self.chair.setChecked(member.chair)
        self.why.setText(member.extra_why)
        if self.term is not None:
            self.term.show_term(member.term_from, member.term_until)

    def typed(self) -> MemberInput:
        """The member as typed."""
        begins, ends = self.term.term if self.term is not None else (None, None)
        return MemberInput(
            self.rule.source,
            self.name.text().strip(),
            self.position.text().strip(),
            self.naming.text().strip(),
            chair=self.chair.isChecked(),
            extra=self.extra,
            extra_why=self.why.text().strip() if self.extra else "",
            term_from=begins,
            term_until=ends,
        )


class Expert:
    """The fields of one expert; he has a vote only where the tick says so."""

    def __init__(self, who: str, changed: Callable[[], object]) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("три имена"))
        self.name.setAccessibleName(_("Име – {who}").format(who=who))
        self.position = QLineEdit()
        self.position.setPlaceholderText(_("област"))
        self.position.setAccessibleName(_("Област – {who}").format(who=who))
        self.naming = QLineEdit()
        self.naming.setPlaceholderText(_("заповед или покана №…"))
        self.naming.setAccessibleName(_("Основание – {who}").format(who=who))
        self.voting = QCheckBox()
        self.voting.setAccessibleName(_("С право на глас – {who}").format(who=who))
        for line in (self.name, self.naming):
            line.textChanged.connect(lambda _text: changed())
        self.voting.toggled.connect(lambda _on: changed())

    def show(self, member: MemberInput) -> None:
        """Show a saved expert."""
        fill_in((self.name, self.position, self.naming), member)
        self.voting.setChecked(member.voting)

    def typed(self) -> MemberInput:
        """The expert as typed."""
        return MemberInput(
            EXPERT,
            self.name.text().strip(),
            self.position.text().strip(),
            self.naming.text().strip(),
            voting=self.voting.isChecked(),
        )


def fill_in(lines: tuple[QLineEdit, QLineEdit, QLineEdit], member: MemberInput) -> None:
    """Show name, position and document; long ones from their beginning and whole in the tip."""
    for line, text in zip(lines, (member.name, member.position, member.naming), strict=True):
        line.setText(text)
        line.setCursorPosition(0)
        line.setToolTip(plain_tip(text))
