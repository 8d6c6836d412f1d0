"""Second step of an old list: every row confirmed, corrected or left out, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ruse_desktop.domain.old_books import OldBook, OldEntry, RowState, problems
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui.kit.basics import Card, SearchField, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.books.old_book_form import OldEntryForm

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.services.old_books import Twin
    from ruse_desktop.ui.screens.base import ScreenContext

_OPEN = (RowState.UNCLEAR, RowState.PROPOSED)


class RowsPage(QWidget):
    """Holds the list being worked on; `changed` after every step, `grouping` asks to read a line anew."""

    changed = Signal()
    grouping = Signal(int, bool)
    refused = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._old: OldBook | None = None
        self._places: dict[int, int] = {}
        self._keys: dict[int, str] = {}
        self._entries: list[OldEntry] = []
        self._twins: dict[int, Twin] = {}
        self._lines: dict[int, tuple[OldEntry, Twin | None, Line]] = {}
        self._showing = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list_card(), 11)
        row.addWidget(self._row_card(), 9)
        later = QShortcut(QKeySequence("Ctrl+Return"), self)
        later.activated.connect(self.confirm)
        out = QShortcut(QKeySequence("Ctrl+Delete"), self)
        out.activated.connect(self.leave_out)

    def _list_card(self) -> QWidget:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(8)
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Кои редове се показват"))
        for name, states in _filters():
            self.filter.addItem(name, states)
        self.filter.setCurrentIndex(1)
        self.filter.activated.connect(lambda _n: self._refresh())
        top.addWidget(self.filter)
        self.search = SearchField(_("Име, година или акт"))
        look = on_change(150, self._refresh, self)
        self.search.textChanged.connect(lambda _text: look())
        top.addWidget(self.search, 1)
        card.column.addLayout(top)
        columns = (
            Column(_("Ред"), 52),
            Column(_("Година"), 64),
            Column(_("Предложен носител"), 200, stretch=True),
            Column(_("Акт"), 150),
            Column(_("Състояние"), 116, chip=True),
        )
        self.table = ListTable(columns, _("Редове на списъка"), self._context.settings)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.confirm())
        card.column.addWidget(self.table, 1)
        bottom = QHBoxLayout()
        self.summary = label("", "muted")
        bottom.addWidget(self.summary, 1)
        self.all_clear = button("", self.confirm_clear)
        bottom.addWidget(self.all_clear)
        card.column.addLayout(bottom)
        return card

    def _row_card(self) -> QWidget:
        card = Card()
        self.heading = label("", "heading", wrap=True)
        card.column.addWidget(self.heading)
        self.twin = label("", wrap=True)
        card.column.addWidget(self.twin)
        self.form = OldEntryForm(self._context.clock)
        self.form.edited.connect(self._edited)
        card.column.addWidget(self.form, 1)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        self.do = button(_("Потвърди реда"), self.confirm, primary=True)
        self.do.setAutoDefault(True)
        self.do.setDefault(True)
        self.do.setToolTip(_("Enter: потвърждава и отива на следващия"))
        verbs.addWidget(self.do)
        self.out = button(_("Не вписвай"), self.leave_out)
        self.out.setToolTip(_("Ctrl+Delete"))
        verbs.addWidget(self.out)
        self.group = button("", self._regroup)
        verbs.addWidget(self.group)
        verbs.addStretch(1)
        card.column.addLayout(verbs)
        return card

    def show_book(self, old: OldBook) -> None:
        """Work on this list; its chosen row is chosen again."""
        self._old = old
        self._entries = list(old.entries)
        self._places = {one.id: n for n, one in enumerate(self._entries)}
        self._keys = {one.id: _search_text(one) for one in self._entries}
        self._refresh(old.chosen)

    def book(self) -> OldBook | None:
        """The list as it stands, with what is typed in the form."""
        if self._old is None:
            return None
        chosen = self.table.current_key()
        return replace(
            self._old, entries=tuple(self._entries), chosen=chosen if chosen is not None else 0
        )

    def show_twins(self, twins: tuple[Twin, ...]) -> None:
        """Mark the rows that repeat a laureate."""
        found = {one.id: one for one in twins}
        if found != self._twins:
            self._twins = found
            self._refresh()

    def current(self) -> OldEntry | None:
        """The row shown in the form."""
        key = self.table.current_key()
        return self._entries[self._places[key]] if key in self._places else None

    def confirm(self) -> None:
        """Take the row as the form shows it and go to the next undecided one."""
        entry = self.current()
        if entry is None:
            return
        entry = self.form.value()
        twin = self._twins.get(entry.id)
        wrong = list(problems(entry, self._context.clock.today()))
        if self.form.wrong_day:
            wrong.append(_("Датата на акта не е дата."))
        if twin is not None and twin.sure:
            wrong.append(
                _("{text} Изберете „Не вписвай“ или поправете реда.").format(text=twin.text)
            )
        if wrong:
            self._put(entry)
            self.refused.emit(" ".join(wrong))
            return
        self._decide(replace(entry, state=RowState.CONFIRMED))

    def leave_out(self) -> None:
        """Leave the row out, or take it back."""
        entry = self.current()
        if entry is None:
            return
        entry = self.form.value()
        if entry.state is RowState.LEFT_OUT:
            self._put(replace(entry, state=_undecided(entry)))
            self._refresh(entry.id)
            self.changed.emit()
        else:
            self._decide(replace(entry, state=RowState.LEFT_OUT))

    def confirm_clear(self) -> None:
        """Confirm every row that is proposed without doubts."""
        for entry in _of_no_doubt(self._entries, self._twins, self._context.clock.today()):
            self._put(replace(entry, state=RowState.CONFIRMED))
        self._refresh()
        self.changed.emit()

    def _decide(self, entry: OldEntry) -> None:
        after = self._next_open(entry.id)
        self._put(entry)
        self._refresh(after)
        self.changed.emit()

    def _next_open(self, key: int) -> int:
        """The next row in sight that waits for a decision, from here round to here."""
        keys = [line.key for line in self.table.lines_model.lines]
        at = keys.index(key) if key in keys else -1
        for other in (*keys[at + 1 :], *keys[: max(at, 0)]):
            if self._entries[self._places[other]].state in _OPEN:
                return other
        return key

    def _put(self, entry: OldEntry) -> None:
        self._entries[self._places[entry.id]] = entry
        self._keys[entry.id] = _search_text(entry)

    def _edited(self) -> None:
        """What is typed is kept at once; a confirmed row waits for Enter again."""
        if self.current() is None or self._showing:
            return
        entry = self.form.value()
        if entry.state is RowState.CONFIRMED:
            entry = replace(entry, state=_undecided(entry))
        self._put(entry)
        self._heading(entry)
        self.form.show_kept(entry)
        self.changed.emit()

    def _regroup(self) -> None:
        if (entry := self.current()) is not None:
            self.grouping.emit(entry.id, not entry.team)

    def _choose(self, key: int) -> None:
        entry = self._entries[self._places[key]] if key in self._places else None
        if entry is None or not self.form.shows(entry):
            self._showing = True
            self.form.show_entry(entry)
            self._showing = False
        self._heading(entry)

    def _heading(self, entry: OldEntry | None) -> None:
        for widget in (self.do, self.out):
            widget.setEnabled(entry is not None)
        self.group.setVisible(entry is not None and entry.shared)
        if entry is None:
            self.heading.setText(_("Няма такива редове"))
            self.twin.hide()
            return
        word = _word(entry, self._twins.get(entry.id))[0]
        self.heading.setText(_("Ред {row}: {state}").format(row=entry.line, state=word))
        twin = self._twins.get(entry.id)
        self.twin.setText(twin.text if twin else "")
        self.twin.setVisible(twin is not None)
        left = entry.state is RowState.LEFT_OUT
        self.out.setText(_("Все пак го впиши") if left else _("Не вписвай"))
        self.group.setText(
            _("Раздели на отделни носители") if entry.team else _("Впиши като един екип")
        )

    def _refresh(self, chosen: int | None = None) -> None:
        states = set(self.filter.currentData())
        words = search_key(self.search.text()).split()
        lines = [
            self._drawn(one)
            for one in self._entries
            if one.state.value in states and all(word in self._keys[one.id] for word in words)
        ]
        key = chosen if chosen is not None else self.table.current_key()
        self.table.show_lines(lines, key)
        shown = self.table.current_key()
        self._choose(shown if shown is not None else -1)
        self._count()

    def _drawn(self, entry: OldEntry) -> Line:
        """The row's texts, made again only when the row or its repetition changed."""
        twin = self._twins.get(entry.id)
        known = self._lines.get(entry.id)
        if known is None or known[0] is not entry or known[1] is not twin:
            known = self._lines[entry.id] = (entry, twin, _line(entry, twin))
        return known[2]

    def _count(self) -> None:
        states = [one.state for one in self._entries]
        text = _("Неясни: {unclear} · за потвърждение: {proposed} · потвърдени: {confirmed}")
        self.summary.setText(
            text.format(
                unclear=states.count(RowState.UNCLEAR),
                proposed=states.count(RowState.PROPOSED),
                confirmed=states.count(RowState.CONFIRMED),
            )
        )
        n = len(_of_no_doubt(self._entries, self._twins, self._context.clock.today()))
        self.all_clear.setText(
            ngettext("Потвърди {n} ясен ред", "Потвърди {n} ясни реда", n).format(n=n)
        )
        self.all_clear.setVisible(n > 0)


