"""„Възстановяване от копие…“ while no database is open: look into the copy, restore it, open again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.screens.safety.copies_dialogs import KeyDialog, PreviewDialog
from ruse_desktop.ui.tasks import LongTask

if TYPE_CHECKING:
    from ruse_desktop.domain.restoring import Preview
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.ui.doorkeeper import Door
    from ruse_desktop.ui.tasks import Tasks

T = TypeVar("T")
Typed = tuple[str, str] | None


class OpeningRestore(QObject):
    """Restores a copy from the page that is shown instead of the tabs."""

    def __init__(
        self, page: QWidget, tasks: Tasks, door: Door, refuse: Callable[[UserError], object]
    ) -> None:
        super().__init__(page)
        self._page, self._tasks, self._door, self._refuse = page, tasks, door, refuse
        self.dialog: PreviewDialog | None = None

    def ask(self) -> None:
        """Which copy."""
        path = ask_open(self._page, _("Резервно копие"), _("Резервни копия (*.bak)"))
        if path is not None:
            self.look(path)

    def look(self, path: Path, typed: Typed = None) -> None:
        """Verify it and show what it contains; an encrypted one asks for a password."""

        def failed(problem: UserError) -> None:
            if problem.code in {"encrypted", "sign-in"}:
                dialog = KeyDialog(self._page, problem.message if typed else "")
                dialog.accepted.connect(lambda: self.look(path, dialog.typed))
                dialog.open()
            else:
                self._refuse(problem)

        self._run(
            lambda progress: self._door.look(path, typed, progress),
            _("Проверка на копието"), partial(self._show, typed), failed,
        )  # fmt: skip

    def _run(
        self,
        work: Callable[[Progress], T],
        title: str,
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
    ) -> None:
        task = LongTask(title, self)
        self._page.setEnabled(False)

        def settled() -> None:
            self._page.setEnabled(True)
            task.finished.emit()

        self._tasks.long_started.emit(task)
        self._tasks.compute(lambda: work(task), done, failed, owner=self._page, settled=settled)

    def _show(self, typed: Typed, found: Preview) -> None:
        self.dialog = PreviewDialog(self._page, found, lambda: self._ask(found.path, typed))
        self.dialog.open()

    def _ask(self, path: Path, typed: Typed) -> None:
        assert self.dialog is not None
        text = _(
            "Данните ще станат такива, каквито са в копието. Това, което сега е в папката, се "
            "премества в „quarantine“ и не се трие."
        )
        if confirm(self.dialog, _("Възстановяване"), text, _("Възстанови")):
            self.dialog.accept()
            self._run(
                lambda progress: self._door.restore(path, typed, progress),
                _("Възстановяване от копие"), lambda _none: self._tasks.try_again(), self._refuse,
            )  # fmt: skip
