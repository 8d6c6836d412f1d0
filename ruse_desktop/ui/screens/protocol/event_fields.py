"""The fields of an event, one column, the rare ones folded away."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.events import (
    CATEGORY_NAMES,
    STATE_NAMES,
    Category,
    EventInput,
    EventState,
    When,
)
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.kit.moments import HourField
from ruse_desktop.ui.screens.protocol.event_tasks import TaskRows
from ruse_desktop.ui.screens.protocol.naming import suggest
from ruse_desktop.ui.screens.protocol.repeating import RepeatFields

if TYPE_CHECKING:
    from ruse_desktop.services.calendar import NamesUsed
    from ruse_desktop.ui.screens.base import ScreenContext

_TEXT_HIGH = 64
_NAMES = 104
_ALARMS = (
    (None, mark("без напомняне")),
    (60, mark("1 час по-рано")),
    (1440, mark("1 ден по-рано")),
    (10080, mark("1 седмица по-рано")),
)


class EventFields(QWidget):
    """`typed()` is the event as the fields say it, None while a day or an hour cannot be read."""

    changed = Signal()

    def __init__(self, context: ScreenContext, typed: EventInput) -> None:
        super().__init__()
        self._context = context
        self._given = typed
        self._suggested: list[QStringListModel] = []
        self.title = self._line(typed.title, _("Наименование"))
        self.category = self._combo(
            [(str(one), _(name)) for one, name in CATEGORY_NAMES.items()],
            str(typed.category),
            _("Вид"),
        )
        self.state = self._combo(
            [(str(one), _(name)) for one, name in STATE_NAMES.items()],
            str(typed.state),
            _("Състояние"),
        )
        self._make_when(typed.when)
        self.place = self._suggesting(typed.place, _("Място"))
        self.people = self._suggesting(", ".join(typed.people), _("Участват"), several=True)
        self.people.setPlaceholderText(_("длъжности или имена, разделени със запетая"))
        self.uses_flag = self._check(_("Участва знамето на Русе"), on=typed.uses_flag)
        self.apart = self._line(typed.apart, _("Защо е отделна церемония"))
        self.apart.setPlaceholderText(_("при второ участие на знамето същия ден: защо е отделно"))
        self.responsible = self._suggesting(typed.responsible, _("Отговорник"))
        self.organiser = self._line(typed.organiser, _("Организатор"))
        self.partner = self._line(typed.partner, _("Партньор"))
        self.public = self._check(_("Влиза в публичния календар"), on=typed.public)
        self.public_text = self._text(typed.public_text, _("Текст за публиката"))
        self.internal_text = self._text(typed.internal_text, _("Вътрешен текст"))
        self.budget_note = self._line(typed.budget_note, _("Бюджет"))
        self.attendance = QSpinBox()
        self.attendance.setRange(0, 1_000_000)
        self.attendance.setSpecialValueText("–")
        self.attendance.setValue(typed.attendance or 0)
        self.attendance.setAccessibleName(_("Посетители"))
        self.attendance.valueChanged.connect(lambda _n: self.changed.emit())
        self.link = self._line(typed.link, _("Връзка"))
        self.alarm = self._combo(
            [(str(minutes or ""), _(text)) for minutes, text in _ALARMS],
            str(typed.alarm_minutes or ""), _("Напомняне"),
        )  # fmt: skip
        self.repeat = RepeatFields(typed.recurrence, typed.movable)
        self.repeat.changed.connect(self.changed)
        self.tasks = TaskRows(context, typed.tasks)
        self.tasks.changed.connect(self.changed)
        self._build()

    def _build(self) -> None:
        self._first = first = _form()
        first.addRow(_("Наименование"), self.title)
        first.addRow(_("Ден"), self._when_row)
        first.addRow("", self.all_day)
        first.addRow(_("Място"), self.place)
        first.addRow(_("Участват"), self.people)
        first.addRow("", self.uses_flag)
        first.addRow(_("Защо отделно"), self.apart)
        self.ask_apart(asked=False)
        first.addRow(_("Вид"), self.category)
        first.addRow(_("Състояние"), self.state)
        first.addRow(_("Отговорник"), self.responsible)
        self.more = button(_("Още: текстове, повторение, подготовка…"), self._unfold)
        self.rest = QWidget()
        rest = _form(self.rest)
        rest.addRow(_("Организатор"), self.organiser)
        rest.addRow(_("Партньор"), self.partner)
        rest.addRow("", self.public)
        rest.addRow(_("За публиката"), self.public_text)
        rest.addRow(_("Вътрешно"), self.internal_text)
        rest.addRow(_("Бюджет"), self.budget_note)
        rest.addRow(_("Посетители"), self.attendance)
        rest.addRow(_("Връзка"), self.link)
        rest.addRow(_("Напомняне"), self.alarm)
        rest.addRow(_("Повторение"), self.repeat)
        rest.addRow(_("Подготовка"), self.tasks)
        for form in (first, rest):
            _align(form)
        self.rest.setVisible(self._has_more())
        self.more.setVisible(not self._has_more())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rest)

    def ask_apart(self, *, asked: bool) -> None:
        """Ask why the flag goes out twice that day; an answer once given stays in sight (R-3-0.3)."""
        said = bool(self.apart.text().strip()) or self.apart.hasFocus()
        self._first.setRowVisible(self.apart, self.uses_flag.isChecked() and (asked or said))

    def _has_more(self) -> bool:
        given = self._given
        bare = EventInput(given.title, given.when)
        rest = replace(
            given, category=bare.category, state=bare.state, place="", people=(), responsible="",
            uses_flag=False, apart="",
        )  # fmt: skip
        return rest != bare

    def _unfold(self) -> None:
        self.rest.show()
        self.more.hide()
        self.organiser.setFocus()

    # day and hours

    def _make_when(self, when: When) -> None:
        today = self._context.clock.today
        self.on = DateField(today=today, name=_("Първи ден"))
        self.until = DateField(today=today, name=_("Последен ден"))
        self.starts, self.ends = HourField(_("Начален час")), HourField(_("Краен час"))
        self.all_day = self._check(_("Цял ден"), on=when.all_day)
        self._when_row = QWidget()
        row = QHBoxLayout(self._when_row)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.on, self.starts, label("–"), self.until, self.ends):
            row.addWidget(widget)
        row.addStretch(1)
        for field in (self.on, self.until):
            field.setFixedWidth(theme.px(116))
        for line in (self.on, self.until, self.starts, self.ends):
            line.textChanged.connect(lambda _t: self.changed.emit())
        self.on.editingFinished.connect(self._follow)
        self.all_day.toggled.connect(self._show_hours)
        self.show_when(when)

    def show_when(self, when: When) -> None:
        """Show these days and hours."""
        self._last = when.on
        self.on.set_date(when.on)
        self.until.set_date(when.until)
        self.starts.show_hour(when.starts or time(9))
        self.ends.show_hour(when.ends or when.starts or time(10))
        self.all_day.setChecked(when.all_day)
        self._show_hours(when.all_day)

    def _show_hours(self, hidden: bool) -> None:  # noqa: FBT001 - Qt
        self.starts.setVisible(not hidden)
        self.ends.setVisible(not hidden)

    def _follow(self) -> None:
        """The last day goes along with the first one."""
        first, last = self.on.date(), self.until.date()
        if first is None or last is None or first == self._last:
            return
        self.until.set_date(last + (first - self._last))
        self._last = first

    def _when(self) -> When | None:
        first, last = self.on.date(), self.until.date()
        if first is None or last is None:
            return None
        if self.all_day.isChecked():
            return When(first, last)
        starts = self.starts.hour()
        if starts is None or self.ends.wrong:
            return None
        return When(first, last, starts, self.ends.hour() or starts)

    def fault(self) -> str:
        """What cannot be read."""
        return _("денят или часът не е разчетен (напр. 6.5.26, 9:30)")

    def typed(self) -> EventInput | None:
        """The event as it is typed."""
        when = self._when()
        if when is None:
            return None
        minutes = str(self.alarm.currentData())
        return replace(
            self._given,
            title=self.title.text().strip(),
            when=when,
            category=Category(str(self.category.currentData())),
            state=EventState(str(self.state.currentData())),
            place=self.place.text().strip(),
            people=tuple(one.strip() for one in self.people.text().split(",") if one.strip()),
            responsible=self.responsible.text().strip(),
            organiser=self.organiser.text().strip(),
            partner=self.partner.text().strip(),
            public=self.public.isChecked(),
            public_text=self.public_text.toPlainText().strip(),
            internal_text=self.internal_text.toPlainText().strip(),
            budget_note=self.budget_note.text().strip(),
            attendance=self.attendance.value() or None,
            link=self.link.text().strip(),
            movable=self.repeat.movable(),
            recurrence=self.repeat.recurrence(),
            tasks=self.tasks.tasks(),
            uses_flag=self.uses_flag.isChecked(),
            apart=self.apart.text().strip() if self.uses_flag.isChecked() else "",
            alarm_minutes=int(minutes) if minutes else None,
        )

    # suggestions

    def offer(self, used: NamesUsed) -> None:
        """Offer the places, people and officials that were written before."""
        for model, names in zip(
            self._suggested, (used.places, used.people, used.people), strict=True
        ):
            model.setStringList(list(names))

    def _suggesting(self, text: str, name: str, *, several: bool = False) -> QLineEdit:
        made = self._line(text, name)
        self._suggested.append(suggest(made, self, several=several))
        return made

    def _line(self, text: str, name: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda _t: self.changed.emit())
        return made

    def _text(self, text: str, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit(text)
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(theme.px(_TEXT_HIGH))
        made.textChanged.connect(self.changed.emit)
        return made

    def _check(self, text: str, *, on: bool) -> QCheckBox:
        made = QCheckBox(text)
        made.setChecked(on)
        made.toggled.connect(lambda _on: self.changed.emit())
        return made

    def _combo(self, options: list[tuple[str, str]], value: str, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for key, text in options:
            made.addItem(text, key)
        made.setCurrentIndex(max(0, made.findData(value)))
        made.currentIndexChanged.connect(lambda _n: self.changed.emit())
        return made


def _form(parent: QWidget | None = None) -> QFormLayout:
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return form


def _align(form: QFormLayout) -> None:
    """One edge for the fields of both forms."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        name = item.widget() if item is not None else None
        if name is not None:
            name.setMinimumWidth(theme.px(_NAMES))
