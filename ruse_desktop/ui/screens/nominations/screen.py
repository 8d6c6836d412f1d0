"""The tab „Предложения“: toolbar, the list that filters as one types, the nomination beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ruse_desktop.domain.nominations import (
    NominationDetail,
    NominationFilter,
    NominationInput,
    NominationRow,
    State,
)
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Card, EmptyState, MessageBar, SearchField, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.nominations.detail import NominationPanel
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.intake import Intake
from ruse_desktop.ui.screens.nominations.words import TONES, state_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.services.facade import Services

_OURS = frozenset({"nominations", "people", "editions", "overrides", "sessions", "books"})
_FILTER_MS = 120
_TABLES = (".xlsx", ".xls", ".ods", ".csv", ".txt")


class NominationsScreen(Screen):
    """Everything proposed, with its checks."""

    id = "nominations"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._wanted: int | None = None
        self._deleted: NominationInput | None = None
        self._editions: dict[int, AwardEdition] = {}
        self.setAcceptDrops(True)
        self.intake = Intake(self, context)
        self.intake.entered.connect(self._entered)
        self._actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._toolbar())
        self.message = MessageBar()
        self.intake.refused.connect(self.message.refuse)
        column.addWidget(self.message)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._list())
        self.panel = NominationPanel(context)
        self.panel.edit_asked.connect(self.edit)
        self.splitter.addWidget(self.panel)
        sizes = context.settings.value("nominations/splitter")
        if not sizes or not self.splitter.restoreState(sizes):
            self.splitter.setSizes([700, 630])
        self.splitter.splitterMoved.connect(
            lambda *_moved: context.settings.setValue(
                "nominations/splitter", self.splitter.saveState()
            )
        )
        column.addWidget(self.splitter, 1)

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        actions = self.context.actions
        self.new = actions.button("nominations.new", primary=True, text=_("Ново предложение"))
        row.addWidget(self.new)
        row.addWidget(actions.button("nominations.import", text=_("От таблица…")))
        self.year = self._filter(_("Година"), _("Всички години"))
        self.award = self._filter(_("Награда"), _("Всички награди"))
        self.state = self._filter(_("Състояние"), _("Всички състояния"))
        for state in State:
            self.state.addItem(state_name(state), str(state))
        self._restore(self.state, "state")
        for combo in (self.year, self.award, self.state):
            row.addWidget(combo)
            combo.currentIndexChanged.connect(self._filtered)
        row.addStretch(1)
        self.count = label("", "muted")
        row.addWidget(self.count)
        return row

    @staticmethod
    def _filter(name: str, everything: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.addItem(everything, None)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _restore(self, combo: QComboBox, name: str) -> None:
        saved = self.context.settings.value(f"nominations/{name}")
        for place in range(combo.count()):
            if saved and str(combo.itemData(place)) == str(saved):
                combo.setCurrentIndex(place)

    def _list(self) -> QWidget:
        card = Card()
        card.column.setContentsMargins(1, 0, 1, 1)
        card.column.setSpacing(0)
        self.search = SearchField(_("име, вх. №, вносител…"))
        self.search.setText(str(self.context.settings.value("nominations/text", "") or ""))
        soon = on_change(_FILTER_MS, self._filtered, self)
        self.search.textChanged.connect(lambda _text: soon())
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.addWidget(self.search)
        card.column.addLayout(bar)
        columns = (
            Column(_("№"), 112),
            Column(_("Награда"), 172),
            Column(_("Предложен"), 200, stretch=True),
            Column(_("Постъпило"), 96),
            Column(_("Състояние"), 128, chip=True),
        )
        self.table = ListTable(columns, _("Предложения"), self.context.settings)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.edit(self.panel.detail))
        card.column.addWidget(self.table, 1)
        self.empty = EmptyState(
            "inbox",
            _("Още няма предложения"),
            _("Заведете първото на ръка или внесете таблицата на деловодството."),
            button(_("Ново предложение"), self.add_new),
        )
        self.nothing = EmptyState(
            "filter",
            _("Нищо не отговаря на филтъра"),
            _("Променете търсеното или покажете всички предложения."),
            button(_("Покажи всички"), self.show_all),
        )
        for state in (self.empty, self.nothing):
            card.column.addWidget(state, 1)
            state.hide()
        return card

    def _actions(self) -> None:
        def add(
            name: str,
            text: str,
            run: Callable[[], object],
            key: str = "",
            icon: str = "",
            enabled: Callable[[], bool] | None = None,
        ) -> None:
            self.context.actions.add(
                Action(f"nominations.{name}", text, run, icon, key, "act", self.id, enabled)
            )

        def is_open() -> bool:
            return self.context.tasks.is_open

        add("new", _("Ново предложение…"), self.add_new, "Ctrl+N", "plus", is_open)
        add("import", _("Предложения от таблица…"), self.import_table, "Ctrl+I", "table", is_open)
        add(
            "edit",
            _("Редактирай предложението…"),
            lambda: self.edit(self.panel.detail),
            "F2",
            "pencil",
        )
        add(
            "attach",
            _("Приложи файл…"),
            self._attach,
            "Ctrl+Shift+A",
            "paperclip",
        )
        add("delete", _("Изтрий черновата…"), self.delete_draft, "Ctrl+Delete", "trash")

    # the window's questions

    def activated(self) -> None:
        """Work begins in the list."""
        self.table.setFocus()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the filter."""
        if text:
            self.search.setText(text)
        self.search.setFocus()
        self.search.selectAll()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this nomination whatever is filtered; of a card, the nominations with its name."""
        if kind == "nomination":
            self._wanted = record_id
            self.show_all()
        elif kind in {"person", "organisation"}:
            self.context.tasks.read(
                lambda s: _card_name(s, kind, record_id), self._show_named, owner=self
            )

    def _show_named(self, name: str) -> None:
        self.show_all()
        self.search.setText(name)

    def show_all(self) -> None:
        """Take all filters away."""
        for combo in (self.year, self.award, self.state):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(0)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._filtered()

    def may_leave(self) -> bool:
        """An open form keeps its draft; unsaved changes of a registered nomination are asked about."""
        return self.intake.may_leave()

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew when something of ours changed."""
        if not kinds or kinds & _OURS:
            self.context.tasks.read(_editions, self._show_editions, owner=self)
            self._load()
            self.context.actions.refresh()

    # the list

    def _show_editions(self, found: tuple[tuple[AwardEdition, str], ...]) -> None:
        self._editions = {edition.id: edition for edition, _name in found}
        years = sorted({edition.year for edition, _name in found}, reverse=True)
        self._offer(self.year, "year", [(str(year), str(year)) for year in years])
        awards = {edition.award: name for edition, name in found}
        self._offer(self.award, "award", [(name, code) for code, name in awards.items()])

    def _offer(self, combo: QComboBox, name: str, entries: list[tuple[str, str]]) -> None:
        there = [(combo.itemText(n), combo.itemData(n)) for n in range(1, combo.count())]
        if there == entries:
            return
        first = combo.count() == 1
        chosen = combo.currentData()
        with QSignalBlocker(combo):
            while combo.count() > 1:
                combo.removeItem(1)
            for text, data in entries:
                combo.addItem(text, data)
            combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen else 0)
            if first:
                self._restore(combo, name)
        if combo.currentData() != chosen:
            self._load()

    def _filtered(self, *_change: object) -> None:
        settings = self.context.settings
        for name, combo in (("year", self.year), ("award", self.award), ("state", self.state)):
            settings.setValue(f"nominations/{name}", combo.currentData() or "")
        settings.setValue("nominations/text", self.search.text())
        self._load()

    def _load(self) -> None:
        state, year = self.state.currentData(), self.year.currentData()
        wanted = NominationFilter(
            text=self.search.text(),
            year=int(year) if year else None,
            award=self.award.currentData() or "",
            states=frozenset({State(state)}) if state else frozenset(),
        )
        self.context.tasks.read(
            lambda s: s.nominations.rows(wanted),
            lambda rows: self._show(rows, filtered=wanted != NominationFilter()),
            owner=self,
        )

    def _show(self, rows: tuple[NominationRow, ...], *, filtered: bool) -> None:
        self.empty.setVisible(not rows and not filtered)
        self.nothing.setVisible(not rows and filtered)
        self.table.setVisible(bool(rows))
        self.count.setText(
            ngettext("{n} предложение", "{n} предложения", len(rows)).format(n=len(rows))
        )
        wanted, self._wanted = self._wanted, None
        self.table.show_lines([_line(row) for row in rows], keep=wanted)
        key = self.table.current_key()
        self._choose(-1 if key is None else key)

    def _choose(self, key: int) -> None:
        if key < 0:
            self.panel.show_detail(None)
            return
        self.context.tasks.read(
            lambda s: s.nominations.detail(key), self._show_detail, self._gone, owner=self
        )

    def _gone(self, error: Exception) -> None:
        self.panel.show_detail(None)
        self.message.refuse(error)

    def _show_detail(self, detail: NominationDetail) -> None:
        if detail.row.id == self.table.current_key():
            edition = self._editions.get(detail.row.edition_id)
            self.panel.show_detail(detail, edition.law_edition if edition else "")

    # intake

    def add_new(self) -> None:
        """A new nomination in the year and award chosen above the list."""
        self.intake.new(self._year(), self.award.currentData() or "")

    def _year(self) -> int:
        return int(self.year.currentData() or self.context.clock.today().year)

    def edit(self, detail: NominationDetail | None) -> None:
        """Open the form on a nomination that the commission does not have yet."""
        if detail is None:
            return
        if detail.row.state not in {State.DRAFT, State.SUBMITTED, State.INCOMPLETE}:
            self.message.tell(
                _("Предложението е „{state}“ и вече не се променя.").format(
                    state=state_name(detail.row.state)
                )
            )
            return
        self.intake.edit(detail)

    def open_form(self) -> NominationDialog | None:
        """The form now open, if any."""
        return self.intake.dialog

    def _entered(self, nomination_id: int) -> None:
        self._wanted = nomination_id
        self.show_all()

    def import_table(self) -> None:
        """Choose a table of the registry and look at what it says."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Предложения от таблица"),
            "",
            _("Таблици (*.xlsx *.xls *.ods *.csv *.txt)"),
        )
        if name:
            self.import_from(Path(name))

    def import_from(self, path: str | Path) -> None:
        """The preview of a file, in the year and award chosen above the list."""
        self.intake.from_table(Path(path), self._year(), self.award.currentData() or "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Tables may be dropped here."""
        if any(url.toLocalFile().casefold().endswith(_TABLES) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the table dropped."""
        for url in event.mimeData().urls():
            if url.toLocalFile().casefold().endswith(_TABLES):
                self.import_from(Path(url.toLocalFile()))
                return

    # drafts

    def _attach(self) -> None:
        if self.panel.detail is not None:
            self.panel.choose_file()

    def delete_draft(self) -> None:
        """Throw the chosen draft away; one step brings it back."""
        detail = self.panel.detail
        if detail is None or detail.row.state is not State.DRAFT:
            self.message.tell(_("Изтрива се само чернова; заведено предложение се оттегля."))
            return
        number = detail.row.id
        self.context.tasks.write(
            lambda s: s.nominations.delete_draft(number, actor=s.actor),
            self._draft_gone,
            self.message.refuse,
            owner=self,
        )

    def _draft_gone(self, typed: NominationInput) -> None:
        self._deleted = typed
        self.message.tell(_("Черновата е изтрита."), action=(_("Върни я"), self.undo))

    def undo(self) -> bool:
        """Bring the last deleted draft back."""
        typed, self._deleted = self._deleted, None
        if typed is None:
            return False
        self.message.hide()
        self.context.tasks.write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor),
            self._entered,
            self.message.refuse,
            owner=self,
        )
        return True


def _editions(services: Services) -> tuple[tuple[AwardEdition, str], ...]:
    """Open editions with the short name of their award."""
    return tuple(
        (one, services.editions.rules(one.id).short_name) for one in services.editions.list()
    )


def _card_name(services: Services, kind: str, record_id: int) -> str:
    if kind == "organisation":
        return services.people.organisation(record_id).name
    person: PersonInput = services.people.person(record_id)
    return person.full_name


def _line(row: NominationRow) -> Line:
    day = date_plain(row.registered_on) if row.registered_on else ""
    section = row.slot_name.partition(" ")[0]
    award = " · ".join(part for part in (row.award, section) if part)
    texts = (row.number or "—", award, row.nominee or _("без име"), day, state_name(row.state))
    keys = (
        row.number,
        f"{row.award} {row.slot}",
        sort_key(row.nominee),
        row.registered_on.isoformat() if row.registered_on else "",
        sort_key(texts[4]),
    )
    return Line(row.id, texts, TONES[row.state], keys)
