"""A register on the screen: filters that are remembered, a long list, one record beside it, paper."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ruse_desktop.domain.registers import RegisterFilter, RegisterRow
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Card, EmptyState, button, label
from ruse_desktop.ui.kit.files import ask_save, write_file
from ruse_desktop.ui.kit.paged import PAGE, PagedTable
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register_filters import Choice, RegisterFilters
from ruse_desktop.ui.kit.tables import Column, Line

if TYPE_CHECKING:
    from ruse_desktop.domain.registers import Register, RegisterSheet
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

T = TypeVar("T")


@dataclass(frozen=True)
class RegisterColumn:
    """A column of the list and the name of the order it sorts by."""

    column: Column
    order: str


@dataclass(frozen=True)
class RegisterSpec:
    """What is particular to one register; `id` names its settings, `kinds` what it is read for.

    `source` finds the service's side (`domain.registers.Register`); `count` says „12 вписвания“;
    without `period` the fields „От ден“ and „До ден“ are left out.
    """

    id: str
    title: str
    hint: str
    columns: tuple[RegisterColumn, ...]
    source: Callable[[Services], Register]
    count: Callable[[int], str]
    kinds: frozenset[str]
    icon: str
    empty_title: str
    empty_text: str
    choices: tuple[Choice, ...] = ()
    period: bool = True


class RegisterView(QWidget):
    """The list with its filters at the left, `detail` at the right.

    `chosen` carries the record's id (−1 = none), `opened` that Enter was pressed on it.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, context: ScreenContext, spec: RegisterSpec, detail: QWidget) -> None:
        super().__init__()
        self._context = context
        self._wanted: int | None = None
        self._printing = False
        self.spec = spec
        self.filters = RegisterFilters(
            context, spec.id, spec.hint, spec.choices, period=spec.period
        )
        self.table = PagedTable([one.column for one in spec.columns], spec.title, context.settings)
        self.count = label("", "muted")
        self._build(detail)
        self._connect()

    def _build(self, detail: QWidget) -> None:
        self.empty = EmptyState(self.spec.icon, self.spec.empty_title, self.spec.empty_text)
        self.nothing = EmptyState(
            "filter", _("Нищо не отговаря на филтъра"),
            _("Променете търсеното или покажете всичко."), button(_("Покажи всичко"), self.show_all),
        )  # fmt: skip
        self.pages = QStackedWidget()
        for page in (self.table, self.empty, self.nothing):
            self.pages.addWidget(page)
        self.count.setContentsMargins(10, 6, 10, 6)
        left = Card()
        left.column.setContentsMargins(1, 1, 1, 1)
        left.column.setSpacing(0)
        left.column.addWidget(self.filters)
        left.column.addWidget(self.pages, 1)
        left.column.addWidget(self.count)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for n, (widget, share) in enumerate(((left, 66), (detail, 34))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(n, share)
        self.splitter.setSizes([880, 450])
        saved = self._context.settings.value(f"register/{self.spec.id}/splitter")
        if saved is not None:
            self.splitter.restoreState(saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def _connect(self) -> None:
        self.filters.changed.connect(self._load)
        self.filters.entered.connect(self.table.setFocus)
        self.table.page_asked.connect(self._ask_page)
        self.table.sort_asked.connect(lambda *_order: self._load())
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        settings, key = self._context.settings, f"register/{self.spec.id}/splitter"
        self.splitter.splitterMoved.connect(
            lambda *_at: settings.setValue(key, self.splitter.saveState())
        )

    def show_all(self) -> None:
        """Take all filters away."""
        self.filters.clear()

    def go_to(self, record_id: int) -> None:
        """Choose this record whatever is filtered."""
        self._wanted = record_id
        self.show_all()

    @property
    def current(self) -> int | None:
        """The id of the record chosen."""
        return self.table.current_key()

    def focus_search(self, text: str = "") -> None:
        """Put the focus into the search field."""
        if text:
            self.filters.search.setText(text)
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    # what is shown

    def reload(self, kinds: frozenset[str]) -> None:
        """Read anew when something of the register changed."""
        if not kinds or kinds & self.spec.kinds:
            self._load()

    def _load(self) -> None:
        asked, source = self.filters.asked, self.spec.source
        column, down = self.table.order
        order = self.spec.columns[column].order if column >= 0 else ""

        def work(services: Services) -> tuple[array[int], tuple[RegisterRow, ...]]:
            register = source(services)
            keys = register.keys(asked, order, descending=down)
            return keys, register.rows(keys[:PAGE])

        def show(found: tuple[array[int], tuple[RegisterRow, ...]]) -> None:
            if asked == self.filters.asked:
                self._show(*found, filtered=asked != RegisterFilter())

        self._context.tasks.read(work, show, owner=self)

    def _show(self, keys: array[int], first: Sequence[RegisterRow], *, filtered: bool) -> None:
        shown = self.table if keys else self.nothing if filtered else self.empty
        self.pages.setCurrentWidget(shown)
        self.count.setText(self.spec.count(len(keys)))
        self.count.setVisible(shown is not self.empty)
        wanted, self._wanted = self._wanted, None
        with QSignalBlocker(self.table):
            self.table.show_keys(keys, [_line(row) for row in first], keep=wanted)
        key = self.current
        self.chosen.emit(-1 if key is None else key)

    def _ask_page(self, page: int, keys: array[int]) -> None:
        source = self.spec.source
        self._context.tasks.read(
            lambda s: source(s).rows(keys),
            lambda rows: self.table.deliver(page, [_line(row) for row in rows]),
            owner=self,
        )

    # paper

    def show_pdf(self) -> None:
        """Show what is filtered as a list ready to print."""

        def render(sheet: RegisterSheet) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(sheet)

        def show(sheet: RegisterSheet, pdf: bytes) -> None:
            PdfDialog(self, pdf, sheet.title, f"{sheet.file_name}.pdf").open()

        self._paper(render, show)

    def save_table(self) -> None:
        """Keep what is filtered as a spreadsheet, or as text for other programs."""

        def render(sheet: RegisterSheet) -> dict[str, bytes]:
            from ruse_desktop.exchange import registers, web_sheet

            return {".xlsx": registers.workbook(sheet), ".csv": web_sheet.csv_table(sheet)}

        def save(sheet: RegisterSheet, made: dict[str, bytes]) -> None:
            kinds = _("Таблица (*.xlsx);;Текст с разделители (*.csv)")
            target = ask_save(self, _("Запази таблицата"), f"{sheet.file_name}.xlsx", kinds)
            if target is None:
                return
            try:
                write_file(target, made.get(target.suffix.lower(), made[".xlsx"]))
            except UserError as error:
                self._context.problem(error)
            else:
                self._context.notify(_("Записано: {name}").format(name=target.name))

        self._paper(render, save)

    def _paper(
        self,
        render: Callable[[RegisterSheet], T],
        done: Callable[[RegisterSheet, T], object],
    ) -> None:
        """Read the sheet, make the file beside the database's thread, then go on; once at a time."""
        if self._printing:
            return
        self._printing = True
        asked, source, tasks = self.filters.asked, self.spec.source, self._context.tasks

        def end() -> None:
            self._printing = False

        def failed(error: UserError) -> None:
            end()
            self._context.problem(error)

        def go_on(sheet: RegisterSheet) -> None:
            self._context.status(_("Изготвя се „{title}“…").format(title=sheet.title))
            tasks.compute(
                lambda: render(sheet), lambda made: done(sheet, made), failed,
                owner=self, settled=end,
            )  # fmt: skip

        tasks.read(lambda s: source(s).sheet(asked), go_on, failed, owner=self)


def _line(row: RegisterRow) -> Line:
    return Line(row.id, row.texts, row.tone)


__all__ = ["Choice", "RegisterColumn", "RegisterSpec", "RegisterView"]
