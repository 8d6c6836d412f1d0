"""„Гербът на общината“: what documents draw, a new file looked at before it is taken, its versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.artwork import comma
from ruse_desktop.domain.emblem import EmblemInput, EmblemState, EmblemVersion
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, DateField, MessageBar, button, clear, label
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.emblem import Candidate, Review
    from ruse_desktop.ui.screens.base import ScreenContext

_SIDE = 150


class EmblemDialog(QDialog):
    """The emblem in force, its versions, what is to be looked over since the last change."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: EmblemState, shown: bytes
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Гербът на общината"))
        self.resize(px(820), px(560))
        self._context = context
        self._state = state
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        top = QHBoxLayout()
        top.setSpacing(16)
        self.drawing = Drawing()
        top.addWidget(self.drawing)
        self.about = QVBoxLayout()
        self.about.setSpacing(6)
        top.addLayout(self.about, 1)
        column.addLayout(top)
        columns = (
            Column(_("Версия"), 70), Column(_("Утвърден"), 96), Column(_("Файл"), 170),
            Column(_("Източник"), 220, stretch=True), Column(_("Ш : В"), 70),
            Column(_("Състояние"), 110, chip=True),
        )  # fmt: skip
        self.table = ListTable(columns, _("Версии на герба"), context.settings)
        self.table.chosen.connect(lambda _key: self._allow())
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.bring = button(_("Внеси файл…"), self.ask, primary=True)
        self.choose = button(_("Ползвай избраната"), self._choose)
        self.back = button(_("Върни вградения"), lambda: self._use(None))
        for one in (self.bring, self.choose, self.back):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self._show(state, shown)

    def _show(self, state: EmblemState, shown: bytes) -> None:
        self._state = state
        self.drawing.show_png(shown)
        clear(self.about)
        current = state.current
        if current is not None and not state.missing:
            self.about.addWidget(label(current.title, "title"))
            self.about.addWidget(label(current.source, wrap=True))
            said = _("Ширина към височина {ratio}. Документите рисуват този герб.")
            self.about.addWidget(label(said.format(ratio=current.ratio_text), "muted", wrap=True))
        else:
            self.about.addWidget(label(_("Вграденият заместител"), "title"))
            said = _(
                "Това не е официалният герб (Приложение № 1). Внесете утвърдения файл: SVG, PDF, "
                "PNG или JPG."
            )
            if state.missing:
                said = _("Файлът на {title} липсва. Внесете го отново или възстановете копие.")
                said = said.format(title=current.title if current else "")
            self.about.addWidget(label(said, wrap=True))
        for one in state.open_reviews:
            self.about.addWidget(self._review(one))
        self.about.addStretch(1)
        self.table.show_lines([self._line(one) for one in state.versions], self.table.current_key())
        self._allow()

    def _review(self, one: Review) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"{symbol_name(one.symbol)} – {one.said}", wrap=True), 1)
        done = button(_("Прегледано"), lambda: self._reviewed(one.symbol))
        done.setAccessibleName(_("Прегледано: {what}").format(what=symbol_name(one.symbol)))
        row.addWidget(done)
        return made

    def _line(self, one: EmblemVersion) -> Line:
        current = self._state.current
        used = current is not None and current.id == one.id
        texts = (
            str(one.number), date_plain(one.approved_on), one.name, one.source, one.ratio_text,
            _("в употреба") if used else "",
        )  # fmt: skip
        return Line(one.id, texts, "met" if used else "neutral")

    def _allow(self) -> None:
        key, current = self.table.current_key(), self._state.current
        self.choose.setEnabled(key is not None and (current is None or current.id != key))
        self.back.setEnabled(current is not None)

    # what a person does

    def ask(self) -> None:
        """Choose a file and look at it."""
        path = ask_open(
            self, _("Файл на герба"), _("Изображения (*.svg *.pdf *.png *.jpg *.jpeg);;Всички (*)")
        )
        if path is not None:
            self.look(path)

    def look(self, path: Path) -> None:
        """Show what would be drawn from the file, beside what is drawn now."""
        read_once(
            self._context.tasks, self, "look", lambda s: s.emblem.look(path),
            lambda found: self._offer(path, found), self.message.refuse,
        )  # fmt: skip

    def _offer(self, path: Path, found: Candidate) -> None:
        dialog = VersionDialog(self, self._context, path, found)
        dialog.accepted.connect(self._reload)
        dialog.open()

    def _reload(self) -> None:
        self._context.tasks.read(
            lambda s: (s.emblem.state(), s.emblem.shown()),
            lambda found: self._show(*found), self.message.refuse, owner=self,
        )  # fmt: skip

    def _choose(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self._use(key)

    def _use(self, version: int | None) -> None:
        self._context.tasks.write(
            lambda s: s.emblem.choose(version, actor=s.actor), lambda _state: self._reload(),
            self.message.refuse, owner=self,
        )  # fmt: skip

    def _reviewed(self, symbol: str) -> None:
        self._context.tasks.write(
            lambda s: s.emblem.reviewed(symbol, actor=s.actor), lambda _none: self._reload(),
            self.message.refuse, owner=self,
        )  # fmt: skip


class VersionDialog(SavingDialog):
    """Before and after, where the file comes from, when it was approved."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, path: Path, found: Candidate
    ) -> None:
        super().__init__(parent, context, _("Нова версия на герба"), _("Ползвай този герб"))
        self._path = path
        row = QHBoxLayout()
        row.setSpacing(24)
        for title, png in ((_("Сега"), found.before), (_("След внасянето"), found.after)):
            card = Card()
            card.column.addWidget(label(title, "heading"))
            drawing = Drawing()
            drawing.show_png(png)
            card.column.addWidget(drawing, 0, Qt.AlignmentFlag.AlignHCenter)
            row.addWidget(card)
        self.column.addLayout(row)
        said = _("{name}: ширина към височина {ratio}, без празните полета.")
        self.column.addWidget(
            label(said.format(name=found.name, ratio=comma(found.ratio, 3)), "muted", wrap=True)
        )
        self.source = QLineEdit()
        self.source.setAccessibleName(_("Източник"))
        self.source.setPlaceholderText(_("решение, писмо или кой го е дал"))
        self.approved = DateField(today=context.clock.today, name=_("Утвърден на"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.source, self.approved):
            form.addRow(field.accessibleName(), field)
            field.textChanged.connect(lambda _text: self._check())
        self.column.addLayout(form)
        self._check()
        self.source.setFocus()

    def _check(self) -> None:
        lacking = ""
        if not self.source.text().strip():
            lacking = _("Впишете откъде е файлът.")
        elif self.approved.date() is None:
            lacking = _("Впишете кога е утвърден.")
        self.hint.setText(lacking or _("От този миг всички документи са с него."))
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Take the file as a version."""
        typed, path = EmblemInput(self.source.text(), self.approved.date()), self._path
        self._write(lambda s: s.emblem.add(path, typed, actor=s.actor))


class Drawing(QLabel):
    """A drawing on white, as on paper, whatever the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(px(_SIDE), px(_SIDE)))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet("background:#ffffff;border-radius:6px;")
        self.setAccessibleName(_("Гербът"))

    def show_png(self, png: bytes) -> None:
        """Show a picture within the square."""
        side = px(_SIDE) - 16
        image = QImage.fromData(png).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        self.setPixmap(QPixmap.fromImage(image))