def _filters() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("Само неясните"), (RowState.UNCLEAR.value,)),
        (_("Непотвърдените"), tuple(state.value for state in _OPEN)),
        (_("Всички"), tuple(state.value for state in RowState)),
        (_("Които не се вписват"), (RowState.LEFT_OUT.value,)),
    )


def _of_no_doubt(entries: list[OldEntry], twins: dict[int, Twin], today: date) -> list[OldEntry]:
    """Rows proposed without a doubt that repeat nobody."""
    return [
        one
        for one in entries
        if one.state is RowState.PROPOSED and one.id not in twins and not problems(one, today)
    ]


def _undecided(entry: OldEntry) -> RowState:
    return RowState.UNCLEAR if entry.doubts else RowState.PROPOSED


def _search_text(entry: OldEntry) -> str:
    written = " ".join(text for _field, text in entry.written)
    return search_key(f"{entry.full_name} {entry.year} {written}")


def _word(entry: OldEntry, twin: Twin | None) -> tuple[str, str]:
    """The state of a row in a word, and its tone."""
    if entry.state is RowState.LEFT_OUT:
        return _("не се вписва"), "neutral"
    if twin is not None and twin.sure:
        return _("повторение"), "not-met"
    if entry.state is RowState.CONFIRMED:
        return _("потвърден"), "met"
    if entry.state is RowState.UNCLEAR:
        return _("неясен"), "judgement"
    return _("предложен"), "info"


def _line(entry: OldEntry, twin: Twin | None) -> Line:
    word, tone = _word(entry, twin)
    parts = (entry.titles, entry.full_name or " ".join(entry.text("name").split()))
    name = " ".join(part for part in parts if part)
    if entry.posthumous:
        name = _("{name} (посмъртно)").format(name=name)
    act = f"№ {entry.act_no}" if entry.act_no else entry.act_text
    texts = (str(entry.line), entry.year, name, act, word)
    return Line(entry.id, texts, tone, (entry.line, *(search_key(text) for text in texts[1:])))
