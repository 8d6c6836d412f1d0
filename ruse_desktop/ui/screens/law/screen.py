"""Наредба → Текст и редакции: contents, text by edition, rules beside each provision, search."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.search import Hit, find
from ruse_desktop.ui.kit.basics import Chip, SearchField, button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.base import Screen, ScreenContext
from ruse_desktop.ui.screens.law.act_text import ActText
from ruse_desktop.ui.screens.law.beside import ChangesPanel, RulesPanel
from ruse_desktop.ui.screens.law.contents import Contents
from ruse_desktop.ui.screens.law.verbs import LawVerbs
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.amending import EditionLine, LawPage

_TYPING_MS = 150


class LawScreen(Screen):
    """One edition of the ordinance at a time."""

    id = "law"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.page: LawPage | None = None
        self._wanted = ""
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._to_change = False
        self.verbs = LawVerbs(self)
        self._widgets()
        self._lay_out()
        self.editions.activated.connect(self._choose_edition)
        self.contents.chosen.connect(self.go)
        self.text.chosen.connect(self._placed)
        self.rules.wanted.connect(self.go)
        self.changes.wanted.connect(self.go)
        on_typing = on_change(_TYPING_MS, self._search, self)
        self.search.textChanged.connect(lambda _text: on_typing())
        self.search.returnPressed.connect(partial(self.step, 1))

    def _widgets(self) -> None:
        self.editions = QComboBox()
        self.editions.setAccessibleName(_("Редакция"))
        self.editions.setMinimumWidth(px(300))
        self.state = Chip()
        self.search = SearchField(_("Търсене в текста или чл. 44"))
        self.search.setMinimumWidth(px(240))
        self.count = label("", "muted")
        self.about = label("", "muted", wrap=True)
        self.contents = Contents()
        self.text = ActText()
        self.rules = RulesPanel()
        self.changes = ChangesPanel()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        for part in (self.editions, self.state, self.search, self.count):
            top.addWidget(part)
        top.addStretch(1)
        actions = self.context.actions
        for name, sign in (("law.previous", "arrow-up"), ("law.next", "arrow-down")):
            step = button("", partial(actions.run, name), icon_name=sign)
            step.setProperty("tool", True)  # noqa: FBT003 - Qt
            step.setAccessibleName(
                _("Предишно попадение") if "prev" in name else _("Следващо попадение")
            )
            step.setToolTip("Shift+F3" if "prev" in name else "F3")
            top.insertWidget(top.count() - 1, step)
        top.addWidget(actions.button("law.amend", primary=True))
        column.addLayout(top)
        column.addWidget(self.about)
        side = QTabWidget()
        side.setAccessibleName(_("Към разпоредбата"))
        side.addTab(self.rules, _("Правила"))
        side.addTab(self.changes, _("Какво се промени"))
        self.side = side
        split = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.contents, self.text, side):
            split.addWidget(pane)
        split.setStretchFactor(1, 3)
        split.setStretchFactor(2, 1)
        split.setSizes([px(250), px(660), px(400)])
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)

    # what is shown

    def activated(self) -> None:
        """Begin in the text."""
        self.text.setFocus()

    def focus_search(self, text: str = "") -> None:
        """Search in the text."""
        self.search.setFocus()
        if text:
            self.search.setText(text)
        self.search.selectAll()

    def reload(self, kinds: frozenset[str]) -> None:
        """The edition shown, anew."""
        if not kinds or kinds & {"law", "editions"}:
            self.show_edition(self._wanted)

    def show_edition(self, edition_id: str = "") -> None:
        """Show this edition; „“ = the one in force today."""
        self._wanted = edition_id
        self.context.tasks.read(
            lambda s: s.ordinance.page(edition_id), self._take, self._gone, owner=self
        )

    def open_record(self, kind: str, record_id: int) -> None:
        """A unit: where the act speaks of it."""
        del kind
        self.context.tasks.read(lambda s: s.search.unit_place(record_id), self.go, owner=self)

    def go(self, place: Citation) -> None:
        """Show the place and its rules."""
        self.text.go(place)
        self._placed(place)

    def step(self, by: int) -> None:
        """Go to another hit of the search, round the end."""
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._show_hit()

    def _gone(self, problem: Exception) -> None:
        if self._wanted:
            self.show_edition()
        else:
            self.context.problem(problem)

    def _take(self, page: LawPage) -> None:
        kept = self.place if self.page is not None else Citation("1")
        if self._to_change and page.changes:
            kept = page.changes[0].citation
        self._to_change = False
        self.page = page
        self._list_editions(page)
        edition = page.edition
        changed = {change.citation: change for change in page.changes}
        self.contents.show_act(edition.provisions)
        self.text.show_text(edition.provisions, changed)
        self.changes.show_page(page)
        self._placed(kept)
        self.text.go(kept)
        self._search()
        self.context.actions.refresh()

    def _list_editions(self, page: LawPage) -> None:
        self.editions.clear()
        for line in page.editions:
            self.editions.addItem(line.label, line.id)
        place = [line.id for line in page.editions].index(page.edition.id)
        self.editions.setCurrentIndex(place)
        line = page.editions[place]
        self.state.show_state(*_state(line, page))
        self.about.setText(" · ".join(_about(line, page)))

    @property
    def found(self) -> bool:
        """Whether the search has hits."""
        return bool(self._hits)

    @property
    def place(self) -> Citation:
        """The place whose rules are shown."""
        return self._place

    _place = Citation("1")

    def _placed(self, place: Citation) -> None:
        self._place = place
        if self.page is not None:
            self.rules.show_place(
                self.page, place, self.verbs.confirm_place if self.verbs.may else None
            )
            self.contents.follow(place)

    def _choose_edition(self, _index: int) -> None:
        self.show_edition(str(self.editions.currentData()))

    def _search(self) -> None:
        if self.page is None:
            return
        sought = self.search.text().strip()
        self._hits = find(self.page.edition.provisions, sought) if sought else ()
        self._hit = 0 if self._hits else -1
        self._show_hit()

    def _show_hit(self) -> None:
        self.text.show_hits(self._hits, self._hit)
        if self._hits:
            said = _("{n} от {all}").format(n=self._hit + 1, all=len(self._hits))
        else:
            said = _("няма") if self.search.text().strip() else ""
        self.count.setText(said)
        self.context.actions.refresh()

    def amended(self, edition_id: str) -> None:
        """An amendment was entered: show its edition."""
        day = date_short(date.fromisoformat(edition_id))
        self.context.notify(_("Изменението е въведено и е в сила от {day}").format(day=day))
        self.side.setCurrentWidget(self.changes)
        self._to_change = True
        self.show_edition(edition_id)


def _state(line: EditionLine, page: LawPage) -> tuple[str, str]:
    if line.today:
        return _("в сила днес"), "met"
    if line.text_only:
        return _("само за четене"), "neutral"
    newer = [one for one in page.editions if one.in_force > line.in_force]
    if any(one.today for one in newer):
        return _("предишна"), "neutral"
    return _("предстои"), "gold"


def _about(line: EditionLine, page: LawPage) -> list[str]:
    made = [page.edition.decision, _("в сила от {day}").format(day=date_short(line.in_force))]
    made.append(_("сверена на {day}").format(day=date_short(line.checked_on)))
    whole = next((one for one in page.confirmations if one.citation is None), None)
    if whole is not None and not whole.stale:
        made.append(
            _("потвърдена от {by} на {day}").format(by=whole.by, day=date_short(whole.at.date()))
        )
    entered = next((o for o in page.amendments if o.edition == line.id and not o.withdrawn), None)
    if line.overlay and entered is not None:
        made.append(
            _("въведена от {by} на {day}").format(by=entered.by, day=date_short(entered.at.date()))
        )
    if line.pinned:
        made.append(_("открити издания по нея: {n}").format(n=line.pinned))
    if page.foreign:
        made.append(_("в папката с измененията има въведено извън програмата"))
    return made
