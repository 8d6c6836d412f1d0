"""One payment with everything known of it: the sum and where it comes from, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from ruse_desktop.domain.amount_words import amount_words
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.money import cents_of, money_text, sum_text
from ruse_desktop.domain.payments import PaymentView
from ruse_desktop.kernel.clock import Clock
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, clear, label, link
from ruse_desktop.ui.screens.books.money_list import TONES
from ruse_desktop.ui.theme import px

_NAMES = 130
_COLUMNS = 2


class PaymentCard(QFrame):
    """The panel at the right; the buttons that fit the payment stand under it."""

    def __init__(
        self,
        clock: Clock,
        show_article: Callable[[Citation], object],
        buttons: Sequence[QPushButton],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._clock = clock
        self._show_article = show_article
        self.name = label("", "title", wrap=True)
        self.what = label("", "", wrap=True)
        self.sum = label("", "heading", wrap=True)
        self.words = label("", "muted", wrap=True)
        self.state = Chip()
        self.fields = FieldGrid(names=_NAMES)
        self._article = QHBoxLayout()
        self._article.setSpacing(16)
        self._inside = Tall()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(18, 14, 14, 14)
        column.setSpacing(6)
        for widget in (self.name, self.what, self.sum, self.words):
            column.addWidget(widget)
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addLayout(self._article)
        column.addWidget(self.fields)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = tuple(buttons)
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(17, 4, 17, 13)
        grid.setSpacing(8)
        for column_no in range(_COLUMNS):
            grid.setColumnStretch(column_no, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(grid)
        for one in self._buttons:
            one.setParent(self)
        self.show_payment(None)

    def place_buttons(self) -> None:
        """Show only the buttons that can be pressed now, without gaps between them."""
        focused = any(one.hasFocus() for one in self._buttons)
        for one in self._buttons:
            self._grid.removeWidget(one)
        fitting = [one for one in self._buttons if one.isEnabled()]
        for n, one in enumerate(fitting):
            self._grid.addWidget(one, n // _COLUMNS, n % _COLUMNS)
        for one in self._buttons:
            one.setVisible(one in fitting)
        if focused and fitting and not any(one.hasFocus() for one in fitting):
            fitting[0].setFocus()

    def show_payment(self, one: PaymentView | None) -> None:
        """Show a payment; None empties the panel."""
        clear(self._article)
        self._inside.setVisible(one is not None)
        if one is None:
            return
        self.name.setText(one.recipient)
        self.what.setText(_("{what} · {award} {year}").format(
            what=one.what, award=one.award, year=one.year
        ))  # fmt: skip
        self.sum.setText(sum_text(one.sum) if one.sum else "")
        self.sum.setVisible(one.sum is not None)
        self.words.setVisible(one.sum is not None)
        if one.sum is not None:
            self.words.setText(amount_words(cents_of(one.sum.amount), one.sum.currency))
        late = one.late(self._clock.today())
        self.state.show_state(
            _("{state}, закъснява").format(state=one.state_text) if late else one.state_text,
            "not-met" if late else TONES.get(one.state, "neutral"),
        )
        citation = one.citation
        ground = link(str(citation), lambda: self._show_article(citation))
        ground.setAccessibleName(_("Текстът на {citation}").format(citation=citation))
        title = label(_("Основание"), "fieldName")
        title.setMinimumWidth(max(_NAMES, px(_NAMES)))
        self._article.addWidget(title)
        self._article.addWidget(ground)
        self._article.addStretch(1)
        self.fields.show_rows(_rows(one))


def _rows(one: PaymentView) -> list[tuple[str, str]]:
    more = ""
    if one.difference is not None:
        more = _("{sum} по заплатата, въведена по-късно").format(
            sum=money_text(one.difference.amount, one.difference.currency)
        )
    return [
        (_("Изчислена"), one.why),
        (_("Плаща"), one.payer),
        (_("Осигурява"), one.donor),
        (_("Носител"), one.laureate if one.laureate != one.recipient else ""),
        (_("Вписан"), _("№ {n} в книгата").format(n=one.entry_no)),
        (_("Най-късно"), date_short(one.due_on) if one.due_on else ""),
        (_("Списък"), _("№ {no}").format(no=one.list_no) if one.list_no else ""),
        (_("Платено на"), date_short(one.paid_on) if one.paid_on else ""),
        (_("Документ"), one.document),
        (_("Причина"), one.reason),
        (_("Разлика"), more),
    ]
