"""Intake by hand: the form, with the findings beside it as one types."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.nominations import CHANNEL_NAMES, Channel, Merit, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import date_plain, parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_nomination import Ui_NominationForm
from ruse_desktop.ui.kit.basics import Card, FindingsList, MessageBar, button, label
from ruse_desktop.ui.kit.tables import on_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.domain.people import Candidate, Organisation
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.ui.screens.base import ScreenContext

_MERIT_ROWS = 6
_KINDS = (NomineeKind.PERSON, NomineeKind.TEAM, NomineeKind.ORGANISATION)


def proposer_names() -> dict[ProposerKind, str]:
    """Kinds of proposer as a clerk calls them."""
    return {
        ProposerKind.ORGANISATION: _("организация"),
        ProposerKind.CULTURAL_INSTITUTE: _("културен институт"),
        ProposerKind.INSTITUTION: _("институция"),
        ProposerKind.SCHOOL: _("училище"),
        ProposerKind.UNIVERSITY: _("университет"),
        ProposerKind.UNION: _("творчески съюз"),
        ProposerKind.PUBLISHER: _("издателство"),
        ProposerKind.SCIENCE_INSTITUTE: _("научен институт"),
        ProposerKind.CIVIC: _("гражданско сдружение"),
        ProposerKind.PERSON: _("физическо лице"),
    }


class NominationDialog(QDialog):
    """A nomination being typed; nothing typed is lost: a draft is kept while one types."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        edition_id: int,
        award: AwardRules,
        detail: NominationDetail | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.award = award
        self.edition_id = edition_id
        self.nomination_id = detail.row.id if detail else None
        self.is_draft = detail is None or not detail.row.number
        self.saved_id: int | None = None
        self._nominee_id: int | None = None
        self._proposer_id: int | None = None
        self._known: dict[str, Organisation] = {}
        self._files: list[Path] = []
        self._loading = True
        self.setWindowTitle(_("Ново предложение") if detail is None else _("Предложение"))
        self.resize(1180, 700)
        self._build()
        self._fill_lists()
        if detail is not None:
            self._load(detail)
        self._loading = False
        self._connect()
        self._recheck()
        self.form.registryNo.setFocus()

    def _build(self) -> None:
        row = QHBoxLayout()
        self.panel = QWidget()
        self.form = Ui_NominationForm()
        self.form.setupUi(self.panel)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.panel)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = Card()
        left.column.addWidget(scroll)
        row.addWidget(left, 3)
        right = Card()
        right.column.addWidget(label(_("Проверка за допустимост"), "heading"))
        self.duplicates = label("", "muted", wrap=True)
        self.duplicates.hide()
        right.column.addWidget(self.duplicates)
        self.findings = FindingsList(self.context.show_article)
        inner = QScrollArea()
        inner.setWidgetResizable(True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        inner.setWidget(holder)
        right.column.addWidget(inner, 1)
        row.addWidget(right, 2)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        outer.addLayout(row, 1)
        bar = QHBoxLayout()
        self.register = button(
            _("Регистрирай") if self.is_draft else _("Запиши"), self._register, primary=True
        )
        bar.addWidget(self.register)
        self.draft = button(_("Запиши като чернова"), self._save_draft)
        self.draft.setVisible(self.is_draft)
        bar.addWidget(self.draft)
        bar.addWidget(button(_("Отказ"), self.close))
        bar.addStretch(1)
        self.kept = label("", "muted")
        bar.addWidget(self.kept)
        outer.addLayout(bar)

    def _fill_lists(self) -> None:
        form, today = self.form, self.context.clock.today
        for field in (form.registeredOn, form.sentOn, form.deathDate):
            field.count_from(today)
        form.slot.addItem(_("– изберете раздел –"), "")
        for slot in self.award.slots:
            form.slot.addItem(self.award.slot_name(slot.code), slot.code)
        names = {
            NomineeKind.PERSON: _("лице"),
            NomineeKind.TEAM: _("екип"),
            NomineeKind.ORGANISATION: _("организация"),
        }
        for kind in _KINDS:
            form.nomineeKind.addItem(names[kind], kind)
        for proposer, name in proposer_names().items():
            form.proposerKind.addItem(name, proposer)
        for channel in Channel:
            form.channel.addItem(_(CHANNEL_NAMES[channel]), channel)
        areas = QHBoxLayout(form.proposerAreas)
        areas.setContentsMargins(0, 0, 0, 0)
        self._areas: dict[str, QCheckBox] = {}
        for area in self.award.areas:
            self._areas[area.code] = QCheckBox(area.name)
            areas.addWidget(self._areas[area.code])
        areas.addStretch(1)
        form.merits.setHorizontalHeaderLabels([_("Дата"), _("Заслуга"), _("Ниво")])
        form.merits.setRowCount(_MERIT_ROWS)
        form.merits.verticalHeader().hide()
        form.merits.setTabKeyNavigation(False)
        header = form.merits.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        form.merits.setColumnWidth(0, 110)
        form.merits.setColumnWidth(2, 120)
        self._show_genres()
        self.context.tasks.read(
            lambda s: s.people.organisations(), self._know_organisations, owner=self
        )

    def _know_organisations(self, found: tuple[Organisation, ...]) -> None:
        self._known = {one.name: one for one in found}
        completer = QCompleter(sorted(self._known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take_proposer)
        self.form.proposerName.setCompleter(completer)

    def _take_proposer(self, name: str) -> None:
        known = self._known.get(name)
        if known is None:
            return
        self.form.proposerKind.setCurrentIndex(self.form.proposerKind.findData(known.kind))
        for code, box in self._areas.items():
            box.setChecked(code in known.areas)

    def _connect(self) -> None:
        form = self.form
        self._soon = on_change(250, self._recheck, self)
        self._autosave = on_change(2000, self._keep, self)
        form.slot.currentIndexChanged.connect(self._slot_changed)
        form.nomineeKind.currentIndexChanged.connect(form.nomineePages.setCurrentIndex)
        for combo in (form.slot, form.genre, form.nomineeKind, form.proposerKind, form.channel):
            combo.currentIndexChanged.connect(self._touched)
        for line in (
            form.registryNo, form.registeredOn, form.registeredAt, form.sentOn, form.given,
            form.middle, form.family, form.titles, form.pseudonym, form.settlement, form.birthYear,
            form.employer, form.deathDate, form.teamName, form.teamOrganisation, form.orgName,
            form.orgSettlement, form.orgRegNo, form.proposerName,
        ):  # fmt: skip
            line.textChanged.connect(self._touched)
        for text in (form.motives, form.members):
            text.textChanged.connect(self._touched)
        for box in (form.lifetime, *self._areas.values()):
            box.toggled.connect(self._touched)
        form.merits.itemChanged.connect(self._touched)
        form.addFile.clicked.connect(self._add_file)

    def _touched(self, *_change: object) -> None:
        if self._loading:
            return
        self._soon()
        if self.is_draft:
            self._autosave()

    def _slot_changed(self, *_change: object) -> None:
        self._show_genres()
        code = self.form.slot.currentData()
        slot = next((one for one in self.award.slots if one.code == code), None)
        if slot is not None:
            collective = slot.kind.value == "collective"
            if collective == (self.form.nomineeKind.currentIndex() == 0):
                self.form.nomineeKind.setCurrentIndex(1 if collective else 0)

    def _show_genres(self) -> None:
        code = self.form.slot.currentData()
        slot = next((one for one in self.award.slots if one.code == code), None)
        section = self.award.section(slot.section) if slot else None
        listed = (section.genres or section.levels) if section else ()
        kept = self.form.genre.currentText()
        self.form.genre.clear()
        self.form.genre.addItem("", "")
        for name in listed:
            self.form.genre.addItem(name, name)
        self.form.genre.setEnabled(bool(listed))
        self.form.genre.setCurrentIndex(max(0, self.form.genre.findText(kept)))

    def typed(self) -> NominationInput:
        """Everything typed so far."""
        form = self.form
        kind = form.nomineeKind.currentData()
        proposer_kind = form.proposerKind.currentData()
        private = proposer_kind is ProposerKind.PERSON
        name = form.proposerName.text().strip()
        known = self._known.get(name)
        return NominationInput(
            edition_id=self.edition_id,
            slot=form.slot.currentData() or "",
            genre=form.genre.currentText(),
            nominee_kind=kind,
            nominee_id=self._nominee_id,
            person=self._person() if kind is NomineeKind.PERSON else None,
            team=self._team() if kind is NomineeKind.TEAM else None,
            organisation=self._organisation() if kind is NomineeKind.ORGANISATION else None,
            proposer_kind=proposer_kind,
            proposer_id=known.id if known and not private else None,
            proposer=None
            if private
            else OrganisationInput(
                name,
                kind=proposer_kind,
                areas=tuple(code for code, box in self._areas.items() if box.isChecked()),
                **self._kept_of(known),
            ),
            proposer_person=name if private else "",
            merits=self._merits(),
            lifetime=form.lifetime.isChecked(),
            motives=form.motives.toPlainText(),
            registry_no=form.registryNo.text().strip(),
            registered_on=form.registeredOn.date(),
            registered_at=self._hour(),
            channel=form.channel.currentData(),
            sent_on=form.sentOn.date(),
            attachments=tuple(self._files),
        )

    @staticmethod
    def _kept_of(known: Organisation | None) -> dict[str, str]:
        """What the form does not show of a known organisation stays as it is."""
        names = ("settlement", "reg_no", "representative", "address", "phone", "email", "field")
        return {name: getattr(known, name) for name in names} if known else {}

    def _person(self) -> PersonInput:
        form = self.form
        year = form.birthYear.text().strip()
        return PersonInput(
            form.given.text(),
            form.middle.text(),
            form.family.text(),
            titles=form.titles.text(),
            pseudonym=form.pseudonym.text(),
            settlement=form.settlement.text(),
            employer=form.employer.text(),
            birth_year=int(year) if year.isdigit() and len(year) == 4 else None,
            death_date=form.deathDate.date(),
        )

    def _team(self) -> TeamInput:
        form = self.form
        names = tuple(n.strip() for n in form.members.toPlainText().split("\n") if n.strip())
        return TeamInput(form.teamName.text(), form.teamOrganisation.text(), names)

    def _organisation(self) -> OrganisationInput:
        form = self.form
        return OrganisationInput(
            form.orgName.text(),
            settlement=form.orgSettlement.text(),
            reg_no=form.orgRegNo.text(),
        )

    def _hour(self) -> time | None:
        text = self.form.registeredAt.text().strip().replace(".", ":")
        try:
            return time.fromisoformat(text if len(text) != 4 else f"0{text}") if text else None
        except ValueError:
            return None

    def _merits(self) -> tuple[Merit, ...]:
        found = []
        for row in range(self.form.merits.rowCount()):
            cells = [self.form.merits.item(row, column) for column in range(3)]
            day, text, level = ((cell.text().strip() if cell else "") for cell in cells)
            if not text:
                continue
            try:
                parsed = parse_date(day, self.context.clock.today()) if day else None
            except ValueError:
                parsed = None
            found.append(Merit(text, parsed, level=level))
        return tuple(found)

    def _load(self, detail: NominationDetail) -> None:
        form, typed = self.form, detail.typed
        self._nominee_id = typed.nominee_id
        form.slot.setCurrentIndex(max(0, form.slot.findData(typed.slot)))
        self._show_genres()
        form.genre.setCurrentIndex(max(0, form.genre.findText(typed.genre)))
        index = _KINDS.index(typed.nominee_kind)
        form.nomineeKind.setCurrentIndex(index)
        form.nomineePages.setCurrentIndex(index)
        self._load_nominee(detail)
        if detail.proposer is not None:
            form.proposerName.setText(detail.proposer.name)
            for code, box in self._areas.items():
                box.setChecked(code in detail.proposer.areas)
        else:
            form.proposerName.setText(typed.proposer_person)
        kind = ProposerKind.PERSON if typed.proposer_person else typed.proposer_kind
        form.proposerKind.setCurrentIndex(max(0, form.proposerKind.findData(kind)))
        for row, merit in enumerate(typed.merits):
            if row >= form.merits.rowCount():
                form.merits.insertRow(row)
            day = date_plain(merit.date_from) if merit.date_from else ""
            for column, text in enumerate((day, merit.text, merit.level)):
                form.merits.setItem(row, column, QTableWidgetItem(text))
        form.lifetime.setChecked(typed.lifetime)
        form.motives.setPlainText(typed.motives)
        form.registryNo.setText(typed.registry_no)
        form.registeredOn.set_date(typed.registered_on)
        form.registeredAt.setText(f"{typed.registered_at:%H:%M}" if typed.registered_at else "")
        form.channel.setCurrentIndex(max(0, form.channel.findData(typed.channel)))
        form.sentOn.set_date(typed.sent_on)

    def _load_nominee(self, detail: NominationDetail) -> None:
        form, nominee = self.form, detail.nominee
        if isinstance(nominee, PersonInput):
            form.given.setText(nominee.given)
            form.middle.setText(nominee.middle)
            form.family.setText(nominee.family)
            form.titles.setText(nominee.titles)
            form.pseudonym.setText(nominee.pseudonym)
            form.settlement.setText(nominee.settlement)
            form.employer.setText(nominee.employer)
            form.birthYear.setText(str(nominee.birth_year or ""))
            form.deathDate.set_date(nominee.death_date)
        elif isinstance(nominee, TeamInput):
            form.teamName.setText(nominee.name)
            form.teamOrganisation.setText(nominee.organisation)
            form.members.setPlainText("\n".join(nominee.members))
        else:
            form.orgName.setText(nominee.name)
            form.orgSettlement.setText(nominee.settlement)
            form.orgRegNo.setText(nominee.reg_no)

    def _add_file(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Приложения"))
        self._files += [Path(name) for name in names]
        self.form.files.setText(", ".join(path.name for path in self._files))
        self._touched()

    def _recheck(self) -> None:
        """Findings of what is typed, and cards that may be the same person."""
        typed = self.typed()
        n = len(typed.motives.strip())
        self.form.motivesCount.setText(_("{n} знака").format(n=n))
        number = self.nomination_id
        self.context.tasks.read(
            lambda s: s.nominations.findings(
                replace(typed, attachments=()), nomination_id=number
            ),
            self._show_findings,
            self.message.refuse,
            owner=self,
        )
        name = typed.person.full_name if typed.person else ""
        if self._nominee_id is None and len(name) > 4:
            year = typed.person.birth_year if typed.person else None
            self.context.tasks.read(
                lambda s: s.people.likely_duplicates(name, birth_year=year),
                self._show_duplicates,
                self.message.refuse,
                owner=self,
            )
        else:
            self.duplicates.hide()

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self.findings.show_findings(found)

    def _show_duplicates(self, found: Sequence[Candidate]) -> None:
        self.duplicates.setVisible(bool(found))
        self.duplicates.setText(
            _("Възможно дублиране: {names}").format(
                names="; ".join(
                    f"{one.name} ({one.detail})" if one.detail else one.name for one in found
                )
            )
        )

    def _anything(self, typed: NominationInput) -> bool:
        nominee = typed.person or typed.team or typed.organisation
        name = nominee.full_name if isinstance(nominee, PersonInput) else nominee.name if nominee else ""
        return bool(name.strip() or typed.motives.strip() or typed.registry_no)

    def _keep(self) -> None:
        """Keep the draft while one types, so that a crash loses nothing."""
        typed = replace(self.typed(), attachments=())
        if not self.is_draft or not self._anything(typed):
            return
        number = self.nomination_id
        self.context.tasks.write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor, nomination_id=number),
            self._kept,
            self.message.refuse,
            owner=self,
        )

    def _kept(self, nomination_id: int) -> None:
        self.nomination_id = nomination_id
        now = self.context.clock.now()
        self.kept.setText(_("Черновата е запазена в {time}").format(time=f"{now:%H:%M}"))

    def _save_draft(self) -> None:
        typed, number = self.typed(), self.nomination_id
        self.context.tasks.write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor, nomination_id=number),
            self._saved,
            self.message.refuse,
            owner=self,
        )

    def _register(self) -> None:
        typed, number = self.typed(), self.nomination_id
        wrong = [f for f in (self.form.registeredOn, self.form.sentOn, self.form.deathDate) if f.wrong]
        if wrong:
            self.message.tell(
                _("„{text}“ не е дата. Пример: 06.05.2026.").format(text=wrong[0].text()), "not-met"
            )
            wrong[0].setFocus()
            return
        if not self._anything(typed):
            self.message.tell(_("Впишете поне входящ номер и кого предлагат."), "not-met")
            return
        self.register.setEnabled(False)
        if self.is_draft:
            self.context.tasks.write(
                lambda s: s.nominations.register(typed, actor=s.actor, nomination_id=number),
                self._saved,
                self._refused,
                owner=self,
            )
        elif number is not None:
            self.context.tasks.write(
                lambda s: s.nominations.update(number, typed, actor=s.actor),
                lambda _none: self._saved(number),
                self._refused,
                owner=self,
            )

    def _refused(self, error: Exception) -> None:
        self.register.setEnabled(True)
        self.message.refuse(error)

    def _saved(self, nomination_id: int) -> None:
        self.saved_id = nomination_id
        self.is_draft = False
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing keeps what was typed as a draft."""
        if self.saved_id is None and self.is_draft:
            self._keep()
        super().closeEvent(event)
