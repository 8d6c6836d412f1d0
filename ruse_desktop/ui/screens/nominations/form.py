"""The form of the intake: what is typed becomes a `NominationInput` and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.nominations import CHANNEL_NAMES, Channel, NominationInput
from ruse_desktop.domain.people import Organisation, OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind, SlotKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm
from ruse_desktop.ui.screens.nominations.cards import OrganisationCard, PersonCard, TeamCard
from ruse_desktop.ui.screens.nominations.fields import (
    align,
    date_problem,
    on_touch,
    parse_hour,
    tell,
)
from ruse_desktop.ui.screens.nominations.merits import MeritsTable
from ruse_desktop.ui.screens.nominations.words import kind_name, proposer_names

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
        self.proposer_id: int | None = None
        self.files: list[Path] = []
        self._proposer_name = ""
        self._known: dict[str, Organisation] = {}
        self.ui = Ui_NominationForm()
        self.ui.setupUi(self)
        self.cards: dict[NomineeKind, PersonCard | TeamCard | OrganisationCard] = {
            NomineeKind.PERSON: PersonCard(today),
            NomineeKind.TEAM: TeamCard(),
            NomineeKind.ORGANISATION: OrganisationCard(),
        }
        self.proposer_card = OrganisationCard(named=False)
        self.merits = MeritsTable(self.ui.merits, today)
        self._build(today)
        self._fill()
        self._connect()
        self._show_kind()

    def _build(self, today: Callable[[], date]) -> None:
        ui = self.ui
        heads = (ui.headRegistry, ui.headNominee, ui.headProposer, ui.headMerits, ui.headFiles)
        for head in heads:
            head.setObjectName("heading")
        for where in (ui.registryProblem, ui.sentProblem, ui.proposerProblem, ui.meritsProblem):
            tell(where, "")
        ui.registeredOn.count_from(today)
        ui.sentOn.count_from(today)
        for kind in _KINDS:
            ui.nominee.addWidget(self.cards[kind])
        column = QVBoxLayout(ui.proposerCard)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.proposer_card)
        ui.proposerCard.hide()
        row = QHBoxLayout(ui.proposerAreas)
        row.setContentsMargins(0, 0, 0, 0)
        self._areas = {area.code: QCheckBox(area.name) for area in self.award.areas}
        for box in self._areas.values():
            row.addWidget(box)
        row.addStretch(1)
        ui.motivesCount.setObjectName("muted")
        align((self, *self.cards.values(), self.proposer_card))

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
        for proposer, name in proposer_names().items():
            if proposer in self.award.proposers or proposer is ProposerKind.PERSON:
                ui.proposerKind.addItem(name, proposer)
        for channel in Channel:
            ui.channel.addItem(_(CHANNEL_NAMES[channel]), channel)
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
        ui.proposerMore.toggled.connect(ui.proposerCard.setVisible)
        ui.motives.textChanged.connect(self._count)
        ui.addFile.clicked.connect(self._choose_files)
        ui.dropFile.clicked.connect(self._drop_file)
        on_touch(self, self.touched.emit)
        for box in (ui.lifetime, *self._areas.values()):
            box.toggled.connect(lambda _on: self.touched.emit())
        self.merits.touched.connect(self.touched)
        for field in (ui.registryNo, ui.registeredOn, ui.registeredAt, ui.sentOn):
            field.editingFinished.connect(lambda: self.problems(final=False))
        self._count()
        self._show_files()

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
        proposer_kind = ProposerKind(ui.proposerKind.currentData())
        name = ui.proposerName.text().strip()
        private = proposer_kind is ProposerKind.PERSON
        try:
            hour = parse_hour(ui.registeredAt.text())
        except ValueError:
            hour = None
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
            proposer_kind=proposer_kind,
            proposer_id=None if private or not name else self._proposer_card_id(name),
            proposer=None if private or not name else self._proposer(name, proposer_kind),
            proposer_person=name if private else "",
            merits=self.merits.merits(),
            lifetime=ui.lifetime.isChecked(),
            motives=ui.motives.toPlainText(),
            registry_no=ui.registryNo.text().strip(),
            registered_on=ui.registeredOn.date(),
            registered_at=hour,
            channel=Channel(ui.channel.currentData()),
            sent_on=ui.sentOn.date(),
            attachments=tuple(self.files),
        )

    def _proposer_card_id(self, name: str) -> int | None:
        known = self._known.get(name.casefold())
        if known is not None:
            return known.id
        return self.proposer_id if name == self._proposer_name else None

    def _proposer(self, name: str, kind: ProposerKind) -> OrganisationInput:
        areas = tuple(code for code, box in self._areas.items() if box.isChecked())
        return replace(self.proposer_card.typed(), name=name, kind=kind, areas=areas)

    def load(self, detail: NominationDetail) -> None:
        """Show a saved nomination."""
        ui, typed = self.ui, detail.typed
        ui.nomineeKind.setCurrentIndex(max(0, ui.nomineeKind.findData(typed.nominee_kind)))
        self.nominee_id = typed.nominee_id
        self.proposer_id = typed.proposer_id
        with QSignalBlocker(ui.slot):
            ui.slot.setCurrentIndex(max(0, ui.slot.findData(typed.slot)))
        self._show_genres()
        ui.genre.setCurrentIndex(max(0, ui.genre.findData(typed.genre)))
        ui.category.setCurrentIndex(max(0, ui.category.findData(typed.category)))
        self.show_nominee(detail.nominee)
        if detail.proposer is not None:
            self._show_proposer(detail.proposer)
        else:
            ui.proposerName.setText(typed.proposer_person)
        kind = ProposerKind.PERSON if typed.proposer_person else typed.proposer_kind
        ui.proposerKind.setCurrentIndex(max(0, ui.proposerKind.findData(kind)))
        self.merits.show_merits(typed.merits)
        ui.lifetime.setChecked(typed.lifetime)
        ui.motives.setPlainText(typed.motives)
        ui.registryNo.setText(typed.registry_no)
        ui.registeredOn.set_date(typed.registered_on)
        ui.registeredAt.setText(f"{typed.registered_at:%H:%M}" if typed.registered_at else "")
        ui.channel.setCurrentIndex(max(0, ui.channel.findData(typed.channel)))
        ui.sentOn.set_date(typed.sent_on)

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

    def know_organisations(self, found: Sequence[Organisation]) -> None:
        """Complete the proposer's name from the saved cards."""
        self._known = {one.name.casefold(): one for one in found}
        completer = QCompleter([one.name for one in found], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.take_proposer)
        self.ui.proposerName.setCompleter(completer)
        self.ui.proposerName.editingFinished.connect(
            lambda: self.take_proposer(self.ui.proposerName.text())
        )

    def take_proposer(self, name: str) -> None:
        """Fill in the saved card of this name, unless it is shown already."""
        known = self._known.get(name.strip().casefold())
        if known is not None and known.name != self._proposer_name:
            self._show_proposer(known)

    def _show_proposer(self, card: Organisation) -> None:
        ui = self.ui
        self._proposer_name = card.name
        self.proposer_card.show_card(card)
        ui.proposerName.setText(card.name)
        ui.proposerKind.setCurrentIndex(max(0, ui.proposerKind.findData(card.kind)))
        for code, box in self._areas.items():
            box.setChecked(code in card.areas)

    def problems(self, *, final: bool) -> list[str]:
        """What cannot be read, shown beside its field; `final` also asks for what is mandatory."""
        ui = self.ui
        registry = self._registry_problem(final=final)
        proposer = (
            _("Впишете кой предлага.") if final and not ui.proposerName.text().strip() else ""
        )
        found = [
            registry,
            tell(ui.sentProblem, date_problem(ui.sentOn), ui.sentOn),
            *self.card.problems(final=final),
            tell(ui.proposerProblem, proposer, ui.proposerName),
            tell(ui.meritsProblem, self.merits.problem()),
        ]
        return [text for text in found if text]

    def _registry_problem(self, *, final: bool) -> str:
        ui = self.ui
        wrong = date_problem(ui.registeredOn)
        if not wrong:
            try:
                parse_hour(ui.registeredAt.text())
            except ValueError:
                wrong = _("„{text}“ не е час. Пример: 14:30").format(text=ui.registeredAt.text())
                tell(ui.registryProblem, wrong, ui.registeredAt)
                return wrong
        if not wrong and final and not ui.registryNo.text().strip():
            wrong = _("Впишете входящия номер от деловодството.")
        elif not wrong and final and ui.registeredOn.date() is None:
            wrong = _("Впишете датата на завеждане.")
        fields: tuple[QWidget, ...] = (ui.registryNo, ui.registeredOn, ui.registeredAt)
        for field in fields:
            tell(ui.registryProblem, "", field)
        number = bool(wrong) and not ui.registryNo.text().strip() and not ui.registeredOn.wrong
        return tell(ui.registryProblem, wrong, ui.registryNo if number else ui.registeredOn)

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

    def _choose_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Приложения"))
        self.add_files([Path(name) for name in names])

    def add_files(self, files: Sequence[Path]) -> None:
        """Attach files at the next save."""
        self.files += [file for file in files if file not in self.files]
        self._show_files()
        self.touched.emit()

    def _drop_file(self) -> None:
        row = self.ui.files.currentRow()
        if 0 <= row < len(self.files):
            del self.files[row]
            self._show_files()

    def _show_files(self) -> None:
        self.ui.files.clear()
        self.ui.files.addItems([file.name for file in self.files])
        self.ui.files.setVisible(bool(self.files))
        self.ui.dropFile.setVisible(bool(self.files))
        self.ui.filesFormLabel0.setVisible(bool(self.files))
