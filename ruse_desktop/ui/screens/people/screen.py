"""The tab „Регистри“: the register of persons, organisations and teams with the card beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout

from ruse_desktop.domain.people import CardLine
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.people import card as cards
from ruse_desktop.ui.screens.people.card import CardPanel, Opened
from ruse_desktop.ui.screens.people.listing import LIMIT, CardList
from ruse_desktop.ui.screens.people.verbs import CardVerbs
from ruse_desktop.ui.screens.people.words import KINDS, key_of, kind_of, kind_word, name_of, of_key

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card

_KINDS = frozenset({"people", "nominations", "books", "commissions"})
_SPLITTER = "people/splitter"


class PeopleScreen(Screen):
    """List on the left, the card with its history on the right."""

    id = "people"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
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
            return self.opened is not None

        news = [
            Action(
                f"people.new-{kind}",
                _("Нова карта: {kind}…").format(kind=kind_word(kind)),
                partial(self.verbs.new, kind),
                {"person": "user", "organisation": "building"}.get(str(kind), "users"),
                "Ctrl+N" if kind is NomineeKind.PERSON else "",
                "act",
                self.id,
            )
            for kind in KINDS
        ]
        self.context.actions.add_all((
            *news,
            Action("people.edit", _("Редактирай…"), self.verbs.edit, "pencil", "F2", "act", self.id, chosen, group=1),
            Action("people.merge", _("Обедини с…"), self.verbs.pick, "users", "", "act", self.id, chosen, group=1),
            Action("people.export", _("Копие на данните…"), self.verbs.export, "download", "", "file", self.id, chosen),
        ))  # fmt: skip

    def _build(self) -> None:
        settings = self.context.settings
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(_("Лица и организации"), "heading"))
        top.addStretch(1)
        self.new = button(_("Нова карта"), self._show_kinds, primary=True, icon_name="plus")
        self.kinds = QMenu(self.new)
        for kind in KINDS:
            made = self.kinds.addAction(kind_word(kind).capitalize())
            made.triggered.connect(partial(self._new, kind))
        top.addWidget(self.new)
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
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.splitter, 1)

    def _show_kinds(self) -> None:
        self.kinds.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    def _new(self, kind: NomineeKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt
        self.verbs.new(kind)

    # the window's questions

    def activated(self) -> None:
        """Work begins in the search field."""
        self.list.search.setFocus()

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
