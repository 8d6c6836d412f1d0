"""The section „Разрешения“: who may reproduce the emblem or the flag, on what terms (чл. 8, 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout

from ruse_desktop.domain.artwork import Marked
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.papers import PaperSet
from ruse_desktop.domain.permit_checks import BAN, FIRST_USE, MAY_PASS, TERM, Known, findings
from ruse_desktop.domain.permits import (
    DECISIONS,
    STATE_NAMES,
    STEP_NAMES,
    Permit,
    PermitFile,
    PermitInput,
    PermitStep,
    State,
    Step,
    StepInput,
)
from ruse_desktop.domain.violations import SignalInput
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog
from ruse_desktop.ui.screens.symbols.artwork_dialog import open_artwork
from ruse_desktop.ui.screens.symbols.permit_card import PermitCard
from ruse_desktop.ui.screens.symbols.permit_decision import Ask, DecisionDialog, PermitStepDialog
from ruse_desktop.ui.screens.symbols.permit_entry import ApplicationDialog
from ruse_desktop.ui.screens.symbols.section import Section
from ruse_desktop.ui.screens.symbols.violation_entry import SignalDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"permits", "permit"})
_CARD_KINDS = _KINDS | {"law", "practice", "emblem", "violations"}


@dataclass(frozen=True)
class Shown:
    """An application as the panel shows it."""

    permit: Permit
    known: Known
    findings: tuple[Finding, ...]
    marked: dict[int, Marked]
    least: int


def read_shown(services: Services, permit_id: int) -> Shown:
    """One application with everything beside it."""
    permit, known = services.permits.known_of(permit_id)
    return Shown(
        permit, known, findings(permit.typed, known, permit), services.artwork.of_permit(permit_id),
        services.practice.min_reason,
    )  # fmt: skip


class PermitSection(Section):
    """The register of permits."""

    id = "permits"
    kinds = frozenset({"permit"})

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.shown: Shown | None = None
        self._register()
        names = (("decide", "paper", "step"), ("file", "correct", "renew"))
        rows = [
            [context.actions.button(f"permits.{one}", primary=one == "decide") for one in row]
            for row in names
        ]
        self.step_button = rows[0][2]
        self.card = PermitCard(
            context.show_article, rows, act=self._act, strike=self._strike,
            open_file=self._open_file, measure=self.measure, go_to=self._go_to,
            violation=self.open_violation,
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
            return self.in_sight and self.shown is not None

        def may(*kinds: Step) -> Callable[[], bool]:
            return lambda: chosen() and any(one in self.next_steps for one in kinds)

        def stands(*states: State) -> Callable[[], bool]:
            return lambda: chosen() and self.state in states

        def decided() -> bool:
            return chosen() and self.shown is not None and self.shown.permit.decision is not None

        small = tuple(one for one in Step if one not in DECISIONS)
        scope, renewable = "symbols", (State.GRANTED, State.EXPIRED)
        self.context.actions.add_all((
            Action("permits.decide", _("Решение…"), self.decide, "signature", "Ctrl+Shift+R",
                   "act", scope, may(*DECISIONS), group=4),
            Action("permits.paper", _("Документ…"), self.show_paper, "file-text", "Ctrl+Shift+P",
                   "print", scope, decided, group=4),
            Action("permits.step", _("Друга стъпка…"), self.choose_step, "arrow-right", "", "act",
                   scope, may(*small), group=4),
            Action("permits.file", _("Приложи…"), self.attach, "paperclip", "", "act",
                   scope, chosen, group=4),
            Action("permits.renew", _("Поднови…"), self.renew, "refresh", "", "act", scope,
                   stands(*renewable), group=4),
            Action("permits.correct", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   stands(State.APPLIED, State.ASKED), group=4),
            Action("permits.violation", _("Отвори преписка за нарушение…"), self.open_violation, "gavel", "", "act",
                   scope, chosen, group=4),
        ))  # fmt: skip

    @property
    def state(self) -> State | None:
        """Where the application that is shown stands today."""
        return self.shown.permit.state(self.context.clock.today()) if self.shown else None

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """What may be written now in the application that is shown."""
        return self.shown.permit.possible(self.context.clock.today()) if self.shown else ()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list, and the card for what it is judged by."""
        super().reload(kinds)
        if not kinds & _KINDS and kinds & _CARD_KINDS and self.view.current is not None:
            self._chosen(self.view.current)

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return

        def show(found: Shown) -> None:
            if self.view.current == key:
                self._show(found)

        self.context.tasks.read(lambda s: read_shown(s, key), show, self.message.refuse, owner=self)

    def _show(self, found: Shown | None) -> None:
        self.shown = found
        today = self.context.clock.today()
        if found is None:
            self.card.show_permit(None, today)
        else:
            self.card.show_permit(found.permit, today, found.findings, found.marked)
        self.context.actions.refresh()

    def _go_to(self, permit_id: int) -> None:
        self.view.go_to(permit_id)

    # what a person does

    def new(self) -> None:
        """Write down an application."""
        self._begin("new", lambda s: s.permits.blank())

    def renew(self) -> None:
        """Write an application that continues the permit in sight."""
        if self.shown is not None:
            old = self.shown.permit
            self._begin("renew", lambda s: s.permits.renewed(old.id), renews=old.number_text)

    def correct(self) -> None:
        """Change the application in sight."""
        if self.shown is not None:
            old, known = self.shown.permit, self.shown.known
            ApplicationDialog(self, self.context, old.typed, known, old).open()

    def _begin(self, verb: str, first: Callable[[Services], PermitInput], renews: str = "") -> None:
        def work(services: Services) -> tuple[PermitInput, Known]:
            typed = first(services)
            return typed, services.permits.known(typed)

        def ask(found: tuple[PermitInput, Known]) -> None:
            dialog = ApplicationDialog(self, self.context, *found, renews=renews)
            dialog.accepted.connect(lambda: self._written(dialog.saved))
            dialog.open()

        read_once(self.context.tasks, self, verb, work, ask, self.message.refuse)

    def _written(self, saved: object) -> None:
        assert isinstance(saved, Permit)
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано е заявление № {no}.").format(no=saved.incoming))

    def decide(self) -> None:
        """Write the mayor's decision, then show it on paper."""
        if self.shown is None:
            return
        number = self.shown.permit.id

        def work(services: Services) -> Ask:
            permit, known = services.permits.known_of(number)
            return Ask(permit, known, services.permit_steps.usual(), services.practice.min_reason)

        def ask(found: Ask) -> None:
            dialog = DecisionDialog(self, self.context, found)
            dialog.accepted.connect(lambda: self._decided(dialog.saved))
            dialog.open()

        read_once(self.context.tasks, self, "decide", work, ask, self.message.refuse)

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

        def draw(papers: PaperSet) -> None:
            def render() -> bytes:
                from ruse_desktop.documents.papers import render as draw_papers

                return draw_papers(papers)

            tasks.compute(render, partial(pages, papers), self.message.refuse, owner=self)

        def pages(papers: PaperSet, pdf: bytes) -> None:
            dialog = DraftDialog(self, self.context, pdf, papers)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        read_once(
            tasks, self, "paper", lambda s: s.permit_papers.decision(number), draw,
            self.message.refuse,
        )  # fmt: skip

    def choose_step(self) -> None:
        """Offer the steps that may be written now besides the decision."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in self.next_steps:
            if kind not in DECISIONS:
                menu.addAction(_(STEP_NAMES[kind])).triggered.connect(
                    lambda _on=False, one=kind: self.begin_step(one)
                )
        place = self.step_button.mapToGlobal(self.step_button.rect().topLeft())
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
                self.message.refuse,
                owner=self,
            )
            return
        dialog = PermitStepDialog(self, self.context, permit, kind, self.shown.least)
        dialog.accepted.connect(
            lambda: self.context.notify(_("Вписано: „{step}“.").format(step=_(STEP_NAMES[kind])))
        )
        dialog.open()

    def _strike(self, step: PermitStep) -> None:
        if self.shown is None:
            return
        permit = self.shown.permit
        question = _("Защо зачерквате „{step}“? Стъпката остава с причината.").format(
            step=_(STEP_NAMES[step.kind])
        )
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self.shown.least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()
        self.context.tasks.write(
            lambda s: s.permit_steps.strike(permit.id, step.id, why, actor=s.actor),
            lambda _one: self.context.notify(_("Стъпката е зачеркната.")),
            self.message.refuse,
            owner=self,
        )

    def _act(self, finding: Finding) -> None:
        """What a finding asks for: the decision, a violation, a confirmation, an override."""
        if finding.rule == BAN:
            self.decide()
        elif finding.rule == FIRST_USE:
            self.open_violation()
        elif finding.rule == TERM:
            self.begin_step(Step.UNLIMITED)
        elif finding.rule in MAY_PASS and self.shown is not None:
            self._override(finding, self.shown)

    def _override(self, finding: Finding, shown: Shown) -> None:
        number = shown.permit.id

        def ask(article: str) -> None:
            dialog = OverrideDialog(
                self, finding, article, self.context.clock.today, self.context.actor.name,
                least=shown.least,
            )  # fmt: skip
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            written = dialog.written()
            self.context.tasks.write(
                lambda s: s.permit_steps.override(number, finding.rule, written, actor=s.actor),
                lambda _none: self.context.notify(_("Отклонението е вписано.")),
                self.message.refuse,
                owner=self,
            )

        def article(services: Services) -> str:
            if finding.citation is None:
                return ""
            day = shown.permit.typed.incoming_on or services.clock.today()
            return "\n".join(one.text for one in services.law.at(day).passage(finding.citation))

        read_once(self.context.tasks, self, "override", article, ask, self.message.refuse)

    def open_violation(self) -> None:
        """Begin a file of a violation with what is known here."""
        if self.shown is None:
            return
        number = self.shown.permit.id

        def ask(typed: SignalInput) -> None:
            dialog = SignalDialog(self, self.context, start=typed)
            dialog.accepted.connect(lambda: self.context.notify(_("Преписката е заведена.")))
            dialog.open()

        read_once(
            self.context.tasks, self, "violation", lambda s: s.permits.signal(number), ask,
            self.message.refuse,
        )  # fmt: skip

    # papers of the application

    def attach(self) -> None:
        """Keep a picture or a paper with the application in sight."""
        kinds = _("Изображения и документи (*.svg *.png *.jpg *.jpeg *.pdf *.docx);;Всички (*)")
        path = ask_open(self, _("Изображение или документ"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep this file."""
        if self.shown is not None:
            number = self.shown.permit.id
            self.context.tasks.write(
                lambda s: s.permit_files.add(number, path, actor=s.actor),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self.message.refuse,
                owner=self,
            )

    def measure(self, one: PermitFile) -> None:
        """Mark the symbol on an attached picture and compare its proportions."""
        open_artwork(self, self.context, one.id, self.message.refuse)

    def _open_file(self, one: PermitFile) -> None:
        self.context.tasks.read(
            lambda s: s.permit_files.path(one.id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="permits",
        title=_("Разрешения"),
        hint=_("заявител, изделие, №…"),
        columns=(
            RegisterColumn(Column(_("Заявление"), 106), "number"),
            RegisterColumn(Column(_("Заявител"), 150, stretch=True), "applicant"),
            RegisterColumn(Column(_("Символ"), 66), "symbol"),
            RegisterColumn(Column(_("Изделие"), 126), "product"),
            RegisterColumn(Column(_("Решение"), 104), "decision"),
            RegisterColumn(Column(_("Валидно до"), 100), "until"),
            RegisterColumn(Column(_("Състояние"), 112, chip=True), "state"),
        ),
        source=lambda services: services.permits,
        count=lambda n: ngettext("{n} заявление", "{n} заявления", n).format(n=n),
        kinds=_KINDS,
        icon="file-check",
        empty_title=_("Още няма заявления"),
        empty_text=_(
            "Когато постъпи заявление за тиражиране на герба или знамето, впишете го с „Ново "
            "вписване“."
        ),
        choices=(
            Choice("symbol", _("Символ"), _("Всички символи")),
            Choice("state", _("Състояние"), _("Всички състояния"),
                   tuple((str(code), _(text)) for code, text in STATE_NAMES.items())),
        ),
    )  # fmt: skip
