"""Intake by hand: the form, with the findings beside it as one types, and its drafts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, FindingsList, MessageBar, button, clear, label, link
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.nominations.form import NominationForm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.nominations import NominationDetail, NominationInput
    from ruse_desktop.domain.people import Candidate, Organisation, Person
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.article_panel import Article
    from ruse_desktop.ui.screens.base import ScreenContext

_SETTLED_MS = 250
_DRAFT_MS = 2000


class NominationDialog(QDialog):
    """A nomination being typed; a draft is kept while one types, so a crash loses nothing."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        edition: AwardEdition,
        award: AwardRules,
        detail: NominationDetail | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.edition = edition
        self.nomination_id = detail.row.id if detail else None
        self.is_draft = detail is None or not detail.row.number
        self.saved_id: int | None = None
        self.registering = False
        self._saving = False
        self._then: Callable[[], object] | None = None
        number = detail.row.number if detail else ""
        head = _("Предложение {number}").format(number=number) if number else _("Ново предложение")
        self.setWindowTitle(f"{head} · {award.short_name} {edition.year}")
        self.resize(1240, 690)
        self.form = NominationForm(award, edition.id, context.clock.today)
        self._build()
        if detail is not None:
            self.form.load(detail)
        self._before = self.form.typed()
        self._soon = on_change(_SETTLED_MS, self._recheck, self)
        self._autosave = on_change(_DRAFT_MS, self.keep, self)
        self.form.touched.connect(self._touched)
        context.tasks.read(
            lambda s: s.people.organisations(limit=5000), self._know_organisations, owner=self
        )
        self._recheck()
        self.form.ui.registryNo.setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 12)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(12)
        left = Card()
        left.column.addWidget(_scroll(self.form))
        row.addWidget(left, 13)
        row.addWidget(self._beside(), 9)
        outer.addLayout(row, 1)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        name = _("Регистрирай") if self.is_draft else _("Запиши промените")
        self.register = button(name, self._register, primary=True)
        bar.addWidget(self.register)
        self.draft = button(_("Запиши като чернова"), self._save_draft)
        self.draft.setVisible(self.is_draft)
        bar.addWidget(self.draft)
        bar.addWidget(button(_("Затвори"), self.reject))
        bar.addStretch(1)
        self.kept = label("", "muted")
        bar.addWidget(self.kept)
        outer.addLayout(bar)
        self.register.setToolTip(_("Ctrl+Enter"))
        for keys, run in (
            ("Ctrl+Return", self._register),
            ("Ctrl+Enter", self._register),
            ("Ctrl+S", self._save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _beside(self) -> QWidget:
        right = Card()
        right.column.addWidget(label(_("Проверка за допустимост"), "heading"))
        self.summary = label("", "muted", wrap=True)
        right.column.addWidget(self.summary)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(2)
        right.column.addLayout(self.cards)
        self.findings = FindingsList(self._show_article)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        right.column.addWidget(_scroll(holder), 3)
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
        right.column.addWidget(self.article, 2)
        return right

    def _know_organisations(self, found: tuple[Organisation, ...]) -> None:
        self.form.know_organisations(found)

    # findings and cards while typing

    def _touched(self) -> None:
        self._soon()
        if self.is_draft:
            self._autosave()

    def _recheck(self) -> None:
        """Findings of what is typed, and saved cards that may be the same nominee."""
        typed, number = self.form.typed(), self.nomination_id
        self.context.tasks.read(
            lambda s: s.nominations.findings(typed, nomination_id=number),
            self._show_findings,
            self.message.refuse,
            owner=self,
        )
        kind, name = self.form.kind, self.form.card.name
        born = typed.person.birth_year if typed.person else None
        self.context.tasks.read(
            lambda s: s.people.likely_duplicates(name, kind=kind, birth_year=born, limit=4),
            self._show_cards,
            self.message.refuse,
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
        others = [one for one in found if one.id != self.form.nominee_id]
        if len(others) < len(found):
            self.cards.addWidget(
                link(_("Предложеният е от картотеката – впиши друг"), self._part_from_card)
            )
        if others:
            self.cards.addWidget(label(_("Има подобни в картотеката. Същият ли е?"), wrap=True))
        for one in others:
            text = " · ".join(part for part in (one.name, one.detail) if part)
            if one.kind is NomineeKind.TEAM:
                self.cards.addWidget(label(text, "muted", wrap=True))
                continue
            take = link(_("Да, това е {name}").format(name=text), partial(self._take_card, one))
            self.cards.addWidget(take)

    def _take_card(self, chosen: Candidate) -> None:
        kind, card_id = chosen.kind, chosen.id
        self.context.tasks.read(
            lambda s: _card(s, kind, card_id),
            lambda card: self._use_card(card_id, card),
            self.message.refuse,
            owner=self,
        )

    def _use_card(self, card_id: int, card: Person | Organisation) -> None:
        self.form.nominee_id = card_id
        self.form.show_nominee(card)
        self._touched()

    def _part_from_card(self) -> None:
        self.form.nominee_id = None
        self.form.show_nominee(type(self.form.card.typed())(""))
        self.form.card.first_field.setFocus()
        self._touched()

    def _show_article(self, citation: Citation) -> None:
        """The article beside the form: the window's own panel lies under this dialog."""
        from ruse_desktop.ui.article_panel import read_article

        edition, today = self.edition.law_edition, self.context.clock.today()
        self.context.tasks.read(
            lambda s: read_article(s, citation, edition, today),
            self._open_article,
            self.message.refuse,
            owner=self,
        )

    def _open_article(self, article: Article) -> None:
        self.article_title.setText(article.title)
        self.article_edition.setText(article.edition)
        self.article_text.setPlainText(article.text)
        self.article.show()

    # saving; one save at a time, so that a draft is never entered twice

    def keep(self) -> None:
        """Keep the draft while one types; files come with the save that the person asks for."""
        if not self.is_draft or self.form.empty or self._saving or self.saved_id is not None:
            return
        typed, number = replace(self.form.typed(), attachments=()), self.nomination_id
        self._write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor, nomination_id=number),
            self._kept,
        )

    def _write(self, work: Callable[[Services], int], done: Callable[[int], object]) -> None:
        self._saving = True
        self.context.tasks.write(work, done, self._refused, owner=self, settled=self._settled)

    def _settled(self) -> None:
        self._saving = False

    def _kept(self, nomination_id: int) -> None:
        self.nomination_id = nomination_id
        now = self.context.clock.now()
        self.kept.setText(_("Черновата е запазена в {time} ч.").format(time=f"{now:%H:%M}"))
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refused(self, error: Exception) -> None:
        self._then = None
        self.registering = False
        self.register.setEnabled(True)
        self.message.refuse(error)

    def _save(self) -> None:
        if self.is_draft:
            self._save_draft()
        else:
            self._register()

    def _save_draft(self) -> None:
        if self._saving:
            self._then = self._save_draft
            return
        if self.form.empty:
            self.message.tell(_("Още няма какво да се запази. Впишете поне името."), "info")
            return
        typed, number = self.form.typed(), self.nomination_id
        self._write(
            lambda s: s.nominations.save_draft(typed, actor=s.actor, nomination_id=number),
            self._saved,
        )

    def _register(self) -> None:
        if self._saving:
            self._then = self._register
            return
        problems = self.form.problems(final=True)
        if problems:
            self.message.tell(" ".join(problems), "not-met")
            self.form.focus_problem()
            return
        self.register.setEnabled(False)
        self.registering = True
        self._write(self._entering(self.form.typed(), self.nomination_id), self._saved)

    def _entering(self, typed: NominationInput, number: int | None) -> Callable[[Services], int]:
        if self.is_draft or number is None:
            return lambda s: s.nominations.register(typed, actor=s.actor, nomination_id=number)

        def update(services: Services) -> int:
            services.nominations.update(number, typed, actor=services.actor)
            return number

        return update

    def _saved(self, nomination_id: int) -> None:
        self.saved_id = nomination_id
        super().accept()

    # leaving

    def reject(self) -> None:
        """Esc and „Затвори“: a draft stays kept, changes of a registered one are asked about."""
        if self.may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's cross does as Esc."""
        if self.saved_id is None and not self.may_leave():
            event.ignore()
            return
        super().closeEvent(event)

    def may_leave(self) -> bool:
        """Keep the draft, or ask about unsaved changes; whether the dialog may close."""
        if self.saved_id is not None:
            return True
        if self.is_draft:
            return self._leave_draft()
        if self.form.typed() == self._before:
            return True
        asked = QMessageBox(self)
        asked.setWindowTitle(_("Незаписани промени"))
        asked.setText(_("Промените по предложението не са записани."))
        save = asked.addButton(_("Запиши промените"), QMessageBox.ButtonRole.AcceptRole)
        drop = asked.addButton(_("Не записвай"), QMessageBox.ButtonRole.DestructiveRole)
        asked.setDefaultButton(save)
        asked.addButton(_("Продължи редактирането"), QMessageBox.ButtonRole.RejectRole)
        asked.exec()
        if asked.clickedButton() is save:
            self._register()
        return asked.clickedButton() is drop

    def _leave_draft(self) -> bool:
        """The last seconds of typing go into the draft before the dialog is gone."""
        if self.form.empty or self.form.typed() == self._before:
            return True
        self._save_draft()
        return False


def _scroll(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


def _card(services: Services, kind: NomineeKind, card_id: int) -> Person | Organisation:
    if kind is NomineeKind.PERSON:
        return services.people.person(card_id)
    return services.people.organisation(card_id)
