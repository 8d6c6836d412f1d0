"""Who may see the window: signing in, locking, another person's turn, a lost password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from ruse_desktop.domain.accounts import Setup, read_code
from ruse_desktop.domain.actors import NOBODY, Actor
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.locking import Curtains, Idleness, Parking
from ruse_desktop.ui.recovering import RecoverDialog
from ruse_desktop.ui.sign_in import SignInDialog
from ruse_desktop.ui.system_unlock import SystemUnlock

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.restoring import Preview
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.rescuing import RescueWords
    from ruse_desktop.ui.tasks import Tasks

_RECOVERY = "recovery"
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

    def look(self, copy: Path, typed: tuple[str, str] | None, progress: Progress) -> Preview:
        """What a copy contains. Raises DatabaseProblem („encrypted“: ask for a password)."""
        ...

    def restore(self, copy: Path, typed: tuple[str, str] | None, progress: Progress) -> None:
        """Make a copy ready; the next opening puts it in place. Raises UserError."""
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
        self.system: SystemUnlock | None = None
        self._pins: frozenset[str] = frozenset()
        self._typed: tuple[str, str] | None = None
        self._lost: tuple[str, str, str] | None = None
        self._curtains = Curtains(window)
        self.parking = Parking()
        self.idleness = Idleness(self)
        self.idleness.reached.connect(self.lock)

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

    def refresh(self, kinds: frozenset[str]) -> None:
        """Accounts may have changed: who can sign in now, and by PIN."""

        def learn(state: tuple[Names, frozenset[str], Actor]) -> None:
            self.names, self._pins, _actor = state

        if "accounts" in kinds:
            self._tasks.read(_state, learn, owner=self)

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

    def _ask(
        self, note: str = "", current: str = "", *, pin: bool = False, system: bool = False
    ) -> None:
        if self.dialog is not None:
            return
        self._curtains.draw()
        parent = QApplication.activeModalWidget() or self._window
        dialog = SignInDialog(parent, self.names, current, pin=pin, system=system, note=note)
        dialog.by_system.connect(self._ask_system)
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

    def _ask_system(self) -> None:
        if self.system is not None and self.system.ask(_("Отключване на програмата")):
            self._enter(self.actor)

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
            self.parking.put_away(before.login, self.dialog)
        self.step_back()
        self.parking.bring_back(actor.login)
        if self.has_accounts:
            self.idleness.begin()
        self.entered.emit(actor)

    def step_back(self) -> None:
        """Take dialog and curtains away."""
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None
        self._curtains.open()

    # locking

    def lock(self) -> None:
        """Draw the curtain; nothing of the data or of what is typed changes."""
        if self.has_accounts and not self.locked and self.actor != NOBODY:
            self.idleness.end()
            actor = self.actor
            self._ask(
                _("Заключено от {name}.").format(name=actor.name), actor.login,
                pin=actor.login in self._pins, system=self.system is not None,
            )  # fmt: skip

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


def _state(services: Services) -> tuple[Names, frozenset[str], Actor]:
    found = services.accounts.accounts()
    names = tuple((one.login, one.name) for one in found if one.active)
    return names, frozenset(one.login for one in found if one.has_pin), services.actor
