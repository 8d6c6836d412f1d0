"""The shell: menus, tabs, search, pages, message bar, article panel and status line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from ruse_desktop.domain.actors import Actor, Role
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rights import ROLE_WORDS, Right, may
from ruse_desktop.kernel.clock import Clock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import shell_actions
from ruse_desktop.ui.actions import MENUS, Actions
from ruse_desktop.ui.article_panel import ArticlePanel, read_article
from ruse_desktop.ui.backing_up import BackupTimer
from ruse_desktop.ui.command_palette import CommandPalette, Deliver
from ruse_desktop.ui.confirming import ask_colleague
from ruse_desktop.ui.doorkeeper import Door, Doorkeeper
from ruse_desktop.ui.draft_keeper import DraftKeeper
from ruse_desktop.ui.kit.basics import MessageBar, label
from ruse_desktop.ui.kit.dialogs import ErrorReport, confirm
from ruse_desktop.ui.opening import page_for, tell_rescue
from ruse_desktop.ui.pages import Pages
from ruse_desktop.ui.progress_strip import ProgressStrip
from ruse_desktop.ui.registry import beside, screens
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.shell_actions import NOTICE_MS
from ruse_desktop.ui.status import StatusBar, read_status
from ruse_desktop.ui.system_unlock import for_this_system
from ruse_desktop.ui.tab_row import TabRow
from ruse_desktop.ui.tasks import Tasks
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.drafts import TypedDraft

_DAY_CHECK_MS = 60_000


class MainWindow(QMainWindow):
    """The one window of the program; `painted` comes once, after the first paint."""

    painted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        clock: Clock,
        actor: Actor,
        settings: QSettings,
        door: Door | None = None,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.clock = clock
        self.actor = actor
        self.settings = settings
        self.door = door
        self.keeper = Doorkeeper(self, tasks, door)
        if settings.value("window/unlock_by_system", "") == "true":
            self.keeper.system = for_this_system()
        self.drafts = DraftKeeper(
            tasks, lambda: self.actor.login or self.actor.name, self.keeper.parking.holds
        )
        self._was_painted = False
        self._failure: QWidget | None = None
        self.setWindowTitle(_("Отличия и протокол · Община Русе"))
        self.actions_registry = Actions(self)
        self.pages = Pages(screens(), beside())
        self._build()
        self.pages.context = ScreenContext(
            tasks=tasks,
            clock=clock,
            actions=self.actions_registry,
            settings=settings,
            who=lambda: self.actor,
            open_record=self.pages.open_record,
            show_article=self.show_article,
            notify=self.notify,
            status=lambda text: self.line.showMessage(text, NOTICE_MS),
            problem=self.messages.refuse,
        )
        self.actions_registry.may_change = lambda: may(self.actor, Right.OFFICE)
        shell_actions.register(self)
        for name, _text in MENUS:
            self.menuBar().addMenu(self.actions_registry.menu(name))
        self._connect()
        self._restore()

    def _build(self) -> None:
        self.tabs = TabRow(self.pages.specs)
        self.messages = MessageBar()
        self.progress = ProgressStrip()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.tabs)
        bar = QVBoxLayout()
        bar.setContentsMargins(px(12), px(8), px(12), 0)
        bar.addWidget(self.messages)
        bar.addWidget(self.progress)
        self._column.addLayout(bar)
        self._column.addWidget(self.pages, 1)
        self.setCentralWidget(inside)
        self.line = StatusBar(self.clock.today())
        self.setStatusBar(self.line)
        self.who = label(_who(self.actor), "who")
        self.menuBar().setCornerWidget(self.who, Qt.Corner.TopRightCorner)
        self.article = ArticlePanel(self)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.article)
        self.palette_box = CommandPalette(
            self, self.actions_registry, self._find_records, self.pages.open_record
        )
        self.setMinimumSize(px(880), px(500))

    def _connect(self) -> None:
        tasks = self.tasks
        self.tabs.chosen.connect(self.pages.show_screen)
        self.tabs.search_wanted.connect(self.palette_box.open)
        self.pages.shown.connect(self._shown)
        self.pages.failed.connect(self.report_bug)
        tasks.opened.connect(self.keeper.opened)
        tasks.confirmer = partial(ask_colleague, self, tasks, self.keeper)
        tasks.changed.connect(self.keeper.refresh)
        self.keeper.entered.connect(self._entered)
        self.keeper.leaving.connect(self.close)
        tasks.open_failed.connect(self._open_failed)
        tasks.changed.connect(self._changed)
        tasks.problem.connect(self.messages.refuse)
        tasks.bug.connect(self.report_bug)
        tasks.long_started.connect(self.progress.follow)
        tasks.cancelled.connect(self._cancelled)
        cleaned = _("Записано е. От текста са премахнати знаци, които не се виждат.")
        tasks.cleaned.connect(lambda: self.line.showMessage(cleaned, NOTICE_MS))
        day = QTimer(self)
        day.timeout.connect(lambda: self.line.show_day(self.clock.today()))
        day.start(_DAY_CHECK_MS)
        self.schedule = BackupTimer(tasks, self)

    def _restore(self) -> None:
        geometry = self.settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            room = QApplication.primaryScreen().availableGeometry()
            self.resize(min(px(1366), room.width()), min(px(768), room.height()))
        known = [spec.id for spec in self.pages.specs]
        wanted = str(self.settings.value("window/tab", ""))
        if known:
            self.pages.show_screen(wanted if wanted in known else known[0])

    def _shown(self, screen_id: str) -> None:
        self.tabs.show_current(screen_id)
        self.actions_registry.set_scope(screen_id)
        if screen_id in {spec.id for spec in self.pages.specs}:
            self.settings.setValue("window/tab", screen_id)

    def show_article(self, citation: Citation | str, edition_id: str = "") -> None:
        """Open the text of a provision beside the work."""
        place = Citation.parse(citation) if isinstance(citation, str) else citation
        today = self.clock.today()
        self.tasks.read(
            lambda s: read_article(s, place, edition_id, today),
            self.article.show_article,
            owner=self,
        )

    def notify(self, text: str) -> None:
        """Say that something went well, for some seconds."""
        self.messages.tell(text, "met")
        QTimer.singleShot(NOTICE_MS, self, lambda: self._forget(text))

    def _forget(self, text: str) -> None:
        if self.messages.text.text() == text:
            self.messages.hide()

    def _cancelled(self, work: str) -> None:
        self.messages.tell(
            _("Прекъснато: {work}. Нищо наполовина не е останало.").format(work=work)
        )

    def report_bug(self, error: BaseException) -> None:
        """Show our own failure with its report."""
        ErrorReport(self, error).open()

    def come_forward(self) -> None:
        """Raise the window: the program was started once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # what the worker says

    def _entered(self, actor: Actor) -> None:
        self.actor = actor
        self.who.setText(_who(actor))
        self.who.adjustSize()
        self.menuBar().setCornerWidget(self.who, Qt.Corner.TopRightCorner)
        if self._failure is not None:
            self._failure.deleteLater()
            self._failure = None
            self.pages.show()
            self.tabs.setEnabled(True)
        self._changed(frozenset())
        self.drafts.start()
        owner = actor.login or actor.name
        self.tasks.read(lambda s: s.drafts.all(owner), self._tell_drafts, owner=self)
        if actor.login:
            self.tasks.read(
                lambda s: s.accounts.must_change(actor.login),
                partial(ask_new_password, self), owner=self,
            )  # fmt: skip
        if (door := self.door) is not None:
            self.tasks.write(door.told, partial(tell_rescue, self), owner=self)

    def _tell_drafts(self, drafts: tuple[TypedDraft, ...]) -> None:
        """After a crash: where something typed was left."""
        if drafts:
            names = ", ".join(f"„{title}“" for title in dict.fromkeys(d.title for d in drafts))
            self.messages.tell(
                _(
                    "При прекъсване е останал незаписан текст в: {names}. Отворете същия прозорец и "
                    "програмата ще предложи да го върне."
                ).format(names=names)
            )

    def _open_failed(self, error: Exception) -> None:
        if self._failure is not None:
            self._failure.deleteLater()
            self._failure = None
        if isinstance(error, UserError) and error.code == "encrypted" and self.door is not None:
            self.keeper.needs_key()
            return
        self.keeper.step_back()
        self.pages.hide()
        self.tabs.setEnabled(False)
        self._failure = page_for(error, self.tasks, self.door, self.close)
        self._column.addWidget(self._failure, 1)
        self._failure.setFocus()

    def _changed(self, kinds: frozenset[str]) -> None:
        today = self.clock.today()
        self.tasks.read(lambda s: read_status(s, today), self.line.show_line, owner=self.line)
        self.pages.reload(kinds)
        self.actions_registry.refresh()

    def _find_records(self, text: str, deliver: Deliver) -> None:
        self.tasks.read(lambda s: s.search.find(text, limit=30), deliver, owner=self.palette_box)

    # what Qt says

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is first seen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nobody else wants it, closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.messages.hide()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, finish the work, make the exit backup; say it when that fails."""
        if not self.pages.may_leave() or not self._may_stop_work():
            event.ignore()
            return
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.sync()
        self.line.showMessage(_("Прави се резервно копие…"))
        self.line.repaint()
        failure = self.tasks.shutdown()
        if failure is not None:
            farewell(self, failure)
        event.accept()

    def _may_stop_work(self) -> bool:
        tasks = self.tasks.long_tasks
        return not tasks or confirm(
            self,
            _("Има незавършена работа"),
            _(
                "Още се работи: {work}. При затваряне тя се спира; нищо наполовина не остава."
            ).format(work=tasks[0].title),
            _("Спри и затвори"),
        )


def farewell(parent: QWidget, failure: Exception) -> None:
    """Say, before the program ends, that the backup of the exit was not made."""
    if not isinstance(failure, UserError):
        ErrorReport(parent, failure).exec()
        return
    said = _("Записаното е в базата, но резервното копие при изход не е направено.")
    text = f"{said}\n\n{failure.message}\n\n{failure.advice}"
    box = QMessageBox(QMessageBox.Icon.Warning, _("Без резервно копие"), text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def ask_new_password(window: MainWindow, wanted: bool) -> None:  # noqa: FBT001 - the answer of a read
    """A password given by an administrator is changed by its owner first."""
    if wanted and window.pages.context is not None:
        from ruse_desktop.ui.screens.safety.profile_dialogs import PasswordDialog

        PasswordDialog(window, window.pages.context).open()


def _who(actor: Actor) -> str:
    """„Мария Колева · ръководител“."""
    every = actor.roles == frozenset(Role)
    names = [_(ROLE_WORDS[role]) for role in Role if role in actor.roles and not every]
    return " · ".join(part for part in (actor.name, ", ".join(names)) if part)
