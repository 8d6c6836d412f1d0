"""Rows of the attendance: a member with hours and declaration, and those who have no vote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ruse_desktop.domain.conflicts import Conflict
from ruse_desktop.domain.notices import CAPACITY_NAMES, Capacity, Guest
from ruse_desktop.domain.sessions import AttendanceInput, came, went
from ruse_desktop.kernel.formats import date_plain, parse_hour
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.icons import set_icon
from ruse_desktop.ui.kit.basics import mark, plain_tip

if TYPE_CHECKING:
    from ruse_desktop.domain.sessions import Attendance


def hour(text: str) -> time | None:
    """An hour typed as 14:00, 14.00, 9:05 or 9; None when it is not one."""
    try:
        return parse_hour(text)
    except ValueError:
        return None


class HourField(QWidget):
    """An hour and beside it the button that writes the hour of now."""

    def __init__(
        self, name: str, now_name: str, at: time | None, run: Callable[[], object]
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.text = QLineEdit(f"{at:%H:%M}" if at else "")
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(_("час"))
        self.text.setFixedWidth(62)
        row.addWidget(self.text)
        self.now = QPushButton()
        set_icon(self.now, "clock", "ink")
        self.now.setAutoDefault(False)
        self.now.setToolTip(plain_tip(now_name))
        self.now.setAccessibleName(now_name)
        self.now.setFixedWidth(32)
        self.now.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument
        row.addWidget(self.now)

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no hour; it is marked."""
        bad = bool(self.text.text().strip()) and self.at is None
        mark(self.text, wrong=bad)
        return bad

    @property
    def at(self) -> time | None:
        """The hour typed."""
        return hour(self.text.text())

    def show_hour(self, at: time | None) -> None:
        """Write an hour."""
        self.text.setText(f"{at:%H:%M}" if at else "")


class MemberLine(QObject):
    """The fields of one member; `chosen` asks for the declaration to be shown."""

    changed = Signal()

    def __init__(self, line: Attendance, now: Callable[[], time], parent: QObject) -> None:
        super().__init__(parent)
        self.line = line
        self._now = now
        self.conflicts: tuple[Conflict, ...] = line.conflicts
        self.signed_on: date | None = line.signed_on
        self.hints = 0
        who = line.name
        self.present = QCheckBox()
        self.present.setChecked(line.present)
        self.present.setToolTip(_("Присъства"))
        self.present.setAccessibleName(_("Присъства – {name}").format(name=who))
        self.arrived = HourField(
            _("Дошъл в – {name}").format(name=who), _("Дошъл/а сега – {name}").format(name=who),
            line.arrived, self.come,
        )  # fmt: skip
        self.left = HourField(
            _("Напуснал в – {name}").format(name=who), _("Излезе сега – {name}").format(name=who),
            line.left, self.go,
        )  # fmt: skip
        self.declared = QCheckBox()
        self.declared.setChecked(line.declared)
        self.declared.setAccessibleName(_("Подписана декларация – {name}").format(name=who))
        self.relations = QPushButton()
        self.relations.setAutoDefault(False)
        self.relations.setCheckable(True)
        self._colour()
        self.note = QLineEdit(line.note)
        self.note.setPlaceholderText(_("бележка"))
        self.note.setAccessibleName(_("Бележка – {name}").format(name=who))
        self.present.toggled.connect(self._toggled)
        self.declared.toggled.connect(self._toggled)
        self.left.text.textChanged.connect(lambda _text: self.changed.emit())
        self.show_relations(barred=line.barred, out=bool(line.out_of))

    def _colour(self) -> None:
        """The row whose declaration is shown stands out."""
        colours = theme.colours()
        self.relations.setStyleSheet(
            "QPushButton{text-align:left;}"
            f"QPushButton:checked{{border-color:{colours.blue};background:{colours.blue_tint};}}"
        )

    def _toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt
        self._say_declared()
        self.changed.emit()

    def _say_declared(self) -> None:
        signed = self.signed_on if self.declared.isChecked() else None
        self.declared.setText(date_plain(signed) if signed else "")
        self.declared.setToolTip(_("Подписана декларация"))

    def show_relations(self, *, barred: bool, out: bool) -> None:
        """Say in the button what was declared and what the hints are."""
        n = len(self.conflicts)
        parts = [
            ngettext("{n} връзка", "{n} връзки", n).format(n=n) if n else _("без връзки"),
            _("отведен") if barred else _("без раздел") if out else "",
            ngettext("{n} подсказка", "{n} подсказки", self.hints).format(n=self.hints)
            if self.hints
            else "",
        ]
        self.relations.setText(" · ".join(part for part in parts if part))
        self.relations.setAccessibleName(
            _("Декларация и връзки – {name}: {what}").format(
                name=self.line.name, what=self.relations.text()
            )
        )
        self._say_declared()

    def come(self) -> None:
        """„Дошъл сега“."""
        self._take(came(self.typed(), self._now()))

    def go(self) -> None:
        """„Излезе сега“."""
        self._take(went(self.typed(), self._now()))

    def _take(self, typed: AttendanceInput) -> None:
        self.present.setChecked(typed.present)
        self.arrived.show_hour(typed.arrived)
        self.left.show_hour(typed.left)
        self.note.setText(typed.note)
        self.changed.emit()

    @property
    def wrong(self) -> HourField | None:
        """The first hour that cannot be read."""
        bad = [field for field in (self.arrived, self.left) if field.wrong]
        return bad[0] if bad else None

    def typed(self) -> AttendanceInput:
        """The line as typed."""
        declared = self.declared.isChecked()
        return AttendanceInput(
            self.line.member_id,
            self.present.isChecked(),
            arrived=self.arrived.at,
            left=self.left.at,
            declared=declared,
            note=self.note.text().strip(),
            signed_on=self.signed_on if declared else None,
            conflicts=self.conflicts,
        )


