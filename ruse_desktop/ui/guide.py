"""The guide: pages of resources/help by task, opened by F1 at the page of the screen in sight."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.paths import resource
from ruse_desktop.kernel.text import search_key, search_words
from ruse_desktop.ui.kit.basics import SearchField, button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.theme import px, theme

if TYPE_CHECKING:
    from ruse_desktop.ui.main_window import MainWindow

FOLDER = "help"
NOT_DONE = "not"
PICTURE = (780, 439)
"""Width and height of the pictures as they are shipped, in pixels."""
_WIDE, _HIGH, _LIST, _EDGES = 1150, 690, 230, 130
_TYPING_MS = 150
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


@dataclass(frozen=True)
class GuidePage:
    """A page: its file's name, its title, the screens („screen“, „screen.section“) it explains."""

    id: str
    title: str
    screens: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page in Markdown."""
        return resource(FOLDER, f"{self.id}.md").read_text(encoding="utf-8")


@cache
def pages() -> tuple[GuidePage, ...]:
    """The pages in their order."""
    listed = tomllib.loads(resource(FOLDER, "guide.toml").read_text(encoding="utf-8"))["page"]
    return tuple(GuidePage(one["id"], one["title"], tuple(one["screens"])) for one in listed)


def page_for(screen: str, section: str = "") -> GuidePage:
    """The page of a section, else of its screen, else the first one."""
    by_place = {place: page for page in pages() for place in page.screens}
    return by_place.get(f"{screen}.{section}") or by_place.get(screen) or pages()[0]


class GuideWindow(QDialog):
    """Contents and search at the left, the page at the right; the work behind it goes on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ръководство"))
        self.resize(px(_WIDE), px(_HIGH))
        self.setModal(False)
        self._shown = ""
        self._before: list[str] = []
        self.search = SearchField(_("дума от ръководството…"))
        self.contents = QListWidget()
        self.contents.setAccessibleName(_("Съдържание"))
        self.contents.currentItemChanged.connect(lambda _now, _before: self._show())
        self.nothing = label(_("Никоя страница не съдържа това."), "muted", wrap=True)
        self.nothing.hide()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_("Страница от ръководството"))
        self.text.setSearchPaths([str(resource(FOLDER))])
        self.text.anchorClicked.connect(self._follow)
        left = QVBoxLayout()
        self.go_back = button(_("Назад"), self.back, icon_name="arrow-left")
        self.go_back.setEnabled(False)
        for keys in QKeySequence.keyBindings(QKeySequence.StandardKey.Back):
            if keys.toString() != "Backspace":
                QShortcut(keys, self, self.back)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        left.addWidget(self.nothing)
        left.addWidget(self.go_back)
        left.addWidget(button(_("Затвори"), self.close))
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(px(_LIST))
        left.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(12), px(12), px(12))
        row.setSpacing(px(12))
        row.addWidget(side)
        row.addWidget(self.text, 1)
        soon = on_change(_TYPING_MS, self._list, self)
        self.search.textChanged.connect(lambda _text: soon())
        theme().changed.connect(self._show)
        self._list()

    def open_page(self, page_id: str) -> None:
        """Show a page and come to the front."""
        if self.search.text():
            self.search.clear()
            self._list()
        for n in range(self.contents.count()):
            if self.contents.item(n).data(_ROLE) == page_id:
                self.contents.setCurrentRow(n)
        self.show()
        self.raise_()
        self.activateWindow()

    def back(self) -> None:
        """Show the page read before this one."""
        if self._before:
            *rest, page_id = self._before
            self.open_page(page_id)
            self._before = rest
            self.go_back.setEnabled(bool(rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pictures within the page."""
        super().resizeEvent(event)
        _fit_pictures(self.text.document(), self._room)

    @property
    def _room(self) -> int:
        """How wide a picture may be."""
        return self.width() - px(_LIST + _EDGES)

    def _list(self) -> None:
        """The pages that have every word sought."""
        words = search_words(self.search.text())
        kept = self.current
        self.contents.clear()
        for page in pages():
            held = search_key(f"{page.title} {page.text}")
            if all(word in held for word in words):
                item = QListWidgetItem(page.title)
                item.setData(_ROLE, page.id)
                self.contents.addItem(item)
        rows = [self.contents.item(n).data(_ROLE) for n in range(self.contents.count())]
        self.nothing.setVisible(not rows)
        if rows:
            self.contents.setCurrentRow(rows.index(kept) if kept in rows else 0)

    @property
    def current(self) -> str:
        """The id of the page in sight."""
        row = self.contents.currentRow()
        return str(self.contents.item(row).data(_ROLE)) if row >= 0 else ""

    def _show(self) -> None:
        page = next((one for one in pages() if one.id == self.current), None)
        if page is None:
            return
        if self._shown and self._shown != page.id:
            self._before.append(self._shown)
            self.go_back.setEnabled(True)
        self._shown = page.id
        self.text.setMarkdown(page.text)
        _dress(self.text.document())
        _fit_pictures(self.text.document(), self._room)
        self._mark()
        self.text.verticalScrollBar().setValue(0)

    def _mark(self) -> None:
        """Show where the first word sought stands."""
        sought = self.search.text().split()
        if sought:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(sought[0])

    def _follow(self, link: QUrl) -> None:
        """A link to another page of the guide; nothing else is opened."""
        self.open_page(link.path().removesuffix(".md"))


_ROLE = 256  # Qt.ItemDataRole.UserRole


def _dress(document: QTextDocument) -> None:
    """Our font, room between the paragraphs."""
    font = QFont(document.defaultFont())
    font.setPixelSize(px(15))
    document.setDefaultFont(font)
    document.setDocumentMargin(px(18))
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        spaced = block.blockFormat()
        heading = spaced.headingLevel()
        spaced.setTopMargin(px(16 if heading > 1 else 4))
        spaced.setBottomMargin(px(6))
        cursor.setBlockFormat(spaced)
        if heading:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            large = QTextCharFormat()
            large.setProperty(QTextFormat.Property.FontPixelSize, px(24 if heading == 1 else 18))
            cursor.mergeCharFormat(large)
        block = block.next()


def _fit_pictures(document: QTextDocument, room: int) -> None:
    """Pictures no wider than the page."""
    block = document.begin()
    while block.isValid():
        _fit_picture(document, block, room)
        block = block.next()


def _fit_picture(document: QTextDocument, block: QTextBlock, room: int) -> None:
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        shown = piece.charFormat().toImageFormat()
        if shown.isValid():
            shown.setWidth(min(room, PICTURE[0]))
            cursor = QTextCursor(document)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shown)
            return
        pieces += 1


def pictures() -> tuple[str, ...]:
    """The names of the pictures the pages show („nominations“, „symbols-flag“), each once."""
    found = [
        path.removeprefix("pictures/").removesuffix(".png")
        for page in pages()
        for _alt, path in _PICTURE.findall(page.text)
    ]
    return tuple(dict.fromkeys(found))


def open_guide(window: MainWindow, page_id: str = "") -> GuideWindow:
    """The window of the guide, at a page or at that of the screen in sight."""
    made = window.findChild(GuideWindow)
    guide = made if isinstance(made, GuideWindow) else GuideWindow(window)
    screen = window.pages.current()
    section = getattr(getattr(screen, "section", None), "id", "")
    guide.open_page(page_id or page_for(screen.id if screen is not None else "", section).id)
    return guide
