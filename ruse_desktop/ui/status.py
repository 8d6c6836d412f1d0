"""The status line: which database, its last backup, the edition in force, today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from ruse_desktop.domain.backups import Level
from ruse_desktop.kernel.formats import date_plain, weekday
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.backups import Health
    from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class StatusLine:
    """What the line says, already in words."""

    database: str
    backup: str
    edition: str
    healthy: bool


def read_status(services: Services, today: date) -> StatusLine:
    """The state of the data, for people."""
    health = services.backups.health()
    backup = _backup(health, today)
    edition = services.law.at(today)
    return StatusLine(
        services.store.path.name,
        backup,
        _("{act}, {edition}").format(act=edition.short_name, edition=edition.label),
        health.level is not Level.RED and health.last_ok is not None,
    )


def _backup(health: Health, today: date) -> str:
    """The copies in a few words: a failure first, then how old the last verified one is."""
    if health.failures:
        return _("последното копие е неуспешно")
    last = health.last_ok
    if last is None:
        return _("няма резервно копие")
    if health.level is Level.RED:
        return _("последно копие {day} – вижте „Днес“").format(day=date_plain(last.date()))
    if last.date() == today:
        return _("последно копие днес {time}").format(time=f"{last:%H:%M}")
    return _("последно копие {day}").format(day=date_plain(last.date()))


class StatusBar(QStatusBar):
    """Lies under every tab."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.database = _part()
        self.edition = _part()
        self.day = _part()
        self.addWidget(self.database)
        self.addWidget(self.edition)
        self.addPermanentWidget(self.day)
        self.database.setText(_("Базата данни се отваря…"))
        self.show_day(today)

    def show_line(self, line: StatusLine) -> None:
        """Say it."""
        self.database.setText(
            _("База: {name} · {backup}").format(name=line.database, backup=line.backup)
        )
        self.database.setProperty("wrong", not line.healthy)
        self.database.style().polish(self.database)
        self.edition.setText(line.edition)

    def show_day(self, today: date) -> None:
        """The date with its weekday."""
        self.day.setText(f"{date_plain(today)}, {weekday(today)}")


def _part() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
