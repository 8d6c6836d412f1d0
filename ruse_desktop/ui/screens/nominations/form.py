"""The form of the intake: what is typed becomes a `NominationInput` and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ruse_desktop.domain.intake import NO, YES
from ruse_desktop.domain.nominations import Channel, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm
from ruse_desktop.ui.screens.nominations.cards import OrganisationCard, PersonCard, TeamCard
from ruse_desktop.ui.screens.nominations.dossier import DossierPart
from ruse_desktop.ui.screens.nominations.facts import FactsPart
from ruse_desktop.ui.screens.nominations.fields import align, calm, chain, on_touch, tell
from ruse_desktop.ui.screens.nominations.merits import MeritsTable
from ruse_desktop.ui.screens.nominations.parts import FilesPart, ProposerPart, RegistryPart
from ruse_desktop.ui.screens.nominations.place import KINDS, PlacePart

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ruse_desktop.domain.intake import Facts
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.domain.people import Organisation
    from ruse_desktop.domain.rules import AwardRules

_MOTIVES = "motives-"
_AGE = "age-below"


class NominationForm(QWidget):
    """All fields of a nomination, labels left, one column; `touched` after every change.

    Parts that the award has no use for are not shown. `article_asked` carries a citation.
    """

    touched = Signal()
    article_asked = Signal(object)

    def __init__(self, award: AwardRules, edition_id: int, today: Callable[[], date]) -> None:
        super().__init__()
        self.award = award
        self.edition_id = edition_id
        self.nominee_id: int | None = None
        self.ui = Ui_NominationForm()
        self.ui.setupUi(self)
        self.cards: dict[NomineeKind, PersonCard | TeamCard | OrganisationCard] = {
            NomineeKind.PERSON: PersonCard(today, birth_date=self._asks(_AGE)),
            NomineeKind.TEAM: TeamCard(),
            NomineeKind.ORGANISATION: OrganisationCard(),
        }
        self.registry = RegistryPart(self.ui, award, today, self)
        self.proposer = ProposerPart(self.ui, award, self)
        self.place = PlacePart(self.ui, award, self)
        self.files = FilesPart(self.ui, self)
        self.merits = MeritsTable(self.ui.merits, today)
        self.facts = FactsPart(award.fields, self.known, today, _("Данни за наградата"))
        self.dossier = DossierPart(award, self._everything_known, today)
        self._build()
        self._connect()
        self._show_kind()
        self._refresh()

    def _asks(self, kind: str) -> bool:
        return any(rule.kind.startswith(kind) for rule in self.award.eligibility)

    def _build(self) -> None:
        ui = self.ui
        heads = (ui.headRegistry, ui.headNominee, ui.headProposer, ui.headMerits, ui.headFiles)
        for head in heads:
            head.setObjectName("heading")
        tell(ui.meritsProblem, "")
        for kind in KINDS:
            ui.nominee.addWidget(self.cards[kind])
        ui.proposerKind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.motivesCount.setObjectName("muted")
        merit = self.award.merit
        ui.meritForm.setRowVisible(ui.merits, merit is not None)
        lifetime = merit is not None and merit.lifetime_citation is not None
        ui.meritForm.setRowVisible(ui.lifetime, lifetime)
        if not self._asks(_MOTIVES):
            ui.meritFormLabel3.setText(_("Мотивировка"))
        ui.column.insertWidget(ui.column.indexOf(ui.headMerits), self.facts)
        ui.column.insertWidget(ui.column.indexOf(ui.headFiles), self.dossier)
        align((self, *self.cards.values(), self.proposer.card))
        calm(self)
        chain(self)

    def _connect(self) -> None:
        ui = self.ui
        ui.slot.currentIndexChanged.connect(lambda _index: self.place.slot_changed(self.card.name))
        ui.nomineeKind.currentIndexChanged.connect(self._show_kind)
        ui.motives.textChanged.connect(self._count)
        on_touch(self, self.touched.emit)
        ui.lifetime.toggled.connect(lambda _on: self.touched.emit())
        for part in (self.merits, self.proposer, self.files, self.facts, self.dossier):
            part.touched.connect(self.touched)
        for asking in (self.facts, self.dossier):
            asking.article_asked.connect(self.article_asked)
        self.touched.connect(self._refresh)
        self._count()

    def _refresh(self) -> None:
        """Show what the conditions of the law ask for now."""
        self.facts.refresh()
        self.dossier.refresh()

    def known(self) -> Facts:
        """The common facts that conditions may ask; see `domain.intake.COMMON`."""
        ui, card, slot = self.ui, self.card.typed(), self.place.slot
        person = card if isinstance(card, PersonInput) else PersonInput("")
        settlement = "" if isinstance(card, TeamInput) else card.settlement
        return {
            "slot": slot.code if slot else "",
            "section": slot.section if slot else "",
            "genre": ui.genre.currentData() or "",
            "category": ui.category.currentData() or "",
            "nominee_kind": str(self.kind),
            "proposer_kind": str(self.proposer.kind),
            "lifetime": YES if ui.lifetime.isChecked() else NO,
            "channel": str(ui.channel.currentData()),
            "citizenship": person.citizenship,
            "settlement": settlement,
            "dead": YES if person.death_date else NO,
        }

    def _everything_known(self) -> Facts:
        return {**self.known(), **self.facts.facts()}

    @property
    def kind(self) -> NomineeKind:
        """What kind of nominee is typed."""
        return self.place.kind

    @property
    def card(self) -> PersonCard | TeamCard | OrganisationCard:
        """The card in sight."""
        return self.cards[self.kind]

    @property
    def empty(self) -> bool:
        """Whether nothing worth keeping is typed."""
        ui = self.ui
        texts = (ui.registryNo.text(), ui.proposerName.text(), ui.motives.toPlainText())
        said = self.card.name or self.merits.merits() or not self.facts.empty
        return not (said or any(text.strip() for text in texts))

    def typed(self) -> NominationInput:
        """Everything typed so far; what cannot be read is left out."""
        ui = self.ui
        card = self.card.typed()
        proposing = self.proposer.typed()
        return NominationInput(
            edition_id=self.edition_id,
            slot=ui.slot.currentData() or "",
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
            facts=self.facts.facts(),
            copies=self.dossier.copies(),
            completed_on=self.dossier.completed_on(),
        )

    def load(self, detail: NominationDetail) -> None:
        """Show a saved nomination."""
        self.show_typed(detail.typed, detail.nominee, detail.proposer)

    def show_typed(
        self,
        typed: NominationInput,
        nominee: PersonInput | TeamInput | OrganisationInput,
        proposer: Organisation | None,
    ) -> None:
        """Show what is typed already; a `proposer` with id 0 is not saved yet."""
        ui = self.ui
        self.place.show_values(typed)
        self.nominee_id = typed.nominee_id
        self.show_nominee(nominee)
        self.proposer.show_values(typed, proposer)
        self.merits.show_merits(typed.merits)
        ui.lifetime.setChecked(typed.lifetime)
        ui.motives.setPlainText(typed.motives)
        self.registry.show_values(typed)
        self.facts.show_facts(typed.facts)
        self.dossier.show_values(typed.copies, typed.completed_on)
        self._refresh()

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
            *self.facts.problems(),
            *self.dossier.problems(),
            tell(self.ui.meritsProblem, self.merits.problem()),
        ]
        return [text for text in found if text]

    def focus_problem(self) -> None:
        """Put the focus into the first field marked as wrong."""
        for child in self.findChildren(QWidget):
            if child.property("wrong") and child.isVisibleTo(self):
                child.setFocus()
                return

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
