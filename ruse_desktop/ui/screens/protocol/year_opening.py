"""The opening of a year: everything that is due in one list, ticked and opened by one button."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHeaderView,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
)

from ruse_desktop.domain.year_opening import (
    LineKind,
    OpeningChoice,
    OpeningLine,
    OpeningResult,
    YearOpening,
)
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import label, plain_tip
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.books.dialogs import SavingDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_NAME, _DAY, _DETAIL = range(3)
_NAME_WIDE, _DAY_WIDE = 430, 100
_ROW = 26
_WAIT_MS = 200
_LINE = Qt.ItemDataRole.UserRole
_GROUPS = {
    LineKind.EDITION: mark("Издания на наградите"),
    LineKind.CITY_DAY: mark("Празник на града"),
    LineKind.EVENT: mark("Събития от календара за предходната година"),
    LineKind.TERM: mark("Влизат сами в календара"),
}


class YearOpeningDialog(SavingDialog):
    """The list of a year; Space ticks. Another year or edition of the ordinance reads it anew."""

    def __init__(
        self, section: CalendarSection, acts: tuple[ActEdition, ...], found: YearOpening
    ) -> None:
        super().__init__(section, section.context, _("Откриване на година"), _("Открий избраното"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(980), theme.px(600))
        self._section = section
        self.found = found
        self.year = QSpinBox()
        self.year.setRange(date.min.year, date.max.year - 1)
        self.year.setValue(found.year)
        self.year.setMaximumWidth(theme.px(120))
        self.act = QComboBox()
        self.act.setAccessibleName(_("Редакция на наредбата"))
        for one in acts:
            self.act.addItem(
                _("{edition}, в сила от {day}").format(
                    edition=one.label, day=date_short(one.in_force)
                ),
                one.id,
            )
        form = QFormLayout()
        form.addRow(_("&Година"), self.year)
        form.addRow(_("&Редакция на наредбата"), self.act)
        self.column.addLayout(form)
        self.column.addWidget(
            label(_("Отметнете какво да се открие. Откритото веднъж не се открива повторно."),
                  "muted", wrap=True)
        )  # fmt: skip
        self.tree = self._make_tree()
        self.column.addWidget(self.tree, 1)
        self._again = on_change(_WAIT_MS, self._read, self)
        self.year.valueChanged.connect(self._changed)
        self.act.currentIndexChanged.connect(self._changed)
        self.tree.itemChanged.connect(lambda *_one: self._count())
        self._fill()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(_("Какво се открива"))
        tree.setHeaderLabels([_("Какво"), _("Ден"), _("Подробности")])
        tree.setUniformRowHeights(True)
        header = tree.header()
        header.setSectionResizeMode(_DETAIL, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        tree.setColumnWidth(_NAME, theme.px(_NAME_WIDE))
        tree.setColumnWidth(_DAY, theme.px(_DAY_WIDE))
        return tree

    def unsaved(self) -> bool:
        """Nothing is typed here that closing could lose."""
        return False

    # the list

    def _changed(self) -> None:
        self.do.setEnabled(False)
        self._again()

    def _read(self) -> None:
        year, act = self.year.value(), str(self.act.currentData())

        def show(found: YearOpening) -> None:
            if (found.year, found.law_edition) == (self.year.value(), self.act.currentData()):
                self.found = found
                self._fill()

        self._context.tasks.read(
            lambda s: s.year_opening.proposal(year, actor=s.actor, law_edition=act),
            show, self.message.refuse, owner=self,
        )  # fmt: skip

    def _fill(self) -> None:
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for kind, name in _GROUPS.items():
                if lines := self.found.of(kind):
                    self._add_group(kind, _(name), lines)
        if items := self.items():
            self.tree.setCurrentItem(items[0])
        self._count()

    def _add_group(self, kind: LineKind, name: str, lines: tuple[OpeningLine, ...]) -> None:
        group = QTreeWidgetItem(self.tree, [name])
        group.setFirstColumnSpanned(True)
        font = group.font(_NAME)
        font.setBold(True)
        group.setFont(_NAME, font)
        group.setSizeHint(_NAME, QSize(0, theme.px(_ROW)))
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for one in lines:
            self._add_line(group, one)
        group.setExpanded(kind is not LineKind.TERM)

    def _add_line(self, group: QTreeWidgetItem, one: OpeningLine) -> None:
        colours = theme.colours()
        detail, ink = one.detail, colours.ink
        if one.opened:
            detail, ink = _("вече е открито"), colours.muted
        elif not one.allowed and one.kind is not LineKind.TERM:
            detail, ink = _("открива го колега с друга роля"), colours.muted
        elif one.clashes:
            detail, ink = f"⚠ {one.clashes[0].text}", colours.red
        name = one.name if one.citation is None else f"{one.name} ({one.citation})"
        item = QTreeWidgetItem(group, [name, date_plain(one.day) if one.day else "", detail])
        item.setData(_NAME, _LINE, one)
        item.setToolTip(_NAME, plain_tip(name))
        item.setToolTip(_DETAIL, plain_tip(detail.replace("; ", "\n")))
        item.setForeground(_DETAIL, QColor(ink))
        item.setSizeHint(_NAME, QSize(0, theme.px(_ROW)))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if one.choosable:
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            clear = not one.clashes
            item.setCheckState(_NAME, Qt.CheckState.Checked if clear else Qt.CheckState.Unchecked)
        else:
            item.setFlags(flags)

    def items(self) -> list[QTreeWidgetItem]:
        """The lines in order, without the groups' names."""
        groups = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        found = (group.child(n) for group in groups if group for n in range(group.childCount()))
        return [one for one in found if one is not None]

    def chosen(self) -> OpeningChoice:
        """What is ticked."""
        ticked = [
            line
            for item in self.items()
            if isinstance(line := item.data(_NAME, _LINE), OpeningLine)
            and line.choosable
            and item.checkState(_NAME) == Qt.CheckState.Checked
        ]
        return OpeningChoice(
            frozenset(one.key for one in ticked if one.kind is LineKind.EDITION),
            any(one.kind is LineKind.CITY_DAY for one in ticked),
            frozenset(int(one.key) for one in ticked if one.kind is LineKind.EVENT),
        )

    def _count(self) -> None:
        """The button says how many; a year with nothing left says so."""
        chosen = self.chosen()
        n = len(chosen.awards) + chosen.city_day + len(chosen.events)
        self.do.setText(ngettext("Открий {n} избрано", "Открий {n} избрани", n).format(n=n))
        self.do.setEnabled(not chosen.empty)
        if self.found.opened:
            text = _("Годината {year} вече е открита.").format(year=self.found.year)
        else:
            text = "" if n else _("Не е отбелязано нищо.")
        self.hint.setText(text)

    # keeping

    def save(self) -> None:
        """Open what is ticked."""
        found, chosen = self.found, self.chosen()

        def work(services: Services) -> OpeningResult:
            return services.year_opening.open(
                found.year, chosen, actor=services.actor, law_edition=found.law_edition
            )

        self._write(work)

    def _done(self, saved: object) -> None:
        assert isinstance(saved, OpeningResult)
        super()._done(saved)
        self._section.message.tell(said(saved), "info")


def said(made: OpeningResult) -> str:
    """What was opened, in one sentence."""
    parts = []
    if n := len(made.awards):
        parts.append(ngettext("{n} издание", "{n} издания", n).format(n=n))
    if made.city_day:
        parts.append(_("празникът на града"))
    if n := len(made.events):
        parts.append(ngettext("{n} събитие", "{n} събития", n).format(n=n))
    if not parts:
        return _("Всичко избрано за {year} г. вече е открито.").format(year=made.year)
    return _("За {year} г. са открити: {what}.").format(year=made.year, what=", ".join(parts))


def open_year(section: CalendarSection, year: int | None = None) -> None:
    """Show the list of a year; without one of the year that waits."""
    read_once(
        section.context.tasks, section, "year-opening", partial(_ground, year),
        lambda found: YearOpeningDialog(section, *found).open(), section.message.refuse,
    )  # fmt: skip


def _ground(year: int | None, services: Services) -> tuple[tuple[ActEdition, ...], YearOpening]:
    service = services.year_opening
    found = service.proposal(year or service.next_year(), actor=services.actor)
    return service.acts(), found
