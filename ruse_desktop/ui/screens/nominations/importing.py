"""A registry's table before it is entered: which column is what, row by row what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, MessageBar, button, clear, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.progress_strip import ProgressLine
from ruse_desktop.ui.screens.nominations.words import slot_short

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.imports import ImportPreview, ImportResult, ImportRow
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.exchange.cells import Table
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


@dataclass(frozen=True)
class Guess:
    """A table as read: proposed columns by field, the fields' names, which are mandatory."""

    table: Table
    mapping: dict[str, str]
    fields: tuple[tuple[str, str, bool], ...]


def read_guess(path: Path, sheet: str | None, award: AwardRules) -> Guess:
    """Read the file and propose its columns. Raises UserError when it is no table."""
    from ruse_desktop.exchange.tables import read_table
    from ruse_desktop.services import import_fields

    table = read_table(path, sheet=sheet)
    fields = tuple((one.key, one.label, one.required) for one in import_fields.fields(award))
    return Guess(table, import_fields.propose(table.header, award), fields)


class ImportDialog(QDialog):
    """The preview of a table; nothing is entered until the person says so, and then all of it."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        path: Path,
        edition: AwardEdition,
        award: AwardRules,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.edition = edition
        self.path = path
        self.preview: ImportPreview | None = None
        self.result_: ImportResult | None = None
        self._award = award
        self._guess: Guess | None = None
        self._combos: dict[str, QComboBox] = {}
        self._line: ProgressLine | None = None
        self.setAcceptDrops(True)
        self.resize(1200, 680)
        self._build()
        self.open_table(path)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 12)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._columns_card(), 4)
        row.addWidget(self._rows_card(), 9)
        outer.addLayout(row, 1)
        self._progress = QVBoxLayout()
        outer.addLayout(self._progress)
        outer.setSpacing(10)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.do = button(_("Внеси"), self._run, primary=True)
        self.do.setEnabled(False)
        bar.addWidget(self.do)
        bar.addWidget(button(_("Отказ"), self.reject))
        self.skip = QCheckBox(_("Внеси само изправните редове"))
        self.skip.toggled.connect(lambda _on: self._update())
        self.skip.hide()
        bar.addWidget(self.skip)
        bar.addStretch(1)
        bar.addWidget(label(_("Внасят се всички редове наведнъж или нито един."), "muted"))
        outer.addLayout(bar)

    def _columns_card(self) -> QWidget:
        card = Card()
        card.column.addWidget(label(_("Коя колона какво е"), "heading"))
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("Лист"))
        self.sheet.hide()
        self.sheet.activated.connect(lambda _place: self._read(self.sheet.currentText()))
        card.column.addWidget(self.sheet)
        scroll = QScrollArea()
        scroll.setAccessibleName(_("Коя колона какво е"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 0, 8, 0)
        self.grid.setColumnStretch(1, 1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll, 1)
        self.notes = label("", "muted", wrap=True)
        card.column.addWidget(self.notes)
        return card

    def _rows_card(self) -> QWidget:
        card = Card()
        self.summary = label(_("Файлът се чете…"), "heading", wrap=True)
        card.column.addWidget(self.summary)
        columns = (
            Column(_("Ред"), 52),
            Column(_("Вх. №"), 84),
            Column(_("Предложен"), 190, stretch=True),
            Column(_("Раздел"), 84),
            Column(_("Бележки"), 240, stretch=True),
            Column(_("Състояние"), 104, chip=True),
        )
        self.table = ListTable(columns, _("Редове на таблицата"), self.context.settings)
        self.table.chosen.connect(self._explain)
        card.column.addWidget(self.table, 1)
        self.details = label("", wrap=True)
        self.details.setMinimumHeight(64)
        card.column.addWidget(self.details)
        return card

    def open_table(self, path: Path) -> None:
        """Look at this file."""
        self.path = path
        self.setWindowTitle(
            _("Предложения от „{name}“ · {award} {year}").format(
                name=path.name, award=self._award.short_name, year=self.edition.year
            )
        )
        self._read(None)

    def _read(self, sheet: str | None) -> None:
        path = self.path
        self.do.setEnabled(False)
        self.context.tasks.compute(
            lambda: read_guess(path, sheet, self._award),
            self._guessed,
            self._unreadable,
            owner=self,
        )

    def _unreadable(self, error: Exception) -> None:
        self._guess = self.preview = None
        clear(self.grid)
        self.table.show_lines([])
        self.summary.setText(_("Файлът не е прочетен; нищо не е внесено."))
        self.message.refuse(error)

    def _guessed(self, guess: Guess) -> None:
        self._guess = guess
        self.message.hide()
        self.notes.setText(" ".join(guess.table.notes))
        self.sheet.clear()
        self.sheet.addItems(list(guess.table.sheets))
        self.sheet.setCurrentText(guess.table.sheet)
        self.sheet.setVisible(len(guess.table.sheets) > 1)
        clear(self.grid)
        self._combos = {}
        for n, (key, name, required) in enumerate(guess.fields):
            combo = QComboBox()
            combo.setAccessibleName(name)
            combo.setMinimumContentsLength(10)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.addItem(_("– няма –"), "")
            for heading in guess.table.header:
                combo.addItem(heading, heading)
            combo.setCurrentIndex(max(0, combo.findData(guess.mapping.get(key, ""))))
            combo.activated.connect(lambda _place: self._look())
            self._combos[key] = combo
            shown = _("{name} (задължително)").format(name=name) if required else name
            self.grid.addWidget(label(shown, "fieldName", wrap=True), n, 0)
            self.grid.addWidget(combo, n, 1)
        self._look()

    def mapping(self) -> dict[str, str]:
        """Field → column heading, as chosen now."""
        return {
            key: str(combo.currentData())
            for key, combo in self._combos.items()
            if combo.currentData()
        }

    def _look(self) -> None:
        """Understand the rows by the columns chosen."""
        if self._guess is None:
            return
        table, mapping, source = self._guess.table, self.mapping(), self.path.name
        number = self.edition.id
        self.do.setEnabled(False)
        self.context.tasks.read(
            lambda s: s.imports.preview(table, edition_id=number, mapping=mapping, source=source),
            self._show,
            self._cannot,
            owner=self,
        )

    def _cannot(self, error: Exception) -> None:
        self.preview = None
        self.table.show_lines([])
        self.summary.setText(_("Посочете липсващите колони вляво; още нищо не е внесено."))
        self.message.refuse(error)

    def _show(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.message.hide()
        self.skip.setVisible(bool(preview.faulty))
        names = {slot.code: self._award.slot_name(slot.code) for slot in self._award.slots}
        self.table.show_lines([_line(row, names.get(row.slot, "")) for row in preview.rows])
        self._update()

    def _explain(self, line: int) -> None:
        """Every fault and warning of the row chosen."""
        rows = self.preview.rows if self.preview else ()
        row = next((one for one in rows if one.line == line), None)
        said = (*row.faults, *row.warnings) if row else ()
        self.details.setText(
            "\n".join(
                _("{column}: {message}").format(column=one.column, message=one.message)
                for one in said
            )
        )

    def _update(self) -> None:
        preview = self.preview
        if preview is None:
            return
        ready = len(preview.ready)
        parts = [ngettext("{n} изправен ред", "{n} изправни реда", ready).format(n=ready)]
        if preview.faulty:
            parts.append(_("{n} с грешка").format(n=len(preview.faulty)))
        if preview.known:
            parts.append(_("{n} вече заведени, пропускат се").format(n=len(preview.known)))
        warned = sum(bool(row.warnings) and not row.known for row in preview.ready)
        if warned:
            parts.append(_("{n} с бележка").format(n=warned))
        self.summary.setText(" · ".join(parts))
        text = ngettext("Внеси {n} предложение", "Внеси {n} предложения", ready)
        self.do.setText(text.format(n=ready))
        self.do.setEnabled(ready > 0 and (not preview.faulty or self.skip.isChecked()))

    def _run(self) -> None:
        preview, skip = self.preview, self.skip.isChecked()
        if preview is None or self._line is not None:
            return
        self.do.setEnabled(False)

        def work(services: Services, progress: Progress) -> ImportResult:
            return services.imports.run(
                actor=services.actor, preview=preview, progress=progress, skip_faulty=skip
            )

        task = self.context.tasks.long(
            work,
            _("Внасяне на предложения"),
            self._done,
            self.message.refuse,
            owner=self,
            settled=self._settled,
        )
        self._line = ProgressLine(task)
        self._progress.addWidget(self._line)

    def _settled(self) -> None:
        """The work ended, by itself or stopped; the preview is there for another try."""
        clear(self._progress)
        self._line = None
        self._look()

    def _done(self, result: ImportResult) -> None:
        self.result_ = result
        told = ngettext(
            "Внесено е {n} предложение.", "Внесени са {n} предложения.", result.count
        ).format(n=result.count)
        if result.skipped:
            told += " " + _("Редове с грешка: {n}; те не са внесени.").format(n=result.skipped)
        self.context.notify(told)
        super().accept()

    def reject(self) -> None:
        """Esc stops the work first; nothing half-entered stays."""
        if self._line is not None:
            self._line.task.cancel()
            return
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Another table may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the table dropped."""
        for url in event.mimeData().urls()[:1]:
            self.open_table(Path(url.toLocalFile()))


def _line(row: ImportRow, slot_name: str) -> Line:
    said = (*row.faults, *row.warnings)
    first = said[0].message if said else ""
    if row.known:
        word, tone = _("заведено"), "neutral"
    elif row.faults:
        word, tone = _("грешка"), "not-met"
    elif row.warnings:
        word, tone = _("вижте"), "judgement"
    else:
        word, tone = _("изправен"), "met"
    if len(said) > 1:
        first = _("{first} (и още {n})").format(first=first, n=len(said) - 1)
    texts = (str(row.line), row.registry_no, row.nominee, slot_short(slot_name), first, word)
    return Line(row.line, texts, tone, (row.line, *texts[1:]))
