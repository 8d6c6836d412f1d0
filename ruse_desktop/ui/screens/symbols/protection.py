"""The section „Закрила“: registered marks, designs and names with their terms (§ 2 ПЗР)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ruse_desktop.domain.protection import STATE_NAMES, Mark, MarkKind
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.protection_card import MarkCard
from ruse_desktop.ui.screens.symbols.protection_entry import MarkDialog, RenewDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"protection"})


@dataclass(frozen=True)
class ProtectionState:
    """What the section needs besides the list."""

    kinds: tuple[MarkKind, ...]
    days: int
    least: int


class ProtectionSection(RegisterSection):
    """The register of protected signs and names."""

    id = "protection"
    record_kind = "protection"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.state: ProtectionState | None = None
        self.mark: Mark | None = None
        self._register()
        self.card = MarkCard(
            [context.actions.button(f"protection.{one}") for one in ("renew", "file", "correct", "end")],
            self._open_file, self._remove_file,
        )  # fmt: skip
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def chosen() -> bool:
            return self.in_sight and self.mark is not None

        def alive() -> bool:
            return chosen() and self.mark is not None and self.mark.ended_on is None

        def renewable() -> bool:
            return alive() and self.mark is not None and self.mark.typed.expires_on is not None

        scope = "symbols"
        self.context.actions.add_all((
            Action("protection.renew", _("Поднови…"), self.renew, "refresh", "", "act", scope,
                   renewable, group=3),
            Action("protection.file", _("Приложи документ…"), self.attach, "paperclip", "", "act",
                   scope, chosen, group=3),
            Action("protection.correct", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   alive, group=3),
            Action("protection.end", _("Прекрати…"), self.end, "ban", "", "act", scope, alive,
                   group=3),
        ))  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and what the law and the office say."""
        super().reload(kinds)
        if not kinds or kinds & {"law", "practice"}:
            self.context.tasks.read(_read_state, self._know, self.message.refuse, owner=self)

    def _know(self, state: ProtectionState) -> None:
        self.state = state
        self.view.filters.offer("kind", [(one.code, one.name) for one in state.kinds])

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return

        def show(found: Mark) -> None:
            if self.view.current == key:
                self._show(found)

        self.context.tasks.read(
            lambda s: s.protection.get(key), show, self.message.refuse, owner=self
        )

    def _show(self, found: Mark | None) -> None:
        self.mark = found
        days = self.state.days if self.state else 0
        self.card.show_mark(found, self.context.clock.today(), days)
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """Enter a registration."""
        if self.state is not None:
            dialog = MarkDialog(self, self.context, self.state.kinds)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def _saved(self, saved: object) -> None:
        assert isinstance(saved, Mark)
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.name))

    def correct(self) -> None:
        """Correct the registration in sight."""
        if self.state is not None and self.mark is not None:
            MarkDialog(self, self.context, self.state.kinds, self.mark).open()

    def renew(self) -> None:
        """Make the term longer."""
        if self.mark is not None:
            dialog = RenewDialog(self, self.context, self.mark)
            dialog.accepted.connect(lambda: self.context.notify(_("Подновяването е вписано.")))
            dialog.open()

    def end(self) -> None:
        """Say why the protection ended."""
        mark, state = self.mark, self.state
        if mark is None or state is None:
            return
        question = _("Защо закрилата на „{name}“ се прекратява?").format(name=mark.typed.name)
        asked = TextDialog(self, _("Прекратяване"), question, _("Прекрати"), least=state.least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why, today = asked.text(), self.context.clock.today()
        self.context.tasks.write(
            lambda s: s.protection.end(mark.id, on=today, reason=why, actor=s.actor),
            lambda _one: self.context.notify(_("Закрилата е прекратена.")),
            self.message.refuse,
            owner=self,
        )

    def attach(self) -> None:
        """Keep a paper of the registration."""
        path = ask_open(self, _("Документ"), _("Документи (*.pdf *.jpg *.png *.docx);;Всички (*)"))
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep this file with the registration in sight."""
        if self.mark is not None:
            number = self.mark.id
            self.context.tasks.write(
                lambda s: s.protection.attach(number, path, actor=s.actor),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self.message.refuse,
                owner=self,
            )

    def _remove_file(self, one: Evidence) -> None:
        if self.state is None:
            return
        question = _("Защо махате „{name}“?").format(name=one.name)
        asked = TextDialog(
            self, _("Махане на файл"), question, _("Махни"), least=self.state.least
        )  # fmt: skip
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.protection.detach(one.id, why, actor=s.actor),
                lambda _none: self.context.notify(_("Документът е махнат.")),
                self.message.refuse,
                owner=self,
            )

    def _open_file(self, one: Evidence) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path_of(one.sha256, one.suffix),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )


def _read_state(services: Services) -> ProtectionState:
    return ProtectionState(
        services.protection.kinds(), services.protection.days, services.practice.min_reason
    )


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="protection",
        title=_("Защитени символи и наименования"),
        hint=_("наименование, №, вид, отговорник…"),
        columns=(
            RegisterColumn(Column(_("Наименование"), 220, stretch=True), "name"),
            RegisterColumn(Column(_("Вид"), 150), "kind"),
            RegisterColumn(Column(_("№"), 110), "number"),
            RegisterColumn(Column(_("Изтича"), 96), "expires"),
            RegisterColumn(Column(_("Отговаря"), 130), "responsible"),
            RegisterColumn(Column(_("Състояние"), 118, chip=True), "state"),
        ),
        source=lambda services: services.protection,
        count=lambda n: ngettext("{n} запис", "{n} записа", n).format(n=n),
        kinds=_KINDS,
        icon="shield-check",
        empty_title=_("Още няма вписана закрила"),
        empty_text=_(
            "Впишете регистрираните марки и означения на общината – програмата напомня преди "
            "изтичането на срока."
        ),
        choices=(
            Choice("kind", _("Вид"), _("Всички видове")),
            Choice("state", _("Състояние"), _("Всички състояния"),
                   tuple((str(code), _(text)) for code, text in STATE_NAMES.items())),
        ),
    )  # fmt: skip
