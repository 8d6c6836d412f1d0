"""Measuring an attached picture: the person marks the symbol, the proportions are said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain import artwork as values
from ruse_desktop.domain.artwork import Box, Measured
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, FindingsList, button, label
from ruse_desktop.ui.kit.box_picture import BoxPicture
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.artwork import Marked, Picture
    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.artwork import Basis
    from ruse_desktop.ui.screens.base import ScreenContext


class ArtworkDialog(SavingDialog):
    """The picture at the left, what its box says at the right."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        file_id: int,
        found: tuple[Picture, Basis, Marked | None],
    ) -> None:
        super().__init__(parent, context, _("Съотношения в изображението"), _("Запиши"))
        self._file_id = file_id
        self._picture, self._basis, self._marked = found
        self._begun = self._usable(self._marked)
        self.picture = BoxPicture()
        self.ratio = label("", "title")
        self.verdict = Chip()
        self.fields = FieldGrid(names=110)
        self.findings = FindingsList(context.show_article)
        self._build()
        self.picture.changed.connect(self._measure)
        self.picture.show_picture(self._picture.png, self._begun)
        self.resize(px(1060), px(620))
        self.picture.setFocus()

    def _usable(self, marked: Marked | None) -> Box:
        """The box kept last, in this picture's pixels; else the one proposed."""
        size = (self._picture.width, self._picture.height)
        if marked is None or marked.picture != size:
            return self._picture.proposed
        return marked.box

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.ratio, 1)
        top.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        side.addLayout(top)
        side.addWidget(self.fields)
        side.addWidget(self.findings)
        side.addStretch(1)
        keys = _(
            "Хванете ръб с мишката или: интервал – следващ ръб, стрелки – местят го, с Shift по-бързо."
        )
        side.addWidget(label(keys, "muted", wrap=True))
        self.again = button(_("Предложи рамката отново"), self.propose)
        side.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        beside = QWidget()
        beside.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        beside.setFixedWidth(px(370))
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.picture, 1)
        row.addWidget(beside)
        self.column.addLayout(row, 1)

    def propose(self) -> None:
        """Put the box where the program sees the drawing."""
        self.picture.set_box(self._picture.proposed)
        self.picture.setFocus()

    @property
    def measured(self) -> Measured:
        """What the box says now."""
        return self._basis.measure(self.picture.box)

    def _measure(self, _box: object) -> None:
        found = self.measured
        self.ratio.setText(_("Ширина : височина = {n}").format(n=values.comma(found.ratio, 3)))
        states = {
            True: (_("спазени"), "met"), False: (_("не са спазени"), "not-met"),
            None: (_("за преценка"), "judgement"),
        }  # fmt: skip
        self.verdict.show_state(*states[found.kept])
        self.fields.show_rows(self._rows(found))
        finding = replace(values.finding(found, self._basis.citation), explanation="")
        self.findings.show_findings([finding])

    def _rows(self, found: Measured) -> list[tuple[str, str]]:
        original = ""
        if found.reference is not None:
            original = values.comma(found.reference, 3)
            if found.version:
                original = _("{ratio} (герб, версия {n})").format(ratio=original, n=found.version)
        apart = ""
        if found.deviation is not None:
            apart = _("{n} % при допуск {limit} %").format(
                n=values.comma(found.deviation, 2), limit=values.percent(found.tolerance)
            )
        last = ""
        if self._marked is not None:
            last = _("{by}, {day}").format(
                by=self._marked.by, day=date_short(self._marked.at.date())
            )
        return [
            (_("Файл"), self._picture.name),
            (_("Символ"), symbol_name(found.symbol)),
            (_("Рамка"), _("{w} × {h} точки").format(w=found.width, h=found.height)),
            (_("Оригинал"), original),
            (_("Отклонение"), apart),
            (_("Измерено от"), last),
        ]

    def unsaved(self) -> bool:
        """Whether the box was moved."""
        return self.picture.box != self._begun

    def save(self) -> None:
        """Keep the box."""
        box, size = self.picture.box, (self._picture.width, self._picture.height)
        number = self._file_id
        self._write(lambda s: s.artwork.mark(number, box, size, actor=s.actor))


def open_artwork(
    parent: QWidget,
    context: ScreenContext,
    file_id: int,
    refuse: Callable[[UserError], object],
) -> None:
    """Show the dialog for an attached file; what is no picture is said through `refuse`."""

    def show(found: tuple[Picture, Basis, Marked | None]) -> None:
        dialog = ArtworkDialog(parent, context, file_id, found)
        dialog.accepted.connect(lambda: context.notify(_("Измерването е записано.")))
        dialog.open()

    read_once(
        context.tasks, parent, f"artwork-{file_id}", lambda s: s.artwork.look_at(file_id), show,
        refuse,
    )  # fmt: skip
