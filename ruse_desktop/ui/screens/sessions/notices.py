"""„Уведомен на“: who was told of the session, on which day and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.notices import CAPACITY_NAMES, WAY_NAMES, Invited, NoticeInput, Way
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, Chip, DateField, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import may_drop

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class _Line:
    """The fields of one person who is called."""

    def __init__(self, one: Invited, context: ScreenContext) -> None:
        self.one = one
        self.on = DateField(
            today=context.clock.today, name=_("Уведомен на – {name}").format(name=one.name)
        )
        self.on.setPlaceholderText(_("няма запис"))
        self.on.set_date(one.notice.on if one.notice else None)
        self.way = _ways(_("Начин – {name}").format(name=one.name))
        self.way.setCurrentIndex(self.way.findData(one.notice.way if one.notice else Way.PHONE))
        self.chip = Chip(_("впис.: {by}").format(by=one.notice.by) if one.notice else "", "met")

    def typed(self) -> tuple[date | None, Way]:
        """The day, None when it is empty, and the way."""
        return self.on.date(), Way(self.way.currentData())

    @property
    def before(self) -> tuple[date | None, Way]:
        """What is recorded."""
        kept = self.one.notice
        return (kept.on, kept.way) if kept else (None, Way(self.way.currentData()))


def _ways(name: str) -> QComboBox:
    made = QComboBox()
    for way, text in WAY_NAMES.items():
        made.addItem(_(text), way)
    made.setAccessibleName(name)
    return made


class NoticesDialog(QDialog):
    """Each person who is called, with the day on which he was told; one day for all at once."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: SessionView) -> None:
        super().__init__(parent)
        self.context, self.view = context, view
        self.setWindowTitle(_("Уведомяване за заседанието"))
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        rule = view.commission.rule
        said = _("Заседание на {day}, {hour} ч., {place}.").format(
            day=date_short(view.typed.held_on),
            hour=f"{view.typed.at:%H:%M}",
            place=view.typed.place or "–",
        )
        if rule.notice_days:
            said += " " + ngettext(
                "Членовете се уведомяват поне {n} ден по-рано.",
                "Членовете се уведомяват поне {n} дни по-рано.",
                rule.notice_days,
            ).format(n=rule.notice_days)
        outer.addWidget(label(said, "muted", wrap=True))
        outer.addLayout(self._for_all())
        outer.addWidget(self._people(), 1)
        bar = QHBoxLayout()
        self.save = button(_("Запиши уведомяването"), self._save, primary=True)
        bar.addWidget(self.save)
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self.resize(860, min(640, 240 + 40 * len(self.lines)))

    def _for_all(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.day = DateField(today=self.context.clock.today, name=_("Ден за всички"))
        self.day.set_date(self.context.clock.today())
        self.how = _ways(_("Начин за всички"))
        self.how.setCurrentIndex(self.how.findData(Way.PHONE))
        row.addWidget(self.day)
        row.addWidget(self.how)
        row.addWidget(button(_("Впиши за всички без запис"), self._fill))
        row.addStretch(1)
        return row

    def _people(self) -> Card:
        card = Card()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for n, name in enumerate((_("Име"), _("Качество"), _("Уведомен на"), _("Начин"), "")):
            grid.addWidget(label(name, "fieldName"), 0, n)
        self.lines = [_Line(one, self.context) for one in self.view.called]
        for n, line in enumerate(self.lines, 1):
            grid.addWidget(label(line.one.name, wrap=True), n, 0)
            grid.addWidget(label(_(CAPACITY_NAMES[line.one.capacity]), "muted", wrap=True), n, 1)
            for column, field in enumerate((line.on, line.way, line.chip), 2):
                grid.addWidget(field, n, column)
        grid.setRowStretch(len(self.lines) + 1, 1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll)
        return card

    def _fill(self) -> None:
        """Write the one day and way for everybody of whom nothing is written."""
        if (day := self.day.date()) is None:
            self.message.tell(_("Впишете деня, например 12.05.2026."), "not-met")
            return
        for line in self.lines:
            if not line.on.text().strip():
                line.on.set_date(day)
                line.way.setCurrentIndex(self.how.currentIndex())

    def reject(self) -> None:
        """Esc and „Отказ“ ask before what was typed is thrown away."""
        if not self._changed() or may_drop(self):
            super().reject()

    def _changed(self) -> list[_Line]:
        return [line for line in self.lines if line.typed() != line.before or line.on.wrong]

    def _save(self) -> None:
        wrong = [line for line in self.lines if line.on.wrong]
        if wrong:
            self.message.tell(
                _("„{text}“ не е дата. Датата се пише така: 12.05.2026.").format(
                    text=wrong[0].on.text()
                ),
                "not-met",
            )
            wrong[0].on.setFocus()
            return
        told, gone = [], []
        for line in self._changed():
            day, way = line.typed()
            if day is None:
                gone.append(line.one.name)
            else:
                told.append(NoticeInput(line.one.capacity, line.one.name, day, way))
        key = self.view.id

        def write(services: Services) -> None:
            if gone:
                services.session_notices.forget(key, gone, actor=services.actor)
            if told:
                services.session_notices.record(key, told, actor=services.actor)

        self.context.tasks.write(
            write, lambda _none: self.accept(), self.message.refuse, owner=self
        )


def ask_notices(
    parent: QWidget,
    context: ScreenContext,
    chosen: tuple[CommissionView, SessionView | None] | None,
) -> None:
    """Open the list for the session in work, while it is not closed."""
    view = chosen[1] if chosen else None
    if view is None or view.state is SessionState.CLOSED:
        return
    dialog = NoticesDialog(parent, context, view)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
