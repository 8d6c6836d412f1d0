"""Looking into a copy, trying it out, restoring it: long work with a password where one is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.screens.safety.copies_dialogs import KeyDialog, PreviewDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.backups import Rehearsal
    from ruse_desktop.domain.restoring import Preview
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.restoring import KeyOf
    from ruse_desktop.ui.screens.base import ScreenContext

Work = Callable[["Services", "Progress", "KeyOf | None"], Any]


class Restoring(QObject):
    """The verbs over one copy, for the section that shows the list."""

    def __init__(self, owner: QWidget, context: ScreenContext, message: MessageBar) -> None:
        super().__init__(owner)
        self._owner = owner
        self._context = context
        self._message = message
        self.dialog: PreviewDialog | None = None

    def _run(
        self,
        work: Work,
        title: str,
        done: Callable[[Any, tuple[str, str] | None], object],
        typed: tuple[str, str] | None = None,
    ) -> None:
        """Do it; where the copy asks for a password, ask the person and do it again."""
        end = begin(self, title)
        if end is None:
            return

        def failed(problem: UserError) -> None:
            if problem.code in {"encrypted", "sign-in", "wrong-key"}:
                self._ask(work, title, done, problem.message if typed else "")
            else:
                self._message.refuse(problem)

        def run(services: Services, progress: Progress) -> Any:
            key_of = services.restores.by_password(*typed) if typed else None
            return work(services, progress, key_of)

        self._context.tasks.long(
            run, title, lambda value: done(value, typed), failed, owner=self._owner, settled=end
        )

    def _ask(
        self,
        work: Work,
        title: str,
        done: Callable[[Any, tuple[str, str] | None], object],
        note: str,
    ) -> None:
        dialog = KeyDialog(self._owner, note)
        dialog.accepted.connect(lambda: self._run(work, title, done, dialog.typed))
        dialog.open()

    def look(self, path: Path) -> None:
        """Verify a copy and show what it contains."""
        self._run(
            lambda s, p, key_of: s.restores.preview(path, actor=s.actor, key_of=key_of, progress=p),
            _("Проверка на копието"),
            self._show,
        )

    def rehearse(self, path: Path, done: Callable[[Rehearsal], object]) -> None:
        """Restore a copy aside and record what was found."""
        self._run(
            lambda s, p, key_of: s.rehearsals.rehearse(
                path, actor=s.actor, key_of=key_of, progress=p
            ),
            _("Проверка на копие чрез възстановяване"),
            lambda found, _typed: done(found),
        )

    def _show(self, found: Preview, typed: tuple[str, str] | None) -> None:
        self.dialog = PreviewDialog(self._owner, found, lambda: self._ask_restore(found, typed))
        self.dialog.open()

    def _ask_restore(self, found: Preview, typed: tuple[str, str] | None) -> None:
        assert self.dialog is not None
        text = _(
            "Данните ще станат такива, каквито са в копието. Сегашните файлове се преместват в папка "
            "„quarantine“ до данните и не се трият. Програмата ще се затвори; отворете я отново."
        )
        if not confirm(self.dialog, _("Възстановяване"), text, _("Възстанови")):
            return
        self._context.tasks.write(
            lambda s: s.restores.permitted(actor=s.actor),
            lambda actor: self._restore(found, typed, actor),
            self.dialog.message.refuse,
            owner=self.dialog,
        )

    def _restore(self, found: Preview, typed: tuple[str, str] | None, actor: Actor) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._run(
            lambda s, p, key_of: s.restores.prepare(
                found.path, actor=actor, key_of=key_of, progress=p
            ),
            _("Възстановяване от копие"),
            lambda _ready, _typed: self._leave(),
            typed,
        )

    def _leave(self) -> None:
        box = QMessageBox(self._owner)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(_("Възстановяване"))
        box.setText(
            _(
                "Копието е готово и чака. Програмата се затваря; като я отворите отново, данните ще "
                "са от копието."
            )
        )
        close = box.addButton(_("Затвори програмата"), QMessageBox.ButtonRole.AcceptRole)
        close.clicked.connect(self._owner.window().close)
        box.open()
