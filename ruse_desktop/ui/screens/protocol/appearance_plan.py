"""The schedule of the flag: the appearances of a month or a year, the holidays still without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.formats import date_short, month_name, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, MessageBar, button, clear, label, link
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.protocol.appearance_anniversaries import AnniversariesDialog
from ruse_desktop.ui.screens.protocol.appearance_rules import RulesLine
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.flag_appearances import Appearance, Proposal, RulesText
    from ruse_desktop.services.facade import Services

_BEFORE, _AFTER = 5, 3
_DAY = 190
_TONES = {True: "met", False: "judgement"}


@dataclass(frozen=True)
class Plan:
    """What was read: the appearances of the days asked for, what is offered in them, the Правилник."""

    found: tuple[Appearance, ...]
    offered: tuple[Proposal, ...]
    rules: RulesText | None = None


class FlagPlanDialog(QDialog):
    """Chronologically what is planned; under it what may be made with one click (чл. 12)."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        year: int,
        show_event: Callable[[int], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("График за участие на знамето"))
        self.resize(px(820), px(620))
        self._context = context
        self._show_event = show_event
        self.plan = Plan((), ())
        self.year = QComboBox()
        self.year.setAccessibleName(_("Година"))
        today = context.clock.today().year
        for n in range(min(year, today - _BEFORE), max(year, today + _AFTER) + 1):
            self.year.addItem(str(n), n)
        self.year.setCurrentIndex(self.year.findData(year))
        self.month = QComboBox()
        self.month.setAccessibleName(_("Месец"))
        self.month.addItem(_("Цялата година"), 0)
        for n in range(1, 13):
            self.month.addItem(month_name(n).capitalize(), n)
        self.message = MessageBar()
        self.rules = RulesLine(context, self.message.refuse)
        self.rows = QVBoxLayout()
        self._build()
        self.year.currentIndexChanged.connect(lambda _n: self.load())
        self.month.currentIndexChanged.connect(lambda _n: self.load())
        self.load()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.year)
        top.addWidget(self.month)
        top.addStretch(1)
        inner = QWidget()
        self.rows = QVBoxLayout(inner)
        self.rows.setContentsMargins(0, 0, 8, 0)
        self.rows.setSpacing(6)
        self.area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(
            button(_("График за печат…"), self._print, primary=True, icon_name="printer")
        )
        foot.addWidget(button(_("Годишнини…"), self._anniversaries))
        foot.addWidget(button(_("Затвори"), self.accept))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.rules)
        column.addWidget(self.message)
        column.addWidget(area, 1)
        column.addLayout(foot)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day asked for."""
        year, month = int(self.year.currentData()), int(self.month.currentData())
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        first = date(year, month, 1)
        after = (first + timedelta(days=31)).replace(day=1)
        return first, after - timedelta(days=1)

    def load(self) -> None:
        """Read the days asked for."""
        asked = since, until = self.days
        offered_from = max(since, self._context.clock.today())

        def work(services: Services) -> Plan:
            offered = services.flag_appearances.proposals(since.year)
            return Plan(
                services.flag_appearances.between(since, until),
                tuple(one for one in offered if offered_from <= one.day <= until),
                services.flag_regulations.in_force(max(since, self._context.clock.today())),
            )

        def show(plan: Plan) -> None:
            if self.days == asked:
                self._show(plan)

        self._context.tasks.read(work, show, self.message.refuse, owner=self)

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        self.rules.show_rules(plan.rules, max(self.days[0], self._context.clock.today()))
        clear(self.rows)
        self.rows.addWidget(label(_("Планирани участия"), "fieldName"))
        if not plan.found:
            said = _("Няма събития с участие на знамето. Създайте ги от предложенията.")
            self.rows.addWidget(label(said, "muted", wrap=True))
        for found in plan.found:
            self._put_found(found)
        if plan.offered:
            self.rows.addSpacing(10)
            text = _("Предложения: празници и годишнини без участие на знамето")
            self.rows.addWidget(label(text, "fieldName"))
        for offered in plan.offered:
            self._put_offered(offered)
        self.rows.addStretch(1)

    def _put_found(self, one: Appearance) -> None:
        row = QHBoxLayout()
        row.addWidget(_day(one.event.when.on))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(link(one.event.title, partial(self._open, one.event_id)))
        said = one.why or _("без записано основание – не влиза в графика")
        hours = f"{one.event.when.begin:%H:%M}–{one.event.when.end:%H:%M}"
        parts = (hours, said, one.event.place, one.event.responsible)
        column.addWidget(label(" · ".join(part for part in parts if part), "muted", wrap=True))
        row.addLayout(column, 1)
        good = one.typed.ready and one.scheduled
        row.addWidget(Chip(one.state_text, _TONES[good] if one.scheduled else "neutral"))
        self.rows.addLayout(row)

    def _put_offered(self, one: Proposal) -> None:
        row = QHBoxLayout()
        row.addWidget(_day(one.day))
        row.addWidget(label(one.name, wrap=True), 1)
        make = button(_("Създай събитие с участие на знамето"), partial(self._accept, one))
        make.setProperty("primary", one.town)
        make.setAccessibleName(
            _("Създай събитие с участие на знамето: {name}").format(name=one.name)
        )
        row.addWidget(make)
        self.rows.addLayout(row)

    def _accept(self, one: Proposal) -> None:
        end = begin(self, "accept")
        if end is None:
            return

        def done(_event_id: int) -> None:
            said = _("Създадено: {name}, {day}").format(name=one.name, day=date_short(one.day))
            self.message.tell(said, "met")
            self.year.setFocus()
            self.area.verticalScrollBar().setValue(0)
            self.load()

        self._context.tasks.write(
            lambda s: s.flag_appearances.accept(one, actor=s.actor), done, self.message.refuse,
            owner=self, settled=end,
        )  # fmt: skip

    def _anniversaries(self) -> None:
        dialog = AnniversariesDialog(self, self._context, self.load)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self, event_id: int) -> None:
        self.accept()
        self._show_event(event_id)

    def _print(self) -> None:
        since, until = self.days
        self._context.tasks.read(
            lambda s: s.flag_appearances.schedule(since, until),
            lambda pdf: PdfDialog(self, pdf, self.windowTitle(), "grafik-zname.pdf").open(),
            self.message.refuse,
            owner=self,
        )


def _day(day: date) -> QLabel:
    made = label(f"{date_short(day)}, {weekday(day)}", "muted")
    made.setFixedWidth(px(_DAY))
    return made
