"""The card of the backups on the first page: the last verified one, and what needs a person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.backups import BackupReport, Health, Level
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.backing_up import back_up
from ruse_desktop.ui.kit.basics import Card, Chip, button, clear, label, link, plain_tip
from ruse_desktop.ui.screens.base import ScreenContext

_TONES = {Level.GOOD: "met", Level.YELLOW: "judgement", Level.RED: "not-met"}


class BackupCard(Card):
    """How the copies stand; a failure stays until a success there or „Видях“."""

    def __init__(self, context: ScreenContext, open_places: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self.column.addWidget(label(_("Резервно копие"), "heading"))
        row = QHBoxLayout()
        self.state = Chip()
        self.when = label()
        row.addWidget(self.state)
        row.addWidget(self.when)
        row.addStretch(1)
        self.now = button(_("Направи копие сега"), self.make, icon_name="database-export")
        row.addWidget(self.now)
        self.column.addLayout(row)
        self.detail = label("", "muted", wrap=True)
        self.column.addWidget(self.detail)
        self._failures = QVBoxLayout()
        self.column.addLayout(self._failures)
        self.column.addWidget(link(_("Места, проверка, възстановяване…"), open_places))

    def show_health(self, health: Health | None, latest: BackupReport | None) -> None:
        """Say it."""
        clear(self._failures)
        if health is None:
            return
        self.when.setText("")
        if health.last_ok is not None:
            day = health.last_ok.date()
            today = self._context.clock.today()
            when = _("днес") if day == today else date_short(day)
            self.when.setText(f"{when}, {health.last_ok:%H:%M}")
        if health.failures:
            self.state.show_state(_("неуспешно"), _TONES[Level.RED])
        elif health.last_ok is None:
            self.state.show_state(_("няма копие"), _TONES[Level.RED])
        else:
            said = _("проверено") if health.level is Level.GOOD else _("вижте по-долу")
            self.state.show_state(said, _TONES[health.level])
        self.detail.setToolTip("")
        if health.lines:
            self.detail.setText("\n".join(health.lines))
        elif latest is not None and latest.ok:
            self.detail.setText(latest.path.name)
            self.detail.setToolTip(plain_tip(str(latest.path)))
        else:
            self.detail.setText(_("Базата данни още няма резервно копие."))
        for one in health.failures:
            if may(self._context.actor, Right.BACKUP):
                self._failures.addWidget(self._seen(one))

    def _seen(self, failure: BackupReport) -> Card:
        made = Card()
        row = QHBoxLayout()
        row.addWidget(label(str(failure.path), "muted", wrap=True), 1)
        seen = button(_("Видях"), lambda: self._take_note(failure.id))
        seen.setAccessibleName(_("Видях: {place}").format(place=failure.path))
        row.addWidget(seen)
        made.column.setContentsMargins(10, 4, 6, 4)
        made.column.addLayout(row)
        return made

    def _take_note(self, report_id: int) -> None:
        self._context.tasks.write(lambda s: s.backups.see(report_id, actor=s.actor), owner=self)

    def make(self) -> None:
        """Make a copy in every place now."""
        self.now.setEnabled(False)
        back_up(
            self._context.tasks, self, self._context.notify, self._context.problem,
            lambda: self.now.setEnabled(True),
        )  # fmt: skip
