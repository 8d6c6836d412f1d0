"""A registry's table before it is entered: which column is what, row by row what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
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

if TYPE_CHECKING:
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.imports import ImportPreview, ImportResult, ImportRow
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class ImportDialog(QDialog):
    """The preview of a table; nothing is entered until the person says so, and then all of it."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, name: str, edition: AwardEdition
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.edition = edition
        self.path = Path(name)
        self.preview: ImportPreview | None = None
        self._combos: dict[str, QComboBox] = {}
        self.setWindowTitle(_("Предложения от „{name}“").format(name=self.path.name))
        self.resize(1120, 660)
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        row = QHBoxLayout()
        left = Card()
        left.column.addWidget(label(_("Кой стълб какво е"), "heading"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setColumnStretch(1, 1)
        scroll.setWidget(holder)
        left.column.addWidget(scroll, 1)
        self.notes = label("", "muted", wrap=True)
        left.column.addWidget(self.notes)
        row.addWidget(left, 2)
        right = Card()
        self.summary = label("", "heading", wrap=True)
        right.column.addWidget(self.summary)
        columns = (
            Column(_("Ред"), 52),
            Column(_("вх. №"), 84),
            Column(_("Предложен"), 190, stretch=True),
            Column(_("Какво се вижда"), 260, stretch=True),
            Column("", 96, chip=True),
        )
        self.table = ListTable(columns, _("Редове на таблицата"), QSettings())
        right.column.addWidget(self.table, 1)
        row.addWidget(right, 3)
        outer.addLayout(row, 1)
        bar = QHBoxLayout()
        self.do = button(_("Внеси"), self._run, primary=True)
        self.do.setEnabled(False)
        bar.addWidget(self.do)
        self.skip = QCheckBox(_("Внеси само изправните редове"))
        self.skip.toggled.connect(lambda _on: self._update())
        bar.addWidget(self.skip)
        bar.addWidget(button(_("Отказ"), self.reject))
        bar.addStretch(1)
        outer.addLayout(bar)
        self._read(None)

    def _read(self, mapping: dict[str, str] | None) -> None:
        path, edition_id = self.path, self.edition.id

        def work(services: Services) -> ImportPreview:
            return services.imports.read(path, edition_id=edition_id, mapping=mapping)

        self.context.tasks.read(work, self._show, self._cannot, owner=self)

    def _cannot(self, error: Exception) -> None:
        self.message.refuse(error)
        self.do.setEnabled(False)

    def _show(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.message.hide()
        self.notes.setText(" ".join(preview.notes))
        self._show_mapping(preview)
        self.table.show_lines([_line(row) for row in preview.rows])
        self.skip.setVisible(bool(preview.faulty))
        self._update()

    def _show_mapping(self, preview: ImportPreview) -> None:
        from ruse_desktop.services import import_fields

        clear(self.grid)
        self._combos = {}
        chosen = dict(preview.mapping)
        headings = sorted({*chosen.values(), *preview.unused})
        for n, field in enumerate(import_fields.fields()):
            combo = QComboBox()
            combo.setAccessibleName(field.label)
            combo.addItem(_("– няма –"), "")
            for heading in headings:
                combo.addItem(heading, heading)
            combo.setCurrentIndex(max(0, combo.findData(chosen.get(field.key, ""))))
            combo.activated.connect(lambda _index: self._remap())
            self._combos[field.key] = combo
            self.grid.addWidget(label(field.label, "fieldName"), n, 0)
            self.grid.addWidget(combo, n, 1)

    def _remap(self) -> None:
        mapping = {
            key: str(combo.currentData())
            for key, combo in self._combos.items()
            if combo.currentData()
        }
        self._read(mapping)

    def _update(self) -> None:
        preview = self.preview
        if preview is None:
            return
        ready = len(preview.ready)
        parts = [ngettext("{n} изправен ред", "{n} изправни реда", ready).format(n=ready)]
        if preview.faulty:
            parts.append(_("{n} с грешка").format(n=len(preview.faulty)))
        if preview.known:
            parts.append(_("{n} вече заведени").format(n=len(preview.known)))
        self.summary.setText(" · ".join(parts))
        self.do.setText(_("Внеси {n} предложения").format(n=ready))
        self.do.setEnabled(ready > 0 and (not preview.faulty or self.skip.isChecked()))

    def _run(self) -> None:
        preview, skip = self.preview, self.skip.isChecked()
        if preview is None:
            return
        self.do.setEnabled(False)

        def work(services: Services, progress: Progress) -> ImportResult:
            return services.imports.run(
                actor=services.actor, preview=preview, progress=progress, skip_faulty=skip
            )

        self.context.tasks.long(
            work, _("Внасяне на предложения"), self._done, self._cannot, owner=self
        )

    def _done(self, result: ImportResult) -> None:
        self.context.notify(
            ngettext(
                "Внесено е {n} предложение.", "Внесени са {n} предложения.", result.count
            ).format(n=result.count)
        )
        self.accept()


def _line(row: ImportRow) -> Line:
    if row.known:
        said, word, tone = _("вече е заведено"), _("познато"), "neutral"
    elif row.faults:
        said, word, tone = row.faults[0].message, _("грешка"), "not-met"
    elif row.warnings:
        said, word, tone = row.warnings[0].message, _("вижте"), "judgement"
    else:
        said, word, tone = "", _("изправен"), "met"
    more = len(row.faults) + len(row.warnings) - 1
    if more > 0:
        said = _("{said} (и още {n})").format(said=said, n=more)
    return Line(row.line, (str(row.line), row.registry_no, row.nominee, said, word), tone)
