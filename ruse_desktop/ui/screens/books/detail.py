"""What the book says of one laureate: fields, history, and what may be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.book_printing import PrintLine
from ruse_desktop.domain.book_returns import ReturnCase
from ruse_desktop.domain.book_revocation import RevocationFile
from ruse_desktop.domain.books import EntryDetail, EntryKind, HistoryLine
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.nominations import OverrideView
from ruse_desktop.domain.outcomes import Attribute
from ruse_desktop.domain.signed_minutes import SignedMinutes, SignedVersion
from ruse_desktop.domain.stock import HeldItem
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, clear, label, link

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_OBJECT = "entry"
_PRINTS = 12


@dataclass(frozen=True)
class Opened:
    """An entry with what the law of its day says of the award; empty where that is not known.

    `kind` is the award's; `announced` marks one that is announced, not handed over. `file` is the
    file on a revocation, `overrides` are the rules passed in the steps of this entry, `held` what
    was given from stock, `returns` what is to be given back, `minutes` those of the session that
    chose the laureate. `prints` is the log of what was printed of it, `money` says of its sum,
    `extract` where the extract for the keeper of the book is.
    """

    entry: EntryDetail
    ground: Citation | None = None
    attributes: tuple[Attribute, ...] = ()
    kind: str = ""
    announced: bool = False
    file: RevocationFile | None = None
    overrides: tuple[OverrideView, ...] = ()
    held: tuple[HeldItem, ...] = ()
    returns: ReturnCase | None = None
    minutes: SignedMinutes | None = None
    prints: tuple[PrintLine, ...] = ()
    money: str = ""
    extract: str = ""


def read(services: Services, book: str, seq: int) -> Opened:
    """The entry with the provisions in force on the day of its act. Raises NotFound."""
    entry = services.books.detail(book, seq)
    day = entry.act.on if entry.act else None
    held = services.law.at(day or services.clock.today()).awards
    award = next((one for one in held if one.code == book), None)
    opened = Opened(
        entry,
        kind=award.kind if award else "",
        announced=services.hand_overs.plan(book, entry.row.year).announced,
        file=services.revocations.file(book, seq) if entry.row.revoked else None,
        overrides=services.overrides.of(_OBJECT, entry.row.id),
        held=services.stock.held(book, seq),
        returns=services.returns.case(book, seq) if entry.row.revoked else None,
        prints=services.printing.log(book, seq),
        money=services.payments.said(entry.row.id),
        extract=services.keeping.extract_state(book, seq),
        minutes=services.signed_minutes.of_nomination(entry.nomination_id)
        if entry.nomination_id is not None
        else None,
    )
    if award is None or day is None or not services.law.knows(day):
        return opened
    ground = award.act.citation if award.act else None
    return replace(opened, ground=ground, attributes=award.attributes)


class DetailCard(QFrame):
    """The panel in the middle."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        buttons: Sequence[QPushButton],
        open_scan: Callable[[SignedVersion], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._show_article = show_article
        self._open_scan = open_scan
        self.name = label("", "title", wrap=True)
        self.state = Chip()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, 104)
        self._grid.setColumnStretch(1, 1)
        self._history = QVBoxLayout()
        self._history.setSpacing(2)
        self._history_title = label(_("История на записа"), "fieldName")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        column.addSpacing(6)
        column.addWidget(self._history_title)
        column.addLayout(self._history)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(17, 4, 17, 13)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(row)
        self._inside = inside
        self.show_entry(None)

    def show_entry(self, opened: Opened | None) -> None:
        """Show an entry; None empties the panel."""
        clear(self._grid)
        clear(self._history)
        self._inside.setVisible(opened is not None)
        if opened is None:
            return
        entry = opened.entry
        self.name.setText(entry.row.name)
        self._show_state(entry)
        row = 0
        for name, text, places in _fields(opened):
            if not text and not places:
                continue
            title = label(name, "fieldName")
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._value(name, text, places), row, 1)
            row += 1
        self._show_minutes(opened.minutes, row)
        for line in entry.history:
            said = _said(line, announced=opened.announced)
            self._history.addWidget(label(f"{said} · {line.by}", wrap=True))
            for detail in _under(line):
                self._history.addWidget(label(detail, "muted", wrap=True))

        for one in opened.overrides:
            text = _("Отклонение № {no} от {citation}: {reason} · {by}")
            said = text.format(no=one.number, citation=one.citation, reason=one.reason, by=one.by)
            self._history.addWidget(label(said, wrap=True))
            if one.basis:
                basis = _("документ: {basis}; разрешил: {who}")
                told = basis.format(basis=one.basis, who=one.authorised_by)
                self._history.addWidget(label(told, "muted", wrap=True))
        self._show_prints(opened.prints)

    def _show_prints(self, prints: Sequence[PrintLine]) -> None:
        """What was printed and issued, newest first."""
        if not prints:
            return
        self._history.addSpacing(8)
        self._history.addWidget(label(_("Отпечатано и издадено"), "fieldName"))
        for one in prints[:_PRINTS]:
            self._history.addWidget(label(one.text, wrap=True))
        if len(prints) > _PRINTS:
            text = _("и още {n} по-стари").format(n=len(prints) - _PRINTS)
            self._history.addWidget(label(text, "muted"))

    def _show_minutes(self, minutes: SignedMinutes | None, row: int) -> None:
        """The signed minutes that chose the laureate, or that they wait for their signatures."""
        if minutes is None:
            return
        name = _("Подписан протокол")
        self._grid.addWidget(label(name, "fieldName"), row, 0, Qt.AlignmentFlag.AlignTop)
        last = minutes.last
        if last is None:
            waits = _("протокол № {no} чака подпис").format(no=minutes.protocol_no)
            self._grid.addWidget(label(waits, wrap=True), row, 1)
            return
        text = _("№ {no}, подписан на {day}").format(
            no=minutes.protocol_no, day=date_short(last.signed_on)
        )
        one = link(text, lambda: self._open_scan(last))
        one.setAccessibleName(f"{name}: {text}")
        self._grid.addWidget(one, row, 1, Qt.AlignmentFlag.AlignLeft)

    def _show_state(self, entry: EntryDetail) -> None:
        if entry.row.revoked:
            self.state.show_state(_("отнето"), "not-met")
        elif entry.row.corrected:
            self.state.show_state(_("поправка"), "judgement")
        elif entry.row.historic:
            self.state.show_state(_("исторически запис"), "neutral")
        else:
            self.state.show_state("", "neutral")

    def _value(self, name: str, text: str, places: Sequence[Citation]) -> QWidget:
        if not places:
            return label(text, wrap=True)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if text:
            row.addWidget(label(text, wrap=True), 1)
        for place in places:
            one = link(str(place), _call(self._show_article, place))
            one.setAccessibleName(
                _("{name}: текстът на {citation}").format(name=name, citation=place)
            )
            row.addWidget(one)
        if not text:
            row.addStretch(1)
        return made


