"""Intake by hand: the form, with the findings beside it as one types, and its drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sentence
from ruse_desktop.ui.kit.basics import Card, MessageBar, button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.nominations.beside import Beside, scrolled
from ruse_desktop.ui.screens.nominations.form import NominationForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.nominations import NominationDetail, NominationInput
    from ruse_desktop.domain.people import Organisation
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

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
        self._asked = self._asked_all = False
        self._then: Callable[[], object] | None = None
        number = detail.row.number if detail else ""
        head = _("Предложение {number}").format(number=number) if number else _("Ново предложение")
        self.setWindowTitle(f"{head} · {award.short_name} {edition.year}")
        self.resize(1240, 690)
        self.form = NominationForm(award, edition.id, context.clock.today)
        self.beside = Beside(context, self.form, edition.law_edition)
        self._build()
        self.beside.refused.connect(self.message.refuse)
        self.form.article_asked.connect(self.beside.show_article)
        if detail is not None:
            self.form.load(detail)
        self._before = self.form.typed()
        self._autosave = on_change(_DRAFT_MS, self.keep, self)
        self.beside.nomination_id = self.nomination_id
        self.form.touched.connect(self._touched)
        context.tasks.read(
            lambda s: s.people.organisations(limit=5000), self._know_organisations, owner=self
        )
        self.beside.look()
        self.form.ui.registryNo.setFocus()

    def _article_here(self) -> None:
        """F1: the article of the field that is being filled in."""
        citation = self.form.facts.citation_at(self.focusWidget())
        if citation is not None:
            self.beside.show_article(citation)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 12)
        outer.setSpacing(10)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(12)
        left = Card()
        left.column.addWidget(scrolled(self.form, _("Полета на предложението")))
        row.addWidget(left, 13)
        row.addWidget(self.beside, 9)
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
            ("F1", self._article_here),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _know_organisations(self, found: tuple[Organisation, ...]) -> None:
        self.form.proposer.know(found)

    def _touched(self) -> None:
        self.beside.look_soon()
        if self._asked and not self.form.problems(final=self._asked_all):
            self._asked = False
            self.message.hide()
        if self.is_draft:
            self._autosave()

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
        self.nomination_id = self.beside.nomination_id = nomination_id
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
        if self.unreadable():
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
            self.message.tell(" ".join(map(sentence, problems)), "not-met")
            self._asked = self._asked_all = True
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

    def unreadable(self) -> bool:
        """Whether something typed cannot be read and would be lost; its field is marked."""
        problems = self.form.problems(final=False)
        if problems:
            advice = _("Поправете го или го изтрийте, иначе няма да се запази.")
            self.message.tell(" ".join((*map(sentence, problems), advice)), "not-met")
            self._asked, self._asked_all = True, False
            self.form.focus_problem()
        return bool(problems)

    def may_leave(self) -> bool:
        """Keep the draft, or ask about unsaved changes; whether the dialog may close."""
        if self.saved_id is not None:
            return True
        if self.is_draft:
            return self._leave_draft()
        if self.form.typed() == self._before and not self.form.problems(final=False):
            return True
        asked = QMessageBox(self)
        asked.setTextFormat(Qt.TextFormat.PlainText)
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
        if self.unreadable():
            return False
        if self.form.empty or self.form.typed() == self._before:
            return True
        self._save_draft()
        return False
