"""Who may see the window: signing in, locking, another person's turn, a colleague's confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from ruse_desktop.domain.accounts import Setup, read_code
from ruse_desktop.domain.actors import NOBODY, Actor
from ruse_desktop.domain.rights import Right
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.confirming import ConfirmDialog
from ruse_desktop.ui.recovering import RecoverDialog
from ruse_desktop.ui.sign_in import Curtain, SignInDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.rescuing import RescueWords
    from ruse_desktop.ui.tasks import Tasks

IDLE_MINUTES = 10
_CHECK_MS = 15_000
_RECOVERY = "recovery"
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
Names = tuple[tuple[str, str], ...]


@runtime_checkable
class Door(Protocol):
    """What opens the data folder."""

    def __call__(self) -> Services:
        """The services. Raises UserError („encrypted“, „first-start“: ask the person)."""
        ...

    def names(self) -> tuple[str, ...]:
        """The names that can open an encrypted file."""
        ...

    def unlock(self, login: str, password: str) -> None:
        """Take the key of an encrypted file. Raises Refused."""
        ...

    def set_up(self, setup: Setup) -> None:
        """Say how the new file begins."""
        ...

    def rescue(self) -> None:
        """Save what can be read of a damaged file. Raises DatabaseProblem."""
        ...

    def told(self, services: Services) -> RescueWords | None:
        """After a rescue, once: what became of the data; else nothing."""
        ...


class Doorkeeper(QObject):
    """Keeps the curtain closed until somebody has signed in; a file without accounts has none.

    `entered` brings the actor; `leaving` is asked for by the person before the curtain.
    """

    entered = Signal(object)
    leaving = Signal()

    def __init__(self, window: QMainWindow, tasks: Tasks, door: Door | None) -> None:
        super().__init__(window)
        self._window, self._tasks, self._door = window, tasks, door
        self.actor: Actor = NOBODY
        self.names: Names = ()
        self.dialog: SignInDialog | None = None
        self.held: Callable[[], bool] = lambda: False
        self.minutes = IDLE_MINUTES
        self._pins: frozenset[str] = frozenset()
        self._typed: tuple[str, str] | None = None
        self._lost: tuple[str, str, str] | None = None
        self._curtains: list[Curtain] = []
        self._parked: dict[str, list[QDialog]] = {}
        self._idle = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._check_idle)

    @property
    def locked(self) -> bool:
        """Whether the curtain is closed."""
        return self.dialog is not None

    @property
    def has_accounts(self) -> bool:
        """Whether people sign in here."""
        return bool(self.names)

    # the start

    def opened(self) -> None:
        """The file is open: ask who may sign in."""
        self._tasks.read(_state, self._know, owner=self)

    def _know(self, state: tuple[Names, frozenset[str], Actor]) -> None:
        self.names, self._pins, actor = state
        if actor != NOBODY:
            self._enter(actor)
        elif self._lost is not None:
            self._recover(*self._lost)
        elif self._typed is not None:
            self._sign_in(*self._typed)
        else:
            self._ask()

    def needs_key(self) -> None:
        """The file is encrypted: a password opens it."""
        names = self._door.names() if self._door is not None else ()
        self.names = tuple((one, "") for one in names if one != _RECOVERY)
        self._ask(note=_("Данните са шифровани. Паролата Ви ги отваря."))

    def _ask(self, note: str = "", current: str = "", *, pin: bool = False) -> None:
        if self.dialog is not None:
            return
        self._draw_curtains()
        parent = QApplication.activeModalWidget() or self._window
        dialog = SignInDialog(parent, self.names, current, pin=pin, note=note)
        dialog.tried.connect(self._tried)
        dialog.forgot.connect(self._forgot)
        dialog.left.connect(self.leaving)
        self.dialog = dialog
        dialog.show()

    def _tried(self, login: str, password: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if not self._tasks.is_open:
            self._unlock(login, password)
        elif dialog.takes_pin and password.isdigit():
            self._tasks.read(
                lambda s: s.accounts.unlock(login, password), self._pin_answered,
                lambda _why: self._sign_in(login, password), owner=self,
            )  # fmt: skip
        else:
            self._sign_in(login, password)

    def _unlock(self, login: str, password: str) -> None:
        door = self._door
        assert door is not None, "an encrypted file was opened by a door"

        def opened(_none: None) -> None:
            self._typed = (login, password)
            self._tasks.try_again()

        self._tasks.compute(lambda: door.unlock(login, password), opened, self._refuse, owner=self)

    def _pin_answered(self, right: bool) -> None:  # noqa: FBT001 - the answer of a read
        if right:
            self._enter(self.actor)
        elif self.dialog is not None:
            self.dialog.tell(_("ПИН кодът не е верен."))
            self.dialog.password.clear()

    def _sign_in(self, login: str, password: str) -> None:
        self._typed = None
        self._tasks.write(
            lambda s: s.become(s.accounts.sign_in(login, password)),
            self._enter, self._refuse, owner=self,
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self._ask()
        assert self.dialog is not None, "just asked"
        self.dialog.refuse(error)

    def _enter(self, actor: Actor) -> None:
        before, self.actor = self.actor, actor
        if before not in (NOBODY, actor) and before.login != actor.login:
            self._park(before.login)
        self.step_back()
        for dialog in self._parked.pop(actor.login, []):
            if shiboken6.isValid(dialog):
                dialog.show()
        self._idle = 0
        if self.has_accounts:
            self._timer.start(_CHECK_MS)
        self.entered.emit(actor)

    def step_back(self) -> None:
        """Take dialog and curtains away."""
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None
        for curtain in self._curtains:
            if shiboken6.isValid(curtain):
                curtain.hide()
                curtain.deleteLater()
        self._curtains = []

    # locking

    def lock(self) -> None:
        """Draw the curtain; nothing of the data or of what is typed changes."""
        if self.has_accounts and not self.locked and self.actor != NOBODY:
            self._timer.stop()
            actor = self.actor
            self._tasks.read(
                lambda s: s.accounts.accounts(),
                lambda found: self._learn_pins(
                    frozenset(one.login for one in found if one.has_pin)
                ),
                owner=self,
            )
            self._ask(
                _("Заключено от {name}.").format(name=actor.name), actor.login,
                pin=actor.login in self._pins,
            )  # fmt: skip

    def _learn_pins(self, logins: frozenset[str]) -> None:
        self._pins = logins

    def _draw_curtains(self) -> None:
        over = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        for window in (self._window, *over):
            if window is self._window or window.isVisible():
                self._curtains.append(Curtain(window))

    def _park(self, login: str) -> None:
        """Put away another person's open dialogs; they come back when that person does."""
        kept = self._parked.setdefault(login, [])
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QDialog) and one.isVisible() and one is not self.dialog:
                if one.windowModality() != Qt.WindowModality.ApplicationModal:
                    kept.append(one)
                one.hide()

    def is_parked(self, dialog: QDialog) -> bool:
        """Whether the dialog waits for the person who opened it."""
        return any(dialog in kept for kept in self._parked.values())

    def _check_idle(self) -> None:
        self._idle += _CHECK_MS
        for native in QGuiApplication.topLevelWindows():
            native.installEventFilter(self)
        if self._idle >= self.minutes * 60_000 and not self.held():
            self.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody works."""
        del watched
        if event.type() in _SIGNS_OF_LIFE:
            self._idle = 0
        return False

    # a lost password

    def _forgot(self) -> None:
        if self.dialog is None:
            return
        dialog = RecoverDialog(self.dialog, self.dialog.name.currentText().strip())
        dialog.accepted.connect(lambda: self._recovering(dialog))
        dialog.open()

    def _recovering(self, dialog: RecoverDialog) -> None:
        code, login, password = dialog.typed()
        if self._tasks.is_open:
            self._recover(code, login, password)
            return
        door = self._door
        assert door is not None, "an encrypted file was opened by a door"

        def opened(_none: None) -> None:
            self._lost = (code, login, password)
            self._tasks.try_again()

        self._tasks.compute(
            lambda: door.unlock(_RECOVERY, read_code(code)), opened, self._refuse, owner=self
        )

    def _recover(self, code: str, login: str, password: str) -> None:
        self._lost = None
        self._tasks.write(
            lambda s: s.become(s.accounts.recover(code, login, password)),
            self._enter, self._refuse, owner=self,
        )  # fmt: skip

    # a colleague confirms

    def ask_colleague(
        self, refusal: UserError, go_on: Callable[[Actor], object], give_up: Callable[[], object]
    ) -> bool:
        """Ask a colleague with the right to confirm by password; whether it makes sense to ask."""
        word = refusal.code.removeprefix("right:")
        if not self.has_accounts or self.locked or word == refusal.code:
            return False
        if word not in set(Right):
            return False
        parent = QApplication.activeModalWidget() or self._window
        dialog = ConfirmDialog(parent, refusal, self.names)
        actor = self.actor

        def tried(login: str, password: str) -> None:
            self._tasks.write(
                lambda s: s.accounts.confirm(login, password, Right(word), actor),
                done, dialog.refuse, owner=dialog,
            )  # fmt: skip

        def done(confirmed: Actor) -> None:
            dialog.settle()
            go_on(confirmed)

        dialog.tried.connect(tried)
        dialog.rejected.connect(give_up)
        dialog.open()
        return True


def _state(services: Services) -> tuple[Names, frozenset[str], Actor]:
    found = services.accounts.accounts()
    names = tuple((one.login, one.name) for one in found if one.active)
    return names, frozenset(one.login for one in found if one.has_pin), services.actor
