"""The section „Листове за печат“: how far diplomas are moved on this printer's sheet, with a test sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.diplomas import MOST_OFFSET, Layout
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, MessageBar, label
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf, save_pdf
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.books import layouts
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import ScreenContext

_DELAY_MS = 200
_STEP = 0.5
_SIDE = 400


class SheetSection(Section):
    """A layout at the left with its offsets, the test sheet at the right."""

    id = "sheets"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Без отместване")
        self.print_text = _("Отпечатай пробен лист…")
        self.table_text = _("Запази пробен лист…")
        self.message = MessageBar()
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Макет на диплома"))
        for one in layouts.LAYOUTS:
            self.choice.addItem(layouts.name(one), one)
        first_blank = next(n for n, one in enumerate(layouts.LAYOUTS) if one.blank)
        self.choice.setCurrentIndex(first_blank)
        self.right, self.down = _field(_("Надясно")), _field(_("Надолу"))
        self.view = PdfView()
        self.view.setAccessibleName(_("Пробен лист"))
        self._ticket = 0
        self._soon = on_change(_DELAY_MS, self._draw, self)
        self._build()
        self.choice.currentIndexChanged.connect(lambda _n: self._take())
        for field in (self.right, self.down):
            field.valueChanged.connect(lambda _value: self._changed())

    def _build(self) -> None:
        side = Card()
        side.setFixedWidth(px(_SIDE))
        side.column.addWidget(label(_("Макет"), "fieldName"))
        side.column.addWidget(self.choice)
        row = QHBoxLayout()
        for name, field in ((_("Надясно, мм"), self.right), (_("Надолу, мм"), self.down)):
            column = QVBoxLayout()
            column.addWidget(label(name, "fieldName"))
            column.addWidget(field)
            row.addLayout(column)
        row.addStretch(1)
        side.column.addLayout(row)
        side.column.addWidget(
            label(
                _(
                    "Отпечатайте пробния лист върху бланка или върху празен лист и го премерете. "
                    "Ако кръстчето горе вляво е на 18 мм от левия край, а не на 20, впишете 2 "
                    "надясно. Отрицателно число мести наляво или нагоре.\n\n"
                    "Отместването важи за този компютър и за избрания макет; дипломите от „Книги“ "
                    "се печатат с него."
                ),
                "muted", wrap=True,
            )
        )  # fmt: skip
        side.column.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(side)
        middle.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        column.addLayout(middle, 1)

    @property
    def layout_chosen(self) -> Layout:
        """The layout with the offsets typed."""
        chosen = self.choice.currentData()
        assert isinstance(chosen, Layout)
        return replace(chosen, right=self.right.value(), down=self.down.value())

    def _take(self) -> None:
        """Show what was set for the layout."""
        chosen = self.choice.currentData()
        assert isinstance(chosen, Layout)
        known = layouts.placed(self.context.settings, chosen)
        for field, value in ((self.right, known.right), (self.down, known.down)):
            with QSignalBlocker(field):
                field.setValue(value)
        self._soon()

    def _changed(self) -> None:
        layouts.keep(self.context.settings, self.layout_chosen)
        self._soon()

    def _draw(self) -> None:
        layout = self.layout_chosen
        self._ticket += 1
        ticket = self._ticket

        def render() -> bytes:
            from ruse_desktop.documents.diplomas import test_sheet

            return test_sheet(layout)

        def show(pdf: bytes) -> None:
            if ticket == self._ticket:
                self.view.show_pdf(pdf)

        self.context.tasks.compute(render, show, self.message.refuse, owner=self)

    # what the tab's buttons do

    def new(self) -> None:
        """Print without moving anything."""
        self.right.setValue(0.0)
        self.down.setValue(0.0)

    def print_list(self) -> None:
        """Print the test sheet."""
        try:
            print_pdf(self, self.view.pdf, _("Пробен лист"))
        except UserError as error:
            self.message.refuse(error)

    def save_table(self) -> None:
        """Keep the test sheet as a file."""
        try:
            path = save_pdf(self, self.view.pdf, "proben-list.pdf")
        except UserError as error:
            self.message.refuse(error)
            return
        if path is not None:
            self.message.tell(_("Записано: {file}").format(file=path.name), "met")

    def focus_search(self, text: str = "") -> None:
        """Work begins with the layout."""
        del text
        self.choice.setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """There are no records here."""
        del kind, record_id

    def reload(self, kinds: frozenset[str]) -> None:
        """Nothing here comes from the data but the first drawing."""
        if not kinds:
            self._take()


def _field(name: str) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setRange(-MOST_OFFSET, MOST_OFFSET)
    made.setSingleStep(_STEP)
    made.setDecimals(1)
    made.setLocale(QLocale(QLocale.Language.Bulgarian))
    made.setFixedSize(px(96), px(32))
    made.setAccessibleName(_("{name}, милиметри").format(name=name))
    return made
