"""The program's door: the window when nothing is asked, a command otherwise."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ruse_desktop.cli import arguments
from ruse_desktop.kernel.clock import SystemClock
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ruse_desktop.app import Options
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.facade import Services


@dataclass
class _Backstage:
    """The wiring of `app`, as commands see it."""

    clock: Clock
    law_dir: Path | None = None

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
        try:
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
            yield opened
        finally:
            opened.store.close()
            _close_log()

    def window(self, data_dir: Path, *, clock: Clock | None = None) -> int:
        """Open the window on the data folder."""
        from ruse_desktop import app

        return app.run_window(self._options(data_dir, clock))

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
    stage = _Backstage(SystemClock(), args.law_dir)
    if not args.command:
        return stage.window(stage.data_dir(args.data))
    from ruse_desktop.cli.run import run

    return run(args, stage)


if __name__ == "__main__":
    sys.exit(main())
