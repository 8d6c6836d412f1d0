"""The book as a printable volume: which part, its leaves, closing a volume, the anchoring sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.books import BookView
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.printing import (
    FIRST_YEAR,
    LAST_YEAR,
    NumberField,
    PreviewDialog,
)

if TYPE_CHECKING:
    from ruse_desktop.domain.book_printing import PrintLine
    from ruse_desktop.domain.book_volume import BookVolume, Volume

_WHOLE, _YEARS, _SHEET = "whole", "years", "sheet"
_MOST_LEAVES = 10_000
_LOG = 6


class VolumeDialog(PreviewDialog):
    """The whole book, a volume, some years, or only the sheet that anchors the chain."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: BookView) -> None:
        super().__init__(parent, context, _("Книга за печат · {title}").format(title=view.title))
        self._book = view
        self._volumes: tuple[Volume, ...] = ()
        self.part = QComboBox()
        self.part.setAccessibleName(_("Какво да се отпечата"))
        newest = view.years[0] if view.years else FIRST_YEAR
        self.first = NumberField(_("От година"), FIRST_YEAR, LAST_YEAR, newest)
        self.last = NumberField(_("До година"), FIRST_YEAR, LAST_YEAR, newest)
        self._build()
        self._load()

    def _build(self) -> None:
        self.side.addWidget(label(self._book.title, "heading", wrap=True))
        self.side.addWidget(
            label(_("Води се от: {keeper}").format(keeper=self._book.keeper), "muted", wrap=True)
        )
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Съдържание"), self.part)
        self._period = QWidget()
        period = QHBoxLayout(self._period)
        period.setContentsMargins(0, 0, 0, 0)
        period.addWidget(self.first)
        period.addWidget(label("–"))
        period.addWidget(self.last)
        period.addStretch(1)
        form.addRow(_("Години"), self._period)
        self._form = form
        self.side.addLayout(form)
        self.leaves = label("", "", wrap=True)
        self.side.addWidget(self.leaves)
        self.side.addSpacing(8)
        self.state = label("", "muted", wrap=True)
        self.side.addWidget(self.state)
        self.close_button = button(_("Приключи тома…"), self.close_volume, icon_name="lock")
        self.side.addWidget(self.close_button)
        self.side.addSpacing(8)
        self.side.addWidget(label(_("Отпечатвано досега"), "fieldName"))
        self.log = label("", "muted", wrap=True)
        self.side.addWidget(self.log)
        self.side.addStretch(1)
        self.side.addWidget(label(_("Всяка страница е един лист."), "muted", wrap=True))
        self.part.currentIndexChanged.connect(lambda _at: self._chosen())
        for one in (self.first, self.last):
            one.changed.connect(self.soon)

    def _load(self) -> None:
        book = self._book.book
        self.context.tasks.read(
            lambda s: s.volumes.volumes(book), self._take, self.message.refuse, owner=self
        )
        self._load_log()

    def _load_log(self) -> None:
        book = self._book.book
        self.context.tasks.read(lambda s: s.printing.log(book), self._show_log, owner=self)

    def _show_log(self, lines: tuple[PrintLine, ...]) -> None:
        said = "\n".join(one.text for one in lines[:_LOG])
        self.log.setText(said or _("още не е отпечатвано"))

    def _take(self, volumes: tuple[Volume, ...]) -> None:
        self._volumes = volumes
        self.part.blockSignals(True)  # noqa: FBT003 - Qt
        self.part.clear()
        self.part.addItem(_("Цялата книга"), _WHOLE)
        if len(volumes) > 1:
            for one in volumes:
                text = _("Том {n} (№ {first}–{last})").format(
                    n=one.number, first=one.first_no, last=one.last_no
                )
                self.part.addItem(text, one.number)
        self.part.addItem(_("Избрани години"), _YEARS)
        self.part.addItem(_("Само лист за удостоверяване"), _SHEET)
        self.part.blockSignals(False)  # noqa: FBT003 - Qt
        self._tell_state()
        self._chosen()

    def _tell_state(self) -> None:
        now = self._volumes[-1]
        text = _("Том {n} е открит на {day}; вписани са {count}.").format(
            n=now.number, day=date_short(now.opened_on), count=now.holders
        )
        self.state.setText(text)
        self.close_button.setText(_("Приключи том {n}…").format(n=now.number))
        self.close_button.setEnabled(now.closed_on is None and now.holders > 0)

    def _chosen(self) -> None:
        self._form.setRowVisible(self._period, self.part.currentData() == _YEARS)
        self.leaves.setText("")
        self.ask()

    def ask(self) -> None:
        """Draw the part chosen."""
        chosen = self.part.currentData()
        if chosen is None:
            return
        book, who = self._book.book, self.context.actor.name
        volume = chosen if isinstance(chosen, int) else None
        first, last = self.first.value(), self.last.value()
        if chosen == _YEARS and (first is None or last is None):
            self.allow(ready=False)
            return
        years = (first or 0, last or 0) if chosen == _YEARS else None
        sheet = chosen == _SHEET

        def render(made: BookVolume) -> bytes:
            from ruse_desktop.documents import book_anchor, book_volume

            return book_anchor.render(made) if sheet else book_volume.render(made)

        self.draw(
            lambda s: s.volumes.content(book, drawn_by=who, volume=volume, years=years),
            render,
            safe_name(f"{self._book.title}, {self.part.currentText()}"),
        )

    def drawn(self, count: int) -> None:
        """Say how many leaves there are."""
        said = ngettext("{n} прономерован лист", "{n} прономеровани листа", count)
        self.leaves.setText(said.format(n=count))

    def printed(self, way: str) -> None:
        """Keep it in the log of the book."""
        book, part = self._book.book, self.part.currentText()
        kind = PrintKind.ANCHOR if self.part.currentData() == _SHEET else PrintKind.VOLUME
        self.context.tasks.write(
            lambda s: s.printing.record(actor=s.actor, book=book, kind=kind, way=way, part=part),
            lambda _none: self._load_log(),
            self.message.refuse,
            owner=self,
        )

    def close_volume(self) -> None:
        """Certify the closing of the last volume with its number of leaves."""
        now = self._volumes[-1]
        dialog = ClosingDialog(self, now, self.view.count)
        dialog.accepted.connect(lambda: self._close(dialog.leaves.value() or 0))
        dialog.open()

    def _close(self, leaves: int) -> None:
        book = self._book.book
        self.context.tasks.write(
            lambda s: s.volumes.close_volume(actor=s.actor, book=book, leaves=leaves),
            self._closed,
            self.message.refuse,
            owner=self,
        )

    def _closed(self, volumes: tuple[Volume, ...]) -> None:
        done = volumes[-2].number
        self.context.notify(
            _("Том {n} е приключен; открит е том {next}.").format(n=done, next=done + 1)
        )
        self._take(volumes)
        self.part.setCurrentIndex(self.part.findData(done))


class ClosingDialog(QDialog):
    """Asks for the number of leaves and says what closing a volume does."""

    def __init__(self, parent: QWidget, volume: Volume, leaves: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Приключване на том"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        text = _(
            "Том {n} се приключва със запис № {last}. Следващият носител се вписва под № {next} "
            "в том {volume}. Приключването остава в книгата завинаги."
        ).format(
            n=volume.number, last=volume.last_no, next=volume.last_no + 1, volume=volume.number + 1
        )
        column.addWidget(label(text, wrap=True))
        self.leaves = NumberField(_("Прономеровани листа"), 1, _MOST_LEAVES, max(1, leaves))
        form = QFormLayout()
        form.addRow(_("Прономеровани листа"), self.leaves)
        column.addLayout(form)
        row = QHBoxLayout()
        do = button(_("Приключи тома"), self.accept, primary=True)
        self.leaves.changed.connect(lambda: do.setEnabled(self.leaves.value() is not None))
        row.addWidget(do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.leaves.setFocus()
