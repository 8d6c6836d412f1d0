"""A line for a name that completes from the cards of people or organisations and knows the card taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip
from ruse_desktop.ui.kit.tables import on_change

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

PERSON, ORGANISATION = "person", "organisation"
_LEAST, _MOST = 2, 12


class CardField(QWidget):
    """Typed freely or taken from a card; `card_id` is None for a name of no card."""

    changed = Signal()

    def __init__(self, context: ScreenContext, name: str, kind: str = PERSON) -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._cards: dict[str, int] = {}
        self.card_id: int | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.setFocusProxy(self.line)
        self.taken = Chip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.taken)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.line.setCompleter(completer)
        self._look = on_change(180, self._ask, self)
        self.line.textEdited.connect(self._edited)
        self._tell()

    def set_kind(self, kind: str) -> None:
        """Look among cards of another kind; what is typed stays, its card does not."""
        if kind != self._kind:
            self._kind, self._cards, self.card_id = kind, {}, None
            self._model.setStringList([])
            self._tell()

    def text(self) -> str:
        """The name."""
        return self.line.text().strip()

    def show_card(self, name: str, card_id: int | None) -> None:
        """Show a name and its card."""
        self.line.setText(name)
        self.card_id = card_id
        self._tell()

    def _edited(self, text: str) -> None:
        self.card_id = self._cards.get(text.strip())
        self._tell()
        self._look()
        self.changed.emit()

    def _ask(self) -> None:
        text, kind = self.text(), self._kind
        if len(text) < _LEAST or text in self._cards:
            return

        def work(services: Services) -> dict[str, int]:
            if kind == ORGANISATION:
                found = services.people.organisations(text, limit=_MOST)
                return {one.name: one.id for one in found}
            return _people(services, text)

        def show(cards: dict[str, int]) -> None:
            if text != self.text() or kind != self._kind:
                return
            self._cards = cards
            self._model.setStringList(list(cards))
            if text in cards:
                self._take(text)
            elif cards and self.line.hasFocus():
                self.line.completer().complete()

        self._context.tasks.read(work, show, owner=self)

    def _take(self, name: str) -> None:
        self.card_id = self._cards.get(name)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.taken.show_state(_("от регистъра") if self.card_id is not None else "", "met")


def _people(services: Services, text: str) -> dict[str, int]:
    """People by name; those of one name are told apart by the year of birth."""
    found = services.people.people(text, limit=_MOST)
    names = [one.full_name for one in found]
    return {
        f"{name} ({one.birth_year})" if names.count(name) > 1 and one.birth_year else name: one.id
        for name, one in zip(names, found, strict=True)
    }
