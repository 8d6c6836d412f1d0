"""The section „Резервни копия“: where they go, which there are, trying one out, restoring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.backing_up import back_up
from ruse_desktop.ui.kit.basics import EmptyState, MessageBar, label
from ruse_desktop.ui.kit.files import ask_open, ask_save, write_file
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.safety.copies_dialogs import moment, rows_words, size_words
from ruse_desktop.ui.screens.safety.copies_places import PlacesCard
from ruse_desktop.ui.screens.safety.copies_restore import Restoring
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.backups import Copy, Health, Place, Rehearsal
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"backups"})


@dataclass(frozen=True)
class CopiesState:
    """What the section shows."""

    places: tuple[Place, ...]
    health: Health
    copies: tuple[Copy, ...]
    rehearsals: tuple[Rehearsal, ...]
    sticks: tuple[str, ...]
    municipality: str


class CopiesSection(Section):
    """Places at the left, the copies that lie there now at the right."""

    id = "copies"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Копие сега")
        self.state: CopiesState | None = None
        self.message = MessageBar()
        self.restoring = Restoring(self, context, self.message)
        self._register()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        self.places = PlacesCard(context)
        split.addWidget(self.places)
        split.addWidget(self._list())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([px(500), px(760)])
        column.addWidget(split, 1)

    def _register(self) -> None:
        def allowed() -> bool:
            return self.in_sight and may(self.context.actor, Right.BACKUP)

        def chosen() -> bool:
            return allowed() and self.chosen is not None

        scope = "safety"
        self.context.actions.add_all((
            Action("copies.look", _("Какво съдържа…"), self.look, "eye", "", "act", scope, chosen,
                   group=3),
            Action("copies.try", _("Проверка на копие…"), self.rehearse, "file-check", "", "act",
                   scope, chosen, group=3),
            Action("copies.file", _("Възстанови от файл…"), self.open_file, "database-import", "",
                   "act", scope, allowed, group=4),
            Action("copies.paper", _("Удостоверение за проверката…"), self.certificate,
                   "certificate", "", "print", scope,
                   lambda: allowed() and bool(self.state and self.state.rehearsals), group=3),
        ))  # fmt: skip

    def _list(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Копия, които са на място сега"), "heading"))
        columns = (
            Column(_("Кога"), 150, firm=True), Column(_("Състояние"), 110, chip=True),
            Column(_("Място"), 150, stretch=True), Column(_("Записи"), 90), Column(_("Размер"), 84),
            Column(_("Повод"), 130),
        )  # fmt: skip
        self.table = ListTable(columns, _("Резервни копия"), self.context.settings)
        self.table.chosen.connect(lambda _key: self.context.actions.refresh())
        self.table.opened.connect(lambda _key: self.look())
        self.empty = EmptyState(
            "database-export", _("Още няма копия"),
            _("Натиснете „Копие сега“: копието се прави и проверява, докато работите."),
        )  # fmt: skip
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name in ("look", "try", "file"):
            row.addWidget(self.context.actions.button(f"copies.{name}"))
        row.addStretch(1)
        column.addLayout(row)
        row = QHBoxLayout()
        self.tried = label("", "muted", wrap=True)
        row.addWidget(self.tried, 1)
        row.addWidget(self.context.actions.button("copies.paper"))
        column.addLayout(row)
        return made

    # what is shown

    def reload(self, kinds: frozenset[str]) -> None:
        """Read places and copies."""
        if not kinds or kinds & _KINDS:
            self.context.tasks.read(_read, self._know, self.message.refuse, owner=self)

    def _know(self, state: CopiesState) -> None:
        self.state = state
        self.places.show_places(state.places, state.health, state.sticks)
        names = {one.id: one.name for one in state.places}
        lines = [_line(n, one, names.get(one.place, "")) for n, one in enumerate(state.copies)]
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.table.show_lines(lines)
        last = state.rehearsals[0] if state.rehearsals else None
        if last is None:
            self.tried.setText(
                _("Копие още не е проверявано чрез възстановяване. Правете го два пъти в годината.")
            )
        elif last.ok:
            self.tried.setText(
                _("Последна проверка: {when}, успешна.").format(when=moment(last.at))
            )
        else:
            self.tried.setText(
                _("Последна проверка: {when}, неуспешна. {why}").format(
                    when=moment(last.at), why=last.detail
                )
            )
        self.context.actions.refresh()

    @property
    def chosen(self) -> Copy | None:
        """The copy chosen in the list."""
        key = self.table.current_key()
        copies = self.state.copies if self.state is not None else ()
        return copies[key] if key is not None and 0 <= key < len(copies) else None

    # what is done

    def new(self) -> None:
        """Make a copy in every place now."""
        back_up(self.context.tasks, self, self.context.notify, self.message.refuse)

    def look(self) -> None:
        """Verify the chosen copy and show what it contains."""
        if self.chosen is not None:
            self.restoring.look(self.chosen.path)

    def open_file(self) -> None:
        """Verify a copy from anywhere and show what it contains."""
        path = ask_open(self, _("Резервно копие"), _("Резервни копия (*.bak)"))
        if path is not None:
            self.restoring.look(path)

    def rehearse(self) -> None:
        """Restore the chosen copy aside, open it, record what was found."""
        copy = self.chosen
        if copy is not None:
            self.restoring.rehearse(copy.path, self._rehearsed)

    def _rehearsed(self, done: Rehearsal) -> None:
        if done.ok:
            self.context.notify(_("Копието се възстановява и е цяло."))
            self._show_certificate(done)
        else:
            self.message.tell(
                _("От това копие не може да се възстановява: {why}").format(why=done.detail)
            )

    def certificate(self) -> None:
        """The page about the last rehearsal."""
        if self.state is not None and self.state.rehearsals:
            self._show_certificate(self.state.rehearsals[0])

    def _show_certificate(self, done: Rehearsal) -> None:
        municipality = self.state.municipality if self.state is not None else ""

        def draw() -> bytes:
            from ruse_desktop.documents.rehearsal import render

            return render(done, municipality)

        def show(pdf: bytes) -> None:
            name = f"proverka-{done.at:%Y-%m-%d}.pdf"
            PdfDialog(self, pdf, _("Проверка на резервно копие"), name).open()

        self.context.tasks.compute(draw, show, owner=self)

    def print_list(self) -> None:
        """The log of the copies as pages."""

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import registers
            from ruse_desktop.services.backup_log import sheet

            return registers.render(sheet(services))

        def show(pdf: bytes) -> None:
            PdfDialog(self, pdf, _("Дневник на резервните копия"), "dnevnik-kopia.pdf").open()

        self.context.tasks.read(work, show, self.message.refuse, owner=self)

    def save_table(self) -> None:
        """The log of the copies as a spreadsheet."""

        def work(services: Services) -> bytes:
            from ruse_desktop.exchange import registers
            from ruse_desktop.services.backup_log import sheet

            return registers.workbook(sheet(services))

        self.context.tasks.read(work, self._keep, self.message.refuse, owner=self)

    def _keep(self, content: bytes) -> None:
        target = ask_save(self, _("Запази таблицата"), "dnevnik-kopia.xlsx", _("Таблица (*.xlsx)"))
        if target is not None:
            try:
                write_file(target, content)
            except UserError as error:
                self.message.refuse(error)
            else:
                self.context.notify(_("Записано: {name}").format(name=target.name))

    def focus_search(self, text: str = "") -> None:
        """Work begins in the list."""
        del text
        self.table.setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """The section itself is what is asked for."""
        del kind, record_id
        self.focus_search()


def _read(services: Services) -> CopiesState:
    return CopiesState(
        services.backups.places.list(), services.backups.health(), services.backups.copies(),
        services.rehearsals.history(), services.backups.places.sticks(), services.law.municipality,
    )  # fmt: skip


def _line(n: int, one: Copy, place: str) -> Line:
    if one.problem:
        state, tone = _("негодно"), "not-met"
    else:
        state, tone = (_("шифровано") if one.encrypted else _("цяло")), "met"
    texts = (
        moment(one.at), state, place, rows_words(one.rows) if one.rows else "",
        size_words(one.size), one.label.replace("-", " "),
    )  # fmt: skip
    sort = (one.at, state, place, one.rows, one.size, one.label)
    return Line(n, texts, tone, sort)
