"""The section „Нарушения“: signals, acts, decrees and what became of them (чл. 75–77)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout

from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.violation_steps import Judged, possible
from ruse_desktop.domain.violations import (
    STATE_NAMES,
    STEP_NAMES,
    SYMBOLS,
    Evidence,
    State,
    Step,
    StepEntry,
    Violation,
)
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit import once
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols import violation_papers as papers
from ruse_desktop.ui.screens.symbols.violation_card import ViolationCard
from ruse_desktop.ui.screens.symbols.violation_entry import SignalDialog
from ruse_desktop.ui.screens.symbols.violation_step import StepDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"violations"})


@dataclass(frozen=True)
class Shown:
    """A file as the panel shows it; `texts` are its steps in words, by their ids."""

    violation: Violation
    findings: tuple[Finding, ...]
    texts: dict[int, str]
    tone: str
    least: int


def read_shown(services: Services, violation_id: int) -> Shown:
    """One file with everything beside it."""
    from ruse_desktop.services.violation_papers import step_text
    from ruse_desktop.services.violations import TONES

    found = services.violations.get(violation_id)
    return Shown(
        found,
        services.violations.findings(violation_id),
        {one.id: step_text(one, cited=False) for one in found.steps},
        TONES.get(found.state, "neutral"),
        services.practice.min_reason,
    )


class ViolationSection(RegisterSection):
    """The register of violations."""

    id = "violations"
    record_kind = "violation"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.shown: Shown | None = None
        self._register()
        names = (("step", "file"), ("report", "case", "correct"))
        rows = [
            [context.actions.button(f"violations.{one}", primary=one == "step") for one in row]
            for row in names
        ]
        self.card = ViolationCard(
            context.show_article, rows, self._strike, self._open_file, self._remove_file,
            lambda _found: self.shown.tone if self.shown else "neutral",
            lambda step: self.shown.texts.get(step.id, "") if self.shown else "",
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

        def going() -> bool:
            return chosen() and bool(self.next_steps)

        def alive() -> bool:
            return (
                chosen()
                and self.shown is not None
                and self.shown.violation.state is not State.CLOSED
            )

        scope = "symbols"
        self.context.actions.add_all((
            Action("violations.step", _("Следваща стъпка…"), self.choose_step, "arrow-right",
                   "Ctrl+Shift+V", "act", scope, going, group=2),
            Action("violations.file", _("Приложи файл…"), self.attach, "paperclip", "", "act",
                   scope, chosen, group=2),
            Action("violations.report", _("Докладна…"), self.show_report, "file-text", "", "print",
                   scope, chosen, group=2),
            Action("violations.case", _("Цялата преписка…"), self.show_case, "file-type-pdf", "",
                   "print", scope, chosen, group=2),
            Action("violations.correct", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   alive, group=2),
        ))  # fmt: skip

    @property
    def next_steps(self) -> Sequence[Step]:
        """What may be written now in the file that is shown."""
        return possible(self.shown.violation) if self.shown is not None else ()

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
        if found is None:
            self.card.show_violation(None)
        else:
            self.card.show_violation(found.violation, found.findings)
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """Write down a signal."""
        dialog = SignalDialog(self, self.context)
        dialog.accepted.connect(lambda: self._opened(dialog.saved))
        dialog.open()

    def _opened(self, saved: object) -> None:
        assert isinstance(saved, Violation)
        self.view.go_to(saved.id)
        self.context.notify(_("Заведена е преписка {no}.").format(no=saved.number_text))

    def correct(self) -> None:
        """Change what is known of the signal."""
        if self.shown is not None:
            SignalDialog(self, self.context, self.shown.violation).open()

    def choose_step(self) -> None:
        """Offer the steps that may be written now; one alone is begun at once."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in self.next_steps:
            menu.addAction(_(STEP_NAMES[kind])).triggered.connect(
                lambda _on=False, one=kind: self.begin_step(one)
            )
        button = self.card.first_button
        place = button.mapToGlobal(button.rect().topLeft()) if button else QCursor.pos()
        place.setY(place.y() - menu.sizeHint().height())
        menu.popup(place)

    def begin_step(self, kind: Step) -> None:
        """Ask for the fields of a step."""
        if self.shown is None:
            return
        found = self.shown.violation

        def ask(known: Judged) -> None:
            dialog = StepDialog(self, self.context, found, kind, known)
            dialog.accepted.connect(
                lambda: self.context.notify(
                    _("Вписано: „{step}“.").format(step=_(STEP_NAMES[kind]))
                )
            )
            dialog.open()

        end = once.begin(self, "step")
        if end is not None:
            self.context.tasks.read(
                lambda s: s.violation_steps.known(found.id), ask, self.message.refuse, owner=self,
                settled=end,
            )  # fmt: skip

    def _why(self, title: str, question: str, do: str) -> str:
        """The reason a person gives; „“ when they gave up."""
        least = self.shown.least if self.shown is not None else 1
        asked = TextDialog(self, title, question, do, least=least)
        return asked.text() if asked.exec() == QDialog.DialogCode.Accepted else ""

    def _strike(self, step: StepEntry) -> None:
        question = _("Защо зачерквате „{step}“? Стъпката остава с причината.")
        why = self._why(_("Зачеркване"), question.format(step=step.name), _("Зачеркни"))
        if not why:
            return
        self.context.tasks.write(
            lambda s: s.violation_steps.strike(step.id, why, actor=s.actor),
            lambda _none: self.context.notify(_("Стъпката е зачеркната.")),
            self.message.refuse,
            owner=self,
        )

    def attach(self) -> None:
        """Keep a file in the case."""
        kinds = _("Снимки и документи (*.jpg *.jpeg *.png *.pdf *.docx *.eml);;Всички (*)")
        path = ask_open(self, _("Доказателство"), kinds)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path, note: str = "") -> None:
        """Keep this file in the case that is shown."""
        if self.shown is not None:
            number = self.shown.violation.id
            self.context.tasks.write(
                lambda s: s.violation_files.add(number, path, actor=s.actor, note=note),
                lambda one: self.context.notify(_("Приложено: {name}").format(name=one.name)),
                self.message.refuse,
                owner=self,
            )

    def _remove_file(self, one: Evidence) -> None:
        question = _("Защо махате „{name}“ от преписката?").format(name=one.name)
        why = self._why(_("Махане на файл"), question, _("Махни"))
        if why:
            self.context.tasks.write(
                lambda s: s.violation_files.remove(one.id, why, actor=s.actor),
                lambda _none: self.context.notify(_("Файлът е махнат от преписката.")),
                self.message.refuse,
                owner=self,
            )

    def _open_file(self, one: Evidence) -> None:
        self.context.tasks.read(
            lambda s: s.violation_files.path(one.id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )

    def show_report(self) -> None:
        """The report to the units that draw acts, to print or edit."""
        if self.shown is not None:
            papers.show_report(self, self.context, self.shown.violation, self.message.refuse)

    def show_case(self) -> None:
        """The whole file as one PDF."""
        if self.shown is not None:
            papers.show_case(self, self.context, self.shown.violation, self.message.refuse)


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="violations",
        title=_("Нарушения"),
        hint=_("№, нарушител, описание, място…"),
        columns=(
            RegisterColumn(Column(_("№"), 88), "number"),
            RegisterColumn(Column(_("Сигнал"), 92), "date"),
            RegisterColumn(Column(_("Символ"), 78), "symbol"),
            RegisterColumn(Column(_("Нарушител"), 170, stretch=True), "offender"),
            RegisterColumn(Column(_("Основание"), 190), "ground"),
            RegisterColumn(Column(_("Състояние"), 124, chip=True), "state"),
        ),
        source=lambda services: services.violations,
        count=lambda n: ngettext("{n} преписка", "{n} преписки", n).format(n=n),
        kinds=_KINDS,
        icon="gavel",
        empty_title=_("Още няма преписки"),
        empty_text=_("Когато постъпи сигнал за нарушение, заведете преписка с „Ново вписване“."),
        choices=(
            Choice("symbol", _("Символ"), _("Всички символи"),
                   tuple((code, symbol_name(code)) for code in SYMBOLS)),
            Choice("state", _("Състояние"), _("Всички състояния"),
                   tuple((str(code), _(text)) for code, text in STATE_NAMES.items())),
        ),
    )  # fmt: skip
