"""Cards typed beside a nomination: a person, a team, an organisation.

What a card on the screen does not show of a saved one stays as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QWidget

from ruse_desktop.domain.citizenship import citizenship_kept, citizenship_name
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput, gender_of
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.forms_generated.ui_nomination_team import Ui_TeamForm
from ruse_desktop.ui.forms_generated.ui_organisation import Ui_OrganisationForm
from ruse_desktop.ui.forms_generated.ui_person import Ui_PersonForm
from ruse_desktop.ui.screens.nominations.fields import (
    date_problem,
    parse_birth,
    parse_birth_year,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QLineEdit

CardInput = PersonInput | TeamInput | OrganisationInput


def _plain(card: PersonInput) -> PersonInput:
    """The typed part of a card that may be a saved one."""
    return PersonInput(**{name: getattr(card, name) for name in PersonInput.__dataclass_fields__})


def _plain_organisation(card: OrganisationInput) -> OrganisationInput:
    names = OrganisationInput.__dataclass_fields__
    return OrganisationInput(**{name: getattr(card, name) for name in names})


class PersonCard(QWidget):
    """Names and what the ordinance needs to know of a person; no personal number (R-X-0.10).

    `birth_date`: a rule of the award counts the age, so the whole date is asked, not only the year.
    """

    def __init__(self, today: Callable[[], date], *, birth_date: bool = False) -> None:
        super().__init__()
        self._today = today
        self._whole_date = birth_date
        self._base = PersonInput("")
        self.form = Ui_PersonForm()
        self.form.setupUi(self)
        self.form.gender.addItem(_("– пол –"), "")
        self.form.gender.addItem(_("жена"), "f")
        self.form.gender.addItem(_("мъж"), "m")
        self.form.deathDate.count_from(today)
        for where in (self.form.nameProblem, self.form.birthProblem, self.form.deathProblem):
            tell(where, "")
        self.form.family.editingFinished.connect(self._guess_gender)
        if birth_date:
            self.form.fieldsLabel3.setText(_("Пол, дата на раждане"))
            self.form.birthYear.setAccessibleName(_("Дата на раждане"))
            self.form.birthYear.setPlaceholderText(_("дата на раждане"))

    @property
    def first_field(self) -> QLineEdit:
        """Where typing begins."""
        return self.form.given

    @property
    def name(self) -> str:
        """The name as typed."""
        return self.typed().full_name.strip()

    def typed(self) -> PersonInput:
        """The card as typed; a year or a date that cannot be read is left out."""
        form = self.form
        year, born = self._born() or (None, None)
        return replace(
            self._base,
            given=form.given.text().strip(),
            middle=form.middle.text().strip(),
            family=form.family.text().strip(),
            titles=form.titles.text().strip(),
            pseudonym=form.pseudonym.text().strip(),
            latin=form.latin.text().strip(),
            gender=form.gender.currentData(),
            birth_year=year,
            birth_date=born if self._whole_date else self._base.birth_date,
            death_date=form.deathDate.date(),
            citizenship=citizenship_kept(form.citizenship.text()),
            settlement=form.settlement.text().strip(),
            employer=form.employer.text().strip(),
        )

    def show_card(self, card: PersonInput) -> None:
        """Show a saved or typed card."""
        self._base = _plain(card)
        form = self.form
        pairs = (
            (form.given, card.given), (form.middle, card.middle), (form.family, card.family),
            (form.titles, card.titles), (form.pseudonym, card.pseudonym), (form.latin, card.latin),
            (form.citizenship, citizenship_name(card.citizenship)), (form.settlement, card.settlement),
            (form.employer, card.employer), (form.birthYear, self._birth_text(card)),
        )  # fmt: skip
        for field, text in pairs:
            field.setText(text)
        form.gender.setCurrentIndex(max(0, form.gender.findData(card.gender)))
        form.deathDate.set_date(card.death_date)

    def problems(self, *, final: bool) -> list[str]:
        """What cannot be read, shown beside its field; `final` also asks for the name."""
        form = self.form
        year = ""
        if self._born() is None:
            year = (
                _("Датата на раждане е например 06.05.1998.")
                if self._whole_date
                else _("Годината на раждане е с четири цифри, например 1968, и не е в бъдещето.")
            )
        died = date_problem(form.deathDate)
        if not died and (day := form.deathDate.date()) and day > self._today():
            died = _("Датата на смъртта е в бъдещето.")
        name = _("Впишете името на предложения.") if final and not self.name else ""
        found = (
            tell(form.nameProblem, name, form.given),
            tell(form.birthProblem, year, form.birthYear),
            tell(form.deathProblem, died, form.deathDate),
        )
        return [text for text in found if text]

    def _born(self) -> tuple[int | None, date | None] | None:
        """Year and date of birth as typed; None when they cannot be read."""
        text, today = self.form.birthYear.text(), self._today()
        try:
            if self._whole_date:
                return parse_birth(text, today)
            return parse_birth_year(text, today), None
        except ValueError:
            return None

    def _birth_text(self, card: PersonInput) -> str:
        if self._whole_date and card.birth_date is not None:
            return date_plain(card.birth_date)
        return str(card.birth_year or "")

    def _guess_gender(self) -> None:
        """Propose by the ending of the family name; the person at the keyboard may change it."""
        if self.form.gender.currentIndex() == 0:
            guess = gender_of(self.form.family.text())
            self.form.gender.setCurrentIndex(max(0, self.form.gender.findData(guess)))


class TeamCard(QWidget):
    """A team with its members by name."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Ui_TeamForm()
        self.form.setupUi(self)
        tell(self.form.nameProblem, "")

    @property
    def first_field(self) -> QLineEdit:
        """Where typing begins."""
        return self.form.name

    @property
    def name(self) -> str:
        """The name as typed."""
        return self.form.name.text().strip()

    def typed(self) -> TeamInput:
        """The card as typed."""
        lines = self.form.members.toPlainText().split("\n")
        return TeamInput(
            self.name,
            self.form.organisation.text().strip(),
            tuple(line.strip() for line in lines if line.strip()),
        )

    def show_card(self, card: TeamInput) -> None:
        """Show a saved or typed card."""
        self.form.name.setText(card.name)
        self.form.organisation.setText(card.organisation)
        self.form.members.setPlainText("\n".join(card.members))

    def problems(self, *, final: bool) -> list[str]:
        """Whether the name is missing."""
        text = _("Впишете името на екипа.") if final and not self.name else ""
        return [text] if tell(self.form.nameProblem, text, self.form.name) else []


