"""One card: its fields, its names, what may be the same, and its history of all years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.people import Candidate, History, HistoryLine, MergeView
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, clear, label, link
from ruse_desktop.ui.kit.tables import ROW_HEIGHT, Column, Line, ListTable
from ruse_desktop.ui.screens.people.words import kind_of, kind_word, name_of, rows_of
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card
    from ruse_desktop.services.facade import Services

_MOST_ROWS = 14


@dataclass(frozen=True)
class Opened:
    """A card with its history, the cards that may be the same, the names of area codes.

    `institution` is the line of the register of cultural institutions kept on the card.
    """

    card: Card
    history: History
    twins: tuple[Candidate, ...]
    areas: dict[str, str]
    institution: int | None = None


def read(services: Services, kind: NomineeKind, card_id: int) -> Opened:
    """The card; one put away by a merge is read as the one that stays. Raises NotFound."""
    people = services.people
    card = people.card(kind, card_id)
    while card.merged_into is not None:
        card = people.card(kind, card.merged_into)
    law = services.law.at(services.clock.today())
    areas = {area.code: area.name for award in law.awards for area in award.areas}
    return Opened(
        card,
        people.history(kind, card.id),
        people.twins(kind, card.id),
        areas,
        services.institutions.of_card(card.id) if kind is NomineeKind.ORGANISATION else None,
    )


class CardPanel(QFrame):
    """The panel at the right; a record of the history is opened by Enter or a double click."""

    record_wanted = Signal(str, int)
    twin_wanted = Signal(int)
    apart_wanted = Signal(int)
    undo_wanted = Signal(int)

    def __init__(self, buttons: Sequence[QPushButton], settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lines: tuple[HistoryLine, ...] = ()
        self.name = label("", "title", wrap=True)
        self.kind = Chip()
        self.fields = FieldGrid()
        self.twins = QVBoxLayout()
        self.merges = QVBoxLayout()
        self.history_head = label(_("История"), "heading")
        self.history = ListTable(
            (
                Column(_("Година"), 64),
                Column(_("Какво"), 132),
                Column(_("Отличие"), 150),
                Column(_("Подробности"), 200, stretch=True),
            ),
            _("История"),
            settings,
        )
        self.nothing = label(
            _("Още няма предложения, отличия или комисии с това име."), "muted", wrap=True
        )
        self.history.opened.connect(self._open)
        self._build(buttons)

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(10))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addLayout(self.twins)
        column.addWidget(self.fields)
        column.addLayout(self.merges)
        column.addWidget(self.history_head)
        column.addWidget(self.nothing)
        column.addWidget(self.history)
        column.addStretch(1)
        self.history.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
        self.page = QWidget()
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)
        self.page.hide()

    def show_card(self, opened: Opened | None) -> None:
        """Show a card; None leaves the panel empty."""
        self.page.setVisible(opened is not None)
        if opened is None:
            return
        card = opened.card
        self.name.setText(name_of(card))
        self.kind.show_state(kind_word(kind_of(card)), "neutral")
        self.fields.show_rows(rows_of(card, opened.areas))
        self._show_twins(opened.twins)
        self._show_merges(opened.history.merges)
        if opened.institution is not None:
            number = opened.institution
            self.merges.addWidget(
                link(_("В регистъра на културните институции"),
                     lambda: self.record_wanted.emit("institution", number)),
                0, Qt.AlignmentFlag.AlignLeft,
            )  # fmt: skip
        self._show_history(opened.history.lines)

    def _show_twins(self, twins: Sequence[Candidate]) -> None:
        clear(self.twins)
        for twin in twins:
            text = _("Възможно дублиране: {name}").format(
                name=" · ".join(part for part in (twin.name, twin.detail) if part)
            )
            self.twins.addWidget(
                _said(
                    text,
                    (_("Обедини…"), partial(self.twin_wanted.emit, twin.id)),
                    (_("Различни са"), partial(self.apart_wanted.emit, twin.id)),
                )
            )

    def _show_merges(self, merges: Sequence[MergeView]) -> None:
        clear(self.merges)
        for n, merge in enumerate(merges):
            text = _("Обединена с картата на „{name}“ на {day}, {by}").format(
                name=merge.dropped, day=date_short(merge.at.date()), by=merge.by
            )
            undo = (_("Отмени обединяването"), partial(self.undo_wanted.emit, merge.id))
            self.merges.addWidget(_said(text, *([undo] if n == 0 else [])))

    def _show_history(self, lines: tuple[HistoryLine, ...]) -> None:
        self._lines = lines
        self.history.show_lines(
            [
                Line(
                    n,
                    (str(one.year), one.what, one.title, one.detail),
                    sort=(one.year, one.what, one.title, one.detail),
                )
                for n, one in enumerate(lines)
            ]
        )
        self.history.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        rows = min(len(lines), _MOST_ROWS) + 1
        self.history.setFixedHeight(px(ROW_HEIGHT) * rows + px(12))

    def _open(self, key: int) -> None:
        one = self._lines[key]
        self.record_wanted.emit(one.kind, one.record_id)


def _said(text: str, *acts: tuple[str, Callable[[], object]]) -> QWidget:
    """A muted sentence with what can be done about it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(12))
    row.addWidget(label(text, "muted", wrap=True), 1)
    for do, run in acts:
        act = link(do, run)
        act.setAccessibleName(f"{do} {text}")
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
    return line
