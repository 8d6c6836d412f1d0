"""The ways in: the form and the table, after the award's edition of the year is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ruse_desktop.domain.people import Organisation
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.nominations.choosing import ABOUT, ANOTHER, ChooseDialog
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.edition import (
    EditionDialog,
    Ground,
    Opening,
    read_ground,
    settle_edition,
)
from ruse_desktop.ui.screens.nominations.importing import ImportDialog

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.nominations import NominationDetail, NominationInput
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.ui.screens.base import ScreenContext

Then = Callable[["AwardEdition", "AwardRules"], object]


class Intake(QObject):
    """Opens forms; `entered` carries the nomination to show, `refused` why something did not open."""

    entered = Signal(int)
    refused = Signal(object)

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self.dialog: NominationDialog | None = None
        self.asking: EditionDialog | None = None
        self.choosing: ChooseDialog | None = None
        self.importing: ImportDialog | None = None

    def new(self, year: int, award_code: str) -> None:
        """An empty form in this year's edition of the award."""
        self._in_edition(year, award_code, self._open_form)

    def from_table(self, path: Path, year: int, award_code: str) -> None:
        """The preview of a table, in this year's edition of the award."""
        self._in_edition(year, award_code, partial(self._open_table, path))

    def from_form(self, year: int, award_code: str, then: Then) -> None:
        """Go on with a filled form once its award's edition of the year is open."""
        self._in_edition(year, award_code, then)

    def open_typed(self, edition: AwardEdition, award: AwardRules, typed: NominationInput) -> bool:
        """The form with what a file says, still to be looked at; False while another one is open."""
        if self.dialog is not None:
            return False
        self._open_form(edition, award)
        assert self.dialog is not None
        form, card = self.dialog.form, typed.proposer
        nominee = typed.person or typed.team or typed.organisation
        assert nominee is not None
        here = form.typed()
        form.show_typed(
            replace(typed, registered_on=here.registered_on, registered_at=here.registered_at),
            nominee,
            Organisation(**vars(card)) if card is not None else None,
        )
        form.files.add(typed.attachments)
        return True

    def edit(self, detail: NominationDetail) -> None:
        """The form of a saved nomination."""
        number = detail.row.edition_id
        self._context.tasks.read(
            lambda s: (s.editions.get(number), s.editions.rules(number)),
            lambda found: self._open_form(*found, detail),
            self.refused.emit,
            owner=self,
        )

    def may_leave(self) -> bool:
        """Keep an open draft; ask about unsaved changes of a registered nomination."""
        if self.dialog is None:
            return True
        if self.dialog.is_draft:
            if self.dialog.unreadable():
                return False
            self.dialog.keep()
            return True
        return self.dialog.may_leave()

    def choose(self, year: int) -> None:
        """The open editions of any award, and the way to open another one; then an empty form."""
        self._context.tasks.read(
            lambda s: read_ground(s, year),
            lambda ground: (
                self._choose(ground, self._open_form)
                if ground.open
                else self._ask(ground, self._open_form)
            ),
            self.refused.emit,
            owner=self,
        )

    def _in_edition(self, year: int, award_code: str, then: Then) -> None:
        self._context.tasks.read(
            lambda s: read_ground(s, year, award_code),
            lambda ground: self._grounded(ground, then),
            self.refused.emit,
            owner=self,
        )

    def _grounded(self, ground: Ground, then: Then) -> None:
        if ground.edition is not None and ground.award is not None:
            then(ground.edition, ground.award)
        elif not ground.asked and ground.of_year():
            self._choose(ground, then)
        else:
            self._ask(ground, then)

    def _choose(self, ground: Ground, then: Then) -> None:
        dialog = self.choosing = ChooseDialog(self._screen, ground)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda result: self._chosen(ground, dialog, result, then))
        dialog.open()

    def _chosen(self, ground: Ground, dialog: ChooseDialog, result: int, then: Then) -> None:
        chosen, self.choosing = dialog.chosen(), None
        if result == ANOTHER:
            self._ask(ground, then)
        elif chosen is not None and result == ABOUT:
            self._ask(ground, then, chosen[0])
        elif chosen is not None and result == QDialog.DialogCode.Accepted:
            then(*chosen)

    def _ask(self, ground: Ground, then: Then, edition: AwardEdition | None = None) -> None:
        dialog = self.asking = EditionDialog(self._screen, ground, edition)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._settle(ground, dialog.opening(), edition, then))
        dialog.open()

    def _settle(
        self, ground: Ground, wanted: Opening, edition: AwardEdition | None, then: Then
    ) -> None:
        """Open what was confirmed, unless it is open; keep what was announced; go on."""
        there = edition or next(
            (o for o, _r in ground.open if (o.award, o.year) == (wanted.award, wanted.year)), None
        )
        self._context.tasks.write(
            lambda s: settle_edition(s, wanted, there),
            lambda made: self._in_edition(made.year, made.award, then),
            self.refused.emit,
            owner=self,
        )

    def _open_form(
        self, edition: AwardEdition, award: AwardRules, detail: NominationDetail | None = None
    ) -> None:
        if self.dialog is not None:
            return
        dialog = self.dialog = NominationDialog(self._screen, self._context, edition, award, detail)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._finished)
        dialog.open()

    def _finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        if result == QDialog.DialogCode.Accepted and dialog.saved_id is not None:
            self.entered.emit(dialog.saved_id)
            if dialog.is_draft:
                self._confirm(dialog.saved_id, registered=dialog.registering)

    def _confirm(self, nomination_id: int, *, registered: bool) -> None:
        """Say that a draft is kept, or under which number the nomination is registered."""
        if not registered:
            self._context.notify(_("Написаното е запазено като чернова."))
            return
        said = _("Предложението е заведено под № {number}.")
        self._context.tasks.read(
            lambda s: s.nominations.detail(nomination_id).row.number,
            lambda number: self._context.notify(said.format(number=number)),
            self.refused.emit,
            owner=self,
        )

    def _open_table(self, path: Path, edition: AwardEdition, award: AwardRules) -> None:
        dialog = self.importing = ImportDialog(self._screen, self._context, path, edition, award)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._imported)
        dialog.open()

    def _imported(self, _result: int) -> None:
        self.importing = None
