"""Writing down a signal of a violation: which symbol, when, from whom, what, who did it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.violations import OFFENDERS, SYMBOLS, Offender, SignalInput, Violation
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField
from ruse_desktop.ui.kit.card_field import ORGANISATION, PERSON, CardField
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

_CARDS = {Offender.PERSON: PERSON, Offender.ORGANISATION: ORGANISATION}


class SignalDialog(SavingDialog):
    """A new file, or what is known of the signal of an old one.

    `start` is what is known already, as when a file is opened from a permit.
    """

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        old: Violation | None = None,
        *,
        start: SignalInput | None = None,
    ) -> None:
        title = _("Поправка на {no}").format(no=old.number_text) if old else _("Нова преписка")
        super().__init__(parent, context, title, _("Запази") if old else _("Заведи преписката"))
        self._old = old
        self._start = old.typed if old is not None else start
        self.setMinimumWidth(px(660))
        today = context.clock.today
        self.symbol = _box(_("Символ"), [(code, symbol_name(code)) for code in SYMBOLS])
        self.signal_on = DateField(today=today, name=_("Дата на сигнала"))
        self.signal_on.set_date(today())
        self.committed_on = DateField(today=today, name=_("Извършено на"))
        self.committed_on.setPlaceholderText(_("ако е известно"))
        self.source = _line(_("От кого"), _("име, звено или „анонимен“"))
        self.channel = _line(_("Как е постъпил"), _("писмо, е-поща, проверка, от разрешение…"))
        self.place = _line(_("Място"), _("адрес, обект, сайт"))
        self.description = QPlainTextEdit()
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(_("Описание"))
        self.description.setPlaceholderText(_("какво е установено"))
        self.description.setFixedHeight(px(84))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Нарушител е"))
        for code, text in OFFENDERS.items():
            self.kind.addItem(_(text), code)
        self.offender = CardField(context, _("Нарушител"))
        self.guilty = _line(_("Виновно лице"), _("физическото лице, което отговаря"))
        self.permit = _line(_("Разрешение"), _("номер и дата; празно – няма разрешение"))
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in self._rows():
            self.form.addRow(name, field)
        self.column.addLayout(self.form)
        if self._start is not None:
            self._show(self._start)
        self._watch(self._check)
        self._check()
        self.symbol.setFocus()

    def _rows(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (_("Символ"), self.symbol), (_("Дата на сигнала"), self.signal_on),
            (_("От кого"), self.source), (_("Как е постъпил"), self.channel),
            (_("Описание"), self.description), (_("Място"), self.place),
            (_("Извършено на"), self.committed_on), (_("Нарушител е"), self.kind),
            (_("Нарушител"), self.offender), (_("Виновно лице"), self.guilty),
            (_("Разрешение"), self.permit),
        )  # fmt: skip

    def _watch(self, check: Callable[[], object]) -> None:
        for line in (
            self.signal_on, self.committed_on, self.source, self.channel, self.place, self.guilty,
            self.permit, self.description,
        ):  # fmt: skip
            line.textChanged.connect(lambda *_text: check())
        for box in (self.symbol, self.kind):
            box.currentIndexChanged.connect(lambda _n: check())
        self.offender.changed.connect(check)

    def _show(self, typed: SignalInput) -> None:
        self.symbol.setCurrentIndex(self.symbol.findData(typed.symbol))
        self.signal_on.set_date(typed.signal_on)
        self.committed_on.set_date(typed.committed_on)
        for line, text in (
            (self.source, typed.source), (self.channel, typed.channel), (self.place, typed.place),
            (self.guilty, typed.guilty), (self.permit, typed.permit),
        ):  # fmt: skip
            line.setText(text)
        self.description.setPlainText(typed.description)
        self.kind.setCurrentIndex(self.kind.findData(typed.offender_kind))
        self.offender.set_kind(_CARDS.get(typed.offender_kind, PERSON))
        self.offender.show_card(typed.offender, typed.offender_id)

    @property
    def typed(self) -> SignalInput:
        """What is typed now; what was known of a permit stays."""
        kind = Offender(self.kind.currentData())
        known = kind is not Offender.UNKNOWN
        made = SignalInput(
            str(self.symbol.currentData()), self.signal_on.date(), self.source.text().strip(),
            self.channel.text().strip(), self.description.toPlainText().strip(),
            self.place.text().strip(), self.committed_on.date(), kind,
            self.offender.text() if known else "", self.offender.card_id if known else None,
            self.guilty.text().strip() if kind is Offender.ORGANISATION else "",
            None, self.permit.text().strip(),
        )  # fmt: skip
        return replace(made, permit_id=self._start.permit_id) if self._start else made

    def _check(self) -> None:
        typed = self.typed
        self.offender.set_kind(_CARDS.get(typed.offender_kind, PERSON))
        self.form.setRowVisible(self.offender, typed.offender_kind is not Offender.UNKNOWN)
        self.form.setRowVisible(self.guilty, typed.offender_kind is Offender.ORGANISATION)
        named = typed.offender or typed.offender_kind is Offender.UNKNOWN
        needs = (
            (typed.symbol, _("Изберете символа.")),
            (typed.signal_on, _("Впишете кога е постъпил сигналът.")),
            (typed.source, _("Впишете от кого е.")),
            (typed.channel, _("Впишете как е постъпил.")),
            (typed.description, _("Опишете какво е установено.")),
            (not self.committed_on.wrong, _("Поправете деня на извършване.")),
            (named, _("Впишете името на нарушителя.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Open the file, or correct it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.violations.open(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.violations.correct(number, typed, actor=s.actor))


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _box(name: str, items: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem(_("Изберете…"), "")
    for code, text in items:
        made.addItem(text, code)
    return made
