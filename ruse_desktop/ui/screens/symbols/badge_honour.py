"""The part „Почетни“: the badge as an honour, its decision and its hand-over (чл. 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import Purpose, purpose_text
from ruse_desktop.domain.badge_records import Honour, HonourInput
from ruse_desktop.domain.citizenship import citizenship_name, citizenship_names
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import DateField, FindingsList, label
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.symbols.badge_pane import BadgePane, BadgeState, Shown, box, line
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class HonourPane(BadgePane):
    """The register of honours."""

    id = "badge-honour"

    def spec(self) -> RegisterSpec:
        """Whom the badge honoured, and for what."""
        return RegisterSpec(
            id=self.id,
            title=_("Значка „Русе“ (чл. 17)"),
            hint=_("име, заслуги, решение…"),
            columns=(
                RegisterColumn(Column(_("№"), 48), "number"),
                RegisterColumn(Column(_("Име"), 190, stretch=True), "name"),
                RegisterColumn(Column(_("Заслуги"), 200), "grounds"),
                RegisterColumn(Column(_("Решил"), 158), "decided"),
                RegisterColumn(Column(_("Връчена"), 98), "date"),
                RegisterColumn(Column(_("Състояние"), 112, chip=True), "state"),
            ),
            source=lambda services: services.badge_honours,
            count=lambda n: ngettext("{n} значка", "{n} значки", n).format(n=n),
            kinds=frozenset({"books", "badge", "nominations"}),
            icon="medal",
            empty_title=_("Още няма връчени значки като почетен знак"),
            empty_text=_(
                "Впишете кого, за какви заслуги и с кое решение. Наградата „Почетен знак на Община "
                "Русе“ е друга: тя е в „Книги“."
            ),
            choices=(
                Choice("ground", _("Заслуги"), _("Всички заслуги")),
                Choice(
                    "state", _("Състояние"), _("Всички"),
                    (("waiting", _("за връчване")), ("handed", _("връчени"))),
                ),
            ),
        )  # fmt: skip

    def verbs(self) -> tuple[Action, ...]:
        """Hand over; what is wrong is corrected in the register of honours itself."""

        def waits(one: Honour) -> bool:
            return one.handed_on is None and not one.revoked

        return (
            Action("badge.hand-over", _("Впиши връчването…"), self.hand_over, "heart-handshake", "",
                   "act", "symbols", self.chosen_if(waits), group=1),
            Action("badge.entry", _("Отвори в „Книги“"), self.open_entry, "book-2", "", "act",
                   "symbols", self.chosen_if(), group=1),
        )  # fmt: skip

    def know(self, state: BadgeState) -> None:
        """Offer the merits of the act."""
        super().know(state)
        self.view.filters.offer("ground", [*state.rules.grounds.items()])

    def read(self, services: Services, key: int) -> Honour:
        """One honour."""
        return services.badge_honours.honour(key)

    def shown(self, record: Any) -> Shown:
        """An honour with its decision."""
        one: Honour = record
        rules = self.badge.rules if self.badge else values.BadgeRules()
        variant = rules.meant(rules.honour)
        citation = rules.honour.citation if rules.honour else None
        character = purpose_text(Purpose.HONOUR, citation, variant.name if variant else "")
        names = rules.grounds
        handed = one.handed_on is not None
        return Shown(
            one.name, _("връчена") if handed else _("за връчване"),
            "met" if handed else "judgement", _("№ {no} в регистъра").format(no=one.number), citation,
            (
                (_("Характер"), character),
                (_("Заслуги"), "; ".join(names.get(code, code) for code in one.grounds)),
                (_("Гражданство"), citizenship_name(one.citizenship) if one.citizenship else ""),
                (_("Мотиви"), one.motive), (_("Решил"), one.decided_by or _("не е посочено")),
                (_("Решение"), one.act.text if one.act else ""), (_("Връчена"), one.handed_by),
                (_("Вписал"), one.by),
            ),
        )  # fmt: skip

    def new(self) -> None:
        """Enter an honour."""
        if self.badge is not None:
            dialog = HonourDialog(self, self.context, self.badge)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def _saved(self, saved: object) -> None:
        assert isinstance(saved, Honour)
        self.say(_("Вписано под № {no}.").format(no=saved.number), saved.id)

    def hand_over(self) -> None:
        """Who handed it over and when."""
        if self.record is not None and self.badge is not None:
            dialog = HandOverDialog(self, self.context, self.badge, self.record)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def open_entry(self) -> None:
        """The entry with its history and corrections."""
        if self.record is not None:
            self.context.open_record("laureate", self.record.id)


class HonourDialog(SavingDialog):
    """Whom the badge honours, for which merits, by whose decision."""

    def __init__(self, parent: QWidget, context: ScreenContext, state: BadgeState) -> None:
        super().__init__(parent, context, _("Значка „Русе“ като почетен знак"), _("Впиши"))
        self._state = state
        self._found: tuple[object, ...] | None = None
        self.setMinimumWidth(px(680))
        rules = state.rules
        self.given, self.middle = line(_("Име")), line(_("Презиме"))
        self.family = line(_("Фамилия"))
        self.citizenship = box(_("Гражданство"), [(n, n) for n in citizenship_names().values()])
        self.citizenship.setEditable(True)
        self.grounds = {code: QCheckBox(name) for code, name in rules.grounds.items()}
        merits = QWidget()
        inside = QVBoxLayout(merits)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(2))
        for one in self.grounds.values():
            inside.addWidget(one)
            one.toggled.connect(lambda _on: self._check())
        self.motive = line(_("Мотиви"))
        self.variant = box(_("Вариант"), [(one.code, one.name) for one in rules.variants])
        meant = rules.meant(rules.honour)
        self.variant.setCurrentIndex(self.variant.findData(meant.code if meant else ""))
        self.decided_by = line(_("Решил"))
        self.decided_by.setText(state.decider)
        self.number = line(_("Заповед №"))
        self.decided_on = DateField(today=context.clock.today, name=_("Дата на заповедта"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.given, self.middle, self.family, self.citizenship):
            form.addRow(field.accessibleName(), field)
        form.addRow(_("Заслуги"), merits)
        for field in (self.motive, self.variant, self.decided_by, self.number, self.decided_on):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        for text in (self.given, self.family, self.decided_by, self.number, self.decided_on):
            text.textChanged.connect(lambda _text: self._check())
        self.variant.currentIndexChanged.connect(lambda _n: self._check())
        self._check()
        self.given.setFocus()

    @property
    def typed(self) -> HonourInput:
        """What is typed now."""
        return HonourInput(
            self.given.text().strip(), self.family.text().strip(), self.middle.text().strip(),
            self.citizenship.currentText().strip(),
            tuple(code for code, one in self.grounds.items() if one.isChecked()),
            self.motive.text().strip(), str(self.variant.currentData()),
            self.decided_by.text().strip(), self.number.text().strip(), self.decided_on.date(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        found = values.judge_honour(typed.variant, typed.decided_by, self._state.rules)
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        needs = (
            (typed.given and typed.family, _("Впишете името и фамилията.")),
            (typed.grounds, _("Отбележете заслугите.")),
            (typed.number and typed.decided_on, _("Впишете номера и датата на заповедта.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking and not any(one.blocking for one in found))

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed = self.typed
        self._write(lambda s: s.badge_honours.award(typed, actor=s.actor))


class HandOverDialog(SavingDialog):
    """Who handed the badge over, when and where."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, honour: Honour
    ) -> None:
        super().__init__(parent, context, _("Връчване на значката"), _("Впиши връчването"))
        self._honour = honour
        self.setMinimumWidth(px(600))
        self.column.addWidget(label(honour.name, "heading", wrap=True))
        meant = state.rules.meant(state.rules.honour)
        there = next((one for one in state.lines if one.variant == meant), None)
        self._numbered = there is not None and there.line.kind.numbered
        if there is not None:
            said = _("Налични: {n} ({variant})").format(
                n=there.line.available, variant=there.variant.name
            )
            self.column.addWidget(label(said, "muted"))
        self.day = DateField(today=context.clock.today, name=_("Връчена на"))
        self.day.set_date(context.clock.today())
        self.by = line(_("Връчил"))
        self.by.setText(_("Кметът"))
        self.place = line(_("Място, повод"))
        self.serial = line(_("Номер на значката"))
        form = QFormLayout()
        for field in (self.day, self.by, self.place, self.serial):
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(lambda _text: self._check())
        form.setRowVisible(self.serial, self._numbered)
        self.column.addLayout(form)
        self._check()

    def _check(self) -> None:
        ready = bool(self.day.date() and self.by.text().strip())
        self.hint.setText("" if ready else _("Впишете деня и кой е връчил."))
        self.do.setEnabled(ready)

    def save(self) -> None:
        """Write it; what the stock refuses is shown here."""
        number, day, by = self._honour.id, self.day.date(), self.by.text().strip()
        place, serial = self.place.text().strip(), self.serial.text().strip()
        if day is not None:
            self._write(
                lambda s: s.badge_honours.hand_over(
                    number, on=day, by=by, place=place, serial=serial, actor=s.actor
                )
            )
