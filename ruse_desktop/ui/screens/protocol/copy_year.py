"""The calendar of the next year from this one: proposed days, corrected by hand, kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ruse_desktop.domain.calendar_copies import Proposal
from ruse_desktop.kernel.formats import date_plain, parse_date
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import label, plain_tip
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.protocol.month import day_names

if TYPE_CHECKING:
    from ruse_desktop.domain.events import When
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_TITLE, _OLD, _NEW, _WHY = range(4)
_WIDTHS = {_OLD: 132, _NEW: 128, _WHY: 330}
_WAIT_MS = 150


class CopyYearDialog(SavingDialog):
    """Last year's events with their proposed days; Space ticks, F2 corrects the day."""

    def __init__(self, section: CalendarSection, year: int, proposals: Sequence[Proposal]) -> None:
        title = _("Календарът за {year} г. от календара за {before} г.").format(
            year=year, before=year - 1
        )
        super().__init__(section, section.context, title, _("Създай избраните"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(940), theme.px(560))
        self._section = section
        self._year = year
        self.proposals = list(proposals)
        self._whens: list[When | None] = [one.when for one in proposals]
        self.column.addWidget(
            label(
                _("Отметнете кои събития да се създадат. Денят се поправя с F2 или двойно щракване."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.table = self._make_table()
        self.column.addWidget(self.table, 1)
        self._look = on_change(_WAIT_MS, self._judge, self)
        self.table.itemChanged.connect(self._changed)
        self._show()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self.proposals), len(_WIDTHS) + 1)
        table.setAccessibleName(_("Предложени събития"))
        table.setHorizontalHeaderLabels(
            [_("Събитие"), _("Досега"), _("Предложен ден"), _("Защо и какво пречи")]
        )
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for column, wide in _WIDTHS.items():
            table.setColumnWidth(column, theme.px(wide))
        for row, one in enumerate(self.proposals):
            self._fill(table, row, one)
        return table

    def _fill(self, table: QTableWidget, row: int, one: Proposal) -> None:
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags = Qt.ItemFlag.NoItemFlags if one.copied else enabled
        title = QTableWidgetItem(one.event.typed.title)
        title.setFlags(flags if one.copied else flags | Qt.ItemFlag.ItemIsUserCheckable)
        if not one.copied:
            title.setCheckState(Qt.CheckState.Checked)
        on = one.event.typed.when.on
        old = QTableWidgetItem(f"{date_plain(on)}, {day_names()[on.weekday()]}")
        old.setFlags(flags)
        new = QTableWidgetItem()
        new.setFlags(flags if one.copied else flags | Qt.ItemFlag.ItemIsEditable)
        why = QTableWidgetItem()
        why.setFlags(flags)
        for column, item in enumerate((title, old, new, why)):
            table.setItem(row, column, item)

    # what is chosen

    def chosen(self) -> dict[int, When | None]:
        """The events ticked, with their new times; None where the day cannot be read."""
        return {
            one.event.id: self._whens[row]
            for row, one in enumerate(self.proposals)
            if not one.copied and self._item(row, _TITLE).checkState() == Qt.CheckState.Checked
        }

    def correct(self, row: int, text: str) -> None:
        """Write another day for a proposal."""
        self._item(row, _NEW).setText(text)

    def unsaved(self) -> bool:
        """Whether a day was corrected."""
        return any(when != one.when for when, one in zip(self._whens, self.proposals, strict=True))

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _NEW:
            row = item.row()
            try:
                day = parse_date(item.text().partition(",")[0], self._context.clock.today())
            except ValueError:
                day = None
            when = self.proposals[row].event.typed.when
            self._whens[row] = when.moved(day) if day is not None else None
        self._look()

    def _judge(self) -> None:
        """Ask what would stand in the way of what is ticked now."""
        chosen = self.chosen()
        asked = tuple(
            one if when is None or one.copied else replace(one, when=when)
            for one, when in zip(self.proposals, self._whens, strict=True)
        )
        ids = frozenset(key for key, when in chosen.items() if when is not None)

        def show(judged: tuple[Proposal, ...]) -> None:
            self._show(judged)

        self._context.tasks.read(lambda s: s.calendar_copies.judged(asked, ids), show, owner=self)

    def _show(self, judged: Sequence[Proposal] | None = None) -> None:
        """Write days, reasons and clashes; the button says how many."""
        with QSignalBlocker(self.table):
            for row, one in enumerate(judged or self.proposals):
                self._show_row(row, one)
        chosen = self.chosen()
        wrong = sum(when is None for when in chosen.values())
        text = ngettext("Създай {n} събитие", "Създай {n} събития", len(chosen))
        self.do.setText(text.format(n=len(chosen)))
        self.do.setEnabled(bool(chosen) and not wrong)
        self.hint.setText(
            _("Поправете деня, който не е разчетен (напр. 6.5.27).") if wrong
            else "" if chosen else _("Не е отбелязано нито едно събитие.")
        )  # fmt: skip

    def _show_row(self, row: int, one: Proposal) -> None:
        when, colours = self._whens[row], theme.colours()
        new, why = self._item(row, _NEW), self._item(row, _WHY)
        corrected = when is not None and when != self.proposals[row].when
        if when is not None:
            new.setText(f"{date_plain(when.on)}, {day_names()[when.on.weekday()]}")
        if one.copied:
            text, ink = _("вече е в календара"), colours.muted
        elif when is None:
            text, ink = _("денят не е разчетен"), colours.red
        elif one.clashes:
            text, ink = f"⚠ {one.clashes[0].text}", colours.red
        else:
            text = _("поправено на ръка") if corrected else self.proposals[row].why
            ink = colours.ink
        why.setText(text)
        why.setToolTip(plain_tip("\n".join(clash.text for clash in one.clashes)))
        why.setForeground(QColor(ink))

    # keeping

    def save(self) -> None:
        """Create what is ticked, all of it or nothing."""
        whens = {key: when for key, when in self.chosen().items() if when is not None}

        def work(services: Services) -> tuple[int, ...]:
            return services.calendar_copies.copy(whens, actor=services.actor)

        self._write(work)

    def _done(self, saved: object) -> None:
        assert isinstance(saved, tuple)
        super()._done(saved)
        self._section.verbs.copied(saved)


def open_copy(section: CalendarSection, year: int) -> None:
    """Read the proposals for `year` and show them; a year with nothing before it says so."""

    def show(found: tuple[Proposal, ...]) -> None:
        if found:
            CopyYearDialog(section, year, found).open()
        else:
            section.message.tell(
                _("В календара за {year} г. няма събития за копиране.").format(year=year - 1)
            )

    section.context.tasks.read(
        partial(_proposals, year), show, section.message.refuse, owner=section
    )


def _proposals(year: int, services: Services) -> tuple[Proposal, ...]:
    return services.calendar_copies.proposals(year)
