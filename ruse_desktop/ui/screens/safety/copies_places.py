"""The card of the places: where copies go, how each stands, how often they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.backups import EVERY_HOURS, HOME, Level, PlaceKind
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, Chip, button, clear, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.screens.safety.copies_dialogs import PlaceDialog, moment
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.backups import BackupReport, Health, Place
    from ruse_desktop.ui.screens.base import ScreenContext

_TONES = {Level.GOOD: "met", Level.YELLOW: "judgement", Level.RED: "not-met"}
_WORDS = {
    Level.GOOD: lambda: _("наред"), Level.YELLOW: lambda: _("внимание"),
    Level.RED: lambda: _("има нужда от Вас"),
}  # fmt: skip


class PlacesCard(Card):
    """Every place with its last verified copy; a failure has „Видях“."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._sticks: tuple[str, ...] = ()
        self.setMinimumWidth(px(380))
        head = QHBoxLayout()
        head.addWidget(label(_("Къде се правят копията"), "heading"))
        head.addStretch(1)
        self.state = Chip()
        head.addWidget(self.state)
        self.column.addLayout(head)
        self.said = label("", "muted", wrap=True)
        self.column.addWidget(self.said)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Места за копия"))
        area.setWidget(inside)
        self.column.addWidget(area, 1)
        row = QHBoxLayout()
        self.add = button(_("Добави място…"), self.ask, icon_name="folder")
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(label(_("Докато програмата е отворена:")))
        self.hours = QComboBox()
        self.hours.setAccessibleName(_("Колко често се прави копие"))
        for n in EVERY_HOURS:
            self.hours.addItem(ngettext("на {n} час", "на {n} часа", n).format(n=n), n)
        self.hours.activated.connect(self._set_hours)
        row.addWidget(self.hours)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(
            label(
                _(
                    "Копие се прави и при всеки изход, преди обновяване и преди голямо внасяне. "
                    "Старите се прореждат: 12 дни, 10 седмици, 24 месеца, по едно на година."
                ),
                "muted",
                wrap=True,
            )
        )

    def show_places(self, places: Sequence[Place], health: Health, sticks: tuple[str, ...]) -> None:
        """Say how each stands."""
        self._sticks = sticks
        allowed = may(self._context.actor, Right.BACKUP)
        self.state.show_state(_WORDS[health.level](), _TONES[health.level])
        told = {one.detail for one in health.failures}
        lines = [one for one in health.lines if not any(text in one for text in told)]
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))
        self.add.setEnabled(allowed)
        self.hours.setEnabled(allowed)
        self.hours.setCurrentIndex(self.hours.findData(health.every_hours))
        clear(self._rows)
        for place in places:
            self._rows.addWidget(self._place(place, allowed=allowed))
        self._rows.addStretch(1)

    def _place(self, place: Place, *, allowed: bool) -> QWidget:
        made = QFrame()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.addWidget(label(place.name, wrap=True), 1)
        state = Chip()
        row.addWidget(state)
        if place.id != HOME and allowed:
            gone = button(_("Махни"), lambda: self._remove(place))
            gone.setAccessibleName(_("Махни: {place}").format(place=place.name))
            row.addWidget(gone)
        column.addLayout(row)
        state.show_state(*_place_state(place))
        column.addWidget(label(_told(place), "muted", wrap=True))
        if place.failure is not None and not place.failure.seen:
            column.addLayout(self._failure(place.failure, allowed=allowed))
        return made

    def _failure(self, failure: BackupReport, *, allowed: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(failure.detail, "problem", wrap=True), 1)
        if allowed:
            seen = button(_("Видях"), lambda: self._take_note(failure.id))
            seen.setAccessibleName(_("Видях: {place}").format(place=failure.path))
            row.addWidget(seen)
        return row

    def _take_note(self, report_id: int) -> None:
        self._context.tasks.write(lambda s: s.backups.see(report_id, actor=s.actor), owner=self)

    def ask(self) -> None:
        """Add a place."""
        PlaceDialog(self, self._context, self._sticks).open()

    def _remove(self, place: Place) -> None:
        text = _("Копия повече няма да се правят в „{place}“. Направените остават там.")
        if confirm(self, _("Махни мястото"), text.format(place=place.name), _("Махни мястото")):
            self._context.tasks.write(
                lambda s: s.backups.places.remove(place.id, actor=s.actor), owner=self
            )

    def _set_hours(self, index: int) -> None:
        hours = int(self.hours.itemData(index))
        self._context.tasks.write(
            lambda s: s.backups.places.set_every_hours(hours, actor=s.actor), owner=self
        )


def _place_state(place: Place) -> tuple[str, str]:
    if place.failure is not None and not place.failure.seen:
        return _("неуспешно"), "not-met"
    if place.now is None:
        return _("не е поставена"), "neutral"
    if place.last_ok is None:
        return _("още няма копие"), "judgement"
    return _("проверено"), "met"


def _told(place: Place) -> str:
    parts = []
    if place.kind is PlaceKind.HOME:
        parts.append(place.folder)
    if place.last_ok is not None:
        parts.append(_("последно копие {when}").format(when=moment(place.last_ok)))
    return " · ".join(parts) or _("Направете първото копие с „Копие сега“.")
