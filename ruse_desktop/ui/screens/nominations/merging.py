"""Several proposers of one nominee: merging their proposals and taking them apart (OP-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ruse_desktop.domain.following import Beside
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.ui.screens.base import ScreenContext


class MergeDialog(QDialog):
    """Which of two proposals leads; the other keeps its number and goes with it."""

    def __init__(self, parent: QWidget, ours: Beside, other: Beside, nominee: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Обединяване на предложения"))
        self.setMinimumWidth(540)
        self._ours, self._other = ours, other
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        text = _(
            "За {name} има предложения от двама вносители в един раздел. Кое да е водещо? "
            "Другото остава в книгата под своя номер и следва водещото."
        )
        column.addWidget(label(text.format(name=nominee), wrap=True))
        first, second = sorted((ours, other), key=lambda one: (len(one.number), one.number))
        self.choices = {one.id: QRadioButton(_line(one)) for one in (first, second)}
        for choice in self.choices.values():
            column.addWidget(choice)
        self.choices[first.id].setChecked(True)
        row = QHBoxLayout()
        row.addWidget(button(_("Обедини"), self.accept, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)

    def chosen(self) -> tuple[int, int]:
        """The leading one and the other."""
        ours, other = self._ours.id, self._other.id
        return (ours, other) if self.choices[ours].isChecked() else (other, ours)


def _line(one: Beside) -> str:
    return f"{one.number} · {one.proposer}" if one.proposer else one.number


def ask_merge(
    panel: QWidget,
    context: ScreenContext,
    detail: NominationDetail,
    other: Beside,
    refused: Callable[[Exception], object],
) -> None:
    """Ask which one leads, then merge and show the leading one."""
    row = detail.row
    dialog = MergeDialog(panel, Beside(row.id, row.number, row.proposer), other, row.nominee)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def merge() -> None:
        leading, following = dialog.chosen()
        context.tasks.write(
            lambda s: s.merging.merge(leading, following, actor=s.actor),
            lambda _done: context.open_record("nomination", leading),
            refused,
            owner=panel,
        )

    dialog.accepted.connect(merge)
    dialog.open()


def unmerge(
    panel: QWidget,
    context: ScreenContext,
    nomination_id: int,
    refused: Callable[[Exception], object],
) -> None:
    """Let a merged proposal go its own way again."""
    context.tasks.write(
        lambda s: s.merging.unmerge(nomination_id, actor=s.actor),
        lambda _done: context.notify(_("Предложенията вече вървят поотделно.")),
        refused,
        owner=panel,
    )
