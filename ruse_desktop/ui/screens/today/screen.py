"""The first page: what the day asks of the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.backups import Level
from ruse_desktop.domain.today import TodayView, Waiting, YearCounts
from ruse_desktop.kernel.formats import date_long, weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.icons import pixmap
from ruse_desktop.ui.kit.basics import Card, clear, label, link
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.today.backup_card import BackupCard
from ruse_desktop.ui.screens.today.chart import YearBars
from ruse_desktop.ui.screens.today.flag_card import FlagCard
from ruse_desktop.ui.screens.today.short_link import ShortLink
from ruse_desktop.ui.screens.today.terms import TermsCard
from ruse_desktop.ui.screens.today.year_line import YearLine
from ruse_desktop.ui.theme import px, theme

_KINDS = frozenset(
    {
        "nominations",
        "sessions",
        "books",
        "backups",
        "editions",
        "commissions",
        "payments",
        "stock",
        "protection",
        "seal",
        "flag",
        "permits",
        "emblem",
        "events",
        "book-prints",
        "badge",
        "city-day",
    }
)
_ICONS = {"draft": "pencil", "incomplete": "inbox", "submitted": "clipboard-check",
          "planned": "calendar-event", "open": "gavel", "closed": "book-2",
          "act": "file-text", "named": "book-2", "overdue": "bell", "sign": "pencil",
          "returns": "arrow-back-up", "pay-late": "currency-euro", "pay-due": "currency-euro",
          "pay-order": "file-text", "pay-held": "school",
          "donation": "heart-handshake", "protection-late": "shield",
          "protection-soon": "shield", "stock": "archive",
          "seal-waiting": "certificate", "seal-out": "key", "flag-late": "flag",
          "badge-due": "medal", "flag-ahead": "flag-2", "year-opening": "calendar",
          "erasure": "fingerprint"}  # fmt: skip
_SHORT = 3
_LONG = 40
_CHART_HEIGHT = 400


class TodayScreen(Screen):
    """Deadlines on the left; on the right what waits, the last copy and the laureates by year."""

    id = "today"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._view: TodayView | None = None
        self._unfolded: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = label("", "title")
        self.things = label("", "muted")
        head.addWidget(self.title)
        head.addWidget(self.things)
        head.addStretch(1)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(12)
        self.terms = TermsCard(context.show_article, context.open_record)
        body.addLayout(self._left(), 8)
        body.addWidget(self._right(), 5)
        column.addLayout(body, 1)
        self._show_day()
        theme().changed.connect(self._render)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        card = Card()
        card.column.addWidget(label(_("Годината по наредбата"), "heading"))
        self.year = YearLine()
        self.year.opened.connect(lambda _place: self._open_point())
        card.column.addWidget(self.year)
        column.addWidget(card)
        column.addWidget(self.terms, 1)
        return column

    def _open_point(self) -> None:
        """The award's nominations, else the day in the calendar."""
        one = self.year.point
        if one is None:
            return
        if one.edition_id is not None:
            self.context.open_record("edition", one.edition_id)
        else:
            self.context.open_record("day", one.day.toordinal())

    def _right(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.waiting = Card()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
        self.waiting.column.addWidget(label(_("Чака Вас"), "heading"))
        self.waiting.column.addLayout(self._groups)
        column.addWidget(self.waiting)
        self.flag = FlagCard(self.context.open_record)
        column.addWidget(self.flag)
        self._beside = column
        self.backup = BackupCard(self.context, lambda: self.context.open_record("backup", 0))
        column.addWidget(self.backup)
        self.chart_card = Card()
        self.chart_title = label("", "heading", wrap=True)
        self.chart = YearBars()
        self.chart_card.column.addWidget(self.chart_title)
        self.chart_card.column.addWidget(self.chart, 1)
        self.chart_card.setMaximumHeight(px(_CHART_HEIGHT))
        self.chart_card.hide()
        column.addWidget(self.chart_card, 100)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(340)
        return area

    def activated(self) -> None:
        """Another day may have begun since the page was read."""
        if self._view is not None and self._view.today != self.context.clock.today():
            self.reload(frozenset())

    def showEvent(self, event: QShowEvent) -> None:
        """Show the right day even before anything is read."""
        super().showEvent(event)
        self._show_day()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the page anew when something on it may have changed."""
        if not kinds or kinds & _KINDS:
            self.context.tasks.read(lambda s: s.today.view(), self._show, owner=self)

    def _show(self, view: TodayView) -> None:
        self._view = view
        self._render()

    def _render(self) -> None:
        self._show_day()
        view = self._view
        if view is None:
            return
        self.things.setText(
            ngettext("{n} нещо чака Вас", "{n} неща чакат Вас", view.things).format(n=view.things)
            if view.things
            else _("Нищо не чака Вас")
        )
        self.year.show_year(view.year, view.today)
        self.flag.show_place(view.flag)
        self.terms.show_terms(view.terms)
        self._show_waiting(view.waiting)
        self.backup.show_health(view.health, view.backup)
        self._place_backup(urgent=view.health is not None and view.health.level is not Level.GOOD)
        self._show_counts(view.counts)

    def _place_backup(self, *, urgent: bool) -> None:
        """First in its column while the copies need a person, else under what waits."""
        at = 0 if urgent else self._beside.indexOf(self.flag) + 1
        if self._beside.indexOf(self.backup) != at:
            self._beside.removeWidget(self.backup)
            at = 0 if urgent else self._beside.indexOf(self.flag) + 1
            self._beside.insertWidget(at, self.backup)

    def _show_day(self) -> None:
        today = self.context.clock.today()
        self.title.setText(
            _("Днес е {weekday}, {day}").format(weekday=weekday(today), day=date_long(today))
        )

    def _show_waiting(self, groups: tuple[Waiting, ...]) -> None:
        clear(self._groups)
        for group in groups:
            self._groups.addWidget(self._group(group))
        if not groups:
            self._groups.addWidget(
                _line("circle-check", _("Всичко постъпило е обработено."), "green")
            )

    def _group(self, group: Waiting) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(_line(_ICONS.get(group.sort, "bell"), group.text))
        limit = _LONG if group.sort in self._unfolded else _SHORT
        for record in group.records[:limit]:
            one = ShortLink(record.name, partial(self.context.open_record, group.kind, record.id))
            one.setAccessibleName(f"{group.text}: {record.name}")
            column.addWidget(_indented(one))
        left = len(group.records) - limit
        if left > 0 and limit == _SHORT:
            more = link(_("и още {n}…").format(n=left), partial(self._unfold, group.sort))
            column.addWidget(_indented(more))
        elif left > 0:
            column.addWidget(_indented(label(_("и още {n}").format(n=left), "muted")))
        return made

    def _unfold(self, sort: str) -> None:
        self._unfolded.add(sort)
        if self._view is not None:
            self._show_waiting(self._view.waiting)

    def _show_counts(self, counts: YearCounts | None) -> None:
        self.chart_card.setVisible(counts is not None)
        if counts is not None:
            title = _("Носители по години, {award}").format(award=counts.title)
            self.chart_title.setText(title)
            self.chart.show_years(title, counts.years)


def _line(icon_name: str, text: str, role: str = "ink") -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    picture = QLabel()
    picture.setPixmap(pixmap(icon_name, role, 18))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return made


def _indented(widget: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(24, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return made
