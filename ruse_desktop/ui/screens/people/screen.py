"""The tab „Регистри“: the register of persons, organisations and teams with the card beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout

from ruse_desktop.domain.people import CardLine, MergeView
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar, label
from ruse_desktop.ui.kit.files import ask_save
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.people import card as cards
from ruse_desktop.ui.screens.people.card import CardPanel, Opened
from ruse_desktop.ui.screens.people.editing import CardDialog, empty
from ruse_desktop.ui.screens.people.listing import LIMIT, CardList
from ruse_desktop.ui.screens.people.merging import MergeDialog, PickDialog
from ruse_desktop.ui.screens.people.words import (
    field_names,
    key_of,
    kind_of,
    kind_word,
    name_of,
    of_key,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.people_joining import Card
    from ruse_desktop.services.facade import Services

_KINDS = frozenset({"people", "nominations", "books", "commissions"})
_SPLITTER = "people/splitter"


class PeopleScreen(Screen):
    """List on the left, the card with its history on the right."""

    id = "people"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._opened: Opened | None = None
        self._wanted: int | None = None
        self._last_merge: int | None = None
        self.message = MessageBar()
        self.list = CardList(context.settings)
        self.list.wanted.connect(self._ask_rows)
        self.list.table.chosen.connect(self._chosen)
        self.list.table.opened.connect(lambda _key: context.actions.run("people.edit"))
        self._register()
        names = ("people.edit", "people.merge", "people.export")
        self.panel = CardPanel([context.actions.button(name) for name in names], context.settings)
        self.panel.record_wanted.connect(context.open_record)
        self.panel.twin_wanted.connect(self._compare)
        self.panel.undo_wanted.connect(self._unmerge)
        self._build()

    def _register(self) -> None:
        def chosen() -> bool:
            return self._opened is not None

        news = [
            Action(
                f"people.new-{kind}",
                _("Нова карта: {kind}…").format(kind=kind_word(kind)),
                lambda kind=kind: self._new(kind),
                {"person": "user", "organisation": "building"}.get(str(kind), "users"),
                "Ctrl+N" if kind is NomineeKind.PERSON else "",
                "act",
                self.id,
            )
            for kind in (NomineeKind.PERSON, NomineeKind.ORGANISATION, NomineeKind.TEAM)
        ]
        self.context.actions.add_all((
            *news,
            Action("people.edit", _("Редактирай…"), self._edit, "pencil", "F2", "act", self.id, chosen, group=1),
            Action("people.merge", _("Обедини с…"), self._pick, "users", "", "act", self.id, chosen, group=1),
            Action("people.export", _("Копие на данните…"), self._export, "download", "", "file", self.id, chosen),
        ))  # fmt: skip

    def _build(self) -> None:
        settings = self.context.settings
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(_("Лица и организации"), "heading"))
        top.addStretch(1)
        self.new = self.context.actions.button(
            "people.new-person", primary=True, text=_("Нова карта")
        )
        menu = QMenu(self.new)
        for kind in (NomineeKind.PERSON, NomineeKind.ORGANISATION, NomineeKind.TEAM):
            made = menu.addAction(kind_word(kind).capitalize())
            made.triggered.connect(lambda _on=False, kind=kind: self._new(kind))
        self.new.clicked.disconnect()
        self.new.setMenu(menu)
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
            lambda opened: self._go_to(opened.card),
            self.message.refuse,
            owner=self,
        )

    def undo(self) -> bool:
        """Take the last merge made here apart."""
        if self._last_merge is None:
            return False
        self._unmerge(self._last_merge)
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
        self._opened = opened
        self.panel.show_card(opened)
        self.context.actions.refresh()

    def _go_to(self, card: Card) -> None:
        """Choose the card in the list; a long register is narrowed to its name."""
        self._wanted = key_of(kind_of(card), card.id)
        with QSignalBlocker(self.list.search), QSignalBlocker(self.list.filter):
            self.list.filter.setCurrentIndex(self.list.filter.findData(str(kind_of(card))))
            self.list.search.setText(name_of(card))
        self._ask_rows()

    # writing

    def _new(self, kind: NomineeKind) -> None:
        CardDialog(self, empty(kind), self.context.clock.today, self._save).open()

    def _edit(self) -> None:
        if self._opened is not None:
            card = self._opened.card
            CardDialog(self, card, self.context.clock.today, self._save).open()

    def _save(self, card: Card, dialog: CardDialog) -> None:
        new = not card.id

        def saved(made: Card) -> None:
            dialog.accept()
            self.context.notify(_("Картата е записана: {name}").format(name=name_of(made)))
            if new:
                self._go_to(made)

        self.context.tasks.write(lambda s: _written(s, card), saved, dialog.refused, owner=self)

    def _pick(self) -> None:
        """Ask which other card is the same."""
        if self._opened is None:
            return
        card, twins = self._opened.card, self._opened.twins
        kind = kind_of(card)
        first = tuple(CardLine(t.kind, t.id, t.name, t.detail) for t in twins)

        def find(text: str, dialog: PickDialog) -> None:
            if not text.strip() and first:
                dialog.show_rows(first)
                return
            self.context.tasks.read(
                lambda s: s.people.rows((kind,), text, limit=LIMIT), dialog.show_rows, owner=dialog
            )

        PickDialog(self, card, find, self._compare, self.context.settings).open()

    def _compare(self, other: int) -> None:
        """Show the chosen card and the other side by side."""
        if self._opened is None:
            return
        card = self._opened.card
        self.context.tasks.read(
            lambda s: s.people.card(kind_of(card), other),
            lambda found: MergeDialog(self, card, found, self._merge).open(),
            self.message.refuse,
            owner=self,
        )

    def _merge(self, keep: Card, drop: Card, choices: dict[str, str], dialog: MergeDialog) -> None:
        kind = kind_of(keep)

        def merged(made: MergeView) -> None:
            dialog.accept()
            self._last_merge = made.id
            self.message.tell(
                _("Картата на „{name}“ е обединена.").format(name=made.dropped),
                "met",
                (_("Отмени обединяването"), lambda: self._unmerge(made.id)),
            )
            self.open_record(str(kind), made.keep_id)

        self.context.tasks.write(
            lambda s: s.people.merge(kind, keep.id, drop.id, actor=s.actor, choices=choices),
            merged,
            dialog.refused,
            owner=self,
        )

    def _unmerge(self, merge_id: int) -> None:
        def undone(made: MergeView) -> None:
            self._last_merge = None
            self.message.tell(
                _("Обединяването е отменено; „{name}“ отново има своя карта.").format(
                    name=made.dropped
                ),
                "met",
            )
            self._wanted = key_of(made.kind, made.keep_id)
            with QSignalBlocker(self.list.search):
                self.list.search.clear()
            self._ask_rows()

        self.context.tasks.write(
            lambda s: s.people.unmerge(merge_id, actor=s.actor),
            undone,
            self.message.refuse,
            owner=self,
        )

    def _export(self) -> None:
        """Ask where the copy of the data goes; the suffix decides how it is written."""
        if self._opened is None:
            return
        card = self._opened.card
        kinds = _("Текст за четене (*.txt);;Данни (*.json)")
        target = ask_save(self, _("Копие на данните"), f"{name_of(card)}.txt", kinds)
        if target is not None:
            self.export_to(card, target)

    def export_to(self, card: Card, target: Path) -> None:
        """Write all that is kept of the card into the file (R-X-0.10)."""
        names = None if target.suffix.casefold() == ".json" else field_names()
        kind = kind_of(card)

        def write(text: str) -> None:
            try:
                target.write_text(text, encoding="utf-8")
            except OSError as error:
                why = error.strerror or str(error)
                self.message.tell(
                    _("Файлът не е записан: {why}. Изберете друга папка.").format(why=why),
                    "not-met",
                )
            else:
                self.context.notify(_("Записано: {name}").format(name=target.name))

        self.context.tasks.write(
            lambda s: s.people.export(kind, card.id, actor=s.actor, names=names),
            write,
            self.message.refuse,
            owner=self,
        )


def _written(services: Services, card: Card) -> Card:
    """The card saved by its kind."""
    people, actor, known = services.people, services.actor, card.id or None
    kind = kind_of(card)
    if kind is NomineeKind.PERSON:
        return people.save_person(card, actor=actor, person_id=known)
    if kind is NomineeKind.TEAM:
        return people.save_team(card, actor=actor, team_id=known)
    return people.save_organisation(card, actor=actor, organisation_id=known)
