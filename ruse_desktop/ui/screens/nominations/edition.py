"""Opening the year's edition of an award: a person confirms which ordinance edition binds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class Ground:
    """What intake stands on: the award, its open edition if any, the ordinance editions known."""

    award: AwardRules
    year: int
    edition: AwardEdition | None
    law_editions: tuple[tuple[str, str, date], ...]
    in_force: str


def read_ground(services: Services, year: int, award_code: str = "") -> Ground:
    """The award of this code (the first with sections when „“) in a year."""
    law = services.law.at(services.clock.today())
    awards = [one for one in law.awards if one.slots and award_code in {"", one.code}]
    award = awards[0]
    edition = services.editions.find(award.code, year)
    if edition is not None:
        award = services.editions.rules(edition.id)
    known = tuple((one.id, one.label, one.in_force) for one in services.law.editions)
    return Ground(award, year, edition, known, law.id)


class EditionDialog(QDialog):
    """Asks which edition of the ordinance applies to the award's year (R-PRE-0.3)."""

    def __init__(self, parent: QWidget, ground: Ground) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Откриване на издание"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        name = f"{ground.award.short_name} {ground.year}"
        column.addWidget(label(name, "title"))
        column.addWidget(
            label(
                _(
                    "Изданието още не е открито. Потвърдете коя редакция на наредбата важи за "
                    "него; предложенията се проверяват и наградите се броят по нея."
                ),
                wrap=True,
            )
        )
        form = QFormLayout()
        self.law = QComboBox()
        self.law.setAccessibleName(_("Действаща редакция на наредбата"))
        for edition_id, text, in_force in ground.law_editions:
            self.law.addItem(
                _("{edition}, в сила от {day}").format(edition=text, day=date_short(in_force)),
                edition_id,
            )
        self.law.setCurrentIndex(max(0, self.law.findData(ground.in_force)))
        form.addRow(_("Редакция на наредбата"), self.law)
        column.addLayout(form)
        column.addWidget(
            label(
                _(
                    "Ако има по-ново изменение, първо го въведете: иначе броят на наградите може да е друг."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.do = button(_("Открий {name}").format(name=name), self.accept, primary=True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.law.setFocus()

    def chosen(self) -> str:
        """The id of the ordinance edition confirmed."""
        return str(self.law.currentData())
