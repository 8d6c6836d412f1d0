"""Entering badges for a forum, a point of sale, and what happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge_records import ForumInput, Outlet, OutletInput, Sale, SaleInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FindingsList, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.proofs import number, number_in
from ruse_desktop.ui.screens.symbols.badge_pane import BadgeState, box, line
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding


class _GiftDialog(SavingDialog):
    """Which variant, how many, and why where the act means another one."""

    judged = True

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, title: str, do: str
    ) -> None:
        super().__init__(parent, context, title, do)
        self._state = state
        self._found: tuple[Finding, ...] | None = None
        self.setMinimumWidth(px(640))
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        variants = [(one.code, one.name) for one in state.rules.variants]
        self.variant = box(_("Вариант"), variants)
        meant = state.rules.meant(state.rules.gift)
        self.variant.setCurrentIndex(max(0, self.variant.findData(meant.code if meant else "")))
        self.quantity = number(_("Брой"))
        self.document = line(_("Документ"), _("протокол, разписка №"))
        self.reason = line(_("Причина"))
        self.there = label("", "muted")
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.findings = FindingsList(context.show_article)

    def _lay(self, *first: QWidget) -> None:
        """Put the fields of the dialog above the common ones."""
        for field in (*first, self.day, self.variant, self.quantity):
            self.form.addRow(field.accessibleName(), field)
        self.form.addRow("", self.there)
        for field in (self.document, self.reason):
            self.form.addRow(field.accessibleName(), field)
        self.column.addLayout(self.form)
        self.column.addWidget(self.findings)
        for field in (*first, self.day, self.quantity, self.document, self.reason):
            if isinstance(field, QLineEdit):
                field.textChanged.connect(lambda _text: self._check())
        self.variant.currentIndexChanged.connect(lambda _n: self._check())
        self._check()

    def _needs(self) -> tuple[tuple[object, str], ...]:
        """What the dialog itself asks for."""
        return ()

    def _left(self, variant: str) -> int:
        """How many there are to give."""
        lines = (one for one in self._state.lines if one.variant.code == variant)
        return next((one.line.available for one in lines), 0)

    def _check(self) -> None:
        variant, least = str(self.variant.currentData()), self._state.least
        found = values.judge_gift(variant, self._state.rules) if self.judged else ()
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        asks = values.needs_reason(found)
        self.form.setRowVisible(self.reason, asks)
        self.there.setText(_("Налични: {n}").format(n=self._left(variant)))
        needs: tuple[tuple[object, str], ...] = (
            *self._needs(),
            (self.day.date(), _("Впишете деня.")),
            (number_in(self.quantity), _("Впишете броя.")),
            (
                not asks or len(self.reason.text().strip()) >= least,
                _("Изберете сувенирната или запишете причината в поне {n} знака.").format(n=least),
            ),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    @property
    def _why(self) -> str:
        return self.reason.text().strip() if values.needs_reason(self._found or ()) else ""


class ForumDialog(_GiftDialog):
    """Badges for the participants of a forum."""

    def __init__(self, parent: QWidget, context: ScreenContext, state: BadgeState) -> None:
        super().__init__(parent, context, state, _("Значки на форум"), _("Впиши"))
        self.forum = line(_("Форум"))
        levels = [(one.code, one.name) for one in state.rules.levels]
        self.level = box(_("Характер"), levels, _("Изберете…"))
        self.recipients = line(_("Получатели"), _("участници, делегации, лектори"))
        self.level.currentIndexChanged.connect(lambda _n: self._check())
        self._lay(self.forum, self.level, self.recipients)
        self.forum.setFocus()

    def _needs(self) -> tuple[tuple[object, str], ...]:
        return (
            (self.forum.text().strip(), _("Впишете форума.")),
            (self.level.currentData(), _("Изберете характера на форума.")),
            (self.recipients.text().strip(), _("Впишете на кого са дадени.")),
        )

    def save(self) -> None:
        """Write it; what the stock refuses is shown here."""
        typed = ForumInput(
            self.forum.text().strip(), str(self.level.currentData()), self.day.date(),
            self.recipients.text().strip(), number_in(self.quantity) or 0,
            str(self.variant.currentData()), self.document.text().strip(), self._why,
        )  # fmt: skip
        self._write(lambda s: s.badge_forums.add(typed, actor=s.actor))


class SaleDialog(_GiftDialog):
    """What was brought to a point of sale, sold there or taken back."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, outlet: Outlet, sort: Sale
    ) -> None:
        title, do = {
            Sale.DELIVERED: (_("Доставка в обект"), _("Впиши доставката")),
            Sale.SOLD: (_("Продадени значки"), _("Впиши продадените")),
            Sale.RETURNED: (_("Върнати от обект"), _("Впиши върнатите")),
        }[sort]
        super().__init__(parent, context, state, title, do)
        self._outlet, self._sort = outlet, sort
        self.judged = sort is Sale.DELIVERED
        self.column.addWidget(label(outlet.typed.name, "heading", wrap=True))
        self._lay()
        self.quantity.setFocus()

    def _left(self, variant: str) -> int:
        if self._sort is Sale.DELIVERED:
            return super()._left(variant)
        chosen = self._state.rules.variant(variant)
        return self._outlet.left_by_variant.get(chosen.name, 0) if chosen else 0

    def save(self) -> None:
        """Write it; what would fall below zero is refused here."""
        typed = SaleInput(
            self._sort, self.day.date(), str(self.variant.currentData()),
            number_in(self.quantity) or 0, self.document.text().strip(), self._why,
        )  # fmt: skip
        outlet = self._outlet.id
        self._write(lambda s: s.badge_outlets.record(outlet, typed, actor=s.actor))


class OutletDialog(SavingDialog):
    """A point of sale: name, address, who answers for it, contract."""

    def __init__(self, parent: QWidget, context: ScreenContext, old: Outlet | None = None) -> None:
        title = _("Поправка на обект") if old else _("Нов търговски обект")
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши"))
        self._old = old
        self.setMinimumWidth(px(600))
        self.name = line(_("Обект"))
        self.address = line(_("Адрес"))
        self.contact = line(_("Отговаря"))
        self.contract = line(_("Договор"), _("номер и дата"))
        form = QFormLayout()
        for field in (self.name, self.address, self.contact, self.contract):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        if old is not None:
            self.name.setText(old.typed.name)
            self.address.setText(old.typed.address)
            self.contact.setText(old.typed.contact)
            self.contract.setText(old.typed.contract)
        self.name.textChanged.connect(lambda _text: self._check())
        self._check()
        self.name.setFocus()

    def _check(self) -> None:
        ready = bool(self.name.text().strip())
        self.hint.setText("" if ready else _("Впишете името на обекта."))
        self.do.setEnabled(ready)

    def save(self) -> None:
        """Write it; a name that is there is refused here."""
        typed = OutletInput(
            self.name.text().strip(), self.address.text().strip(), self.contact.text().strip(),
            self.contract.text().strip(),
        )  # fmt: skip
        old = self._old
        if old is None:
            self._write(lambda s: s.badge_outlets.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.badge_outlets.correct(number, typed, actor=s.actor))
