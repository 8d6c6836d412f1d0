"""What was made public of an award edition: what is missing, what appeared where, texts to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.publications import KIND_NAMES, OTHER
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import (
    Chip,
    EmptyState,
    FindingsList,
    MessageBar,
    button,
    clear,
    label,
)
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.nominations.publication import PublicationDialog
from ruse_desktop.ui.screens.sessions.papers import show_announcements
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.publications import Publication, PublicityState, PublicityView
    from ruse_desktop.ui.screens.base import ScreenContext


class PublicityDialog(QDialog):
    """The rules of the act with what appeared under each, and the list of all appearances."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, edition_id: int, view: PublicityView
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._edition_id = edition_id
        self._view = view
        self.setWindowTitle(
            _("Оповестяване · {award} {year}").format(
                award=view.names.get(view.award, view.award), year=view.year
            )
        )
        self.resize(px(900), px(600))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        self._states = QVBoxLayout()
        self._states.setSpacing(6)
        column.addLayout(self._states)
        self.findings = FindingsList(context.show_article)
        column.addWidget(self.findings)
        columns = (
            Column(_("Дата"), 96),
            Column(_("Къде е излязло"), 220, stretch=True),
            Column(_("Вид"), 130),
            Column(_("За какво"), 200),
            Column(_("Препратка"), 160),
        )
        self.table = ListTable(columns, _("Публикации"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        column.addWidget(self.table, 1)
        self._empty = EmptyState(
            "mail",
            _("Още няма записани публикации"),
            _("Впишете къде и кога е излязла поканата или съобщението."),
        )
        column.addWidget(self._empty, 1)
        column.addLayout(self._buttons())
        self._show(view)
        context.tasks.changed.connect(self._reload)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.new = button(_("Впиши публикация…"), self._new, primary=True)
        self.texts = button(_("Текстове за публикуване…"), self._texts, icon_name="printer")
        self.strike = button(_("Зачеркни…"), self._strike)
        for one in (self.new, self.texts, self.strike):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def _reload(self, kinds: frozenset[str]) -> None:
        if kinds and not kinds & {"publications", "editions"}:
            return
        number = self._edition_id
        self._context.tasks.read(
            lambda s: s.publications.view(number), self._show, self.message.refuse, owner=self
        )

    def _show(self, view: PublicityView) -> None:
        self._view = view
        clear(self._states)
        for state in view.states:
            self._states.addLayout(_state(state))
        self.findings.show_findings(view.open)
        self.findings.setVisible(bool(view.open))
        rules = {state.rule.code: state.rule.name for state in view.states}
        self.table.show_lines([_line(one, rules) for one in view.all], self.table.current_key())
        self.table.setVisible(bool(view.all))
        self._empty.setVisible(not view.all)
        self._allow()

    def _chosen(self) -> Publication | None:
        key = self.table.current_key()
        return next((one for one in self._view.all if one.id == key), None)

    def _allow(self) -> None:
        chosen = self._chosen()
        self.strike.setEnabled(chosen is not None and not chosen.struck_why)

    def _new(self) -> None:
        dialog = PublicationDialog(self, self._context, self._edition_id, self._view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _texts(self) -> None:
        name = self.windowTitle().partition(" · ")[2]
        show_announcements(self, self._context, self._edition_id, name)

    def _strike(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        question = _("Защо зачерквате „{medium}“? Записът остава с причината.").format(
            medium=chosen.medium
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"))
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        number, why = chosen.id, asked.text()
        self._context.tasks.write(
            lambda s: s.publications.strike(number, why, actor=s.actor),
            None,
            self.message.refuse,
            owner=self,
        )


def _state(state: PublicityState) -> QHBoxLayout:
    """„Медийна кампания · до 10.04.2026 г.“ with how often it appeared."""
    row = QHBoxLayout()
    last = state.deadline
    text = (
        _("{name} · до {day}").format(name=state.rule.name, day=date_short(last.effective))
        if last
        else state.rule.name
    )
    row.addWidget(label(text, "heading", wrap=True), 1)
    tone = "met" if state.shown and not state.findings else "judgement"
    row.addWidget(Chip(state.count, tone))
    return row


def _line(one: Publication, rules: dict[str, str]) -> Line:
    day = date_plain(one.on) if one.on else ""
    medium = one.medium
    if one.struck_why:
        medium = _("зачеркнато: {medium} ({why})").format(medium=medium, why=one.struck_why)
    elif one.listed and one.instead:
        medium = _("{medium} – вместо {listed}").format(medium=medium, listed=one.listed)
    what = rules.get(one.purpose, _("друго") if one.purpose == OTHER else one.purpose)
    return Line(
        one.id,
        (day, medium, _(KIND_NAMES[one.kind]), what, one.reference),
        sort=(one.on, medium, one.kind, what, one.reference),
    )


def open_publicity(
    screen: QWidget,
    context: ScreenContext,
    edition_id: int,
    refused: Callable[[Exception], object],
) -> None:
    """Open what was made public of an edition."""

    def show(view: PublicityView) -> None:
        dialog = PublicityDialog(screen, context, edition_id, view)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(lambda s: s.publications.view(edition_id), show, refused, owner=screen)
