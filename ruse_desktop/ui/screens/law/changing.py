"""The second step of an amendment: provisions with their new texts, and the rules beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.listing import identity_of
from ruse_desktop.law.search import find
from ruse_desktop.ui.kit.basics import Chip, SearchField, button, clear, label, link
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.law.act_text import KINDS
from ruse_desktop.ui.screens.law.beside import ScrollColumn
from ruse_desktop.ui.screens.law.rule_dialog import RuleDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ruse_desktop.domain.amending import Rule
    from ruse_desktop.ui.screens.law.draft import Draft

_NOTHING, _TEXT, _GONE = range(3)


class ChangingStep(QWidget):
    """Provisions at the left; the chosen one's text and rules at the right. `touched` on a change."""

    touched = Signal()

    def __init__(self, draft: Draft, settings: QSettings) -> None:
        super().__init__()
        self.draft = draft
        self.place: Citation | None = None
        self._places: list[Citation] = []
        self._loading = False
        self.search = SearchField(_("Търсене: чл. 44 или думи от текста"))
        self.list = ListTable(
            (
                Column(_("Място"), 150),
                Column(_("Текст"), 200, stretch=True),
                Column("", 92, chip=True),
            ),
            _("Разпоредби"),
            settings,
        )
        self.search.textChanged.connect(lambda _text: self.fill())
        self.list.chosen.connect(self._choose)
        self._build()
        self.fill()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(6), 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.title = label("", "heading")
        self.now = label("", "quote", wrap=True)
        self.what = QComboBox()
        self.what.setAccessibleName(_("Какво става с текста"))
        self.what.activated.connect(self._chosen_what)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Нов текст"))
        self.text.setPlaceholderText(_("Целият нов текст на разпоредбата"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(110))
        self.text.textChanged.connect(self._typed)
        self.new_place = QLineEdit()
        self.new_place.setAccessibleName(_("Място на новата разпоредба"))
        self.new_place.returnPressed.connect(self.add_provision)
        self.problem = label("", "problem", wrap=True)
        self.rules = QVBoxLayout()
        self.rules.setSpacing(px(6))
        area = ScrollColumn(_("Избраната разпоредба"))
        right = area.column
        for part in (self.title, self.now, self.what, self.text):
            right.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(label(_("Нова разпоредба:"), "fieldName"))
        row.addWidget(self.new_place, 1)
        row.addWidget(button(_("Добави разпоредбата"), self.add_provision))
        right.addLayout(row)
        right.addWidget(self.problem)
        right.addWidget(label(_("Правила към нея"), "heading"))
        right.addLayout(self.rules)
        right.addStretch(1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(area)
        split.setSizes([px(480), px(620)])
        split.setChildrenCollapsible(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def fill(self) -> None:
        """List the provisions the search lets through."""
        provisions = self.draft.provisions()
        sought = self.search.text().strip()
        through = {hit.citation for hit in find(provisions, sought)} if sought else None
        touched = self.draft.changed_places()
        self._places = [one.citation for one in provisions]
        lines = []
        for n, one in enumerate(provisions):
            if through is not None and one.citation not in through:
                continue
            kind = touched.get(one.citation)
            word = _(KINDS[kind]) if kind else (_("правило") if one.citation in touched else "")
            text = _("отм.") if one.repealed else " ".join(one.text.split())[:120]
            lines.append(Line(n, (str(one.citation), text, word), "gold"))
        keep = self._places.index(self.place) if self.place in self._places else None
        self.list.show_lines(lines, keep)

    def show_place(self, place: Citation) -> None:
        """Choose this provision, or the first one under it."""
        self.search.clear()
        found = next((n for n, one in enumerate(self._places) if place.covers(one)), None)
        if found is not None:
            self.list.select(found)
            self._choose(found)

    def add_provision(self) -> None:
        """A new provision at the place typed."""
        try:
            place = Citation.parse(self.new_place.text())
        except ValueError:
            self.problem.setText(_("Напишете мястото, например чл. 44, ал. 4."))
            return
        if place in self._places:
            self.problem.setText(_("{place} вече я има.").format(place=place))
            return
        self.problem.setText("")
        self.draft.set_text(place, ChangeKind.ADDED)
        self.touched.emit()
        self.fill()
        self.show_place(place)
        self.text.setFocus()

    def _choose(self, key: int) -> None:
        if not 0 <= key < len(self._places):
            return
        self.place = place = self._places[key]
        self._loading = True
        was, change = self.draft.original(place), self.draft.texts.get(place)
        self.title.setText(str(place))
        self.now.setVisible(was is not None)
        if was is not None:
            self.now.setText(_("Отменена.") if was.repealed else was.text)
        self.what.clear()
        if was is None:
            names = ((_TEXT, _("Нова разпоредба")), (_NOTHING, _("Махни я от изменението")))
        else:
            names = (
                (_NOTHING, _("Текстът не се променя")),
                (_TEXT, _("Нов текст")),
                *(((_GONE, _("Отменя се")),) if not was.repealed else ()),
            )
        for code, name in names:
            self.what.addItem(name, code)
        code = _NOTHING
        if change is not None:
            code = _GONE if change.kind is ChangeKind.REPEALED else _TEXT
        self.what.setCurrentIndex(self.what.findData(code))
        self.text.setPlainText(change.text if change else "")
        self.text.setVisible(code == _TEXT)
        paragraph = f"{place.paragraph}а" if place.paragraph else "1"
        self.new_place.setPlaceholderText(str(Citation(place.article, paragraph)))
        self._loading = False
        self._show_rules()

    def _chosen_what(self, _index: int) -> None:
        place, code = self.place, self.what.currentData()
        if place is None:
            return
        was = self.draft.original(place)
        self.text.setVisible(code == _TEXT)
        if code == _TEXT:
            if was is not None and not self.text.toPlainText():
                self.text.setPlainText(was.text)
            self._typed()
            self.text.setFocus()
        else:
            self.draft.set_text(place, ChangeKind.REPEALED if code == _GONE else None)
            self._told()

    def _typed(self) -> None:
        if self.place is None or self._loading or self.what.currentData() != _TEXT:
            return
        was = self.draft.original(self.place)
        kind = ChangeKind.AMENDED if was is not None else ChangeKind.ADDED
        self.draft.set_text(self.place, kind, self.text.toPlainText().strip())
        self.touched.emit()

    def _told(self) -> None:
        self.touched.emit()
        self.fill()

    # rules

    def _show_rules(self) -> None:
        clear(self.rules)
        if self.place is None:
            return
        held = self.draft.rules_at(self.place)
        if not held:
            self.rules.addWidget(label(_("Няма правило, което да следва от тук."), "muted"))
        for rule, value in held:
            self.rules.addWidget(self._rule(rule, value))

    def _rule(self, rule: Rule, value: Any) -> QWidget:
        made = QFrame()
        made.setObjectName("card")
        column = QVBoxLayout(made)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(2))
        changed = rule.id in self.draft.rules
        top = QHBoxLayout()
        top.addWidget(label(f"{rule.title} · {rule.group}", "muted", wrap=True), 1)
        if changed:
            top.addWidget(Chip(_("отпада") if value is None else _("променено"), "gold"))
        column.addLayout(top)
        now = rule.says if value is None else self.draft.says(rule.id, value)
        column.addWidget(label(f"{now}.", wrap=True))
        row = QHBoxLayout()
        for name, run in self._verbs(rule, value, changed=changed):
            do = link(name, run)
            do.setAccessibleName(f"{name} {rule.title}: {now}")
            row.addWidget(do)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _verbs(self, rule: Rule, value: Any, *, changed: bool) -> list[tuple[str, Any]]:
        verbs: list[tuple[str, Any]] = []
        if value is not None:
            verbs.append((_("Промени…"), lambda: self._edit(rule, value)))
            if identity_of(rule.id.table):
                verbs.append((_("Ново по образец…"), lambda: self._edit(rule, value, new=True)))
            if rule.id.table != "award":
                verbs.append((_("Отпада"), lambda: self._drop(rule)))
        if changed:
            verbs.append((_("Върни"), lambda: self._restore(rule)))
        return verbs

    def _edit(self, rule: Rule, value: Any, *, new: bool = False) -> None:
        dialog = RuleDialog(self, self.draft, rule, value, new=new)
        dialog.accepted.connect(lambda: self._take(dialog))
        dialog.open()

    def _take(self, dialog: RuleDialog) -> None:
        if dialog.written is not None:
            self.draft.set_rule(*dialog.written)
            self._after_rule()

    def _drop(self, rule: Rule) -> None:
        self.draft.drop_rule(rule.id)
        self._after_rule()

    def _restore(self, rule: Rule) -> None:
        self.draft.restore_rule(rule.id)
        self._after_rule()

    def _after_rule(self) -> None:
        self._told()
        self._show_rules()
