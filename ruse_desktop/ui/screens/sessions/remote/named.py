"""A round held by name: a line for each member, and the nominees each voted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.remote_session import NamedVote
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label, plain_tip
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.ballots import Step
    from ruse_desktop.domain.sessions import SessionView, SlotView


class NamedPanel(QWidget):
    """How every member voted, entered at once; „за“ one or more nominees, abstained, or not at all."""

    sealed = Signal(object)
    """Member → `NamedVote`, for those who voted."""

    def __init__(self, session: SessionView, place: SlotView, step: Step) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        names = [place.nominee(option).nominee_name for option in step.options]
        for n, name in enumerate(names, 1):
            column.addWidget(label(f"{n}. {name}"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setColumnStretch(len(names) + 3, 1)
        self._lines: dict[int, tuple[QCheckBox, dict[int, QCheckBox], QCheckBox]] = {}
        for n, line in enumerate(session.voters(place.slot.code)):
            grid.addWidget(label(line.name), n, 0)
            voted = _box(_("гласува"), _("{member}: гласува").format(member=line.name))
            voted.setChecked(True)
            grid.addWidget(voted, n, 1)
            marks = {}
            for k, option in enumerate(step.options):
                text = _("за {n}").format(n=k + 1)
                told = _("{member}: за {name}").format(member=line.name, name=names[k])
                marks[option] = _box(text, told)
                grid.addWidget(marks[option], n, k + 2)
            none = _box(_("въздържал се"), _("{member}: въздържал се").format(member=line.name))
            grid.addWidget(none, n, len(names) + 2)
            for box in (*marks.values(), none):
                voted.toggled.connect(box.setEnabled)
            self._lines[line.member_id] = voted, marks, none
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(button(_("Запечатай поименния тур"), self._seal, primary=True))
        row.addStretch(1)
        column.addLayout(row)

    def _seal(self) -> None:
        votes = {
            member: NamedVote(
                frozenset(k for k, box in marks.items() if box.isChecked()), none.isChecked()
            )
            for member, (voted, marks, none) in self._lines.items()
            if voted.isChecked()
        }
        self.sealed.emit(votes)


def _box(text: str, name: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    return made
