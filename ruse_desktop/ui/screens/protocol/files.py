"""iCalendar out and in: what leaves is chosen, what comes is seen before it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from ruse_desktop.domain.events import CATEGORY_NAMES
from ruse_desktop.kernel import foreign_files
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.files import ask_open, ask_save, write_file
from ruse_desktop.ui.screens.protocol.bar import spanned
from ruse_desktop.ui.screens.protocol.look import hours

if TYPE_CHECKING:
    from ruse_desktop.exchange.ical import Exported
    from ruse_desktop.services.calendar_files import Arrival
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_SHOWN_CLASHES = 5


class ExportDialog(QDialog):
    """Which events, and whether what is internal goes along."""

    def __init__(self, section: CalendarSection) -> None:
        super().__init__(section)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Запазване като iCalendar"))
        self.setMinimumWidth(theme.px(460))
        self._section = section
        self.what = QComboBox()
        self.what.setAccessibleName(_("Какво"))
        self.what.addItem(_("Всичко за {year} г.").format(year=section.days.day.year), "year")
        self.what.addItem(_("Дните, които се виждат"), "span")
        if section.card.event_id is not None:
            self.what.addItem(_("Само избраното събитие"), "one")
        for category, text in CATEGORY_NAMES.items():
            self.what.addItem(_("Само: {kind}").format(kind=_(text)), str(category))
        self.internal = QCheckBox(_("С вътрешните събития, имената и вътрешните текстове"))
        self.message = MessageBar()
        form = QFormLayout()
        form.addRow(_("Какво"), self.what)
        form.addRow("", self.internal)
        row = QHBoxLayout()
        self.do = button(_("Запази файла…"), self._save, primary=True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addLayout(form)
        hint = _("Файлът се отваря от Outlook, Google Календар, Thunderbird и телефоните.")
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self.message)
        column.addLayout(row)

    def _save(self) -> None:
        section, what = self._section, str(self.what.currentData())
        year = spanned("year", section.days.day)
        since, until = spanned(section.bar.view, section.days.day) if what == "span" else year
        event_id = section.card.event_id if what == "one" else None
        kinds = (what,) if what not in ("year", "span", "one") else ()
        internal = self.internal.isChecked() or what == "one"

        def work(services: Services) -> Exported:
            return services.calendar_files.export(
                since, until, internal=internal, categories=kinds, event_id=event_id
            )

        section.context.tasks.read(work, self._write, self.message.refuse, owner=self)

    def _write(self, made: Exported) -> None:
        if not made.count:
            self.message.tell(_("Няма събития за запазване."), "judgement")
            return
        target = ask_save(self, self.windowTitle(), "kalendar.ics", _("iCalendar (*.ics)"))
        if target is None:
            return
        try:
            write_file(target, made.content)
        except UserError as error:
            self.message.refuse(error)
            return
        said = ngettext("Записано: {n} събитие", "Записани: {n} събития", made.count)
        self._section.context.notify(said.format(n=made.count))
        self.accept()


class ImportDialog(QDialog):
    """The events of a file; those that are new or changed are ticked."""

    def __init__(self, section: CalendarSection, arrivals: tuple[Arrival, ...]) -> None:
        super().__init__(section)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Внасяне на iCalendar"))
        self.resize(theme.px(720), theme.px(520))
        self._section, self._arrivals = section, arrivals
        self.list = QListWidget()
        self.list.setAccessibleName(_("Събития от файла"))
        self.list.setWordWrap(True)
        for one in arrivals:
            self.list.addItem(_item(one))
        self.list.itemChanged.connect(lambda _item: self._count())
        self.message = MessageBar()
        self.do = button(_("Внеси"), self._take, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        told = _(
            "Отметнатите ще бъдат внесени. Каквото вече е тук, не се повтаря. Събитията от чужди "
            "календари влизат като вътрешни."
        )
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.message)
        column.addLayout(row)
        self._count()

    @property
    def chosen(self) -> list[Arrival]:
        """What is ticked."""
        checked = Qt.CheckState.Checked
        return [
            one for n, one in enumerate(self._arrivals) if self.list.item(n).checkState() == checked
        ]

    def _count(self) -> None:
        n = len(self.chosen)
        said = ngettext("Внеси {n} събитие", "Внеси {n} събития", n)
        self.do.setText(said.format(n=n))
        self.do.setEnabled(n > 0)

    def _take(self) -> None:
        chosen = self.chosen
        self.do.setEnabled(False)
        self._section.context.tasks.write(
            lambda s: s.calendar_files.take(chosen, actor=s.actor), self._taken,
            self.message.refuse, owner=self,
        )  # fmt: skip

    def _taken(self, result: tuple[int, tuple[Arrival, ...]]) -> None:
        done, refused = result
        said = ngettext("Внесено е {n} събитие.", "Внесени са {n} събития.", done)
        if refused:
            names = "; ".join(one.problem for one in refused)
            self.message.tell(f"{said.format(n=done)} {names}", "judgement")
            return
        self._section.context.notify(said.format(n=done))
        self.accept()


def _item(one: Arrival) -> QListWidgetItem:
    told = f"{one.title or _('без наименование')} ({one.word})"
    if one.typed is not None:
        when = one.typed.when
        told = f"{date_plain(when.on)}, {hours(when)} – {one.typed.title} ({one.word})"
    clashes = [f"⚠ {clash.text}" for clash in one.clashes[:_SHOWN_CLASHES]]
    made = QListWidgetItem("\n".join([told, *one.notes, *clashes]))
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if one.takeable:
        made.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
        made.setCheckState(Qt.CheckState.Checked if one.wanted else Qt.CheckState.Unchecked)
    else:
        made.setFlags(flags)
    return made


def export(section: CalendarSection) -> None:
    """Choose what is kept as a file."""
    ExportDialog(section).open()


def bring_in(section: CalendarSection, source: Path | None = None) -> None:
    """Read a file and show what it would bring."""
    chosen = source or ask_open(section, _("Внасяне на iCalendar"), _("iCalendar (*.ics *.ical)"))
    if chosen is None:
        return

    def work(services: Services) -> tuple[Arrival, ...]:
        return services.calendar_files.preview(foreign_files.read(chosen))

    def show(arrivals: tuple[Arrival, ...]) -> None:
        if arrivals:
            ImportDialog(section, arrivals).open()
        else:
            section.message.tell(_("Във файла няма събития."), "judgement")

    section.context.tasks.read(work, show, section.message.refuse, owner=section)
