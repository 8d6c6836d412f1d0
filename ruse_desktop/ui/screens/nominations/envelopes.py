"""„Пликове“: entering an envelope at the counter, opening it into a nomination, sending it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.envelopes import OUTCOME_NAMES, EnvelopeInput, Outcome
from ruse_desktop.domain.nominations import CHANNEL_NAMES, Channel
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.envelopes import Envelope
    from ruse_desktop.ui.screens.base import ScreenContext

_TONES = {
    Outcome.WAITING: "judgement",
    Outcome.OPENED: "met",
    Outcome.RETURNED: "neutral",
    Outcome.UNOPENED: "neutral",
}
_CHANNELS = (Channel.POST, Channel.REGISTRY, Channel.EMAIL, Channel.SECURE)


class EnvelopesDialog(QDialog):
    """The register of envelopes; `opened` carries the draft that an envelope became."""

    opened = Signal(int)

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Пликове"))
        self.resize(px(960), px(620))
        self._context = context
        self._envelopes: dict[int, Envelope] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(label(_("Получен плик"), "heading"))
        column.addLayout(self._entry())
        columns = (
            Column(_("№"), 76),
            Column(_("Получен"), 96),
            Column(_("Подател"), 240, stretch=True),
            Column(_("Клеймо"), 96),
            Column(_("Бележка"), 170),
            Column(_("Изход"), 170, chip=True),
        )
        self.table = ListTable(columns, _("Пликове"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        self.empty = EmptyState(
            "inbox",
            _("Няма записани пликове"),
            _("Впишете плика горе; ако е дошъл по пощата, и датата от клеймото."),
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(self._outcomes())
        self.who.setFocus()
        self._reload()

    def _entry(self) -> QGridLayout:
        context = self._context
        self.who = _edit(_("Подател"), _("както е на плика"))
        self.received = DateField(today=context.clock.today, name=_("Получен на"))
        self.received.set_date(context.clock.today())
        self.postmark = DateField(today=context.clock.today, name=_("Пощенско клеймо"))
        self.postmark.setPlaceholderText(_("дд.мм.гггг"))
        self.channel = QComboBox()
        self.channel.setAccessibleName(_("Начин"))
        for channel in _CHANNELS:
            self.channel.addItem(_(CHANNEL_NAMES[channel]), channel)
        self.sealed = QCheckBox(_("Запечатан"))
        self.sealed.setChecked(True)
        self.note = _edit(_("Бележка"), _("надпис, състояние на плика"))
        self.enter = button(_("Запиши плика"), self._receive, primary=True)
        self.enter.setDefault(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        heads = (
            (_("Подател"), self.who), (_("Получен на"), self.received),
            (_("Пощенско клеймо"), self.postmark), (_("Начин"), self.channel),
        )  # fmt: skip
        for at, (text, field) in enumerate(heads):
            grid.addWidget(label(text, "muted"), 0, at)
            grid.addWidget(field, 1, at)
        grid.addWidget(self.note, 2, 0)
        grid.addWidget(self.sealed, 2, 1)
        grid.addWidget(self.enter, 2, 2, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        return grid

    def _outcomes(self) -> QHBoxLayout:
        self.edition = QComboBox()
        self.edition.setAccessibleName(_("Издание"))
        self.edition.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.open_button = button(_("Отвори и въведи…"), self._open)
        self.back_button = button(_("Върнат на подателя…"), lambda: self._settle(Outcome.RETURNED))
        self.keep_button = button(_("Остава неотворен…"), lambda: self._settle(Outcome.UNOPENED))
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.edition, self.open_button, self.back_button, self.keep_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def _reload(self) -> None:
        self._context.tasks.read(
            lambda s: (
                s.envelopes.list(),
                tuple((one, s.editions.rules(one.id).short_name) for one in s.editions.list()),
            ),
            lambda found: self._show(*found),
            self.message.refuse,
            owner=self,
        )

    def _show(
        self, envelopes: tuple[Envelope, ...], editions: tuple[tuple[AwardEdition, str], ...]
    ) -> None:
        self._envelopes = {one.id: one for one in envelopes}
        if self.edition.count() != len(editions):
            self.edition.clear()
            for edition, name in editions:
                self.edition.addItem(f"{name} {edition.year}", edition.id)
        self.table.setVisible(bool(envelopes))
        self.empty.setVisible(not envelopes)
        self.table.show_lines([_line(one) for one in envelopes], self.table.current_key())
        self._allow()

    def _chosen(self) -> Envelope | None:
        key = self.table.current_key()
        return self._envelopes.get(key) if key is not None else None

    def _allow(self) -> None:
        one = self._chosen()
        waits = one is not None and one.outcome is Outcome.WAITING
        self.open_button.setEnabled(waits and self.edition.count() > 0)
        self.back_button.setEnabled(waits)
        self.keep_button.setEnabled(waits)

    def _receive(self) -> None:
        if self.received.wrong or self.postmark.wrong:
            (self.received if self.received.wrong else self.postmark).setFocus()
            return
        typed = EnvelopeInput(
            received_on=self.received.date(),
            sender=self.who.text(),
            channel=self.channel.currentData(),
            postmarked_on=self.postmark.date(),
            sealed=self.sealed.isChecked(),
            note=self.note.text(),
        )
        self._context.tasks.write(
            lambda s: s.envelopes.receive(typed, actor=s.actor),
            self._received,
            self.message.refuse,
            owner=self,
        )

    def _received(self, made: Envelope) -> None:
        for edit in (self.who, self.note):
            edit.clear()
        self.postmark.set_date(None)
        self.message.tell(_("Записан е плик № {no}.").format(no=made.number), "met")
        self.who.setFocus()
        self._reload()

    def _open(self) -> None:
        one, edition_id = self._chosen(), self.edition.currentData()
        if one is None or edition_id is None:
            return
        number = one.id
        self._context.tasks.write(
            lambda s: s.envelopes.open(number, int(edition_id), actor=s.actor),
            self._became,
            self.message.refuse,
            owner=self,
        )

    def _became(self, draft_id: int) -> None:
        self.opened.emit(draft_id)
        self.accept()

    def _settle(self, outcome: Outcome) -> None:
        one = self._chosen()
        if one is None:
            return
        dialog = TextDialog(
            self,
            _("Плик № {no}").format(no=one.number),
            _("Защо пликът на {sender} не се отваря?").format(sender=one.sender),
            _("Запиши"),
        )
        if not dialog.exec():
            return
        number, note, today = one.id, dialog.text(), self._context.clock.today()
        self._context.tasks.write(
            lambda s: s.envelopes.settle(number, outcome, on=today, note=note, actor=s.actor),
            lambda _done: self._reload(),
            self.message.refuse,
            owner=self,
        )


def _line(one: Envelope) -> Line:
    said = _(OUTCOME_NAMES[one.outcome])
    if one.nomination:
        said = _("заведен като {no}").format(no=one.nomination)
    elif one.nomination_id is not None:
        said = _("отворен, в чернова")
    note = " · ".join(
        part for part in (_("запечатан") if one.sealed else "", one.note, one.outcome_note) if part
    )
    stamp = date_plain(one.postmarked_on) if one.postmarked_on else ""
    texts = (one.number, date_plain(one.received_on), one.sender, stamp, note, said)
    return Line(one.id, texts, _TONES[one.outcome])


def _edit(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
