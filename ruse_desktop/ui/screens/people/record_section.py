"""What the sections of „Регистри“ share: the record chosen, its files, its card on paper, striking out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ruse_desktop.domain.registers import ALIKE, ALIKE_NAME
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import begin, read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.screens.people.importing import import_table
from ruse_desktop.ui.screens.people.record_panel import RecordPanel

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

SCOPE = "people"


class RecordSection(RegisterSection):
    """A register with `card` of each record; the section says what else can be done with one.

    `kind` is what the record is called in searches and files, `register` the register's name on
    paper, `file_name` that of its card's file; `id` names its import too.
    """

    kind = ""
    register = ""
    file_name = ""

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.record_kind = self.kind
        self.card: RegisterCard | None = None
        self.value: Any = None
        self._least = 0
        self.context.actions.add_all(self._actions())
        self.panel = RecordPanel(
            context.settings,
            [context.actions.button(f"{self.id}.{name}") for name in self.button_names()],
            (self._open_file, self._remove_file),
        )
        self.panel.record_wanted.connect(context.open_record)
        self.view = RegisterView(context, self.spec(), self.panel)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(lambda _key: self.correct())
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    # what a section says

    def spec(self) -> RegisterSpec:
        """The list."""
        raise NotImplementedError

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One record as it is shown."""
        raise NotImplementedError

    def read_value(self, services: Services, record_id: int) -> Any:
        """What the section's dialogs need of the record besides its card."""
        del services, record_id

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Strike the record out."""
        raise NotImplementedError

    def correct(self) -> None:
        """Write the record in sight anew."""
        raise NotImplementedError

    def own_actions(self) -> tuple[Action, ...]:
        """Verbs besides those every register has."""
        return ()

    def button_names(self) -> tuple[str, ...]:
        """The verbs that stand under the card, in order."""
        return ("correct", "file", "paper", "strike")

    # the common verbs

    def alive(self) -> bool:
        """Whether there is a record in sight that is not struck out."""
        return self.in_sight and self.card is not None and not self.card.struck_why

    def _actions(self) -> tuple[Action, ...]:
        name = self.id

        def there() -> bool:
            return self.in_sight and self.card is not None

        def here() -> bool:
            return self.in_sight

        return (
            *self.own_actions(),
            Action(f"{name}.correct", _("Поправи…"), self.correct, "pencil", "", "act", SCOPE,
                   self.alive, group=4),
            Action(f"{name}.file", _("Приложи файл…"), self.attach, "paperclip", "", "act", SCOPE,
                   self.alive, group=4),
            Action(f"{name}.paper", _("Карта за печат…"), self.show_paper, "printer", "", "print",
                   SCOPE, there, group=4),
            Action(f"{name}.strike", _("Зачеркни…"), self.strike, "ban", "", "act", SCOPE,
                   self.alive, group=4),
            Action(f"{name}.import", _("Внасяне от таблица…"),
                   lambda: import_table(self, self.context, name, self.spec().title),
                   "table-import", "", "file", SCOPE, here),
        )  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and how long a reason must be."""
        super().reload(kinds)

        def know(least: int) -> None:
            self._least = least

        if not kinds or "practice" in kinds:
            self.context.tasks.read(
                lambda s: s.practice.min_reason, know, self.message.refuse, owner=self
            )

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None, None)
            return

        def show(found: tuple[RegisterCard, Any]) -> None:
            if self.view.current == key:
                self._show(*found)

        self.context.tasks.read(
            lambda s: (self.read_card(s, key), self.read_value(s, key)), show,
            self.message.refuse, owner=self,
        )  # fmt: skip

    def _show(self, found: RegisterCard | None, value: Any) -> None:
        self.card, self.value = found, value
        self.panel.show_card(found)
        self.context.actions.refresh()

    def enter(
        self,
        read: Callable[[Services], Any],
        dialog: Callable[[Any], QDialog],
        done: Callable[[Any], object] | None = None,
    ) -> None:
        """Read what a dialog needs, open it, and go on with what it saved."""

        def show(found: Any) -> None:
            made = dialog(found)
            if done is not None:
                made.accepted.connect(lambda: done(getattr(made, "saved", None)))
            made.open()

        read_once(self.context.tasks, self, "entry", read, show, self.message.refuse)

    def strike(self) -> None:
        """Strike out the record in sight with a reason."""
        one = self.card
        if one is None:
            return
        question = _("Защо зачерквате „{name}“? Записът остава с причината.").format(name=one.title)
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: self.strike_out(s, one.id, why),
                lambda _one: self.context.notify(_("Записът е зачеркнат.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    # files

    def attach(self) -> None:
        """Keep a scan or a picture."""
        kinds = _("Файлове (*.pdf *.jpg *.jpeg *.png *.tif *.docx);;Всички (*)")
        path = ask_open(self, _("Файл"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep this file with the record in sight."""
        if self.card is not None:
            number = self.card.id
            self.context.tasks.write(
                lambda s: s.register_files.attach(self.kind, number, path, actor=s.actor),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def _remove_file(self, one: Evidence) -> None:
        question = _("Защо махате „{name}“?").format(name=one.name)
        asked = TextDialog(self, _("Махане на файл"), question, _("Махни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.register_files.detach(one.id, why, actor=s.actor),
                lambda _none: self.context.notify(_("Файлът е махнат.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def _open_file(self, one: Evidence) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path_of(one.sha256, one.suffix),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse, owner=self,
        )  # fmt: skip

    # paper

    def show_paper(self) -> None:
        """The card of the record in sight, ready to print."""
        if self.card is not None:
            one = self.card
            show_card_paper(
                self, self.context, (self.register, f"{self.file_name}-{one.id}"), lambda _s: one,
                self.message.refuse,
            )  # fmt: skip


def show_card_paper(
    owner: QWidget,
    context: ScreenContext,
    names: tuple[str, str],
    read: Callable[[Services], RegisterCard],
    refuse: Callable[[UserError], object],
) -> None:
    """The card of a record, ready to print; `names` are the register's and the file's."""
    end = begin(owner, "paper")
    if end is None:
        return
    register, name = names

    def work(services: Services) -> tuple[str, bytes]:
        from ruse_desktop.documents import papers
        from ruse_desktop.domain.register_cards import card_paper

        one = read(services)
        drawn = _("Изготвено на {day}").format(day=date_short(services.clock.today()))
        unit = services.practice.value("own_unit")
        town = services.law.municipality
        made = card_paper(one, register, name, municipality=town, unit=unit, drawn=drawn)
        return one.title, papers.render(made)

    context.tasks.read(
        work, lambda made: PdfDialog(owner, made[1], made[0], f"{name}.pdf").open(), refuse,
        owner=owner, settled=end,
    )  # fmt: skip


def states_and_alike(names: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    """The values of a filter of states: the register's own, then what may be entered twice."""
    states = tuple((str(code), _(text)) for code, text in names.items())
    return (*states, (ALIKE, _(ALIKE_NAME)))
