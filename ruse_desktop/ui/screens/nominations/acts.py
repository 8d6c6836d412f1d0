"""The acts of an edition without a commission: enter one, write its laureates in the book."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, Chip, MessageBar, button, clear, label
from ruse_desktop.ui.screens.sessions.acts import enter_act, strike_act
from ruse_desktop.ui.screens.sessions.entering import enter
from ruse_desktop.ui.screens.sessions.papers import show_direct

if TYPE_CHECKING:
    from ruse_desktop.domain.acts import ActDraft, ActView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext
    from ruse_desktop.ui.screens.nominations.screen import NominationsScreen

_Loaded = tuple["ActDraft", tuple["ActView", ...]]


class ActsDialog(QDialog):
    """What was decided in an edition, and what of it is not in the book yet."""

    def __init__(self, parent: QWidget, context: ScreenContext, loaded: _Loaded) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Актове за удостояване"))
        self.setMinimumSize(700, 360)
        self.context = context
        self._draft, self._acts = loaded
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        head = _("Актове за {year} г. ({citation})").format(
            year=self._draft.year, citation=self._draft.rule.citation
        )
        column.addWidget(label(head, "heading", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        self._list = QVBoxLayout()
        column.addLayout(self._list)
        column.addStretch(1)
        row = QHBoxLayout()
        self.new = button(_("Впиши акт…"), self._new, primary=True)
        row.addWidget(self.new)
        row.addWidget(button(_("Проекти и преписки…"), self._papers, icon_name="printer"))
        row.addWidget(button(_("Затвори"), self.accept))
        row.addStretch(1)
        column.addLayout(row)
        self._show()
        context.tasks.changed.connect(self._reload)

    def _reload(self, _kinds: frozenset[str]) -> None:
        edition_id = self._draft.edition_id
        self.context.tasks.read(lambda s: _load(s, edition_id), self._take, owner=self)

    def _take(self, loaded: _Loaded) -> None:
        self._draft, self._acts = loaded
        self._show()

    def _show(self) -> None:
        clear(self._list)
        for act in self._acts:
            self._list.addWidget(self._card(act))
        if not self._acts:
            said = _("Още няма вписан акт. Един акт може да удостои няколко допуснати предложения.")
            self._list.addWidget(label(said, "muted", wrap=True))

    def _card(self, act: ActView) -> Card:
        card = Card()
        card.column.addWidget(label(act.act.text, "heading", wrap=True))
        card.column.addWidget(label(", ".join(one.name for one in act.named), wrap=True))
        row = QHBoxLayout()
        if act.entered:
            row.addWidget(Chip(_("вписано в книгата"), "gold"))
        else:
            row.addWidget(button(_("Впиши в книгата"), partial(self._enter, act)))
            strike = partial(strike_act, self, self.context, act, self.message.refuse)
            row.addWidget(button(_("Отмени акта…"), strike))
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _enter(self, act: ActView) -> None:
        enter(self, self, self._draft.award, lambda s: s.acts.results(act.id))

    def _papers(self) -> None:
        name = f"{self._draft.award} {self._draft.year}"
        show_direct(self, self.context, self._draft.edition_id, name)

    def _new(self) -> None:
        enter_act(self, self.context, self._draft)


def open_acts(screen: NominationsScreen) -> None:
    """The acts of the edition of the nomination in sight."""
    detail = screen.panel.detail
    if detail is None:
        screen.message.tell(_("Изберете предложение от изданието."))
        return
    edition_id = detail.row.edition_id

    def show(loaded: _Loaded) -> None:
        dialog = ActsDialog(screen, screen.context, loaded)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    screen.context.tasks.read(
        lambda s: _load(s, edition_id), show, screen.message.refuse, owner=screen
    )


def _load(services: Services, edition_id: int) -> _Loaded:
    return services.acts.draft_of_edition(edition_id), services.acts.of_edition(edition_id)
