"""Where a nomination stands: section, genre or level, kind of nominee and category, as the award has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QSizePolicy

from ruse_desktop.domain.form_content import category_of
from ruse_desktop.domain.rules import NomineeKind, SlotKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.nominations.words import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.nominations import NominationInput
    from ruse_desktop.domain.rules import AwardRules, Section, Slot
    from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm

KINDS = (NomineeKind.PERSON, NomineeKind.TEAM, NomineeKind.ORGANISATION)


class PlacePart(QObject):
    """Runs the choices; what the award leaves no choice in is chosen and not shown."""

    def __init__(self, ui: Ui_NominationForm, award: AwardRules, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._award = award
        for combo in (ui.slot, ui.genre):
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._by_kind = len(award.slots) > 1 and award.slot_for(NomineeKind.PERSON) is not None
        if len(award.slots) != 1 and not self._by_kind:
            ui.slot.addItem(_("– изберете раздел –"), "")
        for slot in award.slots:
            ui.slot.addItem(award.slot_name(slot.code), slot.code)
        for kind in KINDS:
            if kind in award.nominee_kinds:
                ui.nomineeKind.addItem(kind_name(kind), kind)
        categories = self._categories()
        ui.category.addItem(_("– категория –"), "")
        for name in categories:
            ui.category.addItem(name, name)
        ui.placeForm.setRowVisible(ui.slot, len(award.slots) > 1 and not self._by_kind)
        if len(award.sections) == 1:
            ui.placeFormLabel0.setText(_("Вид на наградата (задължително)"))
            ui.slot.setAccessibleName(_("Вид на наградата"))
        ui.placeForm.setRowVisible(ui.kindRow, ui.nomineeKind.count() > 1 or bool(categories))
        ui.nomineeKind.setVisible(ui.nomineeKind.count() > 1)
        ui.category.setVisible(bool(categories))
        self._suit_category()
        ui.nomineeKind.currentIndexChanged.connect(lambda _index: self._suit_category())
        self._show_genres()
        if self._by_kind:
            ui.nomineeKind.currentIndexChanged.connect(lambda _index: self._suit_slot())
            self._suit_slot()
        elif len(award.slots) == 1:
            self.suit_kind(typed_name="")

    def _categories(self) -> Sequence[str]:
        for rule in self._award.eligibility:
            listed = rule.params.get("categories", ())
            if isinstance(listed, tuple) and listed:
                return listed
        return ()

    @property
    def slot(self) -> Slot | None:
        """The prize chosen."""
        code = self._ui.slot.currentData()
        return next((one for one in self._award.slots if one.code == code), None)

    @property
    def section(self) -> Section | None:
        """Its section."""
        slot = self.slot
        return self._award.section(slot.section) if slot else None

    @property
    def kind(self) -> NomineeKind:
        """What kind of nominee is chosen."""
        return NomineeKind(self._ui.nomineeKind.currentData())

    def show_values(self, typed: NominationInput) -> None:
        """Show a saved nomination's."""
        ui = self._ui
        kinds = ui.nomineeKind
        if kinds.findData(typed.nominee_kind) < 0:
            kinds.addItem(kind_name(typed.nominee_kind), typed.nominee_kind)
        kinds.setCurrentIndex(kinds.findData(typed.nominee_kind))
        with QSignalBlocker(ui.slot):
            if typed.slot or len(self._award.slots) != 1:
                ui.slot.setCurrentIndex(max(0, ui.slot.findData(typed.slot)))
        if self._by_kind:
            self._suit_slot()
        self._show_genres()
        ui.genre.setCurrentIndex(max(0, ui.genre.findData(typed.genre)))
        if typed.category:
            ui.category.setCurrentIndex(max(0, ui.category.findData(typed.category)))
        else:
            self._suit_category()

    def slot_changed(self, typed_name: str) -> None:
        """Offer the section's genres and the kind of nominee that its prize is for."""
        self._show_genres()
        self.suit_kind(typed_name)

    def suit_kind(self, typed_name: str) -> None:
        """A collective prize turns an empty person into a team and back."""
        slot = self.slot
        if slot is None or typed_name or self._by_kind:
            return
        collective = slot.kind is SlotKind.COLLECTIVE
        if collective == (self.kind is NomineeKind.PERSON):
            wanted = NomineeKind.TEAM if collective else NomineeKind.PERSON
            found = self._ui.nomineeKind.findData(wanted)
            self._ui.nomineeKind.setCurrentIndex(max(0, found))

    def _suit_slot(self) -> None:
        """Choose the prize by the kind of nominee where nothing else tells the prizes apart."""
        slot = self._award.slot_for(self.kind)
        self._ui.slot.setCurrentIndex(self._ui.slot.findData(slot.code if slot else ""))

    def _suit_category(self) -> None:
        """Choose the category that the kind of nominee leaves no choice in; else ask for it."""
        combo, only = self._ui.category, category_of(self._award, self.kind)
        others = {category_of(self._award, kind) for kind in KINDS} - {only}
        if only or combo.currentData() in others:
            combo.setCurrentIndex(max(0, combo.findData(only)))

    def _show_genres(self) -> None:
        ui, section = self._ui, self.section
        genre = ui.genre
        listed = (section.genres or section.levels) if section else ()
        somewhere = any(one.genres or one.levels for one in self._award.sections)
        kept = genre.currentData()
        with QSignalBlocker(genre):
            genre.clear()
            genre.addItem(_("– изберете –"), "")
            for name in listed:
                genre.addItem(name, name)
            genre.setEnabled(bool(listed))
            genre.setCurrentIndex(max(0, genre.findData(kept)))
        if section is None or not listed:
            name = _("Жанр или степен")
        else:
            name = _("Жанр") if section.genres else _("Степен")
        ui.placeFormLabel1.setText(name)
        ui.placeForm.setRowVisible(genre, bool(listed) or (section is None and somewhere))
