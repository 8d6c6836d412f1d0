"""Where the flag of the municipality is now, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, Chip, button, clear, label

if TYPE_CHECKING:
    from ruse_desktop.domain.flag import FlagPlace


class FlagCard(Card):
    """In its case, or out with whom; the button leads to the register."""

    def __init__(self, open_record: Callable[[str, int], object]) -> None:
        super().__init__()
        self._open_record = open_record
        self.column.addWidget(label(_("Знамето на Русе"), "heading"))
        self.state = Chip()
        self.do = QHBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self.state)
        row.addStretch(1)
        row.addLayout(self.do)
        self.column.addLayout(row)
        self.where = label("", "muted", wrap=True)
        self.column.addWidget(self.where)
        self.hide()

    def show_place(self, place: FlagPlace | None) -> None:
        """Show where it is; nothing while no passport is written."""
        clear(self.do)
        flag = place.flag if place is not None else None
        self.setVisible(flag is not None)
        if place is None or flag is None:
            return
        out = place.movement
        if out is None:
            self.state.show_state(_("във витрината"), "met")
            self.do.addWidget(button(_("Към знамето"), partial(self._open_record, "flag", flag.id)))
        else:
            late = _("невърнато в срок") if place.late else _("извън витрината")
            self.state.show_state(late, "not-met" if place.late else "judgement")
            lead = partial(self._open_record, "flag-movement", out.id)
            self.do.addWidget(button(_("Отбележи връщане…"), lead))
        self.where.setText(place.text)
