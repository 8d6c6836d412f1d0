"""Filled PDF forms: dropped or chosen, each opened in the intake one after another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.form_sheet import FormReading
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.nominations.screen import NominationsScreen

_SHOWN = 8


def forms_in(urls: Iterable[QUrl]) -> list[Path]:
    """The PDF files among what is dropped."""
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return [path for path in paths if path.suffix.casefold() == ".pdf"]


class FormDrop(QObject):
    """Reads forms one by one; nothing is registered without a person having seen it."""

    def __init__(self, screen: NominationsScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._waiting: list[Path] = []
        self._taken = 0
        self._count = 0
        self._reading = False

    @property
    def waiting(self) -> int:
        """How many forms are still to come."""
        return len(self._waiting)

    def choose(self) -> None:
        """Ask which forms to read."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._screen, _("Импортирай формуляр"), "", _("PDF формуляри (*.pdf)")
        )
        self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Read these forms after those that wait already."""
        if not paths:
            return
        if not self._waiting and not self._reading:
            self._taken = self._count = 0
        self._waiting += paths
        self._count += len(paths)
        self._next()

    def _wait(self) -> None:
        dialog = self._screen.intake.dialog
        if dialog is not None:
            dialog.finished.connect(self._later, Qt.ConnectionType.QueuedConnection)

    def _later(self) -> None:
        self._next()

    def _next(self) -> None:
        if not self._waiting or self._reading:
            return
        if self._screen.intake.dialog is not None:
            self._wait()
            return
        self._reading = True
        path = self._waiting.pop(0)
        self._taken += 1
        self._screen.context.tasks.read(
            lambda s: s.forms.read(path), self._understood, self._refused, owner=self
        )

    def _refused(self, error: Exception) -> None:
        self._reading = False
        self._screen.message.refuse(error)
        self._next()

    def _understood(self, reading: FormReading) -> None:
        self._reading = False
        self._screen.intake.from_form(reading.year, reading.award, partial(self._show, reading))

    def _show(self, reading: FormReading, edition: AwardEdition, award: AwardRules) -> None:
        """The intake with the form's values; read anew when its edition was opened only now."""
        if reading.typed.edition_id != edition.id:
            path = reading.source
            self._screen.context.tasks.read(
                lambda s: s.forms.read(path),
                lambda again: self._open(again, edition, award),
                self._refused,
                owner=self,
            )
            return
        self._open(reading, edition, award)

    def _open(self, reading: FormReading, edition: AwardEdition, award: AwardRules) -> None:
        intake = self._screen.intake
        if not intake.open_typed(edition, award, reading.typed):
            self._waiting.insert(0, reading.source)
            self._taken -= 1
            self._wait()
            return
        dialog = intake.dialog
        assert dialog is not None
        dialog.message.tell(self._said(reading), "judgement" if reading.problems else "info")
        dialog.finished.connect(self._later, Qt.ConnectionType.QueuedConnection)

    def _said(self, reading: FormReading) -> str:
        said = [_("Попълнено от формуляра „{name}“.").format(name=reading.source.name)]
        if self._count > 1:
            said[0] = _("Формуляр {n} от {all}: „{name}“.").format(
                n=self._taken, all=self._count, name=reading.source.name
            )
        said += [f"{problem}." for problem in reading.problems[:_SHOWN]]
        more = len(reading.problems) - _SHOWN
        if more > 0:
            said.append(ngettext("Още {n} бележка.", "Още {n} бележки.", more).format(n=more))
        return " ".join(said)


def show_blank(screen: NominationsScreen) -> None:
    """The empty form of the award chosen above the list, else of the nomination in sight."""
    context = screen.context
    year, code = screen.list.chosen_year, screen.list.chosen_award

    detail = screen.panel.detail
    opened = screen.list.editions.get(detail.row.edition_id) if detail else None
    if not code and opened is not None:
        year, code = opened.year, opened.award

    def make(services: Services) -> tuple[bytes, str]:
        edition = services.editions.current
        award = code or (edition.award if edition else "")
        if not award:
            raise UserError(
                _("Не е избрана награда."),
                _("Открийте изданието на наградата с „Ново предложение“ и опитайте отново."),
            )
        return services.forms.blank(award, year), award

    def show(made: tuple[bytes, str]) -> None:
        from ruse_desktop.ui.kit.pdf import PdfDialog

        pdf, award = made
        dialog = PdfDialog(screen, pdf, _("Празен формуляр"), f"formulyar-{award}-{year}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.tasks.read(make, show, screen.message.refuse, owner=screen)


def form_actions(screen: NominationsScreen, is_open: Callable[[], bool]) -> list[Action]:
    """Reading filled forms and giving out empty ones."""
    read, blank, here = _("Импортирай формуляр…"), _("Празен формуляр…"), screen.id
    return [
        Action(
            "nominations.form", read, screen.forms.choose, "file-import", "Ctrl+Shift+I", "act", here, is_open
        ),
        Action(
            "nominations.blank-form", blank, partial(show_blank, screen), "file-type-pdf", "", "act", here, is_open
        ),
    ]  # fmt: skip
