"""One registered sign or name beside the list: its numbers, term, renewals and papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.protection import STATE_NAMES, TONES, Mark
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, clear, label, link
from ruse_desktop.ui.theme import px


class MarkCard(QFrame):
    """One registration beside the list."""

    def __init__(
        self,
        buttons: list[QPushButton],
        open_file: Callable[[Evidence], object],
        remove: Callable[[Evidence], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._open, self._remove = open_file, remove
        self.name = label("", "title", wrap=True)
        self.state = Chip()
        self.fields = FieldGrid(names=130)
        self.more = QVBoxLayout()
        self.page = QWidget()
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.fields)
        column.addLayout(self.more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, px(6))
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        for two in (buttons[:2], buttons[2:]):
            row = QHBoxLayout()
            row.setContentsMargins(px(16), px(6), px(16), 0)
            row.setSpacing(px(6))
            for one in two:
                row.addWidget(one)
            row.addStretch(1)
            whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)
        self.page.hide()

    def show_mark(self, mark: Mark | None, today: date, days: int) -> None:
        """Show a registration; None leaves the panel empty."""
        self.page.setVisible(mark is not None)
        clear(self.more)
        if mark is None:
            return
        state = mark.state(today, days)
        self.name.setText(mark.typed.name)
        self.state.show_state(_(STATE_NAMES[state]), TONES[state])
        self.fields.show_rows(_rows(mark, days))
        if mark.renewals:
            self.more.addWidget(label(_("Подновявания"), "heading"))
        for one in mark.renewals:
            said = _("{on}: от {before} до {until}").format(
                on=date_plain(one.on),
                before=date_plain(one.before),
                until=date_plain(one.expires_on),
            )
            text = _("{said}, № {no}").format(said=said, no=one.number) if one.number else said
            self.more.addWidget(label(text, wrap=True))
        if mark.files:
            self.more.addWidget(label(_("Документи"), "heading"))
        for file in mark.files:
            head = QHBoxLayout()
            head.addWidget(link(file.name, partial(self._open, file)))
            head.addStretch(1)
            cross = link(_("Махни…"), partial(self._remove, file))
            cross.setAccessibleName(_("Махни „{name}“").format(name=file.name))
            head.addWidget(cross)
            self.more.addLayout(head)


def _rows(mark: Mark, days: int) -> list[tuple[str, str]]:
    typed, reminder = mark.typed, mark.reminder_on(days)
    ended = ""
    if mark.ended_on is not None:
        ended = _("{day}: {why}").format(day=date_short(mark.ended_on), why=mark.ended_why)
    return [
        (_("Прекратена"), ended),
        (_("Вид"), mark.kind_name),
        (_("Символ"), symbol_name(typed.symbol) if typed.symbol else ""),
        (_("Ведомство"), typed.office),
        (_("Заявка"), " / ".join(p for p in (typed.filed_no, _day(typed.filed_on)) if p)),
        (_("Регистрация"), " / ".join(p for p in (typed.number, _day(typed.registered_on)) if p)),
        (_("Изтича"), _day(typed.expires_on) or _("без срок")),
        (_("Напомняне"), date_short(reminder) if reminder and mark.ended_on is None else ""),
        (_("Класове"), typed.classes),
        (_("Отговаря"), typed.responsible),
        (_("Бележка"), typed.note),
        (_("Вписал"), _("{by}, {day}").format(by=mark.by, day=date_short(mark.at.date()))),
    ]


def _day(day: date | None) -> str:
    return date_short(day) if day is not None else ""
