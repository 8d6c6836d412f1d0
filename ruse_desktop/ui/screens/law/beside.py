"""Beside the text: the rules of a provision with who confirmed it, and what the edition changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import sentence
from ruse_desktop.ui.kit.basics import Chip, clear, label, link
from ruse_desktop.ui.screens.law.act_text import KINDS
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.amending import LawPage, Rule
    from ruse_desktop.domain.amendments import Change
    from ruse_desktop.domain.rules import Provision


class ScrollColumn(QScrollArea):
    """A column of widgets that scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(px(12), px(10), px(12), px(10))
        self.column.setSpacing(px(6))
        self.setWidget(inside)


class RulesPanel(ScrollColumn):
    """The rules of one provision; `wanted` is a place to go to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Правила към разпоредбата"))

    def show_place(
        self, page: LawPage, place: Citation, confirm: Callable[[], object] | None
    ) -> None:
        """Show the place's rules and who confirmed it; `confirm` None = the person may not."""
        clear(self.column)
        self.column.addWidget(label(str(place), "heading"))
        self._confirmed(page, place, confirm)
        if page.edition.text_only:
            text = _("Тази редакция е само за четене: правилата ѝ не са въведени.")
            self.column.addWidget(label(text, "muted", wrap=True))
        elif rules := page.rules_at(place):
            count = ngettext("{n} правило", "{n} правила", len(rules)).format(n=len(rules))
            self.column.addWidget(label(count, "muted"))
            for rule in rules:
                self.column.addWidget(self._rule(rule, place))
        else:
            self.column.addWidget(
                label(_("Програмата няма правило, което да следва от тук."), "muted", wrap=True)
            )
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _confirmed(
        self, page: LawPage, place: Citation, confirm: Callable[[], object] | None
    ) -> None:
        held = page.confirmed(place)
        if held is None:
            text = _("Още не е потвърдено от ръководител.")
        else:
            text = sentence(
                _("Потвърдено от {by} на {day}").format(by=held.by, day=date_short(held.at.date()))
            )
            if held.stale:
                text += " " + _("Оттогава текстът или правилата са други.")
        self.column.addWidget(label(text, "muted", wrap=True))
        if confirm is not None and (held is None or held.stale):
            do = link(_("Потвърждавам, че е вярно"), confirm)
            do.setToolTip(_("Сравнили сте текста и правилата с публикуваната наредба."))
            self.column.addWidget(do, 0, Qt.AlignmentFlag.AlignLeft)

    def _rule(self, rule: Rule, place: Citation) -> QWidget:
        made = QFrame()
        made.setObjectName("card")
        column = QVBoxLayout(made)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(2))
        top = QHBoxLayout()
        top.addWidget(label(f"{rule.title} · {rule.group}", "muted", wrap=True), 1)
        if rule.citation != place:
            citation = rule.citation
            top.addWidget(link(str(citation), lambda: self.wanted.emit(citation)))
        column.addLayout(top)
        column.addWidget(label(f"{rule.says}.", wrap=True))
        made.setAccessibleName(f"{rule.title}, {rule.group}: {rule.says}")
        return made


class ChangesPanel(ScrollColumn):
    """What the edition changed against the one before; `wanted` is a place to go to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Какво се промени"))

    def show_page(self, page: LawPage) -> None:
        """List the changes with the text before and after, where it is known."""
        clear(self.column)
        if page.previous is None:
            text = _("Това е първата редакция: с нея наредбата е приета.")
        elif not page.changes:
            text = _("Не са отбелязани промени в текста спрямо предходната редакция.")
        else:
            text = _("Спрямо редакцията {label}:").format(label=page.previous.label)
        self.column.addWidget(label(page.edition.decision, "heading", wrap=True))
        self.column.addWidget(label(text, "muted", wrap=True))
        for change in page.changes:
            self.column.addWidget(change_card(change, self.wanted.emit))
        if page.rule_changes:
            self.column.addWidget(label(_("Правила"), "heading"))
            for before, after in page.rule_changes:
                self.column.addWidget(rule_card(before, after))
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)


def change_card(change: Change, go: Callable[[Citation], object] | None) -> QWidget:
    """A provision with its text before and after; `go` None = the place is no link."""
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(px(12), px(8), px(12), px(8))
    column.setSpacing(px(4))
    top = QHBoxLayout()
    citation = change.citation
    name = str(citation)
    top.addWidget(label(name, "heading") if go is None else link(name, lambda: go(citation)))
    top.addStretch(1)
    top.addWidget(Chip(_(KINDS[change.kind]), "gold"))
    column.addLayout(top)
    for title, side in ((_("Преди"), change.before), (_("Сега"), change.after)):
        if side is not None:
            column.addWidget(label(title, "fieldName"))
            column.addWidget(label(_text(side), "" if side.text else "muted", wrap=True))
    return made


def rule_card(before: Rule | None, after: Rule | None) -> QWidget:
    """A rule before and after, in a sentence each."""
    shown = after or before
    assert shown is not None
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(px(12), px(8), px(12), px(8))
    column.setSpacing(px(3))
    head = f"{shown.citation} · {shown.title} · {shown.group}"
    column.addWidget(label(head, "muted", wrap=True))
    nothing = _("няма такова правило")
    for name, rule in ((_("Преди"), before), (_("Сега"), after)):
        column.addWidget(label(f"{name}: {rule.says if rule else nothing}.", wrap=True))
    return made


def _text(side: Provision) -> str:
    if side.unknown:
        return _("Текстът от това време не е въведен.")
    return _("Отменена.") if side.repealed else side.text
