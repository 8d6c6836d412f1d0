"""The form of the intake: what is typed becomes a `NominationInput` and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from ruse_desktop.domain.nominations import Channel, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, SlotKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm
from ruse_desktop.ui.screens.nominations.cards import OrganisationCard, PersonCard, TeamCard
from ruse_desktop.ui.screens.nominations.fields import align, on_touch, tell
from ruse_desktop.ui.screens.nominations.merits import MeritsTable
from ruse_desktop.ui.screens.nominations.parts import FilesPart, ProposerPart, RegistryPart
from ruse_desktop.ui.screens.nominations.words import kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.domain.rules import AwardRules

_KINDS = (NomineeKind.PERSON, NomineeKind.TEAM, NomineeKind.ORGANISATION)


class NominationForm(QWidget):
    """All fields of a nomination, labels left, one column; `touched` after every change."""

    touched = Signal()

    def __init__(self, award: AwardRules, edition_id: int, today: Callable[[], date]) -> None:
        super().__init__()
        self.award = award
        self.edition_id = edition_id
        self.nominee_id: int | None = None
        self.ui = Ui_NominationForm()
        self.ui.setupUi(self)
        self.cards: dict[NomineeKind, PersonCard | TeamCard | OrganisationCard] = {
            NomineeKind.PERSON: PersonCard(today),
            NomineeKind.TEAM: TeamCard(),
            NomineeKind.ORGANISATION: OrganisationCard(),
        }
        self.registry = RegistryPart(self.ui, today, self)
        self.proposer = ProposerPart(self.ui, award, self)
        self.files = FilesPart(self.ui, self)
        self.merits = MeritsTable(self.ui.merits, today)
        self._build()
        self._fill()
        self._connect()
        self._show_kind()

    def _build(self) -> None:
        ui = self.ui
        heads = (ui.headRegistry, ui.headNominee, ui.headProposer, ui.headMerits, ui.headFiles)
        for head in heads:
            head.setObjectName("heading")
        tell(ui.meritsProblem, "")
        for kind in _KINDS:
            ui.nominee.addWidget(self.cards[kind])
        for combo in (ui.slot, ui.genre, ui.proposerKind):
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.motivesCount.setObjectName("muted")
        align((self, *self.cards.values(), self.proposer.card))

    def _fill(self) -> None:
        ui = self.ui
        ui.slot.addItem(_("– изберете раздел –"), "")
        for slot in self.award.slots:
            ui.slot.addItem(self.award.slot_name(slot.code), slot.code)
        for kind in _KINDS:
            if kind in self.award.nominee_kinds:
                ui.nomineeKind.addItem(kind_name(kind), kind)
        ui.category.addItem(_("– категория –"), "")
        for name in self._categories():
            ui.category.addItem(name, name)
        self._show_genres()

    def _categories(self) -> Sequence[str]:
        for rule in self.award.eligibility:
            listed = rule.params.get("categories", ())
            if isinstance(listed, tuple) and listed:
                return listed
        return ()

    def _connect(self) -> None:
        ui = self.ui
        ui.slot.currentIndexChanged.connect(self._slot_changed)
        ui.nomineeKind.currentIndexChanged.connect(self._show_kind)
        ui.motives.textChanged.connect(self._count)
        on_touch(self, self.touched.emit)
        ui.lifetime.toggled.connect(lambda _on: self.touched.emit())
        for part in (self.merits, self.proposer, self.files):
            part.touched.connect(self.touched)
        self._count()

    @property
    def kind(self) -> NomineeKind:
        """What kind of nominee is typed."""
        return NomineeKind(self.ui.nomineeKind.currentData())

    @property
    def card(self) -> PersonCard | TeamCard | OrganisationCard:
        """The card in sight."""
        return self.cards[self.kind]

    @property
    def empty(self) -> bool:
        """Whether nothing worth keeping is typed."""
        ui = self.ui
        texts = (ui.registryNo.text(), ui.proposerName.text(), ui.motives.toPlainText())
        return not (self.card.name or self.merits.merits() or any(text.strip() for text in texts))

    def typed(self) -> NominationInput:
        """Everything typed so far; what cannot be read is left out."""
        ui = self.ui
        card = self.card.typed()
        proposing = self.proposer.typed()
        return NominationInput(
            edition_id=self.edition_id,
            slot=ui.slot.currentData(),
            genre=ui.genre.currentData() or "",
            category=ui.category.currentData(),
            nominee_kind=self.kind,
            nominee_id=self.nominee_id,
            person=card if isinstance(card, PersonInput) else None,
            team=card if isinstance(card, TeamInput) else None,
            organisation=card if isinstance(card, OrganisationInput) else None,
            proposer_kind=proposing.kind,
            proposer_id=proposing.card_id,
            proposer=proposing.card,
            proposer_person=proposing.person,
            merits=self.merits.merits(),
            lifetime=ui.lifetime.isChecked(),
            motives=ui.motives.toPlainText(),
            registry_no=ui.registryNo.text().strip(),
            registered_on=ui.registeredOn.date(),
            registered_at=self.registry.hour(),
            channel=Channel(ui.channel.currentData()),
            sent_on=ui.sentOn.date(),
            attachments=tuple(self.files.files),
        )

    def load(self, detail: NominationDetail) -> None:
        """Show a saved nomination."""
        ui, typed = self.ui, detail.typed
        ui.nomineeKind.setCurrentIndex(max(0, ui.nomineeKind.findData(typed.nominee_kind)))
        self.nominee_id = typed.nominee_id
        with QSignalBlocker(ui.slot):
            ui.slot.setCurrentIndex(max(0, ui.slot.findData(typed.slot)))
        self._show_genres()
        ui.genre.setCurrentIndex(max(0, ui.genre.findData(typed.genre)))
        ui.category.setCurrentIndex(max(0, ui.category.findData(typed.category)))
        self.show_nominee(detail.nominee)
        self.proposer.show_values(typed, detail.proposer)
        self.merits.show_merits(typed.merits)
        ui.lifetime.setChecked(typed.lifetime)
        ui.motives.setPlainText(typed.motives)
        self.registry.show_values(typed)

    def show_nominee(self, card: PersonInput | TeamInput | OrganisationInput) -> None:
        """Show the nominee's card in the page of its kind."""
        person, team = self.cards[NomineeKind.PERSON], self.cards[NomineeKind.TEAM]
        body = self.cards[NomineeKind.ORGANISATION]
        if isinstance(card, PersonInput):
            assert isinstance(person, PersonCard)
            person.show_card(card)
        elif isinstance(card, TeamInput):
            assert isinstance(team, TeamCard)
            team.show_card(card)
        else:
            assert isinstance(body, OrganisationCard)
            body.show_card(card)

    def problems(self, *, final: bool) -> list[str]:
        """What cannot be read, shown beside its field; `final` also asks for what is mandatory."""
        found = [
            *self.registry.problems(final=final),
            *self.card.problems(final=final),
            self.proposer.problem(final=final),
            tell(self.ui.meritsProblem, self.merits.problem()),
        ]
        return [text for text in found if text]

    def focus_problem(self) -> None:
        """Put the focus into the first field marked as wrong."""
        for child in self.findChildren(QWidget):
            if child.property("wrong") and child.isVisibleTo(self):
                child.setFocus()
                return

    def _slot_changed(self, _index: int) -> None:
        """Offer the section's genres; a collective prize turns an empty person into a team."""
        self._show_genres()
        code = self.ui.slot.currentData()
        slot = next((one for one in self.award.slots if one.code == code), None)
        if slot is None or self.card.name:
            return
        collective = slot.kind is SlotKind.COLLECTIVE
        if collective == (self.kind is NomineeKind.PERSON):
            wanted = NomineeKind.TEAM if collective else NomineeKind.PERSON
            self.ui.nomineeKind.setCurrentIndex(max(0, self.ui.nomineeKind.findData(wanted)))

    def _show_genres(self) -> None:
        genre, code = self.ui.genre, self.ui.slot.currentData()
        slot = next((one for one in self.award.slots if one.code == code), None)
        section = self.award.section(slot.section) if slot else None
        listed = (section.genres or section.levels) if section else ()
        kept = genre.currentData()
        with QSignalBlocker(genre):
            genre.clear()
            genre.addItem(_("– няма –") if section and not listed else _("– изберете –"), "")
            for name in listed:
                genre.addItem(name, name)
            genre.setEnabled(bool(listed))
            genre.setCurrentIndex(max(0, genre.findData(kept)))

    def _show_kind(self, _index: int = 0) -> None:
        """Show the card of the kind; the stack is only as high as it. The kind begins a new card."""
        self.nominee_id = None
        for kind, card in self.cards.items():
            policy = (
                QSizePolicy.Policy.Preferred if kind is self.kind else QSizePolicy.Policy.Ignored
            )
            card.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.ui.nominee.setCurrentWidget(self.card)
        self.ui.nominee.adjustSize()

    def _count(self) -> None:
        n = len(self.ui.motives.toPlainText().strip())
        self.ui.motivesCount.setText(_("{n} знака").format(n=n))