class GuestLine:
    """The fields of somebody without a vote; the name of one who is appointed stays as it is."""

    def __init__(self, guest: Guest, *, fixed: bool) -> None:
        self.guest, self.fixed = guest, fixed
        self.present = QCheckBox()
        self.present.setChecked(guest.present)
        who = guest.name or _("друго лице")
        self.present.setAccessibleName(_("Присъства – {name}").format(name=who))
        self.name = QLineEdit(guest.name)
        self.name.setPlaceholderText(_("име"))
        self.name.setAccessibleName(_("Име без право на глас – {name}").format(name=who))
        self.name.setReadOnly(fixed)
        self.capacity = QComboBox()
        for capacity in Capacity:
            if capacity is not Capacity.MEMBER:
                self.capacity.addItem(_(CAPACITY_NAMES[capacity]), capacity)
        self.capacity.setCurrentIndex(self.capacity.findData(guest.capacity))
        self.capacity.setEnabled(not fixed)
        self.capacity.setAccessibleName(_("Качество – {name}").format(name=who))
        self.role = QLineEdit(guest.role)
        self.role.setPlaceholderText(_("какъв е"))
        self.role.setAccessibleName(_("Какъв е – {name}").format(name=who))
        self.reason = QLineEdit(guest.reason)
        self.reason.setPlaceholderText(_("защо е в залата (закрито заседание)"))
        self.reason.setAccessibleName(_("Защо е в залата – {name}").format(name=who))
        self.capacity.currentIndexChanged.connect(lambda _n: self._other())
        self._other()

    def _other(self) -> None:
        """Only another person is asked what he is and why he is there."""
        other = self.capacity.currentData() == Capacity.OTHER
        for field in (self.role, self.reason):
            if not other:
                field.hide()
            elif field.parent() is not None:  # without a parent it would be a window
                field.show()

    def typed(self) -> Guest:
        """The line as typed."""
        other = self.capacity.currentData() == Capacity.OTHER
        return Guest(
            Capacity(self.capacity.currentData()),
            self.name.text().strip(),
            self.role.text().strip() if other else "",
            self.reason.text().strip() if other else "",
            self.present.isChecked(),
        )
