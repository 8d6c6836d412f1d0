"""Opening an award's edition of a year: a person confirms the law that binds it and what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.editions import in_order, on_cycle, suggested
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.screens.nominations.fact_fields import CalmCombo, CalmSpin
from ruse_desktop.ui.screens.nominations.fields import Hint, date_problem, tell
from ruse_desktop.ui.screens.nominations.words import eve_name
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.rules import AwardRules, DeadlineRule
    from ruse_desktop.services.facade import Services

_REASON = 3
_LAST_ROWS = 2  # the announcement and the problem, which stand under the days announced
_FIRST_YEAR, _LAST_YEAR = 2005, 2100


@dataclass(frozen=True)
class Ground:
    """What intake stands on: the awards of the law in force, the editions open, the one asked for.

    `law_editions` are (id, label, day of force, codes of the awards known). `asked`: `code` was chosen by
    the person, not proposed. `edition` is the one that intake goes on in, None when a person has to choose or open one; `award` are its rules.
    """

    awards: tuple[AwardRules, ...]
    year: int
    code: str
    law_editions: tuple[tuple[str, str, date, frozenset[str]], ...]
    in_force: str
    today: date
    asked: bool = False
    open: tuple[tuple[AwardEdition, AwardRules], ...] = ()
    edition: AwardEdition | None = None
    award: AwardRules | None = None

    def of_year(self) -> tuple[tuple[AwardEdition, AwardRules], ...]:
        """The editions open in the year asked for."""
        return tuple((one, rules) for one, rules in self.open if one.year == self.year)


def read_ground(services: Services, year: int, award_code: str = "") -> Ground:
    """The ground in a year; without a code the only edition open in it is the one meant."""
    today = services.clock.today()
    law = services.law.at(today)
    found = tuple((one, services.editions.rules(one.id)) for one in services.editions.list())
    meant = [
        (one, rules) for one, rules in found if one.year == year and award_code in {"", one.award}
    ]
    edition, award = meant[0] if len(meant) == 1 else (None, None)
    bases = services.editions.cycle_bases()
    awards = in_order(on_cycle(law.awards, bases))
    return Ground(
        awards=awards,
        year=year,
        code=award_code or suggested(awards, year, today, {one.award for one, _rules in meant}),
        law_editions=tuple(
            (one.id, one.label, one.in_force, frozenset(award.code for award in one.awards))
            for one in services.law.editions
        ),
        in_force=law.id,
        today=today,
        asked=bool(award_code),
        open=found,
        edition=edition,
        award=award,
    )


@dataclass(frozen=True)
class Opening:
    """What the person confirmed; `announced` by the deadline's purpose, None = not announced yet."""

    award: str
    year: int
    law_edition: str
    announced: Mapping[str, date | None] = field(default_factory=dict)
    reference: str = ""
    ceremony: int = 1
    previous_year: int | None = None
    why: str = ""
    moves: bool = False


