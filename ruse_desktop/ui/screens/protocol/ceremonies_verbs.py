"""What a person does with a protocol plan: guests, order, seats, hours, gifts, materials, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ruse_desktop.domain.protocol_plans import (
    PAPER_NAMES,
    STEP_KIND_NAMES,
    Guest,
    PlanPaper,
    StepKind,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.protocol.ceremonies_dialogs import (
    GiftDialog,
    GuestDialog,
    OpenPlanDialog,
    PlanDialog,
)
from ruse_desktop.ui.screens.protocol.ceremonies_steps import read_steps, steps_text

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.ceremonies import CeremoniesSection


class CeremonyVerbs:
    """The verbs of the section; each asks, writes, and lets the section read anew."""

    def __init__(self, section: CeremoniesSection) -> None:
        self.section = section

    def _write(self, work: Callable[[Services], object]) -> None:
        self.section.context.tasks.write(
            work,
            lambda _made: self.section.reload(frozenset()),
            self.section.message.refuse,
            owner=self.section,
        )

    def _ask(self, title: str, question: str, text: str = "", least: int = 0) -> str | None:
        dialog = TextDialog(self.section, title, question, _("Запиши"), least=least, text=text)
        return dialog.text() if dialog.exec() else None

    def new(self) -> None:
        """Open the plan of an event."""

        def ask(events: tuple[tuple[int, str, object], ...]) -> None:
            dialog = OpenPlanDialog(self.section, self.section.context, events)  # type: ignore[arg-type]  # days

            def done() -> None:
                if isinstance(dialog.saved, int):
                    self.section.open_record("protocol-plan", dialog.saved)

            dialog.accepted.connect(done)
            dialog.open()

        self.section.context.tasks.read(
            lambda s: s.protocol_plans.without_plan(),
            ask,
            self.section.message.refuse,
            owner=self.section,
        )

    def add_guest(self) -> None:
        """A new guest."""
        self._guest_dialog(None)

    def edit_guest(self) -> None:
        """The chosen guest."""
        if self.section.guest is not None:
            self._guest_dialog(self.section.guest)

    def _guest_dialog(self, guest: Guest | None) -> None:
        plan = self.section.plan
        if plan is None:
            return
        self.section.context.tasks.read(
            lambda s: (s.protocol_plans.ranks(), s.people.people()),
            lambda lists: self._open(GuestDialog(self.section, self.section.context, plan, lists, guest)),
            self.section.message.refuse, owner=self.section,
        )  # fmt: skip

    def _open(self, dialog: GuestDialog | PlanDialog | GiftDialog) -> None:
        dialog.accepted.connect(lambda: self.section.reload(frozenset()))
        dialog.open()

    def edit_plan(self) -> None:
        """Hall, music, delegation."""
        if self.section.plan is not None:
            self._open(PlanDialog(self.section, self.section.context, self.section.plan))

    def invite_honorary(self) -> None:
        """The living honorary citizens."""
        plan = self.section.plan
        if plan is not None:
            self._write(lambda s: s.protocol_plans.invite_honorary(plan.id, actor=s.actor))

    def mark_invited(self) -> None:
        """The invitations went out today."""
        plan, today = self.section.plan, self.section.context.clock.today()
        if plan is not None:
            self._write(lambda s: s.protocol_plans.mark_invited(plan.id, today, actor=s.actor))

    def drop_guest(self) -> None:
        """Out of the list."""
        guest = self.section.guest
        if guest is not None:
            self._write(lambda s: s.protocol_plans.drop_guest(guest.id, actor=s.actor))

    def place(self) -> None:
        """Another place in the order, with the reason after it; empty returns to the rank."""
        guest = self.section.guest
        if guest is None:
            return
        question = _("Пореден номер и причина, например „3 личен гост на кмета“; празно – по ранг.")
        text = self._ask(_("Място по старшинство"), question)
        if text is None:
            return
        number, _space, why = text.strip().partition(" ")
        place = int(number) if number.isdecimal() else None
        if text.strip() and place is None:
            self.section.message.tell(_("Започнете с поредния номер."))
            return
        self._write(
            lambda s: s.protocol_plans.place_by_hand(guest.id, place, actor=s.actor, reason=why)
        )

    def seat(self) -> None:
        """A fixed seat."""
        guest = self.section.guest
        if guest is None:
            return
        question = _("Ред и място като 2/7; празно – по реда.")
        text = self._ask(_("Място в залата"), question, guest.fixed_seat)
        if text is not None:
            self._write(lambda s: s.protocol_plans.seat_by_hand(guest.id, text, actor=s.actor))

    def edit_steps(self, kind: StepKind) -> None:
        """The rows of one kind as lines of text."""
        plan = self.section.plan
        if plan is None:
            return
        question = _("По един ред: [дата] час | действие | кой | знамена")
        text = self._ask(_(STEP_KIND_NAMES[kind]), question, steps_text(plan.steps_of(kind)))
        if text is not None:
            steps = read_steps(text, kind)
            self._write(lambda s: s.protocol_plans.save_steps(plan.id, kind, steps, actor=s.actor))

    def give(self) -> None:
        """A gift from the stock."""
        plan = self.section.plan
        if plan is not None:
            self.section.context.tasks.read(
                lambda s: s.stock.lines(),
                lambda lines: self._open(GiftDialog(self.section, self.section.context, plan, lines)),
                self.section.message.refuse, owner=self.section,
            )  # fmt: skip

    def take_back(self) -> None:
        """A gift entered by mistake."""
        key = self.section.key("gifts")
        why = (
            self._ask(_("Връщане в склада"), _("Защо подаръкът се връща?"), least=3)
            if key
            else None
        )
        if key is not None and why:
            self._write(lambda s: s.protocol_visits.take_back(key, why, actor=s.actor))

    def add_file(self) -> None:
        """A speech or other material."""
        plan = self.section.plan
        path = (
            ask_open(self.section, _("Слово или материал"), _("Всички файлове (*)"))
            if plan
            else None
        )
        if plan is not None and path is not None:
            self._write(lambda s: s.protocol_visits.add_file(plan.id, path, actor=s.actor))

    def open_file(self) -> None:
        """The chosen file in its own program."""
        key = self.section.key("files")
        if key is not None:
            self.section.context.tasks.read(
                lambda s: s.protocol_visits.path(key),
                lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
                self.section.message.refuse, owner=self.section,
            )  # fmt: skip

    def show_paper(self) -> None:
        """The paper chosen above."""
        plan = self.section.plan
        if plan is None:
            return
        chosen, size = self.section.paper.currentData()
        which = PlanPaper(chosen)

        def render() -> bytes:
            from ruse_desktop.services import protocol_papers

            return protocol_papers.pdf(plan, which, size)

        name = _(PAPER_NAMES[which])
        self.section.context.tasks.compute(
            render, lambda pdf: PdfDialog(self.section, pdf, name, f"{which}.pdf").open(),
            self.section.message.refuse, owner=self.section,
        )  # fmt: skip
