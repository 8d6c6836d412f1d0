"""The text of an edition as one page: headings, provisions with their history, marks of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from ruse_desktop.domain.amendments import Change, ChangeKind
from ruse_desktop.domain.citations import PREAMBLE, Citation
from ruse_desktop.domain.rules import Provision
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.law.search import Hit
from ruse_desktop.ui import theme
from ruse_desktop.ui.theme import px

KINDS = {
    ChangeKind.AMENDED: mark("изменена"),
    ChangeKind.ADDED: mark("нова"),
    ChangeKind.REPEALED: mark("отменена"),
}


class ActText(QTextEdit):
    """Read-only; the caret's provision is the chosen one. Arrows move by lines."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(_("Текст на наредбата"))
        self.setObjectName("actText")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.current: Citation | None = None
        self._shown: tuple[Sequence[Provision], Mapping[Citation, Change]] = ((), {})
        self._starts: dict[Citation, int] = {}
        self._texts: dict[Citation, int] = {}
        self._blocks: dict[int, Citation] = {}
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self.cursorPositionChanged.connect(self._moved)
        theme.theme().changed.connect(self._again)

    def show_text(
        self, provisions: Sequence[Provision], changed: Mapping[Citation, Change]
    ) -> None:
        """Write the provisions anew; those of `changed` are marked. The chosen place stays."""
        place = self.current
        self._shown = (provisions, changed)
        self._starts, self._texts, self._blocks = {}, {}, {}
        self.blockSignals(True)  # noqa: FBT003 - Qt
        self.clear()
        cursor = QTextCursor(self.document())
        heading, before = "", None
        for one in provisions:
            if one.heading != heading and one.citation.article != PREAMBLE:
                heading = one.heading
                self._heading(cursor, heading)
            self._provision(cursor, one, before, changed.get(one.citation))
            before = one.citation
        self.blockSignals(False)  # noqa: FBT003 - Qt
        self._mark()
        if place is None or not self.go(place):
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def go(self, place: Citation) -> bool:
        """Scroll to the place, or to the first one under it; whether it is there."""
        found = next((one for one in self._starts if place.covers(one)), None)
        if found is None:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._starts[found])
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - px(8))
        return True

    def show_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark what the search found; the current one is scrolled to."""
        self._hits, self._hit = hits, current
        if 0 <= current < len(hits):
            self.go(hits[current].citation)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Up and Ctrl+Down go to the provision before and after."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._starts:
            places = list(self._starts)
            here = places.index(self.current) if self.current in places else 0
            self.go(places[max(0, min(here + step, len(places) - 1))])
            return
        super().keyPressEvent(event)

    def _again(self) -> None:
        """Write the same in other colours."""
        self.show_text(*self._shown)

    def _heading(self, cursor: QTextCursor, heading: str) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(px(18))
        block.setBottomMargin(px(6))
        form = _form(bold=True, size=15)
        self._block(cursor, block)
        cursor.insertText(heading, form)

    def _provision(
        self, cursor: QTextCursor, one: Provision, before: Citation | None, change: Change | None
    ) -> None:
        colours = theme.colours()
        block = QTextBlockFormat()
        indent = 2 if one.citation.item else 0
        new_article = before is None or before.article != one.citation.article
        block.setTopMargin(px(10 if new_article else 3))
        block.setLeftMargin(px(12 * indent))
        block.setLineHeight(124, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._block(cursor, block)
        self._starts[one.citation] = cursor.position()
        self._blocks[cursor.blockNumber()] = one.citation
        quiet = colours.muted if one.repealed or one.unknown else colours.ink
        cursor.insertText(f"{lead(one.citation, before)} ", _form(bold=True, colour=quiet))
        if change is not None:
            tag = _form(bold=True, size=12, colour=colours.gold, back=colours.gold_tint)
            cursor.insertText(f" {_(KINDS[change.kind])} ", tag)
            cursor.insertText(" ", _form())
        if one.repealed and (change is None or change.kind is not ChangeKind.REPEALED):
            cursor.insertText(_("отм."), _form(bold=True, colour=quiet))
        self._texts[one.citation] = cursor.position()
        text = _("Текстът от това време не е въведен.") if one.unknown else one.text
        cursor.insertText(text, _form(colour=quiet, slanted=one.unknown))
        if one.history:
            small = _form(size=12, colour=colours.muted)
            cursor.insertText(f"  ({one.history})", small)
        if one.note:
            cursor.insertBlock()
            self._blocks[cursor.blockNumber()] = one.citation
            note = _("Бележка: {note}").format(note=one.note)
            cursor.insertText(note, _form(size=12, colour=colours.muted, slanted=True))

    def _block(self, cursor: QTextCursor, form: QTextBlockFormat) -> None:
        if self.document().isEmpty():
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form)

    def _moved(self) -> None:
        place = self._blocks.get(self.textCursor().blockNumber())
        if place is not None and place != self.current:
            self.current = place
            self._mark()
            self.chosen.emit(place)

    def _mark(self) -> None:
        colours = theme.colours()
        made = []
        if self.current in self._starts:
            row = self._selection(colours.blue_tint)
            row.cursor.setPosition(self._starts[self.current])
            keep = QTextCursor.MoveMode.KeepAnchor
            row.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, keep)
            row.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt
            made.append(row)
        for n, hit in enumerate(self._hits):
            at = self._texts.get(hit.citation)
            if at is None:
                continue
            for start, end in hit.spans:
                one = self._selection(colours.amber_tint)
                if n == self._hit:
                    one.format.setBackground(QColor(colours.amber))
                    one.format.setForeground(QColor(colours.card))
                one.cursor.setPosition(at + start)
                one.cursor.setPosition(at + end, QTextCursor.MoveMode.KeepAnchor)
                made.append(one)
        self.setExtraSelections(made)

    def _selection(self, back: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self.document())
        made.format.setBackground(QColor(back))
        return made


def lead(place: Citation, before: Citation | None = None) -> str:
    """How the act prints the beginning: „Чл. 44. (2)“, „1.2.“, „–“; what the line before has is left out."""
    if place.article == PREAMBLE:
        return _("Преамбюл.")
    same = before is not None and before.article == place.article
    parts = []
    if not same:
        head = place.article if place.article.startswith("§") else f"Чл. {place.article}"
        parts.append(f"{head}.")
    if place.paragraph and not (same and before and before.paragraph == place.paragraph):
        parts.append(f"({place.paragraph})")
    if place.item.startswith("тире"):
        parts.append("–")
    elif place.item:
        parts.append(f"{place.item}.")
    return " ".join(parts) or str(place)


def _form(
    *, bold: bool = False, size: int = 14, colour: str = "", back: str = "", slanted: bool = False
) -> QTextCharFormat:
    form = QTextCharFormat()
    font = theme.sized_font(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setItalic(slanted)
    form.setFont(font)
    form.setForeground(QColor(colour or theme.colours().ink))
    if back:
        form.setBackground(QColor(back))
    return form
