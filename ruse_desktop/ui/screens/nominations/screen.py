"""The tab „Предложения“: toolbar, list and the nomination beside it; ways in, drafts, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout

from ruse_desktop.domain.nominations import NominationDetail, State
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.nominations import menu
from ruse_desktop.ui.screens.nominations.detail import NominationPanel
from ruse_desktop.ui.screens.nominations.drafts import Drafts
from ruse_desktop.ui.screens.nominations.dropping import FormDrop, forms_in
from ruse_desktop.ui.screens.nominations.intake import Intake
from ruse_desktop.ui.screens.nominations.listing import NominationList
from ruse_desktop.ui.screens.nominations.words import state_name

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_OURS = frozenset({"nominations", "people", "editions", "overrides", "sessions", "books"})
_TABLES = (".xlsx", ".xls", ".ods", ".csv", ".txt")
_EDITABLE = (State.DRAFT, State.SUBMITTED, State.INCOMPLETE)


class NominationsScreen(Screen):
    """Everything proposed, with its checks."""

    id = "nominations"
    record_kind = "nomination"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self.intake = Intake(self, context)
        self.list = NominationList(context)
        self.table, self.search = self.list.table, self.list.search
        self.record_key = self.table.current_key
        self.panel = NominationPanel(context)
        self.message = MessageBar()
        self.drafts = Drafts(self, context, self.message)
        self.forms = FormDrop(self)
        context.actions.add_all(menu.actions(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._toolbar())
        column.addWidget(self.message)
        column.addWidget(self._splitter(), 1)
        self.intake.refused.connect(self.message.refuse)
        self.intake.entered.connect(self.list.show_record)
        self.drafts.restored.connect(self.list.show_record)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda: self.edit(self.panel.detail))
        self.list.new_asked.connect(self.add_new)
        self.panel.edit_asked.connect(self.edit)

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        actions = self.context.actions
        self.new = actions.button("nominations.new", primary=True, text=_("Ново предложение"))
        row.addWidget(self.new)
        row.addWidget(actions.button("nominations.import", text=_("От таблица…")))
        for combo in (self.list.year, self.list.award, self.list.state):
            row.addWidget(combo)
        row.addStretch(1)
        row.addWidget(self.list.count)
        return row

    def _splitter(self) -> QSplitter:
        settings = self.context.settings
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.panel)
        saved = settings.value("nominations/splitter")
        if not saved or not splitter.restoreState(saved):
            splitter.setSizes([700, 630])
        splitter.splitterMoved.connect(
            lambda *_moved: settings.setValue("nominations/splitter", splitter.saveState())
        )
        return splitter

    # the window's questions

    def activated(self) -> None:
        """Work begins in the list."""
        self.list.table.setFocus()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the filter."""
        if text:
            self.list.search.setText(text)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this nomination, of an edition all of them, of a card those with its name."""
        if kind == "nomination":
            self.list.show_record(record_id)
        elif kind == "edition":
            self.context.tasks.read(
                lambda s: s.editions.get(record_id),
                lambda one: self.list.show_edition(one.award, one.year),
                self.message.refuse,
                owner=self,
            )
        elif kind in {"person", "organisation"}:
            self.context.tasks.read(
                lambda s: _card_name(s, kind, record_id),
                self._show_named,
                self.message.refuse,
                owner=self,
            )

    def _show_named(self, name: str) -> None:
        self.list.show_all()
        self.list.search.setText(name)

    def may_leave(self) -> bool:
        """An open form keeps its draft; unsaved changes of a registered nomination are asked about."""
        return self.intake.may_leave()

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew when something of ours changed."""
        if not kinds or kinds & _OURS:
            self.list.reload()
            self.context.actions.refresh()

    # the nomination chosen

    def _choose(self, nomination_id: int) -> None:
        if nomination_id < 0:
            self._show_detail(None)
            return
        self.context.tasks.read(
            lambda s: s.nominations.detail(nomination_id), self._show_detail, self._gone, owner=self
        )

    def _gone(self, error: Exception) -> None:
        self._show_detail(None)
        self.message.refuse(error)

    def _show_detail(self, detail: NominationDetail | None) -> None:
        if detail is not None and detail.row.id != self.list.table.current_key():
            return  # another one was chosen meanwhile
        edition = self.list.editions.get(detail.row.edition_id) if detail else None
        self.panel.show_detail(detail, edition.law_edition if edition else "")
        self.context.actions.refresh()

    # intake

    def add_new(self) -> None:
        """A new nomination in the year and award chosen above the list."""
        self.intake.new(self.list.chosen_year, self.list.chosen_award)

    def add_other(self) -> None:
        """A new nomination in an edition chosen or opened now."""
        self.intake.choose(self.list.chosen_year)

    def edit(self, detail: NominationDetail | None) -> None:
        """Open the form on a nomination that the commission does not have yet."""
        if detail is None:
            return
        if detail.row.state not in _EDITABLE:
            self.message.tell(
                _("Предложението е „{state}“ и вече не се променя.").format(
                    state=state_name(detail.row.state)
                )
            )
            return
        self.intake.edit(detail)

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

    def import_from(self, path: str | Path) -> None:
        """The preview of a file, in the year and award chosen above the list."""
        self.intake.from_table(Path(path), self.list.chosen_year, self.list.chosen_award)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Tables and filled forms may be dropped here."""
        if forms_in(event.mimeData().urls()) or any(
            url.toLocalFile().casefold().endswith(_TABLES) for url in event.mimeData().urls()
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the forms or the table dropped."""
        if forms := forms_in(event.mimeData().urls()):
            event.acceptProposedAction()
            self.forms.take(forms)
            return
        for url in event.mimeData().urls():
            if url.toLocalFile().casefold().endswith(_TABLES):
                self.import_from(url.toLocalFile())
                return

    def undo(self) -> bool:
        """Bring the last deleted draft back."""
        return self.drafts.undo()


def _card_name(services: Services, kind: str, record_id: int) -> str:
    if kind == "organisation":
        return services.people.organisation(record_id).name
    return services.people.person(record_id).full_name
