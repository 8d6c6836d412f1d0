"""What the program says of a nomination while it is typed: findings, like cards, the article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Card, FindingsList, Tall, clear, label, link, plain_tip
from ruse_desktop.ui.kit.tables import on_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.people import Candidate, Organisation, Person
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.article_panel import Article
    from ruse_desktop.ui.screens.base import ScreenContext
    from ruse_desktop.ui.screens.nominations.form import NominationForm

_SETTLED_MS = 250
_ROOM = 24


class Beside(Card):
    """The right column of the form."""

    refused = Signal(object)

    def __init__(self, context: ScreenContext, form: NominationForm, law_edition: str) -> None:
        super().__init__()
        self._context = context
        self._form = form
        self._law_edition = law_edition
        self.nomination_id: int | None = None
        self.look_soon = on_change(_SETTLED_MS, self.look, self)
        self.column.addWidget(label(_("Проверка за допустимост"), "heading"))
        self.summary = label("", "muted", wrap=True)
        self.column.addWidget(self.summary)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(2)
        self.column.addLayout(self.cards)
        self.findings = FindingsList(self.show_article)
        holder = Tall()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self.findings)
        inside.addStretch(1)
        self.column.addWidget(scrolled(holder, _("Проверка за допустимост")), 3)
        self.column.addWidget(self._article_box(), 2)

    def _article_box(self) -> QWidget:
        self.article = QWidget()
        inside = QVBoxLayout(self.article)
        inside.setContentsMargins(0, 4, 0, 0)
        top = QHBoxLayout()
        self.article_title = label("", "heading")
        top.addWidget(self.article_title, 1)
        top.addWidget(link(_("Скрий"), self.article.hide))
        inside.addLayout(top)
        self.article_edition = label("", "muted", wrap=True)
        inside.addWidget(self.article_edition)
        self.article_text = QPlainTextEdit()
        self.article_text.setReadOnly(True)
        self.article_text.setTabChangesFocus(True)
        self.article_text.setAccessibleName(_("Текст на наредбата"))
        inside.addWidget(self.article_text)
        self.article.hide()
        return self.article

    def look(self) -> None:
        """Findings of what is typed, and saved cards that may be the same nominee."""
        typed, number = self._form.typed(), self.nomination_id
        self._context.tasks.read(
            lambda s: s.nominations.findings(typed, nomination_id=number),
            self._show_findings,
            self.refused.emit,
            owner=self,
        )
        kind, name = self._form.kind, self._form.card.name
        born = typed.person.birth_year if typed.person else None
        self._context.tasks.read(
            lambda s: s.people.likely_duplicates(name, kind=kind, birth_year=born, limit=4),
            self._show_cards,
            self.refused.emit,
            owner=self,
        )

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self.findings.show_findings(found)
        standing = sum(one.open for one in found)
        self.summary.setText(
            ngettext(
                "{n} въпрос чака решение; регистрирането е възможно и така.",
                "{n} въпроса чакат решение; регистрирането е възможно и така.",
                standing,
            ).format(n=standing)
            if standing
            else _("Всичко проверено е изпълнено.")
        )

    def _show_cards(self, found: Sequence[Candidate]) -> None:
        """Saved cards like the one typed: take one over, or part from the one taken."""
        clear(self.cards)
        others = [one for one in found if one.id != self._form.nominee_id]
        if len(others) < len(found):
            part = _("Предложеният е от картотеката – впиши друг")
            self.cards.addWidget(link(part, self._part_from_card))
        if others:
            self.cards.addWidget(label(_("Има подобни в картотеката. Същият ли е?"), wrap=True))
        for one in others:
            text = " · ".join(part for part in (one.name, one.detail) if part)
            if one.kind is NomineeKind.TEAM:
                self.cards.addWidget(label(text, "muted", wrap=True))
                continue
            take = link(_("Да, това е {name}").format(name=one.name), partial(self._take_card, one))
            take.setToolTip(plain_tip(text))
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(take)
            row.addWidget(label(one.detail, "muted", wrap=True), 1)
            holder = QWidget()
            row.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(row)
            self.cards.addWidget(holder)

    def _take_card(self, chosen: Candidate) -> None:
        self._context.tasks.read(
            lambda s: _card(s, chosen.kind, chosen.id),
            lambda card: self._use_card(chosen.id, card),
            self.refused.emit,
            owner=self,
        )

    def _use_card(self, card_id: int, card: Person | Organisation) -> None:
        self._form.nominee_id = card_id
        self._form.show_nominee(card)
        self._form.touched.emit()

    def _part_from_card(self) -> None:
        self._form.nominee_id = None
        self._form.show_nominee(type(self._form.card.typed())(""))
        self._form.card.first_field.setFocus()
        self._form.touched.emit()

    def show_article(self, citation: Citation) -> None:
        """The article beside the form: the window's own panel lies under this dialog."""
        from ruse_desktop.ui.article_panel import read_article

        today = self._context.clock.today()
        self._context.tasks.read(
            lambda s: read_article(s, citation, self._law_edition, today),
            self._open_article,
            self.refused.emit,
            owner=self,
        )

    def _open_article(self, article: Article) -> None:
        self.article_title.setText(article.title)
        self.article_edition.setText(article.edition)
        self.article_text.setPlainText(article.text)
        self.article.show()


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """The widget in an area that scrolls up and down only, and shows whole what is being filled in."""
    made = _Scrolled()
    made.setAccessibleName(name)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


class _Scrolled(QScrollArea):
    """Qt itself brings only the cursor of a field into sight, not the field around it."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Go on, then show the field whole."""
        moved = super().focusNextPrevChild(next)
        self.show_whole(QApplication.focusWidget())
        return moved

    def show_whole(self, field: QWidget | None) -> None:
        """Scroll until the field stands in sight with some room around it, its top before all."""
        inside = self.widget()
        if field is None or inside is None or not inside.isAncestorOf(field):
            return
        top = field.mapTo(inside, QPoint(0, 0))
        for y in (top.y() + field.height(), top.y()):
            self.ensureVisible(top.x(), y, 0, theme.px(_ROOM))


def _card(services: Services, kind: NomineeKind, card_id: int) -> Person | Organisation:
    if kind is NomineeKind.PERSON:
        return services.people.person(card_id)
    return services.people.organisation(card_id)