class EditionDialog(QDialog):
    """Asks for award and year, the ordinance edition that applies (R-PRE-0.3) and the announced days.

    `edition` is an open one whose announced days are changed.
    """

    def __init__(
        self, parent: QWidget, ground: Ground, edition: AwardEdition | None = None
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self._edition = edition
        self.setWindowTitle(_("Издание на награда") if edition else _("Откриване на издание"))
        self.setMinimumWidth(px(700))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        self.title = label("", "title")
        column.addWidget(self.title)
        column.addWidget(Hint(self._why(), ""))
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        column.addLayout(self._form)
        self._build_fields()
        self.note = Hint("")
        column.addWidget(self.note)
        row = QHBoxLayout()
        self.do = button("", self._confirm, primary=True)
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self._suit()
        self.award.currentIndexChanged.connect(lambda _index: self._suit())
        self.year.valueChanged.connect(lambda _year: self._suit())
        (self.law if ground.asked else self.award).setFocus()

    def _why(self) -> str:
        if self._edition is not None:
            return _("Обявеният ден и избраният празник важат за всички предложения в изданието.")
        return _(
            "Изданието още не е открито. Потвърдете коя редакция на наредбата важи за "
            "него; предложенията се проверяват и наградите се броят по нея."
        )

    def _build_fields(self) -> None:
        ground, edition = self._ground, self._edition
        self.award = CalmCombo(_("Награда"))
        for one in ground.awards:
            self.award.addItem(one.short_name, one.code)
        self.award.setCurrentIndex(
            max(0, self.award.findData(edition.award if edition else ground.code))
        )
        self.year = CalmSpin(_("Година"), _LAST_YEAR)
        self.year.setMinimum(_FIRST_YEAR)
        self.year.setValue(edition.year if edition else ground.year)
        self.law = CalmCombo(_("Действаща редакция на наредбата"))
        self.ceremony = CalmCombo(_("Връчване в навечерието на"))
        self.previous = CalmSpin(_("Предходно издание"), _LAST_YEAR)
        self.previous.setMinimum(_FIRST_YEAR)
        for years in (self.year, self.previous):
            years.setFixedWidth(px(120))
        self.why = QLineEdit(edition.off_cycle if edition else "")
        self.why.setAccessibleName(_("Основание за издание извън реда"))
        self.why.setPlaceholderText(_("решение или причина, поради която не е редовната година"))
        self.moves = QCheckBox(_("Следващите издания се броят от тази година"))
        self.moves.setChecked(edition is not None and edition.moves_cycle)
        self.reference = QLineEdit(edition.announcement if edition else "")
        self.reference.setAccessibleName(_("Обявено с"))
        self.reference.setPlaceholderText(_("обява, заповед или съобщение – номер и дата"))
        self.days: dict[str, DateField] = {}
        self.problem = label("", wrap=True)
        for name, widget in (
            (_("Награда"), self.award),
            (_("Година"), self.year),
            (_("Редакция на наредбата"), self.law),
            (_("Предходно издание"), self.previous),
            (_("Връчване в навечерието на"), self.ceremony),
            (_("Извън реда, защото"), self.why),
            ("", self.moves),
            (_("Обявено с"), self.reference),
        ):
            self._form.addRow(name, widget)
        self._form.addRow("", self.problem)
        tell(self.problem, "")
        for widget in (self.award, self.year, self.law, self.why, self.moves):
            widget.setEnabled(edition is None)

    @property
    def rules(self) -> AwardRules:
        """The rules of the award chosen."""
        code = str(self.award.currentData())
        return next(one for one in self._ground.awards if one.code == code)

    def _suit(self) -> None:
        """Ask only what the award chosen leaves open in the year chosen."""
        rules, year = self.rules, self.year.value()
        name = f"{rules.short_name} {year}"
        self.title.setText(name)
        known = self._known()
        if self._edition is not None:
            self.do.setText(_("Запиши данните"))
        elif known is not None:
            self.do.setText(_("Продължи в {name}").format(name=name))
        else:
            self.do.setText(_("Открий {name}").format(name=name))
        self._offer_laws(rules)
        self._ask_days(rules)
        feasts = rules.hand_over.eve_of if rules.hand_over else ()
        self.ceremony.clear()
        for n, feast in enumerate(feasts, 1):
            self.ceremony.addItem(eve_name(feast), n)
        kept = self._edition or known
        self.ceremony.setCurrentIndex(max(0, self.ceremony.findData(kept.ceremony if kept else 1)))
        self._form.setRowVisible(self.ceremony, len(feasts) > 1)
        before = kept.previous_year if kept else None
        self.previous.setValue(before or year - max(1, rules.every_years))
        self._form.setRowVisible(self.previous, rules.every_years > 1)
        for widget in (self.why, self.moves):
            self._form.setRowVisible(widget, self._off_cycle(rules, year))
        self._form.setRowVisible(self.reference, bool(self.days))
        self.note.setText(" ".join(self._notes(rules, year)))
        self.adjustSize()

    def _known(self) -> AwardEdition | None:
        """The edition of this award and year that is open already."""
        rules, year = self.rules, self.year.value()
        return next((one for one, _r in self._ground.open if self._same(one, rules, year)), None)

    @staticmethod
    def _off_cycle(rules: AwardRules, year: int) -> bool:
        return rules.every_years > 1 and not rules.due_in(year)

    @staticmethod
    def _same(one: AwardEdition, rules: AwardRules, year: int) -> bool:
        return (one.award, one.year) == (rules.code, year)

    def _offer_laws(self, rules: AwardRules) -> None:
        kept = self._edition.law_edition if self._edition else self._ground.in_force
        self.law.clear()
        for edition_id, text, in_force, codes in self._ground.law_editions:
            if rules.code in codes:
                said = _("{edition}, в сила от {day}").format(
                    edition=text, day=date_short(in_force)
                )
                self.law.addItem(said, edition_id)
        self.law.setCurrentIndex(max(0, self.law.findData(kept)))

    def _ask_days(self, rules: AwardRules) -> None:
        """A row for each last day that the act leaves to an announcement."""
        for old in self.days.values():
            self._form.removeRow(old)
        self.days = {}
        row = self._form.rowCount() - _LAST_ROWS
        for rule in rules.deadlines:
            if rule.announced:
                day = DateField(today=lambda: self._ground.today, name=rule.name)
                day.setMaximumWidth(px(220))
                day.setPlaceholderText(
                    _("обичайно {day}").format(day=date_plain(self._usual(rule)))
                )
                if self._edition is not None:
                    day.set_date(self._edition.announced.get(rule.purpose))
                self._form.insertRow(row, rule.name, day)
                self.days[rule.purpose] = day
                row += 1

    def _usual(self, rule: DeadlineRule) -> date:
        return rule.on.in_year(self.year.value())

    def _notes(self, rules: AwardRules, year: int) -> list[str]:
        notes = []
        if self._edition is None:
            notes.append(
                _(
                    "Ако има по-ново изменение, първо го въведете: иначе броят на наградите може да е друг."
                )
            )
        if self._off_cycle(rules, year):
            notes.append(
                ngettext(
                    "Наградата се дава през {n} година; тази година не е неин ред.",
                    "Наградата се дава през {n} години; тази година не е неин ред.",
                    rules.every_years,
                ).format(n=rules.every_years)
            )
        if self.days:
            notes.append(_("Обявеният ден може да се впише и по-късно."))
        return notes

    def _confirm(self) -> None:
        wrong = [date_problem(day) for day in self.days.values() if day.wrong]
        off = self._edition is None and self._off_cycle(self.rules, self.year.value())
        if off and len(self.why.text().strip()) < _REASON and not self._known():
            wrong.append(
                _("Тази година е извън реда ({where}): впишете основание.").format(
                    where=self.rules.cycle_citation or self.rules.citation
                )
            )
        if tell(self.problem, " ".join(wrong)):
            return
        self.accept()

    def chosen(self) -> str:
        """The id of the ordinance edition confirmed."""
        return str(self.law.currentData())

    def opening(self) -> Opening:
        """Everything confirmed."""
        rules, year = self.rules, self.year.value()
        usual = year - rules.every_years
        before = self.previous.value() if rules.every_years > 1 else usual
        return Opening(
            award=rules.code,
            year=year,
            law_edition=self.chosen(),
            announced={purpose: day.date() for purpose, day in self.days.items()},
            reference=self.reference.text().strip() if self.days else "",
            ceremony=int(self.ceremony.currentData() or 1),
            previous_year=before if before != usual else None,
            why=self.why.text().strip(),
            moves=self.moves.isChecked(),
        )


def settle_edition(services: Services, wanted: Opening, there: AwardEdition | None) -> AwardEdition:
    """Open the edition unless it is `there`, and keep what was announced for it."""
    made = there or services.editions.open(
        wanted.award, wanted.year, actor=services.actor, law_edition=wanted.law_edition,
        why=wanted.why, moves=wanted.moves,
    )  # fmt: skip
    kept = (dict(made.announced), made.announcement, made.ceremony, made.previous_year)
    days = {purpose: day for purpose, day in wanted.announced.items() if day is not None}
    said = (days, wanted.reference, wanted.ceremony, wanted.previous_year)
    if kept == said:
        return made
    for purpose, day in wanted.announced.items() or (("", None),):
        services.editions.set_announced(
            made.id,
            purpose=purpose,
            day=day,
            reference=wanted.reference,
            ceremony=wanted.ceremony,
            previous_year=wanted.previous_year,
            actor=services.actor,
        )
    return services.editions.get(made.id)
