"""Making copies from the window: on demand with progress, and by the clock while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.backups import Made
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.tasks import Tasks

_LOOK_MS = 300_000


def back_up(
    tasks: Tasks,
    owner: QObject,
    tell: Callable[[str], object],
    refuse: Callable[[UserError], object],
    settled: Callable[[], object] | None = None,
) -> None:
    """A copy in every place; `tell` hears that it is good, `refuse` which place has none."""

    def done(made: Made) -> None:
        problem = failed_in(made)
        if problem is not None:
            refuse(problem)
        else:
            tell(words(made))

    tasks.long(_make, _("Резервно копие"), done, refuse, owner=owner, settled=settled)


def _make(services: Services, progress: Progress) -> Made:
    return services.backups.everywhere(actor=services.actor, progress=progress)


def words(made: Made) -> str:
    """What was made, and which stick was not there."""
    said = _("Резервното копие е направено и проверено: {name}").format(name=made.home.path.name)
    if made.absent:
        said += _(". Не е поставена: {names}").format(names=", ".join(made.absent))
    elif len(made.reports) > 1:
        said += _(" (на {n} места). Флашката извадете чрез безопасно премахване.").format(
            n=len(made.reports)
        )
    return said


def failed_in(made: Made) -> UserError | None:
    """The first place without a copy."""
    bad = next((one for one in made.reports if not one.ok), None)
    if bad is None:
        return None
    return UserError(
        bad.detail, _("Вижте местата в „Файл → Сигурност… → Резервни копия“."), code="backup-failed"
    )


class BackupTimer(QTimer):
    """Asks every five minutes whether a copy is due, while the file is open."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.timeout.connect(self.look)
        self.start(_LOOK_MS)

    def look(self) -> None:
        """Make the copy when it is due; a failure shows on „Днес“ and in the status line."""
        if self._tasks.is_open:
            self._tasks.write(
                lambda s: s.backups.make_if_due(actor=s.actor), None, lambda _problem: None,
                owner=self,
            )  # fmt: skip
