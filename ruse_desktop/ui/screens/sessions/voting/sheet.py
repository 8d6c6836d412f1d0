"""The ballot as large cards: a mark of names, or за/против of one or of everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.secret_box import Vote, Way
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.secret_box import BallotPaper

_NAME, _UNDER = 23, 15
_PAD, _BOX = 20, 34
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def large(widget: QWidget, size: int, *, weight: int = 400, colour: str = "") -> None:
    """Give a label the large type of the voter's view; `colour` is a name of the theme."""
    ink = getattr(theme.colours(), colour or "ink")
    widget.setStyleSheet(f"font-size:{px(size)}px;font-weight:{weight};color:{ink};")


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(px(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


class OptionCard(QAbstractButton):
    """One thing to mark: a square, a name, a line under it; Space, a click or a touch marks it."""

    def __init__(self, option: int, name: str, under: str = "", *, yes: bool = True) -> None:
        super().__init__()
        self.option, self.yes = option, yes
        self._under = under
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit(px(600))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the wrapped texts need."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def sizeHint(self) -> QSize:
        """Wide as the column, high as the texts."""
        return QSize(px(300), self.minimumHeight())

    def _fit(self, wide: int) -> None:
        name, under = self._boxes(wide)
        self.setFixedHeight(max(name.height() + under.height(), px(_BOX)) + 2 * px(_PAD))

    def _boxes(self, wide: int) -> tuple[QRect, QRect]:
        left = px(_PAD) * 2 + px(_BOX)
        room = QRect(left, px(_PAD), max(wide - left - px(_PAD), px(80)), 10_000)
        name = QFontMetrics(_font(_NAME, bold=True)).boundingRect(room, _WRAP, self.text())
        if not self._under:
            return name, QRect()
        room.moveTop(name.bottom() + 1)
        return name, QFontMetrics(_font(_UNDER)).boundingRect(room, _WRAP, self._under)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, square with its mark, name, the line under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, on = theme.colours(), self.isChecked()
        thick = 3.0 if self.hasFocus() else 2.0
        painter.setPen(
            QPen(QColor(colours.blue if on or self.hasFocus() else colours.muted), thick)
        )
        painter.setBrush(QColor(colours.blue_tint if on else colours.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        square = QRectF(px(_PAD), (self.height() - px(_BOX)) / 2, px(_BOX), px(_BOX))
        painter.setPen(QPen(QColor(colours.blue if on else colours.muted), 2))
        painter.setBrush(QColor(colours.blue if on else colours.card))
        painter.drawRoundedRect(square, 6, 6)
        if on:
            painter.setPen(QPen(QColor(colours.on_blue), px(4)))
            x, y, side = square.x(), square.y(), square.width()
            painter.drawPolyline(
                [
                    QPointF(x + side * 0.24, y + side * 0.52),
                    QPointF(x + side * 0.44, y + side * 0.72),
                    QPointF(x + side * 0.78, y + side * 0.30),
                ]
            )
        name, under = self._boxes(self.width())
        both = name.height() + under.height()
        down = (self.height() - both) // 2 - name.top()
        painter.setPen(QColor(colours.ink))
        painter.setFont(_font(_NAME, bold=True))
        painter.drawText(name.translated(0, down).adjusted(0, 0, 8, 4), _WRAP, self.text())
        if self._under:
            painter.setPen(QColor(colours.muted))
            painter.setFont(_font(_UNDER))
            painter.drawText(under.translated(0, down).adjusted(0, 0, 8, 4), _WRAP, self._under)


class BallotSheet(QWidget):
    """The cards of a ballot and how they hang together."""

    marked = Signal()
    too_many = Signal()

    def __init__(self, paper: BallotPaper) -> None:
        super().__init__()
        self.paper = paper
        self.cards: list[OptionCard] = []
        self._pairs: list[list[OptionCard]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(3), px(3), px(3), px(3))
        column.setSpacing(px(12))
        for option in paper.options:
            if paper.way is Way.CHOOSE:
                under = _("внася {proposer}").format(proposer=option.proposer)
                column.addWidget(
                    self._card(OptionCard(option.id, option.name, under if option.proposer else ""))
                )
                continue
            name = label(option.name, wrap=True)
            name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            large(name, _NAME, weight=600)
            column.addWidget(name)
            yes = OptionCard(option.id, _("ЗА"))
            no = OptionCard(option.id, _("ПРОТИВ"), yes=False)
            self._pairs.append([yes, no])
            row = QHBoxLayout()
            row.setSpacing(px(12))
            for card in (yes, no):
                card.setAccessibleName(f"{card.text()} {option.name}")
                row.addWidget(self._card(card))
            column.addLayout(row)
        column.addStretch(1)

    def _card(self, card: OptionCard) -> OptionCard:
        card.clicked.connect(lambda: self._clicked(card))
        self.cards.append(card)
        return card

    def _clicked(self, card: OptionCard) -> None:
        if card.isChecked():
            self._uncheck(self._rivals(card))
        if self._chosen() > self._most:
            card.setChecked(False)
            self.too_many.emit()
        self.marked.emit()

    @property
    def _most(self) -> int:
        return self.paper.marks if self.paper.way is Way.CHOOSE else len(self._pairs)

    def _rivals(self, card: OptionCard) -> Sequence[OptionCard]:
        """The cards that cannot be marked together with this one."""
        if self.paper.way is Way.CHOOSE:
            return [one for one in self.cards if one is not card] if self.paper.marks == 1 else []
        return [one for pair in self._pairs if card in pair for one in pair if one is not card]

    @staticmethod
    def _uncheck(cards: Sequence[OptionCard]) -> None:
        for card in cards:
            card.setChecked(False)

    def _chosen(self) -> int:
        return sum(card.isChecked() for card in self.cards)

    def clear(self) -> None:
        """Take all marks back."""
        self._uncheck(self.cards)
        self.marked.emit()

    @property
    def complete(self) -> bool:
        """Whether there is a vote: some mark, and of everyone where everyone is voted on."""
        return self._chosen() == self._most if self._pairs else self._chosen() > 0

    def vote(self) -> Vote:
        """The ballot as it is marked."""
        return Vote(frozenset(one.option for one in self.cards if one.isChecked() and one.yes))

    def said(self) -> list[str]:
        """The marks in words, for the voter to read once more."""
        names = {option.id: option.name for option in self.paper.options}
        if self.paper.way is Way.CHOOSE:
            return [names[card.option] for card in self.cards if card.isChecked()]
        return [f"{card.text()} – {names[card.option]}" for card in self.cards if card.isChecked()]

    def how(self) -> str:
        """How to mark, and how many are marked."""
        if self.paper.way is Way.YES_NO:
            return _("Отбележете „ЗА“ или „ПРОТИВ“.")
        if self.paper.way is Way.EACH:
            return _("Отбележете „ЗА“ или „ПРОТИВ“ за всеки. Отбелязани: {n} от {all}").format(
                n=self._chosen(), all=len(self._pairs)
            )
        most = self.paper.marks
        how = ngettext("Изберете един.", "Изберете до {n}.", most).format(n=most)
        return how + " " + _("Отбелязани: {n}").format(n=self._chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card; the digits mark them."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        here = next((n for n, card in enumerate(self.cards) if card.hasFocus()), -1)
        if step is not None and self.cards:
            self.cards[(here + step) % len(self.cards)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.text() and event.text() in "123456789"[: len(self.cards)]:
            self.cards[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)
