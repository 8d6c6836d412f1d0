"""„Справка…“: the figures of the books as charts, the same pages on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QWidget

from ruse_desktop.domain.books import BookView
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.printing import (
    FIRST_YEAR,
    LAST_YEAR,
    NumberField,
    PreviewDialog,
)

if TYPE_CHECKING:
    from ruse_desktop.domain.statistics import Statistics


class StatisticsDialog(PreviewDialog):
    """All books or one, all years or some."""

    def __init__(self, parent: QWidget, context: ScreenContext, views: Sequence[BookView]) -> None:
        super().__init__(parent, context, _("Справка за носителите"))
        self._years = {view.book: (view.years[-1], view.years[0]) for view in views if view.years}
        self.books = QComboBox()
        self.books.setAccessibleName(_("Отличие"))
        self.books.addItem(_("Всички отличия"), "")
        for view in views:
            if view.years:
                self.books.addItem(view.title, view.book)
        self.all_years = QCheckBox(_("Всички години"))
        self.all_years.setChecked(True)
        self.first = NumberField(_("От година"), FIRST_YEAR, LAST_YEAR, FIRST_YEAR)
        self.last = NumberField(_("До година"), FIRST_YEAR, LAST_YEAR, FIRST_YEAR)
        self._build()
        self._book_chosen()

    def _build(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("Отличие"), self.books)
        self.books.setMinimumContentsLength(12)
        self.side.addLayout(form)
        self.side.addWidget(self.all_years)
        period = QHBoxLayout()
        period.addWidget(self.first)
        period.addWidget(label("–"))
        period.addWidget(self.last)
        period.addStretch(1)
        self.side.addLayout(period)
        self.side.addSpacing(8)
        self.side.addWidget(
            label(_("Отнетите отличия не се броят. До всеки чертеж са числата му."), "muted", wrap=True)
        )  # fmt: skip
        self.side.addStretch(1)
        self.books.currentIndexChanged.connect(lambda _at: self._book_chosen())
        self.all_years.toggled.connect(lambda _on: self._period_chosen())
        for one in (self.first, self.last):
            one.changed.connect(self.soon)

    def _book_chosen(self) -> None:
        """Offer the years of the book chosen."""
        book = str(self.books.currentData())
        held = [self._years[book]] if book else list(self._years.values())
        if held and self.all_years.isChecked():
            for field, value in (
                (self.first, min(one[0] for one in held)),
                (self.last, max(one[1] for one in held)),
            ):
                field.blockSignals(True)  # noqa: FBT003 - Qt
                field.set_value(value)
                field.blockSignals(False)  # noqa: FBT003 - Qt
        self._period_chosen()

    def _period_chosen(self) -> None:
        for one in (self.first, self.last):
            one.setEnabled(not self.all_years.isChecked())
        self.ask()

    def ask(self) -> None:
        """Count and draw."""
        book = str(self.books.currentData())
        every = self.all_years.isChecked()
        if not every and None in {self.first.value(), self.last.value()}:
            self.allow(ready=False)
            return
        first = None if every else self.first.value()
        last = None if every else self.last.value()

        def render(made: Statistics) -> bytes:
            from ruse_desktop.documents.charts import render as draw

            return draw(made)

        self.draw(
            lambda s: s.statistics.report(book=book, first=first, last=last),
            render,
            safe_name(_("Справка – {book}").format(book=self.books.currentText())),
        )
