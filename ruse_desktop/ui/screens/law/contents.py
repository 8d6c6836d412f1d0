"""The contents of the act: chapters, sections, articles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from ruse_desktop.domain.citations import PREAMBLE, Citation
from ruse_desktop.domain.rules import Provision
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import plain_tip
from ruse_desktop.ui.theme import px

_PLACE = Qt.ItemDataRole.UserRole
_LONG = 60


class Contents(QTreeWidget):
    """Enter or a click goes to the place; it follows the text."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName(_("Съдържание"))
        self.setIndentation(px(14))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(px(200))
        self._articles: dict[str, QTreeWidgetItem] = {}
        self._following = False
        self._provisions: Sequence[Provision] = ()
        theme.theme().changed.connect(self._again)
        self.currentItemChanged.connect(self._choose)
        self.itemClicked.connect(lambda item, _column: self._choose(item))

    def show_act(self, provisions: Sequence[Provision]) -> None:
        """Fill the tree; what was open by chapter stays open."""
        self._provisions = provisions
        opened = {item.text(0) for item in self._chapters() if item.isExpanded()}
        self._following = True
        self.clear()
        self._articles = {}
        parents: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for one in provisions:
            place = one.citation
            if place.article in self._articles:
                continue
            path = () if place.article == PREAMBLE else levels(one.heading)
            parent = self._parent(path, parents)
            item = QTreeWidgetItem([_article(one)])
            item.setData(0, _PLACE, Citation(place.article))
            item.setToolTip(0, plain_tip(one.text[:300]))
            if self._gone(place.article, provisions):
                item.setText(0, _("{article} – отм.").format(article=Citation(place.article)))
                item.setForeground(0, QBrush(QColor(theme.colours().muted)))
            parent.addChild(item) if parent else self.addTopLevelItem(item)
            self._articles[place.article] = item
        for chapter in self._chapters():
            chapter.setExpanded(chapter.text(0) in opened)
        self._following = False

    def follow(self, place: Citation) -> None:
        """Show where the text is, without going anywhere."""
        item = self._articles.get(place.article)
        if item is None or item is self.currentItem():
            return
        self._following = True
        self.setCurrentItem(item)
        self.scrollToItem(item)
        self._following = False

    def _again(self) -> None:
        """The same in other colours."""
        item = self.currentItem()
        place = item.data(0, _PLACE) if item is not None else None
        self.show_act(self._provisions)
        if place is not None:
            self.follow(place)

    def _chapters(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _parent(
        self, path: tuple[str, ...], parents: dict[tuple[str, ...], QTreeWidgetItem]
    ) -> QTreeWidgetItem | None:
        parent: QTreeWidgetItem | None = None
        for depth in range(1, len(path) + 1):
            key = path[:depth]
            if key not in parents:
                made = QTreeWidgetItem([key[-1]])
                made.setToolTip(0, plain_tip(key[-1]))
                parent.addChild(made) if parent else self.addTopLevelItem(made)
                parents[key] = made
            parent = parents[key]
        return parent

    def _choose(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is not None and not self._following:
            self.chosen.emit(place)

    @staticmethod
    def _gone(article: str, provisions: Sequence[Provision]) -> bool:
        return all(one.repealed for one in provisions if one.citation.article == article)


def levels(heading: str) -> tuple[str, ...]:
    """„Глава втора, раздел І. Герб“ → („Глава втора“, „Раздел І. Герб“)."""
    chapter, sign, section = heading.partition(", раздел ")
    return (chapter, f"Раздел {section}") if sign else (heading,)


def _article(one: Provision) -> str:
    if one.citation.article == PREAMBLE:
        return _("Преамбюл")
    text = " ".join(one.text.split())
    shown = f"{text[:_LONG]}…" if len(text) > _LONG else text
    return f"{Citation(one.citation.article)}  {shown}"
