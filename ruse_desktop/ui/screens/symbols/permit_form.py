"""The fillable application in the section „Разрешения“: a blank one shown, a filled one read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.domain.permit_checks import Known
from ruse_desktop.domain.permit_form import PermitReading
from ruse_desktop.domain.permits import Permit, PermitInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.permit_entry import ApplicationDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.symbols.permit import PermitSection


class FormVerbs:
    """What a person does with forms; the section shows what came of it."""

    def __init__(self, section: PermitSection) -> None:
        self._section = section
        self.context = section.context

    def _refuse(self, error: Exception) -> None:
        self._section.message.refuse(error)

    def show_blank(self) -> None:
        """The form that applicants fill in, to be saved or printed."""
        title = _("Заявление за разрешение")
        read_once(
            self.context.tasks, self._section, "blank", lambda s: s.permit_form.blank(),
            lambda pdf: PdfDialog(self._section, pdf, title, "zayavlenie.pdf").open(), self._refuse,
        )  # fmt: skip

    def ask(self) -> None:
        """Choose a filled form."""
        kinds = _("Формуляр (*.pdf);;Всички (*)")
        path = ask_open(self._section, _("Попълнено заявление"), kinds)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Begin an application with what a filled form says; the form is attached to it."""

        def work(services: Services) -> tuple[PermitReading, PermitInput, Known]:
            found, blank = services.permit_form.read(path), services.permits.blank()
            typed = replace(
                found.typed, incoming_no=blank.incoming_no, incoming_on=blank.incoming_on
            )
            return found, typed, services.permits.known(typed)

        def begin(read: tuple[PermitReading, PermitInput, Known]) -> None:
            found, typed, known = read
            dialog = ApplicationDialog(self._section, self.context, typed, known)
            dialog.accepted.connect(lambda: self._written(dialog.saved, path))
            if found.problems:
                said = "; ".join(str(one) for one in found.problems)
                dialog.message.tell(_("Прегледайте: {what}").format(what=said), "judgement")
            dialog.open()

        read_once(self.context.tasks, self._section, "form", work, begin, self._refuse)

    def _written(self, saved: object, path: Path) -> None:
        assert isinstance(saved, Permit)
        self._section.written(saved)
        number = saved.id
        self.context.tasks.write(
            lambda s: s.permit_files.add(number, path, actor=s.actor), lambda _one: None,
            self._refuse, owner=self._section,
        )  # fmt: skip
