"""What a person does with the application in sight: decide it, go on, pass a rule, keep its papers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMenu

from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.papers import PaperSet
from ruse_desktop.domain.permit_checks import BAN, MAY_PASS, TERM
from ruse_desktop.domain.permits import (
    DECISIONS,
    STEP_NAMES,
    Permit,
    PermitFile,
    PermitStep,
    Step,
    StepInput,
)
from ruse_desktop.domain.violations import SignalInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog
from ruse_desktop.ui.screens.symbols.artwork_dialog import open_artwork
from ruse_desktop.ui.screens.symbols.permit_decision import Ask, DecisionDialog, PermitStepDialog
from ruse_desktop.ui.screens.symbols.violation_entry import SignalDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.symbols.permit import PermitSection, Shown


class PermitVerbs:
    """The verbs of the section „Разрешения“; each works on what the section shows."""

    def __init__(self, section: PermitSection) -> None:
        self._section = section
        self.context = section.context

    @property
    def shown(self) -> Shown | None:
        """The application in sight."""
        return self._section.shown

    def _refuse(self, error: Exception) -> None:
        self._section.message.refuse(error)

    def decide(self) -> None:
        """Write the mayor's decision, then show it on paper."""
        if self.shown is None:
            return
        number = self.shown.permit.id

        def work(services: Services) -> Ask:
            permit, known = services.permits.known_of(number)
            return Ask(permit, known, services.permit_steps.usual(), services.practice.min_reason)

        def ask(found: Ask) -> None:
            dialog = DecisionDialog(self._section, self.context, found)
            dialog.accepted.connect(lambda: self._decided(dialog.saved))
            dialog.open()

        read_once(self.context.tasks, self._section, "decide", work, ask, self._refuse)

    def _decided(self, saved: object) -> None:
        assert isinstance(saved, Permit)
        self.context.notify(_("Вписано е решение № {no}.").format(no=saved.number_text))
        self._paper(saved.id)

    def show_paper(self) -> None:
        """The permit or the refusal, to print or edit."""
        if self.shown is not None:
            self._paper(self.shown.permit.id)

    def _paper(self, number: int) -> None:
        tasks = self.context.tasks

        def draw(found: tuple[PaperSet, Finding | None]) -> None:
            def render() -> bytes:
                from ruse_desktop.documents.papers import render as draw_papers

                return draw_papers(found[0])

            tasks.compute(render, partial(pages, *found), self._refuse, owner=self._section)

        def pages(papers: PaperSet, lacking: Finding | None, pdf: bytes) -> None:
            dialog = DraftDialog(self._section, self.context, pdf, papers)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            if lacking is not None:
                said = _("{what} ({citation}). {advice}").format(
                    what=lacking.sentence.rstrip("."),
                    citation=lacking.citation,
                    advice=lacking.question,
                )
                dialog.message.tell(said, "judgement")
            dialog.open()

        read_once(
            tasks, self._section, "paper",
            lambda s: (s.permit_papers.decision(number), s.emblem.letterhead()), draw,
            self._refuse,
        )  # fmt: skip

    def choose_step(self) -> None:
        """Offer the steps that may be written now besides the decision."""
        menu = QMenu(self._section)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in self._section.next_steps:
            if kind not in DECISIONS:
                menu.addAction(_(STEP_NAMES[kind])).triggered.connect(
                    lambda _on=False, one=kind: self.begin_step(one)
                )
        place = self._section.step_button.mapToGlobal(self._section.step_button.rect().topLeft())
        place.setY(place.y() - menu.sizeHint().height())
        menu.popup(place)

    def begin_step(self, kind: Step) -> None:
        """Ask for the day and the words of a step; a confirmation needs none."""
        if self.shown is None:
            return
        permit = self.shown.permit
        if kind is Step.UNLIMITED:
            today = self.context.clock.today()
            self.context.tasks.write(
                lambda s: s.permit_steps.add(permit.id, StepInput(kind, today), actor=s.actor),
                lambda _one: self.context.notify(_("Потвърдено: без краен срок.")),
                self._refuse,
                owner=self._section,
            )
            return
        dialog = PermitStepDialog(self._section, self.context, permit, kind, self.shown.least)
        dialog.accepted.connect(
            lambda: self.context.notify(_("Вписано: „{step}“.").format(step=_(STEP_NAMES[kind])))
        )
        dialog.open()

    def strike(self, step: PermitStep) -> None:
        """Strike out the last step with a reason."""
        if self.shown is None:
            return
        permit = self.shown.permit
        question = _("Защо зачерквате „{step}“? Стъпката остава с причината.").format(
            step=_(STEP_NAMES[step.kind])
        )
        asked = TextDialog(
            self._section, _("Зачеркване"), question, _("Зачеркни"), least=self.shown.least
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()
        self.context.tasks.write(
            lambda s: s.permit_steps.strike(permit.id, step.id, why, actor=s.actor),
            lambda _one: self.context.notify(_("Стъпката е зачеркната.")),
            self._refuse,
            owner=self._section,
        )

    def act(self, finding: Finding) -> None:
        """What a finding asks for: the decision, a confirmation, an override."""
        if finding.rule == BAN:
            self.decide()
        elif finding.rule == TERM:
            self.begin_step(Step.UNLIMITED)
        elif finding.rule in MAY_PASS and self.shown is not None:
            self._override(finding, self.shown)

    def _override(self, finding: Finding, shown: Shown) -> None:
        number = shown.permit.id

        def ask(article: str) -> None:
            dialog = OverrideDialog(
                self._section, finding, article, self.context.clock.today, self.context.actor.name,
                least=shown.least,
            )  # fmt: skip
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            written = dialog.written()
            self.context.tasks.write(
                lambda s: s.permit_steps.override(number, finding.rule, written, actor=s.actor),
                lambda _none: self.context.notify(_("Отклонението е вписано.")),
                self._refuse,
                owner=self._section,
            )

        def article(services: Services) -> str:
            if finding.citation is None:
                return ""
            day = shown.permit.typed.incoming_on or services.clock.today()
            return "\n".join(one.text for one in services.law.at(day).passage(finding.citation))

        read_once(self.context.tasks, self._section, "override", article, ask, self._refuse)

    def open_violation(self) -> None:
        """Begin a file of a violation with what is known here."""
        if self.shown is None:
            return
        number = self.shown.permit.id

        def ask(typed: SignalInput) -> None:
            dialog = SignalDialog(self._section, self.context, start=typed)
            dialog.accepted.connect(lambda: self.context.notify(_("Преписката е заведена.")))
            dialog.open()

        read_once(
            self.context.tasks, self._section, "violation", lambda s: s.permits.signal(number), ask,
            self._refuse,
        )  # fmt: skip

    def attach(self) -> None:
        """Keep a picture or a paper with the application in sight."""
        kinds = _("Изображения и документи (*.svg *.png *.jpg *.jpeg *.pdf *.docx);;Всички (*)")
        path = ask_open(self._section, _("Изображение или документ"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep this file."""
        if self.shown is not None:
            number = self.shown.permit.id
            self.context.tasks.write(
                lambda s: s.permit_files.add(number, path, actor=s.actor),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self._refuse,
                owner=self._section,
            )

    def measure(self, one: PermitFile) -> None:
        """Mark the symbol on an attached picture and compare its proportions."""
        open_artwork(self._section, self.context, one.id, self._refuse)

    def open_file(self, one: PermitFile) -> None:
        """Open a kept paper in its own program."""
        self.context.tasks.read(
            lambda s: s.permit_files.path(one.id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self._refuse,
            owner=self._section,
        )
