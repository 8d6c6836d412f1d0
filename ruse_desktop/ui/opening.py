"""What is shown instead of the tabs while the database cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.first_start import FirstStart
from ruse_desktop.ui.kit.basics import Card, button, label
from ruse_desktop.ui.kit.dialogs import ErrorReport, confirm
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.rescuing import RescueWords
    from ruse_desktop.ui.doorkeeper import Door
    from ruse_desktop.ui.tasks import Tasks

_RESTORABLE = frozenset({"damaged", "missing", "empty", "foreign", "keyslots", "cannot-open", "io"})


class OpeningFailed(QWidget):
    """What happened, that nothing was changed, and what to do next."""

    def __init__(
        self, error: Exception, again: Callable[[], object], leave: Callable[[], object]
    ) -> None:
        super().__init__()
        card = Card()
        card.setFixedWidth(px(600))
        known = isinstance(error, UserError)
        card.column.addWidget(label(_("Базата данни не се отвори"), "title"))
        self.text = label(
            error.message
            if isinstance(error, UserError)
            else _("Програмата сгреши при отварянето."),
            wrap=True,
        )
        card.column.addWidget(self.text)
        advice = (
            error.advice if isinstance(error, UserError) else _("Запазете отчета за поддържащия.")
        )
        card.column.addWidget(label(advice, "muted", wrap=True))
        card.column.addWidget(label(_("Файлът не е променен."), "muted"))
        row = QHBoxLayout()
        self.again = button(_("Опитай пак"), again, primary=True, icon_name="refresh")
        row.addWidget(self.again)
        self.row = row
        if not known:
            row.addWidget(button(_("Отчет…"), lambda: ErrorReport(self, error).open()))
        row.addWidget(button(_("Изход"), leave))
        row.addStretch(1)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self.again)

    def refuse(self, problem: UserError) -> None:
        """Say why it was not done."""
        self.text.setText(f"{problem.message} {problem.advice}".strip())

    def offer(self, text: str, run: Callable[[], object]) -> None:
        """Another way out, beside „Опитай пак“."""
        self.row.insertWidget(1, button(text, run))


def page_for(
    error: Exception, tasks: Tasks, door: Door | None, leave: Callable[[], object]
) -> QWidget:
    """What is shown while the file is not open: the first start, or what is wrong and what helps."""
    from ruse_desktop.ui.opening_restore import OpeningRestore

    code = error.code if isinstance(error, UserError) else ""
    if code == "first-start" and door is not None:
        first = FirstStart(door, tasks, leave)
        restore = OpeningRestore(first, tasks, door, first.refuse)
        first.offer(_("Възстановяване от копие…"), restore.ask)
        return first
    page = OpeningFailed(error, tasks.try_again, leave)
    if code in _RESTORABLE and door is not None:
        restore = OpeningRestore(page, tasks, door, page.refuse)
        page.offer(_("Възстановяване от копие…"), restore.ask)
    if code == "damaged" and door is not None:
        page.offer(_("Спаси четимото…"), partial(_rescue, page, tasks, door))
    return page


def _rescue(page: OpeningFailed, tasks: Tasks, door: Door) -> None:
    """Save what can be read into a new file, then open it."""
    if not confirm(
        page,
        _("Спасяване на данните"),
        _(
            "Всичко четимо се преписва в нов файл, а повреденият се запазва в папка „quarantine“. "
            "После ще видите какво е спасено и какво не. Ако имате проверено резервно копие от "
            "днес, по-добре възстановете него."
        ),
        _("Спаси четимото"),
    ):
        return
    page.text.setText(_("Спасяването върви, моля, изчакайте…"))
    page.setEnabled(False)

    def failed(problem: UserError) -> None:
        page.setEnabled(True)
        page.refuse(problem)

    tasks.compute(door.rescue, lambda _none: tasks.try_again(), failed, owner=page)


def tell_rescue(parent: QWidget, told: RescueWords | None) -> None:
    """After a rescue: what became of the data; stays until it is read."""
    if told is None:
        return
    box = QMessageBox(QMessageBox.Icon.Information, _("Спасени данни"), "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("\n\n".join(told.lines))
    box.open()
