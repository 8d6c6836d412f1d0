"""Parts of the intake's form that keep something of their own: registry, proposer, files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from ruse_desktop.domain.intake import register_number
from ruse_desktop.domain.nominations import BY_OFFICE, CHANNEL_NAMES, Channel, NominationInput
from ruse_desktop.domain.people import Organisation, OrganisationInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.kernel.formats import date_plain, parse_hour
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.nominations.cards import OrganisationCard
from ruse_desktop.ui.screens.nominations.fields import Hint, date_problem, tell
from ruse_desktop.ui.screens.nominations.words import proposer_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ruse_desktop.domain.intake import IntakeRule
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm

_AREA_RULE = "proposer-area"


class RegistryPart(QObject):
    """Number, day, hour and the way it came in; the registry's number only where the law wants it."""

    def __init__(
        self,
        ui: Ui_NominationForm,
        award: AwardRules,
        today: Callable[[], date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._today = today
        self._mandatory = award.intake is None or award.intake.registry
        if award.intake is not None:
            self._say_place(award.intake)
        for where in (ui.registryProblem, ui.sentProblem):
            tell(where, "")
        ui.registeredOn.count_from(today)
        ui.sentOn.count_from(today)
        for channel in Channel:
            ui.channel.addItem(_(CHANNEL_NAMES[channel]), channel)
        for field in (ui.registryNo, ui.registeredOn, ui.registeredAt, ui.sentOn):
            field.editingFinished.connect(lambda: self.problems(final=False))

    def _say_place(self, rule: IntakeRule) -> None:
        """Who takes proposals, and that the unit's own number comes by itself."""
        ui = self._ui
        said = _("Приема: {place} ({citation}).").format(place=rule.place, citation=rule.citation)
        if not rule.registry:
            ui.registryFormLabel0.setText(_("Вх. № на деловодството"))
            number = register_number(rule, 1, 0).removesuffix("1/0")
            own = _("Номерът {number}… се дава при регистриране.").format(number=number)
            said = f"{said} {own}" if number else said
        self.note = Hint(said)
        ui.registryForm.insertRow(1, "", self.note)

    def hour(self) -> time | None:
        """The hour typed; None when empty or not an hour."""
        try:
            return parse_hour(self._ui.registeredAt.text())
        except ValueError:
            return None

    def show_values(self, typed: NominationInput) -> None:
        """Show a saved nomination's."""
        ui = self._ui
        ui.registryNo.setText(typed.registry_no)
        ui.registeredOn.set_date(typed.registered_on)
        ui.registeredAt.setText(f"{typed.registered_at:%H:%M}" if typed.registered_at else "")
        ui.channel.setCurrentIndex(max(0, ui.channel.findData(typed.channel)))
        ui.sentOn.set_date(typed.sent_on)

    def problems(self, *, final: bool) -> list[str]:
        """What cannot be read or is missing, shown beside its field."""
        ui = self._ui
        hour = ui.registeredAt.text().strip()
        number = final and self._mandatory and not ui.registryNo.text().strip()
        wrong = (
            (ui.registryNo, _("Впишете входящия номер от деловодството.") if number else ""),
            (ui.registeredOn, self._day_problem(final=final)),
            (
                ui.registeredAt,
                _("„{text}“ не е час. Пример: 14:30").format(text=hour)
                if hour and self.hour() is None
                else "",
            ),
        )
        for field, text in wrong:
            tell(ui.registryProblem, text, field)
        said = " ".join(text for _field, text in wrong if text)
        sent = date_problem(ui.sentOn)
        return [
            text
            for text in (tell(ui.registryProblem, said), tell(ui.sentProblem, sent, ui.sentOn))
            if text
        ]

    def _day_problem(self, *, final: bool) -> str:
        field = self._ui.registeredOn
        if final and field.date() is None and not field.wrong:
            return _("Впишете датата на завеждане.")
        day = field.date()
        if day is not None and day > self._today():
            return _("Датата на завеждане е в бъдещето: {day}.").format(day=date_plain(day))
        return date_problem(field)


@dataclass(frozen=True)
class Proposing:
    """Who proposes, as `NominationInput` wants it."""

    kind: ProposerKind
    card_id: int | None
    card: OrganisationInput | None
    person: str


class ProposerPart(QObject):
    """Who proposes: an organisation by its saved card or a new one, or a person by office."""

    touched = Signal()

    def __init__(self, ui: Ui_NominationForm, award: AwardRules, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._saved: int | None = None
        self._saved_name = ""
        self._known: dict[str, Organisation] = {}
        self.card = OrganisationCard(named=False)
        tell(ui.proposerProblem, "")
        for proposer, name in proposer_names().items():
            if proposer in award.proposers or proposer is ProposerKind.PERSON:
                ui.proposerKind.addItem(name, proposer)
        column = QVBoxLayout(ui.proposerCard)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        ui.proposerCard.hide()
        ui.proposerMore.toggled.connect(ui.proposerCard.setVisible)
        self.rector = QLineEdit()
        self.rector.setAccessibleName(_("Ректор"))
        ui.proposerForm.insertRow(2, _("Ректор"), self.rector)
        self.rector.textEdited.connect(self.card.form.representative.setText)
        self.card.form.representative.textChanged.connect(self.rector.setText)
        row = QHBoxLayout(ui.proposerAreas)
        row.setContentsMargins(0, 0, 0, 0)
        checked = any(rule.kind == _AREA_RULE for rule in award.eligibility)
        self._asks_areas = len(award.areas) > 1 or bool(award.areas and checked)
        self._areas = {area.code: QCheckBox(area.name) for area in award.areas}
        for box in self._areas.values():
            row.addWidget(box)
            box.toggled.connect(lambda _on: self.touched.emit())
        row.addStretch(1)
        ui.proposerName.editingFinished.connect(lambda: self.take(ui.proposerName.text()))
        ui.proposerKind.currentIndexChanged.connect(lambda _index: self._suit())
        self._suit()

    @property
    def kind(self) -> ProposerKind:
        """The kind of proposer chosen."""
        return ProposerKind(self._ui.proposerKind.currentData())

    def _suit(self) -> None:
        """Ask of each kind what it has: a person's name, or an organisation with its card."""
        ui, by_office = self._ui, self.kind in BY_OFFICE
        rector = self.kind is ProposerKind.RECTOR
        names = {ProposerKind.RECTOR: _("име на висшето училище")}
        usual = _("име на организацията или институцията")
        ui.proposerName.setPlaceholderText(
            _("име и фамилия") if by_office else names.get(self.kind, usual)
        )
        form = ui.proposerForm
        form.setRowVisible(self.rector, rector)
        form.setRowVisible(ui.proposerAreas, self._asks_areas and not by_office)
        form.setRowVisible(ui.proposerMore, not by_office)
        if by_office:
            ui.proposerMore.setChecked(False)
        elif ui.proposerName.text().strip() != self._saved_name:
            chosen = self.kind
            self.take(ui.proposerName.text())
            self._show_kind(chosen)

    def know(self, found: Sequence[Organisation]) -> None:
        """Complete the name from the saved cards."""
        self._known = {one.name.casefold(): one for one in found}
        completer = QCompleter([one.name for one in found], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.take)
        self._ui.proposerName.setCompleter(completer)

    def take(self, name: str) -> None:
        """Fill in the saved card of this name, unless it is shown already."""
        known = self._known.get(name.strip().casefold())
        if self.kind in BY_OFFICE:
            return
        if known is not None and known.name != self._saved_name:
            self.show_card(known)

    def show_card(self, card: Organisation) -> None:
        """Show a saved card."""
        ui = self._ui
        self._saved, self._saved_name = card.id or None, card.name
        self.card.show_card(card)
        ui.proposerName.setText(card.name)
        rector = self.kind is ProposerKind.RECTOR and card.kind is ProposerKind.UNIVERSITY
        self._show_kind(ProposerKind.RECTOR if rector else card.kind)
        for code, box in self._areas.items():
            box.setChecked(code in card.areas)

    def show_values(self, typed: NominationInput, card: Organisation | None) -> None:
        """Show a saved nomination's proposer."""
        if card is not None:
            self.show_card(card)
        else:
            self._ui.proposerName.setText(typed.proposer_person)
        named = typed.proposer_person and typed.proposer_kind not in BY_OFFICE
        self._show_kind(ProposerKind.PERSON if named else typed.proposer_kind)

    def _show_kind(self, kind: ProposerKind) -> None:
        combo = self._ui.proposerKind
        if combo.findData(kind) < 0:
            combo.addItem(proposer_names()[kind], kind)
        combo.setCurrentIndex(combo.findData(kind))

    def typed(self) -> Proposing:
        """Who proposes, as typed."""
        ui = self._ui
        kind, name = self.kind, ui.proposerName.text().strip()
        if kind in BY_OFFICE or not name:
            return Proposing(kind, None, None, name if kind in BY_OFFICE else "")
        known = self._known.get(name.casefold())
        same = self._saved if name == self._saved_name else None
        areas = tuple(code for code, box in self._areas.items() if box.isChecked())
        body = ProposerKind.UNIVERSITY if kind is ProposerKind.RECTOR else kind
        card = replace(self.card.typed(), name=name, kind=body, areas=areas)
        return Proposing(kind, known.id if known else same, card, "")

    def problem(self, *, final: bool) -> str:
        """Whether nobody is named."""
        missing = final and not self._ui.proposerName.text().strip()
        text = _("Впишете кой предлага.") if missing else ""
        return tell(self._ui.proposerProblem, text, self._ui.proposerName)


class FilesPart(QObject):
    """Files to attach at the next save."""

    touched = Signal()

    def __init__(self, ui: Ui_NominationForm, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.files: list[Path] = []
        ui.addFile.clicked.connect(self._choose)
        ui.dropFile.clicked.connect(self._drop)
        self._show()

    def add(self, files: Sequence[Path]) -> None:
        """Attach these too."""
        self.files += [file for file in files if file not in self.files]
        self._show()
        self.touched.emit()

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self._ui.addFile, _("Приложения"))
        self.add([Path(name) for name in names])

    def _drop(self) -> None:
        row = self._ui.files.currentRow()
        if 0 <= row < len(self.files):
            del self.files[row]
            self._show()
            self.touched.emit()

    def _show(self) -> None:
        ui = self._ui
        ui.files.clear()
        ui.files.addItems([file.name for file in self.files])
        for part in (ui.files, ui.dropFile):
            part.setVisible(bool(self.files))
        if self.files:
            ui.files.setCurrentRow(len(self.files) - 1)
