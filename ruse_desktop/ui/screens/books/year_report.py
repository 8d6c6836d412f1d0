"""„Годишен отчет…“: the year on one page or with the lists behind it, as PDF and as a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import button, label
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.screens.books.printing import PreviewDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.year_report import YearReport
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_DETAILED = "year-report/detailed"


class YearReportDialog(PreviewDialog):
    """A year chosen at the left, its page at the right."""

    def __init__(self, parent: QWidget, context: ScreenContext, years: Sequence[int]) -> None:
        super().__init__(parent, context, _("Годишен отчет"))
        self.years = QComboBox()
        self.years.setAccessibleName(_("Година"))
        for year in years:
            self.years.addItem(str(year), year)
        self.detailed = QCheckBox(_("Със списъците към числата"))
        self.detailed.setChecked(str(context.settings.value(_DETAILED, "")) == "true")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("Година"), self.years)
        self.side.addLayout(form)
        self.side.addWidget(self.detailed)
        self.side.addSpacing(8)
        self.side.addWidget(
            label(
                _(
                    "Всичко се брои от вписаното в програмата; до него стои предходната година. "
                    "Отнетите отличия, зачеркнатото и махнатите събития не се броят."
                ),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.side.addStretch(1)
        self.table = button(_("Запази таблица…"), self.save_table, icon_name="file-spreadsheet")
        self.row.insertWidget(2, self.table)
        self.years.currentIndexChanged.connect(lambda _at: self.soon())
        self.detailed.toggled.connect(lambda _on: self._keep())
        self.ask()

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.years.currentData())

    def _keep(self) -> None:
        self.context.settings.setValue(_DETAILED, "true" if self.detailed.isChecked() else "")
        self.soon()

    def ask(self) -> None:
        """Count and draw what is chosen now."""
        year, detailed = self.year, self.detailed.isChecked()

        def render(report: YearReport) -> bytes:
            from ruse_desktop.documents.year_report import render as draw

            return draw(report)

        self.draw(
            lambda s: s.year_reports.report(year, detailed=detailed), render, f"otchet-{year}.pdf"
        )

    def save_table(self) -> None:
        """The figures as a spreadsheet."""
        year = self.year
        target = ask_save(self, _("Запази таблица"), f"otchet-{year}.xlsx", "XLSX (*.xlsx)")
        if target is None:
            return

        def write(content: bytes) -> None:
            try:
                write_file(target, content)
            except UserError as error:
                self.message.refuse(error)
                return
            self.message.tell(_("Записано: {file}").format(file=target.name), "met")

        def workbook(services: Services) -> bytes:
            from ruse_desktop.exchange import registers

            return registers.workbook(services.year_reports.sheet(year))

        self.context.tasks.read(workbook, write, self.message.refuse, owner=self)


def open_report(parent: QWidget, context: ScreenContext) -> None:
    """Read which years there are and open the dialog."""
    context.tasks.read(
        lambda s: s.year_reports.years(),
        lambda years: YearReportDialog(parent, context, years).open(),
        context.problem,
        owner=parent,
    )
