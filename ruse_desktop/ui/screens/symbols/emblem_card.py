"""One room beside the list: whose it is, who sees to the emblem, what each check found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.emblem_places import (
    SEEN_NAMES,
    STATE_NAMES,
    TONES,
    Check,
    Place,
    PlaceKind,
)
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, clear, label, link
from ruse_desktop.ui.theme import px


class PlaceCard(QFrame):
    """The panel at the right; empty while nothing is chosen."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        buttons: Sequence[QPushButton],
        strike: Callable[[Check], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._strike = strike
        self._citation: Citation | None = None
        self.place = label("", "title", wrap=True)
        self.state = Chip()
        self.article = link("", lambda: self._citation and show_article(self._citation))
        self.fields = FieldGrid(names=130)
        self.checks = QVBoxLayout()
        self.checks.setSpacing(px(6))
        self.page = QWidget()
        self._build(buttons)
        self.page.hide()

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.article, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields)
        column.addWidget(label(_("Проверки"), "heading"))
        column.addLayout(self.checks)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(8), px(16), px(12))
        row.setSpacing(px(8))
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_place(self, place: Place | None, today: date, kinds: Sequence[PlaceKind]) -> None:
        """Show a room; None leaves the panel empty."""
        self.page.setVisible(place is not None)
        if place is None:
            return
        state = place.state(today)
        self.place.setText(place.title)
        self.state.show_state(_(STATE_NAMES[state]), TONES[state])
        kind = next((one for one in kinds if one.code == place.typed.kind), None)
        self._citation = kind.citation if kind is not None else None
        self.article.setText(str(self._citation or ""))
        self.article.setVisible(self._citation is not None)
        self.article.setAccessibleName(_("Текстът на {citation}").format(citation=self._citation))
        self.fields.show_rows(_rows(place))
        clear(self.checks)
        for one in place.checks:
            self.checks.addWidget(self._line(one))
        if not place.checks:
            said = _("Още няма проверка. Отидете, вижте герба и натиснете „Провери“.")
            self.checks.addWidget(label(said, "muted", wrap=True))

    def _line(self, one: Check) -> QWidget:
        said = _("{day}, {by}: {seen}").format(
            day=date_plain(one.on), by=one.checked_by, seen=_(SEEN_NAMES[one.seen])
        )
        if one.note:
            said = f"{said} – {one.note}"
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        if one.struck_why:
            said = _("{said} (зачеркнато: {why})").format(said=said, why=one.struck_why)
            row.addWidget(label(said, "muted", wrap=True), 1)
            return made
        row.addWidget(label(said, wrap=True), 1)
        strike = link(_("Зачеркни…"), partial(self._strike, one))
        strike.setAccessibleName(
            _("Зачеркване на проверката от {day}").format(day=date_plain(one.on))
        )
        row.addWidget(strike, 0, Qt.AlignmentFlag.AlignTop)
        return made


def _rows(place: Place) -> list[tuple[str, str]]:
    typed = place.typed
    since = _(" от {day}").format(day=date_short(typed.holder_since)) if typed.holder_since else ""
    closed = ""
    if place.closed_on is not None:
        closed = _("{day}: {why}").format(day=date_short(place.closed_on), why=place.closed_why)
    return [
        (_("Закрит"), closed),
        (_("Вид"), place.kind_name if typed.name else ""),
        (_("Титуляр"), f"{typed.holder}{since}" if typed.holder else since.strip()),
        (_("Отговаря"), typed.responsible),
        (_("В списъка от"), date_short(place.since)),
        (_("Бележка"), typed.note),
        (_("Вписал"), _("{by}, {day}").format(by=place.by, day=date_short(place.at.date()))),
    ]
