"""Writing a sealing: the fields, and what the act says of them as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from ruse_desktop.domain import seal as values
from ruse_desktop.domain.seal import OUTSIDE, SealInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FindingsList
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import number, number_in
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.ui.screens.symbols.seal import SealState


class EntryDialog(SavingDialog):
    """One document; the ground is asked for only where the act does not list it."""

    def __init__(self, parent: QWidget, context: ScreenContext, state: SealState) -> None:
        super().__init__(parent, context, _("Ново вписване"), _("Впиши"))
        self._state = state
        self._found: list[Finding] = []
        self.setMinimumWidth(px(690))
        today = context.clock.today
        self.document = _line(_("Документ"))
        self.document.setPlaceholderText(_("вид, номер и дата, с кого"))
        self.category = QComboBox()
        self.category.setAccessibleName(_("Вид документ"))
        self.category.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.category.addItem(_("Изберете…"), "")
        for code, text in values.offered(state.rules).items():
            self.category.addItem(text, code)
        self.ground = _line(_("Законово основание"))
        self.ground.setPlaceholderText(_("закон, член, алинея"))
        self.agreement = _line(_("По споразумение"))
        self.agreement.setPlaceholderText(_("номер и дата, ако има международно споразумение"))
        self._agreements = {text: key for key, text in state.agreements}
        offers = QCompleter(list(self._agreements), self.agreement)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        self.agreement.setCompleter(offers)
        self.originals = number(_("Оригинали"))
        self.originals.setText("1")
        self.signed_by = _line(_("Подписал"))
        self.signed_by.setText(state.signatory)
        self.signed_on = DateField(today=today, name=_("Ден на подписа"))
        self.sealed_on = DateField(today=today, name=_("Ден на печата"))
        self.sealed_on.set_date(today())
        self.asked_by = _line(_("Поискал"))
        self.asked_by.setPlaceholderText(_("име или звено"))
        self.note = _line(_("Бележка"))
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in (
            (_("Документ"), self.document), (_("Вид документ"), self.category),
            (_("Законово основание"), self.ground), (_("По споразумение"), self.agreement),
            (_("Оригинали"), self.originals),
            (_("Подписал"), self.signed_by), (_("Ден на подписа"), self.signed_on),
            (_("Ден на печата"), self.sealed_on), (_("Поискал"), self.asked_by),
            (_("Бележка"), self.note),
        ):  # fmt: skip
            self.form.addRow(name, field)
        self.column.addLayout(self.form)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        for line in self._lines():
            line.textChanged.connect(lambda _text: self._check())
        self.category.currentIndexChanged.connect(lambda _n: self._check())
        self._check()
        self.document.setFocus()

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.document, self.ground, self.signed_by, self.signed_on, self.sealed_on,
            self.asked_by, self.note, self.originals, self.agreement,
        )  # fmt: skip

    @property
    def typed(self) -> SealInput:
        """What is typed now."""
        code = str(self.category.currentData())
        return SealInput(
            self.document.text().strip(), code, number_in(self.originals) or 0, self.signed_on.date(),
            self.signed_by.text().strip(), self.sealed_on.date(), self.asked_by.text().strip(),
            self.ground.text().strip() if code == OUTSIDE else "", self.note.text().strip(),
            agreement=self.agreement.text().strip() if self._of_agreements(code) else "",
            agreement_id=self._agreements.get(self.agreement.text().strip())
            if self._of_agreements(code) else None,
        )  # fmt: skip

    def _of_agreements(self, code: str) -> bool:
        category = self._state.rules.category(code)
        return category is not None and category.agreement

    def _check(self) -> None:
        typed = self.typed
        self.form.setRowVisible(self.ground, typed.category == OUTSIDE)
        self.form.setRowVisible(self.agreement, self._of_agreements(typed.category))
        needs = (
            (typed.document, _("Напишете документа.")),
            (typed.category, _("Изберете вида му.")),
            (typed.originals, _("Впишете броя на оригиналите.")),
            (typed.signed_by, _("Впишете кой е подписал.")),
            (typed.signed_on, _("Впишете деня на подписа.")),
            (typed.sealed_on, _("Впишете деня на печата.")),
            (typed.asked_by, _("Впишете кой е поискал печата.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        found = []
        if typed.category and typed.signed_on and typed.sealed_on:
            found = [*values.findings(typed, self._state.rules, least_ground=self._state.least)]
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        blocked = any(one.blocking for one in found)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking and not blocked)

    def save(self) -> None:
        """Write the sealing; refusals are shown here."""
        typed = self.typed
        self._write(lambda s: s.seal.add(typed, actor=s.actor))


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
