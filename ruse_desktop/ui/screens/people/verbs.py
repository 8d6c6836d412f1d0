"""What can be done with a card: write it, join it with another, undo that, copy its data out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from ruse_desktop.domain.people import CardLine, MergeView, Person, Team
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_save
from ruse_desktop.ui.screens.people.editing import CardDialog, empty
from ruse_desktop.ui.screens.people.listing import LIMIT
from ruse_desktop.ui.screens.people.merging import MergeDialog, PickDialog
from ruse_desktop.ui.screens.people.words import field_names, key_of, kind_of, name_of

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.people_joining import Card
    from ruse_desktop.domain.rules import NomineeKind
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.people.cards import CardsSection


class CardVerbs:
    """The dialogs of the register and what they write; `last_merge` can be undone by Ctrl+Z."""

    def __init__(self, screen: CardsSection) -> None:
        self._screen = screen
        self._context = screen.context
        self.last_merge: int | None = None

    def new(self, kind: NomineeKind) -> None:
        """Write a new card."""
        _open(CardDialog(self._screen, empty(kind), self._context.clock.today, self._save))

    def edit(self) -> None:
        """Change the card in sight."""
        if self._screen.opened is not None:
            card = self._screen.opened.card
            _open(CardDialog(self._screen, card, self._context.clock.today, self._save))

    def _save(self, card: Card, dialog: CardDialog) -> None:
        new = not card.id

        def saved(made: Card) -> None:
            dialog.accept()
            self._context.notify(_("Картата е записана: {name}").format(name=name_of(made)))
            if new:
                self._screen.go_to(made)

        self._context.tasks.write(
            lambda s: _written(s, card), saved, dialog.refused, owner=self._screen
        )

    def pick(self) -> None:
        """Ask which other card is the same."""
        if self._screen.opened is None:
            return
        card, twins = self._screen.opened.card, self._screen.opened.twins
        kind = kind_of(card)
        first = tuple(CardLine(t.kind, t.id, t.name, t.detail) for t in twins)

        def find(text: str, dialog: PickDialog) -> None:
            if not text.strip() and first:
                dialog.show_rows(first)
                return
            self._context.tasks.read(
                lambda s: s.people.rows((kind,), text, limit=LIMIT), dialog.show_rows, owner=dialog
            )

        _open(PickDialog(self._screen, card, find, self.compare, self._context.settings))

    def compare(self, other: int) -> None:
        """Show the chosen card and the other side by side."""
        if self._screen.opened is None:
            return
        card = self._screen.opened.card
        self._context.tasks.read(
            lambda s: s.people.card(kind_of(card), other),
            lambda found: _open(MergeDialog(self._screen, card, found, self._merge)),
            self._screen.message.refuse,
            owner=self._screen,
        )

    def set_apart(self, other: int) -> None:
        """Say that the card in sight and the other are of different people."""
        if self._screen.opened is None:
            return
        card = self._screen.opened.card
        self._context.tasks.write(
            lambda s: s.people.set_apart(kind_of(card), card.id, other, actor=s.actor),
            lambda _done: self._context.notify(
                _("Отбелязано: двете карти са различни и вече не се предлагат за обединяване.")
            ),
            self._screen.message.refuse,
            owner=self._screen,
        )

    def _merge(self, keep: Card, drop: Card, choices: dict[str, str], dialog: MergeDialog) -> None:
        kind = kind_of(keep)

        def merged(made: MergeView) -> None:
            dialog.accept()
            self.last_merge = made.id
            self._screen.message.tell(
                _("Картата на „{name}“ е обединена.").format(name=made.dropped),
                "met",
                (_("Отмени обединяването"), lambda: self.unmerge(made.id)),
            )
            self._screen.open_record(str(kind), made.keep_id)

        self._context.tasks.write(
            lambda s: s.people.merge(kind, keep.id, drop.id, actor=s.actor, choices=choices),
            merged,
            dialog.refused,
            owner=self._screen,
        )

    def unmerge(self, merge_id: int) -> None:
        """Take a merge apart, unless something changed since."""

        def undone(made: MergeView) -> None:
            self.last_merge = None
            self._screen.message.tell(
                _("Обединяването е отменено; „{name}“ отново има своя карта.").format(
                    name=made.dropped
                ),
                "met",
            )
            self._screen.show_all(key_of(made.kind, made.keep_id))

        self._context.tasks.write(
            lambda s: s.people.unmerge(merge_id, actor=s.actor),
            undone,
            self._screen.message.refuse,
            owner=self._screen,
        )

    def export(self) -> None:
        """Ask where the copy of the data goes; the suffix decides how it is written."""
        if self._screen.opened is None:
            return
        card = self._screen.opened.card
        kinds = _("Текст за четене (*.txt);;Данни (*.json)")
        target = ask_save(self._screen, _("Копие на данните"), f"{name_of(card)}.txt", kinds)
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
                self._screen.message.tell(
                    _("Файлът не е записан: {why}. Изберете друга папка.").format(why=why),
                    "not-met",
                )
            else:
                self._context.notify(_("Записано: {name}").format(name=target.name))

        self._context.tasks.write(
            lambda s: s.people.export(kind, card.id, actor=s.actor, names=names),
            write,
            self._screen.message.refuse,
            owner=self._screen,
        )


def _open(dialog: QDialog) -> None:
    """Show a dialog that is forgotten when it closes."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _written(services: Services, card: Card) -> Card:
    """The card saved by its kind."""
    people, actor, known = services.people, services.actor, card.id or None
    if isinstance(card, Person):
        return people.save_person(card, actor=actor, person_id=known)
    if isinstance(card, Team):
        return people.save_team(card, actor=actor, team_id=known)
    return people.save_organisation(card, actor=actor, organisation_id=known)
