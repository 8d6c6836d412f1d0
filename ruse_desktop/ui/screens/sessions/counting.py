"""The tellers' sheet of a round on paper: entered by each teller for himself, never shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ruse_desktop.domain.ballots import Count, faults
from ruse_desktop.domain.tellers import lines_of
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.forms_generated.ui_ballot_count import Ui_BallotCountForm
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.ballots import Step
    from ruse_desktop.domain.sessions import SessionView, SlotView
    from ruse_desktop.domain.tellers import Counting

_MOST, _VOTES_WIDE = 99, 560
_NO_BUTTONS = (
    "QSpinBox::up-button,QSpinBox::down-button{width:1px;border:none;background:transparent;}"
)


class CountPanel(QWidget):
    """The sheet of the round that is held now; the arithmetic is checked as one types.

    What one teller handed in is nowhere in it: the next one begins with an empty sheet.
    """

    entered = Signal(str, object)

    def __init__(
        self, session: SessionView, place: SlotView, step: Step, counting: Counting
    ) -> None:
        super().__init__()
        self._step, self._entitled = step, session.entitled_in(place.slot.code)
        self._twice, self._counting = session.counted_twice, counting
        self._held = len(place.rounds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        names = {option: place.nominee(option).nominee_name for option in step.options}
        self._says(column, names)
        self.teller = self._teller(column, session.typed.tellers)
        row = QHBoxLayout()
        row.setSpacing(28)
        sheet = QWidget()
        self.form = Ui_BallotCountForm()
        self.form.setupUi(sheet)
        row.addWidget(sheet)
        self.votes: dict[int, QSpinBox] = {}
        row.addWidget(self._votes(names), 10)
        row.addStretch(1)
        column.addLayout(row)
        self.fault = label("", wrap=True)
        self.fault.setStyleSheet(f"color:{theme.colours().red};")
        column.addWidget(self.fault)
        bar = QHBoxLayout()
        self.seal = button(self._verb(), self._enter, primary=True)
        bar.addWidget(self.seal)
        bar.addWidget(
            label(_("Въвеждат се само бройки; кой как е гласувал не се пази никъде."), "muted")
        )
        bar.addStretch(1)
        column.addLayout(bar)
        for spin in self._spins():
            spin.setMaximum(_MOST)
            spin.setStyleSheet(_NO_BUTTONS)
            spin.lineEdit().setTextMargins(px(8), 0, 0, 0)
            spin.valueChanged.connect(lambda _n: self._check())
        for spin in (self.form.issued, self.form.used, self.form.valid):
            spin.setValue(self._entitled)
        self._check()

    def _says(self, column: QVBoxLayout, names: dict[int, str]) -> None:
        """Whose turn it is, and in what the last two counts differed; never a figure."""
        counting = self._counting
        if not self._twice:
            return
        if counting.by:
            said = _(
                "Първото броене ({name}) е прието и не се показва. Вторият преброител въвежда "
                "своето."
            ).format(name=counting.by[0])
            column.addWidget(label(said, wrap=True))
            return
        if counting.recounts:
            said = _(
                "Двете броения се различават: {lines}. Бюлетините се броят отново и двамата "
                "преброители въвеждат отначало."
            ).format(lines=lines_of(counting.differs, names))
            told = label(said, wrap=True)
            told.setStyleSheet(f"color:{theme.colours().amber};font-weight:600;")
            column.addWidget(told)
            return

    def _teller(self, column: QVBoxLayout, known: tuple[str, ...]) -> QComboBox:
        """Who counts now: one of the session's tellers, or a name typed."""
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMinimumWidth(px(280))
        box.setAccessibleName(_("Преброител"))
        box.addItems([name for name in known if name not in self._counting.by])
        box.currentTextChanged.connect(lambda _text: self._check())
        row = QHBoxLayout()
        named = label(_("Преброител"), "fieldName")
        named.setBuddy(box)
        row.addWidget(named)
        row.addWidget(box)
        fresh = self._twice and not self._counting.by and not self._counting.recounts
        said = _("Двама преброители въвеждат броенето си поотделно; числата трябва да съвпаднат.")
        row.addWidget(label(said if fresh else "", "muted", wrap=True), 1)
        column.addLayout(row)
        return box

    def _votes(self, names: dict[int, str]) -> QWidget:
        made = QWidget()
        made.setMaximumWidth(px(_VOTES_WIDE))
        grid = QGridLayout(made)
        grid.setColumnStretch(0, 1)
        each = self._step.yes_or_no or self._step.each
        head = _("Гласове „за“") if each else _("Гласове")
        grid.addWidget(label(head, "fieldName"), 0, 1)
        for n, (option, name) in enumerate(names.items(), 1):
            grid.addWidget(label(name, wrap=True), n, 0)
            spin = QSpinBox()
            spin.setMaximum(_MOST)
            spin.setAccessibleName(_("Гласове за {name}").format(name=name))
            self.votes[option] = spin
            grid.addWidget(spin, n, 1)
        grid.setRowStretch(len(names) + 1, 1)
        return made

    def _verb(self) -> str:
        if not self._twice:
            return _("Запечатай тура…")
        return _("Предай второто броене…") if self._counting.by else _("Предай първото броене…")

    def _spins(self) -> list[QSpinBox]:
        form = self.form
        return [
            form.issued, form.used, form.unused, form.valid, form.blank, form.invalid,
            *self.votes.values(),
        ]  # fmt: skip

    def count(self) -> Count:
        """The totals as typed."""
        issued, used, unused, valid, blank, invalid, *votes = (
            spin.value() for spin in self._spins()
        )
        return Count(
            issued, used, unused, valid, blank, invalid, dict(zip(self.votes, votes, strict=True))
        )

    @property
    def key(self) -> tuple[object, ...]:
        """Which sheet it is: the ballot, who may vote, the attempt and whose turn it is."""
        step, counting = self._step, self._counting
        ballot = (step.number, step.attempt, step.options, self._entitled)
        return *ballot, self._held, len(counting.by), counting.recounts

    def show_count(self, count: Count) -> None:
        """Put totals typed before, and not handed in, back into the sheet."""
        numbers = (
            count.issued, count.used, count.unused, count.valid, count.blank, count.invalid,
            *(count.votes[option] for option in self.votes),
        )  # fmt: skip
        for spin, number in zip(self._spins(), numbers, strict=True):
            spin.setValue(number)

    def _check(self) -> None:
        wrong = faults(
            self.count(),
            entitled=self._entitled,
            options=self._step.options,
            marks=self._step.marks,
            each=self._step.each,
        )
        if not self.teller.currentText().strip():
            wrong = (_("Изберете или впишете кой брои."), *wrong)
        self.fault.setText("\n".join(wrong))
        self.fault.setVisible(bool(wrong))
        self.seal.setEnabled(not wrong)

    def _enter(self) -> None:
        checked = _("Сверен ли е броителният лист с бюлетините?")
        if not self._twice:
            title, do = _("Запечатване на тура"), _("Запечатай тура")
            said = _("Запечатаният тур не се променя.")
        else:
            title, do = _("Предаване на броенето"), _("Предай броенето")
            said = (
                _("Ако съвпадне с първото броене, турът се запечатва и не се променя.")
                if self._counting.by
                else _("Предаденото броене не се променя и не се показва преди запечатването.")
            )
        if confirm(self, title, f"{said} {checked}", do):
            self.entered.emit(self.teller.currentText(), self.count())
