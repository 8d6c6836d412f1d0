"""The panel beside the goings out of the flag: the one chosen, below it the flag's passport."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from ruse_desktop.domain.flag import Flag, Movement, Photo, moment
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, clear, label, link
from ruse_desktop.ui.kit.flow import FlowLayout
from ruse_desktop.ui.theme import px

_NAMES = 140


class FlagCard(QFrame):
    """A going out with its return, then the passport of the flag in use."""

    def __init__(
        self,
        buttons: Sequence[QPushButton],
        extras: QPushButton,
        open_photo: Callable[[Photo], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._open_photo = open_photo
        self._flag: Flag | None = None
        self._movement: Movement | None = None
        self.number = label("", "title")
        self.state = Chip()
        self.fields = FieldGrid(names=_NAMES)
        self.pictures = QVBoxLayout()
        self.name = label("", "heading", wrap=True)
        self.passport = FieldGrid(names=_NAMES)
        self.extras = extras
        self._build(buttons)
        self.show_flag(None)

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.number, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.fields)
        row = FlowLayout(px(6))
        for one in buttons:
            row.addWidget(one)
        column.addLayout(row)
        column.addSpacing(px(14))
        column.addWidget(self.name)
        column.addWidget(self.passport)
        column.addLayout(self.pictures)
        column.addWidget(self.extras, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area)
        self._moving = (self.number, self.state, self.fields, *buttons)

    def show_movement(self, one: Movement | None, *, late: bool) -> None:
        """Show a going out; None leaves only the passport."""
        self._movement = one
        for part in self._moving:
            part.setVisible(one is not None)
        if one is not None:
            self.number.setText(_("Изнасяне № {no}").format(no=one.number_text))
            self.fields.show_rows(_rows(one))
            self.state.show_state(*_state(one, late=late))
        self._show_pictures()

    def show_flag(self, flag: Flag | None) -> None:
        """Show the passport of the flag in use."""
        self._flag = flag
        for part in (self.name, self.passport, self.extras):
            part.setVisible(flag is not None)
        if flag is not None:
            self.name.setText(_("Паспорт: {name}").format(name=flag.typed.name))
            self.passport.show_rows(_passport(flag))
        self._show_pictures()

    def _show_pictures(self) -> None:
        """Those of the going out first, each to be opened."""
        clear(self.pictures)
        if self._flag is None:
            return
        shown = self._movement.id if self._movement is not None else None
        for one in sorted(self._flag.photos, key=lambda photo: photo.movement_id != shown):
            said = _("Снимка от {day}: {says}").format(
                day=date_plain(one.taken_on), says=one.says or one.name
            )
            made = link(said, partial(self._open_photo, one))
            self.pictures.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def _state(one: Movement, *, late: bool) -> tuple[str, str]:
    if one.struck_why:
        return _("зачеркнато"), "neutral"
    if one.back is not None:
        return (_("с повреда"), "judgement") if one.back.damage else (_("върнато"), "met")
    return (_("просрочено"), "not-met") if late else (_("изнесено"), "info")


def _rows(one: Movement) -> list[tuple[str, str]]:
    typed, back = one.typed, one.back
    return [
        (_("Зачеркнато"), one.struck_why),
        (_("Взето"), moment(typed.taken_at) if typed.taken_at else ""),
        (_("Взел"), one.who),
        (_("Предал"), typed.from_whom),
        (_("Случай"), one.ground_text),
        (_("Събитие"), typed.occasion),
        (_("Къде"), typed.place),
        (_("Мотив"), typed.motive),
        (_("Решил"), typed.decided_by),
        (_("За връщане до"), moment(typed.due_at) if typed.due_at else ""),
        (_("Състояние"), typed.condition),
        (_("Върнато"), moment(back.at) if back is not None and back.at is not None else ""),
        (_("Приел"), back.received_by if back else ""),
        (_("При връщането"), back.condition if back else ""),
        (_("Повреди"), back.damage if back else ""),
        (_("Вписал"), _("{by}, {day}").format(by=one.by, day=date_short(one.at.date()))),
    ]


def _passport(flag: Flag) -> list[tuple[str, str]]:
    typed = flag.typed
    sewn = [_("{kind} (проект {no})").format(kind=one.kind, no=one.project_no)
            for one in flag.accessories]  # fmt: skip
    return [
        (_("Размери"), "; ".join(_size(name, value) for name, value in typed.sizes)),
        (_("Изработка"), typed.material),
        (_("Изработил"), typed.made_by),
        (_("Изработено на"), date_short(typed.made_on) if typed.made_on else ""),
        (_("В употреба от"), date_short(flag.since)),
        (_("Място"), typed.place),
        (_("Аксесоари"), ", ".join(sewn)),
        (_("Състояние"), typed.condition),
        (_("Бележка"), typed.note),
    ]


def _size(name: str, value: Decimal) -> str:
    """„ширина, см“ and 90 are „ширина 90 см“."""
    what, _comma, unit = name.rpartition(", ")
    number = f"{value.normalize():f}".replace(".", ",")
    return f"{what} {number} {unit}" if what else f"{name} {number}"
