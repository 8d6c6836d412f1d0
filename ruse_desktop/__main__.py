"""The program's door: the window when nothing is asked, a command otherwise."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ruse_desktop.cli import arguments
from ruse_desktop.domain.actors import NOBODY
from ruse_desktop.kernel.clock import SystemClock
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ruse_desktop.app import Options
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.rescuing import RescueWords


PASSWORD_VARIABLE = "RUSE_DESKTOP_PASSWORD"  # noqa: S105 - the name of a variable


@dataclass
class _Backstage:
    """The wiring of `app`, as commands see it."""

    clock: Clock
    law_dir: Path | None = None
    user: str = ""

    def data_dir(self, chosen: Path | None) -> Path:
        """The chosen data folder, else the user's own."""
        from ruse_desktop.kernel.paths import default_data_dir

        return chosen or default_data_dir()

    def law(self, data_dir: Path) -> LawBook:
        """The ordinance with the office's overlay."""
        from ruse_desktop import app

        return app.load_law(data_dir, self.law_dir)

    @contextmanager
    def services(self, data_dir: Path, *, clock: Clock | None = None) -> Iterator[Services]:
        """The opened services; the file is released at the end."""
        from ruse_desktop import app

        options = self._options(data_dir, clock)
        credentials: tuple[str, str] | None = None
        try:
            if app.is_encrypted(options):
                credentials = self.credentials()
                options = app.unlocked(options, *credentials)
            opened = app.open_services(options)
        except OSError as problem:
            raise DatabaseProblem(
                _("В папката „{folder}“ не може да се пише: {why}").format(
                    folder=data_dir, why=problem.strerror or problem
                ),
                _("Поискайте право на запис, освободете място или посочете друга с --data."),
                code="cannot-write",
            ) from problem
        try:
            if opened.actor == NOBODY:
                opened.become(opened.accounts.sign_in(*(credentials or self.credentials())))
            yield opened
        finally:
            opened.store.close()
            _close_log()

    def rescue(self, data_dir: Path) -> RescueWords:
        """Save what can be read of the folder's damaged file into a new one."""
        from ruse_desktop import app

        door = app.Door(self._options(data_dir, None))
        if door.names():
            door.unlock(*self.credentials())
        door.rescue()
        services = door()
        try:
            words = door.told(services)
        finally:
            services.store.close()
            _close_log()
        assert words is not None, "there was a rescue a moment ago"
        return words

    def window(self, data_dir: Path, *, clock: Clock | None = None) -> int:
        """Open the window on the data folder."""
        from ruse_desktop import app

        options = self._options(data_dir, clock)
        return app.run_window(replace(options, ask_setup=clock is None))

    def who(self) -> str:
        """The name of who works, where there are no accounts."""
        return self.user or getpass.getuser()

    def credentials(self) -> tuple[str, str]:
        """Name and password for signing in; the password is never an argument of the command."""
        user = self.who()
        password = os.environ.get(PASSWORD_VARIABLE, "")
        if not password and sys.stdin.isatty():
            password = getpass.getpass(_("Парола на {user}: ").format(user=user))
        if not password:
            raise UserError(
                _("Данните се отварят с парола."),
                _("Посочете името с --user, а паролата напишете или дайте в {variable}.").format(
                    variable=PASSWORD_VARIABLE
                ),
                code="sign-in",
            )
        return user, password

    def _options(self, data_dir: Path, clock: Clock | None) -> Options:
        from ruse_desktop import app

        return replace(
            app.Options(), data_dir=data_dir, clock=clock or self.clock, law_dir=self.law_dir
        )


def _close_log() -> None:
    """Release the log file, so that its folder can be moved or emptied."""
    root = logging.getLogger("ruse_desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code (0 ok, 1 user error, 2 usage, 3 findings, 4 database)."""
    args = arguments.parse(argv)
    stage = _Backstage(SystemClock(), args.law_dir, args.user)
    if not args.command:
        return stage.window(stage.data_dir(args.data))
    from ruse_desktop.cli.run import run

    return run(args, stage)


if __name__ == "__main__":
    sys.exit(main())