class OrganisationCard(QWidget):
    """An organisation: as nominee with its name, as proposer only the rest of the card."""

    def __init__(self, *, named: bool = True) -> None:
        super().__init__()
        self._base = OrganisationInput("")
        self.form = Ui_OrganisationForm()
        self.form.setupUi(self)
        tell(self.form.nameProblem, "")
        rows = self.findChild(QFormLayout)
        if rows is not None:
            rows.setRowVisible(self.form.name, named)

    @property
    def first_field(self) -> QLineEdit:
        """Where typing begins."""
        return self.form.name

    @property
    def name(self) -> str:
        """The name as typed."""
        return self.form.name.text().strip()

    def typed(self) -> OrganisationInput:
        """The card as typed."""
        form = self.form
        return replace(
            self._base,
            name=self.name,
            settlement=form.settlement.text().strip(),
            reg_no=form.regNo.text().strip(),
            representative=form.representative.text().strip(),
            address=form.address.text().strip(),
            phone=form.phone.text().strip(),
            email=form.email.text().strip(),
            field=form.field.text().strip(),
        )

    def show_card(self, card: OrganisationInput) -> None:
        """Show a saved or typed card."""
        self._base = _plain_organisation(card)
        form = self.form
        pairs = (
            (form.name, card.name), (form.settlement, card.settlement), (form.regNo, card.reg_no),
            (form.representative, card.representative), (form.address, card.address),
            (form.phone, card.phone), (form.email, card.email), (form.field, card.field),
        )  # fmt: skip
        for field, text in pairs:
            field.setText(text)

    def problems(self, *, final: bool) -> list[str]:
        """Whether the name is missing."""
        text = _("Впишете името на организацията.") if final and not self.name else ""
        return [text] if tell(self.form.nameProblem, text, self.form.name) else []