def _call(run: Callable[[Citation], object], place: Citation) -> Callable[[], object]:
    return lambda: run(place)


def _fields(opened: Opened) -> list[tuple[str, str, tuple[Citation, ...]]]:
    """Name, text and provisions of each row, in the order of the panel."""
    entry = opened.entry
    row = entry.row
    entered = _("№ {n} · {day}").format(n=row.entry_no, day=date_short(entry.entered_at.date()))
    goes_with = ", ".join(one.name.lower() for one in opened.attributes)
    return [
        (_("Вписан"), entered, ()),
        (_("Стар номер"), entry.paper_no, ()),
        (_("Вписан като"), entry.original_name, ()),
        (_("Година"), str(row.year), ()),
        (_("Титли"), entry.titles, ()),
        (_("Членове"), "\n".join(entry.members), ()),
        (_("Акт"), entry.act.text if entry.act else _("няма данни за акта"), ()),
        (_("Област"), entry.area, ()),
        (_("Раздел"), row.section, ()),
        (_("Мотив"), entry.motive, ()),
        (_("Основание"), "", (opened.ground,) if opened.ground else ()),
        (
            _hand_over_name(opened),
            entry.hand_over or ("" if row.historic or row.revoked else _("още не")),
            (),
        ),
        (_("Получена от"), entry.received_by, ()),
        (_("Дадено"), ", ".join(one.text for one in opened.held), ()),
        *_file_rows(opened),
        (
            _("Придружава"),
            goes_with,
            tuple(dict.fromkeys(one.citation for one in opened.attributes)),
        ),
        (_("Парична сума"), opened.money, ()),
        (_("Бележка"), entry.note, ()),
        (_("Води книгата"), entry.keeper, ()),
        (_("Извлечение"), opened.extract, ()),
        (_("Отпечатък"), _short(entry.hash), ()),
    ]


def _hand_over_name(opened: Opened) -> str:
    if opened.announced:
        return _("Обявена")
    return _("Връчено") if opened.kind in {"title", "honour"} else _("Връчена")


def _file_rows(opened: Opened) -> list[tuple[str, str, tuple[Citation, ...]]]:
    """What is kept of a revocation: its ground, who asked for it, until when things come back."""
    file = opened.file
    if file is None:
        return []
    due = date_short(file.due_on) if file.due_on else ""
    ground = (Citation.parse(file.ground),) if file.ground else ()
    return [
        (_("Отнето по"), "", ground),
        (_("По искане на"), file.initiator, ()),
        (_("За връщане до"), due, ()),
        *_return_rows(opened.returns),
    ]


def _return_rows(case: ReturnCase | None) -> list[tuple[str, str, tuple[Citation, ...]]]:
    """Each thing to be given back with its state."""
    things = case.things if case else ()
    return [
        (_("Връщане"), "\n".join(f"{one.text}: {one.state}" for one in things), ()),
    ]


def _said(line: HistoryLine, *, announced: bool) -> str:
    """A line of the history; an award that is only announced was not handed over."""
    if announced and line.kind is EntryKind.HAND_OVER:
        handed = _("връчване: {text}").format(text="")
        return line.text.replace(handed, _("обявяване: {text}").format(text=""), 1)
    return line.text


def _under(line: HistoryLine) -> list[str]:
    return [_("причина: {reason}").format(reason=line.reason)] if line.reason else []


def _short(digest: str) -> str:
    """„9f3a 77c1 … 04be“ of a long fingerprint."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"
