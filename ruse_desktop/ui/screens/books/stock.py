"""The stock: all kinds with balance and warning at the left, the card of one at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ruse_desktop.domain.stock import SORT_NAMES, Move, Pile, Sort, StockCard, StockLine
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, Chip, MessageBar, button, clear, label, link
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.stock_forms import DesignDialog, KindDialog, MoveDialog
from ruse_desktop.ui.theme import px

_LEAST_REASON = 15


class StockDialog(QDialog):
    """Everything is done by its own button; what is written is shown at once."""

    def __init__(self, parent: QWidget, context: ScreenContext, book: str = "") -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(_("Наличности"))
        self.resize(px(1240), px(690))
        self._first = book
        self._lines: tuple[StockLine, ...] = ()
        self._card: StockCard | None = None
        self.message = MessageBar()
        self.table = ListTable(
            (
                Column(_("Вид"), 150, stretch=True), Column(_("Отличие"), 144), Column(_("Налични"), 70),
                Column(_("Минимум"), 76), Column(_("Състояние"), 162, chip=True),
            ),
            _("Видове"), context.settings,
        )  # fmt: skip
        self.table.chosen.connect(self._choose)
        self.moves = ListTable(
            (
                Column(_("Дата"), 96), Column(_("Движение"), 104), Column(_("Брой"), 56),
                Column(_("Остава"), 72), Column(_("Номера"), 100),
                Column(_("Основание"), 160, stretch=True),
            ),
            _("Движения"), context.settings,
        )  # fmt: skip
        self.moves.chosen.connect(lambda _lot: self._allow())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self._panel())
        split.setSizes([px(610), px(610)])
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(split, 1)
        column.addLayout(self._foot())
        self.read()
        self.table.setFocus()

    def _panel(self) -> QWidget:
        card = Card()
        self.name = label("", "title", wrap=True)
        self.state = Chip()
        self.sums = label("", wrap=True)
        self._designs = QVBoxLayout()
        self._designs.setSpacing(2)
        self.receive = button(_("Заприходи…"), partial(self._move, Sort.RECEIPT), primary=True)
        self.issue = button(_("Издай…"), partial(self._move, Sort.ISSUE))
        self.back = button(_("Върнато…"), partial(self._move, Sort.RETURN))
        self.off = button(_("Бракувай…"), partial(self._move, Sort.WRITE_OFF))
        self.reverse = button(_("Сторнирай движението…"), self._reverse)
        self.design = button(_("Проект…"), self._design)
        self.settings = button(_("Настройки…"), self._settings)
        self.print_card = button(_("Картон…"), self._print, icon_name="printer")
        card.column.addWidget(self.name)
        card.column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addWidget(self.sums)
        card.column.addLayout(self._designs)
        card.column.addWidget(self.moves, 1)
        grid = QGridLayout()
        grid.setSpacing(8)
        rows = (
            (self.receive, self.issue, self.back, self.off),
            (self.reverse, self.design, self.settings, self.print_card),
        )
        for row, some in enumerate(rows):
            for n, one in enumerate(some):
                grid.addWidget(one, row, n)
        card.column.addLayout(grid)
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            button(
                _("Нов вид…"), lambda: self._ask(KindDialog(self, self.context)), icon_name="plus"
            )
        )
        self.save_all = button(_("Запази таблица…"), self._save_table, icon_name="file-spreadsheet")
        row.addWidget(self.save_all)
        row.addWidget(
            button(_("Справка за проектите…"), partial(_show_designs, self), icon_name="file-text")
        )
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def read(self) -> None:
        """Read all kinds anew; the chosen one stays chosen."""
        self.context.tasks.read(lambda s: s.stock.lines(), self._show, owner=self)

    def _show(self, lines: tuple[StockLine, ...]) -> None:
        self._lines = lines
        if self._card is not None:
            code = self._card.line.kind.code
            keep = next((n for n, one in enumerate(lines) if one.kind.code == code), None)
        else:
            keep = next((n for n, one in enumerate(lines) if one.kind.award == self._first), None)
        self.table.show_lines([_line(n, one) for n, one in enumerate(lines)], keep)
        self.save_all.setEnabled(any(one.used for one in lines))
        key = self.table.current_key()
        if key is not None:
            self._choose(key)

    def _choose(self, key: int) -> None:
        if not 0 <= key < len(self._lines):
            return
        code = self._lines[key].kind.code

        def show(card: StockCard) -> None:
            if self.table.current_key() == key:
                self._show_card(card)

        self.context.tasks.read(lambda s: s.stock.card(code), show, owner=self)

    def _show_card(self, card: StockCard) -> None:
        self._card = card
        line = card.line
        self.name.setText(line.kind.full_name)
        self.state.show_state(_said(line), line.tone)
        parts = [_("Неизползвани: {n}").format(n=line.new)]
        if line.returned:
            parts.append(_("върнати: {n}").format(n=line.returned))
        if line.waiting:
            parts.append(_("чакат връчване: {n}").format(n=line.waiting))
        self.sums.setText("; ".join(parts))
        clear(self._designs)
        for one in card.designs:
            said = label(_("Проект: {text}").format(text=one.text), "muted", wrap=True)
            self._designs.addWidget(said)
            if one.file_id is not None:
                open_it = link(one.file, partial(self._open_file, one.file_id))
                open_it.setAccessibleName(_("Отвори {file}").format(file=one.file))
                self._designs.addWidget(open_it)
        self.moves.show_lines([_move_line(one) for one in reversed(card.moves)])
        self._allow()

    def _allow(self) -> None:
        card = self._card
        ready = card is not None
        line = card.line if card else None
        for one in (self.receive, self.back, self.settings):
            one.setEnabled(ready)
        self.design.setEnabled(bool(line and not line.kind.own))
        self.issue.setEnabled(bool(line and line.available))
        self.off.setEnabled(bool(line and (line.new or line.returned)))
        self.print_card.setEnabled(bool(card and card.moves))
        chosen = self._chosen_move()
        self.reverse.setEnabled(
            chosen is not None and not chosen.reversed and chosen.sort is not Sort.REVERSAL
        )

    def _chosen_move(self) -> Move | None:
        lot = self.moves.current_key()
        moves = self._card.moves if self._card else ()
        return next((one for one in moves if one.id == lot), None)

    def _move(self, sort: Sort) -> None:
        if self._card is not None:
            self._ask(MoveDialog(self, self.context, self._card, sort))

    def _design(self) -> None:
        if self._card is not None:
            self._ask(DesignDialog(self, self.context, self._card.line.kind))

    def _settings(self) -> None:
        if self._card is not None:
            self._ask(KindDialog(self, self.context, self._card))

    def _ask(self, dialog: QDialog) -> None:
        dialog.accepted.connect(self._written)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _written(self) -> None:
        self.message.hide()
        self.context.notify(_("Записано в наличностите."))
        self.read()

    def _reverse(self) -> None:
        if (move := self._chosen_move()) is not None:
            self._ask_reversal(move, "")

    def _ask_reversal(self, move: Move, text: str) -> None:
        dialog = TextDialog(
            self,
            _("Сторниране"),
            _("{sort} на {day}, {n} бр. Какво е сгрешено? Движението остава в картона.").format(
                sort=_(SORT_NAMES[move.sort]).capitalize(), day=date_plain(move.on), n=move.quantity
            ),
            _("Сторнирай"),
            least=_LEAST_REASON,
            text=text,
        )
        dialog.accepted.connect(lambda: self._write_reversal(move, dialog.text()))
        dialog.open()

    def _write_reversal(self, move: Move, why: str) -> None:
        def refused(error: UserError) -> None:
            """Offer what was typed again."""
            self.message.refuse(error)
            self._ask_reversal(move, why)

        self.context.tasks.write(
            lambda s: s.stock.reverse(actor=s.actor, lot=move.id, reason=why),
            lambda _card: self._written(),
            refused,
            owner=self,
        )

    def _print(self) -> None:
        if self._card is None:
            return
        code, name = self._card.line.kind.code, self._card.line.kind.full_name
        title = _("Картон на наличност: {name}").format(name=name)
        read_once(
            self.context.tasks, self, "card",
            lambda s: s.stock_papers.card(code),
            lambda pdf: PdfDialog(self, pdf, title, safe_name(title)).open(),
            self.message.refuse,
        )  # fmt: skip

    def _save_table(self) -> None:
        target = ask_save(self, _("Запази таблица"), "nalichnosti.xlsx", _("Таблица (*.xlsx)"))
        if target is None:
            return

        def keep(data: bytes) -> None:
            try:
                write_file(target, data)
            except UserError as error:
                self.message.refuse(error)
            else:
                self.message.tell(_("Записано: {file}").format(file=target.name), "met")

        self.context.tasks.read(lambda s: s.stock_papers.workbook(), keep, owner=self)

    def _open_file(self, design_id: int) -> None:
        show: Callable[[Path], object] = lambda path: QDesktopServices.openUrl(  # noqa: E731
            QUrl.fromLocalFile(str(path))
        )
        self.context.tasks.read(
            lambda s: s.stock.design_file(design_id), show, self.message.refuse, owner=self
        )


def _show_designs(dialog: StockDialog) -> None:
    title = _("Справка за проектите")
    read_once(
        dialog.context.tasks, dialog, "designs",
        lambda s: s.stock_papers.designs_pdf(),
        lambda pdf: PdfDialog(dialog, pdf, title, safe_name(title)).open(),
        dialog.message.refuse,
    )  # fmt: skip


def _said(line: StockLine) -> str:
    if line.warning:
        return line.warning
    return _("в наличност") if line.used else _("не се води")


def _line(key: int, line: StockLine) -> Line:
    held = str(line.available) if line.used else "–"
    least = str(line.kind.minimum) if line.kind.minimum else ""
    texts = (line.kind.called, line.kind.award_name, held, least, _said(line))
    return Line(key, texts, line.tone)


def _move_line(move: Move) -> Line:
    sort = _(SORT_NAMES[move.sort])
    if move.pile is Pile.RETURNED and move.sort is not Sort.RETURN:
        sort = _("{sort} (върнати)").format(sort=sort)
    parts = (move.ground, move.document, move.condition, move.reason)
    why = "; ".join(part for part in parts if part)
    if move.reversed:
        why = _("сторнирано; {why}").format(why=why)
    return Line(
        move.id,
        (
            date_plain(move.on),
            sort,
            f"{move.quantity:+d}",
            str(move.balance),
            move.serials_text,
            why,
        ),
    )
