"""The voter's full-screen view: neutral page, ballot, once more, „пуснат“, neutral page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.secret_box import CODE_DIGITS, BallotPaper, PaperOption, Vote, Way
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button, clear
from ruse_desktop.ui.screens.sessions.voting.code_page import CodePage, big, still
from ruse_desktop.ui.screens.sessions.voting.sheet import BallotSheet, large
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.secret_box import VotingStatus
    from ruse_desktop.ui.tasks import Tasks

TRIAL_CODE = "1" * CODE_DIGITS
_COLUMN = 1066
_IDLE_MS = 60_000
_DONE_MS = 8_000
_USED = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


def trial_paper(paper: BallotPaper) -> BallotPaper:
    """A ballot with invented names, filled in as the real one."""
    names = _("Пробен избор А"), _("Пробен избор Б"), _("Пробен избор В")
    many = 1 if paper.way is Way.YES_NO else len(names)
    options = tuple(PaperOption(n, name) for n, name in enumerate(names[:many], 1))
    return BallotPaper(paper.heading, _("Пробна бюлетина"), options, min(paper.marks, 2), paper.way)


class VoterWindow(QWidget):
    """One voter at a time. Everything of a vote is forgotten with its page."""

    cast = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, tasks: Tasks, paper: BallotPaper, *, trial: bool) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Тайно гласуване"))
        self.setProperty("holdsLock", True)  # noqa: FBT003 - Qt; the page of a vote is neutral itself
        self.setAccessibleName(_("Тайно гласуване"))
        self._home, self._tasks, self._paper, self._trial = parent, tasks, paper, trial
        self._code, self._sheet = "", BallotSheet(trial_paper(paper))
        self._instead: Vote | None = None
        self.setStyleSheet(f"VoterWindow{{background:{theme.colours().card};}}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(px(_COLUMN))
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(px(16), px(28), px(16), px(20))
        column.setSpacing(px(12))
        self.banner = still(_("ПРОБА – гласът не се брои. Код за проба: {code}").format(
            code=f"{TRIAL_CODE[:5]} {TRIAL_CODE[5:]}"
        ))  # fmt: skip
        colours = theme.colours()
        self.banner.setStyleSheet(
            f"font-size:{px(22)}px;font-weight:700;color:{colours.ink};padding:{px(10)}px;"
            f"background:{colours.gold_tint};border:2px solid {colours.gold};"
        )
        self.banner.setVisible(trial)
        column.addWidget(self.banner)
        head = still(paper.heading)
        large(head, 16, colour="muted")
        column.addWidget(head)
        self.pages = QStackedWidget()
        column.addWidget(self.pages, 1)
        self.code_page = CodePage()
        self.code_page.entered.connect(self._entered)
        self.code_page.left.connect(self.close)
        self.pages.addWidget(self.code_page)
        self._ballot, self._review, self._done = (self._page() for _n in range(3))
        self._idle, self._end = QTimer(self), QTimer(self)
        for timer in (self._idle, self._end):
            timer.setSingleShot(True)
            timer.timeout.connect(self.neutral)
        self._idle.setInterval(_IDLE_MS)
        self._end.setInterval(_DONE_MS)

    def _page(self) -> QVBoxLayout:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        self.pages.addWidget(page)
        return column

    def present(self) -> None:
        """Show the neutral page on the whole of the second screen, or of the only one."""
        screens = QGuiApplication.screens()
        others = [one for one in screens if one is not self._home.screen()]
        if others:
            self.setScreen(others[0])
            self.move(others[0].geometry().topLeft())
        self.neutral()
        _application().installEventFilter(self)
        self.showFullScreen()
        self.activateWindow()
        self.code_page.setFocus()

    def neutral(self) -> None:
        """Forget everything of the last voter and wait for the next."""
        self._idle.stop()
        self._end.stop()
        self._code, self._instead = "", None
        self._sheet = BallotSheet(trial_paper(self._paper))
        for page in (self._ballot, self._review, self._done):
            clear_all(page)
        self.pages.setEnabled(True)
        self.pages.setCurrentIndex(0)
        self.code_page.clear()

    def _entered(self, code: str) -> None:
        if self._trial:
            if code == TRIAL_CODE:
                self._show_ballot(code, trial_paper(self._paper))
            else:
                self.code_page.refuse(_("Този код не може да гласува."))
            return
        self._tasks.read(
            lambda s: s.secret_ballots.admit(code),
            lambda paper: self._show_ballot(code, paper),
            self._refuse,
            owner=self,
        )

    def _refuse(self, error: UserError) -> None:
        self.neutral()
        self.code_page.refuse(f"{error.message} {error.advice}".strip())

    def _show_ballot(self, code: str, paper: BallotPaper) -> None:
        self._code, self._instead = code, None
        self._sheet = sheet = BallotSheet(paper)
        page = self._ballot
        clear_all(page)
        title = still(paper.title)
        large(title, 32, weight=600)
        page.addWidget(title)
        how = still()
        large(how, 19)
        page.addWidget(how)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setStyleSheet("QScrollArea,QScrollArea>QWidget>QWidget{background:transparent;}")
        area.setWidget(sheet)
        page.addWidget(area, 1)
        ask = self._ask_once_more
        go = big(button(_("Напред"), ask, primary=True), wide=200)
        none = [
            big(button(_without_marks(vote), partial(ask, vote)))
            for vote in (Vote(blank=True), Vote(invalid=True))
        ]
        page.addLayout(_row(go, *none, big(button(_("Изчисти"), sheet.clear))))

        def tell() -> None:
            large(how, 19)
            how.setText(sheet.how())
            go.setEnabled(sheet.complete)

        def too_many() -> None:
            large(how, 19, weight=600, colour="red")
            how.setText(
                ngettext(
                    "Може да отбележите най-много {n}. Първо махнете друга отметка.",
                    "Може да отбележите най-много {n}. Първо махнете друга отметка.",
                    paper.marks,
                ).format(n=paper.marks)
            )

        sheet.marked.connect(tell)
        sheet.too_many.connect(too_many, Qt.ConnectionType.QueuedConnection)
        tell()
        self._show(1)
        sheet.cards[0].setFocus()

    def _ask_once_more(self, instead: Vote | None = None) -> None:
        """Show the vote once more: the marks, or a ballot deliberately blank or invalid `instead`."""
        if instead is None and not self._sheet.complete:
            return
        self._instead = instead
        page = self._review
        clear_all(page)
        title = still(_("Така ли гласувате?"))
        large(title, 32, weight=600)
        page.addWidget(title)
        for text in [_without_marks(instead)] if instead is not None else self._sheet.said():
            line = still(text)
            colours = theme.colours()
            line.setStyleSheet(
                f"font-size:{px(25)}px;font-weight:600;color:{colours.ink};padding:{px(16)}px;"
                f"background:{colours.blue_tint};border-radius:{px(8)}px;"
            )
            page.addWidget(line)
        once = still(_("Пуснатият глас не може да се промени."))
        large(once, 19)
        page.addWidget(once)
        drop = big(button(_("Пусни гласа"), self._drop, primary=True), wide=240)
        page.addLayout(_row(drop, big(button(_("Върни се и промени"), lambda: self._show(1)))))
        page.addStretch(1)
        self._show(2)
        drop.setFocus()

    def _drop(self) -> None:
        code, vote = self._code, self._instead or self._sheet.vote()
        self.pages.setEnabled(False)
        if self._trial:
            self._dropped(None)
            return
        self._tasks.read(
            lambda s: s.secret_ballots.cast(code, vote), self._dropped, self._refuse, owner=self
        )

    def _dropped(self, status: VotingStatus | None) -> None:
        self.neutral()
        page = self._done
        title = still(_("Пробата е готова") if self._trial else _("Гласът Ви е пуснат"))
        large(title, 38, weight=600, colour="green")
        page.addStretch(1)
        page.addWidget(title)
        text = still(
            _("Нищо не е записано и не се брои. Така ще гласувате и наистина.")
            if self._trial
            else _(
                "Пазете фиша си. Контролното число е само на него: с него ще проверите гласа си, "
                "когато гласуването приключи."
            )
        )
        large(text, 21)
        page.addWidget(text)
        done = big(button(_("Готово"), self.neutral, primary=True), wide=200)
        page.addLayout(_row(done))
        page.addStretch(2)
        self._show(3)
        done.setFocus()
        self._end.start()
        if status is not None:
            self.cast.emit(status)

    def _show(self, n: int) -> None:
        self.pages.setEnabled(True)
        self.pages.setCurrentIndex(n)
        if n:
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever is at work is not idle."""
        if event.type() in _USED:
            self._idle.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the blue button of the page, Esc goes a page back."""
        at = self.pages.currentIndex()
        act: Callable[[], object] | None = None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            act = {1: self._ask_once_more, 2: self._drop, 3: self.neutral}.get(at)
        elif event.key() == Qt.Key.Key_Escape:
            act = {1: self.neutral, 2: lambda: self._show(1), 3: self.neutral}.get(at)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing of an unfinished vote behind."""
        _application().removeEventFilter(self)
        self.neutral()
        self.left.emit()
        super().closeEvent(event)


def _without_marks(vote: Vote) -> str:
    return _("Бяла бюлетина") if vote.blank else _("Недействителна бюлетина")


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(14))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def clear_all(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out, also what is in rows."""
    for item in map(layout.itemAt, range(layout.count())):
        inner = item.layout() if item is not None else None
        if isinstance(inner, QHBoxLayout):
            clear(inner)
    clear(layout)
