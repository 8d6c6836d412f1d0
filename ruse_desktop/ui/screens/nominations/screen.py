"""The tab „Предложения“: the list that filters as one types, and the nomination beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ruse_desktop.domain.nominations import (
    NominationDetail,
    NominationFilter,
    NominationInput,
    NominationRow,
    State,
)
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import sort_key
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Card, EmptyState, MessageBar, SearchField, button, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.base import Screen
from ruse_desktop.ui.screens.nominations.detail import NominationPanel
from ruse_desktop.ui.screens.nominations.form import NominationDialog
from ruse_desktop.ui.screens.nominations.words import TONES, state_name

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_OURS = frozenset({"nominations", "people", "editions", "overrides", "sessions", "books"})


class NominationsScreen(Screen):
    """Everything proposed, with its checks."""

    id = "nominations"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._wanted: int | None = None
        self._deleted: NominationInput | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._toolbar())
        self.message = MessageBar()
        column.addWidget(self.message)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._list())
        self.panel = NominationPanel(context)
        self.panel.edit_asked.connect(self._edit)
        self.splitter.addWidget(self.panel)
        self.splitter.setSizes([700, 630])
        column.addWidget(self.splitter, 1)
        self._actions()

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new = button(_("Ново предложение"), self.add_new, primary=True, icon_name="plus")
        row.addWidget(self.new)
        row.addWidget(button(_("От таблица…"), self.import_table, icon_name="file-spreadsheet"))
        self.year = QComboBox()
        self.year.setAccessibleName(_("Година"))
        self.year.addItem(_("Всички години"), None)
        self.state = QComboBox()
        self.state.setAccessibleName(_("Състояние"))
        self.state.addItem(_("Всички състояния"), None)
        for state in State:
            self.state.addItem(state_name(state), state)
        saved = self.context.settings.value("nominations/state")
        if saved:
            self.state.setCurrentIndex(max(0, self.state.findData(State(str(saved)))))
        for combo in (self.year, self.state):
            row.addWidget(combo)
            combo.currentIndexChanged.connect(self._filtered)
        row.addStretch(1)
        self.count = label("", "muted")
        row.addWidget(self.count)
        return row

    def _list(self) -> QWidget:
        card = Card()
        card.column.setContentsMargins(0, 0, 0, 0)
        card.column.setSpacing(0)
        self.search = SearchField(_("име, вх. №, вносител…"))
        self._soon = on_change(120, self._load, self)
        self.search.textChanged.connect(lambda _text: self._soon())
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 8)
        bar.addWidget(self.search)
        card.column.addLayout(bar)
        columns = (
            Column(_("№"), 118),
            Column(_("Предложен"), 220, stretch=True),
            Column(_("Раздел"), 132),
            Column(_("Постъпило"), 112),
            Column(_("Състояние"), 128, chip=True),
        )
        self.table = ListTable(columns, _("Предложения"), self.context.settings)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self._edit(self.panel.detail))
        card.column.addWidget(self.table, 1)
        self.empty = EmptyState(
            "inbox",
            _("Още няма предложения"),
            _("Заведете първото на ръка или внесете таблицата на деловодството."),
            button(_("От таблица…"), self.import_table),
        )
        card.column.addWidget(self.empty, 1)
        self.empty.hide()
        return card

    def _actions(self) -> None:
        def add(name: str, text: str, run: object, key: str = "", menu: str = "act") -> None:
            self.context.actions.add(
                Action(f"nominations.{name}", text, run, key=key, menu=menu, scope=self.id)  # type: ignore[arg-type]  # the runs below take no arguments
            )

        add("new", _("Ново предложение…"), self.add_new, "Ctrl+N")
        add("import", _("Предложения от таблица…"), self.import_table, "Ctrl+I")
        add("edit", _("Редактирай предложението…"), lambda: self._edit(self.panel.detail), "F2")
        add("find", _("Търси в предложенията"), self.focus_search, "Ctrl+F", "edit")
        add("delete", _("Изтрий черновата…"), self.delete_draft, "Ctrl+Delete")

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
        """Show this nomination whatever is filtered."""
        if kind == "nomination":
            self._wanted = record_id
            self.search.clear()
            self.state.setCurrentIndex(0)
            self.year.setCurrentIndex(0)
            self._load()

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew when something of ours changed."""
        if not kinds or kinds & _OURS:
            self.context.tasks.read(lambda s: s.editions.list(), self._show_years, owner=self)
            self._load()

    def _show_years(self, editions: tuple[AwardEdition, ...]) -> None:
        years = sorted({edition.year for edition in editions}, reverse=True)
        there = [self.year.itemData(n) for n in range(1, self.year.count())]
        if years == there:
            return
        chosen = self.year.currentData()
        quiet = QSignalBlocker(self.year)
        self.year.clear()
        self.year.addItem(_("Всички години"), None)
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        quiet.unblock()

    def _filtered(self, *_index: object) -> None:
        state = self.state.currentData()
        self.context.settings.setValue("nominations/state", str(state) if state else "")
        self._load()

    def _load(self) -> None:
        state = self.state.currentData()
        wanted = NominationFilter(
            text=self.search.text(),
            year=self.year.currentData(),
            states=frozenset({state}) if state else frozenset(),
        )
        self.context.tasks.read(lambda s: s.nominations.rows(wanted), self._show, owner=self)

    def _show(self, rows: tuple[NominationRow, ...]) -> None:
        filtered = bool(self.search.text() or self.state.currentData() or self.year.currentData())
        self.empty.setVisible(not rows and not filtered)
        self.table.setVisible(bool(rows) or filtered)
        self.count.setText(
            ngettext("{n} предложение", "{n} предложения", len(rows)).format(n=len(rows))
        )
        wanted, self._wanted = self._wanted, None
        self.table.show_lines([_line(row) for row in rows], keep=wanted)
        key = self.table.current_key()
        if key is not None:
            self._choose(key)

    def _choose(self, key: int) -> None:
        if key < 0:
            self.panel.show_detail(None)
            return
        self.context.tasks.read(
            lambda s: s.nominations.detail(key), self._show_detail, self.message.refuse, owner=self
        )

    def _show_detail(self, detail: NominationDetail) -> None:
        if detail.row.id == self.table.current_key():
            self.panel.show_detail(detail)

    def add_new(self) -> None:
        """A new nomination in this year's edition; the edition is opened first when it is not."""
        year = self.year.currentData() or self.context.clock.today().year
        self.context.tasks.read(
            lambda s: _edition(s, year),
            lambda found: self._new_in(year, found),
            self.message.refuse,
            owner=self,
        )

    def _new_in(
        self, year: int, found: tuple[AwardEdition | None, AwardRules, str, str]
    ) -> None:
        edition, award, law_id, law_name = found
        if edition is not None:
            self._dialog(NominationDialog(self, self.context, edition.id, award))
            return
        if confirm(
            self,
            _("Откриване на издание"),
            _(
                "Издание „{award}“ {year} г. още не е открито. Действаща редакция на наредбата: "
                "{law}. Потвърдете, че тя важи за изданието, или първо въведете по-ново изменение."
            ).format(award=award.short_name, year=year, law=law_name),
            _("Открий изданието"),
        ):
            self.context.tasks.write(
                lambda s: s.editions.open(award.code, year, actor=s.actor, law_edition=law_id),
                lambda made: self._dialog(NominationDialog(self, self.context, made.id, award)),
                self.message.refuse,
                owner=self,
            )

    def _edit(self, detail: NominationDetail | None) -> None:
        if detail is None:
            return
        if detail.row.state not in (State.DRAFT, State.SUBMITTED, State.INCOMPLETE):
            self.message.tell(
                _("Предложението е „{state}“ и вече не се променя.").format(
                    state=state_name(detail.row.state)
                )
            )
            return
        self.context.tasks.read(
            lambda s: s.editions.rules(detail.row.edition_id),
            lambda award: self._dialog(
                NominationDialog(self, self.context, detail.row.edition_id, award, detail)
            ),
            self.message.refuse,
            owner=self,
        )

    def _dialog(self, dialog: NominationDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._entered(dialog.saved_id))
        dialog.open()

    def _entered(self, nomination_id: int | None) -> None:
        if nomination_id is not None:
            self._wanted = nomination_id
            self._load()

    def import_table(self) -> None:
        """Choose a table of the registry and look at what it says."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Предложения от таблица"),
            "",
            _("Таблици (*.xlsx *.xls *.ods *.csv *.txt)"),
        )
        if name:
            self.import_from(name)

    def import_from(self, name: str) -> None:
        """The preview of a file, in this year's edition."""
        from ruse_desktop.ui.screens.nominations.importing import ImportDialog

        year = self.year.currentData() or self.context.clock.today().year

        def ready(found: tuple[AwardEdition | None, AwardRules, str, str]) -> None:
            edition = found[0]
            if edition is None:
                self._new_in(year, found)
                return
            dialog = ImportDialog(self, self.context, name, edition)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self.context.tasks.read(
            lambda s: _edition(s, year), ready, self.message.refuse, owner=self
        )

    def delete_draft(self) -> None:
        """Throw the chosen draft away; one step brings it back."""
        detail = self.panel.detail
        if detail is None or detail.row.state is not State.DRAFT:
            self.message.tell(_("Изтрива се само чернова; заведено предложение се оттегля."))
            return
        self.context.tasks.write(
            lambda s: s.nominations.delete_draft(detail.row.id, actor=s.actor),
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
        self.context.tasks.write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor), self._entered, owner=self
        )
        return True


def _edition(
    services: Services, year: int
) -> tuple[AwardEdition | None, AwardRules, str, str]:
    """The award's edition in a year, its rules, and the ordinance edition in force today."""
    law = services.law.at(services.clock.today())
    award = next(one for one in law.awards if one.commissions)
    edition = services.editions.find(award.code, year)
    if edition is not None:
        award = services.editions.rules(edition.id)
    return edition, award, law.id, law.label


def _line(row: NominationRow) -> Line:
    day = date_plain(row.registered_on) if row.registered_on else ""
    texts = (row.number or "—", row.nominee, row.slot_name, day, state_name(row.state))
    keys = (
        row.number,
        sort_key(row.nominee),
        row.slot,
        row.registered_on.isoformat() if row.registered_on else "",
        texts[4],
    )
    return Line(row.id, texts, TONES[row.state], keys)
