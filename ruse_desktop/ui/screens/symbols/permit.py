"""The section „Разрешения“: who may reproduce the emblem or the flag, on what terms (чл. 8, 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.artwork import Marked
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.permit_checks import Known, findings
from ruse_desktop.domain.permits import (
    DECISIONS,
    STATE_NAMES,
    Permit,
    PermitInput,
    PermitRules,
    State,
    Step,
)
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.permit_card import PermitCard
from ruse_desktop.ui.screens.symbols.permit_entry import ApplicationDialog
from ruse_desktop.ui.screens.symbols.permit_form import FormVerbs
from ruse_desktop.ui.screens.symbols.permit_verbs import PermitVerbs

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
    violations: tuple[tuple[int, str], ...]
    least: int


def read_shown(services: Services, permit_id: int) -> Shown:
    """One application with everything beside it."""
    permit, known = services.permits.known_of(permit_id)
    return Shown(
        permit, known, findings(permit.typed, known, permit), services.artwork.of_permit(permit_id),
        tuple((one.id, one.number_text) for one in services.violations.of_permit(permit_id)),
        services.practice.min_reason,
    )  # fmt: skip


class PermitSection(RegisterSection):
    """The register of permits."""

    id = "permits"
    record_kind = "permit"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.shown: Shown | None = None
        self.verbs, self.forms = PermitVerbs(self), FormVerbs(self)
        self._register()
        names = (("decide", "paper", "step"), ("file", "correct", "renew"))
        rows = [
            [context.actions.button(f"permits.{one}", primary=one == "decide") for one in row]
            for row in names
        ]
        self.step_button = rows[0][2]
        self.card = PermitCard(
            context.show_article, rows, act=self.verbs.act, strike=self.verbs.strike,
            open_file=self.verbs.open_file, measure=self.verbs.measure, go_to=self._go_to,
            violation=self.verbs.open_violation, go_on=partial(context.open_record, "violation"),
        )  # fmt: skip
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(context.actions.button("permits.blank"))
        row.addWidget(context.actions.button("permits.form"))
        column.addLayout(row)
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
            Action("permits.decide", _("Решение…"), self.verbs.decide, "signature", "Ctrl+Shift+R",
                   "act", scope, may(*DECISIONS), group=4),
            Action("permits.paper", _("Документ…"), self.verbs.show_paper, "file-text", "Ctrl+Shift+P",
                   "print", scope, decided, group=4),
            Action("permits.step", _("Друга стъпка…"), self.verbs.choose_step, "arrow-right", "", "act",
                   scope, may(*small), group=4),
            Action("permits.file", _("Приложи…"), self.verbs.attach, "paperclip", "", "act",
                   scope, chosen, group=4),
            Action("permits.renew", _("Поднови…"), self.renew, "refresh", "", "act", scope,
                   stands(*renewable), group=4),
            Action("permits.correct", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   stands(State.APPLIED, State.ASKED), group=4),
            Action("permits.form", _("От попълнен формуляр…"), self.forms.ask, "file-import", "",
                   "act", scope, lambda: self.in_sight, group=4),
            Action("permits.blank", _("Празно заявление за попълване…"), self.forms.show_blank,
                   "file-text", "", "print", scope, lambda: self.in_sight, group=4),
            Action("permits.violation", _("Отвори преписка за нарушение…"), self.verbs.open_violation, "gavel", "", "act",
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
        if not kinds or "law" in kinds:
            self.context.tasks.read(lambda s: s.permits.rules(), self._offer, owner=self)
        if not kinds & _KINDS and kinds & _CARD_KINDS and self.view.current is not None:
            self._chosen(self.view.current)

    def _offer(self, rules: PermitRules) -> None:
        self.view.filters.offer("symbol", [(one.symbol, one.name) for one in rules.symbols])

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
            self.card.show_permit(
                found.permit, today, found.findings, found.marked, found.violations
            )
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
            dialog.accepted.connect(lambda: self.written(dialog.saved))
            dialog.open()

        read_once(self.context.tasks, self, verb, work, ask, self.message.refuse)

    def written(self, saved: object) -> None:
        """Show what was just written down."""
        assert isinstance(saved, Permit)
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано е заявление № {no}.").format(no=saved.incoming))


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
