"""The section „Картони“: persons, organisations and teams with the card beside the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QVBoxLayout

from ruse_desktop.domain.people import CardLine
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.screens.people import card as cards
from ruse_desktop.ui.screens.people.card import CardPanel, Opened
from ruse_desktop.ui.screens.people.listing import LIMIT, CardList
from ruse_desktop.ui.screens.people.saving import save_made
from ruse_desktop.ui.screens.people.verbs import CardVerbs
from ruse_desktop.ui.screens.people.words import KINDS, key_of, kind_of, kind_word, name_of, of_key

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card
    from ruse_desktop.domain.registers import RegisterSheet
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"people", "nominations", "books", "commissions"})
_SPLITTER = "people/splitter"
_SCOPE = "people"


class CardsSection(Section):
    """List on the left, the card with its history on the right."""

    id = "cards"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Нова карта…")
        self.print_text = _("Списък за печат…")
        self.opened: Opened | None = None
        self._wanted: int | None = None
        self.message = MessageBar()
        self.list = CardList(context.settings)
        self.list.wanted.connect(self._ask_rows)
        self.list.table.chosen.connect(self._chosen)
        self.verbs = CardVerbs(self)
        self.list.table.opened.connect(lambda _key: context.actions.run("people.edit"))
        self._register()
        names = ("people.edit", "people.merge", "people.export")
        self.panel = CardPanel([context.actions.button(name) for name in names], context.settings)
        self.panel.record_wanted.connect(context.open_record)
        self.panel.twin_wanted.connect(self.verbs.compare)
        self.panel.apart_wanted.connect(self.verbs.set_apart)
        self.panel.undo_wanted.connect(self.verbs.unmerge)
        self._build()

    def _register(self) -> None:
        def chosen() -> bool:
            return self.in_sight and self.opened is not None

        news = [
            Action(
                f"people.new-{kind}",
                _("Нова карта: {kind}…").format(kind=kind_word(kind)),
                partial(self.verbs.new, kind),
                {"person": "user", "organisation": "building"}.get(str(kind), "users"),
                "",
                "act",
                _SCOPE,
                lambda: self.in_sight,
            )
            for kind in KINDS
        ]
        self.context.actions.add_all((
            *news,
            Action("people.edit", _("Редактирай…"), self.verbs.edit, "pencil", "F2", "act", _SCOPE, chosen, group=1),
            Action("people.merge", _("Обедини с…"), self.verbs.pick, "users", "", "act", _SCOPE, chosen, group=1),
            Action("people.export", _("Копие на данните…"), self.verbs.export, "download", "", "file", _SCOPE, chosen),
        ))  # fmt: skip

    def _build(self) -> None:
        settings = self.context.settings
        self.kinds = QMenu(self)
        for kind in KINDS:
            made = self.kinds.addAction(kind_word(kind).capitalize())
            made.triggered.connect(partial(self._new, kind))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for n, (widget, share) in enumerate(((self.list, 50), (self.panel, 54))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(n, share)
        self.splitter.setSizes([640, 700])
        saved = settings.value(_SPLITTER)
        if saved is not None:
            self.splitter.restoreState(saved)
        self.splitter.splitterMoved.connect(
            lambda *_at: settings.setValue(_SPLITTER, self.splitter.saveState())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def current_record(self) -> tuple[str, int] | None:
        """The card in sight."""
        key = self.list.table.current_key() if self.opened is not None else None
        if key is None or key <= 0:
            return None
        kind, card_id = of_key(key)
        return str(kind), card_id

    # the tab's own verbs

    def new(self) -> None:
        """Ask of which kind the new card is; Enter takes the first."""
        named = (one for one in self.window().findChildren(QPushButton) if one.isVisible())
        bar = next((one for one in named if one.accessibleName() == self.new_text), None)
        place = QCursor.pos() if bar is None else bar.mapToGlobal(bar.rect().bottomLeft())
        self.kinds.popup(place)
        self.kinds.setActiveAction(self.kinds.actions()[0])

    def print_list(self) -> None:
        """The cards that are listed, ready to print."""

        def render(sheet: RegisterSheet) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(sheet)

        self._paper(
            render, lambda sheet, pdf: PdfDialog(self, pdf, sheet.title, "kartoni.pdf").open()
        )

    def save_table(self) -> None:
        """The cards that are listed, as a spreadsheet."""

        def render(sheet: RegisterSheet) -> bytes:
            from ruse_desktop.exchange import registers

            return registers.workbook(sheet)

        self._paper(
            render, lambda _sheet, content: save_made(self, self.context, content, "kartoni")
        )

    def _paper(
        self,
        render: Callable[[RegisterSheet], bytes],
        done: Callable[[RegisterSheet, bytes], object],
    ) -> None:
        kinds, text, doubtful = self.list.kinds, self.list.search.text(), self.list.doubtful
        end = begin(self, "paper")
        if end is None:
            return

        def work(services: Services) -> tuple[RegisterSheet, bytes]:
            sheet = services.people_sheet.sheet(kinds, text, doubtful=doubtful)
            return sheet, render(sheet)

        self.context.tasks.read(
            work, lambda made: done(*made), self.message.refuse, owner=self, settled=end
        )

    def _new(self, kind: NomineeKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt
        self.verbs.new(kind)

    # the window's questions

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.list.search.setText(text)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the register anew."""
        if not kinds or kinds & _KINDS:
            self._ask_rows()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this card, or the one it was merged into, whatever was filtered."""
        wanted = NomineeKind(kind)
        self.context.tasks.read(
            lambda s: cards.read(s, wanted, record_id),
            lambda opened: self.go_to(opened.card),
            self.message.refuse,
            owner=self,
        )

    def undo(self) -> bool:
        """Take the last merge made here apart."""
        if self.verbs.last_merge is None:
            return False
        self.verbs.unmerge(self.verbs.last_merge)
        return True

    # the list and the card chosen

    def _ask_rows(self) -> None:
        kinds, text, doubtful = self.list.kinds, self.list.search.text(), self.list.doubtful

        def show(rows: tuple[CardLine, ...]) -> None:
            asked = self.list.kinds, self.list.search.text(), self.list.doubtful
            if asked == (kinds, text, doubtful):
                wanted, self._wanted = self._wanted, None
                self.list.show_rows(rows, wanted)

        self.context.tasks.read(
            lambda s: s.people.rows(kinds, text, doubtful=doubtful, limit=LIMIT), show, owner=self
        )

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return
        kind, card_id = of_key(key)

        def show(opened: Opened) -> None:
            if self.list.table.current_key() == key:
                self._show(opened)

        self.context.tasks.read(
            lambda s: cards.read(s, kind, card_id), show, self.message.refuse, owner=self
        )

    def _show(self, opened: Opened | None) -> None:
        self.opened = opened
        self.panel.show_card(opened)
        self.context.actions.refresh()

    def go_to(self, card: Card) -> None:
        """Choose the card in the list; a long register is narrowed to its name."""
        self._wanted = key_of(kind_of(card), card.id)
        with QSignalBlocker(self.list.search), QSignalBlocker(self.list.filter):
            self.list.filter.setCurrentIndex(self.list.filter.findData(str(kind_of(card))))
            self.list.search.setText(name_of(card))
        self._ask_rows()

    def show_all(self, key: int) -> None:
        """Empty the filters and choose this card."""
        self._wanted = key
        with QSignalBlocker(self.list.search), QSignalBlocker(self.list.filter):
            self.list.search.clear()
            self.list.filter.setCurrentIndex(0)
        self._ask_rows()
