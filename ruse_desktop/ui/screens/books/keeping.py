"""Who keeps the book: its passing to another office with a protocol, and extracts at its keeper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.book_keeping import BookPassing, Extracted, PassingInput
from ruse_desktop.domain.books import BookView, EntryDetail
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, clear, label, mark
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.theme import px


class KeepingDialog(QDialog):
    """The history of the book's keepers and the extracts handed to the present one."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, view: BookView, entry: EntryDetail | None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._view = view
        self._entry = entry if entry and not entry.row.historic else None
        self.setWindowTitle(_("Кой води книгата"))
        self.resize(px(760), px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(label(view.title, "heading", wrap=True))
        self.keeper = label("", wrap=True)
        column.addWidget(self.keeper)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(_("Предавания"))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        self.passing = button(_("Предай книгата…"), self._pass, primary=True)
        foot.addWidget(self.passing)
        self.sending = button(_("Предадено извлечение…"), self._send)
        self.sending.setVisible(self._entry is not None)
        foot.addWidget(self.sending)
        foot.addStretch(1)
        foot.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(foot)
        self.read()

    def read(self) -> None:
        """Read the history anew."""
        book = self._view.book
        self.context.tasks.read(
            lambda s: (s.books.book(book), s.keeping.passings(book), s.keeping.extracts(book)),
            self._show,
            owner=self,
        )

    def _show(self, known: tuple[BookView, tuple[BookPassing, ...], tuple[Extracted, ...]]) -> None:
        view, passings, extracts = known
        self._view = view
        self.keeper.setText(
            _("Води се от: {unit} ({citation})").format(unit=view.keeper, citation=view.citation)
            if view.citation
            else _("Води се от: {unit}").format(unit=view.keeper)
        )
        clear(self._rows)
        self._rows.addWidget(label(_("Предавания"), "fieldName"))
        for one in passings:
            self._line(one.text, _("Протокол…"), partial(self._protocol, one))
        if not passings:
            first = view.keepers[0] if view.keepers else None
            day = date_short(first.valid_from) if first else ""
            said = _("Книгата не е предавана; води се от една служба от {day}").format(day=day)
            self._rows.addWidget(label(said, "muted", wrap=True))
        if extracts:
            self._rows.addSpacing(8)
            self._rows.addWidget(label(_("Извлечения при водещия книгата"), "fieldName"))
        for sent in extracts:
            said = _("№ {n}, {name}: {state}").format(
                n=sent.entry_no, name=sent.name, state=sent.state
            )
            if sent.waits:
                self._line(said, _("Вписан под №…"), partial(self._number, sent))
            else:
                self._rows.addWidget(label(said, wrap=True))
        self._rows.addStretch(1)
        there = {one.seq for one in extracts}
        row = self._entry.row if self._entry else None
        self.sending.setEnabled(row is not None and row.seq not in there)

    def _line(self, text: str, name: str, run: Callable[[], object]) -> None:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(text, wrap=True), 1)
        one = button(name, run)
        one.setAccessibleName(f"{name} {text}")
        row.addWidget(one)
        self._rows.addWidget(made)

    def _protocol(self, passing: BookPassing) -> None:
        title = _("Приемо-предавателен протокол, {title}").format(title=passing.title)
        self.context.tasks.read(
            lambda s: s.keeping.protocol(passing),
            lambda pdf: PdfDialog(self, pdf, title, safe_name(title)).open(),
            self.message.refuse,
            owner=self,
        )

    def _pass(self) -> None:
        dialog = PassDialog(self, self.context, self._view)

        def written() -> None:
            self.context.notify(_("Предаването е вписано в книгата."))
            self.read()
            if isinstance(dialog.saved, BookPassing):
                self._protocol(dialog.saved)

        dialog.accepted.connect(written)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _send(self) -> None:
        if self._entry is not None:
            row = self._entry.row
            text = _("Извлечение от № {n}, {name}").format(n=row.entry_no, name=row.name)
            self._small(SmallDialog(self, self.context, row.book, row.seq, text, number=False))

    def _number(self, sent: Extracted) -> None:
        text = _("№ {n}, {name}").format(n=sent.entry_no, name=sent.name)
        self._small(SmallDialog(self, self.context, sent.book, sent.seq, text, number=True))

    def _small(self, dialog: SavingDialog) -> None:
        dialog.accepted.connect(self.read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class PassDialog(SavingDialog):
    """When and to whom the book goes, by which act, who signs the protocol."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: BookView) -> None:
        super().__init__(parent, context, _("Предаване на книга"), _("Впиши предаването"))
        self._view = view
        self.column.addWidget(label(view.title, "heading", wrap=True))
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        self.to = _line(_("Поема"))
        self.handed = _line(_("Предава (име)"))
        self.taken = _line(_("Приема (име)"))
        self.protocol = _line(_("Протокол №"))
        self.ground = _line(_("Основание"))
        self.ground.setPlaceholderText(_("заповед или решение"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("Предава"), label(view.keeper, wrap=True))
        form.addRow(_("Поема"), self.to)
        form.addRow(_("Предава (име)"), self.handed)
        form.addRow(_("Приема (име)"), self.taken)
        form.addRow(_("Протокол №"), self.protocol)
        form.addRow(_("Основание"), self.ground)
        self.column.addLayout(form)
        for line in (self.day, self.to):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.to.setFocus()

    def save(self) -> None:
        """Enter the passing into the book."""
        day, book = self.day.date(), self._view.book
        if day is None:
            return
        asked = PassingInput(
            day, self.to.text().strip(), self.handed.text().strip(), self.taken.text().strip(),
            self.protocol.text().strip(), self.ground.text().strip(),
        )  # fmt: skip
        self._write(lambda s: s.keeping.pass_on(actor=s.actor, book=book, asked=asked))

    def _check(self) -> None:
        mark(self.day, wrong=self.day.wrong)
        ready = self.day.date() is not None and bool(self.to.text().strip())
        self.hint.setText(
            _("Предаването остава в книгата завинаги; последен номер: {n}.").format(
                n=self._view.last_no
            )
            if ready
            else _("Въведете деня и службата, която поема книгата.")
        )
        self.do.setEnabled(ready)


class SmallDialog(SavingDialog):
    """A day and one text: an extract handed over, or the number it got."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, book: str, seq: int, text: str, *, number: bool
    ) -> None:  # fmt: skip
        title = _("Вписан при водещия книгата") if number else _("Предадено извлечение")
        super().__init__(parent, context, title, _("Впиши"))
        self._place, self._number = (book, seq), number
        self.column.addWidget(label(text, "heading", wrap=True))
        self.day = DateField(today=context.clock.today, name=_("Дата"))
        self.day.set_date(context.clock.today())
        name = _("Номер в книгата му") if number else _("Придружително писмо")
        self.text = _line(name)
        form = QFormLayout()
        form.addRow(_("Дата"), self.day)
        form.addRow(name, self.text)
        self.column.addLayout(form)
        for line in (self.day, self.text):
            line.textChanged.connect(lambda _text: self._check())
        self._check()
        self.text.setFocus()

    def save(self) -> None:
        """Write it."""
        day, (book, seq), text = self.day.date(), self._place, self.text.text().strip()
        if day is None:
            return
        if self._number:
            self._write(
                lambda s: s.keeping.entered(actor=s.actor, book=book, seq=seq, number=text, on=day)
            )
        else:
            self._write(
                lambda s: s.keeping.send(
                    actor=s.actor, book=book, seqs=(seq,), on=day, document=text
                )
            )

    def _check(self) -> None:
        mark(self.day, wrong=self.day.wrong)
        ready = self.day.date() is not None and (not self._number or bool(self.text.text().strip()))
        self.hint.setText("" if ready else _("Попълнете полетата."))
        self.do.setEnabled(ready)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
